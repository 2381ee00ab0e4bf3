//! Rules of our own format: conditions over the names of issues and options.

use basis::{At, Label, suggest};
use draft::condition::{Names, Options, parse_with};
use draft::{Condition, NoOption};
use num_traits::Signed as _;
use serde_json::value::RawValue;

use super::json::{Reader, optional};
use super::own;
use crate::codes;
use crate::domain::{Issue, Party};
use crate::number::Number;
use crate::rules::{Origin, RULES_MAX, Rule, Standing};

/// Names of issues, as conditions use them.
struct Issues<'a>(&'a [Issue]);

impl Names for Issues<'_> {
    fn what(&self) -> &'static str {
        "issue"
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.0.iter().position(|issue| issue.name == id)
    }

    fn ids(&self) -> Vec<&str> {
        self.0.iter().map(|issue| issue.name.as_str()).collect()
    }

    fn options(&self) -> Option<&dyn Options> {
        Some(self)
    }
}

impl Options for Issues<'_> {
    fn find_option(&self, at: usize, reference: &str) -> Result<usize, NoOption> {
        let known = self.keys(at);
        known.iter().position(|key| *key == reference).ok_or_else(|| {
            let nearest = suggest::nearest(reference, known.iter().copied());
            NoOption::Unknown { nearest: nearest.map(str::to_owned) }
        })
    }

    fn keys(&self, at: usize) -> Vec<&str> {
        let options = self.0.get(at).map_or(&[][..], |issue| &issue.options);
        options.iter().map(String::as_str).collect()
    }
}

/// Reads `rules`.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issues: &[Issue],
    parties: &[Party],
) -> Vec<Rule> {
    let list = reader.list(value, "`rules`");
    if list.len() > RULES_MAX {
        reader.report(codes::LIMIT, format!("more than {RULES_MAX} rules"), value);
        return Vec::new();
    }
    let mut names = own::Names::default();
    list.into_iter().filter_map(|value| rule(reader, value, issues, parties, &mut names)).collect()
}

fn rule<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issues: &[Issue],
    parties: &[Party],
    names: &mut own::Names,
) -> Option<Rule> {
    let fields = reader.object(value, "a rule");
    reader.only(&fields, &["name", "must", "never", "party", "standing", "cost"]);
    let name = names.read(reader, &fields, value, "rule");
    let party = optional(&fields, "party").map(|at| (reader.text(at, "`party`"), at));
    let standing = optional(&fields, "standing").map(|at| standing(reader, at));
    let cost = optional(&fields, "cost").map(|at| cost(reader, at));
    let origin = match party {
        None => Origin::Text,
        Some((party, at)) => {
            let known = parties.iter().map(|party| party.name.as_str());
            let Some(place) = parties.iter().position(|known| known.name == party) else {
                let problem =
                    reader.problem(codes::UNKNOWN, format!("there is no party `{party}`"), at);
                reader.add(problem.help_opt(suggest::did_you_mean(&party, known)));
                return None;
            };
            Origin::RedLine { party: place, standing: standing.unwrap_or(Standing::Said) }
        }
    };
    let must = match (optional(&fields, "must"), optional(&fields, "never")) {
        (Some(must), None) => condition(reader, must, issues)?,
        (None, Some(never)) => Condition::Not(Box::new(condition(reader, never, issues)?)),
        _ => {
            let message = "a rule has either `must` or `never`";
            reader.report(codes::FIELD, message, value);
            return None;
        }
    };
    let cost = cost.unwrap_or_else(|| Number::from_integer(1.into()));
    Some(Rule { name, must, origin, cost })
}

fn standing<'a>(reader: &mut Reader<'_, 'a>, value: &'a RawValue) -> Standing {
    match reader.text(value, "`standing`").as_str() {
        "said" => Standing::Said,
        "confidential" => Standing::Confidential,
        "inferred" => Standing::Inferred,
        other => {
            let problem =
                reader.problem(codes::FIELD, format!("there is no standing `{other}`"), value);
            reader.add(problem.help("write `said`, `confidential` or `inferred`"));
            Standing::Said
        }
    }
}

fn cost<'a>(reader: &mut Reader<'_, 'a>, value: &'a RawValue) -> Number {
    let cost = reader.number(value);
    if cost.is_negative() {
        reader.report(codes::FIELD, "a cost is not negative", value);
    }
    cost
}

/// A condition, with its problems at their bytes where the text stands in the file as it is.
fn condition<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &'a RawValue,
    issues: &[Issue],
) -> Option<Condition> {
    let words = reader.text(value, "a condition");
    if !value.get().starts_with('"') {
        return None;
    }
    let span = reader.span(value);
    let plain = value.get().len() == words.len() + 2;
    match parse_with(reader.name(), &words, span.start + 1, &Issues(issues)) {
        Ok(condition) => Some(condition),
        Err(problems) => {
            for mut problem in problems {
                if !plain {
                    let (file, at) = (reader.name().to_owned(), At::Bytes(span));
                    problem.labels = vec![Label { file, at, text: String::new() }];
                }
                reader.add(problem);
            }
            None
        }
    }
}
