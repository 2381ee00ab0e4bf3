//! Which crate may use which: the manifests against the table in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};

use crate::{File, Problem};

const PAGE: &str = "ARCHITECTURE.md";

/// Heading above the table.
const HEADING: &str = "Allowed dependency edges";

/// A row of the table: its line and the crates that may be used.
type Allowed = BTreeMap<String, (usize, BTreeSet<String>)>;

/// Edges that the table does not allow, crates without a row and rows without a crate.
pub fn check(files: &[File]) -> Vec<Problem> {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else {
        return vec![Problem::new(PAGE, 1, "the page is missing")];
    };
    let allowed = table(&page.text);
    let mut problems = Vec::new();
    let mut manifests = BTreeMap::new();
    for file in files {
        let Some(name) = crate_of(&file.path) else { continue };
        match toml::from_str::<toml::Table>(&file.text) {
            Ok(manifest) => {
                manifests.insert(name.to_owned(), (file, manifest));
            }
            Err(error) => problems.push(Problem::new(&file.path, 1, error.message())),
        }
    }
    for (name, (line, uses)) in &allowed {
        for unknown in uses.iter().chain([name]).filter(|n| !manifests.contains_key(*n)) {
            let message = format!("`{unknown}` stands in the table, and there is no such crate");
            problems.push(Problem::new(PAGE, *line, message));
        }
    }
    for (name, (file, manifest)) in &manifests {
        let Some((_, may_use)) = allowed.get(name) else {
            problems.push(Problem::new(PAGE, 1, format!("`{name}` has no row in the table")));
            continue;
        };
        for used in dependencies(manifest).iter().filter(|n| manifests.contains_key(*n)) {
            if !may_use.contains(used) {
                let message = format!("`{name}` may not use `{used}` (table in {PAGE})");
                problems.push(Problem::new(&file.path, line_of(&file.text, used), message));
            }
        }
    }
    problems
}

/// `crates/NAME/Cargo.toml`
fn crate_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
    (!name.contains('/')).then_some(name)
}

/// Names under `[dependencies]`, also of single targets; not those of tests and build scripts.
fn dependencies(manifest: &toml::Table) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(|t| t.as_table());
    let of_targets = targets.into_iter().flat_map(|t| t.values()).filter_map(|t| t.as_table());
    let mut names = BTreeSet::new();
    for table in [manifest].into_iter().chain(of_targets) {
        let listed = table.get("dependencies").and_then(|d| d.as_table());
        names.extend(listed.into_iter().flat_map(|d| d.keys().cloned()));
    }
    names
}

fn line_of(manifest: &str, name: &str) -> usize {
    manifest.lines().position(|line| line.starts_with(name)).map_or(1, |index| index + 1)
}

/// Rows ``| `crate` | `a`, `b` |`` under the heading.
fn table(page: &str) -> Allowed {
    let lines = page.lines().enumerate();
    let section = lines
        .skip_while(|(_, line)| !(line.starts_with('#') && line.ends_with(HEADING)))
        .skip(1)
        .take_while(|(_, line)| !line.starts_with('#'));
    let mut rows = BTreeMap::new();
    for (index, line) in section.filter(|(_, line)| line.starts_with('|')) {
        let mut cells = line.trim_matches('|').split('|').map(names);
        let Some(name) = cells.next().and_then(|n| n.into_iter().next()) else { continue };
        rows.insert(name, (index + 1, cells.next().unwrap_or_default()));
    }
    rows
}

/// Words in backticks.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn both_directions() {
        let page = "## Allowed dependency edges\n\nNot `a` row.\n\n| crate | may use |\n|---|---|\n\
                    | `low` | – |\n| `high` | `low` |\n| `gone` | `low` |\n";
        let files = [
            file(PAGE, page),
            file("crates/low/Cargo.toml", "[dependencies]\nhigh.workspace = true\n"),
            file(
                "crates/high/Cargo.toml",
                "[dependencies]\nlow = {}\nserde = \"1\"\n[dev-dependencies]\nnew = {}\n",
            ),
            file("crates/new/Cargo.toml", "[target.'cfg(unix)'.dependencies]\nlow = {}\n"),
        ];
        let shown: Vec<String> = check(&files).iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "ARCHITECTURE.md:9: `gone` stands in the table, and there is no such crate",
                "crates/low/Cargo.toml:2: `low` may not use `high` (table in ARCHITECTURE.md)",
                "ARCHITECTURE.md:1: `new` has no row in the table",
            ]
        );
    }
}
