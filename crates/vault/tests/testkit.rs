//! The test vectors of the format, made by its authors: what has to open opens to the stated
//! plaintext, and of everything else nothing comes out.

use std::fs;
use std::path::Path;

use basis::{Code, Digest};
use vault::{Identities, codes, open};

/// Headers of a form from before version 1 of the format, which the library still reads.
const LEGACY: &[&str] = &["stanza_missing_body", "stanza_missing_final_line"];

/// A file of the test kit: lines `key: value`, a blank line, the vault.
struct Vector {
    name: String,
    head: String,
    vault: Vec<u8>,
}

impl Vector {
    fn get(&self, key: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
    }
}

fn vectors() -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testkit");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_none());
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).unwrap();
        let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
        Vector {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            head: String::from_utf8(bytes[..=end].to_vec()).unwrap(),
            vault: bytes[end + 2..].to_vec(),
        }
    };
    paths.iter().map(read).collect()
}

/// Codes that answer what the test kit expects. A header that fails may name other recipients, and
/// a file whose first line fails is not one of the format.
fn expected(vector: &Vector) -> &'static [Code] {
    match vector.get("expect").unwrap() {
        "no match" => &[codes::NO_IDENTITY_FITS],
        "HMAC failure" | "payload failure" => &[codes::DAMAGED],
        "header failure" => &[codes::DAMAGED, codes::NOT_SEALED],
        "armor failure" => &[codes::DAMAGED, codes::NOT_SEALED],
        other => panic!("{}: {other}", vector.name),
    }
}

#[test]
fn vectors_of_the_format_open_or_are_refused() {
    let vectors = vectors();
    let spare = vault::keygen();
    let (mut opened, mut refused, mut of_passphrase) = (0, 0, 0);
    for vector in &vectors {
        let identities = vector.get("identity").unwrap_or(&spare);
        let identities = Identities::read("key", identities).unwrap();
        let answer = open(&vector.name, &vector.vault, &identities);
        if vector.get("passphrase").is_some() {
            // Whatever the kit expects of a passphrase, none is tried here.
            assert!(answer.is_err(), "{}", vector.name);
            of_passphrase += 1;
        } else if LEGACY.contains(&vector.name.as_str()) {
            // Authenticated like any other header, so nothing that was not sealed comes out.
            assert!(answer.is_ok(), "{}", vector.name);
        } else if vector.get("expect") == Some("success") {
            let digest = Digest::of(&answer.unwrap()).to_string();
            assert_eq!(Some(digest.as_str()), vector.get("payload"), "{}", vector.name);
            opened += 1;
        } else {
            let code = answer.expect_err(&vector.name).code;
            assert!(expected(vector).contains(&code), "{}: {code:?}", vector.name);
            refused += 1;
        }
    }
    // So many there are of each: a list that was read in part would show here.
    assert_eq!((opened, refused, of_passphrase), (12, 64, 25));
}

#[test]
fn a_passphrase_is_refused_with_the_reason() {
    let vector = vectors().into_iter().find(|vector| vector.name == "scrypt").unwrap();
    let identities = Identities::read("key", &vault::keygen()).unwrap();
    assert_eq!(open("v", &vector.vault, &identities).unwrap_err().code, codes::PASSPHRASE);
}
