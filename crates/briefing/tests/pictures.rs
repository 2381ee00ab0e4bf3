//! Drawings hold what they were given, and are inert whatever that is.

use briefing::pictures::frontier::{FrontierPlot, markup as frontier};
use briefing::pictures::holders::{HeldBracket, Stand, markup as holders};
use briefing::pictures::progress::{Bar, markup as progress};
use briefing::pictures::winsets::{Combination, markup as winsets};

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

fn is_inert(markup: &str) {
    assert!(!markup.contains("<script"), "{markup}");
    assert!(markup.contains("&#60;script&#62;"), "{markup}");
}

/// Packages to table are called A, B and so on: the letters are theirs alone.
#[test]
fn a_frontier_has_a_dot_for_each_point_and_a_number_for_each_name() {
    let plot = FrontierPlot {
        parties: ["North".into(), HOSTILE.into()],
        points: vec![[14.0, 4.0], [12.0, 5.0], [8.0, 6.0]],
        named: vec![("Nash".into(), 1), ("utilitarian".into(), 0), ("egalitarian".into(), 1)],
        without: Some([0.0, 0.0]),
    };
    let markup = frontier(&plot);
    is_inert(&markup);
    assert_eq!(markup.matches("class=\"efficient\"").count(), 3);
    assert_eq!(markup.matches("class=\"named\"").count(), 2);
    assert!(markup.contains("1 – Nash, egalitarian"), "{markup}");
    assert!(markup.contains("class=\"without\""));
}

#[test]
fn numbers_of_points_side_by_side_do_not_overlap() {
    let points: Vec<[f64; 2]> = (0..100).map(|at| [f64::from(at), 100.0 - f64::from(at)]).collect();
    let named = (0..4).map(|at| (format!("rule {at}"), 50 + at)).collect();
    let markup = frontier(&FrontierPlot { points, named, ..FrontierPlot::default() });
    let number = |text: &str, key: &str| -> f64 {
        let (_, rest) = text.split_once(&format!("{key}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let labels = markup.split("<text class=\"name\"").skip(1);
    let labels: Vec<[f64; 2]> = labels.map(|text| [number(text, "x"), number(text, "y")]).collect();
    assert_eq!(labels.len(), 4);
    for (at, a) in labels.iter().enumerate() {
        for b in &labels[..at] {
            assert!((a[0] - b[0]).abs() >= 10.0 || (a[1] - b[1]).abs() >= 10.0, "{labels:?}");
        }
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
