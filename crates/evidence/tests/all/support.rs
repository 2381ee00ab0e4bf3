//! Text in, text out.

use std::fmt::Write as _;

use basis::{At, Diagnostic, Instant};
use evidence::{Case, Evidence, Options, Read, Record, Where, read_source};
use space::Place;

/// The case that a text declares; panics where it has problems.
pub(crate) fn case(toml: &str) -> Case {
    let (case, diagnostics) = Case::parse("detente.toml", toml);
    assert_eq!(diagnostics, [], "{}", problems(toml, &diagnostics));
    case
}

/// Reads `data` with the first source of a case.
pub(crate) fn read(toml: &str, data: &[u8]) -> Read {
    let case = case(toml);
    read_source(&case.sources[0], Options::default(), data, &mut |_| {})
}

/// Records, problems and counts of one source.
pub(crate) fn show(toml: &str, data: &str) -> String {
    let read = read(toml, data.as_bytes());
    let mut out = String::new();
    for record in &read.records {
        writeln!(out, "{}", show_record(record)).unwrap();
    }
    out += &problems(data, &read.diagnostics);
    let file = &read.file;
    let (rows, refused) = (file.rows, file.rows_refused);
    let (skipped, records) = (file.rows_skipped, file.records);
    writeln!(out, "rows {rows}, refused {refused}, skipped {skipped}, records {records}").unwrap();
    out
}

/// The sorted evidence of several sources with one shared declaration.
pub(crate) fn merge(toml: &str, files: &[(&str, &str)]) -> (Evidence, Vec<Diagnostic>) {
    let case = case(toml);
    let mut evidence = Evidence::default();
    for (name, data) in files {
        let source = case.sources.iter().find(|source| source.file == *name).unwrap();
        let read = read_source(source, Options::default(), data.as_bytes(), &mut |_| {});
        assert_eq!(read.diagnostics, []);
        evidence.add(read);
    }
    evidence.sorted()
}

/// Problems as text: code, place, message, help.
pub(crate) fn problems(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    let alike = |a: &Diagnostic, b: &Diagnostic| (a.code, &a.message) == (b.code, &b.message);
    for group in diagnostics.chunk_by(alike) {
        let diagnostic = &group[0];
        let at = diagnostic.labels.first().map_or_else(String::new, |label| match &label.at {
            At::File => label.file.clone(),
            At::Bytes(span) => {
                let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
                let snippet = text.get(span.start..span.end).unwrap_or_default();
                let snippet = snippet.lines().next().unwrap_or_default();
                format!("{}:{line} `{snippet}`", label.file)
            }
            At::Cell { line, column, value } => {
                let column = column.as_ref().map_or_else(String::new, |c| format!(", {c}"));
                let value = value.as_ref().map_or_else(String::new, |v| format!(" = {v}"));
                format!("{}:{line}{column}{value}", label.file)
            }
        });
        writeln!(out, "{} {at}: {}", diagnostic.code.0, diagnostic.message).unwrap();
        if let Some(help) = &diagnostic.help {
            writeln!(out, "     {help}").unwrap();
        }
        if group.len() > 1 {
            writeln!(out, "     and {} more alike", group.len() - 1).unwrap();
        }
    }
    out
}

/// One record on one line.
pub(crate) fn show_record(record: &Record) -> String {
    let head = record.head();
    let mut out = format!("{} {} by {}", head.id, head.standing, head.source);
    if let Some(relayed_by) = &head.relayed_by {
        write!(out, " via {relayed_by}").unwrap();
    }
    let rest = match record {
        Record::Report(r) => {
            let count = r.count.map_or(String::new(), |count| format!(", count {count}"));
            let place = show_place(&r.place);
            format!("report {}: {}, {place}, by {}{count}", r.during, r.kinds, r.actors)
        }
        Record::Watch(w) => {
            format!(
                "watch {}: sees {}, {}, nil {:?}",
                w.during,
                w.sees,
                show_place(&w.place),
                w.nil
            )
        }
        Record::Tally(t) => {
            let count = t.count.map_or("?".to_owned(), |count| count.to_string());
            let place = show_place(&t.place);
            format!("tally {}: {} = {count}, {place}, accused {}", t.period, t.counted, t.accused)
        }
        Record::Act(a) => {
            let (by, to) = (a.by.join(" and "), a.to.join(" and "));
            format!("act {}: {} by {by} to {to}: {}, done {}", a.at, a.act, a.subject, a.done)
        }
    };
    write!(out, "\n  {rest}").unwrap();
    if let Some(known_at) = head.known_at {
        write!(out, "\n  known at {known_at}").unwrap();
    }
    out
}

fn show_place(place: &Where) -> String {
    match place {
        Where::Named(names) => format!("in {}", names.join(" or ")),
        Where::At(Place::Unknown) => "somewhere".to_owned(),
        Where::At(Place::Disc { centre, radius_m }) => {
            format!("within {radius_m} m of {} {}", centre.lon, centre.lat)
        }
        Where::At(Place::Sector { from, bearing_deg, distance_m }) => {
            let ([a, b], [near, far]) = (bearing_deg, distance_m);
            format!("{near} to {far} m at {a} to {b}° from {} {}", from.lon, from.lat)
        }
        Where::At(Place::Within(_)) => "in a drawn area".to_owned(),
    }
}

/// An instant for comparisons.
pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}
