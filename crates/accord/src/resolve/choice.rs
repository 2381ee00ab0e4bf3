//! Readings: the combinations under which a clause is verified.

use std::collections::BTreeMap;

use basis::{KindSet, Span, TargetSet};
use space::Region;

use super::Resolver;
use super::set::Set;
use crate::codes;
use crate::model::ObjectTerm;
use crate::syntax::Definition;

/// The most combinations of readings of one clause.
pub const READINGS_MAX: usize = 16;

/// The reading chosen for each definition that has several, by position.
pub(super) type Choice<'a> = BTreeMap<&'a str, usize>;

/// What definitions mean under one combination of readings. What was computed is kept: a definition
/// may use another many times over.
#[derive(Default)]
pub(super) struct World {
    pub(super) kinds: BTreeMap<String, Option<KindSet>>,
    pub(super) targets: BTreeMap<String, Option<TargetSet>>,
    pub(super) classes: BTreeMap<String, Option<Vec<ObjectTerm>>>,
    pub(super) areas: BTreeMap<(String, Option<usize>), Option<Region>>,
}

/// The most worlds that are kept.
const WORLDS_MAX: usize = 2 * READINGS_MAX;

impl<'a> Resolver<'a> {
    /// The definitions that these names rest on, themselves included.
    pub(super) fn rests_on(&self, names: impl IntoIterator<Item = &'a str>) -> Set {
        let mut all = Set::default();
        for name in names {
            let at = self.order.binary_search(&name).ok();
            let below = at.and_then(|at| self.below.get(at));
            below.into_iter().for_each(|below| all.add(below));
        }
        all
    }

    /// Every combination of the readings of these definitions; a single empty one where none has
    /// several. Too many are an error at `span`.
    pub(super) fn choices(&mut self, definitions: &Set, span: Span) -> Option<Vec<Choice<'a>>> {
        let mut choices: Vec<Choice<'a>> = vec![Choice::new()];
        let several = definitions.shared(&self.several).take(READINGS_MAX);
        let names: Vec<&'a str> = several.filter_map(|at| self.order.get(at).copied()).collect();
        for name in names {
            let count = self.names.get(name).map_or(1, |entry| entry.def.readings().len());
            if choices.len() * count > READINGS_MAX {
                let message = format!("more than {READINGS_MAX} combinations of readings");
                let help = "split the clause, or settle some of the readings".to_owned();
                return self.error(codes::READINGS, span, message, help);
            }
            let with = |choice: &Choice<'a>, at| {
                let mut choice = choice.clone();
                choice.insert(name, at);
                choice
            };
            choices = choices.iter().flat_map(|c| (0..count).map(move |at| with(c, at))).collect();
        }
        Some(choices)
    }

    /// Definition and reading of each choice, as findings show them.
    pub(super) fn readings_of(&self, choice: &Choice<'a>) -> Vec<(String, String)> {
        let mut readings = Vec::new();
        for (name, at) in choice {
            let names = self.names.get(name).map(|entry| entry.def.readings()).unwrap_or_default();
            let reading = names.get(*at).copied().unwrap_or("");
            readings.push(((*name).to_owned(), reading.to_owned()));
        }
        readings
    }

    /// From here on, definitions mean what they mean under this choice.
    pub(super) fn enter(&mut self, choice: Choice<'a>) {
        if self.worlds.len() >= WORLDS_MAX && !self.worlds.contains_key(&choice) {
            self.worlds.clear();
        }
        self.choice = choice;
    }

    /// What definitions mean under the choice in force, as far as it is known.
    pub(super) fn world(&mut self) -> &mut World {
        self.worlds.entry(self.choice.clone()).or_default()
    }

    /// The value of a definition under the choice in force.
    pub(super) fn value<'d, T>(&self, definition: &'d Definition<T>) -> Option<&'d T> {
        let at = self.choice.get(definition.name.value.as_str()).copied().unwrap_or(0);
        definition.values.get(at).map(|reading| &reading.value)
    }
}
