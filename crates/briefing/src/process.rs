//! What stands of a process at an instant: rounds, silence procedures, what waits for capitals,
//! blind offers.

use basis::{Digest, Instant, Interval, Zone};
use serde_json::{Value, json};
use talks::process::log::What;
use talks::process::referendum::{self, AdReferendum, Answer, Capital};
use talks::process::rounds::{self, Round};
use talks::process::silence::{self, Asked, Doubt, NoEffect, Objection, Said, Silence, State};
use talks::process::{Entry, Log};

use crate::document::Document;
use crate::paper::{plural, truth};

/// Microseconds of a minute.
const MINUTE_US: i64 = 60_000_000;

/// A log, and the instant from which it is looked at.
pub struct Told<'a> {
    /// What happened.
    pub log: &'a Log,
    /// SHA-256 of its file.
    pub sha256: Digest,
    /// As of when.
    pub now: Instant,
    /// Whether that is the clock of the machine, because nobody named an instant.
    pub by_clock: bool,
    /// Files of rounds whose bytes were compared with the log: name, and whether they are the same.
    pub compared: &'a [(String, bool)],
}

/// A blind offer as the log has it: id, when, to whom, result.
struct Blind<'a> {
    id: &'a str,
    at: Instant,
    to: &'a [String],
    accepted: Option<bool>,
}

/// What stands, as people read it.
pub fn text(told: &Told<'_>) -> Document {
    let (log, now) = (told.log, told.now);
    let mut out = Document::new();
    out.heading(format!("Where the process stands at {}", show(now)));
    let known = log.known_at(now).count();
    out.aside(format!(
        "Rests on {}: {} of {} known by then.{}",
        log.file,
        known,
        plural(log.entries.len(), "entry").replace("entrys", "entries"),
        if told.by_clock { " The instant is that of this machine's clock." } else { "" }
    ));
    if known == 0 {
        out.text("Nothing was known to have happened.");
    }
    for round in rounds::at(log, now) {
        round_words(&mut out, told, &round);
    }
    for silence in silence::at(log, now) {
        silence_words(&mut out, log, &silence);
    }
    referendum_words(&mut out, log, &referendum::at(log, now));
    let offers = blind(log, now);
    if !offers.is_empty() {
        out.name("Blind acceptance");
    }
    for offer in offers {
        let result = match offer.accepted {
            Some(true) => "all accepted",
            Some(false) => "not all accepted",
            None => "not combined yet",
        };
        let to = offer.to.join(", ");
        out.item(offer.id, format!("offered to {to} at {}: {result}", show(offer.at)));
    }
    out
}

fn round_words(out: &mut Document, told: &Told<'_>, round: &Round) {
    let same = match round.same_text {
        Some(true) => ", the text of the round before",
        _ => "",
    };
    let (number, file, since) = (round.number, &round.file, show(round.since));
    out.name(format!("Round {number}: {file}, since {since}{same}"));
    for party in &round.parties {
        let words = match &party.said {
            rounds::Said::Comments { entries } => comments(told.log, entries),
            rounds::Said::Nothing { .. } => "says that it has nothing to say on it".to_owned(),
            rounds::Said::Silent => "silent, which says nothing of what it thinks".to_owned(),
        };
        out.item(party.party.clone(), words);
    }
    for (party, bracket) in &round.not_repeated {
        let on = bracket.as_deref().map_or("the text".to_owned(), |id| format!("bracket {id}"));
        out.open(format!(
            "{party} does not repeat its comment on {on}: it may be met, or may stand"
        ));
    }
    match told.compared.iter().find(|(name, _)| name == file) {
        Some((_, true)) => out.aside("The file has the SHA-256 that the log names."),
        Some((_, false)) => out.against("The file is not the text that the log names."),
        None => {}
    }
}

fn comments(log: &Log, entries: &[usize]) -> String {
    let one = |at: &usize| match log.entries.get(*at).map(|entry| &entry.what) {
        Some(What::Comment { bracket: Some(id), words, .. }) => format!("on {id}: {words}"),
        Some(What::Comment { words, .. }) => format!("on the text: {words}"),
        _ => String::new(),
    };
    entries.iter().map(one).collect::<Vec<String>>().join("; ")
}

fn silence_words(out: &mut Document, log: &Log, silence: &Silence) {
    out.name(format!("Silence on {}: {}", silence.id, state_words(&silence.state, silence.end)));
    let rule = silence.rule.as_deref().unwrap_or("the log names none");
    out.item("rule", rule);
    out.item("asked", format!("from {} until before {}", show(silence.from), show(silence.end)));
    match &silence.state {
        State::Broken { by } => {
            by.iter().for_each(|objection| out.against(objection_words(log, objection)));
        }
        State::Withdrawn { entry, .. } => out.text(format!("by {}", who(log, *entry))),
        _ => {}
    }
    out.table(
        ["party", "reached before the end", "had of the time", "said"],
        silence.asked.iter().map(asked_row).collect(),
    );
    let lead = match silence.state {
        State::Running => "open until something is added",
        _ => "why",
    };
    for doubt in &silence.doubts {
        out.open(format!("{lead}: {}", doubt_words(log, doubt)));
    }
    for ignored in &silence.ignored {
        let (what, why) = (act(log, ignored.entry), no_effect_words(ignored.why));
        out.aside(format!("Changes nothing, {why}: {what}."));
    }
}

fn state_words(state: &State, end: Instant) -> String {
    match state {
        State::Running => format!("running until {}", show(end)),
        State::Broken { .. } => "broken, not adopted".to_owned(),
        State::Withdrawn { at, .. } => format!("withdrawn at {}, not adopted", show(*at)),
        State::NotReached { parties } => {
            format!("not adopted, it reached {} too late", parties.join(", "))
        }
        State::Adopted { at } => format!("adopted by silence at {}", show(*at)),
        State::CannotBeKnown => "whether it is adopted cannot be known".to_owned(),
    }
}

fn objection_words(log: &Log, objection: &Objection) -> String {
    let late = match objection.known_after_end {
        true => "; it became known after the end, and until then the silence looked unbroken",
        false => "",
    };
    let words = match log.entries.get(objection.entry).map(|entry| &entry.what) {
        Some(What::Objection { words, .. }) if !words.is_empty() => format!(": {words}"),
        Some(What::TimeRequest { .. }) => ": it asked for more time, which breaks it".to_owned(),
        _ => String::new(),
    };
    let by = who(log, objection.entry);
    format!("broken by {by} {}{words}{late}", at_time(objection.made))
}

fn asked_row(asked: &Asked) -> Vec<String> {
    let said = match asked.said {
        Said::Objected => "objected",
        Said::NoObjection => "does not object",
        Said::AskedForTime => "asked for more time",
        Said::Silent => "silent",
    };
    let had = asked.had_us.map_or("not known".to_owned(), hours);
    vec![asked.party.clone(), truth(asked.reached).to_owned(), had, said.to_owned()]
}

/// Hours and minutes, cut off.
fn hours(us: i64) -> String {
    let minutes = us / MINUTE_US;
    match minutes % 60 {
        0 => format!("{} h", minutes / 60),
        rest => format!("{} h {rest} min", minutes / 60),
    }
}

fn doubt_words(log: &Log, doubt: &Doubt) -> String {
    match doubt {
        Doubt::NoRule => {
            "the log does not say where the parties agreed that silence adopts".to_owned()
        }
        Doubt::NoReceipt { party } => {
            format!("no receipt by {party}: nothing shows that it was reached before the end")
        }
        Doubt::OpenRequest { entry } => format!(
            "{} asked for more time, got none, and nothing says what that does",
            who(log, *entry)
        ),
        Doubt::ObjectionTime { entry } => {
            format!(
                "the objection of {} may be in time or not: its hour is not known",
                who(log, *entry)
            )
        }
    }
}

fn no_effect_words(why: NoEffect) -> &'static str {
    match why {
        NoEffect::TooEarly => "before the proposal was circulated",
        NoEffect::TooLate => "at the end or later",
        NoEffect::AfterWithdrawal => "after the withdrawal",
        NoEffect::NotAsked => "by a party that was not asked",
        NoEffect::NotTheProposer => "not by whoever proposed",
    }
}

fn referendum_words(out: &mut Document, log: &Log, list: &[AdReferendum]) {
    if list.is_empty() {
        return;
    }
    out.name("Agreed ad referendum");
    for one in list {
        let deadline =
            one.deadline.map_or(String::new(), |at| format!(", due before {}", show(at)));
        let confirmed = truth(one.confirmed());
        out.text(format!("{} ({}): confirmed by all: {confirmed}{deadline}", one.id, one.subject));
        for capital in &one.capitals {
            out.item(format!("  {}", capital.party), capital_words(log, capital));
        }
    }
    out.aside("Silence is not confirmation, after the day on which it is due neither.");
}

fn capital_words(log: &Log, capital: &Capital) -> String {
    match &capital.answer {
        Answer::Open { overdue: false } => "open".to_owned(),
        Answer::Open { overdue: true } => "open, overdue".to_owned(),
        Answer::Confirmed { entry, when, in_time } => {
            let late = match in_time {
                basis::Truth::Yes => "",
                basis::Truth::No => ", late",
                basis::Truth::Unknown => ", whether in time cannot be known",
            };
            format!("confirmed {}{late} ({})", at_time(*when), source(log, *entry))
        }
        Answer::Refused { entry, when } => {
            format!("refused {} ({})", at_time(*when), source(log, *entry))
        }
        Answer::CannotBeKnown { entries } => {
            let sources: Vec<&str> = entries.iter().map(|entry| source(log, *entry)).collect();
            format!(
                "confirmed and refused; which came last cannot be known ({})",
                sources.join(", ")
            )
        }
    }
}

fn blind(log: &Log, now: Instant) -> Vec<Blind<'_>> {
    let mut offers: Vec<Blind<'_>> = Vec::new();
    for (_, entry) in log.known_at(now) {
        match &entry.what {
            What::BlindOffer { id, to, .. } => {
                offers.push(Blind { id, at: entry.when.start, to, accepted: None });
            }
            What::BlindResult { of, accepted } => {
                offers
                    .iter_mut()
                    .filter(|offer| offer.id == of)
                    .for_each(|offer| offer.accepted = Some(*accepted));
            }
            _ => {}
        }
    }
    offers
}

fn entry(log: &Log, at: usize) -> Option<&Entry> {
    log.entries.get(at)
}

fn source(log: &Log, at: usize) -> &str {
    entry(log, at).map_or("", |entry| entry.source.as_str())
}

/// `SOUTH (letter of 2 March)`.
fn who(log: &Log, at: usize) -> String {
    entry(log, at).map_or(String::new(), |entry| format!("{} ({})", entry.who, entry.source))
}

fn act(log: &Log, at: usize) -> String {
    let Some(entry) = entry(log, at) else { return String::new() };
    let what = match entry.what {
        What::Objection { .. } => "objection",
        What::TimeRequest { .. } => "request for more time",
        What::Extension { .. } => "extension",
        What::Withdrawal { .. } => "withdrawal",
        _ => "entry",
    };
    format!("{what} of {}", who(log, at))
}

fn show(at: Instant) -> String {
    Zone::utc().show(at)
}

/// `at …`, or the bounds of a time that is known by its day only.
fn at_time(when: Interval) -> String {
    match when.micros() {
        1 => format!("at {}", show(when.start)),
        _ => format!("between {} and {}", show(when.start), show(when.end)),
    }
}

/// What stands, for programs. Numbers of entries count from 0 in the order of the log.
pub fn json(told: &Told<'_>) -> Value {
    let (log, now) = (told.log, told.now);
    let blind: Vec<Value> = blind(log, now)
        .iter()
        .map(|offer| json!({ "id": offer.id, "at": offer.at, "to": offer.to, "all_accepted": offer.accepted }))
        .collect();
    json!({
        "format": "detente-talks-process/1",
        "now": now,
        "now_by_clock": told.by_clock,
        "rests_on": { "file": log.file, "sha256": told.sha256, "entries": log.entries.len(),
                      "known": log.known_at(now).count() },
        "rounds": rounds::at(log, now),
        "texts": told.compared.iter()
            .map(|(file, same)| json!({ "file": file, "is_as_logged": same }))
            .collect::<Vec<_>>(),
        "silence": silence::at(log, now),
        "ad_referendum": referendum::at(log, now),
        "blind": blind,
    })
}
