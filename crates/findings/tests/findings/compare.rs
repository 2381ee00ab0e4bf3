//! Every difference between two runs is found and has a cause.

use basis::{Count, Digest};
use findings::sample::invented;
use findings::{
    Answer, Difference, DifferenceClass, Findings, InputRole, RecordInfo, Release, compare,
};
use serde_json::Value;

/// The invented run after some file changed.
fn with_changed_file(role: InputRole, name: &str) -> Findings {
    let mut new = invented();
    for input in new.manifest.inputs.iter_mut().filter(|i| i.role == role && i.name == name) {
        input.sha256 = Digest::of(b"changed");
    }
    new
}

fn with_changed_mission() -> Findings {
    with_changed_file(InputRole::Evidence, "evidence/mission.csv")
}

fn record<'a>(findings: &'a mut Findings, id: &str) -> &'a mut RecordInfo {
    findings.records.iter_mut().find(|r| r.id == id).unwrap()
}

fn at<'a>(differences: &'a [Difference], path: &str) -> &'a Difference {
    let found = differences.iter().find(|d| d.path == path);
    found.unwrap_or_else(|| panic!("no `{path}` in {differences:#?}"))
}

/// The path, both sides, class and records of the first differences.
fn show(differences: &[Difference]) -> String {
    let one = |d: &Difference| {
        format!("{}: {} → {} ({}) {}\n", d.path, d.old, d.new, d.class, d.records.join(" "))
    };
    differences.iter().map(one).collect()
}

#[test]
fn a_run_against_itself_has_no_difference() {
    assert_eq!(compare(&invented(), &invented()), []);
    let copy = invented().released(Release::Public);
    assert_eq!(compare(&copy, &invented()), [], "at the level of the old file");
    assert_eq!(compare(&invented(), &copy), []);
}

#[test]
fn a_late_flight_is_new_information() {
    let mut new = with_changed_mission();
    let mut late = record(&mut new, "r-5").clone();
    late.id = "r-9".to_owned();
    new.records.push(late);
    let finding = new.findings.iter_mut().find(|f| f.id == "4/south/all").unwrap();
    finding.answer = Some(Answer::Breached);
    finding.reasons[0].records.push("r-9".to_owned());
    insta::assert_snapshot!(show(&compare(&invented(), &new)), @r"
    findings[4/south/all].answer: kept → contrary to the clause (new information) r-9
    findings[4/south/all].reasons[watch · no gap in the watch].records: w-1, w-3 → w-1, w-3, r-9 (new information) r-9
    manifest.inputs[evidence · evidence/mission.csv].sha256: d7d691d3ede95e6e1b108a04e68464c0a8ea84314436586113699882a47c7310 → d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed (new information) r-9
    records[r-9]: absent → actors: north; count: 1; from: 2031-05-12T15:00:00Z; known at: 2031-05-12T16:20:00Z; place: 48.1188, -30.0266 ± 300 m; sort: report; source: Invented Mission; standing: observed; until: 2031-05-12T15:20:00Z; what: drone flight (new information) r-9
    ");
}

#[test]
fn restated_changed_and_withdrawn_records() {
    let mut new = with_changed_mission();
    record(&mut new, "t-05").restated_by = Some("t-05b".to_owned());
    let mut restatement = record(&mut new, "t-05").clone();
    restatement.id = "t-05b".to_owned();
    restatement.restates = Some("t-05".to_owned());
    restatement.restated_by = None;
    new.records.push(restatement);
    record(&mut new, "r-1").count = Some(Count::exact(9));
    new.records.retain(|r| r.id != "r-6");
    let differences = compare(&invented(), &new);
    assert_eq!(at(&differences, "records[t-05b]").class, DifferenceClass::Restated);
    assert_eq!(at(&differences, "records[t-05].restated_by").class, DifferenceClass::Restated);
    let changed = at(&differences, "records[r-1].count");
    assert_eq!((changed.class, changed.old.as_str()), (DifferenceClass::RecordChanged, "4"));
    let gone = at(&differences, "records[r-6]");
    assert_eq!((gone.class, gone.new.as_str()), (DifferenceClass::RecordWithdrawn, "absent"));
    let file = at(&differences, "manifest.inputs[evidence · evidence/mission.csv].sha256");
    assert_eq!(file.records, ["r-1", "r-6", "t-05", "t-05b"]);
}

#[test]
fn a_finding_names_only_its_own_records() {
    let mut new = with_changed_mission();
    record(&mut new, "r-1").count = Some(Count::exact(9));
    record(&mut new, "r-5").count = Some(Count::exact(9));
    for id in ["2/any/all", "4/north/all", "6/any/all"] {
        let finding = new.findings.iter_mut().find(|f| f.id == id).unwrap();
        finding.depends_on_reading = true;
    }
    let differences = compare(&invented(), &new);
    let records = |id: &str| {
        let found = at(&differences, &format!("findings[{id}].depends_on_reading"));
        (found.class, found.records.clone())
    };
    assert_eq!(records("2/any/all"), (DifferenceClass::RecordChanged, vec!["r-1".to_owned()]));
    assert_eq!(records("4/north/all"), (DifferenceClass::RecordChanged, vec!["r-5".to_owned()]));
    // Nothing that bears on clause 6 changed: no single record can be named.
    assert_eq!(records("6/any/all"), (DifferenceClass::RecordChanged, vec![]));
}

#[test]
fn causes_beside_the_evidence() {
    let answer = |mut new: Findings| {
        new.findings[3].answer = Some(Answer::NotConcluded);
        let differences = compare(&invented(), &new);
        assert!(differences[0].path.ends_with(".answer"), "answers come first");
        differences[0].class
    };
    let accord = with_changed_file(InputRole::Accord, "accord.md");
    assert_eq!(answer(accord), DifferenceClass::AccordChanged);
    let geometry = with_changed_file(InputRole::Geometry, "geo/areas.geojson");
    assert_eq!(answer(geometry), DifferenceClass::GeometryChanged);
    let case = with_changed_file(InputRole::Case, "detente.toml");
    assert_eq!(answer(case), DifferenceClass::OptionsChanged);
    let mut program = invented();
    program.manifest.program = "detente 0.2.0".to_owned();
    assert_eq!(answer(program), DifferenceClass::ProgramChanged);
    assert_eq!(answer(invented()), DifferenceClass::ProgramChanged, "nothing else changed");
}

#[test]
fn a_premise_taken_away_is_one_difference_of_premises() {
    let mut new = with_changed_file(InputRole::Accord, "accord.md");
    new.premises.remove(0);
    for finding in &mut new.findings {
        finding.premises = finding.premises.iter().filter(|i| **i > 0).map(|i| i - 1).collect();
    }
    let differences = compare(&invented(), &new);
    let list = at(&differences, "findings[2/any/all].premises");
    assert_eq!(
        (list.old.as_str(), list.new.as_str(), list.class),
        (
            "closed actors in shoals, onus on the invoker, tally \"truce violations\" counts firing",
            "onus on the invoker, tally \"truce violations\" counts firing",
            DifferenceClass::AccordChanged,
        )
    );
    let premises: Vec<_> = differences.iter().filter(|d| d.path.starts_with("premises")).collect();
    assert_eq!(premises.len(), 1);
}

#[test]
fn an_asked_as_of_explains_absent_records() {
    let mut new = invented();
    new.manifest.options.as_of_asked = true;
    new.manifest.options.as_of = new.records[0].known_at;
    new.records.retain(|r| r.id != "r-5");
    let differences = compare(&invented(), &new);
    assert_eq!(at(&differences, "records[r-5]").class, DifferenceClass::OptionsChanged);
    assert_eq!(at(&differences, "manifest.options.as_of").class, DifferenceClass::OptionsChanged);
}

#[test]
fn what_became_known_since_is_new_information_though_the_as_of_was_asked() {
    let (mut old, mut new) = (invented(), invented());
    let known_at = record(&mut new, "r-5").known_at.unwrap();
    old.manifest.options.as_of_asked = true;
    old.manifest.options.as_of = Some(known_at.plus_micros(-1));
    old.records.retain(|r| r.id != "r-5");
    new.manifest.options.as_of_asked = true;
    new.manifest.options.as_of = Some(known_at);
    let differences = compare(&old, &new);
    assert_eq!(at(&differences, "records[r-5]").class, DifferenceClass::NewInformation);
    assert_eq!(at(&differences, "manifest.options.as_of").class, DifferenceClass::OptionsChanged);
    // The other way round nothing was learnt.
    let back = compare(&new, &old);
    assert_eq!(at(&back, "records[r-5]").class, DifferenceClass::OptionsChanged);
}

#[test]
fn a_default_end_that_follows_the_evidence_is_new_information() {
    let follow = |mut findings: Findings, to: &str| {
        let at = basis::Instant::parse(to).unwrap();
        findings.manifest.options.as_of = Some(at);
        findings.manifest.options.until = at;
        findings.findings.iter_mut().for_each(|f| f.period.until = at);
        findings
    };
    let old = follow(invented(), "2031-06-01T01:00:00Z");
    let mut new = follow(with_changed_mission(), "2031-06-20T00:00:00Z");
    let mut late = record(&mut new, "r-5").clone();
    late.id = "r-9".to_owned();
    late.known_at = new.manifest.options.as_of;
    new.records.push(late);
    let differences = compare(&old, &new);
    for path in
        ["manifest.options.as_of", "manifest.options.until", "findings[6/any/all].period.until"]
    {
        let found = at(&differences, path);
        assert_eq!(
            (found.class, found.records[..].join(" ")),
            (DifferenceClass::NewInformation, "r-9".to_owned()),
            "{path}"
        );
    }
    assert!(differences.iter().all(|d| d.class != DifferenceClass::OptionsChanged));
}

#[test]
fn rows_that_move_are_no_difference() {
    let mut new = with_changed_mission();
    new.records.iter_mut().for_each(|r| r.line += 1);
    let differences = compare(&invented(), &new);
    let paths: Vec<&str> = differences.iter().map(|d| d.path.as_str()).collect();
    assert_eq!(paths, ["manifest.inputs[evidence · evidence/mission.csv].sha256"]);
    let public = invented().released(Release::Public);
    assert_eq!(compare(&public, &new).len(), 1, "digests of a public copy do not move either");
}

#[test]
fn a_hidden_watch_shows_as_a_record_that_cannot_be_named() {
    let mut new = with_changed_mission();
    new.records.retain(|r| r.id != "w-1");
    new.findings[0].depends_on_reading = true;
    let differences = compare(&invented().released(Release::Public), &new);
    let finding = at(&differences, "findings[1/any/all].depends_on_reading");
    assert_eq!((finding.class, finding.records.len()), (DifferenceClass::RecordChanged, 0));
    assert!(differences.iter().all(|d| !d.path.contains("w-1")), "{differences:#?}");
}

/// Paths of all leaves of a value.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            fields.iter().for_each(|(k, v)| leaves(v, &format!("{path}/{k}"), found));
        }
        Value::Array(list) if !list.is_empty() => {
            list.iter().enumerate().for_each(|(i, v)| leaves(v, &format!("{path}/{i}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

/// The run with one leaf changed; `None` where no such findings exist.
fn changed(run: &Value, leaf: &str) -> Option<Findings> {
    let mut value = run.clone();
    let place = value.pointer_mut(leaf).unwrap();
    let before = place.clone();
    *place = match &before {
        Value::String(text) => format!("{text}x").into(),
        Value::Bool(yes) => (!yes).into(),
        Value::Number(n) if n.is_u64() => (n.as_u64().unwrap() + 1).into(),
        // Halved, since shares and latitudes have a largest value; moved, since half of nought is
        // nought. Only 0.6 stays where it is under this one.
        Value::Number(n) => (n.as_f64().unwrap() / 2.0 + 0.3).into(),
        _ => return None,
    };
    assert_ne!(*place, before, "{leaf} was not changed");
    serde_json::from_value(value).ok()
}

#[test]
fn no_changed_leaf_is_missed() {
    let run = invented();
    let value = serde_json::to_value(&run).unwrap();
    let mut all = Vec::new();
    leaves(&value, "", &mut all);
    all.retain(|leaf| !leaf.ends_with("/line"));
    let mut compared = 0;
    for leaf in &all {
        let Some(new) = changed(&value, leaf) else { continue };
        compared += 1;
        assert!(!compare(&run, &new).is_empty(), "{leaf}");
    }
    assert!(compared > all.len() / 2, "{compared} of {} leaves could be changed", all.len());
}
