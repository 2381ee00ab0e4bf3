//! Reads files of positions: TOML in, statements with their places out, and all problems at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use basis::{Diagnostic, Digest};
use draft::{Condition, Draft};
use num_traits::One as _;
use toml::de::DeValue;

use super::{
    Acceptance, File, Form, IfAccepts, Line, Named, RedLine, Reserved, Stated, Statement, refs,
};
use crate::codes;
use crate::folder::{Fields, Placed, Tree, Value, span_of};
use crate::number::Number;
use crate::partial::Bounds;
use crate::space::too_many;

/// Name of the format.
pub const FORMAT: &str = "detente-positions/1";

/// Options that one rank orders.
pub const RANKED_MAX: usize = 1_000;

/// Entries of one file.
pub const ENTRIES_MAX: usize = 50_000;

/// A file of positions as it was opened.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name in the folder.
    pub name: &'a str,
    /// Its text, unsealed.
    pub text: &'a str,
    /// The vault that it is, where it is one.
    pub vault: Option<&'a str>,
    /// SHA-256 of its bytes as they lie in the folder.
    pub sha256: Digest,
}

const EVIDENCE: [&str; 4] = ["source", "date", "standing", "confidence"];
const TOP: &[&str] = &["format", "party", "statement", "red_line", "acceptance", "reserved"];
const STATEMENT: &[&str] = &["bracket", "rank", "live_with", "points", "worth"];
const RED_LINE: &[&str] = &["name", "never", "must", "cost", "withdrawn"];
const ACCEPTANCE: &[&str] = &["name", "accepts", "if", "if_accepts", "withdrawn"];

/// Reads a file of positions about a draft.
///
/// Entries with a problem of their own are left out, so that the rest can still be looked at.
pub fn read(input: &Input<'_>, draft: &Draft) -> (Stated, Vec<Diagnostic>) {
    let (tree, root) = Tree::new(input.name, input.text);
    let file = Arc::new(File {
        name: input.name.to_owned(),
        sha256: input.sha256,
        vault: input.vault.map(str::to_owned),
    });
    let mut reader = Reader { tree, draft, file, party: 0 };
    let mut stated = Stated::default();
    if let Some(root) = root {
        let fields = reader.tree.fields(root.get_ref(), span_of(&root), TOP);
        if reader.tree.format(&fields, FORMAT).is_some() {
            stated = reader.stated(&fields);
        }
    }
    (stated, reader.tree.problems)
}

/// Reads one file.
pub(super) struct Reader<'a> {
    pub(super) tree: Tree<'a>,
    draft: &'a Draft,
    pub(super) file: Arc<File>,
    party: usize,
}

/// The first option that a statement names, as written.
fn first_wording<'t>(fields: &Fields<'t>) -> Option<&'t str> {
    let first = |value: Value<'t>| match value.get_ref() {
        DeValue::Array(items) => items.iter().next(),
        _ => None,
    };
    if let Some(DeValue::Table(points)) = fields.get("points").map(|value| value.get_ref()) {
        return points.keys().next().map(|key| key.get_ref().as_ref());
    }
    let item = first(fields.get("rank").or(fields.get("live_with"))?)?;
    first(item).unwrap_or(item).get_ref().as_str()
}

fn with_evidence(keys: &[&'static str]) -> Vec<&'static str> {
    keys.iter().chain(&EVIDENCE).copied().collect()
}

impl Reader<'_> {
    fn stated(&mut self, fields: &Fields<'_>) -> Stated {
        let mut stated = Stated::default();
        let party = self
            .tree
            .need(fields, "party")
            .and_then(|p| refs::party(&mut self.tree, self.draft, &p));
        let Some(party) = party else { return stated };
        self.party = party;
        let statements = self.entries(fields, "statement", STATEMENT);
        stated.statements = statements.iter().filter_map(|entry| self.statement(entry)).collect();
        let red_lines = self.entries(fields, "red_line", RED_LINE);
        stated.red_lines = red_lines.iter().filter_map(|entry| self.red_line(entry)).collect();
        let acceptances = self.entries(fields, "acceptance", ACCEPTANCE);
        stated.acceptances =
            acceptances.iter().filter_map(|entry| self.acceptance(entry)).collect();
        let reserved = self.entries(fields, "reserved", &["points"]);
        stated.reserved = reserved.iter().filter_map(|entry| self.reserved(entry)).collect();
        stated
    }

    fn entries<'t>(
        &mut self,
        fields: &Fields<'t>,
        key: &str,
        keys: &[&'static str],
    ) -> Vec<Fields<'t>> {
        let mut entries = self.tree.tables(fields, key, &with_evidence(keys));
        if entries.len() > ENTRIES_MAX {
            let at = basis::At::Bytes(fields.span);
            let problem = too_many("entries of one kind in one file", ENTRIES_MAX);
            self.tree.problems.push(problem.label(self.tree.file, at, ""));
            entries.truncate(ENTRIES_MAX);
        }
        entries
    }

    fn statement(&mut self, fields: &Fields<'_>) -> Option<Statement> {
        let from = self.provenance(fields);
        let wording = first_wording(fields);
        let bracket = self
            .tree
            .need(fields, "bracket")
            .and_then(|id| refs::bracket(&mut self.tree, self.draft, &id, wording));
        let forms: Vec<&str> = STATEMENT[1..].iter().copied().filter(|f| fields.has(f)).collect();
        let [form] = forms[..] else {
            let message = match forms.len() {
                0 => "the statement says nothing".to_owned(),
                count => format!("the statement says {count} things: {}", forms.join(", ")),
            };
            let help = "state one of `rank`, `live_with`, `points` and `worth`";
            self.tree.error(codes::FORMS, message, fields.span, Some(help.to_owned()));
            return None;
        };
        let bracket = bracket?;
        let form = match form {
            "rank" => Form::Rank(self.rank(fields, bracket)?),
            "live_with" => Form::LiveWith(self.options(fields, "live_with", bracket)?),
            "points" => Form::Points(self.points(fields.get("points")?, bracket)?),
            _ => Form::Worth(self.bounds(fields.get("worth")?, "worth")?),
        };
        Some(Statement { party: self.party, bracket, form, from: from? })
    }

    /// Best first; an inner list is a tie.
    fn rank(&mut self, fields: &Fields<'_>, bracket: usize) -> Option<Vec<Vec<Named>>> {
        let before = self.tree.problems.len();
        let mut levels = Vec::new();
        for item in self.tree.items(fields, "rank") {
            let level: Vec<Named> = match item.get_ref() {
                DeValue::Array(tied) => {
                    let tied: Vec<Value<'_>> = tied.iter().collect();
                    tied.into_iter().filter_map(|o| self.named(o, "rank", bracket)).collect()
                }
                _ => self.named(item, "rank", bracket).into_iter().collect(),
            };
            if !level.is_empty() {
                levels.push(level);
            }
        }
        self.each_once(levels.iter().flatten());
        let count: usize = levels.iter().map(Vec::len).sum();
        if count > RANKED_MAX {
            let problem = too_many("options in one rank", RANKED_MAX);
            let at = basis::At::Bytes(fields.span);
            self.tree.problems.push(problem.label(self.tree.file, at, ""));
        }
        if levels.is_empty() && self.tree.problems.len() == before {
            self.tree.error(codes::FORMS, "the rank is empty", fields.span, None);
        }
        (self.tree.problems.len() == before).then_some(levels)
    }

    fn options(&mut self, fields: &Fields<'_>, key: &str, bracket: usize) -> Option<Vec<Named>> {
        let before = self.tree.problems.len();
        let items = self.tree.items(fields, key);
        let named: Vec<Named> =
            items.into_iter().filter_map(|item| self.named(item, key, bracket)).collect();
        self.each_once(named.iter());
        (self.tree.problems.len() == before).then_some(named)
    }

    fn named(&mut self, value: Value<'_>, key: &str, bracket: usize) -> Option<Named> {
        let text = self.tree.as_text(value, key)?;
        let option = refs::option(&mut self.tree, self.draft, bracket, &text)?;
        Some(Named { option, span: text.span })
    }

    fn condition(&mut self, text: &Placed) -> Option<Condition> {
        refs::condition(&mut self.tree, self.draft, text)
    }

    fn each_once<'n>(&mut self, named: impl Iterator<Item = &'n Named>) {
        let mut seen = BTreeSet::new();
        for named in named {
            if !seen.insert(named.option) {
                let message = "this option stands twice in one statement";
                self.tree.error(codes::TWICE, message, named.span, None);
            }
        }
    }

    fn points(&mut self, value: Value<'_>, bracket: usize) -> Option<Vec<(Named, Bounds)>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.tree.wrong(value, "points", "a table such as { \"10 km\" = 8 }");
            return None;
        };
        let before = self.tree.problems.len();
        let mut points = Vec::new();
        // In the order of the file: the tree is ordered by key.
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        for (key, number) in keys {
            let reference = Placed { text: key.get_ref().to_string(), span: span_of(key) };
            let option = refs::option(&mut self.tree, self.draft, bracket, &reference);
            let named = option.map(|option| Named { option, span: reference.span });
            let bounds = self.bounds(number, "points");
            points.extend(named.zip(bounds));
        }
        self.each_once(points.iter().map(|(named, _)| named));
        if points.is_empty() && self.tree.problems.len() == before {
            self.tree.error(codes::FORMS, "no points are stated", span_of(value), None);
        }
        (self.tree.problems.len() == before).then_some(points)
    }

    fn red_line(&mut self, fields: &Fields<'_>) -> Option<RedLine> {
        let from = self.provenance(fields);
        let name = self.tree.need(fields, "name");
        if let Some(name) = &name {
            self.no_person(name);
        }
        let withdrawn = self.tree.flag(fields, "withdrawn");
        let cost = match fields.get("cost") {
            Some(value) => self.exact(value, "cost"),
            None => Some(Number::one()),
        };
        let line = match (fields.has("never"), fields.has("must"), withdrawn) {
            (true, false, false) => {
                let never = self.tree.need(fields, "never")?;
                Some(Condition::Not(Box::new(self.condition(&never)?)))
            }
            (false, true, false) => {
                let must = self.tree.need(fields, "must")?;
                Some(self.condition(&must)?)
            }
            (false, false, true) => None,
            _ => {
                let help = "state one of `never`, `must` and `withdrawn = true`".to_owned();
                let message = "a red line says one thing";
                self.tree.error(codes::FORMS, message, fields.span, Some(help));
                return None;
            }
        };
        let cost = cost?;
        let line = line.map(|must| Line { must, cost });
        Some(RedLine { party: self.party, name: name?.text, line, from: from? })
    }

    fn acceptance(&mut self, fields: &Fields<'_>) -> Option<Acceptance> {
        let from = self.provenance(fields);
        let name = self.tree.text(fields, "name");
        if let Some(name) = &name {
            self.no_person(name);
        }
        let withdrawn = self.tree.flag(fields, "withdrawn");
        let says = ["accepts", "if", "if_accepts"].map(|key| fields.has(key));
        if withdrawn == says[0] || (withdrawn && (name.is_none() || says != [false; 3])) {
            let message = "an acceptance says what is accepted";
            let help = "state `accepts`, or `name` and `withdrawn = true`".to_owned();
            self.tree.error(codes::FORMS, message, fields.span, Some(help));
            return None;
        }
        let before = self.tree.problems.len();
        let accepts = match says[0] {
            true => self.tree.need(fields, "accepts").and_then(|text| self.condition(&text)),
            false => None,
        };
        let condition = match says[1] {
            true => self.tree.need(fields, "if").and_then(|text| self.condition(&text)),
            false => Some(Condition::All(Vec::new())),
        };
        let others = self.tree.tables(fields, "if_accepts", &["party", "condition"]);
        let if_accepts = others.iter().filter_map(|other| self.if_accepts(other)).collect();
        if self.tree.problems.len() > before {
            return None;
        }
        let name = name.map(|name| name.text);
        let (party, condition, from) = (self.party, condition?, from?);
        Some(Acceptance { party, name, accepts, condition, if_accepts, from })
    }

    fn if_accepts(&mut self, fields: &Fields<'_>) -> Option<IfAccepts> {
        let party = self
            .tree
            .need(fields, "party")
            .and_then(|p| refs::party(&mut self.tree, self.draft, &p));
        let condition = self.tree.need(fields, "condition").and_then(|text| self.condition(&text));
        Some(IfAccepts { party: party?, condition: condition? })
    }

    fn reserved(&mut self, fields: &Fields<'_>) -> Option<Reserved> {
        let from = self.provenance(fields);
        let Some(value) = fields.get("points") else {
            self.tree.missing(fields, "points", None);
            return None;
        };
        let points = self.bounds(value, "points")?;
        Some(Reserved { party: self.party, points, from: from? })
    }
}
