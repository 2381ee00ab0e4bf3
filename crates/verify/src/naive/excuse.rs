//! Exceptions: invoked or not, and each required step proved or not (docs/spec/verdicts.md,
//! section 4).

use accord::model::{Exception, PartyIx, Step, StepOrder, StepProof};
use basis::{ActType, Interval, Standing, Truth};

use super::scope::{Scope, kinds_within};
use crate::binding::key;
use crate::context::Context;
use crate::facts::{ActFact, Event};

/// How far an exception carries for one event and one side; the most favourable comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Excused {
    /// The clause admits no exception.
    NoException,
    /// Nobody of that side invoked one.
    NotInvoked {
        /// Name of the first exception.
        exception: String,
    },
    /// Invoked, and this step has no proof.
    Lacking { exception: String, step: String, records: Vec<String> },
    /// Invoked, and this step is proved in some worlds only.
    Open { exception: String, step: String, records: Vec<String> },
    /// Invoked and proved. The records of this and the two before are the invocations, then those
    /// that prove steps.
    Proved { exception: String, records: Vec<String> },
}

/// The most favourable of the clause's exceptions for this event, if this side did it.
pub(crate) fn excused(
    context: &Context<'_>,
    scope: &Scope<'_>,
    event: &Event,
    party: PartyIx,
) -> Excused {
    let each = scope.exceptions.iter().map(|e| one(context, scope, e, event, party));
    each.max().unwrap_or(Excused::NoException)
}

fn one(
    context: &Context<'_>,
    scope: &Scope<'_>,
    exception: &Exception,
    event: &Event,
    party: PartyIx,
) -> Excused {
    let name = exception.name.clone();
    let mut records = invocations(context, scope, exception, event, party);
    if records.is_empty() {
        return Excused::NotInvoked { exception: name };
    }
    let mut open = None;
    for step in &exception.steps {
        let (truth, by) = prove(context, exception, step, event, party, STEPS_MAX);
        match truth {
            Truth::Yes => records.extend(by),
            Truth::Unknown => open = open.or(Some(step.name.clone())),
            Truth::No => {
                return Excused::Lacking { exception: name, step: step.name.clone(), records };
            }
        }
    }
    match open {
        Some(step) => Excused::Open { exception: name, step, records },
        None => Excused::Proved { exception: name, records },
    }
}

/// How far steps may refer to each other.
const STEPS_MAX: usize = 16;

/// The invocations of an exception for an event. One names the exception by name or label; it may
/// name the event or its clause, nothing else.
fn invocations(
    context: &Context<'_>,
    scope: &Scope<'_>,
    exception: &Exception,
    event: &Event,
    party: PartyIx,
) -> Vec<String> {
    let names = [key(&exception.name), key(&exception.label)];
    let bears = |about: &str| {
        about == scope.clause.id || about == event.id || event.records.iter().any(|r| r == about)
    };
    let invoking = context.facts.acts.iter().filter(|fact| {
        fact.act.act == ActType::Invocation
            && fact.act.done
            && fact.parties.contains(&party)
            && names.contains(&key(&fact.act.subject))
            && fact.act.about.as_deref().map(str::trim).is_none_or(bears)
    });
    invoking.map(|fact| fact.act.head.id.clone()).collect()
}

/// Whether a step is proved for an event, and by which records.
fn prove(
    context: &Context<'_>,
    exception: &Exception,
    step: &Step,
    event: &Event,
    party: PartyIx,
    depth: usize,
) -> (Truth, Vec<String>) {
    let earlier = match &step.order {
        Some(StepOrder::AfterStep(name)) => {
            Some(earlier_step(context, exception, name, event, party, depth))
        }
        _ => None,
    };
    let mut best = (Truth::No, Vec::new());
    for (truth, at, record) in candidates(context, step, party) {
        let order = match (&step.order, &earlier) {
            (Some(StepOrder::BeforeAct), _) => before(at, event.during),
            (Some(StepOrder::AfterAct), _) => before(event.during, at),
            (_, Some((proved, times))) => {
                proved.and(Truth::any(times.iter().map(|first| before(*first, at))))
            }
            _ => Truth::Yes,
        };
        let truth = truth.and(order);
        if truth > best.0 {
            best = (truth, vec![record]);
        }
    }
    best
}

/// Whether the named step is proved, and when the acts that may prove it were done.
fn earlier_step(
    context: &Context<'_>,
    exception: &Exception,
    name: &str,
    event: &Event,
    party: PartyIx,
    depth: usize,
) -> (Truth, Vec<Interval>) {
    let step = exception.steps.iter().find(|step| step.name == name);
    let (Some(step), Some(depth)) = (step, depth.checked_sub(1)) else {
        return (Truth::No, Vec::new());
    };
    let (proved, _) = prove(context, exception, step, event, party, depth);
    let times = candidates(context, step, party).into_iter().map(|(_, at, _)| at).collect();
    (proved, times)
}

/// What may prove a step, with its truth apart from time, its time and its record.
fn candidates(
    context: &Context<'_>,
    step: &Step,
    party: PartyIx,
) -> Vec<(Truth, Interval, String)> {
    match &step.proof {
        StepProof::Event(kinds) => {
            let events = context.facts.events.iter().filter(|e| e.standing != Standing::Claimed);
            let judged = events.map(|e| {
                let by_other = by_another_side(e, party);
                let truth =
                    by_standing(e.standing).and(kinds_within(e.kinds, *kinds)).and(by_other);
                (truth, e.during, e.id.clone())
            });
            judged.filter(|(truth, ..)| truth.is_possible()).collect()
        }
        StepProof::Act { act, subject, by, to } => {
            let fits = |fact: &&ActFact<'_>| {
                let same = |wanted: &String| key(wanted) == key(&fact.act.subject);
                fact.act.act == *act
                    && fact.act.done
                    && fact.standing != Standing::Claimed
                    && subject.as_ref().is_none_or(same)
                    && done_by(context, fact, by.as_deref(), party)
                    && to.as_ref().is_none_or(|to| context.names_any(&fact.act.to, to))
            };
            let acts = context.facts.acts.iter().filter(fits);
            acts.map(|f| (by_standing(f.standing), f.act.at, f.act.head.id.clone())).collect()
        }
    }
}

fn done_by(context: &Context<'_>, fact: &ActFact<'_>, by: Option<&str>, party: PartyIx) -> bool {
    match by {
        Some(body) => context.names_any(&fact.act.by, body),
        None => fact.parties.contains(&party),
    }
}

/// Whether an event was the act of a bound side other than this one.
fn by_another_side(event: &Event, party: PartyIx) -> Truth {
    let others = event.doers.parties.iter().any(|p| *p != party);
    if !others {
        Truth::No
    } else if event.doers.parties.contains(&party) || event.doers.outsider {
        Truth::Unknown
    } else {
        Truth::Yes
    }
}

/// What a record of this standing can prove at most.
fn by_standing(standing: Standing) -> Truth {
    match standing {
        Standing::Observed => Truth::Yes,
        Standing::Reported => Truth::Unknown,
        Standing::Claimed => Truth::No,
    }
}

/// Whether the one instant of `a` comes before the one instant of `b`.
pub(crate) fn before(a: Interval, b: Interval) -> Truth {
    if a.end.micros() - 1 < b.start.micros() {
        Truth::Yes
    } else if a.start.micros() >= b.end.micros() - 1 {
        Truth::No
    } else {
        Truth::Unknown
    }
}
