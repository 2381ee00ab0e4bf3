//! The pages of `suite/talks/vault`: what is said of a key or vault that cannot be used.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use basis::{At, Diagnostic};
use vault::{Identities, Recipients, open};

/// From the format's test vectors.
const IDENTITY: &str = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

#[test]
fn what_is_refused_is_told_as_the_pages_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/talks/vault");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.sort();
    assert!(!pages.is_empty());
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let actual = run(&text);
        if std::env::var_os("UPDATE_SUITE").is_some() {
            fs::write(&page, &actual).unwrap();
        } else {
            assert_eq!(text, actual, "{}", page.display());
        }
    }
}

/// The page with what is really said.
fn run(page: &str) -> String {
    let (mut actual, mut said) = (String::new(), None);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(actual, "{line}");
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text: String = body.iter().map(|line| format!("{line}\n")).collect();
        if info == "problems" {
            let problems = said.take().expect("a block of problems follows what they are about");
            actual += &shown(problems);
        } else {
            assert!(said.is_none(), "nothing is said of the block before {info}");
            said = Some(problems_of(info, &text));
            actual += &text;
        }
        actual += "```\n";
    }
    assert!(said.is_none());
    actual
}

fn problems_of(info: &str, text: &str) -> Vec<Diagnostic> {
    match info {
        "identities" => Identities::read("key", text).expect_err("the page is about problems"),
        "recipients" => Recipients::read("to", text).expect_err("the page is about problems"),
        "vault" => {
            let identities = Identities::read("key", IDENTITY).unwrap();
            let text: String = text.lines().map(|line| times(line) + "\n").collect();
            vec![open("vault", text.as_bytes(), &identities).expect_err("the page is of problems")]
        }
        other => panic!("{other}: no such block"),
    }
}

/// A line, or the lines of `[N times] LINE`.
fn times(line: &str) -> String {
    let split = line.strip_prefix('[').and_then(|rest| rest.split_once(" times] "));
    match split.map(|(count, line)| (count.parse(), line)) {
        Some((Ok(count), line)) => vec![line; count].join("\n\n"),
        _ => line.to_owned(),
    }
}

fn shown(problems: Vec<Diagnostic>) -> String {
    let mut text = String::new();
    for problem in problems {
        let at = match problem.labels.first().map(|label| &label.at) {
            Some(At::Bytes(span)) => format!("bytes {}..{}", span.start, span.end),
            _ => "file".to_owned(),
        };
        let _ = writeln!(text, "error {} {at}\n  {}", problem.code.0, problem.message);
        if let Some(help) = problem.help {
            let _ = writeln!(text, "  help: {help}");
        }
    }
    text
}
