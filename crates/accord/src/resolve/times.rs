//! Instants, anchors and deadlines, with the rule by which their days are counted.

use std::time::Duration;

use basis::civil::Date;
use basis::time::DAY_US;
use basis::{ActType, Instant, Span, Zone};

use super::Resolver;
use super::names::Def;
use crate::codes;
use crate::model::{Anchor, Anchored, Offset, Window};
use crate::syntax::{ClauseItem, Deadline, When};

/// A deadline and its words.
pub(super) type Due = (Anchored, String);

impl Resolver<'_> {
    /// The window of a ban or notice.
    pub(super) fn window(&mut self, clause: &ClauseItem) -> Option<Window> {
        let from = match &clause.from {
            Some(from) => Some(self.when(&from.value, from.span)?),
            None => None,
        };
        let until = match &clause.until {
            Some(until) if matches!(until.value, When::DayAfter(..)) => {
                let message = "`until day n after …` does not say whether that day counts";
                let help = "write `until` an instant".to_owned();
                return self.error(codes::DAY_COUNT, until.span, message, help);
            }
            Some(until) => Some(self.when(&until.value, until.span)?),
            None => None,
        };
        if let (Some(Anchor::At(start)), Some(Anchor::At(end))) =
            (plain(from.as_ref()), plain(until.as_ref()))
            && end <= start
        {
            let span = clause.until.as_ref().map_or(clause.id.span, |until| until.span);
            return self.error(codes::EMPTY_PERIOD, span, "the window ends before it begins", None);
        }
        Some(Window { from, until })
    }

    /// An instant or anchor; a day stands for its start.
    pub(super) fn when(&mut self, when: &When, span: Span) -> Option<Anchored> {
        if let When::DayAfter(count, anchor) = when {
            self.counting_zone(span)?;
            let anchor = self.anchor(anchor, span)?;
            return Some(Anchored { anchor, offset: Offset::StartOfDayAfter(count.value) });
        }
        Some(Anchored { anchor: self.anchor(when, span)?, offset: Offset::None })
    }

    /// What is counted from.
    fn anchor(&mut self, when: &When, span: Span) -> Option<Anchor> {
        match when {
            When::At(moment) => Some(Anchor::At(moment.instant)),
            When::Day(date, zone) => {
                let zone = match zone {
                    Some(zone) => zone.value.clone(),
                    None => self.counting_zone(date.span)?,
                };
                self.day(date.value, &zone, date.span)
            }
            When::Named(name) => {
                let definition = self.lookup(name, "an instant", |def| match def {
                    Def::Instant(definition) => Some(*definition),
                    _ => None,
                })?;
                self.anchor(self.value(definition)?, span)
            }
            When::EntryIntoForce(_) => Some(Anchor::EntryIntoForce),
            When::Signature(_) => Some(self.signature()),
            When::Act(act, subject) => Some(Anchor::Act(*act, subject.value.clone())),
            When::DayAfter(..) => {
                let message = "a day counted from another cannot be counted from";
                self.error(codes::DAY_COUNT, span, message, None)
            }
        }
    }

    fn day(&mut self, date: Date, zone: &Zone, span: Span) -> Option<Anchor> {
        match zone.day(date) {
            Ok(day) => Some(Anchor::Day(day)),
            Err(error) => self.error(codes::BAD_DATE, span, error.to_string(), None),
        }
    }

    /// The instant of signature, else the day of agreement, else what evidence will say.
    fn signature(&self) -> Anchor {
        let signed = self.header.and_then(|header| header.signed.as_ref());
        if let Some(signed) = signed {
            return Anchor::At(signed.instant);
        }
        let agreed = self.header.and_then(|header| header.agreed.as_ref());
        let day = agreed.zip(self.zone.as_ref()).and_then(|(date, zone)| zone.day(date.value).ok());
        day.map_or(Anchor::Signature, Anchor::Day)
    }

    /// The zone in which days are counted.
    fn counting_zone(&mut self, span: Span) -> Option<Zone> {
        if self.zone.is_none() {
            let message = "the accord does not say in which zone days are counted";
            let help = "add `days in ZONE` under `accord`, or write the zone after the date";
            self.error::<()>(codes::NO_ZONE, span, message, help.to_owned());
        }
        self.zone.clone()
    }

    /// A deadline, with its words and the instant that they come to.
    pub(super) fn deadline(&mut self, deadline: &Deadline, span: Span) -> Option<Due> {
        let anchored = match deadline {
            Deadline::By(When::DayAfter(count, anchor)) => {
                self.counting_zone(span)?;
                let anchor = self.anchor(anchor, span)?;
                Anchored { anchor, offset: Offset::EndOfDayAfter(count.value) }
            }
            Deadline::By(when) => self.by(when, span)?,
            Deadline::Before(when) => self.when(when, span)?,
            Deadline::WithinDays(count, anchor) => {
                self.counting_zone(span)?;
                let anchor = self.anchor(anchor, span)?;
                Anchored { anchor, offset: Offset::EndOfDayAfter(*count) }
            }
            Deadline::Within(length, anchor) => {
                let anchor = self.anchor(anchor, span)?;
                if matches!(anchor, Anchor::Day(_)) {
                    let message = "hours are counted from an instant, and this is a day";
                    let help = "give the instant, or count whole days".to_owned();
                    return self.error(codes::DAY_COUNT, span, message, help);
                }
                Anchored { anchor, offset: Offset::Exactly(*length) }
            }
        };
        let written = self.source(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let rule = self.rule(&anchored, deadline);
        Some((anchored, format!("{written}: {rule}")))
    }

    /// `by` a day or instant; by an event would leave open whether its day counts.
    fn by(&mut self, when: &When, span: Span) -> Option<Anchored> {
        if matches!(when, When::Act(..) | When::EntryIntoForce(_) | When::Signature(_)) {
            let message = "`by` an event does not say whether its day counts";
            let help = "write `before …`, or `within n days of …`".to_owned();
            return self.error(codes::DAY_COUNT, span, message, help);
        }
        let anchor = self.anchor(when, span)?;
        match anchor {
            Anchor::At(_) => Some(Anchored { anchor, offset: Offset::None }),
            Anchor::Day(_) => Some(Anchored { anchor, offset: Offset::EndOfDay }),
            _ => {
                let message = "`by` an event does not say whether its day counts";
                let help = "write `before …`, or `within n days of …`".to_owned();
                self.error(codes::DAY_COUNT, span, message, help)
            }
        }
    }

    /// The counting rule in words, with the instant where it is known.
    fn rule(&self, due: &Anchored, deadline: &Deadline) -> String {
        let zone = match deadline {
            Deadline::By(When::Day(_, Some(zone))) | Deadline::Before(When::Day(_, Some(zone))) => {
                Some(zone.value.clone())
            }
            Deadline::By(When::At(moment)) | Deadline::Before(When::At(moment)) => {
                Some(moment.zone.clone())
            }
            _ => self.zone.clone(),
        }
        .unwrap_or_else(Zone::utc);
        let counted = match due.offset {
            Offset::EndOfDayAfter(_) if matches!(due.anchor, Anchor::Day(_)) => {
                "; that day itself does not count".to_owned()
            }
            Offset::EndOfDayAfter(_) => {
                format!("; the day of {} does not count", named(&due.anchor))
            }
            _ => String::new(),
        };
        match instant(due, &zone, self.in_force_from) {
            Some(instant) => format!("up to {}, not included{counted}", zone.show(instant)),
            None => format!("up to {}{counted}; days of {}", unresolved(due), zone.name()),
        }
    }
}

/// The instant that a deadline comes to, where its anchor is known. Days are civil days of `zone`.
fn instant(due: &Anchored, zone: &Zone, in_force_from: Option<Instant>) -> Option<Instant> {
    let (start, end) = match due.anchor {
        Anchor::At(instant) => (instant, instant),
        Anchor::Day(day) => (day.start, day.end),
        Anchor::EntryIntoForce => (in_force_from?, in_force_from?),
        Anchor::Signature | Anchor::Act(..) => return None,
    };
    let day = zone.local(start).date();
    match &due.offset {
        Offset::None => Some(start),
        Offset::EndOfDay => Some(end),
        Offset::EndOfDayAfter(days) => zone.start_of_day(later(day, days.checked_add(1)?)?).ok(),
        Offset::StartOfDayAfter(days) => zone.start_of_day(later(day, *days)?).ok(),
        Offset::Exactly(length) => Some(start.plus_micros(length.micros())),
    }
}

fn later(day: Date, days: u32) -> Option<Date> {
    let day_s = DAY_US.unsigned_abs() / 1_000_000;
    day.checked_add(Duration::from_secs(u64::from(days) * day_s)).ok()
}

/// What the deadline is counted from, in words.
fn named(anchor: &Anchor) -> String {
    match anchor {
        Anchor::At(_) => "that instant".to_owned(),
        Anchor::Day(_) => "that date".to_owned(),
        Anchor::EntryIntoForce => "entry into force".to_owned(),
        Anchor::Signature => "signature".to_owned(),
        Anchor::Act(act, subject) => {
            let act = match act {
                ActType::Completion => "completion".to_owned(),
                other => other.to_string(),
            };
            format!("{act} \"{subject}\"")
        }
    }
}

fn unresolved(due: &Anchored) -> String {
    let anchor = named(&due.anchor);
    match &due.offset {
        Offset::None => anchor,
        Offset::EndOfDay => format!("the end of the day of {anchor}"),
        Offset::EndOfDayAfter(days) => format!("the end of day {days} after {anchor}"),
        Offset::StartOfDayAfter(days) => format!("the start of day {days} after {anchor}"),
        Offset::Exactly(length) => format!("{length} after {anchor}, not included"),
    }
}

/// The anchor where nothing is added to it.
fn plain(anchored: Option<&Anchored>) -> Option<Anchor> {
    anchored.filter(|a| a.offset == Offset::None).map(|a| a.anchor.clone())
}
