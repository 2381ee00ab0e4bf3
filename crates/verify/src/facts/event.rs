//! What happened, if the standing of its record holds.

use accord::model::PartyIx;
use basis::{Actors, Interval, KindSet, Standing, TargetSet};
use evidence::{Head, ObjectSeen, Report, RestrictionSort, Tally, Watch, Where};
use space::Place;

use crate::binding::{Binding, Doers};

/// What made an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Made {
    Report,
    Tally,
    Restriction,
    /// A watch that was not nil.
    Watch,
    Difference,
}

/// Something that happened, if its standing holds.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Id of the record, or of the derived difference.
    pub(crate) id: String,
    /// The records behind it.
    pub(crate) records: Vec<String>,
    pub(crate) made: Made,
    pub(crate) source: String,
    pub(crate) standing: Standing,
    /// The party that states it, of claims.
    pub(crate) speaker: Option<PartyIx>,
    /// A report that its source states itself: neither relayed nor copied.
    pub(crate) own_words: bool,
    pub(crate) during: Interval,
    pub(crate) place: Place,
    pub(crate) kinds: KindSet,
    /// Heading of a tally, for the premise that maps it.
    pub(crate) counted: Option<String>,
    pub(crate) doers: Doers,
    pub(crate) targets: Option<TargetSet>,
    pub(crate) object: Option<ObjectSeen>,
}

/// What every record states of something that happened.
pub(crate) struct Stated<'r> {
    pub(crate) head: &'r Head,
    pub(crate) during: Interval,
    pub(crate) place: &'r Where,
    pub(crate) kinds: KindSet,
    pub(crate) actors: &'r Actors,
}

impl Event {
    /// What a record states; nothing beyond that, and not in the words of its source.
    pub(crate) fn of(
        binding: &Binding<'_>,
        made: Made,
        standing: Standing,
        stated: &Stated<'_>,
    ) -> Event {
        Event {
            id: stated.head.id.clone(),
            records: vec![stated.head.id.clone()],
            made,
            source: stated.head.source.clone(),
            standing,
            speaker: binding.speaker(stated.head),
            own_words: false,
            during: stated.during,
            place: binding.place(stated.place),
            kinds: stated.kinds,
            counted: None,
            doers: binding.doers(stated.actors),
            targets: None,
            object: None,
        }
    }

    pub(super) fn of_report(binding: &Binding<'_>, report: &Report, standing: Standing) -> Event {
        let stated = Stated {
            head: &report.head,
            during: report.during,
            place: &report.place,
            kinds: report.kinds,
            actors: &report.actors,
        };
        Event {
            own_words: report.head.relayed_by.is_none() && report.head.origin.is_none(),
            targets: report.targets,
            object: report.object.clone(),
            ..Event::of(binding, Made::Report, standing, &stated)
        }
    }

    pub(super) fn of_tally(binding: &Binding<'_>, tally: &Tally, standing: Standing) -> Event {
        let stated = Stated {
            head: &tally.head,
            during: tally.period,
            place: &tally.place,
            kinds: tally.kinds,
            actors: &tally.accused,
        };
        let counted = Some(tally.counted.clone());
        Event { counted, ..Event::of(binding, Made::Tally, standing, &stated) }
    }

    /// A restriction is itself an event that an access clause may ban; a watch that was not nil
    /// tells of something of the kinds that it sees.
    pub(super) fn of_watch(
        binding: &Binding<'_>,
        watch: &Watch,
        standing: Standing,
    ) -> Option<Event> {
        let (made, kinds, actors) = match &watch.restriction {
            Some(restriction) => {
                let kind = match restriction.sort {
                    RestrictionSort::Denial => "access_denied",
                    RestrictionSort::Conditional | RestrictionSort::Delay => "access_delayed",
                    RestrictionSort::Interference => "monitoring_interference",
                    RestrictionSort::Weather | RestrictionSort::Other => return None,
                };
                (Made::Restriction, KindSet::named(kind)?, &restriction.controlled_by)
            }
            None if watch.nil == Some(false) => (Made::Watch, watch.sees, &Actors::Unknown),
            None => return None,
        };
        let (head, during, place) = (&watch.head, watch.during, &watch.place);
        Some(Event::of(binding, made, standing, &Stated { head, during, place, kinds, actors }))
    }

    /// Unique: a derived difference may bear the id of a record.
    pub(crate) fn key(&self) -> (Made, String) {
        (self.made, self.id.clone())
    }

    /// A party names itself alone as the actor, in its own name: words that it or somebody else
    /// passes on are none.
    pub(crate) fn is_admission(&self) -> bool {
        self.own_words && self.speaker.is_some() && self.doers.only() == self.speaker
    }
}
