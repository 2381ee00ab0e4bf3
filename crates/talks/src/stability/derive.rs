//! A conflict out of the issues of talks: packages are states, and a party moves by choosing anew
//! on the issues that it controls.
//!
//! A treaty is kept by those who could depart from it. Which issues a party can settle alone (open
//! the crossing, withdraw the battery) nobody can read off the text: the caller says so.
//! Preferences are the order of points; how far apart these are plays no part.

use basis::Diagnostic;
use draft::condition::Choice;

use super::bits::Bits;
use super::conflict::{Conflict, MAKERS_MAX, Preferences, STATES_MAX, State};
use super::order::Order;
use crate::codes;
use crate::domain::{Domain, Package};
use crate::space::{Space, too_many};

/// An issue in a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Position of the party that can change it alone; `None`: nobody can.
    pub by: Option<usize>,
    /// Position of the option that it is not reached, where it has one. What a change elsewhere
    /// leaves unreached goes with it, whoever controls it.
    pub not_reached: Option<usize>,
}

/// A conflict whose states are packages, with the orders that follow from the points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The conflict; it has no statements.
    pub conflict: Conflict,
    /// The packages, by state.
    pub packages: Vec<Package>,
    /// The orders of the parties.
    pub preferences: Preferences,
}

/// Makes a conflict of a domain.
///
/// `controls` stands by position of the issue. States are `packages`, or all that obey the rules
/// where there are none given. A package that breaks a rule of the text is no state.
///
/// # Errors
/// [`codes::LIMIT`] above [`STATES_MAX`] states or [`MAKERS_MAX`] parties, [`codes::CONTROL`] where
/// `controls` does not fit the domain, [`codes::TOO_FINE`] where points cannot be added exactly.
pub fn of_domain(
    domain: &Domain,
    controls: &[Control],
    packages: Option<&[Package]>,
) -> Result<Derived, Diagnostic> {
    let makers = domain.parties.len();
    if makers > MAKERS_MAX {
        return Err(too_many("parties", MAKERS_MAX));
    }
    if controls.len() != domain.issues.len()
        || controls.iter().filter_map(|c| c.by).any(|at| at >= makers)
    {
        let message = "control is given for other issues or parties than the talks have";
        return Err(Diagnostic::error(codes::CONTROL, message));
    }
    let packages = match packages {
        Some(given) => given.to_vec(),
        None => all_packages(domain)?,
    };
    let is_package = |package: &Package| {
        let mut chosen = domain.issues.iter().zip(package);
        package.len() == domain.issues.len() && chosen.all(|(issue, at)| *at < issue.options.len())
    };
    let mut packages: Vec<Package> = packages
        .into_iter()
        .filter(|package| is_package(package) && obeys(domain, package))
        .collect();
    packages.sort();
    packages.dedup();
    if packages.len() > STATES_MAX {
        return Err(too_many("packages as states", STATES_MAX));
    }
    let space = Space::of(domain)?;
    let points: Vec<Vec<i128>> = packages.iter().map(|package| space.vector(package)).collect();
    let orders = (0..makers).map(|party| order_by(&points, party)).collect();
    let state = |package: &Package| State {
        name: domain.words(package).join(" · "),
        combinations: Vec::new(),
    };
    let conflict = Conflict {
        title: domain.title.clone(),
        makers: domain.parties.iter().map(|party| party.name.clone()).collect(),
        options: Vec::new(),
        states: packages.iter().map(state).collect(),
        moves: moves(&packages, controls, makers),
        statements: Vec::new(),
        status_quo: None,
        wished: None,
    };
    let preferences = Preferences { orders, rests_on: Vec::new(), replaced: Vec::new() };
    Ok(Derived { conflict, packages, preferences })
}

fn all_packages(domain: &Domain) -> Result<Vec<Package>, Diagnostic> {
    let count = domain.issues.iter().try_fold(1_usize, |all, issue| {
        all.checked_mul(issue.options.len()).filter(|all| *all <= STATES_MAX)
    });
    if count.is_none() {
        return Err(too_many("packages as states", STATES_MAX)
            .help("name the packages to be compared, such as those that are tabled"));
    }
    let mut packages: Vec<Package> = vec![Vec::new()];
    for issue in &domain.issues {
        let longer = |package: &Package| {
            let package = package.clone();
            (0..issue.options.len()).map(move |option| [package.as_slice(), &[option]].concat())
        };
        packages = packages.iter().flat_map(longer).collect();
    }
    Ok(packages)
}

/// Whether a package breaks no rule of the text.
fn obeys(domain: &Domain, package: &[usize]) -> bool {
    let choices: Vec<Choice> = package.iter().map(|option| Choice::Option(*option)).collect();
    let text = |rule: &&crate::Rule| rule.origin == crate::Origin::Text;
    domain.rules.iter().filter(text).all(|rule| rule.must.holds(&choices).is_certain())
}

fn moves(packages: &[Package], controls: &[Control], makers: usize) -> Vec<Vec<Bits>> {
    let mut moves = vec![vec![Bits::none(packages.len()); packages.len()]; makers];
    for (from, before) in packages.iter().enumerate() {
        for (to, after) in packages.iter().enumerate().filter(|(to, _)| *to != from) {
            let changed = controls.iter().zip(before.iter().zip(after));
            let changed = changed.filter(|(of, (a, b))| a != b && of.not_reached != Some(**b));
            let mut movers = changed.map(|(of, _)| of.by);
            let Some(Some(first)) = movers.next() else { continue };
            if movers.all(|other| other == Some(first)) {
                moves[first][from].add(to);
            }
        }
    }
    moves
}

fn order_by(points: &[Vec<i128>], party: usize) -> Order {
    let of = |state: &usize| points[*state].get(party).copied().unwrap_or_default();
    let mut states: Vec<usize> = (0..points.len()).collect();
    states.sort_by_key(|state| std::cmp::Reverse(of(state)));
    let groups: Vec<Vec<usize>> =
        states.chunk_by(|a, b| of(a) == of(b)).map(<[usize]>::to_vec).collect();
    Order::of_ranking(points.len(), &groups)
}
