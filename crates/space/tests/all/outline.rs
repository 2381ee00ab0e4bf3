//! Outlines agree with margins but at their very edge.

use space::{Outline, Point, Region};

use crate::support::{line, p, point, polygon, rectangle, ring};

/// Corners of an outline, which must all lie on the region's edge as measured.
fn corners(outlines: &[Outline]) -> impl Iterator<Item = Point> {
    outlines.iter().flat_map(|outline| &outline.rings).flatten().copied()
}

#[test]
fn a_band_is_drawn_where_its_margin_is_zero() {
    let shape = line(&[(37.6, 47.0), (37.7, 47.4), (37.55, 47.8), (37.9, 48.3), (40.5, 48.6)], 0.0);
    let band = Region::near(shape, 25_000.0);
    let outlines = band.outline();
    assert_eq!(outlines.len(), 1);
    for corner in corners(&outlines) {
        let margin = band.margin_m(corner).unwrap();
        // Chords of a circle of 64 corners dip 30 m inside; bent edges add their own.
        assert!((-20.0..60.0).contains(&margin.lo_m), "{corner:?} {margin:?}");
    }
}

#[test]
fn neighbours_are_drawn_without_their_border() {
    let [a, b] = [(37.0, 38.0), (38.0, 39.0)].map(|(w, e)| rectangle(w, 47.0, e, 48.0, 0.0));
    let outlines = Region::union(vec![a.clone(), b.clone()]).outline();
    let expected = ring(&[(37.0, 48.0), (37.0, 47.0), (39.0, 47.0), (39.0, 48.0)]);
    assert_eq!(outlines, [Outline { rings: vec![expected] }]);
    assert!(Region::intersection(vec![a.clone(), b]).outline().is_empty());
    let hole = rectangle(37.4, 47.4, 37.6, 47.6, 0.0);
    let outlines = Region::intersection(vec![a, hole.outside()]).outline();
    assert_eq!(outlines.iter().map(|outline| outline.rings.len()).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_circle_is_cut_at_the_antimeridian() {
    let outlines = Region::near(point(179.9, -17.0, 0.0), 25_000.0).outline();
    assert!(
        corners(&outlines).all(|c| c.lon > 179.5) && corners(&outlines).any(|c| c.lon == 180.0)
    );
    let around_all = Region::near(polygon(&[(37.0, 47.0), (38.0, 47.0), (38.0, 48.0)], 0.0), 1e4);
    assert_eq!(around_all.outline().len(), 1);
    assert!(around_all.margin_m(p(37.7, 47.4)).unwrap().lo_m > 10_000.0);
}
