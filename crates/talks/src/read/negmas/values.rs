//! Values of issues.

use num_bigint::BigInt;
use num_traits::{One as _, Signed as _, ToPrimitive as _};

use super::super::yaml::{Node, Reader};
use super::{number, type_of};
use crate::codes;
use crate::number::Number;

/// A value of an issue.
#[derive(Clone, Debug)]
pub(super) struct Of {
    /// As it is written.
    pub(super) written: String,
    /// The number that it is, unless it is a text.
    pub(super) number: Option<Number>,
}

impl Of {
    /// What makes it the same value as another: numbers their size, texts their letters.
    pub(super) fn key(&self) -> (Option<Number>, String) {
        match &self.number {
            Some(number) => (Some(number.clone()), String::new()),
            None => (None, self.written.clone()),
        }
    }
}

/// The values of an issue, at most `room`; `None` where they cannot be listed.
pub(super) fn of_issue(reader: &mut Reader<'_>, issue: &Node, room: usize) -> Option<Vec<Of>> {
    let values = reader.need(issue, "values")?;
    match type_of(issue).unwrap_or_default() {
        "CategoricalIssue" | "DiscreteCardinalIssue" | "DiscreteOrdinalIssue" => {
            let members = reader.list(&values, "`values`");
            if members.len() > room {
                reader.report(codes::LIMIT, "more than 100000 options", &values);
                return None;
            }
            let mut seen = std::collections::BTreeSet::new();
            let mut found = Vec::with_capacity(members.len());
            for member in members {
                let value = scalar(reader, member)?;
                if !seen.insert(value.key()) {
                    let message = format!("the value `{}` stands twice", value.written);
                    reader.report(codes::TWICE, message, member);
                }
                found.push(value);
            }
            if found.is_empty() {
                reader.report(codes::FIELD, "an issue has at least one value", &values);
            }
            Some(found)
        }
        "ContiguousIssue" => range(reader, issue, &values, room),
        "" => {
            reader.report(codes::FIELD, "the field `type` is missing", issue);
            None
        }
        other => {
            let message = format!("an issue of type `{other}` has no finite list of values");
            let problem = reader.problem(codes::NEGMAS, message, issue);
            reader.add(problem.help("only issues whose values can be listed are analysed"));
            None
        }
    }
}

/// All whole numbers between two, or every so many of them.
fn range(reader: &mut Reader<'_>, issue: &Node, values: &Node, room: usize) -> Option<Vec<Of>> {
    let mut ends = Vec::new();
    if values.plain().is_some() {
        let count = number(reader, values)?;
        ends.extend([Number::default(), count - Number::one()]);
    } else {
        for end in reader.list(values, "`values`") {
            ends.push(number(reader, end)?);
        }
    }
    if let Some(step) = reader.get(issue, "step") {
        ends.push(number(reader, &step)?);
    }
    let whole: Option<Vec<BigInt>> =
        ends.iter().map(|end| end.is_integer().then(|| end.to_integer())).collect();
    let one = BigInt::one();
    let (from, to, step) = match whole.as_deref() {
        Some([from, to]) => (from, to, &one),
        Some([from, to, step]) if step.is_positive() => (from, to, step),
        _ => {
            let message = "a range has a least and a greatest whole number, and perhaps a step";
            reader.report(codes::FIELD, message, values);
            return None;
        }
    };
    if from > to {
        reader.report(codes::FIELD, "an issue has at least one value", values);
        return None;
    }
    let count = ((to - from) / step).to_usize().filter(|count| *count < room);
    let Some(count) = count else {
        reader.report(codes::LIMIT, "more than 100000 options", values);
        return None;
    };
    let value = |at: usize| {
        let number = from + step * BigInt::from(at);
        Of { written: number.to_string(), number: Some(Number::from(number)) }
    };
    Some((0..=count).map(value).collect())
}

/// A value as PyYAML reads it (YAML 1.1); what that takes for something else than it looks like is
/// refused.
pub(super) fn scalar(reader: &mut Reader<'_>, node: &Node) -> Option<Of> {
    let Some(written) = node.text() else {
        reader.report(codes::NEGMAS, "a value is a text or a number", node);
        return None;
    };
    let text = |written: &str| Some(Of { written: written.to_owned(), number: None });
    if node.plain().is_none() {
        return text(written);
    }
    match kind(written) {
        Kind::Number => {
            let number = number(reader, node)?;
            Some(Of { written: written.to_owned(), number: Some(number) })
        }
        Kind::Truth(truth) => text(if truth { "True" } else { "False" }),
        Kind::Odd => {
            let message = format!("`{written}` is something else in YAML than it looks like");
            let problem = reader.problem(codes::NEGMAS, message, node);
            reader.add(problem.help("put a text in quotes, and write a number in decimals"));
            None
        }
        Kind::Text => text(written),
    }
}

enum Kind {
    Number,
    Truth(bool),
    Text,
    Odd,
}

/// What YAML 1.1 takes a plain scalar for.
fn kind(written: &str) -> Kind {
    let truths = [("yes", true), ("no", false), ("true", true), ("false", false)];
    let switches = [("on", true), ("off", false)];
    let lower = written.to_lowercase();
    if let Some((_, truth)) = truths.iter().chain(&switches).find(|(word, _)| *word == lower) {
        return Kind::Truth(*truth);
    }
    let digits = written.trim_start_matches(['-', '+']);
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | ':');
    let bare = digits.split(['e', 'E']).next().unwrap_or_default();
    let starts = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let plain = !bare.is_empty()
        && starts
        && bare.chars().all(numeric)
        && bare.contains(|c: char| c.is_ascii_digit());
    let special = [".inf", ".nan", "null", "~", "", "=", "<<"]
        .contains(&lower.trim_start_matches(['-', '+']));
    let based = lower.trim_start_matches(['-', '+']);
    if special || based.starts_with("0x") || based.starts_with("0b") || based.starts_with("0o") {
        return Kind::Odd;
    }
    if !plain {
        return Kind::Text;
    }
    let zero = bare.len() > 1 && bare.starts_with('0') && !bare.contains('.');
    if bare.contains(['_', ':']) || zero {
        return Kind::Odd;
    }
    match digits.split_once(['e', 'E']) {
        None if bare.matches('.').count() <= 1 && !bare.ends_with('.') => Kind::Number,
        None => Kind::Odd,
        // An exponent needs a point before it and a sign; without, it is a text.
        Some((_, exponent)) if bare.contains('.') && exponent.starts_with(['-', '+']) => {
            Kind::Number
        }
        Some(_) => Kind::Odd,
    }
}
