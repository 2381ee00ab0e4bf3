//! Any table by templates: each row gives a record for every template whose conditions hold.

use std::collections::BTreeSet;

use basis::{At, Diagnostic, suggest};
use space::{Place, Point};

use super::csv::{Header, Table};
use super::input::Stop;
use super::outcome::RowResult;
use crate::build::{self, Cell, Defaults};
use crate::case::{Emit, Expr, Source};
use crate::codes;
use crate::fields::Field;
use crate::problem::{Problem, quoted};

/// The geometry of a feature.
pub(super) enum Drawn {
    /// A position, whose radius the template states.
    Point(Point),
    /// The inside of polygons.
    Area(Place),
}

/// A table that is read by templates.
pub(super) struct Columns<'s> {
    source: &'s Source,
    defaults: Defaults,
}

impl<'s> Columns<'s> {
    /// Checks that the header has every column that the declaration names.
    pub(super) fn new(source: &'s Source, header: &Header) -> Result<Columns<'s>, Vec<Stop>> {
        all_there(columns_of(source), header).map(|()| Columns::of(source))
    }

    /// Without a header to check against.
    pub(super) fn of(source: &'s Source) -> Columns<'s> {
        Columns { source, defaults: source.defaults() }
    }

    /// The records of a row; all of them or none.
    pub(super) fn records(
        &self,
        columns: &dyn Fn(&str) -> Option<String>,
        line: u64,
        drawn: Option<&Drawn>,
    ) -> RowResult {
        let mut result = RowResult::default();
        for emit in &self.source.emit {
            if !emit.when.iter().all(|condition| condition.holds(columns)) {
                continue;
            }
            match self.record(emit, columns, line, drawn, &mut result.problems) {
                Ok(record) => result.records.push(record),
                Err(problems) => result.problems.extend(problems),
            }
        }
        result
    }

    fn record(
        &self,
        emit: &Emit,
        columns: &dyn Fn(&str) -> Option<String>,
        line: u64,
        drawn: Option<&Drawn>,
        warnings: &mut Vec<Problem>,
    ) -> Result<crate::Record, Vec<Problem>> {
        let mut cells = build::Cells::default();
        let mut problems = Vec::new();
        for (field, expr) in self.source.set.iter().chain(&emit.set) {
            // A field of the source's own `set` may be one that this type lacks.
            if Field::named(field, emit.record).is_none() {
                continue;
            }
            // What the template sets comes later and stands, also where it is empty.
            cells.values.remove(field);
            match expr.value(columns) {
                Ok(items) if items.is_empty() => {}
                Ok(items) => {
                    cells.values.insert(field, Cell { items, column: first_column(expr) });
                }
                Err(problem) => problems.push(problem),
            }
        }
        draw(&mut cells, drawn);
        if !problems.is_empty() {
            return Err(problems);
        }
        let row_id = format!("{}:{line}:{}", self.source.file, emit.name);
        build::record(emit.record, &cells, &self.defaults, &row_id, warnings)
    }
}

impl Table for Columns<'_> {
    fn row(&self, cells: &super::csv::Cells<'_>, line: u64) -> RowResult {
        let columns = |column: &str| cells.get(column).map(str::to_owned);
        self.records(&columns, line, None)
    }
}

/// The place is the drawn one, unless the template states another.
fn draw(cells: &mut build::Cells, drawn: Option<&Drawn>) {
    if ["place", "lon", "from_lon"].iter().any(|field| cells.values.contains_key(field)) {
        return;
    }
    match drawn {
        Some(Drawn::Point(point)) => {
            for (field, degrees) in [("lon", point.lon), ("lat", point.lat)] {
                let cell = Cell { items: vec![degrees.to_string()], column: None };
                cells.values.insert(field, cell);
            }
        }
        Some(Drawn::Area(area)) => cells.drawn = Some(area.clone()),
        None => {}
    }
}

fn first_column(expr: &Expr) -> Option<String> {
    expr.columns().first().map(|&column| column.to_owned())
}

/// Every column that the source's templates read.
pub(super) fn columns_of(source: &Source) -> BTreeSet<&str> {
    let exprs = source.set.values().chain(source.emit.iter().flat_map(|emit| emit.set.values()));
    let conditions = source.emit.iter().flat_map(|emit| &emit.when);
    exprs
        .flat_map(Expr::columns)
        .chain(conditions.map(|condition| condition.column.as_str()))
        .collect()
}

/// Whether a header has all of these columns.
///
/// # Errors
/// A problem for each that it lacks.
pub(super) fn all_there<'c>(
    columns: impl IntoIterator<Item = &'c str>,
    header: &Header,
) -> Result<(), Vec<Stop>> {
    let names = header.names.iter().map(String::as_str);
    let lacks = columns.into_iter().filter(|column| header.position(column).is_none());
    let stops: Vec<Stop> = lacks.map(|column| missing_column(column, names.clone())).collect();
    if stops.is_empty() { Ok(()) } else { Err(stops) }
}

/// The problem of a column that is not there.
pub(super) fn missing_column<'a>(column: &str, names: impl Iterator<Item = &'a str>) -> Stop {
    let all: Vec<&str> = names.collect();
    let listed = format!("the columns are {}", all.join(", "));
    let help = suggest::did_you_mean(column, all).unwrap_or(listed);
    let message = format!("there is no column {}", quoted(column));
    let at = At::Cell { line: 1, column: Some(column.to_owned()), value: None };
    Stop::new(Diagnostic::error(codes::MISSING_COLUMN, message).help(help)).at(at)
}
