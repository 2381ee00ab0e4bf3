//! Answers about talks for programs: numbers exactly, as text, and beside them as doubles.

use serde_json::{Value, json};
use talks::Domain;
use talks::analysis::{Completeness, Proof};
use talks::check::optimum::Verdict;
use talks::division::{Division, Settlement};
use talks::number::{Number, exact, to_f64};
use talks::power::{Body, Power};
use talks::simulate::{Offer, Run, Traced};

use super::{Best, Ground};

/// A frontier with its named points; of a folder of talks with what they rest on.
pub fn frontier(answer: &Best, ground: Option<&Ground>) -> Value {
    let mut value = points(answer);
    if let (Some(ground), Value::Object(fields)) = (ground, &mut value) {
        fields.insert("rests_on".to_owned(), json!(ground.rests_on));
        fields.insert("construed".to_owned(), json!(ground.construed));
    }
    value
}

fn points(answer: &Best) -> Value {
    let Best { domain, analysis, listed, checked, .. } = answer;
    let rational = analysis.space.rational_packages();
    json!({
        "format": "detente-talks-frontier/1",
        "profile": analysis.profile.name(),
        "follows": analysis.profile.follows(),
        "duplicates": if analysis.profile.keeps_duplicates() { "kept" } else { "collapsed" },
        "title": domain.title,
        "parties": domain.parties.iter().map(|party| &party.name).collect::<Vec<_>>(),
        "issues": domain.issues.iter().map(|issue| &issue.name).collect::<Vec<_>>(),
        "packages": analysis.space.packages().map(|packages| packages.to_string()),
        "combinations": analysis.space.combinations().to_string(),
        "method": analysis.frontier.method(),
        "completeness": completeness(&analysis.completeness),
        "frontier": listed.iter().map(|at| point(answer, *at)).collect::<Vec<_>>(),
        "points": analysis.named.iter().map(|named| json!({
            "key": named.rule.key,
            "title": named.rule.title,
            "score": named.score.as_ref().map(number),
            "proof": proof(&named.proof),
            "ties": named.at.iter().map(|at| point(answer, *at)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "packages_at_least_reserved": rational.map(|(at_least, _)| at_least),
        "packages_above_reserved": rational.map(|(_, more)| more),
        "opposition": analysis.opposition(),
        "checked": {
            "sums_hold": checked.sums_hold,
            "none_beaten": checked.none_beaten,
            "complete": checked.complete,
        },
        "certificates": answer.certified.iter().map(|(rule, verdict)| json!({
            "key": rule.key,
            "holds": verdict.map(|verdict| matches!(verdict, Verdict::Holds { .. })),
        })).collect::<Vec<_>>(),
    })
}

/// Whether the points of the frontier are all there are.
fn completeness(completeness: &Completeness) -> Value {
    match completeness {
        Completeness::Whole => json!({ "is": "whole" }),
        Completeness::Within(points) => json!({ "is": "within", "points": number(points) }),
        Completeness::Open => json!({ "is": "open" }),
    }
}

/// What is known of a named point.
fn proof(proof: &Proof) -> Value {
    match proof {
        Proof::Whole => json!({ "is": "read off the whole frontier", "all_ties": true }),
        Proof::Optimal { all_ties, .. } => {
            json!({ "is": "branch and bound", "all_ties": all_ties })
        }
        Proof::Open { ceiling } => {
            json!({ "is": "open", "all_ties": false, "no_score_above": ceiling.as_ref().map(number) })
        }
    }
}

fn point(answer: &Best, at: usize) -> Value {
    let utilities = answer.analysis.utilities(at);
    let packages = answer.packages.get(&at);
    json!({
        "utilities": utilities.iter().map(to_f64).collect::<Vec<_>>(),
        "exact": utilities.iter().map(exact).collect::<Vec<_>>(),
        "packages": packages.map(|(packages, _)| {
            packages.iter().map(|package| answer.domain.words(package)).collect::<Vec<_>>()
        }),
        "more_packages": packages.map(|(_, more)| more),
    })
}

fn number(number: &Number) -> Value {
    json!({ "exact": exact(number), "decimal": to_f64(number) })
}

/// Who gets what.
pub fn settlement(division: &Division, settlement: &Settlement) -> Value {
    let name = |at: &usize| division.items.get(*at).map(|item| &item.name);
    json!({
        "format": "detente-talks-division/1",
        "parties": division.parties,
        "totals": settlement.totals.each_ref().map(number),
        "items": division.items.iter().zip(&settlement.shares).map(|(item, share)| json!({
            "name": item.name,
            "share_of_first": number(share),
        })).collect::<Vec<_>>(),
        "split": settlement.split.as_ref().and_then(name),
        "could_be_split_instead": settlement.instead.iter().filter_map(name).collect::<Vec<_>>(),
    })
}

/// Offers in order.
pub fn run(domain: &Domain, run: &Run) -> Value {
    let offer = |offer: &Offer| {
        let name = domain.parties.get(offer.party).map(|party| &party.name);
        json!([offer.step, offer.time, name, domain.words(&offer.package)])
    };
    let traced = |entry: &Traced| {
        let name = domain.parties.get(entry.party).map(|party| &party.name);
        json!([entry.step, entry.time, name, entry.package.map(|package| domain.words(package))])
    };
    let agreed = run.offers.last().filter(|_| run.accepted.is_some());
    json!({
        "format": "detente-talks-simulation/1",
        "steps": run.steps,
        "accepted_in_step": run.accepted,
        "agreement": agreed.map(|offer| domain.words(&offer.package)),
        "offers": run.offers.iter().map(offer).collect::<Vec<_>>(),
        "full_trace": run.full_trace().iter().map(traced).collect::<Vec<_>>(),
    })
}

/// Indices of power.
pub fn power(body: &Body, powers: &[Power]) -> Value {
    json!({
        "format": "detente-talks-power/1",
        "quota": body.quota,
        "members": body.members.iter().zip(powers).map(|((name, votes), power)| json!({
            "name": name,
            "votes": votes,
            "shapley_shubik": number(&power.shapley_shubik),
            "banzhaf": number(&power.banzhaf),
            "banzhaf_share": number(&power.banzhaf_share),
        })).collect::<Vec<_>>(),
    })
}
