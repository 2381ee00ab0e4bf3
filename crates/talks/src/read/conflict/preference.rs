//! Statements of preference in a conflict.

use toml::de::DeValue;

use super::super::tables::{Table, Value, members, span};
use super::when::{self, choices};
use super::{ENTRIES_MAX, Reader};
use crate::codes;
use crate::rules::Standing;
use crate::stability::conflict::{Conflict, Says, Statement};

/// Preference statements of one list.
const PRIORITIES_MAX: usize = 200;

impl<'t> Reader<'_, '_, 't> {
    pub(super) fn statements(&mut self, conflict: &Conflict, names: &[String]) -> Vec<Statement> {
        let tables = self.walk.tables(self.root, "preference");
        self.limit(tables.len(), ENTRIES_MAX, "preferences");
        let mut found = Vec::new();
        for table in tables.into_iter().take(ENTRIES_MAX) {
            self.walk.only(
                table,
                &["maker", "rank", "priorities", "source", "standing", "date", "confidence"],
            );
            let maker = self.walk.need(table, "maker");
            let maker = maker
                .and_then(|(name, at)| self.find(&conflict.makers, name, "decision maker", at));
            let source = self.walk.need(table, "source").map_or("", |(text, _)| text).to_owned();
            let standing = self.standing(table);
            let date = self.date(table);
            self.confidence(table);
            let says = match (table.table.get("rank"), table.table.get("priorities")) {
                (Some(rank), None) => Some(self.ranking(rank, names)),
                (None, Some(_)) => self.priorities(table, conflict),
                _ => {
                    let message = "a preference has either `rank` or `priorities`";
                    self.walk.report(codes::CONFLICT_FIELD, message, table.span);
                    None
                }
            };
            let (Some(maker), Some(says)) = (maker, says) else { continue };
            let at = (self.walk.file.name.to_owned(), table.span);
            found.push(Statement { maker, says, source, standing, date, at });
        }
        found
    }

    fn ranking(&mut self, rank: Value<'t>, names: &[String]) -> Says {
        let (mut groups, mut seen) = (Vec::new(), Vec::new());
        for group in members(rank) {
            let mut states = Vec::new();
            for value in members(group) {
                let DeValue::String(name) = value.get_ref() else {
                    self.walk.wrong("rank", "names of states", value);
                    continue;
                };
                self.unique(&mut seen, name, "state", value);
                states.extend(self.find(names, name, "state", value));
            }
            groups.push(states);
        }
        groups.retain(|group| !group.is_empty());
        Says::Ranking(groups)
    }

    fn priorities(&mut self, table: Table<'t>, conflict: &Conflict) -> Option<Says> {
        let texts = self.walk.texts(table, "priorities");
        if conflict.options.is_empty() {
            let message = "priorities speak of options, and this conflict lists its states";
            self.walk.report(codes::CONFLICT_FIELD, message, table.span);
            return None;
        }
        self.limit(texts.len(), PRIORITIES_MAX, "preference statements of one list");
        let mut whens = Vec::new();
        for (text, value) in texts.iter().take(PRIORITIES_MAX) {
            whens.push((self.condition(text, value, &conflict.options)?, *value));
        }
        let mut holds = vec![Vec::new(); conflict.states.len()];
        for (condition, value) in &whens {
            for (state, holds) in conflict.states.iter().zip(&mut holds) {
                let answer = |taken: &Vec<bool>| when::holds(condition, &choices(taken));
                let mut answers = state.combinations.iter().map(answer);
                let first = answers.next().unwrap_or(false);
                if answers.any(|answer| answer != first) {
                    let message = format!(
                        "this holds in one part of the merged state `{}` and not in another",
                        state.name
                    );
                    self.walk.report(codes::CONFLICT_STATE, message, span(value));
                    return None;
                }
                holds.push(first);
            }
        }
        let words = texts.iter().map(|(text, _)| (*text).to_owned()).collect();
        Some(Says::Priorities { words, holds })
    }

    fn standing(&mut self, table: Table<'t>) -> Standing {
        match self.walk.need(table, "standing") {
            Some(("said", _)) => Standing::Said,
            Some(("confidential", _)) => Standing::Confidential,
            Some(("inferred", _)) | None => Standing::Inferred,
            Some((_, value)) => {
                let message = "`standing` is `said`, `confidential` or `inferred`";
                self.walk.report(codes::CONFLICT_FIELD, message, span(value));
                Standing::Inferred
            }
        }
    }

    fn date(&mut self, table: Table<'t>) -> String {
        let Some(value) = table.table.get("date") else { return String::new() };
        match value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() && date.date.is_some() => {
                date.to_string()
            }
            _ => {
                self.walk.wrong("date", "a day such as 2026-03-12, without quotes", value);
                String::new()
            }
        }
    }

    fn confidence(&mut self, table: Table<'t>) {
        if let Some((text, value)) = self.walk.text(table, "confidence")
            && !["low", "medium", "high"].contains(&text)
        {
            let message = "`confidence` is `low`, `medium` or `high`";
            self.walk.report(codes::CONFLICT_FIELD, message, span(value));
        }
    }
}
