//! How often each package is named when points are drawn from all that fit what is known.
//!
//! The points of a party for an issue are drawn on a grid of grains, at least 65,536 to each unit
//! of the common denominator: evenly from the bounds of each option, and drawn again until orders
//! and worth are obeyed, so that all points of the grid that fit are as likely. Where fewer than
//! one in a hundred tries fit, options are drawn one after the other instead, each evenly from what
//! the others leave to it. That is another distribution: such issues are named. What a party
//! reserved is drawn evenly from its bounds. A share says how much of this distribution names a
//! package, and nothing of how likely it is that the party has these points.

use basis::Diagnostic;
use num_bigint::BigInt;

use super::zero::Zero;
use crate::codes;
use crate::domain::{Domain, Package};
use crate::draws::Draws;
use crate::efficiency::Table;
use crate::efficiency::fit::Fit;
use crate::partial::Known;
use crate::space::too_many;
use crate::vectors::Vectors;

/// Draws.
pub const DRAWS_MAX: u64 = 1_000_000;

/// Draws times packages times issues times parties.
pub const STEPS_MAX: u64 = 2_000_000_000;

/// Tries that decide how the points of an issue are drawn.
const PILOT_TRIES: u32 = 1_000;

/// Of these have to fit.
const PILOT_FITS_MIN: u32 = 10;

/// Tries for one draw. With one fit in a hundred, more are needed once in 10⁴³⁶ draws.
const TRIES_MAX: u32 = 100_000;

/// How often each package was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// How many draws.
    pub draws: u64,
    /// From which seed.
    pub seed: u64,
    /// The packages that rules admit, in the order of the list.
    pub packages: Vec<Package>,
    /// By package.
    pub counts: Vec<Counts>,
    /// Draws in which each package gave some party less than it reserved, so that only efficiency
    /// names any.
    pub unacceptable: u64,
    /// Party and issue whose points were drawn option by option.
    pub one_by_one: Vec<(usize, usize)>,
    /// Whether what gains count from is the least of packages that obey the rules; else, where the
    /// rules tie too many issues, the least of all combinations.
    pub least_obeys: bool,
}

/// In how many draws a package was named; all that tie count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// No package of the list beat it.
    pub efficient: u64,
    /// It had the greatest sum of those that give each party what it reserved.
    pub utilitarian: u64,
    /// Of these it had the greatest least gain.
    pub egalitarian: u64,
    /// Of these it had the greatest product of gains.
    pub nash: u64,
}

/// Draws points from a seed, and counts which packages are named. Gains count from what a party
/// reserved, else from the least that any package which obeys the rules gives it.
///
/// # Errors
/// As [`Table::of`]; where an option, or what was reserved, has no upper bound
/// ([`codes::NO_BOUND`]); beyond [`DRAWS_MAX`] or [`STEPS_MAX`] ([`codes::LIMIT`]).
pub fn shares(
    domain: &Domain,
    known: &[Known],
    list: &[Package],
    draws: u64,
    seed: u64,
) -> Result<Shares, Diagnostic> {
    if draws > DRAWS_MAX {
        return Err(too_many("draws", DRAWS_MAX));
    }
    let sizes = [list.len(), domain.issues.len(), known.len()];
    let steps = sizes.iter().fold(draws, |all, size| all.saturating_mul(*size as u64));
    if steps > STEPS_MAX {
        return Err(too_many("draws × packages × issues × parties", STEPS_MAX));
    }
    let table = Table::of(domain, known, list)?;
    for (party, known) in known.iter().enumerate() {
        if let Some(what) = without_end(domain, &table, party) {
            let who = &known.party;
            let message = format!("{what} has no upper bound for `{who}`: nothing can be drawn");
            let help = "state an interval, or a rank below an option that has one";
            return Err(Diagnostic::error(codes::NO_BOUND, message).help(help));
        }
    }
    let zero = Zero::of(domain);
    let mut sampler = Sampler::of(&table, known.len(), domain.issues.len(), seed);
    let mut counts = vec![Counts::default(); table.packages().len()];
    let mut unacceptable = 0;
    for _ in 0..draws {
        let drawn = sampler.draw();
        unacceptable += u64::from(!count(&table, &zero, &drawn, &mut counts));
    }
    let one_by_one = sampler.one_by_one;
    let least_obeys = zero.obeying;
    Ok(Shares {
        least_obeys,
        draws,
        seed,
        packages: table.packages().to_vec(),
        counts,
        unacceptable,
        one_by_one,
    })
}

/// What of a party has no upper bound.
fn without_end(domain: &Domain, table: &Table, party: usize) -> Option<String> {
    for (at, issue) in domain.issues.iter().enumerate() {
        let fit = table.fit(party, at)?;
        for (option, name) in issue.options.iter().enumerate() {
            if table.is_endless(fit.most(option, fit.options())) {
                return Some(format!("`{name}` in `{}`", issue.name));
            }
        }
    }
    let (_, most) = table.reserved(party)?;
    table.is_endless(most).then(|| "what is reserved".to_owned())
}

/// Points of one draw, in grains.
struct Drawn {
    /// By party, issue and option.
    points: Vec<Vec<Vec<i128>>>,
    reserved: Vec<Option<i128>>,
}

struct Sampler<'a> {
    table: &'a Table,
    parties: usize,
    issues: usize,
    random: Draws,
    one_by_one: Vec<(usize, usize)>,
}

impl<'a> Sampler<'a> {
    fn of(table: &'a Table, parties: usize, issues: usize, seed: u64) -> Sampler<'a> {
        let random = Draws::from_seed(seed);
        let mut sampler = Sampler { table, parties, issues, random, one_by_one: Vec::new() };
        let all = (0..parties).flat_map(|party| (0..issues).map(move |issue| (party, issue)));
        for (party, issue) in all {
            let Some(fit) = table.fit(party, issue) else { continue };
            let tries = (0..PILOT_TRIES).filter(|_| sampler.random.tried(fit).is_some());
            if (tries.count() as u32) < PILOT_FITS_MIN {
                sampler.one_by_one.push((party, issue));
            }
        }
        sampler
    }

    fn draw(&mut self) -> Drawn {
        let (mut points, mut reserved) = (Vec::new(), Vec::new());
        for party in 0..self.parties {
            let issues = (0..self.issues).map(|issue| self.points(party, issue)).collect();
            points.push(issues);
            let range = self.table.reserved(party);
            reserved.push(range.map(|(least, most)| self.random.between(least, most)));
        }
        Drawn { points, reserved }
    }

    fn points(&mut self, party: usize, issue: usize) -> Vec<i128> {
        let Some(fit) = self.table.fit(party, issue) else { return Vec::new() };
        if !self.one_by_one.contains(&(party, issue)) {
            for _ in 0..TRIES_MAX {
                if let Some(points) = self.random.tried(fit) {
                    return points;
                }
            }
        }
        fit.one_by_one(|least, most| self.random.between(least, most))
    }
}

impl Draws {
    /// Points within the bounds of each option; `None` where they do not fit.
    fn tried(&mut self, fit: &Fit) -> Option<Vec<i128>> {
        let zero = fit.options();
        let mut points = Vec::with_capacity(zero);
        for option in 0..zero {
            points.push(self.between(-fit.most(zero, option), fit.most(option, zero)));
        }
        fit.holds(&points).then_some(points)
    }
}

/// Counts what one draw names; `false` where nothing is acceptable.
fn count(table: &Table, zero: &Zero, drawn: &Drawn, counts: &mut [Counts]) -> bool {
    let utility = |package: &Package, party: &Vec<Vec<i128>>| -> i128 {
        party.iter().zip(package).map(|(issue, option)| issue[*option]).sum()
    };
    let of = |p: &Package| drawn.points.iter().map(|party| utility(p, party)).collect::<Vec<_>>();
    let vectors: Vec<Vec<i128>> = table.packages().iter().map(of).collect();
    if drawn.points.is_empty() {
        return true;
    }
    let mut all = Vectors::new(drawn.points.len());
    vectors.iter().for_each(|vector| all.push(vector));
    let best = all.skyline();
    for (vector, counts) in vectors.iter().zip(counts.iter_mut()) {
        counts.efficient += u64::from(best.position_in_falling(vector).is_some());
    }
    let from: Vec<i128> = drawn
        .points
        .iter()
        .zip(&drawn.reserved)
        .map(|(party, reserved)| reserved.unwrap_or_else(|| zero.least(party)))
        .collect();
    let gains: Vec<(usize, Vec<i128>)> = vectors
        .iter()
        .map(|vector| vector.iter().zip(&from).map(|(u, from)| u - from).collect::<Vec<_>>())
        .enumerate()
        .filter(|(_, gains)| gains.iter().all(|gain| *gain >= 0))
        .collect();
    let product =
        |gains: &Vec<i128>| gains.iter().map(|gain| BigInt::from(*gain)).product::<BigInt>();
    for at in best_of(&gains, |gains| gains.iter().sum::<i128>()) {
        counts[at].utilitarian += 1;
    }
    for at in best_of(&gains, |gains| gains.iter().min().copied()) {
        counts[at].egalitarian += 1;
    }
    for at in best_of(&gains, product) {
        counts[at].nash += 1;
    }
    !gains.is_empty()
}

/// Positions of those with the greatest score.
fn best_of<S: Ord>(gains: &[(usize, Vec<i128>)], score: impl Fn(&Vec<i128>) -> S) -> Vec<usize> {
    let scores: Vec<(usize, S)> = gains.iter().map(|(at, gains)| (*at, score(gains))).collect();
    let best = scores.iter().map(|(_, score)| score).max();
    scores.iter().filter(|(_, score)| Some(score) == best).map(|(at, _)| *at).collect()
}
