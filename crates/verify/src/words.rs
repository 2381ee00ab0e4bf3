//! Sentences for reasons: what a record says, where, when, by whom.

use accord::model::{Gap, PartyIx};
use basis::KindSet;
use space::Place;

use crate::binding::Naming;
use crate::context::Context;
use crate::facts::{Event, Made};
use crate::naive::possibilities::Open;

/// Kinds named in a sentence before the rest is counted.
const TERMS_SHOWN: usize = 6;

/// Writes sentences about the records of a run.
pub(crate) struct Words<'a> {
    pub(crate) context: &'a Context<'a>,
}

impl Words<'_> {
    /// `smm-1 (OSCE SMM, observed): fire, 2020-07-27 …, in Donetsk region, by unknown`.
    pub(crate) fn event(&self, event: &Event) -> String {
        let what = match event.made {
            Made::Tally => self.tally(event),
            Made::Difference => self.difference(event),
            Made::Report | Made::Restriction => terms(event.kinds),
            Made::Watch => format!("a watch that was not nil, of {}", terms(event.kinds)),
        };
        format!(
            "{} ({}, {}): {what}, {}{}",
            event.id,
            event.source,
            event.standing,
            self.context.span(event.during),
            self.by(event)
        )
    }

    fn tally(&self, event: &Event) -> String {
        let found = self.context.facts.tallies.iter().find(|(t, _)| t.head.id == event.id);
        let count = found.and_then(|(t, _)| t.count);
        let heading = event.counted.as_deref().unwrap_or_default();
        count.map_or_else(|| heading.to_owned(), |count| format!("{count} {heading}"))
    }

    fn difference(&self, event: &Event) -> String {
        let found = self.context.facts.differences.stated.iter().find(|d| d.id == event.id);
        let heading = event.counted.as_deref().unwrap_or_default();
        match found {
            Some(d) => format!("{} {heading} between two cumulative totals", d.count),
            None => heading.to_owned(),
        }
    }

    fn by(&self, event: &Event) -> String {
        match event.doers.naming {
            Naming::Nobody => return ", author not stated".to_owned(),
            Naming::Unknown => return ", by a name that the accord does not know".to_owned(),
            Naming::Known => {}
        }
        let mut names: Vec<&str> = event.doers.parties.iter().map(|p| self.party(*p)).collect();
        if event.doers.outsider {
            names.push("somebody not bound");
        }
        format!(", by {}", names.join(" or "))
    }

    /// Short name of a party.
    pub(crate) fn party(&self, party: PartyIx) -> &str {
        self.context.accord.parties.get(party.0).map_or("?", |actor| actor.name.as_str())
    }

    pub(crate) fn gap(&self, gap: &Gap) -> String {
        format!("the text leaves open: {}", gap.what)
    }

    /// What would settle the open conditions of an event.
    pub(crate) fn would_settle(&self, event: &Event, open: &[Open]) -> Vec<String> {
        open.iter().map(|open| self.settle_one(event, *open)).collect()
    }

    fn settle_one(&self, event: &Event, open: Open) -> String {
        let id = &event.id;
        match open {
            Open::Time => format!(
                "when {id} happened: it is known to {} only",
                self.context.span(event.during)
            ),
            Open::Place => format!("where {id} happened: {}", precision(&event.place)),
            Open::PlaceGap => format!("the text's area, for {id}: it is left open"),
            Open::Kind => format!("what {id} was: it may be any of {}", terms(event.kinds)),
            Open::Object => format!("of which class, calibre or range the object of {id} was"),
            Open::Target => format!("what {id} hit or endangered"),
            Open::Author => format!("who was the author of {id}"),
            Open::Excuse => format!("whether an exception covers {id}"),
            Open::Notice => format!("whether notice of {id} was given in time: a receipt"),
        }
    }
}

/// How well a place is known.
fn precision(place: &Place) -> String {
    match place {
        Place::Unknown => "no place is stated".to_owned(),
        Place::Disc { radius_m, .. } => {
            format!("its position is known to {} m, too near an edge", round(*radius_m))
        }
        Place::Sector { .. } => "it is known as a sector of bearings and distances".to_owned(),
        Place::Within(_) => "it is known as an area that crosses an edge".to_owned(),
    }
}

/// `1 record`, `2 records`.
pub(crate) fn records_counted(count: usize) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}

fn round(metres: f64) -> String {
    format!("{metres:.0}")
}

/// The broadest terms of a set, shortened where they are many.
pub(crate) fn terms(kinds: KindSet) -> String {
    let names = kinds.terms();
    if kinds == KindSet::any() {
        return "any kind".to_owned();
    }
    if names.len() <= TERMS_SHOWN {
        return names.join(" or ");
    }
    format!("{} or {} more", names[..TERMS_SHOWN].join(" or "), names.len() - TERMS_SHOWN)
}
