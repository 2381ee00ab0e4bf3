//! Whatever the text: no panic, spans in the file and between characters, the same answer twice,
//! problems in order.

use std::collections::BTreeMap;

use basis::At;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::common::{files, with_prelude};

/// An accord that uses every item.
fn good() -> String {
    let suite = include_str!("../../../../suite/diagnostics/good.md");
    let block = suite.split("```accord\n").nth(1).and_then(|rest| rest.split("\n```").next());
    with_prelude(block.expect("the suite's good accord")).0
}

fn check(text: &str, files: &BTreeMap<String, Vec<u8>>) {
    let (syntax, mut problems) = accord::parse(text, "accord.md");
    let (again, same) = accord::parse(text, "accord.md");
    assert_eq!(problems, same);
    assert_eq!(format!("{syntax:?}"), format!("{again:?}"));
    let resolved = accord::resolve(&syntax, files);
    assert_eq!(resolved.diagnostics, accord::resolve(&again, files).diagnostics);
    for list in [&problems, &resolved.diagnostics] {
        let mut sorted = list.clone();
        accord::sort(&mut sorted);
        assert_eq!(*list, sorted, "problems come sorted");
    }
    problems.extend(resolved.diagnostics);
    for label in problems.iter().flat_map(|problem| &problem.labels) {
        if let (At::Bytes(span), "accord.md") = (&label.at, label.file.as_str()) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} in {problems:?}");
        }
    }
    for item in &syntax.items {
        assert!(text.get(item.span.start..item.span.end).is_some());
    }
    let sound = problems.iter().all(|p| p.severity != basis::Severity::Error);
    assert_eq!(resolved.accord.is_some(), sound, "an accord exactly where nothing is wrong");
}

/// Pieces of the language, to be put together in any order.
const PIECES: &[&str] = &[
    "accord",
    "bound",
    "clause 1",
    "area",
    "class",
    "kinds",
    "line",
    "exception",
    "premise",
    "reading",
    "step",
    "each side",
    "must not",
    "must",
    "notify",
    "keep",
    "in",
    "within 5 km of",
    "within 3 days of",
    "entry into force",
    "near",
    "at",
    "from",
    "until",
    "by",
    "before",
    "day 3 after",
    "2020-07-27",
    "00:01",
    "Europe/Kyiv",
    "+03:00",
    "\"x\"",
    "\"",
    "(",
    ")",
    ",",
    ":",
    "or",
    "and",
    "but not",
    "is",
    "construed",
    "as",
    "because",
    "unless",
    "proof",
    "watched at least 80 %",
    "not checkable",
    "no clause",
    "fire",
    "tank",
    "with calibre >= 100 mm",
    "contact_line",
    "settlements",
    "retaliation",
    "ukraine",
    "gap",
    "\n",
    "\n",
    "\n  ",
    "\n  ",
    "\r\n  ",
    "--",
    "é",
    "\u{feff}",
    "\t",
    "```",
    "\n```\n",
    "\n```accord\n",
    "# ",
    "0",
    "25km",
    "9999999999",
];

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PIECES)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,400}") {
        check(&text, &BTreeMap::new());
        check(&format!("```accord\n{text}"), &BTreeMap::new());
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(piece(), 0..80), tight: bool) {
        let text = pieces.join(if tight { "" } else { " " });
        check(&format!("```accord\n{text}\n```\n"), &files());
        check(&with_prelude(&text).0, &files());
    }

    #[test]
    fn mutations_of_a_good_accord(
        edits in prop::collection::vec((any::<Index>(), 0usize..12, piece()), 1..6)
    ) {
        let mut text = good();
        for (at, length, piece) in edits {
            let at = at.index(text.len());
            let start = (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
            let end = (start + length).min(text.len());
            let end = (end..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
            text.replace_range(start..end, piece);
        }
        check(&text, &files());
    }

    #[test]
    fn line_ends_and_marks_change_nothing(cr: bool, bom: bool) {
        let plain = good();
        let mut text = plain.clone();
        if cr {
            text = text.replace('\n', "\r\n");
        }
        if bom {
            text.insert(0, '\u{feff}');
        }
        let texts = |text: &str| {
            let (syntax, problems) = accord::parse(text, "accord.md");
            assert!(problems.is_empty(), "{problems:?}");
            let accord = accord::resolve(&syntax, &files()).accord.unwrap();
            accord.clauses.iter().map(|c| c.text.replace('\r', "")).collect::<Vec<_>>()
        };
        prop_assert_eq!(texts(&text), texts(&plain));
    }
}
