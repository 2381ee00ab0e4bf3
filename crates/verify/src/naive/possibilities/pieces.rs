//! Pieces of an event's possibilities on which time and kind are settled.

use std::collections::BTreeSet;

use basis::{Interval, KindSet, Truth};

use super::Judge;
use crate::facts::Event;
use crate::watched::stretches;

/// A piece of an event's possibilities on which time and kind are settled.
pub(super) struct Piece {
    pub(super) in_time: Truth,
    pub(super) in_kinds: bool,
    /// Positions of the nil watches that looked.
    pub(super) watches: Vec<usize>,
}

impl Judge<'_> {
    /// Cuts time and kinds so that window and watches are constant in each piece.
    pub(super) fn pieces(&self, event: &Event, kinds: KindSet) -> Vec<Piece> {
        let watches = self.context.facts.nil_watches.iter().enumerate();
        let bearing: Vec<usize> = watches
            .filter(|(_, w)| w.during.intersect(event.during).is_some())
            .filter(|(_, w)| !w.sees.is_disjoint(kinds))
            .map(|(index, _)| index)
            .collect();
        let groups = self.kind_groups(kinds, &bearing);
        let mut pieces = Vec::new();
        for stretch in self.stretches(event.during, &bearing) {
            let in_time = self.in_time(stretch);
            for (in_kinds, seen_by) in &groups {
                let looked = seen_by
                    .iter()
                    .copied()
                    .filter(|w| self.context.facts.nil_watches[*w].during.encloses(stretch));
                pieces.push(Piece { in_time, in_kinds: *in_kinds, watches: looked.collect() });
            }
        }
        pieces
    }

    /// Kinds that are alike for the clause and for the watches.
    fn kind_groups(&self, kinds: KindSet, watches: &[usize]) -> BTreeSet<(bool, Vec<usize>)> {
        let group = |leaf: KindSet| {
            let sees = |w: &usize| leaf.is_subset(self.context.facts.nil_watches[*w].sees);
            let seen_by = watches.iter().copied().filter(|w| sees(w)).collect();
            (leaf.is_subset(self.scope.ban.kinds), seen_by)
        };
        kinds.each_leaf().map(group).collect()
    }

    /// The event's interval, cut at the edges of the window, the period and the watches.
    fn stretches(&self, during: Interval, watches: &[usize]) -> Vec<Interval> {
        let time = &self.scope.time;
        let edges = [time.from.lo, time.from.hi, time.until.lo, time.until.hi];
        let watches = watches.iter().map(|watch| self.context.facts.nil_watches[*watch].during);
        let watches = watches.flat_map(|during| [during.start, during.end]);
        let period = [self.period.start, self.period.end];
        stretches(during, edges.into_iter().chain(period).chain(watches))
    }

    /// Whether a stretch that no edge cuts lies in the clause's time and the period.
    fn in_time(&self, stretch: Interval) -> Truth {
        let in_it = |time: Option<Interval>| time.is_some_and(|time| time.encloses(stretch));
        let time = &self.scope.time;
        Truth::decided(in_it(time.certain(self.period)), !in_it(time.possible(self.period)))
    }
}
