//! Readings: the combinations under which a clause is verified.

use std::collections::{BTreeMap, BTreeSet};

use basis::{KindSet, Span, TargetSet};
use space::Region;

use super::Resolver;
use crate::codes;
use crate::model::ObjectTerm;
use crate::syntax::Definition;

/// The most combinations of readings of one clause.
pub const READINGS_MAX: usize = 16;

/// The reading chosen for each definition that has several, by position.
pub(super) type Choice<'a> = BTreeMap<&'a str, usize>;

/// One combination of readings, with what definitions mean under it. What was computed is kept: a
/// definition may use another many times over.
#[derive(Default)]
pub(super) struct World<'a> {
    pub(super) choice: Choice<'a>,
    pub(super) kinds: BTreeMap<String, Option<KindSet>>,
    pub(super) targets: BTreeMap<String, Option<TargetSet>>,
    pub(super) classes: BTreeMap<String, Option<Vec<ObjectTerm>>>,
    pub(super) areas: BTreeMap<(String, Option<usize>), Option<Region>>,
}

impl<'a> Resolver<'a> {
    /// The definitions that these names rest on, themselves included.
    pub(super) fn rests_on(&self, names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut all: BTreeSet<&'a str> = BTreeSet::new();
        let mut open: Vec<&'a str> = names.into_iter().collect();
        while let Some(name) = open.pop() {
            if self.names.contains_key(name) && all.insert(name) {
                open.extend(self.uses.get(name).into_iter().flatten());
            }
        }
        all
    }

    /// Every combination of the readings of these definitions; a single empty one where none has
    /// several. Too many are an error at `span`.
    pub(super) fn choices(
        &mut self,
        definitions: &BTreeSet<&'a str>,
        span: Span,
    ) -> Option<Vec<Choice<'a>>> {
        let mut choices: Vec<Choice<'a>> = vec![Choice::new()];
        for name in definitions {
            let count = self.names.get(name).map_or(0, |entry| entry.def.readings().len());
            if count < 2 {
                continue;
            }
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
        self.world = World { choice, ..World::default() };
    }

    /// The value of a definition under the choice in force.
    pub(super) fn value<'d, T>(&self, definition: &'d Definition<T>) -> Option<&'d T> {
        let at = self.world.choice.get(definition.name.value.as_str()).copied().unwrap_or(0);
        definition.values.get(at).map(|reading| &reading.value)
    }
}
