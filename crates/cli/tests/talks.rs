//! The example of talks from first bracket to signed text, and what its public pages do not show.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::real_data::copy_folder;
use crate::repository;

fn example() -> PathBuf {
    repository().join("examples/ceasefire-talks")
}

fn detente(folder: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_detente"))
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

const VAULTS: &[&str] =
    &["--identity", "example.key", "--vault", "north", "--vault", "south", "--vault", "group"];

#[test]
fn the_accord_is_the_text_of_the_signed_package() {
    let written = detente(&example(), &["talks", "export", ".", "--package", "signed.toml"]);
    let accord = fs::read(example().join("accord.md")).unwrap();
    assert_eq!(String::from_utf8_lossy(&written.stdout), String::from_utf8_lossy(&accord));
    assert!(!accord.contains(&b'['), "no bracket is left");
}

#[test]
fn a_page_is_called_clean_where_no_bracket_is_left() {
    let is_called = |text: &str, more: &[&str], name: &str| {
        let export = ["talks", "export", text, "--format", "html"];
        let page = detente(&example(), &[&export, more].concat()).stdout;
        String::from_utf8(page).unwrap().contains(name)
    };
    assert!(is_called("accord.md", &[], "Clean text"));
    assert!(is_called(".", &["--package", "signed.toml"], "Clean text"));
    assert!(is_called("text.md", &[], "Text in which 41 brackets are left"));
    assert!(!is_called("text.md", &[], "Clean text"));
}

#[test]
fn the_signed_package_is_one_that_was_tabled() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&example(), folder.path());
    let tabled = [&["talks", "packages", ".", "--write", "written"], VAULTS].concat();
    detente(folder.path(), &tabled);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    for name in ["A.toml", "B.toml", "C.toml"] {
        assert_eq!(read(&format!("written/{name}")), read(&format!("tabled/{name}")));
    }
    let choices = |name: &str| read(name).split_once("[choices]").unwrap().1.to_owned();
    assert_eq!(choices("tabled/A.toml"), choices("signed.toml"));
}

/// Public outputs, each as bytes.
fn public_outputs(folder: &Path, more: &[&str]) -> Vec<Vec<u8>> {
    let page = [&["talks", "report", ".", "--out", "public.html"], more].concat();
    detente(folder, &page);
    let deal = [&["talks", "deal", ".", "--said-only", "--json"], more].concat();
    vec![
        fs::read(folder.join("public.html")).unwrap(),
        detente(folder, &deal).stdout,
        detente(folder, &["talks", "status", ".", "--json"]).stdout,
        detente(folder, &["talks", "export", ".", "--format", "html"]).stdout,
    ]
}

#[test]
fn public_outputs_are_the_same_bytes_without_vaults_and_inferences() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&example(), folder.path());
    let with = public_outputs(folder.path(), &[]);
    let asked = public_outputs(folder.path(), VAULTS);
    assert_eq!(with[0], asked[0], "a public page does not open vaults, whoever asks");
    let declared = fs::read_to_string(folder.path().join("talks.toml")).unwrap();
    let kept = |table: &&str| !table.contains("vaults/") && !table.contains("positions/inferred");
    let tables: Vec<&str> = declared.split("\n\n").filter(kept).collect();
    assert!(tables.len() < declared.split("\n\n").count());
    fs::write(folder.path().join("talks.toml"), tables.join("\n\n")).unwrap();
    fs::remove_dir_all(folder.path().join("vaults")).unwrap();
    for name in ["positions/inferred-north.toml", "positions/inferred-south.toml", "example.key"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    let without = public_outputs(folder.path(), &[]);
    for (with, without) in with.iter().zip(&without) {
        assert_eq!(String::from_utf8_lossy(with), String::from_utf8_lossy(without));
    }
}

#[test]
fn what_was_told_in_confidence_is_only_in_the_full_page() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&example(), folder.path());
    let full = [&["talks", "report", ".", "--release", "full", "--out", "full.html"], VAULTS];
    detente(folder.path(), &full.concat());
    detente(folder.path(), &["talks", "report", ".", "--out", "public.html"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (full, public) = (read("full.html"), read("public.html"));
    for word in ["confidential", "inferred", "vaults/", "told in confidence"] {
        assert!(full.contains(word), "{word}");
        assert!(!public.contains(word), "{word}");
    }
    assert!(public.contains("Vaults drawn on: none"));
    // What a page rests on is named with its digest.
    assert!(full.contains("bodies.toml") && !public.contains("bodies.toml"));
    assert!(public.contains("drafts/2031-03-15.md</th><td class=\"hash\">"));
}

/// The letters of the pictures are those of the packages above them, with the same points.
#[test]
fn pictures_show_the_packages_that_their_page_tables() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&example(), folder.path());
    let full = [&["talks", "report", ".", "--release", "full", "--out", "full.html"], VAULTS];
    detente(folder.path(), &full.concat());
    let page = fs::read_to_string(folder.path().join("full.html")).unwrap();
    for letter in ["A", "B", "C"] {
        let head = format!("<th scope=\"row\">Package {letter}</th><td>");
        let (_, row) = page.split_once(&head).unwrap();
        let points: Vec<&str> = row.split("</td><td>").take(3).collect();
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let (a, b) = (points[a], points[b]);
            let beside = format!("{letter} – package to table</th><td>{a}</td><td>{b}</td>");
            assert!(page.contains(&beside), "{beside}");
        }
    }
    assert_eq!(page.matches("class=\"tabled\"").count(), 9);
}

#[test]
fn a_vault_without_its_key_is_not_read_as_nothing() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&example(), folder.path());
    detente(folder.path(), &["talks", "keygen", "other.key"]);
    let output = Command::new(env!("CARGO_BIN_EXE_detente"))
        .current_dir(folder.path())
        .args(["talks", "deal", ".", "--identity", "other.key", "--vault", "north"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(10));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("T071") && told.contains("vaults/north.toml.age"), "{told}");
}

/// What goes into a file or a pipe is the text byte for byte; only a terminal is spared.
#[test]
fn a_text_that_is_piped_keeps_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\u{feff}A [a / b]{#x} \u{1b}c \u{7} \u{b} \u{7f}\r\n";
    fs::write(folder.path().join("odd.md"), text).unwrap();
    for args in [&["talks", "number", "odd.md"][..], &["talks", "export", "odd.md"]] {
        let written = detente(folder.path(), args).stdout;
        assert_eq!(String::from_utf8_lossy(&written), text, "{args:?}");
    }
    let against = ["talks", "export", "odd.md", "--against", "odd.md"];
    assert_eq!(String::from_utf8_lossy(&detente(folder.path(), &against).stdout), text);
}

/// A vault may be the only copy: sealing never writes over one, nor over what it seals.
#[test]
fn sealing_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let recipient = String::from_utf8(detente(folder.path(), &["talks", "keygen", "k"]).stdout);
    let recipient = recipient.unwrap();
    let seal = |file: &str, out: &str| {
        Command::new(env!("CARGO_BIN_EXE_detente"))
            .current_dir(folder.path())
            .args(["talks", "seal", file, "--recipient", recipient.trim(), "--out", out])
            .output()
            .unwrap()
    };
    fs::write(folder.path().join("plain.toml"), "told = true\n").unwrap();
    fs::write(folder.path().join("no-text"), [0xff, 0xfe]).unwrap();
    assert!(seal("plain.toml", "v.age").status.success());
    let vault = fs::read(folder.path().join("v.age")).unwrap();
    for (file, out) in [("plain.toml", "v.age"), ("plain.toml", "plain.toml"), ("no-text", "w")] {
        let output = seal(file, out);
        assert!(!output.status.success() && !output.stderr.is_empty(), "{file} {out}");
    }
    assert_eq!(fs::read(folder.path().join("v.age")).unwrap(), vault);
    assert_eq!(fs::read(folder.path().join("plain.toml")).unwrap(), b"told = true\n");
    assert!(!folder.path().join("w").exists());
    let opened = detente(folder.path(), &["talks", "unseal", "v.age", "--identity", "k"]);
    assert_eq!(opened.stdout, b"told = true\n");
}
