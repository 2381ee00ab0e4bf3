//! The properties that every engine must have.

use std::cell::Cell;

use accord::model::Accord;
use basis::{Actors, Interval};
use evidence::Evidence;
use findings::{Answer, Finding, Findings, ReasonKind};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRng, TestRunner};

use verify::Options;

use super::scenario::{PARTIES, Scenario, report, scenario};
use super::worlds::{Dice, World};
use crate::{ENGINES, Engine};

/// Cases whose answers are held against worlds.
const CASES: u32 = 250;

/// Cases for each property of two runs.
const PAIRS: u32 = 80;

/// Worlds drawn for each case.
const WORLDS: usize = 40;

/// The same cases on every run: what fails, fails for everybody.
fn holds<S: Strategy>(
    cases: u32,
    strategy: &S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    match runner(config).run(strategy, test) {
        Ok(()) => {}
        Err(TestError::Fail(why, case)) => panic!("{why}\n{case:#?}"),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

fn runner(config: Config) -> TestRunner {
    let random = TestRng::deterministic_rng(config.rng_algorithm);
    TestRunner::new_with_rng(config, random)
}

fn run(verify: Engine, scenario: &Scenario, evidence: &Evidence) -> Findings {
    verify(&scenario.accord(), evidence, &scenario.options())
}

/// Sides of a finding: one, or all for *any side*.
fn sides(scenario: &Scenario, finding: &Finding) -> Vec<usize> {
    let all = 0..scenario.parties;
    match &finding.party {
        None => all.collect(),
        Some(party) => all.filter(|side| PARTIES[*side].to_lowercase() == *party).collect(),
    }
}

fn conflicts(finding: &Finding) -> bool {
    finding.reasons.iter().any(|reason| reason.kind == ReasonKind::Conflict)
}

/// How often an answer was met, so that a sampler that meets none is noticed.
#[derive(Default)]
struct Met {
    contrary: Cell<u32>,
    no_author: Cell<u32>,
    kept: Cell<u32>,
    none_found: Cell<u32>,
    conflict: Cell<u32>,
}

fn count(cell: &Cell<u32>) {
    cell.set(cell.get() + 1);
}

#[test]
fn answers_hold_in_every_world() {
    for (name, verify) in ENGINES {
        let met = Met::default();
        holds(CASES, &scenario(), |scenario| all_sound(*verify, &scenario, &met));
        let met = [met.contrary, met.no_author, met.kept, met.none_found, met.conflict];
        let met = met.map(Cell::into_inner);
        assert!(met.iter().all(|times| *times >= 5), "{name} met too few answers: {met:?}");
    }
}

/// How an engine may take evidence for more than it is.
type Misreading = fn(&mut Evidence);

/// The drawn worlds find an engine that errs: each of these reads the evidence as saying more than
/// it does.
#[test]
fn engines_that_err_are_found() {
    let wrong: [(&str, Misreading); 6] = [
        ("half the radius", |e| e.reports.iter_mut().for_each(|r| sharpen(r, 1))),
        ("half the interval", |e| e.reports.iter_mut().for_each(|r| sharpen(r, 0))),
        ("the first of the kinds", |e| e.reports.iter_mut().for_each(|r| sharpen(r, 2))),
        ("the last of the authors", |e| e.reports.iter_mut().for_each(|r| sharpen(r, 3))),
        ("a watch a day longer", |e| {
            for watch in &mut e.watches {
                watch.during.end = watch.during.end.plus_micros(basis::time::DAY_US);
            }
        }),
        ("claims believed", |e| {
            for report in &mut e.reports {
                report.head.source = "Mission".to_owned();
                report.head.relayed_by = None;
                report.head.standing = basis::Standing::Observed;
            }
        }),
    ];
    for (name, err) in wrong {
        let config = Config {
            cases: CASES,
            failure_persistence: None,
            max_shrink_iters: 0,
            ..Config::default()
        };
        let found = runner(config).run(&scenario(), |scenario| {
            let verify = |accord: &Accord, evidence: &Evidence, options: &Options| {
                let mut evidence = evidence.clone();
                err(&mut evidence);
                verify::verify(accord, &evidence, options)
            };
            all_sound(verify, &scenario, &Met::default())
        });
        assert!(matches!(found, Err(TestError::Fail(..))), "{name}: not found");
    }
}

/// All answers of a case against worlds drawn for it.
fn all_sound(
    verify: impl Fn(&Accord, &Evidence, &Options) -> Findings,
    scenario: &Scenario,
    met: &Met,
) -> Result<(), TestCaseError> {
    let findings = verify(&scenario.accord(), &scenario.evidence(), &scenario.options());
    let mut dice = Dice(scenario.seed);
    let worlds: Vec<World> = (0..WORLDS).filter_map(|_| scenario.world(&mut dice)).collect();
    let mut each = findings.findings.iter();
    each.try_for_each(|finding| sound(scenario, finding, &worlds, &mut dice, met))
}

/// An answer against worlds.
fn sound(
    scenario: &Scenario,
    finding: &Finding,
    worlds: &[World],
    dice: &mut Dice,
    met: &Met,
) -> Result<(), TestCaseError> {
    let sides = sides(scenario, finding);
    let within = Interval::new(finding.period.from, finding.period.until)
        .ok_or_else(|| TestCaseError::fail("an empty period"))?;
    let contrary = |world: &World, reported: bool| {
        let reported = world.reported.iter().filter(|_| reported);
        let mut events = world.events.iter().chain(reported);
        events.any(|event| {
            sides.iter().any(|side| scenario.contrary(event, *side, within, world.line))
        })
    };
    match finding.answer {
        Some(Answer::Breached) => {
            count(if finding.author == Some(findings::Author::NotEstablished) {
                &met.no_author
            } else {
                &met.contrary
            });
            for world in worlds {
                prop_assert!(contrary(world, false), "{}: not in {world:?}", finding.id);
            }
        }
        Some(answer @ (Answer::Kept | Answer::NoBreachFound)) => {
            count(if answer == Answer::Kept { &met.kept } else { &met.none_found });
            for world in worlds {
                prop_assert!(!contrary(world, true), "{}: {answer}, but {world:?}", finding.id);
            }
            if answer == Answer::Kept {
                for side in &sides {
                    let unseen = scenario.unseen(*side, within, dice);
                    prop_assert!(unseen.is_none(), "{}: kept, but {unseen:?}", finding.id);
                }
            }
        }
        _ => {}
    }
    if conflicts(finding) {
        count(&met.conflict);
        prop_assert!(worlds.is_empty(), "{}: conflict, but {:?}", finding.id, worlds[0]);
        prop_assert!(scenario.some_event_is_impossible(dice), "{}: conflict", finding.id);
    }
    Ok(())
}

/// M1: one more observed report never takes *contrary* away, unless the evidence then conflicts.
#[test]
fn an_observed_report_more() {
    holds(PAIRS, &(scenario(), report()), |(scenario, mut more)| {
        more.voice = super::scenario::Voice::Mission;
        more.restates = false;
        let mut after = scenario.clone();
        after.reports.push(more);
        for (_, verify) in ENGINES {
            let before = run(*verify, &scenario, &scenario.evidence());
            let after = run(*verify, &scenario, &after.evidence());
            for finding in before.findings.iter().filter(|f| f.answer == Some(Answer::Breached)) {
                let later = after.finding(&finding.id);
                let stays = later.is_some_and(|l| l.answer == finding.answer || conflicts(l));
                prop_assert!(stays, "{} was contrary", finding.id);
            }
        }
        Ok(())
    });
}

/// A claim more changes no headline: claims never constrain.
#[test]
fn a_claim_more() {
    holds(PAIRS, &(scenario(), report(), 0..2_usize), |(scenario, mut more, at)| {
        let mut scenario = scenario;
        scenario.admissions = false;
        more.voice = super::scenario::Voice::Party { at, forged: true };
        more.restates = false;
        let mut after = scenario.clone();
        after.reports.push(more);
        for (_, verify) in ENGINES {
            let headlines = |scenario: &Scenario| {
                let findings = run(*verify, scenario, &scenario.evidence());
                let line = |f: &Finding| format!("{}: {}", f.id, f.headline());
                findings.findings.iter().map(line).collect::<Vec<_>>()
            };
            prop_assert_eq!(headlines(&scenario), headlines(&after));
        }
        Ok(())
    });
}

/// M4: the order of arrival does not matter.
#[test]
fn another_order() {
    let strategy = (scenario(), any::<prop::sample::Index>());
    holds(PAIRS, &strategy, |(scenario, turn)| {
        let evidence = scenario.evidence();
        let mut other = evidence.clone();
        other.watches.reverse();
        other.tallies.reverse();
        if !other.reports.is_empty() {
            let turn = turn.index(other.reports.len());
            other.reports.rotate_left(turn);
        }
        for (_, verify) in ENGINES {
            let json = |evidence: &Evidence| {
                serde_json::to_string(&run(*verify, &scenario, evidence)).expect("plain data")
            };
            prop_assert_eq!(json(&evidence), json(&other));
        }
        Ok(())
    });
}

/// M5: to know a report more exactly never turns a definite answer into its opposite.
#[test]
fn a_report_known_more_exactly() {
    let strategy = (scenario(), any::<prop::sample::Index>(), 0..4_u8);
    holds(PAIRS, &strategy, |(scenario, which, how)| {
        let evidence = scenario.evidence();
        if evidence.reports.is_empty() {
            return Ok(());
        }
        let which = which.index(evidence.reports.len());
        let mut sharper = evidence.clone();
        sharpen(&mut sharper.reports[which], how);
        for (_, verify) in ENGINES {
            let before = run(*verify, &scenario, &evidence);
            let after = run(*verify, &scenario, &sharper);
            for (before, after) in before.findings.iter().zip(&after.findings) {
                let opposite = |a: &Finding, b: &Finding| {
                    a.answer == Some(Answer::Breached)
                        && matches!(b.answer, Some(Answer::Kept | Answer::NoBreachFound))
                };
                let turned = opposite(before, after) || opposite(after, before);
                prop_assert!(!turned, "{} turned", before.id);
            }
        }
        Ok(())
    });
}

/// Half of the interval, half of the radius, one of the kinds, or one of the authors.
fn sharpen(report: &mut evidence::Report, how: u8) {
    let during = report.during;
    match how {
        0 => {
            let middle = during.start.plus_micros(during.micros() / 2);
            report.during = Interval::new(during.start, middle).unwrap_or(during);
        }
        1 => {
            if let evidence::Where::At(space::Place::Disc { radius_m, .. }) = &mut report.place {
                *radius_m /= 2.0;
            }
        }
        2 => report.kinds = report.kinds.each_leaf().next().unwrap_or(report.kinds),
        _ => {
            if let Some(name) = report.actors.names().last().map(str::to_owned) {
                report.actors = Actors::one_of([name]);
            }
        }
    }
}
