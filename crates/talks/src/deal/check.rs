//! An independent check of answers about a deal: packages by plain evaluation of each line, proofs
//! by replaying their steps.
//!
//! It shares no code with the counting and the searching. It takes packages and steps as claims and
//! the domain as the truth, and adds points as rationals. What is not checked: numbers of packages,
//! that all minimal conflicts were found, and that no relaxation is cheaper. Tests compare these
//! with brute force.

use basis::Truth;
use draft::Condition;
use draft::condition::Choice;

use crate::conflict::{Conflict, Line, Refutation, Step, Why};
use crate::domain::Domain;
use crate::number::Number;

/// Cases that are looked at to see whether one rule can still hold.
pub const CASES_MAX: usize = 100_000;

/// Options of each issue that are open.
type Open = Vec<Vec<usize>>;

/// Whether a package obeys a line.
pub fn obeys(domain: &Domain, package: &[usize], line: Line) -> bool {
    match line {
        Line::Rule(at) => {
            let chosen: Vec<Choice> = package.iter().map(|o| Choice::Option(*o)).collect();
            domain.rules.get(at).is_some_and(|rule| rule.must.holds(&chosen).is_certain())
        }
        Line::Reservation(at) => domain.parties.get(at).is_some_and(|party| {
            let points = party.points.iter().zip(package).map(|(issue, at)| issue.get(*at));
            let sum: Option<Number> = points.sum();
            sum.is_some_and(|sum| party.reserved.as_ref().is_none_or(|least| sum >= *least))
        }),
    }
}

/// Whether a conflict is one, and minimal: its proof holds and rests on its lines only, and for
/// each line there is a package that obeys the others and all of `hard`.
pub fn conflict(domain: &Domain, hard: &[Line], conflict: &Conflict) -> bool {
    let used = [conflict.lines.as_slice(), &conflict.with].concat();
    let others_fit = |(line, package): (&Line, &Vec<usize>)| {
        let others = conflict.lines.iter().filter(|other| *other != line);
        is_package(domain, package)
            && others.chain(hard).all(|other| obeys(domain, package, *other))
    };
    conflict.without.len() == conflict.lines.len()
        && conflict.with.iter().all(|line| hard.contains(line))
        && conflict.lines.iter().zip(&conflict.without).all(others_fit)
        && refutation(domain, &used, &conflict.refutation)
}

/// Whether a list of positions is a package of the domain.
pub fn is_package(domain: &Domain, package: &[usize]) -> bool {
    package.len() == domain.issues.len()
        && package.iter().zip(&domain.issues).all(|(at, issue)| *at < issue.options.len())
}

/// Whether the steps show that no package obeys all lines. False also where one rule has more than
/// [`CASES_MAX`] cases.
pub fn refutation(domain: &Domain, lines: &[Line], proof: &Refutation) -> bool {
    let all: Open = domain.issues.iter().map(|i| (0..i.options.len()).collect()).collect();
    // One list of open options for each supposition that stands, with what was supposed.
    let mut levels: Vec<(usize, Vec<usize>, Open)> = vec![(0, Vec::new(), all)];
    for step in &proof.steps {
        let Some((_, _, open)) = levels.last_mut() else { return false };
        match step {
            Step::Exclude { issue, options, why } => {
                let Some(of_issue) = open.get(*issue).cloned() else { return false };
                open[*issue] = of_issue.iter().filter(|o| options.contains(o)).copied().collect();
                if !fails(domain, lines, open, why) {
                    return false;
                }
                open[*issue] = of_issue.into_iter().filter(|o| !options.contains(o)).collect();
            }
            Step::Suppose { issue, options } => {
                let mut supposed = open.clone();
                let Some(of_issue) = supposed.get_mut(*issue) else { return false };
                of_issue.retain(|option| options.contains(option));
                levels.push((*issue, options.clone(), supposed));
            }
            Step::Refuted { why } => {
                if !fails(domain, lines, open, why) {
                    return false;
                }
                let Some((issue, options, _)) = levels.pop() else { return false };
                match levels.last_mut() {
                    Some((_, _, below)) => below[issue].retain(|o| !options.contains(o)),
                    // Without a supposition nothing is left: shown.
                    None => return true,
                }
            }
        }
    }
    false
}

/// Whether something that one of the lines asks for cannot be had with what is open.
fn fails(domain: &Domain, lines: &[Line], open: &Open, why: &Why) -> bool {
    match why {
        Why::Nothing(issue) => open.get(*issue).is_some_and(Vec::is_empty),
        Why::Rule(at) => {
            let rule = domain.rules.get(*at).filter(|_| lines.contains(&Line::Rule(*at)));
            rule.is_some_and(|rule| {
                let mut cases = 0;
                !can_hold(&rule.must, &rule.must.brackets(), &mut open.clone(), &mut cases)
            })
        }
        Why::Reserved(parties) => cannot_reach(domain, lines, open, parties) == Some(true),
    }
}

/// Whether a condition can hold with what is open, by looking at cases until each is decided.
fn can_hold(condition: &Condition, issues: &[usize], open: &mut Open, cases: &mut usize) -> bool {
    *cases += 1;
    match truth(condition, open) {
        Truth::Yes => true,
        Truth::No => false,
        // Beyond the limit nothing is shown.
        Truth::Unknown if *cases > CASES_MAX => true,
        Truth::Unknown => {
            let many = |issue: &&usize| open.get(**issue).is_some_and(|open| open.len() > 1);
            let Some(&issue) = issues.iter().find(many) else { return true };
            let options = open[issue].clone();
            let holds = options.iter().any(|option| {
                open[issue] = vec![*option];
                can_hold(condition, issues, open, cases)
            });
            open[issue] = options;
            holds
        }
    }
}

/// What is known of a condition with what is open, each part by itself.
fn truth(condition: &Condition, open: &Open) -> Truth {
    match condition {
        Condition::Is { bracket, option } => match open.get(*bracket).map(Vec::as_slice) {
            Some([only]) if only == option => Truth::Yes,
            Some(open) if open.contains(option) => Truth::Unknown,
            _ => Truth::No,
        },
        Condition::Not(inner) => truth(inner, open).not(),
        Condition::All(parts) => Truth::all(parts.iter().map(|part| truth(part, open))),
        Condition::Any(parts) => Truth::any(parts.iter().map(|part| truth(part, open))),
    }
}

/// Whether the most that is open gives parties, times their multipliers, less than they reserved.
fn cannot_reach(
    domain: &Domain,
    lines: &[Line],
    open: &Open,
    parties: &[(usize, i128)],
) -> Option<bool> {
    let multiplied = |points: &Number, times: i128| points * Number::from_integer(times.into());
    let mut lacking = Number::default();
    for (party, times) in parties {
        let asked = *times > 0 && lines.contains(&Line::Reservation(*party));
        let reserved = domain.parties.get(*party)?.reserved.as_ref().filter(|_| asked)?;
        lacking += multiplied(reserved, *times);
    }
    for (issue, open) in open.iter().enumerate() {
        let mut most: Option<Number> = None;
        for option in open {
            let mut sum = Number::default();
            for (party, times) in parties {
                let points = domain.parties.get(*party)?.points.get(issue)?.get(*option)?;
                sum += multiplied(points, *times);
            }
            most = most.max(Some(sum));
        }
        lacking -= most?;
    }
    Some(lacking > Number::default())
}
