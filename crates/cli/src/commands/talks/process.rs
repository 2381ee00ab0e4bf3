//! What stands of the process at an instant, and the guard-rails that ship with the program.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use ::talks::folder as declared;
use ::talks::process::{self, Log, rounds};
use ::talks::read::Input;
use basis::{At, Diagnostic, Digest, Instant, Severity};
use briefing::process as told;
use clap::Args;

use super::case::{TALKS_FILE, is_error};
use super::files::{FILE_BYTES_MAX, failed, utf8};
use super::put_told;
use crate::error::{CommandError, Outcome};
use crate::folder::Folder;
use crate::render::Sources;
use crate::terminal::Terminal;

/// Show rounds, silence procedures and what waits for capitals, as of an instant
///
/// Reads a log (`detente-process/1`), or the folder of talks whose `talks.toml` names one as
/// `process`. The same log and instant give the same answer. Silence counts as consent only under a
/// rule that the log names and where receipts show that the proposal arrived.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks process examples/ceasefire-talks
  detente talks process examples/ceasefire-talks --now 2031-04-08T12:00:00Z
  detente talks process examples/ceasefire-talks --json")]
pub(super) struct ProcessArgs {
    /// Log, or folder of the talks
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// Look from this instant, such as 2026-03-30T12:00:00+02:00; default: the clock
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    now: Option<Instant>,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// List the guard-rails that ship with the program, with their sources
///
/// What law forbids to agree. Which choices of a text reach one, the team says in `talks.toml`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks guardrails
  detente talks guardrails --json")]
pub(super) struct GuardrailsArgs {
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn guardrails(args: &GuardrailsArgs, terminal: Terminal) -> Outcome {
    use briefing::guardrails::{json, text};
    put_told(args.json.then(json), text, terminal)
}

pub(super) fn process(args: &ProcessArgs, terminal: Terminal) -> Outcome {
    let mut read = Read::open(&args.path, terminal)?;
    let now = args.now.unwrap_or_else(clock);
    let compared = read.compared(now);
    terminal.problems(&read.warnings, &read.sources);
    let told = told::Told {
        log: &read.log,
        sha256: read.sha256,
        now,
        by_clock: args.now.is_none(),
        compared: &compared,
    };
    put_told(args.json.then(|| told::json(&told)), || told::text(&told), terminal)
}

fn instant(text: &str) -> Result<Instant, String> {
    let wanted = "write an instant with its offset, such as 2026-03-30T12:00:00+02:00";
    Instant::parse(text).ok_or_else(|| wanted.to_owned())
}

#[expect(clippy::disallowed_methods, reason = "time comes in at the command line, and is printed")]
fn clock() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A log as it was read.
struct Read {
    folder: Folder,
    log: Log,
    sha256: Digest,
    sources: Sources,
    warnings: Vec<Diagnostic>,
}

impl Read {
    fn open(path: &Path, terminal: Terminal) -> Result<Read, CommandError> {
        let (folder, file) = Folder::of_talks(path, TALKS_FILE)?;
        let mut sources = Sources::new(folder.prefix());
        let (name, parties) = match file {
            Some(name) => (name, Vec::new()),
            None => declared_log(&folder, &mut sources, terminal)?,
        };
        let text = text(&folder, &name, &mut sources, terminal)?;
        let log = process::read(&Input { name: &name, text: &text }, &parties)
            .map_err(|problems| failed(&problems, &sources, terminal))?;
        let warnings = log.warnings.clone();
        Ok(Read { folder, log, sha256: Digest::of(text.as_bytes()), sources, warnings })
    }

    /// Files of rounds that are there, and whether each is the text that the log names.
    fn compared(&mut self, now: Instant) -> Vec<(String, bool)> {
        let mut compared = Vec::new();
        for round in rounds::at(&self.log, now) {
            let Ok(bytes) = self.folder.read(&round.file, FILE_BYTES_MAX) else { continue };
            let problem = round.check(&bytes);
            compared.push((round.file, problem.is_none()));
            // The answer does not rest on the bytes of the text.
            let warning = |problem| Diagnostic { severity: Severity::Warning, ..problem };
            self.warnings.extend(problem.map(warning));
        }
        compared
    }
}

/// The name of the log that `talks.toml` declares, and the codes of the parties.
fn declared_log(
    folder: &Folder,
    sources: &mut Sources,
    terminal: Terminal,
) -> Result<(String, Vec<String>), CommandError> {
    let toml = text(folder, TALKS_FILE, sources, terminal)?;
    let (declared, problems) = declared::Folder::parse(TALKS_FILE, &toml);
    if problems.iter().any(is_error) {
        return Err(failed(&problems, sources, terminal));
    }
    let codes = declared.codes();
    match declared.process {
        Some(file) => Ok((file.text, codes)),
        None => {
            let message = "these talks name no log of the process";
            let problem = Diagnostic::error(::talks::codes::FIELD, message)
                .label(TALKS_FILE, At::File, "")
                .help("write process = \"process.toml\" above the first table");
            Err(failed(&[problem], sources, terminal))
        }
    }
}

fn text(
    folder: &Folder,
    name: &str,
    sources: &mut Sources,
    terminal: Terminal,
) -> Result<String, CommandError> {
    let bytes = folder.read(name, FILE_BYTES_MAX)?;
    sources.add(name, &bytes);
    utf8(name, bytes).map_err(|problem| failed(&[problem], sources, terminal))
}
