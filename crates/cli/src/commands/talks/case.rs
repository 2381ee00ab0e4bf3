//! From a folder of talks to text, positions and rules.
//!
//! Every problem of every file is printed in one pass; only then it is decided whether there is
//! enough to go on with.

use std::path::PathBuf;

use ::talks::deal::{Accepts, Bounded};
use ::talks::folder as declared;
use ::talks::positions::Stated;
use ::talks::positions::construe::{Built, Construe};
use ::talks::positions::issues::Issues;
use ::talks::standing::Positions;
use ::talks::{Domain, Profile, Rule, Standing};
use basis::civil::Date;
use basis::{At, Diagnostic, Digest, Severity};
use clap::{Args, ValueEnum};
use draft::Draft;
use draft::table::Agreed;

use super::files::{FILE_BYTES_MAX, ended, exit_of, utf8};
use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::folder::Folder;
use crate::render::Sources;
use crate::terminal::Terminal;

mod reading;

use reading::Reading;

/// Name of the file that declares a folder of talks.
pub(super) const TALKS_FILE: &str = "talks.toml";

// Which talks, and on whose words an answer rests.
#[derive(Clone, Debug, Args)]
pub(super) struct CaseArgs {
    /// Folder of the talks, or a text alone
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,
    #[command(flatten)]
    pub(super) rests: Rests,
}

// On whose words an answer rests.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Rests {
    /// Rest on what was said before others only, as an output for others does
    #[arg(long)]
    pub(super) said_only: bool,
    /// Draw on the vault of this name; may be repeated
    #[arg(long = "vault", value_name = "NAME", requires = "identity")]
    pub(super) vaults: Vec<String>,
    /// File with the identity that opens vaults; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) identity: Vec<PathBuf>,
    /// Fill in points that are only partly known, and say so
    #[arg(long, value_name = "WAY")]
    pub(super) construe: Option<ConstrueName>,
    /// Treat what the text says is agreed as open
    #[arg(long)]
    pub(super) reopen: bool,
    /// Whether positions and guard-rails are left aside.
    #[arg(skip)]
    text_only: bool,
}

/// Ways to fill in points.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ConstrueName {
    /// The middle of intervals, equal steps for ranks.
    Middle,
}

impl CaseArgs {
    /// For what needs the text alone.
    pub(super) fn of_text(folder: &std::path::Path) -> CaseArgs {
        CaseArgs {
            folder: folder.to_owned(),
            rests: Rests { said_only: true, text_only: true, ..Rests::default() },
        }
    }
}

impl Rests {
    /// That nothing is asked here which files without positions cannot heed.
    ///
    /// # Errors
    /// Where something is.
    pub(super) fn only_for_folders(&self) -> Result<(), CommandError> {
        let asked = [
            ("--said-only", self.said_only),
            ("--vault", !self.vaults.is_empty()),
            ("--identity", !self.identity.is_empty()),
            ("--construe", self.construe.is_some()),
            ("--reopen", self.reopen),
        ];
        let Some((flag, _)) = asked.into_iter().find(|(_, asked)| *asked) else { return Ok(()) };
        let problem = Diagnostic::error(
            codes::ONLY_FOR_FOLDERS,
            format!("{flag} is about a folder of talks"),
        )
        .help("name a folder with `talks.toml`, or leave this out");
        Err(CommandError::new(Exit::Usage, problem))
    }
}

/// A folder of talks as it was read.
pub(super) struct Case {
    /// Where files are read from.
    pub(super) folder: Folder,
    /// What `talks.toml` declares.
    pub(super) declared: declared::Folder,
    /// The single negotiating text.
    pub(super) draft: Draft,
    /// What its agreed brackets are: with one option, or as open as others.
    pub(super) agreed: Agreed,
    /// Its countable brackets as issues.
    pub(super) issues: Issues,
    /// All that was stated and counts, before any of it gives way to other.
    pub(super) stated: Stated,
    /// What holds.
    pub(super) positions: Positions,
    /// Rules that follow from guard-rails.
    pub(super) guardrails: Vec<Rule>,
    /// Files with their digests, in the order in which they were read; a vault only where it was
    /// opened.
    pub(super) read: Vec<(String, Digest)>,
    /// Texts for messages.
    pub(super) sources: Sources,
    construe: Option<Construe>,
    /// Lines that no search can heed, in words.
    unheeded: Vec<String>,
}

impl Case {
    /// Reads a folder, or a text alone, and prints every problem.
    ///
    /// # Errors
    /// Where a file cannot be read or is not sound.
    pub(super) fn open(args: &CaseArgs, terminal: Terminal) -> Result<Case, CommandError> {
        let (folder, text_alone) = Folder::of_talks(&args.folder, TALKS_FILE)?;
        let mut reading = Reading::of(folder);
        let case = reading.case(args, text_alone);
        terminal.problems(&reading.problems, &reading.sources);
        match (reading.prevented, case) {
            (None, Some(case)) => Ok(Case {
                sources: reading.sources,
                read: reading.read,
                unheeded: reading.unheeded,
                ..case
            }),
            (prevented, _) => Err(ended(prevented.unwrap_or(Exit::Talks))),
        }
    }

    /// The domain with exact points.
    ///
    /// # Errors
    /// Where points are not known; what is missing was printed.
    pub(super) fn domain(&self, terminal: Terminal) -> Result<Built, CommandError> {
        self.built().map_err(|problems| self.refused(&problems, terminal))
    }

    /// The domain with exact points, or what is missing.
    pub(super) fn built(&self) -> Result<Built, Vec<Diagnostic>> {
        if self.positions.parties.is_empty() {
            let problem = Diagnostic::error(::talks::codes::PARTIES, "nobody's points are known");
            let help = format!("name a folder whose `{TALKS_FILE}` declares who negotiates");
            return Err(vec![problem.label(self.draft.file.clone(), At::File, "").help(help)]);
        }
        let title = &self.declared.title;
        let (draft, issues) = (&self.draft, &self.issues);
        self.positions.domain(title, draft, issues, &self.guardrails, self.construe)
    }

    /// The domain with points as far as they are known; and, in words, what no package can be
    /// compared with.
    pub(super) fn as_far_as_known(&self) -> (Bounded, Vec<String>) {
        let title = &self.declared.title;
        let (draft, issues) = (&self.draft, &self.issues);
        let (bounded, lacking) =
            self.positions.domain_as_known(title, draft, issues, &self.guardrails, self.construe);
        let name = |at: usize| bounded.domain.parties.get(at).map_or("", |party| &party.name);
        let reserved = lacking.iter().map(|(at, problem)| {
            let why = &problem.message;
            format!("what `{}` has without an agreement ({why})", name(*at))
        });
        let left_aside = reserved.chain(self.unheeded.iter().cloned()).collect();
        (bounded, left_aside)
    }

    /// What each party is known to accept.
    pub(super) fn accepts(&self) -> Vec<Accepts> {
        Accepts::of_all(&self.positions, &self.draft, &self.issues)
    }

    /// On what answers rest, and what they do not heed, in words.
    pub(super) fn rests_on(&self) -> String {
        let drew = self.stated.drew_on();
        let standing = |standing: &Standing| match standing {
            Standing::Said => "said",
            Standing::Confidential => "confidential",
            Standing::Inferred => "inferred",
        };
        let standings: Vec<&str> = drew.standings.iter().map(standing).collect();
        let vaults: Vec<&str> = drew.vaults.iter().map(String::as_str).collect();
        let or = |words: Vec<&str>, none: &str| match words.is_empty() {
            true => none.to_owned(),
            false => words.join(", "),
        };
        let (standings, vaults) = (or(standings, "nothing stated"), or(vaults, "none"));
        let unheeded = match self.unheeded.is_empty() {
            true => String::new(),
            false => format!(" Not heeded: {}.", self.unheeded.join("; ")),
        };
        format!("Rests on what is: {standings}. Vaults drawn on: {vaults}.{unheeded}")
    }

    /// The domain without any points: what can be chosen, and what may not be.
    pub(super) fn without_points(&self) -> Domain {
        let issues = self.issues.issues.clone();
        let nothing = || issues.iter().map(|issue| vec![Default::default(); issue.options.len()]);
        let party = |code: &String| ::talks::Party {
            name: code.clone(),
            reserved: None,
            points: nothing().collect(),
        };
        let red_lines = self.positions.rules(&self.issues).0;
        let text = self.issues.rules.iter().chain(&self.guardrails).cloned();
        Domain {
            title: self.declared.title.clone(),
            parties: self.positions.parties.iter().map(party).collect(),
            rules: text.chain(red_lines.into_iter().map(|sourced| sourced.rule)).collect(),
            issues,
            conventions: Profile::Detente,
        }
    }

    /// The day of the text on the table: as asked, as declared, else that of the newest earlier
    /// draft.
    pub(super) fn day(&self, asked: Option<Date>, earlier: &[(Date, Draft)]) -> Option<Date> {
        asked.or(self.declared.date).or(earlier.last().map(|(date, _)| *date))
    }

    /// All drafts with their dates, the text on the table last; the first day of the calendar where
    /// its day is not known.
    pub(super) fn drafts<'a>(
        &'a self,
        earlier: &'a [(Date, Draft)],
        day: Option<Date>,
    ) -> Vec<(Date, &'a Draft)> {
        let earlier = earlier.iter().map(|(date, draft)| (*date, draft));
        earlier.chain([(day.unwrap_or_default(), &self.draft)]).collect()
    }

    /// Earlier drafts with their dates, in the order of the declaration.
    ///
    /// # Errors
    /// Where one cannot be read; its problems were printed.
    pub(super) fn earlier(
        &mut self,
        terminal: Terminal,
    ) -> Result<Vec<(Date, Draft)>, CommandError> {
        let codes = self.declared.codes();
        let mut drafts = Vec::new();
        for earlier in &self.declared.drafts {
            let name = &earlier.file.text;
            let bytes = self.folder.read(name, FILE_BYTES_MAX)?;
            self.sources.add(name, &bytes);
            self.read.push((name.clone(), Digest::of(&bytes)));
            let text = utf8(name, bytes).map_err(|problem| self.refused(&[problem], terminal))?;
            let (draft, problems) = draft::parse(name, &text, &codes);
            let errors: Vec<Diagnostic> = problems.into_iter().filter(is_error).collect();
            if !errors.is_empty() {
                return Err(self.refused(&errors, terminal));
            }
            drafts.push((earlier.date, draft));
        }
        Ok(drafts)
    }

    /// Prints problems; what remains is how the run ends.
    pub(super) fn refused(&self, problems: &[Diagnostic], terminal: Terminal) -> CommandError {
        terminal.problems(problems, &self.sources);
        ended(exit_of(problems))
    }

    /// The result, or its problem printed with the name of the text.
    pub(super) fn settle<T>(
        &self,
        made: Result<T, Diagnostic>,
        terminal: Terminal,
    ) -> Result<T, CommandError> {
        made.map_err(|problem| {
            let problem = match problem.labels.is_empty() {
                true => problem.label(self.draft.file.clone(), At::File, ""),
                false => problem,
            };
            self.refused(&[problem], terminal)
        })
    }
}

pub(super) fn is_error(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Error
}
