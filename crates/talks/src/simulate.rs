//! Alternating offers of parties that concede with time, as in NegMAS.
//!
//! The protocol is the stacked alternating offers protocol (Aydoğan, Festen, Hindriks and Jonker,
//! 2017): in turn, each party accepts the offer on the table or puts another in its place; an offer
//! that all others accept is the agreement. At time t = (step + 1) / (steps + 1) a party aspires to
//! 1 − tᵉ of the way from the least that it accepts to its best (Faratin, Sierra and Jennings,
//! 1998). It offers the package that is worst for itself of those that reach its aspiration, the
//! first of them where several tie. Nothing is drawn at random.
//!
//! Under rules that bind every party only packages that obey them are offered, and best and least
//! are those of these packages, as if there were no others. What a party does about a red line, its
//! own or another's, no strategy says: such a domain is refused.
//!
//! Aspirations are doubles, as in NegMAS; sums of points are exact and become doubles at the end.

use basis::{Diagnostic, Truth};
use draft::condition::Choice;
use num_traits::ToPrimitive as _;

use crate::codes;
use crate::domain::{Domain, Package};
use crate::space::{Space, too_many};

/// Packages of a domain that is simulated.
pub const PACKAGES_MAX: u64 = 1_000_000;

/// Steps of a simulation.
pub const STEPS_MAX: u32 = 100_000;

/// How far below its aspiration a party offers and accepts; NegMAS has the same.
const TOLERANCE: f64 = 1e-4;

/// How far below that an offer may lie if none above is as near; NegMAS has the same.
const NEAR: f64 = 1e-6;

/// How a party concedes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Late: e = 4.
    Boulware,
    /// Evenly: e = 1.
    Linear,
    /// Early: e = 0.25.
    Conceder,
}

impl Strategy {
    /// The exponent e.
    pub fn exponent(self) -> f64 {
        match self {
            Strategy::Boulware => 4.0,
            Strategy::Linear => 1.0,
            Strategy::Conceder => 0.25,
        }
    }
}

/// An offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// In which step, from 0.
    pub step: u32,
    /// Relative time of the step, above 0 and below 1.
    pub time: f64,
    /// Position of the party.
    pub party: usize,
    /// What it offers.
    pub package: Package,
}

/// An entry of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced<'a> {
    /// In which step, from 0.
    pub step: u32,
    /// Relative time of the step.
    pub time: f64,
    /// Position of the party.
    pub party: usize,
    /// What it offers.
    pub package: Option<&'a Package>,
}

/// How a simulation went.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Offers in order.
    pub offers: Vec<Offer>,
    /// Step in which the last offer was accepted by all; `None` without agreement.
    pub accepted: Option<u32>,
    /// How many steps there were at most.
    pub steps: u32,
}

impl Run {
    /// The offers as `full_trace` of NegMAS lists them: the accepted one with the step and time of
    /// its acceptance, and the last without its package where there is no agreement.
    pub fn full_trace<'a>(&'a self) -> Vec<Traced<'a>> {
        let entry = |Offer { step, time, party, package }: &'a Offer| Traced {
            step: *step,
            time: *time,
            party: *party,
            package: Some(package),
        };
        let mut trace: Vec<Traced> = self.offers.iter().map(entry).collect();
        match (trace.last_mut(), self.accepted) {
            (Some(last), Some(step)) => (last.step, last.time) = (step, time(step, self.steps)),
            (Some(last), None) => last.package = None,
            (None, _) => {}
        }
        trace
    }
}

/// One party with its packages in order.
struct Negotiator {
    strategy: Strategy,
    utilities: Vec<f64>,
    /// Packages that may be offered, the worst first.
    order: Vec<usize>,
    best: usize,
    least: f64,
    most: f64,
}

/// Lets the parties of a domain negotiate for at most `steps` steps, one strategy each.
///
/// # Errors
/// Where there are fewer than two parties, or not one strategy for each ([`codes::PARTIES`]), or
/// more than [`PACKAGES_MAX`] packages or [`STEPS_MAX`] steps ([`codes::LIMIT`]); where there are
/// red lines, or no package obeys the rules ([`codes::NOT_SIMULATED`]).
pub fn run(domain: &Domain, strategies: &[Strategy], steps: u32) -> Result<Run, Diagnostic> {
    let parties = domain.parties.len();
    if parties < 2 || strategies.len() != parties {
        let message = format!("{} strategies for {parties} parties", strategies.len());
        let help = "give one strategy for each of two or more parties, in the order of the file";
        return Err(Diagnostic::error(codes::PARTIES, message).help(help));
    }
    if let Some(rule) = domain.rules.iter().find(|rule| rule.origin.can_be_given_up()) {
        let name = &rule.name;
        let message = format!("no strategy says what is offered under the red line `{name}`");
        let help = "leave red lines out; rules without `party` bind every offer";
        return Err(Diagnostic::error(codes::NOT_SIMULATED, message).help(help));
    }
    let space = Space::of(domain)?;
    if space.combinations().to_u64().is_none_or(|packages| packages > PACKAGES_MAX) {
        return Err(too_many("packages to be simulated", PACKAGES_MAX));
    }
    if steps > STEPS_MAX {
        return Err(too_many("steps", STEPS_MAX));
    }
    let obeying = obeying(&space);
    if obeying.is_empty() {
        let message = "no package obeys the rules: there is nothing to offer";
        return Err(
            Diagnostic::error(codes::NOT_SIMULATED, message).help("loosen a rule, or leave it out")
        );
    }
    let negotiators = negotiators(&space, &obeying, strategies);
    let (mut offers, mut table, mut accepting) = (Vec::new(), None, 0);
    for step in 0..steps {
        let time = time(step, steps);
        for (party, negotiator) in negotiators.iter().enumerate() {
            if table.is_some_and(|offer| negotiator.accepts(offer, time)) {
                accepting += 1;
                if accepting == parties {
                    return Ok(Run { offers, accepted: Some(step), steps });
                }
                continue;
            }
            let offer = negotiator.offer(time);
            (table, accepting) = (Some(offer), 1);
            offers.push(Offer { step, time, party, package: package(&space, offer) });
        }
    }
    Ok(Run { offers, accepted: None, steps })
}

fn time(step: u32, steps: u32) -> f64 {
    f64::from(step + 1) / (f64::from(steps) + 1.0)
}

/// Positions of the packages that obey the rules, rising.
fn obeying(space: &Space) -> Vec<usize> {
    let all = 0..space.combinations().to_usize().unwrap_or_default();
    let obeys = |at: &usize| {
        let choices: Vec<Choice> = package(space, *at).into_iter().map(Choice::Option).collect();
        space.rules.iter().all(|rule| rule.holds(&choices) == Truth::Yes)
    };
    if space.rules.is_empty() { all.collect() } else { all.filter(obeys).collect() }
}

fn negotiators(space: &Space, obeying: &[usize], strategies: &[Strategy]) -> Vec<Negotiator> {
    let one = space.scale.to_f64().unwrap_or(f64::NAN);
    let points = |units: i128| units as f64 / one;
    let mut utilities = vec![Vec::new(); strategies.len()];
    space.each_vector(|vector| {
        utilities.iter_mut().zip(vector).for_each(|(list, units)| list.push(points(*units)));
    });
    let build = |(party, utilities): (usize, Vec<f64>)| {
        let offered = || obeying.iter().map(|at| utilities[*at]);
        let most = offered().fold(f64::NEG_INFINITY, f64::max);
        let reserved = space.reserved[party].map_or(f64::NEG_INFINITY, points);
        let least = offered().fold(f64::INFINITY, f64::min).max(reserved);
        let mut order: Vec<usize> = obeying.to_vec();
        order.sort_by(|a, b| utilities[*a].total_cmp(&utilities[*b]).then(a.cmp(b)));
        let best = obeying.iter().copied().find(|at| utilities[*at] == most).unwrap_or_default();
        Negotiator { strategy: strategies[party], utilities, order, best, least, most }
    };
    utilities.into_iter().enumerate().map(build).collect()
}

impl Negotiator {
    /// The utility from which it offers and accepts at a time.
    fn threshold(&self, time: f64) -> f64 {
        let aspiration = 1.0 - libm::pow(time, self.strategy.exponent());
        let utility = (self.most - self.least) * aspiration + self.least - TOLERANCE;
        utility.min(self.most).max(self.least)
    }

    fn accepts(&self, offer: usize, time: f64) -> bool {
        self.utilities[offer] >= self.threshold(time)
    }

    fn offer(&self, time: f64) -> usize {
        let threshold = self.threshold(time);
        let below = |least: f64| self.order.partition_point(|at| self.utilities[*at] < least);
        let first = below(threshold);
        let Some(&above) = self.order.get(first) else { return self.best };
        let Some(last) = first.checked_sub(1).map(|at| self.utilities[self.order[at]]) else {
            return above;
        };
        let gap = threshold - last;
        if gap <= NEAR && gap < self.utilities[above] - threshold {
            return self.order[below(last)];
        }
        above
    }
}

/// The package at a position when the last issue turns fastest.
fn package(space: &Space, mut at: usize) -> Package {
    let mut package: Package = Vec::with_capacity(space.options.len());
    for options in space.options.iter().rev() {
        package.push(at % options.len());
        at /= options.len();
    }
    package.reverse();
    package
}
