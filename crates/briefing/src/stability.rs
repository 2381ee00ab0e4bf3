//! Whether states hold: who would leave which, why, and what would have to be preferred instead.

use basis::Truth;
use talks::stability::answer::{Answer, Coalitions};
use talks::stability::graph::{Group, Move};
use talks::stability::inverse::{self, ForMaker};
use talks::stability::judge::Answers;
use talks::stability::quo::Way;
use talks::stability::why::{Comparison, Reply, Sanction, Why};
use talks::stability::{Concept, Conflict};

use crate::document::Document;
use crate::paper::plural;

mod json;

pub use json::json;

/// States that are told, unless all are asked for.
const STATES_SHOWN: usize = 40;

/// Departures of coalitions that are told, unless all are asked for.
const DEPARTURES_SHOWN: usize = 20;

/// Reasons, sets and comparisons that are told of one answer.
const REASONS_SHOWN: usize = 8;

/// What is told of stability.
pub struct Told<'a> {
    /// States, decision makers, moves.
    pub conflict: &'a Conflict,
    /// All answers.
    pub answer: &'a Answer,
    /// On what they rest, in words.
    pub rests_on: &'a [String],
    /// A state whose reasons are asked for.
    pub state: Option<usize>,
    /// A state that is wished.
    pub wished: Option<usize>,
}

/// The answers as people read them.
pub fn text(told: &Told<'_>, all: bool) -> Document {
    let (conflict, answer) = (told.conflict, told.answer);
    let mut out = Document::new();
    let title = if conflict.title.is_empty() { "Conflict" } else { &conflict.title };
    let (states, makers) = (conflict.states.len(), conflict.makers.len());
    let makers = plural(makers, "decision maker");
    out.heading(format!("{title}: {}, {makers}", plural(states, "state")));
    told.rests_on.iter().for_each(|words| out.aside(words.clone()));
    table(&mut out, told, all);
    out.aside(
        "A name: stable. A dot: not, somebody would leave. A question mark: cannot be known.",
    );
    if conflict.moves.iter().flatten().all(|ends| ends.is_empty()) {
        out.open(
            "Nobody can move anywhere alone: every state holds for that reason, and no other.",
        );
    }
    out.name("States that everybody keeps");
    for concept in Concept::ALL {
        out.item(concept.name(), equilibria(told, concept));
    }
    if let Some(coalitions) = &answer.coalitions {
        departures(&mut out, told, coalitions, all);
    } else {
        out.open("Coalitions were not looked at: there are too many states for that.");
    }
    ways(&mut out, told, all);
    if let Some(state) = told.state {
        reasons(&mut out, told, state);
    }
    if let Some(state) = told.wished {
        wished(&mut out, told, state);
    }
    out.aside("These answers say what follows from the preferences, not what anybody will do.");
    if answer.checked == Some(true) {
        out.aside("Checked apart from that: matrices give the same answers.");
    }
    out
}

fn table(out: &mut Document, told: &Told<'_>, all: bool) {
    let conflict = told.conflict;
    let head = ["state".to_owned()].into_iter().chain(conflict.makers.iter().cloned());
    let head: Vec<String> = head.chain(["everybody".to_owned()]).collect();
    let states = conflict.states.len();
    let shown = if all { states } else { states.min(STATES_SHOWN) };
    let row = |state: usize| -> Vec<String> {
        let by_maker = told.answer.makers.iter().map(|table| marks(&table[state]));
        let name = [name(told, state)].into_iter();
        name.chain(by_maker).chain([marks(&told.answer.equilibria[state])]).collect()
    };
    out.table(head, (0..shown).map(row).collect());
    out.more(states, shown);
}

/// `Nash GMR · SEQ?`: each concept in its place.
fn marks(answers: &Answers) -> String {
    let mark = |(concept, answer): (Concept, &Truth)| match answer {
        Truth::Yes => short(concept).to_owned(),
        Truth::No => "·".to_owned(),
        Truth::Unknown => format!("{}?", short(concept)),
    };
    Concept::ALL.into_iter().zip(answers).map(mark).collect::<Vec<String>>().join(" ")
}

fn short(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::Gmr => "GMR",
        Concept::Smr => "SMR",
        Concept::Seq => "SEQ",
    }
}

fn equilibria(told: &Told<'_>, concept: Concept) -> String {
    let place = talks::stability::answer::place(concept);
    let with = |wanted: Truth| {
        let states = 0..told.conflict.states.len();
        let found = states.filter(move |state| told.answer.equilibria[*state][place] == wanted);
        found.map(|state| quoted(told, state)).collect::<Vec<String>>()
    };
    let certain = with(Truth::Yes);
    let open = with(Truth::Unknown);
    let certain = if certain.is_empty() { "none".to_owned() } else { certain.join(", ") };
    match open.is_empty() {
        true => certain,
        false => format!("{certain}; cannot be known: {}", open.join(", ")),
    }
}

/// A state that each decision maker keeps alone, and the concepts under which a coalition does not.
type Departure = (Group, usize, Vec<Concept>);

/// Coalitions that leave states which each decision maker keeps alone.
fn departing(answer: &Answer, coalitions: &Coalitions) -> Vec<Departure> {
    let mut found = Vec::new();
    for (group, table) in coalitions.groups.iter().zip(&coalitions.stable) {
        for (state, stable) in table.iter().enumerate() {
            let alone = &answer.equilibria[state];
            let leaves = |at: usize| alone[at] == Truth::Yes && stable[at] == Truth::No;
            let concepts = Concept::ALL.into_iter().enumerate().filter(|(at, _)| leaves(*at));
            let concepts: Vec<Concept> = concepts.map(|(_, concept)| concept).collect();
            if !concepts.is_empty() {
                found.push((*group, state, concepts));
            }
        }
    }
    found
}

fn departures(out: &mut Document, told: &Told<'_>, coalitions: &Coalitions, all: bool) {
    if coalitions.groups.is_empty() {
        return;
    }
    let found = departing(told.answer, coalitions);
    out.name("Coalitions that leave a state which each alone keeps");
    if found.is_empty() {
        out.text("None is known.");
    }
    let shown = if all { found.len() } else { DEPARTURES_SHOWN };
    for (group, state, concepts) in found.iter().take(shown) {
        let concepts: Vec<&str> = concepts.iter().map(|concept| short(*concept)).collect();
        let under = concepts.join(", ");
        out.item(members(told, *group), format!("from {} ({under})", quoted(told, *state)));
    }
    out.more(found.len(), shown);
}

fn ways(out: &mut Document, told: &Told<'_>, all: bool) {
    let Some(from) = told.conflict.status_quo else { return };
    out.name(format!("Ways from where things stand, {}", quoted(told, from)));
    let ways: Vec<&Way> = told.answer.ways.iter().filter(|way| way.state != from).collect();
    let shown = if all { ways.len() } else { ways.len().min(STATES_SHOWN) };
    for way in ways.iter().take(shown) {
        out.item(quoted(told, way.state), way_words(told, way));
    }
    out.more(ways.len(), shown);
}

fn way_words(told: &Told<'_>, way: &Way) -> String {
    match (&way.by_improvements, &way.by_moves) {
        (Some(path), _) => format!("by improvements: {}", path_words(told, path)),
        (None, Some(path)) if way.perhaps_by_improvements => format!(
            "by moves: {}; whether improvements lead there cannot be known",
            path_words(told, path)
        ),
        (None, Some(path)) => {
            format!("by moves: {}; improvements do not lead there", path_words(told, path))
        }
        (None, None) => "no moves lead there".to_owned(),
    }
}

fn path_words(told: &Told<'_>, path: &[Move]) -> String {
    let step = |step: &Move| format!("{} to {}", maker(told, step.maker), quoted(told, step.to));
    path.iter().map(step).collect::<Vec<String>>().join(", then ")
}

fn reasons(out: &mut Document, told: &Told<'_>, state: usize) {
    for (at, party) in told.conflict.makers.iter().enumerate() {
        out.name(format!("Why {party} keeps {} or not", quoted(told, state)));
        for concept in Concept::ALL {
            if let Some(why) = told.answer.why(Group::one(at), state, concept) {
                out.item(short(concept), why_words(told, &why, at));
            }
        }
    }
}

fn why_words(told: &Told<'_>, why: &Why, maker: usize) -> String {
    match why {
        Why::NoImprovement => "stable: it can bring about nothing that it prefers".to_owned(),
        Why::Deterred(sanctions) if sanctions.is_empty() => {
            "stable: in every case in which it prefers something, the others can answer".to_owned()
        }
        Why::Deterred(sanctions) => {
            let words: Vec<String> =
                sanctions.iter().take(REASONS_SHOWN).map(|one| sanction(told, one)).collect();
            format!("stable: {}{}", words.join("; "), rest(sanctions.len()))
        }
        Why::Undeterred { improvement, .. } if improvement.is_empty() => {
            "not stable: in every case nothing deters some improvement".to_owned()
        }
        Why::Undeterred { improvement, replies } => {
            let goes = path_words(told, improvement);
            let answer = match replies.as_slice() {
                [] => "and prefers that".to_owned(),
                _ => {
                    let words: Vec<String> =
                        replies.iter().take(REASONS_SHOWN).map(|one| reply(told, one)).collect();
                    let rest = rest(replies.len());
                    format!("and prefers that; the others could {}{rest}", words.join("; or "))
                }
            };
            format!("not stable: {goes}, {answer}")
        }
        Why::Open(comparisons) => {
            let words: Vec<String> =
                comparisons.iter().take(REASONS_SHOWN).map(|one| comparison(told, one)).collect();
            let rest = rest(comparisons.len());
            let whose =
                if comparisons.iter().all(|one| one.maker == maker) { "" } else { ", by whom" };
            format!("cannot be known; open is how these compare{whose}: {}{rest}", words.join("; "))
        }
    }
}

fn sanction(told: &Told<'_>, sanction: &Sanction) -> String {
    let (goes, answers) =
        (path_words(told, &sanction.improvement), path_words(told, &sanction.answer));
    let out = match sanction.ways_out.is_empty() {
        true => "",
        false => ", and no way out is better",
    };
    format!("if {goes}, then {answers}{out}")
}

fn reply(told: &Told<'_>, reply: &Reply) -> String {
    let to = format!("go to {}", quoted(told, reply.state));
    match reply.way_out {
        Some(out) => format!("{to}, from where it can reach {}", quoted(told, out)),
        None => format!("{to}, which it prefers too"),
    }
}

fn comparison(told: &Told<'_>, one: &Comparison) -> String {
    let (first, second) = (quoted(told, one.first), quoted(told, one.second));
    format!("{} of {first} and {second}", maker(told, one.maker))
}

fn rest(all: usize) -> String {
    match all.checked_sub(REASONS_SHOWN) {
        Some(more) if more > 0 => format!("; … {more} more (--json shows them)"),
        _ => String::new(),
    }
}

fn wished(out: &mut Document, told: &Told<'_>, state: usize) {
    for concept in Concept::ALL {
        let inverse = inverse::inverse(&told.answer.graph, state, concept);
        let name = concept.name();
        out.name(format!("What would make {} hold: {name}", quoted(told, state)));
        for (party, of) in told.conflict.makers.iter().zip(&inverse.makers) {
            out.item(party.clone(), needed(told, state, of));
        }
        match (inverse.pairs, inverse.holds_together) {
            (Some(0), Some(true)) => {}
            (Some(pairs), Some(true)) => {
                out.aside(format!("With {} of comparisons changed it holds.", plural(pairs, "pair")));
            }
            (Some(pairs), Some(false)) => out.open(format!(
                "These least changes ({}) do not make it hold together: one takes away what answers another.",
                plural(pairs, "pair")
            )),
            _ => out.open("Some least change is not known: a ranking or an answer is open."),
        }
    }
}

fn needed(told: &Told<'_>, state: usize, of: &ForMaker) -> String {
    let stable = match of.stable {
        Truth::Yes => "keeps it as things are",
        Truth::No => "leaves it as things are",
        Truth::Unknown => "whether it keeps it cannot be known",
    };
    let enough = match &of.enough {
        None => "; what would be enough is not known".to_owned(),
        Some(sets) if sets.iter().any(Vec::is_empty) => {
            ", and would whatever it prefers".to_owned()
        }
        Some(sets) if sets.is_empty() => "; no preference is enough".to_owned(),
        Some(sets) => {
            let set = |set: &Vec<usize>| states(told, set);
            let words: Vec<String> = sets.iter().take(REASONS_SHOWN).map(set).collect();
            let rest = rest(sets.len());
            format!("; enough is not to prefer {}{rest}", words.join(", or else "))
        }
    };
    let least = match &of.least {
        Some(least) if least.pairs > 0 => {
            let (pairs, lowered) = (plural(least.pairs, "pair"), states(told, &least.lowered));
            format!("; least change: {lowered} below {} ({pairs})", quoted(told, state))
        }
        _ => String::new(),
    };
    format!("{stable}{enough}{least}")
}

fn states(told: &Told<'_>, states: &[usize]) -> String {
    states.iter().map(|state| quoted(told, *state)).collect::<Vec<String>>().join(" and ")
}

fn name(told: &Told<'_>, state: usize) -> String {
    told.conflict.states.get(state).map_or(String::new(), |state| state.name.clone())
}

fn quoted(told: &Told<'_>, state: usize) -> String {
    format!("`{}`", name(told, state))
}

fn maker<'t>(told: &Told<'t>, at: usize) -> &'t str {
    told.conflict.makers.get(at).map_or("", String::as_str)
}

fn members(told: &Told<'_>, group: Group) -> String {
    group.members().map(|at| maker(told, at)).collect::<Vec<&str>>().join(" + ")
}
