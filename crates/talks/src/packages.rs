//! Which few packages to table: efficient ones that leave nobody with little, far apart from each
//! other and near to the present text, told as trades.
//!
//! The *present text* is one package to compare with. A party *yields* where a package gives it
//! less than the present text does, and *gains* where it gives more.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_traits::Zero as _;

use crate::analysis::{Analysis, Completeness};
use crate::domain::{Domain, Package};
use crate::number::Number;
use crate::partial::Known;
use crate::rules::{Origin, Standing};

/// Packages of one efficient point that are looked at for the one nearest to the present text.
pub const TIES_SEEN_MAX: usize = 200;

/// Options in all packages that are looked at, as far as each point has one package.
pub const OPTIONS_SEEN_MAX: usize = 2_000_000;

/// Efficient points that are looked at, from the most even on.
pub const CANDIDATES_MAX: usize = 2_000;

/// Choices of a few packages out of all that are compared; beyond, one package is added at a time.
pub const CHOICES_MAX: u64 = 100_000;

/// A package to be tabled gives every party at least this part of what the most even package gives
/// to the party with the least, in shares of what each could have: one half.
pub const FLOOR: (i64, i64) = (1, 2);

/// A package to be tabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabled {
    /// One option for each issue.
    pub package: Package,
    /// What it gives to each party.
    pub utilities: Vec<Number>,
    /// In how many issues it differs from the present text.
    pub edits: usize,
    /// What each party gains and yields against the present text, the greatest change first, issues
    /// in their order where changes are equal; issues without a change for the party are left out.
    pub trades: Vec<Vec<Trade>>,
}

/// What another option is worth to one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// Position of the issue.
    pub issue: usize,
    /// Position of the option in the present text.
    pub from: usize,
    /// Position of the option in the package.
    pub to: usize,
    /// What the party gains; negative where it yields.
    pub gain: Number,
}

/// The packages to table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// In the order in which they were chosen, the nearest to the present text first.
    pub packages: Vec<Tabled>,
    /// In how many issues the two most similar of them differ; `None` for fewer than two.
    pub apart: Option<usize>,
    /// Whether no other choice of as many candidates is further apart. Otherwise the distance is at
    /// least half of the greatest possible (Gonzalez, Theoretical Computer Science 38:293, 1985).
    pub furthest: bool,
    /// How many efficient packages, one for each point, were candidates.
    pub candidates: usize,
    /// Whether some efficient points, or some packages with the same points, were left out.
    pub cut: bool,
}

/// Chooses `count` packages of an analysis.
pub fn table(domain: &Domain, analysis: &Analysis, present: &[usize], count: usize) -> Table {
    let (candidates, cut) = candidates(domain, analysis, present);
    let (chosen, furthest) = choose(&candidates, present, count);
    let between = |(a, b): (usize, usize)| edits(&candidates[chosen[a]], &candidates[chosen[b]]);
    let pairs = (0..chosen.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let apart = pairs.map(between).min();
    let tabled = |at: &usize| Tabled {
        utilities: utilities(domain, &candidates[*at]),
        edits: edits(&candidates[*at], present),
        trades: trades(domain, present, &candidates[*at]),
        package: candidates[*at].clone(),
    };
    let packages = chosen.iter().map(tabled).collect();
    Table { packages, apart, furthest, candidates: candidates.len(), cut }
}

/// In how many issues two packages differ.
pub fn edits(a: &[usize], b: &[usize]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count()
}

/// What each party gains and yields when one package takes the place of another.
pub fn trades(domain: &Domain, from: &[usize], to: &[usize]) -> Vec<Vec<Trade>> {
    let of_party = |party: &crate::Party| {
        let pairs = from.iter().zip(to).enumerate().filter(|(_, (from, to))| from != to);
        let trade = |(issue, (from, to)): (usize, (&usize, &usize))| {
            let points = party.points.get(issue)?;
            let gain = points.get(*to)? - points.get(*from)?;
            (!gain.is_zero()).then_some(Trade { issue, from: *from, to: *to, gain })
        };
        let mut trades: Vec<Trade> = pairs.filter_map(trade).collect();
        let size = |trade: &Trade| num_traits::Signed::abs(&trade.gain);
        trades.sort_by(|a, b| size(b).cmp(&size(a)).then(a.issue.cmp(&b.issue)));
        trades
    };
    domain.parties.iter().map(of_party).collect()
}

/// What a package gives to each party.
fn utilities(domain: &Domain, package: &[usize]) -> Vec<Number> {
    crate::check::utilities(domain, package).unwrap_or_default()
}

/// For each efficient point above the floor the package nearest to the present text, the most even
/// points first.
fn candidates(domain: &Domain, analysis: &Analysis, present: &[usize]) -> (Vec<Package>, bool) {
    let shares = shares(analysis);
    let Some(best) = shares.first().map(|(share, _)| share.clone()) else {
        return (Vec::new(), false);
    };
    let floor = best * Number::new(FLOOR.0.into(), FLOOR.1.into());
    let above: Vec<usize> =
        shares.iter().filter(|(share, _)| *share >= floor).map(|(_, at)| *at).collect();
    let mut cut = above.len() > CANDIDATES_MAX || analysis.completeness != Completeness::Whole;
    let points = above.len().clamp(1, CANDIDATES_MAX);
    let each = OPTIONS_SEEN_MAX / points / present.len().max(1);
    let each = each.clamp(1, TIES_SEEN_MAX);
    let mut found = Vec::new();
    for at in above.into_iter().take(CANDIDATES_MAX) {
        let (packages, more) = analysis.frontier.packages(&analysis.space, at, each);
        cut |= more;
        found.extend(packages.into_iter().min_by_key(|package| edits(package, present)));
    }
    debug_assert!(found.iter().all(|package| package.len() == domain.issues.len()));
    (found, cut)
}

/// The least share of each acceptable point, the greatest first: what a party gains of what it
/// could gain at most among acceptable points. Parties that can gain nothing are left out.
fn shares(analysis: &Analysis) -> Vec<(Number, usize)> {
    let vector = |at: &usize| analysis.frontier.vectors.get(*at);
    let parties = analysis.space.parties();
    let gain = |at: &usize, party: usize| vector(at)[party] - analysis.disagreement[party];
    let most: Vec<i128> = (0..parties)
        .map(|party| analysis.rational.iter().map(|at| gain(at, party)).max().unwrap_or(0))
        .collect();
    let share = |at: &usize| {
        let able = (0..parties).filter(|party| most[*party] > 0);
        let of = |p: usize| Number::new(BigInt::from(gain(at, p)), BigInt::from(most[p]));
        able.map(of).min().unwrap_or_default()
    };
    let mut shares: Vec<_> = analysis.rational.iter().map(|at| (share(at), *at)).collect();
    shares.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    shares
}

/// Positions of the chosen candidates, and whether no other choice is further apart.
fn choose(candidates: &[Package], present: &[usize], count: usize) -> (Vec<usize>, bool) {
    let count = count.min(candidates.len());
    let all = if choices(candidates.len(), count) <= CHOICES_MAX {
        furthest(candidates, present, count)
    } else {
        None
    };
    let exact = all.is_some();
    let mut chosen = all.unwrap_or_else(|| one_by_one(candidates, present, count));
    chosen.sort_by_key(|at| (edits(&candidates[*at], present), *at));
    (chosen, exact)
}

/// How many ways there are to choose; [`u64::MAX`] where there are more than that.
fn choices(of: usize, count: usize) -> u64 {
    (0..count as u64)
        .fold(1, |ways: u64, at| ways.saturating_mul((of as u64).saturating_sub(at)) / (at + 1))
}

/// The choice whose two most similar packages differ most; of several the one nearest to the
/// present text, then the first. `None` where nothing is to be chosen.
fn furthest(candidates: &[Package], present: &[usize], count: usize) -> Option<Vec<usize>> {
    let near: Vec<usize> = candidates.iter().map(|package| edits(package, present)).collect();
    let mut best = None;
    let mut turn: Vec<usize> = (0..count).collect();
    loop {
        let pairs = (0..count).flat_map(|a| (0..a).map(move |b| (a, b)));
        let apart = pairs.map(|(a, b)| edits(&candidates[turn[a]], &candidates[turn[b]])).min();
        let away: usize = turn.iter().map(|at| near[*at]).sum();
        let score = (apart.unwrap_or(0), std::cmp::Reverse(away));
        if best.as_ref().is_none_or(|(found, _): &(_, Vec<usize>)| score > *found) {
            best = Some((score, turn.clone()));
        }
        // The next choice in lexicographic order.
        let last = |at: usize| candidates.len() - count + at;
        let Some(at) = (0..count).rev().find(|at| turn[*at] < last(*at)) else { break };
        turn[at] += 1;
        for next in at + 1..count {
            turn[next] = turn[next - 1] + 1;
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// The nearest to the present text first, then always the one furthest from those chosen.
fn one_by_one(candidates: &[Package], present: &[usize], count: usize) -> Vec<usize> {
    let near = |at: &usize| edits(&candidates[*at], present);
    let mut chosen: Vec<usize> = (0..candidates.len()).min_by_key(near).into_iter().collect();
    while chosen.len() < count {
        let apart = |at: &usize| {
            chosen.iter().map(|other| edits(&candidates[*at], &candidates[*other])).min()
        };
        let taken: BTreeSet<usize> = chosen.iter().copied().collect();
        let left = (0..candidates.len()).filter(|at| !taken.contains(at));
        let key = |at: &usize| (apart(at), std::cmp::Reverse((near(at), *at)));
        let Some(next) = left.max_by_key(key) else { break };
        chosen.push(next);
    }
    chosen
}

/// What others would learn when a package is tabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reveals {
    /// The party can live with the option, as it told in confidence; it never said so.
    Accepts {
        /// Position of the party.
        party: usize,
        /// Position of the issue.
        issue: usize,
    },
    /// The package breaks a red line that the party said, and not those that it told in confidence.
    Softens {
        /// Position of the party.
        party: usize,
        /// Name of the red line.
        line: String,
    },
}

/// What tabling a package would show of confidential statements: `said` is what is known from
/// statements made before others, `all` with those made in confidence; the same for the two
/// domains.
pub fn reveals(
    said: (&Domain, &[Known]),
    all: (&Domain, &[Known]),
    package: &[usize],
) -> Vec<Reveals> {
    let can_live = |known: &[Known], party: usize, issue: usize, option: usize| {
        let options = known.get(party).and_then(|known| known.issues.get(issue));
        options.and_then(|known| known.can_live_with.get(option)).copied().unwrap_or(false)
    };
    let mut found = Vec::new();
    for party in 0..all.1.len() {
        for (issue, option) in package.iter().enumerate() {
            let told = can_live(all.1, party, issue, *option);
            if told && !can_live(said.1, party, issue, *option) {
                found.push(Reveals::Accepts { party, issue });
            }
        }
        let choices: Vec<draft::condition::Choice> =
            package.iter().map(|at| draft::condition::Choice::Option(*at)).collect();
        let broken = said.0.rules.iter().filter(|rule| {
            let of = Origin::RedLine { party, standing: Standing::Said };
            let kept = all.0.rules.contains(rule);
            rule.origin == of && !kept && rule.must.holds(&choices) == basis::Truth::No
        });
        found.extend(broken.map(|rule| Reveals::Softens { party, line: rule.name.clone() }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn apart(candidates: &[Package], chosen: &[usize]) -> usize {
        let pairs = (0..chosen.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        let between =
            |(a, b): (usize, usize)| edits(&candidates[chosen[a]], &candidates[chosen[b]]);
        pairs.map(between).min().unwrap_or(0)
    }

    /// All subsets of a size, by bits.
    fn best_by_subsets(candidates: &[Package], count: usize) -> usize {
        let subsets = 0_u32..1 << candidates.len();
        let members = |bits: u32| -> Vec<usize> {
            (0..candidates.len()).filter(|at| bits >> at & 1 == 1).collect()
        };
        let sized = subsets.map(members).filter(|chosen| chosen.len() == count);
        sized.map(|chosen| apart(candidates, &chosen)).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn the_choice_is_the_furthest_and_one_by_one_is_at_least_half(
            candidates in prop::collection::btree_set(prop::collection::vec(0_usize..3, 6), 1..9),
            present in prop::collection::vec(0_usize..3, 6),
            count in 1_usize..5,
        ) {
            let candidates: Vec<Package> = candidates.into_iter().collect();
            let count = count.min(candidates.len());
            let best = best_by_subsets(&candidates, count);
            let (chosen, exact) = choose(&candidates, &present, count);
            prop_assert!(exact);
            prop_assert_eq!(chosen.len(), count);
            prop_assert_eq!(apart(&candidates, &chosen), best);
            let greedy = one_by_one(&candidates, &present, count);
            prop_assert_eq!(greedy.len(), count);
            prop_assert!(2 * apart(&candidates, &greedy) >= best);
        }
    }

    #[test]
    fn ways_to_choose_are_counted() {
        assert_eq!(choices(5, 2), 10);
        assert_eq!(choices(40, 0), 1);
        assert_eq!(choices(60, 5), 5_461_512);
        assert!(choices(2_000, 12) > CHOICES_MAX);
    }
}
