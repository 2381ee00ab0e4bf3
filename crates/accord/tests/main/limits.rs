//! Each limit, at the limit and beyond it, and inputs made to take long.

use std::fmt::Write as _;

use crate::common::{files, problems, with_prelude};

fn codes(text: &str) -> Vec<&'static str> {
    let mut codes: Vec<_> = problems(text, &files()).iter().map(|p| p.code.0).collect();
    codes.dedup();
    codes
}

#[test]
fn items() {
    let file = |count: usize| format!("```accord\n{}```\n", "proof\n".repeat(count));
    let (syntax, found) = accord::parse(&file(accord::ITEMS_MAX), "accord.md");
    assert_eq!(syntax.items.len(), accord::ITEMS_MAX);
    assert!(found.iter().all(|p| p.code != accord::codes::LIMIT));
    let (syntax, found) = accord::parse(&file(accord::ITEMS_MAX + 1), "accord.md");
    assert_eq!(syntax.items.len(), accord::ITEMS_MAX);
    assert!(found.iter().any(|p| p.code == accord::codes::LIMIT));
}

#[test]
fn chains_of_definitions() {
    let chain = |length: usize| {
        let mut block = "area a0 is donetsk_region\n".to_owned();
        for at in 1..length {
            writeln!(block, "area a{at} is a{} or luhansk_region", at - 1).unwrap();
        }
        with_prelude(&block).0
    };
    assert_eq!(codes(&chain(accord::NESTING_MAX)), [""; 0]);
    assert_eq!(codes(&chain(accord::NESTING_MAX + 2)), ["A014"]);
    assert_eq!(codes(&chain(5_000)), ["A014", "A019"]);
}

#[test]
fn definitions_that_double_at_each_step() {
    // Without a bound on parts, or without keeping what was computed, this would take 2^30 steps.
    let mut block = "area a0 is donetsk_region\n".to_owned();
    for at in 1..30 {
        let before = at - 1;
        writeln!(block, "area a{at} is (a{before} but not within {at} km of contact_line) or (a{before} and within {at} km of settlements)").unwrap();
        writeln!(
            block,
            "area b{at} is {0} or {0}",
            if at == 1 { "a0".to_owned() } else { format!("b{before}") }
        )
        .unwrap();
        writeln!(
            block,
            "kinds k{at} is {0}, {0}",
            if at == 1 { "fire".to_owned() } else { format!("k{before}") }
        )
        .unwrap();
        writeln!(
            block,
            "class c{at} is {0}, {0}",
            if at == 1 { "tank".to_owned() } else { format!("c{before}") }
        )
        .unwrap();
    }
    assert_eq!(codes(&with_prelude(&block).0), ["A014"]);
}

#[test]
fn readings_at_the_limit() {
    let mut block = String::new();
    for at in 0..4 {
        writeln!(
            block,
            "kinds k{at}\n  reading a: fire\n  reading b: assault\n  because \"?\" by \"x\""
        )
        .unwrap();
    }
    block.push_str("clause 1\n  each side must not k0, k1, k2, k3\n");
    assert_eq!(codes(&with_prelude(&block).0), [""; 0]);
    assert_eq!(crate::common::accord_of(&block).clauses[0].variants.len(), accord::READINGS_MAX);
}

#[test]
fn problems_are_counted_beyond_the_limit() {
    let text = format!("```accord\n{}```\n", "boud a\n".repeat(accord::DIAGNOSTICS_MAX + 7));
    let (_, found) = accord::parse(&text, "accord.md");
    assert_eq!(found.len(), accord::DIAGNOSTICS_MAX + 1);
    assert_eq!(found.last().unwrap().message, "7 more problems are not shown");
}

#[test]
fn a_text_beyond_the_limit_is_refused_by_the_parser_too() {
    let text = " ".repeat(accord::BYTES_MAX + 1);
    let (syntax, found) = accord::parse(&text, "accord.md");
    assert_eq!((syntax.errors, found[0].code), (1, accord::codes::FILE_TOO_LARGE));
    assert!(accord::resolve(&syntax, &files()).accord.is_none());
}
