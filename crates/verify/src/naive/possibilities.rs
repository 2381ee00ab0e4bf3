//! Event by event: contrary to a clause in every world, in some, in none
//! (docs/spec/verdicts.md, sections 1 and 3).
//!
//! The possibilities of an event are cut into pieces: stretches of time between the edges of the
//! clause's window and of nil watches, kinds that the same watches see, and actors. In each piece
//! every condition is constant or geometric; place is composed with the watches before it is
//! tested.

use std::collections::{BTreeMap, BTreeSet};

use accord::model::PartyIx;
use basis::{Interval, KindSet, Standing, Truth};
use space::{Prepared, Region};

use super::excuse::{Excused, excused};
use super::notified::{Notified, notified};
use super::scope::Scope;
use crate::binding::Naming;
use crate::context::Context;
use crate::facts::{Event, Made};
use crate::premises::Premises;

mod open;
mod pieces;

pub(crate) use open::Open;
use pieces::Piece;

/// What an event is to a clause.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    /// Position among the events.
    pub(crate) event: usize,
    /// It constrains: observed, or an admission that counts.
    pub(crate) constrains: bool,
    /// In every world some bearer acts contrary to the clause by it.
    pub(crate) certain_any: bool,
    /// In every world this bearer does.
    pub(crate) certain_by: BTreeSet<PartyIx>,
    /// In some world this bearer does.
    pub(crate) possible_by: BTreeSet<PartyIx>,
    /// The nil watches that leave it no possibility.
    pub(crate) conflict: Option<Vec<String>>,
    /// What keeps it from being certain.
    pub(crate) open: Vec<Open>,
    /// How far exceptions carry, for each bearer that may have done it.
    pub(crate) excused: BTreeMap<PartyIx, Excused>,
    /// Notice given, for each bearer that may have done it; empty where none is demanded.
    pub(crate) notified: BTreeMap<PartyIx, Notified>,
}

/// One actor that an event leaves possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doer {
    Party(PartyIx),
    Outsider,
}

/// Judges every event against a clause, in a period, under premises. Events that cannot bear on
/// it in any world are left out.
pub(crate) fn judge(
    context: &Context<'_>,
    scope: &Scope<'_>,
    period: Interval,
    premises: &Premises<'_>,
) -> Vec<Judgement> {
    let judge = Judge { context, scope, period, premises };
    let events = context.facts.events.iter().enumerate();
    events.filter_map(|(index, event)| judge.event(index, event)).collect()
}

struct Judge<'a> {
    context: &'a Context<'a>,
    scope: &'a Scope<'a>,
    period: Interval,
    premises: &'a Premises<'a>,
}

/// What pieces add up to for one actor.
#[derive(Clone, Copy)]
struct Sum {
    all: bool,
    any: bool,
    alive: bool,
}

impl Judge<'_> {
    fn event(&self, index: usize, event: &Event) -> Option<Judgement> {
        let kinds = self.kinds(event);
        let touches_time = self.scope.time.possible(self.period)?.intersect(event.during).is_some();
        if !touches_time || kinds.is_disjoint(self.scope.ban.kinds) {
            return None;
        }
        let bearers = self.scope.parties().iter();
        let bearers: Vec<PartyIx> =
            bearers.copied().filter(|p| event.doers.parties.contains(p)).collect();
        let other = self.scope.object(event).and(self.scope.target(event));
        let near = |p: &PartyIx| self.scope.located(event, *p).and(other).is_possible();
        if !bearers.iter().any(near) {
            return None;
        }
        let admission = event.is_admission() && self.scope.clause.proof.admissions;
        let mut judgement = Judgement {
            event: index,
            constrains: event.standing == Standing::Observed || admission,
            certain_any: false,
            certain_by: BTreeSet::new(),
            possible_by: BTreeSet::new(),
            conflict: None,
            open: Vec::new(),
            excused: BTreeMap::new(),
            notified: BTreeMap::new(),
        };
        for party in bearers {
            judgement.excused.insert(party, excused(self.context, self.scope, event, party));
            if let Some(notice) = self.scope.notice {
                let given = notified(self.context, notice, event, party, self.premises);
                judgement.notified.insert(party, given);
            }
        }
        self.weigh(event, kinds, &mut judgement);
        judgement.open = self.open(event, kinds, &judgement);
        Some(judgement)
    }

    fn kinds(&self, event: &Event) -> KindSet {
        match &event.counted {
            Some(heading) => self.premises.mapped(heading, event.kinds, self.scope.ban.kinds),
            None => event.kinds,
        }
    }

    /// Adds up the pieces for each actor.
    fn weigh(&self, event: &Event, kinds: KindSet, judgement: &mut Judgement) {
        let pieces = self.pieces(event, kinds);
        let mut certain_any = true;
        let mut alive = false;
        let mut authors = Vec::new();
        for doer in doers(event) {
            let sum = self.sum(event, &pieces, doer, judgement);
            alive |= sum.alive;
            if !sum.alive {
                continue;
            }
            certain_any &= sum.all;
            authors.push(doer);
            if let Doer::Party(party) = doer {
                if sum.any {
                    judgement.possible_by.insert(party);
                }
                if sum.all {
                    judgement.certain_by.insert(party);
                }
            }
        }
        if !alive {
            let watches = pieces.iter().flat_map(|piece| &piece.watches);
            let watches: BTreeSet<usize> = watches.copied().collect();
            let ids = watches.iter().map(|w| self.context.facts.nil_watches[*w].id.clone());
            judgement.conflict = Some(ids.collect());
            judgement.possible_by.clear();
        }
        judgement.certain_any = alive && certain_any;
        if authors.len() > 1 {
            judgement.certain_by.clear();
        }
        if let Some(watches) = self.context.facts.conflicts.get(&event.id)
            && event.made != Made::Difference
        {
            judgement.conflict = Some(watches.clone());
            judgement.certain_any = false;
            judgement.certain_by.clear();
        }
    }

    fn sum(&self, event: &Event, pieces: &[Piece], doer: Doer, judgement: &Judgement) -> Sum {
        let mut sum = Sum { all: true, any: false, alive: false };
        for piece in pieces {
            let excluded = self.excluded(piece, doer, event);
            let left = match &excluded {
                Some(excluded) => excluded.leaves_possible(&event.place),
                None if doer == Doer::Outsider && event.doers.naming == Naming::Nobody => {
                    self.premises.outsider_possible(event)
                }
                None => Truth::Yes,
            };
            if left == Truth::No {
                continue;
            }
            let contrary = self.contrary(event, piece, doer, excluded.as_ref(), judgement);
            sum.alive = true;
            sum.all &= contrary == Truth::Yes;
            sum.any |= contrary.is_possible();
        }
        sum
    }

    /// Where this actor cannot have acted in this piece: inside nil watches, and for somebody who
    /// is not bound also inside the areas that a premise closes; `None` where nobody watched. A
    /// premise never removes an actor whom the record names.
    fn excluded(&self, piece: &Piece, doer: Doer, event: &Event) -> Option<Prepared> {
        if piece.watches.is_empty() {
            return None;
        }
        let watches = piece.watches.iter();
        let mut regions: Vec<Region> =
            watches.map(|w| self.context.facts.nil_watches[*w].region.clone()).collect();
        if doer == Doer::Outsider && event.doers.naming == Naming::Nobody {
            regions.push(self.premises.closed().clone());
        }
        Some(Prepared::new(&Region::union(regions)))
    }

    fn contrary(
        &self,
        event: &Event,
        piece: &Piece,
        doer: Doer,
        excluded: Option<&Prepared>,
        judgement: &Judgement,
    ) -> Truth {
        let Doer::Party(party) = doer else { return Truth::No };
        if !self.scope.parties().contains(&party) {
            return Truth::No;
        }
        let plain = piece
            .in_time
            .and(Truth::known(piece.in_kinds))
            .and(self.scope.object(event))
            .and(self.scope.target(event))
            .and(self.not_excused(judgement, party))
            .and(not_notified(judgement, party));
        if plain == Truth::No {
            return Truth::No;
        }
        plain.and(match excluded {
            Some(excluded) => self.scope.located_except(&event.place, excluded, party),
            None => self.scope.located(event, party),
        })
    }

    fn not_excused(&self, judgement: &Judgement, party: PartyIx) -> Truth {
        match judgement.excused.get(&party) {
            None | Some(Excused::NoException) => Truth::Yes,
            Some(Excused::Proved { .. }) => Truth::No,
            Some(Excused::Open { .. }) => Truth::Unknown,
            Some(Excused::NotInvoked { .. } | Excused::Lacking { .. }) => {
                if self.premises.onus() {
                    Truth::Yes
                } else {
                    Truth::Unknown
                }
            }
        }
    }
}

fn doers(event: &Event) -> Vec<Doer> {
    let parties = event.doers.parties.iter().copied().map(Doer::Party);
    parties.chain(event.doers.outsider.then_some(Doer::Outsider)).collect()
}

fn not_notified(judgement: &Judgement, party: PartyIx) -> Truth {
    judgement.notified.get(&party).map_or(Truth::Yes, |given| given.in_time.not())
}
