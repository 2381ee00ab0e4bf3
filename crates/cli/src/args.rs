//! The words of the command line.

use std::path::PathBuf;

use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::commands::talks::Talks;
use crate::exit;

/// Show, clause by clause, what the evidence says about an accord.
///
/// A case is a folder: `accord.md` (the agreement as people read it, with clauses under its
/// articles), `detente.toml` (which file of evidence is what) and the evidence itself. Every
/// answer is one of: contrary to the clause, kept, no breach found, not concluded.
#[derive(Debug, Parser)]
#[command(name = "detente", version, max_term_width = 100, arg_required_else_help = true)]
#[command(disable_help_subcommand = true, after_help = exit::help())]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Heading of the options that every command has.
const PRINTING: &str = "Printing";

/// Options that every command has.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// When to use colours; NO_COLOR=1 turns them off as well
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = PRINTING)]
    pub(crate) color: Color,
    /// Print results and errors only
    #[arg(short, long, global = true, help_heading = PRINTING)]
    pub(crate) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> ColorChoice {
        match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Verify(Verify),
    Report(Report),
    Explain(Explain),
    New(New),
    Talks(Talks),
    Completions(Completions),
    Man(Man),
}

/// Look through an accord: problems, gaps, constructions, and which clauses can be checked
///
/// Works on a draft, without evidence and without `detente.toml`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente check examples/donbas-2020
  detente check examples/small-truce/accord.md       an accord alone
  detente check examples/donbas-2020 --json")]
pub(crate) struct Check {
    /// Folder of the case, or the accord itself
    #[arg(value_name = "CASE", default_value = ".")]
    pub(crate) case: PathBuf,
    /// Print everything as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Say clause by clause what the evidence shows
///
/// A date stands for the whole reporting day of the case: --from takes its start, --until its end.
/// For --as-of a date stands for the end of that civil day. An instant is written in RFC 3339:
/// 2020-07-27T00:01:00+03:00. The clock of the machine is never read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente verify examples/donbas-2020
  detente verify examples/donbas-2020 --as-of 2020-08-05
  detente verify examples/donbas-2020 --from 2020-07-27 --until 2020-08-09 --period day
  detente verify examples/donbas-2020 --clause 2 --strict
  detente verify examples/donbas-2020 --out findings.json --release full     for the team
  detente verify examples/donbas-2020 --against findings.json                repeat that run")]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) run: Run,
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the findings as JSON to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Repeat the run of these findings and list every difference
    #[arg(long, value_name = "FINDINGS", conflicts_with_all = ["json", "out"])]
    pub(crate) against: Option<PathBuf>,
    /// For whom: `public` is the default of JSON, `full` of the table
    #[arg(long, value_name = "LEVEL")]
    pub(crate) release: Option<Release>,
}

/// Write findings for others to read
///
/// The default is one self-contained page, `report.html`, that opens without network. Files are
/// made for the public unless `--release full` is given.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente report examples/donbas-2020                        report.html in this folder
  detente report examples/donbas-2020 --out donbas.html
  detente report examples/donbas-2020 --out reports --format html,json,csv
  detente report examples/donbas-2020 --release full --out team.html")]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) run: Run,
    /// A file ending in .html, .json or .csv, or a folder
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Formats to write into a folder
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    pub(crate) format: Vec<Format>,
    /// For whom
    #[arg(long, value_name = "LEVEL", default_value = "public")]
    pub(crate) release: Release,
}

/// What a run is made on.
#[derive(Clone, Debug, Args)]
pub(crate) struct Run {
    /// Folder of the case
    #[arg(value_name = "CASE", default_value = ".")]
    pub(crate) case: PathBuf,
    /// Use what was known by then; default: everything in the evidence
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<String>,
    /// Start of what is looked at; default: entry into force
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// End of what is looked at; default: the last of the evidence
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Cut into periods, each answered on its own; default: all
    #[arg(long, value_name = "LENGTH")]
    pub(crate) period: Option<Period>,
    /// Only this clause; may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) clause: Vec<String>,
    /// Make no findings when a row of evidence is refused
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Lengths of periods.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Period {
    /// Reporting days of the case.
    Day,
    /// Weeks of reporting days, Monday to Sunday.
    Week,
    /// All at once.
    All,
}

/// For whom an output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Release {
    /// For anybody: coarse positions, nothing about observers, no free text.
    Public,
    /// For the team; marked so.
    Full,
}

impl From<Release> for findings::Release {
    fn from(release: Release) -> findings::Release {
        match release {
            Release::Public => findings::Release::Public,
            Release::Full => findings::Release::Full,
        }
    }
}

/// Formats of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Format {
    /// One self-contained page.
    Html,
    /// Everything, for programs.
    Json,
    /// A table, for spreadsheets.
    Csv,
}

/// Explain a diagnostic code, or everything behind one finding
///
/// Without an argument it lists the codes, and the findings of the case in this folder.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente explain A020                               what a code means and how to mend it
  detente explain 2/any/all examples/donbas-2020     everything behind a finding
  detente explain 2/any/2020-07-28 examples/donbas-2020 --period day")]
pub(crate) struct Explain {
    /// A code such as A020, or a finding such as 2/any/all
    #[arg(value_name = "WHAT")]
    pub(crate) what: Option<String>,
    #[command(flatten)]
    pub(crate) run: Run,
}

/// Make a small case folder, with comments, to start from
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente new ceasefire
  detente verify ceasefire")]
pub(crate) struct New {
    /// A folder that does not exist yet, or is empty
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente completions bash > detente.bash            then: source detente.bash
  detente completions fish > detente.fish            then: source detente.fish")]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Write manual pages into a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente man man1                                   then: man man1/detente.1")]
pub(crate) struct Man {
    /// Folder to write to; made where it is missing
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_words_are_consistent() {
        Cli::command().debug_assert();
    }
}
