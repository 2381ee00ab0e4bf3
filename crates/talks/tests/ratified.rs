//! Bodies at home: votes, vetoes, referenda, win-sets, against looking at every vote and package.

use std::collections::BTreeMap;

use basis::Truth;
use draft::Condition;
use draft::table::Agreed;
use num_bigint::BigUint;
use proptest::prelude::*;
use talks::count::Limits;
use talks::number::{exact, parse};
use talks::positions::issues::Issues;
use talks::ratify::{self, Bodies, Body, Decides, Member, Odds, Stance};
use talks::{Domain, Number};

use crate::drawn::{self, number};

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![Just(Truth::No), Just(Truth::Unknown), Just(Truth::Yes)]
}

fn stance(options: &[usize]) -> impl Strategy<Value = Stance> + use<> {
    let conditions = (drawn::condition(options.to_vec()), any::<[bool; 2]>(), truth());
    let points: Vec<_> =
        options.iter().map(|count| prop::collection::vec(0_i64..5, *count)).collect();
    prop_oneof![
        4 => conditions.prop_map(|(passes, [one, two], otherwise)| {
            let rejects = two.then(|| Condition::Not(Box::new(passes.clone())));
            Stance::Conditions { passes: one.then_some(passes), rejects, otherwise }
        }),
        1 => (points, 0_i64..9).prop_map(|(points, at_least)| {
            let points = points.into_iter().map(|p| p.into_iter().map(number).collect()).collect();
            Stance::Points { points, at_least: number(at_least) }
        }),
    ]
}

fn body(options: Vec<usize>) -> impl Strategy<Value = Body> {
    let member = (0_u64..5, prop::bool::weighted(0.2), stance(&options));
    let vote = (prop::collection::vec(member, 1..6), 1_u64..9).prop_map(|(members, quota)| {
        let member = |(at, (votes, veto, stance))| Member {
            name: format!("{at}"),
            votes,
            veto,
            stance,
            source: String::new(),
        };
        let members: Vec<Member> = members.into_iter().enumerate().map(member).collect();
        let total: u64 = members.iter().map(|member| member.votes).sum();
        Decides::Vote { quota: quota.min(total.max(1)), members }
    });
    let odds = (drawn::condition(options), 0_i64..3, 0_i64..3).prop_map(|(when, a, b)| {
        let half = |halves: i64| number(halves) / number(2);
        Odds { when, least: half(a.min(b)), most: half(a.max(b)), source: String::new() }
    });
    let referendum = prop::collection::vec(odds, 0..3).prop_map(Decides::Referendum);
    (prop_oneof![3 => vote.boxed(), 1 => referendum.boxed()], 0_usize..2).prop_map(
        |(decides, party)| Body { name: String::new(), party, source: String::new(), decides },
    )
}

fn with_bodies() -> impl Strategy<Value = (Domain, Bodies)> {
    drawn::domain(2).prop_flat_map(|domain| {
        let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let bodies = prop::collection::vec(body(options), 0..4);
        (Just(domain), bodies)
            .prop_map(|(domain, bodies)| (domain, Bodies { bodies, needs_none: vec![1] }))
    })
}

/// All ways in which votes that are not known may fall.
fn completions(votes: &[Truth]) -> Vec<Vec<bool>> {
    let mut all = vec![Vec::new()];
    for vote in votes {
        let ways: &[bool] = match vote {
            Truth::Yes => &[true],
            Truth::No => &[false],
            Truth::Unknown => &[true, false],
        };
        let longer = |votes: &Vec<bool>| {
            ways.iter().map(|way| [votes.as_slice(), &[*way]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

fn carried(quota: u64, members: &[Member], votes: &[bool]) -> bool {
    let all = || members.iter().zip(votes);
    all().filter(|(_, vote)| **vote).map(|(member, _)| member.votes).sum::<u64>() >= quota
        && all().all(|(member, vote)| *vote || !member.veto)
}

/// Yes where all agree, no where none does, else unknown.
fn together(all: impl Iterator<Item = bool>) -> Truth {
    let all: Vec<bool> = all.collect();
    match (all.iter().all(|b| *b), all.iter().any(|b| *b)) {
        (true, _) => Truth::Yes,
        (_, false) => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether more members vote by points of their own than are looked at in each combination.
fn many_by_points(bodies: &[&Body]) -> bool {
    let members = bodies.iter().filter_map(|body| match &body.decides {
        Decides::Vote { members, .. } => Some(members),
        Decides::Referendum(_) => None,
    });
    let by_points = |member: &&Member| matches!(member.stance, Stance::Points { .. });
    members.flatten().filter(by_points).count() > ratify::SCORES_MAX
}

proptest! {
    /// Results and pivotal members, against every way in which unknown votes may fall.
    #[test]
    fn votes_are_what_all_completions_say((domain, bodies) in with_bodies()) {
        let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        for package in drawn::packages(&options) {
            let found = bodies.ratifiable(&package, 2);
            for (body, answer) in bodies.bodies.iter().zip(&found.bodies) {
                let Decides::Vote { quota, members } = &body.decides else { continue };
                let ways = completions(&answer.members);
                let carried = |votes: &Vec<bool>| carried(*quota, members, votes);
                prop_assert_eq!(answer.passes, together(ways.iter().map(carried)));
                for (at, pivotal) in answer.pivotal.iter().enumerate() {
                    let turns = |votes: &Vec<bool>| {
                        let mut other = votes.clone();
                        other[at] = !other[at];
                        carried(votes) != carried(&other)
                    };
                    prop_assert_eq!(*pivotal, together(ways.iter().map(turns)), "{}", at);
                }
            }
            let own = |party| {
                let both = bodies.bodies.iter().zip(&found.bodies);
                both.filter(move |(body, _)| body.party == party).map(|(_, answer)| answer.passes)
            };
            let none = if own(0).count() == 0 { Truth::Unknown } else { Truth::Yes };
            let (first, second) = (Truth::all(own(0)).and(none), Truth::all(own(1)));
            prop_assert_eq!(&found.parties, &[first, second]);
            prop_assert_eq!(found.all, first.and(second));
        }
    }

    /// Win-sets, against each package.
    #[test]
    fn win_sets_are_counted_as_brute_force_counts((domain, bodies) in with_bodies()) {
        let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let rules: Vec<&Condition> = domain.rules.iter().map(|rule| &rule.must).collect();
        let all: Vec<&Body> = bodies.bodies.iter().collect();
        let asked = all.chunks(1).chain([all.as_slice()]);
        for bodies in asked {
            let found = ratify::win_set(&domain, bodies, &rules, &Limits::default()).unwrap();
            let mut counts = [0_usize; 3];
            for package in drawn::packages(&options) {
                if rules.iter().all(|rule| drawn::obeys(&package, rule)) {
                    let passes = bodies.iter().map(|body| body.answer(&package).passes);
                    counts[Truth::all(passes) as usize] += 1;
                }
            }
            let counts = counts.map(BigUint::from);
            for (found, count) in [found.rejected, found.open, found.passed].iter().zip(counts) {
                prop_assert!(*found.least() <= count && count <= *found.most());
                prop_assert!(found.exact().is_some() || many_by_points(bodies));
            }
        }
    }

    /// Who passes what, against each package; the counts are those of all packages, each once.
    #[test]
    fn combinations_are_counted_as_brute_force_counts((domain, bodies) in with_bodies()) {
        let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let rules: Vec<&Condition> = domain.rules.iter().map(|rule| &rule.must).collect();
        let all: Vec<&Body> = bodies.bodies.iter().collect();
        let found = ratify::combinations(&domain, &all, &rules, &Limits::default()).unwrap();
        let mut counts: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
        for package in drawn::packages(&options) {
            if rules.iter().all(|rule| drawn::obeys(&package, rule)) {
                let passes = all.iter().map(|body| body.answer(&package).passes == Truth::Yes);
                *counts.entry(passes.collect()).or_default() += 1;
            }
        }
        let Some(found) = found else {
            prop_assert!(many_by_points(&all));
            return Ok(());
        };
        prop_assert!(found.windows(2).all(|two| two[0].count >= two[1].count));
        let found: BTreeMap<Vec<bool>, BigUint> =
            found.into_iter().map(|found| (found.passes, found.count)).collect();
        let counts = counts.into_iter().map(|(passes, count)| (passes, BigUint::from(count)));
        prop_assert_eq!(found, counts.collect::<BTreeMap<_, _>>());
    }

    /// A veto written as votes leaves the same coalitions winning: the indices, by every coalition.
    #[test]
    fn power_with_vetoes_is_that_of_all_coalitions(
        members in prop::collection::vec((0_u64..5, prop::bool::weighted(0.3)), 1..7),
        quota in 1_u64..12,
    ) {
        let total: u64 = members.iter().map(|member| member.0).sum();
        prop_assume!(total >= quota);
        let unknown = Stance::Conditions { passes: None, rejects: None, otherwise: Truth::Unknown };
        let member = |(at, &(votes, veto)): (usize, &(u64, bool))| Member {
            name: at.to_string(), votes, veto, stance: unknown.clone(), source: String::new(),
        };
        let members: Vec<Member> = members.iter().enumerate().map(member).collect();
        let decides = Decides::Vote { quota, members: members.clone() };
        let body = Body { name: String::new(), party: 0, source: String::new(), decides };
        let power = ratify::power(&body).unwrap().unwrap();
        for (at, power) in power.iter().enumerate() {
            let others = (0_u32..1 << members.len()).filter(|set| set >> at & 1 == 0);
            let swings = others.filter(|set| {
                let votes: Vec<bool> = (0..members.len()).map(|m| set >> m & 1 == 1).collect();
                let mut with = votes.clone();
                with[at] = true;
                !carried(quota, &members, &votes) && carried(quota, &members, &with)
            });
            let swings = i64::try_from(swings.count()).unwrap();
            prop_assert_eq!(&power.banzhaf, &(number(swings) / number(1 << (members.len() - 1))));
        }
    }

    /// What is independent lies within the bounds, and both bounds are met by some dependence: for
    /// two referenda with exact odds, all in one or as far apart as can be.
    #[test]
    fn bounds_on_chances_are_met(a in 0_i64..9, b in 0_i64..9) {
        let odds = |eighths: i64| number(eighths) / number(8);
        let pair = |eighths| (odds(eighths), odds(eighths));
        let found = ratify::chances(&[pair(a), pair(b)]).unwrap();
        // Of eight equally likely worlds, the first `a` pass one, the first or the last `b` the
        // other.
        let both = |passes: &dyn Fn(i64) -> bool| (0..8).filter(|w| *w < a && passes(*w)).count();
        let most = both(&|world| world < b);
        let least = both(&|world| world >= 8 - b);
        prop_assert_eq!(&found.least, &odds(i64::try_from(least).unwrap()));
        prop_assert_eq!(&found.most, &odds(i64::try_from(most).unwrap()));
        let (one, two) = &found.if_independent;
        prop_assert!(one == two && found.least <= *one && *one <= found.most);
    }
}

/// A text and its bodies, both invented.
fn read(text: &str, bodies: &str) -> (draft::Draft, Issues, Bodies) {
    let parties = ["NORTH".to_owned(), "SOUTH".to_owned()];
    let (draft, problems) = draft::parse("text.md", text, &parties);
    assert!(problems.is_empty(), "{problems:?}");
    let issues = Issues::of(&draft, Agreed::Open);
    let (bodies, problems) = ratify::read("bodies.toml", bodies, &draft, &issues);
    assert!(problems.is_empty(), "{problems:?}");
    (draft, issues, bodies)
}

#[test]
fn a_file_is_read_and_answered() {
    let (_, issues, bodies) = read(
        "# 1\n\nThe line lies [10 km / 15 km / 20 km]{#2a} behind. Posts [shall / should]{#4} go.\n",
        r#"
        format = "detente-bodies/1"
        needs_no_body = ["SOUTH"]
        [[body]]
        party = "NORTH"
        name = "Assembly"
        quota = 51
        [[body.member]]
        name = "Plain list"
        votes = 45
        passes = '2a is "10 km"'
        rejects = '2a is "20 km"'
        [[body.member]]
        name = "Coast list"
        votes = 40
        points = { 2a = { "10 km" = 3, "15 km" = 2, "20 km" = 0 }, 4 = { shall = 2, should = 0 } }
        at_least = 4
        [[body.member]]
        name = "Others"
        votes = 15
        [[body]]
        party = "NORTH"
        name = "Referendum"
        [[body.odds]]
        if = '4 is shall'
        passes = "0.4..0.6"
        source = "survey, March"
        "#,
    );
    let shown = |package: [usize; 2]| {
        let found = bodies.ratifiable(&package.to_vec(), 2);
        let chances = found.chances.unwrap();
        format!(
            "{:?} {:?} pivotal {:?}; {}..{}",
            found.bodies[0].passes,
            found.bodies[0].members,
            found.bodies[0].pivotal,
            exact(&chances.least),
            exact(&chances.most)
        )
    };
    insta::assert_snapshot!(shown([0, 0]), @"Yes [Yes, Yes, Unknown] pivotal [Unknown, Unknown, No]; 2/5..3/5");
    insta::assert_snapshot!(shown([1, 0]), @"Unknown [Unknown, Yes, Unknown] pivotal [Unknown, Unknown, Unknown]; 2/5..3/5");
    insta::assert_snapshot!(shown([2, 1]), @"No [No, No, Unknown] pivotal [Unknown, Unknown, No]; 0..1");
    let answers = bodies.ratifiable(&vec![0, 0], 2);
    assert_eq!(answers.parties, [Truth::Unknown, Truth::Yes]);
    let domain = Domain {
        title: String::new(),
        issues: issues.issues.clone(),
        parties: Vec::new(),
        rules: issues.rules,
        conventions: talks::Profile::Detente,
    };
    let found = ratify::win_set(&domain, &[&bodies.bodies[0]], &[], &Limits::default()).unwrap();
    let counts =
        [&found.passed, &found.rejected, &found.open].map(|c| c.exact().unwrap().to_string());
    assert_eq!(counts, ["1", "2", "3"]);
}

/// Five members with a veto, ten without, nine votes of fifteen: the indices of Shapley and Shubik
/// (American Political Science Review 48:787, 1954) for the council as enlarged in 1965, from
/// memory and computed anew.
#[test]
fn the_security_council_through_a_file() {
    let mut file = "format = \"detente-bodies/1\"\nneeds_no_body = [\"SOUTH\"]\n[[body]]\nparty = \
                    \"NORTH\"\nname = \"Council\"\nquota = 9\n"
        .to_owned();
    for at in 0..15 {
        file += &format!("[[body.member]]\nname = \"{at}\"\nveto = {}\n", at < 5);
    }
    let (_, _, bodies) = read("# 1\n\nIt [shall / should]{#1} be.\n", &file);
    let power = ratify::power(&bodies.bodies[0]).unwrap().unwrap();
    assert_eq!(exact(&power[0].shapley_shubik), "421/2145");
    assert_eq!(exact(&power[14].shapley_shubik), "4/2145");
    let sum: Number = power.iter().map(|power| &power.shapley_shubik).sum();
    assert_eq!(sum, parse("1").unwrap());
}
