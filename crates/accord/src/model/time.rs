//! When: instants stated or counted from an anchor, and windows between them.

use basis::{ActType, Instant, Interval, Quantity};

/// A part of the time in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// First instant; `None` for entry into force.
    pub from: Option<Anchored>,
    /// First instant after it; `None` for the accord's end.
    pub until: Option<Anchored>,
}

/// An instant, stated or counted from an anchor.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchored {
    /// From where.
    pub anchor: Anchor,
    /// How it is counted.
    pub offset: Offset,
}

/// Where counting starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// A stated instant.
    At(Instant),
    /// A stated local day.
    Day(Interval),
    /// The accord's entry into force.
    EntryIntoForce,
    /// The accord's signature.
    Signature,
    /// An act of this type and subject, done by an observer or body.
    Act(ActType, String),
}

/// How an instant is counted from its anchor. Days are civil days of the accord's zone.
#[derive(Clone, Debug, PartialEq)]
pub enum Offset {
    /// The anchor itself (its start).
    None,
    /// The end of the anchor's own day (`by D`).
    EndOfDay,
    /// The end of the n-th day after the anchor's day (`within n days of`, `by day n after`).
    EndOfDayAfter(u32),
    /// The start of the n-th day after the anchor's day.
    StartOfDayAfter(u32),
    /// Exactly this much later.
    Exactly(Quantity),
}
