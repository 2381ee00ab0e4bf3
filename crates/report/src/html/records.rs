//! The rows behind every number: records and stated totals.

use std::collections::{BTreeMap, BTreeSet};

use basis::Standing;
use findings::{Findings, LedgerRow, RecordInfo, RecordType};

use super::answers::column_name;
use super::{LEDGER_ROWS_MAX, RECORDS_LISTED_MAX, web_address};
use crate::words::{self, Clock};

/// A reference to a record: a link where the record is listed.
#[derive(Clone)]
pub(super) struct Cite {
    pub(super) id: String,
    pub(super) anchor: Option<String>,
    pub(super) place: String,
}

/// A record as its table shows it.
pub(super) struct RecordView {
    pub(super) anchor: String,
    pub(super) id: String,
    pub(super) sort: &'static str,
    pub(super) standing: String,
    pub(super) standing_class: &'static str,
    pub(super) source: String,
    pub(super) when: String,
    pub(super) known: String,
    pub(super) place: String,
    pub(super) what: String,
    pub(super) count: String,
    pub(super) actors: String,
    pub(super) file: String,
    pub(super) digest: String,
    pub(super) restates: Option<Cite>,
    pub(super) restated_by: Option<Cite>,
    pub(super) text: Option<String>,
    pub(super) link: Option<String>,
    pub(super) address: Option<String>,
}

/// A stated total.
pub(super) struct LedgerView {
    pub(super) period: String,
    pub(super) source: String,
    pub(super) counted: String,
    pub(super) place: String,
    pub(super) accused: String,
    pub(super) columns: Vec<(&'static str, Option<Stated>)>,
    pub(super) parts: String,
    pub(super) remarks: Vec<String>,
    pub(super) record: Cite,
}

/// The total in the column of its standing.
pub(super) struct Stated {
    pub(super) total: String,
    pub(super) cumulative: bool,
    pub(super) restated_by: Option<Cite>,
}

/// Which records are listed, and where.
pub(super) struct Records<'a> {
    by_id: BTreeMap<&'a str, (usize, &'a RecordInfo)>,
    listed: BTreeSet<&'a str>,
}

impl<'a> Records<'a> {
    /// Where not all can be listed, those that findings cite come first.
    pub(super) fn of(findings: &'a Findings) -> Records<'a> {
        let known = findings.records.iter().enumerate();
        let by_id: BTreeMap<_, _> = known.map(|(i, r)| (r.id.as_str(), (i, r))).collect();
        let mut listed = BTreeSet::new();
        let reasons = findings.findings.iter().flat_map(|f| &f.reasons);
        let cited = reasons.flat_map(|r| &r.records).map(String::as_str);
        for id in cited.chain(findings.records.iter().map(|r| r.id.as_str())) {
            if listed.len() < RECORDS_LISTED_MAX && by_id.contains_key(id) {
                listed.insert(id);
            }
        }
        Records { by_id, listed }
    }

    pub(super) fn get(&self, id: &str) -> Option<&'a RecordInfo> {
        self.by_id.get(id).map(|(_, record)| *record)
    }

    pub(super) fn cite(&self, id: &str) -> Cite {
        let found = self.by_id.get(id);
        let listed = self.listed.contains(id);
        Cite {
            id: id.to_owned(),
            anchor: found.filter(|_| listed).map(|(i, _)| format!("record-{i}")),
            place: found.map_or_else(
                || "not among the records of this copy".to_owned(),
                |(_, record)| words::place_in_file(record),
            ),
        }
    }

    pub(super) fn rows(&self, findings: &Findings, clock: &Clock) -> Vec<RecordView> {
        let rows = findings.records.iter().enumerate();
        let rows = rows.filter(|(_, record)| self.listed.contains(record.id.as_str()));
        rows.map(|(i, record)| self.row(i, record, clock)).collect()
    }

    fn row(&self, position: usize, record: &RecordInfo, clock: &Clock) -> RecordView {
        let link = record.url.as_deref().and_then(web_address).map(str::to_owned);
        RecordView {
            anchor: format!("record-{position}"),
            id: record.id.clone(),
            sort: sort(record.sort),
            standing: words::standing(record),
            standing_class: column_name(record.standing),
            source: match &record.relayed_by {
                Some(by) => format!("{}, relayed by {by}", record.source),
                None => record.source.clone(),
            },
            when: clock.span(record.from, record.until),
            known: record.known_at.map_or_else(|| "not stated".to_owned(), |at| clock.bare(at)),
            place: record.place.clone(),
            what: record.what.clone(),
            count: record.count.map_or_else(String::new, |count| count.to_string()),
            actors: record.actors.clone(),
            file: words::place_in_file(record),
            digest: record.digest.short(),
            restates: record.restates.as_deref().map(|id| self.cite(id)),
            restated_by: record.restated_by.as_deref().map(|id| self.cite(id)),
            text: record.text.clone(),
            address: record.url.clone().filter(|_| link.is_none()),
            link,
        }
    }

    /// Totals of one period stand below each other, whoever states them.
    pub(super) fn ledger(&self, findings: &Findings, clock: &Clock) -> Vec<LedgerView> {
        let mut rows: Vec<&LedgerRow> = findings.ledger.iter().collect();
        rows.sort_by_key(|row| (row.period.from, row.period.until));
        rows.iter().take(LEDGER_ROWS_MAX).map(|row| self.ledger_row(row, clock)).collect()
    }

    fn ledger_row(&self, row: &LedgerRow, clock: &Clock) -> LedgerView {
        let stated = |standing: Standing| {
            (standing == row.standing).then(|| Stated {
                total: words::count(row.count),
                cumulative: row.cumulative,
                restated_by: row.restated_by.as_deref().map(|id| self.cite(id)),
            })
        };
        let parts: Vec<String> = row.parts.iter().map(|(name, n)| format!("{name}: {n}")).collect();
        LedgerView {
            period: clock.span(row.period.from, row.period.until),
            source: row.source.clone(),
            counted: row.counted.clone(),
            place: row.place.clone(),
            accused: row.accused.clone(),
            columns: Standing::COLUMNS.map(|s| (column_name(s), stated(s))).into(),
            parts: parts.join("; "),
            remarks: row.remarks.clone(),
            record: self.cite(&row.record),
        }
    }
}

fn sort(sort: RecordType) -> &'static str {
    match sort {
        RecordType::Report => "report",
        RecordType::Watch => "watch",
        RecordType::Tally => "tally",
        RecordType::Act => "act",
        RecordType::Difference => "difference of totals",
    }
}
