//! Scenarios of NegMAS as YAML. The files are invented and have the form in which
//! `Scenario.dumpas` of NegMAS 0.16.0 writes them; the expected figures are what that version gives
//! for the same text (`Scenario.from_yaml_folder`, then each utility function on each outcome, and
//! `pareto_frontier`).

use talks::number::to_f64;
use talks::read::{self, Input};
use talks::space::Space;
use talks::{Analysis, Domain, Profile};

fn read_texts(texts: &[(&str, &str)]) -> Result<Domain, Vec<String>> {
    let files: Vec<Input> = texts.iter().map(|(name, text)| Input { name, text }).collect();
    let shown = |problem: basis::Diagnostic| {
        for label in &problem.labels {
            if let basis::At::Bytes(span) = label.at {
                let text = texts.iter().find(|(name, _)| *name == label.file).unwrap().1;
                assert!(text.get(span.start..span.end).is_some(), "{span:?}");
            }
        }
        format!("{} {}", problem.code.0, problem.message)
    };
    read::domain(&files).map_err(|problems| problems.into_iter().map(shown).collect())
}

const SPACE: &str = "\
issues:
- name: card
  type: DiscreteCardinalIssue
  values:
  - 1
  - 2
  - 5
- name: ord
  type: negmas.outcomes.DiscreteOrdinalIssue
  values:
  - 0.5
  - 1.5
- name: st
  type: ContiguousIssue
  values:
  - 0
  - 10
  - 5
- name: cat
  type: CategoricalIssue
  values:
  - 'yes'
  - '1'
  - 'a: b'
name: t2
path: null
type: DiscreteCartesianOutcomeSpace
";

const A: &str = "\
name: A
reserved_outcome: null
reserved_value: 0.25
stability: 2047
type: LinearAdditiveUtilityFunction
values:
- type: IdentityFun
- mapping:
    0.5: 1
    1.5: 3
  type: TableFun
- bias: 1
  slope: 0.1
  type: AffineFun
- mapping: &id001
    '1': 2
    'a: b': 3
    'yes': 1
  type: TableFun
weights:
- 0.5
- 1
- 2
- 1
";

const B: &str = "\
name: B
reserved_outcome: null
reserved_value: -.inf
stability: 2047
type: LinearAdditiveUtilityFunction
values:
- bias: 3.0
  fun:
    type: IdentityFun
  issue: null
  normalize: false
  type: BiasedFun
- bias: 0.5
  coefficients:
  - 1.0
  - 2.0
  type: PolynomialFun
- bias: 0
  end: 9
  fall_start: 4
  rise_end: 2
  scale: 1
  start: 0
  type: TrapezoidalFun
- mapping:
    '1': 2
    'a: b': 3
    'yes': 1
  type: TableFun
weights:
- 1
- 1
- 1
- 1
";

const NUMBERS: &str = "\
issues:
- {name: x, type: ContiguousIssue, values: [0, 2]}
- {name: y, type: ContiguousIssue, values: [1, 4]}
name: num
type: DiscreteCartesianOutcomeSpace
";

const C: &str =
    "bias: 0.5\nname: C\nreserved_value: 1.0\ntype: AffineUtilityFunction\nweights:\n- 1\n- 2\n";

const D: &str = "bias: 0\nname: D\nreserved_value: -.inf\ntype: LinearUtilityFunction\nweights:\n- 0.25\n- -0.5\n";

const T: &str = "\
name: T
type: LinearAdditiveUtilityFunction
reserved_value: 0.5
values:
  x: {type: TriangularFun, start: 0, middle: 1, end: 4, scale: 2}
  y: {1: 0.1, 2: 0.5, 3: 1.0e-05, 4: 2}
weights: {y: 2, x: 1}
bias: 0.25
";

/// Sums of utilities over all packages, and sums weighted by the place of the package from 1, the
/// last issue turning fastest.
fn sums(domain: &Domain) -> (Vec<f64>, Vec<f64>) {
    let space = Space::of(domain).unwrap();
    let parties = domain.parties.len();
    let (mut plain, mut weighted) = (vec![0.0; parties], vec![0.0; parties]);
    let mut place = 0.0;
    space.each_vector(|vector| {
        place += 1.0;
        for (party, units) in vector.iter().enumerate() {
            let utility = to_f64(&space.number(*units));
            plain[party] += utility;
            weighted[party] += place * utility;
        }
    });
    (plain, weighted)
}

fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
    }
}

fn frontier(domain: &Domain) -> Vec<Vec<f64>> {
    let analysis = Analysis::of(domain, Profile::Negmas).unwrap();
    let points = analysis.listed().into_iter();
    let mut points: Vec<Vec<f64>> =
        points.map(|at| analysis.utilities(at).iter().map(to_f64).collect()).collect();
    points.sort_by(|a, b| a.partial_cmp(b).unwrap());
    points
}

#[test]
fn every_kind_of_issue_and_function_gives_what_negmas_gives() {
    // In any order of files.
    let domain = read_texts(&[("A.yml", A), ("t2.yml", SPACE), ("B.yml", B)]).unwrap();
    assert_eq!((domain.title.as_str(), domain.conventions), ("t2", Profile::Negmas));
    assert_eq!(domain.issues[2].options, ["0", "5", "10"]);
    assert_eq!(domain.issues[3].options, ["yes", "1", "a: b"]);
    let (plain, weighted) = sums(&domain);
    assert_close(&plain, &[450.0, 644.4]);
    assert_close(&weighted, &[13410.0, 19660.5]);
    let frontier = frontier(&domain);
    assert_close(&frontier.concat(), &[11.5, 18.3, 12.5, 17.5]);
    assert_eq!(domain.parties[1].reserved, None);
}

#[test]
fn affine_functions_and_tables_by_name_give_what_negmas_gives() {
    let domain =
        read_texts(&[("C.yml", C), ("D.yml", D), ("T.yml", T), ("num.yml", NUMBERS)]).unwrap();
    let (plain, weighted) = sums(&domain);
    assert_close(&plain, &[78.0, -12.0, 31.93339333333333]);
    assert_close(&weighted, &[569.0, -77.5, 244.50042]);
}

const FALLS: &str = "\
discount: 0.9
dynamic_reservation: true
factor: step
name: E
reserved_value: 0.75
stability: 500
type: ExpDiscountedUFun
ufun:
  cost: 0.1
  dynamic_reservation: true
  factor: current_step
  power: 1.0
  reserved_value: 9.0
  type: LinDiscountedUFun
  ufun:
    bias: 0.5
    reserved_value: 1.0
    type: AffineUtilityFunction
    weights:
    - 1
    - 2
";

#[test]
fn functions_that_fall_with_time_are_what_they_are_before_it_passes() {
    let domain = read_texts(&[("num.yml", NUMBERS), ("E.yml", FALLS), ("D.yml", D)]).unwrap();
    let (plain, weighted) = sums(&domain);
    assert_close(&plain, &[78.0, -12.0]);
    assert_close(&weighted, &[569.0, -77.5]);
    assert_eq!(domain.parties[0].reserved.as_ref().map(to_f64), Some(0.75));
    // Not without end, also by aliases.
    let mut deep = String::from("x:\n- &u0 {type: ConstUtilityFunction, value: 1}\n");
    for at in 1..100_000 {
        deep += &format!("- &u{at} {{type: ExpDiscountedUFun, ufun: *u{}}}\n", at - 1);
    }
    deep += "type: ExpDiscountedUFun\nufun: *u99999\n";
    let refused = read_texts(&[("num.yml", NUMBERS), ("E.yml", &deep)]).unwrap_err();
    assert_eq!(refused, ["T052 more than 32 lists and tables inside another"]);
}

#[test]
fn aliases_are_followed_and_do_not_multiply() {
    let shared = B
        .replace("    '1': 2\n    'a: b': 3\n    'yes': 1\n", "")
        .replace("- mapping:\n  type", "- mapping: *here\n  type");
    let anchored = "name: &here\n  x: 1\n";
    assert!(read_texts(&[("t", SPACE), ("b", &shared)]).unwrap_err()[0].starts_with("T052"));
    assert!(read_texts(&[("t", anchored)]).unwrap_err()[0].starts_with("T002"));
    // Nine times nine times … of the same list.
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        let again = vec![format!("*a{}", at - 1); 9].join(", ");
        bomb += &format!("a{at}: &a{at} [{again}]\n");
    }
    bomb += "type: CartesianOutcomeSpace\nissues: *a11\n";
    let refused = read_texts(&[("bomb", &bomb), ("a", A)]).unwrap_err();
    assert!(refused.iter().all(|problem| problem.starts_with("T003")), "{refused:?}");
    // The same list for two issues, as PyYAML writes objects that are one.
    let twice = "type: CartesianOutcomeSpace\nissues:\n\
        - {name: a, type: CategoricalIssue, values: &v [p, q]}\n\
        - {name: b, type: CategoricalIssue, values: *v}\n";
    let table = "type: LinearAdditiveUtilityFunction\nweights: [1, 1]\n\
        values: [&t {p: 1, q: 2}, *t]\n";
    let domain = read_texts(&[("t", twice), ("x/one.yml", table)]).unwrap();
    assert_eq!(domain.issues[0].options, domain.issues[1].options);
    assert_eq!(domain.parties[0].name, "one");
    assert_close(&sums(&domain).0, &[12.0]);
}

#[test]
fn what_has_no_finite_or_exact_meaning_is_refused_with_the_reason() {
    let space = |from: &str, to: &str| {
        let text = SPACE.replacen(from, to, 1);
        assert_ne!(text, SPACE, "{from}");
        read_texts(&[("t", &text), ("a", A)]).unwrap_err().join("; ")
    };
    let function = |from: &str, to: &str| {
        let text = A.replacen(from, to, 1);
        assert_ne!(text, A, "{from}");
        read_texts(&[("t", SPACE), ("a", &text)]).unwrap_err().join("; ")
    };
    insta::assert_snapshot!(space("ContiguousIssue", "ContinuousIssue"), @"T053 an issue of type `ContinuousIssue` has no finite list of values");
    insta::assert_snapshot!(space("- 10\n  - 5", "- 10000000"), @"T008 more than 100000 options");
    insta::assert_snapshot!(space("- 10\n  - 5", "- -1"), @"T003 an issue has at least one value");
    insta::assert_snapshot!(space("- 2\n", "- 1.0\n"), @"T004 the value `1.0` stands twice");
    insta::assert_snapshot!(space("'yes'", "12:30"), @"T053 `12:30` is something else in YAML than it looks like");
    insta::assert_snapshot!(function("LinearAdditiveUtilityFunction", "MappingUtilityFunction"), @"T053 a utility function of type `MappingUtilityFunction` is not read");
    insta::assert_snapshot!(function("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction"), @"T053 a utility function of type `HyperRectangleUtilityFunction` is not read");
    insta::assert_snapshot!(function("LinearAdditiveUtilityFunction", "ExpDiscountedUFun"), @"T003 there is no field `values` here; T003 there is no field `weights` here; T003 the field `ufun` is missing");
    insta::assert_snapshot!(function("IdentityFun", "LambdaFun"), @"T053 a function of type `LambdaFun` is not read: it holds a program, not numbers");
    insta::assert_snapshot!(function("- type: IdentityFun", "- {type: CosFun, amplitude: 1}"), @"T053 a function of type `CosFun` is not read: its values are rounded, or it is unknown here");
    insta::assert_snapshot!(function("    '1': 2\n", ""), @"T007 no value for `1` of `cat`");
    insta::assert_snapshot!(function("    '1': 2\n", "    '1': 2\n    other: 2\n"), @"T005 the issue `cat` has no value `other`");
    insta::assert_snapshot!(function("    '1': 2\n", "    '1': 2\n    '1': 3\n"), @"T004 `1` stands twice");
    insta::assert_snapshot!(function("- 0.5\n- 1\n", "- half\n- 1\n"), @"T006 `half` is not a number that is read");
    insta::assert_snapshot!(function("- 0.5\n- 1\n", "- 1\n"), @"T007 3 `weights` for 4 issues");
    insta::assert_snapshot!(function("reserved_outcome: null", "reserved_outcome: [1]"), @"T053 a reserved outcome is not read: what a party has without an agreement is a number");
    insta::assert_snapshot!(function("slope: 0.1", "slope: !!binary aGE="), @"T006 this is not a number");
    insta::assert_snapshot!(function("weights:", "weigths:"), @"T003 there is no field `weigths` here; T003 the field `weights` is missing");
    insta::assert_snapshot!(function("name: A", "name: [A"), @"T052 this is not well-formed YAML: illegal placement of ':' indicator");
}

#[test]
fn parts_of_a_scenario_are_told_from_other_files() {
    let is_part = |text: &str| read::is_part_of_scenario(&Input { name: "f", text });
    assert!(is_part(SPACE) && is_part(A) && is_part(D));
    assert!(!is_part("n_outcomes: 54\n") && !is_part("[") && !is_part(""));
}

#[test]
fn a_million_options_meet_a_named_limit_in_every_format() {
    let code = |texts: &[(&str, &str)]| {
        let problems = read_texts(texts).unwrap_err();
        problems[0].split(' ').next().unwrap().to_owned()
    };
    let million = |line: &str| line.repeat(1_000_000);
    let yaml = format!(
        "type: CartesianOutcomeSpace\nissues:\n- name: a\n  type: CategoricalIssue\n  values:\n{}",
        million("  - o\n")
    );
    assert_eq!(code(&[("t.yml", &yaml), ("a.yml", A)]), "T008");
    let range = SPACE.replace("- 10\n  - 5", "- 1000000");
    assert_eq!(code(&[("t.yml", &range), ("a.yml", A)]), "T008");
    let xml = format!(
        "<utility_space><objective><issue index=\"1\" name=\"a\">{}</issue></objective></utility_space>",
        million("<item value=\"o\" evaluation=\"1\"/>")
    );
    assert_eq!(code(&[("a.xml", &xml)]), "T008");
    let weights = format!("<utility_space>{}</utility_space>", {
        let weight = |at: usize| format!("<weight index=\"{at}\" value=\"1\"/>");
        (0..1_000_000).map(weight).collect::<String>()
    });
    assert_eq!(code(&[("a.xml", &weights)]), "T008");
    let options: Vec<String> = (0..1_000_000).map(|at| format!("\"{at}\":1")).collect();
    let negolog =
        format!("{{\"issueWeights\":{{\"a\":1}},\"issues\":{{\"a\":{{{}}}}}}}", options.join(","));
    assert_eq!(code(&[("a.json", &negolog)]), "T008");
    let issues = format!("{{\"issueWeights\":{{{0}}},\"issues\":{{{0}}}}}", options.join(","));
    assert_eq!(code(&[("a.json", &issues)]), "T008");
    let toml = format!(
        "format = 'detente-conflict/1'\nmakers = ['A']\n{}",
        million("[[option]]\nname = 'o'\nby = 'A'\n")
    );
    let problems = read::conflict(&Input { name: "c.toml", text: &toml }).unwrap_err();
    assert_eq!(problems[0].code, talks::codes::LIMIT);
}

/// The page of the suite about formats: each scenario, its files parted by `%%`, is followed by
/// what is said about it.
#[test]
fn every_faulty_scenario_is_told_as_the_page_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/talks/formats.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut fences = page.split("```").skip(1).step_by(2);
    let mut cases = 0;
    while let Some(fence) = fences.next() {
        let Some(text) = fence.strip_prefix("scenario\n") else { continue };
        let expected = fences.next().and_then(|next| next.strip_prefix("problem\n")).unwrap();
        let names = ["a.yml", "b.yml", "c.yml"];
        let texts: Vec<(&str, &str)> = names.into_iter().zip(text.split("%%\n")).collect();
        let found = match read_texts(&texts) {
            Err(problems) => problems,
            Ok(domain) => vec![format!("read: {} issues", domain.issues.len())],
        };
        assert_eq!(found, expected.lines().collect::<Vec<_>>(), "{text}");
        cases += 1;
    }
    assert!(cases > 2);
}
