//! The power that the rules of bodies give their members, whatever these think.

use serde_json::{Value, json};
use talks::number::{exact, to_f64};
use talks::power::Power;
use talks::ratify::{self, Body, Decides, Member};

use super::{Ratifying, body_name};
use crate::document::Document;

/// Votes of a body with what they are worth, or why that was not counted; nothing for a
/// referendum.
type Counted<'a> = (&'a Body, &'a [Member], Result<Vec<Power>, String>);

fn counted<'a>(ratifying: &'a Ratifying<'_>) -> impl Iterator<Item = Counted<'a>> {
    ratifying.bodies.bodies.iter().filter_map(|body| {
        let Decides::Vote { members, .. } = &body.decides else { return None };
        let powers = ratify::power(body)?.map_err(|problem| problem.message);
        Some((body, members.as_slice(), powers))
    })
}

/// A table of the members of all bodies; nothing where no body votes.
pub(super) fn words(told: &mut Document, ratifying: &Ratifying<'_>) {
    let mut rows = Vec::new();
    let mut not_counted = Vec::new();
    for (body, members, powers) in counted(ratifying) {
        match powers {
            Ok(powers) => rows.extend(members.iter().zip(&powers).map(|(member, power)| {
                let veto = if member.veto { ", veto" } else { "" };
                let index = |number| format!("{:.4}", to_f64(number));
                vec![
                    body_name(ratifying, body),
                    member.name.clone(),
                    format!("{}{veto}", member.votes),
                    index(&power.shapley_shubik),
                    index(&power.banzhaf_share),
                ]
            })),
            Err(why) => not_counted.push(format!("{}: {why}.", body_name(ratifying, body))),
        }
    }
    if rows.is_empty() && not_counted.is_empty() {
        return;
    }
    told.name("What votes are worth by the rules alone");
    if !rows.is_empty() {
        told.table(["body", "member", "votes", "Shapley–Shubik", "Banzhaf"], rows);
    }
    not_counted.into_iter().for_each(|why| told.open(why));
}

/// The same for programs.
pub(super) fn json(ratifying: &Ratifying<'_>) -> Value {
    let member = |(member, power): (&Member, &Power)| {
        json!({
            "name": member.name,
            "votes": member.votes,
            "veto": member.veto,
            "shapley_shubik": exact(&power.shapley_shubik),
            "banzhaf": exact(&power.banzhaf),
            "banzhaf_share": exact(&power.banzhaf_share),
        })
    };
    let body = |(body, members, powers): Counted<'_>| {
        let known = powers.as_ref().ok();
        json!({
            "name": body.name,
            "party": ratifying.domain.party_name(body.party),
            "members": known.map(|powers| members.iter().zip(powers).map(member).collect::<Vec<_>>()),
            "not_counted_because": powers.as_ref().err(),
        })
    };
    counted(ratifying).map(body).collect()
}
