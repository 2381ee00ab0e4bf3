//! What may not be written where: files and clocks below the program, printing, machine paths.

use crate::{File, Problem, mask};

/// Words of code that only the program itself may use, and why.
const ONLY_IN_CLI: &[(&str, &str)] = &[
    ("std::fs", "only `cli` opens files"),
    ("std::env", "only `cli` reads the environment"),
    ("std::net", "nothing opens the network"),
    ("std::process", "only `cli` ends the program"),
    ("SystemTime", "only `cli` may read a clock"),
    ("Instant::now", "only `cli` may read a clock"),
    ("println!", "only `cli` prints"),
    ("print!", "only `cli` prints"),
    ("eprintln!", "only `cli` prints"),
    ("eprint!", "only `cli` prints"),
];

/// Words that no crate may use.
const IN_NO_CRATE: &[(&str, &str)] = &[
    ("HashMap", "its order differs between runs; use `BTreeMap`"),
    ("HashSet", "its order differs between runs; use `BTreeSet`"),
];

/// Beginnings of paths that exist on one machine only. In halves, so that this file passes.
const MACHINE_PATHS: &[(&str, &str)] =
    &[("/wo", "rk/"), ("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/"), ("C:", "\\Users")];

/// Problems of one file.
pub fn check(file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (head, tail) in MACHINE_PATHS {
        for line in lines_with(&file.text, &format!("{head}{tail}"), false) {
            problems.push(Problem::new(&file.path, line, "a path of one machine"));
        }
    }
    if !is_product_code(&file.path) {
        return problems;
    }
    let masked = mask::without_tests(&mask::code(&file.text));
    let edge = file.path.starts_with("crates/cli/");
    let words = IN_NO_CRATE.iter().chain(ONLY_IN_CLI.iter().filter(|_| !edge));
    for (word, why) in words {
        for line in lines_with(&masked, word, true) {
            problems.push(Problem::new(&file.path, line, format!("`{word}`: {why}")));
        }
    }
    problems
}

/// Code of the crates, without tests and build scripts.
fn is_product_code(path: &str) -> bool {
    let in_source = path.starts_with("crates/") && path.contains("/src/") && path.ends_with(".rs");
    in_source && !path.ends_with("/tests.rs") && !path.contains("/tests/")
}

/// Lines (from 1) that hold the word; `whole`: not as the tail of a longer word.
fn lines_with(text: &str, word: &str, whole: bool) -> Vec<usize> {
    let tail = |line: &str, at: usize| {
        let before = line[..at].chars().next_back();
        before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    };
    let holds = |line: &str| line.match_indices(word).any(|(at, _)| !(whole && tail(line, at)));
    text.lines().enumerate().filter(|(_, line)| holds(line)).map(|(index, _)| index + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        check(&file).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn files_and_printing_belong_to_the_program() {
        let text = "use std::fs;\n// std::env\nfn a() { println!(\"std::net\") }\n\
                    #[cfg(test)]\nmod tests { use std::env; }\n";
        assert_eq!(
            problems("crates/space/src/a.rs", text),
            [
                "crates/space/src/a.rs:1: `std::fs`: only `cli` opens files",
                "crates/space/src/a.rs:3: `println!`: only `cli` prints",
            ]
        );
        assert_eq!(problems("crates/cli/src/a.rs", text), [""; 0]);
        assert_eq!(problems("crates/space/tests/main.rs", text), [""; 0]);
    }

    #[test]
    fn machine_paths_are_found_everywhere() {
        let text = format!("fine\nsee {}{}someone\n", "/ho", "me/");
        assert_eq!(problems("docs/a.md", &text), ["docs/a.md:2: a path of one machine"]);
    }
}
