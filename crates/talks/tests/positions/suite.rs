//! `suite/talks/positions/*.md`: files of a folder with the problems that are expected of them.
//!
//! What stands before the first `##` heading is shared by all cases of a chapter; a case may give
//! a file anew. `file=NAME` names the file that a fence holds, `vault=NAME` says it was sealed.
//! `text.md` is the text, `talks.toml` the folder, `bodies.toml` who has to ratify; other files are
//! positions. An `expect` fence holds all problems; `expect domain` and `expect domain middle`
//! also those of a domain with points. With `DETENTE_BLESS=1` the expectations are rewritten; read
//! the difference before you keep it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use basis::{At, Diagnostic, Severity};
use draft::table::Agreed;
use talks::folder::Folder;
use talks::guardrails;
use talks::positions::Stated;
use talks::positions::construe::Construe;
use talks::positions::issues::Issues;
use talks::standing::hold;

/// Files by name, with the vault that they are.
type Files = BTreeMap<String, (String, Option<String>)>;

#[test]
fn every_case_tells_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/talks/positions");
    let mut pages: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let mut failures = String::new();
    let cases: usize = pages.iter().map(|page| run(page, &mut failures)).sum();
    assert!(failures.is_empty(), "{failures}");
    assert!(cases > 30, "only {cases} cases were found");
}

fn run(page: &Path, failures: &mut String) -> usize {
    let text = fs::read_to_string(page).unwrap();
    let (mut shared, mut files) = (Files::new(), Files::new());
    let (mut heading, mut cases) = (None::<String>, 0);
    let mut actual = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        actual += line;
        if let Some(words) = line.strip_prefix("## ") {
            heading = Some(words.trim().to_owned());
            files = shared.clone();
        }
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: String = lines.by_ref().take_while(|line| line.trim_end() != "```").collect();
        let info = info.trim();
        let value = |key: &str| info.split_whitespace().find_map(|word| word.strip_prefix(key));
        let found = match (info.strip_prefix("expect"), value("file=")) {
            (Some(what), _) => {
                cases += 1;
                let found = problems(&files, what.trim());
                if found != body {
                    let heading = heading.as_deref().unwrap_or_default();
                    let page = page.display();
                    let _ =
                        writeln!(failures, "{page} — {heading}\nexpected:\n{body}found:\n{found}");
                }
                found
            }
            (None, Some(name)) => {
                let entry = (body.clone(), value("vault=").map(str::to_owned));
                files.insert(name.to_owned(), entry.clone());
                if heading.is_none() {
                    shared.insert(name.to_owned(), entry);
                }
                body
            }
            _ => panic!("{}: a fence `{info}`", page.display()),
        };
        actual += &found;
        actual += "```\n";
    }
    if env::var_os("DETENTE_BLESS").is_some() && actual != text {
        fs::write(page, actual).unwrap();
        failures.clear();
    }
    cases
}

/// All problems of the files, as a session of the program meets them.
fn problems(files: &Files, what: &str) -> String {
    let (mut found, mut parties) = (Vec::new(), super::parties());
    let folder = files.get("talks.toml").map(|(text, _)| {
        let (folder, problems) = Folder::parse("talks.toml", text);
        found.extend(problems);
        parties = folder.codes();
        folder
    });
    if found.iter().any(|problem: &Diagnostic| problem.code == talks::codes::TOML) {
        return found.iter().map(|problem| shown(problem, files)).collect();
    }
    let text = files.get("text.md").map_or("", |(text, _)| text);
    let (draft, problems) = draft::parse("text.md", text, &parties);
    found.extend(problems);
    let mut stated = Stated::default();
    let own = |name: &&String| !matches!(name.as_str(), "text.md" | "talks.toml");
    for name in files.keys().filter(own) {
        let (text, vault) = &files[name];
        if name.starts_with("bodies") {
            let issues = Issues::of(&draft, Agreed::Fixed);
            found.extend(talks::ratify::read(name, text, &draft, &issues).1);
            continue;
        }
        let (more, problems) = super::read_file(&draft, name, vault.as_deref(), text);
        stated.add(more);
        found.extend(problems);
    }
    let (positions, problems) = hold(&stated, &draft);
    found.extend(problems);
    let mut rules = Vec::new();
    let issues = Issues::of(&draft, Agreed::Fixed);
    if let Some(folder) = folder {
        let toml = &files["talks.toml"].0;
        let (decisions, problems) =
            guardrails::decide(&folder.guardrails, &draft, "talks.toml", toml);
        found.extend(problems);
        rules = decisions.rules(&issues).0;
    }
    if let Some(how) = what.strip_prefix("domain") {
        let construe = (how.trim() == "middle").then_some(Construe::Middle);
        let built = positions.domain("", &draft, &issues, &rules, construe);
        found.extend(built.err().unwrap_or_default());
    }
    found.iter().map(|problem| shown(problem, files)).collect()
}

fn shown(problem: &Diagnostic, files: &Files) -> String {
    let severity = match problem.severity {
        Severity::Error => "",
        Severity::Warning => "warning ",
        Severity::Note | Severity::Gap => "note ",
    };
    let mut out = format!("{severity}{}: {}\n", problem.code.0, problem.message);
    for label in &problem.labels {
        let place = match label.at {
            At::Bytes(span) => {
                let text = &files[&label.file].0;
                let line = text[..span.start].matches('\n').count() + 1;
                let words = text[span.start..span.end].lines().next().unwrap_or_default();
                format!("{}:{line} `{words}`", label.file)
            }
            _ => label.file.clone(),
        };
        let _ = writeln!(out, "  {place} {}", label.text);
    }
    if let Some(help) = &problem.help {
        let _ = writeln!(out, "  help: {help}");
    }
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
