//! The same domains by Detente and by NegMAS, in one run.
//!
//! `DETENTE_NEGMAS_PYTHON=… cargo bench -p talks --bench negmas`, with the path of a Python that
//! has NegMAS 0.16.0; without it only this side is measured, and said so.
//! `DETENTE_NEGMAS_SECONDS` is how long NegMAS may take for one domain (default 120).
//!
//! Of Detente the reading of the file, the frontier, the four points that NegMAS names and the
//! count of rational packages are measured, as the
//! least of runs until one is no quicker; of NegMAS one run of listing
//! all outcomes, `pareto_frontier` and the four points, without reading. All points are invented.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails stops")]

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use talks::read::{self, Input};
use talks::simulate::{self, Strategy};
use talks::{Analysis, Profile};

/// A linear congruential generator (Knuth, MMIX): the same numbers everywhere.
struct Draw(u64);

impl Draw {
    /// A number from 0 to 1 with nine decimals, in billionths.
    fn unit(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % 1_000_000_000
    }
}

/// Weights and values in the list form of NegMAS; `opposed`: what one party gains the other loses.
fn spec(draw: &mut Draw, issues: usize, parties: usize, opposed: bool) -> String {
    let first: Vec<Vec<u64>> =
        (0..issues).map(|_| (0..10).map(|_| draw.unit()).collect()).collect();
    let mut out = String::from("[");
    for party in 0..parties {
        let mut value = |issue: usize, option: usize| match (party, opposed) {
            (0, _) => first[issue][option],
            (_, true) => 999_999_999 - first[issue][option],
            _ => draw.unit(),
        };
        let mut issue = |issue: usize| {
            let values: Vec<String> =
                (0..10).map(|option| format!("0.{:09}", value(issue, option))).collect();
            format!("[{}]", values.join(","))
        };
        let values: Vec<String> = (0..issues).map(&mut issue).collect();
        let comma = if party > 0 { "," } else { "" };
        let weights = vec!["0.125"; issues].join(",");
        let values = values.join(",");
        write!(out, "{comma}{{\"weights\":[{weights}],\"values\":[{values}],\"reserved\":0.0}}")
            .unwrap();
    }
    out + "]"
}

fn seconds<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut least = f64::INFINITY;
    loop {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
        let start = Instant::now();
        let made = run();
        let time = start.elapsed().as_secs_f64();
        // Until a run was no quicker than the one before.
        if time >= least {
            return (least, made);
        }
        least = time;
    }
}

/// Wall clock of NegMAS and what it says, if it is there and came to an end.
fn negmas(text: &str, what: &str) -> Result<(f64, String), String> {
    let python = std::env::var_os("DETENTE_NEGMAS_PYTHON").ok_or("NegMAS is not there")?;
    let limit = std::env::var("DETENTE_NEGMAS_SECONDS").unwrap_or_else(|_| "120".into());
    let file = std::env::temp_dir().join(format!("detente-negmas-{}.json", std::process::id()));
    std::fs::write(&file, text).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/beside.py");
    let out = Command::new(python).arg(script).arg(&file).args([&limit, what]).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    let said = String::from_utf8_lossy(&out.stdout).trim().to_owned();
    if said == "stopped" {
        return Err(format!("NegMAS stopped after {limit} s"));
    }
    let mut words = said.splitn(3, ' ');
    let wall = words.next().and_then(|word| word.parse().ok());
    let cpu: Option<f64> = words.next().and_then(|word| word.parse().ok());
    match wall.zip(cpu) {
        Some((wall, cpu)) => {
            Ok((wall, format!("{cpu:.3} s CPU, {}", words.next().unwrap_or_default())))
        }
        None => Err(String::from_utf8_lossy(&out.stderr).into_owned()),
    }
}

fn report(what: &str, (ours, found): (f64, String), theirs: Result<(f64, String), String>) {
    match theirs {
        Ok((theirs, said)) => println!(
            "{what}: {ours:.6} s ({found}); NegMAS {theirs:.3} s ({said}); ratio {:.0}",
            theirs / ours
        ),
        Err(why) => println!("{what}: {ours:.6} s ({found}); {why}"),
    }
}

fn main() {
    for (issues, packages) in [(4, "10^4"), (5, "10^5"), (6, "10^6")] {
        for (parties, opposed) in [(2, false), (3, false), (2, true)] {
            let spec = spec(&mut Draw(20_151_212), issues, parties, opposed);
            let text = format!("{{\"spec\":{spec}}}");
            let (ours, found) = seconds(|| {
                let domain = read::domain(&[Input { name: "spec", text: &text }]).unwrap();
                let analysis = Analysis::of(&domain, Profile::Negmas).unwrap();
                let counted = analysis.space.rational_packages();
                format!("{} points, {counted:?} rational", analysis.listed().len())
            });
            let what = format!(
                "{packages} packages, {parties} parties{}",
                if opposed { ", opposed" } else { "" }
            );
            report(&what, (ours, found), negmas(&text, "frontier"));
        }
    }
    let mut draw = Draw(7);
    let specs: Vec<String> = (0..1000).map(|_| spec(&mut draw, 3, 2, false)).collect();
    let texts: Vec<String> = specs.iter().map(|spec| format!("{{\"spec\":{spec}}}")).collect();
    let (ours, agreed) = seconds(|| {
        let run = |text: &&String| {
            let domain = read::domain(&[Input { name: "spec", text: text.as_str() }]).unwrap();
            let run = simulate::run(&domain, &[Strategy::Boulware; 2], 100).unwrap();
            run.accepted.is_some()
        };
        texts.iter().filter(run).count()
    });
    let all = format!("{{\"spec\":[{}]}}", specs.join(","));
    let what = "1000 simulations of 1000 packages, 100 steps";
    report(what, (ours, format!("{agreed} agreements")), negmas(&all, "simulate"));
}
