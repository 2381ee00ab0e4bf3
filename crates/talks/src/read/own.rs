//! Our own format, `detente-talks/1`.

use basis::suggest;
use serde_json::value::RawValue;

use super::json::{Field, Reader, Root, optional};
use super::{Input, Problems};
use crate::codes;
use crate::domain::{Domain, ISSUES_MAX, Issue, OPTIONS_MAX, PARTIES_MAX, Party};
use crate::number::Number;
use crate::profile::Profile;

/// What `format` says.
pub(super) const FORMAT: &str = "detente-talks/1";

/// Reads a domain.
pub(super) fn read<'a>(file: &Input<'a>, root: &Root<'a>) -> Result<Domain, Problems> {
    let mut reader = Reader::new(file);
    format(&mut reader, &root.fields, FORMAT);
    reader.only(&root.fields, &["format", "title", "issues", "parties", "rules"]);
    let title = optional(&root.fields, "title").map(|title| reader.text(title, "`title`"));
    let issues = reader.field(&root.fields, "issues", None);
    let issues = issues.map(|issues| read_issues(&mut reader, issues)).unwrap_or_default();
    let parties = reader.field(&root.fields, "parties", None);
    let parties = parties.map(|parties| read_parties(&mut reader, parties, &issues));
    let (title, parties) = (title.unwrap_or_default(), parties.unwrap_or_default());
    let rules = optional(&root.fields, "rules");
    let rules = rules.map(|rules| super::rules::read(&mut reader, rules, &issues, &parties));
    let rules = rules.unwrap_or_default();
    reader.done(Domain { title, issues, parties, rules, conventions: Profile::Detente })
}

/// Reports a format that is not the one that is read.
pub(super) fn format<'a>(reader: &mut Reader<'_, 'a>, fields: &[Field<'a>], expected: &str) {
    let Some(value) = reader.field(fields, "format", None) else { return };
    let found = reader.text(value, "`format`");
    if found != expected {
        let message = format!("the format is not `{expected}`");
        reader.report(codes::FORMAT, message, value);
    }
}

fn read_issues<'a>(reader: &mut Reader<'_, 'a>, value: &'a RawValue) -> Vec<Issue> {
    let list = reader.list(value, "`issues`");
    if list.len() > ISSUES_MAX {
        reader.report(codes::LIMIT, format!("more than {ISSUES_MAX} issues"), value);
        return Vec::new();
    }
    let mut issues: Vec<Issue> = Vec::with_capacity(list.len());
    let (mut names, mut all) = (Names::default(), 0);
    for value in list {
        let fields = reader.object(value, "an issue");
        reader.only(&fields, &["name", "options"]);
        let name = names.read(reader, &fields, value, "issue");
        let Some(options) = reader.field(&fields, "options", Some(value)) else { continue };
        let list = reader.list(options, "`options`");
        all += list.len();
        if all > OPTIONS_MAX {
            reader.report(codes::LIMIT, format!("more than {OPTIONS_MAX} options"), options);
            return issues;
        }
        if list.is_empty() {
            reader.report(codes::FIELD, "an issue has at least one option", options);
        }
        let mut names = Names::default();
        let options = list.into_iter().map(|option| {
            let text = reader.text(option, "an option");
            names.add(reader, text, option, "option")
        });
        let options = options.collect();
        issues.push(Issue { name, options });
    }
    issues
}

/// Names of one kind, each of which may stand once.
#[derive(Default)]
pub(super) struct Names(std::collections::BTreeSet<String>);

impl Names {
    /// The `name` of an object.
    pub(super) fn read<'a>(
        &mut self,
        reader: &mut Reader<'_, 'a>,
        fields: &[Field<'a>],
        of: &'a RawValue,
        what: &str,
    ) -> String {
        let Some(value) = reader.field(fields, "name", Some(of)) else { return String::new() };
        let name = reader.text(value, "`name`");
        self.add(reader, name, value, what)
    }

    fn add(
        &mut self,
        reader: &mut Reader<'_, '_>,
        name: String,
        at: &RawValue,
        what: &str,
    ) -> String {
        if !self.0.insert(name.clone()) {
            reader.report(codes::TWICE, format!("the {what} `{name}` stands twice"), at);
        }
        name
    }
}

fn read_parties<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issues: &[Issue],
) -> Vec<Party> {
    let list = reader.list(value, "`parties`");
    if list.len() > PARTIES_MAX {
        reader.report(codes::LIMIT, format!("more than {PARTIES_MAX} parties"), value);
        return Vec::new();
    }
    if list.is_empty() {
        reader.report(codes::FIELD, "there is at least one party", value);
    }
    let mut names = Names::default();
    list.into_iter().map(|value| read_party(reader, value, issues, &mut names)).collect()
}

fn read_party<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issues: &[Issue],
    names: &mut Names,
) -> Party {
    let fields = reader.object(value, "a party");
    reader.only(&fields, &["name", "reserved", "weights", "points"]);
    let name = names.read(reader, &fields, value, "party");
    let reserved = optional(&fields, "reserved").map(|value| reader.number(value));
    let weights = optional(&fields, "weights").map(|value| {
        let weights = reader.object(value, "`weights`");
        known(reader, &weights, issues.iter().map(|issue| issue.name.as_str()), "issue");
        (value, weights)
    });
    let Some(points) = reader.field(&fields, "points", Some(value)) else {
        return Party { name, reserved, points: Vec::new() };
    };
    let by_issue = reader.object(points, "`points`");
    known(reader, &by_issue, issues.iter().map(|issue| issue.name.as_str()), "issue");
    let by_issue = index(&by_issue);
    let weights = weights.as_ref().map(|(value, weights)| (*value, index(weights)));
    let mut all = Vec::with_capacity(issues.len());
    for issue in issues {
        let Some(value) = by_issue.get(issue.name.as_str()) else {
            none(reader, &format!("issue `{}`", issue.name), points);
            continue;
        };
        let weight = weights.as_ref().and_then(|(value, weights)| {
            let weight = weights.get(issue.name.as_str()).copied();
            if weight.is_none() {
                reader.report(codes::NO_POINTS, format!("no weight for `{}`", issue.name), value);
            }
            weight.map(|weight| reader.number(weight))
        });
        all.push(read_points(reader, value, issue, weight.as_ref()));
    }
    Party { name, reserved, points: all }
}

fn index<'a, 'b>(fields: &'b [Field<'a>]) -> std::collections::BTreeMap<&'b str, &'a RawValue> {
    fields.iter().map(|field| (field.name.as_str(), field.value)).collect()
}

fn read_points<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issue: &Issue,
    weight: Option<&Number>,
) -> Vec<Number> {
    let by_option = reader.object(value, "points of an issue");
    known(reader, &by_option, issue.options.iter().map(String::as_str), "option");
    let by_option = index(&by_option);
    let mut points = Vec::with_capacity(issue.options.len());
    for option in &issue.options {
        let Some(value) = by_option.get(option.as_str()) else {
            none(reader, &format!("option `{option}` of `{}`", issue.name), value);
            continue;
        };
        let number = reader.number(value);
        points.push(weight.map_or(number.clone(), |weight| weight * number));
    }
    points
}

fn none(reader: &mut Reader<'_, '_>, what: &str, at: &RawValue) {
    let problem = reader.problem(codes::NO_POINTS, format!("no points for {what}"), at);
    reader.add(problem.help("write 0 where a party does not care: nothing is assumed"));
}

/// Reports names that the domain does not have.
fn known<'i>(
    reader: &mut Reader<'_, '_>,
    fields: &[Field<'_>],
    names: impl Iterator<Item = &'i str>,
    what: &str,
) {
    let names: std::collections::BTreeSet<&str> = names.collect();
    for field in fields.iter().filter(|field| !names.contains(field.name.as_str())) {
        if reader.is_full() {
            return;
        }
        let message = format!("there is no {what} `{}`", field.name);
        let problem = reader.problem(codes::UNKNOWN, message, field.value);
        reader.add(problem.help_opt(suggest::did_you_mean(&field.name, names.iter().copied())));
    }
}
