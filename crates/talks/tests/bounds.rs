//! Deals of which points are only partly known, against every package under all points of a grid.

use std::collections::BTreeSet;

use basis::Truth;
use num_bigint::BigUint;
use proptest::prelude::*;
use talks::conflict::{Clash, Line};
use talks::count::Count;
use talks::deal::bounds::{About, OpenParty};
use talks::deal::{Bounded, Deal, Limits, check};
use talks::domain::Package;
use talks::partial::{Bounds, Known};
use talks::{Domain, Number, Party, Rule};

use crate::deals::{cheapest, combined, lines, minimal_conflicts};
use crate::drawn::{self, number};
use crate::efficiency::{cases, on_grid};
use crate::known::{Case, case};

/// Numbers that a party may have reserved, and rules, both in whole points.
type Drawn = (Case, Vec<Option<(i64, i64)>>, Vec<Rule>);

fn drawn(case: impl Strategy<Value = Case>, most: i64) -> impl Strategy<Value = Drawn> {
    let reserved = (0..=most, 0..=most).prop_map(|(a, b)| (a.min(b), a.max(b)));
    let reserved = prop::collection::vec(prop::option::weighted(0.8, reserved), 2);
    case.prop_flat_map(move |case| {
        let options = case.domain.issues.iter().map(|issue| issue.options.len()).collect();
        let rules = prop::collection::vec(drawn::rule(options), 0..4);
        (Just(case), reserved.clone(), rules)
    })
}

/// The case with what was reserved, as a deal takes it; `None` where no points fit.
fn bounded((case, reserved, rules): &mut Drawn) -> Option<Bounded> {
    for (known, reserved) in case.known.iter_mut().zip(reserved) {
        known.reserved =
            reserved.map(|(least, most)| Bounds { least: number(least), most: Some(number(most)) });
    }
    for (at, rule) in rules.iter_mut().enumerate() {
        rule.name = format!("rule {at}");
    }
    known_of(case, rules).ok()
}

fn known_of(case: &Case, rules: &[Rule]) -> Result<Bounded, basis::Diagnostic> {
    let nothing = || case.domain.issues.iter().map(|issue| vec![number(0); issue.options.len()]);
    let party = |known: &Known| Party {
        name: known.party.clone(),
        reserved: None,
        points: nothing().collect(),
    };
    let parties = case.known.iter().map(party).collect();
    let domain = Domain { parties, rules: rules.to_vec(), ..case.domain.clone() };
    let mut bounded = Bounded::exact(domain);
    for (at, known) in case.known.iter().enumerate() {
        bounded.know(at, known)?;
    }
    Ok(bounded)
}

/// For each party, the sets of packages that give it what it reserved: one for each way in which
/// its points and what it reserved can be.
fn worlds(case: &Case, steps: i64, most: i64) -> Vec<BTreeSet<BTreeSet<usize>>> {
    let of_party = |known: &Known| {
        let grid = on_grid(known, &case.packages, steps, most);
        let Some(reserved) = &known.reserved else {
            return BTreeSet::from([(0..case.packages.len()).collect()]);
        };
        let whole = |number: &Number| i64::try_from(number.to_integer()).unwrap();
        let least = whole(&reserved.least) * steps;
        let most = whole(reserved.most.as_ref().unwrap()) * steps;
        let enough = |sums: &Vec<i64>, reserved: i64| {
            (0..sums.len()).filter(|p| sums[*p] >= reserved).collect::<BTreeSet<usize>>()
        };
        let of_sums = |sums: &Vec<i64>| (least..=most).map(|r| enough(sums, r)).collect::<Vec<_>>();
        grid.iter().flat_map(of_sums).collect()
    };
    case.known.iter().map(of_party).collect()
}

/// Compares a deal with all worlds.
fn compared(mut given: Drawn, steps: i64, most: i64) -> Result<(), TestCaseError> {
    let Some(bounded) = bounded(&mut given) else { return Ok(()) };
    let (case, ..) = &given;
    let worlds = worlds(case, steps, most);
    let deal = Deal::as_far_as_known(&bounded, &[], &Limits::default()).unwrap();
    let [hard, firm, inferred] = lines(&bounded.domain);
    let obeys = |p: usize, rules: &[Line]| {
        let reservation = |line: &&Line| !matches!(line, Line::Reservation(_));
        let mut rules = rules.iter().filter(reservation);
        rules.all(|line| check::obeys(&bounded.domain, &case.packages[p], *line))
    };
    let rules = [hard.as_slice(), &firm].concat();
    let all = [rules.as_slice(), &inferred].concat();
    // In each world: packages that are possible, and those that are not doubtful either.
    let mut joint = vec![(0..case.packages.len()).collect::<BTreeSet<usize>>()];
    for party in &worlds {
        let both = |a: &BTreeSet<usize>| party.iter().map(|b| a & b).collect::<Vec<_>>();
        joint = joint.iter().flat_map(both).collect();
    }
    let in_worlds = |rules: &[Line]| -> Vec<BTreeSet<usize>> {
        let of = |world: &BTreeSet<usize>| -> BTreeSet<usize> {
            world.iter().copied().filter(|p| obeys(*p, rules)).collect()
        };
        joint.iter().map(of).collect()
    };
    let (possible, plain) = (in_worlds(&rules), in_worlds(&all));
    let in_all = |sets: &[BTreeSet<usize>]| sets.iter().cloned().reduce(|a, b| &a & &b).unwrap();
    let in_some = |sets: &[BTreeSet<usize>]| sets.iter().flatten().copied().collect();
    let count = |sets: &[BTreeSet<usize>]| {
        let in_some: BTreeSet<usize> = in_some(sets);
        Count::between(BigUint::from(in_all(sets).len()), BigUint::from(in_some.len()))
    };
    let expected = if !in_all(&plain).is_empty() {
        Truth::Yes
    } else if possible.iter().all(BTreeSet::is_empty) {
        Truth::No
    } else {
        Truth::Unknown
    };
    prop_assert!(deal.settled);
    prop_assert_eq!(deal.answer, expected);
    prop_assert_eq!((&deal.possible, &deal.not_doubtful), (&count(&possible), &count(&plain)));
    let example = deal.example.as_ref().map(|example| place(case, example));
    let maybe_plain: BTreeSet<usize> = in_some(&plain);
    match (deal.answer, example) {
        (Truth::No, example) => prop_assert_eq!(example, None),
        (Truth::Yes, Some(at)) => prop_assert!(in_all(&plain).contains(&at)),
        (Truth::Unknown, Some(at)) if maybe_plain.is_empty() => {
            let sure = in_all(&possible);
            prop_assert!(possible.iter().any(|world| world.contains(&at)));
            prop_assert!(sure.is_empty() || sure.contains(&at));
            prop_assert_eq!(deal.open.is_empty(), sure.contains(&at));
        }
        (Truth::Unknown, Some(at)) => {
            prop_assert!(maybe_plain.contains(&at));
            opened(case, &worlds, &maybe_plain, at, &deal.open, (steps, most))?;
        }
        (_, None) => prop_assert!(false, "no example"),
    }
    let clashes = maybe_plain.is_empty();
    prop_assert_eq!(deal.clash.is_some(), clashes);
    if clashes {
        let soft = if deal.answer == Truth::No { firm } else { [firm, inferred].concat() };
        clashing(&bounded.domain, case, &worlds, &[hard, soft], deal.clash.unwrap())?;
    }
    Ok(())
}

fn place(case: &Case, package: &Package) -> usize {
    case.packages.iter().position(|other| other == package).unwrap()
}

/// Compares clashes with what each package breaks in each world.
fn clashing(
    domain: &Domain,
    case: &Case,
    worlds: &[BTreeSet<BTreeSet<usize>>],
    [hard, soft]: &[Vec<Line>; 2],
    clash: Clash,
) -> Result<(), TestCaseError> {
    let mut broken = Vec::new();
    for (p, package) in case.packages.iter().enumerate() {
        let rules = hard.iter().chain(soft).filter(|line| matches!(line, Line::Rule(_)));
        let by_rules: BTreeSet<Line> =
            rules.filter(|line| !check::obeys(domain, package, **line)).copied().collect();
        let mut ways = vec![by_rules];
        for (party, worlds) in worlds.iter().enumerate() {
            let enough: BTreeSet<bool> = worlds.iter().map(|world| world.contains(&p)).collect();
            let line = Line::Reservation(party);
            let with = |way: &BTreeSet<Line>, enough: bool| -> BTreeSet<Line> {
                way.iter().copied().chain((!enough).then_some(line)).collect()
            };
            let both = |way| enough.iter().map(move |enough| with(way, *enough));
            ways = ways.iter().flat_map(both).collect();
        }
        broken.extend(ways);
    }
    match clash {
        Clash::Rules(conflict) => {
            prop_assert!(minimal_conflicts(&broken, &[], hard).contains(&Vec::new()));
            prop_assert!(check::conflict(domain, &[], &conflict));
        }
        Clash::Lines { conflicts, all_found, relaxation } => {
            for conflict in &conflicts {
                prop_assert!(check::conflict(domain, hard, conflict), "{:?}", conflict);
            }
            let found = conflicts.into_iter().map(|conflict| conflict.lines).collect();
            prop_assert!(all_found);
            prop_assert_eq!(minimal_conflicts(&broken, soft, hard), found);
            let relaxation = relaxation.unwrap();
            let (cost, sets) = cheapest(domain, &broken, soft, hard).unwrap();
            prop_assert_eq!((relaxation.cost, combined(&relaxation.parts)), (cost, sets));
        }
    }
    Ok(())
}

/// What is left open of a package, and that no other leaves it open for fewer parties.
fn opened(
    case: &Case,
    worlds: &[BTreeSet<BTreeSet<usize>>],
    among: &BTreeSet<usize>,
    at: usize,
    open: &[OpenParty],
    (steps, most): (i64, i64),
) -> Result<(), TestCaseError> {
    let open_of = |p: usize| -> Vec<usize> {
        let sure = |party: &usize| worlds[*party].iter().all(|world| world.contains(&p));
        (0..worlds.len()).filter(|party| !sure(party)).collect()
    };
    let fewest = among.iter().map(|p| open_of(*p).len()).min();
    prop_assert_eq!(open.iter().map(|open| open.party).collect::<Vec<_>>(), open_of(at));
    prop_assert_eq!(Some(open.len()), fewest);
    for open in open {
        let known = &case.known[open.party];
        let values: Vec<BTreeSet<i64>> = (known.issues.iter().zip(&case.packages[at]))
            .map(|(issue, option)| {
                let alone = Known { issues: vec![issue.clone()], ..known.clone() };
                on_grid(&alone, &[vec![*option]], steps, most).into_iter().flatten().collect()
            })
            .collect();
        let Bounds { least, most } = &open.reserved;
        let shows = |stated: &[About]| {
            let of = |(issue, values): (usize, &BTreeSet<i64>)| {
                let known = stated.contains(&About::Points(issue));
                *(if known { values.last() } else { values.first() }).unwrap()
            };
            let sum: i64 = values.iter().enumerate().map(of).sum();
            let known = stated.contains(&About::Reserved);
            Number::new(sum.into(), steps.into())
                >= *(if known { Some(least) } else { most.as_ref() }).unwrap()
        };
        let mut about: Vec<About> = (0..values.len()).map(About::Points).collect();
        about.push(About::Reserved);
        let sets = (0_usize..1 << about.len()).map(|set| -> Vec<About> {
            (0..about.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| about[bit]).collect()
        });
        let fewest = sets.filter(|set| shows(set)).map(|set| set.len()).min();
        prop_assert!(shows(&open.settled_by), "{:?}", open);
        prop_assert_eq!(Some(open.settled_by.len()), fewest);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn whole_bounds_are_answered_as_in_all_worlds(
        given in drawn(cases(&[3, 2], 2, 3, false), 7),
    ) {
        compared(given, 1, 3)?;
    }

    /// Strict orders need points between whole ones.
    #[test]
    fn strict_orders_are_answered_as_in_all_worlds(
        given in drawn(cases(&[2, 2], 2, 2, true), 5),
    ) {
        compared(given, 5, 2)?;
    }

    /// With points that are all known it is the same answer as without bounds.
    #[test]
    fn exact_bounds_are_points(domain in drawn::domain(6)) {
        let mut bounded = Bounded::exact(domain.clone());
        for (at, party) in domain.parties.iter().enumerate() {
            let above = party.points.iter().flatten().all(|points| *points >= number(0));
            if !above || party.reserved.as_ref().is_some_and(|r| *r < number(0)) {
                continue;
            }
            let mut known = crate::known::nothing_known(&party.name, &domain.issues);
            known.reserved = party.reserved.clone().map(Bounds::exactly);
            for (issue, points) in known.issues.iter_mut().zip(&party.points) {
                issue.options = points.iter().cloned().map(Bounds::exactly).collect();
            }
            bounded.know(at, &known).unwrap();
        }
        let exact = Deal::of(&domain, &[], &Limits::default()).unwrap();
        let known = Deal::as_far_as_known(&bounded, &[], &Limits::default()).unwrap();
        prop_assert_eq!(exact.answer, known.answer);
        prop_assert_eq!((exact.possible, exact.not_doubtful), (known.possible, known.not_doubtful));
        prop_assert_eq!(known.open, Vec::new());
    }
}

#[test]
fn a_rank_settles_what_an_interval_leaves_open() {
    let asked = |facts: &str| {
        let case = case(&format!("issue line: river, road\nNORTH line: {facts}\nNORTH reserved 4"));
        let bounded = known_of(&case, &[]).unwrap();
        Deal::as_far_as_known(&bounded, &[], &Limits::default()).unwrap()
    };
    assert_eq!(asked("river 0..9, road 4..9").answer, Truth::Yes);
    assert_eq!(asked("river 0..9, road 3..9").answer, Truth::Unknown);
    assert_eq!(asked("river 0..9, road 3..9, worth 4..9").answer, Truth::Unknown);
    assert_eq!(asked("river 0..9, road 4..9, river > road").possible, Count::Exactly(2_u8.into()));
    // Below 4, and near it as one likes: never enough.
    assert_eq!(asked("river 0..4, road 0..4, river > road").possible.most(), &1_u8.into());
    assert_eq!(asked("river 0..3, road 0..3").answer, Truth::No);
    assert_eq!(asked("river 0..").answer, Truth::Unknown);
    // Under all points one of the two is worth 4, but not the same one.
    let turns = asked("river 0..4, road 0..4, worth 4..4");
    assert_eq!(turns.answer, Truth::Unknown);
    assert_eq!(turns.possible, Count::between(0_u8.into(), 2_u8.into()));
}
