//! `[[source.emit]]`: one record from each row for which its conditions hold.

use std::collections::BTreeMap;

use basis::{Span, suggest};
use toml::de::DeValue;

use super::expr::{Check, Condition, Cut, Expr, Lookup, Part};
use super::source::{Adapter, Source};
use super::walk::{Table, Value, Walk, span_of};
use crate::codes;
use crate::fields::{FIELDS, Field, RecordType};
use crate::limits::RECORDS_PER_ROW_MAX;
use crate::mappings::{MAPPINGS, Mapping};
use crate::problem::quoted;

/// A template.
#[derive(Clone, Debug, PartialEq)]
pub struct Emit {
    /// Stands in the identifiers of its records.
    pub name: String,
    /// The type of its records.
    pub record: RecordType,
    /// All must hold.
    pub when: Vec<Condition>,
    /// From field to value.
    pub set: BTreeMap<&'static str, Expr>,
    /// Where it is declared.
    pub span: Span,
}

const EMIT_KEYS: &[&str] = &["name", "record", "when", "set"];
const EXPR_KEYS: &[&str] =
    &["value", "column", "pattern", "before", "after", "split", "table", "otherwise", "mapping"];
const WHEN_KEYS: &[&str] =
    &["column", "is", "equals", "not_equals", "one_of", "none_of", "contains", "not_contains"];

/// Tables by name.
type Tables = BTreeMap<String, BTreeMap<String, Vec<String>>>;

impl Walk<'_> {
    /// Reads `tables`, `set` and `emit` of a source.
    pub(super) fn templates(&mut self, table: &Table<'_>, source: &mut Source) {
        let tables = self.tables(table);
        source.set = self.set(table, None, &tables);
        let emits = self.get_tables(table, "emit", EMIT_KEYS);
        if emits.len() > RECORDS_PER_ROW_MAX {
            let message = format!("more than {RECORDS_PER_ROW_MAX} templates");
            self.error(codes::TOO_MUCH, message, table.span, None);
        }
        for (index, emit_table) in emits.iter().enumerate() {
            if !emit_table.entries.contains_key("record") {
                self.missing(emit_table, "record", None);
            }
            let Some(record) = self.record_type(emit_table) else { continue };
            let name = self.get_text(emit_table, "name").unwrap_or_else(|| (index + 1).to_string());
            let when = self.when(emit_table);
            let set = self.set(emit_table, Some(record), &tables);
            let emit = Emit { name, record, when, set, span: emit_table.span };
            if source.emit.iter().any(|other| other.name == emit.name) {
                let message = format!("two templates are called `{}`", emit.name);
                self.error(codes::CASE_VALUE, message, emit.span, None);
            }
            self.needed_fields(source, &emit);
            self.constants(source, &emit, [table, emit_table]);
            source.emit.push(emit);
        }
        self.idle_fields(table, source);
    }

    /// A field set for all templates must be one that some template's records have.
    fn idle_fields(&mut self, table: &Table<'_>, source: &Source) {
        let idle = |field: &&&str| {
            !source.emit.iter().any(|emit| Field::named(field, emit.record).is_some())
        };
        for field in source.set.keys().filter(idle).filter(|_| !source.emit.is_empty()) {
            let message = format!("no template of the source gives records with a field `{field}`");
            let help = "take it out of `[source.set]`".to_owned();
            self.error(codes::UNKNOWN_FIELD, message, table.span, Some(help));
        }
    }

    fn tables(&mut self, table: &Table<'_>) -> Tables {
        let Some(table) = self.get_any_table(table, "tables") else { return Tables::new() };
        let mut tables = Tables::new();
        for name in table.entries.keys() {
            if let Some(rows) = self.get_any_table(&table, name) {
                tables.insert((*name).to_owned(), self.rows(&rows));
            }
        }
        tables
    }

    fn rows(&mut self, table: &Table<'_>) -> BTreeMap<String, Vec<String>> {
        let mut rows = BTreeMap::new();
        for (key, value) in &table.entries {
            rows.extend(self.texts(value, key).map(|texts| ((*key).to_owned(), texts)));
        }
        rows
    }

    /// The `set` of a template, or of the source, whose fields any type of record may have.
    fn set(
        &mut self,
        table: &Table<'_>,
        of: Option<RecordType>,
        tables: &Tables,
    ) -> BTreeMap<&'static str, Expr> {
        let mut set = BTreeMap::new();
        let Some(fields) = self.get_any_table(table, "set") else { return set };
        for (name, value) in &fields.entries {
            let known =
                |field: &&Field| field.name == *name && of.is_none_or(|of| field.of.contains(&of));
            match FIELDS.iter().find(known) {
                Some(field) => {
                    set.extend(self.expr(value, name, tables).map(|expr| (field.name, expr)));
                }
                None => self.unknown_field(name, of, span_of(*value)),
            }
        }
        set
    }

    fn unknown_field(&mut self, name: &str, of: Option<RecordType>, span: Span) {
        let names: Vec<&str> = match of {
            Some(of) => Field::names(of).collect(),
            None => FIELDS.iter().map(|field| field.name).collect(),
        };
        let what = of.map_or("record", RecordType::name);
        let help = suggest::did_you_mean(name, names)
            .unwrap_or_else(|| "docs/spec/evidence.md lists the fields".to_owned());
        let message = format!("a {what} has no field {}", quoted(name));
        self.error(codes::UNKNOWN_FIELD, message, span, Some(help));
    }

    fn expr(&mut self, value: Value<'_>, field: &str, tables: &Tables) -> Option<Expr> {
        let DeValue::Table(table) = value.get_ref() else {
            let text = self.texts(value, field)?.join(", ");
            let message = format!("`{field}` needs to say where its value comes from");
            let help = format!(
                "write {field} = {{ value = \"{text}\" }} or {field} = {{ column = \"…\" }}"
            );
            self.error(codes::CASE_VALUE, message, span_of(value), Some(help));
            return None;
        };
        let table = self.table(table, value.span(), EXPR_KEYS);
        let of = ["value", "column", "pattern"].map(|key| table.entries.contains_key(key));
        match of {
            [true, false, false] => self.constant(&table),
            [false, true, false] => self.column_expr(&table, tables),
            [false, false, true] => self.pattern(&table),
            _ => {
                let message = "state one of `value`, `column` and `pattern`";
                self.error(codes::CASE_VALUE, message, table.span, None);
                None
            }
        }
    }

    /// A constant, or the kinds that a mapping gives for it.
    fn constant(&mut self, table: &Table<'_>) -> Option<Expr> {
        let items = self.get_texts(table, "value")?;
        let extra = ["before", "after", "split", "table", "otherwise"];
        if let Some(key) = extra.iter().find(|key| table.entries.contains_key(**key)) {
            let message = format!("`{key}` goes with `column`, not with `value`");
            self.error(codes::CASE_VALUE, message, table.span, None);
        }
        let Some(name) = self.get_text(table, "mapping") else {
            return Some(Expr::Constant(items));
        };
        let lookup = self.mapping(table, &name)?;
        match lookup.values(items.iter().map(String::as_str)) {
            Ok(items) => Some(Expr::Constant(items)),
            Err(problem) => {
                self.problem(problem, table.span);
                None
            }
        }
    }

    fn column_expr(&mut self, table: &Table<'_>, tables: &Tables) -> Option<Expr> {
        let column = self.get_text(table, "column")?;
        let (before, after) = (self.get_text(table, "before"), self.get_text(table, "after"));
        if before.is_some() && after.is_some() {
            let message = "state one of `before` and `after`";
            self.error(codes::CASE_VALUE, message, table.span, None);
        }
        let cut = before.map(Cut::Before).or(after.map(Cut::After));
        let split = self.get_text(table, "split").filter(|separator| !separator.is_empty());
        let lookup = self.lookup(table, tables);
        Some(Expr::Column { column, cut, split, lookup })
    }

    fn lookup(&mut self, table: &Table<'_>, tables: &Tables) -> Option<Lookup> {
        if let Some(name) = self.get_text(table, "mapping") {
            return self.mapping(table, &name);
        }
        let value = *table.entries.get("table")?;
        let otherwise = self.get_texts(table, "otherwise");
        let rows = match value.get_ref() {
            DeValue::Table(rows) => {
                let rows = self.any_table(rows, value.span());
                self.rows(&rows)
            }
            DeValue::String(name) => match tables.get(name.as_ref()) {
                Some(rows) => rows.clone(),
                None => {
                    let names = tables.keys().map(String::as_str);
                    let help = suggest::did_you_mean(name, names);
                    let message = format!("no `[source.tables.{name}]` is declared");
                    self.error(codes::UNKNOWN_TABLE, message, span_of(value), help);
                    return None;
                }
            },
            _ => {
                self.wrong(value, "table", "a table or the name of one");
                return None;
            }
        };
        Some(Lookup::Table { rows, otherwise })
    }

    fn mapping(&mut self, table: &Table<'_>, name: &str) -> Option<Lookup> {
        let mapping = Mapping::named(name);
        if mapping.is_none() {
            let names: Vec<&str> = MAPPINGS.iter().map(|mapping| mapping.name).collect();
            let help = format!("known are {}", names.join(", "));
            let help = suggest::did_you_mean(name, names).unwrap_or(help);
            let message = format!("there is no mapping {}", quoted(name));
            self.error(codes::UNKNOWN_TABLE, message, table.span, Some(help));
        }
        mapping.map(Lookup::Mapping)
    }

    /// `{column}` stands for a cell, `{{` and `}}` for the braces themselves.
    fn pattern(&mut self, table: &Table<'_>) -> Option<Expr> {
        let text = self.get_text(table, "pattern")?;
        let parts = pattern_parts(&text);
        if parts.is_none() {
            let message = format!("a brace in {} is not closed or not opened", quoted(&text));
            let help = "write `{column}` for a cell, and `{{` or `}}` for a brace".to_owned();
            self.error(codes::CASE_VALUE, message, table.span, Some(help));
        }
        parts.map(Expr::Pattern)
    }

    fn when(&mut self, emit: &Table<'_>) -> Vec<Condition> {
        let conditions = self.get_tables(emit, "when", WHEN_KEYS);
        conditions.iter().filter_map(|table| self.condition(table)).collect()
    }

    fn condition(&mut self, table: &Table<'_>) -> Option<Condition> {
        let column = self.need_text(table, "column")?;
        let words = ["present", "absent"];
        let is = self.get_word(table, "is", &words, |word| match word {
            "present" => Some(Check::Present),
            "absent" => Some(Check::Absent),
            _ => None,
        });
        let mut checks: Vec<Check> = is.into_iter().collect();
        for (key, check) in [
            ("equals", Check::OneOf as fn(Vec<String>) -> Check),
            ("one_of", Check::OneOf),
            ("not_equals", Check::NotOneOf),
            ("none_of", Check::NotOneOf),
        ] {
            checks.extend(self.get_texts(table, key).map(check));
        }
        checks.extend(self.get_text(table, "contains").map(Check::Contains));
        checks.extend(self.get_text(table, "not_contains").map(Check::NotContains));
        let [check] = <[Check; 1]>::try_from(checks)
            .map_err(|_| {
                let message = "a condition states one of `is`, `equals`, `contains`, …";
                self.error(codes::CASE_VALUE, message, table.span, None);
            })
            .ok()?;
        Some(Condition { column, check })
    }

    /// Fields that every record of the template needs must be set somewhere.
    fn needed_fields(&mut self, source: &Source, emit: &Emit) {
        let set = |name: &str| emit.set.contains_key(name) || source.set.contains_key(name);
        let mut lacks: Vec<&str> = FIELDS
            .iter()
            .filter(|field| field.needed && field.of.contains(&emit.record) && !set(field.name))
            .map(|field| field.name)
            .collect();
        if source.name.is_none() && !set("source") {
            lacks.push("source");
        }
        if source.standing.is_none() && !set("standing") {
            lacks.push("standing");
        }
        let timed = ["began", "first_day"].into_iter().any(set)
            || (emit.record == RecordType::Act && set("at"));
        if !timed {
            lacks.push(if emit.record == RecordType::Act { "at" } else { "began" });
        }
        let placed =
            source.adapter == Adapter::GeoJson || ["place", "lon", "from_lon"].into_iter().any(set);
        if emit.record == RecordType::Watch && !placed {
            lacks.push("place");
        }
        for name in lacks {
            let message =
                format!("a {} needs `{name}`, which the template leaves out", emit.record);
            let help = Field::named(name, emit.record).map(|field| field.gloss.to_owned());
            self.error(codes::TEMPLATE_LACKS_FIELD, message, emit.span, help);
        }
    }
}

fn pattern_parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = after;
        } else if brace == "{" {
            let (column, after) = rest.split_once('}')?;
            parts.push(Part::Text(std::mem::take(&mut plain)));
            parts.push(Part::Column(column.trim().to_owned()));
            rest = after;
        } else {
            return None;
        }
    }
    parts.push(Part::Text(plain + rest));
    Some(parts)
}
