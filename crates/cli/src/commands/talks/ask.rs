//! The most useful next questions.

use std::path::PathBuf;

use ::talks::analysis::Completeness;
use ::talks::deal::{Accepts, Deal, Limits};
use ::talks::domain::Package;
use ::talks::efficiency::{Claim, Judgement, Table};
use ::talks::partial::Known;
use ::talks::present::present;
use ::talks::{Analysis, Domain, Profile, ask, near};
use basis::Diagnostic;
use briefing::ask::{Asking, From, Start};
use briefing::construed;
use clap::Args;

use super::case::{Case, CaseArgs};
use super::{put_told, text};
use crate::error::{CommandError, Outcome};
use crate::show::shown;
use crate::terminal::Terminal;

/// Questions that are told where no other number is asked for.
const QUESTIONS_TOLD: usize = 5;

/// Packages of which something is to be settled, where none are named.
pub(super) const PACKAGES_TAKEN: usize = 100;

/// Show which question would settle most, whom to ask, and what each answer would settle
///
/// A question counts by what its least telling answer settles about a list of packages: which of
/// them another beats, which a party accepts, which are doubtful. The list is that of --package,
/// else the packages that no other beats where points are known, else examples near the present
/// text.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks ask examples/ceasefire-talks
  detente talks ask examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key -n 3
  detente talks ask examples/ceasefire-talks --package examples/ceasefire-talks/tabled/A.toml \\
      --package examples/ceasefire-talks/tabled/B.toml --json")]
pub(super) struct AskArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// How many questions to tell
    #[arg(short, long, value_name = "NUMBER", default_value_t = QUESTIONS_TOLD)]
    number: usize,
    /// A package of the list; may be repeated
    #[arg(long = "package", value_name = "FILE")]
    packages: Vec<PathBuf>,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn ask(args: &AskArgs, terminal: Terminal) -> Outcome {
    let case = Case::open(&args.case, terminal)?;
    let (domain, construed, analysis) = match case.built() {
        Ok(built) => {
            let analysis = case.settle(Analysis::of(&built.domain, Profile::Detente), terminal)?;
            let words = construed::words(&built.domain, &built.construed);
            (built.domain, words, Some(analysis))
        }
        Err(_) => (case.without_points(), Vec::new(), None),
    };
    let (list, from) = match (args.packages.is_empty(), &analysis) {
        (false, _) => {
            let named = named(&case, &args.packages, terminal)?;
            let from = From::Named(named.len());
            (named, from)
        }
        (true, Some(analysis)) => efficient(analysis),
        (true, None) => case.settle(examples(&case, &domain), terminal)?,
    };
    let known = known(&case);
    // For people, long options are told by their first words.
    let domain = if args.json { domain } else { briefing::ask::shortened(&domain) };
    let asked = case.settle(ask::questions(&domain, &known, &list), terminal)?;
    let judged = case.settle(judged(args, &domain, &known, &list), terminal)?;
    let rests_on = case.rests_on();
    let asking = Asking {
        domain: &domain,
        asked: &asked,
        judged: &judged,
        from: &from,
        count: args.number,
        rests_on: &rests_on,
        construed: &construed,
    };
    put_told(
        args.json.then(|| briefing::ask::json(&asking)),
        || briefing::ask::text(&asking),
        terminal,
    )
}

/// The packages that were named and that rules admit, and whether another of them beats each.
fn judged(
    args: &AskArgs,
    domain: &Domain,
    known: &[Known],
    list: &[Package],
) -> Result<Vec<(String, Judgement)>, Diagnostic> {
    if args.packages.is_empty() {
        return Ok(Vec::new());
    }
    let table = Table::of(domain, known, list)?;
    let name = |package: &Package| {
        let at = list.iter().position(|other| other == package);
        at.and_then(|at| args.packages.get(at)).map_or_else(String::new, |path| shown(path))
    };
    let names = table.packages().iter().map(name);
    Ok(names.zip(table.judgements(Claim::Efficient)).collect())
}

/// What is known of points, and what parties are known to live with: what they said, what the text
/// says is agreed, and what is not reached.
fn known(case: &Case) -> Vec<Known> {
    let mut known = case.positions.known(&case.draft, &case.issues);
    for (party, known) in known.iter_mut().enumerate() {
        let accepts = Accepts::of(&case.positions, &case.draft, &case.issues, party);
        for (issue, lives) in known.issues.iter_mut().zip(accepts.can_live_with) {
            issue.can_live_with = lives;
        }
    }
    known
}

/// The packages of files, in their order.
///
/// # Errors
/// Where one is not sound, or leaves a bracket open; the problem was printed.
pub(super) fn named(
    case: &Case,
    paths: &[PathBuf],
    terminal: Terminal,
) -> Result<Vec<Package>, CommandError> {
    paths.iter().map(|path| text::package(case, path, terminal)).collect()
}

/// Packages of points of a frontier, at even distances.
pub(super) fn efficient(analysis: &Analysis) -> (Vec<Package>, From) {
    let of = analysis.frontier.vectors.len();
    let taken = of.min(PACKAGES_TAKEN);
    let package =
        |at: usize| analysis.frontier.packages(&analysis.space, at, 1).0.into_iter().next();
    let list: Vec<Package> = (0..taken).map(|at| at * of / taken).filter_map(package).collect();
    let whole = analysis.completeness == Completeness::Whole;
    let from = From::Efficient { taken: list.len(), of, whole };
    (list, from)
}

/// Examples near the present text; where none is possible there, near one that is.
///
/// # Errors
/// As [`Deal::of`].
pub(super) fn examples(case: &Case, domain: &Domain) -> Result<(Vec<Package>, From), Diagnostic> {
    let present = case.issues.table.package(&present(&case.draft));
    let mut start = Start::Present;
    let mut found = near::near(domain, &present.unwrap_or_default(), PACKAGES_TAKEN);
    if found.packages.is_empty() && !domain.issues.is_empty() {
        start = Start::Possible;
        let deal = Deal::of(domain, &[], &Limits::default())?;
        found = near::near(domain, &deal.example.unwrap_or_default(), PACKAGES_TAKEN);
    }
    Ok((found.packages.clone(), From::Near { near: found, start }))
}
