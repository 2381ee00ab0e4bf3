//! The cases of `examples/`, and the accord of `examples/donbas-2020` over the published tables.
//!
//! The tables are not part of this repository. Their folder is named by `DETENTE_TEST_DATA`; where
//! it is not set, tests that need it say so and end. With `DETENTE_REQUIRE_DATA=1` they fail.

mod donbas;

mod invented;

mod pages;

mod published;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use findings::{Finding, Findings, Reason, ReasonKind};
use tempfile::TempDir;

use crate::commands::{detente, stderr, stdout};
use crate::repository;

/// A copy of an example, so that nothing is written into the repository.
fn example(name: &str) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&repository().join("examples").join(name), copy.path());
    copy
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            fs::write(&target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// The findings of a case, for the team; fails unless every row was read and the run ended well.
fn verify(case: &Path, options: &[&str]) -> Findings {
    let args = [&["verify", "--json", "--release", "full"], options].concat();
    let output = detente(case, &args);
    assert!(output.status.success(), "{:?}: {}", output.status.code(), stderr(&output));
    findings::read(&stdout(&output)).unwrap()
}

fn finding<'a>(findings: &'a Findings, id: &str) -> &'a Finding {
    findings.finding(id).unwrap_or_else(|| panic!("no finding `{id}`"))
}

/// Headline of each party's finding on a clause, `any` first.
fn headlines(findings: &Findings, clause: &str) -> Vec<String> {
    let of = findings.findings.iter().filter(|finding| finding.clause == clause);
    of.map(|f| format!("{}: {}", f.party.as_deref().unwrap_or("any"), f.headline())).collect()
}

/// The reasons of a finding that name a record.
fn reasons_with<'a>(finding: &'a Finding, record: &str) -> Vec<&'a Reason> {
    finding.reasons.iter().filter(|r| r.records.iter().any(|id| id == record)).collect()
}

/// The observer's running totals: local date of their end → number.
fn running_totals(findings: &Findings) -> BTreeMap<String, u64> {
    let rows = findings.ledger.iter().filter(|row| row.cumulative && row.source == "OSCE SMM");
    let end = |row: &findings::LedgerRow| row.period.until.to_string()[..10].to_owned();
    rows.map(|row| (end(row), row.count.unwrap().number)).collect()
}

/// What the observer's reports say, by day.
const RUNNING_TOTALS: [(&str, u64); 9] = [
    ("2020-07-27", 111),
    ("2020-07-28", 121),
    ("2020-07-30", 123),
    ("2020-07-31", 225),
    ("2020-08-03", 246),
    ("2020-08-04", 251),
    ("2020-08-05", 251),
    ("2020-08-06", 256),
    ("2020-08-07", 256),
];

/// Takes a premise out of a case's accord.
fn remove_premise(case: &Path, begins: &str) {
    let path = case.join("accord.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut kept = String::new();
    let mut inside = false;
    let mut removed = 0;
    for line in text.lines() {
        if line.starts_with(&format!("premise {begins}")) {
            inside = true;
            removed += 1;
        } else if !line.starts_with(' ') {
            inside = false;
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    assert_eq!(removed, 1, "one premise begins with `{begins}`");
    fs::write(path, kept).unwrap();
}

/// The premises that the fire clause rests on, and the words for a missing one.
const PREMISES: [(&str, &str); 3] =
    [("closed actors", "closed actors"), ("onus", "onus"), ("counted", "counted")];

/// The clause on firing falls, and names the premise that was taken away.
fn assert_falls(findings: &Findings, premise: &str) {
    let fire = finding(findings, "2/any/all");
    assert_eq!(fire.headline(), "not concluded", "without {premise}");
    let missing = &fire.premises_missing;
    assert!(missing.len() == 1 && missing[0].contains(premise), "{premise}: {missing:?}");
}

/// The finding that the fire clause's evidence leads to, under the stated premises.
fn assert_author_not_established(findings: &Findings) {
    assert_eq!(
        headlines(findings, "2"),
        [
            "any: contrary to the clause; author not established",
            "ukraine: not concluded",
            "cadlr: not concluded",
        ]
    );
    let premises: Vec<&str> = finding(findings, "2/any/all")
        .premises
        .iter()
        .map(|at| findings.premises[*at].rule.split(' ').next().unwrap())
        .collect();
    assert_eq!(premises, ["closed", "onus", "counted"]);
}

/// The weapons of another accord break nothing here, and are counted nowhere among the fire.
fn assert_weapons_stay_out(findings: &Findings, record: &str) {
    let weapons = findings.record(record).unwrap();
    assert_eq!(weapons.count.unwrap().number, 21, "they are in the evidence");
    for finding in &findings.findings {
        for reason in reasons_with(finding, record) {
            assert_eq!(reason.kind, ReasonKind::Outside, "{}: {}", finding.id, reason.text);
        }
        for figure in &finding.figures {
            assert!(!figure.records.iter().any(|id| id == record), "{}", finding.id);
        }
    }
}

/// A folder of published data; `None`, with a message, where there is none.
fn published_data(folder: &str) -> Option<PathBuf> {
    let required = std::env::var("DETENTE_REQUIRE_DATA").is_ok_and(|value| value == "1");
    let path = std::env::var_os("DETENTE_TEST_DATA").map(|root| PathBuf::from(root).join(folder));
    let found = path.filter(|path| path.is_dir());
    assert!(found.is_some() || !required, "DETENTE_TEST_DATA names no folder with `{folder}`");
    if found.is_none() {
        let message = format!("skipped: `{folder}` is not in DETENTE_TEST_DATA\n");
        std::io::Write::write_all(&mut std::io::stderr(), message.as_bytes()).unwrap();
    }
    found
}
