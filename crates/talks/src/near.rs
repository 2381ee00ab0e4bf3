//! Packages near a given one: examples to reason about where nothing is known to choose by.
//!
//! Packages are looked at by the number of issues in which they differ from the given one, and of
//! as many in the order of issues and options. Of the last number that is needed, they are picked
//! at even distances, so that late issues are changed as often as early ones. Nothing is drawn.

use basis::Truth;

use crate::domain::{Domain, Package};
use crate::rules;

/// Issues and rules times packages that are looked at.
pub const STEPS_MAX: u64 = 20_000_000;

/// Packages near a given one that rules admit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// The packages, those first that differ least; those that break inferred red lines only are
    /// among them.
    pub packages: Vec<Package>,
    /// In how many issues the last of them differ at most.
    pub edits: usize,
    /// Whether there are more that differ in as few issues.
    pub picked: bool,
    /// Whether the search ended at its limit.
    pub cut: bool,
}

/// At most `max` packages that rules admit, as near as there are to a package of the domain.
pub fn near(domain: &Domain, from: &Package, max: usize) -> Near {
    let each = (domain.issues.len() + domain.rules.len()).max(1) as u64;
    let mut search = Search {
        domain,
        from,
        package: from.clone(),
        left: STEPS_MAX / each,
        looked: false,
        found: Vec::new(),
    };
    let mut near = Near::default();
    if from.len() != domain.issues.len() {
        return near;
    }
    for edits in 0..=from.len() {
        search.looked = false;
        search.change(0, edits);
        near.cut = search.left == 0;
        let found = std::mem::take(&mut search.found);
        let room = max - near.packages.len();
        near.picked = found.len() > room;
        let of = found.len();
        let evenly = (0..room.min(of)).map(|at| at * of / room.min(of).max(1));
        let before = near.packages.len();
        near.packages.extend(evenly.filter_map(|at| found.get(at).cloned()));
        if near.packages.len() > before {
            near.edits = edits;
        }
        if near.packages.len() == max || near.cut || !search.looked {
            break;
        }
    }
    near
}

struct Search<'a> {
    domain: &'a Domain,
    from: &'a Package,
    package: Package,
    /// Packages that may still be looked at.
    left: u64,
    /// Whether any was with as many edits.
    looked: bool,
    found: Vec<Package>,
}

impl Search<'_> {
    /// Changes so many issues, none before the first.
    fn change(&mut self, first: usize, edits: usize) {
        if edits == 0 {
            return self.look();
        }
        for issue in first..self.from.len().saturating_sub(edits - 1) {
            for option in 0..self.domain.issues[issue].options.len() {
                if option == self.from[issue] {
                    continue;
                }
                if self.left == 0 {
                    self.package[issue] = self.from[issue];
                    return;
                }
                self.package[issue] = option;
                self.change(issue + 1, edits - 1);
            }
            self.package[issue] = self.from[issue];
        }
    }

    fn look(&mut self) {
        self.left = self.left.saturating_sub(1);
        self.looked = true;
        if rules::admits(&self.domain.rules, &self.package) != Truth::No {
            self.found.push(self.package.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Issue;
    use crate::number::Number;
    use crate::{Origin, Profile, Rule};
    use draft::Condition;
    use proptest::prelude::*;

    fn domain(options: &[usize], must: Vec<Condition>) -> Domain {
        let name = |of: usize| (0..of).map(|at| at.to_string()).collect();
        let rule = |(at, must): (usize, Condition)| Rule {
            name: at.to_string(),
            must,
            origin: Origin::Text,
            cost: Number::default(),
        };
        let issue = |(at, of): (usize, &usize)| Issue { name: at.to_string(), options: name(*of) };
        Domain {
            title: String::new(),
            issues: options.iter().enumerate().map(issue).collect(),
            parties: Vec::new(),
            rules: must.into_iter().enumerate().map(rule).collect(),
            conventions: Profile::Detente,
        }
    }

    fn every(options: &[usize]) -> Vec<Package> {
        options.iter().fold(vec![Vec::new()], |all, of| {
            let with =
                |package: Package| (0..*of).map(move |at| [package.clone(), vec![at]].concat());
            all.into_iter().flat_map(with).collect()
        })
    }

    proptest! {
        #[test]
        fn none_that_is_left_out_is_nearer(
            options in proptest::collection::vec(1_usize..4, 0..5),
            forbidden in proptest::collection::vec((0_usize..5, 0_usize..4), 0..3),
            max in 0_usize..30,
        ) {
            let from = vec![0; options.len()];
            let must = forbidden.iter().filter(|(issue, _)| *issue < options.len());
            let must: Vec<Condition> = must
                .map(|(bracket, option)| {
                    Condition::Not(Box::new(Condition::Is { bracket: *bracket, option: *option }))
                })
                .collect();
            let domain = domain(&options, must);
            let found = near(&domain, &from, max);
            let edits = |p: &Package| p.iter().filter(|option| **option != 0).count();
            let mut admitted = every(&options);
            admitted.retain(|p| rules::admits(&domain.rules, p) != Truth::No);
            admitted.sort_by_key(edits);
            prop_assert!(!found.cut);
            let least: Vec<usize> = admitted.iter().map(edits).take(max).collect();
            prop_assert_eq!(found.packages.iter().map(edits).collect::<Vec<_>>(), least);
            prop_assert!(found.packages.iter().all(|p| admitted.contains(p)));
            let mut once = found.packages.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), found.packages.len());
        }
    }

    #[test]
    fn late_issues_are_changed_as_often_as_early_ones() {
        let found = near(&domain(&[2; 100], Vec::new()), &vec![0; 100], 11);
        let changed: Vec<_> =
            found.packages.iter().map(|p| p.iter().position(|o| *o == 1)).collect();
        let expected: Vec<_> =
            std::iter::once(None).chain((0..10).map(|at| Some(at * 10))).collect();
        assert_eq!(changed, expected);
        assert!(found.picked && !found.cut);
        assert_eq!(found.edits, 1);
    }

    #[test]
    fn a_search_without_end_is_cut() {
        let never = Condition::Any(Vec::new());
        let found = near(&domain(&[3; 60], vec![never]), &vec![0; 60], 5);
        assert!(found.cut && found.packages.is_empty());
    }
}
