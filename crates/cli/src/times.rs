//! Instants and dates of options.

use basis::civil::{Date, Time};
use basis::zone::LocalTimeError;
use basis::{Diagnostic, Instant, Zone};

use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;

/// Which option it is; a date stands for another instant in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// `--as-of`: a date stands for the end of that civil day.
    AsOf,
    /// `--from`: a date stands for the start of that reporting day.
    From,
    /// `--until`: a date stands for the end of that reporting day.
    Until,
}

impl Which {
    fn option(self) -> &'static str {
        match self {
            Which::AsOf => "--as-of",
            Which::From => "--from",
            Which::Until => "--until",
        }
    }
}

/// Reads an instant in RFC 3339, or a date in the case's zone.
///
/// # Errors
/// Where it is neither, or a clock change leaves the end of the day open.
pub(crate) fn instant(
    text: &str,
    which: Which,
    zone: &Zone,
    day_ends: Time,
) -> Result<Instant, CommandError> {
    if let Some(instant) = Instant::parse(text) {
        return Ok(instant);
    }
    let Some(date) = date(text) else { return Err(not_a_time(text, which)) };
    let ends = match which {
        Which::AsOf => zone.day(date).map(|day| day.end),
        Which::From => zone.reporting_day(date, day_ends).map(|day| day.start),
        Which::Until => zone.reporting_day(date, day_ends).map(|day| day.end),
    };
    ends.map_err(|error| of_clock_change(text, which, error))
}

/// `2020-08-05`, and no other way to write it.
fn date(text: &str) -> Option<Date> {
    let dashed = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    if dashed { text.parse().ok() } else { None }
}

fn not_a_time(text: &str, which: Which) -> CommandError {
    let message = format!("`{text}` is neither an instant nor a date ({})", which.option());
    let help = "write `2020-08-05`, or `2020-08-05T19:30:00+03:00` with its offset";
    CommandError::new(Exit::Usage, Diagnostic::error(codes::NOT_A_TIME, message).help(help))
}

fn of_clock_change(text: &str, which: Which, error: LocalTimeError) -> CommandError {
    let message = format!("`{text}` ({}) has no certain end: {error}", which.option());
    let help = "write the instant with its offset: `2020-08-05T19:30:00+03:00`";
    CommandError::new(Exit::Usage, Diagnostic::error(codes::NOT_A_TIME, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, which: Which) -> Option<String> {
        let zone = Zone::named("Europe/Kyiv").unwrap();
        let day_ends = Time::constant(19, 30, 0, 0);
        instant(text, which, &zone, day_ends).ok().map(|instant| instant.to_string())
    }

    #[test]
    fn a_date_is_taken_whole() {
        let day = "2020-08-05";
        assert_eq!(read(day, Which::From).unwrap(), "2020-08-04T16:30:00Z");
        assert_eq!(read(day, Which::Until).unwrap(), "2020-08-05T16:30:00Z");
        assert_eq!(read(day, Which::AsOf).unwrap(), "2020-08-05T21:00:00Z");
    }

    #[test]
    fn other_ways_to_write_a_time_are_refused() {
        let instant = "2020-08-05T19:30:00+03:00";
        assert_eq!(read(instant, Which::AsOf).unwrap(), "2020-08-05T16:30:00Z");
        for text in ["05/08/2020", "2020-8-5", "20200805", "2020-08-05T19:30", "yesterday", ""] {
            assert_eq!(read(text, Which::From), None, "{text}");
        }
    }
}
