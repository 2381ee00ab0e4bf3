//! The watched share of a clause (docs/spec/verdicts.md, section 3).

use std::collections::{BTreeMap, BTreeSet};

use basis::{Instant, Interval, KindSet};
use space::{Lattice, Prepared, Region};

use crate::watched::NilWatch;

/// How much of a region × window capable nil watches covered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cover {
    /// Time-weighted share of the area, in [0, 1]: an estimate where watches cover a part of it.
    pub(crate) share: f64,
    /// The same, less the error of the estimate.
    pub(crate) at_least: f64,
    /// Full cover is proved.
    pub(crate) complete: bool,
}

/// The error of a share of the area that is estimated, as `space::Lattice` states it.
pub(crate) const SHARE_ERROR: f64 = 0.01;

/// The cover of all these regions together; of nothing to watch it is nil.
pub(crate) fn cover(
    regions: &[&Prepared],
    window: Interval,
    kinds: KindSet,
    watches: &[NilWatch],
) -> Cover {
    let capable: Vec<&NilWatch> = watches
        .iter()
        .filter(|w| kinds.is_subset(w.sees) && w.during.intersect(window).is_some())
        .collect();
    if capable.is_empty() || regions.is_empty() {
        return Cover { share: 0.0, at_least: 0.0, complete: false };
    }
    let all = regions.iter().map(|region| region.region().clone()).collect();
    let lattice = Lattice::of(&Region::union(all));
    let mut known: BTreeMap<Vec<usize>, space::Share> = BTreeMap::new();
    let (mut watched, mut at_least, mut complete) = (0.0, 0.0, true);
    for stretch in stretches(window, &capable) {
        let looking: Vec<usize> =
            (0..capable.len()).filter(|index| capable[*index].during.encloses(stretch)).collect();
        let share = known.entry(looking).or_insert_with_key(|looking| {
            let regions = looking.iter().map(|index| capable[*index].region.clone());
            lattice.share(&Prepared::new(&Region::union(regions.collect())))
        });
        let length = as_f64(stretch.micros());
        complete &= share.complete;
        watched += share.share * length;
        let error = if share.complete { 0.0 } else { SHARE_ERROR };
        at_least += (share.share - error).max(0.0) * length;
    }
    let length = as_f64(window.micros());
    Cover { share: (watched / length).min(1.0), at_least: at_least / length, complete }
}

fn stretches(window: Interval, watches: &[&NilWatch]) -> Vec<Interval> {
    let mut cuts: BTreeSet<Instant> = [window.start, window.end].into();
    for watch in watches {
        cuts.extend([watch.during.start, watch.during.end]);
    }
    let inside: Vec<Instant> =
        cuts.into_iter().filter(|cut| *cut >= window.start && *cut <= window.end).collect();
    inside.windows(2).filter_map(|pair| Interval::new(pair[0], pair[1])).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more than 53 bits")]
fn as_f64(micros: i64) -> f64 {
    micros as f64
}
