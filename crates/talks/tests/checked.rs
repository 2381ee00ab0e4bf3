//! The independent check agrees with what is right and finds what is wrong.

use draft::Condition;
use proptest::prelude::*;
use talks::check;
use talks::check::optimum::Verdict;
use talks::division::{Division, Item};
use talks::domain::Package;
use talks::number::parse;
use talks::solve::bound::NONE;
use talks::solve::search::Found;
use talks::{Analysis, Domain, Issue, Number, Origin, Party, Profile, Rule};

/// Conditions on issues of three options each, some of which there are not.
fn condition(issues: usize) -> impl Strategy<Value = Condition> {
    let is = (0..issues, 0_usize..4);
    let leaf = is.prop_map(|(bracket, option)| Condition::Is { bracket, option });
    leaf.prop_recursive(3, 10, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
            list.clone().prop_map(Condition::All),
            list.prop_map(Condition::Any),
        ]
    })
}

/// Domains with rules, some of which no package obeys.
fn ruled_domains() -> impl Strategy<Value = Domain> {
    domains().prop_flat_map(|domain| {
        let rules = prop::collection::vec(condition(domain.issues.len()), 0..4);
        rules.prop_map(move |rules| {
            let rule = |(at, must)| Rule {
                name: format!("r{at}"),
                must,
                origin: Origin::Text,
                cost: Number::default(),
            };
            Domain { rules: rules.into_iter().enumerate().map(rule).collect(), ..domain.clone() }
        })
    })
}

/// Domains of one to four parties with fractions as points.
fn domains() -> impl Strategy<Value = Domain> {
    (1_usize..5, 1_usize..4).prop_flat_map(|(parties, issues)| {
        let points = prop::collection::vec((-6_i32..9, 1_i32..4), parties * issues * 3);
        points.prop_map(move |points| {
            let number = |(a, b): &(i32, i32)| parse(&format!("{a}/{b}")).unwrap();
            let names = |of: char, count: usize| (0..count).map(move |at| format!("{of}{at}"));
            let issue = |name| Issue { name, options: names('o', 3).collect() };
            let mut of_party = points.chunks_exact(issues * 3);
            let party = |name| Party {
                name,
                reserved: None,
                points: of_party
                    .next()
                    .unwrap()
                    .chunks_exact(3)
                    .map(|options| options.iter().map(number).collect())
                    .collect(),
            };
            Domain {
                title: String::new(),
                issues: names('i', issues).map(issue).collect(),
                parties: names('p', parties).map(party).collect(),
                rules: Vec::new(),
                conventions: Profile::Detente,
            }
        })
    })
}

fn every_package(domain: &Domain) -> Vec<Package> {
    let longer = |all: Vec<Package>, issue: &Issue| {
        let each = |p: &Package| {
            let p = p.clone();
            (0..issue.options.len()).map(move |o| [p.as_slice(), &[o]].concat())
        };
        all.iter().flat_map(each).collect()
    };
    domain.issues.iter().fold(vec![Vec::new()], longer)
}

fn claims(analysis: &Analysis) -> Vec<(Package, Vec<Number>)> {
    let one = |at| {
        let (packages, _) = analysis.frontier.packages(&analysis.space, at, 1);
        (packages[0].clone(), analysis.utilities(at))
    };
    (0..analysis.frontier.vectors.len()).map(one).collect()
}

proptest! {
    #[test]
    fn a_right_frontier_is_confirmed_and_a_wrong_one_is_not(
        domain in ruled_domains(),
        which in any::<prop::sample::Index>(),
    ) {
        let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
        let mut claims = claims(&analysis);
        let checked = check::frontier(&domain, &claims);
        prop_assert!(checked.holds() && checked.complete == Some(true), "{checked:?}");
        if claims.is_empty() {
            return Ok(());
        }
        let at = which.index(claims.len());
        let taken = claims.remove(at);
        prop_assert_eq!(check::frontier(&domain, &claims).complete, Some(false));
        let better = taken.1.iter().map(|u| u + Number::from_integer(1.into())).collect();
        claims.push((taken.0, better));
        let checked = check::frontier(&domain, &claims);
        prop_assert!(!checked.sums_hold && !checked.holds());
    }

    /// What branch and bound proves is confirmed without it, and what it did not prove is not.
    #[test]
    fn certificates_prove_what_is_so_and_nothing_else(
        domain in ruled_domains(),
        rule in 0_usize..5,
        which in any::<prop::sample::Index>(),
        piece in any::<prop::sample::Index>(),
    ) {
        let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
        let named = &analysis.named[rule];
        let mut certificate = analysis.certificate(named.rule).unwrap().unwrap();
        let verdict = check::optimum::optimum(&domain, &certificate);
        prop_assert!(matches!(verdict, Verdict::Holds { .. }), "{verdict:?}");
        prop_assert_eq!(certificate.best.is_some(), named.score.is_some());
        let fails = |certificate: &_| {
            matches!(check::optimum::optimum(&domain, certificate), Verdict::Fails(_))
        };
        // A table that promises less, where some package obeys: else a broken rule excuses it.
        let all = every_package(&domain);
        let obeyed = all.iter().any(|package| check::obeys(&domain, package));
        let pieces = certificate.pieces.iter().enumerate();
        let bare = pieces.filter(|(_, piece)| piece.scope.is_empty()).map(|(at, _)| at);
        let bare: Vec<usize> = bare.collect();
        let at = *piece.get(&bare);
        if obeyed && certificate.bounds[0].values[at][0] != NONE {
            certificate.bounds[0].values[at][0] -= 1;
            prop_assert!(fails(&certificate));
            certificate.bounds[0].values[at][0] += 1;
        }
        // A share that does not add up.
        certificate.bounds[0].shares[at][0] -= 1;
        prop_assert!(fails(&certificate));
        certificate.bounds[0].shares[at][0] += 1;
        // A package that is worse: with it, something better turns up.
        let package = &all[which.index(all.len())];
        let vector = analysis.space.vector(package);
        let scored = certificate.ask.goal.score(&vector);
        if let (Some(best), Some(score)) = (certificate.best.clone(), scored) {
            let worse = score < best.score;
            let found = Found { package: package.clone(), vector, score };
            certificate.best = Some(found);
            prop_assert!(!worse || fails(&certificate));
            certificate.best = None;
            prop_assert!(fails(&certificate));
        }
    }

    /// Each named point again, by the definitions, over all packages and with rationals.
    #[test]
    fn named_points_are_those_of_the_definitions(domain in ruled_domains()) {
        let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
        let points: Vec<Vec<Number>> =
            (0..analysis.frontier.vectors.len()).map(|at| analysis.utilities(at)).collect();
        let parties = domain.parties.len();
        let all = every_package(&domain);
        let all = all.iter().filter(|package| check::obeys(&domain, package));
        let all: Vec<Vec<Number>> =
            all.map(|package| check::utilities(&domain, package).unwrap()).collect();
        if all.is_empty() {
            prop_assert!(points.is_empty());
            prop_assert!(analysis.named.iter().all(|n| n.at.is_empty() && n.score.is_none()));
            return Ok(());
        }
        let extreme = |pick: fn(Number, Number) -> Number| -> Vec<Number> {
            (0..parties).map(|p| all.iter().map(|u| u[p].clone()).reduce(pick).unwrap()).collect()
        };
        let (worst, ideal) = (extreme(Number::min), extreme(Number::max));
        let gains = |u: &[Number]| -> Vec<Number> {
            u.iter().zip(&worst).map(|(u, worst)| u - worst).collect()
        };
        for named in &analysis.named {
            let score = |u: &Vec<Number>| -> Number {
                match named.rule.key {
                    "nash" => gains(u).into_iter().product(),
                    "egalitarian" => gains(u).into_iter().min().unwrap(),
                    "utilitarian" => u.iter().sum(),
                    "minimax" => {
                        -u.iter().zip(&ideal).map(|(u, ideal)| ideal - u).max().unwrap()
                    }
                    "kalai_smorodinsky" => {
                        let shares = gains(u).into_iter().zip(&ideal).zip(&worst);
                        let able = shares.filter(|((_, ideal), worst)| ideal != worst);
                        able.map(|((gain, ideal), worst)| gain / (ideal.clone() - worst)).min()
                            .unwrap_or_default()
                    }
                    other => panic!("{other}"),
                }
            };
            let best = all.iter().map(score).max().unwrap();
            let expected: Vec<usize> =
                (0..points.len()).filter(|at| score(&points[*at]) == best).collect();
            prop_assert_eq!(&named.at, &expected, "{}", named.rule.key);
            prop_assert_eq!(named.score.as_ref(), Some(&best), "{}", named.rule.key);
        }
    }

    /// Adjusted Winner is confirmed, and a share moved to the other side is not.
    #[test]
    fn divisions_are_confirmed_and_changed_ones_are_not(
        points in prop::collection::vec((0_i64..30, 0_i64..30), 1..8),
        which in any::<prop::sample::Index>(),
    ) {
        let number = |value: i64| Number::from_integer(value.into());
        let item = |(a, b)| Item { name: String::new(), points: [number(a), number(b)] };
        let sum = |of: fn(&(i64, i64)) -> i64| points.iter().map(of).sum::<i64>();
        // Two more items make the totals equal.
        let even = [(sum(|p| p.1), 0), (0, sum(|p| p.0))];
        let items = points.iter().copied().chain(even).map(item).collect();
        let division = Division { parties: ["a".into(), "b".into()], items };
        let mut settlement = division.adjusted_winner().unwrap();
        prop_assert!(check::settlement(&division, &settlement));
        let whole = |share: &Number| *share == number(0) || *share == number(1);
        let split: Vec<usize> = (0..settlement.shares.len())
            .filter(|at| !whole(&settlement.shares[*at])).collect();
        prop_assert_eq!(split, settlement.split.into_iter().collect::<Vec<_>>());
        let at = which.index(settlement.shares.len());
        let worth = division.items[at].points.iter().any(|p| *p != number(0));
        settlement.shares[at] = number(1) - &settlement.shares[at] / number(2);
        prop_assert!(!worth || !check::settlement(&division, &settlement)
            || settlement == division.adjusted_winner().unwrap());
    }
}
