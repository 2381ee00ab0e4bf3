//! Nil watches, and those that an observed event disproves (docs/spec/verdicts.md, section 1.3).

use std::collections::{BTreeMap, BTreeSet};

use basis::{Instant, Interval, KindSet, Standing, Truth};
use evidence::Watch;
use space::{Prepared, Region};

use crate::binding::Binding;
use crate::facts::Event;

/// A watch of observed standing that says it saw nothing.
#[derive(Clone, Debug)]
pub(crate) struct NilWatch {
    pub(crate) id: String,
    pub(crate) during: Interval,
    pub(crate) region: Region,
    pub(crate) sees: KindSet,
}

/// The nil watches of a run. A watch speaks for no time after it became known.
pub(crate) fn nil_watches(
    watches: &[(&Watch, Standing)],
    binding: &Binding<'_>,
    as_of: Option<Instant>,
) -> Vec<NilWatch> {
    let nil = watches.iter().filter(|(w, standing)| {
        *standing == Standing::Observed && w.nil == Some(true) && w.restriction.is_none()
    });
    nil.filter_map(|(w, _)| {
        let told = w.head.known_at.into_iter().chain(as_of).fold(w.during.end, Instant::min);
        let region = binding.watched(&w.place);
        let during = Interval::new(w.during.start, told)?;
        let id = w.head.id.clone();
        (region != Region::nowhere()).then_some(NilWatch { id, during, region, sees: w.sees })
    })
    .collect()
}

/// Observed events all of whose possibilities lie inside nil watches, with those watches by id; and
/// the watches that none of them disproves, which alone exclude anything.
pub(crate) fn contradictions(
    events: &[Event],
    watches: Vec<NilWatch>,
) -> (BTreeMap<String, Vec<String>>, Vec<NilWatch>) {
    let mut conflicts = BTreeMap::new();
    let mut disproved = BTreeSet::new();
    for event in events.iter().filter(|event| event.standing == Standing::Observed) {
        if let Some(swallowing) = swallowing(event, &watches) {
            let ids = swallowing.iter().map(|watch| watches[*watch].id.clone()).collect();
            conflicts.insert(event.id.clone(), ids);
            disproved.extend(swallowing);
        }
    }
    let standing = watches.into_iter().enumerate().filter(|(at, _)| !disproved.contains(at));
    (conflicts, standing.map(|(_, watch)| watch).collect())
}

/// The watches that together leave an event no possibility; `None` where they leave some.
fn swallowing(event: &Event, watches: &[NilWatch]) -> Option<BTreeSet<usize>> {
    let bearing: Vec<usize> = (0..watches.len())
        .filter(|at| watches[*at].during.intersect(event.during).is_some())
        .filter(|at| !watches[*at].sees.is_disjoint(event.kinds))
        .collect();
    let edges = bearing.iter().flat_map(|at| [watches[*at].during.start, watches[*at].during.end]);
    let mut used = BTreeSet::new();
    for stretch in stretches(event.during, edges) {
        for seen_by in seen_by(event.kinds, &bearing, watches) {
            let looking: Vec<usize> =
                seen_by.into_iter().filter(|at| watches[*at].during.encloses(stretch)).collect();
            let regions = looking.iter().map(|at| watches[*at].region.clone()).collect();
            let union = Prepared::new(&Region::union(regions));
            if looking.is_empty() || union.leaves_possible(&event.place) != Truth::No {
                return None;
            }
            used.extend(looking);
        }
    }
    Some(used)
}

/// For each kind the watches that see it, each set once.
fn seen_by(kinds: KindSet, bearing: &[usize], watches: &[NilWatch]) -> BTreeSet<Vec<usize>> {
    let sees = |leaf: KindSet| {
        bearing.iter().copied().filter(|at| leaf.is_subset(watches[*at].sees)).collect()
    };
    kinds.each_leaf().map(sees).collect()
}

/// An interval, cut at some instants.
pub(crate) fn stretches(
    during: Interval,
    cuts: impl IntoIterator<Item = Instant>,
) -> Vec<Interval> {
    let cuts: BTreeSet<Instant> = cuts.into_iter().chain([during.start, during.end]).collect();
    let inside: Vec<Instant> =
        cuts.into_iter().filter(|cut| *cut >= during.start && *cut <= during.end).collect();
    inside.windows(2).filter_map(|pair| Interval::new(pair[0], pair[1])).collect()
}
