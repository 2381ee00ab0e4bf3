//! Which lines clash: minimal sets of them, each with a proof, and the cheapest to give up.
//!
//! Lines are red lines and reserved values. Rules of the text and guard-rails are never given up.
//! The proofs can be replayed by [`crate::deal::check`], which knows nothing of how they were
//! found.

use basis::Diagnostic;
use num_bigint::BigInt;
use num_traits::ToPrimitive as _;

use crate::domain::{Domain, Package};
use crate::number::{Number, common_denominator};
use crate::space::Space;
use problem::Problem;
use search::{Found, Search};
use sets::{Group, Sets};

pub use refutation::{Refutation, Step, Why};

mod problem;

mod search;

mod surrogate;

mod refutation;

mod hitting;

mod sets;

pub(crate) use problem::units_of;

/// Suppositions of one search for a package.
pub const SUPPOSITIONS_MAX: usize = 20_000;

/// Minimal conflicts that are listed.
pub const CONFLICTS_MAX: usize = 1_000;

/// Cheapest ways out that are listed for each group of lines that hang together.
pub const RELAXATIONS_MAX: usize = 100;

/// Searches for the conflicts of one group of lines that hang together, and as many for its ways
/// out.
pub const SEARCHES_MAX: usize = 5_000;

/// What a package has to obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// The rule at this position of the domain.
    Rule(usize),
    /// What the party at this position reserved.
    Reservation(usize),
}

/// How far the search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// See [`SUPPOSITIONS_MAX`].
    pub suppositions_max: usize,
    /// See [`CONFLICTS_MAX`].
    pub conflicts_max: usize,
    /// See [`RELAXATIONS_MAX`].
    pub relaxations_max: usize,
    /// See [`SEARCHES_MAX`].
    pub searches_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            suppositions_max: SUPPOSITIONS_MAX,
            conflicts_max: CONFLICTS_MAX,
            relaxations_max: RELAXATIONS_MAX,
            searches_max: SEARCHES_MAX,
        }
    }
}

/// A minimal set of lines that clash: no package obeys all of them, and without any one of them
/// there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The lines, rising.
    pub lines: Vec<Line>,
    /// For each line: a package that obeys the others and all that cannot be given up. It shows
    /// that the line is needed for the clash.
    pub without: Vec<Package>,
    /// Rules of the text and guard-rails that the proof uses.
    pub with: Vec<Line>,
    /// The proof that no package obeys all lines.
    pub refutation: Refutation,
}

/// The cheapest lines to give up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The sum of their costs.
    pub cost: Number,
    /// One set of each part has to be given up. The parts have nothing to do with each other: all
    /// cheapest ways are their combinations.
    pub parts: Vec<Part>,
    /// Obeys all lines but the first set of each part.
    pub package: Package,
}

/// Sets of lines of which one has to be given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What each of the sets costs.
    pub cost: Number,
    /// Each rising; none does with less.
    pub sets: Vec<Vec<Line>>,
    /// Whether these are all sets of that cost.
    pub all_found: bool,
}

/// Lines that no package obeys together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Rules of the text and guard-rails alone: one minimal set of them.
    Rules(Conflict),
    /// Lines that can be given up.
    Lines {
        /// Minimal conflicts, in the order in which they were found.
        conflicts: Vec<Conflict>,
        /// Whether these are all.
        all_found: bool,
        /// The cheapest lines to give up; `None` where the limits were met before.
        relaxation: Option<Relaxation>,
    },
}

/// What a search for a package that obeys some lines gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    Package(Package),
    None,
    /// Neither within the limits.
    Open,
}

/// A domain on which questions about lines are asked.
pub(crate) struct Lines<'d> {
    domain: &'d Domain,
    problem: Problem,
    limits: Limits,
}

impl<'d> Lines<'d> {
    /// # Errors
    /// Where rules and reserved values tell too many options of an issue apart.
    pub(crate) fn of(
        domain: &'d Domain,
        space: &Space,
        limits: Limits,
    ) -> Result<Lines<'d>, Diagnostic> {
        Ok(Lines { domain, problem: Problem::of(domain, space)?, limits })
    }

    /// Lines that a choice marks, by position in the problem.
    fn places(&self, marked: &[Line]) -> Vec<usize> {
        let of = |line: &Line| self.problem.lines.iter().position(|other| other == line);
        marked.iter().filter_map(of).collect()
    }

    /// A package that obeys some lines.
    pub(crate) fn package(&self, lines: &[Line]) -> Sought {
        let mut on = vec![false; self.problem.lines.len()];
        self.places(lines).into_iter().for_each(|line| on[line] = true);
        match Search::new(&self.problem, self.limits.suppositions_max).find(&on) {
            Found::Package(open) => Sought::Package(self.problem.package(&open)),
            Found::Refuted(..) => Sought::None,
            Found::Open => Sought::Open,
        }
    }

    /// Why no package obeys all of some lines; `None` where the limits were met before anything was
    /// found.
    ///
    /// # Errors
    /// Where costs cannot be added exactly ([`crate::codes::TOO_FINE`]).
    pub(crate) fn clash(&self, soft: &[Line], hard: &[Line]) -> Result<Option<Clash>, Diagnostic> {
        let base = match self.package(hard) {
            Sought::Package(package) => package,
            Sought::None => return Ok(self.rules_clash(hard)),
            Sought::Open => return Ok(None),
        };
        let costs = Costs::of(self)?;
        let mut sets = Sets::new(&self.problem, &self.limits, base.clone());
        let (mut conflicts, mut all_found) = (Vec::new(), true);
        let (mut parts, mut package, mut relaxed) = (Vec::new(), base, true);
        for group in sets::groups(&self.problem, &self.places(soft), &self.places(hard)) {
            let room = self.limits.conflicts_max.saturating_sub(conflicts.len());
            let (cores, all) = sets.conflicts(&group, room);
            all_found &= all;
            let ways = sets.cheapest(&group, &costs.units, &cores);
            conflicts.extend(cores.into_iter().map(|core| core.named(&self.problem)));
            let Some(ways) = ways else {
                relaxed = false;
                continue;
            };
            for issue in &group.issues {
                package[*issue] = ways.package[*issue];
            }
            // A set of no lines: nothing clashes here.
            if ways.sets.iter().all(|set| !set.is_empty()) {
                let named = |set: &Vec<usize>| set.iter().map(|l| self.problem.lines[*l]).collect();
                let cost = costs.number(ways.cost);
                let sets = ways.sets.iter().map(named).collect();
                parts.push(Part { cost, sets, all_found: ways.all_found });
            }
        }
        let cost = parts.iter().map(|part| &part.cost).sum();
        let relaxation = relaxed.then_some(Relaxation { cost, parts, package });
        Ok(Some(Clash::Lines { conflicts, all_found, relaxation }))
    }

    /// A package that obeys all hard lines and as many soft ones as can be; `None` where none obeys
    /// the hard lines, or beyond the limits.
    pub(crate) fn breaking_fewest(&self, soft: &[Line], hard: &[Line]) -> Option<Package> {
        let Sought::Package(mut package) = self.package(hard) else { return None };
        let costs = vec![1; self.problem.lines.len()];
        let mut sets = Sets::new(&self.problem, &self.limits, package.clone());
        for group in sets::groups(&self.problem, &self.places(soft), &self.places(hard)) {
            let ways = sets.cheapest(&group, &costs, &[])?;
            for issue in &group.issues {
                package[*issue] = ways.package[*issue];
            }
        }
        Some(package)
    }

    /// A minimal set of rules that cannot be given up and clash all the same.
    fn rules_clash(&self, hard: &[Line]) -> Option<Clash> {
        // There is no package to take the other issues from: all issues are of one group.
        let issues = (0..self.problem.issues()).collect();
        let group = Group { soft: self.places(hard), hard: Vec::new(), issues };
        let anything = vec![0; self.problem.issues()];
        let (cores, _) = Sets::new(&self.problem, &self.limits, anything).conflicts(&group, 1);
        let core = cores.into_iter().next()?;
        Some(Clash::Rules(core.named(&self.problem)))
    }
}

/// Costs of lines in units of their common denominator.
struct Costs {
    scale: BigInt,
    units: Vec<u128>,
}

impl Costs {
    fn of(lines: &Lines<'_>) -> Result<Costs, Diagnostic> {
        let one = Number::from_integer(1.into());
        let cost = |line: &Line| match line {
            Line::Rule(at) => lines.domain.rules.get(*at).map_or(one.clone(), |r| r.cost.clone()),
            Line::Reservation(_) => one.clone(),
        };
        let costs: Vec<Number> = lines.problem.lines.iter().map(cost).collect();
        let scale = common_denominator(&costs).ok_or_else(crate::space::too_fine)?;
        let units = |cost: &Number| (cost * &scale).to_integer().to_u128();
        let units: Vec<u128> =
            costs.iter().map(units).collect::<Option<_>>().ok_or_else(crate::space::too_fine)?;
        let sum = units.iter().try_fold(0_u128, |sum, units| sum.checked_add(*units));
        sum.ok_or_else(crate::space::too_fine)?;
        Ok(Costs { scale, units })
    }

    fn number(&self, units: u128) -> Number {
        Number::new(units.into(), self.scale.clone())
    }
}
