//! GENIUS: a domain in XML, and a profile in XML for each party.
//!
//! An issue is known by its `index` within a file, whatever number that begins with, and by its
//! name between files. The utility of an item is its evaluation divided by the greatest of its
//! issue, that of an integer what the evaluator makes of it, each times the weight of the issue
//! (`EvaluatorDiscrete`, `EvaluatorInteger` and `AdditiveUtilitySpace` of GENIUS 10.4). Nested
//! objectives are groups. Issues of real numbers have no finite list of options and are refused.
//! Discount factors belong to a course of negotiation, not to a package, and are left out.

use std::collections::{BTreeMap, BTreeSet};

use basis::{At, Diagnostic, Span, suggest};
use num_traits::{One as _, Signed as _};

use super::json::PROBLEMS_MAX;
use super::negolog::stem;
use super::{Input, Problems};
use crate::codes;
use crate::domain::{Domain, Issue, OPTIONS_MAX, PARTIES_MAX, Party};
use crate::number::Number;
use crate::profile::Profile;

mod evaluator;

mod sheet;

mod tag;

use sheet::{Sheet, SheetIssue};

/// Reads a domain and its profiles, or profiles alone.
pub(super) fn read(files: &[Input<'_>]) -> Result<Domain, Problems> {
    let mut sheets = Vec::with_capacity(files.len());
    for file in files {
        sheets.push((file, Sheet::read(file)?));
    }
    let Some((first, domain)) = sheets.first() else { return Err(Vec::new()) };
    let profiles = if domain.is_profile() { &sheets[..] } else { &sheets[1..] };
    if profiles.is_empty() {
        let message = "this domain has no profiles";
        let problem = Diagnostic::error(codes::PARTIES, message).label(first.name, At::File, "");
        return Err(vec![problem.help("name the files of profiles after that of the domain")]);
    }
    if profiles.len() > PARTIES_MAX {
        return Err(vec![crate::space::too_many("profiles", PARTIES_MAX)]);
    }
    let issues = issues_of(first, domain)?;
    let mut problems = Vec::new();
    let party = |(file, sheet): &(&Input<'_>, Sheet)| party(file, sheet, &issues, &mut problems);
    let parties = profiles.iter().map(party).collect();
    let title = domain.title.clone();
    if problems.is_empty() {
        return Ok(Domain {
            title,
            issues,
            parties,
            rules: Vec::new(),
            conventions: Profile::Genius,
        });
    }
    problems.truncate(PROBLEMS_MAX);
    Err(problems)
}

fn issues_of(file: &Input<'_>, sheet: &Sheet) -> Result<Vec<Issue>, Problems> {
    let (mut issues, mut problems, mut all) = (Vec::new(), Vec::new(), 0);
    for issue in &sheet.issues {
        match issue.options(file, OPTIONS_MAX - all) {
            Ok(options) => {
                all += options.len();
                issues.push(Issue { name: issue.name.clone(), options });
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.truncate(PROBLEMS_MAX);
    if problems.is_empty() { Ok(issues) } else { Err(problems) }
}

fn party(file: &Input<'_>, sheet: &Sheet, issues: &[Issue], problems: &mut Problems) -> Party {
    let known = |issue: &&SheetIssue| issues.iter().any(|known| known.name == issue.name);
    for issue in sheet.issues.iter().filter(|issue| !known(issue)).take(PROBLEMS_MAX) {
        let names = issues.iter().map(|known| known.name.as_str());
        let message = format!("the domain has no issue `{}`", issue.name);
        let problem = file.problem(codes::UNKNOWN, message, issue.span);
        problems.push(problem.help_opt(suggest::did_you_mean(&issue.name, names)));
    }
    let points: Vec<_> = issues.iter().map(|issue| points(file, sheet, issue, problems)).collect();
    weights_of_groups(file, sheet, &points, problems);
    Party { name: stem(file.name), reserved: sheet.reserved.clone(), points }
}

/// GENIUS sums over issues and leaves the weights of nested objectives out. Where they were meant
/// to be multiplied in, the weights of all issues add up to more than 1, and GENIUS cuts what is
/// above: such a file is refused.
fn weights_of_groups(
    file: &Input<'_>,
    sheet: &Sheet,
    points: &[Vec<Number>],
    problems: &mut Problems,
) {
    let indexes: BTreeSet<&str> = sheet.issues.iter().map(|issue| issue.index.as_str()).collect();
    let best: Number = points.iter().filter_map(|of_issue| of_issue.iter().max()).sum();
    // What GENIUS still takes for weights that add up to 1.
    let is_more_than_all = best > Number::new(102.into(), 100.into());
    for (index, (weight, span)) in &sheet.weights {
        if indexes.contains(index.as_str()) {
            continue;
        }
        if !sheet.objectives.contains(index) {
            let message = format!("there is no issue of index `{index}`");
            problems.push(file.problem(codes::UNKNOWN, message, *span));
        } else if !weight.is_one() && is_more_than_all {
            let message = "a nested objective has a weight, and the best package more than 1";
            let help = "multiply the weight into those of its issues, and give the objective 1: \
                        GENIUS leaves it out, and cuts utilities at 1";
            problems.push(file.problem(codes::UNSUPPORTED, message, *span).help(help));
        }
    }
}

/// Weight times evaluation, for the options of one issue.
fn points(file: &Input<'_>, sheet: &Sheet, issue: &Issue, problems: &mut Problems) -> Vec<Number> {
    let Some(own) = sheet.issues.iter().find(|own| own.name == issue.name) else {
        let message = format!("no evaluations for the issue `{}`", issue.name);
        let problem = Diagnostic::error(codes::NO_POINTS, message).label(file.name, At::File, "");
        problems.push(problem);
        return Vec::new();
    };
    let Some((weight, _)) = sheet.weights.get(&own.index) else {
        let message = format!("no weight for the issue `{}`, index {}", own.name, own.index);
        problems.push(file.problem(codes::NO_POINTS, message, own.span));
        return Vec::new();
    };
    if own.evaluator.is_none() && own.items.is_empty() {
        let message = format!("no evaluator for the issue `{}`", own.name);
        problems.push(file.problem(codes::NO_POINTS, message, own.span));
        return Vec::new();
    }
    let worth = if own.evaluator.is_some() { of_integers } else { of_items };
    worth(file, own, issue, problems).iter().map(|worth| weight * worth).collect()
}

/// What the evaluator makes of each integer.
fn of_integers(
    file: &Input<'_>,
    own: &SheetIssue,
    issue: &Issue,
    problems: &mut Problems,
) -> Vec<Number> {
    let integer = |option: &String| option.trim().parse::<i64>().ok();
    let integers: Option<Vec<i64>> = issue.options.iter().map(integer).collect();
    let (Some(integers), Some(evaluator)) = (integers, &own.evaluator) else {
        let message = format!("the options of `{}` are no integers to be evaluated", issue.name);
        problems.push(file.problem(codes::NO_POINTS, message, own.span));
        return Vec::new();
    };
    let lowest = || integers.iter().min().copied().unwrap_or_default();
    let lower = own.bounds().map_or_else(lowest, |(lower, _)| lower);
    integers.into_iter().map(|at| evaluator.at(at, lower)).collect()
}

/// Evaluation over the greatest evaluation. Of an item that stands twice counts what it says last.
fn of_items(
    file: &Input<'_>,
    own: &SheetIssue,
    issue: &Issue,
    problems: &mut Problems,
) -> Vec<Number> {
    let by_name: BTreeMap<&str, (Option<&Number>, Span)> =
        own.items.iter().map(|(name, e, span)| (name.as_str(), (e.as_ref(), *span))).collect();
    let options: BTreeSet<&str> = issue.options.iter().map(String::as_str).collect();
    for (name, (evaluation, span)) in &by_name {
        if !options.contains(name) {
            let message = format!("the issue `{}` has no item `{name}`", issue.name);
            problems.push(file.problem(codes::UNKNOWN, message, *span));
        }
        if evaluation.is_some_and(|number| number.is_negative()) {
            let message = "a negative evaluation cannot be set against the greatest";
            problems.push(file.problem(codes::UNSUPPORTED, message, *span));
        }
    }
    let most = by_name.values().filter_map(|(e, _)| *e).max().cloned().unwrap_or_default();
    // Below this GENIUS takes the greatest evaluation for none.
    let is_nothing = most < Number::new(1.into(), 100_000.into());
    let mut all = Vec::with_capacity(issue.options.len());
    for option in &issue.options {
        match by_name.get(option.as_str()) {
            Some((Some(_), _)) if is_nothing => all.push(Number::default()),
            Some((Some(evaluation), _)) => all.push(*evaluation / &most),
            found => {
                let span = found.map_or(own.span, |(_, span)| *span);
                let message = format!("no evaluation for `{option}`");
                problems.push(file.problem(codes::NO_POINTS, message, span));
            }
        }
    }
    all
}
