//! The accord of `examples/donbas-2020` over the tables as their makers publish them.

use std::fs;

use basis::Standing;
use findings::{Findings, ReasonKind};
use tempfile::TempDir;

use super::{
    PREMISES, RUNNING_TOTALS, assert_author_not_established, assert_falls, assert_weapons_stay_out,
    example, published_data, remove_premise, running_totals, verify,
};

const SOURCES: &str = include_str!("donbas.toml");

const TABLES: [&str; 4] =
    ["osce-smm-daily.csv", "osce-smm-status-reports.csv", "claims.csv", "ucdp-ukraine.csv"];

/// Until the last day about which the event data speak of this truce.
const TRUCE: [&str; 4] = ["--from", "2020-05-01", "--until", "2020-10-21"];

/// The case; `None` where the published tables are not at hand.
fn case() -> Option<TempDir> {
    let data = published_data("donbas-2020")?;
    let case = example("donbas-2020");
    fs::write(case.path().join("detente.toml"), SOURCES).unwrap();
    for table in TABLES {
        fs::write(case.path().join(table), fs::read(data.join(table)).unwrap()).unwrap();
    }
    Some(case)
}

#[test]
fn the_published_tables_say_the_same() {
    let Some(case) = case() else { return };
    let findings = verify(case.path(), &TRUCE);
    let totals = running_totals(&findings);
    let expected: Vec<(String, u64)> =
        RUNNING_TOTALS.iter().map(|(day, number)| ((*day).to_owned(), *number)).collect();
    assert_eq!(totals.into_iter().collect::<Vec<_>>(), expected, "and no other day");
    let fortnight = findings.ledger.iter().find(|row| row.record == "fortnight").unwrap();
    assert_eq!(fortnight.count.unwrap().number, 256);

    assert_author_not_established(&findings);
    assert_claims(&findings);
    assert_weapons_stay_out(&findings, "weapons-2020-07-27");
    assert_coarse_events_stay_possible(&findings);
    for clause in ["1", "1a", "3", "3a"] {
        let of = findings.findings.iter().filter(|finding| finding.clause == clause);
        assert!(of.into_iter().all(|f| f.headline() == "not concluded"), "{clause}");
    }
}

fn assert_claims(findings: &Findings) {
    let row = |id: &str| findings.ledger.iter().find(|row| row.record == id).unwrap();
    let (first, second) = (row("jfo-first"), row("jfo-second"));
    assert_eq!(first.count.unwrap().number, 2);
    assert_eq!(first.restated_by.as_deref(), Some("jfo-second"));
    assert_eq!(second.count.unwrap().number, 3);
    // The table calls the relayed row an observer's; verification knows who relayed it.
    let relayed = findings.record("relayed").unwrap();
    assert_eq!(relayed.standing, Standing::Claimed);
    assert_eq!(relayed.standing_declared, Some(Standing::Observed));
}

fn assert_coarse_events_stay_possible(findings: &Findings) {
    let reasons = findings.findings.iter().flat_map(|finding| &finding.reasons);
    let coded = reasons.filter(|r| r.records.iter().any(|id| id.starts_with("ucdp:")));
    let kinds: Vec<ReasonKind> = coded.map(|reason| reason.kind).collect();
    assert!(kinds.contains(&ReasonKind::Reported), "{kinds:?}");
    assert!(!kinds.contains(&ReasonKind::Certain), "{kinds:?}");
}

#[test]
fn without_any_one_premise_the_published_tables_do_not_conclude() {
    for (begins, words) in PREMISES {
        let Some(case) = case() else { return };
        remove_premise(case.path(), begins);
        assert_falls(&verify(case.path(), &[&TRUCE[..], &["--clause", "2"]].concat()), words);
    }
}

#[test]
fn events_before_and_after_entry_into_force_are_46_and_18() {
    let Some(case) = case() else { return };
    let (sources, problems) = evidence::Case::parse("detente.toml", SOURCES);
    assert!(problems.is_empty(), "{problems:?}");
    let source = sources.sources.iter().find(|s| s.file == "ucdp-ukraine.csv").unwrap();
    let table = fs::read(case.path().join(&source.file)).unwrap();
    let read = evidence::read_source(source, evidence::Options::default(), &table[..], &mut |_| {});
    assert_eq!((read.file.records, read.file.rows_refused), (3883, 0));
    let zone = source.zone.as_ref().unwrap();
    let begins = |day: &str| zone.day(day.parse().unwrap()).unwrap().start;
    let count = |from: &str, until: &str| {
        let starts = read.records.iter().filter_map(|record| match record {
            evidence::Record::Report(report) => Some(report.during.start),
            _ => None,
        });
        starts.filter(|start| *start >= begins(from) && *start < begins(until)).count()
    };
    assert_eq!(count("2020-05-01", "2020-07-27"), 46);
    assert_eq!(count("2020-07-27", "2020-10-22"), 18);
}
