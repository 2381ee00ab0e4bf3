//! Scenarios of NegMAS (0.16): the YAML of an outcome space, and of a utility function for each
//! party, as `Scenario.dumpas` writes them.
//!
//! Read is what is a sum over issues with finitely many values, and exact: every number as it is
//! written. The rest is refused with the reason. Names of types may carry modules before them.

use basis::{At, Diagnostic, Span};

use super::json::PROBLEMS_MAX;
use super::negolog::stem;
use super::yaml::{self, Node, Reader, Value};
use super::{Input, Problems};
use crate::codes;
use crate::domain::{Domain, ISSUES_MAX, Issue, OPTIONS_MAX, PARTIES_MAX, Party};
use crate::number::{self, Number};
use crate::profile::Profile;

mod values;

mod functions;

mod utility;

use values::Of;

/// An issue with its values.
pub(super) struct Space {
    name: String,
    values: Vec<Of>,
}

/// Whether a file is part of a scenario: an outcome space or a utility function. NegMAS leaves
/// other files of a folder alone.
pub(super) fn is_part(file: &Input<'_>) -> bool {
    yaml::read(file).is_ok_and(|root| {
        let kind = type_of(&root).unwrap_or_default();
        kind.contains("OutcomeSpace") || kind.to_lowercase().contains("fun")
    })
}

/// Reads an outcome space and utility functions, in any order.
pub(super) fn read(files: &[Input<'_>]) -> Result<Domain, Problems> {
    let mut roots = Vec::with_capacity(files.len());
    for file in files {
        roots.push((file, yaml::read(file)?));
    }
    let is_space = |root: &Node| type_of(root).is_some_and(|kind| kind.contains("OutcomeSpace"));
    let mut spaces = roots.iter().filter(|(_, root)| is_space(root));
    let Some((file, root)) = spaces.next() else {
        let message = "nothing tells which format this is";
        let problem = match files.first() {
            Some(first) => first.problem(codes::FORMAT, message, Span::new(0, 1)),
            None => Diagnostic::error(codes::FORMAT, message),
        };
        return Err(vec![problem.help(
            "a scenario of NegMAS has one file of a type that ends in `OutcomeSpace`; other \
             formats begin with `{` or `<`",
        )]);
    };
    if let Some((second, _)) = spaces.next() {
        let message = "this is a second outcome space";
        let problem = Diagnostic::error(codes::TWICE, message).label(second.name, At::File, "");
        return Err(vec![problem]);
    }
    let mut reader = Reader { file, problems: Vec::new() };
    let spaces = outcome_space(&mut reader, root);
    let title = reader.get(root, "name").map(|name| reader.text(&name, "`name`"));
    let mut problems = reader.problems;
    let functions: Vec<_> = roots.iter().filter(|(_, root)| !is_space(root)).collect();
    if functions.is_empty() && problems.is_empty() {
        let message = "this scenario has no utility functions";
        let problem = Diagnostic::error(codes::PARTIES, message).label(file.name, At::File, "");
        return Err(vec![problem.help("name their files beside that of the outcome space")]);
    }
    if functions.len() > PARTIES_MAX {
        return Err(vec![crate::space::too_many("utility functions", PARTIES_MAX)]);
    }
    let mut parties = Vec::new();
    if problems.is_empty() {
        for (file, root) in functions {
            let mut reader = Reader { file, problems: Vec::new() };
            parties.push(party(&mut reader, root, &spaces));
            problems.extend(reader.problems);
        }
        let mut names = std::collections::BTreeSet::new();
        for party in parties.iter().filter(|party| !names.insert(party.name.clone())) {
            let message = format!("the party `{}` stands twice", party.name);
            problems.push(Diagnostic::error(codes::TWICE, message).label(file.name, At::File, ""));
        }
    }
    if problems.is_empty() {
        let issue = |space: Space| Issue {
            name: space.name,
            options: space.values.iter().map(|value| value.written.clone()).collect(),
        };
        return Ok(Domain {
            title: title.unwrap_or_default(),
            issues: spaces.into_iter().map(issue).collect(),
            parties,
            rules: Vec::new(),
            conventions: Profile::Negmas,
        });
    }
    problems.truncate(PROBLEMS_MAX);
    Err(problems)
}

/// The last part of a `type`.
fn type_of(node: &Node) -> Option<&str> {
    let Value::Table(pairs) = &node.value else { return None };
    let (_, kind) = pairs.iter().find(|(key, _)| key.text() == Some("type"))?;
    Some(kind.text()?.rsplit('.').next().unwrap_or_default())
}

fn outcome_space(reader: &mut Reader<'_>, root: &Node) -> Vec<Space> {
    reader.only(root, &["type", "name", "path", "issues"]);
    let Some(issues) = reader.need(root, "issues") else { return Vec::new() };
    let issues = reader.list(&issues, "`issues`").to_vec();
    let (mut found, mut all) = (Vec::<Space>::new(), 0);
    if issues.len() > ISSUES_MAX {
        return limit(reader, &format!("more than {ISSUES_MAX} issues"), root);
    }
    let mut names = std::collections::BTreeSet::new();
    for issue in &issues {
        reader.only(issue, &["type", "name", "values", "n_values", "n_levels", "step"]);
        let name = reader.need(issue, "name").map(|name| reader.text(&name, "`name`"));
        let name = name.unwrap_or_default();
        if !names.insert(name.clone()) {
            reader.report(codes::TWICE, format!("the issue `{name}` stands twice"), issue);
        }
        let Some(values) = values::of_issue(reader, issue, OPTIONS_MAX - all) else {
            return Vec::new();
        };
        all += values.len();
        found.push(Space { name, values });
    }
    found
}

fn limit(reader: &mut Reader<'_>, message: &str, at: &Node) -> Vec<Space> {
    reader.report(codes::LIMIT, message, at);
    Vec::new()
}

fn party(reader: &mut Reader<'_>, root: &Node, spaces: &[Space]) -> Party {
    let name = reader.get(root, "name").map(|name| reader.text(&name, "`name`"));
    let name = name.unwrap_or_else(|| stem(reader.file.name));
    let reserved = reader.get(root, "reserved_value").and_then(|value| match value.plain() {
        Some("-.inf" | "-.Inf" | "-.INF") => None,
        _ => number(reader, &value),
    });
    if let Some(outcome) = reader.get(root, "reserved_outcome") {
        let message =
            "a reserved outcome is not read: what a party has without an agreement is a number";
        reader.report(codes::NEGMAS, message, &outcome);
    }
    let points = utility::points(reader, root, spaces);
    Party { name, reserved, points }
}

/// An exact number.
pub(super) fn number(reader: &mut Reader<'_>, node: &Node) -> Option<Number> {
    let found = node.plain().and_then(number::parse);
    if found.is_none() {
        let message = match node.text() {
            Some(text) => format!("`{text}` is not a number that is read"),
            None => "this is not a number".to_owned(),
        };
        reader.report(codes::NUMBER, message, node);
    }
    found
}
