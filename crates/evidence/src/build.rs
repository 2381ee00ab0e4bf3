//! From the values of fields to a record. All adapters end here.

mod head;

mod place;

mod types;

mod when;

use std::collections::BTreeMap;

use basis::taxonomy::Tree;
use basis::{Actors, Count, Instant, KindSet, Quantity, Standing, TermSet};
use space::Place;

use crate::codes;
use crate::fields::{Field, RecordType};
use crate::limits::{ITEMS_MAX, NAME_CHARS_MAX};
use crate::problem::Problem;
use crate::record::Record;
use crate::value::moment::TimeStyle;
use crate::value::{number, word};

/// What a source states once for all its records.
#[derive(Clone, Debug)]
pub(crate) struct Defaults {
    pub(crate) name: Option<String>,
    /// The standing of records that state none, and the highest that one may state.
    pub(crate) standing: Option<Standing>,
    pub(crate) known_at: Option<Instant>,
    pub(crate) known_after: Option<Quantity>,
    pub(crate) times: TimeStyle,
}

/// The value of one field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    /// The items; a value that is not a list has one.
    pub(crate) items: Vec<String>,
    /// The column that it comes from.
    pub(crate) column: Option<String>,
}

/// The fields of a record to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    /// By name of the field.
    pub(crate) values: BTreeMap<&'static str, Cell>,
    /// The place as drawn, where no field states one.
    pub(crate) drawn: Option<Place>,
}

/// Makes a record of the given type.
///
/// `row_id` is the identifier of a record that states none. Warnings are added to `warnings`.
///
/// # Errors
/// All problems that were found, where at least one is an error.
pub(crate) fn record(
    of: RecordType,
    cells: &Cells,
    defaults: &Defaults,
    row_id: &str,
    warnings: &mut Vec<Problem>,
) -> Result<Record, Vec<Problem>> {
    let mut builder = Builder { of, cells, defaults, row_id, problems: Vec::new() };
    let record = match of {
        RecordType::Report => builder.report().map(Record::Report),
        RecordType::Watch => builder.watch().map(Record::Watch),
        RecordType::Tally => builder.tally().map(Record::Tally),
        RecordType::Act => builder.act().map(Record::Act),
    };
    match record {
        Some(record) if !builder.problems.iter().any(Problem::is_error) => {
            warnings.append(&mut builder.problems);
            Ok(record)
        }
        _ => Err(builder.problems),
    }
}

/// Reads fields one by one and gathers the problems; a method that gives `None` for a field that
/// the record needs has left a problem behind.
struct Builder<'a> {
    of: RecordType,
    cells: &'a Cells,
    defaults: &'a Defaults,
    row_id: &'a str,
    problems: Vec<Problem>,
}

impl<'a> Builder<'a> {
    /// The items of a field, none where it is absent.
    fn items(&mut self, field: &str) -> &'a [String] {
        let Some(cell) = self.cells.values.get(field) else { return &[] };
        let too_long = cell.items.iter().find(|item| item.chars().count() > NAME_CHARS_MAX);
        if let Some(item) = too_long {
            let message = format!("longer than {NAME_CHARS_MAX} characters");
            let problem = Problem::error(codes::VALUE_TOO_LONG, message).value(item);
            self.fail(field, problem.help("longer words belong into `text`"));
            return &[];
        }
        if cell.items.len() > ITEMS_MAX {
            let message = format!("more than {ITEMS_MAX} items");
            self.fail(field, Problem::error(codes::VALUE_TOO_LONG, message));
            return &[];
        }
        &cell.items
    }

    /// The text of a field that holds one value.
    fn one(&mut self, field: &str) -> Option<&'a str> {
        match self.items(field) {
            [] => None,
            [item] => Some(item),
            items => {
                let message = format!("`{field}` takes one value, not {}", items.len());
                let problem = Problem::error(codes::SEVERAL_VALUES, message);
                self.fail(field, problem.value(&items.join("; ")));
                None
            }
        }
    }

    fn owned(&mut self, field: &str) -> Option<String> {
        self.one(field).map(str::to_owned)
    }

    /// The text of a field that the record needs.
    fn needed(&mut self, field: &str) -> Option<String> {
        if !self.cells.values.contains_key(field) {
            self.missing(field);
        }
        self.owned(field)
    }

    /// Reads a field with `read`, where it is present.
    fn read<T>(&mut self, field: &str, read: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.one(field)?;
        let result = read(text);
        self.keep(field, result)
    }

    fn keep<T>(&mut self, field: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.fail(field, problem)).ok()
    }

    /// Notes a problem with a field.
    fn fail(&mut self, field: &str, problem: Problem) {
        let column = self.cells.values.get(field).and_then(|cell| cell.column.as_deref());
        self.problems.push(problem.column(column.unwrap_or(field)));
    }

    fn missing(&mut self, field: &str) {
        let message = format!("a {} needs `{field}`", self.of);
        let gloss = Field::named(field, self.of).map_or("", |field| field.gloss);
        self.fail(field, Problem::error(codes::MISSING_VALUE, message).help(gloss));
    }

    fn present(&self, field: &str) -> bool {
        self.cells.values.contains_key(field)
    }

    fn terms<T: Tree>(&mut self, field: &str) -> Option<TermSet<T>> {
        let items = self.items(field);
        if items.is_empty() {
            return None;
        }
        self.keep(field, word::terms(items))
    }

    fn needed_kinds(&mut self, field: &str) -> Option<KindSet> {
        if !self.present(field) {
            self.missing(field);
        }
        self.terms(field)
    }

    fn actors(&mut self, field: &str) -> Actors {
        word::actors(self.items(field))
    }

    fn yes_no(&mut self, field: &str) -> Option<bool> {
        self.read(field, |text| word::pick(text, word::YES_NO))
    }

    fn count(&mut self) -> Option<Count> {
        let mut count = self.read("count", number::count)?;
        let stated = self.read("count_qualifier", |text| {
            number::qualifier(text)
                .ok_or_else(|| word::unknown(text, ["exact", "about", "at least"]))
        });
        // The weaker of the two: the number may carry its own qualifier.
        count.qualifier = stated.map_or(count.qualifier, |stated| count.qualifier.max(stated));
        Some(count)
    }
}
