//! A large run stays a page that opens.

use findings::sample::invented;
use findings::{Findings, Reason, ReasonKind, RecordType};
use report::html::{
    DAYS_DRAWN_MAX, MARKS_DRAWN_MAX, REASONS_PER_KIND_MAX, RECORDS_LISTED_MAX,
    RECORDS_PER_REASON_MAX,
};

use crate::markup::read;

/// Bytes that a page of the size below may have.
const PAGE_BYTES_MAX: usize = 8_000_000;

const EVENTS: usize = 5_000;
const FINDINGS: usize = 400;

fn large() -> Findings {
    let mut findings = invented();
    let event = findings.map.events[0].clone();
    let record = findings.records.iter().find(|r| r.sort == RecordType::Report).unwrap().clone();
    let ids: Vec<String> = (0..EVENTS).map(|i| format!("big-{i:05}")).collect();
    for (i, id) in ids.iter().enumerate() {
        let mut event = event.clone();
        event.record = id.clone();
        let (column, row) = (
            f64::from(u16::try_from(i % 100).unwrap()),
            f64::from(u16::try_from(i / 100).unwrap()),
        );
        event.at = [-30.4 + column * 0.01, 47.8 + row * 0.01];
        findings.map.events.push(event);
        let mut record = record.clone();
        record.id = id.clone();
        findings.records.push(record);
    }
    let reason = Reason {
        kind: ReasonKind::Possible,
        text: "somewhere in the area".to_owned(),
        records: ids,
        distance: None,
    };
    let few = Reason { records: reason.records[..20].to_vec(), ..reason.clone() };
    let pattern = findings.findings.clone();
    for i in 0..FINDINGS - pattern.len() {
        let mut finding = pattern[i % pattern.len()].clone();
        finding.period.label = format!("day {i}");
        finding.id = format!("{}/x/{i}", finding.clause);
        finding.reasons = vec![few.clone(); REASONS_PER_KIND_MAX + 2];
        finding.reasons[0] = reason.clone();
        findings.findings.push(finding);
    }
    let days = findings.timeline.clone();
    findings.timeline = days.iter().cycle().take(DAYS_DRAWN_MAX + 7).cloned().collect();
    findings
}

#[test]
fn what_is_left_out_is_stated() {
    let page = report::html(&large());
    read(&page).check_references();
    assert!(page.len() < PAGE_BYTES_MAX, "{} bytes", page.len());
    assert!(page.contains(&format!("and {} more</li>", EVENTS - RECORDS_PER_REASON_MAX)));
    assert!(page.contains("and 2 more; <code>"));
    let records = large().records.len();
    assert!(
        page.contains(&format!("and {} more that are not listed", records - RECORDS_LISTED_MAX))
    );
    assert!(page.contains("7 later days are not drawn"));
    let marks = page.matches("<g class=\"mark ").count();
    assert!(marks <= MARKS_DRAWN_MAX + 8, "{marks} marks, the legend included");
    assert!(page.contains("events are not drawn: too many marks"));
}

#[test]
fn events_of_one_cell_share_a_mark() {
    let page = report::html(&large().released(findings::Release::Public));
    assert!(page.contains(">×100</text>"), "one mark for a cell of ten by ten events");
    assert!(!page.contains("too many marks"));
}
