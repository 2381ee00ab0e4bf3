//! Properties: definite answers hold for every sampled world.

use basis::Truth::{self, No, Unknown, Yes};
use proptest::prelude::*;
use space::distance::{DISTANCE_ERROR_M, distance_to_m};
use space::point::{destination, distance_m};
use space::{Geometry, Place, Point, Region, Shape, possible_outside};

use crate::support::{p, rectangle, ring};

/// So many cases; failures are shown, not stored.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Positions of a small country, so that regions and places often meet.
fn position() -> impl Strategy<Value = Point> {
    (37.0..39.0, 47.0..48.0).prop_map(|(lon, lat)| p(lon, lat))
}

/// Accuracies from a short list, so that they are often equal.
fn accuracy() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![0.0, 300.0, 5_000.0, 15_000.0])
}

/// A polygon seen from its middle: corners at increasing bearings, so that it never crosses
/// itself.
fn star() -> impl Strategy<Value = Geometry> {
    let reach = prop::collection::vec(0.05..0.6, 3..9);
    (position(), reach).prop_map(|(middle, reach)| {
        let corners: Vec<(f64, f64)> = reach
            .iter()
            .enumerate()
            .map(|(i, r)| {
                let angle = std::f64::consts::TAU * i as f64 / reach.len() as f64;
                (middle.lon + r * angle.cos(), middle.lat + r * angle.sin())
            })
            .collect();
        Geometry::Polygons(vec![vec![ring(&corners)]])
    })
}

fn geometry() -> impl Strategy<Value = Geometry> {
    prop_oneof![
        star(),
        prop::collection::vec(position(), 2..5).prop_map(|chain| Geometry::Lines(vec![chain])),
        prop::collection::vec(position(), 1..4).prop_map(Geometry::Points),
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    (geometry(), accuracy()).prop_map(|(geometry, accuracy_m)| Shape { geometry, accuracy_m })
}

fn region() -> impl Strategy<Value = Region> {
    let leaf = prop_oneof![
        3 => (star(), accuracy())
            .prop_map(|(geometry, accuracy_m)| Region::inside(Shape { geometry, accuracy_m })),
        3 => (shape(), 2_000.0..40_000.0).prop_map(|(shape, d)| Region::near(shape, d)),
        1 => Just(Region::Everywhere),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(Region::union),
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Region::intersection),
            1 => inner.prop_map(Region::outside),
        ]
    })
}

fn place() -> impl Strategy<Value = Place> {
    let far = (position(), 0.0..40_000.0);
    prop_oneof![
        far.prop_map(|(centre, radius_m)| Place::Disc { centre, radius_m }),
        (position(), 0.0..360.0, 0.0..120.0, 0.0..20_000.0, 0.0..20_000.0).prop_map(
            |(from, left, width, near, depth)| Place::Sector {
                from,
                bearing_deg: [left, (left + width) % 360.0],
                distance_m: [near, near + depth],
            }
        ),
        region().prop_map(Place::Within),
    ]
}

/// One true position of all geometry: every vertex of every shape moved the same way by a share of
/// its accuracy. (Of the worlds that the accuracy admits these are the easiest to make; that they
/// move together only makes the test of containment weaker, not wrong.)
#[derive(Clone, Copy, Debug)]
struct World {
    bearing_deg: f64,
    share: f64,
}

fn world() -> impl Strategy<Value = World> {
    (0.0..360.0, prop::sample::select(vec![0.0, 0.5, 0.999]))
        .prop_map(|(bearing_deg, share)| World { bearing_deg, share })
}

impl World {
    /// Whether a position lies in the region as it truly is here, by the definition: plain walks
    /// over vertices and edges, without bounds, cells or dissolving.
    fn holds(self, region: &Region, point: Point) -> bool {
        match region {
            Region::Everywhere => true,
            Region::Inside(shape) => self.in_polygons(shape, point),
            Region::Near { shape, distance_m } => {
                self.in_polygons(shape, point) || self.distance_m(shape, point) <= *distance_m
            }
            Region::Union(members) => members.iter().any(|member| self.holds(member, point)),
            Region::Intersection(members) => members.iter().all(|member| self.holds(member, point)),
            Region::Outside(inner) => !self.holds(inner, point),
        }
    }

    /// Moving the geometry one way is asking from a position moved the other way, to a few parts
    /// in ten thousand of the shift at these distances; hence a share below one.
    fn seen(self, shape: &Shape, point: Point) -> Point {
        destination(point, self.bearing_deg + 180.0, 0.99 * self.share * shape.accuracy_m)
    }

    fn in_polygons(self, shape: &Shape, point: Point) -> bool {
        let point = self.seen(shape, point);
        let Geometry::Polygons(polygons) = &shape.geometry else { return false };
        let crossed = |ring: &Vec<Point>| {
            let edges = ring.windows(2).filter(|edge| {
                let (a, b) = (edge[0], edge[1]);
                (a.lat > point.lat) != (b.lat > point.lat)
                    && point.lon < a.lon + (point.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
            });
            edges.count()
        };
        polygons.iter().any(|rings| rings.iter().map(crossed).sum::<usize>() % 2 == 1)
    }

    /// Every edge by thirds: the distance along an edge falls, then rises.
    fn distance_m(self, shape: &Shape, point: Point) -> f64 {
        let point = self.seen(shape, point);
        let chains: Vec<Vec<Point>> = match &shape.geometry {
            Geometry::Points(points) => points.iter().map(|&p| vec![p, p]).collect(),
            Geometry::Lines(lines) => lines.clone(),
            Geometry::Polygons(polygons) => polygons.iter().flatten().cloned().collect(),
        };
        let edges = chains.iter().flat_map(|chain| chain.windows(2));
        edges.map(|edge| to_edge_m(point, edge[0], edge[1])).fold(f64::INFINITY, f64::min)
    }
}

fn to_edge_m(from: Point, a: Point, b: Point) -> f64 {
    let at = |t: f64| p(a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat));
    let [mut lo, mut hi] = [0.0, 1.0];
    for _ in 0..40 {
        let [left, right] = [lo + (hi - lo) / 3.0, hi - (hi - lo) / 3.0];
        if distance_m(from, at(left)) < distance_m(from, at(right)) {
            hi = right;
        } else {
            lo = left;
        }
    }
    distance_m(from, at((lo + hi) / 2.0))
}

/// Positions that the place admits in a world, from numbers between 0 and 1.
fn position_of(place: &Place, world: World, [u, v]: [f64; 2]) -> Option<Point> {
    match place {
        Place::Unknown => Some(p(360.0 * u - 180.0, 180.0 * v - 90.0)),
        Place::Disc { centre, radius_m } => Some(destination(*centre, 360.0 * u, radius_m * v)),
        Place::Sector { from, bearing_deg: [left, right], distance_m: [near, far] } => {
            let width = (right - left).rem_euclid(360.0);
            Some(destination(*from, left + u * width, near + v * (far - near)))
        }
        Place::Within(region) => {
            let point = p(36.0 + 4.0 * u, 46.5 + 2.0 * v);
            world.holds(region, point).then_some(point)
        }
    }
}

/// Ends of ranges are where mistakes show, so they come often.
fn share() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0]
}

fn worlds() -> impl Strategy<Value = Vec<(World, [f64; 2])>> {
    let uv = (0.0..=1.0, share()).prop_map(|(u, v)| [u, v]);
    prop::collection::vec((world(), uv), 48)
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn a_definite_answer_holds_in_every_world(
        region in region(), place in place(), worlds in worlds(),
    ) {
        let answer = region.contains(&place);
        for (world, uv) in worlds {
            let Some(point) = position_of(&place, world, uv) else { continue };
            let inside = world.holds(&region, point);
            prop_assert!(answer.truth == Unknown || answer.truth == Truth::known(inside));
            if let Some(margin) = answer.margin {
                let fits = if inside { margin.hi_m > -0.25 } else { margin.lo_m < 0.25 };
                prop_assert!(fits, "{margin:?}");
            }
        }
    }

    #[test]
    fn a_definite_answer_about_one_shape_holds_in_every_world(
        shape in shape(), limit_m in 2_000.0..40_000.0, centre in position(),
        radius_m in 0.0..20_000.0, worlds in worlds(),
    ) {
        let region = match &shape.geometry {
            Geometry::Polygons(_) => Region::inside(shape),
            _ => Region::near(shape, limit_m),
        };
        let place = Place::Disc { centre, radius_m };
        let truth = region.contains(&place).truth;
        for (world, uv) in worlds {
            let Some(point) = position_of(&place, world, uv) else { continue };
            prop_assert!(truth == Unknown || truth == Truth::known(world.holds(&region, point)));
        }
    }

    #[test]
    fn what_watches_leave_is_judged_soundly(
        region in region(), place in place(), excluded in prop::collection::vec(region(), 0..3),
        worlds in worlds(),
    ) {
        let excluded: Vec<&Region> = excluded.iter().collect();
        let answer = region.contains_except(&place, &excluded);
        let possible = possible_outside(&place, &excluded);
        for (world, uv) in worlds {
            let Some(point) = position_of(&place, world, uv) else { continue };
            if excluded.iter().any(|watched| world.holds(watched, point)) {
                continue;
            }
            prop_assert_ne!(possible, No);
            let inside = world.holds(&region, point);
            prop_assert!(answer == Unknown || answer == Truth::known(inside));
        }
    }

    #[test]
    fn a_possible_rest_is_found_in_every_world(
        place in place(), excluded in prop::collection::vec(region(), 1..3), world in world(),
    ) {
        let excluded: Vec<&Region> = excluded.iter().collect();
        if possible_outside(&place, &excluded) != Yes {
            return Ok(());
        }
        let mut rest = lattice().filter_map(|uv| position_of(&place, world, uv));
        let free = |point| !excluded.iter().any(|watched| world.holds(watched, point));
        // A rest thinner than the lattice may be missed, so only large places are looked at.
        let is_large = matches!(&place, Place::Disc { radius_m, .. } if *radius_m > 1.0);
        prop_assert!(!is_large || rest.any(free) || is_thin(&place, &excluded));
    }

    #[test]
    fn distance_agrees_with_a_plain_walk(shape in shape(), from in position()) {
        let plain_m = World { bearing_deg: 0.0, share: 0.0 }.distance_m(&shape, from);
        let found_m = distance_to_m(from, &shape.geometry);
        prop_assert!((found_m - plain_m).abs() <= DISTANCE_ERROR_M, "{found_m}, not {plain_m}");
    }

    #[test]
    fn the_margin_of_a_position_is_lipschitz(region in region(), a in position(), b in position()) {
        if let (Some(one), Some(other)) = (region.margin_m(a), region.margin_m(b)) {
            let apart_m = distance_m(a, b) + 0.5;
            prop_assert!((one.lo_m - other.lo_m).abs() <= apart_m);
            prop_assert!((one.hi_m - other.hi_m).abs() <= apart_m);
        }
    }

    #[test]
    fn the_opposite_region_gives_the_opposite_answer(region in region(), place in place()) {
        let answer = region.contains(&place);
        let opposite = region.outside().contains(&place);
        prop_assert_eq!(answer.truth, opposite.truth.not());
        if let (Some(margin), Some(other)) = (answer.margin, opposite.margin) {
            prop_assert!((margin.lo_m + other.hi_m).abs() < 0.01);
            prop_assert!((margin.hi_m + other.lo_m).abs() < 0.01);
        }
    }

    #[test]
    fn unions_hold_what_a_member_holds(a in region(), b in region(), place in place()) {
        let either = Region::union(vec![a.clone(), b.clone()]).contains(&place).truth;
        let both = Region::intersection(vec![a.clone(), b.clone()]).contains(&place).truth;
        let [a, b] = [a, b].map(|region| region.contains(&place).truth);
        // Composed regions may know more than their members, never the opposite.
        prop_assert!(a.or(b) != Yes || either != No);
        prop_assert!(either != No || (a != Yes && b != Yes));
        prop_assert!(both != Yes || (a != No && b != No));
        prop_assert!(a.and(b) != No || both != Yes);
    }

    #[test]
    fn shrinking_a_disc_never_turns_an_answer_round(
        region in region(), centre in position(), radius_m in 0.0..40_000.0, inner in 0.0..=1.0,
        bearing in 0.0..360.0, off in 0.0..=1.0,
    ) {
        let outer = region.contains(&Place::Disc { centre, radius_m }).truth;
        let shrunk_m = radius_m * inner;
        let moved = destination(centre, bearing, (radius_m - shrunk_m) * off * 0.999_999);
        let smaller = region.contains(&Place::Disc { centre: moved, radius_m: shrunk_m }).truth;
        prop_assert!(outer == Unknown || smaller != outer.not());
    }

    #[test]
    fn a_part_by_structure_is_a_part(a in region(), b in region(), c in region()) {
        let whole = Region::union(vec![a.clone(), b]);
        let answer = whole.contains(&Place::Within(a.clone()));
        prop_assert_eq!(answer.truth, vacuous(&a).unwrap_or(Yes));
        let common = Region::intersection(vec![a.clone(), c]);
        let answer = a.contains(&Place::Within(common.clone()));
        prop_assert_eq!(answer.truth, vacuous(&common).unwrap_or(Yes));
        prop_assert_ne!(a.clone().outside().contains(&Place::Within(a)).truth, Yes);
    }
}

proptest! {
    // Each case cuts and asks some thousands of cells.
    #![proptest_config(config(24))]

    #[test]
    fn a_complete_share_leaves_no_sampled_position(region in region(), watched in region()) {
        let share = region.watched_share(&[&watched]);
        prop_assert!((0.0..=1.0).contains(&share.share));
        prop_assert!(!share.complete || share.at_least == 1.0);
        prop_assert!((0.0..=share.share).contains(&share.at_least));
        let drawn = World { bearing_deg: 0.0, share: 0.0 };
        if share.complete {
            for [u, v] in lattice() {
                let point = p(36.0 + 4.0 * u, 46.5 + 2.0 * v);
                prop_assert!(!drawn.holds(&region, point) || drawn.holds(&watched, point));
            }
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn strips_cover_no_less_than_the_bound(
        parts in prop::collection::vec((0.0..1.0, 0.0..1.0, accuracy()), 1..24),
    ) {
        // Strips in columns of their own, from north of the region to south of it: the share of
        // the longitudes is that of the area, but for the bend of edges between its corners.
        let whole = rectangle(37.0, 47.0, 38.0, 48.0, 0.0);
        let count = f64::from(u32::try_from(parts.len()).unwrap());
        let strips: Vec<Region> = (0..).zip(&parts).map(|(n, &(from, part, accuracy_m))| {
            let west = 37.0 + (f64::from(n) + from * (1.0 - part)) / count;
            rectangle(west, 46.9, west + part / count, 48.1, accuracy_m)
        }).collect();
        let exact = parts.iter().map(|(_, part, _)| part).sum::<f64>() / count;
        let share = whole.watched_share(&strips.iter().collect::<Vec<_>>());
        prop_assert!(share.at_least <= exact + 1e-4, "{share:?}, exactly {exact}");
        if let [(_, part, 0.0)] = parts[..] {
            prop_assert!(share.at_least >= part - 0.03, "{share:?}, exactly {exact}");
        }
    }
}

/// The answer for a place that is nowhere.
fn vacuous(region: &Region) -> Option<Truth> {
    (*region == Region::nowhere()).then_some(Unknown)
}

/// Whether some position of the disc, certainly outside, is so within less than the lattice shows.
fn is_thin(place: &Place, excluded: &[&Region]) -> bool {
    let Place::Disc { centre, radius_m } = place else { return true };
    let union = Region::union(excluded.iter().copied().cloned().collect());
    let margins = lattice().map(|[u, v]| {
        union.margin_m(destination(*centre, 360.0 * u, radius_m * v)).map_or(0.0, |m| m.hi_m)
    });
    margins.fold(f64::INFINITY, f64::min) > -radius_m / 10.0
}

/// Pairs of numbers from 0 to 1.
fn lattice() -> impl Iterator<Item = [f64; 2]> {
    (0..=60).flat_map(|i| (0..=60).map(move |j| [i, j].map(|k| f64::from(k) / 60.0)))
}
