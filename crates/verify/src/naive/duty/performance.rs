//! Performances of a duty: which acts on record perform it, in time, late, or perhaps.

use accord::model::{Bearers, PartyIx};
use basis::time::DAY_US;
use basis::{ActType, Instant, Standing};
use findings::{Answer, Applicability, Performance, ReasonKind};

use super::DutyState;
use super::term::{Modification, Term};
use crate::binding::key;
use crate::facts::ActFact;
use crate::outcome::{Bearing, Outcome, Part};

/// A performance on record.
pub(super) struct Done<'a> {
    pub(super) fact: &'a ActFact<'a>,
    /// Certain, possible or no more than alleged.
    pub(super) part: Part,
}

impl Done<'_> {
    pub(super) fn id(&self) -> String {
        self.fact.act.head.id.clone()
    }

    /// Whether it is one in some world, and before this instant.
    fn may_precede(&self, instant: Instant) -> bool {
        self.part <= Part::Possible && self.fact.act.at.start < instant
    }
}

impl DutyState<'_> {
    /// Acts that perform the duty, or may.
    pub(super) fn performances(&self, party: Option<PartyIx>) -> Vec<Done<'_>> {
        self.acts()
            .filter(|fact| fact.act.act == self.duty.act)
            .filter(|fact| key(&fact.act.subject) == key(&self.duty.subject))
            .filter_map(|fact| {
                let certain = self.is_by(fact, party)? & self.is_to(fact)? & self.is_over(fact);
                let part = match fact.standing {
                    Standing::Claimed => Part::Alleged,
                    Standing::Observed if certain => Part::Certain,
                    Standing::Observed | Standing::Reported => Part::Possible,
                };
                Some(Done { fact, part })
            })
            .collect()
    }

    /// Whether an act is this party's: `None` for no, `Some(false)` for perhaps.
    fn is_by(&self, fact: &ActFact<'_>, party: Option<PartyIx>) -> Option<bool> {
        let joint = matches!(self.clause.bearers, Bearers::Jointly(_));
        if joint || party.is_some_and(|party| fact.parties.contains(&party)) {
            return Some(true);
        }
        self.is_open(&fact.act.by).then_some(false)
    }

    /// Whether an act is to the recipient that the duty names, in the same way.
    fn is_to(&self, fact: &ActFact<'_>) -> Option<bool> {
        let Some(to) = &self.duty.to else { return Some(true) };
        if self.context.names_any(&fact.act.to, to) {
            return Some(true);
        }
        self.is_open(&fact.act.to).then_some(false)
    }

    /// Nobody is named, or somebody whom no actor of the accord carries as a name.
    fn is_open(&self, names: &[String]) -> bool {
        names.is_empty() || names.iter().any(|name| self.context.binding.who(name).is_none())
    }

    pub(super) fn performed(
        &self,
        outcome: &mut Outcome,
        party: Option<PartyIx>,
        done: &[Done<'_>],
        term: Option<&Term>,
    ) {
        let certain = done.iter().filter(|done| done.part == Part::Certain);
        let Some(first) = certain.min_by_key(|done| (done.fact.act.at.end, done.id())) else {
            return;
        };
        let (id, fact) = (first.id(), first.fact);
        outcome.bearing.push(Bearing { record: id.clone(), part: Part::Certain });
        let at = self.context.span(fact.act.at);
        let text = format!("{id} ({}, {}): done, {at}", fact.act.head.source, fact.standing);
        outcome.because(ReasonKind::Performed, text, vec![id]);
        let Some(term) = term else {
            outcome.answer = Some(Answer::Kept);
            return;
        };
        if fact.act.at.end.plus_micros(-1) < term.until.lo {
            outcome.answer = Some(Answer::Kept);
            outcome.performance = Performance::InTime;
        } else {
            self.performed_late(outcome, party, done, term);
        }
    }

    /// Late only where nothing on record may have been in time, or it is attested that nothing was.
    /// A completion happens once; another act may have been done before as well, unless the
    /// register that would show it is complete.
    fn performed_late(
        &self,
        outcome: &mut Outcome,
        party: Option<PartyIx>,
        done: &[Done<'_>],
        term: &Term,
    ) {
        let denied = self.attested_not_done(party, term);
        let in_time = done.iter().find(|done| done.may_precede(term.until.hi));
        let once = self.duty.act == ActType::Completion;
        if self.is_agreed_after(done) {
            let text = "whether a term agreed after the performance reaches back to it";
            outcome.decide(text.to_owned());
        } else if !denied.is_empty() || (in_time.is_none() && (once || self.register_complete())) {
            self.explain_omitted(outcome, denied);
            outcome.answer = Some(Answer::Breached);
            outcome.performance = Performance::Late { days: days_late(done, term) };
        } else if let Some(done) = in_time {
            outcome.decide(format!("whether {} came before the end of the term", done.id()));
        } else {
            outcome.decide(self.earlier_proof());
            let text = "an earlier performance is not excluded: no premise says that the register \
                        is complete";
            outcome.because(ReasonKind::PremiseMissing, text.to_owned(), Vec::new());
        }
    }

    /// The term was, or may have been, agreed only after one of these performances.
    fn is_agreed_after(&self, done: &[Done<'_>]) -> bool {
        let agreed = self.last_agreed();
        let after = |m: &Modification<'_>| {
            done.iter().any(|done| m.fact.act.at.end > done.fact.act.at.start)
        };
        agreed.iter().any(after)
    }

    pub(super) fn unperformed(
        &self,
        outcome: &mut Outcome,
        party: Option<PartyIx>,
        done: &[Done<'_>],
        term: Option<&Term>,
    ) {
        let Some(term) = term else {
            match done.iter().find(|done| done.part == Part::Possible) {
                Some(done) => outcome.decide(format!("whether {} performed it", done.id())),
                None => outcome.answer = Some(Answer::Outstanding),
            }
            return;
        };
        if self.period.end <= term.until.lo {
            outcome.applicability = Applicability::NotYetDue;
            outcome.answer = None;
            return;
        }
        let over = self.period.end > term.until.hi;
        let in_time = done.iter().any(|done| done.may_precede(term.until.hi));
        let denied = self.attested_not_done(party, term);
        if !denied.is_empty() {
            self.explain_omitted(outcome, denied);
            outcome.answer = Some(Answer::Breached);
        } else if over && self.register_complete() && !in_time {
            let text = "no performance stands in a register that is taken to be complete";
            outcome.because(ReasonKind::Omitted, text.to_owned(), Vec::new());
            outcome.answer = Some(Answer::Breached);
        } else {
            let text = "no performance of observed standing is on record";
            outcome.because(ReasonKind::Condition, text.to_owned(), Vec::new());
            outcome.decide(self.earlier_proof());
        }
    }

    fn register_complete(&self) -> bool {
        let to = self.duty.to.as_deref();
        let observers = self.context.accord.observers.iter().map(|actor| actor.name.as_str());
        let kept_by = to.into_iter().chain(observers);
        kept_by.map(Some).any(|body| self.premises.register_complete(body))
            || self.premises.register_complete(None)
    }

    fn earlier_proof(&self) -> String {
        format!(
            "a record of the {} of \"{}\" within the term, or an attestation that there was none",
            self.duty.act, self.duty.subject
        )
    }

    /// Performances that are no more than possible or claimed, shown beside.
    pub(super) fn explain_uncertain(&self, outcome: &mut Outcome, done: &[Done<'_>]) {
        for Done { fact, part } in done.iter().filter(|done| done.part != Part::Certain) {
            let (kind, words) = match fact.standing {
                Standing::Observed => (ReasonKind::Condition, "perhaps a performance of it"),
                Standing::Reported => (ReasonKind::Reported, "said to be done"),
                Standing::Claimed => (ReasonKind::Alleged, "said to be done"),
            };
            let id = fact.act.head.id.clone();
            let at = self.context.span(fact.act.at);
            let (source, standing) = (&fact.act.head.source, fact.standing);
            let text = format!("{id} ({source}, {standing}): {words}, {at}");
            outcome.bearing.push(Bearing { record: id.clone(), part: *part });
            outcome.because(kind, text, vec![id]);
        }
        outcome.reasons.sort_by_key(|reason| reason.kind);
    }
}

/// Days of 24 hours begun since the end of the term: at the least so many.
fn days_late(done: &[Done<'_>], term: &Term) -> u32 {
    let certain = done.iter().filter(|done| done.part == Part::Certain);
    let starts = certain.map(|done| done.fact.act.at.start.max(term.until.hi));
    let first = starts.min().unwrap_or(term.until.hi);
    let micros = first.micros() - term.until.hi.micros();
    u32::try_from(micros / DAY_US + 1).unwrap_or(u32::MAX)
}
