//! Issues and rules of a text of which some brackets are agreed or left out.

use std::collections::BTreeSet;

use draft::table::{Agreed, Table};
use draft::{Choice, Draft, OptionKind, Status};
use proptest::prelude::*;

use crate::common::good;
use crate::generated::{items, write};

/// The choices of all packages that the rules of a table admit; `None` where these are too many.
fn admitted(table: &Table) -> Option<BTreeSet<Vec<Choice>>> {
    let sizes: Vec<usize> = table.issues.iter().map(|issue| issue.options.len()).collect();
    let all = sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(*size));
    let all = all.filter(|all| *all <= 2_000)?;
    let package = |mut number: usize| -> Vec<usize> {
        let turn = |size: &usize| {
            let at = number % size;
            number /= size;
            at
        };
        sizes.iter().map(turn).collect()
    };
    let obeys = |package: &Vec<usize>| {
        let choices: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
        table.rules.iter().all(|rule| rule.must.holds(&choices).is_certain())
    };
    let packages = (0..all).map(package).filter(obeys);
    Some(packages.map(|package| table.choices(&package)).collect())
}

/// Says that options are agreed, and makes blanks of the others of those brackets.
fn agree(draft: &Draft, picks: &[usize]) -> Draft {
    let mut draft = draft.clone();
    for (bracket, pick) in draft.brackets.iter_mut().zip(picks) {
        let option = pick / 3 % bracket.options.len();
        if pick % 3 > 0 {
            bracket.status = Status::Agreed { option };
        }
        if pick % 3 == 2 {
            let others = bracket.options.iter_mut().enumerate().filter(|(at, _)| *at != option);
            others.for_each(|(_, other)| other.kind = OptionKind::Blank);
        }
    }
    draft
}

proptest! {
    /// What is agreed leaves the packages that choose it, whatever else stands in its bracket, and
    /// says of what is inside of it whether that is reached.
    #[test]
    fn what_is_agreed_leaves_the_packages_that_choose_it(
        items in items(),
        picks in prop::collection::vec(0_usize..1_000, 60),
    ) {
        let mut text = String::new();
        write(&items, &mut 0, &mut text);
        let draft = good(&text);
        let Some(all) = admitted(&Table::new(&draft, Agreed::Open)) else { return Ok(()) };
        let agreed = agree(&draft, &picks);
        let keeps = |choices: &Vec<Choice>| {
            let kept = |(bracket, choice): (&draft::Bracket, &Choice)| {
                let agreed = bracket.agreed().map(Choice::Option);
                *choice == Choice::NotReached || agreed.is_none_or(|agreed| *choice == agreed)
            };
            agreed.brackets.iter().zip(choices).all(kept)
        };
        let expected: BTreeSet<Vec<Choice>> = all.into_iter().filter(keeps).collect();
        let table = Table::new(&agreed, Agreed::Fixed);
        prop_assert!(table.left_out.is_empty());
        prop_assert_eq!(admitted(&table), Some(expected.clone()));
        // Nothing stands among the options that no choice around it leaves.
        for issue in &table.issues {
            let seen: BTreeSet<Choice> = expected.iter().map(|c| c[issue.bracket]).collect();
            prop_assert_eq!(issue.options.len(), seen.len());
        }
    }
}

#[test]
fn what_is_left_out_is_open_only_where_it_may_be_reached() {
    let draft = good("[a [__ km [c / d]{#3}]{#2} / b]{#1}");
    let table = Table::new(&draft, Agreed::Fixed);
    assert_eq!(table.left_out, [1, 2]);
    assert_eq!(table.choices(&[0]), [Choice::Option(0), Choice::Open, Choice::Open]);
    assert_eq!(table.choices(&[1]), [Choice::Option(1), Choice::NotReached, Choice::NotReached]);
}

/// Of a condition that speaks of what is left out, what can be told without it is a rule.
#[test]
fn a_condition_about_what_is_left_out_is_a_rule_as_far_as_it_can_be_told() {
    let text = "[a [e / __ km]{#2} / b]{#1} \
                [k (if 2 is e and 4 is x) / l (if 2 is not e or 4 is x) / m]{#3} [x / y]{#4}";
    let draft = good(text);
    let table = Table::new(&draft, Agreed::Fixed);
    assert_eq!(
        (table.left_out.as_slice(), table.unruled.as_slice()),
        (&[1][..], &[(2, 0), (2, 1)][..])
    );
    let admitted = admitted(&table).unwrap();
    let with = |one, three, four| {
        admitted.iter().any(|c| {
            (c[0], c[2], c[3]) == (Choice::Option(one), Choice::Option(three), Choice::Option(four))
        })
    };
    // k: 2 has to be reached, and 4 to be x.
    assert_eq!([with(0, 0, 0), with(0, 0, 1), with(1, 0, 0)], [true, false, false]);
    // l: 2 may be the blank, or not reached.
    assert!([(0, 0), (0, 1), (1, 0), (1, 1)].iter().all(|(one, four)| with(*one, 1, *four)));
}

/// An option that cannot be chosen any more is held to nothing.
#[test]
fn a_condition_of_what_is_not_agreed_is_no_rule() {
    let draft = good("[a / b (if 2 is e)]{#1} (agreed: a) [e / __ km]{#2}");
    let table = Table::new(&draft, Agreed::Fixed);
    assert!(table.unruled.is_empty() && table.rules.is_empty());
    assert_eq!(Table::new(&draft, Agreed::Open).unruled, [(0, 1)]);
}

/// Of what a change leaves unreached, the rest is kept.
#[test]
fn a_package_is_settled_by_what_it_leaves_unreached() {
    let draft = good("[a [c [d / e]{#3} / f]{#2} / b]{#1} [g / h]{#4}");
    let table = Table::new(&draft, Agreed::Open);
    assert_eq!(table.settled(vec![1, 0, 1, 1]), [1, 2, 2, 1]);
    assert_eq!(table.settled(vec![0, 1, 1, 1]), [0, 1, 2, 1]);
    assert_eq!(table.settled(vec![0, 0, 1, 1]), [0, 0, 1, 1]);
}

/// Whoever looks for what is not reached by its name does not find an option that is called so.
#[test]
fn an_option_that_is_called_not_reached_gets_a_mark() {
    let draft = good("[a [(not reached) / (not reached)']{#2} / b]{#1}");
    let table = Table::new(&draft, Agreed::Open);
    assert_eq!(table.issues[1].keys, ["(not reached)''", "(not reached)'", "(not reached)"]);
}
