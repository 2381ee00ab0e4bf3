//! The examples that `--help` shows are run as they stand, in a copy of what the repository ships.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::commands::{detente, stderr, stdout};
use crate::real_data::copy_folder;
use crate::repository;

/// Each command with its long help, in the order of the help.
fn commands(path: &[&str], found: &mut Vec<(String, String)>) {
    let output = detente(Path::new("."), &[path, &["--help"]].concat());
    assert!(output.status.success(), "{path:?}: {}", stderr(&output));
    let help = stdout(&output);
    for name in subcommands(&help) {
        commands(&[path, &[name]].concat(), found);
    }
    found.push((path.join(" "), help));
}

/// The lines below a heading, up to an empty one.
fn section<'a>(help: &'a str, heading: &'a str) -> impl Iterator<Item = &'a str> {
    let below = help.lines().skip_while(move |line| *line != heading).skip(1);
    below.take_while(|line| !line.is_empty())
}

/// Names of commands stand after two blanks; what they do goes on further to the right.
fn subcommands(help: &str) -> Vec<&str> {
    let names = section(help, "Commands:").filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).collect()
}

/// The examples, each on one line; what stands after two blanks is a remark.
fn examples(help: &str) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for line in section(help, "Examples:") {
        let words = line.trim_start().split("  ").next().unwrap_or_default();
        match examples.last_mut() {
            Some(last) if last.ends_with('\\') => {
                last.pop();
                *last += words;
            }
            _ => {
                // A line that is too long for the help would go on with other words.
                assert!(words.starts_with("detente "), "{line}");
                examples.push(words.to_owned());
            }
        }
    }
    examples
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

/// No exit code but 0 is allowed: none of the examples shows a failure.
#[cfg(unix)]
#[test]
fn every_example_of_the_help_runs() {
    let folder = tempfile::tempdir().unwrap();
    let shipped = folder.path().join("examples");
    fs::create_dir(&shipped).unwrap();
    copy_folder(&repository().join("examples"), &shipped);
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    files(&shipped, &mut before);
    let program = Path::new(env!("CARGO_BIN_EXE_detente")).parent().unwrap();
    let path = std::env::join_paths([program, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let mut all = Vec::new();
    commands(&[], &mut all);
    for (command, help) in &all {
        let examples = examples(help);
        let leads = subcommands(help).is_empty() || command == "talks";
        assert!(!leads || !examples.is_empty(), "`detente {command}` shows no example");
        for example in examples {
            // Neither the home folder nor a path from the root: nothing of the user is touched.
            assert!(!example.contains('~') && !example.contains(" /"), "{example}");
            let mut shell = Command::new("sh");
            shell.env_clear().env("PATH", &path).env("HOME", folder.path());
            shell.current_dir(folder.path()).stdin(Stdio::null());
            let output = shell.args(["-c", &example]).output().unwrap();
            assert!(output.status.success(), "{example}\n{}", stderr(&output));
        }
    }
    files(&shipped, &mut after);
    assert!(before == after, "an example wrote into `examples`");
}
