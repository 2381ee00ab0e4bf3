//! Critical weights and shares, against definitions and what is certain.

use basis::Truth;
use draft::Condition;
use num_traits::One as _;
use proptest::prelude::*;
use talks::domain::Package;
use talks::efficiency::{Claim, Table};
use talks::number::show;
use talks::partial::Bounds;
use talks::robust::shares::{Shares, shares};
use talks::robust::{self, By, Interval};
use talks::{Domain, Issue, Number, Origin, Party, Profile, Rule, check};

use crate::efficiency::cases;
use crate::known::{Case, case};

const RULES: [By; 4] = [By::Efficient, By::Utilitarian, By::Egalitarian, By::Nash];

fn number(value: i64) -> Number {
    Number::from_integer(value.into())
}

fn shown(interval: &Interval) -> String {
    let Interval { least, with_least, most, with_most } = interval;
    let (open, close) = (if *with_least { "[" } else { "(" }, if *with_most { "]" } else { ")" });
    format!("{open}{}, {}{close}", show(least), most.as_ref().map_or("∞".to_owned(), show))
}

fn domain(points: &[Vec<Vec<i64>>], reserved: &[Option<i64>]) -> Domain {
    let issue = |(at, options): (usize, &Vec<i64>)| Issue {
        name: format!("i{at}"),
        options: (0..options.len()).map(|at| format!("o{at}")).collect(),
    };
    let of_issue = |options: &Vec<i64>| options.iter().map(|n| number(*n)).collect();
    let party = |(at, points): (usize, &Vec<Vec<i64>>)| Party {
        name: format!("p{at}"),
        reserved: reserved[at].map(number),
        points: points.iter().map(of_issue).collect(),
    };
    Domain {
        title: String::new(),
        issues: points[0].iter().enumerate().map(issue).collect(),
        parties: points.iter().enumerate().map(party).collect(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    }
}

/// One issue that divides ten points, and one that only the first party cares for.
#[test]
fn a_package_stays_until_a_line_crosses() {
    let domain = domain(
        &[vec![vec![10, 6, 0], vec![4, 0]], vec![vec![0, 5, 10], vec![0, 1]]],
        &[Some(0), Some(0)],
    );
    let list = robust::packages(&domain).unwrap();
    let factors = |package: &[usize], by: By| {
        let found = robust::critical(&domain, &list, &package.to_vec(), by).unwrap();
        found.factors.iter().map(|of| of.iter().map(shown).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    // o1 and o0: 10 and 5. For the sum o0 overtakes at 6t + 9 < 10t + 4 of the first issue.
    assert_eq!(
        factors(&[1, 0], By::Utilitarian),
        [["[5/6, 1.25]", "[0.25, ∞)"], ["[0.8, 1.2]", "[0, 4]"]]
    );
    assert!(!robust::critical(&domain, &list, &vec![0, 1], By::Efficient).unwrap().holds);
    assert!(robust::critical(&domain, &list, &vec![0], By::Efficient).is_err());
}

/// The domain with a party's points of an issue multiplied.
fn multiplied(domain: &Domain, party: usize, issue: usize, factor: &Number) -> Domain {
    let mut domain = domain.clone();
    domain.parties[party].points[issue].iter_mut().for_each(|points| *points *= factor);
    domain
}

/// By the definitions, with the list of all packages that obey the rules.
fn named(domain: &Domain, list: &[Package], package: &Package, by: By) -> bool {
    let of = |p: &Package| check::utilities(domain, p).unwrap();
    let from = |at: usize| {
        let least = || list.iter().map(|p| of(p)[at].clone()).min().unwrap();
        domain.parties[at].reserved.clone().unwrap_or_else(least)
    };
    let from: Vec<Number> = (0..domain.parties.len()).map(from).collect();
    let gains =
        |p: &Package| -> Vec<Number> { of(p).iter().zip(&from).map(|(u, d)| u - d).collect() };
    if by == By::Efficient {
        let mine = of(package);
        let beats = |u: Vec<Number>| u != mine && u.iter().zip(&mine).all(|(a, b)| a >= b);
        return !list.iter().any(|p| beats(of(p)));
    }
    let score = |p: &Package| -> Option<Number> {
        let gains = gains(p);
        let enough = gains.iter().all(|gain| *gain >= number(0));
        enough.then(|| match by {
            By::Utilitarian => of(p).into_iter().sum(),
            By::Nash => gains.into_iter().product(),
            _ => gains.into_iter().min().unwrap(),
        })
    };
    let mine = score(package);
    mine.is_some() && list.iter().all(|p| score(p) <= mine)
}

/// A rule that two options do not stand together, or that the first is never chosen.
fn never(first: usize, second: usize, alone: bool) -> Rule {
    let is = |bracket, option| Condition::Is { bracket, option };
    let both = Condition::All(vec![is(0, first), is(1, second)]);
    let out = if alone { is(0, first) } else { both };
    let must = Condition::Not(Box::new(out));
    Rule { name: "r".to_owned(), must, origin: Origin::Text, cost: Number::one() }
}

fn small_domains() -> impl Strategy<Value = (Domain, usize)> {
    (1_usize..4).prop_flat_map(|parties| {
        let points = prop::collection::vec(-2_i64..7, parties * 5);
        let reserved = prop::collection::vec(prop::option::of(-1_i64..4), parties);
        let rule = prop::option::of((0_usize..3, 0_usize..2, any::<bool>()));
        (points, reserved, rule, 0_usize..6).prop_map(|(points, reserved, rule, at)| {
            let issues = |five: &[i64]| vec![five[..3].to_vec(), five[3..].to_vec()];
            let points: Vec<_> = points.chunks_exact(5).map(issues).collect();
            let mut domain = domain(&points, &reserved);
            domain.rules.extend(rule.map(|(first, second, alone)| never(first, second, alone)));
            let count = robust::packages(&domain).unwrap().len();
            (domain, at % count)
        })
    })
}

fn drawn(case: &Case, draws: u64, seed: u64) -> Shares {
    shares(&case.domain, &case.known, &case.packages, draws, seed).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Inside the interval the package is named, at and beyond its ends as the interval says.
    #[test]
    fn critical_weights_are_those_of_the_definitions((domain, at) in small_domains()) {
        let list = robust::packages(&domain).unwrap();
        let package = &list[at];
        let tiny = Number::new(1.into(), 1_000_000_000_000_i64.into());
        for by in RULES {
            let found = robust::critical(&domain, &list, package, by).unwrap();
            prop_assert_eq!(found.holds, named(&domain, &list, package, by), "{:?}", by);
            for (party, factors) in found.factors.iter().enumerate() {
                for (issue, interval) in factors.iter().enumerate() {
                    prop_assert!(interval.holds(&Number::one()));
                    let most = interval.most.clone().unwrap_or(&interval.least + number(9));
                    let middle = (&interval.least + &most) / number(2);
                    let ends = [&interval.least - &tiny, interval.least.clone(), middle,
                        &most - &tiny, most.clone(), &most + &tiny];
                    for factor in ends.iter().filter(|factor| **factor >= number(0)) {
                        let there = multiplied(&domain, party, issue, factor);
                        let expected = named(&there, &list, package, by);
                        prop_assert_eq!(interval.holds(factor), expected,
                            "{:?} {} {}: {} {}", by, party, issue, shown(interval), show(factor));
                    }
                }
            }
        }
    }

    /// What holds whatever the points are holds in each draw, and what never does in none.
    #[test]
    fn shares_of_what_is_certain_are_all_or_nothing(
        case in cases(&[3, 2], 2, 3, true),
        seed in any::<u64>(),
    ) {
        let Ok(table) = Table::of(&case.domain, &case.known, &case.packages) else {
            return Ok(());
        };
        let drawn = drawn(&case, 20, seed);
        for (p, counts) in drawn.counts.iter().enumerate() {
            for (claim, count) in
                [(Claim::Efficient, counts.efficient), (Claim::Utilitarian, counts.utilitarian)]
            {
                let expected = match table.judge(p, claim).unwrap().answer() {
                    Truth::Yes => 20..=20,
                    Truth::Unknown => 0..=20,
                    Truth::No => 0..=0,
                };
                // Without reserved points each package gives at least the least.
                prop_assert!(expected.contains(&count), "{:?} {}", claim, p);
            }
        }
        prop_assert_eq!(drawn.unacceptable, 0);
    }

    /// With exact points each draw names what the rules name.
    #[test]
    fn exact_points_are_drawn_as_they_are((domain, at) in small_domains()) {
        let list = robust::packages(&domain).unwrap();
        let mut known_points = Vec::new();
        for party in &domain.parties {
            let mut known = crate::known::nothing_known(&party.name, &domain.issues);
            for (issue, points) in known.issues.iter_mut().zip(&party.points) {
                issue.options = points.iter().cloned().map(Bounds::exactly).collect();
            }
            known.reserved = party.reserved.clone().map(Bounds::exactly);
            known_points.push(known);
        }
        let drawn = shares(&domain, &known_points, &list, 3, 5).unwrap();
        let counts = drawn.counts[at];
        let found =
            [counts.efficient, counts.utilitarian, counts.egalitarian, counts.nash];
        for (by, count) in RULES.into_iter().zip(found) {
            let expected = if named(&domain, &list, &list[at], by) { 3 } else { 0 };
            prop_assert_eq!(count, expected, "{:?}", by);
        }
    }
}

#[test]
fn a_seed_determines_the_shares_and_even_bounds_share_evenly() {
    let case = case(
        "issue line: river, road, ridge
NORTH line: river 0..10, road 0..10, ridge 5, road >= ridge",
    );
    let counts = |seed| drawn(&case, 2_000, seed).counts.iter().map(|c| c.nash).collect::<Vec<_>>();
    assert_eq!(counts(1), counts(1));
    assert_ne!(counts(1), counts(2));
    // The road lies evenly above 5; the river is above it in a quarter of all cases.
    let (share, error) = robust::share(counts(1)[0], 2_000);
    assert!((talks::number::to_f64(&share) - 0.25).abs() < 4.0 * error, "{share}");
    assert_eq!(counts(1)[2], 0);
}

#[test]
fn thin_sets_are_drawn_option_by_option() {
    let case = case(
        "issue line: a, b, c, d
NORTH line: a 0..10, b 0..10, c 0..10, d 0..10, a >= b, b >= a, c > d, worth 3..",
    );
    let drawn = drawn(&case, 100, 9);
    assert_eq!(drawn.one_by_one, [(0, 0)]);
    assert_eq!(drawn.counts[0], drawn.counts[1]);
    assert_eq!(drawn.counts[3].efficient, 0);
}
