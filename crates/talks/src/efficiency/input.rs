//! Packages and what is known, looked at before they are compared: limits, and whether they belong
//! together.

use basis::Diagnostic;

use super::{DIFFERENCES_MAX, OPTIONS_OF_ISSUE_MAX, OPTIONS_WITH_WORTH_MAX, PACKAGES_MAX};
use crate::codes;
use crate::domain::{Domain, ISSUES_MAX, PARTIES_MAX, Package};
use crate::number::Number;
use crate::partial::Known;
use crate::space::too_many;

pub(super) fn within_limits(known: &[Known], list: &[Package]) -> Result<(), Diagnostic> {
    if list.len() > PACKAGES_MAX {
        return Err(too_many("packages to be compared in pairs", PACKAGES_MAX));
    }
    if known.len() > PARTIES_MAX {
        return Err(too_many("parties", PARTIES_MAX));
    }
    let mut differences = 0_usize;
    for known in known {
        if known.issues.len() > ISSUES_MAX {
            return Err(too_many("issues", ISSUES_MAX));
        }
        for issue in &known.issues {
            let options = issue.options.len();
            if options > OPTIONS_OF_ISSUE_MAX {
                return Err(too_many("options of one issue", OPTIONS_OF_ISSUE_MAX));
            }
            if options > OPTIONS_WITH_WORTH_MAX && issue.worth.least > Number::default() {
                let what = "options of an issue whose least worth is known";
                return Err(too_many(what, OPTIONS_WITH_WORTH_MAX));
            }
            differences = differences.saturating_add((options + 1) * (options + 1));
        }
    }
    if differences > DIFFERENCES_MAX {
        return Err(too_many("differences of options", DIFFERENCES_MAX));
    }
    Ok(())
}

/// Looks whether what is known, and the packages, are of this domain.
pub(super) fn belongs(
    domain: &Domain,
    known: &[Known],
    list: &[Package],
) -> Result<(), Diagnostic> {
    let other = |what: String| Err(Diagnostic::error(codes::OTHER_DOMAIN, what));
    let names = domain.parties.iter().map(|party| &party.name);
    if !domain.parties.is_empty() && !names.eq(known.iter().map(|known| &known.party)) {
        return other("the parties whose points are known are not those of the domain".to_owned());
    }
    for known in known {
        let party = &known.party;
        if known.issues.len() != domain.issues.len() {
            let (has, there) = (known.issues.len(), domain.issues.len());
            return other(format!("of `{party}` {has} issues are known, the domain has {there}"));
        }
        for (of_issue, issue) in known.issues.iter().zip(&domain.issues) {
            let options = issue.options.len();
            let inside = |(a, b): &(usize, usize)| *a < options && *b < options;
            let mut pairs = of_issue.at_least.iter().chain(&of_issue.more);
            let lengths =
                [of_issue.options.len(), of_issue.in_worth.len(), of_issue.can_live_with.len()];
            if lengths != [options; 3] || !pairs.all(inside) {
                let name = &issue.name;
                return other(format!("what is known of `{party}` has other options of `{name}`"));
            }
        }
    }
    let fits = |package: &Package| {
        let mut chosen = package.iter().zip(&domain.issues);
        package.len() == domain.issues.len() && chosen.all(|(at, i)| *at < i.options.len())
    };
    match list.iter().position(|package| !fits(package)) {
        Some(at) => other(format!("package {} of the list is not one of the domain", at + 1)),
        None => Ok(()),
    }
}

pub(super) fn contradiction(
    domain: &Domain,
    known: &Known,
    issue: usize,
    options: &[usize],
) -> Diagnostic {
    let (name, named) = domain.issues.get(issue).map_or((String::new(), Vec::new()), |issue| {
        let named = options.iter().filter_map(|at| issue.options.get(*at));
        (issue.name.clone(), named.map(|name| format!("`{name}`")).collect())
    });
    let party = &known.party;
    let message = format!("no points of `{party}` for `{name}` fit all that is known of them");
    let help = format!("what is known of {} contradicts itself", named.join(", "));
    Diagnostic::error(codes::CONTRADICTION, message).help(help)
}

pub(super) fn reserved_contradiction(known: &Known) -> Diagnostic {
    let party = &known.party;
    let message = format!("what `{party}` reserved has a lower bound above its upper bound");
    Diagnostic::error(codes::CONTRADICTION, message).help("state an interval from least to most")
}
