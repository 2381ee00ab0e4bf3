//! The NegMAS form of lists: `spec` holds `weights`, `values` and `reserved` of each party, issues
//! and options by position. Options are called `v0`, `v1`, … as NegMAS calls generated ones.

use super::json::{Reader, Root, optional};
use super::{Input, Problems};
use crate::codes;
use crate::domain::{Domain, ISSUES_MAX, Issue, OPTIONS_MAX, PARTIES_MAX, Party};
use crate::number::Number;
use crate::profile::Profile;

/// Reads a domain; fields beside `spec` (such as results) are left alone.
pub(super) fn read<'a>(file: &Input<'a>, root: &Root<'a>) -> Result<Domain, Problems> {
    let mut reader = Reader::new(file);
    let mut parties: Vec<Party> = Vec::new();
    let Some(spec) = optional(&root.fields, "spec") else {
        return reader.done(domain(parties));
    };
    let list = reader.list(spec, "`spec`");
    if list.is_empty() {
        reader.report(codes::FIELD, "there is at least one party", spec);
    }
    if list.len() > PARTIES_MAX {
        reader.report(codes::LIMIT, format!("more than {PARTIES_MAX} parties"), spec);
    }
    for (at, value) in list.into_iter().take(PARTIES_MAX).enumerate() {
        let party = read_party(&mut reader, value, at);
        let shape = |party: &Party| party.points.iter().map(Vec::len).collect::<Vec<_>>();
        if parties.first().is_some_and(|first| shape(first) != shape(&party)) {
            let message = "this party has other numbers of issues or options than the first";
            reader.report(codes::NO_POINTS, message, value);
        }
        parties.push(party);
    }
    reader.done(domain(parties))
}

fn read_party<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a serde_json::value::RawValue,
    at: usize,
) -> Party {
    let fields = reader.object(value, "a party");
    let reserved = optional(&fields, "reserved").map(|value| reader.number(value));
    let mut points = Vec::new();
    let weights = reader.field(&fields, "weights", Some(value));
    let weights = weights.map(|value| reader.list(value, "`weights`")).unwrap_or_default();
    if let Some(values) = reader.field(&fields, "values", Some(value)) {
        let issues = reader.list(values, "`values`");
        if issues.len() != weights.len() {
            let message = format!("{} weights for {} issues", weights.len(), issues.len());
            reader.report(codes::NO_POINTS, message, values);
        }
        if issues.len() > ISSUES_MAX {
            reader.report(codes::LIMIT, format!("more than {ISSUES_MAX} issues"), values);
        }
        let mut all = 0;
        for (issue, weight) in issues.into_iter().zip(weights).take(ISSUES_MAX) {
            let weight = reader.number(weight);
            let options = reader.list(issue, "an issue");
            all += options.len();
            if all > OPTIONS_MAX {
                reader.report(codes::LIMIT, format!("more than {OPTIONS_MAX} options"), issue);
                break;
            }
            if options.is_empty() {
                reader.report(codes::FIELD, "an issue has at least one option", issue);
            }
            let points_of: Vec<Number> =
                options.into_iter().map(|value| &weight * reader.number(value)).collect();
            points.push(points_of);
        }
    }
    Party { name: format!("n{at}"), reserved, points }
}

fn domain(parties: Vec<Party>) -> Domain {
    let shape = parties.first().map(|party| party.points.as_slice()).unwrap_or_default();
    let issue = |(at, points): (usize, &Vec<Number>)| Issue {
        name: format!("i{at}"),
        options: (0..points.len()).map(|option| format!("v{option}")).collect(),
    };
    let issues = shape.iter().enumerate().map(issue).collect();
    Domain {
        title: String::new(),
        issues,
        parties,
        rules: Vec::new(),
        conventions: Profile::Negmas,
    }
}
