//! Whether packages would be ratified.

use std::path::PathBuf;

use ::talks::count::Limits;
use ::talks::domain::Package;
use ::talks::ratify::{self, Bodies, Body, WinSet};
use ::talks::{Domain, Rule};
use basis::{Diagnostic, Digest};
use briefing::ratify::{Counted, Judged, Ratifying};
use clap::Args;
use draft::Condition;

use super::ask::named;
use super::case::{Case, CaseArgs, is_error};
use super::files::{FILE_BYTES_MAX, utf8};
use super::put_told;
use super::robust::breaks;
use crate::error::{CommandError, Outcome};
use crate::show::shown;
use crate::terminal::Terminal;

/// Show which bodies at home would pass a package, whose vote would turn the result, and how many
/// packages each body would pass
///
/// Reads the bodies that `talks.toml` declares. What nobody stated of a member is not known: it is
/// neither for nor against. Without --package only counts are shown.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks ratify examples/ceasefire-talks
  detente talks ratify examples/ceasefire-talks --package examples/ceasefire-talks/tabled/A.toml \\
      --package examples/ceasefire-talks/tabled/B.toml
  detente talks ratify examples/ceasefire-talks --package examples/ceasefire-talks/tabled/A.toml \\
      --json")]
pub(super) struct RatifyArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// A package to look at; may be repeated
    #[arg(long = "package", value_name = "FILE")]
    packages: Vec<PathBuf>,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn ratify(args: &RatifyArgs, terminal: Terminal) -> Outcome {
    let mut case = Case::open(&args.case, terminal)?;
    let bodies = bodies(&mut case, terminal)?;
    let domain = case.without_points();
    let packages = named(&case, &args.packages, terminal)?;
    let judged = |(path, package): (&PathBuf, Package)| Judged {
        name: shown(path),
        breaks: breaks(&domain, &package),
        ratification: bodies.ratifiable(&package, domain.parties.len()),
        package,
    };
    let judged: Vec<Judged> = args.packages.iter().zip(packages).map(judged).collect();
    let counted = case.settle(counted(&domain, &bodies), terminal)?;
    let rests_on = case.rests_on();
    let ratifying = Ratifying {
        domain: &domain,
        bodies: &bodies,
        judged: &judged,
        counted: &counted,
        rests_on: &rests_on,
    };
    put_told(
        args.json.then(|| briefing::ratify::json(&ratifying)),
        || briefing::ratify::text(&ratifying),
        terminal,
    )
}

/// The bodies that a folder declares.
///
/// # Errors
/// Where a file cannot be read or is not sound; its problems were printed.
pub(super) fn bodies(case: &mut Case, terminal: Terminal) -> Result<Bodies, CommandError> {
    let mut bodies = Bodies::default();
    for file in case.declared.bodies.clone() {
        let name = &file.text;
        let bytes = case.folder.read(name, FILE_BYTES_MAX)?;
        case.sources.add(name, &bytes);
        case.read.push((name.clone(), Digest::of(&bytes)));
        let text = utf8(name, bytes).map_err(|problem| case.refused(&[problem], terminal))?;
        let (more, problems) = ratify::read(name, &text, &case.draft, &case.issues);
        if problems.iter().any(is_error) {
            return Err(case.refused(&problems, terminal));
        }
        terminal.problems(&problems, &case.sources);
        bodies.add(more);
    }
    Ok(bodies)
}

/// How many packages bodies would pass, of those that break no line but inferred ones.
///
/// # Errors
/// As [`ratify::win_set`].
pub(super) fn counted(domain: &Domain, bodies: &Bodies) -> Result<Counted, Diagnostic> {
    let limits = Limits::default();
    let stands = |rule: &&Rule| !rule.origin.is_inferred();
    let among: Vec<&Condition> = domain.rules.iter().filter(stands).map(|r| &r.must).collect();
    let all: Vec<&Body> = bodies.bodies.iter().collect();
    let of = |bodies: &[&Body]| ratify::win_set(domain, bodies, &among, &limits);
    let of_party = |party: usize| -> Result<Option<WinSet>, Diagnostic> {
        let own: Vec<&Body> = all.iter().filter(|body| body.party == party).copied().collect();
        if own.is_empty() { Ok(None) } else { of(&own).map(Some) }
    };
    Ok(Counted {
        bodies: all.iter().map(|body| of(&[*body])).collect::<Result<_, _>>()?,
        parties: (0..domain.parties.len()).map(of_party).collect::<Result<_, _>>()?,
        all: of(&all)?,
        combinations: ratify::combinations(domain, &all, &among, &limits)?,
    })
}
