//! `detente report`: findings as files for others.

use std::path::{Path, PathBuf};

use basis::{At, Diagnostic};
use findings::Findings;

use crate::args::{Format, Report};
use crate::codes;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::show::shown;
use crate::terminal::Terminal;
use crate::{run, write};

/// Where the page goes when nothing else is asked for.
const DEFAULT_FILE: &str = "report.html";

/// Makes findings and writes them.
pub(super) fn run(args: &Report, terminal: Terminal) -> Outcome {
    // Before the run, so that nobody waits for a name that cannot be used.
    let outputs = outputs(args)?;
    let made = run::run(&args.run, terminal)?;
    let findings = made.findings.released(args.release.into());
    for (format, path) in outputs {
        if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
            write::make_folder(folder)?;
        }
        write::replace(&path, text(format, &findings).as_bytes())?;
        terminal.note(&format!("wrote {}", shown(&path)));
    }
    Ok(made.exit)
}

fn text(format: Format, findings: &Findings) -> String {
    match format {
        Format::Html => report::html(findings),
        Format::Json => report::json(findings),
        Format::Csv => report::csv(findings),
    }
}

/// Which format goes where.
fn outputs(args: &Report) -> Result<Vec<(Format, PathBuf)>, CommandError> {
    let mut formats = args.format.clone();
    formats.sort();
    formats.dedup();
    let Some(out) = &args.out else {
        return Ok(match formats.as_slice() {
            [] => vec![(Format::Html, PathBuf::from(DEFAULT_FILE))],
            some => {
                some.iter().map(|format| (*format, PathBuf::from(file_name(*format)))).collect()
            }
        });
    };
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let named = match ending {
        "html" => Some(Format::Html),
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        _ => None,
    };
    match (named.filter(|_| !out.is_dir()), formats.as_slice()) {
        (Some(format), []) => Ok(vec![(format, out.clone())]),
        (Some(format), [one]) if format == *one => Ok(vec![(format, out.clone())]),
        (None, []) if out.is_dir() => Ok(vec![(Format::Html, out.join(DEFAULT_FILE))]),
        (None, some) if !some.is_empty() && (ending.is_empty() || out.is_dir()) => {
            Ok(some.iter().map(|format| (*format, out.join(file_name(*format)))).collect())
        }
        _ => Err(which_format(out)),
    }
}

fn file_name(format: Format) -> &'static str {
    match format {
        Format::Html => DEFAULT_FILE,
        Format::Json => "findings.json",
        Format::Csv => "findings.csv",
    }
}

fn which_format(out: &Path) -> CommandError {
    let problem = Diagnostic::error(codes::WHICH_FORMAT, "the name does not tell one format")
        .label(shown(out), At::File, "")
        .help("end it in .html, .json or .csv, or name a folder and give --format");
    CommandError::new(Exit::Usage, problem)
}
