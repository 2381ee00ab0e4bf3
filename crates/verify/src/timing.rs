//! When clauses bind: anchors, deadlines and windows, resolved against the acts on record.

use accord::model::{
    Accord, Anchor, Anchored, Bearers, Clause, End, Norm, Offset, PartyIx, Window,
};
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

/// When an act was first done, for all that the records tell.
#[derive(Clone, Copy, Debug)]
struct First {
    earliest: Instant,
    /// `None`: it may not have been done at all.
    latest: Option<Instant>,
}

impl First {
    /// When the later of two was done.
    fn and(self, other: First) -> First {
        First {
            earliest: self.earliest.max(other.earliest),
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
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
                self.end(self.first(ActType::Attestation, subject), Some)?
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
            let until = match &until.anchor {
                Anchor::Act(act, subject) => {
                    self.end(self.first(*act, subject), |at| self.count(at, &until.offset))?
                }
                _ => self.instant(until)?,
            };
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
            _ => Err(outside_calendar()),
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

    /// An end by an act: it has not come as long as nobody says so, and only perhaps where nobody
    /// but a third party does.
    fn end(
        &self,
        first: Option<First>,
        counted: impl Fn(Instant) -> Option<Instant>,
    ) -> Result<Between, Undetermined> {
        let Some(first) = first else { return Ok(Between::exactly(Instant::MAX)) };
        let latest = first.latest.map_or(Some(Instant::MAX), &counted);
        match (counted(first.earliest), latest) {
            (Some(lo), Some(hi)) => Ok(Between { lo, hi }),
            _ => Err(outside_calendar()),
        }
    }

    /// When an act of this type and subject was certainly first done.
    fn act(&self, act: ActType, subject: &str) -> Option<Between> {
        let first = self.first(act, subject)?;
        Some(Between { lo: first.earliest, hi: first.latest? })
    }

    /// When an act of this type and subject was first done. What is attested or certified is so by
    /// an observer or body; what is completed, by all who must.
    fn first(&self, act: ActType, subject: &str) -> Option<First> {
        if act != ActType::Completion {
            return self.first_by(act, subject, |fact| self.is_by_observer(fact));
        }
        let Some(sides) = self.completers(subject) else {
            return self.first_by(act, subject, |_| true);
        };
        let each = sides.into_iter().map(|side| {
            let by = |fact: &ActFact<'_>| fact.act.by.is_empty() || fact.parties.contains(&side);
            self.first_by(act, subject, by)
        });
        each.reduce(|a, b| Some(a?.and(b?))).flatten()
    }

    /// When the first of the acts that `by` admits was done.
    fn first_by(
        &self,
        act: ActType,
        subject: &str,
        by: impl Fn(&ActFact<'_>) -> bool,
    ) -> Option<First> {
        let agreed = self.agreed();
        let matches = |fact: &&ActFact<'_>| {
            fact.standing >= Standing::Reported
                && fact.act.done
                && fact.act.act == act
                && key(&fact.act.subject) == key(subject)
                && fact.act.at.end > agreed
                && by(fact)
        };
        let found: Vec<&ActFact<'_>> = self.facts.acts.iter().filter(matches).collect();
        let earliest = found.iter().map(|fact| fact.act.at.start.max(agreed)).min()?;
        let certain = found
            .iter()
            .filter(|fact| fact.standing == Standing::Observed && fact.act.at.start >= agreed);
        let latest = certain.map(|fact| fact.act.at.end.plus_micros(-1)).min();
        Some(First { earliest, latest })
    }

    /// By an observer or body of the accord, by the observer that records it, or by nobody stated.
    fn is_by_observer(&self, fact: &ActFact<'_>) -> bool {
        let observers = self.accord.observers.iter().chain(&self.accord.bodies);
        let mut names: Vec<String> = observers
            .flat_map(|actor| [&actor.name, &actor.label].into_iter().chain(&actor.matches))
            .map(|name| key(name))
            .collect();
        if fact.standing == Standing::Observed {
            names.push(key(&fact.act.head.source));
        }
        fact.act.by.is_empty() || fact.act.by.iter().any(|name| names.contains(&key(name)))
    }

    /// The sides that must each have completed something: its bearers, else all bound sides;
    /// `None` where one for all suffices.
    fn completers(&self, subject: &str) -> Option<Vec<PartyIx>> {
        let mut demanding =
            self.accord.clauses.iter().filter(|clause| demands(clause, subject)).peekable();
        if demanding.peek().is_none() {
            return Some((0..self.accord.parties.len()).map(PartyIx).collect());
        }
        let each = demanding.filter(|clause| matches!(clause.bearers, Bearers::Each(_)));
        let mut sides: Vec<PartyIx> =
            each.flat_map(|clause| clause.bearers.parties().to_vec()).collect();
        sides.sort();
        sides.dedup();
        Some(sides).filter(|sides| !sides.is_empty())
    }

    /// The start of the day of agreement: what was done before it has no bearing on the accord.
    pub(crate) fn agreed(&self) -> Instant {
        let day = self.accord.agreed.and_then(|day| self.zone.start_of_day(day).ok());
        day.unwrap_or(Instant::MIN)
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

fn outside_calendar() -> Undetermined {
    Undetermined("a day outside the calendar".to_owned())
}

/// Whether a clause demands that something of this subject be completed.
fn demands(clause: &Clause, subject: &str) -> bool {
    clause.variants.iter().any(|variant| match &variant.norm {
        Norm::Duty(duty) => duty.act == ActType::Completion && key(&duty.subject) == key(subject),
        Norm::Prohibition(_) | Norm::Notice(_) => false,
    })
}
