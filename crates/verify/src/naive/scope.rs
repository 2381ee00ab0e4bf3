//! What a clause bans, with regions prepared and times resolved.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use accord::model::{Clause, Exception, Notice, ObjectClass, PartyIx, Prohibition, Variant};
use basis::taxonomy::Tree;
use basis::{Interval, TermSet, Truth};
use evidence::ObjectSeen;
use space::{Place, Prepared};

use super::coverage::{Cover, cover};
use crate::facts::{Event, Made};
use crate::timing::ClauseTime;
use crate::watched::NilWatch;

/// Whether an event lies in a region, by event and position of the region.
type Located = BTreeMap<((Made, String), usize), Truth>;

/// A prohibition of one clause under one combination of readings.
pub(crate) struct Scope<'a> {
    pub(crate) clause: &'a Clause,
    pub(crate) ban: &'a Prohibition,
    pub(crate) exceptions: &'a [Exception],
    /// The activity is banned only without notice.
    pub(crate) notice: Option<&'a Notice>,
    pub(crate) time: ClauseTime,
    /// For each bearer its position in `regions`.
    region_of: Vec<usize>,
    /// The distinct regions; `None` where the text leaves the place open.
    regions: Vec<Option<Prepared>>,
    located: RefCell<Located>,
    covered: RefCell<BTreeMap<(Vec<usize>, Interval), Cover>>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(
        clause: &'a Clause,
        variant: &'a Variant,
        ban: &'a Prohibition,
        notice: Option<&'a Notice>,
        time: ClauseTime,
    ) -> Scope<'a> {
        let mut distinct: Vec<Option<space::Region>> = Vec::new();
        let mut region_of = Vec::new();
        for bearer in 0..clause.bearers.parties().len() {
            let region = ban.place.get(bearer).cloned().flatten();
            let known = distinct.iter().position(|other| *other == region);
            region_of.push(known.unwrap_or(distinct.len()));
            if known.is_none() {
                distinct.push(region);
            }
        }
        let regions = distinct.iter().map(|region| region.as_ref().map(Prepared::new)).collect();
        Scope {
            clause,
            ban,
            exceptions: &variant.exceptions,
            notice,
            time,
            region_of,
            regions,
            located: RefCell::default(),
            covered: RefCell::default(),
        }
    }

    /// The bearers.
    pub(crate) fn parties(&self) -> &'a [PartyIx] {
        self.clause.bearers.parties()
    }

    /// The region of a bearer; `None` for a gap.
    pub(crate) fn region(&self, party: PartyIx) -> Option<&Prepared> {
        let bearer = self.parties().iter().position(|p| *p == party)?;
        self.regions.get(*self.region_of.get(bearer)?)?.as_ref()
    }

    /// How much of the regions of these bearers was watched; `None` where one is a gap.
    pub(crate) fn cover(
        &self,
        parties: &[PartyIx],
        window: Interval,
        watches: &[NilWatch],
    ) -> Option<Cover> {
        let bearers = self.parties().iter().zip(&self.region_of);
        let slots: BTreeSet<usize> =
            bearers.filter(|(p, _)| parties.contains(p)).map(|(_, slot)| *slot).collect();
        let regions: Option<Vec<&Prepared>> =
            slots.iter().map(|slot| self.regions[*slot].as_ref()).collect();
        let regions = regions?;
        let entry = (slots.into_iter().collect(), window);
        if let Some(known) = self.covered.borrow().get(&entry) {
            return Some(*known);
        }
        let found = cover(&regions, window, self.ban.kinds, watches);
        self.covered.borrow_mut().insert(entry, found);
        Some(found)
    }

    /// Whether an event lies in the region of a party, apart from all watches.
    pub(crate) fn located(&self, event: &Event, party: PartyIx) -> Truth {
        let Some(bearer) = self.parties().iter().position(|p| *p == party) else {
            return Truth::No;
        };
        let slot = self.region_of[bearer];
        let entry = (event.key(), slot);
        if let Some(truth) = self.located.borrow().get(&entry) {
            return *truth;
        }
        let region = self.regions[slot].as_ref();
        let truth = region.map_or(Truth::Unknown, |region| region.contains(&event.place).truth);
        self.located.borrow_mut().insert(entry, truth);
        truth
    }

    /// Whether what is left of a place outside `excluded` lies in the region of a party.
    pub(crate) fn located_except(
        &self,
        place: &Place,
        excluded: &Prepared,
        party: PartyIx,
    ) -> Truth {
        match self.region(party) {
            Some(region) => region.contains_except(place, excluded),
            None => Truth::Unknown,
        }
    }

    /// Whether the object of an event is of the banned class.
    pub(crate) fn object(&self, event: &Event) -> Truth {
        match (&self.ban.objects, &event.object) {
            (None, _) => Truth::Yes,
            (Some(_), None) => Truth::Unknown,
            (Some(class), Some(seen)) => is_of_class(class, seen),
        }
    }

    /// Whether the target of an event is of the protected category.
    pub(crate) fn target(&self, event: &Event) -> Truth {
        match (self.ban.targets, event.targets) {
            (None, _) => Truth::Yes,
            (Some(_), None) => Truth::Unknown,
            (Some(wanted), Some(hit)) => within(hit, wanted),
        }
    }
}

/// All, none or some of a set of terms lie in another.
pub(crate) fn within<T: Tree>(set: TermSet<T>, other: TermSet<T>) -> Truth {
    Truth::decided(set.is_subset(other), set.is_disjoint(other))
}

/// Whether an object seen is of a class: for each class that it may be of, in each of its
/// possible sizes, some alternative holds.
fn is_of_class(class: &ObjectClass, seen: &ObjectSeen) -> Truth {
    let truths: Vec<Truth> = seen
        .classes
        .each_leaf()
        .map(|leaf| {
            Truth::any(class.any_of.iter().map(|term| {
                if !leaf.is_subset(term.classes) {
                    return Truth::No;
                }
                Truth::all(term.predicates.iter().map(|predicate| holds(predicate, seen)))
            }))
        })
        .collect();
    let all = |truth: Truth| truths.iter().all(|found| *found == truth);
    Truth::decided(all(Truth::Yes) && !truths.is_empty(), all(Truth::No))
}

fn holds(predicate: &accord::model::Predicate, seen: &ObjectSeen) -> Truth {
    let value = match predicate.property {
        accord::model::Property::Calibre => seen.calibre,
        accord::model::Property::Range => seen.range,
    };
    value.map_or(Truth::Unknown, |(lo, hi)| predicate.comparison.holds(lo, hi, predicate.value))
}
