//! Constants of a template are read once here, so that a slip in one is told at its place in
//! `detente.toml` and not again for every row.

use basis::Span;
use toml::de::DeValue;

use super::emit::Emit;
use super::expr::Expr;
use super::source::Source;
use super::walk::{Table, Walk, span_of};
use crate::build::{self, Cell, Cells};
use crate::codes;
use crate::fields::Field;

impl Walk<'_> {
    /// Reads the fields of a template that are constant; `tables` are those of the source and of
    /// the template.
    pub(super) fn constants(&mut self, source: &Source, emit: &Emit, tables: [&Table<'_>; 2]) {
        let mut cells = Cells::default();
        let of_source = source.set.iter().filter(|(field, _)| !emit.set.contains_key(*field));
        for (&field, expr) in of_source.chain(&emit.set) {
            let Expr::Constant(items) = expr else { continue };
            if !items.concat().is_empty() && Field::named(field, emit.record).is_some() {
                cells.values.insert(field, Cell { items: items.clone(), column: None });
            }
        }
        let defaults = source.defaults();
        let mut warnings = Vec::new();
        let record = build::record(emit.record, &cells, &defaults, "", &mut warnings);
        for problem in record.err().unwrap_or_default() {
            // What is missing may come from a column.
            if problem.code() != codes::MISSING_VALUE {
                let span = problem.blamed().and_then(|field| span_in(&tables, field));
                self.problem(problem, span.unwrap_or(emit.span));
            }
        }
    }
}

/// Where a field is set; the template's own comes before the source's.
fn span_in(tables: &[&Table<'_>], field: &str) -> Option<Span> {
    tables.iter().rev().find_map(|table| match table.entries.get("set")?.get_ref() {
        DeValue::Table(set) => set.get(field).map(span_of),
        _ => None,
    })
}
