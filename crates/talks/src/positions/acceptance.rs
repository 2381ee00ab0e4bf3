//! Who is known to accept a package: yes only by what the party itself stated, no by a red line
//! that it stated, else it cannot be known.
//!
//! A party *accepts the choice* of a bracket that is reached when it stated that it can live with
//! the option, when the text says that it is agreed, or when an acceptance of it that *fires* rests
//! on that choice. Acceptances that wait for each other fire together: of all sets of acceptances
//! in which each finds what it waits for, the greatest fires. What fires only lets more fire, so
//! the union of such sets is such a set, and there is one greatest (Knaster and Tarski; Tarski,
//! Pacific Journal of Mathematics 5:285, 1955). It is found by taking away, from all, what waits
//! for something that nothing left gives; each step takes one away, so that it ends.

use std::collections::{BTreeMap, BTreeSet};

use basis::Truth;
use draft::condition::Choice;
use draft::{Draft, Status};

use super::issues;
use super::points::rests_on;
use crate::rules::Standing;
use crate::standing::Positions;

/// What is known of one party's acceptance of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Yes, no, or cannot be known.
    pub accepts: Truth,
    /// Positions of its red lines, in what holds, that the package breaks; inferred ones among
    /// them, which alone do not make a *no*.
    pub broken: Vec<usize>,
    /// Positions of brackets that are reached and whose choice it is not known to accept.
    pub open: Vec<usize>,
    /// Positions of its acceptances, in what holds, that fire.
    pub fired: Vec<usize>,
}

/// A party's acceptance of a bracket's choice.
type Accepted = (usize, usize);

/// An acceptance whose conditions on the package hold.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    /// Position in what holds.
    at: usize,
    gives: Vec<Accepted>,
    waits_for: Vec<Accepted>,
}

/// The answer for one party; `choices` by bracket of the draft.
pub fn of(positions: &Positions, draft: &Draft, party: usize, choices: &[Choice]) -> Truth {
    let answers = answers(positions, draft, choices);
    answers.get(party).map_or(Truth::Unknown, |answer| answer.accepts)
}

/// The answers for all parties, in their order; `choices` by bracket of the draft. A bracket that
/// is still open leaves what depends on it open.
pub fn answers(positions: &Positions, draft: &Draft, choices: &[Choice]) -> Vec<Answer> {
    let plain = plainly_accepted(positions, draft, choices);
    let offers = offers(positions, choices);
    let fires = greatest(&offers, &plain);
    let fired: Vec<&Offer> = offers.iter().zip(fires).filter(|(_, f)| *f).map(|(o, _)| o).collect();
    let by_offer: BTreeSet<Accepted> = fired.iter().flat_map(|o| o.gives.clone()).collect();
    let answer = |party: usize| {
        let accepts = |at: &usize| {
            choices.get(*at) == Some(&Choice::NotReached)
                || plain.contains(&(party, *at))
                || by_offer.contains(&(party, *at))
        };
        let open: Vec<usize> = (0..draft.brackets.len()).filter(|at| !accepts(at)).collect();
        let (lines, broken) = red_lines(positions, party, choices);
        let of_party = |offer: &&&Offer| positions.held.acceptances[offer.at].party == party;
        Answer {
            accepts: lines.and(if open.is_empty() { Truth::Yes } else { Truth::Unknown }),
            broken,
            open,
            fired: fired.iter().filter(of_party).map(|offer| offer.at).collect(),
        }
    };
    (0..positions.parties.len()).map(answer).collect()
}

/// Whether the red lines that a party stated hold, and those of it that are broken.
fn red_lines(positions: &Positions, party: usize, choices: &[Choice]) -> (Truth, Vec<usize>) {
    let (mut lines, mut broken) = (Truth::Yes, Vec::new());
    for (at, item) in positions.held.red_lines.iter().enumerate() {
        let Some(line) = item.line.as_ref().filter(|_| item.party == party) else { continue };
        let holds = line.must.holds(choices);
        if holds == Truth::No {
            broken.push(at);
        }
        // What the team infers does not speak for the party.
        if item.from.standing != Standing::Inferred {
            lines = lines.and(holds);
        }
    }
    (lines, broken)
}

/// What parties accept whatever others do: what they can live with, and what the text says is
/// agreed. What is agreed ad referendum is not accepted by those who still have to confirm it; by
/// nobody, where the text does not say who has to.
fn plainly_accepted(
    positions: &Positions,
    draft: &Draft,
    choices: &[Choice],
) -> BTreeSet<Accepted> {
    let mut accepted = BTreeSet::new();
    for item in positions.held.statements.iter().filter(|s| s.from.is_stated_by_party()) {
        let super::Form::LiveWith(named) = &item.form else { continue };
        let chosen = choices.get(item.bracket).copied();
        let is = |option: usize| chosen == Some(issues::choice(draft, item.bracket, option));
        if named.iter().any(|named| is(named.option)) {
            accepted.insert((item.party, item.bracket));
        }
    }
    for (at, bracket) in draft.brackets.iter().enumerate() {
        let is = |option: usize| choices.get(at) == Some(&Choice::Option(option));
        let confirmed = |party: &String| match &bracket.status {
            Status::Agreed { option } => is(*option),
            Status::AdReferendum { option, by } => {
                is(*option) && !by.is_empty() && !by.contains(party)
            }
            Status::Open | Status::Placeholder => false,
        };
        let parties = positions.parties.iter().enumerate().filter(|(_, party)| confirmed(party));
        accepted.extend(parties.map(|(party, _)| (party, at)));
    }
    accepted
}

/// Acceptances that the parties stated and whose conditions on the package hold.
fn offers(positions: &Positions, choices: &[Choice]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for (at, item) in positions.held.acceptances.iter().enumerate() {
        let Some(accepts) = &item.accepts else { continue };
        let holds = |condition: &draft::Condition| condition.holds(choices).is_certain();
        let stands = item.from.is_stated_by_party()
            && holds(accepts)
            && holds(&item.condition)
            && item.if_accepts.iter().all(|other| holds(&other.condition));
        if !stands {
            continue;
        }
        let reached = |bracket: &usize| choices.get(*bracket) != Some(&Choice::NotReached);
        let of = |party: usize, condition: &draft::Condition| -> Vec<Accepted> {
            let brackets = rests_on(condition, choices).into_iter().filter(reached);
            brackets.map(|bracket| (party, bracket)).collect()
        };
        let waits = item.if_accepts.iter().flat_map(|other| of(other.party, &other.condition));
        offers.push(Offer { at, gives: of(item.party, accepts), waits_for: waits.collect() });
    }
    offers
}

/// Which offers are in the greatest set of which each finds what it waits for, in `plain` or in
/// what the set gives.
fn greatest(offers: &[Offer], plain: &BTreeSet<Accepted>) -> Vec<bool> {
    let mut givers: BTreeMap<Accepted, usize> = BTreeMap::new();
    let mut waiting: BTreeMap<Accepted, Vec<usize>> = BTreeMap::new();
    for (at, offer) in offers.iter().enumerate() {
        offer.gives.iter().for_each(|given| *givers.entry(*given).or_default() += 1);
        offer.waits_for.iter().for_each(|need| waiting.entry(*need).or_default().push(at));
    }
    let mut fires = vec![true; offers.len()];
    let given = |givers: &BTreeMap<Accepted, usize>, need: &Accepted| {
        plain.contains(need) || givers.get(need).is_some_and(|count| *count > 0)
    };
    let mut lacking: Vec<Accepted> =
        waiting.keys().filter(|need| !given(&givers, need)).copied().collect();
    while let Some(need) = lacking.pop() {
        for &at in waiting.get(&need).into_iter().flatten() {
            if !std::mem::take(&mut fires[at]) {
                continue;
            }
            for gone in &offers[at].gives {
                if let Some(count) = givers.get_mut(gone) {
                    *count -= 1;
                }
                if !given(&givers, gone) {
                    lacking.push(*gone);
                }
            }
        }
    }
    fires
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn offer() -> impl Strategy<Value = Offer> {
        let accepted = || (0_usize..3, 0_usize..3);
        let lists =
            (prop::collection::vec(accepted(), 0..3), prop::collection::vec(accepted(), 0..3));
        lists.prop_map(|(gives, waits_for)| Offer { at: 0, gives, waits_for })
    }

    /// The union of all sets that find what they wait for, by trying every set.
    fn greatest_by_trying(offers: &[Offer], plain: &BTreeSet<Accepted>) -> Vec<bool> {
        let mut union = vec![false; offers.len()];
        for set in 0_u32..1 << offers.len() {
            let is_in = |at: usize| set & (1 << at) != 0;
            let given = |need: &Accepted| {
                plain.contains(need)
                    || (0..offers.len()).any(|at| is_in(at) && offers[at].gives.contains(need))
            };
            let content = |at: usize| offers[at].waits_for.iter().all(given);
            if (0..offers.len()).all(|at| !is_in(at) || content(at)) {
                (0..offers.len()).for_each(|at| union[at] |= is_in(at));
            }
        }
        union
    }

    proptest! {
        #[test]
        fn what_fires_is_what_trying_every_set_finds(
            offers in prop::collection::vec(offer(), 0..9),
            plain in prop::collection::btree_set((0_usize..3, 0_usize..3), 0..3),
        ) {
            prop_assert_eq!(greatest(&offers, &plain), greatest_by_trying(&offers, &plain));
        }
    }
}
