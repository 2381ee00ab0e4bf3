//! The term of a duty: the text's own, or what all sides agreed in its place.

use std::collections::BTreeSet;

use accord::model::Norm;
use basis::{ActType, Instant, Standing};
use evidence::Act;
use findings::ReasonKind;

use super::DutyState;
use crate::binding::key;
use crate::facts::ActFact;
use crate::outcome::Outcome;
use crate::timing::{Between, Undetermined};

/// A term that counts, and the modifications that may have set it.
pub(super) struct Term {
    pub(super) until: Between,
    pub(super) modified_by: Vec<String>,
}

/// A change of the term that all bound sides agreed.
pub(super) struct Modification<'a> {
    pub(super) fact: &'a ActFact<'a>,
    /// The first instant after the new term.
    until: Instant,
    /// Certainly of this clause, and certainly agreed by the end of the period.
    certain: bool,
}

impl DutyState<'_> {
    /// The deadline in force: that of the last agreed modification, or the text's. Where it is open
    /// which modification came last, or whether one counts, the terms that may be in force.
    pub(super) fn term(&self) -> Result<Option<Term>, Undetermined> {
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
    pub(super) fn last_agreed(&self) -> Vec<Modification<'_>> {
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

    pub(super) fn explain_term(&self, outcome: &mut Outcome, term: Option<&Term>) {
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
}
