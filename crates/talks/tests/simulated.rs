//! Simulated offers under rules, against the same offers where no other packages exist.

use proptest::prelude::*;
use talks::simulate::{self, Strategy as Concedes};
use talks::{Domain, Issue, Origin, Party, Rule};

use crate::drawn;

/// A domain with one issue, whose options are the packages of another that obey its rules.
fn only_obeying(domain: &Domain) -> (Domain, Vec<Vec<usize>>) {
    let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
    let mut packages = drawn::packages(&options);
    packages.retain(|p| domain.rules.iter().all(|rule| drawn::obeys(p, &rule.must)));
    let party = |party: &Party| {
        let sum = |p: &Vec<usize>| p.iter().zip(&party.points).map(|(o, points)| &points[*o]).sum();
        Party { points: vec![packages.iter().map(sum).collect()], ..party.clone() }
    };
    let options = (0..packages.len()).map(|at| at.to_string()).collect();
    let alone = Domain {
        issues: vec![Issue { name: "package".to_owned(), options }],
        parties: domain.parties.iter().map(party).collect(),
        rules: Vec::new(),
        ..domain.clone()
    };
    (alone, packages)
}

fn binding_all(domain: Domain) -> Domain {
    let rule = |rule: Rule| Rule { origin: Origin::Text, ..rule };
    Domain { rules: domain.rules.into_iter().map(rule).collect(), ..domain }
}

proptest! {
    #[test]
    fn rules_leave_the_packages_that_obey_them(
        domain in drawn::domain(3).prop_map(binding_all),
        strategies in prop::collection::vec(
            prop::sample::select(vec![Concedes::Boulware, Concedes::Linear, Concedes::Conceder]),
            2,
        ),
        steps in 1_u32..12,
    ) {
        let (alone, packages) = only_obeying(&domain);
        let run = simulate::run(&domain, &strategies, steps);
        if packages.is_empty() {
            prop_assert_eq!(run.unwrap_err().code.0, "T079");
            return Ok(());
        }
        let mut expected = simulate::run(&alone, &strategies, steps).unwrap();
        for offer in &mut expected.offers {
            offer.package = packages[offer.package[0]].clone();
        }
        prop_assert_eq!(run.unwrap(), expected);
    }

    /// What no strategy heeds is not left out in silence.
    #[test]
    fn red_lines_are_refused(domain in drawn::domain(3)) {
        let red = domain.rules.iter().any(|rule| rule.origin.can_be_given_up());
        let run = simulate::run(&domain, &[Concedes::Linear, Concedes::Linear], 2);
        let refused = run.is_err_and(|problem| problem.message.contains("red line"));
        prop_assert_eq!(refused, red);
    }
}
