//! Checks that no package has a better score, from a certificate and without a solver.
//!
//! The certificate is an order of issues and, for a few weights of the parties, tables that promise
//! upper bounds. The check takes nothing on trust:
//!
//! 1. The package of the claim obeys the rules, reaches the floors and has the score.
//! 2. Each table entry is at least what it takes up: for every option that the rules leave, the
//!    option's share of the weighted points and the entries of the tables below. The shares of one
//!    option add up to its points, and each table is taken up exactly once. By induction over the
//!    depths, a prefix of choices can come to no more than its points and the entries that it
//!    reaches.
//! 3. From the empty prefix on, every choice is followed, except where a rule is broken for
//!    certain, or where that sum is too small for a better score. Nothing better turns up.

use draft::Condition;
use num_bigint::BigInt;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

use super::{obeys, utilities};
use crate::domain::Domain;
use crate::number::Number;
use crate::solve::bound::{Bound, NONE};
use crate::solve::goal::{Floors, Goal};
use crate::solve::solver::Certificate;

/// Prefixes that are followed.
pub const NODES_MAX: u64 = 20_000_000;

/// Beyond this no sum of points is looked at.
const SUM_MAX: i128 = 1 << 120;

/// What a check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No package has a better score.
    Holds {
        /// Prefixes that were followed.
        nodes: u64,
    },
    /// The certificate proves nothing, for this reason.
    Fails(&'static str),
    /// There was too much to look at.
    TooLarge,
}

/// Units by issue, option and party.
type Units = Vec<Vec<Vec<i128>>>;

/// Checks a certificate against a domain.
pub fn optimum(domain: &Domain, certificate: &Certificate) -> Verdict {
    match Checker::of(domain, certificate) {
        Ok(checker) => checker.check().unwrap_or_else(Verdict::Fails),
        Err(why) => Verdict::Fails(why),
    }
}

struct Checker<'a> {
    domain: &'a Domain,
    certificate: &'a Certificate,
    units: Units,
    /// Options at each depth.
    sizes: Vec<usize>,
    /// By depth: rules that speak of its issue.
    rules: Vec<Vec<&'a Condition>>,
}

impl<'a> Checker<'a> {
    fn of(domain: &'a Domain, certificate: &'a Certificate) -> Result<Checker<'a>, &'static str> {
        let mut sorted = certificate.order.clone();
        sorted.sort_unstable();
        if sorted != (0..domain.issues.len()).collect::<Vec<usize>>() {
            return Err("the order does not name each issue once");
        }
        let unit = |number: &Number| {
            let units = number * &certificate.scale;
            units.is_integer().then(|| units.to_integer().to_i128()).flatten()
        };
        let option = |issue: usize, option: usize| -> Option<Vec<i128>> {
            domain.parties.iter().map(|p| unit(p.points.get(issue)?.get(option)?)).collect()
        };
        let issue = |issue: usize| -> Option<Vec<Vec<i128>>> {
            (0..domain.issues[issue].options.len()).map(|at| option(issue, at)).collect()
        };
        let units: Option<Units> = (0..domain.issues.len()).map(issue).collect();
        let units = units.ok_or("the points are not whole in these units")?;
        let sizes = certificate.order.iter().map(|issue| units[*issue].len()).collect();
        let rules = |issue: &usize| {
            let rules = domain.rules.iter().map(|rule| &rule.must);
            rules.filter(|rule| rule.brackets().contains(issue)).collect()
        };
        let rules = certificate.order.iter().map(rules).collect();
        Ok(Checker { domain, certificate, units, sizes, rules })
    }

    fn check(&self) -> Result<Verdict, &'static str> {
        self.claim()?;
        let mut most = Vec::new();
        for bound in &self.certificate.bounds {
            self.bound(bound)?;
            most.push(self.excluded(bound));
        }
        self.walk(&most)
    }

    /// The package of the claim is what it is said to be.
    fn claim(&self) -> Result<(), &'static str> {
        let Some(best) = &self.certificate.best else { return Ok(()) };
        let scale = &self.certificate.scale;
        let sums = utilities(self.domain, &best.package).ok_or("there is no such package")?;
        let units = sums.iter().zip(&best.vector);
        if units.clone().any(|(u, units)| u * scale != Number::from_integer((*units).into()))
            || units.len() != best.vector.len()
        {
            return Err("the package has other points");
        }
        if !obeys(self.domain, &best.package) {
            return Err("the package breaks a rule");
        }
        match self.score(&best.vector) {
            Some(score) if score == best.score => Ok(()),
            _ => Err("the package has another score"),
        }
    }

    /// The score of what reaches the floors.
    fn score(&self, vector: &[i128]) -> Option<BigInt> {
        let floors = &self.certificate.ask.floors;
        let reached = vector.iter().zip(floors).all(|(u, f)| f.is_none_or(|f| *u >= f));
        let gains = |from: &[i128]| -> Vec<BigInt> {
            vector.iter().zip(from).map(|(u, from)| BigInt::from(u - from)).collect()
        };
        let score = match &self.certificate.ask.goal {
            Goal::Sum(weights) => {
                vector.iter().zip(weights).map(|(u, w)| BigInt::from(u * w)).sum()
            }
            Goal::Product(from) => {
                let gains = gains(from);
                if gains.iter().any(|gain| gain.is_negative()) {
                    return None;
                }
                gains.iter().product()
            }
            Goal::Least(from, by) => {
                let gains = gains(from).into_iter().zip(by).filter(|(_, by)| by.is_positive());
                gains.map(|(gain, by)| gain * by).min().unwrap_or_default()
            }
        };
        reached.then_some(score)
    }

    /// The entries of a bound are at least what they take up.
    fn bound(&self, bound: &Bound) -> Result<(), &'static str> {
        let pieces = &self.certificate.pieces;
        if bound.weights.len() != self.domain.parties.len() || bound.weights.iter().any(|w| *w < 0)
        {
            return Err("a weight is missing or negative");
        }
        if bound.shares.len() != pieces.len() || bound.values.len() != pieces.len() {
            return Err("a table is missing");
        }
        let mut taken = vec![0; pieces.len()];
        for (at, piece) in pieces.iter().enumerate() {
            let rising = piece.scope.iter().zip(piece.scope.iter().skip(1)).all(|(a, b)| a < b);
            let above = piece.scope.last().is_none_or(|last| *last < piece.depth);
            if !rising || !above || piece.depth >= self.sizes.len() {
                return Err("a table does not stand above what it settles");
            }
            for other in &piece.takes {
                let lands = pieces.get(*other).and_then(|other| other.scope.last());
                if *other >= at || lands != Some(&piece.depth) {
                    return Err("a table is taken up where it does not belong");
                }
                taken[*other] += 1;
            }
        }
        let once = |(piece, taken): (&crate::solve::plan::Piece, &usize)| {
            *taken == usize::from(!piece.scope.is_empty())
        };
        if !pieces.iter().zip(&taken).all(once) {
            return Err("a table is not taken up once");
        }
        self.shares(bound)?;
        (0..pieces.len()).try_for_each(|piece| self.entries(bound, piece))
    }

    /// The shares of an option add up to its weighted points.
    fn shares(&self, bound: &Bound) -> Result<(), &'static str> {
        for (depth, issue) in self.certificate.order.iter().enumerate() {
            for (option, points) in self.units[*issue].iter().enumerate() {
                let weighted = points.iter().zip(&bound.weights);
                let weighted: BigInt = weighted.map(|(u, w)| BigInt::from(*u) * w).sum();
                let pieces = self.certificate.pieces.iter().zip(&bound.shares);
                let shares = pieces.filter(|(piece, _)| piece.depth == depth);
                let shares = shares.map(|(_, share)| share.get(option).copied().map(BigInt::from));
                if shares.sum::<Option<BigInt>>() != Some(weighted) {
                    return Err("shares do not add up to the points");
                }
            }
        }
        Ok(())
    }

    fn entries(&self, bound: &Bound, at: usize) -> Result<(), &'static str> {
        let piece = &self.certificate.pieces[at];
        let mut chosen = vec![None; self.sizes.len()];
        let entries: usize = piece.scope.iter().map(|depth| self.sizes[*depth]).product();
        if bound.values[at].len() != entries {
            return Err("a table has another size");
        }
        for (entry, value) in bound.values[at].iter().enumerate() {
            let mut rest = entry;
            for depth in piece.scope.iter().rev() {
                chosen[*depth] = Some(rest % self.sizes[*depth]);
                rest /= self.sizes[*depth];
            }
            for option in 0..self.sizes[piece.depth] {
                chosen[piece.depth] = Some(option);
                let taken = piece.takes.iter().map(|other| self.entry(bound, *other, &chosen));
                // What is taken up may say that nothing is left.
                let Some(mut sum) = taken.sum::<Option<i128>>() else { continue };
                sum += bound.shares[at][option];
                let promised = *value != NONE && sum <= *value;
                if !promised && !self.broken(piece.scope.iter().chain([&piece.depth]), &chosen) {
                    return Err("a table promises too little");
                }
            }
        }
        Ok(())
    }

    /// The entry of a table under choices; `None` where it says that nothing is left.
    fn entry(&self, bound: &Bound, at: usize, chosen: &[Option<usize>]) -> Option<i128> {
        let scope = &self.certificate.pieces[at].scope;
        let place = |entry, depth: &usize| entry * self.sizes[*depth] + chosen[*depth].unwrap_or(0);
        let value = *bound.values[at].get(scope.iter().fold(0, place))?;
        (value != NONE).then_some(value)
    }

    /// Whether a rule that speaks of one of these issues is broken for certain.
    fn broken<'b>(
        &self,
        depths: impl Iterator<Item = &'b usize>,
        chosen: &[Option<usize>],
    ) -> bool {
        let mut by_issue = vec![None; chosen.len()];
        for (depth, option) in chosen.iter().enumerate() {
            by_issue[self.certificate.order[depth]] = *option;
        }
        let mut rules = depths.flat_map(|depth| &self.rules[*depth]);
        rules.any(|rule| known(rule, &by_issue) == Some(false))
    }

    /// The greatest weighted sum with which no package has a better score.
    fn excluded(&self, bound: &Bound) -> i128 {
        let (mut low, mut high) = (-SUM_MAX, SUM_MAX);
        if !self.is_excluded(&bound.weights, low) {
            return i128::MIN;
        }
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if self.is_excluded(&bound.weights, middle) { low = middle } else { high = middle - 1 }
        }
        low
    }

    /// Whether no package with at most this weighted sum has a better score than the claim.
    fn is_excluded(&self, weights: &[i128], sum: i128) -> bool {
        let floors = &self.certificate.ask.floors;
        let sum = Number::from_integer(sum.into());
        let whole = |value: i128| Number::from_integer(value.into());
        if least(weights.iter().map(|w| whole(*w)), floors).is_some_and(|least| least > sum) {
            return true;
        }
        let Some(best) = &self.certificate.best else { return false };
        let most = match &self.certificate.ask.goal {
            Goal::Sum(own) => {
                // weights = times × own + over, with over not negative.
                let own = || own.iter().map(|own| whole(*own));
                let times = weights.iter().zip(own()).filter(|(_, own)| own.is_positive());
                let times = times.map(|(w, own)| whole(*w) / own).min().unwrap_or_default();
                let over = weights.iter().zip(own()).map(|(w, own)| whole(*w) - &times * own);
                let over = least(over, floors);
                over.filter(|_| times.is_positive()).map(|over| (sum - over) / times)
            }
            Goal::Product(from) => {
                // Geometric mean ≤ arithmetic mean, of weight × gain.
                let base: BigInt =
                    weights.iter().zip(from).map(|(w, f)| BigInt::from(*w) * f).sum();
                let mean = (sum - Number::from_integer(base)) / whole(weights.len() as i128);
                let power = (0..weights.len()).fold(Number::one(), |power, _| power * &mean);
                let product = weights.iter().fold(Number::one(), |all, w| all * whole(*w));
                if mean.is_negative() {
                    // Some party has less than it has to have.
                    return true;
                }
                (!product.is_zero()).then(|| power / product)
            }
            Goal::Least(from, by) => {
                // Σ weight × (u − from) ≥ score × Σ weight / by.
                let counts = |by: &BigInt| by.is_positive();
                let others = weights.iter().zip(by);
                let others = others.map(|(w, by)| if counts(by) { whole(0) } else { whole(*w) });
                let rest = least(others, floors);
                let parties = weights.iter().zip(from).zip(by).filter(|(_, by)| counts(by));
                let mut divisor = Number::zero();
                let mut gains = sum;
                for ((weight, from), by) in parties {
                    gains -= whole(*weight) * whole(*from);
                    divisor += whole(*weight) / Number::from_integer(by.clone());
                }
                rest.filter(|_| divisor.is_positive()).map(|rest| (gains - rest) / divisor)
            }
        };
        most.is_some_and(|most| most <= Number::from_integer(best.score.clone()))
    }

    /// Follows every choice that could still lead to a better score.
    fn walk(&self, most: &[i128]) -> Result<Verdict, &'static str> {
        let depths = self.sizes.len();
        let mut chosen: Vec<Option<usize>> = vec![None; depths];
        let mut nodes = 0;
        // The next option to try at each depth of the prefix.
        let mut next = vec![0];
        if !self.could(&chosen, 0, most) {
            return Ok(Verdict::Holds { nodes });
        }
        while let Some(depth) = next.len().checked_sub(1) {
            if depth == depths {
                self.leaf(&chosen)?;
            } else if next[depth] < self.sizes[depth] {
                chosen[depth] = Some(next[depth]);
                next[depth] += 1;
                nodes += 1;
                if nodes > NODES_MAX {
                    return Ok(Verdict::TooLarge);
                }
                if !self.broken([depth].iter(), &chosen) && self.could(&chosen, depth + 1, most) {
                    next.push(0);
                }
                continue;
            }
            next.pop();
            if let Some(above) = next.len().checked_sub(1) {
                chosen[above..].fill(None);
            }
        }
        Ok(Verdict::Holds { nodes })
    }

    /// Whether each bound leaves room for a better score below a prefix.
    fn could(&self, chosen: &[Option<usize>], depth: usize, most: &[i128]) -> bool {
        let pieces = || self.certificate.pieces.iter().enumerate();
        // Tables of what is still open that the prefix reaches.
        let reached = |(at, piece): (usize, &crate::solve::plan::Piece)| {
            let reached = piece.scope.last().is_none_or(|last| *last < depth);
            (piece.depth >= depth && reached).then_some(at)
        };
        self.certificate.bounds.iter().zip(most).all(|(bound, most)| {
            let entries = pieces().filter_map(reached).map(|at| self.entry(bound, at, chosen));
            let Some(entries) = entries.sum::<Option<i128>>() else { return false };
            let points = chosen.iter().zip(&self.certificate.order).take(depth);
            let points = points.map(|(option, issue)| {
                let units = &self.units[*issue][option.unwrap_or(0)];
                units.iter().zip(&bound.weights).map(|(u, w)| u * w).sum::<i128>()
            });
            entries + points.sum::<i128>() > *most
        })
    }

    /// A complete package is not better than the claim.
    fn leaf(&self, chosen: &[Option<usize>]) -> Result<(), &'static str> {
        let mut package = vec![0; chosen.len()];
        for (option, issue) in chosen.iter().zip(&self.certificate.order) {
            package[*issue] = option.unwrap_or(0);
        }
        if !obeys(self.domain, &package) {
            return Ok(());
        }
        let mut vector = vec![0; self.domain.parties.len()];
        for (option, units) in package.iter().zip(&self.units) {
            vector.iter_mut().zip(&units[*option]).for_each(|(sum, u)| *sum += u);
        }
        let best = self.certificate.best.as_ref().map(|best| &best.score);
        match self.score(&vector) {
            Some(score) if best.is_none_or(|best| score > *best) => Err("a package is better"),
            _ => Ok(()),
        }
    }
}

/// The least weighted sum of what reaches floors; `None` where a party that counts has none.
fn least(weights: impl Iterator<Item = Number>, floors: &Floors) -> Option<Number> {
    let mut sum = Number::zero();
    for (weight, floor) in weights.zip(floors).filter(|(weight, _)| !weight.is_zero()) {
        sum += weight * Number::from_integer((*floor)?.into());
    }
    Some(sum)
}

/// Whether a condition holds, as far as the choices tell.
fn known(condition: &Condition, chosen: &[Option<usize>]) -> Option<bool> {
    let settled = |parts: &[Condition], by: bool| {
        let mut open = false;
        for part in parts {
            match known(part, chosen) {
                Some(answer) if answer == by => return Some(by),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(!by)
    };
    match condition {
        Condition::Is { bracket, option } => chosen.get(*bracket)?.map(|chosen| chosen == *option),
        Condition::Not(inner) => known(inner, chosen).map(|holds| !holds),
        Condition::All(parts) => settled(parts, false),
        Condition::Any(parts) => settled(parts, true),
    }
}
