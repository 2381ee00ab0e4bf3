//! How far points can change before a package is no longer the one to name, and how often it is
//! when points are drawn.
//!
//! *Critical weights*: the points of one party for one issue are multiplied by a factor from 0 on,
//! and everything else stays. The utility of that party is then a line over the factor, and so is
//! what each rule compares: the sum of utilities, the gain of the party, and the product of gains,
//! since only one of its factors changes. A rival is in the way where a few such lines lie above
//! zero, which is an interval; what remains around 1 is the answer, exactly. *Shares*: see
//! [`shares`].
//!
//! Sources: weight stability intervals after Mareschal, European Journal of Operational Research
//! 33:54 (1988); stochastic multicriteria acceptability analysis after Lahdelma, Hokkanen and
//! Salminen, European Journal of Operational Research 106:137 (1998).

use basis::{Diagnostic, Truth};
use num_bigint::BigInt;
use num_traits::{One as _, ToPrimitive as _};

use crate::codes;
use crate::domain::{Domain, Package};
use crate::number::Number;
use crate::rules;
use crate::space::{Space, too_many};

mod line;
pub mod shares;
mod zero;

pub use line::Interval;
use line::Line;
use zero::Zero;

/// Packages that a package is compared with.
pub const PACKAGES_MAX: usize = 20_000;

/// Packages, whether rules admit them or not, that are gone through to find them.
pub const COMBINATIONS_MAX: u64 = 2_000_000;

/// What names a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// No package gives every party at least as much and one more.
    Efficient,
    /// The greatest sum of utilities.
    Utilitarian,
    /// The greatest least gain.
    Egalitarian,
    /// The greatest product of gains.
    Nash,
}

/// For which factors a package stays the one that is named, or one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Critical {
    /// Whether it is, with points as they are.
    pub holds: bool,
    /// By party and issue: the factors around 1; empty where it does not hold.
    pub factors: Vec<Vec<Interval>>,
    /// Whether what gains count from is the least of packages that obey the rules; else, where the
    /// rules tie too many issues, the least of all combinations.
    pub least_obeys: bool,
}

/// All packages that the rules of a domain admit; those that break inferred red lines only too.
///
/// # Errors
/// Beyond [`COMBINATIONS_MAX`] or [`PACKAGES_MAX`] ([`codes::LIMIT`]).
pub fn packages(domain: &Domain) -> Result<Vec<Package>, Diagnostic> {
    let all: u128 = domain.issues.iter().map(|issue| issue.options.len() as u128).product();
    if all > u128::from(COMBINATIONS_MAX) {
        return Err(too_many("packages to be gone through", COMBINATIONS_MAX));
    }
    let mut found = Vec::new();
    let mut package = vec![0; domain.issues.len()];
    for _ in 0..all {
        if rules::admits(&domain.rules, &package) != Truth::No {
            found.push(package.clone());
        }
        if found.len() > PACKAGES_MAX {
            return Err(too_many("packages to be compared", PACKAGES_MAX));
        }
        // The last issue turns fastest.
        for (at, issue) in package.iter_mut().zip(&domain.issues).rev() {
            *at += 1;
            if *at < issue.options.len() {
                break;
            }
            *at = 0;
        }
    }
    Ok(found)
}

/// The critical weights of a package among those of a list, under a rule. Gains count from what a
/// party reserved, else from the least that any package which obeys the rules gives it; packages
/// that give a party less than it reserved are not named by any rule but efficiency, as in
/// [`crate::Analysis`] under our own definitions.
///
/// # Errors
/// Where a package is not of the domain ([`codes::OTHER_DOMAIN`]), with more than [`PACKAGES_MAX`]
/// packages ([`codes::LIMIT`]), and where points cannot be added exactly ([`codes::TOO_FINE`]).
pub fn critical(
    domain: &Domain,
    list: &[Package],
    package: &Package,
    by: By,
) -> Result<Critical, Diagnostic> {
    if list.len() > PACKAGES_MAX {
        return Err(too_many("packages to be compared", PACKAGES_MAX));
    }
    let options = |package: &Package| {
        let mut chosen = package.iter().zip(&domain.issues);
        package.len() == domain.issues.len() && chosen.all(|(at, i)| *at < i.options.len())
    };
    if !options(package) || !list.iter().all(options) {
        return Err(Diagnostic::error(codes::OTHER_DOMAIN, "a package is not one of the domain"));
    }
    let space = Space::of(domain)?;
    let candidate = |package: &Package| Candidate {
        package: package.clone(),
        utilities: space.vector(package),
    };
    let rivals: Vec<Candidate> = list.iter().filter(|q| *q != package).map(candidate).collect();
    let zero = Zero::of(domain);
    let least = |party: usize| {
        let points = space.options.iter().map(|issue| issue.iter().map(|o| o[party]).collect());
        space.reserved[party].unwrap_or_else(|| zero.least(&points.collect::<Vec<_>>()))
    };
    let from = (0..space.parties()).map(least).collect();
    let named = candidate(package);
    let compare = Comparison { space: &space, named, rivals, by, zero: &zero, from };
    let of_party = |party: usize| -> Option<Vec<Interval>> {
        (0..domain.issues.len()).map(|issue| compare.factors(party, issue)).collect()
    };
    // A domain without parties or issues has nothing to multiply.
    let factors: Option<Vec<_>> = (0..space.parties()).map(of_party).collect();
    let (holds, least_obeys) = (factors.is_some(), zero.obeying);
    Ok(Critical { holds, factors: factors.unwrap_or_default(), least_obeys })
}

/// A package with what it gives to each party.
struct Candidate {
    package: Package,
    utilities: Vec<i128>,
}

struct Comparison<'a> {
    space: &'a Space,
    named: Candidate,
    rivals: Vec<Candidate>,
    by: By,
    zero: &'a Zero,
    /// What the gains of each party count from, with points as they are.
    from: Vec<i128>,
}

/// A party and an issue whose points are multiplied, and what the gains of that party count from.
struct Change<'a> {
    party: usize,
    issue: usize,
    from: &'a Line,
}

impl Comparison<'_> {
    /// The factors on the points of a party for an issue, around 1, with which the package stays
    /// named; `None` where it is not with 1.
    fn factors(&self, party: usize, issue: usize) -> Option<Interval> {
        let mut left = Interval::all();
        for (from, part) in self.zeros(party, issue) {
            let change = Change { party, issue, from: &from };
            if self.by != By::Efficient {
                // Less than it counts from: not named, whatever the others are.
                let counts =
                    |at: &usize| self.by != By::Utilitarian || self.space.reserved[*at].is_some();
                for at in (0..self.space.parties()).filter(counts) {
                    let short = Line::constant(0).minus(&self.gain(&self.named, at, &change));
                    left = left.without(&part.clone().above(&short, false))?;
                }
            }
            for rival in &self.rivals {
                for conditions in self.in_the_way(rival, &change) {
                    let above =
                        |bad: Interval, (line, zero_too): &(Line, bool)| bad.above(line, *zero_too);
                    left = left.without(&conditions.iter().fold(part.clone(), above))?;
                }
            }
        }
        Some(left)
    }

    /// What the gains of a party count from over the factor, in parts; only products and least
    /// gains ask for it.
    fn zeros(&self, party: usize, issue: usize) -> Vec<(Line, Interval)> {
        let asked = matches!(self.by, By::Nash | By::Egalitarian);
        if asked && self.space.reserved[party].is_none() {
            return self.zero.lines(self.space, party, issue);
        }
        vec![(Line::constant(self.from[party]), Interval::all())]
    }

    /// The utility of a party over the factor.
    fn line(&self, of: &Candidate, at: usize, change: &Change<'_>) -> Line {
        let all = of.utilities[at];
        if at != change.party {
            return Line::constant(all);
        }
        let slope = self.space.options[change.issue][of.package[change.issue]][at];
        Line::new(all - slope, slope)
    }

    /// Where a rival is in the way: lines that all have to be above zero, or at zero too where the
    /// mark says so; in one of the groups.
    fn in_the_way(&self, rival: &Candidate, change: &Change<'_>) -> Vec<Vec<(Line, bool)>> {
        let party = change.party;
        let of = |candidate: &Candidate, at: usize| self.line(candidate, at, change);
        let parties = 0..self.space.parties();
        if self.by == By::Efficient {
            let others = || parties.clone().filter(|at| *at != party);
            let more = |at: usize| rival.utilities[at] - self.named.utilities[at];
            if others().any(|at| more(at) < 0) {
                return Vec::new();
            }
            let enough = others().any(|at| more(at) > 0);
            return vec![vec![(of(rival, party).minus(&of(&self.named, party)), enough)]];
        }
        let mut acceptable = Vec::new();
        for at in parties.clone() {
            if let Some(reserved) = self.space.reserved[at] {
                if at != party && rival.utilities[at] < reserved {
                    return Vec::new();
                }
                acceptable.push((of(rival, at).minus(&Line::constant(reserved)), true));
            }
        }
        let mut groups = match self.by {
            By::Utilitarian => {
                let gain = |at| of(rival, at).minus(&of(&self.named, at));
                vec![vec![(parties.map(gain).fold(Line::constant(0), |a, b| a.plus(&b)), false)]]
            }
            By::Nash => self.greater_product(rival, change),
            _ => self.greater_least(rival, change),
        };
        groups.iter_mut().for_each(|group| group.extend(acceptable.iter().cloned()));
        groups
    }

    fn gain(&self, of: &Candidate, at: usize, change: &Change<'_>) -> Line {
        let from = Line::constant(self.from[at]);
        let from = if at == change.party { change.from } else { &from };
        self.line(of, at, change).minus(from)
    }

    /// The gains of all parties but one, which do not change.
    fn other_gains(&self, of: &Candidate, change: &Change<'_>) -> Vec<BigInt> {
        let others = (0..self.space.parties()).filter(|at| *at != change.party);
        others.map(|at| self.gain(of, at, change).at_zero).collect()
    }

    fn greater_product(&self, rival: &Candidate, change: &Change<'_>) -> Vec<Vec<(Line, bool)>> {
        let product = |of: &Candidate| {
            let others = self.other_gains(of, change);
            let product = others.into_iter().fold(BigInt::one(), |all, gain| all * gain);
            self.gain(of, change.party, change).times(&product)
        };
        vec![vec![(product(rival).minus(&product(&self.named)), false)]]
    }

    /// min(c, g) > min(d, h), with the rival's constants and line first: above d, or above h.
    fn greater_least(&self, rival: &Candidate, change: &Change<'_>) -> Vec<Vec<(Line, bool)>> {
        let least = |of: &Candidate| self.other_gains(of, change).into_iter().min();
        let gain = |of: &Candidate| self.gain(of, change.party, change);
        let (g, h) = (gain(rival), gain(&self.named));
        let above_h = (g.minus(&h), false);
        let (Some(c), Some(d)) = (least(rival), least(&self.named)) else {
            return vec![vec![above_h]];
        };
        let [c, d] = [c, d].map(|at_zero| Line { at_zero, slope: BigInt::default() });
        let above_d = vec![(c.minus(&d), false), (g.minus(&d), false)];
        vec![above_d, vec![(c.minus(&h), false), above_h]]
    }
}

/// A count as a share, and its binomial standard error, √(p(1 − p)/n).
pub fn share(count: u64, draws: u64) -> (Number, f64) {
    let all = draws.max(1);
    let share = Number::new(count.into(), all.into());
    let p = share.to_f64().unwrap_or_default();
    let error = libm::sqrt(p * (1.0 - p) / all as f64);
    (share, error)
}
