//! `[[source]]`: one file and how to read it.

use std::collections::BTreeMap;

use basis::civil::Time;
use basis::{Instant, Quantity, Span, Standing, Zone};
use encoding_rs::{Encoding, UTF_8};

use super::emit::Emit;
use super::expr::Expr;
use super::walk::{Table, Walk, span_of};
use crate::codes;
use crate::fields::RecordType;
use crate::problem::quoted;
use crate::value::moment::{DateOrder, Moment, TimeStyle};
use crate::value::{number, word};

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    /// Detente's own CSV.
    DetenteCsv,
    /// Detente's own JSON Lines.
    DetenteJsonl,
    /// Any CSV, by templates.
    Csv,
    /// GeoJSON, by templates.
    GeoJson,
    /// UCDP Georeferenced Event Dataset, CSV.
    UcdpGed,
}

impl Adapter {
    /// All names, as `detente.toml` writes them.
    pub const NAMES: &'static [&'static str] =
        &["detente-csv", "detente-jsonl", "csv", "geojson", "ucdp-ged"];

    /// The adapter of that name.
    pub fn named(name: &str) -> Option<Adapter> {
        match name {
            "detente-csv" => Some(Adapter::DetenteCsv),
            "detente-jsonl" => Some(Adapter::DetenteJsonl),
            "csv" => Some(Adapter::Csv),
            "geojson" => Some(Adapter::GeoJson),
            "ucdp-ged" => Some(Adapter::UcdpGed),
            _ => None,
        }
    }

    /// Name and version, for provenance. The version rises when the same bytes would give other
    /// records.
    pub fn version(self) -> &'static str {
        match self {
            Adapter::DetenteCsv => "detente-csv 1",
            Adapter::DetenteJsonl => "detente-jsonl 1",
            Adapter::Csv => "csv 1",
            Adapter::GeoJson => "geojson 1",
            Adapter::UcdpGed => "ucdp-ged 1",
        }
    }

    fn has_templates(self) -> bool {
        matches!(self, Adapter::Csv | Adapter::GeoJson)
    }

    fn is_csv(self) -> bool {
        matches!(self, Adapter::DetenteCsv | Adapter::Csv | Adapter::UcdpGed)
    }
}

/// A file of evidence, as declared.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name in the case folder.
    pub file: String,
    /// How it is read.
    pub adapter: Adapter,
    /// Who states what it holds, for records that do not say.
    pub name: Option<String>,
    /// The standing of records that state none, and the highest that one may state.
    pub standing: Option<Standing>,
    /// Encoding of the text; UTF-8 unless stated.
    pub encoding: &'static Encoding,
    /// Zone of local times and days; there is no default.
    pub zone: Option<Zone>,
    /// When a reporting day ends, local time; 00:00 for the civil day.
    pub day_ends: Time,
    /// Order of dates that are not ISO 8601; there is no default.
    pub date_order: Option<DateOrder>,
    /// What separates the cells of a CSV; a comma unless stated.
    pub separator: u8,
    /// The type of all records, where no column says it.
    pub record: Option<RecordType>,
    /// When records became known that do not say.
    pub known_at: Option<Instant>,
    /// How long after the end of their time records became known that do not say.
    pub known_after: Option<Quantity>,
    /// Metres by which drawn areas may be off (GeoJSON).
    pub accuracy_m: Option<f64>,
    /// Metres around an exactly located event (UCDP GED).
    pub exact_radius_m: Option<f64>,
    /// Values that hold for all templates that do not set them.
    pub set: BTreeMap<&'static str, Expr>,
    /// The templates, in the order of the file.
    pub emit: Vec<Emit>,
    /// Where it is declared.
    pub span: Span,
    /// Where its file is named, for problems of opening it.
    pub file_span: Span,
}

pub(super) const KEYS: &[&str] = &[
    "file",
    "adapter",
    "name",
    "standing",
    "encoding",
    "zone",
    "day_ends",
    "date_order",
    "separator",
    "record",
    "known_at",
    "known_after",
    "accuracy_m",
    "exact_radius_m",
    "tables",
    "set",
    "emit",
];

impl Walk<'_> {
    /// A source; `None` where it has a problem of its own.
    pub(super) fn source(&mut self, table: &Table<'_>) -> Option<Source> {
        let before = self.problems();
        let file = self.need_text(table, "file");
        if !table.entries.contains_key("adapter") {
            let help = format!("known are {}", Adapter::NAMES.join(", "));
            self.missing(table, "adapter", Some(help));
        }
        let adapter = self.get_word(table, "adapter", Adapter::NAMES, Adapter::named);
        let zone = self.get_zone(table, "zone");
        let orders = ["ymd", "dmy", "mdy"];
        let date_order = self.get_word(table, "date_order", &orders, DateOrder::named);
        let day_ends = self.get_time_of_day(table, "day_ends").unwrap_or(Time::midnight());
        let times = TimeStyle { zone: zone.clone(), day_ends, date_order };
        let mut source = Source {
            file: file?,
            adapter: adapter?,
            name: self.get_text(table, "name"),
            standing: self.standing(table),
            encoding: self.encoding(table).unwrap_or(UTF_8),
            zone,
            day_ends,
            date_order,
            separator: self.separator(table).unwrap_or(b','),
            record: self.record_type(table),
            known_at: self.known_at(table, &times),
            known_after: self.known_after(table),
            accuracy_m: self.get_number(table, "accuracy_m", 0.0..=1e7),
            exact_radius_m: self.get_number(table, "exact_radius_m", 0.0..=1e7),
            set: BTreeMap::new(),
            emit: Vec::new(),
            span: table.span,
            file_span: table.entries.get("file").map_or(table.span, |value| span_of(*value)),
        };
        self.keys_of_adapter(table, source.adapter);
        self.templates(table, &mut source);
        (self.problems() == before).then_some(source)
    }

    fn standing(&mut self, table: &Table<'_>) -> Option<Standing> {
        let words: Vec<&str> = word::STANDINGS.iter().map(|(word, _)| *word).collect();
        self.get_word(table, "standing", &words, |text| word::pick(text, word::STANDINGS).ok())
    }

    pub(super) fn record_type(&mut self, table: &Table<'_>) -> Option<RecordType> {
        let words = RecordType::ALL.map(RecordType::name);
        self.get_word(table, "record", &words, RecordType::named)
    }

    fn encoding(&mut self, table: &Table<'_>) -> Option<&'static Encoding> {
        let name = self.get_text(table, "encoding")?;
        let known = Encoding::for_label(name.as_bytes());
        // Others have no plain bytes for separators, so that cells cannot be told apart first.
        let usable = known.filter(|known| *known == UTF_8 || known.is_single_byte());
        if usable.is_none() {
            let message = format!("{} is not an encoding that is read here", quoted(&name));
            let help = "known are utf-8, windows-1250 to windows-1258, iso-8859-1 to \
                        iso-8859-16, koi8-r, koi8-u; save other files as UTF-8";
            let span = table.entries.get("encoding").map_or(table.span, |value| span_of(*value));
            self.error(codes::UNKNOWN_ENCODING, message, span, Some(help.to_owned()));
        }
        usable
    }

    fn separator(&mut self, table: &Table<'_>) -> Option<u8> {
        let words = [",", ";", "\t", "|"];
        let byte = |text: &str| words.contains(&text).then(|| text.as_bytes()[0]);
        self.get_word(table, "separator", &words, byte)
    }

    fn known_at(&mut self, table: &Table<'_>, times: &TimeStyle) -> Option<Instant> {
        let text = self.get_texts(table, "known_at")?.concat();
        let instant = times.moment(&text).and_then(|moment| match moment {
            Moment::At(instant) => Ok(instant),
            Moment::Day(day) => times.civil_day(day).map(|day| day.end),
        });
        let span = table.entries.get("known_at").map_or(table.span, |value| span_of(*value));
        instant.map_err(|problem| self.problem(problem, span)).ok()
    }

    fn known_after(&mut self, table: &Table<'_>) -> Option<Quantity> {
        let text = self.get_text(table, "known_after")?;
        let span = table.entries.get("known_after").map_or(table.span, |value| span_of(*value));
        number::duration(&text).map_err(|problem| self.problem(problem, span)).ok()
    }

    /// Keys that would do nothing with this adapter, and ones that it cannot do without.
    fn keys_of_adapter(&mut self, table: &Table<'_>, adapter: Adapter) {
        let own = matches!(adapter, Adapter::DetenteCsv | Adapter::DetenteJsonl);
        for (key, used) in [
            ("emit", adapter.has_templates()),
            ("set", adapter.has_templates()),
            ("tables", adapter.has_templates()),
            ("record", own),
            ("separator", adapter.is_csv()),
            ("accuracy_m", adapter == Adapter::GeoJson),
            ("exact_radius_m", adapter == Adapter::UcdpGed),
        ] {
            if let Some(value) = table.entries.get(key).filter(|_| !used) {
                let message = format!("`{key}` does nothing with this adapter");
                self.error(codes::NOT_FOR_ADAPTER, message, span_of(*value), None);
            }
        }
        let both = table.entries.contains_key("known_at").then(|| table.entries.get("known_after"));
        if let Some(Some(value)) = both {
            let message = "`known_at` and `known_after` state the same thing in two ways";
            self.error(codes::CASE_VALUE, message, span_of(*value), None);
        }
        if adapter == Adapter::UcdpGed {
            for key in ["name", "zone"] {
                if !table.entries.contains_key(key) {
                    self.missing(table, key, None);
                }
            }
        }
        if adapter.has_templates() && !table.entries.contains_key("emit") {
            let help = "say with `[[source.emit]]` which records a row gives".to_owned();
            self.missing(table, "emit", Some(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specification_has_every_key_and_adapter() {
        let page = include_str!("../../../../docs/spec/evidence.md");
        for key in KEYS {
            assert!(page.contains(&format!("\n| `{key}` | ")), "{key}");
        }
        for name in Adapter::NAMES {
            assert!(page.contains(&format!("`{name}`")), "{name}");
        }
    }
}
