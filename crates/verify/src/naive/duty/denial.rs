//! Denials: observed statements that a duty was not performed by some time.

use std::collections::BTreeSet;

use accord::model::{Bearers, PartyIx};
use basis::Standing;
use findings::{Answer, Applicability, Performance, ReasonKind};

use super::DutyState;
use super::performance::Done;
use super::term::Term;
use crate::binding::{Who, key};
use crate::facts::ActFact;
use crate::outcome::{Bearing, Outcome, Part};

impl DutyState<'_> {
    /// Denials made when the term was over, if they leave nobody who may have done it.
    pub(super) fn attested_not_done(&self, party: Option<PartyIx>, term: &Term) -> Vec<String> {
        let late = self.denials().into_iter().filter(|f| f.act.at.start >= term.until.hi);
        let late: Vec<&ActFact<'_>> = late.filter(|fact| self.may_cover(fact, party)).collect();
        match self.covers(&late, party) {
            true => late.iter().map(|fact| fact.act.head.id.clone()).collect(),
            false => Vec::new(),
        }
    }

    pub(super) fn explain_omitted(&self, outcome: &mut Outcome, denied: Vec<String>) {
        if denied.is_empty() {
            return;
        }
        let part = Part::Certain;
        outcome.bearing.extend(denied.iter().map(|id| Bearing { record: id.clone(), part }));
        let text = "attested as not done when the term was over".to_owned();
        outcome.because(ReasonKind::Omitted, text, denied);
    }

    /// Observed as done, and observed as not done by a later time: no world agrees with both.
    pub(super) fn explain_conflict(
        &self,
        outcome: &mut Outcome,
        party: Option<PartyIx>,
        done: &[Done<'_>],
    ) {
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

    /// Whether these denials leave nobody who may have done it.
    fn covers(&self, denials: &[&ActFact<'_>], party: Option<PartyIx>) -> bool {
        let counting = denials.iter().filter(|denial| self.may_cover(denial, party));
        let named: BTreeSet<PartyIx> =
            counting.clone().flat_map(|denial| denial.parties.iter().copied()).collect();
        let needed = self.needed(party);
        let all_named = !needed.is_empty() && needed.is_subset(&named);
        all_named || counting.clone().any(|denial| denial.act.by.is_empty())
    }

    /// Whether a denial says that one of those whom an answer needs did not do it. That two did not
    /// do it together does not say that one of them did not, except where they bear it jointly.
    fn may_cover(&self, denial: &ActFact<'_>, party: Option<PartyIx>) -> bool {
        let joint = !matches!(self.clause.bearers, Bearers::Each(_));
        let needed = self.needed(party);
        denial.act.by.is_empty()
            || (self.is_by_some_of(denial, &needed) && (joint || denial.parties.len() == 1))
    }

    /// Who must not have done it: of a joint duty all bearers.
    fn needed(&self, party: Option<PartyIx>) -> BTreeSet<PartyIx> {
        match (&self.clause.bearers, party) {
            (Bearers::Each(_), Some(party)) => BTreeSet::from([party]),
            (bearers, _) => bearers.parties().iter().copied().collect(),
        }
    }

    /// Whether everybody whom a record names is one of these sides.
    fn is_by_some_of(&self, fact: &ActFact<'_>, sides: &BTreeSet<PartyIx>) -> bool {
        fact.act.by.iter().all(|name| match self.context.binding.who(name) {
            Some(Who::Party(side)) => sides.contains(&side),
            Some(Who::Observer | Who::Other) | None => false,
        })
    }
}
