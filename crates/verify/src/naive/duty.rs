//! Duties to do something once, with or without a time (docs/spec/verdicts.md, section 5).

use std::collections::BTreeSet;

use accord::model::{Bearers, Clause, Duty, Norm, PartyIx};
use basis::time::DAY_US;
use basis::{ActType, Instant, Interval, Standing};
use evidence::Act;
use findings::{Answer, Applicability, Author, Performance, ReasonKind};

use super::conduct::Outcomes;
use crate::binding::{Who, key};
use crate::context::Context;
use crate::facts::ActFact;
use crate::outcome::{Bearing, Outcome, Part};
use crate::premises::Premises;
use crate::timing::{Between, ClauseTime, Undetermined};

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

/// A term that counts, and the modifications that may have set it.
struct Term {
    until: Between,
    modified_by: Vec<String>,
}

/// A change of the term that all bound sides agreed.
struct Modification<'a> {
    fact: &'a ActFact<'a>,
    /// The first instant after the new term.
    until: Instant,
    /// Certainly of this clause, and certainly agreed by the end of the period.
    certain: bool,
}

/// A performance on record.
struct Done<'a> {
    fact: &'a ActFact<'a>,
    /// Certain, possible or no more than alleged.
    part: Part,
}

impl Done<'_> {
    fn id(&self) -> String {
        self.fact.act.head.id.clone()
    }

    /// Whether it is one in some world, and before this instant.
    fn may_precede(&self, instant: Instant) -> bool {
        self.part <= Part::Possible && self.fact.act.at.start < instant
    }
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

    /// Observed as done, and observed as not done by a later time: no world agrees with both.
    fn explain_conflict(&self, outcome: &mut Outcome, party: Option<PartyIx>, done: &[Done<'_>]) {
        let denied = self.denials();
        for done in done.iter().filter(|done| done.part == Part::Certain) {
            let later = denied.iter().filter(|not| {
                let all = self.covers(&[*not], party);
                done.fact.act.at.end <= not.act.at.start
                    && (all || self.is_by_some_of(not, &done.fact.parties))
            });
            for not in later {
                let records = vec![done.id(), not.act.head.id.clone()];
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
    fn denials(&self) -> Vec<&ActFact<'_>> {
        let facts = self.context.facts.acts.iter().filter(|fact| {
            let (act, to) = (fact.act, self.duty.to.as_ref());
            !act.done
                && fact.standing == Standing::Observed
                && act.act == self.duty.act
                && key(&act.subject) == key(&self.duty.subject)
                && act.at.start < self.period.end
                && (act.to.is_empty() || to.is_none_or(|to| self.context.names_any(&act.to, to)))
        });
        facts.collect()
    }

    /// Whether everybody whom a record names is one of these sides.
    fn is_by_some_of(&self, fact: &ActFact<'_>, sides: &BTreeSet<PartyIx>) -> bool {
        fact.act.by.iter().all(|name| match self.context.binding.who(name) {
            Some(Who::Party(side)) => sides.contains(&side),
            Some(Who::Observer | Who::Other) | None => false,
        })
    }

    /// Whether a denial says that one of those whom an answer needs did not do it. That two did not
    /// do it together does not say that one of them did not, except where they bear it jointly.
    fn may_cover(&self, denial: &ActFact<'_>, party: Option<PartyIx>) -> bool {
        let joint = !matches!(self.clause.bearers, Bearers::Each(_));
        let needed = self.needed(party);
        denial.act.by.is_empty()
            || (self.is_by_some_of(denial, &needed) && (joint || denial.parties.len() == 1))
    }

    /// Whether these denials leave nobody who may have done it.
    fn covers(&self, denials: &[&ActFact<'_>], party: Option<PartyIx>) -> bool {
        let counting = denials.iter().filter(|denial| self.may_cover(denial, party));
        let named: BTreeSet<PartyIx> =
            counting.clone().flat_map(|denial| denial.parties.iter().copied()).collect();
        let needed = self.needed(party);
        let all_named = !needed.is_empty() && needed.is_subset(&named);
        all_named || counting.clone().any(|denial| denial.act.by.is_empty())
    }

    /// Who must not have done it: of a joint duty all bearers.
    fn needed(&self, party: Option<PartyIx>) -> BTreeSet<PartyIx> {
        match (&self.clause.bearers, party) {
            (Bearers::Each(_), Some(party)) => BTreeSet::from([party]),
            (bearers, _) => bearers.parties().iter().copied().collect(),
        }
    }

    /// The deadline in force: that of the last agreed modification, or the text's. Where it is open
    /// which modification came last, or whether one counts, the terms that may be in force.
    fn term(&self) -> Result<Option<Term>, Undetermined> {
        let last = self.last_agreed();
        let mut terms: Vec<Between> = last.iter().map(|m| Between::exactly(m.until)).collect();
        if !last.iter().any(|modification| modification.certain) {
            match &self.duty.deadline {
                Some(deadline) => terms.push(self.context.timing().instant(deadline)?),
                None if last.is_empty() => return Ok(None),
                // It may have no term at all.
                None => terms.push(Between::exactly(Instant::MAX)),
            }
        }
        let hull = |a: Between, b: Between| Between { lo: a.lo.min(b.lo), hi: a.hi.max(b.hi) };
        let modified_by = last.iter().map(|m| m.fact.act.head.id.clone()).collect();
        Ok(terms.into_iter().reduce(hull).map(|until| Term { until, modified_by }))
    }

    /// The agreed modifications that name a term and may be the last such.
    fn last_agreed(&self) -> Vec<Modification<'_>> {
        let agreed = self.modifications().into_iter().filter(|(fact, _)| self.is_agreed(fact));
        let mut all: Vec<Modification<'_>> = agreed
            .filter_map(|(fact, certain)| {
                let term = fact.act.term?;
                // A term that is a single instant ends with it: the instant is not included.
                let until = if term.micros() == 1 { term.start } else { term.end };
                let certain = certain && self.is_over(fact);
                Some(Modification { fact, until, certain })
            })
            .collect();
        let certain = all.iter().filter(|m| m.certain).map(|m| m.fact.act.at.start);
        let newest = certain.max().unwrap_or(Instant::MIN);
        all.retain(|modification| modification.fact.act.at.end > newest);
        all
    }

    /// Modifications of this clause, in the order of time, and whether they certainly are.
    fn modifications(&self) -> Vec<(&ActFact<'_>, bool)> {
        let found = self.acts().filter(|fact| fact.act.act == ActType::Modification);
        let mut found: Vec<(&ActFact<'_>, bool)> =
            found.filter_map(|fact| Some((fact, self.modifies(fact.act)?))).collect();
        found.sort_by_key(|(fact, _)| (fact.act.at.end, fact.act.head.id.clone()));
        found
    }

    /// Whether a modification is of this clause: `None` for no, `Some(false)` where its subject
    /// names one clause and what it is about another.
    fn modifies(&self, act: &Act) -> Option<bool> {
        let subject = self.named_by(&act.subject);
        let about = act.about.as_deref().map(|name| self.named_by(name)).unwrap_or_default();
        let both: BTreeSet<&str> = subject.intersection(&about).copied().collect();
        let (named, certain) = match both.is_empty() {
            false => (both, true),
            true => (&subject | &about, subject.is_empty() || about.is_empty()),
        };
        named.contains(self.clause.id.as_str()).then_some(certain)
    }

    /// The clauses that a name is the identifier or the subject of.
    fn named_by(&self, name: &str) -> BTreeSet<&str> {
        let name = key(name);
        let clauses = self.context.accord.clauses.iter().filter(|clause| {
            let subject = clause.variants.iter().any(
                |variant| matches!(&variant.norm, Norm::Duty(duty) if key(&duty.subject) == name),
            );
            subject || key(&clause.id) == name
        });
        clauses.map(|clause| clause.id.as_str()).collect()
    }

    /// Observed, and by all bound sides together: nobody changes his own term alone.
    fn is_agreed(&self, fact: &ActFact<'_>) -> bool {
        fact.standing == Standing::Observed
            && fact.parties.len() == self.context.accord.parties.len()
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

    /// Acts that perform the duty, or may.
    fn performances(&self, party: Option<PartyIx>) -> Vec<Done<'_>> {
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

    fn performed(
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

    fn register_complete(&self) -> bool {
        let to = self.duty.to.as_deref();
        let observers = self.context.accord.observers.iter().map(|actor| actor.name.as_str());
        let kept_by = to.into_iter().chain(observers);
        kept_by.map(Some).any(|body| self.premises.register_complete(body))
            || self.premises.register_complete(None)
    }

    fn unperformed(
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

    fn explain_omitted(&self, outcome: &mut Outcome, denied: Vec<String>) {
        if denied.is_empty() {
            return;
        }
        let part = Part::Certain;
        outcome.bearing.extend(denied.iter().map(|id| Bearing { record: id.clone(), part }));
        let text = "attested as not done when the term was over".to_owned();
        outcome.because(ReasonKind::Omitted, text, denied);
    }

    fn earlier_proof(&self) -> String {
        format!(
            "a record of the {} of \"{}\" within the term, or an attestation that there was none",
            self.duty.act, self.duty.subject
        )
    }

    /// Denials made when the term was over, if they leave nobody who may have done it.
    fn attested_not_done(&self, party: Option<PartyIx>, term: &Term) -> Vec<String> {
        let late = self.denials().into_iter().filter(|f| f.act.at.start >= term.until.hi);
        let late: Vec<&ActFact<'_>> = late.filter(|fact| self.may_cover(fact, party)).collect();
        match self.covers(&late, party) {
            true => late.iter().map(|fact| fact.act.head.id.clone()).collect(),
            false => Vec::new(),
        }
    }

    fn explain_term(&self, outcome: &mut Outcome, term: Option<&Term>) {
        if let Some(term) = term {
            let modified = !term.modified_by.is_empty();
            let text = match &self.duty.deadline_text {
                Some(words) if !modified => format!("due {words}"),
                _ => self.due(term),
            };
            let kind = if modified { ReasonKind::Modified } else { ReasonKind::Condition };
            outcome.because(kind, text, term.modified_by.clone());
        }
        for (fact, _) in self.modifications() {
            let why = match (self.is_agreed(fact), fact.act.term) {
                (true, Some(_)) => continue,
                (true, None) => "a change that names no new term",
                (false, _) => "a change of the term that not all sides are shown to have agreed",
            };
            let id = fact.act.head.id.clone();
            let text = format!("{id} ({}): {why}; without effect", fact.standing);
            outcome.because(ReasonKind::Condition, text, vec![id]);
        }
    }

    /// The term in words, where it is not the text's own.
    fn due(&self, term: &Term) -> String {
        let Between { lo, hi } = term.until;
        let lo = self.context.show(lo);
        match (term.modified_by.is_empty(), term.until.lo == hi) {
            (true, _) => format!("due before {lo}"),
            (false, true) => format!("the term was changed by agreement: due before {lo}"),
            (false, false) => format!(
                "the term was changed by agreement, and which term is in force is open: due at the \
                 earliest before {lo}"
            ),
        }
    }

    /// Performances that are no more than possible or claimed, shown beside.
    fn explain_uncertain(&self, outcome: &mut Outcome, done: &[Done<'_>]) {
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

/// Days of 24 hours begun since the end of the term: at the least so many.
fn days_late(done: &[Done<'_>], term: &Term) -> u32 {
    let certain = done.iter().filter(|done| done.part == Part::Certain);
    let starts = certain.map(|done| done.fact.act.at.start.max(term.until.hi));
    let first = starts.min().unwrap_or(term.until.hi);
    let micros = first.micros() - term.until.hi.micros();
    u32::try_from(micros / DAY_US + 1).unwrap_or(u32::MAX)
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
