//! Brackets that read the same: where it is a choice which of them is new, or gone.

use std::collections::{BTreeMap, BTreeSet};

use draft::Draft;
use draft::compare::matching::{By, matches};
use draft::compare::{What, between};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::common::good;
use crate::comparing::{options, sign, small, told};

#[test]
fn one_of_several_that_read_the_same() {
    let line = |id: &str| format!("From noon on they may [come / go]{id} by any open road.\n\n");
    let told = |old: &[&str], new: &[&str]| {
        let text = |ids: &[&str]| good(&ids.iter().map(|id| line(id)).collect::<String>());
        told(&between(&text(old), &text(new)))
    };
    assert_snapshot!(told(&["", ""], &["", "", ""]), @"
    0.3
      Added { one_of: Some(3) }
    ");
    assert_snapshot!(told(&["", "", ""], &["{#1}"]), @"
    1 (SameWords)
      IdAdded
    0.2
      Gone { instead: Unknown, one_of: Some(3) }
    0.3
      Gone { instead: Unknown, one_of: Some(3) }
    ");
    // None of them was there, so all are new.
    assert_snapshot!(told(&[], &["", ""]), @"
    0.1
      Added { one_of: None }
    0.2
      Added { one_of: None }
    ");
    // Ids tell which one is new.
    assert_snapshot!(told(&["{#1}", "{#2}"], &["{#1}", "{#3}", "{#2}"]), @"
    3
      Added { one_of: None }
    ");
    assert_snapshot!(told(&["{#1}"], &["{#1}", ""]), @"
    0.2
      Added { one_of: None }
    ");
    // What was there has an id, and so is not the one with another id.
    assert_snapshot!(told(&["{#1}"], &["", "{#3}"]), @r#"
    0.1 (SameWords)
      IdLost { id: "1" }
    3
      Added { one_of: None }
    "#);
}

/// Brackets of a draft that are left over by choice, by the definition, with how many there are of
/// their kind. `pairs` are positions in the draft and in the other.
fn by_choice(draft: &Draft, other: &Draft, pairs: &[(usize, usize, By)]) -> BTreeMap<usize, usize> {
    let matched = |at: usize| pairs.iter().find(|(this, ..)| *this == at);
    let of_id = |at: usize| matched(at).is_some_and(|(.., by)| *by == By::Id);
    let sorted = |at: usize| {
        let mut sign = sign(draft, at, false);
        sign.sort();
        sign
    };
    let all = 0..draft.brackets.len();
    let kind = |at: usize| {
        let article = |at: usize| draft.brackets[at].article;
        let same = move |b: &usize| {
            article(at) == article(*b)
                && options(draft, at) == options(draft, *b)
                && sorted(at) == sorted(*b)
        };
        all.clone().filter(move |b| !of_id(*b) && same(b))
    };
    let may = |at: usize, of: usize| {
        !(draft.brackets[at].id_is_written && other.brackets[of].id_is_written)
    };
    let left = all.clone().filter(|at| matched(*at).is_none());
    left.filter(|at| kind(*at).filter_map(matched).any(|(_, of, _)| may(*at, *of)))
        .map(|at| (at, kind(at).count()))
        .collect()
}

/// A sentence of which those of one number read the same, and of different numbers share no word.
fn sentence(n: usize, id: &str) -> String {
    format!("a{n} b{n} c{n} d{n} [e{n} / f{n}]{id} g{n} h{n} i{n} j{n}.\n\n")
}

fn sentences(of: &[usize], ids: Option<&[usize]>) -> Draft {
    let id = |at: usize| ids.map_or(String::new(), |ids| format!("{{#x{}}}", ids[at]));
    good(&of.iter().enumerate().map(|(at, n)| sentence(*n, &id(at))).collect::<String>())
}

/// A draft of two articles with few sentences, some with ids, some with the words of others in
/// other options.
fn articles() -> impl Strategy<Value = Draft> {
    let id = prop_oneof![3 => Just(""), 1 => Just("{#x}"), 1 => Just("{#y}")];
    prop::collection::vec((0usize..2, 0usize..3, id), 0..7).prop_map(|mut all| {
        all.sort_by_key(|(article, ..)| *article);
        let (mut seen, mut text) = (BTreeSet::new(), "# 1 Roads\n\n".to_owned());
        let second = all.partition_point(|(article, ..)| *article == 0);
        for (at, (_, n, id)) in all.into_iter().enumerate() {
            text += if at == second { "# 2 Bridges\n\n" } else { "" };
            let id = if seen.insert(id) { id } else { "" };
            text += &if n == 2 { sentence(1, id).replace(" / ", " ") } else { sentence(n, id) };
        }
        good(&text)
    })
}

fn draft() -> impl Strategy<Value = Draft> {
    prop_oneof![small().prop_map(|text| good(&text)), articles()]
}

/// Two rows of sentences, and two orders of ids of the second that differ only within sentences
/// that read the same.
fn rows() -> impl Strategy<Value = (Vec<usize>, Vec<usize>, Vec<usize>, Vec<usize>)> {
    let row = || prop::collection::vec(0usize..3, 1..8);
    (row(), row()).prop_flat_map(|(old, new)| {
        let ids: Vec<usize> = (0..new.len()).collect();
        let all = (Just(ids.clone()).prop_shuffle(), Just(ids).prop_shuffle());
        (Just(old), Just(new), all).prop_map(|(old, new, (first, order))| {
            // Each place gets the id of some place with the same sentence.
            let mut second = first.clone();
            for kind in 0..3 {
                let of_kind = |at: &usize| new[*at] == kind;
                let from = order.iter().copied().filter(of_kind);
                for (to, from) in (0..new.len()).filter(of_kind).zip(from) {
                    second[to] = first[from];
                }
            }
            (old, new, first, second)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_left_over_by_choice_is_so_by_the_definition(old in draft(), new in draft()) {
        let found = matches(&old, &new);
        let there: Vec<_> = found.pairs.iter().map(|m| (m.old, m.new, m.by)).collect();
        let back: Vec<_> = found.pairs.iter().map(|m| (m.new, m.old, m.by)).collect();
        prop_assert_eq!(&found.gone_of, &by_choice(&old, &new, &there));
        prop_assert_eq!(&found.new_of, &by_choice(&new, &old, &back));
    }

    #[test]
    fn among_equals_nothing_changes_but_which_is_named((old, new, ids, others) in rows()) {
        let was = sentences(&old, None);
        let told = |ids: &[usize]| {
            let changes = between(&was, &sentences(&new, Some(ids))).changes;
            // What stands there now is told of the one that is named.
            let what = |what: &What| match what {
                What::Gone { one_of, .. } => format!("gone {one_of:?}"),
                other => format!("{other:?}"),
            };
            let mut whats: Vec<String> = changes.iter().flat_map(|c| &c.what).map(what).collect();
            whats.sort();
            (changes, whats)
        };
        let (changes, whats) = told(&ids);
        prop_assert_eq!(&whats, &told(&others).1);
        let count = |row: &[usize], kind: usize| row.iter().filter(|n| **n == kind).count();
        let added = |one_of: Option<usize>, kind: usize| {
            let of_kind = changes.iter().filter(|c| c.new.is_some_and(|at| new[at] == kind));
            of_kind.filter(|c| c.what == [What::Added { one_of }]).count()
        };
        for kind in 0..3 {
            let (before, now) = (count(&old, kind), count(&new, kind));
            let chosen = if before == 0 { 0 } else { now.saturating_sub(before) };
            prop_assert_eq!(added(Some(now), kind), chosen);
            prop_assert_eq!(added(None, kind), if before == 0 { now } else { 0 });
            let gone = changes.iter().filter(|c| c.old.is_some_and(|at| old[at] == kind));
            let gone: Vec<_> = gone.filter(|c| c.new.is_none()).map(|c| &c.what[0]).collect();
            prop_assert_eq!(gone.len(), before.saturating_sub(now));
            let of = (now > 0).then_some(before);
            for what in gone {
                prop_assert!(matches!(what, What::Gone { one_of, .. } if *one_of == of), "{what:?}");
            }
        }
    }
}
