//! Stability for programs.

use serde_json::{Value, json};
use talks::stability::Concept;
use talks::stability::graph::{Group, Move};
use talks::stability::inverse::{self, Inverse};
use talks::stability::judge::Answers;
use talks::stability::quo::Way;
use talks::stability::why::Why;

use super::{Departure, Told, departing, maker, name};
use crate::paper::truth;

/// The answers for programs.
pub fn json(told: &Told<'_>) -> Value {
    let (conflict, answer) = (told.conflict, told.answer);
    let by_concept = |answers: &Answers| -> Value {
        let pairs = Concept::ALL.into_iter().zip(answers);
        Value::Object(pairs.map(|(c, t)| (c.key().to_owned(), truth(*t).into())).collect())
    };
    let states: Vec<Value> = (0..conflict.states.len())
        .map(|state| {
            let parties = conflict.makers.iter().zip(&answer.makers);
            let parties = parties.map(|(party, table)| (party.clone(), by_concept(&table[state])));
            json!({
                "state": name(told, state),
                "stable": Value::Object(parties.collect()),
                "everybody": by_concept(&answer.equilibria[state]),
            })
        })
        .collect();
    let coalitions = answer.coalitions.as_ref().map(|coalitions| {
        let one = |(group, state, concepts): &Departure| {
            let parties: Vec<&str> = group.members().map(|at| maker(told, at)).collect();
            let concepts: Vec<&str> = concepts.iter().map(|concept| concept.key()).collect();
            json!({ "coalition": parties, "state": name(told, *state), "by": concepts })
        };
        departing(answer, coalitions).iter().map(one).collect::<Vec<Value>>()
    });
    json!({
        "format": "detente-talks-stability/1",
        "title": conflict.title,
        "rests_on": told.rests_on,
        "states": states,
        "coalitions_that_leave": coalitions,
        "status_quo": conflict.status_quo.map(|state| name(told, state)),
        "ways": answer.ways.iter().map(|way| way_json(told, way)).collect::<Vec<_>>(),
        "why": told.state.map(|state| why_json(told, state)),
        "wished": told.wished.map(|state| wished_json(told, state)),
        "checked": answer.checked,
    })
}

fn path_json(told: &Told<'_>, path: &[Move]) -> Value {
    let step = |step: &Move| json!({ "by": maker(told, step.maker), "to": name(told, step.to) });
    path.iter().map(step).collect()
}

fn way_json(told: &Told<'_>, way: &Way) -> Value {
    json!({
        "state": name(told, way.state),
        "by_moves": way.by_moves.as_ref().map(|path| path_json(told, path)),
        "by_improvements": way.by_improvements.as_ref().map(|path| path_json(told, path)),
        "perhaps_by_improvements": way.perhaps_by_improvements,
    })
}

fn why_json(told: &Told<'_>, state: usize) -> Value {
    let makers = told.conflict.makers.iter().enumerate().flat_map(|(at, party)| {
        Concept::ALL.into_iter().filter_map(move |concept| {
            let why = told.answer.why(Group::one(at), state, concept)?;
            Some(json!({ "party": party, "by": concept.key(), "because": because(told, &why) }))
        })
    });
    json!({ "state": name(told, state), "reasons": makers.collect::<Vec<_>>() })
}

fn because(told: &Told<'_>, why: &Why) -> Value {
    match why {
        Why::NoImprovement => json!({ "is": "no improvement" }),
        Why::Deterred(sanctions) => json!({
            "is": "deterred",
            "sanctions": sanctions.iter().map(|one| json!({
                "improvement": path_json(told, &one.improvement),
                "answer": path_json(told, &one.answer),
                "ways_out": names(told, &one.ways_out),
            })).collect::<Vec<_>>(),
        }),
        Why::Undeterred { improvement, replies } => json!({
            "is": "undeterred",
            "improvement": path_json(told, improvement),
            "replies": replies.iter().map(|one| json!({
                "state": name(told, one.state),
                "way_out": one.way_out.map(|out| name(told, out)),
            })).collect::<Vec<_>>(),
        }),
        Why::Open(comparisons) => json!({
            "is": "cannot be known",
            "open": comparisons.iter().map(|one| json!({
                "party": maker(told, one.maker),
                "first": name(told, one.first),
                "second": name(told, one.second),
            })).collect::<Vec<_>>(),
        }),
    }
}

fn names(told: &Told<'_>, states: &[usize]) -> Vec<String> {
    states.iter().map(|state| name(told, *state)).collect()
}

fn wished_json(told: &Told<'_>, state: usize) -> Value {
    let of = |concept: Concept| {
        let Inverse { makers, pairs, holds_together, .. } =
            inverse::inverse(&told.answer.graph, state, concept);
        let makers = told.conflict.makers.iter().zip(makers).map(|(party, of)| {
            let enough =
                of.enough.map(|sets| sets.iter().map(|set| names(told, set)).collect::<Vec<_>>());
            let least = of.least.map(|least| {
                let groups = least.ranking.iter();
                let ranking: Vec<_> = groups.map(|group| names(told, group)).collect();
                json!({ "pairs": least.pairs, "lowered": names(told, &least.lowered), "ranking": ranking })
            });
            json!({ "party": party, "stable": truth(of.stable), "enough_not_to_prefer": enough, "least": least })
        });
        let makers: Vec<Value> = makers.collect();
        json!({ "by": concept.key(), "parties": makers, "pairs": pairs, "holds_together": holds_together })
    };
    json!({ "state": name(told, state), "concepts": Concept::ALL.map(of) })
}
