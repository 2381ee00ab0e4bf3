//! The words that every part of Detente shares.
//!
//! Reading order: [`truth`] (three answers), [`time`] (instants and half-open intervals),
//! [`zone`] (local times), [`quantity`] and [`count`] (numbers with units and qualifiers),
//! [`taxonomy`] (kinds of act, classes of object, categories of target), [`act`] (acts by word or
//! document), [`actors`] (names as sources gave them), [`standing`] (who stands behind a
//! statement), [`construed`] (what the encoder supplied), [`digest`] (hashes), [`diagnostic`]
//! (problems as values), [`suggest`] ("did you mean").
//!
//! This crate knows nothing else of Detente, opens no file, reads no clock and prints nothing.

pub mod truth;

pub mod time;

pub mod zone;

pub mod quantity;

pub mod count;

pub mod taxonomy;

pub mod act;

pub mod actors;

pub mod standing;

pub mod construed;

pub mod digest;

pub mod diagnostic;

pub mod suggest;

pub use jiff::civil;

pub use act::ActType;
pub use actors::Actors;
pub use construed::Construed;
pub use count::{Count, Qualifier};
pub use diagnostic::{At, Code, Diagnostic, Label, Severity, Span};
pub use digest::Digest;
pub use quantity::{Dimension, Quantity};
pub use standing::Standing;
pub use taxonomy::{Kind, KindSet, ObjectSet, TargetSet, TermSet};
pub use time::{Instant, Interval};
pub use truth::Truth;
pub use zone::Zone;
