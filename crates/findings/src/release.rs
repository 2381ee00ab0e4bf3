//! What leaves the team: a public copy of findings.
//!
//! The rules stand in `docs/spec/findings.md`, section "Release levels". Each of them is written
//! so that whatever it hides cannot be had from the rest: two findings that differ only in hidden
//! things give the same bytes.

mod hide;

mod persons;

use std::collections::{BTreeMap, BTreeSet};

use basis::{Digest, Zone};

use crate::{
    Finding, Findings, MapEvent, Note, Reason, ReasonKind, RecordInfo, RecordType, Release,
};
use hide::{cell_centre, days_around, end_of_day, public_place, public_radius_m, tells};
use persons::Persons;

/// Positions in a public copy are the centres of cells of this size, in degrees.
pub const PUBLIC_GRID_DEG: f64 = 0.1;

/// Half the diagonal of a cell is below this everywhere on Earth, in metres (7.9 km at the
/// equator); radii are widened by it.
pub const PUBLIC_WIDENING_M: f64 = 8_000.0;

/// Radii in a public copy are rounded up to this, in metres.
pub const PUBLIC_RADIUS_STEP_M: f64 = 1_000.0;

/// Margins in a public copy are widened to multiples of this, in metres: about one cell, and a
/// margin on one side of the limit stays there.
pub const PUBLIC_MARGIN_STEP_M: f64 = 10_000.0;

/// Counts of persons from 1 to below this are not shown.
pub const PUBLIC_PERSONS_MIN: u64 = 5;

/// Watched shares of shorter periods are not shown, in days.
pub const PUBLIC_WATCHED_DAYS_MIN: i64 = 7;

/// Records that a reason of a public copy describes where its own words are hidden.
const RECORDS_TOLD_MAX: usize = 3;

/// Words of a reason about watches in a public copy.
const WATCH_WORDS: &str = "what was watched, and what prevented more, is for the team";

impl Findings {
    /// A copy for the given readers. What was left out cannot be put back: a public copy stays
    /// public.
    #[must_use]
    pub fn released(&self, release: Release) -> Findings {
        match (self.release, release) {
            (Release::Full, Release::Public) => Rules::of(self).copy(self),
            _ => self.clone(),
        }
    }
}

/// What the rules need to know of the whole.
struct Rules<'a> {
    zone: Zone,
    /// Records that stay, with their sort.
    kept: BTreeMap<&'a str, RecordType>,
    /// Watches, which do not stay.
    dropped: BTreeSet<&'a str>,
    places: BTreeMap<&'a str, ([f64; 2], f64)>,
    persons: Persons,
    /// What a public copy says of each record, for reasons whose own words are hidden.
    told: BTreeMap<String, String>,
}

impl<'a> Rules<'a> {
    fn of(findings: &'a Findings) -> Rules<'a> {
        let is_watch = |r: &&RecordInfo| r.sort == RecordType::Watch;
        let kept = findings.records.iter().filter(|r| !is_watch(r));
        let kept: BTreeMap<_, _> = kept.map(|r| (r.id.as_str(), r.sort)).collect();
        let events = findings.map.events.iter();
        Rules {
            zone: Zone::named(&findings.zone).unwrap_or_else(Zone::utc),
            places: events
                .map(|e| (e.record.as_str(), (cell_centre(e.at), public_radius_m(e.radius_m))))
                .collect(),
            dropped: findings.records.iter().filter(is_watch).map(|r| r.id.as_str()).collect(),
            kept,
            persons: Persons::of(findings),
            told: BTreeMap::new(),
        }
    }

    fn copy(mut self, full: &Findings) -> Findings {
        let mut copy = full.clone();
        copy.release = Release::Public;
        copy.records.retain(|r| self.kept.contains_key(r.id.as_str()));
        copy.records.iter_mut().for_each(|r| self.record(r));
        self.told = copy.records.iter().map(|r| (r.id.clone(), self.describe(r))).collect();
        copy.findings.iter_mut().for_each(|f| self.finding(f));
        for row in &mut copy.ledger {
            row.place = public_place(&row.place);
            row.remarks.retain(|remark| !self.must_hide(remark, &[]));
            self.persons.ledger_row(row);
        }
        for day in &mut copy.timeline {
            day.watched = None;
            self.keep_known(&mut day.records);
            self.persons.day(&full.series, day);
        }
        copy.map.grid_deg = Some(PUBLIC_GRID_DEG);
        copy.map.events.retain(|e| self.kept.contains_key(e.record.as_str()));
        copy.map.events.iter_mut().for_each(|e| self.event(e));
        copy.map.unplaced = self.kept.keys().filter(|id| !self.places.contains_key(*id)).count();
        self.notes(&mut copy.notes);
        copy
    }

    fn record(&self, record: &mut RecordInfo) {
        record.place = match self.places.get(record.id.as_str()) {
            Some(([lon, lat], radius_m)) => {
                format!("within {} km of {lat:.2}, {lon:.2}", radius_m / 1000.0)
            }
            None => public_place(&record.place),
        };
        if record.sort == RecordType::Report {
            [record.from, record.until] = days_around(&self.zone, record.from, record.until);
            record.known_at = record.known_at.map(|at| end_of_day(&self.zone, at));
        }
        record.text = None;
        record.url = record.url.take().filter(|url| hide::is_web(url));
        self.persons.record(record);
        // The digest over hidden content would let a reader try positions until one fits.
        // Where the row stands is not what it says.
        let said =
            RecordInfo { digest: Digest::of(b""), file: String::new(), line: 0, ..record.clone() };
        record.digest = Digest::of(&serde_json::to_vec(&said).unwrap_or_default());
    }

    fn finding(&self, finding: &mut Finding) {
        finding.deciding.clear();
        let micros = finding.period.until.micros().saturating_sub(finding.period.from.micros());
        let short = micros / basis::time::DAY_US < PUBLIC_WATCHED_DAYS_MIN;
        finding.watched = finding.watched.filter(|_| !short).map(|mut watched| {
            watched.share = f64::from(crate::finding::percent(watched.share)) / 100.0;
            watched
        });
        for figure in &mut finding.figures {
            self.keep_known(&mut figure.records);
            self.persons.figure(figure);
        }
        let mut watch_told = false;
        finding.reasons.retain(|reason| {
            let again = reason.kind == ReasonKind::Watch && watch_told;
            watch_told |= reason.kind == ReasonKind::Watch;
            !again
        });
        finding.reasons.iter_mut().for_each(|reason| self.reason(reason));
    }

    fn reason(&self, reason: &mut Reason) {
        let hide = reason.distance.is_some() || self.must_hide(&reason.text, &reason.records);
        self.keep_known(&mut reason.records);
        if reason.kind == ReasonKind::Watch {
            reason.records.clear();
            reason.text = WATCH_WORDS.to_owned();
        } else if hide {
            reason.text = self.tell(reason);
        }
        if let Some(distance) = &mut reason.distance {
            let [least, greatest] = distance.margin_m.map(|m| m / PUBLIC_MARGIN_STEP_M);
            // Adding zero turns the zero that has a minus into the plain one.
            let steps = [least.floor(), greatest.ceil()];
            distance.margin_m = steps.map(|n| n * PUBLIC_MARGIN_STEP_M + 0.0);
        }
    }

    /// A reason in the words of its public records.
    fn tell(&self, reason: &Reason) -> String {
        let told = reason.records.iter().filter_map(|id| self.told.get(id));
        let mut words: Vec<String> = told.take(RECORDS_TOLD_MAX).cloned().collect();
        if words.is_empty() {
            return reason.kind.words().to_owned();
        }
        if reason.records.len() > RECORDS_TOLD_MAX {
            words.push(format!("and {} more", reason.records.len() - RECORDS_TOLD_MAX));
        }
        words.join("; ")
    }

    /// `r-3 (Wire, reported): explosion, 2020-08-01`, from a public record.
    fn describe(&self, record: &RecordInfo) -> String {
        let first = self.zone.local(record.from).date();
        let last = self.zone.local(record.until.plus_micros(-1)).date();
        let days = if first == last { first.to_string() } else { format!("{first} – {last}") };
        let RecordInfo { id, source, standing, what, .. } = record;
        format!("{id} ({source}, {standing}): {what}, {days}")
    }

    fn event(&self, event: &mut MapEvent) {
        event.at = cell_centre(event.at);
        event.radius_m = public_radius_m(event.radius_m);
    }

    fn notes(&self, notes: &mut Vec<Note>) {
        for note in notes.iter_mut() {
            let about = note.records.len();
            self.keep_known(&mut note.records);
            if (about > 0 && note.records.is_empty()) || self.must_hide(&note.text, &note.records) {
                note.text.clear();
            }
        }
        notes.retain(|note| !note.text.is_empty());
        notes.push(Note {
            code: None,
            text: format!(
                "public copy: positions stand on a grid of {PUBLIC_GRID_DEG}°; watches, deciding \
                 observations, free text, times of day of single events and counts of fewer than \
                 {PUBLIC_PERSONS_MIN} persons are left out"
            ),
            records: Vec::new(),
        });
    }

    /// Whether words may tell where or when somebody stood, or how many persons are hidden.
    fn must_hide(&self, text: &str, records: &[String]) -> bool {
        let sort = |id: &String| self.kept.get(id.as_str());
        tells::position(text)
            || tells::names(text, &self.dropped)
            || (tells::time_of_day(text)
                && records.iter().any(|id| sort(id) == Some(&RecordType::Report)))
            || records.iter().any(|id| self.persons.hides(id))
    }

    fn keep_known(&self, ids: &mut Vec<String>) {
        ids.retain(|id| self.kept.contains_key(id.as_str()));
    }
}
