//! Will it hold? Stability of states in the graph model for conflict resolution.
//!
//! Reading order: [`bits`] (sets), [`order`] (orders that may be partial), [`conflict`] (states,
//! moves, statements), [`derive`](mod@derive) (a conflict out of the issues of talks), [`graph`]
//! (legal sequences), [`judge`] (Nash, GMR, SMR and SEQ for decision makers and coalitions),
//! [`search`] (what unknown preferences of opponents can change), [`why`] (witnesses and
//! sanctions), [`quo`] (what can be reached from the status quo), [`inverse`] (which preferences
//! make a state stable), [`answer`] (all of it together), [`check`] (the same by matrices).
//!
//! Definitions and sources stand in `docs/design/talks.md`.

pub mod bits;

pub mod order;

pub mod conflict;

pub mod derive;

pub mod graph;

pub mod judge;

pub mod search;

pub mod why;

pub mod quo;

pub mod inverse;

pub mod answer;

pub mod check;

pub use answer::Answer;
pub use conflict::Conflict;
pub use judge::Concept;
