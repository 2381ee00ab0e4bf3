//! One self-contained page: no network, no script, no file beside it.
//!
//! Templates stand in `templates/`; askama escapes every value. What escaping leaves (controls,
//! marks that reorder text) is made visible in the whole page at the end.

mod answers;

mod clauses;

mod manifest;

mod map;

mod records;

mod several;

mod timeline;

use askama::Template;
use findings::{Findings, Release};

use crate::figures::{Figures, RELATION, related};
use crate::periods::Several;
use crate::terminal::note_text;
use crate::words::{self, Clock, DISCLAIMER};
use answers::{AnswerTable, CountRow};
use clauses::ClauseView;
use manifest::ManifestView;
use map::MapView;
use records::{LedgerView, Records};
use timeline::TimelineView;

/// Records of a reason that are listed; the rest is counted.
pub const RECORDS_PER_REASON_MAX: usize = 8;

/// Reasons of one kind of a finding that are listed.
pub const REASONS_PER_KIND_MAX: usize = 6;

/// Rows of the table of records; those that findings cite come first.
pub const RECORDS_LISTED_MAX: usize = 1_000;

/// Rows of the ledger that stand open; the rest unfolds.
pub const LEDGER_ROWS_OPEN: usize = 24;

/// Rows of the ledger.
pub const LEDGER_ROWS_MAX: usize = 500;

/// Marks drawn on the map; events at one place with one meaning share a mark.
pub const MARKS_DRAWN_MAX: usize = 1_500;

/// Names written on the map; all names stand in the list below it.
pub const MAP_NAMES_MAX: usize = 24;

/// Days drawn.
pub const DAYS_DRAWN_MAX: usize = 400;

/// Days drawn before entry into force, so that the drawing opens on what the accord is about.
pub const DAYS_BEFORE_DRAWN: usize = 14;

/// Series drawn.
pub const SERIES_DRAWN_MAX: usize = 24;

/// Notes shown.
pub const NOTES_MAX: usize = 200;

/// Periods that get a column; the rest is counted.
pub const PERIODS_DRAWN_MAX: usize = 400;

#[derive(Template)]
#[template(path = "report.html")]
struct PageView<'a> {
    findings: &'a Findings,
    full: bool,
    release: &'static str,
    disclaimer: &'static str,
    zone: String,
    looked_at: String,
    as_of: String,
    evidence: String,
    counted_in: String,
    summary: Vec<answers::Sentence>,
    answers: Option<AnswerTable>,
    /// `day`, `week` or `period`; empty where there is one period.
    unit: &'static str,
    premises_number: String,
    constructions_number: String,
    matrix: Option<several::Matrix>,
    count_tables: Vec<several::CountTable>,
    counts: Vec<CountRow>,
    relation: Option<&'static str>,
    /// What short names stand for; empty where they are the whole name.
    sides: String,
    map: Option<MapView>,
    timeline: Option<TimelineView>,
    clauses: Vec<ClauseView<'a>>,
    premises: Vec<String>,
    without_clause: Vec<(String, String)>,
    ledger: Vec<LedgerView>,
    ledger_rest: Vec<LedgerView>,
    ledger_more: usize,
    records: Vec<records::RecordView>,
    records_number: String,
    records_more: usize,
    notes: Vec<String>,
    notes_more: usize,
    manifest: ManifestView<'a>,
}

/// The page at the release level that the findings have, UTF-8.
pub fn html(findings: &Findings) -> String {
    let page = view(findings);
    // Rendering writes into a string; it has no other way to fail.
    words::clean(&page.render().expect("rendering into memory"))
}

fn view(findings: &Findings) -> PageView<'_> {
    let clock = Clock::of(findings);
    let records = Records::of(findings);
    let told = Figures::of(findings);
    let mut ledger = records.ledger(findings, &clock);
    let ledger_rest = ledger.split_off(LEDGER_ROWS_OPEN.min(ledger.len()));
    let rows = records.rows(findings, &clock);
    let records_number = words::plural(rows.len() as u64, "record", "records");
    let options = &findings.manifest.options;
    let several = Several::of(findings);
    let several = several.as_ref();
    // Of several periods none is the main one.
    let main = words::main_period(findings).filter(|_| several.is_none());
    let summary = match (several, main) {
        (Some(several), _) => several.summary(),
        (None, main) => main.map_or_else(Vec::new, |p| words::titled_summary(findings, p)),
    };
    let over_all = several.map(|s| several::table(findings, s, &clock));
    PageView {
        findings,
        full: findings.release == Release::Full,
        release: words::release(findings.release),
        disclaimer: DISCLAIMER,
        zone: clock.zone().to_owned(),
        looked_at: clock.span(options.from, options.until),
        as_of: options.as_of.map_or_else(|| "not stated".to_owned(), |at| clock.bare(at)),
        evidence: words::evidence(findings),
        counted_in: main.map_or_else(String::new, |p| clock.period(p)),
        summary: answers::summary(summary),
        answers: over_all.or_else(|| main.map(|p| answers::table(findings, p, &clock))),
        unit: several.map_or("", Several::unit_name),
        premises_number: words::plural(findings.premises.len() as u64, "premise", "premises"),
        constructions_number: words::plural(
            findings.constructions.len() as u64,
            "construction",
            "constructions",
        ),
        matrix: several.map(|s| several::matrix(findings, s)),
        count_tables: several.map_or_else(Vec::new, |s| several::counts(findings, s)),
        counts: main.map_or_else(Vec::new, |p| answers::counts(findings, &told, p)),
        relation: findings.findings.iter().any(related).then_some(RELATION),
        sides: words::sides(findings),
        map: MapView::of(findings, &records),
        timeline: TimelineView::of(findings),
        clauses: clauses::all(findings, several, &records, (&clock, &told)),
        premises: findings
            .premises
            .iter()
            .map(|p| crate::explain::construed(&p.rule, &p.construed))
            .collect(),
        without_clause: without_clause(findings),
        ledger,
        ledger_rest,
        ledger_more: findings.ledger.len().saturating_sub(LEDGER_ROWS_MAX),
        records_more: findings.records.len().saturating_sub(RECORDS_LISTED_MAX),
        records: rows,
        records_number,
        notes: findings.notes.iter().take(NOTES_MAX).map(note_text).collect(),
        notes_more: findings.notes.len().saturating_sub(NOTES_MAX),
        manifest: ManifestView::of(findings),
    }
}

/// Articles under which no clause stands, with the reason where one is declared.
fn without_clause(findings: &Findings) -> Vec<(String, String)> {
    let bare = findings.articles.iter().filter(|article| article.clauses.is_empty());
    bare.map(|article| {
        let why = article.no_clause.as_deref().unwrap_or("no reason is given: look at it");
        (article.heading.clone(), why.to_owned())
    })
    .collect()
}

/// An address that may become a link: `http` or `https`, no blanks or controls.
fn web_address(url: &str) -> Option<&str> {
    let lower = url.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    let tame = url.chars().all(|c| !c.is_control() && !c.is_whitespace());
    (web && tame && words::clean(url) == url).then_some(url)
}
