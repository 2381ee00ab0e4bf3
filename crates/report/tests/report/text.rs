//! Terminal, explanation, lists, CSV and JSON.

use findings::sample::invented;
use findings::{Findings, Release};
use report::Style;

use crate::one_period;

const WIDE: Style<'_> = Style { width: 110, colour: false, case: "" };
const NARROW: Style<'_> = Style { width: 48, colour: false, case: "" };

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

#[test]
fn a_wide_terminal_gets_a_table() {
    insta::assert_snapshot!(report::terminal(&one_period(), &WIDE), @r#"
    What the evidence shows: Invented truce of the two shoals
    ─────────────────────────────────────────────────────────
    Contrary to the clause: 2 (author not established), 4 (by north; excuse claimed), 5 (by north; performed late,
    2 days).
    Not concluded: 3 (depends on reading).
    Outstanding: 6.
    Not checkable: 1.

    Looked at   2031-04-28 – 2031-05-19 Atlantic/Azores
    Evidence    22 records; 1 record known later left out; 2 records left out that do not say when they became
                known; 1 row refused; as of 2031-05-21 18:00 Atlantic/Azores
    Sides       north = the northern shoal; south = the southern shoal (in the order of the text; treated alike)
    Rests on    3 premises, 2 constructions; encoded by invented case team; accepted by south; contested by north
    Copy        FULL – for the team
    This is     finding on the text; not a legal determination

    Period all: 2031-05-05 00:01 – 2031-05-20 00:00 Atlantic/Azores
    ───────────────────────────────────────────────────────────────
    clause                      any bound side              north                       south
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
    1 Good faith                not checkable               not checkable               not checkable

    2 No firing                 contrary to the clause;     not concluded               not concluded
                                author not established      watched 12 %, 80 % asked    watched 12 %, 80 % asked
                                watched 12 %, 80 % asked    for                         for
                                for

    3 No heavy weapons near     not concluded; depends on   no breach found, watched    not concluded; depends on
    the channel                 reading                     91 %                        reading
                                watched 83 %, 80 % asked    80 % asked for              watched 83 %, 80 % asked
                                for                                                     for

    4 No flights                contrary to the clause;     contrary to the clause;     kept
                                excuse claimed              excuse claimed              watched 100 %, 80 % asked
                                watched 80 %, 80 % asked    watched 80 %, 80 % asked    for
                                for                         for

    5 Buoys                     contrary to the clause;     contrary to the clause;     –
                                performed late, 2 days      performed late, 2 days

    6 Joint desk                outstanding                 outstanding                 outstanding

    What was counted, by standing; columns are not added
    clause             observed                       reported                       claimed
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
    2, any bound side  latest cumulative total:       stated, 2031-05-08: reports 1  stated, 2031-05-05: breaches
                       truce violations 256           (0.1 per day)                  by the north 3 (office of the
                       (Invented Mission; 17.1 per    stated, 2031-05-01 –           south; 0.2 per day)
                       day; fewer: 33 after 223)      2031-05-31, possibly in this   stated, 2031-05-05: breaches
                       stated, 2031-05-05 00:01 –     period: reports 1 (0.1 per     by the south 0 (office of the
                       2031-05-14 19:30: persons      day)                           north)
                       injured 2 (Invented Mission;
                       0.1 per day)

    3, any bound side  stated, 2031-05-09 10:00 –     –                              –
                       10:01, possibly in the band:
                       weapons 1 (0.1 per day)

    4, any bound side  stated, 2031-05-12 15:00 –     –                              –
                       15:20: reports 1 (0.1 per
                       day)

    Notes
    ─────
    - E014: 1 row of `evidence/mission.csv` was refused: the date has two possible orders
    - standing of `c-2` lowered from observed to claimed: relayed by a side [c-2]
    - watch `w-2` failed: access denied at 48.10, -29.90 [w-2]

    Why         detente explain 2/any/all
    Totals      9 stated totals side by side (observed 6, reported 0, claimed 3): detente report
    To hand on  detente report (a public copy unless told otherwise)
    "#);
}

#[test]
fn a_narrow_terminal_gets_one_answer_below_the_other() {
    insta::assert_snapshot!(report::terminal(&one_period(), &NARROW), @r#"
    What the evidence shows: Invented truce of the
    two shoals
    ──────────────────────────────────────────────
    Contrary to the clause: 2 (author not
    established), 4 (by north; excuse claimed), 5
    (by north; performed late, 2 days).
    Not concluded: 3 (depends on reading).
    Outstanding: 6.
    Not checkable: 1.

    Looked at   2031-04-28 – 2031-05-19
                Atlantic/Azores
    Evidence    22 records; 1 record known later
                left out; 2 records left out that do
                not say when they became known; 1
                row refused; as of 2031-05-21 18:00
                Atlantic/Azores
    Sides       north = the northern shoal; south =
                the southern shoal (in the order of
                the text; treated alike)
    Rests on    3 premises, 2 constructions; encoded
                by invented case team; accepted by
                south; contested by north
    Copy        FULL – for the team
    This is     finding on the text; not a legal
                determination

    Period all: 2031-05-05 00:01 – 2031-05-20 00:00
    Atlantic/Azores
    ───────────────────────────────────────────────
    1 Good faith
      any bound side: not checkable
      north: not checkable
      south: not checkable
    2 No firing
      any bound side: contrary to the clause; author
                      not established; watched 12 %,
                      80 % asked for
      north: not concluded; watched 12 %, 80 % asked
             for
      south: not concluded; watched 12 %, 80 % asked
             for
      counted, 2, any bound side:
        observed: latest cumulative total: truce
                  violations 256 (Invented Mission;
                  17.1 per day; fewer: 33 after 223)
                  stated, 2031-05-05 00:01 –
                  2031-05-14 19:30: persons injured
                  2 (Invented Mission; 0.1 per day)
        reported: stated, 2031-05-08: reports 1 (0.1
                  per day)
                  stated, 2031-05-01 – 2031-05-31,
                  possibly in this period: reports 1
                  (0.1 per day)
        claimed: stated, 2031-05-05: breaches by the
                 north 3 (office of the south; 0.2
                 per day)
                 stated, 2031-05-05: breaches by the
                 south 0 (office of the north)
    3 No heavy weapons near the channel
      any bound side: not concluded; depends on
                      reading; watched 83 %, 80 %
                      asked for
      north: no breach found, watched 91 %; 80 %
             asked for
      south: not concluded; depends on reading;
             watched 83 %, 80 % asked for
      counted, 3, any bound side:
        observed: stated, 2031-05-09 10:00 – 10:01,
                  possibly in the band: weapons 1
                  (0.1 per day)
    4 No flights
      any bound side: contrary to the clause; excuse
                      claimed; watched 80 %, 80 %
                      asked for
      north: contrary to the clause; excuse claimed;
             watched 80 %, 80 % asked for
      south: kept; watched 100 %, 80 % asked for
      counted, 4, any bound side:
        observed: stated, 2031-05-12 15:00 – 15:20:
                  reports 1 (0.1 per day)
    5 Buoys
      any bound side: contrary to the clause;
                      performed late, 2 days
      north: contrary to the clause; performed late,
             2 days
    6 Joint desk
      any bound side: outstanding
      north: outstanding
      south: outstanding

    Notes
    ─────
    - E014: 1 row of `evidence/mission.csv` was
      refused: the date has two possible orders
    - standing of `c-2` lowered from observed to
      claimed: relayed by a side [c-2]
    - watch `w-2` failed: access denied at 48.10,
      -29.90 [w-2]

    Why         detente explain 2/any/all
    Totals      9 stated totals side by side
                (observed 6, reported 0, claimed 3):
                detente report
    To hand on  detente report (a public copy unless
                told otherwise)
    "#);
}

#[test]
fn no_line_is_wider_than_the_terminal_and_no_answer_is_cut() {
    for width in [1, 20, 40, 79, 80, 100, 200] {
        let text = report::terminal(&one_period(), &Style { width, colour: false, case: "" });
        assert!(widest(&text) <= width.max(16), "{} at {width}", widest(&text));
        let joined = text.split_whitespace().collect::<String>();
        for finding in one_period().findings {
            let headline = finding.headline().split_whitespace().collect::<String>();
            // In a table the lines of a cell stand apart; its words are all there.
            for word in finding.headline().split_whitespace().filter(|w| w.len() <= 12) {
                assert!(width < 40 || text.contains(word), "`{word}` at {width}");
            }
            assert!(!(40..80).contains(&width) || joined.contains(&headline), "{headline}");
        }
    }
}

#[test]
fn colour_only_where_asked_and_words_the_same() {
    let plain = report::terminal(&invented(), &WIDE);
    let coloured = report::terminal(&invented(), &Style { colour: true, ..WIDE });
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[1;35m"));
    let mut bare = String::new();
    for piece in coloured.split('\u{1b}') {
        bare.push_str(
            piece.split_once('m').filter(|_| piece.starts_with('[')).map_or(piece, |p| p.1),
        );
    }
    assert_eq!(bare, plain);
}

#[test]
fn a_finding_explained() {
    insta::assert_snapshot!(report::explain(&invented(), "3/south/all").unwrap(), @r#"
    Finding 3/south/all: not concluded; depends on reading
    ──────────────────────────────────────────────────────
    For       south
    Period    2031-05-05 00:01 – 2031-05-20 00:00 Atlantic/Azores
    Applies   in force
    Watched   83 % of area and time; least asked for 80 %
    This is   finding on the text; not a legal determination

    The clause: 3 No heavy weapons near the channel
      3. Heavy weapons: Heavy weapons stay 25 km from the channel.
      | clause 3 "No heavy weapons near the channel"
      |   each side must not keep heavy
      |   within 25 km of channel
      time: from 2031-05-05 00:01 Atlantic/Azores, no end stated
      bears the duty: north, south

    Its construction (supplied by the encoder, not by the text)
      - class heavy, because “the text says “heavy weapons”; 100 mm as in the annex” (by invented
        case team)

    Premises
      none

    Readings
      - heavy: over 122 mm → no breach found
      - heavy: 122 mm and more → not concluded

    Why, most decisive first
    1. Possibly contrary to the clause, observed: howitzer `r-2` at the edge of the band
       measured from `channel`, limit 25 km: −1.5 … +0.7 km from the limit (nearer than the limit or
       not; minus is too near)
       r-2  observed · Invented Mission · 2031-05-09 10:00 – 10:01 · 47.9031, -29.7200 ± 100 m ·
            howitzer 122 mm, towed · count: 1 · actors: south [evidence/mission.csv:10, record
            sha256 c6f27685888a…]
          https://mission.example/daily/r-2
    2. The text leaves it open: “near” the harbour has no distance
    3. Readings differ: the two readings of `heavy` differ
       r-2  observed · Invented Mission · 2031-05-09 10:00 – 10:01 · 47.9031, -29.7200 ± 100 m ·
            howitzer 122 mm, towed · count: 1 · actors: south [evidence/mission.csv:10, record
            sha256 c6f27685888a…]
          https://mission.example/daily/r-2

    Counts by standing (never added to each other)
      - observed, stated, 2031-05-09 10:00 – 10:01, possibly in the band: weapons 1 (0.1 per day);
        records: r-2

    What is unknown
      - the text leaves open: “near” the harbour has no distance

    What would change the answer
      - position of `r-2` on 9 May to ± 100 m
    "#);
    assert_eq!(report::explain(&invented(), "9/any/all"), None);
}

#[test]
fn a_record_that_its_reason_names_is_not_told_twice() {
    let mut findings = invented();
    let finding = findings.findings.iter_mut().find(|f| f.id == "3/south/all").unwrap();
    finding.reasons.truncate(1);
    let text = "r-2 (Invented Mission, observed): howitzer, 2031-05-09 10:00 Atlantic/Azores – \
                2031-05-09 10:01 Atlantic/Azores, by south";
    finding.reasons[0].text = text.to_owned();
    // The same reason again, under a reading with another limit.
    let mut other = finding.reasons[0].clone();
    other.distance.as_mut().unwrap().limit_m = 50_000.0;
    finding.reasons.push(other);
    let text = report::explain(&findings, "3/south/all").unwrap();
    let why = &text[text.find("Why").unwrap()..text.find("Counts").unwrap()];
    insta::assert_snapshot!(why, @r#"
    Why, most decisive first
    1. Possibly contrary to the clause, observed: r-2 (Invented Mission, observed): howitzer,
       2031-05-09 10:00 Atlantic/Azores – 2031-05-09 10:01 Atlantic/Azores, by south
       measured from `channel`, limit 25 km: −1.5 … +0.7 km from the limit (nearer than the limit or
       not; minus is too near)
       measured from `channel`, limit 50 km: −1.5 … +0.7 km from the limit (nearer than the limit or
       not; minus is too near)
       r-2  47.9031, -29.7200 ± 100 m · howitzer 122 mm, towed · count: 1 [evidence/mission.csv:10,
            record sha256 c6f27685888a…]
          https://mission.example/daily/r-2
    "#);
}

#[test]
fn every_finding_can_be_explained_at_both_levels() {
    for level in [Release::Full, Release::Public] {
        let findings = invented().released(level);
        for finding in &findings.findings {
            let text = report::explain(&findings, &finding.id).unwrap();
            assert!(text.contains(&finding.id) && text.contains("not a legal determination"));
            assert!(widest(&text) <= report::explain::EXPLAIN_WIDTH);
        }
    }
}

#[test]
fn the_explanation_of_fire_tells_rows_hashes_and_what_would_change_it() {
    let text = report::explain(&invented(), "2/north/all").unwrap();
    for part in [
        "closed actors in shoals, because",
        "area shoals, because",
        "evidence/mission.csv:9",
        "claimed (declared observed)",
        "restated by c-2",
        "the premise `each side answers for its area`",
        "2031-05-06 07:10",
    ] {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}

#[test]
fn ledger_and_timeline_keep_columns_apart() {
    let ledger = report::ledger(&invented(), &WIDE);
    assert!(ledger.contains("2 (restated by c-2)") && ledger.contains("111 so far"), "{ledger}");
    assert!(!ledger.contains("114"), "totals of different standing were added");
    let timeline = report::timeline(&invented(), &WIDE);
    let day = timeline.lines().find(|line| line.starts_with("2031-05-09")).unwrap();
    let cells: Vec<&str> = day.split("  ").map(str::trim).filter(|c| !c.is_empty()).collect();
    assert_eq!(cells, ["2031-05-09", "in force", "?", "?", "0 (+1 possible)", "?", "0\u{a0}%"]);
}

#[test]
fn csv_of_the_longest_period() {
    let mut findings = one_period();
    findings.findings.retain(|f| f.clause == "2" || f.clause == "5");
    insta::assert_snapshot!(report::csv(&findings), @r#"
    finding,clause,title,party,period,from_utc,until_utc,applicability,answer,headline,author,performance,days_late,excuse,depends_on_reading,watched_share,observed,reported,claimed,premises_missing
    2/any/all,2,No firing,any bound side,all,2031-05-05T00:01:00Z,2031-05-20T00:00:00Z,in force,contrary to the clause,contrary to the clause; author not established,not established,,,,no,0.127,truce violations: 256 (latest cumulative total); persons injured: 2 (stated),"reports: 1 (stated); reports, possibly in this period: 1 (stated)",breaches by the north: 3 (stated); breaches by the south: 0 (stated),
    2/north/all,2,No firing,north,all,2031-05-05T00:01:00Z,2031-05-20T00:00:00Z,in force,not concluded,not concluded,,,,,no,0.127,truce violations: 256 (latest cumulative total); persons injured: 2 (stated),"reports: 1 (stated); reports, possibly in this period: 1 (stated)",breaches by the north: 3 (stated); breaches by the south: 0 (stated),each side answers for its area
    2/south/all,2,No firing,south,all,2031-05-05T00:01:00Z,2031-05-20T00:00:00Z,in force,not concluded,not concluded,,,,,no,0.127,truce violations: 256 (latest cumulative total); persons injured: 2 (stated),"reports: 1 (stated); reports, possibly in this period: 1 (stated)",breaches by the north: 3 (stated); breaches by the south: 0 (stated),each side answers for its area
    5/any/all,5,Buoys,any bound side,all,2031-05-05T00:01:00Z,2031-05-20T00:00:00Z,in force,contrary to the clause,"contrary to the clause; performed late, 2 days",north,late,2,,no,,,,,
    5/north/all,5,Buoys,north,all,2031-05-05T00:01:00Z,2031-05-20T00:00:00Z,in force,contrary to the clause,"contrary to the clause; performed late, 2 days",,late,2,,no,,,,,
    "#);
}

#[test]
fn csv_reads_back_without_formulas() {
    let mut findings = invented();
    let hostile = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\"quoted\",\n=1"];
    for (finding, text) in findings.findings.iter_mut().zip(hostile.iter().cycle()) {
        finding.id = (*text).to_owned();
        finding.party = Some((*text).to_owned());
        finding.premises_missing = vec![(*text).to_owned()];
    }
    let text = report::csv(&findings);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().len(), report::csv::COLUMNS.len());
    let mut rows = 0;
    for row in reader.records() {
        rows += 1;
        for cell in &row.unwrap() {
            let first = cell.trim_start().chars().next();
            assert!(!first.is_some_and(|c| "=+-@".contains(c)), "{cell:?} would run");
        }
    }
    assert_eq!(rows, findings.findings.len());
}

#[test]
fn json_reads_back_equal_and_ends_with_a_line_feed() {
    let text = report::json(&invented());
    assert!(text.starts_with("{\n  \"format\": \"detente-findings/1\",\n  \"release\": \"full\""));
    assert!(text.ends_with("}\n"));
    assert_eq!(findings::read(&text).unwrap(), invented());
    assert_eq!(report::json(&invented()), text, "the same findings give the same bytes");
}

#[test]
fn times_are_those_of_the_case() {
    let mut findings: Findings = one_period();
    findings.zone = "Europe/Kyiv".to_owned();
    let text = report::terminal(&findings, &WIDE);
    assert!(text.contains("2031-05-05 03:01 – 2031-05-20 03:00 Europe/Kyiv"), "{text}");
    findings.zone = "nowhere".to_owned();
    let text = report::terminal(&findings, &WIDE);
    assert!(text.contains("2031-05-05 00:01 – 2031-05-20 00:00 UTC"), "{text}");
}

#[test]
fn of_many_certain_reasons_the_first_are_told_in_full() {
    let mut findings = one_period();
    let position = findings.findings.iter().position(|f| f.id == "2/any/all").unwrap();
    let certain = findings::ReasonKind::Certain;
    let reasons = &mut findings.findings[position].reasons;
    let mut one = reasons.iter().find(|r| r.kind == certain).unwrap().clone();
    one.distance = None;
    reasons.clear();
    let record = findings.records.iter().find(|r| r.count.is_some()).unwrap().clone();
    for i in 1..=8 {
        let mut own = record.clone();
        own.id = format!("many-{i}");
        own.line = 100 + i;
        let text = format!("the words of reason {i}");
        let records = vec![own.id.clone()];
        findings.findings[position].reasons.push(findings::Reason { text, records, ..one.clone() });
        findings.records.push(own);
    }
    let text = report::explain(&findings, "2/any/all").unwrap();
    assert!(text.contains("5. Contrary to the clause, certain: the words of reason 5"));
    assert!(!text.contains("the words of reason 6"));
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for i in 6..=8 {
        let line = format!("{i}. many-{i}: {} {}, ", record.count.unwrap(), record.what);
        assert!(words.contains(&line), "{line}");
        assert!(words.contains(&format!("[{}:{}]", record.file, 100 + i)), "{words}");
    }
}

#[test]
fn what_would_change_a_contrary_answer_names_premises_and_author_once() {
    let mut findings = one_period();
    let position = findings.findings.iter().position(|f| f.id == "2/any/all").unwrap();
    let finding = &mut findings.findings[position];
    finding.premises = vec![0, 1];
    finding.deciding.clear();
    let change = |findings: &Findings| {
        let text = report::explain(findings, "2/any/all").unwrap();
        text[text.find("What would change the answer").unwrap()..].to_owned()
    };
    insta::assert_snapshot!(change(&findings), @"
    What would change the answer
      - taking away a premise: closed actors in shoals
      - taking away a premise: onus on the invoker
      - a record that names the author
    ");
    assert!(!change(&findings).contains("a restatement"), "the deciding rows are several");
    // What verification names is not said again.
    let text = "whether the premise holds: closed actors in shoals".to_owned();
    findings.findings[position].deciding = vec![findings::Deciding { text }];
    assert_eq!(change(&findings).matches("closed actors in shoals").count(), 1);
    findings.findings[position].answer = Some(findings::Answer::NotConcluded);
    assert!(!change(&findings).contains("taking away"));
}

#[test]
fn a_record_without_a_place_leaves_no_gap() {
    let mut findings = one_period();
    for record in &mut findings.records {
        record.place.clear();
        record.what.clear();
    }
    for finding in &findings.findings {
        let text = report::explain(&findings, &finding.id).unwrap();
        assert!(!text.contains("·  ·") && !text.contains("· ·"), "{text}");
    }
}

#[test]
fn the_only_record_that_proves_it_is_named_and_of_several_none_is() {
    let mut findings = one_period();
    let position = findings.findings.iter().position(|f| f.id == "2/any/all").unwrap();
    let certain = |id: &str| findings::Reason {
        kind: findings::ReasonKind::Certain,
        text: "contrary".to_owned(),
        records: vec![id.to_owned()],
        distance: None,
    };
    let mut explained = |reasons: Vec<findings::Reason>| {
        findings.findings[position].reasons = reasons;
        report::explain(&findings, "2/any/all").unwrap()
    };
    assert!(explained(vec![certain("m-1")]).contains("a restatement of m-1, the only record"));
    assert!(!explained(vec![certain("m-1"), certain("m-2")]).contains("a restatement of"));
    let omitted = findings::Reason { kind: findings::ReasonKind::Omitted, ..certain("m-2") };
    assert!(!explained(vec![certain("m-1"), omitted]).contains("a restatement of"));
}
