//! A run: from a case and options to findings.

use basis::{Diagnostic, Instant};
use evidence::Case;
use findings::{Findings, Note, ReasonKind};
use verify::PeriodLength;

use crate::args::{Period, Run};
use crate::case::{Reading, zone_of};
use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::folder::Folder;
use crate::progress::Progress;
use crate::terminal::Terminal;
use crate::times::{Which, instant};

/// Findings, and how the run ended.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) findings: Findings,
    pub(crate) exit: Exit,
}

/// Reads the case, prints every problem, and makes findings.
///
/// # Errors
/// Where there is not enough to make findings from; the problems were printed.
pub(crate) fn run(args: &Run, terminal: Terminal) -> Result<Made, CommandError> {
    make(args, None, terminal)
}

/// The same with the options of an earlier run, where the command line gives no others.
///
/// # Errors
/// As [`run`].
pub(crate) fn repeat(
    args: &Run,
    earlier: &findings::Options,
    terminal: Terminal,
) -> Result<Made, CommandError> {
    make(args, Some(earlier), terminal)
}

fn make(
    args: &Run,
    earlier: Option<&findings::Options>,
    terminal: Terminal,
) -> Result<Made, CommandError> {
    let mut reading = Reading::new(Folder::open(&args.case)?);
    let case = reading.case();
    let accord = reading.accord(&case.accord).and_then(|resolved| resolved.accord);
    let evidence = reading.evidence(&case, args.strict, &Progress::new(terminal));
    // Gaps stand in the findings; `check` shows where.
    let told = reading.diagnostics.iter().filter(|d| d.severity >= basis::Severity::Warning);
    terminal.problems(&told.cloned().collect::<Vec<_>>(), &reading.sources);
    let prevented = reading.prevented.filter(|exit| *exit != Exit::RowsRefused || args.strict);
    let (Some(accord), None) = (accord, prevented) else {
        return Err(none_made(prevented.unwrap_or(Exit::Accord), terminal));
    };
    if case.sources.is_empty() {
        terminal.note("no source is declared: the findings rest on no evidence");
    }
    let zone = zone_of(&case, &accord);
    let mut options = options(args, earlier, &case, &zone)?;
    options.inputs = reading.declaration.take().into_iter().collect();
    let run = verify::Run::new(&accord, &evidence, &options);
    let mut findings = run.findings();
    let clauses = match earlier {
        Some(earlier) if args.clause.is_empty() => &earlier.clauses,
        _ => &args.clause,
    };
    only_clauses(&mut findings, clauses)?;
    let problems = run.problems(&findings);
    terminal.problems(&problems, &reading.sources);
    if problems.iter().any(|problem| problem.code == verify::codes::AXES_SWAPPED) {
        return Err(none_made(Exit::File, terminal));
    }
    let refused = findings.manifest.rows_refused;
    if refused > 0 {
        let rows = evidence.files.iter().map(|file| file.rows).sum();
        terminal.problems(&[rows_refused(refused, rows)], &reading.sources);
    }
    let exit = if refused > 0 || reading.prevented == Some(Exit::RowsRefused) {
        Exit::RowsRefused
    } else if conflicts(&findings) {
        Exit::Conflict
    } else {
        Exit::Done
    };
    Ok(Made { findings, exit })
}

/// Ends a run without findings, the reasons for which were printed.
fn none_made(exit: Exit, terminal: Terminal) -> CommandError {
    terminal.note("no findings were made");
    CommandError { exit, diagnostics: Vec::new() }
}

fn rows_refused(refused: u64, rows: u64) -> Diagnostic {
    let message = format!("{refused} of {rows} rows of evidence were refused");
    let help = "the findings rest on the others; --strict makes none as long as rows are refused";
    Diagnostic::new(codes::ROWS_REFUSED, basis::Severity::Warning, message).help(help)
}

fn options(
    args: &Run,
    earlier: Option<&findings::Options>,
    case: &Case,
    zone: &basis::Zone,
) -> Result<verify::Options, CommandError> {
    let read = |text: &Option<String>, which| {
        text.as_deref().map(|text| instant(text, which, zone, case.day_ends)).transpose()
    };
    let as_of = read(&args.as_of, Which::AsOf)?;
    let from = read(&args.from, Which::From)?;
    let until = read(&args.until, Which::Until)?;
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        return Err(empty_period(from, until));
    }
    let period = match (args.period, earlier.map(|earlier| earlier.period.as_str())) {
        (Some(Period::Day), _) | (None, Some("day")) => PeriodLength::Day,
        (Some(Period::Week), _) | (None, Some("week")) => PeriodLength::Week,
        _ => PeriodLength::All,
    };
    Ok(verify::Options {
        as_of: as_of.or(earlier.filter(|e| e.as_of_asked).and_then(|e| e.as_of)),
        from: from.or(earlier.filter(|e| e.from_asked).map(|e| e.from)),
        until: until.or(earlier.filter(|e| e.until_asked).map(|e| e.until)),
        period,
        zone: zone.clone(),
        day_ends: case.day_ends,
        watched_min: case.watched_min,
        observers: case.observers.clone(),
        inputs: Vec::new(),
        program: format!("detente {}", env!("CARGO_PKG_VERSION")),
    })
}

fn empty_period(from: Instant, until: Instant) -> CommandError {
    let message = format!("nothing lies between {from} and {until}");
    let help = "--until has to be after --from; turn them round, or leave one out";
    CommandError::new(Exit::Usage, Diagnostic::error(codes::EMPTY_PERIOD, message).help(help))
}

/// Leaves the given clauses and their findings; all where none is given.
///
/// # Errors
/// Where the accord has no such clause.
pub(crate) fn only_clauses(
    findings: &mut Findings,
    clauses: &[String],
) -> Result<(), CommandError> {
    for id in clauses {
        if findings.clause(id).is_none() {
            let ids: Vec<&str> = findings.clauses.iter().map(|clause| clause.id.as_str()).collect();
            let help = basis::suggest::did_you_mean(id, ids.iter().copied())
                .unwrap_or_else(|| format!("the accord has the clauses {}", ids.join(", ")));
            let message = format!("the accord has no clause `{id}`");
            let problem = Diagnostic::error(codes::NO_SUCH_CLAUSE, message).help(help);
            return Err(CommandError::new(Exit::Usage, problem));
        }
    }
    if !clauses.is_empty() && findings.manifest.options.clauses != clauses {
        findings.manifest.options.clauses = clauses.to_vec();
        findings.clauses.retain(|clause| clauses.contains(&clause.id));
        findings.findings.retain(|finding| clauses.contains(&finding.clause));
        for article in &mut findings.articles {
            article.clauses.retain(|id| clauses.contains(id));
        }
        let text = format!("only asked for: clause {}", clauses.join(", clause "));
        findings.notes.push(Note { code: None, text, records: Vec::new() });
    }
    Ok(())
}

/// Whether some answer is open because evidence contradicts itself.
fn conflicts(findings: &Findings) -> bool {
    let reasons = findings.findings.iter().flat_map(|finding| &finding.reasons);
    reasons.into_iter().any(|reason| reason.kind == ReasonKind::Conflict)
}
