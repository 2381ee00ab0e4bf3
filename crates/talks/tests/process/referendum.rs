//! Agreement ad referendum: what was said last holds, against all orders in which it may have been
//! said.

use basis::{Instant, Interval, Span, Truth};
use proptest::prelude::*;
use talks::process::referendum::{self, Answer};
use talks::process::{Entry, Log, What};

const DAY_US: i64 = basis::time::DAY_US;

fn at(day: i64) -> Instant {
    Instant::from_micros(day * DAY_US)
}

fn entry(who: &str, when: Interval, what: What) -> Entry {
    let (who, source) = (who.to_owned(), "a test".to_owned());
    Entry { when, known_at: when.end, who, source, what, span: Span::default() }
}

fn log(deadline: Option<Instant>, acts: Vec<Entry>) -> Log {
    let parties = vec!["NORTH".to_owned(), "SOUTH".to_owned()];
    let (id, subject) = ("a".to_owned(), "bracket 4a: 15 km".to_owned());
    let what = What::AdReferendum { id, subject, by: parties.clone(), deadline };
    let entries = [vec![entry("chair", Interval::at(at(0)), what)], acts].concat();
    Log { file: "log".to_owned(), parties, entries, warnings: Vec::new() }
}

fn said(party: &str, first_day: i64, days: i64, yes: bool) -> Entry {
    let of = "a".to_owned();
    let what = match yes {
        true => What::Confirmation { of },
        false => What::Refusal { of, words: String::new() },
    };
    let when = match days {
        0 => Interval::at(at(first_day)),
        days => Interval::new(at(first_day), at(first_day + days)).unwrap(),
    };
    entry(party, when, what)
}

fn answer_of_north(log: &Log, now: Instant) -> Answer {
    referendum::at(log, now).remove(0).capitals.remove(0).answer
}

#[test]
fn silence_is_not_confirmation_after_the_deadline_neither() {
    let log = log(Some(at(10)), vec![said("SOUTH", 3, 0, true)]);
    let list = referendum::at(&log, at(20));
    assert_eq!(list[0].confirmed(), Truth::Unknown);
    assert_eq!(list[0].missing().collect::<Vec<_>>(), ["NORTH"]);
    assert_eq!(answer_of_north(&log, at(9)), Answer::Open { overdue: false });
    assert_eq!(answer_of_north(&log, at(10)), Answer::Open { overdue: true });
}

#[test]
fn a_confirmation_at_the_deadline_is_late_and_one_of_that_day_perhaps() {
    let in_time = |first_day, days, deadline| {
        let log = log(Some(deadline), vec![said("NORTH", first_day, days, true)]);
        match answer_of_north(&log, at(30)) {
            Answer::Confirmed { in_time, .. } => in_time,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(in_time(10, 0, at(10).plus_micros(1)), Truth::Yes);
    assert_eq!(in_time(10, 0, at(10)), Truth::No);
    assert_eq!(in_time(10, 1, at(10).plus_micros(DAY_US / 2)), Truth::Unknown);
}

#[test]
fn one_refusal_decides_and_can_be_taken_back() {
    let refused = vec![said("NORTH", 3, 0, true), said("SOUTH", 4, 0, false)];
    assert_eq!(referendum::at(&log(None, refused.clone()), at(9))[0].confirmed(), Truth::No);
    let back = [refused, vec![said("SOUTH", 6, 0, true)]].concat();
    assert_eq!(referendum::at(&log(None, back), at(9))[0].confirmed(), Truth::Yes);
}

proptest! {
    /// The answer is that of every order in which a party may have spoken, or cannot be known.
    #[test]
    fn what_was_said_last_holds(
        acts in prop::collection::vec((1_i64..8, 0_i64..3, any::<bool>()), 0..5),
    ) {
        let log = log(None, acts.iter().map(|(d, n, yes)| said("NORTH", *d, *n, *yes)).collect());
        // Each act at each half day that it may have been done, and whichever of those at one
        // instant came last.
        let mut worlds: Vec<Vec<(i64, bool)>> = vec![Vec::new()];
        for (day, days, yes) in &acts {
            let halves = (2 * day)..(2 * day + (2 * days).max(1));
            worlds = worlds
                .iter()
                .flat_map(|world| {
                    halves.clone().map(move |half| [world.as_slice(), &[(half, *yes)]].concat())
                })
                .collect();
        }
        let mut last = std::collections::BTreeSet::new();
        for world in worlds {
            let latest = world.iter().map(|(half, _)| *half).max();
            last.extend(world.iter().filter(|(half, _)| Some(*half) == latest).map(|(_, y)| *y));
        }
        let found = match answer_of_north(&log, at(99)) {
            Answer::Open { .. } => vec![],
            Answer::Confirmed { .. } => vec![true],
            Answer::Refused { .. } => vec![false],
            Answer::CannotBeKnown { .. } => vec![false, true],
        };
        prop_assert_eq!(found, last.into_iter().collect::<Vec<_>>());
    }
}
