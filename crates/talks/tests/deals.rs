//! Deals against looking at every package and every set of lines.

use std::collections::BTreeSet;

use crate::positions::{TEXT, draft, file, stated};
use basis::Truth;
use draft::table::Agreed;
use num_bigint::BigUint;
use proptest::prelude::*;
use talks::conflict::{self, Clash, Conflict, Line};
use talks::count::{self, Count};
use talks::deal::{Accepts, Deal, Limits, check};
use talks::positions::{acceptance, issues::Issues};
use talks::{Domain, Number, Origin, Standing};

use crate::drawn::{self, number};

/// Lines of a domain: those that are never given up, those that are firm, those inferred.
pub(crate) fn lines(domain: &Domain) -> [Vec<Line>; 3] {
    let mut lines = [const { Vec::new() }; 3];
    for (at, rule) in domain.rules.iter().enumerate() {
        let kind = match rule.origin {
            Origin::Text | Origin::Guardrail => 0,
            Origin::RedLine { standing: Standing::Inferred, .. } => 2,
            Origin::RedLine { .. } => 1,
        };
        lines[kind].push(Line::Rule(at));
    }
    let reserved = domain.parties.iter().enumerate().filter(|(_, p)| p.reserved.is_some());
    lines[1].extend(reserved.map(|(at, _)| Line::Reservation(at)));
    lines
}

/// For each package: the lines that it breaks.
fn broken(domain: &Domain) -> Vec<BTreeSet<Line>> {
    let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
    let all = lines(domain).concat();
    let of = |package: &Vec<usize>| {
        all.iter().filter(|line| !check::obeys(domain, package, **line)).copied().collect()
    };
    drawn::packages(&options).iter().map(of).collect()
}

/// All minimal sets of soft lines that no package obeys together with the hard ones.
pub(crate) fn minimal_conflicts(
    broken: &[BTreeSet<Line>],
    soft: &[Line],
    hard: &[Line],
) -> BTreeSet<Vec<Line>> {
    let clash = |lines: &[Line]| {
        !broken.iter().any(|b| lines.iter().chain(hard).all(|line| !b.contains(line)))
    };
    let mut found: Vec<Vec<Line>> = Vec::new();
    let mut sets: Vec<Vec<Line>> = (0_usize..1 << soft.len())
        .map(|set| (0..soft.len()).filter(|at| set >> at & 1 == 1).map(|at| soft[at]).collect())
        .collect();
    sets.sort_by_key(Vec::len);
    for mut set in sets {
        set.sort();
        let holds = |smaller: &Vec<Line>| smaller.iter().all(|line| set.contains(line));
        if !found.iter().any(holds) && clash(&set) {
            found.push(set);
        }
    }
    found.into_iter().collect()
}

/// The least cost of soft lines whose removal leaves a package, and all minimal sets that cost it.
pub(crate) fn cheapest(
    domain: &Domain,
    broken: &[BTreeSet<Line>],
    soft: &[Line],
    hard: &[Line],
) -> Option<(Number, BTreeSet<Vec<Line>>)> {
    let cost = |lines: &BTreeSet<Line>| -> Number {
        let of = |line: &Line| match line {
            Line::Rule(at) => domain.rules[*at].cost.clone(),
            Line::Reservation(_) => number(1),
        };
        lines.iter().map(of).sum()
    };
    // What a package breaks is what has to be given up for it.
    let ways = broken.iter().filter(|b| !hard.iter().any(|line| b.contains(line)));
    let ways: BTreeSet<BTreeSet<Line>> =
        ways.map(|b| b.iter().filter(|line| soft.contains(line)).copied().collect()).collect();
    let least = ways.iter().map(cost).min()?;
    let minimal = |set: &&BTreeSet<Line>| {
        cost(set) == least && !ways.iter().any(|other| other.is_subset(set) && other != *set)
    };
    let sets = ways.iter().filter(minimal).map(|set| set.iter().copied().collect()).collect();
    Some((least, sets))
}

/// Every combination of one set from each part.
pub(crate) fn combined(parts: &[conflict::Part]) -> BTreeSet<Vec<Line>> {
    let mut all = BTreeSet::from([Vec::new()]);
    for part in parts {
        let join = |set: &Vec<Line>| {
            let all = all.iter().map(move |other: &Vec<Line>| [other.as_slice(), set].concat());
            all.collect::<Vec<_>>()
        };
        all = part.sets.iter().flat_map(join).collect();
    }
    let sorted = |mut set: Vec<Line>| {
        set.sort();
        set
    };
    all.into_iter().map(sorted).collect()
}

fn checked_conflicts(domain: &Domain, hard: &[Line], conflicts: &[Conflict]) {
    for conflict in conflicts {
        assert!(check::conflict(domain, hard, conflict), "{conflict:?}");
    }
}

fn compare(domain: &Domain) {
    let [hard, firm, inferred] = lines(domain);
    let broken = broken(domain);
    let deal = Deal::of(domain, &[], &Limits::default()).unwrap();
    let obey = |lines: &[&[Line]]| {
        broken.iter().filter(|b| !lines.concat().iter().any(|line| b.contains(line))).count()
    };
    let (possible, sure) = (obey(&[&hard, &firm]), obey(&[&hard, &firm, &inferred]));
    assert_eq!(deal.possible, Count::Exactly(possible.into()));
    assert_eq!(deal.not_doubtful, Count::Exactly(sure.into()));
    let answer = if sure > 0 { Truth::Yes } else { Truth::known(possible > 0).and(Truth::Unknown) };
    assert_eq!((deal.answer, deal.settled), (answer, true));
    let asked = [hard.clone(), firm.clone(), inferred.clone()];
    let obeyed = asked[..if sure > 0 { 3 } else { 2 }].concat();
    match &deal.example {
        Some(package) => {
            assert!(check::is_package(domain, package));
            assert!(obeyed.iter().all(|line| check::obeys(domain, package, *line)));
        }
        None => assert_eq!(possible, 0),
    }
    let soft = if possible > 0 { [firm, inferred].concat() } else { firm };
    match deal.clash {
        None => assert!(sure > 0),
        Some(Clash::Rules(conflict)) => {
            assert_eq!(obey(&[&hard]), 0);
            assert!(minimal_conflicts(&broken, &hard, &[]).contains(&conflict.lines));
            checked_conflicts(domain, &[], &[conflict]);
        }
        Some(Clash::Lines { conflicts, all_found, relaxation }) => {
            assert!(all_found && sure == 0);
            let found: BTreeSet<Vec<Line>> = conflicts.iter().map(|c| c.lines.clone()).collect();
            assert_eq!(found.len(), conflicts.len());
            assert_eq!(found, minimal_conflicts(&broken, &soft, &hard));
            checked_conflicts(domain, &hard, &conflicts);
            let relaxation = relaxation.unwrap();
            let (cost, sets) = cheapest(domain, &broken, &soft, &hard).unwrap();
            assert!(relaxation.parts.iter().all(|part| part.all_found));
            assert_eq!((&relaxation.cost, combined(&relaxation.parts)), (&cost, sets));
            let given_up: Vec<Line> =
                relaxation.parts.iter().flat_map(|part| part.sets[0].clone()).collect();
            let mut kept = soft.iter().chain(&hard).filter(|line| !given_up.contains(line));
            assert!(kept.all(|line| check::obeys(domain, &relaxation.package, *line)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_deal_is_what_brute_force_finds(domain in drawn::domain(9)) {
        compare(&domain);
    }

    /// With small limits the answer is left open or right, and bounds hold.
    #[test]
    fn small_limits_make_no_wrong_answer(
        domain in drawn::domain(9),
        suppositions_max in 0_usize..4,
        searches_max in 0_usize..30,
        terms_max in 1_usize..30,
    ) {
        let limits = Limits {
            count: count::Limits { terms_max, ..count::Limits::default() },
            search: conflict::Limits {
                suppositions_max,
                searches_max,
                relaxations_max: 1,
                ..conflict::Limits::default()
            },
        };
        let deal = Deal::of(&domain, &[], &limits).unwrap();
        let full = Deal::of(&domain, &[], &Limits::default()).unwrap();
        prop_assert!(!deal.settled || deal.answer == full.answer);
        prop_assert!(deal.settled || deal.answer == Truth::Unknown);
        let exact = full.possible.exact().unwrap();
        prop_assert!(deal.possible.least() <= exact && exact <= deal.possible.most());
        if let Some(Clash::Lines { conflicts, all_found, relaxation }) = deal.clash {
            let Some(Clash::Lines { conflicts: all, relaxation: best, .. }) = full.clash else {
                return Err(TestCaseError::fail("no clash"));
            };
            let lines: BTreeSet<_> = all.iter().map(|conflict| &conflict.lines).collect();
            prop_assert!(conflicts.iter().all(|conflict| lines.contains(&conflict.lines)));
            prop_assert!(!all_found || conflicts.len() == all.len());
            if let (Some(relaxation), Some(best)) = (relaxation, best) {
                prop_assert_eq!(relaxation.cost, best.cost);
            }
        }
    }

    /// A proof from which a step is taken, or one that rests on other lines, does not pass.
    #[test]
    fn changed_proofs_do_not_pass(
        domain in drawn::domain(9),
        which in any::<prop::sample::Index>(),
    ) {
        let [hard, ..] = lines(&domain);
        let deal = Deal::of(&domain, &[], &Limits::default()).unwrap();
        let conflicts = match deal.clash {
            Some(Clash::Lines { conflicts, .. }) => conflicts,
            _ => Vec::new(),
        };
        for conflict in conflicts.iter().filter(|conflict| !conflict.lines.is_empty()) {
            let at = which.index(conflict.lines.len());
            let mut fewer = conflict.lines.clone();
            fewer.remove(at);
            // Without one of its lines a minimal conflict is none: no proof can show one.
            let rest = [fewer.as_slice(), &hard].concat();
            prop_assert!(!check::refutation(&domain, &rest, &conflict.refutation));
            let mut cut = conflict.clone();
            cut.refutation.steps.pop();
            prop_assert!(!check::conflict(&domain, &hard, &cut));
            let mut other = conflict.clone();
            other.without.rotate_left(1);
            prop_assert!(other == *conflict || !check::conflict(&domain, &hard, &other));
        }
    }
}

fn lived_with(domain: &Domain, known: &[bool]) -> Accepts {
    let mut known = known.iter().cycle();
    let of = |issue: &talks::Issue| known.by_ref().take(issue.options.len()).copied().collect();
    Accepts { can_live_with: domain.issues.iter().map(of).collect(), ..Accepts::default() }
}

proptest! {
    /// What is known to be accepted, against each package and each of its options.
    #[test]
    fn silence_is_not_acceptance(
        domain in drawn::domain(4),
        known in prop::collection::vec(any::<bool>(), 5..23),
    ) {
        let accepts = [lived_with(&domain, &known), lived_with(&domain, &known[2..])];
        let deal = Deal::of(&domain, &accepts, &Limits::default()).unwrap();
        let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let [hard, firm, _] = lines(&domain);
        let fits = |package: &&Vec<usize>| {
            let lives = |accepts: &Accepts| {
                package.iter().zip(&accepts.can_live_with).all(|(at, known)| known[*at])
            };
            accepts.iter().all(lives)
                && hard.iter().chain(&firm).all(|line| check::obeys(&domain, package, *line))
        };
        let packages = drawn::packages(&options);
        let expected = packages.iter().filter(fits).count();
        let accepted = deal.accepted.unwrap();
        prop_assert_eq!(accepted.count.exact(), Some(&BigUint::from(expected)));
        prop_assert_eq!(accepted.example.is_some(), expected > 0);
        prop_assert!(accepted.example.iter().all(|package| fits(&package)));
        // One party of two: of the other nothing is known.
        let one = Deal::of(&domain, &accepts[..1], &Limits::default()).unwrap();
        prop_assert_eq!(one.accepted.unwrap().count, Count::Exactly(0_u8.into()));
    }
}

/// Acceptance as positions state it, counted and looked at package by package.
#[test]
fn acceptances_are_counted_as_they_are_answered() {
    let draft = draft(TEXT);
    let north = file(
        "NORTH",
        "said",
        "[[statement]]\nbracket = \"2a\"\nlive_with = [\"10 km\"]\n\
         [[statement]]\nbracket = \"6\"\nlive_with = [\"at once\"]\n\
         [[acceptance]]\naccepts = '4 is shall or 2a is \"15 km\"'\nif = '6 is \"at once\"'\n\
         [[acceptance]]\naccepts = '4 is should and not 6b is \"5 days\"'\n",
    );
    let south = file(
        "SOUTH",
        "said",
        "[[statement]]\nbracket = \"2a\"\nlive_with = [\"10 km\", \"15 km\"]\n\
         [[statement]]\nbracket = \"4\"\nlive_with = [\"shall\", \"should\"]\n\
         [[acceptance]]\naccepts = '6 is \"at once\" or 6b is \"5 days\"'\n",
    );
    let counts = counted_as_answered(&draft, &north, &south);
    assert!(counts[0] > 0 && counts[1] > 1);
}

/// Of a bracket that is agreed one option only can be chosen; a condition that names the others
/// rests on the choice all the same.
#[test]
fn an_acceptance_rests_on_a_choice_that_is_agreed() {
    let draft = draft("[shall / should]{#4} (agreed ad ref: should) [now / later]{#6}.");
    let north = file(
        "NORTH",
        "said",
        "[[acceptance]]\naccepts = '4 is not shall and 6 is now'\n\
         if_accepts = [{ party = \"SOUTH\", condition = '4 is not shall' }]\n",
    );
    let south = file(
        "SOUTH",
        "said",
        "[[acceptance]]\naccepts = '(4 is shall or 4 is not shall) and 6 is not later'\n",
    );
    assert_eq!(counted_as_answered(&draft, &north, &south), [1, 1]);
}

/// Compares what two files accept with the answer for each package, and how many all accept with
/// the number that is counted; returns how many packages are not accepted by all, and are.
fn counted_as_answered(draft: &draft::Draft, north: &str, south: &str) -> [usize; 2] {
    let stated = stated(draft, &[("n.toml", None, north), ("s.toml", None, south)]);
    let (positions, problems) = talks::standing::hold(&stated, draft);
    assert!(problems.is_empty(), "{problems:?}");
    let issues = Issues::of(draft, Agreed::Fixed);
    let party = |name: &String| talks::Party {
        name: name.clone(),
        reserved: None,
        points: issues.issues.iter().map(|i| vec![number(0); i.options.len()]).collect(),
    };
    let domain = Domain {
        title: String::new(),
        issues: issues.issues.clone(),
        parties: positions.parties.iter().map(party).collect(),
        rules: issues.rules.clone(),
        conventions: talks::Profile::Detente,
    };
    let accepts = Accepts::of_all(&positions, draft, &issues);
    let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
    let mut counts = [0_usize; 2];
    for package in drawn::packages(&options) {
        if !domain.rules.iter().all(|rule| drawn::obeys(&package, &rule.must)) {
            continue;
        }
        let choices = issues.choices(&package);
        let mut all = true;
        for (party, accepts) in accepts.iter().enumerate() {
            let known = acceptance::of(&positions, draft, party, &choices) == Truth::Yes;
            assert_eq!(known, drawn::obeys(&package, &accepts.condition(&options)), "{package:?}");
            all &= known;
        }
        counts[usize::from(all)] += 1;
    }
    let deal = Deal::of(&domain, &accepts, &Limits::default()).unwrap();
    assert_eq!(deal.accepted.unwrap().count, Count::Exactly(counts[1].into()));
    counts
}

/// Conditions that an acceptance rests on.
const ACCEPTED: [&str; 7] = [
    "2a is \"15 km\"",
    "4 is shall",
    "6 is \"at once\"",
    "6b is \"5 days\"",
    "4 is shall or 2a is \"10 km\"",
    "not 2a is \"20 km\"",
    "4 is should and 6 is \"at once\"",
];

/// What one party can live with, and what it accepts: each acceptance with what it waits for.
fn body(other: &'static str) -> impl Strategy<Value = String> {
    let lived = prop::sample::subsequence(
        vec![
            ("2a", "15 km"),
            ("4", "shall"),
            ("6", "at once"),
            ("6", "in stages of [5 days / 10 days]"),
        ],
        0..4,
    );
    let one = || prop::sample::select(ACCEPTED.to_vec());
    let waits = prop::collection::vec(one(), 0..3);
    let acceptances = prop::collection::vec((one(), prop::option::of(one()), waits), 0..4);
    (lived, acceptances).prop_map(move |(lived, acceptances)| {
        let mut body = String::new();
        for (bracket, option) in lived {
            body += &format!("[[statement]]\nbracket = \"{bracket}\"\nlive_with = ['{option}']\n");
        }
        for (accepts, when, waits) in acceptances {
            body += &format!("[[acceptance]]\naccepts = '{accepts}'\n");
            body += &when.map_or(String::new(), |when| format!("if = '{when}'\n"));
            let need = |c: &&str| format!("{{ party = \"{other}\", condition = '{c}' }}");
            let needs: Vec<String> = waits.iter().map(need).collect();
            if !needs.is_empty() {
                body += &format!("if_accepts = [{}]\n", needs.join(", "));
            }
        }
        body
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Acceptances that wait for each other are counted as they fire for each package, also where
    /// the text says that an option is agreed, so that nothing else can be chosen.
    #[test]
    fn acceptances_that_wait_are_counted_as_they_fire(
        north in body("SOUTH"),
        south in body("NORTH"),
        agreed in prop::sample::subsequence(
            vec![
                ("{#2a}", "{#2a} (agreed ad ref: 15 km)"),
                ("{#4}", "{#4} (agreed ad ref by SOUTH: should)"),
                ("{#6b}", "{#6b} (agreed ad ref: 10 days)"),
            ],
            0..4,
        ),
    ) {
        let (north, south) = (file("NORTH", "said", &north), file("SOUTH", "said", &south));
        let text = agreed.iter().fold(TEXT.to_owned(), |text, (id, note)| text.replace(id, note));
        counted_as_answered(&draft(&text), &north, &south);
    }
}
