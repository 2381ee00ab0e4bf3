//! The single negotiating text: where it stands, what changed, ids, clean text and redline.

use std::path::{Path, PathBuf};

use ::talks::chosen;
use ::talks::domain::Package;
use basis::civil::Date;
use basis::{At, Diagnostic};
use briefing::{changes, page, status};
use clap::{Args, ValueEnum};
use draft::condition::Choice;
use draft::progress::Progress;
use draft::table::Issue;
use draft::{compare, number, progress, redline, render};
use serde_json::json;

use super::case::{Case, CaseArgs};
use super::files::{Files, read_text};
use super::{put, told};
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::terminal::Terminal;

/// Show which brackets are open, where, with whom and since when
///
/// Counts brackets by article and party, lists those that are open longest and those that are
/// linked, and how many were agreed from draft to draft. Reads a folder of talks, or one text.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks status examples/ceasefire-talks
  detente talks status examples/ceasefire-talks/text.md --all        a text alone
  detente talks status examples/ceasefire-talks --json")]
pub(super) struct Status {
    /// Folder of the talks, or a text alone
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The day of the text on the table; default: that of `talks.toml`
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// List every bracket
    #[arg(long)]
    all: bool,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// Show what changed between two drafts: brackets, options, holders, status
///
/// Recognises brackets by their ids, and by their words where they have none. What cannot be
/// recognised is told as gone and new.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks diff examples/ceasefire-talks/drafts/2031-03-15.md \\
      examples/ceasefire-talks/text.md
  detente talks diff examples/ceasefire-talks/drafts/2031-03-15.md \\
      examples/ceasefire-talks/text.md --redline --format html --out changes.html")]
pub(super) struct Diff {
    /// The older draft
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer draft
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Codes of parties; default: words in capital letters before a colon
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    parties: Vec<String>,
    /// Show the words that changed, in the whole text
    #[arg(long)]
    redline: bool,
    /// How to write a redline
    #[arg(long, value_name = "FORMAT", default_value = "markdown", requires = "redline")]
    format: Format,
    /// Write to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print everything as JSON
    #[arg(long, conflicts_with = "redline")]
    json: bool,
}

/// Write an id after each bracket that has none
///
/// A bracket keeps its id whatever is edited around it; positions refer to it. Nothing else in the
/// text is touched.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks number examples/ceasefire-talks > numbered.md
  detente talks number examples/ceasefire-talks/text.md --out numbered.md")]
pub(super) struct Number {
    /// Folder of the talks, or a text alone
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Write to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Write the text of a package: clean, or as a redline against another draft
///
/// Brackets without a choice stay; what is chosen inside of them, and in their conditions, is
/// settled there. Where that cannot be written, it is told. The package has the format
/// `detente-package/1`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks export examples/ceasefire-talks --out agreed.md           what is agreed so far
  detente talks export examples/ceasefire-talks --package examples/ceasefire-talks/signed.toml \\
      --out signed.md
  detente talks export examples/ceasefire-talks --package examples/ceasefire-talks/signed.toml \\
      --against examples/ceasefire-talks/drafts/2031-02-10.md --format html --out redline.html")]
pub(super) struct Export {
    /// Folder of the talks, or a text alone
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The package; default: what the text says is agreed
    #[arg(long, value_name = "FILE")]
    package: Option<PathBuf>,
    /// Let the package choose against what the text says is agreed
    #[arg(long, requires = "package")]
    reopen: bool,
    /// Show the difference from this draft
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
    /// Write to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Forms of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown; redlines in CriticMarkup.
    Markdown,
    /// One page that opens without network.
    Html,
}

pub(super) fn status(args: &Status, terminal: Terminal) -> Outcome {
    let mut case = Case::open(&CaseArgs::of_text(&args.folder), terminal)?;
    let rows = case.earlier(terminal)?;
    let date = case.day(args.date, &rows);
    let drafts = case.drafts(&rows, date);
    let dates: Vec<(Date, &str)> =
        drafts.iter().map(|(date, draft)| (*date, draft.file.as_str())).collect();
    terminal.problems(&progress::check_dates(&dates), &case.sources);
    let progress = Progress::of(&drafts);
    let out = if args.json {
        format!("{:#}\n", json!({ "format": "detente-talks-status/1", "progress": progress }))
    } else {
        told(&status::text(&case.draft, &progress, date.is_some(), args.all), terminal)
    };
    terminal.out(&out).map(|()| Exit::Done)
}

pub(super) fn diff(args: &Diff, terminal: Terminal) -> Outcome {
    let files = Files::read(&[args.old.clone(), args.new.clone()], terminal)?;
    let drafts = files.with(terminal, |inputs| {
        let mut problems = Vec::new();
        let mut drafts = Vec::new();
        for input in inputs {
            let (draft, more) = draft::parse(input.name, input.text, &args.parties);
            problems.extend(more.into_iter().filter(super::case::is_error));
            drafts.push(draft);
        }
        if problems.is_empty() { Ok(drafts) } else { Err(problems) }
    })?;
    let [old, new] = drafts.as_slice() else { return Ok(Exit::Done) };
    let out = if args.redline {
        red(&old.text, &new.text, args.format, &new.file)
    } else {
        let found = compare::between(old, new);
        match args.json {
            true => format!("{:#}\n", json!({ "format": "detente-talks-diff/1", "diff": found })),
            false => told(&changes::text(&found), terminal),
        }
    };
    put(args.out.as_deref(), &out, terminal)
}

/// A redline in one of the formats.
fn red(old: &str, new: &str, format: Format, title: &str) -> String {
    let found = redline::between(old, new);
    match format {
        Format::Markdown => redline::critic_markup(&found),
        Format::Html => page::redline(title, &redline::html(&found)),
    }
}

pub(super) fn number(args: &Number, terminal: Terminal) -> Outcome {
    let mut case = Case::open(&CaseArgs::of_text(&args.folder), terminal)?;
    let rows = case.earlier(terminal)?;
    let earlier = rows.iter().flat_map(|(_, draft)| &draft.brackets);
    let used: Vec<&str> =
        earlier.filter(|b| b.id_is_written).map(|bracket| bracket.id.as_str()).collect();
    let out = number::write_ids(&case.draft, &used);
    put(args.out.as_deref(), &out, terminal)
}

pub(super) fn export(args: &Export, terminal: Terminal) -> Outcome {
    let mut asked = CaseArgs::of_text(&args.folder);
    asked.rests.reopen = args.reopen;
    let case = Case::open(&asked, terminal)?;
    let choices = match &args.package {
        Some(path) => chosen_in(&case, path, terminal, |_, choices| Ok(choices))?,
        None => render::agreed(&case.draft),
    };
    let clean = render::clean(&case.draft, &choices);
    terminal.problems(&render::read_again(&case.draft, &choices, &clean), &case.sources);
    terminal.note("rests on the text and the package alone; vaults drawn on: none");
    let title = &case.declared.title;
    let out = match &args.against {
        Some(path) => red(&read_text(path, terminal)?, &clean, args.format, title),
        None if args.format == Format::Html => {
            let left = draft::parse(&case.draft.file, &clean, &case.draft.parties).0;
            page::prose(title, &clean, left.brackets.len())
        }
        None => clean,
    };
    put(args.out.as_deref(), &out, terminal)
}

/// The package of a file.
///
/// # Errors
/// Where it is not sound, or leaves an issue open; the problem was printed.
pub(super) fn package(
    case: &Case,
    path: &Path,
    terminal: Terminal,
) -> Result<Package, CommandError> {
    chosen_in(case, path, terminal, |file, choices| {
        let package = case.issues.table.package(&choices);
        package.ok_or_else(|| open_bracket(case, file, &choices).into_iter().collect())
    })
}

/// What is made of the choices of a file with a package.
fn chosen_in<T>(
    case: &Case,
    path: &Path,
    terminal: Terminal,
    make: impl Fn(&str, Vec<Choice>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, CommandError> {
    let files = Files::read(&[path.to_owned()], terminal)?;
    files.with(terminal, |inputs| {
        let Some(input) = inputs.first() else { return Err(Vec::new()) };
        let (choices, problems) = chosen::read(input.name, input.text, &case.draft, case.agreed);
        if problems.is_empty() { make(input.name, choices) } else { Err(problems) }
    })
}

/// That a package leaves a bracket open.
fn open_bracket(case: &Case, file: &str, choices: &[Choice]) -> Option<Diagnostic> {
    let is_open = |issue: &&Issue| choices.get(issue.bracket) == Some(&Choice::Open);
    let open = case.issues.table.issues.iter().find(is_open)?;
    let message = format!("the package leaves bracket `{}` open", open.name);
    let problem = Diagnostic::error(::talks::codes::LEFT_OPEN, message);
    let problem = problem.label(file, At::File, "");
    Some(problem.help("choose an option for every bracket that is reached and can be counted"))
}
