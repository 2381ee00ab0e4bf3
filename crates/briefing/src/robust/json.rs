//! How far points can change, for programs.

use serde_json::{Value, json};
use talks::domain::Package;
use talks::number::{exact, to_f64};
use talks::robust::share;
use talks::robust::shares::Shares;

use super::room::rooms;
use super::{Compared, Looked, Robustness, least_obeys, words};
use crate::bargain::package_json;

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
