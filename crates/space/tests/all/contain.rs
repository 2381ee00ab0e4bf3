//! Golden cases of containment.

use basis::Truth::{No, Unknown, Yes};
use space::point::destination;
use space::{Margin, Place, Region, possible_outside};

use crate::support::{disc, line, p, point, polygon, rectangle};

/// A line along the meridian, so that a position due east of its middle is as far from it as from
/// the foot of the geodesic.
fn meridian(accuracy_m: f64) -> space::Shape {
    line(&[(38.0, 47.0), (38.0, 49.0)], accuracy_m)
}

#[test]
fn a_howitzer_near_the_edge_of_the_band_is_not_concluded() {
    // 24.6 km from the line, sighting ±0.1 km, line ±1 km, band 25 km (scenario S4).
    let band = Region::near(meridian(1_000.0), 25_000.0);
    let centre = destination(p(38.0, 48.0), 90.0, 24_600.0);
    let answer = band.contains(&Place::Disc { centre, radius_m: 100.0 });
    assert_eq!(answer.truth, Unknown);
    // The line is nearest a few hundred metres north of the foot, but only centimetres nearer.
    let Margin { lo_m, hi_m } = answer.margin.unwrap();
    assert!((lo_m - -700.0).abs() < 0.5 && (hi_m - 1_500.0).abs() < 0.5, "{lo_m} {hi_m}");
}

#[test]
fn beyond_radius_and_accuracy_the_band_is_certain() {
    let band = Region::near(meridian(1_000.0), 25_000.0);
    for (metres, truth) in
        [(23_898.0, Yes), (23_902.0, Unknown), (26_098.0, Unknown), (26_102.0, No)]
    {
        let centre = destination(p(38.0, 48.0), 90.0, metres);
        assert_eq!(
            band.contains(&Place::Disc { centre, radius_m: 100.0 }).truth,
            truth,
            "{metres}"
        );
    }
}

#[test]
fn a_circle_across_a_shared_border_lies_inside_both_together() {
    let [west, east] =
        [(37.0, 38.0), (38.0, 39.0)].map(|(w, e)| rectangle(w, 47.0, e, 48.0, 500.0));
    let place = disc(38.0, 47.5, 5_000.0);
    assert_eq!(west.contains(&place).truth, Unknown);
    let both = Region::union(vec![west, east]);
    let answer = both.contains(&place);
    assert_eq!(answer.truth, Yes);
    // 55.6 km to the north and south edge, less radius and accuracy.
    let Margin { lo_m, .. } = answer.margin.unwrap();
    assert!((lo_m - 50_090.0).abs() < 50.0, "{lo_m}");
    assert_eq!(both.outside().contains(&place).truth, No);
}

#[test]
fn borders_of_unequal_accuracy_stay() {
    let [west, east] = [(37.0, 38.0, 0.0), (38.0, 39.0, 100.0)]
        .map(|(w, e, acc)| rectangle(w, 47.0, e, 48.0, acc));
    let both = Region::union(vec![west, east]);
    assert_eq!(both.contains(&disc(38.0, 47.5, 5_000.0)).truth, Unknown);
}

#[test]
fn one_file_with_two_neighbours_is_dissolved_too() {
    let mut two = polygon(&[(37.0, 47.0), (38.0, 47.0), (38.0, 48.0), (37.0, 48.0)], 0.0);
    let east = polygon(&[(38.0, 47.0), (39.0, 47.0), (39.0, 48.0), (38.0, 48.0)], 0.0);
    match (&mut two.geometry, east.geometry) {
        (space::Geometry::Polygons(polygons), space::Geometry::Polygons(more)) => {
            polygons.extend(more);
        }
        _ => unreachable!(),
    }
    assert_eq!(Region::inside(two).contains(&disc(38.0, 47.5, 5_000.0)).truth, Yes);
}

#[test]
fn a_hole_is_outside() {
    let outer = crate::support::ring(&[(37.0, 47.0), (39.0, 47.0), (39.0, 49.0), (37.0, 49.0)]);
    let hole = crate::support::ring(&[(37.8, 47.8), (38.2, 47.8), (38.2, 48.2), (37.8, 48.2)]);
    let geometry = space::Geometry::Polygons(vec![vec![outer, hole]]);
    let region = Region::inside(space::Shape { geometry, accuracy_m: 0.0 });
    assert_eq!(region.contains(&disc(38.0, 48.0, 1_000.0)).truth, No);
    assert_eq!(region.contains(&disc(37.4, 48.0, 1_000.0)).truth, Yes);
    assert_eq!(region.contains(&disc(37.8, 48.0, 1_000.0)).truth, Unknown);
}

#[test]
fn a_disc_in_two_overlapping_bands_is_cut_until_it_is_certain() {
    // Neither circle holds the disc alone; both together do.
    let [a, b] = [37.9, 38.1].map(|lon| Region::near(point(lon, 48.0, 0.0), 12_000.0));
    let place = disc(38.0, 48.0, 6_000.0);
    assert_eq!(a.contains(&place).truth, Unknown);
    let [a10, b10] = [37.9, 38.1].map(|lon| Region::near(point(lon, 48.0, 10.0), 12_000.0));
    for both in [Region::union(vec![a.clone(), b.clone()]), Region::union(vec![a10, b10])] {
        let answer = both.contains(&place);
        assert_eq!(answer.truth, Yes);
        assert!(answer.margin.unwrap().lo_m > 0.0);
    }
    // Far from both, and across the edge.
    let both = Region::union(vec![a, b]);
    assert_eq!(both.contains(&disc(38.0, 48.2, 6_000.0)).truth, No);
    assert_eq!(both.contains(&disc(38.0, 48.1, 6_000.0)).truth, Unknown);
}

#[test]
fn sectors() {
    let zone = rectangle(37.0, 47.0, 39.0, 48.0, 0.0);
    let north_of_it =
        |bearing_deg, distance_m| Place::Sector { from: p(38.0, 48.1), bearing_deg, distance_m };
    // The zone begins 11.1 km to the south.
    assert_eq!(zone.contains(&north_of_it([170.0, 190.0], [12_000.0, 15_000.0])).truth, Yes);
    assert_eq!(zone.contains(&north_of_it([170.0, 190.0], [0.0, 11_000.0])).truth, No);
    assert_eq!(zone.contains(&north_of_it([170.0, 190.0], [10_000.0, 12_000.0])).truth, Unknown);
    assert_eq!(zone.contains(&north_of_it([350.0, 10.0], [12_000.0, 15_000.0])).truth, No);
    assert_eq!(zone.contains(&north_of_it([180.0, 180.0], [12_000.0, 12_000.0])).truth, Yes);
    assert_eq!(zone.contains(&north_of_it([0.0, 360.0], [12_000.0, 15_000.0])).truth, Unknown);
}

#[test]
fn nonsense_is_unknown_not_a_panic() {
    let zone = rectangle(37.0, 47.0, 39.0, 48.0, 0.0);
    for radius_m in [-1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(zone.contains(&disc(38.0, 47.5, radius_m)).truth, Unknown);
    }
    let from = p(38.0, 47.5);
    for distance_m in [[5.0, 1.0], [f64::NAN, 1.0], [-1.0, 1.0]] {
        let place = Place::Sector { from, bearing_deg: [0.0, 10.0], distance_m };
        assert_eq!(zone.contains(&place).truth, Unknown);
    }
}

#[test]
fn a_place_that_is_the_region_or_a_member_of_it_lies_inside() {
    let [a, b] = [(37.0, 38.0), (38.0, 39.0)].map(|(w, e)| rectangle(w, 47.0, e, 48.0, 2_000.0));
    let both = Region::union(vec![a.clone(), b.clone()]);
    for place in [&a, &b, &both] {
        assert_eq!(both.contains(&Place::Within(place.clone())).truth, Yes);
    }
    assert_eq!(a.contains(&Place::Within(both.clone())).truth, Unknown);
    assert_eq!(a.clone().outside().contains(&Place::Within(a.clone())).truth, No);
    let common = Region::intersection(vec![a.clone(), both]);
    assert_eq!(a.contains(&Place::Within(common)).truth, Yes);
}

#[test]
fn structure_tells_parts_from_wholes() {
    let [a, b] = [(37.0, 38.0), (38.0, 39.0)].map(|(w, e)| rectangle(w, 47.0, e, 48.0, 2_000.0));
    let both = Region::union(vec![a.clone(), b]);
    let [not_a, not_both] = [a, both].map(Region::outside);
    assert_eq!(not_a.contains(&Place::Within(not_both.clone())).truth, Yes);
    assert_eq!(not_both.contains(&Place::Within(not_a)).truth, Unknown);
    let [near, far] = [5_000.0, 9_000.0].map(|metres| Region::near(meridian(1_000.0), metres));
    assert_eq!(far.contains(&Place::Within(near.clone())).truth, Yes);
    assert_eq!(near.contains(&Place::Within(far.clone())).truth, Unknown);
    assert_eq!(far.outside().contains(&Place::Within(near)).truth, No);
}

#[test]
fn a_district_in_a_region_is_measured() {
    let region = rectangle(37.0, 47.0, 39.0, 49.0, 1_000.0);
    let district = |w, s, e, n| Place::Within(rectangle(w, s, e, n, 500.0));
    let answer = region.contains(&district(37.5, 47.5, 38.5, 48.5));
    assert_eq!(answer.truth, Yes);
    let margin = answer.margin.unwrap();
    // 36.4 km from the district's western edge to the region's, less both accuracies.
    assert!(margin.lo_m > 20_000.0 && margin.lo_m < 35_000.0, "{margin:?}");
    assert_eq!(region.contains(&district(37.5, 47.5, 39.5, 48.5)).truth, Unknown);
    assert_eq!(region.contains(&district(40.0, 47.5, 41.0, 48.5)).truth, No);
    // Its edge is the region's own, drawn again with another accuracy.
    assert_eq!(region.contains(&district(37.0, 47.5, 38.5, 48.5)).truth, Unknown);
}

#[test]
fn everywhere_nowhere_unknown() {
    let zone = rectangle(37.0, 47.0, 39.0, 48.0, 0.0);
    assert_eq!(Region::Everywhere.contains(&Place::Unknown).truth, Yes);
    assert_eq!(Region::nowhere().contains(&Place::Unknown).truth, No);
    assert_eq!(zone.contains(&Place::Unknown).truth, Unknown);
    assert_eq!(Region::Everywhere.margin_m(p(0.0, 0.0)), None);
    assert_eq!(possible_outside(&Place::Unknown, &[&zone]), Yes);
    assert_eq!(possible_outside(&Place::Unknown, &[&Region::Everywhere]), No);
    let anywhere = Region::union(vec![zone.clone(), zone.outside()]);
    assert_eq!(anywhere, Region::Everywhere);
}

#[test]
fn a_watch_takes_its_part_out_of_a_place() {
    let [a, b] = [(37.0, 38.0), (38.0, 39.0)].map(|(w, e)| rectangle(w, 47.0, e, 48.0, 500.0));
    let across = disc(38.0, 47.5, 5_000.0);
    // Nil watch over all of b and a strip beyond the border: what remains of the circle lies in a.
    assert_eq!(a.contains(&across).truth, Unknown);
    let wide = rectangle(37.97, 47.0, 39.0, 48.0, 500.0);
    assert_eq!(a.contains_except(&across, &[&wide]), Yes);
    assert_eq!(b.contains_except(&across, &[&wide]), No);
    assert_eq!(a.contains_except(&across, &[]), Unknown);
    // By structure: the two regions together, less one, is the other.
    let both = Place::Within(Region::union(vec![a.clone(), b.clone()]));
    assert_eq!(a.contains_except(&both, &[&b]), Yes);
    assert_eq!(b.contains_except(&both, &[&b]), No);
    assert_eq!(a.contains_except(&both, &[&a, &b]), Unknown);
}

#[test]
fn a_place_swallowed_by_watches_is_not_possible() {
    let [a, b] = [(37.0, 38.0), (38.0, 39.0)].map(|(w, e)| rectangle(w, 47.0, e, 48.0, 500.0));
    let across = disc(38.0, 47.5, 5_000.0);
    assert_eq!(possible_outside(&across, &[&a]), Yes);
    assert_eq!(possible_outside(&across, &[&a, &b]), No);
    assert_eq!(possible_outside(&Place::Within(a.clone()), &[&a]), No);
    assert_eq!(possible_outside(&Place::Within(a.clone()), &[&b]), Yes);
    assert_eq!(possible_outside(&Place::Unknown, &[&a]), Yes);
    // Too near the border to tell.
    assert_eq!(possible_outside(&disc(37.995, 47.5, 100.0), &[&a]), Unknown);
}

#[test]
fn shares() {
    let whole = rectangle(37.0, 47.0, 39.0, 48.0, 100.0);
    let west = rectangle(36.5, 46.5, 38.0, 48.5, 0.0);
    let share = whole.watched_share(&[&west]);
    assert!((share.share - 0.5).abs() < 0.01 && !share.complete, "{share:?}");
    let east = rectangle(38.0, 46.5, 39.5, 48.5, 0.0);
    let share = whole.watched_share(&[&west, &east]);
    assert!(share.complete && share.share == 1.0);
    assert_eq!(whole.watched_share(&[]).share, 0.0);
    assert!(whole.watched_share(&[&whole]).complete);
    assert!(share.complete && share.at_least == 1.0);
    let share = whole.watched_share(&[&west]);
    assert!((0.485..=0.5).contains(&share.at_least), "{share:?}");
    // Two small sites far apart, one watched.
    let [a, b] = [37.0, 44.0].map(|lon| Region::near(point(lon, 48.0, 0.0), 500.0));
    let share = Region::union(vec![a.clone(), b]).watched_share(&[&a]);
    assert!((share.share - 0.5).abs() < 0.02, "{share:?}");
    assert!((0.45..=0.5).contains(&share.at_least), "{share:?}");
}

#[test]
fn strips_on_the_lattice_deceive_no_bound() {
    let whole = rectangle(37.0, 47.0, 38.0, 48.0, 0.0);
    // As many strips as the lattice has columns, each around the middle of one.
    for (part, columns) in [(0.03, 32), (0.03, 64), (0.797, 32), (0.797, 64)] {
        let strip = |n: i32| {
            let (middle, half) = (37.0 + (f64::from(n) + 0.5) / f64::from(columns), part / 2.0);
            let half = half / f64::from(columns);
            rectangle(middle - half, 46.9, middle + half, 48.1, 0.0)
        };
        let strips: Vec<Region> = (0..columns).map(strip).collect();
        let share = whole.watched_share(&strips.iter().collect::<Vec<_>>());
        assert!(share.at_least <= part, "{part} {columns} {share:?}");
        assert!(!share.complete);
    }
}
