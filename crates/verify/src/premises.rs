//! Which premises an evaluation may use.

use accord::model::{Accord, PremiseRule};
use basis::KindSet;
use space::Region;

use crate::binding::key;

/// The premises in force for one evaluation. Taking some away, or supposing some that the accord
/// does not state, and looking whether the answer changes shows what an answer rests on.
#[derive(Clone, Debug)]
pub(crate) struct Premises<'a> {
    rules: Vec<&'a PremiseRule>,
    supposed: Vec<Supposed>,
}

/// A premise that the accord does not state, supposed to see whether it would conclude.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Supposed {
    /// Only bound sides act, anywhere.
    ClosedActors,
    /// Who invokes must prove.
    Onus,
    /// Whatever is counted under any heading is of the clause's kinds.
    TallyMapping,
    /// Every register is complete.
    CompleteRegister,
}

impl Supposed {
    pub(crate) const ALL: [Supposed; 4] = [
        Supposed::ClosedActors,
        Supposed::Onus,
        Supposed::TallyMapping,
        Supposed::CompleteRegister,
    ];

    /// As a finding names it.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Supposed::ClosedActors => "closed actors",
            Supposed::Onus => "onus on the invoker",
            Supposed::TallyMapping => "counted … are … (tally mapping)",
            Supposed::CompleteRegister => "complete register",
        }
    }
}

impl<'a> Premises<'a> {
    /// All that the accord states.
    pub(crate) fn of(accord: &'a Accord) -> Premises<'a> {
        let rules = accord.premises.iter().map(|premise| &premise.rule).collect();
        Premises { rules, supposed: Vec::new() }
    }

    /// Without the one at this position.
    pub(crate) fn without(&self, position: usize) -> Premises<'a> {
        let mut other = self.clone();
        other.rules.remove(position);
        other
    }

    /// With these supposed.
    pub(crate) fn supposing(&self, supposed: &[Supposed]) -> Premises<'a> {
        Premises { rules: self.rules.clone(), supposed: supposed.to_vec() }
    }

    fn supposes(&self, what: &Supposed) -> bool {
        self.supposed.contains(what)
    }

    /// The regions in which only bound sides act.
    pub(crate) fn closed_regions(&self) -> Vec<Region> {
        if self.supposes(&Supposed::ClosedActors) {
            return vec![Region::Everywhere];
        }
        let closed = self.rules.iter().filter_map(|rule| match rule {
            PremiseRule::ClosedActors { area: None, .. } => Some(Region::Everywhere),
            PremiseRule::ClosedActors { region, .. } => region.clone(),
            _ => None,
        });
        closed.collect()
    }

    /// Who invokes an exception must prove it.
    pub(crate) fn onus(&self) -> bool {
        self.supposes(&Supposed::Onus) || self.rules.contains(&&PremiseRule::Onus)
    }

    /// The kinds of what an observer counts under a heading, for a clause about `wanted`.
    pub(crate) fn mapped(&self, counted: &str, kinds: KindSet, wanted: KindSet) -> KindSet {
        if self.supposes(&Supposed::TallyMapping) && !kinds.is_disjoint(wanted) {
            return kinds.intersect(wanted);
        }
        let mut kinds = kinds;
        for rule in &self.rules {
            match rule {
                PremiseRule::TallyMapping { counted: heading, kinds: mapped }
                    if key(heading) == key(counted) =>
                {
                    let both = kinds.intersect(*mapped);
                    kinds = if both.is_empty() { *mapped } else { both };
                }
                _ => {}
            }
        }
        kinds
    }

    /// The register of this body is complete.
    pub(crate) fn register_complete(&self, body: Option<&str>) -> bool {
        let stated = |rule: &&&PremiseRule| match rule {
            PremiseRule::CompleteRegister { body: of } => body.is_some_and(|b| key(of) == key(b)),
            _ => false,
        };
        self.supposes(&Supposed::CompleteRegister) || self.rules.iter().any(|rule| stated(&rule))
    }
}
