//! Arbitrary bytes as a bracketed text: nothing panics, nothing is lost, every place lies inside,
//! those of words that speak of guard-rails too.
//!
//! The first byte picks choices for the clean text, the rest is the text.

#![no_main]

use basis::{At, Span};
use draft::{Bracket, Choice, OptionKind, table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&pick, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let declared = [vec![], vec!["NORTH".to_owned(), "SOUTH".to_owned()]];
    let (draft, problems) = draft::parse("text.md", text, &declared[usize::from(pick & 1)]);
    let inside = |span: Span| text.get(span.start..span.end).is_some();
    let (_, undecided) = talks::guardrails::decide(&[], &draft, "talks.toml", "");
    let told = problems.iter().chain(&undecided).flat_map(|problem| &problem.labels);
    for label in told.filter(|label| label.file == "text.md") {
        if let At::Bytes(span) = label.at {
            assert!(inside(span), "{span:?} of {}", text.len());
        }
    }
    for (at, bracket) in draft.brackets.iter().enumerate() {
        assert!(inside(bracket.span) && inside(bracket.marks.inner));
        assert!(!bracket.options.is_empty());
        assert!(bracket.inside.is_none_or(|(around, option)| {
            around < at && option < draft.brackets[around].options.len()
        }));
        for (place, option) in bracket.options.iter().enumerate() {
            assert!(inside(option.span) && inside(option.whole));
            assert_eq!(draft.option(at, &option.key), Ok(place), "a key names its option");
        }
    }
    let open = vec![Choice::Open; draft.brackets.len()];
    assert_eq!(draft::render::clean(&draft, &open), text, "without a choice nothing changes");
    let chosen: Vec<Choice> = (0_usize..)
        .zip(&draft.brackets)
        .map(|(at, bracket)| Choice::Option((at * 7 + usize::from(pick)) % bracket.options.len()))
        .collect();
    draft::render::clean(&draft, &chosen);
    let table = draft::Table::new(&draft, table::Agreed::Open);
    let blank = |kind: &OptionKind| *kind == OptionKind::Blank;
    let countable = |bracket: &&Bracket| !bracket.options.iter().any(|o| blank(&o.kind));
    assert!(table.issues.len() <= draft.brackets.iter().filter(countable).count());
    if problems.is_empty() && draft.followers.is_empty() {
        let again = draft::render::clean(&draft, &draft::render::agreed(&draft));
        let blanks = draft.brackets.iter().flat_map(|b| &b.options).any(|o| blank(&o.kind));
        assert!(blanks || again.len() <= text.len(), "choosing takes away");
    }
});
