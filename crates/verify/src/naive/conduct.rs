//! From judged events and watches to the answer on a prohibition or a notice clause
//! (docs/spec/verdicts.md, sections 3 and 6).

use std::collections::BTreeSet;

use accord::model::PartyIx;
use basis::{Interval, Standing};
use findings::{Answer, Applicability, Author, Excuse, Watched};

use super::coverage::Cover;
use super::excuse::Excused;
use super::possibilities::{Judgement, judge};
use super::scope::Scope;
use crate::context::Context;
use crate::outcome::Outcome;
use crate::premises::Premises;

/// The outcome for any bearer, then for each.
pub(crate) type Outcomes = Vec<(Option<PartyIx>, Outcome)>;

/// Whether reasons are wanted as well: trying premises needs the answer alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    Answer,
    Explained,
}

/// Answers a prohibition in a period, under premises.
pub(crate) fn outcomes(
    context: &Context<'_>,
    scope: &Scope<'_>,
    period: Interval,
    premises: &Premises<'_>,
    depth: Depth,
) -> Outcomes {
    let whom = std::iter::once(None).chain(scope.parties().iter().copied().map(Some));
    let looked_at = Some(period).filter(|period| period.micros() > 1);
    let Some(window) = looked_at.and_then(|period| scope.time.possible(period)) else {
        let (applicability, why) = if looked_at.is_none() || period.end <= scope.time.from.lo {
            let from = context.show(scope.time.from.lo);
            (Applicability::NotYetDue, format!("it binds from {from} on"))
        } else {
            let until = context.show(scope.time.until.hi);
            (Applicability::Lapsed, format!("it bound until {until}"))
        };
        return whom
            .map(|party| (party, Outcome::not_applicable(applicability, why.clone())))
            .collect();
    };
    let judgements = judge(context, scope, period, premises);
    let conduct = Conduct { context, scope, window, judgements, depth };
    whom.map(|party| (party, conduct.outcome(party))).collect()
}

/// What is known about a prohibition in a period.
pub(crate) struct Conduct<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) scope: &'a Scope<'a>,
    pub(crate) window: Interval,
    pub(crate) judgements: Vec<Judgement>,
    depth: Depth,
}

impl Conduct<'_> {
    fn outcome(&self, party: Option<PartyIx>) -> Outcome {
        let mut outcome = Outcome::open();
        outcome.watched = self.watched(party);
        outcome.excuse = self.excuse(party);
        let conflicts = self.conflicts(party);
        if !conflicts.is_empty() {
            self.explain_conflict(&mut outcome, &conflicts);
        }
        if self.is_breached(party) {
            outcome.answer = Some(Answer::Breached);
            outcome.author = party.is_none().then(|| self.author());
        } else if conflicts.is_empty() && !self.is_possible(party) {
            outcome.answer = Some(self.answer_by_watch(party, outcome.watched));
        }
        if self.depth == Depth::Explained {
            self.explain(&mut outcome, party);
        }
        outcome
    }

    /// In every world some act of this party, or of any bearer, is contrary to the clause.
    fn is_breached(&self, party: Option<PartyIx>) -> bool {
        self.judgements.iter().any(|j| is_witness(j, party))
    }

    /// In some world one is, by observed or reported evidence.
    pub(super) fn is_possible(&self, party: Option<PartyIx>) -> bool {
        self.judgements.iter().any(|j| self.counts(j) && is_possible_by(j, party))
    }

    /// Whether an event can make anything possible: claims cannot.
    fn counts(&self, judgement: &Judgement) -> bool {
        judgement.constrains || self.standing(judgement) == Standing::Reported
    }

    pub(crate) fn standing(&self, judgement: &Judgement) -> Standing {
        self.context.facts.events[judgement.event].standing
    }

    fn author(&self) -> Author {
        let authors: Vec<String> = self
            .scope
            .parties()
            .iter()
            .filter(|party| self.is_breached(Some(**party)))
            .map(|party| self.context.accord.parties[party.0].name.clone())
            .collect();
        if authors.is_empty() { Author::NotEstablished } else { Author::Established(authors) }
    }

    /// Proved only where it covers every event on record that this party, or any bearer, may have
    /// done; of a breach only what its witnesses have.
    fn excuse(&self, party: Option<PartyIx>) -> Excuse {
        let breached = self.is_breached(party);
        let bearing =
            self.judgements.iter().filter(|j| j.constrains && (!breached || is_witness(j, party)));
        let mine = |p: &PartyIx| party.is_none_or(|party| party == *p);
        let states: Vec<&Excused> = bearing
            .flat_map(|j| j.excused.iter().filter(|(p, _)| mine(p)))
            .map(|(_, e)| e)
            .collect();
        let proved = |excused: &&&Excused| matches!(excused, Excused::Proved { .. });
        let invoked = |excused: &&Excused| {
            !matches!(excused, Excused::NoException | Excused::NotInvoked { .. })
        };
        if !states.is_empty() && states.iter().filter(proved).count() == states.len() {
            Excuse::Proved
        } else if states.into_iter().any(|excused| invoked(&excused)) {
            Excuse::Claimed
        } else {
            Excuse::NotInvoked
        }
    }

    /// Sets of records that no world agrees with, and that bear on this party or on any bearer.
    pub(crate) fn conflicts(&self, party: Option<PartyIx>) -> Vec<Vec<String>> {
        let judged = || {
            self.judgements.iter().filter(move |j| {
                self.standing(j) == Standing::Observed
                    && party.is_none_or(|party| j.excused.contains_key(&party))
            })
        };
        let sets = judged().filter_map(|j| {
            let others = j.conflict.as_ref()?;
            let event = &self.context.facts.events[j.event];
            Some(event.records.iter().chain(others).cloned().collect::<BTreeSet<_>>())
        });
        let sets: BTreeSet<BTreeSet<String>> = sets.collect();
        sets.into_iter().map(|set| set.into_iter().collect()).collect()
    }

    fn answer_by_watch(&self, party: Option<PartyIx>, watched: Option<Watched>) -> Answer {
        if self.context.facts.rows_refused > 0 {
            return Answer::NotConcluded; // A row that could not be read may tell of a breach.
        }
        let Some(cover) = self.cover(party) else { return Answer::NotConcluded };
        if cover.complete {
            return Answer::Kept;
        }
        match watched.and_then(|watched| watched.minimum) {
            Some(minimum) if cover.share > 0.0 && cover.at_least >= minimum => {
                Answer::NoBreachFound
            }
            _ => Answer::NotConcluded,
        }
    }

    fn watched(&self, party: Option<PartyIx>) -> Option<Watched> {
        let cover = self.cover(party)?;
        let below_full = if cover.complete { 1.0 } else { 0.999 };
        let share = ((cover.share * 1000.0 + 1e-6).floor() / 1000.0).min(below_full);
        Some(Watched { share, minimum: self.minimum() })
    }

    /// The accord's least share; the case may raise it, never lower it.
    fn minimum(&self) -> Option<f64> {
        let accord = self.scope.clause.proof.watched_min;
        match (accord, self.context.options.watched_min) {
            (Some(accord), Some(case)) => Some(accord.max(case)),
            (accord, case) => accord.or(case),
        }
    }

    fn cover(&self, party: Option<PartyIx>) -> Option<Cover> {
        let one = party.map(|party| [party]);
        let parties = one.as_ref().map_or(self.scope.parties(), |one| &one[..]);
        self.scope.cover(parties, self.window, &self.context.facts.nil_watches)
    }

    /// Whether a record points to this party.
    pub(crate) fn points_to(&self, judgement: &Judgement, party: PartyIx) -> bool {
        let doers = &self.context.facts.events[judgement.event].doers;
        doers.points_to(self.standing(judgement), party)
    }
}

/// Contrary in every world, by this party or by any bearer.
pub(crate) fn is_witness(judgement: &Judgement, party: Option<PartyIx>) -> bool {
    judgement.constrains
        && match party {
            Some(party) => judgement.certain_by.contains(&party),
            None => judgement.certain_any,
        }
}

/// Contrary in some world, by this party or by any bearer.
pub(crate) fn is_possible_by(judgement: &Judgement, party: Option<PartyIx>) -> bool {
    match party {
        Some(party) => judgement.possible_by.contains(&party),
        None => !judgement.possible_by.is_empty(),
    }
}
