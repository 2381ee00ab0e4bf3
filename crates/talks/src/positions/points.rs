//! What is known of each party's points, and its red lines as rules of a domain.

use std::collections::{BTreeMap, BTreeSet};

use basis::Truth;
use draft::condition::Choice;
use draft::{Condition, Draft};

use super::issues::{Issues, not_reached};
use super::order::Order;
use super::{Form, Provenance, Statement};
use crate::number::Number;
use crate::partial::{Bounds, Known, KnownIssue};
use crate::rules::{Origin, Rule};
use crate::standing::Positions;

/// A rule, and how we know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// The rule.
    pub rule: Rule,
    /// How we know.
    pub from: Provenance,
}

impl Positions {
    /// What is known of the points of each party, in the order of the parties.
    ///
    /// An option of which nobody stated points may be worth anything from nothing on. *Not reached*
    /// is worth what was stated for it, else nothing: points count what a bracket adds where it is
    /// reached. The worth of a bracket is about the options that it has where it is reached. Where
    /// some of these cannot be chosen any more, what is stated of them still bounds the others.
    pub fn known(&self, draft: &Draft, issues: &Issues) -> Vec<Known> {
        let about = self.about();
        let places = issues.places(draft);
        let issue = |party: usize, (bracket, options): &(usize, Vec<usize>)| {
            let statements = about.get(&(party, *bracket)).map_or(&[][..], Vec::as_slice);
            known_issue(draft, *bracket, options, statements)
        };
        let of = |(party, code): (usize, &String)| Known {
            party: code.clone(),
            issues: places.iter().map(|place| issue(party, place)).collect(),
            reserved: self.reserved(party),
        };
        self.parties.iter().enumerate().map(of).collect()
    }

    /// What holds, by party and bracket.
    pub(super) fn about(&self) -> BTreeMap<(usize, usize), Vec<&Statement>> {
        let mut about: BTreeMap<_, Vec<&Statement>> = BTreeMap::new();
        for item in &self.held.statements {
            about.entry((item.party, item.bracket)).or_default().push(item);
        }
        about
    }

    /// What a party has without an agreement.
    pub(super) fn reserved(&self, party: usize) -> Option<Bounds> {
        let of = self.held.reserved.iter().filter(|item| item.party == party);
        of.map(|item| item.points.clone()).reduce(|a, b| a.both(&b))
    }

    /// The red lines that hold, over positions of issues, each with how we know of it; and those
    /// that speak of a bracket that cannot be counted, by position in what holds: these no search
    /// can heed.
    pub fn rules(&self, issues: &Issues) -> (Vec<Sourced>, Vec<usize>) {
        let (mut rules, mut left_out) = (Vec::new(), Vec::new());
        let mut names = BTreeSet::new();
        for (at, item) in self.held.red_lines.iter().enumerate() {
            let Some(line) = &item.line else { continue };
            let Some(must) = issues.condition(&line.must) else {
                left_out.push(at);
                continue;
            };
            let who = self.parties.get(item.party).map_or("", String::as_str);
            let name = format!("{who}: {}", item.name);
            // The same line, twice said, is one rule.
            if !names.insert(name.clone()) {
                continue;
            }
            let origin = Origin::RedLine { party: item.party, standing: item.from.standing };
            let rule = Rule { name, must, origin, cost: line.cost.clone() };
            rules.push(Sourced { rule, from: item.from.clone() });
        }
        (rules, left_out)
    }
}

/// What is known about the options of an issue, by their positions in the bracket.
fn known_issue(
    draft: &Draft,
    bracket: usize,
    options: &[usize],
    statements: &[&Statement],
) -> KnownIssue {
    let count = super::issues::options(draft, bracket);
    let nowhere = not_reached(draft, bracket);
    let order = Order::of(statements, count, nowhere.unwrap_or(count));
    let at = |option: usize| options.iter().position(|known| *known == option);
    // What is said of options that cannot be chosen still orders and bounds the others.
    let left_out = options.len() < count;
    let ordered = if left_out { order.pairs_through() } else { order.pairs().collect() };
    let pairs = |more: bool| {
        let pairs = ordered.iter().filter(move |(_, _, is_more)| *is_more == more);
        pairs.filter_map(|(above, below, _)| at(*above).zip(at(*below))).collect()
    };
    let own = nowhere.unwrap_or(count);
    let mut worth = order.worth().clone();
    // With some of them left out, best and worst lie nearer to each other, if at other places.
    if options.iter().filter(|option| **option < own).count() < own {
        worth.least = Number::default();
    }
    let left = left_out.then(|| order.left().ok()).flatten();
    let bounds = |option: usize| {
        let left = left.as_ref().filter(|_| option < own).and_then(|left| left.bounds(option));
        left.unwrap_or_else(|| stated(&order, nowhere, option))
    };
    let lives_with = lives_with(statements, count);
    KnownIssue {
        options: options.iter().map(|option| bounds(*option)).collect(),
        at_least: pairs(false),
        more: pairs(true),
        worth,
        in_worth: options.iter().map(|option| *option < own).collect(),
        can_live_with: options.iter().map(|o| lives_with.get(*o) == Some(&true)).collect(),
    }
}

/// Bounds as stated; nothing for *not reached* where nothing is stated.
pub(super) fn stated(order: &Order<'_>, nowhere: Option<usize>, at: usize) -> Bounds {
    if nowhere == Some(at) && !order.has_points(at) {
        return Bounds::exactly(Number::default());
    }
    order.stated(at).cloned().unwrap_or_else(Bounds::unknown)
}

/// By option, whether the party itself stated that it can live with it.
fn lives_with(statements: &[&Statement], options: usize) -> Vec<bool> {
    let mut lives_with = vec![false; options];
    for item in statements.iter().filter(|item| item.from.is_stated_by_party()) {
        let Form::LiveWith(named) = &item.form else { continue };
        for named in named {
            if let Some(slot) = lives_with.get_mut(named.option) {
                *slot = true;
            }
        }
    }
    lives_with
}

/// The brackets that make a condition hold under these choices, each once, rising: for `a or b`
/// those of the parts that hold. Empty where it does not hold.
pub(super) fn rests_on(condition: &Condition, choices: &[Choice]) -> Vec<usize> {
    let mut found = Vec::new();
    if condition.holds(choices).is_certain() {
        collect(condition, choices, true, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn collect(condition: &Condition, choices: &[Choice], holds: bool, found: &mut Vec<usize>) {
    let wanted = Truth::known(holds);
    match condition {
        Condition::Is { bracket, .. } => found.push(*bracket),
        Condition::Not(inner) => collect(inner, choices, !holds, found),
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts.iter().filter(|part| part.holds(choices) == wanted) {
                collect(part, choices, holds, found);
            }
        }
    }
}
