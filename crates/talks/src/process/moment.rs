//! Times as the log writes them: instants with an offset, local times and days in the log's zone.

use basis::civil::{Date, DateTime};
use basis::{Instant, Interval, Zone};
use toml::de::DeValue;

use crate::codes;
use crate::folder::{Fields, Tree, quoted, span_of};

/// How the time of an entry may be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// As an instant only, because others are counted from it.
    Instant,
    /// As an instant or as a day.
    Day,
}

impl Tree<'_> {
    /// A time that must stand: an instant, or a day where that is allowed.
    pub(super) fn moment(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        zone: Option<&Zone>,
        precision: Precision,
    ) -> Option<Interval> {
        let Some(value) = fields.get(key) else {
            self.missing(fields, key, Some(WRITTEN.to_owned()));
            return None;
        };
        let text = match value.get_ref() {
            DeValue::Datetime(time) => time.to_string(),
            DeValue::String(text) => text.clone().into_owned(),
            _ => {
                self.wrong(value, key, "a time");
                return None;
            }
        };
        let found = interval(&text, zone);
        let (message, help) = match found {
            Ok(when) if precision == Precision::Day || when.micros() == 1 => return Some(when),
            Ok(_) => (format!("`{key}` needs an hour here"), "other times are counted from it"),
            Err((message, help)) => (message, help),
        };
        self.error(codes::TIME, message, span_of(value), Some(help.to_owned()));
        None
    }

    /// The same, of a field that may be missing; a day means its end.
    pub(super) fn instant(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        zone: Option<&Zone>,
        precision: Precision,
    ) -> Option<Instant> {
        let when = fields.has(key).then(|| self.moment(fields, key, zone, precision))??;
        Some(if when.micros() == 1 { when.start } else { when.end })
    }
}

const WRITTEN: &str = "write the time with its offset, such as 2026-03-12T18:00:00+02:00";

/// The time of a text; else what is wrong, and advice.
fn interval(text: &str, zone: Option<&Zone>) -> Result<Interval, (String, &'static str)> {
    if let Some(instant) = Instant::parse(text) {
        return Ok(Interval::at(instant));
    }
    let not_a_time = || (format!("{} is not a time", quoted(text)), WRITTEN);
    let zone = || {
        let message = format!("{} has no offset, and the log names no zone", quoted(text));
        zone.ok_or((message, "add the offset, or zone = \"Europe/Kyiv\" at the top of the log"))
    };
    let no_instant = |error| (format!("{}: {error}", quoted(text)), WRITTEN);
    if text.len() == "2026-03-12".len() {
        let day: Date = text.parse().map_err(|_| not_a_time())?;
        return zone()?.day(day).map_err(no_instant);
    }
    // The library would read an offset or a zone behind a local time, and forget it.
    let clock = text.split_once(['T', 't', ' ']).map_or("", |(_, clock)| clock);
    let plain = !clock.is_empty() && clock.chars().all(|c| c.is_ascii_digit() || ":.".contains(c));
    let local: DateTime = plain.then(|| text.parse().ok()).flatten().ok_or_else(not_a_time)?;
    zone()?.instant(local).map(Interval::at).map_err(no_instant)
}
