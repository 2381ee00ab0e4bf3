//! Questions, against what a table says once the answer is known.

use std::fmt::Write as _;

use proptest::prelude::*;
use talks::ask::{self, About, Asked, Question};
use talks::domain::Package;
use talks::efficiency::{Claim, Possibly, Table};
use talks::number::show;

use crate::efficiency::cases;
use crate::known::{Case, case};

/// One line for each question and each of its answers.
pub(crate) fn shown(asked: &Asked) -> String {
    let mut text = String::new();
    for question in &asked.questions {
        let (worst, mean) = (question.guaranteed, show(&question.mean));
        writeln!(text, "{} (at least {worst}, mean {mean})", question.text).unwrap();
        for answer in &question.answers {
            let s = answer.settles;
            let each = [
                (s.leave, "leave"),
                (s.efficiency, "efficient or not"),
                (s.acceptance, "acceptance"),
                (s.possible, "possible"),
            ];
            let each = each.iter().filter(|(count, _)| *count > 0);
            let each: Vec<String> = each.map(|(count, what)| format!("{count} {what}")).collect();
            writeln!(text, "  {}: {} ({})", answer.text, s.packages, each.join(", ")).unwrap();
        }
    }
    text
}

fn asked(case: &Case) -> Asked {
    ask::questions(&case.domain, &case.known, &case.packages).unwrap()
}

#[test]
fn red_lines_and_what_parties_can_live_with() {
    let case = case(
        "issue line: river, road, ridge
NORTH line: river 5, road 4, ridge 3, live river
SOUTH line: river 3, road 4, ridge 5, live road, live ridge
SOUTH reserved 4
red line NORTH inferred: ridge",
    );
    insta::assert_snapshot!(shown(&asked(&case)), @"
    can `NORTH` live with `road` in `line`? (at least 1, mean 1)
      yes: 1 (1 acceptance)
      no: 1 (1 leave)
    does `NORTH` refuse whatever breaks `no ridge`? (at least 1, mean 1)
      yes: 1 (1 leave)
      no: 1 (1 possible)
    can `NORTH` live with `ridge` in `line`? (at least 0, mean 0.5)
      yes: 0 ()
      no: 1 (1 leave)
    ");
}

#[test]
fn an_order_settles_more_than_a_middle() {
    let case = case(
        "issue line: river, road
NORTH line: river 0..10, road 4..6, live road
NORTH reserved 5..6
SOUTH line: river 3, road 3, live river, live road",
    );
    insta::assert_snapshot!(shown(&asked(&case)), @"
    which is worth more to `NORTH` in `line`: `river` or `road`? (at least 2, mean 2)
      `river`: 2 (2 efficient or not)
      `road`: 2 (2 efficient or not)
      both the same: 2 (2 efficient or not)
    can `NORTH` live with `river` in `line`? (at least 1, mean 1.5)
      yes: 1 (1 acceptance)
      no: 2 (1 leave, 1 efficient or not)
    is `river` in `line` worth at least 5 points to `NORTH`? (at least 0, mean 0.5)
      yes: 0 ()
      no: 1 (1 acceptance)
    ");
}

/// Nothing is asked about a bracket that is not reached, and it stands in nobody's way.
#[test]
fn what_is_not_reached_needs_nobody() {
    let case = case(
        "issue line: river, (not reached)
NORTH line: river 0..10, (not reached) 0, live river
SOUTH line: river 1, (not reached) 0",
    );
    insta::assert_snapshot!(shown(&asked(&case)), @"
    can `SOUTH` live with `river` in `line`? (at least 1, mean 1)
      yes: 1 (1 acceptance)
      no: 1 (1 leave)
    ");
}

#[test]
fn many_packages_are_looked_at_in_part_and_a_note_says_so() {
    let names: Vec<String> = (0..=ask::PACKAGES_MAX).map(|at| format!("o{at}")).collect();
    let two = case("issue line: river, road\nissue post: a, b\nNORTH line: river 1, road 1");
    let list: Vec<Package> = names.iter().map(|_| vec![0, 0]).collect();
    let asked = ask::questions(&two.domain, &two.known, &list).unwrap();
    assert_eq!(asked.packages, ask::PACKAGES_MAX);
    let notes: Vec<&str> = asked.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(notes, ["only the first 300 of 301 packages were looked at"]);
}

/// Packages of which it is settled whether they are efficient.
fn settled(case: &Case, list: &[Package]) -> Vec<Package> {
    let table = Table::of(&case.domain, &case.known, list).unwrap();
    let settled = |p: &usize| {
        let judgement = table.judge(*p, Claim::Efficient).unwrap();
        let one = matches!(&judgement.possibly, Possibly::No { rivals } if rivals.len() == 1);
        judgement.rival.is_none() || one
    };
    (0..list.len()).filter(settled).map(|p| list[p].clone()).collect()
}

/// What is known after an answer, and the packages that stay; `None` where it cannot be written as
/// bounds.
fn answered(case: &Case, question: &Question, answer: &str) -> Option<(Case, Vec<Package>)> {
    let mut after = case.clone();
    let known = &mut after.known[question.party];
    let mut stay = case.packages.clone();
    match question.about {
        About::RedLine { .. } => return None,
        About::CanLiveWith { issue, option } => {
            stay.retain(|p| answer == "yes" || p[issue] != option);
        }
        About::Order { issue, first, second } => {
            let of_issue = &mut known.issues[issue];
            match answer {
                "both the same" => of_issue.at_least.extend([(first, second), (second, first)]),
                name if name == format!("`o{first}`") => of_issue.more.push((first, second)),
                _ => of_issue.more.push((second, first)),
            }
        }
        About::Middle { issue, option } => {
            let bounds = &mut known.issues[issue].options[option];
            let table = Table::of(&case.domain, &case.known, &case.packages).unwrap();
            let middle = table.middle(question.party, issue, option).unwrap();
            if answer == "no" {
                return None;
            }
            bounds.least = middle;
        }
    }
    Some((after, stay))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_answer_settles_what_it_is_said_to(case in cases(&[3, 2], 2, 3, true)) {
        let Ok(asked) = ask::questions(&case.domain, &case.known, &case.packages) else {
            return Ok(());
        };
        let before = settled(&case, &case.packages);
        prop_assert_eq!(asked.efficiency_settled, before.len());
        for question in &asked.questions {
            let counts = question.answers.iter().map(|answer| answer.settles.packages);
            prop_assert_eq!(counts.min(), Some(question.guaranteed));
            for answer in &question.answers {
                let Some((after, stay)) = answered(&case, question, &answer.text) else { continue };
                let new = settled(&after, &stay).iter().filter(|p| !before.contains(p)).count();
                prop_assert_eq!(answer.settles.efficiency, new, "{} {}", question.text, answer.text);
                let left = case.packages.len() - stay.len();
                prop_assert!(answer.settles.leave <= left);
            }
        }
        let ranks: Vec<_> = asked.questions.iter()
            .map(|q| (std::cmp::Reverse((q.guaranteed, q.mean.clone())), q.text.clone())).collect();
        prop_assert!(ranks.is_sorted());
    }
}
