//! Results of NegMAS 0.16.0, where they stand beside the folder of real data.

use std::path::PathBuf;

use serde_json::Value;
use talks::number::to_f64;
use talks::read::{self, Input};
use talks::simulate::{self, Strategy};
use talks::{Analysis, Profile};

/// Differences of doubles that are forgiven.
const CLOSE: f64 = 1e-9;

/// The folder `oracles/talks` beside that of `DETENTE_TEST_DATA`; `None` without the variable.
fn folder() -> Option<PathBuf> {
    let required = std::env::var_os("DETENTE_REQUIRE_DATA").is_some_and(|value| value == "1");
    let folder = std::env::var_os("DETENTE_TEST_DATA");
    let folder = folder.map(|data| PathBuf::from(data).join("../oracles/talks"));
    let found = folder.filter(|folder| folder.is_dir());
    assert!(found.is_some() || !required, "the oracles of talks are missing");
    if found.is_none() {
        eprintln!("skipped: DETENTE_TEST_DATA has no oracles of talks beside it");
    }
    found
}

/// Rows of numbers, sorted.
fn rows(value: &Value) -> Vec<Vec<f64>> {
    let numbers = |row: &Value| row.as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    sorted(value.as_array().unwrap().iter().map(numbers).collect())
}

fn sorted(mut rows: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    rows.sort_by(|a, b| a.partial_cmp(b).unwrap());
    rows
}

fn assert_close(found: &[Vec<f64>], expected: &[Vec<f64>], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let pairs = found.iter().flatten().zip(expected.iter().flatten());
    for (found, expected) in pairs {
        assert!((found - expected).abs() < CLOSE, "{what}: {found} instead of {expected}");
    }
}

#[test]
fn every_figure_of_negmas_is_reproduced() {
    let Some(folder) = folder() else { return };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("oracle_"));
    files.sort();
    assert!(!files.is_empty(), "no oracle files");
    let mut counted = 0;
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let domain = read::domain(&[Input { name: &name, text: &text }]).unwrap();
        assert_eq!(domain.conventions, Profile::Negmas);
        let analysis = Analysis::of(&domain, Profile::Negmas).unwrap();
        let oracle: Value = serde_json::from_str(&text).unwrap();
        let result = &oracle["result"];
        let utilities = |at: &[usize]| {
            let of = |at: &usize| analysis.utilities(*at).iter().map(to_f64).collect();
            sorted(at.iter().map(of).collect())
        };
        assert_close(
            &utilities(&analysis.listed()),
            &rows(&oracle["pareto"]),
            &format!("{name}: frontier"),
        );
        for named in &analysis.named {
            let expected = &result[named.rule.key];
            let what = format!("{name}: {}", named.rule.key);
            assert_close(&utilities(&named.at), &rows(expected), &what);
            // The packages that NegMAS names are among ours.
            for row in expected.as_array().unwrap() {
                let words: Vec<&str> = row
                    .as_array()
                    .unwrap()
                    .last()
                    .unwrap()
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(Value::as_str)
                    .collect();
                let packages = named
                    .at
                    .iter()
                    .flat_map(|at| analysis.frontier.packages(&analysis.space, *at, 1000).0);
                assert!(packages.into_iter().any(|p| domain.words(&p) == words), "{what}");
            }
        }
        let (at_least, more) = analysis.space.rational_packages().unwrap();
        assert_eq!(Some(at_least), result["n_rational"].as_u64(), "{name}");
        let all = result["n_outcomes"].as_f64().unwrap();
        // Two figures that the largest files leave out.
        if let Some(fraction) = result["rational_fraction"].as_f64() {
            assert!((more as f64 / all - fraction).abs() < CLOSE, "{name}");
            counted += 1;
        }
        if let Some(opposition) = result["opposition"].as_f64() {
            assert!((analysis.opposition().unwrap() - opposition).abs() < CLOSE, "{name}");
        }
    }
    assert!(counted > 0, "no file has all figures");
}

#[test]
fn every_trace_of_negmas_is_repeated() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("sao_trace.json")).unwrap();
    let traces: Value = serde_json::from_str(&text).unwrap();
    let traces = traces.as_array().unwrap();
    assert!(!traces.is_empty());
    for case in traces {
        let spec = format!("{{\"spec\": {}}}", case["specs"]);
        let domain = read::domain(&[Input { name: "spec", text: &spec }]).unwrap();
        let classes = case["classes"].as_array().unwrap().iter().filter_map(Value::as_str);
        let strategies: Vec<Strategy> = classes
            .map(|class| match class {
                "BoulwareTBNegotiator" => Strategy::Boulware,
                "LinearTBNegotiator" => Strategy::Linear,
                "ConcederTBNegotiator" => Strategy::Conceder,
                other => panic!("{other}"),
            })
            .collect();
        let run = simulate::run(&domain, &strategies, 20).unwrap();
        let words = |package: &[usize]| serde_json::json!(domain.words(package));
        let trace: Vec<Value> = run
            .full_trace()
            .iter()
            .map(|offer| {
                let time = (offer.time * 1e6).round() / 1e6;
                serde_json::json!([
                    offer.step,
                    time,
                    domain.parties[offer.party].name,
                    offer.package.map(|package| words(package)),
                ])
            })
            .collect();
        assert_eq!(serde_json::json!(trace), case["trace"]);
        let agreement = run.accepted.and_then(|_| run.offers.last());
        assert_eq!(agreement.map_or(Value::Null, |o| words(&o.package)), case["agreement"]);
        assert_eq!(run.accepted.map_or(20, |step| step + 1), case["step"].as_u64().unwrap() as u32);
    }
}

/// What NegMAS 0.16.0 says where a party has the same of every package: every point of the frontier
/// for the sum as well. Run once and written down.
#[test]
fn where_a_party_has_nothing_to_gain_all_points_are_as_good() {
    let text = r#"{"spec": [
        {"weights": [1, 1], "values": [[0, 1, 2], [0, 2]], "reserved": 0},
        {"weights": [1, 1], "values": [[4, 1, 0], [1, 0]], "reserved": 0},
        {"weights": [1, 1], "values": [[1, 1, 1], [0, 0]], "reserved": 0}]}"#;
    let domain = read::domain(&[Input { name: "flat.json", text }]).unwrap();
    let analysis = Analysis::of(&domain, Profile::Negmas).unwrap();
    let expected = [[0., 5., 1.], [2., 4., 1.], [3., 1., 1.], [4., 0., 1.]].map(Vec::from);
    for named in &analysis.named {
        let of = |at: &usize| analysis.utilities(*at).iter().map(to_f64).collect();
        let found = sorted(named.at.iter().map(of).collect());
        assert_close(&found, &expected, named.rule.key);
    }
}

/// Without agreement the last entry of NegMAS's full trace has no offer.
#[test]
fn a_trace_without_agreement_ends_without_an_offer() {
    let text = r#"{"spec": [
        {"weights": [1], "values": [[0, 1]], "reserved": 1},
        {"weights": [1], "values": [[1, 0]], "reserved": 1}]}"#;
    let domain = read::domain(&[Input { name: "opposed.json", text }]).unwrap();
    let run = simulate::run(&domain, &[Strategy::Boulware, Strategy::Linear], 3).unwrap();
    assert_eq!(run.accepted, None);
    let trace = run.full_trace();
    let (last, others) = trace.split_last().unwrap();
    assert!(last.package.is_none() && others.iter().all(|entry| entry.package.is_some()));
    assert_eq!(trace.len(), run.offers.len());
}

/// Of packages around the aspiration less its tolerance NegMAS offers one that lies at most 10⁻⁶
/// below, if none above is as near. Run once and written down.
#[test]
fn an_offer_may_lie_a_millionth_below_the_aspiration() {
    let text = r#"{"spec": [
        {"weights": [1], "values": [[0, 0.4998995, 0.6, 1]], "reserved": 0},
        {"weights": [1], "values": [[1, 0.3, 0.2, 0]], "reserved": 0}]}"#;
    let domain = read::domain(&[Input { name: "near.json", text }]).unwrap();
    let run = simulate::run(&domain, &[Strategy::Linear; 2], 1).unwrap();
    assert_eq!(run.offers[0].package, [1]);
    let further = text.replace("0.4998995", "0.4998985");
    let domain = read::domain(&[Input { name: "further.json", text: &further }]).unwrap();
    let run = simulate::run(&domain, &[Strategy::Linear; 2], 1).unwrap();
    assert_eq!(run.offers[0].package, [2]);
}
