//! Coarser positions and times, and words that tell them.

use basis::{Instant, Zone};

use super::{PUBLIC_GRID_DEG, PUBLIC_RADIUS_STEP_M, PUBLIC_WIDENING_M};

/// The centre of the cell in which a position lies, in degrees.
pub(super) fn cell_centre(at: [f64; 2]) -> [f64; 2] {
    // Cells per degree is a whole number, so that centres print as short decimals.
    let cells = (1.0 / PUBLIC_GRID_DEG).round();
    at.map(|degrees| ((degrees * cells).floor() + 0.5) / cells)
}

/// A radius that holds the true position wherever it lay in the cell, in metres.
pub(super) fn public_radius_m(radius_m: f64) -> f64 {
    ((radius_m + PUBLIC_WIDENING_M) / PUBLIC_RADIUS_STEP_M).ceil() * PUBLIC_RADIUS_STEP_M
}

/// The whole local days around an interval.
pub(super) fn days_around(zone: &Zone, from: Instant, until: Instant) -> [Instant; 2] {
    let start = zone.start_of_day(zone.local(from).date()).unwrap_or(from);
    [start, end_of_day(zone, until.plus_micros(-1))]
}

/// The end of the local day in which an instant lies.
pub(super) fn end_of_day(zone: &Zone, at: Instant) -> Instant {
    zone.day(zone.local(at).date()).map_or(at, |day| day.end)
}

/// A place by its name; words that measure are withheld.
pub(super) fn public_place(place: &str) -> String {
    if tells::position(place) || tells::distance(place) {
        "place for the team".to_owned()
    } else {
        place.to_owned()
    }
}

/// Whether an address is one of the web, not of a team's own machines' files.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// What words may tell.
pub(super) mod tells {
    use std::collections::BTreeSet;

    /// A decimal with so many places reads as a coordinate (0.01° is about 1 km).
    const COORDINATE_DECIMALS: usize = 2;

    /// A coordinate: a degree sign, or a number with two or more decimals.
    pub(in super::super) fn position(text: &str) -> bool {
        let decimals = |(at, _): (usize, _)| {
            text[at + 1..].bytes().take_while(u8::is_ascii_digit).count() >= COORDINATE_DECIMALS
                && text[..at].ends_with(|c: char| c.is_ascii_digit())
        };
        text.contains('°') || text.match_indices(['.', ',']).any(decimals)
    }

    /// A measured distance: `3 km north of …`, `± 150 m`.
    pub(super) fn distance(text: &str) -> bool {
        let is_unit = |word: &str| matches!(word.trim_matches(','), "m" | "km" | "metres");
        let glued = |word: &str| {
            let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            unit.len() < word.len() && is_unit(unit)
        };
        text.contains('±') || text.split_whitespace().any(|word| is_unit(word) || glued(word))
    }

    /// A time of day: `07:10`.
    pub(in super::super) fn time_of_day(text: &str) -> bool {
        text.match_indices(':').any(|(at, _)| {
            text[..at].ends_with(|c: char| c.is_ascii_digit())
                && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        })
    }

    /// One of these ids as a word of its own.
    pub(in super::super) fn names(text: &str, ids: &BTreeSet<&str>) -> bool {
        let inner = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        text.split_whitespace().any(|word| ids.contains(word.trim_matches(|c| !inner(c))))
            || ids.iter().any(|id| !id.is_empty() && text.contains(&format!("`{id}`")))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn coordinates_and_distances() {
            assert!(position("at 48.1000, -29.9000"));
            assert!(position("48,0612"));
            assert!(position("48° N"));
            assert!(!position("111 violations, 21 explosions; 12.7 %"));
            assert!(distance("3 km north-west of the harbour"));
            assert!(distance("300m off"));
            assert!(!distance("Zolote-4"));
        }

        #[test]
        fn times_and_names() {
            assert!(time_of_day("heard at 07:10"));
            assert!(!time_of_day("fire: 3 bursts"));
            let ids = BTreeSet::from(["w-1", "w 2"]);
            assert!(names("seen by `w-1`,", &ids));
            assert!(names("(w-1)", &ids));
            assert!(names("seen by `w 2`", &ids));
            assert!(!names("seen by `w-12`", &ids));
        }
    }
}
