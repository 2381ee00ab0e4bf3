//! Drawings hold what they were given, and are inert whatever that is.

use briefing::pictures::frontier::{FrontierPlot, markup as frontier};
use briefing::pictures::holders::{HeldBracket, Stand, markup as holders};
use briefing::pictures::progress::{Bar, markup as progress};
use briefing::pictures::winsets::{Combination, markup as winsets};
use proptest::prelude::*;

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

fn is_inert(markup: &str) {
    assert!(!markup.contains("<script"), "{markup}");
    assert!(markup.contains("&#60;script&#62;"), "{markup}");
}

/// Packages to table are called A, B and so on: the letters are theirs alone.
#[test]
fn a_frontier_has_a_dot_for_each_point_and_a_sign_for_each_name() {
    let plot = FrontierPlot {
        parties: ["North".into(), HOSTILE.into()],
        points: vec![[14.0, 4.0], [12.0, 5.0], [8.0, 6.0]],
        named: vec![("Nash".into(), 1), ("utilitarian".into(), 0), ("egalitarian".into(), 1)],
        tabled: vec![("A".into(), [12.0, 5.0]), ("B".into(), [8.0, 6.0])],
        without: Some([0.0, 0.0]),
    };
    let markup = frontier(&plot);
    is_inert(&markup);
    assert_eq!(markup.matches("class=\"efficient\"").count(), 3);
    assert_eq!(markup.matches("class=\"named\"").count(), 2);
    assert_eq!(markup.matches("class=\"tabled\"").count(), 2);
    let rows = ["1 – Nash, egalitarian</th><td>12</td><td>5", "2 – utilitarian</th><td>14"];
    let packages = ["A – package to table</th><td>12</td><td>5", "B – package to table</th><td>8"];
    for row in rows.iter().chain(&packages) {
        assert!(markup.contains(row), "{row}: {markup}");
    }
    assert!(markup.contains("class=\"without\""));
    let without_packages = frontier(&FrontierPlot { tabled: Vec::new(), ..plot });
    assert!(!without_packages.contains("Letters") && !without_packages.contains("tabled"));
}

/// Numbers in the tags that begin so.
fn places(markup: &str, tag: &str, keys: [&str; 2]) -> Vec<[f64; 2]> {
    let number = |text: &str, key: &str| -> f64 {
        let (_, rest) = text.split_once(&format!("{key}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let tags = markup.split(tag).skip(1);
    tags.map(|text| keys.map(|key| number(text, key))).collect()
}

/// The middles of all signs are apart from each other and on the paper; gives them.
fn signs(markup: &str) -> Vec<[f64; 2]> {
    let signs = places(markup, "<text class=\"name\"", ["x", "y"]);
    for (at, a) in signs.iter().enumerate() {
        assert!((62.0..640.0).contains(&a[0]) && (0.0..374.0).contains(&a[1]), "{a:?}");
        for b in &signs[..at] {
            // Places are written with one decimal.
            let apart = |axis: usize| (a[axis] - b[axis]).abs() > 11.8;
            assert!(apart(0) || apart(1), "{signs:?}");
        }
    }
    signs
}

#[test]
fn a_sign_without_room_beside_its_point_stands_further_out() {
    let near = |at: u32| [50.0 + f64::from(at) * 0.05, 50.0 - f64::from(at) * 0.05];
    let plot = FrontierPlot {
        points: [[0.0, 100.0], [100.0, 0.0]].into_iter().chain((0..4).map(near)).collect(),
        named: (0..4).map(|at| (format!("rule {at}"), at + 2)).collect(),
        tabled: ["A", "B", "C"].map(|letter| (letter.to_owned(), near(0))).to_vec(),
        ..FrontierPlot::default()
    };
    let markup = frontier(&plot);
    let rings = places(&markup, "<circle class=\"named\"", ["cx", "cy"]);
    let signs = signs(&markup);
    assert_eq!((rings.len(), signs.len()), (4, 7));
    // Beside the four rings, as good as one, is room for four signs.
    assert_eq!(markup.matches("class=\"led\"").count(), 3);
    let far = |sign: &&[f64; 2]| (sign[0] - rings[0][0]).hypot(sign[1] - rings[0][1]) > 22.0;
    assert_eq!(signs.iter().filter(far).count(), 3);
}

proptest! {
    #[test]
    fn signs_of_points_anywhere_do_not_overlap(
        points in prop::collection::vec([0u8..12, 0u8..12], 1..9),
        named in 0usize..6,
        far in any::<bool>(),
    ) {
        // With a point far off, all others are as good as at one place.
        let far = far.then_some([4000.0, 0.0]);
        let points: Vec<[f64; 2]> = points.iter().map(|p| p.map(f64::from)).chain(far).collect();
        let named = named.min(points.len());
        let letters = ["A", "B", "C"].map(str::to_owned).into_iter();
        let plot = FrontierPlot {
            named: (0..named).map(|at| (format!("rule {at}"), at)).collect(),
            tabled: letters.zip(points[named..].iter().copied()).collect(),
            points,
            ..FrontierPlot::default()
        };
        signs(&frontier(&plot));
    }
}

#[test]
fn a_frontier_of_one_point_or_none_is_drawn_without_fault() {
    for points in [vec![], vec![[3.0, 3.0]]] {
        let markup = frontier(&FrontierPlot { points, ..FrontierPlot::default() });
        assert!(!markup.contains("NaN") && !markup.contains("inf"), "{markup}");
    }
}

#[test]
fn silence_is_shown_as_silence() {
    let stand = Stand { against: vec![HOSTILE.into()], ..Stand::default() };
    let row = HeldBracket {
        id: "2a".into(),
        status: "open".into(),
        stands: vec![stand, Stand::default()],
    };
    let markup = holders(&["North".into(), "South".into()], &[row]);
    is_inert(&markup);
    assert_eq!(markup.matches("<td><span class=\"none\">silent</span>").count(), 1);
}

#[test]
fn progress_stacks_what_it_is_given() {
    let bar =
        |label: &str, open, agreed| Bar { label: label.into(), open, agreed, ..Bar::default() };
    let markup = progress(&[bar(HOSTILE, 40, 0), bar("2 April", 10, 30)]);
    is_inert(&markup);
    assert_eq!(markup.matches("class=\"status open\"").count(), 2);
    assert_eq!(markup.matches("class=\"status agreed\"").count(), 1);
}

#[test]
fn win_sets_name_who_passes() {
    let row = Combination { passes: vec![true, false], count: "12".into(), share: 1.0 };
    let markup = winsets(&[HOSTILE.into(), "Council".into()], &[row]);
    is_inert(&markup);
    assert!(markup.contains("● passes") && markup.contains("○ not known to pass"));
}
