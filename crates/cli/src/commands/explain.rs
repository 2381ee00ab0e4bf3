//! `detente explain`: what a code means, and everything behind one finding.

use std::path::{Path, PathBuf};

use basis::{Diagnostic, suggest};
use findings::Findings;

use crate::args::{Explain, Run};
use crate::codes;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::folder::{ACCORD_FILE, CASE_FILE};
use crate::run;
use crate::terminal::Terminal;

/// Code and page, from `docs/errors`.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Shows a page, a finding, or what there is to show.
pub(super) fn run(args: &Explain, terminal: Terminal) -> Outcome {
    let Some(what) = &args.what else {
        terminal.out(&codes_listed())?;
        return if is_case(&args.run.case) { list(&args.run, terminal) } else { Ok(Exit::Done) };
    };
    if let Some(page) = page(what) {
        terminal.out(page)?;
        return Ok(Exit::Done);
    }
    // A folder in place of a name: what can be explained in that case.
    if is_case(Path::new(what)) {
        let run = Run { case: PathBuf::from(what), ..args.run.clone() };
        return list(&run, terminal);
    }
    if looks_like_code(what) {
        return Err(unknown_code(what));
    }
    let made = run::run(&args.run, terminal)?;
    match report::explain(&made.findings, what) {
        Some(text) => terminal.out(&text).map(|()| made.exit),
        None => Err(unknown_finding(what, &made.findings)),
    }
}

fn page(what: &str) -> Option<&'static str> {
    let code = what.to_uppercase();
    PAGES.iter().find(|(name, _)| *name == code).map(|(_, page)| *page)
}

/// First lines of all pages.
fn codes_listed() -> String {
    let first =
        |page: &&str| page.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
    PAGES.iter().map(|(_, page)| first(page) + "\n").collect()
}

/// The findings of a case, with what they say.
fn list(args: &Run, terminal: Terminal) -> Outcome {
    let made = run::run(args, terminal)?;
    let ids = made.findings.findings.iter().map(|finding| finding.id.chars().count());
    let width = ids.max().unwrap_or(0);
    let line = |f: &findings::Finding| format!("{:width$}  {}\n", f.id, f.headline());
    terminal.out(&made.findings.findings.iter().map(line).collect::<String>())?;
    Ok(made.exit)
}

fn is_case(folder: &Path) -> bool {
    folder.join(CASE_FILE).is_file() || folder.join(ACCORD_FILE).is_file()
}

/// A letter and three or more digits, or what was perhaps meant as such.
fn looks_like_code(what: &str) -> bool {
    let mut chars = what.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    letter && !what.contains('/') && chars.any(|c| c.is_ascii_digit())
}

fn unknown_code(what: &str) -> CommandError {
    let names = PAGES.iter().map(|(name, _)| *name);
    let help = suggest::did_you_mean(&what.to_uppercase(), names)
        .unwrap_or_else(|| "`detente explain` lists the codes".to_owned());
    let message = format!("there is no code `{what}`");
    CommandError::new(Exit::Usage, Diagnostic::error(codes::NOTHING_TO_EXPLAIN, message).help(help))
}

fn unknown_finding(what: &str, findings: &Findings) -> CommandError {
    let ids = findings.findings.iter().map(|finding| finding.id.as_str());
    let help = suggest::did_you_mean(what, ids).unwrap_or_else(|| {
        "`detente explain CASE` lists the findings; those of days and weeks need --period"
            .to_owned()
    });
    let message = format!("this run has no finding `{what}`");
    CommandError::new(Exit::Usage, Diagnostic::error(codes::NOTHING_TO_EXPLAIN, message).help(help))
}
