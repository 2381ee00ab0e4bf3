//! Findings as a table for spreadsheets and scripts (RFC 4180, UTF-8, line feeds).

use basis::Standing;
use findings::{Author, Excuse, Figure, Finding, Findings, Performance};

use crate::figures::Figures;
use crate::words::{self, clean};

/// The columns; times are RFC 3339 in UTC, shares are between 0 and 1.
pub const COLUMNS: [&str; 20] = [
    "finding",
    "clause",
    "title",
    "party",
    "period",
    "from_utc",
    "until_utc",
    "applicability",
    "answer",
    "headline",
    "author",
    "performance",
    "days_late",
    "excuse",
    "depends_on_reading",
    "watched_share",
    "observed",
    "reported",
    "claimed",
    "premises_missing",
];

/// One row per finding. Cells that a spreadsheet would run as a formula begin with an apostrophe.
pub fn csv(findings: &Findings) -> String {
    let told = Figures::of(findings);
    let mut text = row(COLUMNS.iter().map(|c| (*c).to_owned()));
    for finding in &findings.findings {
        text.push_str(&row(cells(findings, &told, finding).into_iter()));
    }
    text
}

fn cells(findings: &Findings, told: &Figures, finding: &Finding) -> [String; COLUMNS.len()] {
    let title = findings.clause(&finding.clause).map_or("", |c| c.title.as_str());
    let days_late = match finding.performance {
        Performance::Late { days } => days.to_string(),
        _ => String::new(),
    };
    let figures = |standing| {
        let figures = told.ordered(finding, standing);
        figures.iter().map(|f| figure(f)).collect::<Vec<_>>().join("; ")
    };
    [
        finding.id.clone(),
        finding.clause.clone(),
        title.to_owned(),
        finding.party.clone().unwrap_or_else(|| words::ANY.to_owned()),
        finding.period.label.clone(),
        finding.period.from.to_string(),
        finding.period.until.to_string(),
        finding.applicability.words().to_owned(),
        finding.answer.map_or("", |answer| answer.words()).to_owned(),
        finding.headline(),
        author(finding),
        performance(finding.performance).to_owned(),
        days_late,
        excuse(finding.excuse).to_owned(),
        if finding.depends_on_reading { "yes" } else { "no" }.to_owned(),
        finding.watched.map_or_else(String::new, |w| w.share.to_string()),
        figures(Standing::Observed),
        figures(Standing::Reported),
        figures(Standing::Claimed),
        finding.premises_missing.join("; "),
    ]
}

/// `truce violations: 256 (latest cumulative total)`.
fn figure(figure: &Figure) -> String {
    let text = words::figure(figure);
    if figure.how.is_empty() { text } else { format!("{text} ({})", figure.how) }
}

fn author(finding: &Finding) -> String {
    match &finding.author {
        Some(Author::Established(parties)) => parties.join("; "),
        Some(Author::NotEstablished) => "not established".to_owned(),
        None => String::new(),
    }
}

fn performance(performance: Performance) -> &'static str {
    match performance {
        Performance::NotApplicable => "",
        Performance::InTime => "in time",
        Performance::Partly => "partly",
        Performance::Late { .. } => "late",
    }
}

fn excuse(excuse: Excuse) -> &'static str {
    match excuse {
        Excuse::NotInvoked => "",
        Excuse::Claimed => "claimed",
        Excuse::Proved => "proved",
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| quoted(&cell)).collect::<Vec<_>>().join(",") + "\n"
}

/// A cell that a spreadsheet takes as text (OWASP, CSV injection), quoted where needed.
fn quoted(cell: &str) -> String {
    // Tabs and returns at the start would hide the sign behind them from this check.
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n']);
    let mut cell = clean(cell);
    if formula {
        cell.insert(0, '\'');
    }
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(quoted("\t=1"), "' =1");
        assert_eq!(quoted(" +1"), "' +1");
        assert_eq!(quoted("@a"), "'@a");
        assert_eq!(quoted("2/any/all"), "2/any/all");
    }
}
