//! A small case that the tests share: a prelude of items, and the files that it asks for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use basis::{At, Diagnostic, Severity};

/// Items that examples may use without defining them.
const PRELUDE: &str = r#"accord "A truce"
  agreed 2020-07-22
  in force from 2020-07-27 00:01 Europe/Kyiv
  encoded by "case team"
bound ukraine "Side U"
bound cadlr "Side C"
observer smm "The mission"
body tcg "The contact group"
body mechanism "The coordination mechanism"
line contact_line from "geo/contact-line.geojson" accuracy 4 km
line baseline of ukraine from "geo/line-a.geojson" accuracy 1 km
line baseline of cadlr from "geo/line-b.geojson" accuracy 1 km
area donetsk_region from "geo/regions.geojson" feature "Donetsk region" accuracy 10 km
area luhansk_region from "geo/regions.geojson" feature "Luhansk region" accuracy 10 km
area conflict_area is donetsk_region or luhansk_region
area security_zone is within 15 km of contact_line
area settlements from "geo/settlements.geojson" exact
area around_settlements
  reading inside: settlements
  reading around: within 1 km of settlements
  because "the text names no distance" by "case team"
class heavy_weapons is artillery with calibre >= 100 mm, mlrs, tank
class band_guns
  reading over: artillery with calibre > 100 mm
  reading from_100: artillery with calibre >= 100 mm
  because "the text says both" by "case team"
kinds banned_moves is assault, reconnaissance, sabotage
instant withdrawal_done is 2020-08-03 00:00 Europe/Kyiv
exception retaliation "retaliatory fire"
  step trigger: banned_moves by the other side before the act
"#;

/// The files of the case: an invented strip of land on both sides of 38° E.
pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    let feature = |name: &str, kind: &str, coordinates: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
        )
    };
    let file = |features: &[String]| {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    };
    let square = |w: f64, s: f64, e: f64, n: f64| {
        format!("[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]")
    };
    let line = |lon: f64| format!("[[{lon},47.0],[{lon},49.0]]");
    [
        ("geo/contact-line.geojson", vec![feature("line", "LineString", &line(38.0))]),
        ("geo/line-a.geojson", vec![feature("a", "LineString", &line(37.9))]),
        ("geo/line-b.geojson", vec![feature("b", "LineString", &line(38.1))]),
        (
            "geo/regions.geojson",
            vec![
                feature("Donetsk region", "Polygon", &square(37.0, 47.0, 38.0, 49.0)),
                feature("Luhansk region", "Polygon", &square(38.0, 47.0, 39.0, 49.0)),
            ],
        ),
        ("geo/settlements.geojson", vec![feature("A", "Polygon", &square(37.5, 48.0, 37.6, 48.1))]),
        ("geo/depots.geojson", vec![feature("D", "Point", "[37.2,48.2]")]),
    ]
    .into_iter()
    .map(|(name, features)| (name.to_owned(), file(&features).into_bytes()))
    .collect()
}

/// The prelude without the items that `block` defines itself.
pub(crate) fn prelude_for(block: &str) -> String {
    let head = |item: &str| item.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let own: Vec<String> = items(block).iter().map(|item| head(item)).collect();
    let titled = items(block).iter().any(|item| item.starts_with("accord "));
    let taken =
        |item: &&String| own.contains(&head(item)) || (titled && item.starts_with("accord "));
    items(PRELUDE).iter().filter(|item| !taken(item)).cloned().collect()
}

/// The items of a block: runs of lines that begin in the first column.
fn items(block: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in block.lines() {
        let begins = line.starts_with(|c: char| c.is_alphabetic());
        match items.last_mut() {
            Some(last) if !begins => writeln!(last, "{line}").unwrap(),
            _ => items.push(format!("{line}\n")),
        }
    }
    items
}

/// A Markdown file of the prelude and a block; gives the place of the block as well.
pub(crate) fn with_prelude(block: &str) -> (String, usize) {
    let prelude = prelude_for(block);
    let before = format!("# A\n\n```accord\n{prelude}```\n\n```accord\n");
    let at = before.len();
    (format!("{before}{block}\n```\n"), at)
}

/// All problems of a file.
pub(crate) fn problems(text: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<Diagnostic> {
    let (syntax, mut problems) = accord::parse(text, "accord.md");
    problems.extend(accord::resolve(&syntax, files).diagnostics);
    accord::sort(&mut problems);
    problems
}

/// The accord of a block after the prelude; panics with the problems where there is none.
pub(crate) fn accord_of(block: &str) -> accord::model::Accord {
    let (text, _) = with_prelude(block);
    let (syntax, problems) = accord::parse(&text, "accord.md");
    let resolved = accord::resolve(&syntax, &files());
    let shown = render(&text, &[problems, resolved.diagnostics].concat());
    resolved.accord.unwrap_or_else(|| panic!("no accord:\n{shown}"))
}

/// Problems as the suite writes them.
pub(crate) fn render(text: &str, problems: &[Diagnostic]) -> String {
    let mut out = String::new();
    for problem in problems {
        let severity = match problem.severity {
            Severity::Note => "note",
            Severity::Gap => "gap",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut labels = problem.labels.iter();
        let place = labels.next().map(|label| match &label.at {
            At::Bytes(span) if text.is_empty() => format!("{}..{}", span.start, span.end),
            At::Bytes(span) if label.file == "accord.md" => {
                let shown = text.get(span.start..span.end).expect("spans lie in the file");
                let hidden = shown.chars().count() == 1 && shown.escape_debug().count() > 1;
                if hidden { shown.escape_debug().to_string() } else { shown.to_owned() }
            }
            At::Bytes(_) => label.file.clone(),
            _ => "(file)".to_owned(),
        });
        writeln!(out, "{severity} {} {}", problem.code.0, place.unwrap_or_default()).unwrap();
        // The words of other crates are theirs to change.
        let ours = problem.code.0.starts_with('A');
        if ours {
            writeln!(out, "  {}", problem.message).unwrap();
        }
        for label in labels {
            if let (At::Bytes(span), "accord.md") = (&label.at, label.file.as_str()) {
                let shown = text.get(span.start..span.end).unwrap_or("?");
                let shown = shown.lines().next().unwrap_or("");
                writeln!(out, "  see: {shown} ({})", label.text).unwrap();
            }
        }
        if let Some(help) = problem.help.as_ref().filter(|_| ours) {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
