//! Ids, statuses and *no text* as people write them: read, or told, never text without a word.

use basis::{At, Diagnostic};
use draft::{Choice, Draft, number, render};
use proptest::prelude::*;

use crate::common::{good, outline, parties, told};

/// Pieces of texts in which ids and statuses stand in all places. Nothing in them is code or a
/// heading, and no slash ends a line.
const PIECES: &[&str] = &[
    "[a / b]",
    "[c]",
    "[",
    "]",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "words",
    "{#a}",
    "{#b}",
    "{ #c}",
    "{#d }",
    "{#e",
    "(open)",
    "(open)",
    "(agreed: a)",
    "(agreed: b)",
    "(agreed in principle)",
    "Option 1: one",
    "Option 2: two",
    "Option 3: three",
    "No text.",
    ", ",
    "[#a]",
    "[#b: x / y]",
];

fn scattered() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Whether a place was read as an id or status, or a problem shows it.
fn heeded(draft: &Draft, problems: &[Diagnostic], at: usize) -> bool {
    let marks = draft.brackets.iter().flat_map(|b| [b.marks.id, b.marks.note]).flatten();
    let labels = problems.iter().flat_map(|problem| &problem.labels);
    let told = labels.filter_map(|label| match label.at {
        At::Bytes(span) => Some(span),
        _ => None,
    });
    marks.chain(told).any(|span| span.start <= at && at < span.end)
}

/// The beginnings of lines that nothing but words fill.
fn lines_of<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        (line.trim() == words).then_some(start)
    })
}

/// Options in paragraphs with an id, perhaps a status, on a line after the last.
#[derive(Clone, Debug)]
struct Block {
    options: usize,
    agreed: Option<usize>,
    empty_line: bool,
    id_last: bool,
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = (2_usize..5, prop::option::of(0_usize..2), any::<bool>(), any::<bool>());
    let block = block.prop_map(|(options, agreed, empty_line, id_last)| Block {
        options,
        agreed,
        empty_line,
        id_last,
    });
    prop::collection::vec(block, 1..6)
}

/// Writes blocks one after another, with nothing between them.
fn written(blocks: &[Block], numbered_on: bool) -> String {
    let (mut text, mut number) = (String::new(), 0);
    for (at, block) in blocks.iter().enumerate() {
        number = if numbered_on { number } else { 0 };
        for option in 0..block.options {
            text += &format!("Option {}: words {at} {option}.\n\n", number + option + 1);
        }
        let id = format!("{{#b{at}}}");
        let agreed = block.agreed.map(|o| format!("(agreed: Option {})", number + o + 1));
        let agreed = agreed.unwrap_or_default();
        let (first, last) = if block.id_last { (agreed, id) } else { (id, agreed) };
        text.truncate(text.len() - usize::from(!block.empty_line));
        text += &format!("{}\n\n", format!("{first} {last}").trim());
        number += block.options;
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_id_and_no_status_is_text_without_a_word(text in scattered()) {
        let (draft, problems) = draft::parse("text.md", &text, &[]);
        for (at, _) in text.match_indices("{#").chain(text.match_indices("{ #")) {
            prop_assert!(heeded(&draft, &problems, at), "{text:?} {at}\n{}", told(&text, &problems));
        }
        for words in ["(open)", "(agreed: a)"] {
            for at in lines_of(&text, words) {
                prop_assert!(heeded(&draft, &problems, at), "{text:?} {at}");
            }
        }
        prop_assert_eq!(render::clean(&draft, &[]), text);
    }

    #[test]
    fn an_id_ends_options_in_paragraphs(
        blocks in blocks(),
        numbered_on in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let mut text = written(&blocks, numbered_on);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let draft = good(&text);
        prop_assert_eq!(draft.brackets.len(), blocks.len(), "{}", text);
        for (at, (bracket, block)) in draft.brackets.iter().zip(&blocks).enumerate() {
            prop_assert_eq!(&bracket.id, &format!("b{at}"));
            prop_assert_eq!(bracket.options.len(), block.options);
            prop_assert_eq!(bracket.agreed(), block.agreed);
            for (option, found) in bracket.options.iter().enumerate() {
                prop_assert_eq!(draft.option_words(found), format!("words {at} {option}."));
            }
        }
        prop_assert_eq!(render::clean(&draft, &[]), text.as_str());
        prop_assert_eq!(number::write_ids(&draft, &[]), text);
    }

    #[test]
    fn no_text_is_no_text_in_any_case(
        capitals in prop::collection::vec(any::<bool>(), 7),
        stop in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let case = |(c, up): (char, &bool)| if *up { c.to_ascii_uppercase() } else { c };
        let mut words: String = "no text".chars().zip(&capitals).map(case).collect();
        words.push_str(if stop { "." } else { "" });
        let form = "The [green / no text]{#1}(agreed: no text) car [a) NORTH: x / b) no text]{#2}\n\
                    [y / z (if 1 is \"no text\")]{#3} [#1: is / no text] [no text]{#4}.\n\n\
                    Option 1: Words.\n\nOption 2 (SOUTH): no text\n{#5}\n\nEnd.\n";
        let form = if crlf { form.replace('\n', "\r\n") } else { form.to_owned() };
        let text = form.replace("no text", &words);
        let (plain, draft) = (good(&form), good(&text));
        prop_assert_eq!(outline(&draft).replace(&words, "no text"), outline(&plain));
        let choices: Vec<Choice> =
            draft.brackets.iter().map(|b| Choice::Option(b.options.len() - 1)).collect();
        prop_assert_eq!(render::clean(&draft, &choices), render::clean(&plain, &choices));
        prop_assert_eq!(render::clean(&draft, &[]), text);
        for bracket in [0, 1, 3, 4] {
            prop_assert_eq!(draft.option(bracket, &words), plain.option(bracket, "no text"));
            prop_assert!(plain.option(bracket, &words).is_ok());
        }
    }
}

#[test]
fn no_text_in_capitals_can_be_added_and_agreed() {
    let draft = draft::parse("text.md", "[a / b]{#x}", &parties()).0;
    let nobody = draft::Holders::default();
    let edited = draft::edit::add_option(&draft, 0, "No text.", &nobody).unwrap();
    assert_eq!(edited.text, "[a / b / No text.]{#x}");
    let draft = good(&edited.text);
    let agreed = draft::Status::Agreed { option: 2 };
    let edited = draft::edit::set_status(&draft, 0, &agreed, &["NORTH".to_owned()]).unwrap();
    assert_eq!(edited.text, "[a / b / No text.]{#x}(agreed: no text)");
    assert_eq!(good(&edited.text).brackets[0].status, agreed);
}
