//! Exceptions with their steps, as written.

use basis::ActType;

use super::{Because, Name, Spanned, Text};
use crate::model::StepOrder;

/// An exception.
#[derive(Clone, Debug)]
pub struct ExceptionItem {
    /// Short name.
    pub name: Name,
    /// Label from the text.
    pub label: Option<Text>,
    /// Required steps.
    pub steps: Vec<StepPhrase>,
    /// Reason and author.
    pub because: Option<Because>,
    /// `is construed`
    pub construed: bool,
}

/// A step of an exception.
#[derive(Clone, Debug)]
pub struct StepPhrase {
    /// Its name.
    pub name: Name,
    /// What proves it.
    pub proof: StepWords,
    /// When.
    pub order: Option<Spanned<StepOrder>>,
}

/// What proves a step, as written.
#[derive(Clone, Debug)]
pub enum StepWords {
    /// `KINDS by the other side`
    Event(Vec<Name>),
    /// `ACT "subject" by NAME to NAME`
    Act {
        /// Type of act.
        act: ActType,
        /// Subject.
        subject: Option<Text>,
        /// By whom.
        by: Option<Name>,
        /// To whom.
        to: Option<Name>,
    },
}
