//! How it is answered whether there is a deal: lines, numbers of packages, searches.

use basis::{Diagnostic, Truth};
use draft::Condition;

use super::{Accepted, Accepts, Bounded, Deal, Limits};
use crate::conflict::{Line, Lines, Sought, units_of};
use crate::count::{self, Count, Sum};
use crate::domain::{Domain, Package};
use crate::rules::{Origin, Standing};
use crate::space::Space;

/// Lines of a domain by what may become of them.
struct Sorted {
    /// Rules of the text and guard-rails.
    hard: Vec<Line>,
    /// Red lines that were said or told in confidence.
    firm: Vec<Line>,
    /// Inferred red lines.
    inferred: Vec<Line>,
    /// What was reserved: under greatest points, where these are only partly known.
    maybe: Vec<Line>,
    /// The same, under least points where these are only partly known.
    surely: Vec<Line>,
}

/// What is asked: a domain with each partly known party twice, and its lines.
pub(super) struct Question<'q> {
    domain: &'q Domain,
    bounded: &'q Bounded,
    space: &'q Space,
    sorted: Sorted,
    limits: &'q Limits,
}

/// Packages that obey some lines.
#[derive(Clone)]
struct Obeying {
    lines: Vec<Line>,
    count: Count,
}

/// Packages that surely obey some lines, and those that may.
#[derive(Clone)]
struct Between {
    surely: Obeying,
    maybe: Obeying,
}

impl<'q> Question<'q> {
    /// About a domain in which each partly known party stands twice.
    pub(super) fn of(
        bounded: &'q Bounded,
        domain: &'q Domain,
        space: &'q Space,
        limits: &'q Limits,
    ) -> Question<'q> {
        Question { domain, bounded, space, sorted: sorted(bounded), limits }
    }

    pub(super) fn answered(&self, accepts: &[Accepts]) -> Result<Deal, Diagnostic> {
        let Sorted { hard, firm, inferred, maybe, .. } = &self.sorted;
        let lines = Lines::of(self.domain, self.space, self.limits.search)?;
        let possible = self.between(&[hard, firm])?;
        let not_doubtful = match inferred.is_empty() {
            true => possible.clone(),
            false => self.between(&[hard, firm, inferred])?,
        };
        let (sure, sure_example) = not_doubtful.surely.sought(&lines);
        let (open, open_example) = match sure {
            Truth::Yes => (sure, None),
            _ if self.bounded.partly.is_empty() => (sure, None),
            _ => not_doubtful.maybe.sought(&lines),
        };
        let (any, any_example) = match open {
            Truth::Yes => (open, None),
            _ => possible.maybe.sought(&lines),
        };
        let answer = match (sure, any) {
            (Truth::Yes, _) => Truth::Yes,
            (_, Truth::No) => Truth::No,
            _ => Truth::Unknown,
        };
        let settled = answer != Truth::Unknown || (sure == Truth::No && any == Truth::Yes);
        let clash = match answer {
            Truth::No => lines.clash(&[firm.as_slice(), maybe].concat(), hard)?,
            Truth::Unknown if settled && open == Truth::No => {
                lines.clash(&[firm.as_slice(), maybe, inferred].concat(), hard)?
            }
            _ => None,
        };
        let by_points = answer == Truth::Unknown && settled && open == Truth::Yes;
        let nearest = by_points.then(|| self.nearest(&lines, &not_doubtful)).flatten();
        let example = sure_example.or(nearest).or(open_example);
        // All are doubtful: one that is sure but for the doubt, before one that is open besides.
        let example = example.or_else(|| possible.surely.sought(&lines).1).or(any_example);
        let unknown = answer == Truth::Unknown && settled;
        let open = example.as_ref().filter(|_| unknown).map(|p| self.bounded.open(p));
        Ok(Deal {
            answer,
            settled,
            accepted: self.accepted(&possible, accepts)?,
            possible: possible.count(),
            not_doubtful: not_doubtful.count(),
            example,
            clash,
            open: open.unwrap_or_default(),
        })
    }

    /// A package that may obey all lines, and of which that is open for the fewest parties.
    fn nearest(&self, lines: &Lines<'_>, between: &Between) -> Option<Package> {
        let Between { surely, maybe } = between;
        let own = surely.lines.iter().filter(|line| !maybe.lines.contains(line));
        lines.breaking_fewest(&own.copied().collect::<Vec<_>>(), &maybe.lines)
    }

    /// Packages that obey rules, and give parties what they reserved.
    fn between(&self, rules: &[&[Line]]) -> Result<Between, Diagnostic> {
        let obeying = |reserved: &[Line]| {
            let lines = [rules.concat().as_slice(), reserved].concat();
            let count = self.counted(&lines, &[])?;
            Ok(Obeying { lines, count })
        };
        let maybe = obeying(&self.sorted.maybe)?;
        let surely = match self.bounded.partly.is_empty() {
            true => maybe.clone(),
            false => obeying(&self.sorted.surely)?,
        };
        Ok(Between { surely, maybe })
    }

    /// How many packages obey some lines and other conditions.
    fn counted(&self, lines: &[Line], more: &[Condition]) -> Result<Count, Diagnostic> {
        let mut rules: Vec<&Condition> = more.iter().collect();
        let mut sums = Vec::new();
        for line in lines {
            match *line {
                Line::Rule(at) => rules.extend(self.domain.rules.get(at).map(|rule| &rule.must)),
                Line::Reservation(party) => {
                    if let Some(at_least) = self.space.reserved.get(party).copied().flatten() {
                        sums.push(Sum { units: units_of(self.space, party), at_least });
                    }
                }
            }
        }
        count::packages(&self.options(), &rules, &sums, &self.limits.count)
    }

    fn options(&self) -> Vec<usize> {
        self.domain.issues.iter().map(|issue| issue.options.len()).collect()
    }

    fn accepted(
        &self,
        possible: &Between,
        accepts: &[Accepts],
    ) -> Result<Option<Accepted>, Diagnostic> {
        if accepts.is_empty() {
            return Ok(None);
        }
        let options = self.options();
        let mut conditions: Vec<Condition> =
            accepts.iter().map(|accepts| accepts.condition(&options)).collect();
        // A party of which nothing is known accepts nothing for certain.
        if accepts.len() < self.bounded.domain.parties.len() {
            conditions.push(Condition::Any(Vec::new()));
        }
        let Between { surely, maybe } = possible;
        let sure = self.counted(&surely.lines, &conditions)?;
        let most = if accepts.iter().any(|accepts| accepts.leaves_out) {
            maybe.count.most().clone()
        } else if self.bounded.partly.is_empty() {
            sure.most().clone()
        } else {
            self.counted(&maybe.lines, &conditions)?.most().clone()
        };
        let example = self.example(&surely.lines, conditions)?;
        Ok(Some(Accepted { count: Count::between(sure.least().clone(), most), example }))
    }

    /// A package that obeys lines and other conditions.
    fn example(
        &self,
        lines: &[Line],
        conditions: Vec<Condition>,
    ) -> Result<Option<Package>, Diagnostic> {
        let rule = |must| crate::Rule {
            name: String::new(),
            must,
            origin: Origin::Text,
            cost: crate::Number::default(),
        };
        let obeyed = lines.iter().filter_map(|line| match line {
            Line::Rule(at) => self.domain.rules.get(*at).cloned(),
            Line::Reservation(_) => None,
        });
        let rules = obeyed.chain(conditions.into_iter().map(rule)).collect();
        let asked = Domain { rules, ..self.domain.clone() };
        let reserved = lines.iter().filter(|line| matches!(line, Line::Reservation(_))).copied();
        let all: Vec<Line> = (0..asked.rules.len()).map(Line::Rule).chain(reserved).collect();
        Ok(match Lines::of(&asked, self.space, self.limits.search)?.package(&all) {
            Sought::Package(package) => Some(package),
            Sought::None | Sought::Open => None,
        })
    }
}

impl Between {
    /// At least those that surely obey, at most those that may.
    fn count(&self) -> Count {
        Count::between(self.surely.count.least().clone(), self.maybe.count.most().clone())
    }
}

impl Obeying {
    /// Whether there is one, by a search and by their number; and one.
    fn sought(&self, lines: &Lines<'_>) -> (Truth, Option<Package>) {
        match lines.package(&self.lines) {
            Sought::Package(package) => (Truth::Yes, Some(package)),
            Sought::None => (Truth::No, None),
            Sought::Open if self.count.least() > &0_u8.into() => (Truth::Yes, None),
            Sought::Open if self.count.most() == &0_u8.into() => (Truth::No, None),
            Sought::Open => (Truth::Unknown, None),
        }
    }
}

fn sorted(bounded: &Bounded) -> Sorted {
    let (mut hard, mut firm, mut inferred) = (Vec::new(), Vec::new(), Vec::new());
    for (at, rule) in bounded.domain.rules.iter().enumerate() {
        let lines = match rule.origin {
            Origin::RedLine { standing: Standing::Inferred, .. } => &mut inferred,
            origin if origin.can_be_given_up() => &mut firm,
            _ => &mut hard,
        };
        lines.push(Line::Rule(at));
    }
    let parties = || bounded.domain.parties.iter().enumerate();
    let reserved = parties().filter(|(_, party)| party.reserved.is_some()).map(|(at, _)| at);
    let again = |party: usize| {
        let at = bounded.partly.iter().position(|partly| partly.party == party);
        at.map_or(party, |at| bounded.domain.parties.len() + at)
    };
    let maybe: Vec<Line> = reserved.clone().map(Line::Reservation).collect();
    let surely = reserved.map(|party| Line::Reservation(again(party))).collect();
    Sorted { hard, firm, inferred, maybe, surely }
}
