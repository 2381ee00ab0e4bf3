//! Literate sessions: Markdown files whose fences make a folder and run commands in it.
//!
//! * `file name=PATH` writes a file; it stays for the rest of the page. `hex` reads the content as
//!   bytes in hexadecimal; a line `[N times] TEXT` is TEXT so many times in one line. A name that
//!   ends in `/` makes a folder; `remove` takes a file or folder away.
//! * `console` runs the lines that begin with `$ detente`. What follows is what the program prints,
//!   standard output and standard error as they come; `? N` is the exit code, 0 where it is left
//!   out. `[..]` stands for anything in a line, a line `...` for any lines.
//! * A command that ends in `| true` prints into a pipe that nobody reads.
//!
//! With `UPDATE_SUITE=1` the expected text is replaced by what the program prints.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs every page of a folder that has sessions; fails with all differences. Other pages are run
/// by the tests of the crate that they are about.
pub(crate) fn run_folder(folder: &Path) {
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.retain(|path| fs::read_to_string(path).unwrap().contains("```console"));
    pages.sort();
    assert!(!pages.is_empty(), "no pages in {}", folder.display());
    let run = |page| run_file(tempfile::tempdir().unwrap().path(), page);
    let failures: String = pages.iter().map(|page| run(page)).collect();
    assert!(failures.is_empty(), "{failures}");
}

/// Runs one page in a folder; gives all differences.
pub(crate) fn run_file(folder: &Path, page: &Path) -> String {
    let text = fs::read_to_string(page).unwrap();
    let (actual, differences, sessions) = run_page(&text, folder);
    assert!(sessions > 0, "{} runs nothing", page.display());
    if differences.is_empty() {
        return String::new();
    }
    if std::env::var_os("UPDATE_SUITE").is_some() {
        fs::write(page, actual).unwrap();
        return String::new();
    }
    format!("\n== {}\n{differences}\n", page.display())
}

/// The page with what the program prints, the differences, and how many commands were run.
fn run_page(text: &str, folder: &Path) -> (String, String, usize) {
    let (mut actual, mut differences, mut sessions) = (String::new(), String::new(), 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        actual += line;
        actual.push('\n');
        let ticks = line.chars().take_while(|c| *c == '`').count();
        if ticks < 3 {
            continue;
        }
        let (fence, info) = line.split_at(ticks);
        let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        match info.split_whitespace().next() {
            Some("file") => write_file(folder, info, &body),
            Some("console") => {
                for (command, expected) in commands(&body) {
                    sessions += 1;
                    let printed = run_command(folder, command);
                    if !matches(&expected, &printed) {
                        let expected = expected.join("\n");
                        let _ = writeln!(
                            differences,
                            "$ {command}\n-- expected\n{expected}\n-- printed\n{}",
                            printed.join("\n")
                        );
                    }
                    let kept = if matches(&expected, &printed) { &expected } else { &printed };
                    let _ = writeln!(actual, "$ {command}");
                    for line in kept {
                        let _ = writeln!(actual, "{line}");
                    }
                }
                actual += fence;
                actual.push('\n');
                continue;
            }
            _ => {}
        }
        for line in body.into_iter().chain([fence]) {
            actual += line;
            actual.push('\n');
        }
    }
    (actual, differences, sessions)
}

fn write_file(folder: &Path, info: &str, body: &[&str]) {
    let words: Vec<&str> = info.split_whitespace().collect();
    let value = |key: &str| words.iter().find_map(|word| word.strip_prefix(key));
    let name = value("name=").expect("a file has a name");
    let path = folder.join(name);
    if words.contains(&"remove") {
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.unwrap();
        return;
    }
    if name.ends_with('/') {
        fs::create_dir_all(&path).unwrap();
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut bytes: Vec<u8> =
        body.iter().flat_map(|line| times(line).into_bytes().into_iter().chain([b'\n'])).collect();
    if words.contains(&"hex") {
        let digits: String = body.concat().split_whitespace().collect();
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        bytes = (0..digits.len()).step_by(2).map(byte).collect();
    }
    fs::write(path, bytes).unwrap();
}

/// A line, or the text of `[N times] TEXT` so many times.
fn times(line: &str) -> String {
    let split = line.strip_prefix('[').and_then(|rest| rest.split_once(" times] "));
    match split.map(|(count, text)| (count.parse(), text)) {
        Some((Ok(count), text)) => text.repeat(count),
        _ => line.to_owned(),
    }
}

/// Each command with the lines expected after it.
fn commands<'a>(body: &[&'a str]) -> Vec<(&'a str, Vec<String>)> {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    for line in body {
        match line.strip_prefix("$ ") {
            Some(command) => found.push((command, Vec::new())),
            None => {
                let (_, expected) = found.last_mut().expect("a console begins with a command");
                expected.push((*line).to_owned());
            }
        }
    }
    found
}

/// What the command prints, as it comes, and `? N` for an exit code other than 0.
pub(crate) fn run_command(folder: &Path, command: &str) -> Vec<String> {
    let (command, closed) = match command.strip_suffix(" | true") {
        Some(command) => (command, true),
        None => (command, false),
    };
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("detente"), "only detente is run: {command}");
    let log = tempfile::NamedTempFile::new().unwrap();
    let output = || OpenOptions::new().append(true).open(log.path()).unwrap();
    // The reading end is gone before the program starts.
    let closed_pipe = || std::io::pipe().unwrap().1;
    let stdout = if closed { Stdio::from(closed_pipe()) } else { Stdio::from(output()) };
    let status = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(words)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(output())
        .status()
        .unwrap();
    let printed = fs::read(log.path()).unwrap();
    let printed = String::from_utf8(printed).expect("output is UTF-8");
    assert!(!printed.contains('\u{1b}'), "control characters in a pipe: {command}");
    let mut lines: Vec<String> = printed.lines().map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    match status.code() {
        Some(0) => {}
        Some(code) => lines.push(format!("? {code}")),
        None => lines.push("? killed".to_owned()),
    }
    lines
}

/// Whether lines are as expected, `...` standing for any lines and `[..]` for anything in one.
fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line == "..." => {
            (0..=printed.len()).any(|skip| matches(rest, &printed[skip..]))
        }
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, others)| line_matches(line, first) && matches(rest, others)),
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    let mut parts = expected.split("[..]");
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = expected.rsplit_once("[..]").map(|(_, last)| last) else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || printed.ends_with(last)
}

#[test]
fn wildcards_match_and_nothing_else_does() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(matches(&lines("a[..]c\n...\nz"), &lines("abc\nx\ny\nz")));
    assert!(matches(&lines("a [..] b [..]"), &lines("a 1 b 2")));
    assert!(!matches(&lines("a"), &lines("a\nb")));
    assert!(!matches(&lines("a[..]c"), &lines("abd")));
    assert!(!matches(&lines("...\nz"), &lines("a\ny")));
}
