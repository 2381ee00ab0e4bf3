//! The map: areas, lines with their accuracy, events with their uncertainty. No base map.
//!
//! Equirectangular projection with the cosine of the middle latitude; a degree of latitude is
//! taken as 111.195 km (sphere of 6,371.009 km, the mean radius of IUGG). Good for reading, not
//! for measuring: answers never come from here.

mod frame;

mod labels;

use std::collections::BTreeMap;

use basis::Standing;
use findings::{Findings, MapArea, MapEvent, MapLine};

use super::MARKS_DRAWN_MAX;
use super::records::Records;
use crate::words;
use frame::{Frame, Tick};
use labels::{Label, Labels, shown};

/// Shapes in pixels of the drawing.
pub(super) struct MapView {
    pub(super) width: String,
    pub(super) height: String,
    pub(super) areas: Vec<AreaShape>,
    pub(super) lines: Vec<LineShape>,
    pub(super) marks: Vec<Mark>,
    pub(super) meridians: Vec<Tick>,
    pub(super) parallels: Vec<Tick>,
    pub(super) scale_px: String,
    pub(super) scale_words: String,
    pub(super) notes: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) description: String,
}

/// An area of the accord.
pub(super) struct AreaShape {
    pub(super) path: String,
    pub(super) construed: bool,
    pub(super) name: String,
    pub(super) label: Option<Label>,
    /// As the map writes it.
    pub(super) shown: String,
}

/// A line of the accord; single positions are sites.
pub(super) struct LineShape {
    pub(super) path: String,
    /// Both sides together, in pixels.
    pub(super) band_px: String,
    pub(super) sites: Vec<(String, String, String)>,
    pub(super) construed: bool,
    pub(super) name: String,
    pub(super) accuracy: String,
    pub(super) label: Option<Label>,
    /// As the map writes it.
    pub(super) shown: String,
}

/// Events at one place with one meaning.
pub(super) struct Mark {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) circle_px: Option<String>,
    pub(super) standing: &'static str,
    pub(super) part: &'static str,
    pub(super) number: usize,
    pub(super) title: String,
}

/// Records named in the title of a mark.
const TITLE_RECORDS_MAX: usize = 6;

impl MapView {
    /// `None` where nothing has a position.
    pub(super) fn of(findings: &Findings, records: &Records) -> Option<MapView> {
        let map = &findings.map;
        let frame = Frame::around(map)?;
        let mut labels = Labels::new(&frame, map);
        let lines = map.lines.iter().map(|l| line(&frame, &mut labels, l)).collect();
        let (marks, more) = marks(&map.events, &frame, records);
        let mut view = MapView {
            width: px(frame.width),
            height: px(frame.height),
            areas: map.areas.iter().map(|a| area(&frame, &mut labels, a)).collect(),
            lines,
            meridians: frame.meridians(),
            parallels: frame.parallels(),
            scale_px: String::new(),
            scale_words: String::new(),
            notes: Vec::new(),
            names: names(findings),
            description: String::new(),
            marks,
        };
        let (length_m, length_px) = frame.scale_bar();
        view.scale_px = px(length_px);
        view.scale_words = words::length(length_m);
        view.notes = notes(findings, more, frame.outside(&map.events));
        view.description = format!(
            "{}, {} and {} of the case; positions of events with the radius in which each happened. \
             The records stand in the table of records.",
            words::plural(map.areas.len() as u64, "area", "areas"),
            words::plural(map.lines.len() as u64, "line or site", "lines and sites"),
            words::plural(map.events.len() as u64, "event", "events"),
        );
        Some(view)
    }
}

/// Pixels with one decimal.
pub(super) fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // No minus before zero.
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}

fn area(frame: &Frame, labels: &mut Labels, area: &MapArea) -> AreaShape {
    let rings: Vec<String> = area.rings.iter().map(|ring| path(frame, ring, true)).collect();
    AreaShape {
        path: rings.join(" "),
        construed: area.construed,
        name: area.name.replace('_', " "),
        label: labels.in_area(&shown(&area.name), &area.rings),
        shown: shown(&area.name),
    }
}

fn line(frame: &Frame, labels: &mut Labels, line: &MapLine) -> LineShape {
    let (sites, chains): (Vec<_>, Vec<_>) = line.chains.iter().partition(|c| c.len() == 1);
    let radius = frame.pixels(line.accuracy_m);
    let site = |chain: &&Vec<[f64; 2]>| {
        let [x, y] = frame.project(chain[0]);
        (px(x), px(y), px(radius))
    };
    let paths: Vec<String> = chains.iter().map(|chain| path(frame, chain, false)).collect();
    LineShape {
        path: paths.join(" "),
        band_px: px(2.0 * radius),
        sites: sites.iter().map(site).collect(),
        construed: line.construed,
        name: line.name.replace('_', " "),
        accuracy: words::length(line.accuracy_m),
        label: labels.on_line(&shown(&line.name), line),
        shown: shown(&line.name),
    }
}

fn path(frame: &Frame, points: &[[f64; 2]], closed: bool) -> String {
    let mut path = String::new();
    for (i, at) in points.iter().enumerate() {
        let [x, y] = frame.project(*at);
        path.push_str(if i == 0 { "M" } else { "L" });
        path.push_str(&format!("{} {}", px(x), px(y)));
    }
    if closed && !points.is_empty() {
        path.push('Z');
    }
    path
}

/// Marks, weakest part first so that the strongest lies on top, and how many were not drawn.
fn marks(events: &[MapEvent], frame: &Frame, records: &Records) -> (Vec<Mark>, usize) {
    let mut groups: BTreeMap<(u8, Standing, String), Vec<&MapEvent>> = BTreeMap::new();
    for event in events {
        let [x, y] = frame.project(event.at);
        let place = format!("{} {} {}", px(x), px(y), px(event.radius_m));
        groups.entry((part(event).0, event.standing, place)).or_default().push(event);
    }
    let more: usize = groups.len().saturating_sub(MARKS_DRAWN_MAX);
    let left_out: usize = groups.values().take(more).map(Vec::len).sum();
    let drawn = groups.values().skip(more);
    (drawn.filter_map(|group| mark(group, frame, records)).collect(), left_out)
}

fn mark(group: &[&MapEvent], frame: &Frame, records: &Records) -> Option<Mark> {
    let first = group.first()?;
    let [x, y] = frame.project(first.at);
    let radius = frame.pixels(first.radius_m);
    Some(Mark {
        x: px(x),
        y: px(y),
        circle_px: (radius >= 1.0).then(|| px(radius)),
        standing: super::answers::column_name(first.standing),
        part: part(first).1,
        number: group.len(),
        title: title(group, records),
    })
}

fn title(group: &[&MapEvent], records: &Records) -> String {
    let one = |event: &&MapEvent| {
        let what = records.get(&event.record).map_or("", |r| r.what.as_str());
        let what = [what, super::answers::column_name(event.standing), part(event).1];
        let what: Vec<&str> = what.into_iter().filter(|text| !text.is_empty()).collect();
        format!("{}: {}", event.record, what.join(", "))
    };
    let mut lines: Vec<String> = group.iter().take(TITLE_RECORDS_MAX).map(one).collect();
    if group.len() > TITLE_RECORDS_MAX {
        lines.push(format!("and {} more", group.len() - TITLE_RECORDS_MAX));
    }
    if let Some(event) = group.first() {
        lines.push(format!("within {}", words::length(event.radius_m)));
    }
    lines.join("; ")
}

/// Rank and word of the strongest part that an event plays.
fn part(event: &MapEvent) -> (u8, &'static str) {
    match event.part.as_str() {
        "certain" => (3, "certain"),
        "possible" => (2, "possible"),
        "alleged" => (1, "alleged"),
        _ => (0, "outside"),
    }
}

fn names(findings: &Findings) -> Vec<String> {
    let how = |construed: bool| if construed { "construed" } else { "from the text" };
    let areas = findings.map.areas.iter();
    let areas = areas.map(|a| format!("area {}, {}", a.name.replace('_', " "), how(a.construed)));
    let lines = findings.map.lines.iter().map(|l| {
        format!(
            "{}, ± {}, {}",
            l.name.replace('_', " "),
            words::length(l.accuracy_m),
            how(l.construed)
        )
    });
    areas.chain(lines).collect()
}

fn notes(findings: &Findings, more: usize, outside: usize) -> Vec<String> {
    let map = &findings.map;
    let mut notes = Vec::new();
    if let Some(grid) = map.grid_deg {
        notes.push(format!(
            "Positions of events stand on a grid of {grid}° and their circles are wider by so much."
        ));
    }
    for (n, one, many) in [
        (
            map.unplaced,
            "record has no position and is not drawn.",
            "records have no position and are not drawn.",
        ),
        (outside, "event lies beyond the drawing.", "events lie beyond the drawing."),
        (more, "event is not drawn: too many marks.", "events are not drawn: too many marks."),
    ] {
        if n > 0 {
            notes.push(words::plural(n as u64, one, many));
        }
    }
    notes
}
