//! Instants, deadlines and ends, as written.

use basis::civil::Date;
use basis::{ActType, Instant, Quantity, Span, Zone};

use super::{Name, Spanned, Text};

/// An instant as written, with the zone it was written in.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The instant.
    pub instant: Instant,
    /// The zone.
    pub zone: Zone,
    /// Where it stands.
    pub span: Span,
}

/// An instant, or what it is counted from.
#[derive(Clone, Debug)]
pub enum When {
    /// A stated instant.
    At(Moment),
    /// A stated day; without a zone, in the accord's.
    Day(Spanned<Date>, Option<Spanned<Zone>>),
    /// A defined instant.
    Named(Name),
    /// `entry into force`
    EntryIntoForce(Span),
    /// `signature`
    Signature(Span),
    /// `certified "…"`, `attested "…"`, `completed "…"`
    Act(ActType, Text),
    /// `day n after …`
    DayAfter(Spanned<u32>, Box<When>),
}

/// What ends the accord.
#[derive(Clone, Debug)]
pub enum Until {
    /// An instant.
    At(Moment),
    /// An attestation.
    Attested(Text),
}

/// A deadline.
#[derive(Clone, Debug)]
pub enum Deadline {
    /// `by D`, `by INSTANT`
    By(When),
    /// `before D`, `before ANCHOR`
    Before(When),
    /// `within n days of ANCHOR`
    WithinDays(u32, When),
    /// `within n hours of ANCHOR`
    Within(Quantity, When),
}
