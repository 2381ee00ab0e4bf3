//! An invented run with something in every field, for tests and for work on outputs.
//!
//! Nothing in it happened: the sides, the mission, the places (in the open Atlantic) and the year
//! 2031 are made up.

mod answers;

mod records;

mod views;

use basis::{Construed, Digest, Instant};

use crate::{
    ArticleInfo, ClauseInfo, ConstructionInfo, FORMAT, Findings, Input, InputRole, Manifest, Note,
    Options, PartyInfo, Period, PremiseInfo, Release,
};

/// The invented findings at level `full`.
pub fn invented() -> Findings {
    Findings {
        format: FORMAT.to_owned(),
        release: Release::Full,
        manifest: manifest(),
        title: "Invented truce of the two shoals".to_owned(),
        zone: "Atlantic/Azores".to_owned(),
        parties: vec![
            PartyInfo { name: "north".to_owned(), label: "the northern shoal".to_owned() },
            PartyInfo { name: "south".to_owned(), label: "the southern shoal".to_owned() },
        ],
        premises: premises(),
        constructions: constructions(),
        articles: articles(),
        clauses: clauses(),
        findings: answers::findings(),
        ledger: views::ledger(),
        series: views::series(),
        timeline: views::timeline(),
        map: views::map(),
        records: records::records(),
        notes: notes(),
    }
}

/// The whole period of the invented run.
pub(crate) fn whole() -> Period {
    period("all", "2031-05-05T00:01:00Z", "2031-05-20T00:00:00Z")
}

/// A period by its label and ends.
pub(crate) fn period(label: &str, from: &str, until: &str) -> Period {
    Period { label: label.to_owned(), from: at(from), until: at(until) }
}

/// An instant of the sample.
pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).expect("instants of the sample are well formed")
}

/// Owned texts.
pub(crate) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn construed(because: &str, by: &str) -> Construed {
    Construed { because: because.to_owned(), by: by.to_owned() }
}

fn input(role: InputRole, name: &str, rows: Option<(u64, u64)>) -> Input {
    Input {
        role,
        name: name.to_owned(),
        sha256: Digest::of(name.as_bytes()),
        adapter: rows.map(|_| "detente-csv/1".to_owned()),
        rows: rows.map(|(rows, _)| rows),
        rows_refused: rows.map(|(_, refused)| refused),
    }
}

fn manifest() -> Manifest {
    Manifest {
        program: "detente 0.1.0".to_owned(),
        language: 1,
        engine: "naive".to_owned(),
        inputs: vec![
            input(InputRole::Accord, "accord.md", None),
            input(InputRole::Case, "detente.toml", None),
            input(InputRole::Geometry, "geo/areas.geojson", None),
            input(InputRole::Evidence, "evidence/mission.csv", Some((16, 1))),
            input(InputRole::Evidence, "evidence/sides.csv", Some((7, 0))),
        ],
        encoded_by: Some("invented case team".to_owned()),
        accepted_by: texts(&["south"]),
        contested_by: texts(&["north"]),
        options: Options {
            as_of: Some(at("2031-05-21T18:00:00Z")),
            as_of_asked: false,
            from_asked: false,
            until_asked: false,
            clauses: Vec::new(),
            from: at("2031-04-28T00:00:00Z"),
            until: at("2031-05-20T00:00:00Z"),
            period: "all".to_owned(),
            zone: "Atlantic/Azores".to_owned(),
            day_ends: "00:00".to_owned(),
            watched_min: Some(0.8),
            observers: texts(&["Invented Harbour Watch"]),
        },
        records_used: 22,
        records_later: 1,
        records_undated: 2,
        rows_refused: 1,
    }
}

fn premises() -> Vec<PremiseInfo> {
    vec![
        PremiseInfo {
            rule: "closed actors in shoals".to_owned(),
            construed: construed(
                "no other armed actor was ever met on the shoals",
                "invented mission",
            ),
        },
        PremiseInfo {
            rule: "onus on the invoker".to_owned(),
            construed: construed(
                "whoever relies on an exception knows its facts",
                "invented case team",
            ),
        },
        PremiseInfo {
            rule: "tally \"truce violations\" counts firing".to_owned(),
            construed: construed(
                "the mission's invented handbook, section 3",
                "invented case team",
            ),
        },
    ]
}

fn constructions() -> Vec<ConstructionInfo> {
    vec![
        ConstructionInfo {
            what: "area shoals".to_owned(),
            construed: construed(
                "the text names the shoals and draws no edge",
                "invented case team",
            ),
        },
        ConstructionInfo {
            what: "class heavy".to_owned(),
            construed: construed(
                "the text says “heavy weapons”; 100 mm as in the annex",
                "invented case team",
            ),
        },
    ]
}

fn articles() -> Vec<ArticleInfo> {
    let article = |heading: &str, prose: &str, ids: &[&str], none: Option<&str>| ArticleInfo {
        heading: heading.to_owned(),
        prose: prose.to_owned(),
        clauses: texts(ids),
        no_clause: none.map(str::to_owned),
    };
    vec![
        article(
            "Preamble",
            "The shoals, wishing for calm seas, agree as follows. (Invented.)",
            &[],
            Some("states motives, no duty"),
        ),
        article("1. Good faith", "The shoals act in good faith.", &["1"], None),
        article("2. No firing", "The shoals stop all firing from 00:01 on 5 May.", &["2"], None),
        article("3. Heavy weapons", "Heavy weapons stay 25 km from the channel.", &["3"], None),
        article("4. No flights", "No drone flies over the channel.", &["4"], None),
        article("5. Buoys", "The north sets the buoys by 10 May.", &["5"], None),
        article("6. Joint desk", "The shoals create a joint desk.", &["6"], None),
        article("7. Final words", "Done in two copies.", &[], None),
    ]
}

struct C {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    article: usize,
    sort: &'static str,
}

fn clause(c: &C) -> ClauseInfo {
    ClauseInfo {
        id: c.id.to_owned(),
        title: c.title.to_owned(),
        text: c.text.to_owned(),
        article: Some(c.article),
        sort: c.sort.to_owned(),
        bearers: texts(&["north", "south"]),
        constructions: Vec::new(),
        gaps: Vec::new(),
        not_checkable: None,
        window: "from 2031-05-05 00:01 Atlantic/Azores, no end stated".to_owned(),
    }
}

#[rustfmt::skip]
const CLAUSES: [C; 6] = [
    C { id: "1", title: "Good faith", article: 1, sort: "not checkable",
        text: "clause 1 \"Good faith\"\n  not checkable because \"states an attitude\" by \"invented case team\"" },
    C { id: "2", title: "No firing", article: 2, sort: "prohibition",
        text: "clause 2 \"No firing\"\n  each side must not fire\n  in shoals\n  unless retaliation when ordered and noticed to desk" },
    C { id: "3", title: "No heavy weapons near the channel", article: 3, sort: "exclusion",
        text: "clause 3 \"No heavy weapons near the channel\"\n  each side must not keep heavy\n  within 25 km of channel" },
    C { id: "4", title: "No flights", article: 4, sort: "prohibition",
        text: "clause 4 \"No flights\"\n  each side must not fly drone\n  in shoals" },
    C { id: "5", title: "Buoys", article: 5, sort: "duty",
        text: "clause 5 \"Buoys\"\n  north must set buoys\n  by 2031-05-10" },
    C { id: "6", title: "Joint desk", article: 6, sort: "duty",
        text: "clause 6 \"Joint desk\"\n  both sides must create desk" },
];

fn clauses() -> Vec<ClauseInfo> {
    let mut clauses: Vec<ClauseInfo> = CLAUSES.iter().map(clause).collect();
    clauses[0].not_checkable = Some("states an attitude (invented case team)".to_owned());
    clauses[1].constructions = vec![0];
    clauses[2].constructions = vec![1];
    clauses[2].gaps = texts(&["“near” the harbour has no distance"]);
    clauses[3].constructions = vec![0];
    clauses[4].bearers = texts(&["north"]);
    clauses[4].window = "up to the start of 2031-05-11 Atlantic/Azores".to_owned();
    clauses
}

fn notes() -> Vec<Note> {
    vec![
        Note {
            code: Some("E014".to_owned()),
            text: "1 row of `evidence/mission.csv` was refused: the date has two possible orders"
                .to_owned(),
            records: Vec::new(),
        },
        Note {
            code: None,
            text: "standing of `c-2` lowered from observed to claimed: relayed by a side"
                .to_owned(),
            records: texts(&["c-2"]),
        },
        Note {
            code: None,
            text: "watch `w-2` failed: access denied at 48.10, -29.90".to_owned(),
            records: texts(&["w-2"]),
        },
    ]
}
