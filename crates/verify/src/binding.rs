//! Binding: which names of sources are which actors and areas of the accord.
//!
//! The only place in Detente where a name in evidence becomes a party. What spellings have in
//! common says `basis::actors::name_key`; a name that no actor carries may be anybody's.

use std::collections::{BTreeMap, BTreeSet};

use accord::model::{Accord, PartyIx};
use basis::{Actors, Standing};
use evidence::{Head, Where};
use space::{Place, Region};

/// Who a name in evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// A bound side.
    Party(PartyIx),
    /// A body whose own records may stand as observed.
    Observer,
    /// Somebody whom the accord names and does not bind.
    Other,
}

/// The actors that an event leaves possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doers {
    /// Bound sides.
    pub(crate) parties: BTreeSet<PartyIx>,
    /// Somebody who is not bound.
    pub(crate) outsider: bool,
    /// Whom the record names.
    pub(crate) naming: Naming,
    /// The bound sides that it names.
    pub(crate) named: BTreeSet<PartyIx>,
}

/// Whom a record names as actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Nobody.
    Nobody,
    /// Actors of the accord only.
    Known,
    /// Somebody whom no actor of the accord carries as a name.
    Unknown,
}

impl Doers {
    /// Whether a record of this standing points to a side: an observer names it, or somebody else
    /// names it and nobody besides (a dyad of a data set points to nobody).
    pub(crate) fn points_to(&self, standing: Standing, party: PartyIx) -> bool {
        let alone = self.naming == Naming::Known && self.named == BTreeSet::from([party]);
        alone || (standing == Standing::Observed && self.named.contains(&party))
    }

    /// The single bound side that the record names.
    pub(crate) fn only(&self) -> Option<PartyIx> {
        let mut parties = self.parties.iter();
        let first = parties.next().copied();
        first.filter(|_| parties.next().is_none() && !self.outsider && self.naming == Naming::Known)
    }
}

/// Names of the accord and the case, ready for look-up.
pub(crate) struct Binding<'a> {
    accord: &'a Accord,
    who: BTreeMap<String, Who>,
    names: BTreeMap<String, BTreeSet<String>>,
}

/// Two names are the same when their keys are.
pub(crate) fn key(name: &str) -> String {
    basis::actors::name_key(name)
}

impl<'a> Binding<'a> {
    pub(crate) fn new(accord: &'a Accord, case_observers: &[String]) -> Binding<'a> {
        let mut binding = Binding { accord, who: BTreeMap::new(), names: BTreeMap::new() };
        let watching = accord.bodies.iter().chain(&accord.observers);
        for name in case_observers {
            binding.who.insert(key(name), Who::Observer);
        }
        for actor in watching {
            binding.add(actor, Who::Observer);
        }
        for (_, actor) in &accord.others {
            binding.add(actor, Who::Other);
        }
        // Parties last: whoever is bound never stands as an observer, whatever else is declared.
        for (index, actor) in accord.parties.iter().enumerate() {
            binding.add(actor, Who::Party(PartyIx(index)));
        }
        binding
    }

    fn add(&mut self, actor: &accord::model::Actor, who: Who) {
        let keys: BTreeSet<String> =
            [&actor.name, &actor.label].into_iter().chain(&actor.matches).map(|n| key(n)).collect();
        for name in &keys {
            self.who.insert(name.clone(), who);
        }
        self.names.insert(key(&actor.name), keys);
    }

    /// Who a name is; `None` for a name that no actor of the accord carries.
    pub(crate) fn who(&self, name: &str) -> Option<Who> {
        self.who.get(&key(name)).copied()
    }

    /// Whether a name in evidence is that of the accord's actor with this short name.
    pub(crate) fn is_actor(&self, name: &str, short: &str) -> bool {
        let wanted = key(short);
        match self.names.get(&wanted) {
            Some(keys) => keys.contains(&key(name)),
            None => key(name) == wanted,
        }
    }

    /// Whether two names are those of one source: the same, or of one actor of the accord.
    pub(crate) fn is_same_source(&self, a: &str, b: &str) -> bool {
        let (a, b) = (key(a), key(b));
        a == b || self.names.values().any(|keys| keys.contains(&a) && keys.contains(&b))
    }

    /// The party that speaks: the source, or the one who relayed it, or whom it copied.
    pub(crate) fn speaker(&self, head: &Head) -> Option<PartyIx> {
        let names = [head.relayed_by.as_deref(), Some(&head.source), head.origin.as_deref()];
        names.into_iter().flatten().find_map(|name| match self.who(name) {
            Some(Who::Party(party)) => Some(party),
            _ => None,
        })
    }

    /// The lower of the declared standing and the highest that the source allows.
    pub(crate) fn standing(&self, head: &Head) -> Standing {
        if self.speaker(head).is_some() {
            return Standing::Claimed;
        }
        let named = |name: &str| self.who(name) == Some(Who::Observer);
        let passed_on = [head.relayed_by.as_deref(), head.origin.as_deref()];
        let observed = named(&head.source) && passed_on.into_iter().flatten().all(named);
        let highest = if observed { Standing::Observed } else { Standing::Reported };
        head.standing.min(highest)
    }

    /// Who may have done it, for all that a record says. A name that no actor of the accord
    /// carries may be anybody's: a unit of a side, a misspelling, somebody else.
    pub(crate) fn doers(&self, actors: &Actors) -> Doers {
        let anybody = |naming, named| Doers {
            parties: (0..self.accord.parties.len()).map(PartyIx).collect(),
            outsider: true,
            naming,
            named,
        };
        let Actors::OneOf(names) = actors else {
            return anybody(Naming::Nobody, BTreeSet::new());
        };
        let (mut named, mut outsider, mut unknown) = (BTreeSet::new(), false, false);
        for name in names {
            match self.who(name) {
                Some(Who::Party(party)) => {
                    named.insert(party);
                }
                Some(Who::Observer | Who::Other) => outsider = true,
                None => unknown = true,
            }
        }
        if unknown {
            return anybody(Naming::Unknown, named);
        }
        Doers { parties: named.clone(), outsider, naming: Naming::Known, named }
    }

    /// Where an event may have been: the union over the names and over their readings; a name that
    /// no area carries may be anywhere.
    pub(crate) fn place(&self, place: &Where) -> Place {
        let names = match place {
            Where::At(place) => return place.clone(),
            Where::Named(names) => names,
        };
        let mut regions = Vec::new();
        for name in names {
            match self.area(name) {
                Some(area) => regions.extend(area.regions.iter().map(|(_, r)| r.clone())),
                None => return Place::Unknown,
            }
        }
        if regions.is_empty() { Place::Unknown } else { Place::Within(Region::union(regions)) }
    }

    /// What a watch certainly covered: what all readings of a name share; nothing for a name that
    /// no area carries.
    pub(crate) fn watched(&self, place: &Where) -> Region {
        match place {
            Where::At(Place::Within(region)) => region.clone(),
            Where::At(Place::Disc { centre, radius_m }) if *radius_m > 0.0 => {
                let geometry = space::Geometry::Points(vec![*centre]);
                Region::near(space::Shape { geometry, accuracy_m: 0.0 }, *radius_m)
            }
            Where::At(_) => Region::nowhere(),
            Where::Named(names) => {
                let shared = |name: &String| {
                    let area = self.area(name)?;
                    let readings = area.regions.iter().map(|(_, r)| r.clone());
                    Some(Region::intersection(readings.collect()))
                };
                Region::union(names.iter().filter_map(shared).collect())
            }
        }
    }

    fn area(&self, name: &str) -> Option<&accord::model::Area> {
        let wanted = key(name);
        let carries = |area: &&accord::model::Area| {
            key(&area.name) == wanted || area.matches.iter().any(|m| key(m) == wanted)
        };
        self.accord.areas.iter().find(carries)
    }
}
