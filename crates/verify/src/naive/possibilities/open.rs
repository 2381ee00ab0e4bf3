//! What keeps an event from being contrary for certain.

use basis::{KindSet, Truth};

use super::{Judge, Judgement, not_notified};
use crate::facts::Event;
use crate::naive::scope::within;

/// A condition that the evidence leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Open {
    Time,
    Place,
    PlaceGap,
    Kind,
    Object,
    Target,
    Author,
    Excuse,
    Notice,
}

impl Judge<'_> {
    /// The conditions that keep an event from being certain, each looked at on its own.
    pub(super) fn open(&self, event: &Event, kinds: KindSet, judgement: &Judgement) -> Vec<Open> {
        let mut open = Vec::new();
        let certain = self.scope.time.certain(self.period);
        if !certain.is_some_and(|time| time.encloses(event.during)) {
            open.push(Open::Time);
        }
        for party in judgement.excused.keys() {
            match self.scope.located(event, *party) {
                Truth::Yes => {}
                _ if self.scope.region(*party).is_none() => open.push(Open::PlaceGap),
                _ => open.push(Open::Place),
            }
            if self.not_excused(judgement, *party) == Truth::Unknown {
                open.push(Open::Excuse);
            }
            if not_notified(judgement, *party) == Truth::Unknown {
                open.push(Open::Notice);
            }
        }
        let kind = within(kinds, self.scope.ban.kinds);
        let conditions = [
            (Open::Kind, kind),
            (Open::Object, self.scope.object(event)),
            (Open::Target, self.scope.target(event)),
        ];
        open.extend(conditions.iter().filter(|(_, t)| *t != Truth::Yes).map(|(open, _)| *open));
        if event.doers.parties.len() > 1 || event.doers.outsider {
            open.push(Open::Author);
        }
        open.sort_unstable();
        open.dedup();
        open
    }
}
