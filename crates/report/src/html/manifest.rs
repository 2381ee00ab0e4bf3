//! What was run on what, and how to run it again.

use findings::{Findings, Input, InputRole, Options};

use crate::words;

/// The manifest in words.
pub(super) struct ManifestView<'a> {
    pub(super) inputs: Vec<InputView<'a>>,
    pub(super) options: Vec<(&'static str, String)>,
    /// `sha256sum --check` reads it.
    pub(super) sums: String,
    pub(super) command: String,
}

/// A file that was read.
pub(super) struct InputView<'a> {
    pub(super) role: &'static str,
    pub(super) name: &'a str,
    pub(super) sha256: String,
    pub(super) adapter: &'a str,
    pub(super) rows: String,
}

impl<'a> ManifestView<'a> {
    pub(super) fn of(findings: &'a Findings) -> ManifestView<'a> {
        let inputs = &findings.manifest.inputs;
        let line = |i: &Input| format!("{}  {}\n", i.sha256, i.name.replace('\n', " "));
        let sums: String = inputs.iter().map(line).collect();
        ManifestView {
            inputs: inputs.iter().map(input).collect(),
            options: options(&findings.manifest.options),
            sums,
            command: command(&findings.manifest.options),
        }
    }
}

fn input(input: &Input) -> InputView<'_> {
    let refused = input.rows_refused.unwrap_or(0);
    let rows = input.rows.map_or_else(String::new, |rows| match refused {
        0 => rows.to_string(),
        refused => format!("{rows}, {refused} of them refused"),
    });
    InputView {
        role: match input.role {
            InputRole::Accord => "accord",
            InputRole::Case => "case",
            InputRole::Geometry => "geometry",
            InputRole::Evidence => "evidence",
        },
        name: &input.name,
        sha256: input.sha256.to_string(),
        adapter: input.adapter.as_deref().unwrap_or(""),
        rows,
    }
}

fn options(options: &Options) -> Vec<(&'static str, String)> {
    let asked = if options.as_of_asked { "asked for" } else { "the last that became known" };
    vec![
        (
            "records known by",
            options.as_of.map_or_else(|| "not stated".to_owned(), |at| format!("{at} ({asked})")),
        ),
        ("from", options.from.to_string()),
        ("until, not included", options.until.to_string()),
        ("period", options.period.clone()),
        ("zone of days", options.zone.clone()),
        ("a day ends at", options.day_ends.clone()),
        (
            "least watched share asked for by the case",
            options.watched_min.map_or_else(|| "none".to_owned(), words::percent),
        ),
        ("observers named by the case", words::list_or(&options.observers, "none")),
    ]
}

/// The run again, beside the findings that were received.
fn command(options: &Options) -> String {
    let mut command = "detente verify CASE_FOLDER".to_owned();
    if let Some(at) = options.as_of.filter(|_| options.as_of_asked) {
        command.push_str(&format!(" \\\n  --as-of {at}"));
    }
    command.push_str(&format!(" \\\n  --from {} --until {}", options.from, options.until));
    // Only known words: the command is there to be copied into a shell.
    if let Some(period) = ["day", "week", "all"].iter().find(|p| **p == options.period) {
        command.push_str(&format!(" --period {period}"));
    }
    command.push_str(" \\\n  --against findings.json");
    command
}
