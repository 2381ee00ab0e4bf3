//! Duties to do something once, with or without a time (docs/spec/verdicts.md, section 5).

use accord::model::{Bearers, Clause, Duty, PartyIx};
use basis::time::DAY_US;
use basis::{ActType, Instant, Interval, Standing};
use findings::{Answer, Applicability, Author, Performance, ReasonKind};

use super::conduct::Outcomes;
use crate::binding::key;
use crate::context::Context;
use crate::facts::ActFact;
use crate::outcome::{Bearing, Outcome, Part};
use crate::premises::Premises;
use crate::timing::{Between, Undetermined};

/// Answers a duty as things stand at the end of a period, under premises.
pub(crate) fn outcomes(
    context: &Context<'_>,
    clause: &Clause,
    duty: &Duty,
    period: Interval,
    premises: &Premises<'_>,
) -> Outcomes {
    let state = DutyState { context, clause, duty, horizon: period.end, premises };
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
    /// Things are looked at as they stand just before it.
    horizon: Instant,
    premises: &'a Premises<'a>,
}

/// A term that counts, and the modification that set it.
struct Term {
    until: Between,
    modified_by: Option<String>,
}

impl DutyState<'_> {
    fn outcome(&self, party: Option<PartyIx>) -> Outcome {
        let in_force = match self.context.timing().in_force() {
            Ok(time) => time,
            Err(undetermined) => return not_anchored(&undetermined),
        };
        let term = match self.term() {
            Ok(term) => term,
            Err(undetermined) => return not_anchored(&undetermined),
        };
        let mut outcome = Outcome::open();
        self.explain_term(&mut outcome, term.as_ref());
        let observed = self.performances(party, Standing::Observed);
        match self.first(&observed) {
            Some(first) => self.performed(&mut outcome, first, term.as_ref()),
            None if in_force.from.lo >= self.horizon => {
                outcome.applicability = Applicability::NotYetDue;
                outcome.answer = None;
            }
            None => self.unperformed(&mut outcome, party, term.as_ref()),
        }
        self.explain_unproved(&mut outcome, party);
        self.explain_conflict(&mut outcome, party, &observed);
        outcome
    }

    /// Observed as done, and observed as not done by a later time: no world agrees with both.
    fn explain_conflict(
        &self,
        outcome: &mut Outcome,
        party: Option<PartyIx>,
        observed: &[&ActFact<'_>],
    ) {
        let denied = self.denials(party);
        for done in observed {
            let later = denied.iter().filter(|not| done.act.at.end <= not.act.at.start);
            for not in later {
                let records = vec![done.act.head.id.clone(), not.act.head.id.clone()];
                let text = format!("no world agrees with all of {}", records.join(", "));
                outcome.because(ReasonKind::Conflict, text, records);
                outcome.applicability = Applicability::InForce;
                outcome.answer = Some(Answer::NotConcluded);
                outcome.performance = Performance::NotApplicable;
            }
        }
        outcome.reasons.sort_by_key(|reason| reason.kind);
    }

    /// Observed statements that it was not done by then.
    fn denials(&self, party: Option<PartyIx>) -> Vec<&ActFact<'_>> {
        let facts = self.context.facts.acts.iter().filter(|fact| {
            !fact.act.done
                && fact.standing == Standing::Observed
                && fact.act.act == self.duty.act
                && key(&fact.act.subject) == key(&self.duty.subject)
                && fact.act.at.start < self.horizon
                && (fact.act.by.is_empty()
                    || party.is_none_or(|party| fact.parties.contains(&party)))
        });
        facts.collect()
    }

    /// The deadline in force: the last agreed modification, or the text's.
    fn term(&self) -> Result<Option<Term>, Undetermined> {
        let modification = self.modifications().rfind(|fact| self.is_agreed(fact));
        if let Some((fact, term)) = modification.and_then(|f| Some((f, f.act.term?))) {
            let until = Between::exactly(term.end);
            return Ok(Some(Term { until, modified_by: Some(fact.act.head.id.clone()) }));
        }
        let Some(deadline) = &self.duty.deadline else { return Ok(None) };
        let until = self.context.timing().instant(deadline)?;
        Ok(Some(Term { until, modified_by: None }))
    }

    /// Modifications of this clause, in the order of time.
    fn modifications(&self) -> impl DoubleEndedIterator<Item = &ActFact<'_>> {
        let names = [key(&self.clause.id), key(&self.duty.subject)];
        let mut found: Vec<&ActFact<'_>> = self
            .acts()
            .filter(|fact| fact.act.act == ActType::Modification)
            .filter(|fact| {
                let about = fact.act.about.as_deref().map(key);
                names.contains(&key(&fact.act.subject))
                    || about.is_some_and(|about| names.contains(&about))
            })
            .collect();
        found.sort_by_key(|fact| (fact.act.at.end, fact.act.head.id.clone()));
        found.into_iter()
    }

    /// Observed, and by all bound sides together: nobody changes his own term alone.
    fn is_agreed(&self, fact: &ActFact<'_>) -> bool {
        fact.standing == Standing::Observed
            && fact.parties.len() == self.context.accord.parties.len()
    }

    /// Acts done before the horizon.
    fn acts(&self) -> impl Iterator<Item = &ActFact<'_>> {
        self.context.facts.acts.iter().filter(|f| f.act.done && f.act.at.start < self.horizon)
    }

    /// Acts of this standing that perform the duty.
    fn performances(&self, party: Option<PartyIx>, standing: Standing) -> Vec<&ActFact<'_>> {
        let joint = matches!(self.clause.bearers, Bearers::Jointly(_));
        self.acts()
            .filter(|fact| fact.standing == standing && fact.act.act == self.duty.act)
            .filter(|fact| key(&fact.act.subject) == key(&self.duty.subject))
            .filter(|fact| {
                let to = self.duty.to.as_ref();
                to.is_none_or(|to| self.context.names_any(&fact.act.to, to))
            })
            .filter(|fact| joint || party.is_some_and(|party| fact.parties.contains(&party)))
            .collect()
    }

    fn first<'b>(&self, performances: &[&'b ActFact<'b>]) -> Option<&'b ActFact<'b>> {
        performances.iter().copied().min_by_key(|fact| (fact.act.at.end, fact.act.head.id.clone()))
    }

    fn performed(&self, outcome: &mut Outcome, fact: &ActFact<'_>, term: Option<&Term>) {
        let id = &fact.act.head.id;
        outcome.bearing.push(Bearing { record: id.clone(), part: Part::Certain });
        let at = self.context.span(fact.act.at);
        let text = format!("{id} ({}, {}): done, {at}", fact.act.head.source, fact.standing);
        outcome.because(ReasonKind::Performed, text, vec![id.clone()]);
        let Some(term) = term else {
            outcome.answer = Some(Answer::Kept);
            return;
        };
        let last = fact.act.at.end.plus_micros(-1);
        if last < term.until.lo {
            outcome.answer = Some(Answer::Kept);
            outcome.performance = Performance::InTime;
        } else if fact.act.at.start >= term.until.hi {
            self.performed_late(outcome, fact, term);
        } else {
            outcome.decide(format!("whether {id} came before the end of the term"));
        }
    }

    /// A completion happens once; another act may have been done before as well, unless the
    /// register that would show it is complete.
    fn performed_late(&self, outcome: &mut Outcome, fact: &ActFact<'_>, term: &Term) {
        let once = self.duty.act == ActType::Completion;
        if once || self.register_complete() {
            outcome.answer = Some(Answer::Breached);
            outcome.performance = Performance::Late { days: self.days_late(fact, term) };
            return;
        }
        outcome.decide(self.earlier_proof());
        let text = "an earlier performance is not excluded: no premise says that the register \
                    is complete";
        outcome.because(ReasonKind::PremiseMissing, text.to_owned(), Vec::new());
    }

    /// Days of 24 hours begun since the end of the term: at the least so many.
    fn days_late(&self, fact: &ActFact<'_>, term: &Term) -> u32 {
        let micros = fact.act.at.start.micros() - term.until.hi.micros();
        u32::try_from(micros / DAY_US + 1).unwrap_or(u32::MAX)
    }

    fn register_complete(&self) -> bool {
        let to = self.duty.to.as_deref();
        let observers = self.context.accord.observers.iter().map(|actor| actor.name.as_str());
        let kept_by = to.into_iter().chain(observers);
        kept_by.map(Some).any(|body| self.premises.register_complete(body))
            || self.premises.register_complete(None)
    }

    fn unperformed(&self, outcome: &mut Outcome, party: Option<PartyIx>, term: Option<&Term>) {
        let Some(term) = term else {
            outcome.answer = Some(Answer::Outstanding);
            return;
        };
        if self.horizon <= term.until.lo {
            outcome.applicability = Applicability::NotYetDue;
            outcome.answer = None;
            return;
        }
        let over = self.horizon > term.until.hi;
        let reported = self.performances(party, Standing::Reported);
        let denied = self.attested_not_done(party, term);
        if !denied.is_empty() {
            let text = "attested as not done when the term was over".to_owned();
            let part = Part::Certain;
            outcome.bearing.extend(denied.iter().map(|id| Bearing { record: id.clone(), part }));
            outcome.because(ReasonKind::Omitted, text, denied);
            outcome.answer = Some(Answer::Breached);
        } else if over && self.register_complete() && reported.is_empty() {
            let text = "no performance stands in a register that is taken to be complete";
            outcome.because(ReasonKind::Omitted, text.to_owned(), Vec::new());
            outcome.answer = Some(Answer::Breached);
        } else {
            let text = "no performance of observed standing is on record";
            outcome.because(ReasonKind::Condition, text.to_owned(), Vec::new());
            outcome.decide(self.earlier_proof());
        }
    }

    fn earlier_proof(&self) -> String {
        format!(
            "a record of the {} of \"{}\" within the term, or an attestation that there was none",
            self.duty.act, self.duty.subject
        )
    }

    /// Denials made when the term was over.
    fn attested_not_done(&self, party: Option<PartyIx>, term: &Term) -> Vec<String> {
        let late = self.denials(party).into_iter().filter(|f| f.act.at.start >= term.until.hi);
        late.map(|fact| fact.act.head.id.clone()).collect()
    }

    fn explain_term(&self, outcome: &mut Outcome, term: Option<&Term>) {
        if let Some(Term { until, modified_by }) = term {
            let text = match &self.duty.deadline_text {
                Some(words) => format!("due {words}"),
                None => format!("due before {}", self.context.show(until.lo)),
            };
            let modified = modified_by.iter().cloned().collect::<Vec<_>>();
            match modified.is_empty() {
                true => outcome.because(ReasonKind::Condition, text, Vec::new()),
                false => {
                    let text = format!(
                        "the term was changed by agreement: due before {}",
                        self.context.show(until.lo)
                    );
                    outcome.because(ReasonKind::Modified, text, modified);
                }
            }
        }
        for fact in self.modifications().filter(|fact| !self.is_agreed(fact)) {
            let id = fact.act.head.id.clone();
            let text = format!(
                "{id} ({}): a change of the term that not all sides are shown to have agreed; \
                 without effect",
                fact.standing
            );
            outcome.because(ReasonKind::Condition, text, vec![id]);
        }
    }

    /// Reported and claimed performances, shown beside.
    fn explain_unproved(&self, outcome: &mut Outcome, party: Option<PartyIx>) {
        let sorts = [
            (Standing::Reported, ReasonKind::Reported, Part::Possible),
            (Standing::Claimed, ReasonKind::Alleged, Part::Alleged),
        ];
        for (standing, kind, part) in sorts {
            for fact in self.performances(party, standing) {
                let id = fact.act.head.id.clone();
                let at = self.context.span(fact.act.at);
                let text =
                    format!("{id} ({}, {standing}): said to be done, {at}", fact.act.head.source);
                outcome.bearing.push(Bearing { record: id.clone(), part });
                outcome.because(kind, text, vec![id]);
            }
        }
        outcome.reasons.sort_by_key(|reason| reason.kind);
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
