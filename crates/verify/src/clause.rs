//! One clause in one period: its readings, and the premises that its answers rest on.

use accord::model::{Clause, Norm, PartyIx, Variant};
use basis::Interval;
use findings::{Answer, Applicability, Author, ReadingFinding, ReasonKind};

use crate::context::Context;
use crate::naive::conduct::{self, Depth, Outcomes};
use crate::naive::duty;
use crate::naive::scope::Scope;
use crate::outcome::Outcome;
use crate::premises::{PremiseSets, Premises, Supposed};
use crate::readings::united;
use crate::timing::Undetermined;
use crate::words::Words;

/// An outcome with what it rests on.
pub(crate) struct Concluded {
    pub(crate) party: Option<PartyIx>,
    pub(crate) outcome: Outcome,
    pub(crate) readings: Vec<ReadingFinding>,
    pub(crate) depends_on_reading: bool,
    /// Positions among the accord's premises.
    pub(crate) premises: Vec<usize>,
    /// Premises that would let the evidence conclude.
    pub(crate) premises_missing: Vec<String>,
}

/// A clause with its scopes prepared once, for all periods and premises.
pub(crate) struct Prepared<'a> {
    context: &'a Context<'a>,
    pub(crate) clause: &'a Clause,
    variants: Vec<(&'a Variant, Ready<'a>)>,
}

enum Ready<'a> {
    Conduct(Box<Scope<'a>>),
    Duty(&'a accord::model::Duty),
    NotAnchored(Undetermined),
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(context: &'a Context<'a>, clause: &'a Clause) -> Prepared<'a> {
        let ready = |variant: &'a Variant| {
            let (ban, notice) = match &variant.norm {
                Norm::Duty(duty) => return Ready::Duty(duty),
                Norm::Prohibition(ban) => (ban, None),
                Norm::Notice(notice) => (&notice.activity, Some(notice)),
            };
            match context.timing().window(&ban.window) {
                Ok(time) => {
                    Ready::Conduct(Box::new(Scope::new(clause, variant, ban, notice, time)))
                }
                Err(undetermined) => Ready::NotAnchored(undetermined),
            }
        };
        let variants = clause.variants.iter().map(|v| (v, ready(v))).collect();
        Prepared { context, clause, variants }
    }

    /// The outcome for any bearer and for each, in a period.
    pub(crate) fn conclude(&self, period: Interval, sets: &PremiseSets<'_>) -> Vec<Concluded> {
        if let Some(declared) = &self.clause.not_checkable {
            let why = format!("declared: {} ({})", declared.because, declared.by);
            let outcome = Outcome::not_applicable(Applicability::NotCheckable, why);
            return self.alone(&outcome);
        }
        if self.variants.is_empty() {
            let mut outcome =
                Outcome::not_applicable(Applicability::NotCheckable, "no norm".to_owned());
            outcome.cap(&self.clause.gaps, &Words { context: self.context });
            return self.alone(&outcome);
        }
        let mut concluded = self.combined(period, &sets.stated, Depth::Explained);
        self.rest_on(&mut concluded, period, sets);
        self.missing(&mut concluded, period, sets);
        for one in &mut concluded {
            self.tell_what_would_change(one);
        }
        concluded
    }

    fn alone(&self, outcome: &Outcome) -> Vec<Concluded> {
        let parties = self.clause.bearers.parties().iter().copied().map(Some);
        let whom = std::iter::once(None).chain(parties);
        whom.map(|party| Concluded {
            party,
            outcome: outcome.clone(),
            readings: Vec::new(),
            depends_on_reading: false,
            premises: Vec::new(),
            premises_missing: Vec::new(),
        })
        .collect()
    }

    /// Outcomes of one variant.
    fn of_variant(
        &self,
        ready: &Ready<'_>,
        period: Interval,
        premises: &Premises<'_>,
        depth: Depth,
    ) -> Outcomes {
        match ready {
            Ready::Conduct(scope) => {
                conduct::outcomes(self.context, scope, period, premises, depth)
            }
            Ready::Duty(duty) => duty::outcomes(self.context, self.clause, duty, period, premises),
            Ready::NotAnchored(undetermined) => {
                duty::not_anchored_conduct(undetermined, self.clause.bearers.parties())
            }
        }
    }

    /// Outcomes of all readings, as one product for each party.
    fn combined(&self, period: Interval, premises: &Premises<'_>, depth: Depth) -> Vec<Concluded> {
        let all: Vec<Outcomes> = self
            .variants
            .iter()
            .map(|(_, ready)| self.of_variant(ready, period, premises, depth))
            .collect();
        let count = all.first().map_or(0, Vec::len);
        (0..count).map(|slot| self.combine(&all, slot)).collect()
    }

    fn combine(&self, all: &[Outcomes], slot: usize) -> Concluded {
        let words = Words { context: self.context };
        let party = all[0][slot].0;
        let mut outcomes: Vec<Outcome> = all.iter().map(|o| o[slot].1.clone()).collect();
        for outcome in &mut outcomes {
            outcome.cap(&self.clause.gaps, &words);
        }
        let readings = self.readings(&outcomes);
        let variants: Vec<&Variant> = self.variants.iter().map(|(variant, _)| *variant).collect();
        let (outcome, depends_on_reading) = united(&variants, outcomes);
        Concluded {
            party,
            outcome,
            readings,
            depends_on_reading,
            premises: Vec::new(),
            premises_missing: Vec::new(),
        }
    }

    fn readings(&self, outcomes: &[Outcome]) -> Vec<ReadingFinding> {
        let each = self.variants.iter().zip(outcomes);
        let read = each.filter(|((variant, _), _)| !variant.readings.is_empty());
        read.map(|((variant, _), outcome)| ReadingFinding {
            reading: variant.readings.clone(),
            applicability: outcome.applicability,
            answer: outcome.answer,
            excuse: outcome.excuse,
        })
        .collect()
    }

    /// Premises whose removal changes an answer.
    fn rest_on(&self, concluded: &mut [Concluded], period: Interval, sets: &PremiseSets<'_>) {
        for (position, premises) in sets.without.iter().enumerate() {
            let without = self.combined(period, premises, Depth::Answer);
            for (now, then) in concluded.iter_mut().zip(&without) {
                if differ(now, then) {
                    now.premises.push(position);
                }
            }
        }
    }

    /// A contrary finding falls with its premises; an observer's word would name its author.
    fn tell_what_would_change(&self, concluded: &mut Concluded) {
        if concluded.outcome.answer != Some(Answer::Breached) {
            return;
        }
        if concluded.outcome.author == Some(Author::NotEstablished) {
            let text = "who did it: an observed record that names the author";
            concluded.outcome.decide(text.to_owned());
        }
        for position in &concluded.premises {
            let rule = &self.context.accord.premises[*position].rule;
            concluded.outcome.decide(format!("whether the premise holds: {rule}"));
        }
    }

    /// The fewest premises, not stated, under which an open answer would be concluded.
    fn missing(&self, concluded: &mut [Concluded], period: Interval, sets: &PremiseSets<'_>) {
        let open = |c: &Concluded| c.outcome.answer == Some(Answer::NotConcluded);
        if !concluded.iter().any(open) || has_conflict(concluded) {
            return;
        }
        let tried =
            |supposed: &[Supposed]| self.combined(period, &sets.supposing(supposed), Depth::Answer);
        let full = tried(&Supposed::ALL);
        for (slot, one) in concluded.iter_mut().enumerate() {
            let settles = |with: &[Concluded]| {
                with.get(slot).is_some_and(|c| c.outcome.answer == Some(Answer::Breached))
            };
            if !open(one) || !settles(&full) {
                continue;
            }
            let mut needed = Supposed::ALL.to_vec();
            for candidate in Supposed::ALL {
                let fewer: Vec<Supposed> =
                    needed.iter().filter(|s| **s != candidate).cloned().collect();
                if settles(&tried(&fewer)) {
                    needed = fewer;
                }
            }
            name_missing(one, &needed);
        }
    }
}

fn name_missing(concluded: &mut Concluded, needed: &[Supposed]) {
    let names: Vec<String> = needed.iter().map(|s| s.words().to_owned()).collect();
    let text = format!(
        "contrary to the clause if it could be assumed: {}; the accord does not state it",
        names.join(", ")
    );
    concluded.outcome.because(ReasonKind::PremiseMissing, text, Vec::new());
    concluded.outcome.reasons.sort_by_key(|reason| reason.kind);
    concluded.premises_missing = names;
}

fn has_conflict(concluded: &[Concluded]) -> bool {
    let mut reasons = concluded.iter().flat_map(|c| &c.outcome.reasons);
    reasons.any(|reason| reason.kind == ReasonKind::Conflict)
}

fn differ(a: &Concluded, b: &Concluded) -> bool {
    a.outcome.product() != b.outcome.product()
        || a.depends_on_reading != b.depends_on_reading
        || a.readings != b.readings
}
