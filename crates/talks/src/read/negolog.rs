//! Profiles of NegoLog: one JSON file for each party with `issueWeights`, `issues` and
//! `reservationValue`. Issues and options stand in the order of the first profile.

use basis::suggest;
use serde_json::value::RawValue;

use super::json::{Field, Reader, Root, optional};
use super::{Input, Problems};
use crate::codes;
use crate::domain::{Domain, ISSUES_MAX, Issue, OPTIONS_MAX, PARTIES_MAX, Party};
use crate::number::Number;
use crate::profile::Profile;

/// Reads the profiles of a domain.
pub(super) fn read(files: &[Input<'_>]) -> Result<Domain, Problems> {
    let mut issues: Vec<Issue> = Vec::new();
    let mut parties = Vec::new();
    let mut problems = Vec::new();
    for (at, file) in files.iter().take(PARTIES_MAX).enumerate() {
        let mut reader = Reader::new(file);
        let root = Root::of(file)?;
        let known = (at > 0).then_some(issues.as_slice());
        let (own, party) = read_profile(&mut reader, &root.fields, known, file);
        if at == 0 {
            issues = own;
        }
        match reader.done(party) {
            Ok(party) => parties.push(party),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        let title = String::new();
        return Ok(Domain {
            title,
            issues,
            parties,
            rules: Vec::new(),
            conventions: Profile::Negolog,
        });
    }
    Err(problems)
}

/// One profile, in the order of the known issues, or in its own order for the first.
fn read_profile<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &[Field<'a>],
    known: Option<&[Issue]>,
    file: &Input<'_>,
) -> (Vec<Issue>, Party) {
    let name = stem(file.name);
    let reserved = optional(fields, "reservationValue").map(|value| reader.number(value));
    let weights = reader.field(fields, "issueWeights", None);
    let weights = weights.map(|value| reader.object(value, "`issueWeights`")).unwrap_or_default();
    let Some(all) = reader.field(fields, "issues", None) else {
        return (Vec::new(), Party { name, reserved, points: Vec::new() });
    };
    let values = reader.object(all, "`issues`");
    if weights.len().max(values.len()) > ISSUES_MAX {
        reader.report(codes::LIMIT, format!("more than {ISSUES_MAX} issues"), all);
        return (Vec::new(), Party { name, reserved, points: Vec::new() });
    }
    let own = own_issues(reader, &weights, &values, all);
    let issues = known.unwrap_or(&own);
    if weights.len() != issues.len() {
        let message =
            format!("{} issues here, {} in the first profile", weights.len(), issues.len());
        reader.report(codes::NO_POINTS, message, all);
    }
    let mut points = Vec::with_capacity(issues.len());
    for issue in issues {
        let (weight, options) = (optional(&weights, &issue.name), optional(&values, &issue.name));
        if reader.is_full() {
            break;
        }
        let (Some(weight), Some(value)) = (weight, options) else {
            let message = format!("no weight or values for the issue `{}`", issue.name);
            let names = values.iter().map(|field| field.name.as_str());
            let problem = reader.problem(codes::NO_POINTS, message, all);
            reader.add(problem.help_opt(suggest::did_you_mean(&issue.name, names)));
            continue;
        };
        let weight = reader.number(weight);
        points.push(read_values(reader, value, issue, &weight));
    }
    (own, Party { name, reserved, points })
}

/// The issues of a profile in the order of its weights, as NegoLog reads them.
fn own_issues<'a>(
    reader: &mut Reader<'_, 'a>,
    weights: &[Field<'a>],
    values: &[Field<'a>],
    all: &'a RawValue,
) -> Vec<Issue> {
    let (mut issues, mut options) = (Vec::new(), 0);
    for weight in weights {
        let value = optional(values, &weight.name);
        let of_issue = value.map(|value| reader.object(value, "an issue")).unwrap_or_default();
        if of_issue.is_empty() {
            let message = format!("the issue `{}` has no values", weight.name);
            reader.report(codes::NO_POINTS, message, value.unwrap_or(all));
        }
        options += of_issue.len();
        if options > OPTIONS_MAX || issues.len() == ISSUES_MAX {
            let message = format!("more than {ISSUES_MAX} issues or {OPTIONS_MAX} options");
            reader.report(codes::LIMIT, message, all);
            break;
        }
        let options = of_issue.into_iter().map(|field| field.name).collect();
        issues.push(Issue { name: weight.name.clone(), options });
    }
    issues
}

fn read_values<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issue: &Issue,
    weight: &Number,
) -> Vec<Number> {
    let fields = reader.object(value, "an issue");
    let mut points = Vec::with_capacity(issue.options.len());
    if fields.len() != issue.options.len() {
        let message = format!("`{}` has other values than in the first profile", issue.name);
        reader.report(codes::NO_POINTS, message, value);
    }
    let by_name: std::collections::BTreeMap<&str, &RawValue> =
        fields.iter().map(|field| (field.name.as_str(), field.value)).collect();
    for option in &issue.options {
        match by_name.get(option.as_str()) {
            Some(value) => points.push(weight * reader.number(value)),
            None => reader.report(codes::NO_POINTS, format!("no value for `{option}`"), value),
        }
    }
    points
}

/// The name of a file without folders and ending.
pub(super) fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}
