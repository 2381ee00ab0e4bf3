//! `detente.toml`: which sources a case has, and which column is what.
//!
//! Nothing is guessed: a zone, a date order or an encoding that the file does not state is an
//! error where it is needed. Parsing gives the case and all problems at once.

mod constants;

mod emit;

mod expr;

mod source;

mod walk;

pub use emit::Emit;
pub use expr::{Check, Condition, Cut, Expr, Lookup, Part};
pub use source::{Adapter, Source};

use basis::civil::Time;
use basis::{Diagnostic, Span, Zone};

use crate::codes;
use crate::limits::CASE_BYTES_MAX;
use walk::Walk;

/// A case, as `detente.toml` declares it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name of the accord's file in the case folder.
    pub accord: String,
    /// Zone of the days that are reported on; `None`: the accord's.
    pub zone: Option<Zone>,
    /// When a reporting day ends, local time; 00:00 for the civil day.
    pub day_ends: Time,
    /// Least watched share, in [0, 1]; may raise the accord's, never lower it.
    pub watched_min: Option<f64>,
    /// Further names of observing bodies.
    pub observers: Vec<String>,
    /// The sources, in the order of the file.
    pub sources: Vec<Source>,
}

impl Default for Case {
    fn default() -> Case {
        Case {
            accord: "accord.md".to_owned(),
            zone: None,
            day_ends: Time::midnight(),
            watched_min: None,
            observers: Vec::new(),
            sources: Vec::new(),
        }
    }
}

impl Case {
    /// Reads the text of `detente.toml`; `file` is its name in diagnostics.
    ///
    /// Sources with an error of their own are left out of the case, so that the rest can still be
    /// checked.
    pub fn parse(file: &str, text: &str) -> (Case, Vec<Diagnostic>) {
        let mut walk = Walk::new(file);
        if text.len() > CASE_BYTES_MAX {
            let message = format!("the file is longer than {CASE_BYTES_MAX} bytes");
            walk.error(codes::TOO_MUCH, message, Span::new(0, 0), None);
            return (Case::default(), walk.finish());
        }
        let (root, errors) = toml::de::DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            walk.error(codes::CASE_SYNTAX, message, Span::new(span.start, span.end), None);
        }
        // After a syntax error the rest of the tree is a guess.
        if !errors.is_empty() {
            return (Case::default(), walk.finish());
        }
        let case = walk.case(&root);
        (case, walk.finish())
    }
}

impl Walk<'_> {
    fn case(&mut self, root: &toml::Spanned<toml::de::DeTable<'_>>) -> Case {
        let mut case = Case::default();
        let top = self.table(root.get_ref(), root.span(), &["case", "source"]);
        if let Some(table) = self.get_table(&top, "case", CASE_KEYS) {
            case.accord = self.get_text(&table, "accord").unwrap_or(case.accord);
            case.zone = self.get_zone(&table, "zone");
            case.day_ends = self.get_time_of_day(&table, "day_ends").unwrap_or(case.day_ends);
            case.watched_min = self.get_number(&table, "watched_min", 0.0..=1.0);
            case.observers = self.get_texts(&table, "observers").unwrap_or_default();
        }
        let mut files = Vec::new();
        for table in self.get_tables(&top, "source", source::KEYS) {
            if let Some(source) = self.source(&table) {
                if files.contains(&source.file) {
                    let message = format!("`{}` is declared as a source already", source.file);
                    let help = "one source may have several `[[source.emit]]` templates";
                    self.error(codes::FILE_TWICE, message, source.span, Some(help.to_owned()));
                    continue;
                }
                files.push(source.file.clone());
                case.sources.push(source);
            }
        }
        case
    }
}

const CASE_KEYS: &[&str] = &["accord", "zone", "day_ends", "watched_min", "observers"];
