//! Evidence made ready: events that happened, watches that looked, acts that were done, each with
//! the standing that its source allows (docs/spec/verdicts.md, section 1).

use std::collections::{BTreeMap, BTreeSet};

use accord::model::PartyIx;
use basis::{Instant, Standing};
use evidence::{Act, Evidence, Report, Tally, Watch};

use crate::binding::Binding;
use crate::difference;
use crate::restated::restated;
use crate::watched::{NilWatch, contradictions, nil_watches};

mod event;

pub(crate) use event::{Event, Made, Stated};

/// An act with its standing.
#[derive(Clone, Debug)]
pub(crate) struct ActFact<'a> {
    pub(crate) act: &'a Act,
    pub(crate) standing: Standing,
    /// The bound sides that did it.
    pub(crate) parties: BTreeSet<PartyIx>,
}

/// Everything that bears on answers; events in the order of time, the rest by id.
pub(crate) struct Facts<'a> {
    pub(crate) events: Vec<Event>,
    /// Nil watches that no observed event disproves.
    pub(crate) nil_watches: Vec<NilWatch>,
    /// Observed events that contradict others → the nil watches that leave them no possibility, or
    /// the total that is higher or lower than it can be.
    pub(crate) conflicts: BTreeMap<String, Vec<String>>,
    pub(crate) acts: Vec<ActFact<'a>>,
    /// Reports, watches, tallies in force (not restated, known in time).
    pub(crate) reports: Vec<(&'a Report, Standing)>,
    pub(crate) watches: Vec<(&'a Watch, Standing)>,
    pub(crate) tallies: Vec<(&'a Tally, Standing)>,
    /// Differences of cumulative totals, and pairs that fall.
    pub(crate) differences: difference::Differences,
    /// Restated record → the record that replaces it.
    pub(crate) restated: BTreeMap<String, String>,
    /// Rows of evidence that gave no record because of errors: what they say is not known.
    pub(crate) rows_refused: u64,
    /// Left out: known later than asked for.
    pub(crate) later: usize,
    /// Left out: no `known_at` while an instant was asked for.
    pub(crate) undated: usize,
    /// The last instant at which anything in use became known or ended.
    pub(crate) last: Option<Instant>,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(
        binding: &Binding<'_>,
        evidence: &'a Evidence,
        as_of: Option<Instant>,
    ) -> Facts<'a> {
        let known = Known { as_of };
        let restated = restated(binding, heads(evidence).filter(|head| known.admits(head)));
        let live = |head: &evidence::Head| known.admits(head) && !restated.contains_key(&head.id);
        let mut facts = Facts {
            events: Vec::new(),
            nil_watches: Vec::new(),
            conflicts: BTreeMap::new(),
            acts: Vec::new(),
            reports: pick(&evidence.reports, |r| &r.head, live, binding),
            watches: pick(&evidence.watches, |w| &w.head, live, binding),
            tallies: pick(&evidence.tallies, |t| &t.head, live, binding),
            differences: difference::Differences::default(),
            restated: restated.clone(),
            rows_refused: evidence.files.iter().map(|file| file.rows_refused).sum(),
            later: heads(evidence).filter(|head| known.is_later(head)).count(),
            undated: heads(evidence).filter(|head| known.is_undated(head)).count(),
            last: None,
        };
        let in_time =
            |head: &evidence::Head| !known.is_later(head) && !restated.contains_key(&head.id);
        facts.acts = pick(&evidence.acts, |a| &a.head, in_time, binding)
            .into_iter()
            .map(|(act, standing)| {
                // It may have been known: no absence can be concluded from leaving it out.
                let undated = known.is_undated(&act.head);
                let standing = if undated { standing.min(Standing::Reported) } else { standing };
                ActFact { act, standing, parties: parties_of(binding, act) }
            })
            .collect();
        facts.differences = difference::of(&facts.tallies, binding);
        facts.last = facts.last_known();
        facts.make_events(binding);
        let watches = nil_watches(&facts.watches, binding, as_of);
        (facts.conflicts, facts.nil_watches) = contradictions(&facts.events, watches);
        for (earlier, later) in &facts.differences.falling {
            for (one, other) in [(earlier, later), (later, earlier)] {
                facts.conflicts.entry(one.clone()).or_default().push(other.clone());
            }
        }
        facts
    }

    fn make_events(&mut self, binding: &Binding<'_>) {
        // A report of none is no event.
        let some = |report: &Report| report.count.is_none_or(|count| count.min() > 0);
        let reports = self.reports.iter().filter(|(report, _)| some(report));
        let reports = reports.map(|(r, s)| Event::of_report(binding, r, *s));
        let tallies = self.tallies.iter().filter(|(t, _)| t.count.is_some_and(|c| c.min() > 0));
        let tallies = tallies.map(|(t, s)| Event::of_tally(binding, t, *s));
        let watches = self.watches.iter();
        let watches = watches.filter_map(|(w, s)| Event::of_watch(binding, w, *s));
        let differences = self.differences.events.iter().cloned();
        self.events = reports.chain(tallies).chain(watches).chain(differences).collect();
        self.events.sort_by(|a, b| (a.during, &a.id).cmp(&(b.during, &b.id)));
    }

    /// Of the strongest standing that there is: what a side says does not move the present.
    fn last_known(&self) -> Option<Instant> {
        let reports = self.reports.iter().map(|(r, s)| (*s, &r.head, r.during.end));
        let watches = self.watches.iter().map(|(w, s)| (*s, &w.head, w.during.end));
        let tallies = self.tallies.iter().map(|(t, s)| (*s, &t.head, t.period.end));
        let acts = self.acts.iter().map(|a| (a.standing, &a.act.head, a.act.at.end));
        let all = reports.chain(watches).chain(tallies).chain(acts);
        let known = all.map(|(standing, head, end)| (standing, head.known_at.unwrap_or(end)));
        let (standing, last) = known.max()?;
        (standing > Standing::Claimed).then_some(last)
    }
}

struct Known {
    as_of: Option<Instant>,
}

impl Known {
    fn is_later(&self, head: &evidence::Head) -> bool {
        matches!((self.as_of, head.known_at), (Some(as_of), Some(known)) if known > as_of)
    }

    fn is_undated(&self, head: &evidence::Head) -> bool {
        self.as_of.is_some() && head.known_at.is_none()
    }

    fn admits(&self, head: &evidence::Head) -> bool {
        !self.is_later(head) && !self.is_undated(head)
    }
}

/// The heads of all records.
fn heads(evidence: &Evidence) -> impl Iterator<Item = &evidence::Head> {
    let reports = evidence.reports.iter().map(|r| &r.head);
    let watches = evidence.watches.iter().map(|w| &w.head);
    let tallies = evidence.tallies.iter().map(|t| &t.head);
    reports.chain(watches).chain(tallies).chain(evidence.acts.iter().map(|a| &a.head))
}

/// The live records with their standing, by id.
fn pick<'a, T>(
    all: &'a [T],
    head: impl Fn(&T) -> &evidence::Head,
    live: impl Fn(&evidence::Head) -> bool,
    binding: &Binding<'_>,
) -> Vec<(&'a T, Standing)> {
    let mut picked: Vec<(&T, Standing)> = all
        .iter()
        .filter(|record| live(head(record)))
        .map(|record| (record, binding.standing(head(record))))
        .collect();
    picked.sort_by(|(a, _), (b, _)| head(a).id.cmp(&head(b).id));
    picked
}

fn parties_of(binding: &Binding<'_>, act: &Act) -> BTreeSet<PartyIx> {
    let who = act.by.iter().filter_map(|name| binding.who(name));
    who.filter_map(|who| match who {
        crate::binding::Who::Party(party) => Some(party),
        crate::binding::Who::Observer | crate::binding::Who::Other => None,
    })
    .collect()
}
