//! Instants, half-open intervals and zones.
//!
//! An [`Instant`] counts microseconds of UTC; an [`Interval`] is `[start, end)`. Local times are
//! turned into instants only with a named [`Zone`], and a local time that a clock change skips or
//! repeats is refused, never guessed.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
        text.parse::<Timestamp>().ok().map(|t| Instant(t.as_microsecond()))
    }

    /// Later by so many microseconds, held within the range.
    #[must_use]
    pub fn plus_micros(self, micros: i64) -> Instant {
        Instant::from_micros(self.0.saturating_add(micros))
    }

    fn timestamp(self) -> Timestamp {
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
    pub fn before(self, instant: Instant) -> crate::Truth {
        if self.end.0 - 1 < instant.0 {
            crate::Truth::Yes
        } else if self.start >= instant {
            crate::Truth::No
        } else {
            crate::Truth::Unknown
        }
    }

    /// Whether an event somewhere in `self` happens inside `window`.
    pub fn within(self, window: Interval) -> crate::Truth {
        if window.encloses(self) {
            crate::Truth::Yes
        } else if self.intersect(window).is_none() {
            crate::Truth::No
        } else {
            crate::Truth::Unknown
        }
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

/// Why a local time names no single instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalTimeError {
    /// The clocks were put forward over it.
    Skipped,
    /// The clocks were put back, so it happened twice.
    Repeated,
    /// Outside the years that can be represented.
    OutOfRange,
}

impl fmt::Display for LocalTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LocalTimeError::Skipped => "a clock change skipped this local time",
            LocalTimeError::Repeated => "a clock change repeated this local time",
            LocalTimeError::OutOfRange => "the time lies outside the years -9999 to 9999",
        })
    }
}

/// A time zone of the IANA database (bundled), or a fixed offset such as `+03:00`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// `Europe/Kyiv`, `UTC`, `+03:00`; `None` for a name that the bundled database lacks.
    pub fn named(name: &str) -> Option<Zone> {
        let rules = match parse_offset(name) {
            Some(seconds) => TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).ok()?),
            None => jiff::tz::db().get(name).ok()?,
        };
        Some(Zone { name: name.to_owned(), rules })
    }

    /// The name as it was written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names that the bundled database knows, for suggestions.
    pub fn known_names() -> Vec<String> {
        jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect()
    }

    /// The instant of a local date and time.
    ///
    /// # Errors
    /// Where a clock change skips or repeats the local time.
    pub fn instant(&self, local: DateTime) -> Result<Instant, LocalTimeError> {
        let ambiguous = self.rules.to_ambiguous_timestamp(local);
        match ambiguous.offset() {
            AmbiguousOffset::Gap { .. } => return Err(LocalTimeError::Skipped),
            AmbiguousOffset::Fold { .. } => return Err(LocalTimeError::Repeated),
            AmbiguousOffset::Unambiguous { .. } => {}
        }
        let timestamp = ambiguous.unambiguous().map_err(|_| LocalTimeError::OutOfRange)?;
        Ok(Instant(timestamp.as_microsecond()))
    }

    /// The first instant of a civil day here, also where midnight is skipped.
    ///
    /// # Errors
    /// At the ends of the representable years.
    pub fn start_of_day(&self, day: Date) -> Result<Instant, LocalTimeError> {
        day.to_zoned(self.rules.clone())
            .and_then(|zoned| zoned.start_of_day())
            .map(|zoned| Instant(zoned.timestamp().as_microsecond()))
            .map_err(|_| LocalTimeError::OutOfRange)
    }

    /// The civil day `[00:00, 24:00)` here, 23 or 25 hours long where the clocks change.
    ///
    /// # Errors
    /// At the ends of the representable years.
    pub fn day(&self, day: Date) -> Result<Interval, LocalTimeError> {
        let next = day.tomorrow().map_err(|_| LocalTimeError::OutOfRange)?;
        Interval::new(self.start_of_day(day)?, self.start_of_day(next)?)
            .ok_or(LocalTimeError::OutOfRange)
    }

    /// The reporting day that ends at `day_ends` local time on `day` (rule R2); a `day_ends` of
    /// 00:00 means the civil day.
    ///
    /// # Errors
    /// As [`Zone::instant`], for either end.
    pub fn reporting_day(&self, day: Date, day_ends: Time) -> Result<Interval, LocalTimeError> {
        if day_ends == Time::midnight() {
            return self.day(day);
        }
        let before = day.yesterday().map_err(|_| LocalTimeError::OutOfRange)?;
        let start = self.instant(before.to_datetime(day_ends))?;
        let end = self.instant(day.to_datetime(day_ends))?;
        Interval::new(start, end).ok_or(LocalTimeError::OutOfRange)
    }

    /// The first instant of the civil day that comes `days` after that of `instant`; `None` past
    /// the calendar's end.
    pub fn start_of_day_after(&self, instant: Instant, days: u32) -> Option<Instant> {
        let span = jiff::Span::new().try_days(i64::from(days)).ok()?;
        self.start_of_day(self.local(instant).date().checked_add(span).ok()?).ok()
    }

    /// The local date and time of an instant.
    pub fn local(&self, instant: Instant) -> DateTime {
        self.rules.to_datetime(instant.timestamp())
    }

    /// `2020-07-27 00:01` and the zone's name.
    pub fn show(&self, instant: Instant) -> String {
        let local = self.local(instant);
        let format = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
        format!("{} {}", local.strftime(format), self.name)
    }
}

/// Seconds east of Greenwich in `+HH:MM` or `-HH:MM`.
fn parse_offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn kyiv() -> Zone {
        Zone::named("Europe/Kyiv").unwrap()
    }

    #[test]
    fn entry_into_force_of_july_2020() {
        let instant = kyiv().instant(date(2020, 7, 27).at(0, 1, 0, 0)).unwrap();
        assert_eq!(instant.to_string(), "2020-07-26T21:01:00Z");
        assert_eq!(kyiv().show(instant), "2020-07-27 00:01 Europe/Kyiv");
    }

    #[test]
    fn clock_changes_are_refused_not_guessed() {
        let skipped = date(2020, 3, 29).at(3, 30, 0, 0);
        let repeated = date(2020, 10, 25).at(3, 30, 0, 0);
        assert_eq!(kyiv().instant(skipped), Err(LocalTimeError::Skipped));
        assert_eq!(kyiv().instant(repeated), Err(LocalTimeError::Repeated));
    }

    #[test]
    fn days_are_counted_on_the_calendar() {
        let noon = kyiv().instant(date(2020, 10, 24).at(12, 0, 0, 0)).unwrap();
        let third = kyiv().start_of_day_after(noon, 2).unwrap();
        assert_eq!(kyiv().show(third), "2020-10-26 00:00 Europe/Kyiv");
    }

    #[test]
    fn the_day_of_a_clock_change_has_25_hours() {
        assert_eq!(kyiv().day(date(2020, 10, 25)).unwrap().micros(), 25 * HOUR_US);
    }

    #[test]
    fn reporting_day_ends_at_1930() {
        let day = kyiv().reporting_day(date(2020, 7, 28), Time::constant(19, 30, 0, 0)).unwrap();
        assert_eq!(day.to_string(), "[2020-07-27T16:30:00Z, 2020-07-28T16:30:00Z)");
    }

    #[test]
    fn half_open_ends() {
        let [a, b, c] = [0, 10, 20].map(Instant::from_micros);
        let first = Interval::new(a, b).unwrap();
        let second = Interval::new(b, c).unwrap();
        assert_eq!(first.intersect(second), None);
        assert_eq!(Interval::at(b).within(first), crate::Truth::No);
        assert_eq!(Interval::at(b).within(second), crate::Truth::Yes);
        assert_eq!(first.hull(second).within(second), crate::Truth::Unknown);
        assert_eq!(first.before(b), crate::Truth::Yes);
        assert_eq!(second.before(b), crate::Truth::No);
    }

    #[test]
    fn offsets_and_unknown_zones() {
        assert!(Zone::named("+03:00").is_some());
        assert!(Zone::named("+3").is_none());
        assert!(Zone::named("Europe/Kiew").is_none());
        assert!(Zone::known_names().iter().any(|n| n == "Europe/Kyiv"));
    }
}
