//! Where the value of a field comes from, and which rows a template takes.

use std::collections::BTreeMap;

use basis::suggest;

use crate::codes;
use crate::mappings::Mapping;
use crate::problem::{Problem, quoted};

/// The cells of a row by column name; `None` for an empty cell.
pub(crate) type Columns<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// Stated in `detente.toml`.
    Constant(Vec<String>),
    /// From a column; an empty cell gives no value.
    Column {
        /// Which column.
        column: String,
        /// Which part of the cell.
        cut: Option<Cut>,
        /// What separates the items of a list.
        split: Option<String>,
        /// What each item stands for.
        lookup: Option<Lookup>,
    },
    /// Text with columns in it; no value where one of them is empty.
    Pattern(Vec<Part>),
}

/// A part of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cut {
    /// What stands before the first such text; no value where the text does not occur.
    Before(String),
    /// What stands after the first such text; no value where the text does not occur.
    After(String),
}

/// A table from values to values.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// Declared in `detente.toml`.
    Table {
        /// From value to values.
        rows: BTreeMap<String, Vec<String>>,
        /// For a value that the table does not list; `None`: that is an error.
        otherwise: Option<Vec<String>>,
    },
    /// A table of [`crate::mappings`].
    Mapping(&'static Mapping),
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// The cell of a column.
    Column(String),
}

/// A condition on a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Which column.
    pub column: String,
    /// What must hold.
    pub check: Check,
}

/// What must hold of a cell. An empty cell equals and contains nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// Not empty.
    Present,
    /// Empty.
    Absent,
    /// One of these.
    OneOf(Vec<String>),
    /// None of these; also where empty.
    NotOneOf(Vec<String>),
    /// Contains the text.
    Contains(String),
    /// Does not contain the text; also where empty.
    NotContains(String),
}

impl Condition {
    /// Whether it holds of a row.
    pub(crate) fn holds(&self, columns: Columns<'_>) -> bool {
        let cell = columns(&self.column);
        let cell = cell.as_deref();
        let is_one_of = |list: &[String]| cell.is_some_and(|c| list.iter().any(|item| item == c));
        match &self.check {
            Check::Present => cell.is_some(),
            Check::Absent => cell.is_none(),
            Check::OneOf(list) => is_one_of(list),
            Check::NotOneOf(list) => !is_one_of(list),
            Check::Contains(text) => cell.is_some_and(|cell| cell.contains(text)),
            Check::NotContains(text) => !cell.is_some_and(|cell| cell.contains(text)),
        }
    }
}

impl Expr {
    /// The columns that it reads.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Expr::Constant(_) => Vec::new(),
            Expr::Column { column, .. } => vec![column],
            Expr::Pattern(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Column(column) => Some(column.as_str()),
                    Part::Text(_) => None,
                })
                .collect(),
        }
    }

    /// The items for a row; none where a cell is empty.
    pub(crate) fn value(&self, columns: Columns<'_>) -> Result<Vec<String>, Problem> {
        match self {
            // An empty constant leaves the field out, for a template that needs none.
            Expr::Constant(items) => {
                Ok(items.iter().filter(|item| !item.is_empty()).cloned().collect())
            }
            Expr::Pattern(parts) => Ok(fill(parts, columns).into_iter().collect()),
            Expr::Column { column, cut, split, lookup } => {
                let cell = columns(column);
                let cell = cell.as_deref().and_then(|cell| cut_out(cell, cut.as_ref()));
                let Some(cell) = cell.filter(|cell| !cell.is_empty()) else {
                    return Ok(Vec::new());
                };
                let items: Vec<&str> = match split {
                    Some(separator) => cell.split(separator.as_str()).map(str::trim).collect(),
                    None => vec![cell],
                };
                let items = items.into_iter().filter(|item| !item.is_empty());
                match lookup {
                    Some(lookup) => lookup.values(items).map_err(|problem| problem.column(column)),
                    None => Ok(items.map(str::to_owned).collect()),
                }
            }
        }
    }
}

fn cut_out<'a>(cell: &'a str, cut: Option<&Cut>) -> Option<&'a str> {
    let part = match cut {
        None => Some(cell),
        Some(Cut::Before(text)) => cell.split_once(text.as_str()).map(|(before, _)| before),
        Some(Cut::After(text)) => cell.split_once(text.as_str()).map(|(_, after)| after),
    };
    part.map(str::trim)
}

fn fill(parts: &[Part], columns: Columns<'_>) -> Option<String> {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => Some(text.clone()),
            Part::Column(column) => columns(column),
        })
        .collect()
}

impl Lookup {
    /// What some items stand for.
    pub(super) fn values<'a>(
        &self,
        items: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<String>, Problem> {
        let mut values = Vec::new();
        for item in items {
            match self {
                Lookup::Table { rows, otherwise } => {
                    let found = rows.get(item).or(otherwise.as_ref());
                    let names = rows.keys().map(String::as_str);
                    let found = found.ok_or_else(|| not_in_table(item, names))?;
                    values.extend(found.iter().filter(|value| !value.is_empty()).cloned());
                }
                Lookup::Mapping(mapping) => {
                    let category = mapping.category(item);
                    let names = mapping.rows.iter().map(|category| category.label);
                    let category = category.ok_or_else(|| not_in_table(item, names))?;
                    values.extend(category.kinds.iter().map(|&kind| kind.to_owned()));
                }
            }
        }
        Ok(values)
    }
}

fn not_in_table<'a>(item: &str, names: impl Iterator<Item = &'a str>) -> Problem {
    let help = suggest::did_you_mean(item, names)
        .unwrap_or_else(|| "add the value to the table, or state `otherwise`".to_owned());
    Problem::error(codes::NOT_IN_TABLE, format!("{} is not in the table", quoted(item)))
        .value(item)
        .help(help)
}
