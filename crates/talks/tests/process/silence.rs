//! The silence clock: its boundaries in a table, and a replay entry by entry on drawn logs.

use basis::time::HOUR_US;
use basis::{Digest, Instant, Interval, Span, Truth};
use proptest::prelude::*;
use talks::process::silence::{self, NoEffect, State};
use talks::process::{Entry, Log, What};

const PARTIES: [&str; 3] = ["NORTH", "SOUTH", "EAST"];

/// When the proposal is circulated, in hours.
const FROM_H: i64 = 2;

/// When silence ends, before extensions.
const UNTIL_H: i64 = 6;

fn hour(hours: i64) -> Instant {
    Instant::from_micros(1_000 * HOUR_US + hours * HOUR_US)
}

fn entry(who: &str, when: Interval, known_at: Instant, what: What) -> Entry {
    let (who, source) = (who.to_owned(), "a test".to_owned());
    Entry { when, known_at, who, source, what, span: Span::default() }
}

fn exact(who: &str, at: Instant, what: What) -> Entry {
    entry(who, Interval::at(at), at, what)
}

fn of() -> String {
    "p".to_owned()
}

/// A log with a proposal of the chair to all, and what came after.
fn log(rule: bool, after: Vec<Entry>) -> Log {
    log_with(rule, None, after)
}

fn log_with(rule: bool, request_breaks: Option<bool>, after: Vec<Entry>) -> Log {
    let parties: Vec<String> = PARTIES.iter().map(|p| (*p).to_owned()).collect();
    let (id, sha256, until) = (of(), Digest::of(b"text"), hour(UNTIL_H));
    let rule = rule.then(|| "rules of the talks".to_owned());
    let to = parties.clone();
    let proposal = What::Proposal { id, sha256, to, until, rule, request_breaks };
    let mut entries = vec![exact("chair", hour(FROM_H), proposal)];
    entries.extend(after);
    Log { file: "log".to_owned(), parties, entries, warnings: Vec::new() }
}

fn receipts() -> Vec<Entry> {
    PARTIES.iter().map(|party| exact(party, hour(FROM_H), What::Receipt { of: of() })).collect()
}

fn only(log: &Log, now: Instant) -> silence::Silence {
    silence::at(log, now).remove(0)
}

fn objection() -> What {
    What::Objection { of: of(), words: String::new() }
}

#[test]
fn the_window_is_half_open() {
    let end = hour(UNTIL_H);
    let from = hour(FROM_H);
    // When the objection was made; adopted at the end; why it changes nothing.
    let table = [
        (from.plus_micros(-1), Truth::Yes, Some(NoEffect::TooEarly)),
        (from, Truth::No, None),
        (end.plus_micros(-1), Truth::No, None),
        (end, Truth::Yes, Some(NoEffect::TooLate)),
        (end.plus_micros(1), Truth::Yes, Some(NoEffect::TooLate)),
    ];
    for (at, adopted, why) in table {
        let mut entries = receipts();
        entries.push(exact("EAST", at, objection()));
        let silence = only(&log(true, entries), end.plus_micros(1));
        assert_eq!(silence.adopted(), adopted, "{at}");
        assert_eq!(silence.ignored.first().map(|ignored| ignored.why), why, "{at}");
    }
}

#[test]
fn it_is_adopted_at_the_end_and_not_before() {
    let log = log(true, receipts());
    let end = hour(UNTIL_H);
    assert_eq!(only(&log, end.plus_micros(-1)).state, State::Running);
    assert_eq!(only(&log, end).state, State::Adopted { at: end });
    // Before it was circulated nothing is known of it.
    assert!(silence::at(&log, hour(FROM_H).plus_micros(-1)).is_empty());
}

#[test]
fn an_objection_in_time_that_was_known_late_breaks_from_then_on() {
    let mut entries = receipts();
    let (made, known) = (hour(UNTIL_H).plus_micros(-1), hour(UNTIL_H + 2));
    entries.push(entry("SOUTH", Interval::at(made), known, objection()));
    let log = log(true, entries);
    assert_eq!(only(&log, known.plus_micros(-1)).adopted(), Truth::Yes);
    let State::Broken { by } = only(&log, known).state else { panic!("broken") };
    assert!(by[0].known_after_end && by[0].party == "SOUTH" && by[0].made.start == made);
}

/// The seven kinds of entries about a proposal, drawn.
fn act(kind: u8, hours: u32) -> What {
    match kind {
        0 | 1 => objection(),
        2 => What::NoObjection { of: of() },
        3 => What::TimeRequest { of: of(), hours },
        4 => What::Extension { of: of(), hours },
        5 => What::Withdrawal { of: of() },
        _ => What::Receipt { of: of() },
    }
}

/// Entries at whole hours; some of parties with only a span of hours.
fn acts(spread: i64) -> impl Strategy<Value = Vec<Entry>> {
    let one = (0_u8..10, 0_usize..5, 0_i64..12, 0..=spread, 0_i64..4, 1_u32..4).prop_map(
        |(kind, who, at, wide, later, hours)| {
            let what = act(kind, hours);
            let led = matches!(what, What::Extension { .. } | What::Withdrawal { .. });
            // Mostly the chair leads; a stranger and a party try as well.
            let who = match (led, who) {
                (true, 0) => "NORTH",
                (true, _) => "chair",
                (false, who) => PARTIES.get(who).copied().unwrap_or("WEST"),
            };
            let wide = if led { 0 } else { wide };
            let when = match wide {
                0 => Interval::at(hour(at)),
                wide => Interval::new(hour(at), hour(at + wide)).unwrap(),
            };
            entry(who, when, hour(at + wide + later), what)
        },
    );
    prop::collection::vec(one, 0..9)
}

/// Replays a log of instants: from one entry to the next in the order of time, as somebody would
/// who keeps a clock and a list.
fn replay(log: &Log, now: Instant) -> (Truth, String) {
    let What::Proposal { to, until, rule, request_breaks, .. } = &log.entries[0].what else {
        panic!("the proposal stands first")
    };
    let (proposer, from) = (&log.entries[0].who, log.entries[0].when.start);
    let mut acts: Vec<&Entry> = log.entries[1..].iter().filter(|e| e.known_at <= now).collect();
    // At the same instant: from a withdrawal on nothing is proposed; a request is met by what is
    // done then.
    let rank = |e: &Entry| match e.what {
        What::Withdrawal { .. } => 0,
        What::TimeRequest { .. } if *request_breaks != Some(true) => 1,
        What::Extension { .. } => 2,
        _ => 3,
    };
    acts.sort_by_key(|e| (e.when.start, rank(e)));
    let (mut end, mut closed) = (*until, false);
    let (mut objectors, mut waiting, mut have_it) = (Vec::new(), Vec::new(), vec![proposer]);
    let mut receipts = Vec::new();
    for act in &acts {
        let (at, asked) = (act.when.start, to.contains(&act.who));
        // What is done at the end shows nothing about the time before.
        let early = at < end;
        let counts = from <= at && at < end && !closed;
        match &act.what {
            What::Objection { .. } if counts && asked => objectors.push(&act.who),
            What::TimeRequest { .. } if *request_breaks == Some(true) => {
                objectors.extend((counts && asked).then_some(&act.who));
            }
            What::TimeRequest { .. } => {
                have_it.extend(early.then_some(&act.who));
                waiting.extend((counts && request_breaks.is_none() && asked).then_some(&act.who));
            }
            What::NoObjection { .. } => {
                have_it.extend(early.then_some(&act.who));
                waiting.retain(|party| **party != act.who);
            }
            What::Receipt { .. } => {
                have_it.extend(early.then_some(&act.who));
                receipts.push(&act.who);
            }
            What::Extension { hours, .. } if counts && act.who == *proposer => {
                end = end.plus_micros(i64::from(*hours) * HOUR_US);
                waiting.clear();
            }
            What::Withdrawal { .. } if counts && act.who == *proposer => closed = true,
            _ => {}
        }
    }
    if !objectors.is_empty() {
        return (Truth::No, format!("broken by {objectors:?}"));
    }
    if closed {
        return (Truth::No, "withdrawn".to_owned());
    }
    if now < end {
        return (Truth::No, "running".to_owned());
    }
    let without: Vec<&String> = to.iter().filter(|party| !have_it.contains(party)).collect();
    let late: Vec<&&String> = without.iter().filter(|party| receipts.contains(party)).collect();
    if !late.is_empty() {
        return (Truth::No, format!("reached {late:?} too late"));
    }
    if !without.is_empty() || rule.is_none() || !waiting.is_empty() {
        return (Truth::Unknown, "cannot be known".to_owned());
    }
    (Truth::Yes, "adopted".to_owned())
}

fn words(silence: &silence::Silence) -> String {
    match &silence.state {
        State::Running => "running".to_owned(),
        State::Broken { by } => {
            let by: Vec<&str> = by.iter().map(|objection| objection.party.as_str()).collect();
            format!("broken by {by:?}")
        }
        State::Withdrawn { .. } => "withdrawn".to_owned(),
        State::NotReached { parties } => format!("reached {parties:?} too late"),
        State::Adopted { .. } => "adopted".to_owned(),
        State::CannotBeKnown => "cannot be known".to_owned(),
    }
}

/// Every log in which each span of hours is one of its hours, sharp or half past: all else happens
/// at whole hours.
fn worlds(log: &Log) -> Vec<Log> {
    let mut worlds = vec![log.clone()];
    for (index, entry) in log.entries.iter().enumerate() {
        let halves = (2 * entry.when.micros() / HOUR_US).max(1);
        worlds = worlds
            .iter()
            .flat_map(|world| {
                (0..halves).map(move |later| {
                    let mut world = world.clone();
                    let at = world.entries[index].when.start.plus_micros(later * HOUR_US / 2);
                    world.entries[index].when = Interval::at(at);
                    world
                })
            })
            .collect();
    }
    worlds
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Where all instants are known, the state is that of a replay.
    #[test]
    fn a_replay_entry_by_entry_agrees(
        after in acts(0), all_have_it in any::<bool>(), rule in any::<bool>(),
        breaks in any::<Option<bool>>(), now in 2_i64..20,
    ) {
        let before = if all_have_it { receipts() } else { Vec::new() };
        let log = log_with(rule, breaks, [before, after].concat());
        let silence = only(&log, hour(now));
        let (adopted, state) = replay(&log, hour(now));
        prop_assert_eq!((silence.adopted(), words(&silence)), (adopted, state));
    }

    /// Where only spans are known, the answer is what every world agrees on.
    #[test]
    fn spans_leave_open_what_worlds_differ_in(
        after in acts(3), all_have_it in any::<bool>(), rule in any::<bool>(),
        breaks in any::<Option<bool>>(), now in 2_i64..20,
    ) {
        let before = if all_have_it { receipts() } else { Vec::new() };
        let after: Vec<Entry> = after.into_iter().take(4).collect();
        let log = log_with(rule, breaks, [before, after].concat());
        let answers: Vec<Truth> =
            worlds(&log).iter().map(|world| replay(world, hour(now)).0).collect();
        let agreed = answers.iter().all(|answer| *answer == answers[0]);
        let expected = if agreed { answers[0] } else { Truth::Unknown };
        prop_assert_eq!(only(&log, hour(now)).adopted(), expected);
    }

    /// One more objection in the window, of whomever was asked, and it is not adopted, ever.
    #[test]
    fn any_objection_breaks_it(
        after in acts(0), who in 0_usize..3, at in FROM_H..UNTIL_H, now in 7_i64..30,
    ) {
        let withdrawn = after.iter().any(|entry| matches!(entry.what, What::Withdrawal { .. }));
        let objection = exact(PARTIES[who], hour(at), objection());
        let log = log(true, [receipts(), after, vec![objection]].concat());
        let silence = only(&log, hour(now));
        prop_assert_eq!(silence.adopted(), Truth::No);
        let broken = matches!(silence.state, State::Broken { .. });
        prop_assert!(broken || withdrawn);
    }

    /// Nothing that is not known yet plays a part.
    #[test]
    fn the_future_changes_nothing(after in acts(3), now in 2_i64..20) {
        let all = log(true, after.clone());
        let known: Vec<Entry> = after.into_iter().filter(|e| e.known_at <= hour(now)).collect();
        let (all, known) = (only(&all, hour(now)), only(&log(true, known), hour(now)));
        prop_assert_eq!((words(&all), all.end), (words(&known), known.end));
    }
}
