//! Hostile words in every text field.

use findings::Findings;
use findings::sample::invented;
use report::Style;
use serde_json::Value;

use crate::markup::read;

const HOSTILE: &str = "=HYPERLINK(\"http://x\")<script>alert(1)</script>\"><img src=x onerror=alert(1)>\
     '&lt;\u{202e}gnp.exe\u{2066}\0\u{1b}[31m\u{7}--><!--]]>{{7*7}}";

/// The invented run with hostile words wherever any words may stand, and how many places those
/// are: each text is tried on its own, and stays where the result still is findings.
fn hostile(words: &str) -> (Findings, usize) {
    let mut value = serde_json::to_value(invented()).unwrap();
    // One row of each list is enough and keeps this quick.
    shorten(&mut value, 0);
    let mut paths = Vec::new();
    texts(&value, "", &mut paths);
    let mut replaced = 0;
    for path in paths {
        let place = value.pointer_mut(&path).unwrap();
        let before = std::mem::replace(place, Value::from(words));
        if serde_json::from_value::<Findings>(value.clone()).is_ok() {
            replaced += 1;
        } else {
            *value.pointer_mut(&path).unwrap() = before;
        }
    }
    (serde_json::from_value(value).unwrap(), replaced)
}

fn shorten(value: &mut Value, depth: usize) {
    match value {
        Value::Array(list) => {
            if list.iter().all(Value::is_object) && depth <= 4 {
                list.sort_by_key(|row| std::cmp::Reverse(row.to_string().len()));
                list.truncate(if depth == 1 { 6 } else { 2 });
            }
            list.iter_mut().for_each(|v| shorten(v, depth + 1));
        }
        Value::Object(fields) => fields.values_mut().for_each(|v| shorten(v, depth + 1)),
        _ => {}
    }
}

fn texts(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path.to_owned()),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, v)| texts(v, &format!("{path}/{i}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(k, v)| texts(v, &format!("{path}/{k}"), found));
        }
        _ => {}
    }
}

fn without_controls(text: &str, output: &str) {
    let bad = |c: &char| {
        (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c) || *c == '\u{2066}'
    };
    assert_eq!(text.chars().find(bad), None, "in {output}");
}

#[test]
fn no_field_breaks_out_of_the_page() {
    let (findings, replaced) = hostile(HOSTILE);
    assert!(replaced > 100, "only {replaced} texts were replaced");
    let page = report::html(&findings);
    without_controls(&page, "the page");
    let markup = read(&page);
    markup.check_references();
    assert_eq!(markup.count("script") + markup.count("img"), 0);
    let handlers = markup.tags.iter().flat_map(|(_, a)| a).filter(|(n, _)| n.starts_with("on"));
    assert_eq!(handlers.count(), 0);
    assert!(page.contains("&#60;script&#62;") && page.contains("[U+202E]gnp.exe"));
    assert!(!page.contains("<!--"));
}

#[test]
fn no_name_breaks_out_of_a_drawing() {
    // Short enough that the map has room for it.
    let page = report::html(&hostile("\"'><b>").0);
    let name = "&#34;&#39;&#62;&#60;b&#62;";
    for place in ["class=\"name\"", "class=\"series\"", "class=\"date\"", "<title>area "] {
        let rest = page.split(place).nth(1).unwrap_or_else(|| panic!("no {place}"));
        assert!(rest[..200.min(rest.len())].contains(name), "{place}");
    }
    assert_eq!(read(&page).count("b"), 0);
}

#[test]
fn only_web_addresses_become_links() {
    let addresses = [
        ("https://mission.example/a?b=1&c=\"d\"", true),
        ("HTTP://mission.example", true),
        ("javascript:alert(1)", false),
        ("data:text/html,<script>alert(1)</script>", false),
        ("https://mission.example/ javascript:x", false),
        ("https://mission.example/\u{202e}moc", false),
        ("file:///etc/passwd", false),
        ("//mission.example", false),
    ];
    for (address, link) in addresses {
        let mut findings = invented();
        findings.records.iter_mut().for_each(|r| r.url = Some(address.to_owned()));
        let page = report::html(&findings);
        let markup = read(&page);
        let hrefs = markup.values("href");
        let outside = hrefs.iter().filter(|href| !href.starts_with('#')).count();
        assert_eq!(outside > 0, link, "{address}");
    }
}

#[test]
fn no_control_reaches_a_terminal_or_a_spreadsheet() {
    let (findings, _) = hostile(HOSTILE);
    for width in [40, 120] {
        let style = Style { width, colour: false, case: "" };
        without_controls(&report::terminal(&findings, &style), "the terminal");
        without_controls(&report::ledger(&findings, &style), "the ledger");
        without_controls(&report::timeline(&findings, &style), "the timeline");
    }
    for finding in &findings.findings {
        without_controls(&report::explain(&findings, &finding.id).unwrap(), "the explanation");
    }
    let text = report::csv(&findings);
    without_controls(&text, "the table");
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        assert!(row.unwrap().iter().all(|cell| !cell.starts_with('=')));
    }
}

#[test]
fn empty_and_odd_words_are_no_problem() {
    for words in ["", " ", "\n\n", "\u{1f3fb}\u{200d}", "ש\u{5c1}לום", &"x".repeat(500)] {
        let (findings, _) = hostile(words);
        read(&report::html(&findings)).check_references();
        let style = Style { width: 30, colour: true, case: "" };
        assert!(!report::terminal(&findings, &style).is_empty());
    }
}
