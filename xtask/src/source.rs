//! The shape of each source file: module documentation, widths and lengths.

use crate::{File, Problem, mask};

/// Characters in a line.
pub const LINE_WIDTH_MAX: usize = 100;

/// Lines from `fn` to the closing brace.
pub const FUNCTION_LINES_MAX: usize = 70;

/// Lines in a file.
pub const FILE_LINES_MAX: usize = 600;

/// Problems of one file; files that are not Rust have none.
pub fn check(file: &File) -> Vec<Problem> {
    if !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let masked = mask::code(&file.text);
    let mut problems = Vec::new();
    let mut add = |line: usize, message: String| {
        problems.push(Problem::new(&file.path, line, message));
    };
    if !file.text.starts_with("//!") {
        add(1, "a module begins with `//!` and what it is for".to_owned());
    }
    let lines = file.text.lines().count();
    if lines > FILE_LINES_MAX {
        add(lines, format!("{lines} lines in one file, at most {FILE_LINES_MAX}"));
    }
    for (index, (line, code)) in file.text.lines().zip(masked.lines()).enumerate() {
        // What stands in a string is data, and an address cannot be broken.
        let comment = line.trim_start().starts_with("//");
        let width = if comment { line.chars().count() } else { width_of_code(line, code) };
        if width > LINE_WIDTH_MAX && !line.contains("https://") {
            add(index + 1, format!("{width} characters in one line, at most {LINE_WIDTH_MAX}"));
        }
    }
    for (line, name, length) in functions(&file.text, &masked) {
        if length > FUNCTION_LINES_MAX {
            add(line, format!("`{name}` has {length} lines, at most {FUNCTION_LINES_MAX}"));
        }
    }
    problems
}

/// Characters of a line that do not stand in strings.
fn width_of_code(line: &str, code: &str) -> usize {
    let hidden = line.chars().zip(code.chars()).filter(|(c, masked)| c != masked).count();
    line.chars().count() - hidden
}

/// Line, name and number of lines of each function with a body. Lines that stand wholly in a
/// string, such as those of an expected text, are data and do not count.
fn functions(source: &str, masked: &str) -> Vec<(usize, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in masked.match_indices("fn ") {
        let before = masked[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &masked[at + 3..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() {
            continue;
        }
        let Some(open) = rest.find(['{', ';']).map(|offset| at + 3 + offset) else { continue };
        if masked[open..].starts_with(';') && !inside_brackets(&masked[at..open]) {
            continue;
        }
        let Some(open) = masked[open..].find('{').map(|offset| open + offset) else { continue };
        let first = masked[..at].matches('\n').count();
        let last = masked[..mask::closing(masked, open)].matches('\n').count();
        let pairs = source.lines().zip(masked.lines()).skip(first).take(last - first + 1);
        let lines = pairs.filter(|(line, code)| !is_data(line, code)).count();
        found.push((first + 1, name, lines));
    }
    found
}

/// Whether a line stands wholly in a string.
fn is_data(line: &str, code: &str) -> bool {
    code.trim().is_empty() && !line.trim().is_empty() && !line.trim_start().starts_with("//")
}

/// Whether a `;` after this head belongs to an array type such as `[u8; 4]`.
fn inside_brackets(head: &str) -> bool {
    head.matches('[').count() > head.matches(']').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let file = File { path: "a.rs".to_owned(), text: text.to_owned() };
        check(&file).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_long_function_is_found_and_braces_in_strings_are_not() {
        let body = "    call(\"}\");\n".repeat(FUNCTION_LINES_MAX);
        let text = format!("//! m\n\nfn long(a: [u8; 2]) {{\n{body}}}\n\nfn short() {{}}\n");
        assert_eq!(problems(&text), ["a.rs:3: `long` has 72 lines, at most 70"]);
        let text = format!("//! m\n\nfn data() -> &str {{\n\"\n{}\"\n}}\n", "x\n".repeat(90));
        assert_eq!(problems(&text), [""; 0]);
    }

    #[test]
    fn width_file_length_and_module_documentation() {
        assert_eq!(problems("use a;\n"), ["a.rs:1: a module begins with `//!` and what it is for"]);
        let wide = format!("//! m\n// {}\n", "x".repeat(98));
        assert_eq!(problems(&wide), ["a.rs:2: 101 characters in one line, at most 100"]);
        let data = format!("//! m\nconst A: &str = \"\n{}\n\";\n", "x".repeat(200));
        assert_eq!(problems(&data), [""; 0]);
        let row = format!("//! m\nrow(\"{}\");\n", "x".repeat(200));
        assert_eq!(problems(&row), [""; 0]);
        let many = format!("//! m\n{}", "\n".repeat(600));
        assert_eq!(problems(&many), ["a.rs:601: 601 lines in one file, at most 600"]);
    }
}
