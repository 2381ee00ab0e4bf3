//! Zones: from local times to instants and back.
//!
//! Local times are turned into instants only with a named [`Zone`], and a local time that a clock
//! change skips or repeats is refused, never guessed.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::time::{Instant, Interval};

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
        Ok(Instant::of(timestamp))
    }

    /// The first instant of a civil day here, also where midnight is skipped.
    ///
    /// # Errors
    /// At the ends of the representable years.
    pub fn start_of_day(&self, day: Date) -> Result<Instant, LocalTimeError> {
        day.to_zoned(self.rules.clone())
            .and_then(|zoned| zoned.start_of_day())
            .map(|zoned| Instant::of(zoned.timestamp()))
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
    use jiff::civil::date;

    use super::*;
    use crate::time::HOUR_US;

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
    fn offsets_and_unknown_zones() {
        assert!(Zone::named("+03:00").is_some());
        assert!(Zone::named("+3").is_none());
        assert!(Zone::named("Europe/Kiew").is_none());
        assert!(Zone::known_names().iter().any(|n| n == "Europe/Kyiv"));
    }
}
