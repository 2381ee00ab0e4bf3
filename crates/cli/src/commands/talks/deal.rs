//! Is there a deal, and which packages to table.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use ::talks::deal::{Bounded, Deal, Limits};
use ::talks::packages::{self, Table};
use ::talks::positions::acceptance;
use ::talks::positions::construe::Built;
use ::talks::present::present;
use ::talks::ratify::Bodies;
use ::talks::{Analysis, Domain, Profile, improve};
use briefing::packages::{Beside, Tabling};
use briefing::{bargain, construed};
use clap::Args;
use draft::condition::Choice;
use draft::render;

use super::bridge::{self, Past};
use super::case::{Case, CaseArgs};
use super::{put_told, ratify, text};
use crate::error::{CommandError, Outcome};
use crate::terminal::Terminal;

/// Packages that are tabled where no other number is asked for.
const TABLED: NonZeroUsize = NonZeroUsize::new(3).unwrap();

/// Tell whether some package breaks no line, and where none does, what clashes
///
/// Counts the packages that break no rule of the text, no guard-rail and no red line, and that give
/// nobody who stated points less than it reserved. Where there is none: every minimal set of lines
/// that clash, and the cheapest lines to give up.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks deal examples/ceasefire-talks
  detente talks deal examples/ceasefire-talks --said-only
  detente talks deal examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key --json")]
pub(super) struct DealArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// Choose a few efficient packages far apart, told as trades
///
/// Needs exact points of every party for every bracket, or --construe. Beside each package stands
/// what can be verified of its text, and, with --replay, what its clauses would have shown about
/// past evidence: a replay, not a forecast, for the team only.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks packages examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key
  detente talks packages examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key -k 4 --write tabled
  detente talks packages examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key --replay examples/ceasefire-talks/past \\
      --from 2031-01-01 --until 2031-02-28")]
pub(super) struct PackagesArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// How many packages
    #[arg(short = 'k', long = "packages", value_name = "NUMBER", default_value_t = TABLED)]
    count: NonZeroUsize,
    /// Folder with past evidence
    #[arg(long, value_name = "CASE", requires = "from", requires = "until")]
    replay: Option<PathBuf>,
    /// Instant or date from which the replay looks
    #[arg(long, value_name = "INSTANT")]
    from: Option<String>,
    /// Instant or date until which it looks
    #[arg(long, value_name = "INSTANT")]
    until: Option<String>,
    /// Write the packages as files `A.toml`, `B.toml`, … into this folder
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// Tell every trade
    #[arg(long)]
    all: bool,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// After signature: what would give every party at least as much and one more
///
/// Shows the changes of the signed package that touch the fewest brackets.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks improve examples/ceasefire-talks --signed examples/ceasefire-talks/signed.toml \\
      --vault north --vault south --vault group --identity examples/ceasefire-talks/example.key")]
pub(super) struct ImproveArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// The signed package
    #[arg(long, value_name = "FILE")]
    signed: PathBuf,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn deal(args: &DealArgs, terminal: Terminal) -> Outcome {
    let case = Case::open(&args.case, terminal)?;
    let (bounded, left_aside) = case.as_far_as_known();
    let deal = dealt(&case, &bounded, &left_aside, terminal)?;
    let told = bargain::Told {
        domain: &bounded.domain,
        partly: &bounded.partly,
        rests_on: &case.rests_on(),
        left_aside: &left_aside,
    };
    put_told(
        args.json.then(|| bargain::deal_json(&told, &deal)),
        || bargain::deal(&told, &deal),
        terminal,
    )
}

/// Whether there is a deal, where some lines may be left aside.
pub(super) fn dealt(
    case: &Case,
    bounded: &Bounded,
    left_aside: &[String],
    terminal: Terminal,
) -> Result<Deal, CommandError> {
    let deal = Deal::as_far_as_known(bounded, &case.accepts(), &Limits::default());
    let deal = case.settle(deal, terminal)?;
    Ok(if left_aside.is_empty() { deal } else { deal.leaving_lines_aside() })
}

/// The packages of a folder with all that stands beside them.
pub(super) struct Chosen {
    pub(super) domain: Domain,
    pub(super) analysis: Analysis,
    pub(super) present: Vec<usize>,
    pub(super) table: Table,
    pub(super) beside: Vec<Beside>,
    pub(super) construed: Vec<String>,
}

impl Chosen {
    /// Chooses packages and looks at each.
    ///
    /// # Errors
    /// Where a limit is met; the problem was printed.
    pub(super) fn of(
        case: &Case,
        built: Built,
        count: usize,
        past: Option<&Past>,
        terminal: Terminal,
    ) -> Result<Chosen, CommandError> {
        let domain = built.domain;
        let analysis = case.settle(Analysis::of(&domain, Profile::Detente), terminal)?;
        let choices = present(&case.draft);
        let present = case.issues.table.package(&choices).unwrap_or_default();
        let table = packages::table(&domain, &analysis, &present, count);
        let said = Said::of(case);
        let mut texts: Vec<Vec<usize>> =
            table.packages.iter().map(|tabled| tabled.package.clone()).collect();
        texts.push(present.clone());
        let beside =
            texts.iter().map(|package| beside(case, &domain, &said, package, past)).collect();
        let construed = construed::words(&domain, &built.construed);
        Ok(Chosen { domain, analysis, present, table, beside, construed })
    }

    /// Adds whether each would be ratified; nothing where no body is declared.
    pub(super) fn ratified(&mut self, bodies: &Bodies) {
        let packages = self.table.packages.iter().map(|tabled| &tabled.package);
        for (beside, package) in self.beside.iter_mut().zip(packages.chain([&self.present])) {
            let all = || bodies.ratifiable(package, self.domain.parties.len()).all;
            beside.ratifiable = (!bodies.bodies.is_empty()).then(all);
        }
    }

    /// As it is told.
    pub(super) fn tabling<'a>(&'a self, case: &'a Case, rests_on: &'a str) -> Tabling<'a> {
        Tabling {
            domain: &self.domain,
            draft: &case.draft,
            present: &self.present,
            table: &self.table,
            beside: &self.beside,
            rests_on,
            construed: &self.construed,
        }
    }
}

/// What was said before others, to tell what a package would show of the rest.
struct Said {
    domain: Domain,
    known: Vec<::talks::partial::Known>,
    all: Vec<::talks::partial::Known>,
}

impl Said {
    fn of(case: &Case) -> Said {
        // That statements made before others contradict each other was told when they were read.
        let (said, _) = ::talks::standing::hold(&case.stated.only_said(), &case.draft);
        let lines = said.rules(&case.issues).0;
        let rules = lines.into_iter().map(|sourced| sourced.rule).collect();
        Said {
            domain: Domain { rules, ..case.without_points() },
            known: said.known(&case.draft, &case.issues),
            all: case.positions.known(&case.draft, &case.issues),
        }
    }
}

fn beside(
    case: &Case,
    domain: &Domain,
    said: &Said,
    package: &[usize],
    past: Option<&Past>,
) -> Beside {
    let choices: Vec<Choice> = case.issues.choices(package);
    let clean = render::clean(&case.draft, &choices);
    let answers = acceptance::answers(&case.positions, &case.draft, &choices);
    Beside {
        accepts: answers.iter().map(|answer| answer.accepts).collect(),
        ratifiable: None,
        reveals: packages::reveals((&said.domain, &said.known), (domain, &said.all), package),
        verifiable: Some(bridge::verifiable(case, &clean)),
        replayed: past.and_then(|past| past.replay(case, &clean)),
    }
}

pub(super) fn packages(args: &PackagesArgs, terminal: Terminal) -> Outcome {
    let mut case = Case::open(&args.case, terminal)?;
    let bodies = ratify::bodies(&mut case, terminal)?;
    let past = match (&args.replay, &args.from, &args.until) {
        (Some(folder), Some(from), Some(until)) => Some(Past::read(folder, from, until, terminal)?),
        _ => None,
    };
    let built = case.domain(terminal)?;
    let mut chosen = Chosen::of(&case, built, args.count.get(), past.as_ref(), terminal)?;
    chosen.ratified(&bodies);
    if let Some(folder) = &args.write {
        crate::write::make_folder(folder)?;
        for (at, tabled) in chosen.table.packages.iter().enumerate() {
            let name = briefing::packages::name(at);
            let choices = case.issues.choices(&tabled.package);
            let text = ::talks::chosen::write(&name, &case.draft, &choices);
            let letter = briefing::packages::letter(at);
            crate::write::replace(&folder.join(format!("{letter}.toml")), text.as_bytes())?;
        }
        terminal.note(&format!("written to {}", crate::show::shown(folder)));
    }
    let rests_on = case.rests_on();
    let tabling = chosen.tabling(&case, &rests_on);
    put_told(
        args.json.then(|| briefing::packages::json(&tabling)),
        || briefing::packages::text(&tabling, args.all),
        terminal,
    )
}

pub(super) fn improved(args: &ImproveArgs, terminal: Terminal) -> Outcome {
    let case = Case::open(&args.case, terminal)?;
    let domain = case.domain(terminal)?.domain;
    let signed = text::package(&case, &args.signed, terminal)?;
    let found = case.settle(improve::improvements(&domain, &signed), terminal)?;
    let rests_on = &case.rests_on();
    let told = bargain::Told { domain: &domain, partly: &[], rests_on, left_aside: &[] };
    put_told(
        args.json.then(|| bargain::improvements_json(&told, &signed, &found)),
        || bargain::improvements(&told, &signed, &found),
        terminal,
    )
}
