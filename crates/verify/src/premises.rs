//! Which premises an evaluation may use.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use accord::model::{Accord, PremiseRule};
use basis::{KindSet, Truth};
use space::Region;

use crate::binding::key;
use crate::facts::{Event, Made};

/// The premises in force for one evaluation. Taking some away, or supposing some that the accord
/// does not state, and looking whether the answer changes shows what an answer rests on.
#[derive(Debug)]
pub(crate) struct Premises<'a> {
    rules: Vec<&'a PremiseRule>,
    supposed: Vec<Supposed>,
    /// Where only bound sides act.
    closed: Region,
    /// Whether somebody who is not bound may have done an event.
    outsiders: RefCell<BTreeMap<(Made, String), Truth>>,
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

/// The region that a premise closes to everybody but the bound sides.
fn closed_by(rule: &PremiseRule) -> Option<Region> {
    match rule {
        PremiseRule::ClosedActors { area: None, .. } => Some(Region::Everywhere),
        PremiseRule::ClosedActors { region, .. } => region.clone(),
        _ => None,
    }
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

/// The sets of premises that a run tries, each made once.
pub(crate) struct PremiseSets<'a> {
    /// All that the accord states.
    pub(crate) stated: Premises<'a>,
    /// The same without one, by its position.
    pub(crate) without: Vec<Premises<'a>>,
    supposing: RefCell<BTreeMap<Vec<Supposed>, Rc<Premises<'a>>>>,
}

impl<'a> PremiseSets<'a> {
    pub(crate) fn new(accord: &'a Accord) -> PremiseSets<'a> {
        let stated = Premises::of(accord);
        let without = (0..accord.premises.len()).map(|position| stated.without(position)).collect();
        PremiseSets { stated, without, supposing: RefCell::default() }
    }

    /// All that the accord states, and these supposed.
    pub(crate) fn supposing(&self, supposed: &[Supposed]) -> Rc<Premises<'a>> {
        let mut made = self.supposing.borrow_mut();
        let make = || Rc::new(self.stated.supposing(supposed));
        made.entry(supposed.to_vec()).or_insert_with(make).clone()
    }
}

impl<'a> Premises<'a> {
    fn new(rules: Vec<&'a PremiseRule>, supposed: Vec<Supposed>) -> Premises<'a> {
        let closed = if supposed.contains(&Supposed::ClosedActors) {
            Region::Everywhere
        } else {
            Region::union(rules.iter().filter_map(|rule| closed_by(rule)).collect())
        };
        Premises { rules, supposed, closed, outsiders: RefCell::default() }
    }

    /// All that the accord states.
    fn of(accord: &'a Accord) -> Premises<'a> {
        let rules = accord.premises.iter().map(|premise| &premise.rule).collect();
        Premises::new(rules, Vec::new())
    }

    /// Without the one at this position.
    fn without(&self, position: usize) -> Premises<'a> {
        let mut rules = self.rules.clone();
        rules.remove(position);
        Premises::new(rules, self.supposed.clone())
    }

    /// With these supposed.
    fn supposing(&self, supposed: &[Supposed]) -> Premises<'a> {
        Premises::new(self.rules.clone(), supposed.to_vec())
    }

    fn supposes(&self, what: &Supposed) -> bool {
        self.supposed.contains(what)
    }

    /// Where only bound sides act.
    pub(crate) fn closed(&self) -> &Region {
        &self.closed
    }

    /// Whether somebody who is not bound may have done an event that names nobody: not where the
    /// place lies wholly where only bound sides act.
    pub(crate) fn outsider_possible(&self, event: &Event) -> Truth {
        if self.closed == Region::nowhere() {
            return Truth::Yes;
        }
        if let Some(known) = self.outsiders.borrow().get(&event.key()) {
            return *known;
        }
        let truth = space::possible_outside(&event.place, &[&self.closed]);
        self.outsiders.borrow_mut().insert(event.key(), truth);
        truth
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
                    // A mapping to other kinds than the record's own contradicts it: no effect.
                    let both = kinds.intersect(*mapped);
                    kinds = if both.is_empty() { kinds } else { both };
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
