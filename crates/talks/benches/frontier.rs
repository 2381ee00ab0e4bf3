//! Times of the frontier and its points, in one process, each as the least of five runs.
//!
//! `cargo bench -p talks`. The domains are drawn by a fixed generator; `opposed` is a split of the
//! same points, where nearly every package is on the frontier.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails stops")]

use std::hint::black_box;
use std::time::Duration;

use draft::Condition;
use talks::simulate::{self, Strategy};
use talks::{Analysis, Domain, Issue, Number, Origin, Party, Profile, Rule};

const RUNS: usize = 5;

/// A linear congruential generator (Knuth, MMIX): the same numbers everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        i64::try_from((self.0 >> 33) % bound).unwrap()
    }
}

/// Issues with so many options and points below a bound; `opposed`: what one party gains the other
/// loses.
fn domain(issues: usize, options: usize, parties: usize, points: u64, opposed: bool) -> Domain {
    drawn(Draw(20_151_212), issues, options, parties, points, opposed)
}

/// One of many such domains.
fn domain_of(seed: u64, issues: usize, options: usize, parties: usize, points: u64) -> Domain {
    drawn(Draw(seed), issues, options, parties, points, false)
}

fn drawn(
    mut draw: Draw,
    issues: usize,
    options: usize,
    parties: usize,
    points: u64,
    opposed: bool,
) -> Domain {
    let name = |of: char, at: usize| format!("{of}{at}");
    let number = |value: i64| Number::from_integer(value.into());
    let mut tables = vec![vec![vec![Number::default(); options]; issues]; parties];
    for issue in 0..issues {
        for option in 0..options {
            let first = draw.below(points);
            for (party, table) in tables.iter_mut().enumerate() {
                let value = match (opposed, party) {
                    (true, 0) => first,
                    (true, 1) => i64::try_from(points).unwrap() - first,
                    _ => draw.below(points),
                };
                table[issue][option] = number(value);
            }
        }
    }
    Domain {
        title: String::new(),
        issues: (0..issues)
            .map(|at| Issue {
                name: name('i', at),
                options: (0..options).map(|at| name('o', at)).collect(),
            })
            .collect(),
        parties: tables
            .into_iter()
            .enumerate()
            .map(|(at, points)| Party { name: name('p', at), reserved: Some(number(0)), points })
            .collect(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    }
}

/// The same with every third issue reached under the first option of the issue before it only, and
/// every fifth implying something of the issue two before it: local rules, as nested brackets give.
fn nested(domain: &Domain) -> Domain {
    let mut domain = domain.clone();
    let is = |bracket, option| Condition::Is { bracket, option };
    let not = |inner| Condition::Not(Box::new(inner));
    let mut rules = Vec::new();
    for at in (2..domain.issues.len()).step_by(3) {
        let last = domain.issues[at].options.len();
        domain.issues[at].options.push("not reached".into());
        domain.parties.iter_mut().for_each(|party| party.points[at].push(Number::default()));
        let reached = vec![is(at - 1, 0), not(is(at, last))];
        let unreached = vec![not(is(at - 1, 0)), is(at, last)];
        rules.push(Condition::Any(vec![Condition::All(reached), Condition::All(unreached)]));
    }
    for at in (4..domain.issues.len()).step_by(5) {
        rules.push(Condition::Any(vec![not(is(at, 1)), is(at - 2, 0), is(at - 1, 2)]));
    }
    let rule = |(at, must)| Rule {
        name: format!("r{at}"),
        must,
        origin: Origin::Text,
        cost: Number::default(),
    };
    domain.rules = rules.into_iter().enumerate().map(rule).collect();
    domain
}

fn report(what: &str, domain: &Domain, counted: bool) {
    let mut least = Duration::MAX;
    let mut size = 0;
    for _ in 0..RUNS {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
        let start = std::time::Instant::now();
        let analysis = Analysis::of(black_box(domain), Profile::Detente).unwrap();
        if counted {
            black_box(analysis.space.rational_packages());
        }
        least = least.min(start.elapsed());
        size = analysis.frontier.vectors.len();
        black_box(&analysis);
    }
    let with = if counted { ", every package counted" } else { "" };
    println!("{what}{with}: {:.4} s, {size} points on the frontier", least.as_secs_f64());
}

fn main() {
    for (issues, packages) in [(4, "10^4"), (5, "10^5"), (6, "10^6")] {
        for parties in [2, 3] {
            let fine = domain(issues, 10, parties, 1_000_000_000, false);
            for counted in [false, true] {
                report(&format!("{packages} packages, {parties} parties"), &fine, counted);
            }
        }
        let opposed = domain(issues, 10, 2, 1_000_000_000, true);
        report(&format!("{packages} packages, 2 parties opposed"), &opposed, false);
    }
    // 916 brackets x 3 options: at most 11 points each, about 10,000 in all.
    let treaty = domain(916, 3, 2, 14, false);
    report("916 issues x 3 options, 2 parties", &treaty, false);
    let nested = nested(&treaty);
    report("the same, every third bracket nested in the one before", &nested, false);
    let domains: Vec<Domain> = (0..1000).map(|at| domain_of(at, 3, 10, 2, 1_000_000_000)).collect();
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    let start = std::time::Instant::now();
    let late = [Strategy::Boulware; 2];
    let agreed =
        domains.iter().filter(|d| simulate::run(d, &late, 100).unwrap().accepted.is_some());
    let agreed = agreed.count();
    let seconds = start.elapsed().as_secs_f64();
    println!("1000 simulations of 1000 packages, 100 steps: {seconds:.4} s, {agreed} agreements");
}
