//! Times of constrained domains: 60 issues of 3 options, 100 random rules, three parties.
//!
//! `cargo bench -p talks --bench rules`. Everything is drawn by a fixed generator; all of it is
//! invented.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails stops")]

use std::time::{Duration, Instant};

use draft::Condition;
use num_bigint::BigInt;
use talks::check;
use talks::solve::goal::Goal;
use talks::solve::search::Ask;
use talks::solve::solver::{Best, NODES_MAX, Solver};
use talks::space::Space;
use talks::{Analysis, Domain, Issue, Number, Origin, Party, Profile, Rule};

/// A linear congruential generator (Knuth, MMIX): the same numbers everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }

    /// An option of an issue that is none of `others`.
    fn is(&mut self, issues: usize, others: &mut Vec<usize>) -> Condition {
        let bracket = loop {
            let issue = self.below(issues);
            if !others.contains(&issue) {
                break issue;
            }
        };
        others.push(bracket);
        Condition::Is { bracket, option: self.below(3) }
    }
}

/// Points 0 to 100; a third of the rules forbid a pair, a third are implications, a third forbid a
/// triple.
fn drawn(seed: u64, issues: usize, parties: usize, rules: usize) -> Space {
    let mut draw = Draw(seed);
    let mut points = || (0..parties).map(|_| draw.below(101) as i128).collect::<Vec<i128>>();
    let options: Vec<Vec<Vec<i128>>> =
        (0..issues).map(|_| (0..3).map(|_| points()).collect()).collect();
    let not = |condition| Condition::Not(Box::new(condition));
    let mut rule = |kind: usize| {
        let mut of = Vec::new();
        let mut is = || draw.is(issues, &mut of);
        match kind % 3 {
            0 => not(Condition::All(vec![is(), is()])),
            1 => Condition::Any(vec![not(is()), is()]),
            _ => not(Condition::All(vec![is(), is(), is()])),
        }
    };
    let rules = (0..rules).map(&mut rule).collect();
    let extreme = |pick: fn(i128, i128) -> i128| {
        let of = |p: usize| {
            let issue = |o: &Vec<Vec<i128>>| o.iter().map(|o| o[p]).reduce(pick).unwrap();
            options.iter().map(issue).sum()
        };
        (0..parties).map(of).collect::<Vec<i128>>()
    };
    let (least, most) = (extreme(i128::min), extreme(i128::max));
    Space { scale: 1.into(), options, reserved: vec![Some(0); parties], least, most, rules }
}

/// The domain that a space comes from.
fn domain(space: &Space) -> Domain {
    let names = |of: char, count: usize| (0..count).map(move |at| format!("{of}{at}"));
    let options = |options: &Vec<Vec<i128>>| names('o', options.len()).collect();
    let issues = names('i', space.options.len()).zip(&space.options);
    let party = |(at, name): (usize, String)| Party {
        name,
        reserved: space.reserved[at].map(|units| space.number(units)),
        points: space
            .options
            .iter()
            .map(|options| options.iter().map(|points| space.number(points[at])).collect())
            .collect(),
    };
    let rule = |(must, name): (&Condition, String)| Rule {
        name,
        must: must.clone(),
        origin: Origin::Text,
        cost: Number::default(),
    };
    Domain {
        title: String::new(),
        issues: issues.map(|(name, of)| Issue { name, options: options(of) }).collect(),
        parties: names('p', space.parties()).enumerate().map(party).collect(),
        rules: space.rules.iter().zip(names('r', space.rules.len())).map(rule).collect(),
        conventions: Profile::Detente,
    }
}

fn measured<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}

fn show(what: &str, best: &Best, time: Duration) {
    let found = best.found.as_ref().map(|found| (&found.vector, &found.score));
    let score = found.map_or(BigInt::default(), |(_, score)| score.clone());
    let state = if best.proved { "proved" } else { "open" };
    println!(
        "  {what}: {:.2} s, {} prefixes, {state}, score {score}, ceiling {:?}",
        time.as_secs_f64(),
        best.nodes,
        best.ceiling.as_ref().map(ToString::to_string)
    );
}

fn main() {
    let seeds = 10;
    for seed in 0..seeds {
        let space = drawn(seed, 60, 3, 100);
        let domain = domain(&space);
        let (solver, time) = measured(|| Solver::new(&space).unwrap());
        println!("seed {seed}: prepared in {:.2} s", time.as_secs_f64());
        let zero = vec![0; 3];
        let floors = vec![Some(0); 3];
        for (what, goal) in [
            ("utilitarian", Goal::sum(3)),
            ("egalitarian", Goal::least_gain(zero.clone())),
            ("Nash", Goal::Product(zero.clone())),
        ] {
            let ask = Ask::best(goal, floors.clone());
            let (best, time) = measured(|| solver.best(&ask, NODES_MAX));
            show(what, &best, time);
            let certificate = solver.certificate(&ask, &best).unwrap();
            let entries: usize =
                certificate.bounds.iter().flat_map(|b| &b.values).map(Vec::len).sum();
            let (verdict, time) = measured(|| check::optimum::optimum(&domain, &certificate));
            println!("    {entries} entries checked in {:.2} s: {verdict:?}", time.as_secs_f64());
        }
        let (analysis, time) = measured(|| Analysis::of(&domain, Profile::Detente).unwrap());
        println!(
            "  all five points with ties, and the frontier: {:.2} s, {} points, {:?}",
            time.as_secs_f64(),
            analysis.frontier.vectors.len(),
            analysis.completeness
        );
    }
}
