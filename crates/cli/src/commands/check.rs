//! `detente check`: what an accord says, and what it leaves open.

use std::fmt::Write as _;

use accord::table::{CheckTable, Status};
use basis::{Diagnostic, Severity};
use serde_json::{Value, json};

use crate::args::Check;
use crate::case::Reading;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::folder::Folder;
use crate::show::visible;
use crate::terminal::Terminal;

/// Columns of a clause's title in the table; longer ones are cut visibly.
const TITLE_CHARS_MAX: usize = 56;

/// Prints every problem of the accord, and the account of its clauses and articles.
pub(super) fn run(args: &Check, terminal: Terminal) -> Outcome {
    let mut reading = Reading::new(Folder::open(&args.case)?);
    let case = reading.case();
    let table = reading.accord(&case.accord).map(|resolved| resolved.table);
    if args.json {
        let account = table.as_ref().map(table_json);
        let all = json!({ "problems": reading.diagnostics, "account": account });
        terminal.out(&format!("{all:#}\n"))?;
    } else {
        terminal.problems(&reading.diagnostics, &reading.sources);
        if let Some(table) = &table {
            terminal.out(&visible(&text(table)))?;
        }
        terminal.out(&problems_counted(&reading.diagnostics))?;
    }
    match reading.prevented {
        None => Ok(Exit::Done),
        Some(exit) => Err(CommandError { exit, diagnostics: Vec::new() }),
    }
}

/// The account as people read it.
fn text(table: &CheckTable) -> String {
    let mut out = String::new();
    if !table.title.is_empty() {
        let _ = writeln!(out, "{}", table.title);
    }
    clauses(&mut out, table);
    constructions(&mut out, table);
    premises(&mut out, table);
    if !table.gaps.is_empty() {
        out += "\nLeft open by the text (gaps):\n";
    }
    for gap in &table.gaps {
        let clause = gap.clause.as_ref().map_or(String::new(), |id| format!("clause {id}: "));
        let _ = writeln!(out, "  {clause}{}", gap.what);
    }
    articles(&mut out, table);
    out += &totals(table);
    out
}

fn clauses(out: &mut String, table: &CheckTable) {
    let ids = table.clauses.iter().map(|clause| clause.id.chars().count());
    let id_width = ids.chain([6]).max().unwrap_or(6);
    let titles: Vec<String> = table.clauses.iter().map(|clause| cut(&clause.title)).collect();
    let title_width = titles.iter().map(|t| t.chars().count()).chain([5]).max().unwrap_or(5);
    if !table.clauses.is_empty() {
        let _ = writeln!(out, "\n{:id_width$}  {:title_width$}  can be checked", "clause", "title");
    }
    for (clause, title) in table.clauses.iter().zip(&titles) {
        let mut answer = match clause.status {
            Status::Checkable => "yes".to_owned(),
            Status::WithGaps => format!("in part, {}", counted(clause.gaps, "gap")),
            Status::NotCheckable => "no, declared not checkable".to_owned(),
            Status::NothingToVerify => "no, nothing to verify".to_owned(),
        };
        if clause.variants > 1 {
            let _ = write!(answer, ", in {} readings", clause.variants);
        }
        let _ = writeln!(out, "{:id_width$}  {title:title_width$}  {answer}", clause.id);
    }
}

fn constructions(out: &mut String, table: &CheckTable) {
    if !table.constructions.is_empty() {
        *out += "\nSupplied by the encoder, not stated by the text (construed):\n";
    }
    for row in &table.constructions {
        let construed = &row.construction.construed;
        let rests = if row.clauses.is_empty() {
            "no clause rests on it".to_owned()
        } else {
            format!("clauses {}", row.clauses.join(", "))
        };
        let _ = writeln!(out, "  {} ({rests})", row.construction.what);
        let _ = writeln!(out, "    because {} (by {})", construed.because, construed.by);
    }
}

fn premises(out: &mut String, table: &CheckTable) {
    if !table.premises.is_empty() {
        *out += "\nPremises that answers may rest on:\n";
    }
    for premise in &table.premises {
        let _ = writeln!(out, "  {}", premise.rule);
        let _ = writeln!(
            out,
            "    because {} (by {})",
            premise.construed.because, premise.construed.by
        );
    }
}

fn articles(out: &mut String, table: &CheckTable) {
    let declared: Vec<_> = table.articles.iter().filter(|row| row.no_clause.is_some()).collect();
    if !declared.is_empty() {
        *out += "\nArticles declared to need no clause:\n";
    }
    for row in declared {
        let (because, by) = row.no_clause.clone().unwrap_or_default();
        let _ = writeln!(out, "  {}: {because} (by {by})", row.heading);
    }
    if !table.articles_without.is_empty() {
        *out += "\nArticles without a clause:\n";
    }
    for row in table.articles_without.iter().filter_map(|at| table.articles.get(*at)) {
        let _ = writeln!(out, "  {}", row.heading);
    }
}

fn totals(table: &CheckTable) -> String {
    let articles = table.articles.len();
    format!(
        "\n{}: {} checkable, {} in part, {} declared not checkable, {} with nothing to verify\n\
         {}, {}, {}; {} of {} accounted for\n",
        counted(table.clauses.len(), "clause"),
        table.count(Status::Checkable),
        table.count(Status::WithGaps),
        table.count(Status::NotCheckable),
        table.count(Status::NothingToVerify),
        counted(table.constructions.len(), "construction"),
        counted(table.premises.len(), "premise"),
        counted(table.gaps.len(), "gap"),
        articles - table.articles_without.len().min(articles),
        counted(articles, "article"),
    )
}

/// `2 errors, 1 warning`; nothing where there are neither.
fn problems_counted(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => String::new(),
        (errors, warnings) => {
            format!("{}, {}\n", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn cut(title: &str) -> String {
    if title.chars().count() <= TITLE_CHARS_MAX {
        return title.to_owned();
    }
    title.chars().take(TITLE_CHARS_MAX - 1).chain(['…']).collect()
}

/// The account for programs.
fn table_json(table: &CheckTable) -> Value {
    let status = |status| match status {
        Status::Checkable => "checkable",
        Status::WithGaps => "with gaps",
        Status::NotCheckable => "declared not checkable",
        Status::NothingToVerify => "nothing to verify",
    };
    json!({
        "title": table.title,
        "clauses": table.clauses.iter().map(|row| json!({
            "id": row.id,
            "title": row.title,
            "status": status(row.status),
            "readings": row.variants,
            "gaps": row.gaps,
        })).collect::<Vec<_>>(),
        "constructions": table.constructions.iter().map(|row| json!({
            "what": row.construction.what,
            "because": row.construction.construed.because,
            "by": row.construction.construed.by,
            "clauses": row.clauses,
        })).collect::<Vec<_>>(),
        "premises": table.premises.iter().map(|premise| json!({
            "rule": premise.rule.to_string(),
            "because": premise.construed.because,
            "by": premise.construed.by,
        })).collect::<Vec<_>>(),
        "gaps": table.gaps.iter().map(|gap| json!({
            "clause": gap.clause,
            "what": gap.what,
        })).collect::<Vec<_>>(),
        "articles": table.articles.iter().enumerate().map(|(at, row)| json!({
            "heading": row.heading,
            "clauses": row.clauses,
            "no_clause": row.no_clause.as_ref().map(|(because, by)| json!({
                "because": because,
                "by": by,
            })),
            "accounted_for": !table.articles_without.contains(&at),
        })).collect::<Vec<_>>(),
    })
}
