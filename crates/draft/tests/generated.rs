//! Generated texts: what holds of every text, and of every text that is well formed.

use draft::{Choice, Condition, Draft, Table, condition, render, table};
use proptest::prelude::*;

use crate::common::{parties, told};

/// Pieces of which hostile texts are made.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[",
    "]",
    " / ",
    "/",
    "a",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "NORTH: ",
    "NORTH, EAST; against ",
    "Option 1: ",
    "Option 2 (SOUTH): ",
    "**Alt 3:** ",
    "a) ",
    "b) ",
    "no text",
    "__ (1 to 3) ",
    "__",
    "{#a}",
    "{#b}",
    "{#",
    "}",
    "(agreed)",
    "(agreed ad ref: a)",
    "(if a is \"x\")",
    "(if ",
    " is ",
    ")",
    "[#a]",
    "[#a: ",
    "`",
    "```\n",
    "```accord\n",
    "](http://x)",
    "\\",
    "é",
    "\u{feff}",
    "# 4. T\n",
    "- ",
    "<b>",
    "<!--",
    "-->",
    "[^1]",
    "…",
    "\"",
    "| ",
    "> ",
    "    ",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// A part of a well-formed text.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Words(&'static str),
    Bracket { options: Vec<Vec<Item>>, block: bool },
}

pub(crate) fn items() -> impl Strategy<Value = Vec<Item>> {
    let words =
        prop::sample::select(vec!["shall", "withdraw, and", "é ü", "(it)", "x/y", "\\[z\\]"]);
    let leaf = words.clone().prop_map(Item::Words);
    let leaves = prop::collection::vec(leaf, 1..4);
    leaves.prop_recursive(3, 40, 4, move |inner| {
        let options = prop::collection::vec(inner, 2..4);
        let bracket = (options, prop::bool::weighted(0.2));
        let bracket = bracket.prop_map(|(options, block)| Item::Bracket { options, block });
        let item = prop_oneof![words.clone().prop_map(Item::Words), bracket];
        prop::collection::vec(item, 1..4)
    })
}

/// Writes items. Words of one option begin with a mark of their own, so that options differ.
pub(crate) fn write(items: &[Item], mark: &mut usize, out: &mut String) {
    for item in items {
        match item {
            Item::Words(words) => *out += &format!("{words} "),
            Item::Bracket { options, block } => {
                *out += if *block { "\n\n[\n" } else { "[" };
                for (at, option) in options.iter().enumerate() {
                    *mark += 1;
                    match (*block, at) {
                        (true, _) => *out += &format!("Option {}: m{mark} ", at + 1),
                        (false, 0) => *out += &format!("m{mark} "),
                        (false, _) => *out += &format!(" / m{mark} "),
                    }
                    write(option, mark, out);
                    *out += if *block { "\n\n" } else { "" };
                }
                *out += if *block { "]\n\n" } else { "] " };
            }
        }
    }
}

/// The slow twin of `clean`: the words of chosen options, from the items themselves.
fn chosen(
    items: &[Item],
    picks: &[usize],
    bracket: &mut usize,
    mark: &mut usize,
    reached: bool,
    (words, choices): (&mut String, &mut Vec<Choice>),
) {
    for item in items {
        match item {
            Item::Words(text) if reached => *words += &format!("{text} "),
            Item::Words(_) => {}
            Item::Bracket { options, .. } => {
                let pick = picks[*bracket % picks.len()] % options.len();
                *bracket += 1;
                choices.push(if reached { Choice::Option(pick) } else { Choice::NotReached });
                for (at, option) in options.iter().enumerate() {
                    *mark += 1;
                    let here = reached && at == pick;
                    if here {
                        *words += &format!("m{mark} ");
                    }
                    chosen(option, picks, bracket, mark, here, (words, choices));
                }
            }
        }
    }
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// All conditions that fit a draft, by a list of numbers.
pub(crate) fn some_condition(
    draft: &Draft,
    seeds: &mut impl Iterator<Item = usize>,
    depth: usize,
) -> Condition {
    let mut next = |limit: usize| seeds.next().unwrap_or(0) % limit;
    let kind = if depth == 0 { 0 } else { next(4) };
    if kind < 1 {
        let bracket = next(draft.brackets.len());
        let option = next(draft.brackets[bracket].options.len());
        return Condition::Is { bracket, option };
    }
    if kind == 1 {
        return Condition::Not(Box::new(some_condition(draft, seeds, depth - 1)));
    }
    let parts = (0..2).map(|_| some_condition(draft, seeds, depth - 1)).collect();
    if kind == 2 { Condition::All(parts) } else { Condition::Any(parts) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_text_is_read_and_kept(text in hostile()) {
        let (draft, problems) = draft::parse("text.md", &text, &parties());
        told(&text, &problems);
        prop_assert_eq!(render::clean(&draft, &[]), text);
        for (at, bracket) in draft.brackets.iter().enumerate() {
            prop_assert!(!bracket.options.is_empty());
            for (place, option) in bracket.options.iter().enumerate() {
                prop_assert_eq!(draft.option(at, &option.key), Ok(place));
                prop_assert!(bracket.span.start <= option.span.start);
                prop_assert!(option.span.end <= bracket.span.end);
            }
        }
        let first = vec![Choice::Option(0); draft.brackets.len()];
        render::clean(&draft, &first);
    }

    #[test]
    fn a_chosen_text_is_the_words_that_were_chosen(
        items in items(),
        picks in prop::collection::vec(0_usize..4, 1..9),
        crlf in any::<bool>(),
    ) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let (draft, problems) = draft::parse("text.md", &text, &parties());
        prop_assert!(problems.is_empty(), "{}\n{}", text, told(&text, &problems));
        let (mut words, mut choices) = (String::new(), Vec::new());
        chosen(&items, &picks, &mut 0, &mut 0, true, (&mut words, &mut choices));
        prop_assert_eq!(choices.len(), draft.brackets.len());
        let clean = render::clean(&draft, &choices);
        prop_assert_eq!(without_blanks(&clean), without_blanks(&words));
        let (again, problems) = draft::parse("text.md", &clean, &parties());
        prop_assert!(problems.is_empty() && again.brackets.is_empty());
        let table = Table::new(&draft, table::Agreed::Open);
        let package = table.package(&choices).expect("every bracket has a choice");
        prop_assert_eq!(table.choices(&package), choices);
        let as_issues: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
        let broken = table.rules.iter().find(|rule| !rule.must.holds(&as_issues).is_certain());
        prop_assert!(broken.is_none(), "{:?}", broken);
    }

    #[test]
    fn open_brackets_stay_byte_by_byte(items in items(), pick in 0_usize..20) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        let (draft, _) = draft::parse("text.md", &text, &parties());
        prop_assume!(!draft.brackets.is_empty());
        let at = pick % draft.brackets.len();
        let mut choices = vec![Choice::Open; draft.brackets.len()];
        choices[at] = Choice::Option(pick % draft.brackets[at].options.len());
        let clean = render::clean(&draft, &choices);
        let span = draft.brackets[at].span;
        prop_assert!(clean.starts_with(&text[..span.start]));
        prop_assert!(clean.ends_with(&text[span.end..]));
        let (again, problems) = draft::parse("text.md", &clean, &parties());
        prop_assert!(problems.is_empty());
        prop_assert!(again.brackets.len() < draft.brackets.len());
    }

    #[test]
    fn conditions_are_written_as_they_are_read(
        items in items(),
        seeds in prop::collection::vec(0_usize..1000, 1..60),
    ) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        let (draft, _) = draft::parse("text.md", &text, &parties());
        prop_assume!(!draft.brackets.is_empty());
        let wanted = some_condition(&draft, &mut seeds.into_iter(), 4);
        let words = condition::words(&wanted, &draft);
        prop_assert_eq!(condition::parse("c", &words, 0, &draft), Ok(wanted));
    }

    #[test]
    fn rules_admit_exactly_what_can_be_reached(items in items()) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        let (draft, _) = draft::parse("text.md", &text, &parties());
        let table = Table::new(&draft, table::Agreed::Open);
        let size: usize = table.issues.iter().map(|issue| issue.options.len()).product();
        prop_assume!(size <= 2_000);
        let mut admitted = 0;
        for number in 0..size {
            let mut rest = number;
            let package: Vec<usize> = table.issues.iter().map(|issue| {
                let at = rest % issue.options.len();
                rest /= issue.options.len();
                at
            }).collect();
            let as_issues: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
            let by_rules = table.rules.iter().all(|rule| rule.must.holds(&as_issues).is_certain());
            let choices = table.choices(&package);
            let by_nesting = draft.brackets.iter().zip(&choices).all(|(bracket, choice)| {
                let reached = bracket.inside.is_none_or(|(around, option)| {
                    choices[around] == Choice::Option(option)
                });
                reached == (*choice != Choice::NotReached)
            });
            prop_assert_eq!(by_rules, by_nesting);
            admitted += usize::from(by_rules);
        }
        prop_assert!(admitted > 0);
    }
}
