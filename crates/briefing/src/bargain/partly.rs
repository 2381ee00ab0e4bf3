//! What points that are only partly known leave open about a deal.

use serde_json::{Value, json};
use talks::Domain;
use talks::deal::bounds::{About, OpenParty};
use talks::efficiency::{End, Range};
use talks::number::{exact, show};
use talks::partial::Bounds;

use super::Told;
use crate::document::Document;

/// Of whom not everything is known that was compared.
pub(super) fn aside(out: &mut Document, told: &Told<'_>) {
    let names: Vec<&str> = names(told).collect();
    if !names.is_empty() {
        out.aside(format!(
            "Points are only partly known of: {}. Packages are counted from those that surely \
             break no line to those that may break none.",
            names.join(", ")
        ));
    }
}

/// Names of the parties that are only partly known.
pub(super) fn names<'a>(told: &'a Told<'_>) -> impl Iterator<Item = &'a str> {
    let name = |at: usize| told.domain.parties.get(at).map(|party| party.name.as_str());
    told.partly.iter().filter_map(move |partly| name(partly.party))
}

/// What is open about a package.
pub(super) fn open(out: &mut Document, domain: &Domain, open: &[OpenParty]) {
    out.name("Open about it");
    for party in open {
        let name = domain.party_name(party.party);
        let by: Vec<String> = party.settled_by.iter().map(|about| of(domain, *about)).collect();
        let (worth, reserved) = (range(&party.worth), bounds(&party.reserved));
        out.item(
            name,
            format!(
                "worth {worth} to it, {reserved} without an agreement; could be settled by {}",
                by.join(" and ")
            ),
        );
    }
}

fn of(domain: &Domain, about: About) -> String {
    match about {
        About::Reserved => "what it has without an agreement".to_owned(),
        About::Points(at) => {
            let name = domain.issue_name(at);
            format!("its points for {name}")
        }
    }
}

fn range(range: &Range) -> String {
    let end = |end: &End, short: &str| {
        let number = end.at.as_ref().map(show);
        number.map(|number| if end.reached { number } else { format!("{short} {number}") })
    };
    let least = end(&range.least, "more than").unwrap_or_default();
    match end(&range.most, "less than") {
        None if range.least.reached => format!("at least {least}"),
        None => least,
        Some(most) if most == least => least,
        Some(most) => format!("{least} to {most}"),
    }
}

fn bounds(bounds: &Bounds) -> String {
    let least = show(&bounds.least);
    match &bounds.most {
        None => format!("at least {least}"),
        Some(most) if *most == bounds.least => least,
        Some(most) => format!("{least} to {}", show(most)),
    }
}

/// The same for programs.
pub(super) fn open_json(domain: &Domain, open: &[OpenParty]) -> Value {
    let end =
        |end: &End| end.at.as_ref().map(|at| json!({ "at": exact(at), "reached": end.reached }));
    let about = |about: &About| match about {
        About::Reserved => json!("reserved"),
        About::Points(at) => json!({ "points": domain.issues.get(*at).map(|issue| &issue.name) }),
    };
    let party = |open: &OpenParty| {
        json!({
            "party": domain.parties.get(open.party).map(|party| &party.name),
            "worth": { "least": end(&open.worth.least), "most": end(&open.worth.most) },
            "reserved": {
                "least": exact(&open.reserved.least),
                "most": open.reserved.most.as_ref().map(exact),
            },
            "settled_by": open.settled_by.iter().map(about).collect::<Vec<_>>(),
        })
    };
    open.iter().map(party).collect()
}
