//! When clauses bind: anchors, deadlines and windows, resolved against the acts on record.

use accord::model::{Accord, Anchor, Anchored, End, Offset, Window};
use basis::{ActType, Instant, Interval, Standing, Zone};

use crate::binding::key;
use crate::facts::{ActFact, Facts};

/// An instant that lies between two others, both included; equal where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Between {
    pub(crate) lo: Instant,
    pub(crate) hi: Instant,
}

impl Between {
    pub(crate) fn exactly(instant: Instant) -> Between {
        Between { lo: instant, hi: instant }
    }
}

/// What a clause counts from and that nobody attests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undetermined(pub(crate) String);

/// The time of a clause: certain between `from.hi` and `until.lo`, possible between `from.lo` and
/// `until.hi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClauseTime {
    pub(crate) from: Between,
    pub(crate) until: Between,
}

impl ClauseTime {
    /// The instants that certainly belong to it, inside a period.
    pub(crate) fn certain(&self, period: Interval) -> Option<Interval> {
        Interval::new(self.from.hi, self.until.lo)?.intersect(period)
    }

    /// The instants that may belong to it, inside a period.
    pub(crate) fn possible(&self, period: Interval) -> Option<Interval> {
        Interval::new(self.from.lo, self.until.hi)?.intersect(period)
    }
}

/// Resolves anchors.
pub(crate) struct Timing<'a> {
    pub(crate) accord: &'a Accord,
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) zone: &'a Zone,
}

impl Timing<'_> {
    /// The time in which the accord binds.
    pub(crate) fn in_force(&self) -> Result<ClauseTime, Undetermined> {
        let from = self.accord.in_force.from.map(Between::exactly);
        let from = from.ok_or_else(|| Undetermined("entry into force".to_owned()))?;
        let until = match &self.accord.in_force.until {
            None => Between::exactly(Instant::MAX),
            Some(End::At(instant)) => Between::exactly(*instant),
            Some(End::Attested(subject)) => {
                let end = self.act(ActType::Attestation, subject);
                end.unwrap_or(Between::exactly(Instant::MAX))
            }
        };
        Ok(ClauseTime { from, until })
    }

    /// The time in which a clause with this window binds.
    pub(crate) fn window(&self, window: &Window) -> Result<ClauseTime, Undetermined> {
        let mut time = self.in_force()?;
        if let Some(from) = &window.from {
            let from = self.instant(from)?;
            time.from = Between { lo: from.lo.max(time.from.lo), hi: from.hi.max(time.from.hi) };
        }
        if let Some(until) = &window.until {
            let until = self.instant(until)?;
            time.until =
                Between { lo: until.lo.min(time.until.lo), hi: until.hi.min(time.until.hi) };
        }
        Ok(time)
    }

    /// An instant counted from an anchor.
    pub(crate) fn instant(&self, anchored: &Anchored) -> Result<Between, Undetermined> {
        if let (Anchor::Day(day), Offset::EndOfDay) = (&anchored.anchor, &anchored.offset) {
            return Ok(Between::exactly(day.end));
        }
        let anchor = self.anchor(anchored)?;
        let counted = |instant| self.count(instant, &anchored.offset);
        match (counted(anchor.lo), counted(anchor.hi)) {
            (Some(lo), Some(hi)) => Ok(Between { lo, hi }),
            _ => Err(Undetermined("a day outside the calendar".to_owned())),
        }
    }

    fn anchor(&self, anchored: &Anchored) -> Result<Between, Undetermined> {
        match &anchored.anchor {
            Anchor::At(instant) => Ok(Between::exactly(*instant)),
            // Hours after a day of which only the date is known count from any of its instants.
            Anchor::Day(day) if matches!(anchored.offset, Offset::Exactly(_)) => {
                Ok(Between { lo: day.start, hi: day.end.plus_micros(-1) })
            }
            Anchor::Day(day) => Ok(Between::exactly(day.start)),
            Anchor::EntryIntoForce => self.in_force().map(|time| time.from),
            Anchor::Signature => Err(Undetermined("signature".to_owned())),
            Anchor::Act(act, subject) => self
                .act(*act, subject)
                .ok_or_else(|| Undetermined(format!("{act} of \"{subject}\""))),
        }
    }

    /// When an act of this type and subject was first done, by observed records.
    fn act(&self, act: ActType, subject: &str) -> Option<Between> {
        let matches = |fact: &&ActFact<'_>| {
            fact.standing == Standing::Observed
                && fact.act.done
                && fact.act.act == act
                && key(&fact.act.subject) == key(subject)
        };
        let at = self.facts.acts.iter().filter(matches).map(|fact| fact.act.at);
        let first = at.min_by_key(|at| (at.end, at.start))?;
        Some(Between { lo: first.start, hi: first.end.plus_micros(-1) })
    }

    fn count(&self, instant: Instant, offset: &Offset) -> Option<Instant> {
        let start_of = |days| self.zone.start_of_day_after(instant, days);
        match offset {
            Offset::None => Some(instant),
            Offset::EndOfDay => start_of(1),
            Offset::EndOfDayAfter(n) => start_of(n.checked_add(1)?),
            Offset::StartOfDayAfter(n) => start_of(*n),
            Offset::Exactly(duration) => Some(instant.plus_micros(duration.micros())),
        }
    }
}
