//! The exact Pareto frontier of a domain with additive points, and the packages behind each of its
//! points.
//!
//! The issues are added one by one. After each, a point that another beats is dropped: whatever
//! the later issues add, the same choices beat it again. So what is kept is exact, and it is small
//! where the frontier is small, however many packages there are (multiobjective dynamic
//! programming; Nemhauser and Ullmann, Management Science 15:494, 1969, for two dimensions). The
//! points kept after each issue are stored: with them the packages of a point are read off
//! backwards, all of them, without a search that fails.

use basis::Diagnostic;

use crate::dense::Dense;
use crate::domain::Package;
use crate::space::{Space, too_many};
use crate::vectors::Vectors;

/// Numbers that are stored over all issues: 800 MB.
pub const STORED_MAX: usize = 50_000_000;

/// Points looked at for an issue where more than three parties negotiate; they are compared in
/// pairs.
pub const CANDIDATES_OF_MANY_MAX: usize = 50_000;

/// The points that no package beats.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// Each point once, in units, in falling lexicographic order.
    pub vectors: Vectors,
    levels: Levels,
}

/// What was kept after each issue, the empty package first.
#[derive(Clone, Debug)]
enum Levels {
    Sorted(Vec<Vectors>),
    Dense(Dense),
}

impl Frontier {
    /// The frontier of a space, by tables over the points of the first party where two parties
    /// share few enough points, and else by merging.
    ///
    /// # Errors
    /// Where more than [`STORED_MAX`] numbers, or [`CANDIDATES_OF_MANY_MAX`] points of more than
    /// three parties, would have to be held.
    pub fn of(space: &Space) -> Result<Frontier, Diagnostic> {
        match Dense::of(space) {
            Some(dense) => Ok(Frontier { vectors: dense.frontier(), levels: Levels::Dense(dense) }),
            None => Frontier::merged(space),
        }
    }

    /// The frontier by merging, for any number of parties.
    ///
    /// # Errors
    /// As [`Frontier::of`].
    pub fn merged(space: &Space) -> Result<Frontier, Diagnostic> {
        let parties = space.parties();
        let mut none = Vectors::new(parties);
        none.push(&vec![0; parties]);
        let (mut levels, mut stored) = (vec![none], 0);
        for issue in &space.options {
            let before = levels.last().map_or(0, Vectors::len);
            let candidates = before.saturating_mul(issue.len());
            // Twice: the candidates are held while they are looked through.
            if stored + 2 * candidates.saturating_mul(parties) > STORED_MAX {
                return Err(too_many("numbers to be kept", STORED_MAX).help(
                    "use integer points with a smaller sum, or group issues that belong together",
                ));
            }
            if parties > 3 && candidates > CANDIDATES_OF_MANY_MAX {
                let problem = too_many("points to be compared in pairs", CANDIDATES_OF_MANY_MAX);
                return Err(problem.help("more than three parties: use coarser points"));
            }
            let mut all = Vectors::new(parties);
            for option in issue {
                levels.last().into_iter().for_each(|level| level.shifted_onto(option, &mut all));
            }
            let kept = all.skyline();
            stored += kept.len() * parties;
            levels.push(kept);
        }
        let vectors = levels.last().cloned().unwrap_or_else(|| Vectors::new(parties));
        Ok(Frontier { vectors, levels: Levels::Sorted(levels) })
    }

    /// The name of the way in which the frontier was computed.
    pub fn method(&self) -> &'static str {
        match self.levels {
            Levels::Sorted(_) => "merging issue by issue",
            Levels::Dense(_) => "dynamic programme over the points of the first party",
        }
    }

    /// Packages that give exactly the point at a position of the frontier: all of them when there
    /// are at most `max`, else the first `max` that are found, and whether there are more.
    pub fn packages(&self, space: &Space, at: usize, max: usize) -> (Vec<Package>, bool) {
        let mut found = Vec::new();
        // Choices from the last issue backwards, and what remains of the point before each.
        let mut chosen: Vec<usize> = Vec::new();
        let mut rests = vec![self.vectors.get(at).to_vec()];
        let mut first = 0;
        while let Some(rest) = rests.last() {
            let level = space.options.len() - chosen.len();
            if level == 0 {
                if found.len() == max {
                    return (sorted(found), true);
                }
                found.push(chosen.iter().rev().copied().collect());
            } else if let Some((option, before)) = self.step_back(space, level - 1, rest, first) {
                chosen.push(option);
                rests.push(before);
                first = 0;
                continue;
            }
            rests.pop();
            first = chosen.pop().map_or(0, |option| option + 1);
        }
        (sorted(found), false)
    }

    /// The first option from `first` on that can have led to a point, and the point before it.
    fn step_back(
        &self,
        space: &Space,
        issue: usize,
        rest: &[i128],
        first: usize,
    ) -> Option<(usize, Vec<i128>)> {
        let options = space.options.get(issue)?.iter().enumerate().skip(first);
        for (at, option) in options {
            let before: Vec<i128> = rest.iter().zip(option).map(|(a, b)| a - b).collect();
            let was_kept = match &self.levels {
                Levels::Sorted(levels) => levels.get(issue)?.position_in_falling(&before).is_some(),
                Levels::Dense(dense) => dense.holds(issue, &before),
            };
            if was_kept {
                return Some((at, before));
            }
        }
        None
    }
}

fn sorted(mut packages: Vec<Package>) -> Vec<Package> {
    packages.sort();
    packages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::tests::small_space;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Every package, looked at one by one.
    fn brute_force(space: &Space) -> BTreeMap<Vec<i128>, Vec<Package>> {
        let mut all = Vectors::new(space.parties());
        let mut packages: BTreeMap<Vec<i128>, Vec<Package>> = BTreeMap::new();
        let mut turn: Vec<usize> = vec![0; space.options.len()];
        space.each_vector(|vector| {
            all.push(vector);
            packages.entry(vector.to_vec()).or_default().push(turn.clone());
            for (at, options) in turn.iter_mut().zip(&space.options).rev() {
                *at += 1;
                if *at < options.len() {
                    break;
                }
                *at = 0;
            }
        });
        let beats = |a: &[i128], b: &[i128]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        packages.retain(|vector, _| !all.iter().any(|other| beats(other, vector)));
        packages
    }

    proptest! {
        #[test]
        fn both_ways_give_what_brute_force_gives(space in small_space()) {
            let expected = brute_force(&space);
            for frontier in [Frontier::of(&space).unwrap(), Frontier::merged(&space).unwrap()] {
                let mut found = BTreeMap::new();
                for (at, vector) in frontier.vectors.iter().enumerate() {
                    let (packages, more) = frontier.packages(&space, at, usize::MAX);
                    prop_assert!(!more);
                    found.insert(vector.to_vec(), packages);
                    let (first, more) = frontier.packages(&space, at, 1);
                    prop_assert_eq!(more, expected[vector].len() > 1);
                    prop_assert!(expected[vector].contains(&first[0]));
                }
                prop_assert_eq!(&found, &expected);
            }
        }
    }

    #[test]
    fn tables_are_used_for_two_parties_with_integer_points_and_only_there() {
        let two = Space { options: vec![vec![vec![3, 0], vec![0, 3]]; 5], ..empty(2) };
        assert!(Frontier::of(&two).unwrap().method().starts_with("dynamic"));
        let three = Space { options: vec![vec![vec![3, 0, 1], vec![0, 3, 1]]; 5], ..empty(3) };
        assert!(Frontier::of(&three).unwrap().method().starts_with("merging"));
    }

    fn empty(parties: usize) -> Space {
        Space {
            scale: 1.into(),
            options: Vec::new(),
            reserved: vec![None; parties],
            least: vec![0; parties],
            most: vec![0; parties],
        }
    }

    #[test]
    fn a_frontier_that_does_not_fit_is_refused() {
        let fine: Vec<Vec<i128>> = (0..300_i128).map(|i| vec![i, 300 - i, 0, 0]).collect();
        let space = Space { options: vec![fine; 3], ..empty(4) };
        let problem = Frontier::of(&space).unwrap_err();
        assert_eq!(problem.code, crate::codes::LIMIT);
    }
}
