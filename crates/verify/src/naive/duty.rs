//! Duties to do something once, with or without a time (docs/spec/verdicts.md, section 5).

use accord::model::{Bearers, Clause, Duty, PartyIx};
use basis::Interval;
use findings::{Answer, Applicability, Author, Performance, ReasonKind};

use super::conduct::Outcomes;
use crate::context::Context;
use crate::facts::ActFact;
use crate::outcome::{Outcome, Part};
use crate::premises::Premises;
use crate::timing::{ClauseTime, Undetermined};

mod denial;
mod performance;
mod term;

use term::Term;

/// Answers a duty as things stand at the end of a period, under premises.
pub(crate) fn outcomes(
    context: &Context<'_>,
    clause: &Clause,
    duty: &Duty,
    period: Interval,
    premises: &Premises<'_>,
) -> Outcomes {
    let state = DutyState { context, clause, duty, period, premises };
    let bearers = clause.bearers.parties();
    let each: Vec<(PartyIx, Outcome)> =
        bearers.iter().map(|party| (*party, state.outcome(Some(*party)))).collect();
    let any = match &clause.bearers {
        Bearers::Each(_) => state.together(&each),
        Bearers::Jointly(_) | Bearers::NotNamed => state.outcome(None),
    };
    let each = each.into_iter().map(|(party, outcome)| (Some(party), outcome));
    std::iter::once((None, any)).chain(each).collect()
}

struct DutyState<'a> {
    context: &'a Context<'a>,
    clause: &'a Clause,
    duty: &'a Duty,
    /// Things are looked at as they stand just before its end.
    period: Interval,
    premises: &'a Premises<'a>,
}

impl DutyState<'_> {
    fn outcome(&self, party: Option<PartyIx>) -> Outcome {
        let times = self.context.timing().in_force().and_then(|time| Ok((time, self.term()?)));
        let (in_force, term) = match times {
            Ok((in_force, term)) => (in_force, term),
            Err(undetermined) => return not_anchored(&undetermined),
        };
        if self.has_lapsed(in_force, term.as_ref()) {
            let why = format!("it bound until {}", self.context.show(in_force.until.hi));
            return Outcome::not_applicable(Applicability::Lapsed, why);
        }
        let mut outcome = Outcome::open();
        self.explain_term(&mut outcome, term.as_ref());
        let done = self.performances(party);
        if done.iter().any(|done| done.part == Part::Certain) {
            self.performed(&mut outcome, party, &done, term.as_ref());
        } else if in_force.from.lo >= self.period.end {
            outcome.applicability = Applicability::NotYetDue;
            outcome.answer = None;
        } else {
            self.unperformed(&mut outcome, party, &done, term.as_ref());
        }
        self.cap_by_end(&mut outcome, in_force, term.as_ref());
        self.explain_uncertain(&mut outcome, &done);
        self.explain_conflict(&mut outcome, party, &done);
        outcome
    }

    /// The period begins after the accord has ended, and it ended before the term.
    fn has_lapsed(&self, in_force: ClauseTime, term: Option<&Term>) -> bool {
        let end = in_force.until.hi;
        self.period.start >= end && term.is_none_or(|term| term.until.lo > end)
    }

    /// What was not due before the accord ended cannot be late.
    fn cap_by_end(&self, outcome: &mut Outcome, in_force: ClauseTime, term: Option<&Term>) {
        let end = in_force.until.lo;
        let outlasts = term.is_some_and(|term| term.until.hi > end);
        if outlasts && outcome.answer == Some(Answer::Breached) {
            outcome.answer = Some(Answer::NotConcluded);
            outcome.performance = Performance::NotApplicable;
            let end = self.context.show(end);
            let text = format!("the accord may have ended before the term was over, on {end}");
            outcome.because(ReasonKind::Condition, text, Vec::new());
            outcome.decide("whether the duty fell due while the accord was in force".to_owned());
        }
    }

    /// Certainly done between the day of agreement and the end of the period.
    fn is_over(&self, fact: &ActFact<'_>) -> bool {
        let at = fact.act.at;
        at.start >= self.context.timing().agreed() && at.end <= self.period.end
    }

    /// Acts that may have been done between the day of agreement and the end of the period.
    fn acts(&self) -> impl Iterator<Item = &ActFact<'_>> {
        let agreed = self.context.timing().agreed();
        self.context.facts.acts.iter().filter(move |fact| {
            fact.act.done && fact.act.at.start < self.period.end && fact.act.at.end > agreed
        })
    }

    /// Any bearer of a duty that each has on its own: contrary if one's is, kept if all are.
    fn together(&self, each: &[(PartyIx, Outcome)]) -> Outcome {
        let answers: Vec<Option<Answer>> = each.iter().map(|(_, outcome)| outcome.answer).collect();
        let mut any = match each.first() {
            Some((_, first)) if each.iter().all(|(_, o)| o.product() == first.product()) => {
                first.clone()
            }
            _ => Outcome::open(),
        };
        any.reasons.clear();
        any.deciding.clear();
        any.bearing.clear();
        for (_, outcome) in each {
            for reason in &outcome.reasons {
                if !any.reasons.contains(reason) {
                    any.reasons.push(reason.clone());
                }
            }
            outcome.deciding.iter().for_each(|d| any.decide(d.text.clone()));
            any.bearing.extend(outcome.bearing.iter().cloned());
        }
        any.reasons.sort_by_key(|reason| reason.kind);
        if answers.contains(&Some(Answer::Breached)) {
            let authors = each.iter().filter(|(_, o)| o.answer == Some(Answer::Breached));
            let names = authors.map(|(p, _)| self.context.accord.parties[p.0].name.clone());
            any.applicability = Applicability::InForce;
            any.answer = Some(Answer::Breached);
            any.author = Some(Author::Established(names.collect()));
        } else if answers.contains(&Some(Answer::Outstanding))
            && answers.iter().all(|a| matches!(a, Some(Answer::Outstanding | Answer::Kept)))
        {
            any.answer = Some(Answer::Outstanding);
        }
        any
    }
}

fn not_anchored(undetermined: &Undetermined) -> Outcome {
    let why = format!("it counts from {}, of which no observed record says when", undetermined.0);
    let mut outcome = Outcome::not_applicable(Applicability::AnchorUndetermined, why);
    outcome.decide(format!("an observed record of {}", undetermined.0));
    outcome
}

/// The same, for clauses on conduct.
pub(crate) fn not_anchored_conduct(undetermined: &Undetermined, parties: &[PartyIx]) -> Outcomes {
    let whom = std::iter::once(None).chain(parties.iter().copied().map(Some));
    whom.map(|party| (party, not_anchored(undetermined))).collect()
}
