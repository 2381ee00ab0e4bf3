//! Reads `detente-process/1`: a TOML file with one `[[entry]]` for each thing that happened.
//!
//! A log is added to at its end, so an entry refers to what stands before it. A log with one entry
//! that cannot be read is refused as a whole: what is left out might be an objection.

use std::collections::{BTreeMap, BTreeSet};

use basis::{Digest, Instant, Interval, Zone, suggest};
use toml::de::{DeTable, DeValue};

use super::kinds::{KINDS, Kind};
use super::log::{ENTRIES_MAX, Entry, FORMAT, Log, SILENCE_HOURS, SILENCE_HOURS_MAX};
use super::moment::Precision;
use crate::codes;
use crate::domain::PARTIES_MAX;
use crate::folder::{Fields, Placed, Tree, free_fields, quoted, span_of};
use crate::read::{Input, Problems};
use crate::space::too_many;

/// Keys of every entry.
const COMMON: &[&str] = &["at", "known_at", "who", "source", "what"];

const TOP: &[&str] = &["format", "parties", "zone", "silence", "entry"];

/// What is read on the way.
pub(super) struct Reader<'f> {
    pub(super) tree: Tree<'f>,
    pub(super) parties: Vec<String>,
    pub(super) zone: Option<Zone>,
    /// Hours and rule of silence procedures that state none of their own.
    pub(super) hours: u32,
    pub(super) rule: Option<String>,
    /// Whether a request for more time breaks silence, where the file says.
    pub(super) request_breaks: Option<bool>,
    /// Kind of each id so far.
    pub(super) ids: BTreeMap<String, &'static str>,
    /// Text of each round so far.
    pub(super) rounds: BTreeMap<u32, Digest>,
    /// Commitments of blind offers so far.
    pub(super) commitments: BTreeSet<Digest>,
}

/// Reads a log. `parties` are the codes that the talks declare; where there are none, the file has
/// to name its `parties` itself.
///
/// # Errors
/// All problems that were found; warnings stand in the log.
pub fn read(file: &Input<'_>, parties: &[String]) -> Result<Log, Problems> {
    let (tree, root) = Tree::new(file.name, file.text);
    let mut reader = Reader {
        tree,
        parties: parties.to_vec(),
        zone: None,
        hours: SILENCE_HOURS,
        rule: None,
        request_breaks: None,
        ids: BTreeMap::new(),
        rounds: BTreeMap::new(),
        commitments: BTreeSet::new(),
    };
    let entries = match &root {
        Some(root) => reader.log(root.get_ref(), span_of(root)),
        None => Vec::new(),
    };
    let problems = reader.tree.problems;
    if problems.iter().any(|problem| problem.severity == basis::Severity::Error) {
        return Err(problems);
    }
    Ok(Log { file: file.name.to_owned(), parties: reader.parties, entries, warnings: problems })
}

impl Reader<'_> {
    fn log(&mut self, root: &DeTable<'_>, at: basis::Span) -> Vec<Entry> {
        let top = self.tree.fields(root, at, TOP);
        if self.tree.format(&top, FORMAT).is_none() {
            return Vec::new();
        }
        self.zone = self.zone(&top);
        self.declared_parties(&top);
        self.defaults(&top);
        let items = self.tree.items(&top, "entry");
        if items.len() > ENTRIES_MAX {
            let problem = too_many("entries", ENTRIES_MAX);
            self.tree.problems.push(problem.label(self.tree.file, basis::At::File, ""));
            return Vec::new();
        }
        let mut entries: Vec<Entry> = Vec::new();
        for item in items {
            let DeValue::Table(table) = item.get_ref() else {
                self.tree.wrong(item, "entry", "tables");
                continue;
            };
            let Some(entry) = self.entry(table, span_of(item)) else { continue };
            if entries.last().is_some_and(|last| entry.known_at < last.known_at) {
                let message = "this entry was known before the one that stands before it";
                let help = "a log is added to at its end; say in `known_at` when an entry of an \
                            earlier day became known";
                self.tree.warn(codes::ORDER, message, entry.span, Some(help.to_owned()));
            }
            entries.push(entry);
        }
        entries
    }

    fn zone(&mut self, top: &Fields<'_>) -> Option<Zone> {
        let name = self.tree.text(top, "zone")?;
        let zone = Zone::named(&name.text);
        if zone.is_none() {
            let names = Zone::known_names();
            let near = suggest::did_you_mean(&name.text, names.iter().map(String::as_str));
            let help = near.unwrap_or_else(|| "write `Europe/Kyiv`, `UTC` or `+03:00`".to_owned());
            let message = format!("{} is not a known time zone", quoted(&name.text));
            self.tree.error(codes::TIME, message, name.span, Some(help));
        }
        zone
    }

    fn declared_parties(&mut self, top: &Fields<'_>) {
        let named = self.tree.texts(top, "parties");
        if !self.parties.is_empty() {
            // The talks declare them; the log may repeat them.
            named.iter().for_each(|name| self.party(name));
            return;
        }
        if named.is_empty() {
            let help = "write parties = [\"NORTH\", \"SOUTH\"]".to_owned();
            return self.tree.missing(top, "parties", Some(help));
        }
        if named.len() > PARTIES_MAX {
            let problem = too_many("parties", PARTIES_MAX);
            self.tree.problems.push(problem.label(self.tree.file, basis::At::File, ""));
            return;
        }
        for name in named {
            if self.parties.contains(&name.text) {
                let message = format!("the party {} stands twice", quoted(&name.text));
                self.tree.error(codes::TWICE, message, name.span, None);
            }
            self.parties.push(name.text);
        }
    }

    fn defaults(&mut self, top: &Fields<'_>) {
        let Some(value) = top.get("silence") else { return };
        let DeValue::Table(table) = value.get_ref() else {
            return self.tree.wrong(value, "silence", "a table");
        };
        let fields = self.tree.fields(table, span_of(value), &["rule", "hours", "request_breaks"]);
        if fields.has("rule") {
            self.rule = self.tree.need(&fields, "rule").map(|rule| rule.text);
        }
        let stated = fields.has("request_breaks");
        self.request_breaks = stated.then(|| self.tree.flag(&fields, "request_breaks"));
        if fields.has("hours") {
            self.hours = self.hours(&fields).unwrap_or(SILENCE_HOURS);
        }
    }

    fn entry(&mut self, table: &DeTable<'_>, span: basis::Span) -> Option<Entry> {
        let free = free_fields(table, span);
        let kind = self.tree.word(&free, "what", KINDS)?;
        let keys = [COMMON, kind.keys].concat();
        let fields = self.tree.fields(table, span, &keys);
        let when = self.tree.moment(&fields, "at", self.zone.as_ref(), kind.precision);
        let who = self.tree.need(&fields, "who");
        if let Some(who) = who.as_ref().filter(|_| kind.by_party) {
            self.party(who);
        }
        let source = self.tree.need(&fields, "source");
        let (when, known_at) = self.known(&fields, when?)?;
        let what = (kind.read)(self, &fields, when.start)?;
        Some(Entry { when, known_at, who: who?.text, source: source?.text, what, span })
    }

    /// When something was done and known: what is known at some hour of a day was done by then.
    fn known(&mut self, fields: &Fields<'_>, when: Interval) -> Option<(Interval, Instant)> {
        let exact = when.micros() == 1;
        if !fields.has("known_at") {
            return Some((when, if exact { when.start } else { when.end }));
        }
        let zone = self.zone.as_ref();
        let known_at = self.tree.instant(fields, "known_at", zone, Precision::Day)?;
        let done = Interval::new(when.start, when.end.min(known_at.plus_micros(1)));
        if done.is_none() {
            let at = fields.get("known_at").map_or(fields.span, span_of);
            let message = "this was known before it was done";
            self.tree.error(codes::TIME, message, at, None);
        }
        Some((done?, known_at))
    }

    /// A problem where a name is not the code of a party.
    pub(super) fn party(&mut self, name: &Placed) {
        // Without any, that they are missing was told.
        if !self.parties.is_empty() && !self.parties.contains(&name.text) {
            let codes = self.parties.iter().map(String::as_str);
            let help = suggest::did_you_mean(&name.text, codes)
                .unwrap_or_else(|| format!("the parties are {}", self.parties.join(", ")));
            let message = format!("{} is not a party", quoted(&name.text));
            self.tree.error(codes::NO_PARTY, message, name.span, Some(help));
        }
    }

    /// Hours of silence, from 1.
    pub(super) fn hours(&mut self, fields: &Fields<'_>) -> Option<u32> {
        self.number(fields, "hours", SILENCE_HOURS_MAX)
    }

    /// A whole number from 1 that must stand.
    pub(super) fn number(&mut self, fields: &Fields<'_>, key: &str, most: u32) -> Option<u32> {
        let Some(value) = fields.get(key) else {
            self.tree.missing(fields, key, None);
            return None;
        };
        let number = match value.get_ref() {
            DeValue::Integer(digits) => digits.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| (1..=most).contains(number));
        if number.is_none() {
            let message = format!("`{key}` takes a whole number from 1 to {most}");
            self.tree.error(codes::FIELD, message, span_of(value), None);
        }
        number
    }
}

/// Each kind of entry with its own fields, in the order of the documentation.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    KINDS.iter().map(|(name, kind): &(&str, Kind)| (*name, kind.keys))
}
