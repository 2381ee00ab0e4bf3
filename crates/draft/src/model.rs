//! A draft: its text, and the brackets that were found in it.

use basis::Span;
use serde::Serialize;

use crate::condition::Condition;

/// A text and what was read in it. The text is kept as it came, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Name of the file as the folder gives it.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// Parties whose codes are holders, in the order of the declaration.
    pub parties: Vec<String>,
    /// Articles in the order of the text; what stands before the first heading is one too.
    pub articles: Vec<Article>,
    /// Brackets in the order in which they open. A bracket stands after the one it is nested in.
    pub brackets: Vec<Bracket>,
    /// Brackets that repeat the choice of another, in the order of the text.
    pub followers: Vec<Follower>,
}

/// A part of the text under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number as the heading gives it (`4`, `4.2`, `IV`), else its place, from 1; 0 before the
    /// first heading.
    pub number: String,
    /// The heading without its number; empty before the first heading.
    pub title: String,
    /// The bytes that belong to it, heading included.
    pub span: Span,
}

/// Text that is not agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Written in the text, or made of article and place.
    pub id: String,
    /// Whether the id is written in the text, and so survives edits.
    pub id_is_written: bool,
    /// Position of its article in [`Draft::articles`].
    pub article: usize,
    /// Bracket and option inside which it stands: it is reached only where that option is chosen.
    pub inside: Option<(usize, usize)>,
    /// What can be chosen, in the order of the text, an implied *no text* last; never empty.
    pub options: Vec<OptionText>,
    /// How far it has come.
    pub status: Status,
    /// All bytes of it, id and note included.
    pub span: Span,
    /// Where its parts stand.
    pub marks: Marks,
}

/// How a bracket is written, and where its parts stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// How it is written.
    pub form: Form,
    /// The bytes between the square brackets; of paragraphs, those of all options.
    pub inner: Span,
    /// The bytes of the written id, `{#` and `}` included.
    pub id: Option<Span>,
    /// The bytes of the status note, parentheses included.
    pub note: Option<Span>,
}

/// How a bracket is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// In square brackets, alternatives between slashes.
    Inline,
    /// In square brackets, each option from `Option 1:` on.
    Block,
    /// Paragraphs in a row that begin with `Option 1:`, without square brackets.
    Paragraphs,
}

/// A bracket that takes its words from the choice of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follower {
    /// Position of the bracket that it follows.
    pub of: usize,
    /// Its words for each option of that bracket, in their order; empty where it repeats the chosen
    /// text itself.
    pub words: Vec<Span>,
    /// Bracket and option inside which it stands.
    pub inside: Option<(usize, usize)>,
    /// All bytes of it.
    pub span: Span,
}

/// One option of a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionText {
    /// By what files refer to it: its label, else its text with blanks collapsed and without the
    /// ids and notes of nested brackets; `no text` for no text. Unique in its bracket.
    pub key: String,
    /// `Option 1`, `a`, where one is written.
    pub label: Option<String>,
    /// What kind of option it is.
    pub kind: OptionKind,
    /// Who holds it.
    pub holders: Holders,
    /// What has to hold for it to be chosen.
    pub only_if: Option<Condition>,
    /// The bytes of that condition, parentheses included.
    pub only_if_at: Option<Span>,
    /// The bytes of its words, without holders, label and condition; empty for an implied option.
    pub span: Span,
    /// The bytes of its alternative, holders, label and condition included, without the blanks
    /// around; shared by the options of one blank; empty for an implied option.
    pub whole: Span,
}

/// Kinds of options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Words, perhaps with brackets in them.
    Words,
    /// No text, written as such.
    NoText,
    /// No text, because the bracket has a single alternative.
    ImpliedNoText,
    /// A blank filled in with these words.
    Filled(String),
    /// A blank without a range: it stays open.
    Blank,
}

/// Who holds an option: codes of parties, each once, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holders {
    /// Who put it forward.
    pub proposed: Vec<String>,
    /// Who supports it.
    pub supported: Vec<String>,
    /// Who objects to it.
    pub against: Vec<String>,
}

/// How far a bracket has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Open.
    #[default]
    Open,
    /// Kept free for text to come.
    Placeholder,
    /// Agreed, subject to confirmation by capitals.
    AdReferendum {
        /// Position of the option that was agreed.
        option: usize,
        /// Whose confirmation is missing; empty where the text does not say.
        by: Vec<String>,
    },
    /// Agreed, subject to the whole.
    Agreed {
        /// Position of the option that was agreed.
        option: usize,
    },
}

impl Bracket {
    /// The option that was agreed, ad referendum or not.
    pub fn agreed(&self) -> Option<usize> {
        match self.status {
            Status::AdReferendum { option, .. } | Status::Agreed { option } => Some(option),
            Status::Open | Status::Placeholder => None,
        }
    }
}
