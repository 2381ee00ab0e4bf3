//! The pages of `suite/talks/process`: logs, what is said about them, and what stands when.
//!
//! A `toml` block is a log, `file of round 1` a text beside it; `slip` is a file, `deal` lists
//! those to whom an offer is made, `replies` whose replies to an offer to NORTH and SOUTH are
//! combined. `problems` is what is said of the block before, `at INSTANT` what stands of the log
//! then. With `UPDATE_SUITE=1` the expected text is replaced by the actual.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use basis::{At, Diagnostic, Digest, Instant, Interval, Severity};
use talks::process::{self, Log, blind, referendum, rounds, silence};
use talks::read::Input;

#[test]
fn logs_are_read_as_the_pages_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/talks/process");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.sort();
    assert!(!pages.is_empty());
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let actual = run(&text);
        if std::env::var_os("UPDATE_SUITE").is_some() {
            fs::write(&page, &actual).unwrap();
        } else {
            assert_eq!(text, actual, "{}", page.display());
        }
    }
}

#[test]
fn the_specification_lists_every_kind_with_its_fields() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/talks.md");
    let text = fs::read_to_string(page).unwrap();
    let rows: Vec<Vec<String>> = text
        .lines()
        .skip_while(|line| !line.starts_with("| `what` |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            format!("{}{}", cells[1], cells[2])
                .split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        })
        .collect();
    let kinds: Vec<Vec<String>> = process::read::kinds()
        .map(|(name, keys)| [&[name], keys].concat().iter().map(|k| (*k).to_owned()).collect())
        .collect();
    assert_eq!(rows, kinds);
}

/// The page with what is really said; each block has to have something said about it.
fn run(page: &str) -> String {
    let (mut actual, mut log, mut problems, mut said) =
        (String::new(), String::new(), vec![], true);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(actual, "{line}");
        let Some(info) = line.strip_prefix("```") else { continue };
        let body = lines.by_ref().take_while(|line| *line != "```");
        let body = body.fold(String::new(), |text, line| text + line + "\n");
        if info == "problems" {
            let texts = problems.iter().map(|problem| shown(problem, &log));
            actual += &texts.collect::<String>();
            said = true;
        } else if let Some(now) = info.strip_prefix("at ") {
            actual += &state(&read(&log).unwrap(), Instant::parse(now).unwrap());
            said = true;
        } else {
            assert!(said || info.starts_with("file"), "nothing is said of the block before {info}");
            if info == "toml" {
                log.clone_from(&body);
            }
            problems = problems_of(info, &body, &log);
            said = false;
            actual += &body;
        }
        actual += "```\n";
    }
    assert!(said, "nothing is said of the last block");
    actual
}

/// What is said of a block: a log, the file of a round, or what a blind offer is made of.
fn problems_of(info: &str, body: &str, log: &str) -> Vec<Diagnostic> {
    let input = Input { name: "file.json", text: body };
    match info {
        "toml" => read(log).map_or_else(|problems| problems, |log| log.warnings),
        "file of round 1" => {
            let rounds = rounds::at(&read(log).unwrap(), Instant::MAX);
            rounds[0].check(body.as_bytes()).into_iter().collect()
        }
        "slip" => blind::Slip::read(&input).err().into_iter().collect(),
        "deal" => {
            let parties: Vec<String> = body.lines().map(str::to_owned).collect();
            let random = vec![[7; blind::SHARE_BYTES]; parties.len()];
            blind::deal(&random, &parties, Digest::of(b"")).err().into_iter().collect()
        }
        "replies" => {
            let parties = ["NORTH", "SOUTH"].map(str::to_owned);
            let random = [[1; blind::SHARE_BYTES], [2; blind::SHARE_BYTES]];
            let (offer, _) = blind::deal(&random, &parties, Digest::of(b"")).unwrap();
            let reply = |party: &str| blind::Reply {
                commitment: offer.commitment,
                party: party.to_owned(),
                share: blind::Share::new(random[0]),
            };
            let replies: Vec<_> = body.lines().map(reply).collect();
            blind::combine(&offer, &replies).err().unwrap_or_default()
        }
        other => panic!("no block is called {other}"),
    }
}

fn read(log: &str) -> Result<Log, Vec<Diagnostic>> {
    process::read(&Input { name: "process.toml", text: log }, &[])
}

fn shown(problem: &Diagnostic, log: &str) -> String {
    let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
    let at = match problem.labels.first().map(|label| &label.at) {
        Some(At::Bytes(span)) => log[span.start..span.end].lines().next().unwrap_or_default(),
        _ => "file",
    };
    let mut text = format!("{severity} {} {at}\n  {}\n", problem.code.0, problem.message);
    if let Some(help) = &problem.help {
        let _ = writeln!(text, "  help: {help}");
    }
    text
}

fn state(log: &Log, now: Instant) -> String {
    let mut text = String::new();
    for round in rounds::at(log, now) {
        text += &shown_round(&round);
    }
    for silence in silence::at(log, now) {
        text += &shown_silence(log, &silence);
    }
    for agreed in referendum::at(log, now) {
        let _ = writeln!(
            text,
            "{} ({}): confirmed: {:?}",
            agreed.id,
            agreed.subject,
            agreed.confirmed()
        );
        for capital in &agreed.capitals {
            let _ = writeln!(text, "  {}: {}", capital.party, shown_answer(&capital.answer));
        }
    }
    text
}

fn shown_round(round: &rounds::Round) -> String {
    let same = match round.same_text {
        None => "",
        Some(true) => ", the same text as before",
        Some(false) => ", another text",
    };
    let mut text = format!("round {} since {}{same}\n", round.number, round.since);
    for party in &round.parties {
        let said = match &party.said {
            rounds::Said::Comments { entries } => format!("comments in entries {entries:?}"),
            rounds::Said::Nothing { entry } => format!("says in entry {entry} that it has none"),
            rounds::Said::Silent => "silent".to_owned(),
        };
        let _ = writeln!(text, "  {}: {said}", party.party);
    }
    for (bracket, entries) in &round.comments {
        let bracket = bracket.as_deref().unwrap_or("the whole");
        let _ = writeln!(text, "  on {bracket}: entries {entries:?}");
    }
    for (party, bracket) in &round.not_repeated {
        let bracket = bracket.as_deref().unwrap_or("the whole");
        let _ = writeln!(text, "  not repeated: {party} on {bracket}");
    }
    text
}

fn shown_silence(log: &Log, silence: &silence::Silence) -> String {
    use silence::{Doubt, State};
    let mut text = format!("{} from {} to {}: ", silence.id, silence.from, silence.end);
    text += &match &silence.state {
        State::Running => "running".to_owned(),
        State::Broken { by } => {
            let late = |known| if known { ", known after the end" } else { "" };
            let by = by
                .iter()
                .map(|o| format!("{} at {}{}", o.party, when(o.made), late(o.known_after_end)));
            format!("broken by {}", by.collect::<Vec<_>>().join(" and "))
        }
        State::Withdrawn { at, .. } => format!("withdrawn at {at}"),
        State::NotReached { parties } => format!("reached {} too late", parties.join(", ")),
        State::Adopted { at } => format!("adopted by silence at {at}"),
        State::CannotBeKnown => "cannot be known".to_owned(),
    };
    let _ = writeln!(text, "; adopted: {:?}", silence.adopted());
    for asked in &silence.asked {
        let had = asked.had_us.map_or("no receipt of an instant".to_owned(), |us| {
            format!("had {} h", us / basis::time::HOUR_US)
        });
        let _ = writeln!(
            text,
            "  {}: {:?}, reached: {:?}, {had}",
            asked.party, asked.said, asked.reached
        );
    }
    for doubt in &silence.doubts {
        let doubt = match doubt {
            Doubt::NoRule => "no rule".to_owned(),
            Doubt::NoReceipt { party } => format!("no receipt by {party} before the end"),
            Doubt::OpenRequest { entry } => format!("the request of entry {entry} is open"),
            Doubt::ObjectionTime { entry } => format!("the hour of entry {entry}"),
        };
        let _ = writeln!(text, "  doubt: {doubt}");
    }
    for entry in &silence.time_requests {
        let _ = writeln!(text, "  {} asks for more time", log.entries[*entry].who);
    }
    for ignored in &silence.ignored {
        let _ = writeln!(text, "  entry {} changes nothing: {:?}", ignored.entry, ignored.why);
    }
    text
}

fn shown_answer(answer: &referendum::Answer) -> String {
    use referendum::Answer;
    match answer {
        Answer::Open { overdue: true } => "open, overdue".to_owned(),
        Answer::Open { overdue: false } => "open".to_owned(),
        Answer::Confirmed { when: at, in_time, .. } => {
            format!("confirmed {}, in time: {in_time:?}", when(*at))
        }
        Answer::Refused { when: at, .. } => format!("refused {}", when(*at)),
        Answer::CannotBeKnown { entries } => format!("entries {entries:?}, whichever was last"),
    }
}

fn when(interval: Interval) -> String {
    interval.to_string()
}
