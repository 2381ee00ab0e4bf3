//! Small domains with random rules, and the plainest way to look at all their packages.

use draft::Condition;
use draft::condition::Choice;
use proptest::prelude::*;
use talks::{Domain, Issue, Number, Origin, Party, Profile, Rule, Standing};

/// Conditions of some depth over issues with so many options each.
pub(crate) fn condition(options: Vec<usize>) -> BoxedStrategy<Condition> {
    let issues = options.len();
    let leaf = (0..issues, any::<prop::sample::Index>()).prop_map(move |(bracket, option)| {
        Condition::Is { bracket, option: option.index(options[bracket]) }
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::All),
            prop::collection::vec(inner, 0..4).prop_map(Condition::Any),
        ]
    })
    .boxed()
}

fn origin() -> impl Strategy<Value = Origin> {
    let red_line = |party, standing| Origin::RedLine { party, standing };
    prop_oneof![
        1 => Just(Origin::Text),
        1 => Just(Origin::Guardrail),
        2 => (0_usize..2).prop_map(move |party| red_line(party, Standing::Said)),
        2 => (0_usize..2).prop_map(move |party| red_line(party, Standing::Confidential)),
        1 => (0_usize..2).prop_map(move |party| red_line(party, Standing::Inferred)),
    ]
}

pub(crate) fn number(value: i64) -> Number {
    Number::from_integer(value.into())
}

/// Rules of any origin over issues with so many options each; all of one name.
pub(crate) fn rule(options: Vec<usize>) -> impl Strategy<Value = Rule> {
    let rule = |(must, origin, cost): (Condition, Origin, i64)| Rule {
        name: String::new(),
        must,
        origin,
        cost: number(cost),
    };
    (condition(options), origin(), 0_i64..4).prop_map(rule)
}

/// Domains of two parties, one to five issues with one to four options, and up to `rules` rules.
pub(crate) fn domain(rules: usize) -> impl Strategy<Value = Domain> {
    prop::collection::vec(1_usize..5, 1..6).prop_flat_map(move |options| {
        let rule = rule(options.clone());
        let points = prop::collection::vec(-2_i64..5, options.iter().sum::<usize>() * 2);
        let reserved = prop::collection::vec(prop::option::of(-2_i64..14), 2);
        (prop::collection::vec(rule, 0..=rules), points, reserved).prop_map(
            move |(rules, points, reserved)| {
                let mut points = points.into_iter().map(number);
                let mut party = |(at, reserved): (usize, Option<i64>)| Party {
                    name: format!("party {at}"),
                    reserved: reserved.map(number),
                    points: (options.iter())
                        .map(|count| points.by_ref().take(*count).collect())
                        .collect(),
                };
                let issue = |(at, count): (usize, &usize)| Issue {
                    name: format!("issue {at}"),
                    options: (0..*count).map(|at| format!("option {at}")).collect(),
                };
                let rule = |(at, rule): (usize, Rule)| Rule { name: format!("rule {at}"), ..rule };
                Domain {
                    title: String::new(),
                    issues: options.iter().enumerate().map(issue).collect(),
                    parties: reserved.into_iter().enumerate().map(&mut party).collect(),
                    rules: rules.into_iter().enumerate().map(rule).collect(),
                    conventions: Profile::Detente,
                }
            },
        )
    })
}

/// Every package over issues with so many options each.
pub(crate) fn packages(options: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for count in options {
        let longer = |package: &Vec<usize>| {
            (0..*count).map(|at| [package.as_slice(), &[at]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Whether a package obeys a condition.
pub(crate) fn obeys(package: &[usize], condition: &Condition) -> bool {
    let choices: Vec<Choice> = package.iter().map(|option| Choice::Option(*option)).collect();
    condition.holds(&choices).is_certain()
}
