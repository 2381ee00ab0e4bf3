//! Counts against looking at every package.

use draft::Condition;
use num_bigint::BigUint;
use proptest::prelude::*;
use talks::count::{self, Count, Limits, Sum};

use crate::drawn;

type Question = (Vec<usize>, Vec<Condition>, Vec<Sum>);

fn questions() -> impl Strategy<Value = Question> {
    prop::collection::vec(1_usize..5, 0..6).prop_flat_map(|options| {
        let rules = if options.is_empty() {
            Just(Vec::new()).boxed()
        } else {
            prop::collection::vec(drawn::condition(options.clone()), 0..8).boxed()
        };
        let units: Vec<_> =
            options.iter().map(|count| prop::collection::vec(-4_i128..7, *count)).collect();
        let sum = (units, -6_i128..16).prop_map(|(units, at_least)| Sum { units, at_least });
        (Just(options), rules, prop::collection::vec(sum, 0..3))
    })
}

/// Packages that obey all rules and reach all sums.
fn brute_force((options, rules, sums): &Question) -> usize {
    let reaches = |package: &[usize], sum: &Sum| {
        let of = package.iter().zip(&sum.units).map(|(at, units)| units[*at]);
        of.sum::<i128>() >= sum.at_least
    };
    let fits = |package: &Vec<usize>| {
        rules.iter().all(|rule| drawn::obeys(package, rule))
            && sums.iter().all(|sum| reaches(package, sum))
    };
    drawn::packages(options).into_iter().filter(fits).count()
}

fn counted(question: &Question, limits: &Limits) -> Count {
    let rules: Vec<&Condition> = question.1.iter().collect();
    count::packages(&question.0, &rules, &question.2, limits).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn tables_and_search_count_what_brute_force_counts(question in questions()) {
        let expected = Count::Exactly(brute_force(&question).into());
        prop_assert_eq!(&counted(&question, &Limits::default()), &expected);
        let tables = Limits { plain_rows_max: 0, ..Limits::default() };
        prop_assert_eq!(&counted(&question, &tables), &expected);
        let search = Limits { steps_max: 0, ..tables };
        prop_assert_eq!(&counted(&question, &search), &expected);
        let stand_ins = Limits { multiplied_max: 0, ..search };
        prop_assert_eq!(&counted(&question, &stand_ins), &expected);
        // A memory too small for more than a few counts forgets, and counts again.
        let forgetful = Limits { remembered_max: 60, ..search };
        prop_assert_eq!(&counted(&question, &forgetful), &expected);
    }

    /// Beyond the limits there are bounds, and the number lies between them.
    #[test]
    fn bounds_hold_where_limits_are_met(question in questions(), terms in 1_usize..40) {
        let expected = BigUint::from(brute_force(&question));
        for steps_max in [0, 1000] {
            for choices_max in [0, 5, 1000] {
                let limits = Limits {
                    steps_max,
                    plain_steps_max: steps_max,
                    choices_max,
                    terms_max: terms,
                    ..Limits::default()
                };
                let count = counted(&question, &limits);
                prop_assert!(count.least() <= &expected && &expected <= count.most());
            }
        }
    }
}
