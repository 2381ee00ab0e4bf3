//! The page: structure, access, no network.

use findings::sample::invented;
use findings::{MapLayers, Release};

use crate::markup::read;
use crate::{one_period, weeks};

#[test]
fn a_page_stands_alone() {
    let page = report::html(&invented());
    let markup = read(&page);
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    for tag in ["script", "link", "img", "iframe", "object", "form", "base"] {
        assert_eq!(markup.count(tag), 0, "<{tag}>");
    }
    assert!(!page.contains("@import") && !page.contains("url(http") && !page.contains("src="));
    // Links that leave the page are sources of records, nothing else.
    for (_, attributes) in markup.tags.iter().filter(|(tag, _)| tag == "a") {
        let value = |name: &str| attributes.iter().find(|a| a.0 == name).map(|a| a.1.as_str());
        let href = value("href").unwrap();
        if !href.starts_with('#') {
            assert!(href.starts_with("https://mission.example/"), "{href}");
            assert_eq!(value("rel"), Some("noopener noreferrer nofollow"));
        }
    }
}

#[test]
fn a_page_can_be_used_without_sight_and_mouse() {
    let page = report::html(&invented());
    let markup = read(&page);
    markup.check_references();
    assert!(page.contains("<html lang=\"en\">") && page.contains("class=\"skip\""));
    for landmark in ["header", "nav", "main", "footer", "h1"] {
        assert_eq!(markup.count(landmark), 1, "<{landmark}>");
    }
    assert_eq!(markup.count("table"), markup.count("caption"));
    let heads = markup.tags.iter().filter(|(tag, _)| tag == "th");
    for (_, attributes) in heads {
        assert!(attributes.iter().any(|(name, _)| name == "scope"));
    }
    let drawings = markup.tags.iter().filter(|(tag, attributes)| {
        tag == "svg" && attributes.iter().any(|a| a.0 == "role" && a.1 == "img")
    });
    assert_eq!(drawings.count(), 2);
    assert_eq!(markup.count("desc"), 2);
    let mut level = 0;
    for (tag, _) in &markup.tags {
        if let Some(n) = tag.strip_prefix('h').and_then(|n| n.parse::<u32>().ok()) {
            assert!(n <= level + 1, "<h{n}> after <h{level}>");
            level = n;
        }
    }
}

#[test]
fn the_headings_speak_of_evidence() {
    let page = report::html(&invented());
    assert!(page.contains("What the evidence shows"));
    assert!(page.contains("finding on the text; not a legal determination"));
    for word in ["who broke", "guilty", "violator", "perpetrator", "culprit", "aggressor"] {
        assert!(!page.to_lowercase().contains(word), "`{word}`");
    }
}

#[test]
fn every_answer_has_words_and_a_symbol() {
    let page = report::html(&one_period());
    for words in [
        "contrary to the clause; author not established",
        "no breach found, watched 91\u{a0}%",
        "not concluded; depends on reading",
        "contrary to the clause; performed late, 2 days",
        "outstanding",
        "kept",
        "not checkable",
    ] {
        assert!(page.contains(&format!("<span>{words}</span></a>")), "{words}");
    }
    // Each chip with a symbol hides it from readers of the words.
    assert_eq!(
        page.matches("<span class=\"chip ").count(),
        page.matches("\" aria-hidden=\"true\">").count()
            - page.matches("<svg width=\"22\" height=\"18\" aria-hidden").count()
            - page.matches("<svg width=\"34\" height=\"18\" aria-hidden").count()
    );
}

#[test]
fn gaps_are_gaps_and_totals_are_not_added() {
    let page = report::html(&invented());
    assert!(page.contains("unknown on 7 days"), "the cumulative series before entry into force");
    assert!(page.contains("2031-05-12: 0"), "zero is a value");
    assert!(page.contains("<td>unknown</td>"));
    assert!(page.contains("<s>2</s> <small>restated by <a href=\"#record-"));
    // A cumulative line breaks where days are unknown: three known runs, three moves.
    let steps = page.split("class=\"steps\" d=\"").nth(1).unwrap();
    let steps = &steps[..steps.find('"').unwrap()];
    assert_eq!(steps.matches('M').count(), 3, "{steps}");
    assert_eq!(steps.matches('H').count(), 5, "{steps}");
}

#[test]
fn the_level_of_a_copy_stands_at_its_top() {
    let full = report::html(&invented());
    assert!(full.contains("<strong>FULL – for the team</strong>"));
    let public = report::html(&invented().released(Release::Public));
    assert!(public.contains("<strong>public</strong>"));
    assert!(public.contains("on a grid of 0.1°"));
    for secret in ["48.06", "post at", "Patrol leader", "07:10", "w-1"] {
        assert!(full.contains(secret) && !public.contains(secret), "`{secret}`");
    }
}

#[test]
fn findings_without_map_timeline_or_answers_make_a_page() {
    let mut findings = invented();
    findings.map = MapLayers::default();
    findings.timeline.clear();
    findings.findings.clear();
    findings.ledger.clear();
    findings.records.clear();
    findings.clauses.clear();
    let page = report::html(&findings);
    read(&page).check_references();
    assert!(page.contains("There are no findings") && !page.contains("<svg class="));
    findings.series.clear();
    read(&report::html(&findings)).check_references();
}

#[test]
fn the_run_can_be_repeated_from_the_page() {
    let mut findings = invented();
    let page = report::html(&findings);
    for input in &findings.manifest.inputs {
        assert!(page.contains(&format!("{}  {}", input.sha256, input.name)));
    }
    assert!(page.contains("--from 2031-04-28T00:00:00Z --until 2031-05-20T00:00:00Z --period all"));
    assert!(page.contains("--against findings.json") && !page.contains("--as-of"));
    findings.manifest.options.as_of_asked = true;
    findings.manifest.options.period = "all; rm -rf ~".to_owned();
    let page = report::html(&findings);
    assert!(page.contains("--as-of 2031-05-21T18:00:00Z"));
    assert!(!page.contains("--period"), "only known words get into a command");
}

#[test]
fn the_answer_stands_before_everything_else() {
    for findings in [one_period(), weeks()] {
        let page = report::html(&findings);
        let answer = page.find("<ul class=\"summary\">").unwrap();
        assert!(answer < page.find("<dl class=\"facts\">").unwrap());
        let answer = &page[answer..answer + page[answer..].find("</ul>").unwrap()];
        assert!(answer.contains("Contrary to the clause") && answer.contains("2 No firing"));
    }
}

#[test]
fn a_clause_that_is_not_checkable_binds_nobody_less() {
    let mut findings = one_period();
    // As verification gives it: no bearers, and a finding for all sides together.
    findings.clauses[0].bearers.clear();
    findings.findings.retain(|f| f.clause != "1" || f.party.is_none());
    let page = report::html(&findings);
    let row = |id: &str| {
        let start = page.find(&format!("dir=\"auto\">{id}</a></th>")).unwrap();
        &page[start..start + page[start..].find("</tr>").unwrap()]
    };
    assert_eq!(row("1 Good faith").matches("<span class=\"none\">–</span>").count(), 2);
    assert!(!row("1 Good faith").contains("not bound by it"));
    assert_eq!(row("5 Buoys").matches("not bound by it").count(), 1, "the north alone bears it");
}

#[test]
fn several_periods_are_counted_and_each_can_be_reached() {
    let findings = weeks();
    let page = report::html(&findings);
    let markup = read(&page);
    markup.check_references();
    assert!(page.contains("2 No firing") && page.contains("contrary to the clause in both weeks"));
    assert!(page.contains("5 Buoys: lapsed at the end of 2031-W20, since 2031-W20"));
    let matrix = &page[page.find("<table class=\"matrix\">").unwrap()..];
    let matrix = &matrix[..matrix.find("</table>").unwrap()];
    // Clause 1 is not checkable; sides whose answer never changes have no row.
    assert_eq!(matrix.matches("<tr><th scope=\"row\">").count(), 5);
    assert_eq!(matrix.matches("class=\"cell\"").count(), 10);
    assert!(matrix.contains("<small>2031</small> W19"));
    assert!(!page.contains("Shorter periods"));
    for finding in &findings.findings {
        assert!(page.contains(&format!("<code>{}</code>", finding.id)), "{}", finding.id);
    }
}

#[test]
fn nobody_is_said_to_be_missing_where_there_is_no_norm() {
    let mut findings = one_period();
    for i in [0, 5] {
        findings.clauses[i].bearers.clear();
        findings.clauses[i].window.clear();
    }
    let page = report::html(&findings);
    let clause = |id: &str| {
        let start = page.find(&format!("dir=\"auto\">{id}</h3>")).unwrap();
        &page[start..start + page[start..].find("</dl>").unwrap()]
    };
    let none = clause("1 Good faith");
    assert!(!none.contains("Bears the duty") && !none.contains("<dt>Time</dt>"), "{none}");
    // A clause with a norm does say so.
    assert!(clause("6 Joint desk").contains("not named in the text"));
    let text = |id: &str| report::explain(&findings, id).unwrap();
    assert!(!text("1/any/all").contains("bears the duty"));
    assert!(text("6/any/all").contains("bears the duty: not named in the text"));
}

#[test]
fn the_drawing_opens_near_entry_into_force_and_the_table_has_all() {
    let mut findings = invented();
    let before = findings.timeline.iter().filter(|day| day.phase == "before").count();
    let first = findings.timeline[0].clone();
    for i in 0..20 {
        let mut day = first.clone();
        day.period.label = format!("early {i}");
        findings.timeline.insert(0, day);
    }
    let page = report::html(&findings);
    let svg = &page[page.find("<svg class=\"time\"").unwrap()..];
    let svg = &svg[..svg.find("</svg>").unwrap()];
    let left_out = before + 20 - report::html::DAYS_BEFORE_DRAWN;
    assert!(page.contains(&format!("earlier days, {left_out}, stand")), "{before}");
    assert!(!svg.contains("early 19") && page.contains("<th scope=\"row\">early 19</th>"));
    // Nothing but days before: all are drawn.
    findings.timeline.retain(|day| day.phase == "before");
    assert!(!report::html(&findings).contains("earlier days, "));
}

#[test]
fn a_row_of_zeros_says_so_and_full_names_of_sides_stand_once_per_table() {
    let mut findings = one_period();
    for day in &mut findings.timeline {
        day.values[0] = Some(basis::Count::exact(0));
        day.possible[0] = 0;
    }
    let page = report::html(&findings);
    assert!(page.contains("; only zeros</text>") && !page.contains("top of the scale: 0<"));
    assert!(page.contains("<p class=\"sides note\" dir=\"auto\">north = the northern shoal"));
    assert!(page.contains("data-label=\"north\""));
    assert!(!page.contains("data-label=\"north (the northern shoal)\""));
}

#[test]
fn the_map_writes_names_with_blanks_and_readings_in_the_legend() {
    let mut findings = invented();
    findings.map.areas[0].name = "wide_zone (each_its_own)".to_owned();
    let page = report::html(&findings);
    assert!(page.contains(">wide zone</text>"));
    assert!(page.contains("<li dir=\"auto\">area wide zone (each its own), "));
    assert!(!page.contains("wide_zone"));
}
