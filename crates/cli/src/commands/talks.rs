//! `detente talks`: a text under negotiation, and what follows from what parties said of it.

use std::path::{Path, PathBuf};

use ::talks::read;
use ::talks::simulate::{self, Strategy};
use ::talks::solve::boxes::Limits;
use ::talks::{Analysis, Domain, Profile, check};
use briefing::points::{self, Best, Ground, json};
use briefing::{Document, Paper, construed};
use clap::{Args, Subcommand, ValueEnum};

use crate::error::Outcome;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::show::visible;
use crate::terminal::Terminal;
use case::{Case, CaseArgs, Rests};
use files::{Files, only};

mod ask;

mod blind;

mod bridge;

mod case;

mod deal;

mod files;

mod process;

mod ratify;

mod report;

mod robust;

mod sealing;

mod stability;

mod text;

/// Work on a text under negotiation: what is open, what could be agreed, whether it would hold
///
/// Reads a folder with a bracketed text, what parties said and what they told in confidence; or a
/// single file with options and points. Says what follows from that, on exact numbers; not what
/// parties want.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks status examples/ceasefire-talks           what is open, and with whom
  detente talks deal examples/ceasefire-talks             whether some package breaks no line
  detente talks packages examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key
  detente talks report examples/ceasefire-talks --out talks.html
  detente talks frontier examples/domains/truce.json      a single file")]
pub(crate) struct Talks {
    #[command(subcommand)]
    question: Question,
}

// In the order of the work: the text, answers, the process, the page, vaults, single files.
#[derive(Debug, Subcommand)]
enum Question {
    Status(text::Status),
    Diff(text::Diff),
    Number(text::Number),
    Export(text::Export),
    Deal(deal::DealArgs),
    Frontier(FrontierArgs),
    Packages(deal::PackagesArgs),
    Ask(ask::AskArgs),
    Robust(robust::RobustArgs),
    Ratify(ratify::RatifyArgs),
    Stability(stability::StabilityArgs),
    Improve(deal::ImproveArgs),
    Process(process::ProcessArgs),
    Blind(blind::BlindArgs),
    Guardrails(process::GuardrailsArgs),
    Report(report::ReportArgs),
    Keygen(sealing::Keygen),
    Seal(sealing::Seal),
    Unseal(sealing::Unseal),
    Simulate(SimulateArgs),
    /// Divide items between two parties so that both get the same number of points
    ///
    /// Neither could have more without the other having less, and at most one item is split. The
    /// file has the format `detente-division/1`.
    #[command(after_help = "Examples:
  detente talks adjusted-winner examples/domains/panama-canal.json
  detente talks adjusted-winner examples/domains/panama-canal.json --json")]
    AdjustedWinner(FileArgs),
    /// Show the Shapley–Shubik and Banzhaf indices of the members of a voting body
    ///
    /// The file has the format `detente-voting/1`.
    #[command(after_help = "Examples:
  detente talks power examples/domains/security-council.json
  detente talks power examples/domains/security-council.json --json")]
    Power(FileArgs),
}

/// Show the packages that no other beats, and those that bargaining theory names
///
/// Reads a folder of talks with `talks.toml`, or files: `detente-talks/1`, NegMAS lists (`spec`),
/// NegoLog profiles, and GENIUS domains with profiles; the format is told by the content, and its
/// conventions are used unless --profile names others. Of a folder it needs exact points of every
/// party for every bracket, or --construe.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks frontier examples/domains/truce.json
  detente talks frontier examples/ceasefire-talks --vault north --vault south --vault group \\
      --identity examples/ceasefire-talks/example.key
  detente talks frontier examples/domains/harbour/domain.xml \\
      examples/domains/harbour/east.xml examples/domains/harbour/west.xml --profile detente
  detente talks frontier examples/domains/truce.json --certify --json")]
struct FrontierArgs {
    /// A folder of talks, or the domain, or domain and profiles
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    rests: Rests,
    /// Whose definitions to use; default: those of the format
    #[arg(long, value_name = "NAME")]
    profile: Option<ProfileName>,
    /// Show every point of the frontier, not the first twenty
    #[arg(long)]
    all: bool,
    /// List a frontier that is cut off by rules or sizes as far as it goes, up to ten thousand
    /// points; can take minutes
    #[arg(long)]
    whole: bool,
    /// Prove the named points anew by a search, and check the proofs apart from it
    #[arg(long)]
    certify: bool,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

// What is asked of one file; the commands say what it holds.
#[derive(Debug, Args)]
struct FileArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// Let parties that concede with time make alternating offers
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks simulate examples/domains/truce.json --strategies boulware,conceder
  detente talks simulate examples/domains/harbour/domain.xml \\
      examples/domains/harbour/east.xml examples/domains/harbour/west.xml \\
      --strategies linear,linear --steps 100")]
struct SimulateArgs {
    /// The domain, or domain and profiles
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// One strategy for each party, in the order of the files
    #[arg(long, value_name = "NAMES", value_delimiter = ',', required = true)]
    strategies: Vec<StrategyName>,
    /// Steps at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    steps: u32,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// Conventions.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ProfileName {
    /// Textbook definitions on exact points.
    Detente,
    /// NegMAS 0.16.
    Negmas,
    /// GENIUS 10.4.
    Genius,
    /// NegoLog.
    Negolog,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Profile {
        match name {
            ProfileName::Detente => Profile::Detente,
            ProfileName::Negmas => Profile::Negmas,
            ProfileName::Genius => Profile::Genius,
            ProfileName::Negolog => Profile::Negolog,
        }
    }
}

/// Ways to concede.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum StrategyName {
    /// Late.
    Boulware,
    /// Evenly.
    Linear,
    /// Early.
    Conceder,
}

impl From<StrategyName> for Strategy {
    fn from(name: StrategyName) -> Strategy {
        match name {
            StrategyName::Boulware => Strategy::Boulware,
            StrategyName::Linear => Strategy::Linear,
            StrategyName::Conceder => Strategy::Conceder,
        }
    }
}

/// Answers a question.
pub(super) fn run(args: &Talks, terminal: Terminal) -> Outcome {
    match &args.question {
        Question::Status(args) => text::status(args, terminal),
        Question::Diff(args) => text::diff(args, terminal),
        Question::Number(args) => text::number(args, terminal),
        Question::Export(args) => text::export(args, terminal),
        Question::Deal(args) => deal::deal(args, terminal),
        Question::Frontier(args) => frontier(args, terminal),
        Question::Packages(args) => deal::packages(args, terminal),
        Question::Ask(args) => ask::ask(args, terminal),
        Question::Robust(args) => robust::robust(args, terminal),
        Question::Ratify(args) => ratify::ratify(args, terminal),
        Question::Stability(args) => stability::stability(args, terminal),
        Question::Improve(args) => deal::improved(args, terminal),
        Question::Process(args) => process::process(args, terminal),
        Question::Blind(args) => blind::blind(args, terminal),
        Question::Guardrails(args) => process::guardrails(args, terminal),
        Question::Report(args) => report::report(args, terminal),
        Question::Keygen(args) => sealing::keygen(args, terminal),
        Question::Seal(args) => sealing::seal(args, terminal),
        Question::Unseal(args) => sealing::unseal(args, terminal),
        Question::Simulate(args) => simulated(args, terminal),
        Question::AdjustedWinner(args) => adjusted_winner(args, terminal),
        Question::Power(args) => power(args, terminal),
    }
}

fn frontier(args: &FrontierArgs, terminal: Terminal) -> Outcome {
    let of = |domain: Domain| {
        let profile = args.profile.map_or(domain.conventions, Profile::from);
        let limits = if args.whole { Limits::ALL } else { Limits::FEW };
        let bar = Progress::new(terminal).points();
        let analysis = Analysis::within(&domain, profile, limits, &mut |stage| {
            bar.says(&format!("{} points, {} boxes to look into", stage.points, stage.boxes));
        });
        bar.done();
        let analysis = analysis?;
        let mut best = Best::checked(domain, analysis);
        if args.certify {
            best.certify()?;
        }
        Ok(best)
    };
    let (best, ground) = match args.files.as_slice() {
        [folder] if folder.is_dir() => {
            let case = CaseArgs { folder: folder.clone(), rests: args.rests.clone() };
            let case = Case::open(&case, terminal)?;
            let built = case.domain(terminal)?;
            let construed = construed::words(&built.domain, &built.construed);
            let ground = Ground { rests_on: case.rests_on(), construed };
            (case.settle(of(built.domain), terminal)?, Some(ground))
        }
        files => {
            args.rests.only_for_folders()?;
            let files = Files::read(files, terminal)?;
            let domain = files.with(terminal, read::domain)?;
            (files.settle(terminal, of(domain))?, None)
        }
    };
    let out = if args.json {
        format!("{:#}\n", json::frontier(&best, ground.as_ref()))
    } else {
        visible(&points::text::frontier(&best, ground.as_ref(), args.all))
    };
    terminal.out(&out).map(|()| Exit::Done)
}

fn adjusted_winner(args: &FileArgs, terminal: Terminal) -> Outcome {
    let files = Files::read(std::slice::from_ref(&args.file), terminal)?;
    let division = files.with(terminal, |files| only(files, read::division))?;
    let settlement = files.settle(terminal, division.adjusted_winner())?;
    assert!(check::settlement(&division, &settlement), "the independent check contradicts");
    let out = if args.json {
        format!("{:#}\n", json::settlement(&division, &settlement))
    } else {
        visible(&points::text::settlement(&division, &settlement))
    };
    terminal.out(&out).map(|()| Exit::Done)
}

fn simulated(args: &SimulateArgs, terminal: Terminal) -> Outcome {
    let files = Files::read(&args.files, terminal)?;
    let domain = files.with(terminal, read::domain)?;
    let strategies: Vec<Strategy> = args.strategies.iter().map(|name| (*name).into()).collect();
    let run = files.settle(terminal, simulate::run(&domain, &strategies, args.steps))?;
    let out = if args.json {
        format!("{:#}\n", json::run(&domain, &run))
    } else {
        visible(&points::text::run(&domain, &run))
    };
    terminal.out(&out).map(|()| Exit::Done)
}

fn power(args: &FileArgs, terminal: Terminal) -> Outcome {
    let files = Files::read(std::slice::from_ref(&args.file), terminal)?;
    let body = files.with(terminal, |files| only(files, read::body))?;
    let powers = files.settle(terminal, body.power())?;
    let out = if args.json {
        format!("{:#}\n", json::power(&body, &powers))
    } else {
        visible(&points::text::power(&body, &powers))
    };
    terminal.out(&out).map(|()| Exit::Done)
}

/// What is told, for the terminal at hand.
fn told(document: &Document, terminal: Terminal) -> String {
    let paper = Paper { width: terminal.width(), colour: terminal.colors() };
    document.terminal(paper)
}

/// Writes to a file, or prints.
fn put(out: Option<&Path>, text: &str, terminal: Terminal) -> Outcome {
    match out {
        Some(path) => {
            crate::write::replace(path, text.as_bytes())?;
            terminal.note(&format!("written: {}", crate::show::shown(path)));
        }
        None => terminal.document(text)?,
    }
    Ok(Exit::Done)
}

/// Prints an answer: as JSON where that was made, else as it is told.
fn put_told(
    json: Option<serde_json::Value>,
    document: impl Fn() -> Document,
    terminal: Terminal,
) -> Outcome {
    let out = json.map_or_else(|| told(&document(), terminal), |json| format!("{json:#}\n"));
    terminal.out(&out).map(|()| Exit::Done)
}
