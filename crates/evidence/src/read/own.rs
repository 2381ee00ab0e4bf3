//! Detente's own CSV: columns are fields.

use basis::{At, Diagnostic, suggest};

use super::csv::{Header, Table};
use super::input::Stop;
use super::outcome::RowResult;
use crate::build::{self, Cell, Defaults};
use crate::case::Source;
use crate::codes;
use crate::fields::{FIELDS, Field, RecordType};
use crate::problem::{Problem, quoted};
use crate::value::word;

/// The column that says the type of a row.
pub(super) const TYPE_COLUMN: &str = "record";

/// Separates the items of a list.
pub(super) const LIST_SEPARATOR: char = ';';

/// A table whose columns are fields.
pub(super) struct Columns<'s> {
    source: &'s Source,
    defaults: Defaults,
    fields: Vec<Option<&'static Field>>,
}

impl<'s> Columns<'s> {
    /// Checks the header: each column is `record` or a field of some type.
    pub(super) fn new(source: &'s Source, header: &Header) -> Result<Columns<'s>, Vec<Stop>> {
        let mut stops = Vec::new();
        let mut fields = Vec::new();
        for name in &header.names {
            let field = FIELDS.iter().find(|field| field.name == name);
            if field.is_none() && name != TYPE_COLUMN {
                stops.push(unknown_column(name));
            }
            fields.push(field);
        }
        if header.position(TYPE_COLUMN).is_none() && source.record.is_none() {
            stops.push(no_type());
        }
        let columns = Columns { source, defaults: source.defaults(), fields };
        if stops.is_empty() { Ok(columns) } else { Err(stops) }
    }
}

fn unknown_column(name: &str) -> Stop {
    let names = FIELDS.iter().map(|field| field.name).chain([TYPE_COLUMN]);
    let help = suggest::did_you_mean(name, names)
        .unwrap_or_else(|| "docs/spec/evidence.md lists the fields".to_owned());
    let message = match name {
        "" => "a column has no name".to_owned(),
        name => format!("{} is not a field of any record", quoted(name)),
    };
    let at = At::Cell { line: 1, column: Some(name.to_owned()), value: None };
    Stop::new(Diagnostic::error(codes::UNKNOWN_FIELD, message).help(help)).at(at)
}

fn no_type() -> Stop {
    let message = "no column `record` says the type of each row";
    let help = "add it, or state `record = \"report\"` of the source in detente.toml";
    let at = At::Cell { line: 1, column: None, value: None };
    Stop::new(Diagnostic::error(codes::MISSING_COLUMN, message).help(help)).at(at)
}

impl Table for Columns<'_> {
    fn row(&self, row: &super::csv::Cells<'_>, line: u64) -> RowResult {
        let of = row_type(row.get(TYPE_COLUMN), self.source.record);
        let fields = self.fields.iter().zip(row.values).filter(|(_, value)| !value.is_empty());
        let values = fields.filter_map(|(field, value)| {
            let field = (*field)?;
            let items = if field.list && field.name != "text" {
                let items = value.split(LIST_SEPARATOR).map(|item| item.trim().to_owned());
                items.filter(|item| !item.is_empty()).collect()
            } else {
                vec![value.clone()]
            };
            Some((field.name, items))
        });
        match of {
            Ok(of) => record(self.source, &self.defaults, of, values, line),
            Err(problem) => RowResult { records: Vec::new(), problems: vec![problem] },
        }
    }
}

/// The type of a row, from the row itself or from the declaration of the source.
pub(super) fn row_type(
    stated: Option<&str>,
    declared: Option<RecordType>,
) -> Result<RecordType, Problem> {
    let names = RecordType::ALL.map(RecordType::name);
    match (stated, declared) {
        (Some(name), _) => {
            RecordType::named(name).ok_or_else(|| word::unknown(name, names).column(TYPE_COLUMN))
        }
        (None, Some(declared)) => Ok(declared),
        (None, None) => {
            let message = "the row does not say its type";
            let problem = Problem::error(codes::MISSING_VALUE, message).column(TYPE_COLUMN);
            Err(problem.help(format!("known are {}", names.join(", "))))
        }
    }
}

/// Makes the record of a row from its fields; a field that its type lacks is an error.
pub(super) fn record<'a>(
    source: &Source,
    defaults: &Defaults,
    of: RecordType,
    values: impl Iterator<Item = (&'a str, Vec<String>)>,
    line: u64,
) -> RowResult {
    let mut result = RowResult::default();
    let mut cells = build::Cells::default();
    for (name, items) in values {
        match Field::named(name, of) {
            Some(field) if items.is_empty() => {
                debug_assert!(field.list, "an empty value has been left out");
            }
            Some(field) => {
                cells.values.insert(field.name, Cell { items, column: Some(name.to_owned()) });
            }
            None => result.problems.push(not_of_type(name, of, &items)),
        }
    }
    let row_id = format!("{}:{line}", source.file);
    let mut warnings = Vec::new();
    match build::record(of, &cells, defaults, &row_id, &mut warnings) {
        Ok(record) => result.records.push(record),
        Err(problems) => result.problems.extend(problems),
    }
    result.problems.extend(warnings);
    result
}

fn not_of_type(name: &str, of: RecordType, items: &[String]) -> Problem {
    let help = suggest::did_you_mean(name, Field::names(of))
        .unwrap_or_else(|| "leave the cell empty in rows of this type".to_owned());
    Problem::error(codes::UNKNOWN_FIELD, format!("a {of} has no field {}", quoted(name)))
        .column(name)
        .value(&items.join("; "))
        .help(help)
}
