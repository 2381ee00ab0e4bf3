//! What happened to the brackets between two drafts.
//!
//! Reading order: [`matching`] (which bracket is which), `options` (the same for the options of
//! a bracket), `instead` (what stands now where a bracket stood), `references` (what was said
//! about options that are gone).

mod likeness;

mod in_order;

pub mod matching;

mod options;

mod instead;

mod references;

use serde::Serialize;

use crate::condition::Condition;
use crate::model::{Bracket, Draft, Holders, OptionKind, Status};
use crate::progress::Counts;

pub use instead::Instead;
pub use likeness::Likeness;
pub use matching::{By, Match, Matches, matches};
pub use references::{Lost, LostReference, lost_references};

use options::Options;

/// What changed between two drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Brackets that changed, in the order of the new draft; those that are gone after the bracket
    /// that they followed.
    pub changes: Vec<BracketChange>,
    /// Brackets of the old draft by status.
    pub old: Counts,
    /// Brackets of the new draft by status.
    pub new: Counts,
    /// Whether there were too many brackets to look for likeness everywhere, so that some may be
    /// told as gone and new that are the same.
    pub left_out: bool,
    /// Which bracket is which.
    #[serde(skip)]
    pub matches: Matches,
}

/// What happened to one bracket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BracketChange {
    /// Position in the old draft.
    pub old: Option<usize>,
    /// Position in the new draft.
    pub new: Option<usize>,
    /// Its id in the new draft, else in the old one.
    pub id: String,
    /// How it was recognised; nothing where it is gone or new.
    pub by: Option<By>,
    /// What happened, at least one thing.
    pub what: Vec<What>,
}

/// Something that happened to a bracket. Options are named by their keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum What {
    /// It is not in the old draft.
    Added {
        /// It is one of so many with the same options in the same surroundings, of which some are
        /// not new: which one is new is a choice.
        one_of: Option<usize>,
    },
    /// It is not in the new draft.
    Gone {
        /// What stands there now.
        instead: Instead,
        /// It is one of so many with the same options in the same surroundings, of which some are
        /// not gone: which one is gone is a choice.
        one_of: Option<usize>,
    },
    /// It stands in another article.
    Moved {
        /// Number of the article, old.
        from: String,
        /// Number of the article, new.
        to: String,
    },
    /// Its id is written now.
    IdAdded,
    /// Its id is not written any more.
    IdLost {
        /// The id that it had.
        id: String,
    },
    /// An option that was not there.
    OptionAdded {
        /// The option.
        option: String,
    },
    /// An option that is not there any more.
    OptionRemoved {
        /// The option.
        option: String,
    },
    /// An option with other words: for whoever spoke of it, it is another option.
    OptionReworded {
        /// The option, old.
        from: String,
        /// The option, new.
        to: String,
        /// Its words, old.
        old_words: String,
        /// Its words, new.
        new_words: String,
    },
    /// An option with the same words under another label.
    OptionRelabelled {
        /// The option, old.
        from: String,
        /// The option, new.
        to: String,
    },
    /// Other parties hold the option.
    HoldersChanged {
        /// The option, as it is called in the new draft.
        option: String,
        /// Who held it.
        from: Holders,
        /// Who holds it.
        to: Holders,
    },
    /// The option may be chosen under another condition.
    ConditionChanged {
        /// The option, as it is called in the new draft.
        option: String,
    },
    /// Its status is another.
    StatusChanged {
        /// Old.
        from: State,
        /// New.
        to: State,
    },
}

/// A status with the option by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum State {
    /// Open.
    Open,
    /// Kept free for text to come.
    Placeholder,
    /// Agreed, subject to confirmation by capitals.
    AdReferendum {
        /// The option.
        option: String,
        /// Whose confirmation is missing.
        by: Vec<String>,
    },
    /// Agreed, subject to the whole.
    Agreed {
        /// The option.
        option: String,
    },
}

impl State {
    /// The status of a bracket.
    pub fn of(bracket: &Bracket) -> State {
        let key = |option: &usize| bracket.options.get(*option).map_or("", |o| &o.key).to_owned();
        match &bracket.status {
            Status::Open => State::Open,
            Status::Placeholder => State::Placeholder,
            Status::AdReferendum { option, by } => {
                State::AdReferendum { option: key(option), by: by.clone() }
            }
            Status::Agreed { option } => State::Agreed { option: key(option) },
        }
    }
}

/// Compares two drafts.
///
/// ```
/// use draft::compare::{What, between};
/// let read = |text| draft::parse("text.md", text, &[]).0;
/// let old = read("Troops [shall / should]{#1} withdraw [at once].");
/// let new = read("Troops [shall / should / may]{#1} withdraw at once.");
/// let found = between(&old, &new);
/// assert_eq!(found.changes[0].what, [What::OptionAdded { option: "may".to_owned() }]);
/// assert!(matches!(&found.changes[1].what[..], [What::Gone { .. }]));
/// ```
pub fn between(old: &Draft, new: &Draft) -> Comparison {
    let matches = matches(old, new);
    let options = Options::of(old, new, &matches);
    let same_articles = matching::same_articles(&old.articles, &new.articles);
    let mut changes = Vec::new();
    for found in &matches.pairs {
        let (Some(was), Some(is)) = (old.brackets.get(found.old), new.brackets.get(found.new))
        else {
            continue;
        };
        let mut what = Vec::new();
        if same_articles.get(was.article) != Some(&Some(is.article)) {
            let number =
                |draft: &Draft, at: usize| draft.articles.get(at).map(|a| a.number.clone());
            what.push(What::Moved {
                from: number(old, was.article).unwrap_or_default(),
                to: number(new, is.article).unwrap_or_default(),
            });
        }
        ids(was, is, &mut what);
        options.changes(found, &mut what);
        statuses(was, is, options.of_bracket(found.old), &mut what);
        if !what.is_empty() {
            let (old, new) = (Some(found.old), Some(found.new));
            changes.push(BracketChange { old, new, id: is.id.clone(), by: Some(found.by), what });
        }
    }
    changes.extend(added(new, &matches));
    changes.extend(gone(old, new, &matches));
    in_order(&mut changes, &matches);
    Comparison {
        changes,
        old: Counts::of(old),
        new: Counts::of(new),
        left_out: matches.left_out,
        matches,
    }
}

fn added(new: &Draft, matches: &Matches) -> Vec<BracketChange> {
    let olds = matches.old_of_new(new.brackets.len());
    let added = new.brackets.iter().enumerate().filter(|(at, _)| olds.get(*at) == Some(&None));
    added
        .map(|(at, bracket)| BracketChange {
            old: None,
            new: Some(at),
            id: bracket.id.clone(),
            by: None,
            what: vec![What::Added { one_of: matches.new_of.get(&at).copied() }],
        })
        .collect()
}

fn gone(old: &Draft, new: &Draft, matches: &Matches) -> Vec<BracketChange> {
    let mut left: Vec<bool> = vec![true; old.brackets.len()];
    for found in &matches.pairs {
        if let Some(flag) = left.get_mut(found.old) {
            *flag = false;
        }
    }
    if !left.contains(&true) {
        return Vec::new();
    }
    let places = instead::Places::new(old, new);
    let gone = old.brackets.iter().enumerate().filter(|(at, _)| left.get(*at) == Some(&true));
    gone.map(|(at, bracket)| BracketChange {
        old: Some(at),
        new: None,
        id: bracket.id.clone(),
        by: None,
        what: vec![What::Gone {
            instead: places.instead(bracket),
            one_of: matches.gone_of.get(&at).copied(),
        }],
    })
    .collect()
}

/// Puts changes in the order of the new draft; what is gone stands after the bracket that it
/// followed in the old one.
fn in_order(changes: &mut [BracketChange], matches: &Matches) {
    let mut by_old: Vec<(usize, usize)> = matches.pairs.iter().map(|m| (m.old, m.new)).collect();
    by_old.sort_unstable();
    let after = |old: usize| {
        let before = by_old.partition_point(|(at, _)| *at < old);
        before.checked_sub(1).and_then(|at| by_old.get(at)).map(|(_, new)| *new)
    };
    changes.sort_by_key(|change| match (change.new, change.old) {
        (Some(new), _) => (Some(new), None),
        (None, old) => (old.and_then(after), old),
    });
}

fn ids(was: &Bracket, is: &Bracket, what: &mut Vec<What>) {
    match (was.id_is_written, is.id_is_written) {
        (false, true) => what.push(What::IdAdded),
        (true, false) => what.push(What::IdLost { id: was.id.clone() }),
        _ => {}
    }
}

/// Tells of another status, or of another option under the same one.
fn statuses(was: &Bracket, is: &Bracket, options: &[Option<usize>], what: &mut Vec<What>) {
    let now = |option: &usize| options.get(*option).copied().flatten();
    let same = match (&was.status, &is.status) {
        (
            Status::AdReferendum { option: a, by: by_a },
            Status::AdReferendum { option: b, by: by_b },
        ) => now(a) == Some(*b) && by_a == by_b,
        (Status::Agreed { option: a }, Status::Agreed { option: b }) => now(a) == Some(*b),
        (a, b) => a == b,
    };
    if !same {
        what.push(What::StatusChanged { from: State::of(was), to: State::of(is) });
    }
}

/// Whether two conditions ask the same, the first with the positions of the old draft.
fn same_condition(
    old: &Condition,
    new: &Condition,
    now: &impl Fn(usize, usize) -> Option<(usize, usize)>,
) -> bool {
    match (old, new) {
        (Condition::Is { bracket: a, option: x }, Condition::Is { bracket: b, option: y }) => {
            now(*a, *x) == Some((*b, *y))
        }
        (Condition::Not(a), Condition::Not(b)) => same_condition(a, b, now),
        (Condition::All(a), Condition::All(b)) | (Condition::Any(a), Condition::Any(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_condition(a, b, now))
        }
        _ => false,
    }
}

/// Whether an option has words of its own, that can be reworded.
fn has_words(kind: &OptionKind) -> bool {
    matches!(kind, OptionKind::Words | OptionKind::Blank)
}
