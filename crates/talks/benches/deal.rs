//! Times of counting, in one process.
//!
//! `cargo bench -p talks --bench deal`. Rules are drawn by a fixed generator.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails stops")]

use draft::Condition;
use talks::conflict::Clash;
use talks::count;
use talks::deal::{Deal, Limits, check};
use talks::{Domain, Issue, Number, Origin, Profile, Rule, Standing};

/// A linear congruential generator (Knuth, MMIX): the same numbers everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn is(&mut self, bracket: usize) -> Condition {
        Condition::Is { bracket, option: self.below(3) }
    }

    /// Two options that exclude each other, three, or one that asks for another; about issues of a
    /// stretch.
    fn rule(&mut self, from: usize, issues: usize) -> Condition {
        let mut at: Vec<usize> = Vec::new();
        while at.len() < 3 {
            let issue = from + self.below(issues);
            if !at.contains(&issue) {
                at.push(issue);
            }
        }
        let (a, b, c) = (self.is(at[0]), self.is(at[1]), self.is(at[2]));
        let not = |condition| Condition::Not(Box::new(condition));
        match self.below(3) {
            0 => not(Condition::All(vec![a, b])),
            1 => not(Condition::All(vec![a, b, c])),
            _ => Condition::Any(vec![not(a), b]),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = std::time::Instant::now();
    let result = run();
    println!("{what}: {:.3} s", start.elapsed().as_secs_f64());
    result
}

fn counted(what: &str, issues: usize, rules: &[Condition]) {
    let rules: Vec<&Condition> = rules.iter().collect();
    let count = timed(what, || {
        count::packages(&vec![3; issues], &rules, &[], &count::Limits::default()).unwrap()
    });
    match count.exact() {
        Some(count) => println!("  {} digits", count.to_string().len()),
        None => println!("  not counted"),
    }
}

/// Sixty red lines about so many issues, each asking for one of two options.
fn clashing(what: &str, issues: usize, seed: u64) {
    let mut draw = Draw(seed);
    let rule = |at: usize| {
        let (a, b) = (draw.below(issues), draw.below(issues));
        Rule {
            name: at.to_string(),
            must: Condition::Any(vec![draw.is(a), draw.is(b)]),
            origin: Origin::RedLine { party: at % 2, standing: Standing::Said },
            cost: Number::from_integer((1 + at % 3).into()),
        }
    };
    let domain = Domain {
        title: String::new(),
        issues: (0..issues)
            .map(|at| Issue {
                name: at.to_string(),
                options: (0..3).map(|at: usize| at.to_string()).collect(),
            })
            .collect(),
        parties: Vec::new(),
        rules: (0..60).map(rule).collect(),
        conventions: Profile::Detente,
    };
    let deal = timed(what, || Deal::of(&domain, &[], &Limits::default()).unwrap());
    let Some(Clash::Lines { conflicts, all_found, relaxation }) = deal.clash else {
        println!("  {:?}", deal.answer);
        return;
    };
    let (least, most) = conflicts.iter().fold((60, 0), |(least, most), conflict| {
        (conflict.lines.len().min(least), conflict.lines.len().max(most))
    });
    let steps = conflicts.iter().map(|conflict| conflict.refutation.steps.len()).max();
    let checked = timed("  checked", || {
        conflicts.iter().all(|conflict| check::conflict(&domain, &[], conflict))
    });
    println!(
        "  {} minimal conflicts of {least} to {most} lines, all found: {all_found}; proofs of at \
         most {} steps, all hold: {checked}",
        conflicts.len(),
        steps.unwrap_or(0)
    );
    for part in relaxation.iter().flat_map(|relaxation| &relaxation.parts) {
        println!("  cheapest: {} in {} ways, all: {}", part.cost, part.sets.len(), part.all_found);
    }
}

fn main() {
    for (issues, seed) in [(20, 1), (30, 2), (60, 3)] {
        clashing(&format!("60 red lines about {issues} x 3"), issues, seed);
    }
    for seed in 0..5 {
        let mut draw = Draw(20_151_212 + seed);
        let rules: Vec<Condition> = (0..100).map(|_| draw.rule(0, 60)).collect();
        counted(&format!("60 x 3, 100 rules anywhere, draw {seed}"), 60, &rules);
    }
    for reach in [6, 12] {
        let mut draw = Draw(916);
        let rules: Vec<Condition> = (0..300)
            .map(|_| {
                let from = draw.below(916 - reach);
                draw.rule(from, reach)
            })
            .collect();
        counted(&format!("916 x 3, 300 rules within {reach} issues"), 916, &rules);
    }
}
