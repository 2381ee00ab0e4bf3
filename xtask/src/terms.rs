//! The page of kinds against the trees in `basis`.

use basis::taxonomy::{Kind, Object, Target, Tree};

use crate::{File, Problem};

const PAGE: &str = "docs/spec/kinds.md";

/// Terms that the page lacks, has too many, puts elsewhere or explains otherwise.
///
/// Under the heading of each tree stands a nested list; an entry is a term in backticks, a colon
/// and its meaning, indented by two blanks below the broader term.
pub fn check(files: &[File]) -> Vec<Problem> {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else {
        return vec![Problem::new(PAGE, 1, "the page is missing")];
    };
    let mut problems = check_tree::<Kind>(&page.text, "Kinds of act");
    problems.extend(check_tree::<Object>(&page.text, "Classes of object"));
    problems.extend(check_tree::<Target>(&page.text, "Categories of target"));
    problems
}

fn check_tree<T: Tree>(page: &str, heading: &str) -> Vec<Problem> {
    let expected: Vec<String> = T::TERMS
        .iter()
        .map(|term| {
            format!("{}* `{}`: {}", "  ".repeat(depth::<T>(term.name)), term.name, term.gloss)
        })
        .collect();
    let lines = page.lines().enumerate();
    let section: Vec<(usize, &str)> = lines
        .skip_while(|(_, line)| *line != format!("## {heading}"))
        .skip(1)
        .take_while(|(_, line)| !line.starts_with("## "))
        .filter(|(_, line)| line.trim_start().starts_with("* `"))
        .collect();
    let mut problems = Vec::new();
    for (index, line) in &section {
        if !expected.iter().any(|entry| entry == line) {
            problems.push(Problem::new(PAGE, index + 1, "no such term with this meaning there"));
        }
    }
    for entry in &expected {
        if !section.iter().any(|(_, line)| line == entry) {
            problems.push(Problem::new(PAGE, 1, format!("under `{heading}` is missing: {entry}")));
        }
    }
    let order = section.iter().map(|(_, line)| *line).eq(expected.iter().map(String::as_str));
    if problems.is_empty() && !order {
        problems.push(Problem::new(PAGE, 1, format!("`{heading}` stands in another order")));
    }
    problems
}

/// How many broader terms stand above.
fn depth<T: Tree>(name: &str) -> usize {
    let parent = T::TERMS.iter().find(|term| term.name == name).map_or("", |term| term.parent);
    if parent.is_empty() { 0 } else { 1 + depth::<T>(parent) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_meaning_is_found() {
        let mut page = String::from("## Categories of target\n\n");
        for term in Target::TERMS {
            let indent = "  ".repeat(depth::<Target>(term.name));
            page += &format!("{indent}* `{}`: {}\n", term.name, term.gloss);
        }
        assert!(check_tree::<Target>(&page, "Categories of target").is_empty());
        let changed = page.replace("`bridge`: bridges", "`bridge`: fords");
        assert_eq!(check_tree::<Target>(&changed, "Categories of target").len(), 2);
    }
}
