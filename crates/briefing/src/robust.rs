//! How far points can change before a package is no longer the one to name, and how often it is
//! named when points are drawn.

use serde_json::{Value, json};
use talks::Domain;
use talks::domain::Package;
use talks::number::{Number, exact, show, to_f64};
use talks::robust::shares::{Counts, Shares};
use talks::robust::{By, Critical, Interval, share};

use crate::bargain::package_json;
use crate::document::Document;
use crate::paper::plural;
use crate::status::shortened;

/// Intervals that are told of one package and rule, unless all are asked for.
const INTERVALS_SHOWN: usize = 8;

/// Brackets that are told of another package.
const CHANGES_SHOWN: usize = 8;

/// With what a package was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// With all packages that rules admit.
    All(usize),
    /// With so many, since there are too many to look at each.
    Some(usize),
}

/// A package that is looked at.
pub struct Looked {
    /// Its name.
    pub name: String,
    /// Its options.
    pub package: Package,
    /// Names of the rules that it breaks.
    pub breaks: Vec<String>,
    /// By rule: for which factors it stays named, and with what it was compared; nothing where
    /// points are not exact.
    pub critical: Vec<(By, Critical, Compared)>,
}

/// All that is shown.
pub struct Robustness<'a> {
    /// Issues and parties.
    pub domain: &'a Domain,
    /// The packages.
    pub looked: &'a [Looked],
    /// By which rules packages are named.
    pub by: &'a [By],
    /// What was drawn, or why nothing was.
    pub shares: &'a Result<Shares, String>,
    /// On what the answer rests, in words.
    pub rests_on: &'a str,
    /// What was construed, in words.
    pub construed: &'a [String],
    /// Whether points are known for every party and bracket, or construed.
    pub with_points: bool,
}

/// `stays …` and `named …`.
fn words(by: By) -> &'static str {
    match by {
        By::Efficient => "efficient",
        By::Utilitarian => "utilitarian-best",
        By::Egalitarian => "egalitarian-best",
        By::Nash => "Nash-best",
    }
}

/// The answer as people read it.
pub fn text(robustness: &Robustness<'_>, all: bool) -> Document {
    let mut told = Document::new();
    told.heading("How far points can change");
    told.aside(robustness.rests_on);
    for words in robustness.construed {
        told.open(words);
    }
    if !robustness.with_points {
        told.open(
            "Points are not known exactly for every party and bracket, so that no weights can be \
             changed; --construe middle supplies points, and says so.",
        );
    }
    for looked in robustness.looked {
        told.name(looked.name.clone());
        if looked.breaks.is_empty() {
            told.item("lines", "breaks none");
        }
        for rule in &looked.breaks {
            told.against(format!("breaks: {rule}"));
        }
        for (by, critical, compared) in &looked.critical {
            critical_words(&mut told, robustness, *by, critical, *compared, all);
        }
    }
    let not_all = |looked: &Looked| {
        looked.critical.iter().any(|(_, _, compared)| matches!(compared, Compared::Some(_)))
    };
    if robustness.looked.iter().any(not_all) {
        told.open(
            "There are too many packages to compare with each: those that no other beats and those \
             near the package were taken. With others the room can only be narrower.",
        );
    }
    if !least_obeys(robustness) {
        told.open(
            "The rules tie too many brackets to find the least that a party can get under them: where \
             nothing is reserved, gains count from the least of all combinations, which is too low.",
        );
    }
    if robustness.with_points {
        told.aside(
            "One weight is changed at a time: the points of one party for one bracket, all by the same \
             factor; everything else stays. “Best” means that no package has more; others may \
             have as much.",
        );
    }
    match robustness.shares {
        Ok(shares) => shares_words(&mut told, robustness, shares),
        Err(why) => told.open(format!("Nothing was drawn: {why}.")),
    }
    told
}

/// Whether gains count from the least of packages that obey the rules wherever they count from the
/// least.
fn least_obeys(robustness: &Robustness<'_>) -> bool {
    let critical = robustness.looked.iter().flat_map(|looked| &looked.critical);
    let shares = robustness.shares.as_ref().map_or(true, |shares| shares.least_obeys);
    shares && critical.fold(true, |all, (_, critical, _)| all && critical.least_obeys)
}

/// A changed weight: party, issue, and for which factors nothing changes.
struct Room<'a> {
    party: usize,
    issue: usize,
    interval: &'a Interval,
    /// The smallest change that matters; nothing where none does.
    least: Option<Number>,
}

/// The narrowest first.
fn rooms(critical: &Critical) -> Vec<Room<'_>> {
    let mut rooms: Vec<Room<'_>> = Vec::new();
    for (party, issues) in critical.factors.iter().enumerate() {
        for (issue, interval) in issues.iter().enumerate() {
            rooms.push(Room { party, issue, interval, least: interval.least_change() });
        }
    }
    rooms.sort_by(|a, b| {
        let place = |room: &Room<'_>| (room.least.is_none(), room.least.clone());
        place(a).cmp(&place(b))
    });
    rooms
}

/// `between 0.8 and 1.6 times what was stated`; nothing where any factor does.
fn interval_words(interval: &Interval, what: &str) -> Option<String> {
    let one = Number::from_integer(1.into());
    let times = |factor: &Number| {
        if *factor == one { what.to_owned() } else { format!("{} times {what}", show(factor)) }
    };
    let least = interval.ends_below().then_some(&interval.least);
    Some(match (least, &interval.most) {
        (None, None) => return None,
        (Some(least), Some(most)) if least == most => format!("exactly {what}"),
        (Some(least), Some(most)) if interval.with_least && interval.with_most => {
            match (*least == one, *most == one) {
                (false, false) => {
                    format!("between {} and {} times {what}", show(least), show(most))
                }
                (true, _) => format!("between {what} and {} times that", show(most)),
                (_, true) => format!("between {} times that and {what}", show(least)),
            }
        }
        (Some(least), Some(most)) => {
            let from = if interval.with_least { "at least" } else { "more than" };
            let to = if interval.with_most { "at most" } else { "less than" };
            format!("{from} {} and {to} {} times {what}", show(least), show(most))
        }
        (Some(least), None) if interval.with_least => format!("at least {}", times(least)),
        (Some(least), None) => format!("more than {}", times(least)),
        (None, Some(most)) if interval.with_most => format!("at most {}", times(most)),
        (None, Some(most)) => format!("less than {}", times(most)),
    })
}

fn critical_words(
    told: &mut Document,
    robustness: &Robustness<'_>,
    by: By,
    critical: &Critical,
    compared: Compared,
    all: bool,
) {
    let domain = robustness.domain;
    let among = match compared {
        Compared::All(count) => format!("all {}", plural(count, "possible package")),
        Compared::Some(count) => plural(count, "package"),
    };
    if !critical.holds {
        told.item(words(by), format!("no; compared with {among}"));
        return;
    }
    told.item(words(by), format!("yes; compared with {among}"));
    let what = if robustness.construed.is_empty() {
        "what was stated"
    } else {
        "what was stated or construed"
    };
    let rooms = rooms(critical);
    let free = rooms.iter().filter(|room| room.least.is_none()).count();
    let tight: Vec<&Room<'_>> = rooms.iter().filter(|room| room.least.is_some()).collect();
    let shown = if all { tight.len() } else { tight.len().min(INTERVALS_SHOWN) };
    for room in tight.iter().take(shown) {
        let Some(interval) = interval_words(room.interval, what) else { continue };
        let issue = domain.issues.get(room.issue).map_or("", |issue| issue.name.as_str());
        let party = domain.parties.get(room.party).map_or("", |party| party.name.as_str());
        told.item(
            "",
            format!("stays {} while the weight of {issue} for {party} is {interval}", words(by)),
        );
    }
    told.more(tight.len(), shown);
    if free > 0 {
        let lead = if tight.is_empty() { "any" } else { "any other" };
        told.item("", format!("stays {} with {lead} weight changed alone ({free})", words(by)));
    }
}

fn of_counts(counts: &Counts, by: By) -> u64 {
    match by {
        By::Efficient => counts.efficient,
        By::Utilitarian => counts.utilitarian,
        By::Egalitarian => counts.egalitarian,
        By::Nash => counts.nash,
    }
}

fn shares_words(told: &mut Document, robustness: &Robustness<'_>, shares: &Shares) {
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
        let issue = robustness.domain.issues.get(*issue).map_or("", |issue| issue.name.as_str());
        let party = robustness.domain.parties.get(*party).map_or("", |party| party.name.as_str());
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

/// The same for programs.
pub fn json(robustness: &Robustness<'_>) -> Value {
    let domain = robustness.domain;
    let looked = |looked: &Looked| {
        json!({
            "name": looked.name,
            "package": package_json(domain, &looked.package),
            "breaks": looked.breaks,
            "named": looked.critical.iter().map(|(by, critical, compared)| {
                let (with, all) = match compared {
                    Compared::All(count) => (count, true),
                    Compared::Some(count) => (count, false),
                };
                json!({
                    "by": words(*by),
                    "holds": critical.holds,
                    "compared_with": with,
                    "compared_with_all": all,
                    "factors": rooms(critical).iter().map(|room| json!({
                        "party": domain.parties.get(room.party).map(|party| &party.name),
                        "issue": domain.issues.get(room.issue).map(|issue| &issue.name),
                        "least": exact(&room.interval.least),
                        "with_least": room.interval.with_least,
                        "most": room.interval.most.as_ref().map(exact),
                        "with_most": room.interval.with_most,
                    })).collect::<Vec<_>>(),
                })
            }).collect::<Vec<_>>(),
        })
    };
    json!({
        "format": "detente-talks-robust/1",
        "rests_on": robustness.rests_on,
        "construed": robustness.construed,
        "with_points": robustness.with_points,
        "least_obeys_rules": least_obeys(robustness),
        "packages": robustness.looked.iter().map(looked).collect::<Vec<_>>(),
        "shares": robustness.shares.as_ref().ok().map(|shares| shares_json(robustness, shares)),
        "nothing_drawn_because": robustness.shares.as_ref().err(),
    })
}

fn shares_json(robustness: &Robustness<'_>, shares: &Shares) -> Value {
    let domain = robustness.domain;
    let of = |count: u64| {
        let (part, error) = share(count, shares.draws);
        json!({ "count": count, "share": to_f64(&part), "standard_error": error })
    };
    let name = |package: &Package| {
        let looked = robustness.looked.iter().find(|looked| looked.package == *package);
        looked.map(|looked| looked.name.clone())
    };
    json!({
        "seed": shares.seed,
        "draws": shares.draws,
        "unacceptable": shares.unacceptable,
        "drawn_option_by_option": shares.one_by_one.iter().map(|(party, issue)| json!({
            "party": domain.parties.get(*party).map(|party| &party.name),
            "issue": domain.issues.get(*issue).map(|issue| &issue.name),
        })).collect::<Vec<_>>(),
        "packages": shares.packages.iter().zip(&shares.counts).map(|(package, counts)| json!({
            "name": name(package),
            "package": package_json(domain, package),
            "efficient": of(counts.efficient),
            "utilitarian": of(counts.utilitarian),
            "egalitarian": of(counts.egalitarian),
            "nash": of(counts.nash),
        })).collect::<Vec<_>>(),
    })
}
