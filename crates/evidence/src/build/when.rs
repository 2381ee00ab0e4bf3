//! The time of a record: an interval in which it happened.

use basis::{Instant, Interval};

use super::Builder;
use crate::codes;
use crate::problem::Problem;
use crate::value::moment::Moment;

/// The end of a time that is still open.
#[derive(Clone, Copy)]
enum End {
    /// First instant after it.
    Before(Instant),
    /// A stated instant: the first after it, or the start once more, which means the start itself.
    At(Instant),
    /// The instant itself belongs to it: an event whose time is known.
    Itself,
}

impl Builder<'_> {
    /// From `began` or `first_day` to `ended` or `last_day`.
    pub(super) fn during(&mut self) -> Option<Interval> {
        let (start, end) = self.start()?;
        let end = self.end().unwrap_or(Some(end))?;
        let interval = self.interval("ended", start, end)?;
        self.cut_off(interval)
    }

    /// The time of an act: `at`, or as for other records.
    pub(super) fn done_at(&mut self) -> Option<Interval> {
        if !self.present("at") {
            return self.during();
        }
        for other in ["began", "ended", "first_day", "last_day"] {
            if self.present(other) {
                self.stated_twice("at", other);
            }
        }
        self.moment_interval("at")
    }

    /// An instant, or a day.
    pub(super) fn moment_interval(&mut self, field: &str) -> Option<Interval> {
        let times = &self.defaults.times;
        self.read(field, |text| match times.moment(text)? {
            Moment::At(instant) => Ok(Interval::at(instant)),
            Moment::Day(day) => times.civil_day(day),
        })
    }

    /// The time that a notice or permit is about, or a new deadline.
    pub(super) fn term(&mut self) -> Option<Interval> {
        let (from, to) = (self.present("term_from"), self.present("term_to"));
        if !from && !to {
            return self.moment_interval("term");
        }
        if self.present("term") {
            self.stated_twice("term", if from { "term_from" } else { "term_to" });
        }
        for (present, field) in [(from, "term_from"), (to, "term_to")] {
            if !present {
                self.missing(field);
            }
        }
        let (first, last) = (self.moment_interval("term_from")?, self.moment_interval("term_to")?);
        let end = if last.micros() == 1 { last.start } else { last.end };
        self.interval("term_to", first.start, End::Before(end))
    }

    /// The start, and the end where no other is stated.
    fn start(&mut self) -> Option<(Instant, End)> {
        if self.present("began") && self.present("first_day") {
            self.stated_twice("began", "first_day");
        }
        if self.present("first_day") {
            let times = &self.defaults.times;
            let day = self.read("first_day", |text| times.reporting_day(times.day(text)?))?;
            return Some((day.start, End::Before(day.end)));
        }
        if !self.present("began") {
            self.missing(if self.of == crate::RecordType::Act { "at" } else { "began" });
        }
        let times = &self.defaults.times;
        self.read("began", |text| match times.moment(text)? {
            Moment::At(instant) => Ok((instant, End::Itself)),
            Moment::Day(day) => times.civil_day(day).map(|day| (day.start, End::Before(day.end))),
        })
    }

    /// The stated end: `None` where none is stated, `Some(None)` where it cannot be read.
    fn end(&mut self) -> Option<Option<End>> {
        if self.present("ended") && self.present("last_day") {
            self.stated_twice("ended", "last_day");
        }
        let times = &self.defaults.times;
        if self.present("last_day") {
            let day = self.read("last_day", |text| times.reporting_day(times.day(text)?));
            return Some(day.map(|day| End::Before(day.end)));
        }
        self.present("ended").then(|| {
            self.read("ended", |text| match times.moment(text)? {
                Moment::At(instant) => Ok(End::At(instant)),
                Moment::Day(day) => times.civil_day(day).map(|day| End::Before(day.end)),
            })
        })
    }

    fn interval(&mut self, field: &str, start: Instant, end: End) -> Option<Interval> {
        match end {
            End::Itself => Some(Interval::at(start)),
            // A source that writes the same time twice means that instant.
            End::At(end) if end == start => Some(Interval::at(start)),
            End::Before(end) | End::At(end) => Interval::new(start, end).or_else(|| {
                let message = format!("it begins at {start} and ends at {end}");
                self.fail(field, Problem::error(codes::ENDS_BEFORE, message));
                None
            }),
        }
    }

    /// Applies `not_before`.
    fn cut_off(&mut self, interval: Interval) -> Option<Interval> {
        if !self.present("not_before") {
            return Some(interval);
        }
        let earliest = self.moment_interval("not_before")?.start;
        Interval::new(interval.start.max(earliest), interval.end).or_else(|| {
            let message = format!("all of {interval} lies before {earliest}");
            self.fail("not_before", Problem::error(codes::ENDS_BEFORE, message));
            None
        })
    }
}
