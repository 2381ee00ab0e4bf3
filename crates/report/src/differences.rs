//! What changed between two runs, and why, as text.

use std::collections::BTreeMap;

use findings::{Difference, DifferenceClass};

use crate::layout::{Page, Tone};
use crate::terminal::Style;
use crate::words;

/// More records of a difference than this are counted, not listed.
pub const RECORDS_PER_DIFFERENCE_MAX: usize = 12;

/// More changed answers than this are counted in the last sentence; above it all are told.
const ANSWERS_TOLD_MAX: usize = 3;

/// Differences grouped by their cause, then by what they are about; old before new, with the
/// records that caused each; at the end one sentence on the answers.
///
/// ```
/// use report::{Style, differences};
/// let style = Style { width: 80, colour: false, case: "" };
/// assert_eq!(differences(&[], &style), "No difference: both runs say the same.\n");
/// ```
pub fn differences(differences: &[Difference], style: &Style<'_>) -> String {
    let mut page = Page::new(style.width, style.colour);
    if differences.is_empty() {
        page.text("No difference: both runs say the same.", Tone::Plain);
        return page.finish();
    }
    let mut classes: BTreeMap<DifferenceClass, Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        classes.entry(difference.class).or_default().push(difference);
    }
    for (class, own) in &classes {
        let number = words::plural(own.len() as u64, "difference", "differences");
        page.heading(&format!("{}: {number}", words::capital(class.words())));
        of_class(&mut page, own);
        page.blank();
    }
    page.text(&in_short(differences), Tone::Strong);
    page.finish()
}

/// By subject, in the order in which subjects first come up; answers come first.
fn of_class(page: &mut Page, differences: &[&Difference]) {
    let mut subjects: Vec<(Subject, Vec<&Difference>)> = Vec::new();
    let mut known: BTreeMap<Subject, usize> = BTreeMap::new();
    for difference in differences {
        let (subject, _) = place(&difference.path);
        let i = *known.entry(subject.clone()).or_insert(subjects.len());
        match subjects.get_mut(i) {
            Some((_, own)) => own.push(difference),
            None => subjects.push((subject, vec![difference])),
        }
    }
    for (subject, own) in &subjects {
        page.text(&subject.words(), Tone::Strong);
        for difference in own {
            let (_, field) = place(&difference.path);
            let tone = if field == "answer" { Tone::Open } else { Tone::Plain };
            page.hanging("  ", &told(&field, difference), tone);
        }
        for records in causes(own, subject) {
            page.hanging("    because of ", &records, Tone::Dim);
        }
    }
}

/// `answer: not concluded → kept`; a row that one run lacks as `new reason: …`, `gone: …`.
fn told(field: &str, difference: &Difference) -> String {
    let (old, new) = (short(&difference.old), short(&difference.new));
    let (row, field) = row_of(field);
    let lacking = match (old.as_str(), new.as_str()) {
        (ABSENT, _) => Some(("new", &new)),
        (_, ABSENT) => Some(("gone", &old)),
        _ => None,
    };
    let name = row.as_ref().map(|(list, key)| format!("{} {key}", singular(list)));
    match (lacking, row, field.as_str()) {
        // The key of these says all but their records.
        (Some((which, _)), Some((list, key)), "") if SAID_BY_KEY.contains(&list.as_str()) => {
            format!("{which} {}: {key}", singular(&list))
        }
        (Some((which, value)), Some((list, key)), "") => {
            format!("{which} {}: {key}: {value}", singular(&list))
        }
        (Some((which, value)), None, "") => format!("{which}: {value}"),
        (None, None, "") => format!("{old} → {new}"),
        (None, Some(_), "") => format!("{}: {old} → {new}", name.unwrap_or_default()),
        (_, None, field) => format!("{field}: {old} → {new}"),
        (_, Some(_), field) => format!("{}; {field}: {old} → {new}", name.unwrap_or_default()),
    }
}

/// What a comparison says of a value that a run lacks.
const ABSENT: &str = "absent";

/// Lists whose rows are matched by all that they say.
const SAID_BY_KEY: [&str; 2] = ["reasons", "deciding"];

/// `reasons[certain · burst].records` is the row `certain · burst` of `reasons`, and its `records`.
/// Keys may hold brackets: the path goes on with a point after a key, or ends.
fn row_of(field: &str) -> (Option<(String, String)>, String) {
    let Some((list, rest)) = field.split_once('[') else { return (None, field.to_owned()) };
    let end = rest.find("].").or_else(|| rest.rfind(']')).unwrap_or(rest.len());
    let (key, field) = rest.split_at(end);
    let field = field.trim_start_matches(']').trim_start_matches('.');
    (Some((list.to_owned(), key.to_owned())), field.to_owned())
}

fn singular(list: &str) -> &str {
    match list {
        "reasons" => "reason",
        "figures" => "figure",
        "readings" => "reading",
        "deciding" => "deciding observation",
        "areas" => "area",
        "lines" => "line",
        "events" => "event",
        list => list,
    }
}

/// Hashes by their first digits; everything else in full.
fn short(value: &str) -> String {
    let hash = value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit());
    if hash {
        format!("{}…", value.chars().take(12).collect::<String>())
    } else {
        value.to_owned()
    }
}

/// The records named, each set once; not the record that all this is about.
fn causes(differences: &[&Difference], subject: &Subject) -> Vec<String> {
    let mut sets: Vec<&[String]> = Vec::new();
    for difference in differences {
        let itself =
            subject.list == "records" && difference.records.first() == subject.key.as_ref();
        if !difference.records.is_empty()
            && !itself
            && !sets.contains(&difference.records.as_slice())
        {
            sets.push(&difference.records);
        }
    }
    let words = |records: &&[String]| {
        let named: Vec<&str> =
            records.iter().take(RECORDS_PER_DIFFERENCE_MAX).map(String::as_str).collect();
        match records.len().saturating_sub(RECORDS_PER_DIFFERENCE_MAX) {
            0 => named.join(", "),
            more => format!("{} and {more} more", named.join(", ")),
        }
    };
    sets.iter().map(words).collect()
}

/// What a difference is about: a list with the key of a row, or a part of the whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Subject {
    list: String,
    key: Option<String>,
}

impl Subject {
    fn words(&self) -> String {
        let list = match self.list.as_str() {
            "findings" => "clause",
            "records" => "record",
            "clauses" => "text of clause",
            "manifest.inputs" => "input",
            "timeline" => "day",
            "ledger" => "stated total",
            "premises" => "premise",
            "constructions" => "construction",
            "parties" => "side",
            "articles" => "article",
            "notes" => "note",
            "manifest" => "the run",
            "manifest.options" => "what was asked for",
            list => list,
        };
        match (&self.key, self.list.as_str()) {
            (Some(key), "findings") => finding(key),
            (Some(key), _) => format!("{list} {key}"),
            (None, _) => list.to_owned(),
        }
    }
}

/// `clause 2, any bound side, period all` from `2/any/all`.
fn finding(id: &str) -> String {
    let mut parts = id.rsplitn(3, '/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(period), Some(party), Some(clause)) => {
            let party = if party == "any" { words::ANY } else { party };
            format!("clause {clause}, {party}, period {period}")
        }
        _ => format!("finding {id}"),
    }
}

/// `findings[2/any/all].answer` is about the row `2/any/all` of `findings`, and its `answer`.
fn place(path: &str) -> (Subject, String) {
    match row_of(path) {
        (Some((list, key)), field) => (Subject { list, key: Some(key) }, plain(&field)),
        (None, path) => {
            let (list, field) = path.rsplit_once('.').unwrap_or((&path, ""));
            (Subject { list: list.to_owned(), key: None }, plain(field))
        }
    }
}

/// Names of fields as people write them.
fn plain(field: &str) -> String {
    // Keys of rows stay as they are.
    if field.contains('[') { field.to_owned() } else { field.replace('_', " ") }
}

/// One sentence on what matters most.
fn in_short(differences: &[Difference]) -> String {
    let is = |d: &&Difference, field: &str| {
        let (subject, own) = place(&d.path);
        subject.list == "findings" && own == field
    };
    let answers: Vec<&Difference> = differences.iter().filter(|d| is(d, "answer")).collect();
    let whole = differences.iter().filter(|d| is(d, "")).count();
    let others = (differences.len() - answers.len() - whole) as u64;
    let mut parts = Vec::new();
    if answers.len() > ANSWERS_TOLD_MAX {
        parts.push(format!("{} answers changed", answers.len()));
    }
    for difference in answers.iter().filter(|_| answers.len() <= ANSWERS_TOLD_MAX) {
        let (subject, _) = place(&difference.path);
        let id = subject.key.unwrap_or_default();
        parts.push(format!("{id} is now {}, was {}", difference.new, difference.old));
    }
    if answers.is_empty() {
        parts.push("no answer changed".to_owned());
    }
    if whole > 0 {
        parts.push(format!(
            "{} only in one run",
            match whole {
                1 => "1 finding is".to_owned(),
                n => format!("{n} findings are"),
            }
        ));
    }
    let more = match others {
        0 => String::new(),
        n => format!("; {}", words::plural(n, "other difference", "other differences")),
    };
    format!("{}{more}.", words::capital(&parts.join("; ")))
}
