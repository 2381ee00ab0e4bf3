//! Formats of files, good and bad.

use draft::Condition;
use talks::number::exact;
use talks::read::{self, Input};
use talks::{Analysis, Domain, Origin, Profile, Standing};

use crate::genius;

pub(crate) fn read_texts(texts: &[(&str, &str)]) -> Result<Domain, Vec<String>> {
    let files: Vec<Input> = texts.iter().map(|(name, text)| Input { name, text }).collect();
    let shown = |problem: basis::Diagnostic| format!("{} {}", problem.code.0, problem.message);
    read::domain(&files).map_err(|problems| problems.into_iter().map(shown).collect())
}

pub(crate) fn points(domain: &Domain, party: usize) -> Vec<Vec<String>> {
    domain.parties[party].points.iter().map(|issue| issue.iter().map(exact).collect()).collect()
}

#[test]
fn negolog_profiles_are_matched_by_name() {
    let a = r#"{"reservationValue": 0.1, "issueWeights": {"x": 0.25, "y": 0.75},
        "issues": {"y": {"v": 1.0}, "x": {"p": 0.2, "q": 1}}}"#;
    let b = r#"{"reservationValue": 0, "issueWeights": {"y": 0.5, "x": 0.5},
        "issues": {"x": {"q": 0.4, "p": 1}, "y": {"v": 1.0}}}"#;
    let domain = read_texts(&[("profileA.json", a), ("profileB.json", b)]).unwrap();
    assert_eq!(domain.issues[0].options, ["p", "q"]);
    assert_eq!(points(&domain, 0), [vec!["1/20", "1/4"], vec!["3/4"]]);
    assert_eq!(points(&domain, 1), [vec!["1/2", "1/5"], vec!["1/2"]]);
    let odd = b.replace("\"q\"", "\"r\"");
    assert_eq!(
        read_texts(&[("a.json", a), ("b.json", &odd)]).unwrap_err(),
        ["T007 no value for `q`"]
    );
}

/// Utilities (0.9, 0.3), (0.5, 0.6) and (0.1, 0.8): the nearest to (1, 1), the nearest in shares of
/// 0.9 and 0.8, and the one of greatest welfare.
#[test]
fn opposition_is_what_each_tool_means_by_it() {
    let own = r#"{"format": "detente-talks/1", "issues": [{"name": "x", "options": ["a", "b", "c"]}],
        "parties": [{"name": "A", "points": {"x": {"a": 0.9, "b": 0.5, "c": 0.1}}},
                    {"name": "B", "points": {"x": {"a": 0.3, "b": 0.6, "c": 0.8}}}]}"#;
    let domain = read_texts(&[("own.json", own)]).unwrap();
    let shares = ((0.4_f64 / 0.9).powi(2) + (0.2_f64 / 0.8).powi(2)).sqrt();
    let (nearest, kalai) = ((0.25_f64 + 0.16).sqrt(), (0.01_f64 + 0.49).sqrt());
    let expected = [
        (Profile::Detente, shares),
        (Profile::Negmas, shares),
        (Profile::Genius, nearest),
        (Profile::Negolog, kalai),
    ];
    for (profile, expected) in expected {
        let opposition = Analysis::of(&domain, profile).unwrap().opposition().unwrap();
        assert!((opposition - expected).abs() < 1e-12, "{profile:?}: {opposition}");
    }
}

#[test]
fn lists_of_different_shape_are_refused() {
    let spec = r#"{"spec": [{"weights": [1], "values": [[1, 2]]}, {"weights": [1, 1], "values": [[1, 2]]}]}"#;
    assert_eq!(read_texts(&[("s", spec)]).unwrap_err(), ["T007 2 weights for 1 issues"]);
    let spec = spec.replace("[1, 1]", "[1]").replacen("[1, 2]", "[1]", 1);
    assert_eq!(
        read_texts(&[("s", &spec)]).unwrap_err(),
        ["T007 this party has other numbers of issues or options than the first"]
    );
}

#[test]
fn a_million_options_meet_a_named_limit() {
    let million = vec!["\"o\""; 1_000_000].join(",");
    let text = format!(
        "{{\"format\":\"detente-talks/1\",\"issues\":[{{\"name\":\"a\",\"options\":[{million}]}}],\
         \"parties\":[{{\"name\":\"p\",\"points\":{{\"a\":{{}}}}}}]}}"
    );
    let problems = read_texts(&[("big", &text)]).unwrap_err();
    assert_eq!(problems[0], "T008 more than 100000 options");
    let spec = format!(
        "{{\"spec\":[{{\"weights\":[1],\"values\":[[{}]]}}]}}",
        vec!["1"; 1_000_000].join(",")
    );
    assert_eq!(read_texts(&[("big", &spec)]).unwrap_err()[0], "T008 more than 100000 options");
}

#[test]
fn numbers_that_would_overflow_or_never_end_are_refused() {
    let refused = |options: &[&str]| {
        let numbers = options.join(",");
        let party = format!("{{\"weights\":[1,1],\"values\":[[{numbers}],[-1e37]]}}");
        let text = format!("{{\"spec\":[{party},{party}]}}");
        let domain = read_texts(&[("s", &text)]).unwrap();
        Analysis::of(&domain, Profile::Detente)
            .map(|a| a.frontier.vectors.len())
            .map_err(|problem| problem.code)
    };
    assert_eq!(refused(&["1e37", "-1e37"]), Ok(1));
    assert_eq!(refused(&["1e38"]), Err(talks::codes::TOO_FINE));
    assert_eq!(refused(&["1e60"]), Err(talks::codes::TOO_FINE));
    // Denominators without common factors: their product grows without end.
    let odd: Vec<String> = (0..2000).map(|n| format!("\"1/{}\"", 1_000_003_u64 + 2 * n)).collect();
    let odd: Vec<&str> = odd.iter().map(String::as_str).collect();
    assert_eq!(refused(&odd), Err(talks::codes::TOO_FINE));
}

proptest::proptest! {
    /// Whatever stands in a file, reading it gives a value.
    #[test]
    fn no_text_makes_a_panic(
        cut in 0_usize..900,
        junk in "[ -~]{0,6}",
        which in 0_usize..3,
    ) {
        let own = r#"{"format":"detente-talks/1","issues":[{"name":"a","options":["x","y"]}],
            "parties":[{"name":"p","weights":{"a":1},"points":{"a":{"x":1,"y":"1/2"}}}]}"#;
        let text = [own, genius::PROFILE, genius::DOMAIN][which];
        let cut = cut.min(text.len());
        if let Some((head, tail)) = text.split_at_checked(cut) {
            let _ = read_texts(&[("f", &format!("{head}{junk}{tail}"))]);
            let _ = read_texts(&[("f", head), ("g", text)]);
        }
    }
}

/// Two issues, a party, and these rules.
fn with_rules(rules: &str) -> Result<Domain, Vec<String>> {
    let text = format!(
        r#"{{"format": "detente-talks/1",
        "issues": [{{"name": "line", "options": ["river", "road"]}},
                   {{"name": "the post", "options": ["hill", "old bridge"]}}],
        "parties": [{{"name": "North", "points": {{"line": {{"river": 1, "road": 2}},
                    "the post": {{"hill": 0, "old bridge": 4}}}}}}],
        "rules": {rules}}}"#
    );
    read_texts(&[("talks.json", &text)])
}

#[test]
fn rules_are_conditions_over_names() {
    let domain = with_rules(
        r#"[{"name": "a", "must": "line is river or not \"the post\" is hill"},
            {"name": "b", "never": "line is road and \"the post\" is \"old bridge\"",
             "party": "North", "standing": "confidential", "cost": "1/2"}]"#,
    )
    .unwrap();
    let is = |bracket, option| Condition::Is { bracket, option };
    let not = |inner| Condition::Not(Box::new(inner));
    assert_eq!(domain.rules[0].must, Condition::Any(vec![is(0, 0), not(is(1, 0))]));
    assert_eq!(domain.rules[0].origin, Origin::Text);
    assert_eq!(domain.rules[1].must, not(Condition::All(vec![is(0, 1), is(1, 1)])));
    assert_eq!(
        domain.rules[1].origin,
        Origin::RedLine { party: 0, standing: Standing::Confidential }
    );
    assert_eq!(exact(&domain.rules[1].cost), "1/2");
    let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
    // Road with hill breaks the first, road with bridge the second.
    assert_eq!(analysis.space.rational_packages(), Some((2, 2)));
    assert_eq!(analysis.utilities(0).iter().map(exact).collect::<Vec<_>>(), ["5"]);
}

#[test]
fn faulty_rules_are_told() {
    let problems = |rules: &str| with_rules(rules).unwrap_err().join("\n");
    insta::assert_snapshot!(
        problems(r#"[{"name": "a", "must": "lime is river"}]"#),
        @"D019 there is no issue `lime`"
    );
    insta::assert_snapshot!(
        problems(r#"[{"name": "a", "must": "line is sea"}]"#),
        @"D020 issue `line` has no option `sea`"
    );
    insta::assert_snapshot!(
        problems(r#"[{"name": "a", "must": "line river"}]"#),
        @"D018 here should stand an issue, `is` and an option"
    );
    insta::assert_snapshot!(problems(r#"[{"name": "a"}, {"name": "a", "must": 3}]"#), @r"
    T003 a rule has either `must` or `never`
    T004 the rule `a` stands twice
    T003 a condition has to be a text
    ");
    insta::assert_snapshot!(
        problems(r#"[{"name": "a", "must": "line is road", "party": "Nort", "cost": -1}]"#),
        @r"
    T003 a cost is not negative
    T005 there is no party `Nort`
    "
    );
}
