//! The repository holds to its own rules.

#[test]
fn the_repository_is_tidy() {
    let problems = xtask::tidy(&xtask::repository());
    let list: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    assert!(problems.is_empty(), "\n{list}");
}

#[test]
fn a_repository_without_its_pages_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let problems = xtask::tidy(folder.path());
    let files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(files, ["ARCHITECTURE.md", "docs/spec/kinds.md"]);
}
