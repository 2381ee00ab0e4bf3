//! Arbitrary bytes as `talks.toml`, as files of positions, of bodies and of a package: nothing
//! panics, and every place lies inside its file.

#![no_main]

use basis::{At, Diagnostic, Digest};
use draft::table::Agreed;
use libfuzzer_sys::fuzz_target;
use talks::positions::acceptance;
use talks::positions::construe::Construe;
use talks::positions::issues::Issues;
use talks::positions::read::{Input, read};

/// A text with nesting, a condition, and an id that is not written.
const TEXT: &str = "# Article 1\n\n[10 km / 15 km / 20 km]{#2a} and [at once / in stages of \
                    [5 days / 10 days]{#6b}]{#6}. [shall / should (if 6 is \"at once\")]{#4} \
                    [amnesty / no text]{#8} [on].\n";

fn places_lie_inside(problems: &[Diagnostic], file: &str, text: &str) {
    for label in problems.iter().flat_map(|p| &p.labels).filter(|label| label.file == file) {
        if let At::Bytes(span) = label.at {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", text.len());
        }
    }
}

fuzz_target!(|text: &str| {
    let parties = ["NORTH".to_owned(), "SOUTH".to_owned()];
    let (draft, problems) = draft::parse("text.md", TEXT, &parties);
    assert!(problems.is_empty(), "{problems:?}");
    let (folder, problems) = talks::folder::Folder::parse("talks.toml", text);
    places_lie_inside(&problems, "talks.toml", text);
    let (decisions, problems) =
        talks::guardrails::decide(&folder.guardrails, &draft, "talks.toml", text);
    places_lie_inside(&problems, "talks.toml", text);
    let vault = text.len().is_multiple_of(2).then_some("NORTH");
    let input = Input { name: "n.toml", text, vault, sha256: Digest::of(text.as_bytes()) };
    let (stated, problems) = read(&input, &draft);
    places_lie_inside(&problems, "n.toml", text);
    let (positions, problems) = talks::standing::hold(&stated, &draft);
    places_lie_inside(&problems, "n.toml", text);
    let issues = Issues::of(&draft, Agreed::Open);
    let _ = (positions.known(&draft, &issues), positions.rules(&issues));
    let rules = decisions.rules(&issues).0;
    let _ = positions.domain("", &draft, &issues, &rules, Some(Construe::Middle));
    let (bodies, problems) = talks::ratify::read("b.toml", text, &draft, &issues);
    places_lie_inside(&problems, "b.toml", text);
    let (_, problems) = talks::chosen::read("p.toml", text, &draft, Agreed::Open);
    places_lie_inside(&problems, "p.toml", text);
    let package = vec![0; issues.issues.len()];
    let _ = bodies.ratifiable(&package, positions.parties.len());
    let answers = acceptance::answers(&positions, &draft, &issues.choices(&package));
    assert_eq!(answers.len(), positions.parties.len());
});
