//! The exact Pareto frontier of a domain with additive points, and the packages behind each of its
//! points.
//!
//! The issues are added one by one. After each, a point that another beats is dropped: whatever
//! the later issues add, the same choices beat it again. So what is kept is exact, and it is small
//! where the frontier is small, however many packages there are (multiobjective dynamic
//! programming; Nemhauser and Ullmann, Management Science 15:494, 1969, for two dimensions). The
//! points kept after each issue are stored: with them the packages of a point are read off
//! backwards, all of them, without a search that fails.
//!
//! Where packages have to obey rules, the issues are added in the order of a [`Diagram`], and
//! points are kept for each of its states apart: choices are only compared where the same can
//! follow them.

use basis::Diagnostic;

use crate::dense::Dense;
use crate::domain::Package;
use crate::solve::diagram::{Diagram, STATES_MAX};
use crate::space::{Space, too_many};
use crate::vectors::Vectors;

/// Numbers that are stored over all issues: 800 MB.
pub const STORED_MAX: usize = 50_000_000;

/// Points looked at for an issue where more than three parties negotiate; they are compared in
/// pairs.
pub const CANDIDATES_OF_MANY_MAX: usize = 50_000;

/// The points of packages that obey the rules and that no such package beats.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// Each point once, in units, in falling lexicographic order; none where no package obeys.
    pub vectors: Vectors,
    diagram: Diagram,
    levels: Levels,
}

/// What was kept for each state after each issue, the empty package first.
#[derive(Clone, Debug)]
enum Levels {
    Sorted(Vec<Vec<Vectors>>),
    Dense(Dense),
    /// One package of each point.
    Listed(Vec<Package>),
}

impl Frontier {
    /// The frontier of a space, by tables over the points of the first party where two parties
    /// share few enough points, and else by merging.
    ///
    /// # Errors
    /// Where more than [`STORED_MAX`] numbers, or [`CANDIDATES_OF_MANY_MAX`] points of more than
    /// three parties, would have to be held, or the rules tie too many issues to each other for a
    /// [`Diagram`].
    pub fn of(space: &Space) -> Result<Frontier, Diagnostic> {
        let diagram = diagram(space)?;
        match Dense::of(space, &diagram) {
            Some(dense) => {
                Ok(Frontier { vectors: dense.frontier(), diagram, levels: Levels::Dense(dense) })
            }
            None => merged(space, diagram),
        }
    }

    /// The frontier by merging, for any number of parties.
    ///
    /// # Errors
    /// As [`Frontier::of`].
    pub fn merged(space: &Space) -> Result<Frontier, Diagnostic> {
        merged(space, diagram(space)?)
    }

    /// Points that were found one by one, each with a package.
    pub(crate) fn listed(parties: usize, mut points: Vec<(Vec<i128>, Package)>) -> Frontier {
        points.sort_by(|(a, _), (b, _)| b.cmp(a));
        points.dedup_by(|(a, _), (b, _)| a == b);
        let mut vectors = Vectors::new(parties);
        points.iter().for_each(|(vector, _)| vectors.push(vector));
        let packages = points.into_iter().map(|(_, package)| package).collect();
        let diagram = Diagram { order: Vec::new(), steps: Vec::new(), states: Vec::new() };
        Frontier { vectors, diagram, levels: Levels::Listed(packages) }
    }

    /// The least and the most of each party over packages that obey the rules, where there are any.
    pub(crate) fn extremes(&self, space: &Space) -> Option<(Vec<i128>, Vec<i128>)> {
        let of = |pick| self.diagram.extremes(space, pick);
        of(i128::min).zip(of(i128::max))
    }

    /// The name of the way in which the frontier was computed.
    pub fn method(&self) -> &'static str {
        match self.levels {
            Levels::Sorted(_) => "merging issue by issue",
            Levels::Dense(_) => "dynamic programme over the points of the first party",
            Levels::Listed(_) => "branch and bound, point by point",
        }
    }

    /// Whether the packages of a point can be counted: not where points were found one by one.
    pub fn counts_packages(&self) -> bool {
        !matches!(self.levels, Levels::Listed(_))
    }

    /// Packages that give exactly the point at a position of the frontier: all of them when there
    /// are at most `max`, else the first `max` that are found, and whether there are more.
    ///
    /// Of points that were found by branch and bound one package is known, and whether there are
    /// more is not: the answer is then that there may be.
    pub fn packages(&self, space: &Space, at: usize, max: usize) -> (Vec<Package>, bool) {
        if let Levels::Listed(packages) = &self.levels {
            return (packages.get(at).into_iter().take(max).cloned().collect(), true);
        }
        let mut found = Vec::new();
        // Choices from the last issue backwards, and what remains of the point before each.
        let mut chosen: Vec<Step> = Vec::new();
        let mut rests = vec![(0, self.vectors.get(at).to_vec())];
        let mut first = 0;
        while let Some((state, rest)) = rests.last() {
            let level = space.options.len() - chosen.len();
            if level == 0 {
                if found.len() == max {
                    return (sorted(found), true);
                }
                found.push(self.package(&chosen));
            } else if let Some((step, before)) =
                self.step_back(space, level - 1, (*state, rest), first)
            {
                rests.push((step.from, before));
                chosen.push(step);
                first = 0;
                continue;
            }
            rests.pop();
            first = chosen.pop().map_or(0, |step| step.turn + 1);
        }
        (sorted(found), false)
    }

    /// The options of steps that were found from the last level backwards, by issue.
    fn package(&self, steps: &[Step]) -> Package {
        let mut package = vec![0; steps.len()];
        for (issue, step) in self.diagram.order.iter().zip(steps.iter().rev()) {
            package[*issue] = step.option;
        }
        package
    }

    /// The first step from turn `first` on that can have led to a point of a state, and the point
    /// before it.
    fn step_back(
        &self,
        space: &Space,
        level: usize,
        (state, rest): (usize, &[i128]),
        first: usize,
    ) -> Option<(Step, Vec<i128>)> {
        let options = space.options.get(*self.diagram.order.get(level)?)?;
        let states = self.diagram.steps.get(level)?;
        for turn in first..states.len() * options.len() {
            let (from, option) = (turn / options.len(), turn % options.len());
            if states[from][option] != Some(state) {
                continue;
            }
            let before: Vec<i128> = rest.iter().zip(&options[option]).map(|(a, b)| a - b).collect();
            let was_kept = match &self.levels {
                Levels::Sorted(levels) => {
                    levels.get(level)?.get(from)?.position_in_falling(&before).is_some()
                }
                Levels::Dense(dense) => dense.holds(level, from, &before),
                Levels::Listed(_) => false,
            };
            if was_kept {
                return Some((Step { turn, from, option }, before));
            }
        }
        None
    }
}

/// A step back: from which state, with which option.
struct Step {
    /// How many steps were looked at before.
    turn: usize,
    from: usize,
    option: usize,
}

fn diagram(space: &Space) -> Result<Diagram, Diagnostic> {
    Diagram::of(space).ok_or_else(|| {
        too_many("ways in which rules can be left open", STATES_MAX).help(
            "the rules tie many issues to each other: settle some of these, or ask with fewer",
        )
    })
}

/// The frontier by merging along a diagram.
fn merged(space: &Space, diagram: Diagram) -> Result<Frontier, Diagnostic> {
    let parties = space.parties();
    let mut none = Vectors::new(parties);
    none.push(&vec![0; parties]);
    let (mut levels, mut stored) =
        (vec![vec![none; diagram.states.first().copied().unwrap_or_default()]], 0);
    for (at, issue) in diagram.order.iter().enumerate() {
        let options = &space.options[*issue];
        let before = levels.last().map_or(&[][..], Vec::as_slice);
        let leads = |steps: &Vec<Option<usize>>| steps.iter().flatten().count();
        let steps = before.iter().zip(&diagram.steps[at]);
        let candidates: usize = steps.map(|(kept, s)| kept.len().saturating_mul(leads(s))).sum();
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
        let mut all = vec![Vectors::new(parties); diagram.states[at + 1]];
        // Option by option, so that the candidates are a few falling runs.
        for (option, points) in options.iter().enumerate() {
            for (kept, steps) in before.iter().zip(&diagram.steps[at]) {
                if let Some(to) = steps[option] {
                    kept.shifted_onto(points, &mut all[to]);
                }
            }
        }
        let kept: Vec<Vectors> = all.iter().map(Vectors::skyline).collect();
        stored += kept.iter().map(Vectors::len).sum::<usize>() * parties;
        levels.push(kept);
    }
    // After the last issue there is one state, or none.
    let last = levels.last().and_then(|states| states.first());
    let vectors = last.cloned().unwrap_or_else(|| Vectors::new(parties));
    Ok(Frontier { vectors, diagram, levels: Levels::Sorted(levels) })
}

fn sorted(mut packages: Vec<Package>) -> Vec<Package> {
    packages.sort();
    packages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::tests::{obeying, small_ruled_space};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Every package that obeys, looked at one by one.
    fn brute_force(space: &Space) -> BTreeMap<Vec<i128>, Vec<Package>> {
        let mut packages = obeying(space);
        let all: Vec<Vec<i128>> = packages.keys().cloned().collect();
        let beats = |a: &[i128], b: &[i128]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        packages.retain(|vector, _| !all.iter().any(|other| beats(other, vector)));
        packages
    }

    proptest! {
        #[test]
        fn both_ways_give_what_brute_force_gives(space in small_ruled_space()) {
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
            rules: Vec::new(),
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
