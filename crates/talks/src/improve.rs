//! After signature: packages that give every party at least as much and one more, with the fewest
//! issues changed.

use basis::{Diagnostic, Truth};
use draft::condition::Choice;

use crate::analysis::{Analysis, Completeness};
use crate::domain::{Domain, Package};
use crate::number::Number;
use crate::packages::{Trade, trades};
use crate::profile::Profile;
use crate::space::Space;

/// Changes of single issues that are tried, all together.
pub const STEPS_MAX: u64 = 20_000_000;

/// Improvements that are listed.
pub const LISTED_MAX: usize = 1_000;

/// What a change would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improvement {
    /// The package after the change.
    pub package: Package,
    /// What each party gains; none is negative, and one is positive.
    pub gains: Vec<Number>,
    /// What each party gains and yields, by issue.
    pub trades: Vec<Vec<Trade>>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Improvements {
    /// Nothing can be improved: every package with more for one party has less for another.
    None,
    /// All improvements with the fewest changes that no other of them beats, by gain; at most
    /// [`LISTED_MAX`].
    Fewest {
        /// How many issues change.
        edits: usize,
        /// The improvements.
        found: Vec<Improvement>,
    },
    /// Not known within [`STEPS_MAX`] steps; with fewer changes than these there is none.
    AtLeast {
        /// How many issues would have to change at least.
        edits: usize,
    },
}

/// Changes for which the most that they can bring is held for each party; beyond, each further one
/// counts as much as the last.
const CHANGES_HELD_MAX: usize = 64;

/// Looks for the improvements of a signed package that need the fewest changes.
///
/// Where the frontier is known as a whole, it tells whether there is any. Then all changes of one
/// issue are tried, all of two, and so on; a branch is left where the most that further changes can
/// bring does not make up for what a party has lost. Packages obey the rules of the domain.
///
/// # Errors
/// Where points cannot be added exactly ([`crate::codes::TOO_FINE`]), or there is no party.
pub fn improvements(domain: &Domain, signed: &[usize]) -> Result<Improvements, Diagnostic> {
    let analysis = Analysis::of(domain, Profile::Detente)?;
    let now = analysis.space.vector(signed);
    let better = analysis.frontier.vectors.iter().any(|point| beats(point, &now));
    if analysis.completeness == Completeness::Whole && !better {
        return Ok(Improvements::None);
    }
    let mut search = Search::new(domain, &analysis.space, signed);
    for edits in 1..=domain.issues.len() {
        search.found.clear();
        if !search.from(0, edits, &vec![0; domain.parties.len()]) {
            return Ok(Improvements::AtLeast { edits });
        }
        if !search.found.is_empty() {
            let found = search.best(&analysis.space, signed);
            return Ok(Improvements::Fewest { edits, found });
        }
    }
    Ok(Improvements::None)
}

/// At least as much for all, and not the same.
fn beats(a: &[i128], b: &[i128]) -> bool {
    a != b && a.iter().zip(b).all(|(a, b)| a >= b)
}

struct Search<'a> {
    domain: &'a Domain,
    /// What each party gains by an option, against the signed one, in units: by issue, option,
    /// party.
    gains: Vec<Vec<Vec<i128>>>,
    /// The most that so many changes from an issue on can bring, in units: by issue, party,
    /// changes.
    most: Vec<Vec<Vec<i128>>>,
    package: Package,
    steps: u64,
    found: Vec<(Package, Vec<i128>)>,
}

impl<'a> Search<'a> {
    fn new(domain: &'a Domain, space: &Space, signed: &[usize]) -> Search<'a> {
        let against = |option: &Vec<i128>, now: &Vec<i128>| -> Vec<i128> {
            option.iter().zip(now).map(|(then, now)| then - now).collect()
        };
        let of_issue = |(options, now): (&Vec<Vec<i128>>, &usize)| -> Vec<Vec<i128>> {
            let now = options.get(*now);
            options.iter().map(|o| now.map_or_else(|| o.clone(), |now| against(o, now))).collect()
        };
        let gains: Vec<_> = space.options.iter().zip(signed).map(of_issue).collect();
        let parties = domain.parties.len();
        let (package, found) = (signed.to_vec(), Vec::new());
        Search { domain, most: most(&gains, parties), gains, package, steps: 0, found }
    }

    /// Tries all changes of so many issues from `first` on; `false` where there are too many.
    fn from(&mut self, first: usize, edits: usize, so_far: &[i128]) -> bool {
        if edits == 0 {
            if beats(so_far, &vec![0; so_far.len()]) && obeys(self.domain, &self.package) {
                self.keep(so_far);
            }
            return true;
        }
        for issue in first..(self.gains.len() + 1).saturating_sub(edits) {
            let most = &self.most[issue];
            let lost = |(gain, most): (&i128, &Vec<i128>)| gain + reach(most, edits) < 0;
            if so_far.iter().zip(most).any(lost) {
                break;
            }
            let signed = self.package[issue];
            for option in (0..self.gains[issue].len()).filter(|option| *option != signed) {
                self.steps += 1;
                let gains = self.gains[issue][option].iter().zip(so_far).map(|(a, b)| a + b);
                let gains: Vec<i128> = gains.collect();
                self.package[issue] = option;
                if self.steps > STEPS_MAX || !self.from(issue + 1, edits - 1, &gains) {
                    self.package[issue] = signed;
                    return false;
                }
            }
            self.package[issue] = signed;
        }
        true
    }

    /// Keeps the package at hand unless a kept one beats it, and drops those that it beats.
    fn keep(&mut self, gains: &[i128]) {
        if !self.found.iter().any(|(_, other)| beats(other, gains)) {
            self.found.retain(|(_, other)| !beats(gains, other));
            self.found.push((self.package.clone(), gains.to_vec()));
        }
    }

    /// Those kept, the greatest sum of gains first.
    fn best(&self, space: &Space, signed: &[usize]) -> Vec<Improvement> {
        let mut kept: Vec<&(Package, Vec<i128>)> = self.found.iter().collect();
        let sum = |gains: &[i128]| gains.iter().sum::<i128>();
        kept.sort_by(|a, b| sum(&b.1).cmp(&sum(&a.1)).then(a.0.cmp(&b.0)));
        let improvement = |(package, gains): &(Package, Vec<i128>)| Improvement {
            package: package.clone(),
            gains: gains.iter().map(|units| space.number(*units)).collect(),
            trades: trades(self.domain, signed, package),
        };
        kept.into_iter().take(LISTED_MAX).map(improvement).collect()
    }
}

/// By issue, party and number of changes: the sum of the greatest gains of single issues from there
/// on; a loss is no reason to change.
fn most(gains: &[Vec<Vec<i128>>], parties: usize) -> Vec<Vec<Vec<i128>>> {
    let mut greatest: Vec<Vec<i128>> = vec![Vec::new(); parties];
    let mut rows = vec![vec![vec![0]; parties]];
    for issue in gains.iter().rev() {
        for (party, greatest) in greatest.iter_mut().enumerate() {
            let best = issue.iter().map(|option| option[party]).max().unwrap_or(0).max(0);
            let at = greatest.partition_point(|gain| *gain >= best);
            greatest.insert(at, best);
            greatest.truncate(CHANGES_HELD_MAX);
        }
        let sums = |greatest: &Vec<i128>| {
            let mut sum = 0;
            let rest = greatest.iter().map(|gain| {
                sum += gain;
                sum
            });
            [0].into_iter().chain(rest).collect()
        };
        rows.push(greatest.iter().map(sums).collect());
    }
    rows.reverse();
    rows
}

/// The most that so many changes can bring.
fn reach(most: &[i128], changes: usize) -> i128 {
    let last = most.len() - 1;
    let held = most[changes.min(last)];
    if last < CHANGES_HELD_MAX {
        return held;
    }
    let beyond = i128::try_from(changes.saturating_sub(last)).unwrap_or(0);
    held + beyond * (most[last] - most[last - 1])
}

/// Whether a package obeys all rules of its domain.
pub fn obeys(domain: &Domain, package: &[usize]) -> bool {
    let choices: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
    domain.rules.iter().all(|rule| rule.must.holds(&choices) == Truth::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Issue, Origin, Party, Rule};
    use draft::Condition;
    use proptest::prelude::*;

    /// Four issues of three options, two parties, one rule that forbids a pair of options.
    fn domain() -> impl Strategy<Value = (Domain, Package)> {
        let points = || prop::collection::vec(prop::collection::vec(0_i64..6, 3), 4);
        let pair = ((0_usize..4, 0_usize..3), (0_usize..4, 0_usize..3));
        (points(), points(), pair, prop::collection::vec(0_usize..3, 4)).prop_map(
            |(a, b, ((i, x), (j, y)), signed)| {
                let issue = |at| Issue {
                    name: format!("i{at}"),
                    options: (0..3).map(|o| format!("o{o}")).collect(),
                };
                let party = |name: &str, points: Vec<Vec<i64>>| Party {
                    name: name.into(),
                    reserved: None,
                    points: points
                        .into_iter()
                        .map(|p| p.into_iter().map(|n| Number::from_integer(n.into())).collect())
                        .collect(),
                };
                let both = Condition::All(vec![
                    Condition::Is { bracket: i, option: x },
                    Condition::Is { bracket: j, option: y },
                ]);
                let rule = Rule {
                    name: "pair".into(),
                    must: Condition::Not(Box::new(both)),
                    origin: Origin::Text,
                    cost: Number::default(),
                };
                let domain = Domain {
                    title: String::new(),
                    issues: (0..4).map(issue).collect(),
                    parties: vec![party("a", a), party("b", b)],
                    rules: vec![rule],
                    conventions: Profile::Detente,
                };
                (domain, signed)
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_looking_at_every_package_finds((domain, signed) in domain()) {
            let now = crate::check::utilities(&domain, &signed).unwrap();
            let mut by_edits = std::collections::BTreeMap::new();
            for at in 0..81_usize {
                let package: Package = (0..4).map(|issue| at / 3_usize.pow(issue) % 3).collect();
                let then = crate::check::utilities(&domain, &package).unwrap();
                let gains: Vec<Number> = then.iter().zip(&now).map(|(a, b)| a - b).collect();
                let improves = then != now && then.iter().zip(&now).all(|(a, b)| a >= b);
                if improves && obeys(&domain, &package) {
                    let edits = crate::packages::edits(&package, &signed);
                    by_edits.entry(edits).or_insert_with(Vec::new).push((package, gains));
                }
            }
            let expected = by_edits.into_iter().next().map(|(edits, all)| {
                let beats = |a: &[Number], b: &[Number]| {
                    a != b && a.iter().zip(b).all(|(a, b)| a >= b)
                };
                let beaten = |gains: &[Number]| all.iter().any(|(_, other)| beats(other, gains));
                let kept = all.iter().filter(|(_, gains)| !beaten(gains));
                let mut kept: Vec<_> = kept.cloned().collect();
                kept.sort();
                (edits, kept)
            });
            let found = match improvements(&domain, &signed).unwrap() {
                Improvements::None => None,
                Improvements::AtLeast { .. } => panic!("a small search ends"),
                Improvements::Fewest { edits, found } => {
                    let mut found: Vec<_> =
                        found.into_iter().map(|one| (one.package, one.gains)).collect();
                    found.sort();
                    Some((edits, found))
                }
            };
            prop_assert_eq!(found, expected);
        }
    }
}
