//! An analysis by branch and bound, where there is no room for the whole frontier at once.

use basis::Diagnostic;

use super::{Analysis, Completeness, Named, Proof, disagreement, rational};
use crate::domain::Package;
use crate::frontier::Frontier;
use crate::profile::{Profile, Rule};
use crate::solve::boxes::{Limits, Listed, Stage, list, top};
use crate::solve::goal::{Floors, Goal};
use crate::solve::search::{Ask, Found};
use crate::solve::solver::{NODES_MAX, Solver};
use crate::space::Space;

/// Points that tie and are named.
const TIES_MAX: usize = 64;

/// Boxes that are looked into for points that tie.
const TIES_BOXES_MAX: u64 = 1_000;

/// What each party can have at most, and whether that was proved.
struct Extremes {
    values: Vec<i128>,
    proved: bool,
    /// Whether no package qualifies.
    none: bool,
}

impl Analysis {
    /// Named points one by one, and the frontier as far as the limits go.
    pub(super) fn searched(
        space: &Space,
        limits: Limits,
        watch: &mut dyn FnMut(Stage),
    ) -> Result<Analysis, Diagnostic> {
        let solver = Solver::new(space)?;
        Analysis::searched_with(space, &solver, limits, watch)
    }

    fn searched_with(
        space: &Space,
        solver: &Solver<'_>,
        limits: Limits,
        watch: &mut dyn FnMut(Stage),
    ) -> Result<Analysis, Diagnostic> {
        let none: Floors = vec![None; space.parties()];
        let most = extremes(solver, &none);
        let negated = negated(space);
        let least = extremes(&Solver::new(&negated)?, &none);
        let ideal = extremes(solver, &space.reserved);
        let proved = most.proved && least.proved && ideal.proved;
        let mut bounded = Space { most: most.values, ..space.clone() };
        bounded.least = least.values.iter().map(|least| -least).collect();
        let empty = Frontier::listed(space.parties(), Vec::new());
        let mut analysis = Analysis {
            profile: Profile::Detente,
            disagreement: disagreement(&bounded, Profile::Detente),
            ideal: if ideal.none { bounded.most.clone() } else { ideal.values },
            completeness: Completeness::Whole,
            rational: Vec::new(),
            named: Vec::new(),
            space: bounded,
            frontier: empty,
        };
        let listed = if most.none { nothing() } else { list(solver, &none, None, limits, watch) };
        if proved && listed.within == Some(0) {
            return Ok(analysis.of_all(listed));
        }
        let mut points: Vec<(Vec<i128>, Package)> = Vec::new();
        let mut found = Vec::new();
        for rule in Profile::Detente.rules() {
            let Some(ask) = analysis.ask(*rule) else { continue };
            let (named, at) = analysis.search(solver, *rule, &ask, proved);
            points.extend(at.iter().map(|point| (point.vector.clone(), point.package.clone())));
            found.push((named, at));
        }
        points.extend(listed.points.into_iter().map(|point| (point.vector, point.package)));
        analysis.completeness = match listed.within {
            Some(0) => Completeness::Whole,
            Some(units) => Completeness::Within(analysis.space.number(units)),
            None => Completeness::Open,
        };
        analysis.frontier = Frontier::listed(space.parties(), points);
        analysis.rational = rational(&analysis.space, &analysis.frontier);
        let vectors = &analysis.frontier.vectors;
        let place = |point: &Found| vectors.position_in_falling(&point.vector);
        let place_all = |(named, at): (Named, Vec<Found>)| {
            let mut at: Vec<usize> = at.iter().filter_map(place).collect();
            at.sort_unstable();
            Named { at, ..named }
        };
        analysis.named = found.into_iter().map(place_all).collect();
        Ok(analysis)
    }

    /// What a list says that is the whole frontier.
    fn of_all(mut self, listed: Listed) -> Analysis {
        let points = listed.points.into_iter().map(|point| (point.vector, point.package));
        self.frontier = Frontier::listed(self.space.parties(), points.collect());
        self.rational = rational(&self.space, &self.frontier);
        self.named = self.profile.rules().iter().map(|rule| self.name(*rule)).collect();
        self
    }

    /// The point of one rule and those that tie with it, without their positions. Where what the
    /// score rests on was not proved, neither is the point.
    fn search(
        &self,
        solver: &Solver<'_>,
        rule: Rule,
        ask: &Ask,
        proved: bool,
    ) -> (Named, Vec<Found>) {
        let best = solver.best(ask, NODES_MAX);
        let number = |score| self.number_of(rule, score);
        let (ceiling, nodes) = (best.ceiling.clone(), best.nodes);
        let named = |score, proof| Named { rule, score, at: Vec::new(), proof };
        let open = || Proof::Open { ceiling: ceiling.clone().filter(|_| proved).map(number) };
        let Some(found) = &best.found else {
            let settled = best.proved && proved;
            let proof = if settled { Proof::Optimal { all_ties: true, nodes } } else { open() };
            return (named(None, proof), Vec::new());
        };
        let score = Some(number(found.score.clone()));
        if !best.proved || !proved {
            let raised = top(solver, &best, &ask.floors).into_iter().collect();
            return (named(score, open()), raised);
        }
        let limits = Limits { points: TIES_MAX, boxes: TIES_BOXES_MAX, ..Limits::FEW };
        let also = (ask.goal.clone(), found.score.clone());
        let ties = list(solver, &ask.floors, Some(&also), limits, &mut |_| ());
        let all_ties = ties.within == Some(0);
        let points = if ties.points.is_empty() {
            top(solver, &best, &ask.floors).into_iter().collect()
        } else {
            ties.points
        };
        (named(score, Proof::Optimal { all_ties, nodes }), points)
    }
}

fn nothing() -> Listed {
    Listed { points: Vec::new(), within: Some(0), nodes: 0 }
}

/// The most of each party among packages that reach floors.
fn extremes(solver: &Solver<'_>, floors: &Floors) -> Extremes {
    let parties = floors.len();
    let mut all = Extremes { values: Vec::new(), proved: true, none: false };
    for party in 0..parties {
        let goal = Goal::Sum((0..parties).map(|p| i128::from(p == party)).collect());
        let best = solver.best(&Ask::best(goal, floors.clone()), NODES_MAX);
        all.proved &= best.proved;
        all.none |= best.proved && best.found.is_none();
        all.values.push(best.found.map_or(0, |found| found.vector[party]));
    }
    all
}

/// The same packages, with what parties lose.
fn negated(space: &Space) -> Space {
    let minus = |values: &Vec<i128>| values.iter().map(|value| -value).collect::<Vec<i128>>();
    Space {
        options: space.options.iter().map(|issue| issue.iter().map(minus).collect()).collect(),
        reserved: vec![None; space.parties()],
        least: minus(&space.most),
        most: minus(&space.least),
        ..space.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::tests::{obeying, small_ruled_space};
    use num_traits::ToPrimitive as _;
    use proptest::prelude::*;

    fn vectors(analysis: &Analysis) -> Vec<Vec<i128>> {
        analysis.frontier.vectors.iter().map(<[i128]>::to_vec).collect()
    }

    proptest! {
        /// Whole frontiers and all named points by search are those of the dynamic programme, which
        /// other tests compare with brute force; tables of few entries make bounds loose.
        #[test]
        fn what_is_searched_is_what_is_computed_at_once(
            space in small_ruled_space(),
            entries in 1_usize..30,
        ) {
            let whole = Analysis::whole(
                space.clone(), Frontier::of(&space).unwrap(), Profile::Detente,
            );
            let solver = Solver::with_tables(&space, entries, entries);
            let limits = Limits { points: 10_000, boxes: 100_000, ..Limits::FEW };
            let found = Analysis::searched_with(&space, &solver, limits, &mut |_| ()).unwrap();
            prop_assert_eq!(&found.completeness, &Completeness::Whole);
            prop_assert_eq!(vectors(&found), vectors(&whole));
            prop_assert_eq!(&found.rational, &whole.rational);
            prop_assert_eq!(&found.named, &whole.named);
            // Without room for the list, named points are looked for one by one.
            let none = Limits { points: 10_000, boxes: 0, ..Limits::FEW };
            let few = Analysis::searched_with(&space, &solver, none, &mut |_| ()).unwrap();
            let named = |analysis: &Analysis, named: &Named| -> Vec<Vec<i128>> {
                named.at.iter().map(|at| analysis.frontier.vectors.get(*at).to_vec()).collect()
            };
            for (few_named, whole_named) in few.named.iter().zip(&whole.named) {
                prop_assert_eq!(&few_named.score, &whole_named.score, "{}", few_named.rule.key);
                prop_assert_eq!(named(&few, few_named), named(&whole, whole_named));
                let all = matches!(
                    few_named.proof,
                    Proof::Optimal { all_ties: true, .. } | Proof::Whole
                );
                prop_assert!(all, "{:?}", few_named.proof);
            }
            let obeying = obeying(&space);
            for (at, vector) in found.frontier.vectors.iter().enumerate() {
                let (packages, _) = found.frontier.packages(&space, at, 9);
                prop_assert!(obeying[vector].contains(&packages[0]));
            }
        }

        /// However early a list is cut off, what it says of the rest is true.
        #[test]
        fn every_package_is_within_the_bound_of_a_listed_point(
            space in small_ruled_space(),
            boxes in 0_u64..12,
            pairs in 0_u64..60,
        ) {
            let solver = Solver::with_tables(&space, 4, 4);
            let none = vec![None; space.parties()];
            let limits = Limits { points: 100, boxes, pairs, nodes: 0 };
            let listed = list(&solver, &none, None, limits, &mut |_| ());
            let Some(within) = listed.within else { return Ok(()) };
            for vector in obeying(&space).keys() {
                let covers = |point: &Found| {
                    point.vector.iter().zip(vector).all(|(listed, u)| listed + within >= *u)
                };
                prop_assert!(listed.points.iter().any(covers), "{vector:?} {within}");
            }
        }

        /// A search that is cut off claims nothing that is not so.
        #[test]
        fn ceilings_hold_however_few_prefixes_are_looked_at(
            space in small_ruled_space(),
            nodes in 0_u64..20,
        ) {
            let solver = Solver::with_tables(&space, 2, 2);
            let goal = Goal::least_gain(vec![0; space.parties()]);
            let best = solver.best(&Ask::best(goal.clone(), vec![None; space.parties()]), nodes);
            let scores = obeying(&space);
            let scores = scores.keys().filter_map(|vector| goal.score(vector)?.to_i128());
            let most = scores.max();
            if best.proved {
                prop_assert_eq!(best.found.and_then(|found| found.score.to_i128()), most);
            } else if let (Some(ceiling), Some(most)) = (best.ceiling, most) {
                prop_assert!(ceiling.to_i128().unwrap() >= most);
            }
        }
    }
}
