//! A public copy tells nothing of what it hides.

use basis::{Count, Digest, Instant, Standing};
use findings::sample::invented;
use findings::{Deciding, Findings, Reason, ReasonKind, RecordInfo, RecordType, Release};
use proptest::prelude::*;

fn public(findings: &Findings) -> String {
    serde_json::to_string_pretty(&findings.released(Release::Public)).unwrap()
}

/// Changes everything that a public copy hides, by numbers that steer how.
#[derive(Clone, Debug)]
struct Secrets {
    text: String,
    share: f64,
    east: f64,
    north: f64,
    minutes: i64,
    persons: u64,
    margin: f64,
    watches: bool,
}

fn secrets() -> impl Strategy<Value = Secrets> {
    let position = (0.0..1.0, 0.0..1.0);
    ("[a-z0-9 .°:-]{0,20}", 0.0..1.0, position, 0..1439_i64, 1..5_u64, 0.0..1.0, any::<bool>())
        .prop_map(|(text, share, (east, north), minutes, persons, margin, watches)| Secrets {
            text,
            share,
            east,
            north,
            minutes,
            persons,
            margin,
            watches,
        })
}

impl Secrets {
    fn alter(&self, mut findings: Findings) -> Findings {
        for event in &mut findings.map.events {
            // Elsewhere in the same cell of a tenth of a degree.
            event.at = [(event.at[0], self.east), (event.at[1], self.north)]
                .map(|(degrees, part)| ((degrees * 10.0).floor() + 0.001 + 0.998 * part) / 10.0);
        }
        findings.map.events.retain(|e| self.watches || !e.record.starts_with("w-"));
        for record in &mut findings.records {
            self.record(record);
        }
        if !self.watches {
            findings.records.retain(|r| r.sort != RecordType::Watch);
        }
        for finding in &mut findings.findings {
            finding.deciding = vec![Deciding { text: self.text.clone() }];
            finding.reasons.iter_mut().for_each(|reason| self.reason(reason));
            let days = finding.period.until.micros() - finding.period.from.micros();
            if let Some(watched) =
                finding.watched.as_mut().filter(|_| days < 7 * basis::time::DAY_US)
            {
                watched.share = self.share;
            }
            for figure in finding.figures.iter_mut().filter(|f| f.unit == "persons injured") {
                figure.count = Some(Count::exact(self.persons));
                figure.per_day = Some(self.share);
                figure.trend = Some(self.text.clone());
            }
        }
        for row in findings.ledger.iter_mut().filter(|row| row.counted == "persons injured") {
            row.count = Some(Count::exact(self.persons));
        }
        for day in &mut findings.timeline {
            day.watched = Some(self.share);
        }
        findings
    }

    fn record(&self, record: &mut RecordInfo) {
        record.text = Some(self.text.clone());
        record.digest = Digest::of(self.text.as_bytes());
        match record.sort {
            RecordType::Watch => {
                record.place = self.text.clone();
                record.what = self.text.clone();
                record.actors = self.text.clone();
            }
            RecordType::Report => {
                if record.place.contains('±') {
                    record.place = format!("{:.4}, {:.4} ± 5 m", self.north, self.east);
                }
                // Another time of the same days; a day of the zone is a day of UTC here.
                let day = basis::time::DAY_US;
                let start = record.from.micros().div_euclid(day) * day;
                let last = (record.until.micros() - 1).div_euclid(day) * day;
                let shift = self.minutes * 60_000_000;
                record.from = Instant::from_micros(start + shift.min(day / 2));
                record.until = Instant::from_micros(last + day / 2 + shift / 2 + 1);
                record.known_at = record
                    .known_at
                    .map(|at| Instant::from_micros(at.micros().div_euclid(day) * day + shift));
            }
            _ => {}
        }
        if record.what == "persons injured" {
            record.count = Some(Count::exact(self.persons));
        }
    }

    fn reason(&self, reason: &mut Reason) {
        if reason.kind == ReasonKind::Watch {
            reason.text = self.text.clone();
            reason.records = vec!["w-1".to_owned()];
        }
        if let Some(distance) = &mut reason.distance {
            distance.margin_m = [-1.0 - self.margin * 9_998.0, 1.0 + self.margin * 9_998.0];
            reason.text = format!("{} m from the line", self.margin);
        }
    }
}

proptest! {
    #[test]
    fn altered_secrets_give_the_same_public_bytes(a in secrets(), b in secrets()) {
        prop_assert_eq!(public(&a.alter(invented())), public(&b.alter(invented())));
    }
}

#[test]
fn the_alteration_does_alter() {
    // Else the property above would hold for a copy that hides nothing.
    let secrets = Secrets {
        text: "x".to_owned(),
        share: 0.5,
        east: 0.5,
        north: 0.5,
        minutes: 1,
        persons: 4,
        margin: 0.5,
        watches: true,
    };
    let (before, after) = (invented(), secrets.alter(invented()));
    assert_ne!(before.map.events, after.map.events);
    assert_ne!(before.records, after.records);
    assert_ne!(before.findings, after.findings);
    assert_ne!(before.ledger, after.ledger);
    assert_ne!(before.timeline, after.timeline);
}

#[test]
fn no_secret_of_the_sample_is_left() {
    let text = public(&invented());
    for secret in [
        "48.06",
        "29.81",
        "48.10",
        "29.90",
        "\"w-1\"",
        "w-2",
        "Patrol leader",
        "07:10",
        "T07:1",
        "-1500",
        "700.0",
        "post at",
        "access denied",
    ] {
        assert!(!text.contains(secret), "a public copy holds `{secret}`");
    }
    // The answers, the accord and the totals are there.
    for kept in ["no_breach_found", "clause 2", "256", "channel", "2031-05-05T00:01:00Z"] {
        assert!(text.contains(kept), "a public copy lacks `{kept}`");
    }
}

#[test]
fn answers_and_headlines_stay_the_same() {
    let (full, copy) = (invented(), invented().released(Release::Public));
    for (a, b) in full.findings.iter().zip(&copy.findings) {
        assert_eq!((&a.id, a.answer, &a.author), (&b.id, b.answer, &b.author));
        if b.watched.is_some() || a.watched.is_none() {
            assert_eq!(a.headline(), b.headline());
        }
    }
    assert_eq!(full.map.areas, copy.map.areas);
    assert_eq!(full.map.lines, copy.map.lines);
}

#[test]
fn a_widened_circle_holds_the_true_position() {
    let (full, copy) = (invented(), invented().released(Release::Public));
    for public in &copy.map.events {
        let exact = full.map.events.iter().find(|e| e.record == public.record).unwrap();
        let [dx, dy] = [0, 1].map(|i| (public.at[i] - exact.at[i]).abs() * 111_400.0);
        assert!(dx.hypot(dy) + exact.radius_m <= public.radius_m, "{}", public.record);
    }
}

#[test]
fn margins_are_wider_and_keep_their_side() {
    let mut full = invented();
    let margins = [[-8400.0, -6200.0], [100.0, 9000.0], [-1.0, 1.0], [0.0, 0.0], [-10000.0, 0.0]];
    let wider = [[-10000.0, 0.0], [0.0, 10000.0], [-10000.0, 10000.0], [0.0, 0.0], [-10000.0, 0.0]];
    for (margin, expected) in margins.into_iter().zip(wider) {
        for reason in full.findings.iter_mut().flat_map(|f| &mut f.reasons) {
            if let Some(distance) = &mut reason.distance {
                distance.margin_m = margin;
            }
        }
        let copy = full.released(Release::Public);
        let found = copy.findings.iter().flat_map(|f| &f.reasons).find_map(|r| r.distance.as_ref());
        assert_eq!(found.unwrap().margin_m, expected);
    }
}

#[test]
fn small_counts_of_persons_are_left_out_and_others_stay() {
    let count = |copy: &Findings| {
        copy.ledger.iter().find(|row| row.record == "t-h").unwrap().count.map(|c| c.number)
    };
    for (n, shown) in [(0, Some(0)), (1, None), (4, None), (5, Some(5))] {
        let mut full = invented();
        full.ledger.iter_mut().for_each(|row| row.count = Some(Count::exact(n)));
        full.records.iter_mut().for_each(|r| r.count = Some(Count::exact(n)));
        let copy = full.released(Release::Public);
        assert_eq!(count(&copy), shown, "{n}");
        let violations = copy.ledger.iter().find(|row| row.record == "t-05").unwrap();
        assert_eq!(violations.count, Some(Count::exact(n)), "not of persons");
    }
}

#[test]
fn differences_of_cumulative_counts_of_persons_cannot_be_taken() {
    let mut full = invented();
    for row in full.ledger.iter_mut().filter(|r| r.standing == Standing::Observed) {
        row.counted = "persons injured".to_owned();
        row.count = row.count.map(|c| Count::exact(c.number + 10));
    }
    let copy = full.released(Release::Public);
    let rows = copy.ledger.iter().filter(|r| r.standing == Standing::Observed);
    let shown: Vec<&str> = rows.filter(|r| r.count.is_some()).map(|r| r.record.as_str()).collect();
    // Only the last of the run; the record of `t-h` still says 2.
    assert_eq!(shown, ["t-14"]);
}

#[test]
fn what_is_public_stays_as_it_is() {
    let copy = invented().released(Release::Public);
    assert_eq!(copy.released(Release::Public), copy);
    assert_eq!(copy.released(Release::Full), copy);
    assert_eq!(invented().released(Release::Full), invented());
}
