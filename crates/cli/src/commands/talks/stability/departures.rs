//! Packages and what parties could make of them alone.
//!
//! Packages that are tabled differ in many brackets, so that nobody gets from one to another alone,
//! and each would hold for that reason. What tries an agreement is a departure from it.

use ::talks::domain::Package;
use ::talks::stability::conflict::STATES_MAX;
use ::talks::stability::derive::Control;
use ::talks::{Domain, codes};
use basis::Diagnostic;
use draft::Table;

/// Joins the names of packages that are the same: they are one state, which goes by each of them.
pub(super) const SAME: &str = " = ";

/// The named packages, and all that differ from one of them in brackets only that somebody
/// controls, and in what these leave unreached.
///
/// # Errors
/// Above [`STATES_MAX`] departures from one package.
pub(super) fn with_departures(
    domain: &Domain,
    table: &Table,
    controls: &[Control],
    named: &[(String, Package)],
) -> Result<Vec<Package>, Diagnostic> {
    let controlled: Vec<usize> =
        (0..controls.len()).filter(|issue| controls[*issue].by.is_some()).collect();
    let options = |issue: usize| domain.issues.get(issue).map_or(0, |issue| issue.options.len());
    let count = controlled.iter().try_fold(named.len(), |all, issue| {
        all.checked_mul(options(*issue)).filter(|all| *all <= STATES_MAX)
    });
    if count.is_none() {
        let message = format!("more than {STATES_MAX} packages and departures from them");
        let help = "name fewer brackets that parties control, or fewer packages";
        return Err(Diagnostic::error(codes::LIMIT, message).help(help));
    }
    let mut all: Vec<Package> = named.iter().map(|(_, package)| package.clone()).collect();
    for issue in controlled {
        let others = all.iter().flat_map(|package| {
            (0..options(issue)).map(move |option| {
                let mut other = package.clone();
                if let Some(at) = other.get_mut(issue) {
                    *at = option;
                }
                other
            })
        });
        all = others.collect();
        all.sort();
        all.dedup();
    }
    let mut all: Vec<Package> = all.into_iter().map(|package| table.settled(package)).collect();
    all.sort();
    all.dedup();
    Ok(all)
}

/// What a package is called: by the names of its files, or as a departure from the nearest package
/// that has one.
pub(super) fn name(
    domain: &Domain,
    controls: &[Control],
    named: &[(String, Package)],
    package: &Package,
) -> Option<String> {
    let same: Vec<&str> =
        named.iter().filter(|(_, other)| other == package).map(|(name, _)| name.as_str()).collect();
    if !same.is_empty() {
        return Some(same.join(SAME));
    }
    let of = |issue: &usize| controls.get(*issue).copied().unwrap_or_default();
    let differs = |base: &Package| -> Vec<usize> {
        let went = |issue: &usize| of(issue).not_reached == package.get(*issue).copied();
        let other = |issue: &usize| base.get(*issue) != package.get(*issue) && !went(issue);
        (0..package.len()).filter(other).collect()
    };
    let only_controlled = |issues: &Vec<usize>| issues.iter().all(|issue| of(issue).by.is_some());
    let bases = named.iter().map(|(name, base)| (name, differs(base)));
    let (base, issues) = bases
        .filter(|(_, issues)| only_controlled(issues))
        .min_by_key(|(_, issues)| issues.len())?;
    let words = domain.words(package);
    let change = |issue: &usize| {
        let id = domain.issues.get(*issue).map_or("", |issue| issue.name.as_str());
        format!("{id} {}", words.get(*issue).copied().unwrap_or_default())
    };
    let changes: Vec<String> = issues.iter().map(change).collect();
    Some(format!("{base} but {}", changes.join(", ")))
}
