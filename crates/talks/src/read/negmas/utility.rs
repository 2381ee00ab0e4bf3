//! Utility functions of NegMAS that are a sum over issues.

use std::rc::Rc;

use super::functions::Function;
use super::values::Of;
use super::{Space, number, type_of};
use crate::codes;
use crate::number::Number;
use crate::read::yaml::{Node, Reader, Value};

/// Fields that every utility function has.
const COMMON: [&str; 6] =
    ["type", "name", "reserved_value", "reserved_outcome", "stability", "path"];

/// What each value of each issue is worth.
pub(super) fn points(reader: &mut Reader<'_>, root: &Node, spaces: &[Space]) -> Vec<Vec<Number>> {
    match type_of(root).unwrap_or_default() {
        "LinearAdditiveUtilityFunction" | "UtilityFunction" => additive(reader, root, spaces),
        "AffineUtilityFunction" | "LinearUtilityFunction" => affine(reader, root, spaces),
        "ConstUtilityFunction" => constant(reader, root, spaces),
        "ExpDiscountedUFun" => discounted(reader, root, spaces, &["discount"]),
        "LinDiscountedUFun" => discounted(reader, root, spaces, &["cost", "power"]),
        other => {
            let message = format!("a utility function of type `{other}` is not read");
            let reason = match other {
                "MappingUtilityFunction" => "it gives numbers to whole packages",
                "HyperRectangleUtilityFunction" => "it gives numbers to boxes of packages",
                "WeightedUtilityFunction" => "it is made of other functions",
                _ => "it is no sum over issues, or its value is not a matter of the file",
            };
            let help = format!(
                "{reason}; read are LinearAdditiveUtilityFunction, AffineUtilityFunction, \
                 LinearUtilityFunction and ConstUtilityFunction, also discounted"
            );
            let problem = reader.problem(codes::NEGMAS, message, root);
            reader.add(problem.help(help));
            Vec::new()
        }
    }
}

/// A function that falls with time: before any time has passed it is the one inside, and a package
/// knows no time. What is reserved is said outside.
fn discounted(
    reader: &mut Reader<'_>,
    root: &Node,
    spaces: &[Space],
    own: &[&str],
) -> Vec<Vec<Number>> {
    reader.only(root, &[&COMMON[..], own, &["ufun", "factor", "dynamic_reservation"]].concat());
    let Some(inner) = reader.need(root, "ufun") else { return Vec::new() };
    points(reader, &inner, spaces)
}

fn additive(reader: &mut Reader<'_>, root: &Node, spaces: &[Space]) -> Vec<Vec<Number>> {
    reader.only(root, &[&COMMON[..], &["values", "weights", "bias"]].concat());
    let weights = weights(reader, root, spaces);
    let Some(values) = reader.need(root, "values") else { return Vec::new() };
    let Some(functions) = by_issue(reader, &values, spaces, "values") else { return Vec::new() };
    let mut points = Vec::with_capacity(spaces.len());
    for ((space, node), weight) in spaces.iter().zip(functions).zip(weights) {
        let Some(function) = Function::read(reader, &node, 0) else { return Vec::new() };
        let mut of_issue = Vec::with_capacity(space.values.len());
        for value in &space.values {
            match function.at(value) {
                Some(worth) => of_issue.push(&weight * worth),
                None => {
                    let message = format!("no value for `{}` of `{}`", value.written, space.name);
                    reader.report(codes::NO_POINTS, message, &node);
                    return Vec::new();
                }
            }
        }
        if let Some(odd) = function.beyond(&space.values) {
            let message = format!("the issue `{}` has no value `{}`", space.name, odd.written);
            reader.report(codes::UNKNOWN, message, &node);
        }
        points.push(of_issue);
    }
    biased(reader, root, points)
}

fn affine(reader: &mut Reader<'_>, root: &Node, spaces: &[Space]) -> Vec<Vec<Number>> {
    reader.only(root, &[&COMMON[..], &["weights", "bias"]].concat());
    let weights = weights(reader, root, spaces);
    let mut points = Vec::with_capacity(spaces.len());
    for (space, weight) in spaces.iter().zip(weights) {
        let worth = |value: &Of| value.number.as_ref().map(|number| &weight * number);
        let Some(of_issue) = space.values.iter().map(worth).collect() else {
            let message = format!("the values of `{}` are no numbers to be weighted", space.name);
            reader.report(codes::NEGMAS, message, root);
            return Vec::new();
        };
        points.push(of_issue);
    }
    biased(reader, root, points)
}

fn constant(reader: &mut Reader<'_>, root: &Node, spaces: &[Space]) -> Vec<Vec<Number>> {
    reader.only(root, &[&COMMON[..], &["value"]].concat());
    let value = reader.need(root, "value").and_then(|value| number(reader, &value));
    let nothing = |space: &Space| vec![Number::default(); space.values.len()];
    let mut points: Vec<Vec<Number>> = spaces.iter().map(nothing).collect();
    add(&mut points, &value.unwrap_or_default());
    points
}

/// Adds `bias`, where there is one.
fn biased(reader: &mut Reader<'_>, root: &Node, mut points: Vec<Vec<Number>>) -> Vec<Vec<Number>> {
    if let Some(bias) = reader.get(root, "bias").and_then(|bias| number(reader, &bias)) {
        add(&mut points, &bias);
    }
    points
}

/// Adds a number to every package, by way of the first issue.
fn add(points: &mut [Vec<Number>], number: &Number) {
    points.iter_mut().take(1).flatten().for_each(|worth| *worth += number);
}

fn weights(reader: &mut Reader<'_>, root: &Node, spaces: &[Space]) -> Vec<Number> {
    let Some(weights) = reader.need(root, "weights") else { return Vec::new() };
    let nodes = by_issue(reader, &weights, spaces, "weights").unwrap_or_default();
    nodes.iter().filter_map(|node| number(reader, node)).collect()
}

/// One node for each issue: of a list by position, of a table by name.
fn by_issue(
    reader: &mut Reader<'_>,
    node: &Node,
    spaces: &[Space],
    what: &str,
) -> Option<Vec<Rc<Node>>> {
    let nodes: Vec<Rc<Node>> = match &node.value {
        Value::List(members) => members.clone(),
        Value::Table(_) => {
            let names: Vec<&str> = spaces.iter().map(|space| space.name.as_str()).collect();
            reader.only(node, &names);
            names.iter().filter_map(|name| reader.get(node, name)).collect()
        }
        _ => Vec::new(),
    };
    if nodes.len() != spaces.len() {
        let message = format!("{} `{what}` for {} issues", nodes.len(), spaces.len());
        reader.report(codes::NO_POINTS, message, node);
        return None;
    }
    Some(nodes)
}
