//! Distances to edges against brute force.
//!
//! The expected numbers were computed with pyproj 3.7.2 (`Geod(ellps="WGS84").inv`, PROJ's C port
//! of GeographicLib): each edge sampled at 20,001 positions equally spaced in longitude and
//! latitude, then five times more about the nearest of them. The scripts are not kept; the method
//! takes ten lines.

use space::distance::{DISTANCE_ERROR_M, distance_to_m};

use space::Geometry;
use space::point::destination;

use crate::support::{line, p};

const LINE: [(f64, f64); 7] = [
    (37.6, 47.0),
    (37.7, 47.4),
    (37.55, 47.8),
    (37.9, 48.3),
    (38.5, 48.6),
    (39.2, 48.75),
    (39.6, 48.7),
];

fn check(chain: &[(f64, f64)], cases: &[((f64, f64), f64)]) {
    let shape = line(chain, 0.0);
    for &((lon, lat), expected_m) in cases {
        let found_m = distance_to_m(p(lon, lat), &shape.geometry);
        let error_m = (found_m - expected_m).abs();
        assert!(error_m <= DISTANCE_ERROR_M, "({lon}, {lat}): {found_m} instead of {expected_m}");
    }
}

#[test]
fn distance_to_a_line_of_short_edges() {
    let cases = [
        ((37.30, 47.9), 21661.890391663983),
        ((38.0, 48.0), 20924.996234679085),
        ((38.9, 49.0), 33241.797524581736),
        ((36.0, 46.0), 165648.41701918843),
        ((45.0, 50.0), 418024.49937522574),
        ((37.55, 47.8), 0.0),
        ((37.64, 47.6), 1093.4075882670709),
        ((39.6, 48.7), 0.0),
        ((30.0, 55.0), 921086.9384225871),
    ];
    check(&LINE, &cases);
}

#[test]
fn distance_to_a_long_parallel_is_not_that_to_a_great_circle() {
    let cases = [
        ((20.0, 61.0), 111420.72786973733),
        ((20.0, 62.5), 278582.9144434236),
        ((5.0, 59.0), 111403.73432223106),
        ((-3.0, 60.5), 175207.99445531543),
        ((20.0, 66.0), 668766.360632847),
    ];
    check(&[(0.0, 60.0), (40.0, 60.0)], &cases);
}

#[test]
fn distance_to_a_long_diagonal_and_a_meridian() {
    let diagonal = [
        ((20.0, 45.0), 385847.4544634574),
        ((0.0, 30.0), 422304.93473390135),
        ((40.0, 50.0), 357816.2261225461),
        ((70.0, 70.0), 381437.4222724212),
    ];
    check(&[(-20.0, 10.0), (60.0, 70.0)], &diagonal);
    let meridian = [
        ((11.0, 0.0), 111319.49079327355),
        ((9.0, 20.0), 104646.46475391113),
        ((12.0, 31.0), 221699.00020535858),
    ];
    check(&[(10.0, -10.0), (10.0, 30.0)], &meridian);
}

#[test]
fn distance_near_a_pole_and_across_the_antimeridian() {
    let near_pole = [
        ((45.0, 86.0), 111687.00081398901),
        ((10.0, 84.0), 111683.57948126183),
        ((120.0, 85.0), 288735.6129546207),
    ];
    check(&[(0.0, 85.0), (90.0, 85.0)], &near_pole);
    let across = [
        ((-179.9, -17.2), 34358.340333126565),
        ((-179.0, -17.0), 119878.79215715153),
        ((178.0, -16.0), 153768.33736863825),
    ];
    check(&[(179.0, -17.0), (180.0, -17.5)], &across);
}

/// The chord to the site in the north is 2 m shorter, because the Earth curves more that way; the
/// geodesic to the site in the east is 5 m shorter.
#[test]
fn the_nearer_site_is_told_by_the_geodesic_not_by_the_chord() {
    let from = p(0.0, 45.0);
    let sites = [(0.0, 1_000_005.0), (90.0, 1_000_000.0)].map(|(b, m)| destination(from, b, m));
    let found_m = distance_to_m(from, &Geometry::Points(sites.to_vec()));
    assert!((found_m - 1_000_000.0).abs() <= DISTANCE_ERROR_M, "{found_m}");
}
