//! Acceptances that wait for other parties, as conditions on packages.
//!
//! Of a package the greatest set of acceptances fires in which each finds what it waits for. It is
//! reached from all of them: in each round those go that found something missing in the round
//! before ([`crate::positions::acceptance`] is the same for one package). Here this is done for
//! all choices of the issues of which acceptances that wait, and what they wait for, speak; where
//! these are too many, acceptances that wait are left out.

use std::collections::BTreeSet;

use basis::Truth;
use draft::Condition;
use draft::condition::Choice;

use super::accepted::{Acceptance, Accepts};

/// Choices of the issues of which acceptances that wait speak.
const CHOICES_MAX: usize = 20_000;

/// An acceptance of one party that waits for others, over issues.
pub(super) struct Waiting {
    pub(super) party: usize,
    /// By issue, where what it accepts if it fires rests on the choice for it.
    pub(super) covers: Vec<(usize, Condition)>,
    /// What has to hold of the package: what is accepted, and what it asks for.
    pub(super) when: Condition,
    /// Which party has to accept the choice for which issue, and where this is asked for.
    pub(super) needs: Vec<(usize, usize, Condition)>,
}

/// Adds to what each party accepts the acceptances that wait, under the condition that they fire;
/// issues have so many options.
pub(super) fn fire(parties: &mut [Accepts], waiting: &[Waiting], options: &[usize]) {
    let asked: Vec<Vec<Need>> = waiting.iter().map(|one| needs(parties, one, options)).collect();
    let scope = scope(waiting, &asked);
    let sizes: Vec<usize> = scope.iter().map(|issue| options[*issue]).collect();
    let all = sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(*size));
    let Some(all) = all.filter(|all| *all <= CHOICES_MAX) else {
        waiting.iter().for_each(|one| parties[one.party].leaves_out = true);
        return;
    };
    let mut fires: Vec<Vec<bool>> = vec![Vec::with_capacity(all); waiting.len()];
    let mut choices = vec![Choice::Open; options.len()];
    for number in 0..all {
        let mut rest = number;
        for (issue, size) in scope.iter().zip(&sizes).rev() {
            choices[*issue] = Choice::Option(rest % size);
            rest /= size;
        }
        let there = there(waiting, &asked, &choices);
        fires.iter_mut().zip(there).for_each(|(fires, there)| fires.push(there));
    }
    for (one, fires) in waiting.iter().zip(fires) {
        let when = condition(&fires, &scope, &sizes);
        parties[one.party].acceptances.push(Acceptance { covers: one.covers.clone(), when });
    }
}

/// That a party accepts what is chosen for an issue, where this is asked for.
struct Need {
    party: usize,
    issue: usize,
    /// Where it is asked for.
    asked: Condition,
    /// Where the party accepts it whatever others do.
    plain: Condition,
}

fn needs(parties: &[Accepts], one: &Waiting, options: &[usize]) -> Vec<Need> {
    let of = |(party, issue, asked): &(usize, usize, Condition)| {
        let plain = parties[*party].of_issue(*issue, options[*issue]);
        Need { party: *party, issue: *issue, asked: asked.clone(), plain }
    };
    one.needs.iter().map(of).collect()
}

/// The issues of which anything speaks that decides what fires, in their order.
fn scope(waiting: &[Waiting], asked: &[Vec<Need>]) -> Vec<usize> {
    let needs = asked.iter().flatten().flat_map(|need| [&need.asked, &need.plain]);
    let own = waiting.iter().map(|one| &one.when);
    let covers = waiting.iter().flat_map(|one| one.covers.iter().map(|(_, covered)| covered));
    let all: BTreeSet<usize> =
        needs.chain(own).chain(covers).flat_map(Condition::brackets).collect();
    all.into_iter().collect()
}

/// Which acceptances fire.
fn there(waiting: &[Waiting], asked: &[Vec<Need>], choices: &[Choice]) -> Vec<bool> {
    let holds = |condition: &Condition| condition.holds(choices) == Truth::Yes;
    let mut there: Vec<bool> = waiting.iter().map(|one| holds(&one.when)).collect();
    loop {
        let given = |need: &Need| {
            let fired = waiting
                .iter()
                .zip(&there)
                .filter(|(one, there)| **there && one.party == need.party);
            let of_issue =
                |(issue, covered): &(usize, Condition)| *issue == need.issue && holds(covered);
            let mut covers = fired.flat_map(|(one, _)| &one.covers);
            !holds(&need.asked) || holds(&need.plain) || covers.any(of_issue)
        };
        let stays = |(there, needs): (&bool, &Vec<Need>)| *there && needs.iter().all(given);
        let next: Vec<bool> = there.iter().zip(asked).map(stays).collect();
        if next == there {
            return there;
        }
        there = next;
    }
}

/// The condition that holds of the choices in a table, the last issue turning fastest.
fn condition(table: &[bool], scope: &[usize], sizes: &[usize]) -> Condition {
    let (Some((issue, scope)), Some((_, sizes))) = (scope.split_first(), sizes.split_first())
    else {
        let holds = table.first() == Some(&true);
        return if holds { Condition::All(Vec::new()) } else { Condition::Any(Vec::new()) };
    };
    if table.iter().all(|holds| *holds == table[0]) {
        return condition(&table[..1], &[], &[]);
    }
    let each = sizes.iter().product::<usize>().max(1);
    let branch = |(option, table): (usize, &[bool])| {
        let is = Condition::Is { bracket: *issue, option };
        Condition::All(vec![is, condition(table, scope, sizes)])
    };
    let branches = table.chunks(each).enumerate().filter(|(_, table)| table.contains(&true));
    Condition::Any(branches.map(branch).collect())
}
