//! Exceptions: invoked or not, and each required step proved or not (docs/spec/verdicts.md,
//! section 4).

use accord::model::{Exception, PartyIx, Step, StepOrder, StepProof};
use basis::{ActType, Interval, Standing, Truth};

use super::scope::{Scope, within};
use crate::binding::{Who, key};
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
    /// Invoked, and this step, or the invocation itself, is proved in some worlds only.
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
    let claim = |exception| Claim { context, scope, exception, event, party };
    let each = scope.exceptions.iter().map(|exception| one(&claim(exception)));
    each.max().unwrap_or(Excused::NoException)
}

/// What the reasons call the invocation where it is as open as a step may be.
const INVOCATION: &str = "invocation";

/// One event that one side may have done, against one exception.
struct Claim<'a> {
    context: &'a Context<'a>,
    scope: &'a Scope<'a>,
    exception: &'a Exception,
    event: &'a Event,
    party: PartyIx,
}

/// What may prove a step: with its truth, its time and its record.
struct Candidate {
    truth: Truth,
    at: Interval,
    record: String,
}

fn one(claim: &Claim<'_>) -> Excused {
    let name = claim.exception.name.clone();
    let (invoked, mut records) = invocations(claim);
    if invoked == Truth::No {
        return Excused::NotInvoked { exception: name };
    }
    let mut open = (invoked == Truth::Unknown).then(|| INVOCATION.to_owned());
    for step in &claim.exception.steps {
        // No chain of steps, each after an earlier one, is longer than there are steps.
        let proofs = candidates_in_order(claim, step, claim.exception.steps.len());
        match Truth::any(proofs.iter().map(|proof| proof.truth)) {
            Truth::Yes => {
                records.extend(proofs.into_iter().find(|p| p.truth.is_certain()).map(|p| p.record));
            }
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

/// Whether the side invoked the exception for the event, and the records that say so. An
/// invocation names the exception by name or label; it may name the event or its clause, nothing
/// else.
fn invocations(claim: &Claim<'_>) -> (Truth, Vec<String>) {
    let names = [key(&claim.exception.name), key(&claim.exception.label)];
    let bears = |about: &str| {
        about.trim() == claim.scope.clause.id || names_event(claim.context, about, claim.event)
    };
    let (mut invoked, mut records) = (Truth::No, Vec::new());
    for fact in &claim.context.facts.acts {
        let about_it = fact.act.act == ActType::Invocation
            && fact.act.done
            && names.contains(&key(&fact.act.subject))
            && fact.act.about.as_deref().is_none_or(bears);
        let truth = by_party(claim.context, fact, claim.party).and(uttered(claim, fact));
        if about_it && truth.is_possible() {
            invoked = invoked.or(truth);
            records.push(fact.act.head.id.clone());
        }
    }
    (invoked, records)
}

/// Whether the side said what a record has it say: in its own words, or as an observer attests.
/// Words that somebody else passes on, and what a third party reports, are open; what another
/// side says of it has no effect.
fn uttered(claim: &Claim<'_>, fact: &ActFact<'_>) -> Truth {
    let head = &fact.act.head;
    let names = [head.relayed_by.as_deref(), Some(&head.source), head.origin.as_deref()];
    let speakers: Vec<Option<Who>> =
        names.into_iter().flatten().map(|name| claim.context.binding.who(name)).collect();
    let own = Some(Who::Party(claim.party));
    if speakers.iter().any(|who| matches!(who, Some(Who::Party(_))) && *who != own) {
        return Truth::No;
    }
    match fact.standing {
        Standing::Claimed if speakers.iter().all(|who| *who == own) => Truth::Yes,
        Standing::Claimed if speakers.contains(&own) => Truth::Unknown,
        standing => by_standing(standing),
    }
}

/// Whether what an act is about is this event: one of its records, or one that they restate.
pub(super) fn names_event(context: &Context<'_>, about: &str, event: &Event) -> bool {
    let replaced = &context.facts.restated;
    let chain = std::iter::successors(Some(about.trim()), |id| replaced.get(*id).map(|n| n.trim()));
    // No chain is longer than there are restatements, even if they should run in a circle.
    let mut chain = chain.take(replaced.len() + 1);
    chain.any(|id| id == event.id || event.records.iter().any(|record| record == id))
}

/// What may prove a step, in the order that the exception demands. A step after another needs one
/// and the same act to prove that other step and to come before.
fn candidates_in_order(claim: &Claim<'_>, step: &Step, depth: usize) -> Vec<Candidate> {
    let earlier = match &step.order {
        Some(StepOrder::AfterStep(name)) => earlier_step(claim, name, depth),
        _ => Vec::new(),
    };
    let in_order = |at: Interval| match &step.order {
        Some(StepOrder::BeforeAct) => before(at, claim.event.during),
        Some(StepOrder::AfterAct) => before(claim.event.during, at),
        Some(StepOrder::AfterStep(_)) => {
            Truth::any(earlier.iter().map(|first| first.truth.and(before(first.at, at))))
        }
        None => Truth::Yes,
    };
    let mut found = candidates(claim, step);
    for candidate in &mut found {
        candidate.truth = candidate.truth.and(in_order(candidate.at));
    }
    found.retain(|candidate| candidate.truth.is_possible());
    found
}

/// What may prove the step of this name.
fn earlier_step(claim: &Claim<'_>, name: &str, depth: usize) -> Vec<Candidate> {
    let step = claim.exception.steps.iter().find(|step| step.name == name);
    match (step, depth.checked_sub(1)) {
        (Some(step), Some(depth)) => candidates_in_order(claim, step, depth),
        _ => Vec::new(),
    }
}

/// What may prove a step, apart from time.
fn candidates(claim: &Claim<'_>, step: &Step) -> Vec<Candidate> {
    match &step.proof {
        StepProof::Event(kinds) => claim
            .context
            .facts
            .events
            .iter()
            .map(|event| Candidate {
                truth: by_standing(counted_standing(claim.scope, event))
                    .and(within(event.kinds, *kinds))
                    .and(by_another_side(event, claim.party)),
                at: event.during,
                record: event.id.clone(),
            })
            .collect(),
        StepProof::Act { act, subject, by, to } => {
            let same = |fact: &ActFact<'_>| {
                let subject = subject.as_ref();
                fact.act.act == *act
                    && fact.act.done
                    && subject.is_none_or(|wanted| key(wanted) == key(&fact.act.subject))
            };
            let proof = |fact: &ActFact<'_>| Candidate {
                truth: by_standing(fact.standing)
                    .and(done_by(claim, fact, by.as_deref()))
                    .and(to.as_ref().map_or(Truth::Yes, |to| given_to(claim.context, fact, to))),
                at: fact.act.at,
                record: fact.act.head.id.clone(),
            };
            claim.context.facts.acts.iter().filter(|fact| same(fact)).map(proof).collect()
        }
    }
}

/// An admission counts as observed where the accord says so.
fn counted_standing(scope: &Scope<'_>, event: &Event) -> Standing {
    if scope.clause.proof.admissions && event.is_admission() {
        Standing::Observed
    } else {
        event.standing
    }
}

fn done_by(claim: &Claim<'_>, fact: &ActFact<'_>, by: Option<&str>) -> Truth {
    match by {
        Some(body) => among(claim.context, &fact.act.by, body),
        None => by_party(claim.context, fact, claim.party),
    }
}

/// Whether a side did an act, as far as the record names who did it.
pub(super) fn by_party(context: &Context<'_>, fact: &ActFact<'_>, party: PartyIx) -> Truth {
    if fact.parties.contains(&party) {
        Truth::Yes
    } else {
        possible(may_be_anybody(context, &fact.act.by))
    }
}

/// Whether an act was addressed to a body, as far as the record names to whom.
pub(super) fn given_to(context: &Context<'_>, fact: &ActFact<'_>, body: &str) -> Truth {
    among(context, &fact.act.to, body)
}

fn among(context: &Context<'_>, names: &[String], body: &str) -> Truth {
    if context.names_any(names, body) {
        Truth::Yes
    } else {
        possible(may_be_anybody(context, names))
    }
}

/// Nobody is named, or somebody whom no actor of the accord carries as a name.
fn may_be_anybody(context: &Context<'_>, names: &[String]) -> bool {
    names.is_empty() || names.iter().any(|name| context.binding.who(name).is_none())
}

fn possible(value: bool) -> Truth {
    if value { Truth::Unknown } else { Truth::No }
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
pub(super) fn by_standing(standing: Standing) -> Truth {
    match standing {
        Standing::Observed => Truth::Yes,
        Standing::Reported => Truth::Unknown,
        Standing::Claimed => Truth::No,
    }
}

/// Whether the one instant of `a` comes before the one instant of `b`.
pub(crate) fn before(a: Interval, b: Interval) -> Truth {
    let (last_of_a, last_of_b) = (a.end.micros() - 1, b.end.micros() - 1);
    Truth::decided(last_of_a < b.start.micros(), a.start.micros() >= last_of_b)
}
