//! Conditions over names alone, and `if` and `iff` over brackets.

use basis::{At, Truth};
use draft::condition::{Choice, Names, Options, TAKEN, parse, parse_with};
use proptest::prelude::*;

use crate::common::good;

/// Things that are taken or not.
struct Taken;

const NAMES: [&str; 3] = ["a", "b", "c c"];

impl Names for Taken {
    fn what(&self) -> &'static str {
        "step"
    }

    fn find(&self, id: &str) -> Option<usize> {
        NAMES.iter().position(|name| *name == id)
    }

    fn ids(&self) -> Vec<&str> {
        NAMES.to_vec()
    }

    fn options(&self) -> Option<&dyn Options> {
        None
    }
}

/// The eight worlds in which each of the three is taken or not.
fn worlds() -> impl Iterator<Item = [bool; 3]> {
    (0..8).map(|n| [n & 4 != 0, n & 2 != 0, n & 1 != 0])
}

fn choices(world: [bool; 3]) -> [Choice; 3] {
    world.map(|taken| if taken { Choice::Option(TAKEN) } else { Choice::NotReached })
}

/// The worlds in which a text holds, as digits.
fn holds_in(text: &str) -> String {
    let condition = parse_with("c", text, 0, &Taken).unwrap();
    let holds = |world| condition.holds(&choices(world)) == Truth::Yes;
    worlds().map(|world| if holds(world) { '1' } else { '0' }).collect()
}

/// Code, place and message of each problem.
fn faults(text: &str) -> Vec<String> {
    let problems = parse_with("c", text, 0, &Taken).unwrap_err();
    let told = problems.iter().map(|problem| {
        let At::Bytes(span) = problem.labels[0].at else { panic!("a place in the text") };
        format!("{} {}..{} {}", problem.code.0, span.start, span.end, problem.message)
    });
    told.collect()
}

#[test]
fn not_binds_before_and_and_before_or_and_or_before_if() {
    assert_eq!(holds_in("a"), "00001111");
    assert_eq!(holds_in("not a and b"), "00110000");
    assert_eq!(holds_in("not (a and b)"), "11111100");
    assert_eq!(holds_in("a or b and \"c c\""), "00011111");
    assert_eq!(holds_in("a if b or \"c c\""), "10001111");
    assert_eq!(holds_in("a iff b"), "11000011");
}

#[test]
fn what_is_no_condition_over_names_has_its_place() {
    assert_eq!(faults("a and"), ["D018 5..5 here should stand a step"]);
    assert_eq!(faults("a and or b"), ["D018 6..8 here should stand a step"]);
    assert_eq!(faults("(a"), ["D018 0..1 this parenthesis is never closed"]);
    assert_eq!(faults("(a not b)"), ["D018 3..6 a condition ends before this"]);
    assert_eq!(faults("\"c c\" b"), ["D018 6..7 a condition ends before this"]);
    assert_eq!(faults("a \"b"), ["D018 2..4 this quote is never closed"]);
    assert_eq!(faults("a if b if a"), ["D018 7..9 a condition ends before this"]);
    assert_eq!(faults("c c or a"), ["D018 0..3 a step of more than one word needs double quotes"]);
    let unknown = ["D019 0..1 there is no step `d`", "D019 6..8 there is no step `ä`"];
    assert_eq!(faults("d and ä"), unknown);
}

#[test]
fn conditions_have_limits() {
    let deep = |text: &str| faults(text)[0].split_once("more than").unwrap().1.to_owned();
    assert_eq!(deep(&"not ".repeat(100)), " 64 deep");
    assert_eq!(deep(&"(".repeat(9_000)), " 64 deep");
    assert_eq!(deep(&"(".repeat(100_000)), " 10000 words");
}

#[test]
fn a_bracket_is_something_if_another_is() {
    let draft = good("[if / iff]{#2a} [A / B]{#7}");
    let read = |words| parse("c", words, 0, &draft);
    assert_eq!(read("2a is if if 7 is A"), read("2a is if or not 7 is A"));
    let both = "(2a is iff or not 7 is A) and (7 is A or not 2a is iff)";
    assert_eq!(read("2a is iff iff 7 is A"), read(both));
    let unquoted = |words| read(words).unwrap_err()[0].message.clone();
    let message = "an option of more than one word needs double quotes";
    assert_eq!(unquoted("2a is if needed"), message);
    assert_eq!(unquoted("7 is A if needed"), message);
}

/// Names and `not`, joined by `and` and `or`, and at most one `if` or `iff`, without parentheses.
fn flat() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["a", "b", "\"c c\"", "not a", "not not b"]);
    let joint = prop::sample::select(vec![" and ", " or "]);
    let side = prop::collection::vec((joint, name.clone()), 0..5);
    let side = (name, side).prop_map(|(first, rest)| {
        rest.iter().fold(first.to_owned(), |words, (joint, name)| words + joint + name)
    });
    let middle = prop::sample::select(vec!["", " if ", " iff "]);
    (side.clone(), middle, side).prop_map(|(first, middle, second)| {
        if middle.is_empty() { first } else { first + middle + &second }
    })
}

/// What such words mean, by cutting them where they bind least.
fn meant(words: &str, world: [bool; 3]) -> bool {
    if let Some((first, second)) = words.split_once(" iff ") {
        return meant(first, world) == meant(second, world);
    }
    if let Some((first, second)) = words.split_once(" if ") {
        return meant(first, world) || !meant(second, world);
    }
    let literal = |words: &str| {
        let name = words.replace("not ", "").replace('"', "");
        let taken = NAMES.iter().zip(world).any(|(known, taken)| *known == name && taken);
        taken != (words.matches("not ").count() % 2 == 1)
    };
    words.split(" or ").any(|part| part.split(" and ").all(literal))
}

proptest! {
    #[test]
    fn conditions_mean_what_cutting_them_means(words in flat()) {
        let condition = parse_with("c", &words, 0, &Taken).unwrap();
        for world in worlds() {
            let holds = condition.holds(&choices(world)) == Truth::Yes;
            prop_assert_eq!(holds, meant(&words, world), "{:?}", world);
        }
    }

    #[test]
    fn any_words_are_a_condition_or_told(
        words in prop::collection::vec(prop::sample::select(vec![
            "a", "\"c c\"", "is", "not", "and", "or", "if", "iff", "(", ")", "\"", "“", "\\",
        ]), 0..12),
    ) {
        let words = words.join(" ");
        if let Err(problems) = parse_with("c", &words, 0, &Taken) {
            for problem in problems {
                let At::Bytes(span) = problem.labels[0].at else { panic!("a place in the text") };
                prop_assert!(words.get(span.start..span.end).is_some());
            }
        }
    }
}
