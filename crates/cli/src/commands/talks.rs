//! `detente talks`: what follows from the points that parties give to the options of a text.

use std::path::PathBuf;

use ::talks::read::{self, Input};
use ::talks::simulate::{self, Strategy};
use ::talks::{Profile, check, codes};
use basis::{At, Diagnostic};
use briefing::points::{Best, json, text};
use clap::{Args, Subcommand, ValueEnum};

use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::folder::read_named;
use crate::render::Sources;
use crate::show::{shown, visible};
use crate::terminal::Terminal;

/// Bytes of a file of talks: 64 MiB.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Analyse negotiations: the best packages, fair division, simulated offers, power in voting
///
/// Works on exact numbers. It says what follows from points that somebody gave to options, not what
/// parties want.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks frontier talks.json                  packages that no other beats
  detente talks frontier domain.xml a.xml b.xml      files of GENIUS
  detente talks adjusted-winner division.json
  detente talks simulate talks.json --strategies boulware,conceder
  detente talks power council.json")]
pub(crate) struct Talks {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    Frontier(FrontierArgs),
    /// Divide items between two parties so that both get the same number of points
    ///
    /// Neither could have more without the other having less, and at most one item is split. The
    /// file has the format `detente-division/1`.
    #[command(after_help = "Examples:
  detente talks adjusted-winner division.json
  detente talks adjusted-winner division.json --json")]
    AdjustedWinner(FileArgs),
    Simulate(SimulateArgs),
    /// Show the Shapley–Shubik and Banzhaf indices of the members of a voting body
    ///
    /// The file has the format `detente-voting/1`.
    #[command(after_help = "Examples:
  detente talks power council.json
  detente talks power council.json --json")]
    Power(FileArgs),
}

/// Show the packages that no other beats, and those that bargaining theory names
///
/// Reads `detente-talks/1`, NegMAS lists (`spec`), NegoLog profiles, and GENIUS domains with
/// profiles; the format is told by the content, and its conventions are used unless --profile
/// names others.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks frontier talks.json
  detente talks frontier domain.xml buyer.xml seller.xml --profile detente
  detente talks frontier profileA.json profileB.json --json")]
struct FrontierArgs {
    /// The domain, or domain and profiles
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Whose definitions to use; default: those of the format
    #[arg(long, value_name = "NAME")]
    profile: Option<ProfileName>,
    /// Show every point of the frontier, not the first twenty
    #[arg(long)]
    all: bool,
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
  detente talks simulate talks.json --strategies boulware,conceder
  detente talks simulate domain.xml a.xml b.xml --strategies linear,linear --steps 100")]
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
        Question::Frontier(args) => frontier(args, terminal),
        Question::AdjustedWinner(args) => adjusted_winner(args, terminal),
        Question::Simulate(args) => simulated(args, terminal),
        Question::Power(args) => power(args, terminal),
    }
}

fn frontier(args: &FrontierArgs, terminal: Terminal) -> Outcome {
    let files = Files::read(&args.files, terminal)?;
    let domain = files.with(terminal, read::domain)?;
    let profile = args.profile.map_or(domain.conventions, Profile::from);
    let best = files.settle(terminal, Best::of(domain, profile))?;
    let out = if args.json {
        format!("{:#}\n", json::frontier(&best))
    } else {
        visible(&text::frontier(&best, args.all))
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
        visible(&text::settlement(&division, &settlement))
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
        visible(&text::run(&domain, &run))
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
        visible(&text::power(&body, &powers))
    };
    terminal.out(&out).map(|()| Exit::Done)
}

/// Calls a reader of one file.
fn only<T>(
    files: &[Input<'_>],
    read: impl Fn(&Input<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    files.first().map_or_else(|| Err(Vec::new()), read)
}

/// Files of talks: name and text.
struct Files(Vec<(String, String)>);

impl Files {
    fn read(paths: &[PathBuf], terminal: Terminal) -> Result<Files, CommandError> {
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let name = shown(path);
            let bytes = read_named(path, FILE_BYTES_MAX)?;
            match String::from_utf8(bytes) {
                Ok(text) => files.push((name, text.trim_start_matches('\u{feff}').to_owned())),
                Err(error) => {
                    let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
                        .iter()
                        .filter(|byte| **byte == b'\n')
                        .count();
                    let at = At::Cell { line: line as u64, column: None, value: None };
                    let problem =
                        Diagnostic::error(crate::codes::NOT_UTF8, "the file is not UTF-8")
                            .label(name, at, "")
                            .help("save it as UTF-8");
                    return Err(failed(&[problem], &Sources::default(), terminal));
                }
            }
        }
        Ok(Files(files))
    }

    /// Reads the files as something, or shows their problems.
    fn with<T>(
        &self,
        terminal: Terminal,
        read: impl Fn(&[Input<'_>]) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, CommandError> {
        let inputs: Vec<Input> = self.0.iter().map(|(name, text)| Input { name, text }).collect();
        read(&inputs).map_err(|problems| failed(&problems, &self.sources(), terminal))
    }

    /// The result, or its problem shown with the name of the first file.
    fn settle<T>(
        &self,
        terminal: Terminal,
        made: Result<T, Diagnostic>,
    ) -> Result<T, CommandError> {
        let name = self.0.first().map(|(name, _)| name.clone()).unwrap_or_default();
        made.map_err(|problem| {
            failed(&[problem.label(name, At::File, "")], &self.sources(), terminal)
        })
    }

    fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        self.0.iter().for_each(|(name, text)| sources.add(name, text.as_bytes()));
        sources
    }
}

/// Shows problems with their places; what remains is how the run ends.
fn failed(problems: &[Diagnostic], sources: &Sources, terminal: Terminal) -> CommandError {
    terminal.problems(problems, sources);
    let limit = |problem: &Diagnostic| [codes::LIMIT, codes::TOO_FINE].contains(&problem.code);
    let exit = if problems.iter().any(limit) { Exit::Limit } else { Exit::Talks };
    CommandError { exit, diagnostics: Vec::new() }
}
