//! What tests share: drafts and problems as short text.

use std::fmt::Write as _;

use basis::{At, Diagnostic, Severity};
use draft::{Bracket, Draft, Form, OptionKind, OptionText, Status};

/// The parties of most tests.
pub(crate) fn parties() -> Vec<String> {
    ["NORTH", "EAST", "SOUTH"].map(str::to_owned).to_vec()
}

/// A draft without problems.
pub(crate) fn good(text: &str) -> Draft {
    let (draft, problems) = draft::parse("text.md", text, &parties());
    assert!(problems.is_empty(), "{}", told(text, &problems));
    draft
}

/// Brackets and followers, one line each, options indented.
pub(crate) fn outline(draft: &Draft) -> String {
    let mut out = String::new();
    for bracket in &draft.brackets {
        let written = if bracket.id_is_written { "" } else { "~" };
        let inside = bracket.inside.map_or(String::new(), |(b, o)| {
            let around = &draft.brackets[b];
            format!(" in {}/{}", around.id, around.options[o].key)
        });
        let form = match bracket.marks.form {
            Form::Inline => "",
            Form::Block => " block",
            Form::Paragraphs => " paragraphs",
        };
        writeln!(out, "{written}{}{form}{inside}{}", bracket.id, status(bracket)).unwrap();
        for option in &bracket.options {
            writeln!(out, "  {}", option_line(draft, option)).unwrap();
        }
    }
    for follower in &draft.followers {
        let of = &draft.brackets[follower.of].id;
        let words: Vec<&str> =
            follower.words.iter().map(|span| &draft.text[span.start..span.end]).collect();
        writeln!(out, "#{of} {words:?}").unwrap();
    }
    out
}

fn status(bracket: &Bracket) -> String {
    let key = |option: usize| bracket.options[option].key.as_str();
    match &bracket.status {
        Status::Open => String::new(),
        Status::Placeholder => ", placeholder".to_owned(),
        Status::AdReferendum { option, by } => format!(", ad ref {} by {by:?}", key(*option)),
        Status::Agreed { option } => format!(", agreed {}", key(*option)),
    }
}

fn option_line(draft: &Draft, option: &OptionText) -> String {
    let words = &draft.text[option.span.start..option.span.end];
    let mut line = match &option.kind {
        OptionKind::Words if words == option.key => words.to_owned(),
        OptionKind::Words => format!("{} = {words:?}", option.key),
        OptionKind::NoText => format!("{} (none)", option.key),
        OptionKind::ImpliedNoText => format!("{} (implied)", option.key),
        OptionKind::Filled(words) if *words == option.key => format!("{words} (filled)"),
        OptionKind::Filled(words) => format!("{} (filled {words:?})", option.key),
        OptionKind::Blank => format!("{} (blank)", option.key),
    };
    let lists = [
        ("by", &option.holders.proposed),
        ("with", &option.holders.supported),
        ("against", &option.holders.against),
    ];
    for (word, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        write!(line, " {word} {}", list.join(", ")).unwrap();
    }
    if let Some(condition) = &option.only_if {
        write!(line, " if {}", draft::condition::words(condition, draft)).unwrap();
    }
    line
}

/// Problems as the suite shows them: severity, code, line and column, the words at the place.
pub(crate) fn told(text: &str, problems: &[Diagnostic]) -> String {
    let mut out = String::new();
    for problem in problems {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Gap => "gap",
            Severity::Note => "note",
        };
        for (at, label) in problem.labels.iter().enumerate() {
            let At::Bytes(span) = label.at else {
                writeln!(out, "{severity} {} (whole file)", problem.code.0).unwrap();
                continue;
            };
            let (line, column) = place(text, span.start);
            let words: Vec<&str> = text[span.start..span.end].split_whitespace().collect();
            let shown: String = words.join(" ").chars().take(60).collect();
            if at == 0 {
                writeln!(out, "{severity} {} {line}:{column} `{shown}`", problem.code.0).unwrap();
            } else {
                writeln!(out, "  at {line}:{column} `{shown}`: {}", label.text).unwrap();
            }
        }
        writeln!(out, "  {}", problem.message).unwrap();
        if let Some(help) = &problem.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

/// Line and column from 1, in characters.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (line, column)
}
