//! A domain in which the points of some parties are only partly known.
//!
//! Nothing that is known ties two issues together, nor two parties, nor points to what was
//! reserved. So the least that a package can be worth is the sum of the least of its options, and
//! so is the most; some points give all parties the most of one package at once, and what each has
//! reserved the least. A package may therefore be possible exactly where it is under greatest
//! points against the least that may be reserved, and surely is exactly where it is under least
//! points against the most.

use basis::Diagnostic;

use crate::domain::{Domain, Package, Party};
use crate::efficiency::{End, Range, Table};
use crate::number::{Number, common_denominator};
use crate::partial::{Bounds, Known};
use crate::space::too_fine;

/// A domain, and what is known of the parties of which not all is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// A party that is only partly known stands in it with the greatest points that fit and the
    /// least that it may have reserved: what breaks a line here breaks it whatever the points are.
    /// Where the greatest is not reached, but only come near, it is less by a part of the common
    /// denominator that sums over all issues do not make up for.
    pub domain: Domain,
    /// Rising by party.
    pub partly: Vec<Partly>,
}

/// What is known of a party that reserved something, and of which not all points are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partly {
    /// Position of the party.
    pub party: usize,
    /// What it has without an agreement.
    pub reserved: Bounds,
    /// What an option can be worth, by issue and option.
    pub worth: Vec<Vec<Range>>,
}

/// What would show that a package gives a party what it reserved, where that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenParty {
    /// Position of the party.
    pub party: usize,
    /// What the package can be worth to it.
    pub worth: Range,
    /// What it has without an agreement.
    pub reserved: Bounds,
    /// The fewest statements that can show it.
    pub settled_by: Vec<About>,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The points of an issue, by its position.
    Points(usize),
    /// What the party has without an agreement.
    Reserved,
}

impl Bounded {
    /// A domain of which all points are known.
    pub fn exact(domain: Domain) -> Bounded {
        Bounded { domain, partly: Vec::new() }
    }

    /// Puts what is known of a party in the place of its points. Nothing changes where it reserved
    /// nothing: then its points are compared with nothing.
    ///
    /// # Errors
    /// As [`Table::of`].
    pub fn know(&mut self, party: usize, known: &Known) -> Result<(), Diagnostic> {
        let (Some(reserved), Some(_)) = (&known.reserved, self.domain.parties.get(party)) else {
            return Ok(());
        };
        let issues = self.domain.issues.clone();
        let (title, conventions) = (String::new(), self.domain.conventions);
        let (parties, rules) = (Vec::new(), Vec::new());
        let alone = Domain { title, issues, parties, rules, conventions };
        let table = Table::of(&alone, std::slice::from_ref(known), &[])?;
        let of_issue = |(at, issue): (usize, &crate::Issue)| {
            (0..issue.options.len()).filter_map(|option| table.worth(0, at, option)).collect()
        };
        let worth = alone.issues.iter().enumerate().map(of_issue).collect();
        let partly = Partly { party, reserved: reserved.clone(), worth };
        let points = partly.greatest().ok_or_else(too_fine)?;
        if let Some(slot) = self.domain.parties.get_mut(party) {
            *slot = Party { points, reserved: Some(reserved.least.clone()), ..slot.clone() };
        }
        self.partly.push(partly);
        self.partly.sort_by_key(|partly| partly.party);
        Ok(())
    }

    /// The domain with each party that is only partly known a second time, after all others: with
    /// the least points that fit and the most that it may have reserved.
    pub(super) fn doubled(&self) -> Domain {
        let mut domain = self.domain.clone();
        domain.parties.extend(self.partly.iter().map(Partly::at_worst));
        domain
    }

    /// What is open about a package, by party.
    pub fn open(&self, package: &Package) -> Vec<OpenParty> {
        self.partly.iter().filter_map(|partly| partly.open(package)).collect()
    }
}

impl Partly {
    /// The greatest points that fit; `None` where they cannot be written exactly.
    fn greatest(&self) -> Option<Vec<Vec<Number>>> {
        let least = &self.reserved.least;
        let ends = self.worth.iter().flatten().filter_map(|range| range.most.at.as_ref());
        let unit = common_denominator(ends.chain([least]))?;
        let short = Number::new(1.into(), unit * (self.worth.len() + 1));
        let of = |range: &Range| match &range.most {
            // As much as can be asked for: other options are worth nothing at the least.
            End { at: None, .. } => least.clone(),
            End { at: Some(at), reached: true } => at.clone(),
            End { at: Some(at), reached: false } => at - &short,
        };
        Some(self.worth.iter().map(|issue| issue.iter().map(of).collect()).collect())
    }

    fn at_worst(&self) -> Party {
        // A least that is not reached is passed, and no sum of such falls short of what is asked.
        let of = |range: &Range| range.least.at.clone().unwrap_or_default();
        let points: Vec<Vec<Number>> =
            self.worth.iter().map(|issue| issue.iter().map(of).collect()).collect();
        // Without an upper bound to what it reserved, nothing is surely enough.
        let beyond = || {
            let most: Number = points.iter().filter_map(|issue| issue.iter().max()).sum();
            most + Number::from_integer(1.into())
        };
        let reserved = Some(self.reserved.most.clone().unwrap_or_else(beyond));
        Party { name: String::new(), reserved, points }
    }

    /// What a package can be worth.
    fn of(&self, package: &Package) -> Range {
        let mut sum = Range { least: nothing(), most: nothing() };
        let chosen = self.worth.iter().zip(package).filter_map(|(issue, at)| issue.get(*at));
        for range in chosen {
            add(&mut sum.least, &range.least);
            add(&mut sum.most, &range.most);
        }
        sum
    }

    fn open(&self, package: &Package) -> Option<OpenParty> {
        let worth = self.of(package);
        let least = worth.least.at.clone().unwrap_or_default();
        let most = self.reserved.most.as_ref();
        if most.is_some_and(|most| least >= *most) {
            return None;
        }
        let lacking = most.unwrap_or(&self.reserved.least) - &least;
        let mut rooms = self.rooms(package);
        // The widest first, of equal ones those whose end is reached.
        let width = |room: &End| (room.at.is_none(), room.at.clone(), room.reached);
        rooms.sort_by_key(|(room, _)| std::cmp::Reverse(width(room)));
        let mut settled_by: Vec<About> =
            most.is_none().then_some(About::Reserved).into_iter().collect();
        let mut sum = nothing();
        for (room, about) in rooms {
            let enough = match &sum {
                End { at: None, .. } => true,
                End { at: Some(at), reached } => *at > lacking || (*at == lacking && *reached),
            };
            if enough {
                break;
            }
            add(&mut sum, &room);
            settled_by.push(about);
        }
        settled_by.sort_unstable();
        Some(OpenParty { party: self.party, worth, reserved: self.reserved.clone(), settled_by })
    }

    /// By how much a statement can raise the least of a package above what is reserved.
    fn rooms(&self, package: &Package) -> Vec<(End, About)> {
        let room = |most: Option<&Number>, least: &Number| most.map(|most| most - least);
        let chosen = self.worth.iter().zip(package).enumerate();
        let points = chosen.filter_map(|(at, (issue, option))| {
            let Range { least, most } = issue.get(*option)?;
            let least = least.at.clone().unwrap_or_default();
            let room = End { at: room(most.at.as_ref(), &least), reached: most.reached };
            Some((room, About::Points(at)))
        });
        let reserved = self.reserved.most.as_ref().map(|most| {
            let room = End { at: room(Some(most), &self.reserved.least), reached: true };
            (room, About::Reserved)
        });
        points.chain(reserved).collect()
    }
}

fn nothing() -> End {
    End { at: Some(Number::default()), reached: true }
}

fn add(sum: &mut End, more: &End) {
    sum.at = sum.at.take().zip(more.at.as_ref()).map(|(sum, more)| sum + more);
    sum.reached &= more.reached;
}
