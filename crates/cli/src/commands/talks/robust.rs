//! How far points can change before a package is no longer the one to name.

use std::path::PathBuf;

use ::talks::codes;
use ::talks::domain::Package;
use ::talks::partial::{Bounds, Known};
use ::talks::robust::shares::{Shares, shares};
use ::talks::robust::{self, By, Critical};
use ::talks::{Analysis, Domain, Profile, near, rules};
use basis::{Diagnostic, Truth};
use briefing::construed;
use briefing::robust::{Compared, Looked, Robustness};
use clap::{Args, ValueEnum};

use super::ask::{efficient, examples, named};
use super::case::{Case, CaseArgs};
use super::put_told;
use crate::error::Outcome;
use crate::show::shown;
use crate::terminal::Terminal;

/// Points of a frontier that a package is compared with, where there are too many packages.
const POINTS_COMPARED: usize = 1_000;

/// Packages near it that it is compared with then.
const NEAR_COMPARED: usize = 2_000;

/// Show how far points can change before a package is no longer the best, and how often it is
///
/// Changes one weight at a time: the points of one party for one bracket. Then draws points from
/// all that fit what is known, and counts how often each package is named. A share is no
/// probability that a party has these points.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks robust examples/ceasefire-talks --package examples/ceasefire-talks/tabled/A.toml \\
      --vault north --vault south --vault group --identity examples/ceasefire-talks/example.key
  detente talks robust examples/ceasefire-talks --package examples/ceasefire-talks/tabled/A.toml \\
      --by nash --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key
  detente talks robust examples/ceasefire-talks --package examples/ceasefire-talks/tabled/A.toml \\
      --seed 7 --draws 1000 --json --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key")]
pub(super) struct RobustArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// A package to look at; may be repeated
    #[arg(long = "package", value_name = "FILE", required = true)]
    packages: Vec<PathBuf>,
    /// What names a package; default: each of these
    #[arg(long, value_name = "RULE")]
    by: Option<ByName>,
    /// Seed of the draws
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many draws
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    draws: u64,
    /// Tell every weight
    #[arg(long)]
    all: bool,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// What names a package.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ByName {
    /// The greatest sum.
    Utilitarian,
    /// The greatest least gain.
    Egalitarian,
    /// The greatest product of gains.
    Nash,
    /// No other beats it.
    Efficient,
}

impl ByName {
    fn rule(self) -> By {
        match self {
            ByName::Utilitarian => By::Utilitarian,
            ByName::Egalitarian => By::Egalitarian,
            ByName::Nash => By::Nash,
            ByName::Efficient => By::Efficient,
        }
    }
}

pub(super) fn robust(args: &RobustArgs, terminal: Terminal) -> Outcome {
    let case = Case::open(&args.case, terminal)?;
    let packages = named(&case, &args.packages, terminal)?;
    let by: Vec<By> = match args.by {
        Some(name) => vec![name.rule()],
        None => ByName::value_variants().iter().map(|name| name.rule()).collect(),
    };
    let ground = case.settle(Ground::of(&case), terminal)?;
    let domain = &ground.domain;
    let mut looked = Vec::new();
    for (path, package) in args.packages.iter().zip(&packages) {
        let critical = case.settle(ground.critical(package, &by), terminal)?;
        let breaks = breaks(domain, package);
        looked.push(Looked { name: shown(path), package: package.clone(), breaks, critical });
    }
    let drawn = ground.drawn(&case, &packages, args.draws, args.seed);
    let drawn = case.settle(drawn, terminal)?;
    let rests_on = case.rests_on();
    let robustness = Robustness {
        domain,
        looked: &looked,
        by: &by,
        shares: &drawn,
        rests_on: &rests_on,
        construed: &ground.construed,
        with_points: ground.with_points,
    };
    put_told(
        args.json.then(|| briefing::robust::json(&robustness)),
        || briefing::robust::text(&robustness, args.all),
        terminal,
    )
}

/// What packages are compared by, and with what.
struct Ground {
    domain: Domain,
    construed: Vec<String>,
    with_points: bool,
    /// Every possible package, or a list of those that matter most.
    all: Option<Vec<Package>>,
    /// Packages that no other beats.
    best: Vec<Package>,
    /// A list to be told of.
    list: Vec<Package>,
}

impl Ground {
    fn of(case: &Case) -> Result<Ground, Diagnostic> {
        let Ok(built) = case.built() else {
            let domain = case.without_points();
            let list = examples(case, &domain)?.0;
            return Ok(Ground {
                domain,
                construed: Vec::new(),
                with_points: false,
                all: None,
                best: Vec::new(),
                list,
            });
        };
        let construed = construed::words(&built.domain, &built.construed);
        let domain = built.domain;
        let all = robust::packages(&domain).ok().map(|all| obeying(&domain, all));
        let analysis = Analysis::of(&domain, Profile::Detente)?;
        let points = 0..analysis.frontier.vectors.len().min(POINTS_COMPARED);
        let package = |at| analysis.frontier.packages(&analysis.space, at, 1).0.into_iter().next();
        let best = points.filter_map(&package).collect();
        let named = analysis.named.iter().filter_map(|named| named.at.first().copied());
        let mut list: Vec<Package> = named.filter_map(package).collect();
        list.extend(efficient(&analysis).0);
        Ok(Ground { domain, construed, with_points: true, all, best, list })
    }

    /// For which weights a package stays named.
    fn critical(
        &self,
        package: &Package,
        by: &[By],
    ) -> Result<Vec<(By, Critical, Compared)>, Diagnostic> {
        if !self.with_points {
            return Ok(Vec::new());
        }
        let (list, compared) = match &self.all {
            Some(all) => (all.clone(), Compared::All(all.len())),
            None => {
                let near = near::near(&self.domain, package, NEAR_COMPARED).packages;
                let mut list = obeying(&self.domain, near);
                list.extend(self.best.iter().cloned());
                list.sort();
                list.dedup();
                let others = list.iter().filter(|other| *other != package).count();
                (list, Compared::Some(others))
            }
        };
        let of = |by: &By| {
            robust::critical(&self.domain, &list, package, *by).map(|found| (*by, found, compared))
        };
        by.iter().map(of).collect()
    }

    /// What was drawn, or why nothing was.
    fn drawn(
        &self,
        case: &Case,
        packages: &[Package],
        draws: u64,
        seed: u64,
    ) -> Result<Result<Shares, String>, Diagnostic> {
        let known = case.positions.known(&case.draft, &case.issues);
        if known.iter().all(is_exact) {
            let why = "all points are known exactly, so that each draw would be the same";
            return Ok(Err(why.to_owned()));
        }
        let mut list = packages.to_vec();
        list.extend(self.list.iter().filter(|other| !packages.contains(other)).cloned());
        // A package that is named twice is one.
        let mut once: Vec<Package> = Vec::new();
        for package in list {
            if !once.contains(&package) {
                once.push(package);
            }
        }
        match shares(&self.domain, &known, &once, draws, seed) {
            // There is an answer without draws.
            Err(problem) if self.with_points && problem.code == codes::NO_BOUND => {
                Ok(Err(problem.message))
            }
            drawn => drawn.map(Ok),
        }
    }
}

fn is_exact(known: &Known) -> bool {
    let one = |bounds: &Bounds| bounds.most.as_ref() == Some(&bounds.least);
    known.issues.iter().flat_map(|issue| &issue.options).chain(&known.reserved).all(one)
}

/// Those that break no rule, inferred red lines among them, as on a frontier.
fn obeying(domain: &Domain, mut list: Vec<Package>) -> Vec<Package> {
    list.retain(|package| rules::admits(&domain.rules, package) == Truth::Yes);
    list
}

/// Names of the rules that a package breaks.
pub(super) fn breaks(domain: &Domain, package: &Package) -> Vec<String> {
    rules::broken(&domain.rules, package).map(|rule| rule.name.clone()).collect()
}
