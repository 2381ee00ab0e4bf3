//! Several periods as text.

use findings::{Answer, Author};
use report::Style;

use crate::weeks;

const WIDE: Style<'_> = Style { width: 100, colour: false, case: "" };
const NARROW: Style<'_> = Style { width: 60, colour: false, case: "" };

#[test]
fn periods_are_counted_clause_by_clause() {
    insta::assert_snapshot!(report::terminal(&weeks(), &WIDE), @r#"
    What the evidence shows: Invented truce of the two shoals
    ─────────────────────────────────────────────────────────
    Contrary to the clause in both weeks (author not established): 2 No firing.
    Contrary to the clause in both weeks (by north; excuse claimed): 4 No flights.
    Not concluded in both weeks (depends on reading): 3.
    Outstanding at the end of 2031-W20: 6.
    5 Buoys: lapsed at the end of 2031-W20, since 2031-W20; before that: contrary to the clause (by
    north; performed late, 2 days).
    Not checkable: 1.

    Looked at   2031-04-28 – 2031-05-19 Atlantic/Azores; 2 weeks, each on its own
    Evidence    22 records; 1 record known later left out; 2 records left out that do not say when they
                became known; 1 row refused; as of 2031-05-21 18:00 Atlantic/Azores
    Sides       north = the northern shoal; south = the southern shoal (in the order of the text;
                treated alike)
    Rests on    3 premises, 2 constructions; encoded by invented case team; accepted by south; contested
                by north
    Copy        FULL – for the team
    This is     finding on the text; not a legal determination

    Clause by clause, over 2 weeks
    ──────────────────────────────
    2 No firing
      any bound side: contrary to the clause in both weeks (author not established)
      north, south: not concluded in both weeks
      watched 12 %, 80 % asked for; numbers without a unit: truce violations; observed by Invented
      Mission
    week                 any bound side          observed           reported           claimed
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    2031-W19 – 2031-W20  contrary to the clause  256 so far;        1 report;          breaches by the
    each week                                    persons injured:   possibly 1 report  north: 3 (office
                                                 2                                     of the south);
                                                                                       breaches by the
                                                                                       south: 0 (office
                                                                                       of the north)

    3 No heavy weapons near the channel
      any bound side, south: not concluded in both weeks (depends on reading); watched 83 %, 80 % asked
                             for
      north: no breach found in both weeks; watched 91 %, 80 % asked for
    week                 any bound side  observed
    ─────────────────────────────────────────────────────────────────────
    2031-W19 – 2031-W20  not concluded   weapons, possibly in the band: 1
    each week

    4 No flights
      any bound side: contrary to the clause in both weeks (by north; excuse claimed); watched 80 %,
                      80 % asked for
      north: contrary to the clause in both weeks (excuse claimed); watched 80 %, 80 % asked for
      south: kept in both weeks; watched 100 %, 80 % asked for
    week                 any bound side          observed
    ─────────────────────────────────────────────────────
    2031-W19 – 2031-W20  contrary to the clause  1 report
    each week

    Duties, as they stand at the end of 2031-W20
    ────────────────────────────────────────────
    5 Buoys
      any bound side: lapsed, since 2031-W20; before that: contrary to the clause (by north; performed
                      late, 2 days)
      north: lapsed, since 2031-W20; before that: contrary to the clause (performed late, 2 days)
    6 Joint desk
      any bound side, north, south: outstanding

    Not checkable
    ─────────────
    1 Good faith: states an attitude (invented case team)

    Notes
    ─────
    - E014: 1 row of `evidence/mission.csv` was refused: the date has two possible orders
    - standing of `c-2` lowered from observed to claimed: relayed by a side [c-2]
    - watch `w-2` failed: access denied at 48.10, -29.90 [w-2]

    Why         detente explain 2/any/2031-W19 --period week
    Totals      9 stated totals side by side (observed 6, reported 0, claimed 3): detente report
    To hand on  detente report (a public copy unless told otherwise)
    "#);
}

#[test]
fn a_narrow_terminal_gets_a_paragraph_for_each_row() {
    let mut findings = weeks();
    findings.clauses.retain(|c| c.id == "2" || c.id == "4");
    insta::assert_snapshot!(report::terminal(&findings, &NARROW), @r#"
    What the evidence shows: Invented truce of the two shoals
    ─────────────────────────────────────────────────────────
    Contrary to the clause in both weeks (author not
    established): 2 No firing.
    Contrary to the clause in both weeks (by north; excuse
    claimed): 4 No flights.

    Looked at   2031-04-28 – 2031-05-19 Atlantic/Azores; 2
                weeks, each on its own
    Evidence    22 records; 1 record known later left out; 2
                records left out that do not say when they
                became known; 1 row refused; as of 2031-05-21
                18:00 Atlantic/Azores
    Sides       north = the northern shoal; south = the southern
                shoal (in the order of the text; treated alike)
    Rests on    3 premises, 2 constructions; encoded by invented
                case team; accepted by south; contested by north
    Copy        FULL – for the team
    This is     finding on the text; not a legal determination

    Clause by clause, over 2 weeks
    ──────────────────────────────
    2 No firing
      any bound side: contrary to the clause in both weeks
                      (author not established)
      north, south: not concluded in both weeks
      watched 12 %, 80 % asked for; numbers without a unit:
      truce violations; observed by Invented Mission
      2031-W19 – 2031-W20, each week: contrary to the clause ·
      observed 256 so far; persons injured: 2 · reported 1
      report; possibly 1 report · claimed breaches by the north:
      3 (office of the south); breaches by the south: 0 (office
      of the north)

    4 No flights
      any bound side: contrary to the clause in both weeks (by
                      north; excuse claimed); watched 80 %, 80 %
                      asked for
      north: contrary to the clause in both weeks (excuse
             claimed); watched 80 %, 80 % asked for
      south: kept in both weeks; watched 100 %, 80 % asked for
      2031-W19 – 2031-W20, each week: contrary to the clause ·
      observed 1 report

    Notes
    ─────
    - E014: 1 row of `evidence/mission.csv` was refused: the
      date has two possible orders
    - standing of `c-2` lowered from observed to claimed:
      relayed by a side [c-2]
    - watch `w-2` failed: access denied at 48.10, -29.90 [w-2]

    Why         detente explain 2/any/2031-W19 --period week
    Totals      9 stated totals side by side (observed 6,
                reported 0, claimed 3): detente report
    To hand on  detente report (a public copy unless told
                otherwise)
    "#);
}

/// Ten days, on the fourth of which somebody is established as author.
fn days() -> findings::Findings {
    let mut findings = weeks();
    findings.manifest.options.period = "day".to_owned();
    let mut pattern = findings.findings.clone();
    pattern.retain(|f| f.period.label == "2031-W19" && f.clause == "2");
    findings.findings.clear();
    for day in 5..15_i64 {
        for finding in &pattern {
            let mut finding = finding.clone();
            finding.period.label = format!("2031-05-{day:02}");
            finding.period.from = finding.period.from.plus_micros(day * basis::time::DAY_US);
            finding.period.until = finding.period.from.plus_micros(basis::time::DAY_US);
            finding.id = format!("2/{}/{}", finding.id.split('/').nth(1).unwrap(), day);
            finding.answer = Some(Answer::NotConcluded);
            finding.author = None;
            finding.figures.clear();
            if day == 8 && finding.party.as_deref() != Some("south") {
                finding.answer = Some(Answer::Breached);
                let north = Author::Established(vec!["north".to_owned()]);
                finding.author = finding.party.is_none().then_some(north);
                finding.figures.clone_from(&pattern[0].figures);
            }
            findings.findings.push(finding);
        }
    }
    findings.clauses.retain(|c| c.id == "2");
    findings
}

#[test]
fn gaps_stay_gaps_in_one_row() {
    let text = report::terminal(&days(), &WIDE);
    let opening =
        "2 No firing: contrary to the clause on 1 of 10 days (by north); not concluded on 9.";
    assert!(text.contains(opening), "{text}");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("2031-05")).collect();
    assert_eq!(rows.len(), 3, "{text}");
    assert!(rows[0].starts_with("2031-05-05 – 2031-05-07  not concluded"), "{}", rows[0]);
    assert!(rows[0].contains("nothing counted") && rows[2].contains("nothing counted"));
    assert!(rows[1].starts_with("2031-05-08") && rows[1].contains("256"), "{}", rows[1]);
    assert!(text.contains("south: not concluded on all 10 days"), "{text}");
}

#[test]
fn no_line_is_wider_and_the_order_of_findings_does_not_matter() {
    let mut findings = days();
    let text = report::terminal(&findings, &WIDE);
    findings.findings.reverse();
    assert_eq!(report::terminal(&findings, &WIDE).lines().next(), text.lines().next());
    let tail = |text: &str| text[text.find("Clause by clause").unwrap()..].to_owned();
    let (a, b) = (tail(&text), tail(&report::terminal(&findings, &WIDE)));
    assert_eq!(a.split("Why").next(), b.split("Why").next());
    for width in [1, 20, 40, 79, 80, 100, 200] {
        for findings in [days(), weeks()] {
            let text = report::terminal(&findings, &Style { width, colour: false, case: "" });
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= width.max(16), "{widest} at {width}");
        }
    }
}
