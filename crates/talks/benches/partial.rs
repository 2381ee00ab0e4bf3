//! Times of what is said with partly known points, in one process, each as the least of five runs.
//!
//! `cargo bench -p talks --bench partial`. Bounds are drawn from a fixed seed.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails stops")]

use std::hint::black_box;
use std::time::Duration;

use basis::Truth;
use talks::draws::Draws;
use talks::efficiency::{Claim, Table};
use talks::partial::{Bounds, Known, KnownIssue};
use talks::robust::{self, By};
use talks::{Domain, Issue, Number, Party, Profile, ask};

const RUNS: usize = 5;
const ISSUES: usize = 20;
const OPTIONS: usize = 3;
const PARTIES: usize = 3;

fn number(value: i128) -> Number {
    Number::from_integer(value.into())
}

/// Points below 100, known within `width`; the first option is worth at least the second where
/// bounds allow it, and best and worst lie at least `worth` apart.
fn known(width: i128, worth: i128) -> Vec<Known> {
    let mut draws = Draws::from_seed(20_151_212);
    let mut issue = || {
        let least: Vec<i128> = (0..OPTIONS).map(|_| draws.between(0, 99)).collect();
        let bounds =
            |least: &i128| Bounds { least: number(*least), most: Some(number(least + width)) };
        KnownIssue {
            at_least: if least[0] + width >= least[1] { vec![(0, 1)] } else { Vec::new() },
            more: Vec::new(),
            worth: Bounds { least: number(worth), most: None },
            in_worth: vec![true; OPTIONS],
            can_live_with: vec![false; OPTIONS],
            options: least.iter().map(bounds).collect(),
        }
    };
    (0..PARTIES)
        .map(|party| Known {
            party: format!("p{party}"),
            issues: (0..ISSUES).map(|_| issue()).collect(),
            reserved: None,
        })
        .collect()
}

fn domain() -> Domain {
    let mut draws = Draws::from_seed(7);
    let names = |of: &str, count: usize| (0..count).map(|at| format!("{of}{at}")).collect();
    let issues =
        (0..ISSUES).map(|at| Issue { name: format!("i{at}"), options: names("o", OPTIONS) });
    let mut points = || -> Vec<Vec<Number>> {
        (0..ISSUES).map(|_| (0..OPTIONS).map(|_| number(draws.between(0, 99))).collect()).collect()
    };
    Domain {
        title: String::new(),
        issues: issues.collect(),
        parties: (0..PARTIES)
            .map(|at| Party { name: format!("p{at}"), reserved: None, points: points() })
            .collect(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    }
}

fn packages(count: usize) -> Vec<Vec<usize>> {
    let mut draws = Draws::from_seed(3);
    let mut option = || usize::try_from(draws.below(OPTIONS as u128)).unwrap();
    (0..count).map(|_| (0..ISSUES).map(|_| option()).collect()).collect()
}

fn timed(what: &str, mut work: impl FnMut() -> String) {
    let (mut least, mut said) = (Duration::MAX, String::new());
    for _ in 0..RUNS {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
        let start = std::time::Instant::now();
        said = black_box(work());
        least = least.min(start.elapsed());
    }
    println!("{what}: {:.4} s; {said}", least.as_secs_f64());
}

fn main() {
    let domain = domain();
    let (thousand, some) = (packages(1_000), packages(200));
    for (width, worth) in [(5, 0), (20, 0), (60, 0), (20, 10), (60, 30)] {
        let known = known(width, worth);
        let with = format!("points within {width}, worth at least {worth}");
        timed(&format!("efficiency of 1000 packages, {with}"), || {
            let table = Table::of(&domain, &known, &thousand).unwrap();
            let all = table.judgements(Claim::Efficient);
            let count = |answer| all.iter().filter(|j| j.answer() == answer).count();
            format!(
                "{} yes, {} open, {} no",
                count(Truth::Yes),
                count(Truth::Unknown),
                count(Truth::No)
            )
        });
        timed(&format!("questions about 200 packages, {with}"), || {
            let asked = ask::questions(&domain, &known, &some).unwrap();
            format!(
                "{} questions, {} settled before",
                asked.questions.len(),
                asked.efficiency_settled
            )
        });
    }
    let loose = known(20, 0);
    timed("1000 draws, 200 packages", || {
        let found = robust::shares::shares(&domain, &loose, &some, 1_000, 1).unwrap();
        format!("{} never efficient", found.counts.iter().filter(|c| c.efficient == 0).count())
    });
    for by in [By::Efficient, By::Utilitarian, By::Egalitarian, By::Nash] {
        // The first of the list that is named: then no comparison is cut short.
        let holds = |p: &&Vec<usize>| robust::critical(&domain, &thousand, p, by).unwrap().holds;
        let named = thousand.iter().find(holds).unwrap();
        timed(&format!("critical weights of one of 1000 packages, {by:?}"), || {
            let found = robust::critical(&domain, &thousand, named, by).unwrap();
            format!("{} intervals", found.factors.iter().flatten().count())
        });
    }
}
