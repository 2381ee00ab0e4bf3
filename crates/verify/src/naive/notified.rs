//! Was notice of an activity given in time? (docs/spec/verdicts.md, section 6)

use accord::model::{Notice, PartyIx};
use basis::{ActType, Truth};
use space::Place;

use super::excuse::{by_party, by_standing, given_to, names_event};
use super::scope::within;
use crate::context::Context;
use crate::facts::{ActFact, Event};
use crate::premises::Premises;

/// The answer and the notices that bear on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notified {
    /// Whether notice was given in time.
    pub(crate) in_time: Truth,
    /// Notices that are about the activity, for certain or possibly.
    pub(crate) records: Vec<String>,
    /// One of them came too late.
    pub(crate) late: bool,
}

/// Whether a side gave notice of an activity in time.
pub(crate) fn notified(
    context: &Context<'_>,
    notice: &Notice,
    event: &Event,
    party: PartyIx,
    premises: &Premises<'_>,
) -> Notified {
    let mut found = Notified { in_time: Truth::No, records: Vec::new(), late: false };
    for fact in &context.facts.acts {
        let about = is_notice_to(context, fact, notice, party).and(is_about(context, fact, event));
        if !about.is_possible() {
            continue;
        }
        let standing = by_standing(fact.standing);
        let lead = has_lead(fact, notice, event);
        found.late |= lead == Truth::No;
        found.records.push(fact.act.head.id.clone());
        found.in_time = found.in_time.or(about.and(lead).and(standing));
    }
    if !premises.register_complete(Some(&notice.to)) {
        found.in_time = found.in_time.or(Truth::Unknown);
    }
    found
}

fn is_notice_to(
    context: &Context<'_>,
    fact: &ActFact<'_>,
    notice: &Notice,
    party: PartyIx,
) -> Truth {
    Truth::known(fact.act.act == ActType::Notice && fact.act.done)
        .and(by_party(context, fact, party))
        .and(given_to(context, fact, &notice.to))
}

/// Whether a notice is about an activity: by record, or by time, place and kinds together. A
/// notice that names another record is not about this one; one that names none of them may be
/// about anything.
fn is_about(context: &Context<'_>, fact: &ActFact<'_>, event: &Event) -> Truth {
    if let Some(about) = fact.act.about.as_deref() {
        if names_event(context, about, event) {
            return Truth::Yes;
        }
        if !context.accord.clauses.iter().any(|clause| clause.id == about.trim()) {
            return Truth::No;
        }
    }
    let kinds =
        if fact.act.kinds.is_empty() { Truth::Yes } else { within(event.kinds, fact.act.kinds) };
    let time = fact.act.term.map(|term| event.during.within(term));
    let place = fact.act.place.as_ref().map(|place| match context.binding.place(place) {
        Place::Within(region) => region.contains(&event.place).truth,
        _ => Truth::Unknown,
    });
    match (time, place) {
        (None, None) => kinds.and(Truth::Unknown),
        (time, place) => kinds.and(time.unwrap_or(Truth::Yes)).and(place.unwrap_or(Truth::Yes)),
    }
}

/// Whether the notice came at least the lead before the activity began.
fn has_lead(fact: &ActFact<'_>, notice: &Notice, event: &Event) -> Truth {
    let lead = notice.lead.micros();
    let (first, last) = (fact.act.at.start, fact.act.at.end.plus_micros(-1));
    let (begin, end) = (event.during.start, event.during.end.plus_micros(-1));
    Truth::decided(last.plus_micros(lead) <= begin, first.plus_micros(lead) > end)
}
