//! A conflict, `detente-conflict/1`: decision makers, options or states, moves, preferences.

use basis::{Diagnostic, Span, suggest};
use draft::Condition;
use toml::de::{DeTable, DeValue};

use super::tables::{Table, Value, Walk, span};
use super::{Input, Problems};
use crate::codes;
use crate::stability::bits::Bits;
use crate::stability::conflict::{
    Conflict, Lever, MAKERS_MAX, OPTIONS_MAX, STATES_MAX, State, Turns, combination_words,
    states_of_options,
};

mod preference;

mod when;

use when::{choices, holds};

/// What `format` says.
pub(super) const FORMAT: &str = "detente-conflict/1";

/// Bytes of a file.
pub(super) const BYTES_MAX: usize = 1 << 20;

/// Statements, conditions, moves of a file, each.
const ENTRIES_MAX: usize = 10_000;

/// Combinations of options that stand in some state.
const COMBINATIONS_MAX: usize = 4_096;

/// Reads a conflict.
pub(super) fn read(file: &Input<'_>) -> Result<Conflict, Problems> {
    if file.text.len() > BYTES_MAX {
        return Err(vec![crate::space::too_many("bytes of a conflict", BYTES_MAX)]);
    }
    let (root, errors) = DeTable::parse_recoverable(file.text);
    let mut walk = Walk { file, problems: Vec::new() };
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        let message = format!("this is not TOML: {}", error.message());
        walk.report(codes::CONFLICT_TOML, message, Span::new(at.start, at.end));
    }
    if !walk.problems.is_empty() {
        return Err(walk.problems);
    }
    let root = Table { table: root.get_ref(), span: Span::new(0, 1) };
    let conflict = Reader { walk: &mut walk, root }.conflict();
    if walk.problems.is_empty() { Ok(conflict) } else { Err(walk.problems) }
}

struct Reader<'w, 'f, 't> {
    walk: &'w mut Walk<'f>,
    root: Table<'t>,
}

impl<'t> Reader<'_, '_, 't> {
    fn conflict(&mut self) -> Conflict {
        self.walk.only(
            self.root,
            &[
                "format",
                "title",
                "makers",
                "option",
                "infeasible",
                "same",
                "state",
                "move",
                "preference",
                "status_quo",
                "wished",
            ],
        );
        if let Some((text, value)) = self.walk.need(self.root, "format")
            && text != FORMAT
        {
            let message = format!("the format is not `{FORMAT}`");
            self.walk.report(codes::FORMAT, message, span(value));
        }
        let title = self.walk.text(self.root, "title").map_or("", |(text, _)| text).to_owned();
        let mut makers: Vec<String> = Vec::new();
        for (name, value) in self.walk.texts(self.root, "makers") {
            self.unique(&mut makers, name, "decision maker", value);
        }
        if makers.is_empty() {
            let message = "there is at least one decision maker: `makers`";
            self.walk.report(codes::CONFLICT_FIELD, message, self.root.span);
        }
        self.limit(makers.len(), MAKERS_MAX, "decision makers");
        makers.truncate(MAKERS_MAX);
        let options = self.options(&makers);
        let (states, moves) = if options.is_empty() {
            self.listed_states(&makers)
        } else {
            self.states(&options, makers.len())
        };
        let names: Vec<String> = states.iter().map(|state| state.name.clone()).collect();
        let mut state = |key: &str| {
            let (name, value) = self.walk.text(self.root, key)?;
            self.find(&names, name, "state", value)
        };
        let (status_quo, wished) = (state("status_quo"), state("wished"));
        let mut conflict = Conflict {
            title,
            makers,
            options,
            states,
            moves,
            statements: Vec::new(),
            status_quo,
            wished,
        };
        conflict.statements = self.statements(&conflict, &names);
        conflict
    }

    fn options(&mut self, makers: &[String]) -> Vec<Lever> {
        let tables = self.walk.tables(self.root, "option");
        self.limit(tables.len(), OPTIONS_MAX, "options");
        let (mut options, mut names) = (Vec::new(), Vec::new());
        for table in tables.into_iter().take(OPTIONS_MAX) {
            self.walk.only(table, &["name", "by", "turns"]);
            let name = self.walk.need(table, "name");
            let by = self.walk.need(table, "by");
            let maker =
                by.and_then(|(name, value)| self.find(makers, name, "decision maker", value));
            let turns = match self.walk.text(table, "turns") {
                None | Some(("both", _)) => Turns::Both,
                Some(("forth", _)) => Turns::Forth,
                Some(("back", _)) => Turns::Back,
                Some((_, value)) => {
                    let message = "`turns` is `both`, `forth` or `back`";
                    self.walk.report(codes::CONFLICT_FIELD, message, span(value));
                    Turns::Both
                }
            };
            let (Some((name, value)), Some(maker)) = (name, maker) else { continue };
            self.unique(&mut names, name, "option", value);
            options.push(Lever { name: name.to_owned(), maker, turns });
        }
        options
    }

    /// States of options: the combinations that no `[[infeasible]]` excludes.
    fn states(&mut self, options: &[Lever], makers: usize) -> (Vec<State>, Vec<Vec<Bits>>) {
        if !self.walk.list(self.root, "move").is_empty() {
            let message = "moves follow from options: `[[move]]` is for states that are listed";
            self.walk.report(codes::CONFLICT_FIELD, message, self.root.span);
        }
        let infeasible = self.conditions("infeasible", &["when", "source"], options);
        let same = self.conditions("same", &["name", "when"], options);
        let named = self.named_states(options);
        let mut feasible: Vec<(Vec<bool>, String)> = Vec::new();
        for bits in 0..1_usize << options.len() {
            let taken: Vec<bool> = (0..options.len()).map(|at| bits >> at & 1 == 1).collect();
            let choices = choices(&taken);
            if infeasible.iter().any(|(when, _)| holds(when, &choices)) {
                continue;
            }
            let merged = same.iter().find(|(when, _)| holds(when, &choices));
            let merged = merged
                .and_then(|(_, table)| self.walk.text(*table, "name"))
                .map(|(name, _)| name.to_owned());
            let own = named.iter().find(|(combination, ..)| *combination == taken);
            let own = own.map(|(_, name, _)| name.clone());
            let words = || combination_words(options, &taken);
            feasible.push((taken.clone(), merged.or(own).unwrap_or_else(words)));
            if feasible.len() > COMBINATIONS_MAX {
                self.limit(feasible.len(), COMBINATIONS_MAX, "feasible combinations of options");
                return (Vec::new(), Vec::new());
            }
        }
        for (_, name, at) in &named {
            if !feasible.iter().any(|(_, known)| known == name) {
                let message =
                    format!("the state `{name}` is not feasible, or is merged with others");
                self.walk.report(codes::CONFLICT_STATE, message, *at);
            }
        }
        let mut names: Vec<&String> = feasible.iter().map(|(_, name)| name).collect();
        names.sort();
        names.dedup();
        self.limit(names.len(), STATES_MAX, "states");
        if names.is_empty() {
            let message = "no combination of options is feasible";
            self.walk.report(codes::CONFLICT_STATE, message, self.root.span);
        }
        if names.len() > STATES_MAX || !self.walk.problems.is_empty() {
            return (Vec::new(), vec![Vec::new(); makers]);
        }
        states_of_options(options, makers, &feasible)
    }

    /// Conditions of tables, with the tables.
    fn conditions(
        &mut self,
        key: &str,
        known: &[&str],
        options: &[Lever],
    ) -> Vec<(Condition, Table<'t>)> {
        let tables = self.walk.tables(self.root, key);
        self.limit(tables.len(), ENTRIES_MAX, key);
        let mut found = Vec::new();
        for table in tables.into_iter().take(ENTRIES_MAX) {
            self.walk.only(table, known);
            if known.contains(&"name") {
                self.walk.need(table, "name");
            }
            let Some((text, value)) = self.walk.need(table, "when") else { continue };
            found.extend(self.condition(text, value, options).map(|when| (when, table)));
        }
        found
    }

    /// Combinations with a name of their own.
    fn named_states(&mut self, options: &[Lever]) -> Vec<(Vec<bool>, String, Span)> {
        let known: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
        let (mut found, mut names) = (Vec::<(Vec<bool>, String, Span)>::new(), Vec::new());
        let tables = self.walk.tables(self.root, "state");
        self.limit(tables.len(), STATES_MAX, "states");
        for table in tables.into_iter().take(STATES_MAX) {
            self.walk.only(table, &["name", "taken"]);
            let Some((name, value)) = self.walk.need(table, "name") else { continue };
            self.unique(&mut names, name, "state", value);
            let mut taken = vec![false; options.len()];
            if table.table.get("taken").is_none() {
                let message = "a state of options says which are `taken`";
                self.walk.report(codes::CONFLICT_FIELD, message, table.span);
            }
            for (option, value) in self.walk.texts(table, "taken") {
                if let Some(at) = self.find(&known, option, "option", value) {
                    taken[at] = true;
                }
            }
            if found.iter().any(|(known, ..)| *known == taken) {
                let message = format!("`{name}` has the same options as another state");
                self.walk.report(codes::CONFLICT_STATE, message, span(value));
            }
            found.push((taken, name.to_owned(), span(value)));
        }
        found
    }

    /// States and moves that are listed.
    fn listed_states(&mut self, makers: &[String]) -> (Vec<State>, Vec<Vec<Bits>>) {
        let tables = self.walk.tables(self.root, "state");
        self.limit(tables.len(), STATES_MAX, "states");
        let mut names = Vec::new();
        for table in tables.into_iter().take(STATES_MAX) {
            self.walk.only(table, &["name"]);
            if let Some((name, value)) = self.walk.need(table, "name") {
                self.unique(&mut names, name, "state", value);
            }
        }
        if names.is_empty() {
            let message = "there is nothing to choose: neither `[[option]]` nor `[[state]]`";
            self.walk.report(codes::CONFLICT_STATE, message, self.root.span);
        }
        let mut moves = vec![vec![Bits::none(names.len()); names.len()]; makers.len()];
        let tables = self.walk.tables(self.root, "move");
        self.limit(tables.len(), ENTRIES_MAX, "moves");
        for table in tables.into_iter().take(ENTRIES_MAX) {
            self.walk.only(table, &["by", "from", "to", "and_back"]);
            let (by, from) = (self.walk.need(table, "by"), self.walk.need(table, "from"));
            let by = by.and_then(|(name, value)| self.find(makers, name, "decision maker", value));
            let from = from.and_then(|(name, value)| self.find(&names, name, "state", value));
            let back = match table.table.get("and_back").map(|value| (value.get_ref(), value)) {
                None => false,
                Some((DeValue::Boolean(back), _)) => *back,
                Some((_, value)) => {
                    self.walk.wrong("and_back", "true or false", value);
                    false
                }
            };
            for (to, value) in self.walk.texts(table, "to") {
                let to = self.find(&names, to, "state", value);
                if let (Some(by), Some(from), Some(to)) = (by, from, to) {
                    if from == to {
                        let message = "a move leads to another state";
                        self.walk.report(codes::CONFLICT_STATE, message, span(value));
                        continue;
                    }
                    moves[by][from].add(to);
                    if back {
                        moves[by][to].add(from);
                    }
                }
            }
        }
        let state = |name: String| State { name, combinations: Vec::new() };
        (names.into_iter().map(state).collect(), moves)
    }

    fn find(&mut self, names: &[String], name: &str, what: &str, at: Value<'_>) -> Option<usize> {
        let found = names.iter().position(|known| known == name);
        // Without any name the cause was told already.
        if found.is_none() && !names.is_empty() {
            let near = suggest::did_you_mean(name, names.iter().map(String::as_str));
            let message = format!("there is no {what} `{name}`");
            let problem: Diagnostic =
                self.walk.file.problem(codes::CONFLICT_NAME, message, span(at));
            self.walk.add(problem.help_opt(near));
        }
        found
    }

    fn unique(&mut self, names: &mut Vec<String>, name: &str, what: &str, at: Value<'_>) {
        if names.iter().any(|known| known == name) {
            let message = format!("the {what} `{name}` stands twice");
            self.walk.report(codes::TWICE, message, span(at));
        }
        names.push(name.to_owned());
    }

    fn limit(&mut self, count: usize, max: usize, what: &str) {
        if count > max {
            let at = self.root.span;
            self.walk.report(codes::LIMIT, format!("more than {max} {what}"), at);
        }
    }
}
