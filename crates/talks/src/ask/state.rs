//! What is settled of a list of packages, and what more would be after an answer.

use basis::Truth;
use draft::table::NOT_REACHED;

use super::Settles;
use crate::domain::{Domain, Issue, Package};
use crate::efficiency::fit::Fit;
use crate::efficiency::{Claim, Table};
use crate::partial::Known;
use crate::rules::Origin;

/// What follows from an answer.
pub(super) enum Effect {
    /// Of one party's points of one issue these remain.
    Points { party: usize, issue: usize, fit: Fit },
    /// The party can live with the option.
    LivesWith { party: usize, issue: usize, option: usize },
    /// The party cannot live with the option: a red line.
    DoesNotLiveWith { party: usize, issue: usize, option: usize },
    /// An inferred red line is one.
    RedLineStands { rule: usize },
    /// An inferred red line is none.
    NoRedLine { rule: usize },
}

impl Effect {
    /// Who was asked.
    fn party(&self, holders: &[Option<usize>]) -> Option<usize> {
        match self {
            Effect::Points { party, .. }
            | Effect::LivesWith { party, .. }
            | Effect::DoesNotLiveWith { party, .. } => Some(*party),
            Effect::RedLineStands { rule } | Effect::NoRedLine { rule } => {
                holders.get(*rule).copied().flatten()
            }
        }
    }
}

/// What is known of the packages of a table.
pub(super) struct State<'a> {
    table: &'a Table,
    known: &'a [Known],
    /// By issue, the option that stands for *not reached*: there is nothing there to live with.
    nowhere: Vec<Option<usize>>,
    /// Whose the rules are, where they are red lines.
    holders: Vec<Option<usize>>,
    /// The most that a party can have of a package over another, by party, package and other.
    most: Vec<Vec<Vec<i128>>>,
    /// By package: whether it is efficient, as far as that is settled.
    efficiency: Vec<Truth>,
    /// By package: the inferred red lines that it breaks.
    breaks: Vec<Vec<usize>>,
    /// By party and package.
    accepts: Vec<Vec<Truth>>,
}

impl<'a> State<'a> {
    pub(super) fn of(domain: &Domain, known: &'a [Known], table: &'a Table) -> State<'a> {
        let packages = table.packages();
        let holder = |origin: Origin| match origin {
            Origin::RedLine { party, .. } => Some(party),
            Origin::Text | Origin::Guardrail => None,
        };
        let nowhere = |issue: &Issue| issue.options.iter().position(|name| name == NOT_REACHED);
        let broken = |package: &Package| {
            let rules = domain.rules.iter().enumerate();
            let breaks = rules.filter(|(_, rule)| {
                !crate::rules::admits(std::slice::from_ref(rule), package).is_certain()
            });
            breaks.map(|(at, _)| at).collect()
        };
        let rows = |party: usize| {
            let row = |p: &Package| packages.iter().map(|q| table.most(party, p, q)).collect();
            packages.iter().map(row).collect()
        };
        let mut state = State {
            table,
            known,
            nowhere: domain.issues.iter().map(nowhere).collect(),
            holders: domain.rules.iter().map(|rule| holder(rule.origin)).collect(),
            most: (0..known.len()).map(rows).collect(),
            efficiency: vec![Truth::Unknown; packages.len()],
            breaks: packages.iter().map(broken).collect(),
            accepts: Vec::new(),
        };
        let all = vec![true; packages.len()];
        let most = |party: usize, p: usize, q: usize| state.most[party][p][q];
        state.efficiency =
            (0..packages.len()).map(|p| efficient(p, &all, known.len(), &most)).collect();
        let accepts = |party: usize| {
            (0..packages.len()).map(|p| state.accepts_if(party, p, None, None)).collect()
        };
        state.accepts = (0..known.len()).map(accepts).collect();
        state
    }

    pub(super) fn table(&self) -> &Table {
        self.table
    }

    pub(super) fn known(&self, party: usize) -> Option<&Known> {
        self.known.get(party)
    }

    pub(super) fn efficiency_settled(&self) -> usize {
        self.efficiency.iter().filter(|answer| **answer != Truth::Unknown).count()
    }

    /// Whether a party accepts a package: *no* where it gives less than the party reserved whatever
    /// its points are, *yes* where the party can live with each option and no inferred red line of
    /// it is broken. One option that it can live with, and one red line that is none, may be added.
    fn accepts_if(
        &self,
        party: usize,
        p: usize,
        lives_with: Option<(usize, usize)>,
        no_red_line: Option<usize>,
    ) -> Truth {
        if self.table.acceptable(party, p) == Truth::No {
            return Truth::No;
        }
        let package = &self.table.packages()[p];
        let lives = |(issue, option): (usize, &usize)| {
            let known = self.known.get(party).and_then(|known| known.issues.get(issue));
            known.and_then(|issue| issue.can_live_with.get(*option)) == Some(&true)
                || self.nowhere.get(issue).is_some_and(|at| *at == Some(*option))
                || lives_with == Some((issue, *option))
        };
        let mut doubts = self.breaks[p].iter().filter(|rule| Some(**rule) != no_red_line);
        let doubted = doubts.any(|rule| self.holders.get(*rule) == Some(&Some(party)));
        if !doubted && package.iter().enumerate().all(lives) { Truth::Yes } else { Truth::Unknown }
    }

    /// What an answer would settle.
    pub(super) fn after(&self, effect: &Effect) -> Settles {
        let packages = self.table.packages();
        let leaves = |p: usize| match effect {
            Effect::DoesNotLiveWith { issue, option, .. } => {
                packages[p].get(*issue) == Some(option)
            }
            Effect::RedLineStands { rule } => self.breaks[p].contains(rule),
            _ => false,
        };
        let stays: Vec<bool> = (0..packages.len()).map(|p| !leaves(p)).collect();
        let most = |party: usize, p: usize, q: usize| {
            let before = self.most[party][p][q];
            match effect {
                Effect::Points { party: of, issue, fit } if *of == party => {
                    let (a, b) = (packages[p][*issue], packages[q][*issue]);
                    let old = self.table.fit(party, *issue).map_or(0, |old| old.most(a, b));
                    before - old + fit.most(a, b)
                }
                _ => before,
            }
        };
        // Where the list and all points stay as they are, nothing of efficiency changes.
        let moves = !stays.iter().all(|stays| *stays) || matches!(effect, Effect::Points { .. });
        let mut found = Settles::default();
        for p in 0..packages.len() {
            if !stays[p] {
                // What the party was known to refuse is nothing new.
                let new = usize::from(self.is_unknown(effect.party(&self.holders), p));
                found.leave += new;
                found.packages += new;
                continue;
            }
            let open = self.efficiency[p] == Truth::Unknown;
            let now = || efficient(p, &stays, self.known.len(), &most);
            let efficiency = moves && open && now() != Truth::Unknown;
            let acceptance = self.acceptance_known(p, effect);
            let possible =
                matches!(effect, Effect::NoRedLine { rule } if self.breaks[p] == [*rule]);
            found.efficiency += usize::from(efficiency);
            found.acceptance += usize::from(acceptance);
            found.possible += usize::from(possible);
            found.packages += usize::from(efficiency || acceptance || possible);
        }
        found
    }

    /// Whether one package beats another whatever the points are: then nothing more is asked of it.
    fn beaten(&self, p: usize) -> bool {
        self.efficiency.get(p) == Some(&Truth::No)
    }

    /// Whether it is not known if a party accepts a package, and worth knowing.
    fn is_unknown(&self, party: Option<usize>, p: usize) -> bool {
        let of_party = party.and_then(|party| self.accepts.get(party));
        !self.beaten(p) && of_party.and_then(|of| of.get(p)) == Some(&Truth::Unknown)
    }

    /// Whether it becomes known if the party that was asked accepts a package.
    fn acceptance_known(&self, p: usize, effect: &Effect) -> bool {
        let unknown = |party: usize| self.is_unknown(Some(party), p);
        match effect {
            Effect::Points { party, issue, fit } => {
                unknown(*party) && self.table.never_enough(*party, p, *issue, fit)
            }
            Effect::LivesWith { party, issue, option } => {
                let lives = Some((*issue, *option));
                unknown(*party) && self.accepts_if(*party, p, lives, None).is_certain()
            }
            Effect::NoRedLine { rule } => match self.holders.get(*rule) {
                Some(Some(party)) => {
                    unknown(*party) && self.accepts_if(*party, p, None, Some(*rule)).is_certain()
                }
                _ => false,
            },
            // Those of which it becomes known leave the list.
            Effect::DoesNotLiveWith { .. } | Effect::RedLineStands { .. } => false,
        }
    }
}

/// Whether a package is necessarily efficient among those that stay; *no* where one of them beats
/// it whatever the points are.
fn efficient(
    p: usize,
    stays: &[bool],
    parties: usize,
    most: &impl Fn(usize, usize, usize) -> i128,
) -> Truth {
    let rivals = || (0..stays.len()).filter(|q| *q != p && stays[*q]);
    let sometimes = |q: usize| Claim::Efficient.beats((0..parties).map(|party| most(party, q, p)));
    let always = |q: usize| Claim::Efficient.beats((0..parties).map(|party| -most(party, p, q)));
    if !rivals().any(sometimes) {
        return Truth::Yes;
    }
    if rivals().any(always) { Truth::No } else { Truth::Unknown }
}
