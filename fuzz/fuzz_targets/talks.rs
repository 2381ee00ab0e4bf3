//! Arbitrary bytes as files of talks, in each format: nothing panics, and every place lies inside
//! its file.
//!
//! The first byte picks what is read; the rest is cut into files at bytes 0xff.

#![no_main]

use basis::{At, Diagnostic};
use libfuzzer_sys::fuzz_target;
use talks::process;
use talks::read::{self, Input};
use talks::rules::Standing;
use talks::stability::Answer;

const STANDINGS: [Standing; 3] = [Standing::Said, Standing::Confidential, Standing::Inferred];

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let mut texts = Vec::new();
    for part in bytes.split(|byte| *byte == 0xff) {
        let Ok(text) = str::from_utf8(part) else { return };
        texts.push(text);
    }
    let names: Vec<String> = (0..texts.len()).map(|at| format!("{at}")).collect();
    let file = |at: usize| Input { name: &names[at], text: texts[at] };
    let files: Vec<Input<'_>> = (0..texts.len()).map(file).collect();
    let problems = match which % 5 {
        0 => read::domain(&files).map(|domain| {
            let shapes = domain.parties.iter().map(|party| party.points.len());
            assert!(shapes.into_iter().all(|issues| issues == domain.issues.len()));
        }),
        1 => read::division(&files[0]).map(drop),
        2 => read::body(&files[0]).map(drop),
        3 => process::read::read(&files[0], &[]).map(|log| {
            // What stands once everything is known, and in the middle.
            let mut instants: Vec<_> = log.entries.iter().map(|entry| entry.known_at).collect();
            instants.sort_unstable();
            for now in [instants.last(), instants.get(instants.len() / 2)].into_iter().flatten() {
                let _ = (process::silence::at(&log, *now), process::rounds::at(&log, *now));
                let _ = process::referendum::at(&log, *now);
            }
        }),
        _ => read::conflict(&files[0]).and_then(|conflict| {
            let preferences = conflict.preferences(&STANDINGS)?;
            // Answers of small conflicts only: the target is the reader.
            if conflict.states.len() <= 12 && conflict.makers.len() <= 3 {
                let answer = Answer::of(&conflict, &preferences).map_err(|one| vec![one])?;
                assert_ne!(answer.checked, Some(false), "the matrices agree");
            }
            Ok(())
        }),
    };
    for problem in problems.err().into_iter().flatten() {
        look_at(&problem, &files);
    }
});

fn look_at(problem: &Diagnostic, files: &[Input<'_>]) {
    for label in &problem.labels {
        let file = files.iter().find(|file| file.name == label.file).expect("a file of ours");
        if let At::Bytes(span) = label.at {
            assert!(span.start <= span.end, "{problem:?}");
            assert!(span.start <= file.text.len(), "{problem:?} of {}", file.text.len());
        }
    }
}
