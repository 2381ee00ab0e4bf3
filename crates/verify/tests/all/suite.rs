//! Runs the golden cases.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use accord::model::Accord;
use basis::{Diagnostic, Instant, Severity, Zone};
use evidence::Evidence;
use findings::Findings;
use verify::{Options, PeriodLength};

use crate::chapter::{self, Case, Run};
use crate::{ENGINES, Engine};

/// Name of the accord's file in each case.
const ACCORD: &str = "accord.md";

/// The least number of cases: a chapter that is no longer found must not pass for one that holds.
const CASES_MIN: usize = 140;

#[test]
fn golden_cases() {
    let cases = cases();
    let mut failures = Vec::new();
    for (chapter, case) in &cases {
        let failed = |message: String| format!("## {chapter}: {}\n{message}", case.name);
        match inputs(case) {
            Ok((accord, evidence)) => {
                for (engine, verify) in ENGINES {
                    let found = check(*verify, case, &accord, &evidence);
                    failures.extend(found.into_iter().map(|f| failed(format!("[{engine}] {f}"))));
                }
            }
            Err(message) => failures.push(failed(message)),
        }
    }
    assert!(cases.len() >= CASES_MIN, "only {} cases found", cases.len());
    let count = failures.len();
    assert!(count == 0, "{count} failures in {} cases\n\n{}", cases.len(), failures.join("\n\n"));
}

/// All cases with the name of their chapter, in order of name.
fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/verdicts");
    let files = std::fs::read_dir(&folder).expect("the folder of the suite");
    let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("a chapter");
        let read = chapter::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!read.is_empty(), "{name} has no case");
        cases.extend(read.into_iter().map(|case| (name.clone(), case)));
    }
    cases
}

/// The accord and the evidence of a case, or why they cannot be read.
fn inputs(case: &Case) -> Result<(Accord, Evidence), String> {
    let text = format!("# Article\n\n```accord\n{}```\n", case.accord);
    let (syntax, mut problems) = accord::parse(&text, ACCORD);
    for need in accord::needs(&syntax) {
        if !case.geometry.contains_key(&need.file) {
            return Err(format!("the case has no block for {}", need.file));
        }
    }
    let resolved = accord::resolve(&syntax, &case.geometry);
    problems.extend(resolved.diagnostics);
    errors("accord", &problems)?;
    let accord = resolved.accord.ok_or("the accord could not be resolved")?;
    Ok((accord, tables(case)?))
}

fn tables(case: &Case) -> Result<Evidence, String> {
    let zone = case.runs.first().and_then(|run| run.options.get("zone")).and_then(|z| z.as_str());
    let zone = zone.unwrap_or("UTC");
    let declare = |file: &String| {
        format!("[[source]]\nfile = \"{file}\"\nadapter = \"detente-csv\"\nzone = \"{zone}\"\n")
    };
    let declared: String = case.tables.keys().map(declare).collect();
    let (declared, problems) = evidence::Case::parse("detente.toml", &declared);
    errors("sources", &problems)?;
    let mut evidence = Evidence::default();
    for source in &declared.sources {
        let bytes = case.tables.get(&source.file).map(String::as_bytes).unwrap_or_default();
        let options = evidence::Options { strict: false };
        let read = evidence::read_source(source, options, bytes, &mut |_| {});
        errors("evidence", &read.diagnostics)?;
        evidence.add(read);
    }
    let (evidence, problems) = evidence.sorted();
    errors("evidence", &problems).map(|()| evidence)
}

fn errors(what: &str, problems: &[Diagnostic]) -> Result<(), String> {
    let errors: Vec<String> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{what}: {problem:?}"))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n")) }
}

/// What an engine gets wrong in a case.
fn check(verify: Engine, case: &Case, accord: &Accord, evidence: &Evidence) -> Vec<String> {
    let mut failures = Vec::new();
    let mut all = Vec::new();
    let ids = ids(evidence);
    for (number, run) in case.runs.iter().enumerate() {
        let found = options(run).and_then(|options| {
            let findings = run_engine(verify, accord, evidence, &options)?;
            let again = run_engine(verify, accord, &reversed(evidence), &options)?;
            Ok((findings, again))
        });
        let failed = |text: String| format!("run {}: {text}", number + 1);
        match found {
            Ok((findings, again)) => {
                let wrong = run.expect.failures(&findings, &ids);
                failures.extend(wrong.into_iter().map(failed));
                if json(&findings) != json(&again) {
                    failures.push(failed("reversed evidence gives other findings".to_owned()));
                }
                all.push(findings);
            }
            Err(error) => failures.push(failed(error)),
        }
    }
    failures.extend(compare(case, &all));
    failures
}

/// The findings; a panic is a failure of the one case.
fn run_engine(
    verify: Engine,
    accord: &Accord,
    evidence: &Evidence,
    options: &Options,
) -> Result<Findings, String> {
    catch_unwind(AssertUnwindSafe(|| verify(accord, evidence, options)))
        .map_err(|_| "the engine panicked; its message stands above".to_owned())
}

/// What `findings::compare` does not say of the first run against the last.
fn compare(case: &Case, all: &[Findings]) -> Vec<String> {
    let [first, .., last] = all else { return Vec::new() };
    if case.compare.is_empty() {
        return Vec::new();
    }
    let differences = findings::compare::compare(first, last);
    let shown: Vec<String> = differences
        .iter()
        .map(|d| format!("{}: {}; {}", d.path, d.class.words(), d.records.join(", ")))
        .collect();
    let missing = case.compare.iter().filter(|wanted| {
        !differences.iter().any(|found| {
            found.path == wanted.path
                && found.class.words() == wanted.class
                && wanted.records.iter().all(|id| found.records.contains(id))
        })
    });
    let show = |wanted: &chapter::Difference| {
        let (path, class) = (&wanted.path, &wanted.class);
        format!(
            "compare: expected {path}: {class}; {}\n  got:\n    {}",
            wanted.records.join(", "),
            shown.join("\n    ")
        )
    };
    missing.map(show).collect()
}

fn ids(evidence: &Evidence) -> BTreeSet<&str> {
    let reports = evidence.reports.iter().map(|report| &report.head);
    let watches = evidence.watches.iter().map(|watch| &watch.head);
    let tallies = evidence.tallies.iter().map(|tally| &tally.head);
    let acts = evidence.acts.iter().map(|act| &act.head);
    reports.chain(watches).chain(tallies).chain(acts).map(|head| head.id.as_str()).collect()
}

/// The same evidence as it would stand had it arrived the other way round.
fn reversed(evidence: &Evidence) -> Evidence {
    let mut evidence = evidence.clone();
    evidence.reports.reverse();
    evidence.watches.reverse();
    evidence.tallies.reverse();
    evidence.acts.reverse();
    evidence
}

fn json(findings: &Findings) -> String {
    serde_json::to_string(findings).expect("findings are plain data")
}

fn options(run: &Run) -> Result<Options, String> {
    let text = |key: &str| run.options.get(key).and_then(|value| value.as_str());
    let instant = |key: &str| match text(key) {
        Some(written) => Instant::parse(written).map(Some).ok_or(format!("{key}: no instant")),
        None => Ok(None),
    };
    let mut options = Options { program: "suite".to_owned(), ..Options::default() };
    options.as_of = instant("as_of")?;
    options.from = instant("from")?;
    options.until = instant("until")?;
    options.period = match text("period") {
        None | Some("all") => PeriodLength::All,
        Some("day") => PeriodLength::Day,
        Some("week") => PeriodLength::Week,
        Some(other) => return Err(format!("no period `{other}`")),
    };
    if let Some(name) = text("zone") {
        options.zone = Zone::named(name).ok_or(format!("no zone `{name}`"))?;
    }
    if let Some(time) = text("day_ends") {
        options.day_ends = time.parse().map_err(|error| format!("day_ends: {error}"))?;
    }
    options.watched_min = run.options.get("watched_min").and_then(toml::Value::as_float);
    if let Some(names) = run.options.get("observers").and_then(|names| names.as_array()) {
        options.observers = names.iter().filter_map(|n| n.as_str().map(str::to_owned)).collect();
    }
    Ok(options)
}
