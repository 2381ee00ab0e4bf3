//! Functions that give a worth to each value of an issue.

use std::collections::BTreeMap;

use super::super::yaml::{Node, Reader, Value};
use super::values::{self, Of};
use super::{number, type_of};
use crate::codes;
use crate::number::Number;

/// Functions inside one another.
const DEPTH_MAX: usize = 8;

/// Coefficients of a polynomial.
const COEFFICIENTS_MAX: usize = 16;

/// A function of one issue, exact for every value.
pub(super) enum Function {
    /// A number for each value, by [`Of::key`].
    Table(BTreeMap<(Option<Number>, String), Number>),
    /// Coefficients of the powers of the number, from 0.
    Powers(Vec<Number>),
    /// From 0 at the first number to the height at the second, level to the third, 0 again at the
    /// fourth.
    Trapezoid { at: Box<[Number; 4]>, bias: Number, height: Number, is_triangle: bool },
    /// Another function, and a number added to it.
    Plus(Box<Function>, Number),
}

impl Function {
    /// Reads a function, or a bare table.
    pub(super) fn read(reader: &mut Reader<'_>, node: &Node, depth: usize) -> Option<Function> {
        let Some(kind) = type_of(node) else { return table(reader, node) };
        let (known, powers): (&[&str], &[&str]) = match kind {
            "TableFun" => {
                reader.only(node, &["type", "mapping"]);
                let mapping = reader.need(node, "mapping")?;
                return table(reader, &mapping);
            }
            "IdentityFun" => {
                reader.only(node, &["type"]);
                return Some(Function::Powers(vec![
                    Number::default(),
                    Number::from_integer(1.into()),
                ]));
            }
            "ConstFun" => (&["type", "bias"], &["bias"]),
            "LinearFun" => (&["type", "slope"], &["", "slope"]),
            "AffineFun" => (&["type", "slope", "bias"], &["bias", "slope"]),
            "QuadraticFun" => (&["type", "a2", "a1", "bias"], &["bias", "a1", "a2"]),
            "PolynomialFun" => return polynomial(reader, node),
            "TriangularFun" => {
                return trapezoid(reader, node, &["start", "middle", "middle", "end"]);
            }
            "TrapezoidalFun" => {
                return trapezoid(reader, node, &["start", "rise_end", "fall_start", "end"]);
            }
            "BiasedFun" => return plus(reader, node, depth),
            other => {
                let reason = match other {
                    "LambdaFun" => "it holds a program, not numbers",
                    _ => "its values are rounded, or it is unknown here",
                };
                let message = format!("a function of type `{other}` is not read: {reason}");
                let problem = reader.problem(codes::NEGMAS, message, node);
                let help = "give a table of values (TableFun) in its place";
                reader.add(problem.help(help));
                return None;
            }
        };
        reader.only(node, known);
        let coefficients: Option<Vec<Number>> = powers
            .iter()
            .map(|field| match *field {
                "" => Some(Number::default()),
                "bias" if kind != "ConstFun" => optional(reader, node, "bias", 0),
                _ => reader.need(node, field).and_then(|value| number(reader, &value)),
            })
            .collect();
        Some(Function::Powers(coefficients?))
    }

    /// The worth of a value; `None` where the function has none.
    pub(super) fn at(&self, value: &Of) -> Option<Number> {
        match self {
            Function::Table(table) => table.get(&value.key()).cloned(),
            Function::Powers(of) if of.len() == 1 => of.first().cloned(),
            Function::Powers(of) => {
                let x = value.number.as_ref()?;
                Some(of.iter().rev().fold(Number::default(), |sum, factor| sum * x + factor))
            }
            Function::Plus(inner, bias) => Some(inner.at(value)? + bias),
            Function::Trapezoid { at, bias, height, is_triangle } => {
                let [start, rise, fall, end] = at.as_ref();
                let x = value.number.as_ref()?;
                let outside = x < start || x > end || *is_triangle && (x == start || x == end);
                let share = if outside {
                    Number::default()
                } else if x <= rise && rise != start {
                    (x - start) / (rise - start)
                } else if x <= fall || fall == end {
                    Number::from_integer(1.into())
                } else {
                    (end - x) / (end - fall)
                };
                Some(bias + height * share)
            }
        }
    }

    /// A value of a table that the issue does not have.
    pub(super) fn beyond(&self, values: &[Of]) -> Option<Of> {
        let Function::Table(table) = self else { return None };
        let known: std::collections::BTreeSet<_> = values.iter().map(Of::key).collect();
        let odd = table.keys().find(|key| !known.contains(*key))?;
        let written = odd.0.as_ref().map_or_else(|| odd.1.clone(), Number::to_string);
        Some(Of { written, number: odd.0.clone() })
    }
}

fn table(reader: &mut Reader<'_>, node: &Node) -> Option<Function> {
    let Value::Table(pairs) = &node.value else {
        reader.report(codes::FIELD, "values are a function, or a table of numbers", node);
        return None;
    };
    let mut table = BTreeMap::new();
    for (key, worth) in pairs {
        let value = values::scalar(reader, key)?;
        let worth = number(reader, worth)?;
        if table.insert(value.key(), worth).is_some() {
            reader.report(codes::TWICE, format!("`{}` stands twice", value.written), key);
        }
    }
    Some(Function::Table(table))
}

fn polynomial(reader: &mut Reader<'_>, node: &Node) -> Option<Function> {
    reader.only(node, &["type", "coefficients", "bias"]);
    let list = reader.need(node, "coefficients")?;
    let members = reader.list(&list, "`coefficients`");
    if members.len() > COEFFICIENTS_MAX {
        let message = format!("more than {COEFFICIENTS_MAX} coefficients");
        reader.report(codes::LIMIT, message, &list);
        return None;
    }
    let mut powers = vec![optional(reader, node, "bias", 0)?];
    for member in members {
        powers.push(number(reader, member)?);
    }
    // A constant would do without a number; this one asks for one.
    powers.resize(powers.len().max(2), Number::default());
    Some(Function::Powers(powers))
}

fn trapezoid(reader: &mut Reader<'_>, node: &Node, fields: &[&str; 4]) -> Option<Function> {
    reader.only(node, &[&fields[..], &["type", "bias", "scale"]].concat());
    let mut numbers = Vec::with_capacity(fields.len());
    for field in fields {
        let value = reader.need(node, field)?;
        numbers.push(number(reader, &value)?);
    }
    let at: Box<[Number; 4]> = numbers.try_into().ok()?;
    if !at.is_sorted() {
        reader.report(codes::FIELD, "the places of this function do not rise", node);
        return None;
    }
    let (bias, height) = (optional(reader, node, "bias", 0)?, optional(reader, node, "scale", 1)?);
    let is_triangle = fields[1] == fields[2];
    Some(Function::Trapezoid { at, bias, height, is_triangle })
}

fn plus(reader: &mut Reader<'_>, node: &Node, depth: usize) -> Option<Function> {
    reader.only(node, &["type", "fun", "bias", "normalize", "issue"]);
    if let Some(flag) = reader.get(node, "normalize")
        && flag.plain() != Some("false")
    {
        let message = "a function that is still to be normalised is not read";
        reader.report(codes::NEGMAS, message, &flag);
        return None;
    }
    if depth == DEPTH_MAX {
        reader.report(
            codes::LIMIT,
            format!("more than {DEPTH_MAX} functions inside another"),
            node,
        );
        return None;
    }
    let inner = reader.need(node, "fun")?;
    let inner = Function::read(reader, &inner, depth + 1)?;
    Some(Function::Plus(Box::new(inner), optional(reader, node, "bias", 0)?))
}

/// A number that may be left out.
fn optional(reader: &mut Reader<'_>, node: &Node, field: &str, default: i32) -> Option<Number> {
    match reader.get(node, field) {
        Some(value) => number(reader, &value),
        None => Some(Number::from_integer(default.into())),
    }
}
