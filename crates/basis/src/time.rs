//! Instants and half-open intervals.
//!
//! An [`Instant`] counts microseconds of UTC; an [`Interval`] is `[start, end)`.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Truth;

/// Microseconds since 1970-01-01T00:00:00Z.
///
/// The text form is RFC 3339 in UTC, with as many decimals as are not zero.
///
/// ```
/// use basis::Instant;
/// let start = Instant::parse("2020-07-27T00:01:00+03:00").unwrap();
/// assert_eq!(start.to_string(), "2020-07-26T21:01:00Z");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// One hour in microseconds.
pub const HOUR_US: i64 = 3_600_000_000;

/// One day of 24 hours in microseconds.
pub const DAY_US: i64 = 24 * HOUR_US;

impl Instant {
    /// The earliest instant that Detente represents (year −9999, as `jiff` does).
    pub const MIN: Instant = Instant(-377_705_023_201_000_000);
    /// The latest instant that Detente represents (year 9999).
    pub const MAX: Instant = Instant(253_402_207_200_000_000);

    /// From microseconds since 1970, held within [`Instant::MIN`] and [`Instant::MAX`].
    pub fn from_micros(micros: i64) -> Instant {
        Instant(micros.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with an offset; `None` when the offset is missing or the text is not a time.
    pub fn parse(text: &str) -> Option<Instant> {
        text.parse::<Timestamp>().ok().map(Instant::of)
    }

    /// Later by so many microseconds, held within the range.
    #[must_use]
    pub fn plus_micros(self, micros: i64) -> Instant {
        Instant::from_micros(self.0.saturating_add(micros))
    }

    pub(crate) fn of(timestamp: Timestamp) -> Instant {
        Instant(timestamp.as_microsecond())
    }

    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::MAX)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp())
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Instant, D::Error> {
        let text = String::deserialize(d)?;
        Instant::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("not an RFC 3339 instant: {text}")))
    }
}

/// A half-open span of time `[start, end)`; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First instant inside.
    pub start: Instant,
    /// First instant after it.
    pub end: Instant,
}

impl Interval {
    /// All of time.
    pub const ALWAYS: Interval = Interval { start: Instant::MIN, end: Instant::MAX };

    /// `None` where `end` is not after `start`.
    pub fn new(start: Instant, end: Instant) -> Option<Interval> {
        (start < end).then_some(Interval { start, end })
    }

    /// The one microsecond that begins at `instant`: an event whose time is known exactly.
    pub fn at(instant: Instant) -> Interval {
        Interval { start: instant, end: Instant(instant.0 + 1) }
    }

    /// Whether the instant lies inside.
    pub fn contains(self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end
    }

    /// Whether the whole of `other` lies inside.
    pub fn encloses(self, other: Interval) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What both share.
    pub fn intersect(self, other: Interval) -> Option<Interval> {
        Interval::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The smallest interval around both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        Interval { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the single instant of an event somewhere in `self` comes before `instant`.
    pub fn before(self, instant: Instant) -> Truth {
        Truth::decided(self.end.0 - 1 < instant.0, self.start >= instant)
    }

    /// Whether an event somewhere in `self` happens inside `window`.
    pub fn within(self, window: Interval) -> Truth {
        Truth::decided(window.encloses(self), self.intersect(window).is_none())
    }

    /// Length in microseconds.
    pub fn micros(self) -> i64 {
        self.end.0.saturating_sub(self.start.0)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.micros() == 1 {
            write!(f, "{}", self.start)
        } else {
            write!(f, "[{}, {})", self.start, self.end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_open_ends() {
        let [a, b, c] = [0, 10, 20].map(Instant::from_micros);
        let first = Interval::new(a, b).unwrap();
        let second = Interval::new(b, c).unwrap();
        assert_eq!(first.intersect(second), None);
        assert_eq!(Interval::at(b).within(first), Truth::No);
        assert_eq!(Interval::at(b).within(second), Truth::Yes);
        assert_eq!(first.hull(second).within(second), Truth::Unknown);
        assert_eq!(first.before(b), Truth::Yes);
        assert_eq!(second.before(b), Truth::No);
    }
}
