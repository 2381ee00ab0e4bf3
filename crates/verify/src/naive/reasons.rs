//! The reasons of a finding on conduct, in words and with their records.

use accord::model::PartyIx;
use basis::{Interval, Standing};
use findings::{Answer, Distance, Reason, ReasonKind};

use super::conduct::{Conduct, is_possible_by, is_witness};
use super::excuse::Excused;
use super::possibilities::Judgement;
use crate::facts::{Event, Made};
use crate::outcome::{Bearing, Outcome, Part};
use crate::words::{Words, records_counted, terms};

/// Reasons of one kind that are spelled out; the rest are counted, with all their records.
pub(crate) const REASONS_MAX: usize = 20;

/// Events whose open conditions are named among what would decide.
pub(crate) const DECIDING_EVENTS_MAX: usize = 5;

impl Conduct<'_> {
    fn words(&self) -> Words<'_> {
        Words { context: self.context }
    }

    fn event(&self, judgement: &Judgement) -> &Event {
        &self.context.facts.events[judgement.event]
    }

    pub(super) fn explain_conflict(&self, outcome: &mut Outcome, conflicts: &[Vec<String>]) {
        for records in conflicts {
            let text = format!("no world agrees with all of {}", records.join(", "));
            outcome.because(ReasonKind::Conflict, text, records.clone());
        }
        outcome.decide(format!(
            "which of {} is wrong, or a restatement by its source",
            conflicts.concat().join(", ")
        ));
    }

    pub(super) fn explain(&self, outcome: &mut Outcome, party: Option<PartyIx>) {
        let mut authorless = Vec::new();
        for judgement in &self.judgements {
            let part = self.part(judgement, party);
            let Some(part) = part else { continue };
            let event = self.event(judgement);
            let bearing = event.records.iter().map(|r| Bearing { record: r.clone(), part });
            outcome.bearing.extend(bearing);
            let points = |p| self.points_to(judgement, p);
            let Some(kind) = self.reason_kind(judgement, part) else { continue };
            if part != Part::Certain && !party.is_none_or(points) {
                authorless.push(event.id.clone());
                continue;
            }
            outcome.reasons.push(self.reason(judgement, kind, party));
            if kind == ReasonKind::Possible && outcome.answer == Some(Answer::NotConcluded) {
                self.decide(outcome, judgement);
            }
        }
        if let (Some(party), false) = (party, authorless.is_empty()) {
            let text = format!(
                "records that bear on the clause and name no single author: nothing in them says \
                 that {} is among the authors, nothing that it is not",
                self.words().party(party)
            );
            outcome.because(ReasonKind::Condition, text, authorless);
        }
        self.explain_excluded(outcome);
        self.explain_exceptions(outcome, party);
        self.explain_watch(outcome, party);
        if party.is_none() {
            self.explain_outside(outcome);
        }
        shorten(&mut outcome.reasons);
    }

    /// Third parties' reports of events that nil watches exclude.
    fn explain_excluded(&self, outcome: &mut Outcome) {
        let excluded = self
            .judgements
            .iter()
            .filter(|j| j.conflict.is_some() && self.standing(j) == Standing::Reported);
        for judgement in excluded {
            let event = self.event(judgement);
            let watches = judgement.conflict.clone().unwrap_or_default();
            let text = format!(
                "{}; nil watches exclude it: {}",
                self.words().event(event),
                watches.join(", ")
            );
            let records = event.records.iter().cloned().chain(watches).collect();
            outcome.because(ReasonKind::Outside, text, records);
        }
    }

    /// The part that an event plays for this party, or for any; `None` where it plays none.
    fn part(&self, judgement: &Judgement, party: Option<PartyIx>) -> Option<Part> {
        if is_witness(judgement, party) {
            return Some(Part::Certain);
        }
        if self.standing(judgement) == Standing::Claimed && !judgement.constrains {
            // Shown beside, also where a watch excludes it.
            let mine = party.is_none_or(|party| judgement.excused.contains_key(&party));
            return mine.then_some(Part::Alleged);
        }
        is_possible_by(judgement, party).then_some(Part::Possible)
    }

    fn reason_kind(&self, judgement: &Judgement, part: Part) -> Option<ReasonKind> {
        match part {
            Part::Certain => Some(ReasonKind::Certain),
            Part::Possible if self.standing(judgement) == Standing::Reported => {
                Some(ReasonKind::Reported)
            }
            Part::Possible => Some(ReasonKind::Possible),
            Part::Alleged => Some(ReasonKind::Alleged),
            Part::Outside => None,
        }
    }

    fn reason(&self, judgement: &Judgement, kind: ReasonKind, party: Option<PartyIx>) -> Reason {
        let event = self.event(judgement);
        let mut text = self.words().event(event);
        if kind == ReasonKind::Alleged {
            let by = event.speaker.map_or("a party", |p| &self.context.accord.parties[p.0].name);
            text = format!("{text}; stated by {by}, shown beside, without effect");
            if event.is_admission() {
                text.push_str("; an admission against its own interest");
            }
        }
        for given in judgement.notified.values() {
            let notice = match (given.records.is_empty(), given.late) {
                (true, _) => "; no notice on record".to_owned(),
                (false, true) => format!("; notice too late: {}", given.records.join(", ")),
                (false, false) => format!("; notice: {}", given.records.join(", ")),
            };
            text.push_str(&notice);
        }
        let distance = self.distance(event, party);
        Reason { kind, text, records: event.records.clone(), distance }
    }

    /// *Measured − limit* for a clause whose place is a distance.
    fn distance(&self, event: &Event, party: Option<PartyIx>) -> Option<Distance> {
        let limit = self.scope.ban.limit.as_ref()?;
        let party = party.or(event.doers.only()).or(self.scope.parties().first().copied())?;
        let region = self.scope.region(party)?;
        let margin = region.contains(&event.place).margin?;
        Some(Distance {
            from: limit.from.clone(),
            limit_m: limit.limit.base(),
            margin_m: [-margin.hi_m, -margin.lo_m],
        })
    }

    fn decide(&self, outcome: &mut Outcome, judgement: &Judgement) {
        let event = self.event(judgement);
        if outcome.deciding.len() >= DECIDING_EVENTS_MAX {
            return;
        }
        for text in self.words().would_settle(event, &judgement.open) {
            outcome.decide(text);
        }
    }

    fn explain_exceptions(&self, outcome: &mut Outcome, party: Option<PartyIx>) {
        for judgement in self.judgements.iter().filter(|j| j.constrains) {
            let event = self.event(judgement);
            let mine = judgement.excused.iter().filter(|(by, _)| party.is_none_or(|p| p == **by));
            for (by, excused) in mine {
                let (exception, said, records) = match excused {
                    Excused::NoException | Excused::NotInvoked { .. } => continue,
                    Excused::Lacking { exception, step, records } => {
                        (exception, format!("step {step} is not proved"), records)
                    }
                    Excused::Open { exception, step, records } => {
                        (exception, format!("step {step} is proved in some worlds only"), records)
                    }
                    Excused::Proved { exception, records } => {
                        (exception, "every step is proved".to_owned(), records)
                    }
                };
                if let Excused::Lacking { step, .. } | Excused::Open { step, .. } = excused {
                    outcome.decide(format!("proof of step {step} for {}", event.id));
                }
                let name = self.words().party(*by).to_owned();
                let text = format!("{name} invokes {exception} for {}; {said}", event.id);
                let records = event.records.iter().chain(records).cloned().collect();
                outcome.because(ReasonKind::Exception, text, records);
            }
        }
    }

    fn explain_watch(&self, outcome: &mut Outcome, party: Option<PartyIx>) {
        let kinds = self.scope.ban.kinds;
        let Some(watched) = outcome.watched else { return };
        let nil = self.context.facts.nil_watches.iter().filter(|w| overlaps(w.during, self.window));
        let (capable, blind): (Vec<_>, Vec<_>) = nil.partition(|w| kinds.is_subset(w.sees));
        let percent = findings::finding::percent(watched.share);
        let least = match watched.minimum {
            Some(minimum) => {
                format!(
                    "the least for no breach found is {} %",
                    findings::finding::percent(minimum)
                )
            }
            None => "neither the accord nor the case states a least share".to_owned(),
        };
        let text = format!("watched {percent} % by nil watches able to see the kinds; {least}");
        let records = capable.iter().map(|w| w.id.clone()).collect();
        outcome.because(ReasonKind::Watch, text, records);
        if !blind.is_empty() {
            let text = "nil watches that do not see all kinds of the clause".to_owned();
            let records = blind.iter().map(|w| w.id.clone()).collect();
            outcome.because(ReasonKind::Watch, text, records);
        }
        self.explain_restrictions(outcome);
        let refused = self.context.facts.rows_refused;
        if refused > 0 && !self.is_possible(party) && outcome.answer == Some(Answer::NotConcluded) {
            let text = format!(
                "{refused} row(s) of evidence gave no record because of errors; what they say may \
                 bear on the clause"
            );
            outcome.because(ReasonKind::Condition, text, Vec::new());
            outcome.decide("the rows of evidence that could not be read".to_owned());
        }
        if outcome.answer == Some(Answer::NotConcluded) && !self.has_observed(party) {
            outcome.decide(format!(
                "a nil watch able to see {} over the {} % of area and time not watched",
                terms(kinds),
                100 - percent
            ));
        }
    }

    fn has_observed(&self, party: Option<PartyIx>) -> bool {
        self.judgements.iter().any(|j| j.constrains && is_possible_by(j, party))
    }

    fn explain_restrictions(&self, outcome: &mut Outcome) {
        let watches = self.context.facts.watches.iter();
        let restricted = watches.filter(|(w, _)| overlaps(w.during, self.window));
        let mut counted = std::collections::BTreeMap::<String, Vec<String>>::new();
        for (watch, standing) in restricted {
            let Some(restriction) = &watch.restriction else { continue };
            let cause = restriction.cause.as_deref().unwrap_or("cause not stated");
            let text = format!(
                "{} ({cause}), access controlled by {}, {standing}",
                restriction_words(restriction.sort),
                restriction.controlled_by
            );
            counted.entry(text).or_default().push(watch.head.id.clone());
        }
        for (text, records) in counted {
            let text = format!("restriction of a watch, {}: {text}", times(records.len()));
            outcome.because(ReasonKind::Watch, text, records);
        }
    }

    /// Records in the clause's area and time that are of other kinds.
    fn explain_outside(&self, outcome: &mut Outcome) {
        let kinds = self.scope.ban.kinds;
        let near = |event: &Event| {
            let parties = self.scope.parties().iter();
            parties
                .filter(|p| event.doers.parties.contains(p))
                .any(|p| self.scope.located(event, *p) == basis::Truth::Yes)
        };
        let outside: Vec<String> = self
            .context
            .facts
            .events
            .iter()
            .filter(|e| e.made == Made::Report && e.standing != Standing::Reported)
            .filter(|e| e.kinds.is_disjoint(kinds) && overlaps(e.during, self.window) && near(e))
            .map(|e| e.id.clone())
            .collect();
        if !outside.is_empty() {
            let text =
                "records in the clause's area and time that are of kinds which it does not name"
                    .to_owned();
            let bearing = outside
                .iter()
                .map(|record| Bearing { record: record.clone(), part: Part::Outside });
            outcome.bearing.extend(bearing);
            outcome.because(ReasonKind::Outside, text, outside);
        }
    }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn restriction_words(sort: evidence::RestrictionSort) -> &'static str {
    use evidence::RestrictionSort::{Conditional, Delay, Denial, Interference, Other, Weather};
    match sort {
        Denial => "denial",
        Conditional => "access under conditions",
        Delay => "delay",
        Interference => "interference",
        Weather => "weather",
        Other => "other impediment",
    }
}

fn overlaps(a: Interval, b: Interval) -> bool {
    a.intersect(b).is_some()
}

/// Sorts the most decisive first and counts what exceeds the limit of each kind.
fn shorten(reasons: &mut Vec<Reason>) {
    reasons.sort_by_key(|reason| reason.kind);
    let mut kept: Vec<Reason> = Vec::new();
    let mut rest: Vec<Reason> = Vec::new();
    for reason in reasons.drain(..) {
        if kept.iter().filter(|k| k.kind == reason.kind).count() < REASONS_MAX {
            kept.push(reason);
        } else {
            match rest.iter_mut().find(|r| r.kind == reason.kind) {
                Some(more) => more.records.extend(reason.records),
                None => rest.push(Reason { distance: None, ..reason }),
            }
        }
    }
    for mut more in rest {
        more.text = format!("and more of this kind: {}", records_counted(more.records.len()));
        kept.push(more);
    }
    kept.sort_by_key(|reason| reason.kind);
    *reasons = kept;
}
