//! `detente verify`: what the evidence shows.

use std::path::Path;

use findings::Findings;
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
        let case = named(&args.run.case);
        let style = Style { width: terminal.width(), colour: terminal.colors(), case: &case };
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
    let case = named(&args.run.case);
    let style = Style { width: terminal.width(), colour: terminal.colors(), case: &case };
    terminal.out(&format!("Compared with {}\n\n", shown(path)))?;
    terminal.out(&visible(&report::differences(&differences, &style)))?;
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

/// The case as a command line has to name it; nothing in its own folder.
fn named(case: &Path) -> String {
    let name = shown(case);
    let plain = |c: char| c.is_alphanumeric() || "/._-~".contains(c);
    match name.as_str() {
        "." => String::new(),
        name if name.chars().all(plain) => name.to_owned(),
        name => format!("'{}'", name.replace('\'', r"'\''")),
    }
}
