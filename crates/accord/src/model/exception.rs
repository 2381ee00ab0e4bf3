//! Exceptions and the steps that each of them requires.

use basis::{ActType, Construed, KindSet};

/// An exception with its required steps.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Name.
    pub name: String,
    /// Label from the text.
    pub label: String,
    /// The steps, each to be proved on its own.
    pub steps: Vec<Step>,
    /// The encoder's reason, where the text does not state it.
    pub construed: Option<Construed>,
}

/// A required step of an exception.
#[derive(Clone, Debug)]
pub struct Step {
    /// Name: `trigger`, `attempt`, `order`, `notice`.
    pub name: String,
    /// What proves it.
    pub proof: StepProof,
    /// When, with respect to the act that is to be excused or to another step.
    pub order: Option<StepOrder>,
}

/// What proves a step.
#[derive(Clone, Debug)]
pub enum StepProof {
    /// An event of these kinds by another bound side.
    Event(KindSet),
    /// An act by word or document.
    Act {
        /// Which type.
        act: ActType,
        /// Its subject, where one is demanded.
        subject: Option<String>,
        /// By whom: name of a body or observer; `None` for the bearer.
        by: Option<String>,
        /// To whom.
        to: Option<String>,
    },
}

/// When a step has to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepOrder {
    /// Before the act that is to be excused.
    BeforeAct,
    /// After the act that is to be excused.
    AfterAct,
    /// After another step of the same exception.
    AfterStep(String),
}
