//! What is said of frontiers that are too large to list whole.

use briefing::points::{Best, json, text};
use talks::analysis::Completeness;
use talks::solve::boxes::Limits;
use talks::{Analysis, Domain, Issue, Number, Party, Profile};

/// Four parties and two issues whose options all differ: more than can be merged.
fn large() -> Domain {
    let options = 260_i64;
    let names = || (0..options).map(|at| at.to_string()).collect();
    let issue = |name: &str| Issue { name: name.to_owned(), options: names() };
    let number = |value: i64| Number::from_integer(value.into());
    let party = |turn: i64| Party {
        name: format!("P{turn}"),
        reserved: None,
        points: (0..2)
            .map(|issue| {
                // What one of the first two gains the other loses: no option beats another.
                let of = |at: i64| match turn {
                    0 => number(at),
                    1 => number(options - at),
                    _ => number((at * (7 * turn + 3) + 11 * issue) % 251),
                };
                (0..options).map(of).collect()
            })
            .collect(),
    };
    Domain {
        title: String::new(),
        issues: vec![issue("x"), issue("y")],
        parties: (0..4).map(party).collect(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    }
}

fn within(boxes: u64) -> Best {
    let domain = large();
    let limits = Limits { points: 60, boxes, ..Limits::FEW };
    let analysis = Analysis::within(&domain, Profile::Detente, limits, &mut |_| ()).unwrap();
    Best::checked(domain, analysis)
}

#[test]
fn a_frontier_that_is_not_whole_is_told_with_its_bound() {
    let best = within(300);
    let Completeness::Within(points) = &best.analysis.completeness else {
        panic!("{:?}", best.analysis.completeness)
    };
    let shown = text::frontier(&best, None, false);
    let bound = format!("at most {} points more", talks::number::show(points));
    assert!(shown.contains("found one by one") && shown.contains(&bound), "{shown}");
    assert!(shown.contains("at least 1") && !shown.contains("more than 1"), "{shown}");
    let value = json::frontier(&best, None);
    assert_eq!(value["completeness"]["is"], "within");
    assert_eq!(value["points"][0]["proof"]["is"], "branch and bound");
}

#[test]
fn without_a_bound_none_is_claimed() {
    let best = within(0);
    assert_eq!(best.analysis.completeness, Completeness::Open);
    let shown = text::frontier(&best, None, false);
    assert!(shown.contains("There may be packages far from all of these"), "{shown}");
    assert_eq!(json::frontier(&best, None)["completeness"]["is"], "open");
}

#[test]
fn a_score_without_a_point_is_not_told_as_none() {
    let mut best = within(4);
    best.analysis.named[0].at.clear();
    let score = talks::number::show(best.analysis.named[0].score.as_ref().unwrap());
    let shown = text::frontier(&best, None, false);
    assert!(shown.contains(&format!("a package has the score {score}")), "{shown}");
    assert!(!shown.contains("none is acceptable"), "{shown}");
}
