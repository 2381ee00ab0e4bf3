//! What ranks, points and worth leave, against trying all points on a fine grid.

use std::sync::Arc;

use basis::{Digest, Span};
use proptest::prelude::*;
use talks::number::Number;
use talks::partial::Bounds;
use talks::positions::order::Order;
use talks::positions::{Confidence, File, Form, Named, Provenance, Statement};
use talks::rules::Standing;

const OPTIONS: usize = 3;

/// Steps of the grid in one point, and the most points on it: more than any statement needs.
const STEPS: i64 = 4;
const MOST: i64 = 8;

fn statement(form: Form) -> Statement {
    let file = File { name: "a.toml".to_owned(), sha256: Digest::of(b""), vault: None };
    let from = Provenance {
        source: "plenary".to_owned(),
        date: "2026-03-12".parse().unwrap(),
        standing: Standing::Said,
        confidence: Confidence::High,
        file: Arc::new(file),
        line: 1,
        span: Span::new(0, 0),
    };
    Statement { party: 0, bracket: 0, form, from }
}

fn named(option: usize) -> Named {
    Named { option, span: Span::new(0, 0) }
}

fn number(value: i64) -> Number {
    Number::from_integer(value.into())
}

fn bounds(most: i64) -> impl Strategy<Value = Bounds> {
    (0..=most, 0..=most)
        .prop_map(|(a, b)| Bounds { least: number(a.min(b)), most: Some(number(a.max(b))) })
}

fn form() -> impl Strategy<Value = Form> {
    let order = Just((0..OPTIONS).collect::<Vec<usize>>()).prop_shuffle();
    let rank = (order, prop::collection::vec(prop::bool::weighted(0.4), OPTIONS), 2..=OPTIONS);
    let rank = rank.prop_map(|(order, breaks, count)| {
        let mut levels: Vec<Vec<Named>> = Vec::new();
        for (option, new) in order.into_iter().zip(breaks).take(count) {
            match levels.last_mut() {
                Some(level) if !new => level.push(named(option)),
                _ => levels.push(vec![named(option)]),
            }
        }
        Form::Rank(levels)
    });
    let points = (0..OPTIONS, bounds(3)).prop_map(|(o, b)| Form::Points(vec![(named(o), b)]));
    prop_oneof![2 => rank, 3 => points, 2 => bounds(4).prop_map(Form::Worth)]
}

/// In steps of the grid.
fn within(value: i64, bounds: &Bounds) -> bool {
    let value = Number::new(value.into(), STEPS.into());
    bounds.least <= value && bounds.most.as_ref().is_none_or(|most| value <= *most)
}

fn allows(form: &Form, points: &[i64]) -> bool {
    match form {
        Form::Rank(levels) => {
            let tied = |level: &Vec<Named>| {
                level.iter().all(|named| points[named.option] == points[level[0].option])
            };
            let falls = |pair: &[Vec<Named>]| points[pair[0][0].option] > points[pair[1][0].option];
            levels.iter().all(tied) && levels.windows(2).all(falls)
        }
        Form::Points(stated) => stated.iter().all(|(named, b)| within(points[named.option], b)),
        Form::Worth(worth) => {
            within(points.iter().max().unwrap() - points.iter().min().unwrap(), worth)
        }
        Form::LiveWith(_) => true,
    }
}

/// All points on the grid that fit all statements.
fn fitting(forms: &[Form]) -> Vec<Vec<i64>> {
    // Values that the points of one option leave, so that fewer triples are tried.
    let own = |option: usize| -> Vec<i64> {
        let fits = |value: &i64| {
            forms.iter().all(|form| match form {
                Form::Points(stated) => {
                    stated.iter().all(|(n, b)| n.option != option || within(*value, b))
                }
                _ => true,
            })
        };
        (0..=MOST * STEPS).filter(fits).collect()
    };
    let [first, second, third] = [own(0), own(1), own(2)];
    let mut fitting = Vec::new();
    for a in &first {
        for b in &second {
            for c in &third {
                let points = [*a, *b, *c];
                if forms.iter().all(|form| allows(form, &points)) {
                    fitting.push(points.to_vec());
                }
            }
        }
    }
    fitting
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn statements_contradict_each_other_exactly_where_no_points_fit(
        forms in prop::collection::vec(form(), 1..5),
    ) {
        let statements: Vec<Statement> = forms.iter().cloned().map(statement).collect();
        let order = Order::of(&statements.iter().collect::<Vec<_>>(), OPTIONS, OPTIONS);
        let fitting = fitting(&forms);
        match order.left() {
            Err(contradiction) => {
                prop_assert!(fitting.is_empty(), "{:?} {:?}", contradiction, fitting.first());
                // What is shown cannot hold by itself.
                let shown: Vec<Form> =
                    contradiction.steps.iter().map(|s| forms[s.statement].clone()).collect();
                prop_assert!(super::orders::fitting(&shown).is_empty(), "{:?}", contradiction);
            }
            Ok(left) => {
                prop_assert!(!fitting.is_empty());
                // No points that fit lie outside of what is left.
                for points in &fitting {
                    for (option, value) in points.iter().enumerate() {
                        let value = Number::new((*value).into(), STEPS.into());
                        let least = &left.least[option];
                        let reaches = least.value == value && !least.strict;
                        prop_assert!(least.value < value || reaches);
                        let above = |most: &talks::positions::order::Bound| {
                            value < most.value || (value == most.value && !most.strict)
                        };
                        prop_assert!(left.most[option].as_ref().is_none_or(above));
                    }
                }
            }
        }
    }
}
