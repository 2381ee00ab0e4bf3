//! What every evaluation of a run shares.

use accord::model::Accord;
use basis::{Instant, Interval, Zone};

use crate::binding::Binding;
use crate::facts::Facts;
use crate::options::Options;
use crate::timing::Timing;

/// Accord, evidence and options of one run, made ready.
pub(crate) struct Context<'a> {
    pub(crate) accord: &'a Accord,
    pub(crate) options: &'a Options,
    pub(crate) binding: &'a Binding<'a>,
    pub(crate) facts: &'a Facts<'a>,
    /// Zone in which the accord counts its days.
    pub(crate) zone: Zone,
}

impl Context<'_> {
    pub(crate) fn timing(&self) -> Timing<'_> {
        Timing { accord: self.accord, facts: self.facts, zone: &self.zone }
    }

    /// Whether one of these names is that of the accord's actor with this short name.
    pub(crate) fn names_any(&self, names: &[String], short: &str) -> bool {
        names.iter().any(|name| self.binding.is_actor(name, short))
    }

    /// An instant as people of the case read it.
    pub(crate) fn show(&self, instant: Instant) -> String {
        self.options.zone.show(instant)
    }

    /// An interval as people of the case read it.
    pub(crate) fn span(&self, interval: Interval) -> String {
        if interval.micros() == 1 {
            return self.show(interval.start);
        }
        format!("{} – {}", self.show(interval.start), self.show(interval.end))
    }
}
