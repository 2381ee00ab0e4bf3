//! Commands on a good case, as those use them who report and who check.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::literate;

/// Runs `detente` in a folder.
pub(crate) fn detente(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(args).current_dir(folder).env_remove("NO_COLOR").output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with a new case, `truce`.
pub(crate) fn new_case() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = detente(folder.path(), &["new", "truce"]);
    assert!(output.status.success(), "{}", stderr(&output));
    folder
}

/// Runs `detente`, which has to succeed, and gives what it prints.
fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = detente(folder, args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_new_case_is_checked_and_verified_without_a_word_of_complaint() {
    let folder = new_case();
    let check = detente(folder.path(), &["check", "truce"]);
    assert!(check.status.success() && check.stderr.is_empty(), "{}", stderr(&check));
    assert!(stdout(&check).contains("5 of 5 articles accounted for"), "{}", stdout(&check));
    let verify = detente(folder.path(), &["verify", "truce"]);
    assert!(verify.status.success() && verify.stderr.is_empty(), "{}", stderr(&verify));
    assert!(stdout(&verify).contains("author not established"), "{}", stdout(&verify));
}

#[test]
fn the_case_is_found_from_inside_and_by_its_accord() {
    let folder = new_case();
    let inside = folder.path().join("truce");
    let by_folder = succeeds(folder.path(), &["check", "truce"]);
    assert_eq!(succeeds(&inside, &["check"]), by_folder);
    assert_eq!(succeeds(&inside, &["check", "accord.md"]), by_folder);
    fs::copy(inside.join("accord.md"), inside.join("draft.md")).unwrap();
    fs::remove_file(inside.join("detente.toml")).unwrap();
    assert_eq!(succeeds(folder.path(), &["check", "truce/draft.md"]), by_folder);
}

#[test]
fn a_draft_beside_a_case_has_no_evidence_and_the_accord_of_the_case_has() {
    let folder = new_case();
    let truce = folder.path().join("truce");
    fs::copy(truce.join("accord.md"), truce.join("draft.md")).unwrap();
    let draft = detente(folder.path(), &["verify", "truce/draft.md"]);
    assert!(stderr(&draft).contains("rest on no evidence"), "{}", stderr(&draft));
    let declared = fs::read_to_string(truce.join("detente.toml")).unwrap();
    fs::write(truce.join("detente.toml"), declared.replace("accord.md", "draft.md")).unwrap();
    let case = detente(folder.path(), &["verify", "truce/draft.md"]);
    assert!(case.status.success() && case.stderr.is_empty(), "{}", stderr(&case));
    fs::write(truce.join("detente.toml"), "[").unwrap();
    succeeds(folder.path(), &["check", "truce/draft.md"]);
    let case = detente(folder.path(), &["check", "truce/accord.md"]);
    assert_eq!(case.status.code(), Some(9));
}

#[test]
fn two_runs_give_the_same_bytes_and_no_difference() {
    let folder = new_case();
    let json = succeeds(folder.path(), &["verify", "truce", "--json"]);
    assert_eq!(json, succeeds(folder.path(), &["verify", "truce", "--json"]));
    for release in ["public", "full"] {
        let out = ["verify", "truce", "--out", "findings.json", "--release", release];
        succeeds(folder.path(), &out);
        let same = succeeds(folder.path(), &["verify", "truce", "--against", "findings.json"]);
        assert_eq!(same, "Compared with findings.json\n\nNo difference: both runs say the same.\n");
    }
}

#[test]
fn another_run_shows_every_difference_and_says_so_in_its_exit_code() {
    let folder = new_case();
    let out = ["verify", "truce", "--out", "old.json", "--release", "full"];
    succeeds(folder.path(), &out);
    let path = folder.path().join("truce/evidence/records.csv");
    let text = fs::read_to_string(&path).unwrap();
    let without: String =
        text.lines().filter(|line| !line.starts_with("report")).map(|l| format!("{l}\n")).collect();
    fs::write(&path, without).unwrap();
    let output = detente(folder.path(), &["verify", "truce", "--against", "old.json"]);
    assert_eq!(output.status.code(), Some(7), "{}", stderr(&output));
    let shown = stdout(&output);
    assert!(shown.contains("Record withdrawn: "), "{shown}");
    assert!(shown.contains("answer: contrary to the clause → no breach found"), "{shown}");
    assert!(shown.contains("because of r1"), "{shown}");
}

#[test]
fn a_repeated_run_takes_the_options_of_the_first() {
    let folder = new_case();
    let first = ["verify", "truce", "--as-of", "2024-03-06", "--period", "day", "--out", "a.json"];
    succeeds(folder.path(), &first);
    let same = succeeds(folder.path(), &["verify", "truce", "--against", "a.json"]);
    assert_eq!(same, "Compared with a.json\n\nNo difference: both runs say the same.\n");
}

#[test]
fn what_was_known_later_is_left_out_and_counted() {
    let folder = new_case();
    let mut early = vec!["verify", "truce", "--clause", "1", "--json"];
    early.extend(["--as-of", "2024-03-06", "--until", "2024-03-05"]);
    let findings = findings::read(&succeeds(folder.path(), &early)).unwrap();
    assert_eq!(findings.manifest.records_later, 1);
    assert_eq!(findings.findings[0].answer, Some(findings::Answer::NoBreachFound));
    assert!(findings.findings.iter().all(|finding| finding.clause == "1"));
    let all = ["verify", "truce", "--clause", "1", "--json"];
    let findings = findings::read(&succeeds(folder.path(), &all)).unwrap();
    assert_eq!(findings.findings[0].answer, Some(findings::Answer::Breached));
}

#[test]
fn files_are_public_unless_told_otherwise_and_the_full_copy_is_marked() {
    let folder = new_case();
    succeeds(folder.path(), &["report", "truce", "--out", "out", "--format", "html,json,csv"]);
    let json = fs::read_to_string(folder.path().join("out/findings.json")).unwrap();
    let public = findings::read(&json).unwrap();
    assert_eq!(public.release, findings::Release::Public);
    assert!(public.records.iter().all(|record| record.text.is_none()));
    succeeds(folder.path(), &["report", "truce", "--release", "full", "--out", "team.json"]);
    let json = fs::read_to_string(folder.path().join("team.json")).unwrap();
    assert_eq!(findings::read(&json).unwrap().release, findings::Release::Full);
    let table = succeeds(folder.path(), &["verify", "truce"]);
    assert!(table.contains("FULL"), "{table}");
}

#[test]
fn the_manifest_names_every_file_once_with_its_hash() {
    let folder = new_case();
    let truce = folder.path().join("truce");
    let named = |case: &str, names: &[&str]| {
        let json = succeeds(folder.path(), &["verify", case, "--json"]);
        let inputs = findings::read(&json).unwrap().manifest.inputs;
        for name in names {
            let bytes = fs::read(truce.join(name)).unwrap();
            let input = inputs.iter().find(|input| input.name == *name).unwrap();
            assert_eq!(input.sha256, basis::Digest::of(&bytes), "{name}");
        }
        assert_eq!(inputs.len(), names.len(), "{inputs:?}");
    };
    let all = ["accord.md", "detente.toml", "geo/zone.geojson", "evidence/records.csv"];
    named("truce", &all);
    // A byte order mark belongs to the file.
    let accord = fs::read_to_string(truce.join("accord.md")).unwrap();
    fs::write(truce.join("accord.md"), format!("\u{feff}{accord}")).unwrap();
    named("truce", &all);
    // A draft has no case.
    fs::write(truce.join("draft.md"), accord).unwrap();
    named("truce/draft.md", &["draft.md", "geo/zone.geojson"]);
}

#[test]
fn a_finding_is_explained_and_the_list_names_it() {
    let folder = new_case();
    let list = succeeds(folder.path(), &["explain", "truce"]);
    assert!(list.contains("1/any/all"), "{list}");
    let inside = folder.path().join("truce");
    assert!(succeeds(&inside, &["explain"]).ends_with(&list));
    let text = succeeds(folder.path(), &["explain", "1/any/all", "truce"]);
    assert!(text.contains("evidence/records.csv") && text.contains("r1"), "{text}");
}

#[test]
fn check_gives_everything_as_json() {
    let folder = new_case();
    let json: serde_json::Value =
        serde_json::from_str(&succeeds(folder.path(), &["check", "truce", "--json"])).unwrap();
    assert_eq!(json["account"]["clauses"][0]["status"], "checkable");
    assert_eq!(json["problems"].as_array().unwrap().len(), 0);
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = new_case();
    assert!(!succeeds(folder.path(), &["verify", "truce"]).contains('\u{1b}'));
    let always = succeeds(folder.path(), &["verify", "truce", "--color", "always"]);
    assert!(always.contains('\u{1b}'), "{always}");
}

#[test]
fn each_code_has_a_page_and_the_list_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let list = succeeds(folder.path(), &["explain"]);
    let page = succeeds(folder.path(), &["explain", "c005"]);
    assert!(list.contains("C005: a path leads out of the case folder"), "{list}");
    assert!(page.starts_with("# C005: a path leads out of the case folder"), "{page}");
}

#[test]
fn completions_and_manual_pages() {
    let folder = tempfile::tempdir().unwrap();
    assert!(succeeds(folder.path(), &["completions", "bash"]).contains("--as-of"));
    succeeds(folder.path(), &["man", "man1"]);
    let page = fs::read_to_string(folder.path().join("man1/detente-verify.1")).unwrap();
    assert!(page.contains("as\\-of"), "{page}");
    // Each page that a page refers to is written too.
    let pages: Vec<_> = fs::read_dir(folder.path().join("man1")).unwrap().collect();
    let pages: Vec<_> = pages.into_iter().map(|page| page.unwrap().path()).collect();
    let read = |name: &str| fs::read_to_string(folder.path().join("man1").join(name));
    for page in &pages {
        let text = fs::read_to_string(page).unwrap().replace("\\-", "-");
        for word in text.split_whitespace().filter(|word| word.ends_with("(1)")) {
            let name = word.trim_end_matches("(1)");
            assert!(name.ends_with("-help") || read(&format!("{name}.1")).is_ok(), "{word}");
        }
    }
    assert!(read("detente-talks-frontier.1").unwrap().contains("certify"));
}

#[test]
fn help_shows_the_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let help = succeeds(folder.path(), &["--help"]);
    assert!(help.contains("Exit codes:") && help.contains("141"), "{help}");
}

/// Lines of the `sh` blocks of the README that begin with `detente` are run as they stand.
#[test]
fn the_commands_of_the_readme_work() {
    let readme = fs::read_to_string(crate::repository().join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("examples")).unwrap();
    let examples = crate::repository().join("examples");
    crate::real_data::copy_folder(&examples, &folder.path().join("examples"));
    let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with("detente ")).collect();
    assert!(lines.len() >= 5, "{lines:?}");
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        succeeds(folder.path(), &words);
    }
}

/// The sample under the main command of the README is the begin of what it prints.
#[test]
fn the_sample_of_the_readme_is_real() {
    let readme = fs::read_to_string(crate::repository().join("README.md")).unwrap();
    let (_, sample) = readme.split_once("```text\n").unwrap();
    let (sample, _) = sample.split_once("```").unwrap();
    let printed = succeeds(&crate::repository(), &["verify", "examples/donbas-2020"]);
    assert!(printed.starts_with(sample), "{printed}");
}

#[test]
fn every_example_is_sound() {
    for entry in fs::read_dir(crate::repository().join("examples")).unwrap() {
        let case = entry.unwrap().path();
        if !case.join("accord.md").exists() {
            continue;
        }
        for command in ["check", "verify"] {
            let output = detente(&case, &[command]);
            assert!(output.status.success(), "{}: {}", case.display(), stderr(&output));
        }
    }
}

/// In a new case, each command on a page of `docs/errors` gives the code of the page.
/// Talks on one issue, invented.
const TALKS: &str = r#"{"format": "detente-talks/1", "title": "Invented talks",
  "issues": [{"name": "line", "options": ["river", "road"]}],
  "parties": [
    {"name": "North", "reserved": 0, "points": {"line": {"river": 4, "road": 0}}},
    {"name": "South", "reserved": 0, "points": {"line": {"river": 0, "road": 3}}}]}"#;

#[test]
fn the_commands_of_the_pages_give_their_codes() {
    let folder = new_case();
    fs::write(folder.path().join("truce/talks.json"), TALKS).unwrap();
    let line = r#""rules": [{"name": "no river", "never": "line is river", "party": "South",
        "standing": "said"}], "parties""#;
    let with_line = TALKS.replace("\"parties\"", line);
    fs::write(folder.path().join("truce/red-line.json"), with_line).unwrap();
    let mut commands = 0;
    for entry in fs::read_dir(crate::repository().join("docs/errors")).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_string_lossy().into_owned();
        let page = fs::read_to_string(&path).unwrap();
        for command in page.lines().filter_map(|line| line.strip_prefix("$ ")) {
            commands += 1;
            let printed = literate::run_command(&folder.path().join("truce"), command);
            let told = printed.iter().any(|line| line.contains(&format!("[{code}]")));
            assert!(told, "{code}: {command}\n{}", printed.join("\n"));
        }
    }
    assert!(commands >= 8, "{commands}");
}

#[test]
fn the_clause_of_the_readme_is_read() {
    let readme = fs::read_to_string(crate::repository().join("README.md")).unwrap();
    let (_, sample) = readme.split_once("````markdown\n").unwrap();
    let (sample, _) = sample.split_once("````").unwrap();
    let (syntax, problems) = accord::parse(sample, "README.md");
    assert_eq!(syntax.items.len(), 1);
    // A fragment has no header; nothing else is wrong with it.
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [accord::codes::NO_HEADER]);
}
