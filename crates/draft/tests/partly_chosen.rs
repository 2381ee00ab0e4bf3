//! Texts with some brackets chosen and others open, also inside of each other.

use basis::Truth;
use draft::condition::{parse, rest, words};
use draft::{Choice, Condition, Draft, codes, number, render};
use proptest::prelude::*;

use crate::common::{good, parties, told};
use crate::generated::{items, some_condition, write};

/// The choices of a map from ids to keys; the rest is open.
fn choices(draft: &Draft, chosen: &[(&str, &str)]) -> Vec<Choice> {
    let mut choices = vec![Choice::Open; draft.brackets.len()];
    for (id, key) in chosen {
        let at = draft.bracket(id).unwrap();
        choices[at] = Choice::Option(draft.option(at, key).unwrap());
    }
    choices
}

/// The clean text, and what is told of it.
fn clean(text: &str, chosen: &[(&str, &str)]) -> (String, Vec<String>) {
    let draft = good(text);
    let choices = choices(&draft, chosen);
    let clean = render::clean(&draft, &choices);
    let told = render::read_again(&draft, &choices, &clean);
    assert!(told.iter().all(|problem| problem.code == codes::READ_OTHERWISE));
    (clean, told.into_iter().map(|problem| problem.message).collect())
}

#[test]
fn what_is_decided_of_a_condition_goes() {
    let text = "[A / B]{#1} [C / D]{#2} [x (if 1 is A and 2 is C) / y]{#3}";
    let (both, none) = ("[A / B]{#1} [C / D]{#2}", Vec::<String>::new());
    assert_eq!(clean(text, &[]), (text.to_owned(), none.clone()));
    let gone = "with these choices nothing says any more that `x` of `3` can be chosen only if \
        1 is \"A\" and 2 is \"C\"";
    assert_eq!(clean(text, &[("3", "x")]), (format!("{both} x"), vec![gone.to_owned()]));
    let gone = gone.replace("1 is \"A\" and ", "");
    assert_eq!(clean(text, &[("3", "x"), ("1", "A")]).1, [gone]);
    let left = "A [C / D]{#2} [x (if 2 is \"C\") / y]{#3}".to_owned();
    assert_eq!(clean(text, &[("1", "A")]), (left, none.clone()));
    let left = "A C [x / y]{#3}".to_owned();
    assert_eq!(clean(text, &[("1", "A"), ("2", "C")]), (left, none));
    let (left, told) = clean(text, &[("1", "B")]);
    assert_eq!(left, "B [C / D]{#2} [x (if 1 is A and 2 is C) / y]{#3}");
    let keeps = "with these choices bracket `3` keeps `x`, which could be chosen only if \
        1 is \"A\" and 2 is \"C\"";
    assert_eq!(told, [keeps]);
}

#[test]
fn a_condition_on_what_stands_in_an_open_bracket_asks_for_that() {
    let text = "[Option 1: A [x / y]{#2}\nOption 2: B]{#1} [C (if 2 is x) / D]{#3}";
    let text = text.replace("[Option", "[\nOption").replace("B]", "B\n]");
    let (left, told) = clean(&text, &[("2", "x")]);
    let expected = "[\nOption 1: A x\nOption 2: B\n]{#1} [C (if 1 is \"Option 1\") / D]{#3}";
    assert_eq!((left.as_str(), told.len()), (expected, 0));
    // Without a label an option is called by its words, which are others then.
    let text = "[A [x / y]{#2} / B]{#1} [C (if 1 is \"A [x / y]\") / D]{#3}";
    let (left, told) = clean(text, &[("2", "x")]);
    let expected = "[A x / B]{#1} [C (if 1 is \"A…\") / D]{#3}";
    assert_eq!((left.as_str(), told.len()), (expected, 0));
}

#[test]
fn what_would_be_read_otherwise_is_told() {
    // Nothing is left between the marks: that would be a blank.
    let (left, told) = clean("[[a]{#2}]{#1}", &[("2", "no text")]);
    assert_eq!((left.as_str(), told.len()), ("[]{#1}", 1), "{told:?}");
    // An option is called by its words, which are others then, and nothing stands before them.
    let text = "[[x / y]{#2} A / B]{#1} [C (if 1 is \"[x / y] A\") / D]{#3}";
    let told = clean(text, &[("2", "x")]).1;
    assert_eq!(told, ["with these choices bracket `3` would have another condition of `C`"]);
    // A name that was not written is another bracket's then.
    let text = "[A] [B] [C] [#0.2] [x (if 0.3 is C) / y]";
    let (draft, _) = draft::parse("text.md", text, &parties());
    let mut choices = vec![Choice::Open; 4];
    choices[0] = Choice::Option(0);
    let told = render::read_again(&draft, &choices, &render::clean(&draft, &choices));
    let messages: Vec<&str> = told.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["with these choices bracket `0.4` would have another condition of `x`"]);
    let text = "[A] [B] [C] [#0.2]";
    let (draft, _) = draft::parse("text.md", text, &parties());
    let told = render::read_again(&draft, &choices[..3], &render::clean(&draft, &choices[..3]));
    assert_eq!(told[0].message, "with these choices this would follow another bracket");
}

/// A numbered text, with a condition at the end of one option that stands in square brackets.
fn with_condition(items: &[crate::generated::Item], seeds: &[usize]) -> Option<Draft> {
    let mut text = String::new();
    write(items, &mut 0, &mut text);
    let (draft, _) = parse_text(&text);
    let draft = parse_text(&number::write_ids(&draft, &[])).0;
    if draft.brackets.is_empty() {
        return None;
    }
    let mut seeds = seeds.iter().copied();
    let at = seeds.next()? % draft.brackets.len();
    let condition = some_condition(&draft, &mut seeds, 3);
    let words = words(&condition, &draft);
    if words.contains('[') || condition.brackets().contains(&at) {
        return Some(draft);
    }
    let option = draft.brackets.get(at)?.options.first()?.span.end;
    let text = format!("{} (if {words}){}", &draft.text[..option], &draft.text[option..]);
    let (with, problems) = parse_text(&text);
    let asks = with.brackets.get(at)?.options[0].only_if.is_some();
    Some(if asks && problems.is_empty() { with } else { draft })
}

fn parse_text(text: &str) -> (Draft, Vec<basis::Diagnostic>) {
    draft::parse("text.md", text, &parties())
}

/// Options for the brackets of which the pick is even; what these rule out is not reached.
fn some_chosen(draft: &Draft, picks: &[usize], all: bool) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (at, bracket) in draft.brackets.iter().enumerate() {
        let pick = picks[at % picks.len()];
        let gone = bracket.inside.is_some_and(|(around, option)| match choices[around] {
            Choice::Open => false,
            choice => choice != Choice::Option(option),
        });
        choices.push(match pick % 2 {
            _ if gone => Choice::NotReached,
            0 => Choice::Option(pick / 2 % bracket.options.len()),
            _ if all => Choice::Option(pick / 2 % bracket.options.len()),
            _ => Choice::Open,
        });
    }
    choices
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn exactly_the_rest_stays_open(
        items in items(),
        seeds in prop::collection::vec(0_usize..1000, 1..30),
        picks in prop::collection::vec(0_usize..12, 1..12),
    ) {
        let Some(draft) = with_condition(&items, &seeds) else { return Ok(()) };
        let choices = some_chosen(&draft, &picks, false);
        let clean = render::clean(&draft, &choices);
        let mut told_of = render::read_again(&draft, &choices, &clean);
        told_of.retain(|problem| !problem.message.contains("nothing says any more"));
        let never = |problem: &basis::Diagnostic| problem.message.contains("could be chosen only");
        let (again, problems) = parse_text(&clean);
        prop_assert!(told_of.iter().all(never), "{}\n{}", draft.text, told(&draft.text, &told_of));
        prop_assert_eq!(problems.is_empty(), told_of.is_empty(), "{}\n{}", draft.text, clean);
        let open = draft.brackets.iter().zip(&choices).filter(|(_, c)| **c == Choice::Open);
        let open: Vec<&str> = open.map(|(bracket, _)| bracket.id.as_str()).collect();
        let read: Vec<&str> = again.brackets.iter().map(|b| b.id.as_str()).collect();
        prop_assert_eq!(read, open, "{}\n{}", draft.text, clean);
    }

    /// What is chosen at once is what is chosen one after another, also where brackets are followed
    /// from elsewhere.
    #[test]
    fn what_is_chosen_in_two_steps_is_what_is_chosen_in_one(
        items in items(),
        follows in prop::collection::vec((0_usize..100, any::<bool>()), 1..5),
        picks in prop::collection::vec(0_usize..12, 1..12),
    ) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        text = number::write_ids(&parse_text(&text).0, &[]);
        let draft = parse_text(&text).0;
        for (at, repeats) in follows {
            let place = at % draft.brackets.len().max(1);
            let Some(bracket) = draft.brackets.get(place) else { continue };
            let words: Vec<String> =
                (0..bracket.options.len()).map(|o| format!("f{at}-{o}")).collect();
            let words = if repeats { String::new() } else { format!(": {}", words.join(" / ")) };
            text += &format!("\n\nfollows [#{}{words}]", bracket.id);
        }
        let draft = good(&text);
        let (some, all) = (some_chosen(&draft, &picks, false), some_chosen(&draft, &picks, true));
        let clean = render::clean(&draft, &some);
        if !render::read_again(&draft, &some, &clean).is_empty() {
            return Ok(());
        }
        let then = good(&clean);
        let rest = then.brackets.iter().map(|bracket| all[draft.bracket(&bracket.id).unwrap()]);
        let then = render::clean(&then, &rest.collect::<Vec<_>>());
        let at_once = render::clean(&draft, &all);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&then), words(&at_once), "{}\n{}", text, clean);
    }

    #[test]
    fn what_is_left_of_a_condition_decides_as_the_whole(
        items in items(),
        seeds in prop::collection::vec(0_usize..1000, 1..60),
        picks in prop::collection::vec(0_usize..12, 1..12),
    ) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        let draft = parse_text(&text).0;
        if draft.brackets.is_empty() {
            return Ok(());
        }
        let condition = some_condition(&draft, &mut seeds.into_iter(), 4);
        let (some, all) = (some_chosen(&draft, &picks, false), some_chosen(&draft, &picks, true));
        let left = rest(&condition, &draft, &some);
        prop_assert_eq!(left.holds(&all), condition.holds(&all));
        prop_assert!(left.holds(&all) != Truth::Unknown);
        let decided = |at: &usize| some[*at] != Choice::Open;
        prop_assert!(!left.brackets().iter().any(decided), "{:?}", left);
        let decided = [Condition::All(Vec::new()), Condition::Any(Vec::new())].contains(&left);
        prop_assert!(decided || parse("c", &words(&left, &draft), 0, &draft) == Ok(left.clone()));
    }
}
