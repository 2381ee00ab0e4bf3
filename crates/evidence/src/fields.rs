//! The fields of records: names in tables and templates, and what each means.
//!
//! The tables here are the ones of `docs/spec/evidence.md`; a test holds both equal.

use std::fmt;

use RecordType::{Act, Report, Tally, Watch};

/// The four types of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordType {
    /// One source's statement about one event.
    Report,
    /// Somebody looked, or was kept from looking.
    Watch,
    /// A stated total over a period.
    Tally,
    /// Something done by word or document.
    Act,
}

impl RecordType {
    /// All types.
    pub const ALL: [RecordType; 4] = [Report, Watch, Tally, Act];

    /// The type of that name.
    pub fn named(name: &str) -> Option<RecordType> {
        RecordType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// `report`, `watch`, `tally`, `act`.
    pub fn name(self) -> &'static str {
        match self {
            Report => "report",
            Watch => "watch",
            Tally => "tally",
            Act => "act",
        }
    }
}

impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A field of one or more types of record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name of the column, member or template key.
    pub name: &'static str,
    /// The types that have it.
    pub of: &'static [RecordType],
    /// No record of these types without it.
    pub needed: bool,
    /// Holds several items; in our own CSV they are separated by `;`.
    pub list: bool,
    /// What it means, with unit and zone.
    pub gloss: &'static str,
}

const EVERY: &[RecordType] = &RecordType::ALL;

const fn one(name: &'static str, of: &'static [RecordType], gloss: &'static str) -> Field {
    Field { name, of, needed: false, list: false, gloss }
}

const fn list(name: &'static str, of: &'static [RecordType], gloss: &'static str) -> Field {
    Field { name, of, needed: false, list: true, gloss }
}

const fn needed(field: Field) -> Field {
    Field { needed: true, ..field }
}

/// All fields, in the order of the documentation.
pub const FIELDS: &[Field] = &[
    one("id", EVERY, "identifier, unique in the case; otherwise file, line and template"),
    one("source", EVERY, "who states it; otherwise the source's `name`"),
    one("relayed_by", EVERY, "who passed it on, where that is somebody else"),
    one("origin", EVERY, "the source that this one copied"),
    one(
        "standing",
        EVERY,
        "`observed`, `reported` or `claimed`; otherwise the source's `standing`",
    ),
    one("known_at", EVERY, "when it became known; a date alone means the end of that day"),
    one("known_after", EVERY, "known so long after the end of its time: `24 hours`, `2 days`"),
    one("restates", EVERY, "identifier of the record that this one corrects and replaces"),
    one("text", EVERY, "the source's own words, shortened to 2,000 characters"),
    one("url", EVERY, "where the source can be read"),
    one("began", EVERY, "first instant, or a date: the start of that day"),
    one("ended", EVERY, "first instant after it, or a date: the end of that day"),
    one("first_day", EVERY, "first reporting day; it begins at `day_ends` of the day before"),
    one("last_day", EVERY, "last reporting day; it ends at `day_ends`"),
    one("not_before", EVERY, "cuts the time off: nothing before this instant was meant"),
    one("lon", EVERY, "longitude in degrees east, WGS84"),
    one("lat", EVERY, "latitude in degrees north, WGS84"),
    one(
        "radius_m",
        EVERY,
        "metres around the position within which it was; 0 for the position itself",
    ),
    one("from_lon", EVERY, "longitude of the position from which it was seen"),
    one("from_lat", EVERY, "latitude of the position from which it was seen"),
    one(
        "bearing_min_deg",
        EVERY,
        "start of the range of bearings, degrees clockwise from true north",
    ),
    one("bearing_max_deg", EVERY, "end of the range of bearings, clockwise from its start"),
    one("distance_min_m", EVERY, "least distance from that position in metres"),
    one("distance_max_m", EVERY, "greatest distance from that position in metres"),
    list("place", EVERY, "names of areas: it was somewhere in them together"),
    needed(list("kinds", &[Report, Tally], "kinds of act, or `any`: each event is of one of them")),
    list("kinds", &[Act], "kinds of activity that a notice or permit is about"),
    list("actors", &[Report], "who did it: one of these names, `unknown`, or `undetermined`"),
    list("targets", &[Report], "categories of target: what was hit or endangered"),
    list("object", &[Report], "classes of object: with what, or what stood there"),
    one("calibre_mm", &[Report], "calibre in millimetres: `122`, or from–to `120..152`"),
    one("range_km", &[Report], "greatest range in kilometres: `15`, or from–to `15..40`"),
    one("model", &[Report], "type as the source names it"),
    one(
        "count",
        &[Report, Tally],
        "how many: `20`, `about 20`, `at least 20`; empty is unknown, not 0",
    ),
    one(
        "count_qualifier",
        &[Report, Tally],
        "`exact`, `about` or `at least`, where a column says so",
    ),
    one(
        "means",
        &[Report, Watch],
        "`saw`, `heard`, `camera`, `uav`, `radar`, `acoustic`, `satellite`, `document`",
    ),
    one("exercise", &[Report], "`yes` where the source tags it as an exercise"),
    needed(list("sees", &[Watch], "kinds of act that this watch is able to see")),
    one(
        "nil",
        &[Watch],
        "`yes`: nothing of these kinds happened; empty where the source does not say",
    ),
    one(
        "restriction",
        &[Watch],
        "`denial`, `conditional`, `delay`, `interference`, `weather`, `other`",
    ),
    one("cause", &[Watch], "cause of the restriction as the source gives it"),
    list("controlled_by", &[Watch], "who controlled access: names, `unknown`, or `undetermined`"),
    needed(one("counted", &[Tally], "the heading that the source counts under")),
    list("parts", &[Tally], "parts of the total: `explosions=21; bursts=90`"),
    one(
        "cumulative",
        &[Tally],
        "`yes` where the total runs from a fixed start and includes earlier ones",
    ),
    list("accused", &[Tally], "who is said to have done it: names, `unknown`, or `undetermined`"),
    needed(one("act", &[Act], "what was done: `order`, `notice`, `attestation`, …")),
    needed(list("by", &[Act], "who did it; several names did it together")),
    list("to", &[Act], "to whom"),
    needed(one("subject", &[Act], "what it is about, in the words of the clause")),
    one("about", &[Act], "identifier of the clause, record or event that it is about"),
    one(
        "at",
        &[Act],
        "when it was done, in place of `began`: an instant, or a date: within that day",
    ),
    one("done", &[Act], "`no`: by this time it was not done, the source attests"),
    one("term", &[Act], "new deadline of a modification: a date or an instant"),
    one("term_from", &[Act], "start of the time that a notice or permit is about"),
    one("term_to", &[Act], "end of the time that a notice or permit is about"),
];

impl Field {
    /// The field of that name that records of this type have.
    pub fn named(name: &str, of: RecordType) -> Option<&'static Field> {
        FIELDS.iter().find(|field| field.name == name && field.of.contains(&of))
    }

    /// The names of all fields that records of this type have.
    pub fn names(of: RecordType) -> impl Iterator<Item = &'static str> {
        FIELDS.iter().filter(move |field| field.of.contains(&of)).map(|field| field.name)
    }

    /// Whether any type has a field of that name.
    pub fn exists(name: &str) -> bool {
        FIELDS.iter().any(|field| field.name == name)
    }
}
