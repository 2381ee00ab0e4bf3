//! What a literate session cannot show: huge lines, hostile cells, outputs that cannot be written.

use std::fs;
use std::path::Path;

use crate::commands::{detente, new_case, stderr, stdout};

/// A line that nobody wrote by hand.
const LINE_BYTES: usize = 200_000_000;

#[test]
fn a_line_of_200_megabytes_is_refused_and_named() {
    let folder = new_case();
    let path = folder.path().join("truce/evidence/records.csv");
    fs::write(&path, vec![b'x'; LINE_BYTES]).unwrap();
    let output = detente(folder.path(), &["verify", "truce"]);
    assert_eq!(output.status.code(), Some(8), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[E025]"), "{}", stderr(&output));
    assert!(stdout(&output).is_empty());

    fs::write(folder.path().join("truce/accord.md"), vec![b'x'; LINE_BYTES]).unwrap();
    let output = detente(folder.path(), &["check", "truce"]);
    assert_eq!(output.status.code(), Some(8), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[C007]"), "{}", stderr(&output));
}

#[test]
fn cells_that_a_spreadsheet_or_browser_would_run_are_made_harmless() {
    let folder = new_case();
    let script = "<script>alert(1)</script>";
    let row = format!(
        "record,id,source,standing,began,ended,lon,lat,radius_m,kinds,actors,text,url\n\
         report,=1+1,\"=HYPERLINK(\"\"x\"\")\",observed,2024-03-07T10:00:00Z,\
         2024-03-07T10:05:00Z,20.05,10.05,100,mortar_fire,\"{script}\",\"{script}\",\
         javascript:alert(1)\n"
    );
    fs::write(folder.path().join("truce/evidence/records.csv"), row).unwrap();
    let accord = folder.path().join("truce/accord.md");
    let text = fs::read_to_string(&accord).unwrap().replace("Northern Army", script);
    fs::write(&accord, text).unwrap();
    let args =
        ["report", "truce", "--release", "full", "--out", "out", "--format", "html,json,csv"];
    let output = detente(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(!page.contains(script) && !page.contains("href=\"javascript:"));
    assert!(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"));
    let table = fs::read_to_string(folder.path().join("out/findings.csv")).unwrap();
    let starts = |cell: &str| cell.trim_matches('"').starts_with(['=', '+', '-', '@']);
    let cells = table.lines().skip(1).flat_map(|line| line.split(','));
    assert_eq!(cells.filter(|cell| starts(cell)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn control_characters_of_others_never_reach_the_terminal() {
    let folder = new_case();
    let hostile = "\u{1b}[2J\u{202e}";
    let spoil = |name: &str, from: &str| {
        let path = folder.path().join("truce").join(name);
        let text = fs::read_to_string(&path).unwrap().replace(from, &format!("{from}{hostile}"));
        fs::write(&path, text).unwrap();
    };
    spoil("accord.md", "## Article 1.");
    spoil("accord.md", "The sides stop");
    spoil("evidence/records.csv", "unknown");
    spoil("evidence/records.csv", "invented");
    let explain = ["explain", "1/any/all", "truce"];
    for args in [["check", "truce"].as_slice(), &["verify", "truce"], &explain] {
        let output = detente(folder.path(), args);
        assert!(output.status.success(), "{}", stderr(&output));
        let shown = stdout(&output) + &stderr(&output);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    }
    // In a clause they are refused, and shown in the message.
    spoil("accord.md", "clause 1 \"No");
    let output = detente(folder.path(), &["check", "truce"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(!stderr(&output).contains(['\u{1b}', '\u{202e}']), "{}", stderr(&output));
}

/// Where nobody can make a file, the superuser included.
fn read_only(folder: &Path) -> Option<String> {
    if cfg!(target_os = "linux") {
        return Some("/proc".to_owned());
    }
    let path = folder.join("locked");
    fs::create_dir(&path).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    // The superuser may write everywhere.
    let locked = fs::write(path.join("x"), "x").is_err();
    locked.then(|| path.to_string_lossy().into_owned())
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    let folder = new_case();
    let Some(locked) = read_only(folder.path()) else {
        let text = "skipped: this user may write everywhere\n";
        std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes()).unwrap();
        return;
    };
    let target = format!("{locked}/report.html");
    let output = detente(folder.path(), &["report", "truce", "--out", &target]);
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[C008]"), "{}", stderr(&output));
}

#[test]
fn a_run_that_fails_leaves_the_good_report_and_nothing_else() {
    let folder = new_case();
    let report = ["report", "truce", "--out", "report.html"];
    assert!(detente(folder.path(), &report).status.success());
    let good = fs::read(folder.path().join("report.html")).unwrap();
    fs::write(folder.path().join("truce/evidence/records.csv"), "").unwrap();
    assert_eq!(detente(folder.path(), &report).status.code(), Some(5));
    assert_eq!(fs::read(folder.path().join("report.html")).unwrap(), good);
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["report.html", "truce"]);
}

#[test]
fn a_folder_for_pages_that_is_a_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("taken"), "x").unwrap();
    let output = detente(folder.path(), &["man", "taken/man1"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("error[C008]"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_folder_are_refused() {
    let folder = new_case();
    let secret = folder.path().join("secret.csv");
    fs::write(&secret, "record,id\n").unwrap();
    let inside = folder.path().join("truce/evidence/records.csv");
    fs::remove_file(&inside).unwrap();
    std::os::unix::fs::symlink(&secret, &inside).unwrap();
    let output = detente(folder.path(), &["verify", "truce"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("error[C005]"), "{}", stderr(&output));
}
