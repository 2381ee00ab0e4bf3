//! Conflicts out of the issues of talks.

use super::*;
use draft::Condition;
use talks::Domain;
use talks::stability::derive::{Control, of_domain};

fn domain() -> Domain {
    let text = r#"{"format": "detente-talks/1", "title": "Invented",
        "issues": [{"name": "crossing", "options": ["open", "closed"]},
                   {"name": "guns", "options": ["back", "forward"]}],
        "parties": [
            {"name": "NORTH", "points": {"crossing": {"open": 0, "closed": 1},
                                         "guns": {"back": 3, "forward": 0}}},
            {"name": "SOUTH", "points": {"crossing": {"open": 3, "closed": 0},
                                         "guns": {"back": 0, "forward": 1}}}]}"#;
    read::domain(&[Input { name: "t.json", text }]).unwrap()
}

fn controls(by: &[Option<usize>]) -> Vec<Control> {
    by.iter().map(|by| Control { by: *by, not_reached: None }).collect()
}

/// Each gains by departing alone, and loses more when the other departs too: a prisoner's
/// dilemma, worked out by hand.
#[test]
fn an_exchange_of_concessions_is_a_prisoners_dilemma() {
    let derived = of_domain(&domain(), &controls(&[Some(0), Some(1)]), None).unwrap();
    let answer = Answer::of(&derived.conflict, &derived.preferences).unwrap();
    let names = |concept| equilibria(&derived.conflict, &answer, concept);
    assert_eq!(names(Concept::Nash), ["closed · forward"]);
    assert_eq!(names(Concept::Seq), ["open · back", "closed · forward"]);
    assert_eq!(derived.packages[0], [0, 0]);
}

/// Who closes the crossing does away with its hours, which nobody controls; who opens it would
/// have to set them.
#[test]
fn what_a_change_leaves_unreached_goes_with_it() {
    let mut domain = domain();
    domain.issues[1] = talks::Issue {
        name: "hours".to_owned(),
        options: ["day", "night", "(not reached)"].map(str::to_owned).to_vec(),
    };
    domain.parties.iter_mut().for_each(|party| party.points[1].push(Default::default()));
    let is = |bracket, option| Condition::Is { bracket, option };
    let both = Condition::All(vec![is(0, 1), is(1, 2)]);
    let neither = Condition::Not(Box::new(Condition::Any(vec![is(0, 1), is(1, 2)])));
    domain.rules = vec![talks::Rule {
        name: "reached".to_owned(),
        must: Condition::Any(vec![both, neither]),
        origin: talks::Origin::Text,
        cost: Default::default(),
    }];
    let moves = |hours: Option<usize>| {
        let hours = Control { by: hours, not_reached: Some(2) };
        let derived = of_domain(&domain, &[controls(&[Some(0)])[0], hours], None).unwrap();
        assert_eq!(derived.packages, [vec![0, 0], vec![0, 1], vec![1, 2]]);
        let moves = &derived.conflict.moves[0];
        let of = |at: usize| (0..3).filter(|to| moves[at].has(*to)).collect();
        (0..3).map(of).collect::<Vec<Vec<usize>>>()
    };
    assert_eq!(moves(None), [vec![2], vec![2], vec![]]);
    assert_eq!(moves(Some(0)), [vec![1, 2], vec![0, 2], vec![0, 1]]);
    assert_eq!(moves(Some(1)), [vec![2], vec![2], vec![]]);
}

#[test]
fn what_nobody_controls_does_not_move() {
    let tabled = [vec![0, 0], vec![1, 0], vec![1, 1]];
    let derived = of_domain(&domain(), &controls(&[None, Some(1)]), Some(&tabled)).unwrap();
    assert_eq!(derived.conflict.states.len(), 3);
    let moves: usize = derived.conflict.moves.iter().flatten().map(|bits| bits.count()).sum();
    assert_eq!(moves, 2);
    let odd = of_domain(&domain(), &controls(&[None]), None).unwrap_err();
    assert_eq!(odd.code, talks::codes::CONTROL);
}
