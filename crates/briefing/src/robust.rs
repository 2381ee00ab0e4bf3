//! How far points can change before a package is no longer the one to name, and how often it is
//! named when points are drawn.

use talks::Domain;
use talks::domain::Package;
use talks::robust::shares::Shares;
use talks::robust::{By, Critical};

use crate::document::Document;

mod json;
mod room;
mod shares;

pub use json::json;

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
            room::tell(&mut told, robustness, *by, critical, *compared, all);
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
        Ok(shares) => shares::tell(&mut told, robustness, shares),
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
