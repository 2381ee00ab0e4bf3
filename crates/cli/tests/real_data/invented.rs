//! `examples/withdrawal-2015` and `examples/small-truce`: invented evidence.

use findings::{Answer, DifferenceClass, Findings, ReasonKind, compare};

use super::{example, finding, headlines, reasons_with, verify};

fn withdrawal() -> Findings {
    verify(example("withdrawal-2015").path(), &[])
}

/// The margin of the first reason that names the record, in metres.
fn margin(findings: &Findings, id: &str, record: &str) -> (ReasonKind, [f64; 2]) {
    let reasons = reasons_with(finding(findings, id), record);
    let reason = reasons.first().unwrap_or_else(|| panic!("{id} says nothing of {record}"));
    (reason.kind, reason.distance.as_ref().unwrap().margin_m)
}

fn is_near(margin: [f64; 2], expected: [f64; 2]) -> bool {
    margin.iter().zip(expected).all(|(a, b)| (a - b).abs() < 5.0)
}

#[test]
fn a_sighting_at_the_edge_is_undetermined_with_its_margin() {
    let day = ["--from", "2015-03-05", "--until", "2015-03-05"];
    let findings = verify(example("withdrawal-2015").path(), &day);
    assert_eq!(headlines(&findings, "1")[1], "side_a: not concluded");
    let (kind, margin) = margin(&findings, "1/side_a/all", "a-edge");
    assert_eq!(kind, ReasonKind::Possible);
    assert!(is_near(margin, [-1500.0, 700.0]), "{margin:?}");
}

#[test]
fn one_sighting_is_certain_inside_and_one_outside() {
    let findings = withdrawal();
    assert_eq!(headlines(&findings, "1")[2], "side_b: contrary to the clause");
    let (kind, margin) = margin(&findings, "1/side_b/all", "b-inside");
    assert_eq!(kind, ReasonKind::Certain);
    assert!(is_near(margin, [-14_200.0, -11_800.0]), "{margin:?}");
    for clause in ["1/any/all", "1/side_a/all", "1a/any/all"] {
        assert!(reasons_with(finding(&findings, clause), "a-far").is_empty(), "{clause}");
    }
}

#[test]
fn a_weapon_before_the_term_breaks_nothing() {
    let early = withdrawal();
    let clauses = early.findings.iter().filter(|finding| finding.party.is_some());
    for finding in clauses {
        assert!(reasons_with(finding, "a-early").is_empty(), "{}", finding.id);
    }
}

#[test]
fn the_gun_of_exactly_100_mm_depends_on_the_reading() {
    let findings = withdrawal();
    let of = finding(&findings, "1/side_a/all");
    assert!(of.depends_on_reading);
    for reading in &of.readings {
        let guns = reading.reading.iter().find(|(name, _)| name == "guns").unwrap();
        let expected = if guns.1 == "from_100" { Answer::Breached } else { Answer::NotConcluded };
        assert_eq!(reading.answer, Some(expected), "{:?}", reading.reading);
    }
}

#[test]
fn each_side_is_measured_from_its_own_line() {
    let findings = withdrawal();
    assert_eq!(
        headlines(&findings, "2"),
        ["any: contrary to the clause", "side_a: not concluded", "side_b: contrary to the clause"]
    );
    assert!(reasons_with(finding(&findings, "2/side_a/all"), "a-rockets").is_empty());
}

#[test]
fn the_width_of_the_zone_depends_on_the_reading() {
    let findings = withdrawal();
    let of = finding(&findings, "1a/side_a/all");
    for reading in &of.readings {
        let wide = reading.reading.iter().any(|(_, name)| name == "each_its_own");
        let hundred = reading.reading.iter().any(|(_, name)| name == "from_100");
        let breached = reading.answer == Some(Answer::Breached);
        assert_eq!(breached, wide || hundred, "{:?}", reading.reading);
    }
}

#[test]
fn the_press_makes_possible_and_a_side_alone_alleges() {
    let findings = withdrawal();
    assert_eq!(headlines(&findings, "3")[2], "side_b: not concluded");
    let kind = |id: &str, record: &str| {
        reasons_with(finding(&findings, id), record).first().map(|reason| reason.kind)
    };
    assert_eq!(kind("3/side_b/all", "b-missile"), Some(ReasonKind::Reported));
    assert_eq!(kind("1/side_b/all", "a-says-b"), Some(ReasonKind::Alleged));
}

#[test]
fn duties_in_time_late_and_by_reading() {
    let findings = withdrawal();
    assert_eq!(
        headlines(&findings, "4")[1..],
        ["side_a: kept", "side_b: contrary to the clause; performed late, 2 days"]
    );
    assert_eq!(
        headlines(&findings, "5")[1..],
        ["side_a: kept", "side_b: not concluded; depends on reading"]
    );
    assert_eq!(headlines(&findings, "6")[0], "any: anchor undetermined");
}

#[test]
fn full_watch_keeps_and_a_late_flight_overturns_as_new_information() {
    let case = example("small-truce");
    let before = verify(case.path(), &["--as-of", "2030-06-03"]);
    let after = verify(case.path(), &["--as-of", "2030-06-08"]);
    let all = |findings: &Findings| -> Vec<String> {
        ["1", "2", "3"].iter().map(|clause| headlines(findings, clause)[0].clone()).collect()
    };
    assert_eq!(all(&before), ["any: kept", "any: no breach found, watched 80\u{a0}%", "any: kept"]);
    assert_eq!(all(&after), ["any: kept", "any: contrary to the clause", "any: kept"]);
    assert_eq!(
        headlines(&after, "2")[1..],
        ["north: no breach found, watched 80\u{a0}%", "south: contrary to the clause"]
    );
    let answer = compare(&before, &after)
        .into_iter()
        .find(|difference| difference.path == "findings[2/any/all].answer")
        .unwrap();
    assert_eq!(answer.class, DifferenceClass::NewInformation);
    assert_eq!(answer.records, ["drone"]);
}
