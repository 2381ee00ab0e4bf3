//! Blind acceptance from the offer to the result: what others see of a refusal does not depend on
//! who refused.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::commands::{detente, stderr, stdout};

const PARTIES: [&str; 2] = ["NORTH", "SOUTH"];

/// What others see of one run: the result as printed and as written, and each answer as printed
/// with the length of what is sealed in its reply. (The sealed file is longer by a random number of
/// bytes, which `age` draws for every file.)
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    result: (String, String, Vec<u8>),
    answers: Vec<(String, String, usize)>,
}

fn keygen(folder: &Path, name: &str) -> String {
    let output = detente(folder, &["talks", "keygen", name]);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output).trim().to_owned()
}

/// Two parties answer the offer, and somebody combines.
fn run(folder: &Path, combiner: &str, answers: [bool; 2]) -> Seen {
    // No reply and no outcome replaces another.
    for earlier in ["NORTH.age", "SOUTH.age", "outcome.json"].map(|name| folder.join(name)) {
        assert!(!earlier.exists() || fs::remove_file(earlier).is_ok());
    }
    let told = |output: &Output| {
        assert!(output.status.success(), "{}", stderr(output));
        (stdout(output), stderr(output))
    };
    let mut seen = Vec::new();
    for (party, yes) in PARTIES.iter().zip(answers) {
        let (slip, identity) = (format!("blind/slip-{party}.age"), format!("{party}.key"));
        let (answer, reply) = (if yes { "yes" } else { "no" }, format!("{party}.age"));
        let command =
            ["talks", "blind", "answer", answer, "--slip", &slip, "--identity", &identity];
        let rest = ["--to", combiner, "--out", &reply];
        let (out, err) = told(&detente(folder, &[&command[..], &rest[..]].concat()));
        let unsealed = detente(folder, &["talks", "unseal", &reply, "--identity", "combiner.key"]);
        seen.push((out, err, told(&unsealed).0.len()));
    }
    let command = ["talks", "blind", "combine", "--offer", "blind/offer.json"];
    let rest = ["--reply", "NORTH.age", "--reply", "SOUTH.age", "--identity", "combiner.key"];
    let out = ["--out", "outcome.json"];
    let (printed, noted) = told(&detente(folder, &[&command[..], &rest[..], &out[..]].concat()));
    let written = fs::read(folder.join("outcome.json")).unwrap();
    Seen { result: (printed, noted, written), answers: seen }
}

#[test]
fn three_refusals_look_alike_and_only_two_yes_are_all() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("A.toml"), "format = \"detente-package/1\"\n").unwrap();
    let to = PARTIES.map(|party| format!("{party}={}", keygen(folder, &format!("{party}.key"))));
    let combiner = keygen(folder, "combiner.key");
    let deal = ["talks", "blind", "deal", "--package", "A.toml", "--parties", "NORTH,SOUTH"];
    let rest = ["--to", &to[0], "--to", &to[1], "--out", "blind"];
    let dealt = detente(folder, &[&deal[..], &rest[..]].concat());
    assert!(dealt.status.success(), "{}", stderr(&dealt));
    let [refused, other, both] = [[true, false], [false, true], [false, false]]
        .map(|answers| run(folder, &combiner, answers));
    assert_eq!(refused, other);
    assert_eq!(refused, both);
    assert_eq!(refused.result.0, "not all accepted\n");
    let all = run(folder, &combiner, [true, true]);
    assert_eq!(all.result.0, "all accepted\n");
    assert_eq!(all.answers, refused.answers);
    assert_ne!(all.result.2, refused.result.2);
    // The published lines give the commitment: an independent reading of the two files.
    let json = |name: &str| -> serde_json::Value {
        serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
    };
    let (offer, outcome) = (json("blind/offer.json"), json("outcome.json"));
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let lines =
        ["detente-blind/1", &word(&offer["package"]), "NORTH", "SOUTH", &word(&outcome["opening"])]
            .map(|line| format!("{line}\n"))
            .concat();
    assert_eq!(basis::Digest::of(lines.as_bytes()).to_string(), word(&offer["commitment"]));
}
