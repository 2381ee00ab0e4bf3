//! What can be said with partly known points, against grids of points.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use basis::Truth;
use num_traits::{Signed as _, Zero as _};
use proptest::prelude::*;
use talks::domain::Package;
use talks::efficiency::{Claim, End, Possibly, Range, Table, check};
use talks::number::show;
use talks::partial::{Bounds, Known, KnownIssue};
use talks::{Domain, Issue, Number, Profile};

use crate::known::{Case, case, every_package, nothing_known};

fn table(case: &Case) -> Table {
    Table::of(&case.domain, &case.known, &case.packages).unwrap()
}

fn shown(range: &Range) -> String {
    let end = |end: &End, open: &str| match &end.at {
        None => open.to_owned(),
        Some(at) if end.reached => show(at),
        Some(at) => format!("({})", show(at)),
    };
    format!("{}..{}", end(&range.least, "-∞"), end(&range.most, "∞"))
}

/// One line for each package.
fn judged(case: &Case, claim: Claim) -> String {
    let table = table(case);
    let mut text = String::new();
    for (p, judgement) in table.judgements(claim).iter().enumerate() {
        let words = case.domain.words(&table.packages()[p]).join(", ");
        let answer = match (&judgement.rival, &judgement.possibly) {
            (None, _) => "necessarily".to_owned(),
            (Some(_), Possibly::Yes) => "possibly".to_owned(),
            (Some(_), Possibly::No { rivals }) => format!("no: {rivals:?}"),
            (Some(_), Possibly::Undecided) => "undecided".to_owned(),
        };
        let checked = check::judgement(&table, &case.known, p, claim, judgement);
        assert_ne!(checked, Some(false), "{words}");
        writeln!(text, "{words}: {answer}").unwrap();
    }
    text
}

#[test]
fn differences_are_exact_reached_or_not_and_may_have_no_end() {
    let case = case(
        "issue line: river, road, ridge
        issue post: hill, bridge
        NORTH line: river 3..5, road 4..9, ridge 0.., river > road
        NORTH post: hill >= bridge, worth 2..7/2"
            .replace("        ", "")
            .as_str(),
    );
    let table = table(&case);
    let difference = |p: usize, q: usize| shown(&table.difference(0, p, q).unwrap());
    // Packages: river hill 0, river bridge 1, road hill 2, road bridge 3, ridge hill 4, ...
    assert_eq!(difference(0, 2), "(0)..1");
    assert_eq!(difference(0, 1), "2..3.5");
    assert_eq!(difference(1, 0), "-3.5..-2");
    assert_eq!(difference(0, 3), "(2)..4.5");
    assert_eq!(difference(2, 1), "1..(3.5)");
    assert_eq!(difference(4, 0), "-5..∞");
    assert_eq!(difference(0, 0), "0..0");
    assert_eq!(shown(&table.utility(0, 2).unwrap()), "6..∞");
    assert_eq!(shown(&table.utility(0, 3).unwrap()), "4..∞");
    assert_eq!(table.better(0, 0, 2), Truth::Yes);
    assert_eq!(table.at_least(0, 2, 0), Truth::No);
    assert_eq!(table.better(0, 4, 0), Truth::Unknown);
    assert_eq!(table.at_least(1, 0, 0), Truth::Unknown);
}

#[test]
fn ranks_alone_settle_what_they_settle() {
    let case = case(
        "issue line: river, road
issue post: hill, bridge
NORTH line: river > road
NORTH post: hill > bridge
SOUTH line: road >= river
SOUTH post: hill > bridge",
    );
    insta::assert_snapshot!(judged(&case, Claim::Efficient), @r"
    river, hill: necessarily
    river, bridge: no: [0]
    road, hill: possibly
    road, bridge: no: [2]
    ");
    insta::assert_snapshot!(judged(&case, Claim::Utilitarian), @r"
    river, hill: possibly
    river, bridge: no: [0]
    road, hill: possibly
    road, bridge: no: [2]
    ");
}

/// One party, one issue of three options; the first is worth exactly 5, and best and worst lie 10
/// apart. Each of the others can be below the first, never both.
#[test]
fn a_least_worth_is_taken_case_by_case() {
    let text = "issue line: river, road, ridge
issue post: hill, bridge
NORTH line: river 5, road 0..10, ridge 0..10, worth 10..10
NORTH post: hill 1, bridge 1";
    let case = case(text);
    insta::assert_snapshot!(judged(&case, Claim::Efficient), @r"
    river, hill: no: [2, 4]
    river, bridge: no: [2, 4]
    road, hill: possibly
    road, bridge: possibly
    ridge, hill: possibly
    ridge, bridge: possibly
    ");
    let table = table(&case);
    assert_eq!(shown(&table.difference(0, 0, 2).unwrap()), "-5..5");
    assert_eq!(shown(&table.difference(0, 2, 4).unwrap()), "-10..10");
}

#[test]
fn what_is_reserved_is_reached_surely_perhaps_or_never() {
    let case = case(
        "issue line: river, road, ridge
NORTH line: river 6..8, road 3..7, ridge 0..3, road > ridge
NORTH reserved 4..6
SOUTH line: river 0..
EAST line: river 1..
EAST reserved 1..",
    );
    let table = table(&case);
    let answers = |party| [0, 1, 2].map(|p| table.acceptable(party, p));
    assert_eq!(answers(0), [Truth::Yes, Truth::Unknown, Truth::No]);
    assert_eq!(answers(1), [Truth::Unknown; 3]);
    assert_eq!(answers(2), [Truth::Unknown; 3]);
}

#[test]
fn rules_leave_out_what_they_do_not_admit() {
    let case = case(
        "issue line: river, road, ridge
NORTH line: road 5, river 4, ridge 3
red line NORTH said: road
red line NORTH inferred: river",
    );
    let table = table(&case);
    assert_eq!((table.packages(), table.left_out()), (&[vec![0], vec![2]][..], 1));
    assert_eq!(table.judge(0, Claim::Efficient).unwrap().answer(), Truth::Yes);
    assert_eq!(table.judge(2, Claim::Efficient), None);
}

/// Points of one party on a grid, all that fit, as utilities of a list of packages in steps.
pub(crate) fn on_grid(
    known: &Known,
    packages: &[Package],
    steps: i64,
    most: i64,
) -> BTreeSet<Vec<i64>> {
    let mut sums = BTreeSet::from([vec![0; packages.len()]]);
    for (at, issue) in known.issues.iter().enumerate() {
        let longer = |points: &Vec<i64>| -> Vec<Vec<i64>> {
            (0..=most * steps).map(|n| [points.as_slice(), &[n]].concat()).collect()
        };
        let mut all: Vec<Vec<i64>> = vec![Vec::new()];
        for _ in &issue.options {
            all = all.iter().flat_map(longer).collect();
        }
        let alone = [Known { party: String::new(), issues: vec![issue.clone()], reserved: None }];
        let number = |n: &i64| Number::new((*n).into(), steps.into());
        let fits = |p: &&Vec<i64>| check::fits(&alone, &vec![vec![p.iter().map(number).collect()]]);
        let of_packages = |points: &Vec<i64>| packages.iter().map(|p| points[p[at]]).collect();
        let here: BTreeSet<Vec<i64>> = all.iter().filter(fits).map(of_packages).collect();
        let plus = |a: &[i64], b: &[i64]| a.iter().zip(b).map(|(a, b)| a + b).collect();
        let both = |a: &Vec<i64>| here.iter().map(|b| plus(a, b)).collect::<Vec<_>>();
        sums = sums.iter().flat_map(both).collect();
    }
    sums
}

/// By which packages `p` is beaten, for each way that points of all parties can be.
fn beaten(grids: &[BTreeSet<Vec<i64>>], p: usize, claim: Claim) -> Vec<BTreeSet<usize>> {
    // What a claim looks at: least and greatest sign of the gains over parties, or their sum.
    let seen = |sums: &Vec<i64>| -> Vec<(i64, i64)> {
        let gains = sums.iter().map(|u| u - sums[p]);
        match claim {
            Claim::Efficient => gains.map(|g| (g.signum(), g.signum())).collect(),
            Claim::Utilitarian => gains.map(|g| (g, g)).collect(),
        }
    };
    let join = |a: &(i64, i64), b: &(i64, i64)| match claim {
        Claim::Efficient => (a.0.min(b.0), a.1.max(b.1)),
        Claim::Utilitarian => (a.0 + b.0, a.1 + b.1),
    };
    let of_parties = grids.iter().map(|grid| grid.iter().map(seen).collect::<BTreeSet<_>>());
    let joint = of_parties.reduce(|all, party| {
        let joined = |a: &Vec<_>, b: &Vec<_>| a.iter().zip(b).map(|(a, b)| join(a, b)).collect();
        all.iter().flat_map(|a| party.iter().map(|b| joined(a, b)).collect::<Vec<_>>()).collect()
    });
    let in_the_way = |(least, most): &(i64, i64)| *least >= 0 && *most > 0;
    let rivals = |all: &Vec<(i64, i64)>| {
        (0..all.len()).filter(|q| in_the_way(&all[*q])).collect::<BTreeSet<_>>()
    };
    joint.unwrap().iter().map(rivals).collect()
}

/// Compares a table with all points on a grid.
fn compared(case: &Case, steps: i64, most: i64) -> Result<(), TestCaseError> {
    let grids: Vec<_> =
        case.known.iter().map(|k| on_grid(k, &case.packages, steps, most)).collect();
    let table = Table::of(&case.domain, &case.known, &case.packages);
    prop_assert_eq!(table.is_err(), grids.iter().any(BTreeSet::is_empty));
    let Ok(table) = table else { return Ok(()) };
    for (party, grid) in grids.iter().enumerate() {
        for (p, q) in (0..case.packages.len()).flat_map(|p| (0..p).map(move |q| (p, q))) {
            let range = table.difference(party, p, q).unwrap();
            let seen: BTreeSet<i64> = grid.iter().map(|sums| sums[p] - sums[q]).collect();
            for (end, seen) in [(&range.least, seen.first()), (&range.most, seen.last())] {
                let seen = Number::new((*seen.unwrap()).into(), steps.into());
                let off = (end.at.clone().unwrap() - &seen) * Number::from_integer(steps.into());
                // What is not reached is missed by a step for each strict order at most.
                let most_off = Number::from_integer(if end.reached { 0 } else { 4 }.into());
                let near = end.reached == off.is_zero() && off.abs() <= most_off;
                prop_assert!(near, "{p} {q}: {} and {}", shown(&range), show(&seen));
            }
        }
    }
    for claim in [Claim::Efficient, Claim::Utilitarian] {
        for p in 0..case.packages.len() {
            judged_as(case, &table, p, claim, &beaten(&grids, p, claim))?;
        }
    }
    Ok(())
}

/// Compares a judgement with all ways in which a package can be beaten.
fn judged_as(
    case: &Case,
    table: &Table,
    p: usize,
    claim: Claim,
    ways: &[BTreeSet<usize>],
) -> Result<(), TestCaseError> {
    let judgement = table.judge(p, claim).unwrap();
    let free = ways.iter().filter(|way| way.is_empty()).count();
    let expected = match free {
        0 => Truth::No,
        free if free == ways.len() => Truth::Yes,
        _ => Truth::Unknown,
    };
    prop_assert_eq!(judgement.answer(), expected, "{:?} {}: {:?}", claim, p, &judgement);
    let checked = check::judgement(table, &case.known, p, claim, &judgement);
    match (judgement.rival, &judgement.possibly) {
        (None, _) => prop_assert_eq!(checked, None),
        (Some(rival), possibly) => {
            prop_assert!(ways.iter().any(|way| way.contains(&rival)));
            prop_assert_ne!(possibly, &Possibly::Undecided);
            let several = matches!(possibly, Possibly::No { rivals } if rivals.len() > 1);
            prop_assert_eq!(checked, (!several).then_some(true));
            if let Possibly::No { rivals } = possibly {
                let one = |way: &BTreeSet<usize>| rivals.iter().any(|rival| way.contains(rival));
                prop_assert!(ways.iter().all(one), "{:?} {:?}", &judgement, ways);
            }
        }
    }
    Ok(())
}

/// Issues by the number of their options, with whole bounds up to `most`.
pub(crate) fn cases(
    options: &'static [usize],
    parties: usize,
    most: i64,
    strict: bool,
) -> impl Strategy<Value = Case> {
    let bound = move || (0..=most, 0..=most).prop_map(|(a, b)| (a.min(b), a.max(b)));
    let facts = move |options: usize| {
        let bounds = prop::collection::vec(bound(), options);
        let pairs = prop::collection::vec((0..options, 0..options, any::<bool>()), 0..3);
        let worth = prop_oneof![2 => Just((0, most)), 1 => bound()];
        // Mostly all options; the last may stand for *not reached*.
        (bounds, pairs, worth, prop::bool::weighted(0.7))
    };
    let of_party = move || options.iter().map(|options| facts(*options)).collect::<Vec<_>>();
    prop::collection::vec(of_party().prop_map(|all| all), parties).prop_map(move |all| {
        let names = |count: usize| (0..count).map(|at| format!("o{at}")).collect();
        let issues: Vec<Issue> = options
            .iter()
            .map(|count| Issue { name: "i".into(), options: names(*count) })
            .collect();
        let number = |n: i64| Number::from_integer(n.into());
        let bounds = |(least, most)| Bounds { least: number(least), most: Some(number(most)) };
        let known = all.into_iter().enumerate().map(|(at, of_issues)| {
            let mut known = nothing_known(&format!("p{at}"), &issues);
            for (issue, (options, pairs, worth, last)) in known.issues.iter_mut().zip(of_issues) {
                let differ = |pair: &&(usize, usize, bool)| pair.0 != pair.1;
                let pairs_of = |more: bool| {
                    let of = pairs.iter().filter(differ).filter(|p| (p.2 && strict) == more);
                    of.map(|(a, b, _)| (*a, *b)).collect()
                };
                *issue = KnownIssue {
                    options: options.into_iter().map(bounds).collect(),
                    at_least: pairs_of(false),
                    more: pairs_of(true),
                    worth: bounds(worth),
                    in_worth: (1..=issue.options.len())
                        .map(|at| at < issue.options.len() || last)
                        .collect(),
                    can_live_with: issue.can_live_with.clone(),
                };
            }
            known
        });
        let known = known.collect();
        let domain = Domain {
            title: String::new(),
            issues,
            parties: Vec::new(),
            rules: Vec::new(),
            conventions: Profile::Detente,
        };
        Case { packages: every_package(&domain.issues), domain, known }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whole bounds without strict orders: whole points are as good as all.
    #[test]
    fn whole_bounds_are_judged_as_on_the_grid(case in cases(&[3, 2], 2, 3, false)) {
        compared(&case, 1, 3)?;
    }

    #[test]
    fn one_party_over_two_issues(case in cases(&[3, 3], 1, 3, false)) {
        compared(&case, 1, 3)?;
    }

    /// Strict orders need points between whole ones.
    #[test]
    fn strict_orders_are_judged_as_on_a_fine_grid(case in cases(&[3], 2, 2, true)) {
        compared(&case, 4, 2)?;
    }

    #[test]
    fn strict_orders_over_two_issues(case in cases(&[2, 2], 2, 1, true)) {
        compared(&case, 5, 1)?;
    }
}
