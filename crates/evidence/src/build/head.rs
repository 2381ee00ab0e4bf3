//! What all records share.

use basis::{Instant, Interval, Standing};

use super::Builder;
use crate::codes;
use crate::limits::{TEXT_CHARS_MAX, shorten};
use crate::problem::Problem;
use crate::record::{Head, Row};
use crate::value::moment::Moment;
use crate::value::{number, word};

/// What a delay counts from: the end, or the instant itself where the time is one.
fn last_instant(during: Interval) -> Instant {
    if during.micros() == 1 { during.start } else { during.end }
}

impl Builder<'_> {
    /// The head of a record whose time is `during`.
    pub(super) fn head(&mut self, during: Option<Interval>) -> Option<Head> {
        let source = match &self.defaults.name {
            Some(name) if !self.present("source") => Some(name.clone()),
            _ => self.needed("source"),
        };
        let standing = self.standing();
        let known_at = self.known_at(during);
        Some(Head {
            id: self.owned("id").unwrap_or_else(|| self.row_id.to_owned()),
            row: Row { file: 0, line: 0 },
            relayed_by: self.owned("relayed_by"),
            origin: self.owned("origin"),
            known_at,
            restates: self.owned("restates"),
            text: self.cells.values.get("text").map(|cell| {
                // Cut, not refused: a long text is no fault of the record.
                shorten(&cell.items.join("; "), TEXT_CHARS_MAX)
            }),
            url: self.owned("url"),
            source: source?,
            standing: standing?,
        })
    }

    fn standing(&mut self) -> Option<Standing> {
        let highest = self.defaults.standing;
        if !self.present("standing") && highest.is_some() {
            return highest;
        }
        let word = self.needed("standing")?;
        let stated = self.keep("standing", word::pick(&word, word::STANDINGS))?;
        if highest.is_some_and(|highest| stated > highest) {
            let message = format!("it calls itself {stated}, which its source may not");
            let problem = Problem::error(codes::STANDING_TOO_HIGH, message).value(&word);
            let help = "the `standing` of a source in detente.toml is the highest of its records";
            self.fail("standing", problem.help(help));
        }
        Some(stated)
    }

    fn known_at(&mut self, during: Option<Interval>) -> Option<Instant> {
        if self.present("known_at") && self.present("known_after") {
            self.stated_twice("known_at", "known_after");
        }
        if let Some(text) = self.one("known_at") {
            return self.latest_instant("known_at", text);
        }
        if let Some(delay) = self.read("known_after", number::duration) {
            return Some(last_instant(during?).plus_micros(delay.micros()));
        }
        let delayed =
            |delay: basis::Quantity| Some(last_instant(during?).plus_micros(delay.micros()));
        self.defaults.known_at.or_else(|| self.defaults.known_after.and_then(delayed))
    }

    /// An instant; of a date, the end of its day.
    fn latest_instant(&mut self, field: &str, text: &str) -> Option<Instant> {
        let times = &self.defaults.times;
        let instant = times.moment(text).and_then(|moment| match moment {
            Moment::At(instant) => Ok(instant),
            Moment::Day(day) => times.civil_day(day).map(|day| day.end),
        });
        self.keep(field, instant)
    }

    /// Two fields that exclude each other.
    pub(super) fn stated_twice(&mut self, field: &str, other: &str) {
        let message = format!("`{field}` and `{other}` state the same thing in two ways");
        self.fail(
            field,
            Problem::error(codes::STATED_TWICE, message).help("leave one of them out"),
        );
    }
}
