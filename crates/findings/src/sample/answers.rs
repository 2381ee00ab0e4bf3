//! The invented findings.

use basis::{Count, Standing};

use super::{texts, views, whole};
use crate::{
    Answer, Applicability, Author, Deciding, Distance, Excuse, Figure, Finding, Performance,
    Period, ReadingFinding, Reason, ReasonKind, Watched,
};

const CLAUSES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];

/// For three periods, six clauses and three columns.
pub(super) fn findings() -> Vec<Finding> {
    let [first, second] = views::weeks();
    let mut findings = Vec::new();
    for period in [whole(), first, second] {
        for clause in CLAUSES {
            for party in [None, Some("north"), Some("south")] {
                if clause != "5" || party != Some("south") {
                    findings.push(finding(clause, party, &period));
                }
            }
        }
    }
    findings
}

fn finding(clause: &str, party: Option<&str>, period: &Period) -> Finding {
    let mut finding = Finding {
        id: format!("{clause}/{}/{}", party.unwrap_or("any"), period.label),
        clause: clause.to_owned(),
        party: party.map(str::to_owned),
        period: period.clone(),
        applicability: Applicability::InForce,
        answer: Some(Answer::NotConcluded),
        author: None,
        performance: Performance::NotApplicable,
        excuse: Excuse::NotInvoked,
        readings: Vec::new(),
        depends_on_reading: false,
        reasons: Vec::new(),
        premises: Vec::new(),
        premises_missing: Vec::new(),
        figures: Vec::new(),
        watched: None,
        deciding: Vec::new(),
    };
    match clause {
        "1" => {
            finding.applicability = Applicability::NotCheckable;
            finding.answer = None;
        }
        "2" => fire(&mut finding),
        "3" => heavy(&mut finding),
        "4" => flights(&mut finding),
        "5" => buoys(&mut finding),
        _ => finding.answer = Some(Answer::Outstanding),
    }
    finding
}

fn reason(kind: ReasonKind, text: &str, records: &[&str]) -> Reason {
    Reason { kind, text: text.to_owned(), records: texts(records), distance: None }
}

fn figure(standing: Standing, source: &str, unit: &str, n: Option<u64>, ids: &[&str]) -> Figure {
    Figure {
        standing,
        source: source.to_owned(),
        unit: unit.to_owned(),
        count: n.map(Count::exact),
        how: if n.is_some() { "stated" } else { "left open by the source" }.to_owned(),
        per_day: n.map(|n| (f64::from(u32::try_from(n).unwrap_or(u32::MAX)) / 1.5).round() / 10.0),
        trend: None,
        records: texts(ids),
    }
}

fn fire(finding: &mut Finding) {
    use ReasonKind::{Alleged, Certain, Exception, Outside, PremiseMissing, Reported, Watch};
    finding.watched = Some(Watched { share: 0.127, minimum: Some(0.8) });
    finding.premises = vec![0, 1, 2];
    finding.figures = vec![
        figure(Standing::Observed, "Invented Mission", "truce violations", Some(256), &["t-14"]),
        figure(Standing::Observed, "Invented Mission", "persons injured", Some(2), &["t-h"]),
        figure(Standing::Reported, "", "reports", Some(1), &["r-3"]),
        figure(Standing::Reported, "", "reports, possibly in this period", Some(1), &["r-4"]),
        figure(
            Standing::Claimed,
            "office of the south",
            "breaches by the north",
            Some(3),
            &["c-2"],
        ),
        figure(
            Standing::Claimed,
            "office of the north",
            "breaches by the south",
            Some(0),
            &["c-3"],
        ),
    ];
    finding.figures[0].trend = Some("fewer: 33 after 223".to_owned());
    finding.figures[0].how = "latest cumulative total".to_owned();
    finding.reasons = vec![
        reason(
            Certain,
            "tally `t-14`: 256 truce violations inside area and period",
            &["t-14", "t-05"],
        ),
        reason(Certain, "burst `r-1` inside the area and the period", &["r-1"]),
        reason(
            Reported,
            "explosion `r-3`, one origin; place and author leave room",
            &["r-3", "r-4"],
        ),
        reason(Alleged, "the south states 3, restated from 2", &["c-2", "c-1", "c-4"]),
        reason(
            Exception,
            "retaliation: order `a-2` is claimed; notice to desk is not proved",
            &["a-2"],
        ),
        reason(Watch, "12.7 % watched; access denied at 48.1000, -29.9000", &["w-1", "w-2"]),
        reason(Outside, "`r-6` lies before entry into force", &["r-6"]),
    ];
    finding.deciding = vec![Deciding {
        text: "the author of the fire of `r-1` at 48.0612, -29.8144, 07:10–07:25".to_owned(),
    }];
    if finding.party.is_none() {
        finding.answer = Some(Answer::Breached);
        finding.author = Some(Author::NotEstablished);
    } else {
        finding
            .reasons
            .insert(0, reason(PremiseMissing, "no rule says which side fired", &["t-14"]));
        finding.premises_missing = texts(&["each side answers for its area"]);
    }
}

fn heavy(finding: &mut Finding) {
    if finding.party.as_deref() == Some("north") {
        finding.answer = Some(Answer::NoBreachFound);
        finding.watched = Some(Watched { share: 0.91, minimum: Some(0.8) });
        return;
    }
    let mut margin =
        reason(ReasonKind::Possible, "howitzer `r-2` at the edge of the band", &["r-2"]);
    margin.distance = Some(Distance {
        from: "channel".to_owned(),
        limit_m: 25_000.0,
        margin_m: [-1500.0, 700.0],
    });
    let gap = reason(ReasonKind::Gap, "“near” the harbour has no distance", &[]);
    let reading = reason(ReasonKind::Reading, "the two readings of `heavy` differ", &["r-2"]);
    finding.reasons = vec![margin, gap, reading];
    finding.depends_on_reading = true;
    finding.readings = vec![
        reading_finding("over 122 mm", Answer::NoBreachFound),
        reading_finding("122 mm and more", Answer::NotConcluded),
    ];
    finding.figures =
        vec![figure(Standing::Observed, "", "weapons, possibly in the band", Some(1), &["r-2"])];
    finding.watched = Some(Watched { share: 0.83, minimum: Some(0.8) });
    finding.deciding = vec![Deciding { text: "position of `r-2` on 9 May to ± 100 m".to_owned() }];
}

fn reading_finding(reading: &str, answer: Answer) -> ReadingFinding {
    ReadingFinding {
        reading: vec![("heavy".to_owned(), reading.to_owned())],
        applicability: Applicability::InForce,
        answer: Some(answer),
        excuse: Excuse::NotInvoked,
    }
}

fn flights(finding: &mut Finding) {
    if finding.party.as_deref() == Some("south") {
        finding.answer = Some(Answer::Kept);
        finding.watched = Some(Watched { share: 1.0, minimum: Some(0.8) });
        finding.reasons = vec![reason(ReasonKind::Watch, "no gap in the watch", &["w-1", "w-3"])];
        return;
    }
    finding.answer = Some(Answer::Breached);
    finding.author = finding.party.is_none().then(|| Author::Established(texts(&["north"])));
    finding.excuse = Excuse::Claimed;
    finding.watched = Some(Watched { share: 0.8, minimum: Some(0.8) });
    finding.reasons =
        vec![reason(ReasonKind::Certain, "drone flight `r-5` by the north", &["r-5"])];
    finding.figures = vec![figure(Standing::Observed, "", "reports", Some(1), &["r-5"])];
}

fn buoys(finding: &mut Finding) {
    if finding.period.label == "2031-W20" {
        finding.applicability = Applicability::Lapsed;
        finding.answer = None;
        return;
    }
    finding.answer = Some(Answer::Breached);
    finding.author = finding.party.is_none().then(|| Author::Established(texts(&["north"])));
    finding.performance = Performance::Late { days: 2 };
    finding.reasons = vec![
        reason(ReasonKind::Omitted, "no buoys by the start of 2031-05-11", &[]),
        reason(ReasonKind::Performed, "`a-1` certifies them on 12 May", &["a-1"]),
        reason(ReasonKind::Modified, "no agreed change of the term is in the folder", &[]),
    ];
}
