//! Odd files: nothing panics, and every place lies inside its file.

use std::fs;
use std::path::Path;

use basis::{At, Diagnostic};
use draft::table::Agreed;
use proptest::prelude::*;
use talks::folder::Folder;
use talks::guardrails;
use talks::positions::acceptance::answers;
use talks::positions::construe::Construe;
use talks::positions::issues::Issues;
use talks::standing::hold;

use super::{TEXT, draft, read_file};

/// All TOML files of the suite.
fn files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/talks/positions");
    let mut files = Vec::new();
    for page in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(page.unwrap().path()).unwrap();
        let fences = text.split("```toml").skip(1);
        files.extend(fences.map(|rest| {
            let (_, body) = rest.split_once('\n').unwrap();
            body.split("```").next().unwrap().to_owned()
        }));
    }
    files.sort();
    assert!(files.len() > 20);
    files
}

fn lie_inside(problems: &[Diagnostic], text: &str) -> Result<(), TestCaseError> {
    for label in problems.iter().flat_map(|p| &p.labels).filter(|label| label.file == "odd.toml") {
        if let At::Bytes(span) = label.at {
            prop_assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
    }
    Ok(())
}

/// Pieces of files: which file, from which line on (in 1/256 of it), how many lines.
fn pieces() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, usize)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 1..9_usize), 1..6)
}

proptest! {
    #[test]
    fn pieces_of_files_put_together_anyhow_do_not_panic(
        pieces in pieces(),
        odd in "[\\[\\]\"'=.0-9a-z{}…é -]{0,3}",
    ) {
        let files = files();
        let mut text = String::new();
        for (file, from, count) in pieces {
            let lines: Vec<&str> = file.get(&files).split_inclusive('\n').collect();
            // The first piece begins at the beginning, where the format stands.
            let start = if text.is_empty() { 0 } else { lines.len() * usize::from(from) / 256 };
            lines.iter().skip(start).take(count).for_each(|line| text += line);
        }
        text += &odd;
        let draft = draft(TEXT);
        let (folder, problems) = Folder::parse("odd.toml", &text);
        lie_inside(&problems, &text)?;
        let (decisions, problems) =
            guardrails::decide(&folder.guardrails, &draft, "odd.toml", &text);
        lie_inside(&problems, &text)?;
        let (stated, problems) = read_file(&draft, "odd.toml", Some("VAULT"), &text);
        lie_inside(&problems, &text)?;
        let (positions, problems) = hold(&stated, &draft);
        lie_inside(&problems, &text)?;
        let issues = Issues::of(&draft, Agreed::Open);
        let rules = decisions.rules(&issues).0;
        let _ = positions.domain("", &draft, &issues, &rules, Some(Construe::Middle));
        let package = vec![0; issues.issues.len()];
        prop_assert_eq!(answers(&positions, &draft, &issues.choices(&package)).len(), 2);
    }
}
