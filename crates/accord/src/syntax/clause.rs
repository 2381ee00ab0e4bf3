//! Clauses, as written.

use basis::{ActType, Quantity};

use super::{AreaExpr, Because, ClassTerm, Deadline, Name, ProofPhrases, Spanned, Text, When};

/// A clause.
#[derive(Clone, Debug)]
pub struct ClauseItem {
    /// Number as written.
    pub id: Text,
    /// Title.
    pub title: Option<Text>,
    /// Who.
    pub bearer: Option<Spanned<Bearer>>,
    /// What.
    pub demand: Option<Spanned<Demand>>,
    /// Where.
    pub place: Option<Spanned<PlacePhrase>>,
    /// `at TARGETS`
    pub targets: Option<Spanned<Vec<Name>>>,
    /// `from`
    pub from: Option<Spanned<When>>,
    /// `until`
    pub until: Option<Spanned<When>>,
    /// `unless`
    pub unless: Vec<Name>,
    /// `by`, `before`, `within`
    pub deadline: Option<Spanned<Deadline>>,
    /// `gap "…"`
    pub gaps: Vec<Text>,
    /// `proof …`
    pub proof: ProofPhrases,
    /// `because "…" by "…"`
    pub because: Option<Because>,
    /// `not checkable because "…" by "…"`
    pub not_checkable: Option<Spanned<Option<Because>>>,
}

/// Who bears a clause.
#[derive(Clone, Debug)]
pub enum Bearer {
    /// `each side`
    EachSide,
    /// `both sides`: the number of sides that the word implies.
    AllSides(Option<usize>),
    /// Names.
    Named(Vec<Name>),
    /// `bearer not named`
    NotNamed,
}

/// What a clause demands.
#[derive(Clone, Debug)]
pub enum Demand {
    /// `must not KINDS [with CLASS]`
    MustNot(Vec<Name>, Option<Vec<ClassTerm>>),
    /// `must not keep CLASS`
    MustNotKeep(Vec<ClassTerm>),
    /// `must VERB "subject" [to NAME]`
    Must {
        /// The act.
        act: ActType,
        /// What it is about.
        subject: Option<Text>,
        /// To whom.
        to: Option<Name>,
    },
    /// `must notify NAME at least DURATION before KINDS [with CLASS]`
    Notify {
        /// To whom.
        to: Name,
        /// How long before.
        lead: Quantity,
        /// Before what.
        kinds: Vec<Name>,
        /// With what.
        class: Option<Vec<ClassTerm>>,
    },
}

/// Where a clause holds.
#[derive(Clone, Debug)]
pub enum PlacePhrase {
    /// `in AREA`, `within D of NAME`
    In(AreaExpr),
    /// `near NAME`: a gap.
    Near(Name),
}
