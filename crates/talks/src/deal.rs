//! Is there a deal? How many packages are possible, one of them, and where none is, what clashes.
//!
//! A package is *possible* when it breaks no rule of the text, no guard-rail and no red line that
//! was said or told in confidence, and gives no party less than it reserved. It is *doubtful* when
//! only an inferred red line excludes it. A party is *known to accept* a package when each option
//! of it is one that the party can live with, or that an acceptance covers; silence is not
//! acceptance.

use basis::{Diagnostic, Truth};
use draft::Condition;

use crate::conflict::{self, Clash, Line, Lines, Sought, units_of};
use crate::count::{self, Count, Sum};
use crate::domain::{Domain, Package};
use crate::rules::{Origin, Standing};
use crate::space::Space;

pub mod check;

mod accepted;

pub use accepted::{Acceptance, Accepts};

/// How far counting and searching go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Of counting.
    pub count: count::Limits,
    /// Of the search for packages and conflicts.
    pub search: conflict::Limits,
}

/// The answer, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// *Yes* where some package is possible and not doubtful, *no* where none is possible. *Cannot
    /// be known* where all possible packages are doubtful, or [`Deal::settled`] is false.
    pub answer: Truth,
    /// Whether the answer was found within the limits.
    pub settled: bool,
    /// Possible packages, doubtful ones among them.
    pub possible: Count,
    /// Possible packages that are not doubtful.
    pub not_doubtful: Count,
    /// A package that is possible, and not doubtful where there is such a one. `None` also where
    /// packages were counted and none was found within the limits.
    pub example: Option<Package>,
    /// Packages that are possible and known to be accepted by all; `None` where nobody asked.
    pub accepted: Option<Accepted>,
    /// Where the answer is not *yes*: what clashes. With *no* these are lines other than inferred
    /// ones, with *cannot be known* the inferred ones too. `None` beyond the limits.
    pub clash: Option<Clash>,
}

/// Packages that are possible and known to be accepted by every party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// How many; at least so many where an acceptance that waits for another party is left out.
    pub count: Count,
    /// One of them.
    pub example: Option<Package>,
}

/// Lines of a domain by what may become of them.
struct Sorted {
    /// Rules of the text and guard-rails.
    hard: Vec<Line>,
    /// Red lines that were said or told in confidence, and reserved values.
    firm: Vec<Line>,
    /// Inferred red lines.
    inferred: Vec<Line>,
}

impl Deal {
    /// Answers for a domain. `accepts` says what each party is known to accept, by position of the
    /// party; none of them where that is not asked.
    ///
    /// # Errors
    /// Where points or costs cannot be added exactly ([`crate::codes::TOO_FINE`]), or rules tell
    /// too many options of one issue apart ([`crate::codes::LIMIT`]).
    pub fn of(domain: &Domain, accepts: &[Accepts], limits: &Limits) -> Result<Deal, Diagnostic> {
        let space = Space::of(domain)?;
        let lines = Lines::of(domain, &space, limits.search)?;
        let Sorted { hard, firm, inferred } = sorted(domain);
        let possible_lines = [hard.as_slice(), &firm].concat();
        let all_lines = [possible_lines.as_slice(), &inferred].concat();
        let count = |lines: &[Line]| counted(domain, &space, lines, &[], limits);
        let possible = count(&possible_lines)?;
        let not_doubtful = if inferred.is_empty() { possible.clone() } else { count(&all_lines)? };
        let (found, example) = sought(&lines, &all_lines, &not_doubtful);
        let (possible_found, possible_example) = match found {
            Truth::Yes => (Truth::Yes, None),
            _ => sought(&lines, &possible_lines, &possible),
        };
        let answer = match (found, possible_found) {
            (Truth::Yes, _) => Truth::Yes,
            (_, Truth::No) => Truth::No,
            _ => Truth::Unknown,
        };
        let settled =
            answer != Truth::Unknown || (found == Truth::No && possible_found == Truth::Yes);
        let clash = match answer {
            Truth::Yes => None,
            Truth::No => lines.clash(&firm, &hard)?,
            Truth::Unknown if settled => {
                lines.clash(&[firm.as_slice(), &inferred].concat(), &hard)?
            }
            Truth::Unknown => None,
        };
        let accepted = accepted(domain, &space, &possible_lines, accepts, limits)?;
        let example = example.or(possible_example);
        Ok(Deal { answer, settled, possible, not_doubtful, example, accepted, clash })
    }

    /// What is left of the answer where some lines could not be compared, each of which may exclude
    /// any package: a *yes* is not known any more, and counts are counts at most.
    #[must_use]
    pub fn leaving_lines_aside(self) -> Deal {
        let at_most = |count: &Count| Count::between(0_u8.into(), count.most().clone());
        let accepted =
            |accepted: Accepted| Accepted { count: at_most(&accepted.count), example: None };
        Deal {
            answer: self.answer.and(Truth::Unknown),
            possible: at_most(&self.possible),
            not_doubtful: at_most(&self.not_doubtful),
            example: None,
            accepted: self.accepted.map(accepted),
            ..self
        }
    }
}

/// Whether some package obeys lines, by a search and by their number; and one.
fn sought(lines: &Lines<'_>, obeyed: &[Line], count: &Count) -> (Truth, Option<Package>) {
    match lines.package(obeyed) {
        Sought::Package(package) => (Truth::Yes, Some(package)),
        Sought::None => (Truth::No, None),
        Sought::Open if count.least() > &0_u8.into() => (Truth::Yes, None),
        Sought::Open if count.most() == &0_u8.into() => (Truth::No, None),
        Sought::Open => (Truth::Unknown, None),
    }
}

fn sorted(domain: &Domain) -> Sorted {
    let (mut hard, mut firm, mut inferred) = (Vec::new(), Vec::new(), Vec::new());
    for (at, rule) in domain.rules.iter().enumerate() {
        let lines = match rule.origin {
            Origin::RedLine { standing: Standing::Inferred, .. } => &mut inferred,
            origin if origin.can_be_given_up() => &mut firm,
            _ => &mut hard,
        };
        lines.push(Line::Rule(at));
    }
    let parties = domain.parties.iter().enumerate().filter(|(_, party)| party.reserved.is_some());
    firm.extend(parties.map(|(at, _)| Line::Reservation(at)));
    Sorted { hard, firm, inferred }
}

/// How many packages obey some lines and other conditions.
fn counted(
    domain: &Domain,
    space: &Space,
    lines: &[Line],
    more: &[Condition],
    limits: &Limits,
) -> Result<Count, Diagnostic> {
    let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
    let mut rules: Vec<&Condition> = more.iter().collect();
    let mut sums = Vec::new();
    for line in lines {
        match *line {
            Line::Rule(at) => rules.extend(domain.rules.get(at).map(|rule| &rule.must)),
            Line::Reservation(party) => {
                if let Some(at_least) = space.reserved.get(party).copied().flatten() {
                    sums.push(Sum { units: units_of(space, party), at_least });
                }
            }
        }
    }
    count::packages(&options, &rules, &sums, &limits.count)
}

fn accepted(
    domain: &Domain,
    space: &Space,
    lines: &[Line],
    accepts: &[Accepts],
    limits: &Limits,
) -> Result<Option<Accepted>, Diagnostic> {
    if accepts.is_empty() {
        return Ok(None);
    }
    let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
    let mut conditions: Vec<Condition> =
        accepts.iter().map(|accepts| accepts.condition(&options)).collect();
    // A party of which nothing is known accepts nothing for certain.
    if accepts.len() < domain.parties.len() {
        conditions.push(Condition::Any(Vec::new()));
    }
    let mut count = counted(domain, space, lines, &conditions, limits)?;
    if accepts.iter().any(|accepts| accepts.leaves_out) {
        let possible = counted(domain, space, lines, &[], limits)?;
        count = Count::between(count.least().clone(), possible.most().clone());
    }
    let mut asked = Domain { rules: Vec::new(), ..domain.clone() };
    let rule = |must| crate::Rule {
        name: String::new(),
        must,
        origin: Origin::Text,
        cost: crate::Number::default(),
    };
    let obeyed = lines.iter().filter_map(|line| match line {
        Line::Rule(at) => domain.rules.get(*at).cloned(),
        Line::Reservation(_) => None,
    });
    asked.rules = obeyed.chain(conditions.into_iter().map(rule)).collect();
    let all: Vec<Line> = (0..asked.rules.len()).map(Line::Rule).collect();
    let reserved = lines.iter().filter(|line| matches!(line, Line::Reservation(_))).copied();
    let all: Vec<Line> = all.into_iter().chain(reserved).collect();
    let (_, example) = sought(&Lines::of(&asked, space, limits.search)?, &all, &count);
    Ok(Some(Accepted { count, example }))
}
