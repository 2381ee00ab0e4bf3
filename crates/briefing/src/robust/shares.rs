//! How often packages are named when points are drawn.

use talks::Domain;
use talks::domain::Package;
use talks::number::to_f64;
use talks::robust::shares::{Counts, Shares};
use talks::robust::{By, share};

use super::{Robustness, words};
use crate::document::Document;
use crate::paper::plural;
use crate::status::shortened;

/// Brackets that are told of another package.
const CHANGES_SHOWN: usize = 8;

fn of_counts(counts: &Counts, by: By) -> u64 {
    match by {
        By::Efficient => counts.efficient,
        By::Utilitarian => counts.utilitarian,
        By::Egalitarian => counts.egalitarian,
        By::Nash => counts.nash,
    }
}

/// A row for each package, and where points were not drawn evenly.
pub(super) fn tell(told: &mut Document, robustness: &Robustness<'_>, shares: &Shares) {
    told.name(format!("How often each is named in {}", plural_draws(shares.draws)));
    told.text(format!(
        "Points were drawn from all that fit what is known, evenly, from seed {}, and {} compared. A \
         share says how much of these points names a package, and nothing of how likely they are. After \
         ± stands one standard error.",
        shares.seed,
        plural(shares.packages.len(), "package"),
    ));
    let head = std::iter::once("package").chain(robustness.by.iter().map(|by| words(*by)));
    let cells = |name: String, at: usize| {
        let counts = shares.counts.get(at).copied().unwrap_or_default();
        let share = |by: &By| share_words(of_counts(&counts, *by), shares.draws);
        std::iter::once(name).chain(robustness.by.iter().map(share)).collect::<Vec<String>>()
    };
    let place = |package: &Package| shares.packages.iter().position(|listed| listed == package);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for looked in robustness.looked {
        match place(&looked.package) {
            Some(at) => rows.push(cells(looked.name.clone(), at)),
            None => {
                let none = robustness.by.iter().map(|_| "–".to_owned());
                rows.push(std::iter::once(looked.name.clone()).chain(none).collect());
            }
        }
    }
    let others = others(robustness, shares);
    for (number, at) in others.iter().enumerate() {
        rows.push(cells(format!("another ({})", number + 1), *at));
    }
    told.table(head, rows);
    for (number, at) in others.iter().enumerate() {
        let (Some(other), Some(first)) = (shares.packages.get(*at), robustness.looked.first())
        else {
            continue;
        };
        let changes = changes(robustness.domain, &first.package, other);
        told.item(format!("another ({})", number + 1), format!("as {}, but {changes}", first.name));
    }
    if shares.unacceptable > 0 {
        told.open(format!(
            "In {} of the draws every package gives some party less than it reserved; only \
             efficiency names any of them then.",
            share_words(shares.unacceptable, shares.draws)
        ));
    }
    let named = |(party, issue): &(usize, usize)| {
        let issue = robustness.domain.issue_name(*issue);
        let party = robustness.domain.party_name(*party);
        format!("{issue} of {party}")
    };
    if !shares.one_by_one.is_empty() {
        let which: Vec<String> = shares.one_by_one.iter().map(named).collect();
        told.open(format!(
            "Too few draws fit what is known of {}: options were drawn one after the other there, \
             which is not even.",
            which.join(", ")
        ));
    }
}

fn plural_draws(draws: u64) -> String {
    format!("{draws} draw{}", if draws == 1 { "" } else { "s" })
}

/// `62.1 % ± 1.5`.
fn share_words(count: u64, draws: u64) -> String {
    let (part, error) = share(count, draws);
    format!("{:.1} % ± {:.1}", to_f64(&part) * 100.0, error * 100.0)
}

/// The packages that are named most often, beside those looked at: one for each rule.
fn others(robustness: &Robustness<'_>, shares: &Shares) -> Vec<usize> {
    let is_looked = |at: &usize| {
        let package = shares.packages.get(*at);
        robustness.looked.iter().any(|looked| Some(&looked.package) == package)
    };
    let mut others: Vec<usize> = Vec::new();
    for by in robustness.by.iter().filter(|by| **by != By::Efficient) {
        let count = |at: &usize| shares.counts.get(*at).map_or(0, |counts| of_counts(counts, *by));
        let rest = (0..shares.packages.len()).filter(|at| !is_looked(at) && count(at) > 0);
        // Of several that tie, the first.
        let most = rest.max_by_key(|at| (count(at), std::cmp::Reverse(*at)));
        others.extend(most.filter(|at| !others.contains(at)));
    }
    others
}

/// Where one package differs from another.
fn changes(domain: &Domain, from: &[usize], to: &[usize]) -> String {
    let differs = domain.issues.iter().zip(from.iter().zip(to));
    let words: Vec<String> = differs
        .filter(|(_, (from, to))| from != to)
        .map(|(issue, (_, to))| {
            let option = issue.options.get(*to).map_or("", String::as_str);
            format!("{}: {}", issue.name, shortened(option))
        })
        .collect();
    let shown = words.len().min(CHANGES_SHOWN);
    let more = match words.len() - shown {
        0 => String::new(),
        more => format!("; {more} more"),
    };
    words[..shown].join("; ") + &more
}
