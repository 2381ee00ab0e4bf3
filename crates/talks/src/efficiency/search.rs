//! Points under which a claim holds of a package, or the reason why there are none.

use super::fit::{Fit, Lead};
use super::{CASES_MAX, Claim, PartyFit, Possibly, Table};
use crate::domain::Package;

impl Table {
    /// Looks for one lead in each issue of each party under which nothing is in the way of a
    /// package.
    ///
    /// Whatever points fit are those of some case of best and worst options, and under the lead of
    /// that case the package stands at least as well against every other. So the leads are all that
    /// has to be tried, and where there is one in each issue the answer is there at once.
    pub(super) fn search(&self, p: &Package, claim: Claim) -> (Possibly, Option<Vec<Vec<Lead>>>) {
        let seen: Vec<Vec<usize>> = (0..p.len()).map(|issue| self.options_seen(issue)).collect();
        let of_party = |party: &PartyFit| -> Vec<Vec<Lead>> {
            let issues = party.issues.iter().zip(p).zip(&seen);
            issues.map(|((fit, option), seen)| fit.leads(*option, seen)).collect()
        };
        let leads: Vec<Vec<Vec<Lead>>> = self.parties.iter().map(of_party).collect();
        let threats = self.threats(p, claim, &leads);
        // An odometer over the issues that have more than one lead.
        let mut turns: Vec<Vec<usize>> = leads.iter().map(|issues| vec![0; issues.len()]).collect();
        let mut rivals = Vec::new();
        for _ in 0..CASES_MAX {
            let over = |party: usize, q: &Package| -> i128 {
                let issues = leads[party].iter().zip(&turns[party]).zip(q);
                issues.map(|((leads, turn), option)| leads[*turn].over[*option]).sum()
            };
            let beats = |q: &Package| claim.beats((0..leads.len()).map(|party| -over(party, q)));
            let Some(rival) = threats.iter().find(|q| beats(&self.packages[**q])) else {
                let chosen = |(issues, turns): (&Vec<Vec<Lead>>, &Vec<usize>)| {
                    issues.iter().zip(turns).filter_map(|(l, at)| l.get(*at).cloned()).collect()
                };
                return (Possibly::Yes, Some(leads.iter().zip(&turns).map(chosen).collect()));
            };
            rivals.push(*rival);
            let wheels = turns.iter_mut().flatten().zip(leads.iter().flatten());
            if !turned(wheels.map(|(turn, leads)| (turn, leads.len()))) {
                rivals.sort_unstable();
                rivals.dedup();
                return (Possibly::No { rivals }, None);
            }
        }
        (Possibly::Undecided, None)
    }

    /// The packages that are in the way of another if the worst of its leads is taken everywhere.
    /// No choice of leads brings others into the way.
    fn threats(&self, p: &Package, claim: Claim, leads: &[Vec<Vec<Lead>>]) -> Vec<usize> {
        let worst = |leads: &Vec<Lead>, option: usize| {
            leads.iter().map(|lead| lead.over[option]).min().unwrap_or_default()
        };
        let gain = |issues: &Vec<Vec<Lead>>, q: &Package| -> i128 {
            -issues.iter().zip(q).map(|(leads, option)| worst(leads, *option)).sum::<i128>()
        };
        let beats = |q: &Package| claim.beats(leads.iter().map(|issues| gain(issues, q)));
        let others = self.packages.iter().enumerate().filter(|(_, q)| *q != p);
        others.filter(|(_, q)| beats(q)).map(|(at, _)| at).collect()
    }

    /// The options of an issue that packages of the list have, each once, rising.
    pub(crate) fn options_seen(&self, issue: usize) -> Vec<usize> {
        let mut seen: Vec<usize> = self.packages.iter().map(|package| package[issue]).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    /// For each party and issue, the lead that gives the option of `q` most over that of `p`.
    pub(super) fn leads_over(&self, q: &Package, p: &Package) -> Vec<Vec<Lead>> {
        let of_issue = |(fit, (best, other)): (&Fit, (&usize, &usize))| {
            let leads = fit.leads(*best, &[*other]);
            leads.into_iter().max_by_key(|lead| lead.over[*other])
        };
        let of_party = |party: &PartyFit| {
            party.issues.iter().zip(q.iter().zip(p)).filter_map(of_issue).collect()
        };
        self.parties.iter().map(of_party).collect()
    }
}

/// Turns the first wheel that can go on, those before it back to their beginning; `false` after
/// the last combination.
fn turned<'a>(wheels: impl Iterator<Item = (&'a mut usize, usize)>) -> bool {
    for (turn, positions) in wheels {
        *turn += 1;
        if *turn < positions {
            return true;
        }
        *turn = 0;
    }
    false
}
