//! `detente verify`: what the evidence shows.

use std::fmt::Write as _;
use std::path::Path;

use findings::{Difference, Findings};
use report::Style;

use crate::args::{Release, Verify};
use crate::codes;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::folder::read_named;
use crate::show::{shown, visible};
use crate::terminal::Terminal;
use crate::{run, write};

/// Bytes of findings that are read to compare with: 1 GiB.
const FINDINGS_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Makes findings and prints them, or compares them with others.
pub(super) fn run(args: &Verify, terminal: Terminal) -> Outcome {
    if let Some(path) = &args.against {
        return against(args, path, terminal);
    }
    let made = run::run(&args.run, terminal)?;
    let public = args.release.unwrap_or(Release::Public).into();
    if let Some(path) = &args.out {
        write::replace(path, report::json(&made.findings.released(public)).as_bytes())?;
        terminal.note(&format!("wrote {}", shown(path)));
    }
    if args.json {
        terminal.out(&report::json(&made.findings.released(public)))?;
    } else {
        let full = args.release.unwrap_or(Release::Full).into();
        let style = Style { width: terminal.width(), colour: terminal.colors() };
        terminal.out(&report::terminal(&made.findings.released(full), &style))?;
    }
    Ok(made.exit)
}

/// Repeats the run of some findings and lists every difference.
fn against(args: &Verify, path: &Path, terminal: Terminal) -> Outcome {
    let mut old = read_findings(path)?;
    let made = run::repeat(&args.run, &old.manifest.options, terminal)?;
    run::only_clauses(&mut old, &args.run.clause)?;
    let differences = findings::compare(&old, &made.findings);
    terminal.out(&list(&differences, &shown(path)))?;
    Ok(if differences.is_empty() { made.exit } else { Exit::Differences })
}

fn read_findings(path: &Path) -> Result<Findings, CommandError> {
    let bytes = read_named(path, FINDINGS_BYTES_MAX)?;
    let Ok(text) = String::from_utf8(bytes) else {
        let problem = basis::Diagnostic::error(codes::NOT_UTF8, "the file is not UTF-8")
            .label(shown(path), basis::At::File, "")
            .help("give findings that `detente verify --out` wrote");
        return Err(CommandError::new(Exit::File, problem));
    };
    findings::read(&text).map_err(|problem| {
        let problem = problem.label(shown(path), basis::At::File, "");
        CommandError::new(Exit::File, problem)
    })
}

fn list(differences: &[Difference], path: &str) -> String {
    if differences.is_empty() {
        return format!("The run gives the same as {path}.\n");
    }
    let count = differences.len();
    let s = if count == 1 { "" } else { "s" };
    let mut text = format!("{count} difference{s} from {path}:\n");
    for d in differences {
        let records = if d.records.is_empty() {
            String::new()
        } else {
            format!(" ({})", d.records.join(", "))
        };
        let _ = write!(
            text,
            "\n{}\n  was  {}\n  is   {}\n  why  {}{records}\n",
            d.path,
            d.old,
            d.new,
            d.class.words()
        );
    }
    visible(&text)
}
