//! Whether packages would be ratified: by which bodies, with whose votes, and how many.

mod indices;

use basis::Truth;
use serde_json::{Value, json};
use talks::Domain;
use talks::count::Count;
use talks::domain::Package;
use talks::number::{Number, exact, to_f64};
use talks::ratify::{self, Answer, Bodies, Body, Chances, Decides, Ratification, WinSet};

use crate::bargain::{count, package_json};
use crate::document::Document;
use crate::paper::truth;
use crate::pictures::winsets;

/// A package and what bodies say about it.
pub struct Judged {
    /// Its name.
    pub name: String,
    /// Its options.
    pub package: Package,
    /// Names of the rules that it breaks.
    pub breaks: Vec<String>,
    /// What bodies say.
    pub ratification: Ratification,
}

/// How many packages would pass.
pub struct Counted {
    /// By body.
    pub bodies: Vec<WinSet>,
    /// By party, all its bodies together; nothing for one without bodies.
    pub parties: Vec<Option<WinSet>>,
    /// All bodies together.
    pub all: WinSet,
    /// Which bodies pass how many, where that can be counted.
    pub combinations: Option<Vec<ratify::Combination>>,
}

/// All that is shown.
pub struct Ratifying<'a> {
    /// Issues and parties.
    pub domain: &'a Domain,
    /// Who has to ratify.
    pub bodies: &'a Bodies,
    /// The packages.
    pub judged: &'a [Judged],
    /// Counts over all packages that rules admit.
    pub counted: &'a Counted,
    /// On what the answer rests, in words.
    pub rests_on: &'a str,
}

/// The answer as people read it.
pub fn text(ratifying: &Ratifying<'_>) -> Document {
    let mut told = Document::new();
    told.heading("What would be ratified");
    told.aside(ratifying.rests_on);
    let without = without_bodies(ratifying);
    if !without.is_empty() {
        told.open(format!(
            "No body is declared for {}, nor that none is needed: whether {} would ratify cannot be \
             known.",
            without.join(", "),
            if without.len() == 1 { "it" } else { "they" }
        ));
    }
    for judged in ratifying.judged {
        package_words(&mut told, ratifying, judged);
    }
    if !ratifying.bodies.bodies.is_empty() {
        counted_words(&mut told, ratifying);
        indices::words(&mut told, ratifying);
    }
    told
}

/// `Assembly (NORTH)`.
fn body_name(ratifying: &Ratifying<'_>, body: &Body) -> String {
    format!("{} ({})", body.name, ratifying.domain.party_name(body.party))
}

/// Parties of which nothing was declared.
fn without_bodies<'a>(ratifying: &'a Ratifying<'_>) -> Vec<&'a str> {
    let bodies = ratifying.bodies;
    let declared = |at: &usize| {
        bodies.needs_none.contains(at) || bodies.bodies.iter().any(|body| body.party == *at)
    };
    let parties = 0..ratifying.domain.parties.len();
    parties.filter(|at| !declared(at)).map(|at| ratifying.domain.party_name(at)).collect()
}

fn package_words(told: &mut Document, ratifying: &Ratifying<'_>, judged: &Judged) {
    let found = &judged.ratification;
    told.name(judged.name.clone());
    for rule in &judged.breaks {
        told.against(format!("breaks: {rule}"));
    }
    told.item("ratified by all", truth(found.all));
    for (at, answer) in found.parties.iter().enumerate() {
        let none = match ratifying.bodies.needs_none.contains(&at) {
            true => " (needs no body)",
            false => "",
        };
        told.item(ratifying.domain.party_name(at), format!("{}{none}", truth(*answer)));
    }
    for (body, answer) in ratifying.bodies.bodies.iter().zip(&found.bodies) {
        told.item(body_name(ratifying, body), body_words(body, answer));
    }
    if let Some(chances) = found.chances.as_ref().filter(|_| referenda(ratifying.bodies) > 1) {
        told.item("all referenda together", chances_words(chances));
    }
}

fn referenda(bodies: &Bodies) -> usize {
    bodies.bodies.iter().filter(|body| matches!(body.decides, Decides::Referendum(_))).count()
}

/// `yes; for: A (45 votes), against: B (40 votes); 51 of 85 needed; pivotal: A`.
fn body_words(body: &Body, answer: &Answer) -> String {
    let mut parts = vec![truth(answer.passes).to_owned()];
    match &body.decides {
        Decides::Referendum(_) => {
            if let Some((least, most)) = &answer.odds {
                parts.push(format!("by referendum, with odds {}", odds_words(least, most)));
            }
        }
        Decides::Vote { quota, members } => {
            let total: u64 = members.iter().map(|member| member.votes).sum();
            parts.push(format!("{quota} of {total} votes needed"));
            for (vote, word) in
                [(Truth::Yes, "for"), (Truth::No, "against"), (Truth::Unknown, "not known")]
            {
                let of = members.iter().zip(&answer.members).filter(|(_, given)| **given == vote);
                let names: Vec<String> = of
                    .map(|(member, _)| {
                        let veto = if member.veto { ", veto" } else { "" };
                        format!("{} ({}{veto})", member.name, member.votes)
                    })
                    .collect();
                if !names.is_empty() {
                    parts.push(format!("{word}: {}", names.join(", ")));
                }
            }
            for (turns, word) in [(Truth::Yes, "pivotal"), (Truth::Unknown, "may be pivotal")] {
                let names = members.iter().zip(&answer.pivotal).filter(|(_, of)| **of == turns);
                let names: Vec<&str> = names.map(|(member, _)| member.name.as_str()).collect();
                if !names.is_empty() {
                    parts.push(format!("{word}: {}", names.join(", ")));
                }
            }
        }
    }
    parts.join("; ")
}

/// `40 % to 60 %`.
fn odds_words(least: &Number, most: &Number) -> String {
    let percent = |number: &Number| format!("{:.1} %", to_f64(number) * 100.0);
    if least == most {
        return percent(least);
    }
    format!("{} to {}", percent(least), percent(most))
}

fn chances_words(chances: &Chances) -> String {
    let (least, most) = &chances.if_independent;
    format!(
        "odds {}, however they depend on each other; {} if they were independent, which nobody \
         stated",
        odds_words(&chances.least, &chances.most),
        odds_words(least, most)
    )
}

fn counted_words(told: &mut Document, ratifying: &Ratifying<'_>) {
    let counted = ratifying.counted;
    told.name("Of all packages");
    told.text(
        "Counted are the packages that break no rule of the text, no guard-rail and no red line that \
         was said or told in confidence; what parties have without an agreement is not compared. Each \
         is known to pass, known to be rejected, or neither.",
    );
    let row = |name: String, set: &WinSet| {
        vec![name, count(&set.passed), count(&set.rejected), count(&set.open)]
    };
    let of_bodies = ratifying.bodies.bodies.iter().zip(&counted.bodies);
    let mut rows: Vec<Vec<String>> =
        of_bodies.map(|(body, set)| row(body_name(ratifying, body), set)).collect();
    for (at, set) in counted.parties.iter().enumerate() {
        let own = ratifying.bodies.bodies.iter().filter(|body| body.party == at).count();
        // One body alone was told.
        if let Some(set) = set.as_ref().filter(|_| own > 1) {
            rows.push(row(format!("all of {}", ratifying.domain.party_name(at)), set));
        }
    }
    if ratifying.bodies.bodies.len() > 1 {
        rows.push(row("all of these".to_owned(), &counted.all));
    }
    told.table(["body", "passes", "rejects", "cannot be known"], rows);
    match &counted.combinations {
        Some(combinations) => {
            let rows = combinations.iter().map(|found| {
                vec![
                    passing(ratifying, &found.passes),
                    count(&Count::Exactly(found.count.clone())),
                ]
            });
            told.table(["known to be passed by exactly", "packages"], rows.collect());
        }
        None => told.open(format!(
            "Which bodies pass the same packages was not counted: with more than {} bodies, or where \
             numbers are known by bounds only.",
            ratify::COMBINED_MAX
        )),
    }
}

fn passing(ratifying: &Ratifying<'_>, passes: &[bool]) -> String {
    let bodies = ratifying.bodies.bodies.iter().zip(passes).filter(|(_, passes)| **passes);
    let names: Vec<String> = bodies.map(|(body, _)| body_name(ratifying, body)).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Names of bodies and the combinations as a picture takes them; nothing where they were not
/// counted.
pub fn picture(ratifying: &Ratifying<'_>) -> Option<(Vec<String>, Vec<winsets::Combination>)> {
    let combinations = ratifying.counted.combinations.as_ref()?;
    let names = ratifying.bodies.bodies.iter().map(|body| body_name(ratifying, body)).collect();
    let number = |found: &ratify::Combination| Number::from_integer(found.count.clone().into());
    // The most stand first.
    let greatest = combinations.first().map(number).unwrap_or_default();
    let drawn = combinations.iter().map(|found| winsets::Combination {
        passes: found.passes.clone(),
        count: count(&Count::Exactly(found.count.clone())),
        share: to_f64(&(number(found) / &greatest)),
    });
    Some((names, drawn.collect()))
}

/// The same for programs.
pub fn json(ratifying: &Ratifying<'_>) -> Value {
    let bodies = &ratifying.bodies.bodies;
    let body = |body: &Body| json!({ "name": body.name, "party": ratifying.domain.party_name(body.party) });
    let counted = ratifying.counted;
    let judged = ratifying.judged.iter().map(|one| judged_json(ratifying, one));
    let parties = counted.parties.iter().map(|set| set.as_ref().map(win_set_json));
    json!({
        "format": "detente-talks-ratify/1",
        "rests_on": ratifying.rests_on,
        "bodies": bodies.iter().map(body).collect::<Vec<_>>(),
        "without_bodies": without_bodies(ratifying),
        "packages": judged.collect::<Vec<_>>(),
        "power": indices::json(ratifying),
        "win_sets": {
            "bodies": counted.bodies.iter().map(win_set_json).collect::<Vec<_>>(),
            "parties": parties.collect::<Vec<_>>(),
            "all_bodies": win_set_json(&counted.all),
            "passed_by_exactly": counted.combinations.as_ref().map(|all| {
                all.iter().map(|found| json!({
                    "bodies": bodies.iter().zip(&found.passes).filter(|(_, passes)| **passes)
                        .map(|(one, _)| body(one)).collect::<Vec<_>>(),
                    "packages": found.count.to_string(),
                })).collect::<Vec<_>>()
            }),
        },
    })
}

fn judged_json(ratifying: &Ratifying<'_>, judged: &Judged) -> Value {
    let found = &judged.ratification;
    let odds =
        |least: &Number, most: &Number| json!({ "least": exact(least), "most": exact(most) });
    let member = |(member, (votes, pivotal)): (&ratify::Member, (&Truth, &Truth))| {
        json!({
            "name": member.name,
            "votes": member.votes,
            "veto": member.veto,
            "is_for": truth(*votes),
            "pivotal": truth(*pivotal),
        })
    };
    let body = |(body, answer): (&Body, &Answer)| {
        let members = match &body.decides {
            Decides::Vote { members, .. } => members.as_slice(),
            Decides::Referendum(_) => &[],
        };
        let given = answer.members.iter().zip(&answer.pivotal);
        json!({
            "name": body.name,
            "party": ratifying.domain.party_name(body.party),
            "passes": truth(answer.passes),
            "members": members.iter().zip(given).map(member).collect::<Vec<_>>(),
            "odds": answer.odds.as_ref().map(|(least, most)| odds(least, most)),
        })
    };
    let parties = found.parties.iter().enumerate();
    json!({
        "name": judged.name,
        "package": package_json(ratifying.domain, &judged.package),
        "breaks": judged.breaks,
        "all_parties": truth(found.all),
        "parties": parties.map(|(at, answer)| {
            json!({ "name": ratifying.domain.party_name(at), "ratifies": truth(*answer) })
        }).collect::<Vec<_>>(),
        "bodies": ratifying.bodies.bodies.iter().zip(&found.bodies).map(body).collect::<Vec<_>>(),
        "referenda_together": found.chances.as_ref().map(|chances| json!({
            "odds": odds(&chances.least, &chances.most),
            "if_independent": odds(&chances.if_independent.0, &chances.if_independent.1),
        })),
    })
}

fn win_set_json(set: &WinSet) -> Value {
    let bounds = |count: &Count| {
        let (least, most) = (count.least().to_string(), count.most().to_string());
        json!({ "least": least, "most": most })
    };
    json!({
        "passed": bounds(&set.passed),
        "rejected": bounds(&set.rejected),
        "cannot_be_known": bounds(&set.open),
    })
}
