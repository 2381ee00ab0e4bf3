//! The watched share of a clause (docs/spec/verdicts.md, section 3).

use std::collections::BTreeMap;

use basis::{Interval, KindSet};
use space::{Lattice, Prepared, Region};

use crate::watched::{NilWatch, stretches};

/// How much of a region × window capable nil watches covered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cover {
    /// Time-weighted share of the area, in [0, 1], to be shown: an estimate where watches cover a
    /// part of it, but never more than [`SHOWN_ABOVE_BOUND_MAX`] above `at_least`.
    pub(crate) share: f64,
    /// The share is not smaller; this is compared with the minimum.
    pub(crate) at_least: f64,
    /// Full cover is proved.
    pub(crate) complete: bool,
}

/// An estimate farther above its bound than this is not shown, but the bound: nobody knows how
/// wrong it is.
const SHOWN_ABOVE_BOUND_MAX: f64 = 0.02;

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
    let edges = capable.iter().flat_map(|watch| [watch.during.start, watch.during.end]);
    for stretch in stretches(window, edges) {
        let looking: Vec<usize> =
            (0..capable.len()).filter(|index| capable[*index].during.encloses(stretch)).collect();
        let share = known.entry(looking).or_insert_with_key(|looking| {
            let regions = looking.iter().map(|index| capable[*index].region.clone());
            lattice.share(&Prepared::new(&Region::union(regions.collect())))
        });
        let length = as_f64(stretch.micros());
        complete &= share.complete;
        watched += share.share * length;
        at_least += share.at_least * length;
    }
    let length = as_f64(window.micros());
    let (estimate, at_least) = ((watched / length).min(1.0), (at_least / length).min(1.0));
    let shown = estimate - at_least <= SHOWN_ABOVE_BOUND_MAX;
    Cover { share: if shown { estimate } else { at_least }, at_least, complete }
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more than 53 bits")]
fn as_f64(micros: i64) -> f64 {
    micros as f64
}

#[cfg(test)]
mod tests {
    use basis::KindSet;
    use space::{Geometry, Point, Shape};

    use super::*;

    fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Region {
        let [a, b] = [west, east].map(|lon| Point { lon, lat: south });
        let [c, d] = [east, west].map(|lon| Point { lon, lat: north });
        let geometry = Geometry::Polygons(vec![vec![vec![a, b, c, d, a]]]);
        Region::inside(Shape { geometry, accuracy_m: 0.0 })
    }

    fn box_between(west: f64, east: f64) -> Region {
        rectangle(west, 46.9, east, 48.1)
    }

    /// Of two days and a square, these regions for the first day.
    fn cover_by(regions: Vec<Region>) -> Cover {
        let day = |day: i64| basis::Instant::from_micros(day * 86_400_000_000);
        let window = Interval::new(day(0), day(2)).unwrap();
        let watch = |region| NilWatch {
            id: "w".to_owned(),
            during: Interval::new(day(0), day(1)).unwrap(),
            region,
            sees: KindSet::any(),
        };
        let watches: Vec<NilWatch> = regions.into_iter().map(watch).collect();
        let square = Prepared::new(&rectangle(37.0, 47.0, 38.0, 48.0));
        cover(&[&square], window, KindSet::any(), &watches)
    }

    #[test]
    fn an_estimate_is_shown_only_near_its_bound() {
        let half = cover_by(vec![box_between(37.0, 37.5)]);
        assert!(half.share - half.at_least <= SHOWN_ABOVE_BOUND_MAX && half.share >= 0.249);
        // A thirtieth of the area, in strips on the columns of the lattice.
        let strip = |n: i32| {
            let middle = 37.0 + (f64::from(n) + 0.5) / 32.0;
            box_between(middle - 1.0 / 1920.0, middle + 1.0 / 1920.0)
        };
        let strips = cover_by((0..32).map(strip).collect());
        assert!(strips.share <= 1.0 / 60.0 && strips.at_least <= 1.0 / 60.0, "{strips:?}");
        let whole = cover_by(vec![box_between(36.9, 38.1)]);
        assert_eq!((whole.share, whole.at_least, whole.complete), (0.5, 0.5, false));
    }
}
