//! One page about talks: where the text stands, who holds what, and what follows.

use std::path::PathBuf;

use ::talks::Domain;
use ::talks::number::to_f64;
use ::talks::ratify::Bodies;
use basis::civil::Date;
use briefing::page::{Section, Talks};
use briefing::pictures::frontier::{FrontierPlot, markup as frontier};
use briefing::pictures::{holders, progress as bars, winsets};
use briefing::ratify::Ratifying;
use briefing::{bargain, packages, status};
use clap::Args;
use draft::progress::Progress;

use super::case::{Case, CaseArgs};
use super::deal::{Chosen, dealt};
use super::ratify;
use crate::args::Release;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::show::shown;
use crate::terminal::Terminal;
use crate::write;

/// Packages that are tabled on the page.
const TABLED: usize = 3;

/// Write one page about the talks, with pictures
///
/// The page opens without network. For the public it rests on the text and on what was said before
/// others; `--release full` adds what was inferred and what opened vaults hold.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks report examples/ceasefire-talks --out talks.html
  detente talks report examples/ceasefire-talks --release full --out team.html \\
      --vault north --vault south --vault group --identity examples/ceasefire-talks/example.key")]
pub(super) struct ReportArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// File of the page
    #[arg(long, value_name = "FILE", default_value = "talks.html")]
    out: PathBuf,
    /// For whom it is made
    #[arg(long, value_name = "LEVEL", default_value = "public")]
    release: Release,
    /// The day of the text on the table; default: that of `talks.toml`
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
}

pub(super) fn report(args: &ReportArgs, terminal: Terminal) -> Outcome {
    let full = args.release == Release::Full;
    let mut case_args = args.case.clone();
    if !full {
        // What is confidential is not even opened for a page that others read.
        case_args.rests.said_only = true;
        case_args.rests.vaults.clear();
    }
    let mut case = Case::open(&case_args, terminal)?;
    let earlier = case.earlier(terminal)?;
    let date = case.day(args.date, &earlier);
    let drafts = case.drafts(&earlier, date);
    let progress = Progress::of(&drafts);
    let mut sections = vec![
        Section {
            id: "brackets",
            title: "Brackets over drafts",
            body: bars::markup(&status::bars(&progress)),
        },
        Section {
            id: "status",
            title: "Where the text stands",
            body: status::text(&case.draft, &progress, date.is_some(), false).html(),
        },
    ];
    let (parties, rows) = status::holders(&case.draft);
    let body = holders::markup(&parties, &rows);
    sections.push(Section { id: "holders", title: "Who holds what", body });
    // Who would vote how at home is the team's reading.
    let bodies = if full { ratify::bodies(&mut case, terminal)? } else { Bodies::default() };
    answers(&case, &bodies, &mut sections, terminal)?;
    let (rests_on, files) = (case.rests_on(), files(&case));
    let page = Talks {
        title: &case.declared.title,
        full,
        standing: &status::sentence(&draft::progress::Counts::of(&case.draft)),
        rests_on: &rests_on,
        sections: &sections,
        files: &files,
    };
    write::replace(&args.out, page.html().as_bytes())?;
    terminal.note(&format!("wrote {}", shown(&args.out)));
    Ok(Exit::Done)
}

/// Deal, packages and frontier, as far as points are known.
fn answers(
    case: &Case,
    bodies: &Bodies,
    sections: &mut Vec<Section>,
    terminal: Terminal,
) -> Result<(), CommandError> {
    let (bounded, left_aside) = case.as_far_as_known();
    let deal = dealt(case, &bounded, &left_aside, terminal)?;
    let rests_on = case.rests_on();
    let told = bargain::Told {
        domain: &bounded.domain,
        partly: &bounded.partly,
        rests_on: &rests_on,
        left_aside: &left_aside,
    };
    let body = bargain::deal(&told, &deal).html();
    sections.push(Section { id: "deal", title: "Is there a deal?", body });
    if !bodies.bodies.is_empty() {
        sections.push(ratified(case, bodies, &bounded.domain, &rests_on, terminal)?);
    }
    let Ok(built) = case.built() else { return Ok(()) };
    let mut chosen = Chosen::of(case, built, TABLED, None, terminal)?;
    chosen.ratified(bodies);
    let body = packages::text(&chosen.tabling(case, &rests_on), false).html();
    sections.push(Section { id: "packages", title: "Packages to table", body });
    let body = plots(&chosen);
    sections.push(Section { id: "frontier", title: "Packages that no other beats", body });
    Ok(())
}

/// Win-sets of the bodies that have to agree.
fn ratified(
    case: &Case,
    bodies: &Bodies,
    domain: &Domain,
    rests_on: &str,
    terminal: Terminal,
) -> Result<Section, CommandError> {
    let counted = &case.settle(ratify::counted(domain, bodies), terminal)?;
    let ratifying = Ratifying { domain, bodies, judged: &[], counted, rests_on };
    let picture = briefing::ratify::picture(&ratifying);
    let drawn = picture.map_or(String::new(), |(names, rows)| winsets::markup(&names, &rows));
    let body = briefing::ratify::text(&ratifying).html() + &drawn;
    Ok(Section { id: "ratified", title: "Would it be ratified?", body })
}

/// A plot for each pair of parties.
fn plots(chosen: &Chosen) -> String {
    let (domain, analysis) = (&chosen.domain, &chosen.analysis);
    let decimal = |units: i128| to_f64(&analysis.space.number(units));
    let parties = 0..domain.parties.len();
    let pairs = parties.flat_map(|a| (a + 1..domain.parties.len()).map(move |b| (a, b)));
    let plot = |(a, b): (usize, usize)| {
        let names = |at: usize| domain.parties[at].name.clone();
        let named = analysis
            .named
            .iter()
            .flat_map(|named| named.at.iter().take(1).map(|at| (named.rule.title.to_owned(), *at)));
        let tabled = chosen.table.packages.iter().enumerate().map(|(at, tabled)| {
            (packages::letter(at), [a, b].map(|party| to_f64(&tabled.utilities[party])))
        });
        frontier(&FrontierPlot {
            parties: [names(a), names(b)],
            points: analysis
                .frontier
                .vectors
                .iter()
                .map(|vector| [decimal(vector[a]), decimal(vector[b])])
                .collect(),
            named: named.collect(),
            tabled: tabled.collect(),
            without: Some([decimal(analysis.disagreement[a]), decimal(analysis.disagreement[b])]),
        })
    };
    pairs.map(plot).collect()
}

/// The text, the drafts, bodies where they were read, and the files of which statements count; no
/// others are named.
fn files(case: &Case) -> Vec<(String, String)> {
    let drawn = case.stated.drew_on().files;
    let drafts = case.declared.drafts.iter().map(|earlier| &earlier.file);
    let declared: Vec<&str> =
        drafts.chain(&case.declared.bodies).map(|file| file.text.as_str()).collect();
    let named = |name: &String| {
        *name == case.draft.file || declared.contains(&name.as_str()) || drawn.contains_key(name)
    };
    let read = case.read.iter().filter(|(name, _)| named(name));
    read.map(|(name, digest)| (name.clone(), digest.to_string())).collect()
}
