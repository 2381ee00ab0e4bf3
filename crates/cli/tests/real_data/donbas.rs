//! `examples/donbas-2020`: our own tables.

use basis::{Count, Standing};
use findings::{Findings, ReasonKind};

use super::{
    PREMISES, RUNNING_TOTALS, assert_author_not_established, assert_falls, assert_weapons_stay_out,
    example, finding, headlines, remove_premise, running_totals, verify,
};

fn donbas() -> Findings {
    verify(example("donbas-2020").path(), &[])
}

fn ledger(findings: &Findings, record: &str) -> (Option<u64>, Standing, Option<String>) {
    let row = findings.ledger.iter().find(|row| row.record == record).unwrap();
    (row.count.map(|count| count.number), row.standing, row.restated_by.clone())
}

#[test]
fn the_running_total_reads_as_reported_and_unknown_days_stay_unknown() {
    let findings = donbas();
    let totals = running_totals(&findings);
    for (day, number) in RUNNING_TOTALS {
        assert_eq!(totals.get(day), Some(&number), "{day}");
    }
    let unknown = ["2020-07-29", "2020-08-01", "2020-08-02", "2020-08-08"];
    assert!(unknown.iter().all(|day| !totals.contains_key(*day)), "{totals:?}");

    let running = findings.series.iter().position(|s| s.cumulative).unwrap();
    let on = |label: &str| {
        let day = findings.timeline.iter().find(|day| day.period.label == label).unwrap();
        day.values[running]
    };
    assert_eq!(on("2020-07-28"), Some(Count::exact(121)));
    assert_eq!(on("2020-07-29"), None, "a gap is a gap");
}

#[test]
fn the_first_fortnight_is_256_and_restated_fortnights_stand_beside() {
    let findings = donbas();
    assert_eq!(ledger(&findings, "fortnight-2020-07-27"), (Some(256), Standing::Observed, None));
    for (day, first, second) in
        [("2020-10-19", 253, 238), ("2020-11-02", 469, 468), ("2020-11-16", 341, 339)]
    {
        let (id, later) = (format!("fortnight-{day}"), format!("fortnight-{day}-restated"));
        let restated = (Some(first), Standing::Observed, Some(later.clone()));
        assert_eq!(ledger(&findings, &id), restated);
        assert_eq!(ledger(&findings, &later), (Some(second), Standing::Observed, None));
    }
}

#[test]
fn firing_is_contrary_to_the_clause_and_its_author_not_established() {
    assert_author_not_established(&donbas());
}

#[test]
fn without_any_one_premise_firing_is_not_concluded() {
    for (begins, words) in PREMISES {
        let case = example("donbas-2020");
        remove_premise(case.path(), begins);
        assert_falls(&verify(case.path(), &["--clause", "2"]), words);
    }
}

#[test]
fn on_the_first_day_as_well_each_premise_is_needed() {
    let case = example("donbas-2020");
    let day = ["--from", "2020-07-27", "--until", "2020-07-27", "--clause", "2"];
    assert_author_not_established(&verify(case.path(), &day));
    remove_premise(case.path(), "counted");
    assert_falls(&verify(case.path(), &day), "counted");
}

#[test]
fn clauses_that_nobody_watched_are_not_concluded() {
    let findings = donbas();
    for clause in ["1", "1a", "3", "3a"] {
        let of = findings.findings.iter().filter(|finding| finding.clause == clause);
        for finding in of {
            assert_eq!(finding.headline(), "not concluded", "{}", finding.id);
            assert_eq!(finding.watched.map(|watched| watched.share), Some(0.0), "{}", finding.id);
        }
    }
    assert_eq!(headlines(&findings, "5")[0], "any: outstanding");
    assert_eq!(headlines(&findings, "7")[0], "any: not checkable");
}

#[test]
fn new_trenches_point_to_both_sides_and_settle_nothing() {
    let findings = donbas();
    for (party, record) in [("ukraine", "trench-donetsk-0911"), ("cadlr", "trench-luhansk-0911")] {
        let of = finding(&findings, &format!("1/{party}/all"));
        let reasons = super::reasons_with(of, record);
        assert!(reasons.iter().any(|r| r.kind == ReasonKind::Possible), "{record}: {reasons:?}");
    }
}

#[test]
fn claims_stand_side_by_side_and_are_never_added() {
    let findings = donbas();
    let restated = (Some(2), Standing::Claimed, Some("jfo-0727".to_owned()));
    assert_eq!(ledger(&findings, "jfo-0727-first"), restated);
    assert_eq!(ledger(&findings, "jfo-0727"), (Some(3), Standing::Claimed, None));
    assert_eq!(ledger(&findings, "dpr-0727"), (Some(0), Standing::Claimed, None));
    for figure in findings.findings.iter().flat_map(|finding| &finding.figures) {
        assert_ne!(figure.count.map(|count| count.number), Some(111 + 3), "{}", figure.how);
        let standings = figure.records.iter().filter_map(|id| findings.record(id));
        assert!(standings.into_iter().all(|r| r.standing == figure.standing), "{}", figure.how);
    }
}

#[test]
fn words_of_the_observer_that_a_side_relays_are_a_claim() {
    let findings = donbas();
    let record = findings.record("smm-via-dpr-2").unwrap();
    assert_eq!(record.standing, Standing::Claimed);
    assert_eq!(record.source, "OSCE SMM");
    assert_eq!(record.relayed_by.as_deref(), Some("DPR office JCCC"));
}

#[test]
fn weapons_beyond_the_lines_of_another_accord_stay_out() {
    assert_weapons_stay_out(&donbas(), "peremozhne-0727");
}

#[test]
fn coarse_events_are_never_certain() {
    let findings = donbas();
    let mut seen = 0;
    for reason in findings.findings.iter().flat_map(|finding| &finding.reasons) {
        if reason.records.iter().any(|id| id.starts_with("ucdp-")) {
            seen += 1;
            assert_ne!(reason.kind, ReasonKind::Certain, "{}", reason.text);
        }
    }
    assert!(seen > 0);
}
