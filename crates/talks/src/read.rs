//! Formats of files: our own, and those of NegMAS, NegoLog and GENIUS.
//!
//! The format is told by what stands in the file, never by its name. All numbers are read exactly
//! as they are written.

use basis::{At, Code, Diagnostic, Span};

use crate::codes;
use crate::division::Division;
use crate::domain::Domain;
use crate::power::Body;

mod json;

mod own;

mod rules;

mod bodies;

mod negolog;

mod spec;

mod genius;

mod yaml;

mod negmas;

mod tables;

mod conflict;

/// Files of one domain.
pub const FILES_MAX: usize = 33;

/// A file with its name for messages.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// As the user calls it.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Input<'_> {
    /// A problem at bytes of the file.
    fn problem(&self, code: Code, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::error(code, message).label(self.name, At::Bytes(span), "")
    }
}

/// Problems, each a value.
pub(crate) type Problems = Vec<Diagnostic>;

/// Reads a domain: one file of ours or of the NegMAS form of lists, or the profiles of NegoLog, or
/// a domain with profiles of GENIUS, or the YAML files of a NegMAS scenario.
///
/// # Errors
/// All problems that were found.
pub fn domain(files: &[Input<'_>]) -> Result<Domain, Problems> {
    let Some(first) = files.first() else {
        return Err(vec![Diagnostic::error(codes::FORMAT, "there is no file to read")]);
    };
    if files.len() > FILES_MAX {
        return Err(vec![crate::space::too_many("files", FILES_MAX)]);
    }
    if first.text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return genius::read(files);
    }
    if !first.text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return negmas::read(files);
    }
    let root = json::Root::of(first)?;
    let has = |field: &str| root.fields.iter().any(|field_of| field_of.name == field);
    if has("issueWeights") {
        return negolog::read(files);
    }
    if let Some(other) = files.get(1) {
        let message = "this format has one file";
        let problem = Diagnostic::error(codes::FORMAT, message).label(other.name, At::File, "");
        return Err(vec![problem.help("several files are read of GENIUS, NegoLog and NegMAS")]);
    }
    if has("format") {
        own::read(first, &root)
    } else if has("spec") {
        spec::read(first, &root)
    } else {
        let message = "nothing tells which format this is";
        let problem = first.problem(codes::FORMAT, message, Span::new(0, 1));
        let help = format!("begin with \"format\": \"{}\"", own::FORMAT);
        Err(vec![problem.help(help)])
    }
}

/// Reads what two parties divide (`detente-division/1`).
///
/// # Errors
/// All problems that were found.
pub fn division(file: &Input<'_>) -> Result<Division, Problems> {
    bodies::division(file, &json::Root::of(file)?)
}

/// Reads a voting body (`detente-voting/1`).
///
/// # Errors
/// All problems that were found.
pub fn body(file: &Input<'_>) -> Result<Body, Problems> {
    bodies::body(file, &json::Root::of(file)?)
}

/// Reads a conflict (`detente-conflict/1`).
///
/// # Errors
/// All problems that were found.
pub fn conflict(file: &Input<'_>) -> Result<crate::stability::Conflict, Problems> {
    conflict::read(file)
}

/// Whether a YAML file is part of a NegMAS scenario: an outcome space or a utility function. Who
/// reads a folder passes these files to [`domain`] and leaves the rest alone, as NegMAS does.
pub fn is_part_of_scenario(file: &Input<'_>) -> bool {
    negmas::is_part(file)
}
