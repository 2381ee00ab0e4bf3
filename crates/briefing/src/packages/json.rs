//! Packages for programs.

use serde_json::{Value, json};
use talks::Domain;
use talks::number::{Number, exact, to_f64};
use talks::packages::Trade;

use super::beside::{Verifiable, reveal_words};
use super::{Tabling, broken};
use crate::bargain::package_json;
use crate::paper::truth;

fn number(number: &Number) -> Value {
    json!({ "exact": exact(number), "decimal": to_f64(number) })
}

fn trades_json(domain: &Domain, trades: &[Trade]) -> Vec<Value> {
    let one = |trade: &Trade| {
        let issue = domain.issues.get(trade.issue);
        let option = |at: usize| issue.and_then(|issue| issue.options.get(at));
        json!({
            "issue": issue.map(|issue| &issue.name),
            "from": option(trade.from),
            "to": option(trade.to),
            "gain": number(&trade.gain),
        })
    };
    trades.iter().map(one).collect()
}

/// The packages for programs.
pub fn json(tabling: &Tabling<'_>) -> Value {
    let domain = tabling.domain;
    let package = |package: &[usize]| package_json(domain, package);
    let beside = |at: usize| {
        let beside = tabling.beside.get(at);
        json!({
            "accepts": beside.map(|b| b.accepts.iter().map(|t| truth(*t)).collect::<Vec<_>>()),
            "ratifiable": beside.and_then(|b| b.ratifiable).map(truth),
            "reveals": beside.map(|b| reveal_words(domain, &b.reveals)),
            "verifiable": beside.and_then(|b| b.verifiable.as_ref()).map(verifiable_json),
            "replay": beside.and_then(|b| b.replayed.as_ref()).map(|replayed| {
                let answers = replayed.answers.iter();
                answers.map(|(clause, answer)| json!([clause, answer])).collect::<Vec<_>>()
            }),
        })
    };
    let table = tabling.table;
    json!({
        "format": "detente-talks-packages/1",
        "rests_on": tabling.rests_on,
        "construed": tabling.construed,
        "parties": domain.parties.iter().map(|party| &party.name).collect::<Vec<_>>(),
        "candidates": table.candidates,
        "apart": table.apart,
        "no_choice_further_apart": table.furthest,
        "cut": table.cut,
        "present": {
            "package": package(tabling.present),
            "breaks": broken(tabling),
            "beside": beside(table.packages.len()),
        },
        "packages": table.packages.iter().enumerate().map(|(at, tabled)| json!({
            "package": package(&tabled.package),
            "utilities": tabled.utilities.iter().map(number).collect::<Vec<_>>(),
            "edits": tabled.edits,
            "trades": tabled.trades.iter().map(|of| trades_json(domain, of)).collect::<Vec<_>>(),
            "beside": beside(at),
        })).collect::<Vec<_>>(),
    })
}

fn verifiable_json(verifiable: &Verifiable) -> Value {
    json!({
        "checkable": verifiable.checkable,
        "with_gaps": verifiable.with_gaps,
        "not_checkable": verifiable.not_checkable,
        "gaps": verifiable.gaps,
        "errors": verifiable.errors,
    })
}
