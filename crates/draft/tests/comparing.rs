//! What changed between drafts: by hand, against a naive matching, and at size.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use draft::compare::matching::{By, ELSEWHERE_PARTS, ELSEWHERE_WORDS_MIN, WITHIN_PARTS, matches};
use draft::compare::{Comparison, Lost, What, between, lost_references};
use draft::{Draft, OptionKind};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::common::good;

pub(crate) fn told(comparison: &Comparison) -> String {
    let mut out = String::new();
    for change in &comparison.changes {
        let by = match change.by {
            Some(By::Likeness { shared, all }) => format!(" (like {shared}/{all})"),
            Some(by) => format!(" ({by:?})"),
            None => String::new(),
        };
        writeln!(out, "{}{by}", change.id).unwrap();
        for what in &change.what {
            writeln!(out, "  {what:?}").unwrap();
        }
    }
    out
}

const OLD: &str = "\
# 4 Withdrawal

Heavy weapons [shall / should] be withdrawn by [10 km / 15 km] from the line. The mission
[NORTH: may / SOUTH: shall] inspect sites. [Each side appoints a liaison officer.]

# 5 Prisoners

All prisoners are released [within 10 days / within 20 days after entry into force]{#5a}.
[NORTH: The sick and wounded are released first.](placeholder)

[
Option 1: Lists are exchanged through the mission.

Option 2: Lists are exchanged directly.
]{#5b}
";

const NEW: &str = "\
# 4 Withdrawal

Heavy weapons shall be withdrawn by [10 km / 15 km / 20 km]{#4a} from the line. The mission
[NORTH, EAST: may / SOUTH: shall](agreed ad ref: may) inspect sites.

# 5 Prisoners

All prisoners are released [within 14 days / within 20 days after entry into force]{#5a}.

[
Option 1: Lists are exchanged through the mission without delay.

Option 2: Lists are exchanged directly.
]{#5b}

Remains are returned [at once].

# 6 Order

[NORTH: The sick and wounded are released first.](placeholder)
";

#[test]
fn everything_that_can_happen_to_a_bracket() {
    assert_snapshot!(told(&between(&good(OLD), &good(NEW))), @r#"
    4.1
      Gone { instead: Option { option: "shall" }, one_of: None }
    4a (like 22/26)
      IdAdded
      OptionAdded { option: "20 km" }
    4.2 (like 16/18)
      HoldersChanged { option: "may", from: Holders { proposed: ["NORTH"], supported: [], against: [] }, to: Holders { proposed: ["NORTH"], supported: ["EAST"], against: [] } }
      StatusChanged { from: Open, to: AdReferendum { option: "may", by: [] } }
    4.4
      Gone { instead: Option { option: "no text" }, one_of: None }
    5a (Id)
      OptionReworded { from: "within 10 days", to: "within 14 days", old_words: "within 10 days", new_words: "within 14 days" }
    5b (Id)
      OptionReworded { from: "Option 1", to: "Option 1", old_words: "Lists are exchanged through the mission.", new_words: "Lists are exchanged through the mission without delay." }
    5.3
      Added { one_of: None }
    6.1 (like 14/14)
      Moved { from: "5", to: "6" }
    "#);
}

#[test]
fn what_stands_instead() {
    let new = |text: &str| {
        let old = good("Troops leave [NORTH: at once / by [5 / 9] May / no text]{#1} from here.");
        told(&between(&old, &good(text)))
    };
    assert_snapshot!(new("Troops leave at once from here."), @r#"
    1
      Gone { instead: Option { option: "at once" }, one_of: None }
    0.2
      Gone { instead: Unknown, one_of: None }
    "#);
    assert_snapshot!(new("Troops leave from here."), @r#"
    1
      Gone { instead: Option { option: "no text" }, one_of: None }
    0.2
      Gone { instead: Unknown, one_of: None }
    "#);
    assert_snapshot!(new("Troops leave soon from here."), @r#"
    1
      Gone { instead: Words { words: "soon" }, one_of: None }
    0.2
      Gone { instead: Unknown, one_of: None }
    "#);
    assert_snapshot!(new("Troops leave by [5 / 9] May from here."), @r#"
    1
      Gone { instead: Option { option: "by [5 / 9] May" }, one_of: None }
    "#);
    assert_snapshot!(new("Nobody is obliged to move."), @r"
    1
      Gone { instead: Unknown, one_of: None }
    0.2
      Gone { instead: Unknown, one_of: None }
    ");
}

#[test]
fn an_id_decides_whatever_the_words_are() {
    let old = good("[may]{#1} go. They [shall / should]{#2} talk.");
    let new = good("[shall / should]{#1} go. They [may]{#3} talk.");
    assert_snapshot!(told(&between(&old, &new)), @r#"
    1 (Id)
      OptionAdded { option: "shall" }
      OptionAdded { option: "should" }
      OptionRemoved { option: "may" }
      OptionRemoved { option: "no text" }
    2
      Gone { instead: Words { words: "[may]{#3}" }, one_of: None }
    3
      Added { one_of: None }
    "#);
}

#[test]
fn a_condition_is_compared_by_what_it_asks() {
    let old = good("[a / b]{#1} [x / y (if 1 is a)]{#2} [x / y (if 1 is b)]{#3}");
    let new = good("[new]{#0} [a / b]{#1} [x / y (if 1 is a)]{#2} [x / y (if 1 is a)]{#3}");
    assert_snapshot!(told(&between(&old, &new)), @r#"
    0
      Added { one_of: None }
    3 (Id)
      ConditionChanged { option: "y" }
    "#);
}

#[test]
fn what_was_said_of_options_that_are_gone() {
    let (old, new) = (good(OLD), good(NEW));
    let references = [
        ("5a", "within 20 days…"),
        ("5a", "within 10 days"),
        ("5b", "Option 1"),
        ("5b", "Option 2"),
        ("4.3", "may"),
        ("4.2", "10 km"),
        ("4.4", "no text"),
        ("9", "x"),
    ];
    let lost = lost_references(&old, &new, &between(&old, &new), &references);
    let mut out = String::new();
    for found in &lost {
        writeln!(out, "{:?}: {:?}", references[found.reference], found.lost).unwrap();
    }
    assert_snapshot!(out, @r#"
    ("5a", "within 10 days"): Option { old_words: "within 10 days", nearest: Some(("within 14 days", "within 14 days")) }
    ("5b", "Option 1"): Option { old_words: "Lists are exchanged through the mission.", nearest: Some(("Option 1", "Lists are exchanged through the mission without delay.")) }
    ("4.3", "may"): Id { now: "4.2" }
    ("4.2", "10 km"): Id { now: "4a" }
    ("4.4", "no text"): Bracket
    ("9", "x"): Never
    "#);
    assert!(lost.iter().any(|found| found.lost == Lost::Bracket));
}

/// Small drafts with brackets that are alike, over two articles, some with ids.
pub(crate) fn small() -> impl Strategy<Value = String> {
    let word =
        prop_oneof![Just("a"), Just("b"), Just("c"), Just("d e"), Just("f"), Just("g h i j k")];
    let id = prop_oneof![4 => Just(""), 1 => Just("{#x}"), 1 => Just("{#y}")];
    let bracket = (word.clone(), word.clone(), word.clone(), id);
    let article = prop::collection::vec(bracket, 0..4);
    (article.clone(), article).prop_map(|(first, second)| {
        let mut seen = BTreeSet::new();
        let mut out = String::new();
        for (at, article) in [first, second].into_iter().enumerate() {
            writeln!(out, "# {} Title {at}\n", at + 1).unwrap();
            for (before, one, other, id) in article {
                let id = if seen.insert(id) { id } else { "" };
                // Options of one bracket differ.
                writeln!(out, "{before} [{one} / no {other}]{id} {before}").unwrap();
            }
        }
        out
    })
}

/// The words by which a bracket is recognised, from the specification, with their places.
pub(crate) fn sign(draft: &Draft, at: usize, own_only: bool) -> Vec<(i32, String)> {
    let bracket = &draft.brackets[at];
    let words = |text: &str| -> Vec<String> {
        let text = text.replace("{#x}", "").replace("{#y}", "");
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let article = draft.articles[bracket.article].span;
    let before = words(&draft.text[article.start..bracket.span.start]);
    let after = words(&draft.text[bracket.span.end..article.end]);
    let mut sign = Vec::new();
    for option in bracket.options.iter().filter(|o| o.kind != OptionKind::ImpliedNoText) {
        sign.extend(
            words(&draft.text[option.span.start..option.span.end]).into_iter().map(|w| (0, w)),
        );
    }
    if own_only {
        return sign;
    }
    sign.extend(before.into_iter().rev().take(4).map(|w| (-1, w)));
    sign.extend(after.into_iter().take(4).map(|w| (1, w)));
    sign
}

/// Twice the words in common, and all words.
fn alike(a: &[(i32, String)], b: &[(i32, String)]) -> (usize, usize) {
    let mut rest = b.to_vec();
    let mut shared = 0;
    for word in a {
        if let Some(at) = rest.iter().position(|other| other == word) {
            rest.remove(at);
            shared += 2;
        }
    }
    (shared, a.len() + b.len())
}

/// The options of a bracket, written plainly.
pub(crate) fn options(draft: &Draft, at: usize) -> Vec<String> {
    let of = &draft.brackets[at].options;
    of.iter().map(|o| draft.text[o.span.start..o.span.end].to_lowercase()).collect()
}

/// The best of all sets of pairs of which no two cross, by the definition, and how good it is.
fn in_order(
    (olds, news): (&[usize], &[usize]),
    may: &impl Fn(usize, usize) -> Option<(usize, usize)>,
) -> ((usize, usize, usize), Vec<(usize, usize)>) {
    let ([olds @ .., old], [news @ .., new]) = (olds, news) else {
        return ((0, 0, 0), Vec::new());
    };
    let all_news: Vec<usize> = news.iter().chain([new]).copied().collect();
    let all_olds: Vec<usize> = olds.iter().chain([old]).copied().collect();
    let mut best = in_order((&all_olds, news), may);
    let other = in_order((olds, &all_news), may);
    if other.0 > best.0 {
        best = other;
    }
    if let Some((shared, all)) = may(*old, *new) {
        let (worth, mut pairs) = in_order((olds, news), may);
        let worth = (worth.0 + usize::from(shared == all), worth.1 + 1, worth.2 + shared);
        if worth > best.0 {
            pairs.push((*old, *new));
            best = (worth, pairs);
        }
    }
    best
}

/// The matching by its definition: what kept its order, then again and again the best pair of all
/// that are left.
fn naive(old: &Draft, new: &Draft) -> BTreeSet<(usize, usize)> {
    let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
    let pairs =
        || (0..new.brackets.len()).flat_map(|n| (0..old.brackets.len()).map(move |o| (o, n)));
    let free = |found: &BTreeSet<(usize, usize)>, o: usize, n: usize| {
        found.iter().all(|(a, b)| *a != o && *b != n)
    };
    let written = |draft: &Draft, at: usize| draft.brackets[at].id_is_written;
    for (o, n) in pairs() {
        if written(old, o) && written(new, n) && old.brackets[o].id == new.brackets[n].id {
            found.insert((o, n));
        }
    }
    let turned = old.text > new.text;
    for article in 0..old.articles.len() {
        let free = |draft: &Draft, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let at = 0..draft.brackets.len();
            at.filter(|at| draft.brackets[*at].article == article && !taken(*at)).collect()
        };
        let olds = free(old, &|at| found.iter().any(|(o, _)| *o == at));
        let news = free(new, &|at| found.iter().any(|(_, n)| *n == at));
        let may = |o: usize, n: usize| {
            let (o, n) = if turned { (n, o) } else { (o, n) };
            let (shared, all) = alike(&sign(old, o, false), &sign(new, n, false));
            let fits = options(old, o) == options(new, n)
                && shared * WITHIN_PARTS.1 >= all * WITHIN_PARTS.0
                && !(written(old, o) && written(new, n));
            fits.then_some((shared, all))
        };
        // One of the drafts comes first whichever is the old one.
        let (first, second) = if turned { (&news, &olds) } else { (&olds, &news) };
        let pairs = in_order((first, second), &may).1;
        found.extend(pairs.into_iter().map(|(a, b)| if turned { (b, a) } else { (a, b) }));
    }
    for (within, (parts, of)) in [(true, WITHIN_PARTS), (false, ELSEWHERE_PARTS)] {
        let may = |found: &BTreeSet<(usize, usize)>, o: usize, n: usize| {
            let same_article = old.brackets[o].article == new.brackets[n].article;
            free(found, o, n) && (same_article || !within) && !(written(old, o) && written(new, n))
        };
        for (o, n) in pairs() {
            let (mut a, mut b) = (sign(old, o, false), sign(new, n, false));
            a.sort();
            b.sort();
            if may(&found, o, n) && a == b {
                found.insert((o, n));
            }
        }
        // Across articles, what stands around says nothing.
        let own = !within;
        loop {
            let rank = |o: usize, n: usize| {
                let (shared, all) = alike(&sign(old, o, own), &sign(new, n, own));
                // Exact: denominators are small.
                (std::cmp::Reverse(shared * 1_000_000_007 / all), o.abs_diff(n), o + n, o)
            };
            let enough = |o: usize, n: usize| {
                let (a, b) = (sign(old, o, own), sign(new, n, own));
                let (shared, all) = alike(&a, &b);
                (within || a.len().min(b.len()) >= ELSEWHERE_WORDS_MIN)
                    && shared * of >= all * parts
            };
            let best = pairs()
                .filter(|&(o, n)| may(&found, o, n) && enough(o, n))
                .min_by_key(|&(o, n)| rank(o, n));
            let Some(best) = best else { break };
            found.insert(best);
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_matching_is_the_naive_one(old in small(), new in small()) {
        let (old, new) = (good(&old), good(&new));
        let found = matches(&old, &new);
        let pairs: BTreeSet<(usize, usize)> = found.pairs.iter().map(|m| (m.old, m.new)).collect();
        prop_assert_eq!(&pairs, &naive(&old, &new));
        prop_assert_eq!(pairs.len(), found.pairs.len());
        let olds: BTreeSet<usize> = found.pairs.iter().map(|m| m.old).collect();
        let news: BTreeSet<usize> = found.pairs.iter().map(|m| m.new).collect();
        prop_assert_eq!((olds.len(), news.len()), (pairs.len(), pairs.len()));
    }

    #[test]
    fn what_is_added_one_way_is_gone_the_other(old in small(), new in small()) {
        let (old, new) = (good(&old), good(&new));
        let count = |found: &Comparison, added: bool| {
            let wanted = |what: &&What| match what {
                What::Added { .. } => added,
                What::Gone { .. } => !added,
                _ => false,
            };
            found.changes.iter().flat_map(|change| &change.what).filter(wanted).count()
        };
        let (there, back) = (between(&old, &new), between(&new, &old));
        prop_assert_eq!(count(&there, true), count(&back, false));
        prop_assert_eq!(count(&there, false), count(&back, true));
        prop_assert_eq!((there.old, there.new), (back.new, back.old));
    }

    #[test]
    fn a_draft_has_not_changed_from_itself(text in small()) {
        let draft = good(&text);
        prop_assert_eq!(told(&between(&draft, &draft)), "");
    }

    #[test]
    fn nor_has_any_other(text in "[a\\[\\]{}#/_:() \n]{0,40}") {
        let (draft, _) = draft::parse("text.md", &text, &[]);
        prop_assert_eq!(told(&between(&draft, &draft)), "");
    }

    #[test]
    fn one_more_bracket_is_one_addition(text in small(), line in 0usize..20) {
        let old = good(&text);
        let mut lines: Vec<&str> = text.lines().collect();
        lines.insert(2 + line % (lines.len() - 1), "Nobody [doubts / denies] anything else of it.");
        let new = good(&lines.join("\n"));
        let found = between(&old, &new);
        prop_assert_eq!(found.changes.len(), 1, "{}", told(&found));
        prop_assert_eq!(&found.changes[0].what, &vec![What::Added { one_of: None }]);
    }
}

/// A draft with so many brackets, each in a sentence of its own.
fn large(count: usize, edited: bool) -> String {
    let mut out = String::new();
    for at in 0..count {
        if at % 30 == 0 {
            writeln!(out, "# {} Article\n", at / 30 + 1).unwrap();
        }
        let (a, b, c) = (at * 7919 % 1009, at * 104_729 % 1013, at * 31 % 97);
        match (edited, at % 10) {
            (true, 0) => writeln!(out, "Party w{a} w{b} moves u{c} units at once.\n").unwrap(),
            (true, 1) => writeln!(out, "Party w{a} w{b} moves [u{c} / w{a}z / more] units at once.\n").unwrap(),
            (true, 2) => writeln!(out, "[new w{b} thing / other] is added here too.\n\nParty w{a} w{b} moves [u{c} / w{a}] units at once.\n").unwrap(),
            _ => writeln!(out, "Party w{a} w{b} moves [u{c} / w{a}] units at once.\n").unwrap(),
        }
    }
    out
}

#[test]
fn a_thousand_brackets() {
    let (old, new) = (good(&large(1000, false)), good(&large(1000, true)));
    let found = between(&old, &new);
    let count = |wanted: fn(&What) -> bool| {
        found.changes.iter().flat_map(|change| &change.what).filter(|what| wanted(what)).count()
    };
    assert_eq!(count(|what| matches!(what, What::Added { .. })), 100);
    assert_eq!(count(|what| matches!(what, What::Gone { .. })), 100);
    assert_eq!(count(|what| matches!(what, What::OptionAdded { .. })), 200);
    assert_eq!(count(|what| matches!(what, What::OptionRemoved { .. })), 100);
    assert_eq!(count(|_| true), 500, "{}", told(&found));
}

#[test]
fn beyond_the_limit_likeness_is_left_out_and_said_to_be() {
    let text = |mark: &str| {
        let each = (0..3_200).map(|at| format!("x{mark}{at} [y{mark}{at} / z] w{mark}{at}.\n\n"));
        format!("[same / words]{{#1}}\n\n[as / here]\n\n{}", each.collect::<String>())
    };
    let found = matches(&good(&text("a")), &good(&text("b")));
    assert!(found.left_out);
    let by: Vec<By> = found.pairs.iter().map(|pair| pair.by).collect();
    assert_eq!(by, [By::Id]);
    let few = |mark| good(&text(mark).split_inclusive("\n\n").take(500).collect::<String>());
    let found = matches(&few("a"), &few("b"));
    assert!(!found.left_out, "below the limit, likeness is looked at");
    assert!(found.pairs.iter().any(|pair| matches!(pair.by, By::Likeness { .. })));
}
