//! For which factors a package stays named.

use talks::number::{Number, show};
use talks::robust::{By, Critical, Interval};

use super::{Compared, Robustness, words};
use crate::document::Document;
use crate::paper::plural;

/// Intervals that are told of one package and rule, unless all are asked for.
const INTERVALS_SHOWN: usize = 8;

/// A changed weight: party, issue, and for which factors nothing changes.
pub(super) struct Room<'a> {
    pub(super) party: usize,
    pub(super) issue: usize,
    pub(super) interval: &'a Interval,
    /// The smallest change that matters; nothing where none does.
    least: Option<Number>,
}

/// The narrowest first.
pub(super) fn rooms(critical: &Critical) -> Vec<Room<'_>> {
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

/// Tells of one package and rule for which factors it stays named.
pub(super) fn tell(
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
        let issue = domain.issue_name(room.issue);
        let party = domain.party_name(room.party);
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
