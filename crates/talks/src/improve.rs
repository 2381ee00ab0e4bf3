//! After signature: packages that give every party at least as much and one more, with the fewest
//! issues changed.

use num_traits::Zero as _;

use basis::Truth;
use draft::condition::Choice;

use crate::domain::{Domain, Package};
use crate::number::Number;
use crate::packages::{Trade, trades};

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

/// Looks for the improvements of a signed package that need the fewest changes.
///
/// All changes of one issue are tried, then all of two, and so on; a branch is left where what the
/// remaining issues can bring does not make up for what a party has lost. Packages obey the rules
/// of the domain.
pub fn improvements(domain: &Domain, signed: &[usize]) -> Improvements {
    let mut search = Search::new(domain, signed);
    for edits in 1..=domain.issues.len() {
        search.found.clear();
        if !search.with(edits) {
            return Improvements::AtLeast { edits };
        }
        if !search.found.is_empty() {
            return Improvements::Fewest { edits, found: search.best(domain, signed) };
        }
    }
    Improvements::None
}

struct Search<'a> {
    domain: &'a Domain,
    /// What each party gains by an option, against the signed one: by issue, option, party.
    gains: Vec<Vec<Vec<Number>>>,
    /// The most that one issue from here on can bring to each party.
    most_of_one: Vec<Vec<Number>>,
    package: Package,
    steps: u64,
    found: Vec<(Package, Vec<Number>)>,
}

impl<'a> Search<'a> {
    fn new(domain: &'a Domain, signed: &[usize]) -> Search<'a> {
        let point = |party: &crate::Party, issue: usize, option: usize| {
            party.points.get(issue).and_then(|points| points.get(option)).cloned()
        };
        let gain = |issue: usize, option: usize| -> Vec<Number> {
            let now = |party: &crate::Party| point(party, issue, signed[issue]).unwrap_or_default();
            let then = |party: &crate::Party| point(party, issue, option).unwrap_or_default();
            domain.parties.iter().map(|party| then(party) - now(party)).collect()
        };
        let of_issue = |at: usize| -> Vec<Vec<Number>> {
            (0..domain.issues[at].options.len()).map(|option| gain(at, option)).collect()
        };
        let gains: Vec<_> = (0..domain.issues.len()).map(of_issue).collect();
        let mut most_of_one = vec![vec![Number::zero(); domain.parties.len()]];
        for issue in gains.iter().rev() {
            let mut most = most_of_one.last().cloned().unwrap_or_default();
            for option in issue {
                most.iter_mut().zip(option).for_each(|(most, gain)| {
                    if gain > most {
                        most.clone_from(gain);
                    }
                });
            }
            most_of_one.push(most);
        }
        most_of_one.reverse();
        Search { domain, gains, most_of_one, package: signed.to_vec(), steps: 0, found: Vec::new() }
    }

    /// Tries all changes of so many issues; `false` where there are too many.
    fn with(&mut self, edits: usize) -> bool {
        let none = vec![Number::zero(); self.domain.parties.len()];
        self.from(0, edits, &none)
    }

    fn from(&mut self, first: usize, edits: usize, so_far: &[Number]) -> bool {
        if edits == 0 {
            let improves = so_far.iter().all(|gain| *gain >= Number::zero())
                && so_far.iter().any(|gain| *gain > Number::zero());
            if improves && obeys(self.domain, &self.package) {
                self.keep(so_far);
            }
            return true;
        }
        let left = Number::from_integer(edits.into());
        for issue in first..=self.gains.len().saturating_sub(edits) {
            let hopeless = so_far
                .iter()
                .zip(&self.most_of_one[issue])
                .any(|(gain, most)| gain + &left * most < Number::zero());
            if issue == self.gains.len() || hopeless {
                break;
            }
            let signed = self.package[issue];
            for option in (0..self.gains[issue].len()).filter(|option| *option != signed) {
                self.steps += 1;
                if self.steps > STEPS_MAX {
                    self.package[issue] = signed;
                    return false;
                }
                let gains: Vec<Number> =
                    so_far.iter().zip(&self.gains[issue][option]).map(|(a, b)| a + b).collect();
                self.package[issue] = option;
                if !self.from(issue + 1, edits - 1, &gains) {
                    self.package[issue] = signed;
                    return false;
                }
            }
            self.package[issue] = signed;
        }
        true
    }

    /// Keeps the package at hand unless a kept one beats it, and drops those that it beats.
    fn keep(&mut self, gains: &[Number]) {
        let beats = |a: &[Number], b: &[Number]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        if !self.found.iter().any(|(_, other)| beats(other, gains)) {
            self.found.retain(|(_, other)| !beats(gains, other));
            self.found.push((self.package.clone(), gains.to_vec()));
        }
    }

    /// Those kept, the greatest sum of gains first.
    fn best(&self, domain: &Domain, signed: &[usize]) -> Vec<Improvement> {
        let mut kept: Vec<&(Package, Vec<Number>)> = self.found.iter().collect();
        let sum = |gains: &[Number]| gains.iter().sum::<Number>();
        kept.sort_by(|a, b| sum(&b.1).cmp(&sum(&a.1)).then(a.0.cmp(&b.0)));
        let improvement = |(package, gains): &(Package, Vec<Number>)| Improvement {
            package: package.clone(),
            gains: gains.clone(),
            trades: trades(domain, signed, package),
        };
        kept.into_iter().take(LISTED_MAX).map(improvement).collect()
    }
}

/// Whether a package obeys all rules of its domain.
pub fn obeys(domain: &Domain, package: &[usize]) -> bool {
    let choices: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
    domain.rules.iter().all(|rule| rule.must.holds(&choices) == Truth::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Issue, Origin, Party, Profile, Rule};
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
            let found = match improvements(&domain, &signed) {
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
