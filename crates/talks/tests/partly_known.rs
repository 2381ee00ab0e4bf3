//! The cases of `suite/talks/partly-known.md`.

use std::fmt::Write as _;

use basis::{Diagnostic, Severity};
use talks::ask;
use talks::efficiency::{Claim, Possibly, Table};
use talks::robust::shares::shares;

use crate::known::{Case, case};

const SUITE: &str = include_str!("../../../suite/talks/partly-known.md");

/// Fences of a page: what stands after the marks, and the text.
fn fences(page: &str) -> Vec<(&str, &str)> {
    let mut parts = page.split("```");
    let mut found = Vec::new();
    while let (Some(_), Some(fence)) = (parts.next(), parts.next()) {
        found.push(fence.split_once('\n').unwrap());
    }
    found
}

fn problem(problem: &Diagnostic) -> String {
    let severity = if problem.severity == Severity::Note { "note" } else { "error" };
    let help = problem.help.as_ref().map_or(String::new(), |help| format!(" = help: {help}\n"));
    format!("{severity}[{}]: {}\n{help}", problem.code.0, problem.message)
}

fn answers(case: &Case) -> Result<String, Diagnostic> {
    let table = Table::of(&case.domain, &case.known, &case.packages)?;
    let words = |p: usize| case.domain.words(&table.packages()[p]).join(", ");
    let mut text = String::new();
    for (p, judgement) in table.judgements(Claim::Efficient).iter().enumerate() {
        let answer = match (&judgement.rival, &judgement.possibly) {
            (None, _) => "necessarily efficient".to_owned(),
            (_, Possibly::Yes) => "possibly efficient".to_owned(),
            (_, Possibly::No { rivals }) => {
                let rivals: Vec<String> = rivals.iter().map(|rival| words(*rival)).collect();
                format!("not efficient, beaten by {}", rivals.join(" or "))
            }
            (_, Possibly::Undecided) => "not decided".to_owned(),
        };
        writeln!(text, "{}: {answer}", words(p)).unwrap();
    }
    let asked = ask::questions(&case.domain, &case.known, &case.packages)?;
    Ok(text + &crate::ask::shown(&asked))
}

fn notes(case: &Case) -> String {
    let asked = ask::questions(&case.domain, &case.known, &case.packages).unwrap();
    asked.notes.iter().map(problem).collect()
}

fn drawn(case: &Case) -> Result<String, Diagnostic> {
    let shares = shares(&case.domain, &case.known, &case.packages, 400, 1)?;
    let mut text = String::new();
    for (package, counts) in shares.packages.iter().zip(&shares.counts) {
        let words = case.domain.words(package).join(", ");
        let (share, error) = talks::robust::share(counts.efficient, shares.draws);
        let (share, error) = (100.0 * talks::number::to_f64(&share), 100.0 * error);
        let draws = shares.draws;
        let line = format!("efficient in {share:.2} % of {draws} draws, give or take {error:.1}");
        writeln!(text, "{words}: {line}").unwrap();
    }
    Ok(text)
}

#[test]
fn each_case_of_the_suite_has_the_answers_that_stand_there() {
    let fences = fences(SUITE);
    let mut seen = 0;
    for pair in fences.chunks_exact(2) {
        let [("known", given), (kind, expected)] = pair else { panic!("{pair:?}") };
        let case = case(given);
        let found = match *kind {
            "answers" => answers(&case).unwrap_or_else(|error| problem(&error)),
            "notes" => notes(&case),
            "shares" => drawn(&case).unwrap_or_else(|error| problem(&error)),
            other => panic!("{other}"),
        };
        assert_eq!(&found, expected, "{given}");
        seen += 1;
    }
    assert_eq!(seen * 2, fences.len());
}
