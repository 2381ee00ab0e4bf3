//! `talks.toml`: the parties of a folder of talks, and which file is what.
//!
//! Names of files only; whoever calls opens them. All problems are told at once.

mod tree;

use std::collections::BTreeSet;

use basis::Diagnostic;
use basis::civil::Date;

use crate::codes;
use crate::domain::PARTIES_MAX;
use crate::guardrails;
use crate::space::too_many;
pub(crate) use tree::{Fields, Tree, Value, free_fields, quoted, span_of};
pub use tree::{Placed, TOML_BYTES_MAX};

/// Name of the format.
pub const FORMAT: &str = "detente-talks-folder/1";

/// Characters of a party's code.
pub const CODE_CHARS_MAX: usize = 40;

/// A folder of talks, as `talks.toml` declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// What the talks are called; may be empty.
    pub title: String,
    /// Name of the file with the single negotiating text.
    pub text: Placed,
    /// The day since which it is on the table, where that is stated.
    pub date: Option<Date>,
    /// Who negotiates, in the order of the file.
    pub parties: Vec<Party>,
    /// Earlier drafts, in the order of the file.
    pub drafts: Vec<EarlierDraft>,
    /// Files of positions, in the order of the file.
    pub positions: Vec<PositionsFile>,
    /// Files that say who has to ratify.
    pub bodies: Vec<Placed>,
    /// The log of what happened, where there is one.
    pub process: Option<Placed>,
    /// What the team says of guard-rails.
    pub guardrails: Vec<guardrails::Entry>,
}

/// A party that negotiates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// By what text and positions call it.
    pub code: Placed,
    /// What it is called in sentences; its code where nothing else is stated.
    pub name: String,
}

/// A draft of an earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierDraft {
    /// When it was on the table.
    pub date: Date,
    /// Name of its file.
    pub file: Placed,
}

/// A file of positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionsFile {
    /// Name of the file.
    pub file: Placed,
    /// Name of the vault, where the file is sealed.
    pub vault: Option<Placed>,
}

const KEYS: &[&str] = &[
    "format",
    "title",
    "text",
    "date",
    "party",
    "draft",
    "positions",
    "bodies",
    "process",
    "guardrail",
];

impl Folder {
    /// Reads the text of `talks.toml`; `file` is its name in diagnostics.
    ///
    /// What has a problem of its own is left out, so that the rest can still be looked at.
    pub fn parse(file: &str, text: &str) -> (Folder, Vec<Diagnostic>) {
        let (mut tree, root) = Tree::new(file, text);
        let Some(root) = root else { return (Folder::default(), tree.problems) };
        let fields = tree.fields(root.get_ref(), span_of(&root), KEYS);
        if tree.format(&fields, FORMAT).is_none() {
            return (Folder::default(), tree.problems);
        }
        let folder = Folder {
            title: tree.text(&fields, "title").map(|title| title.text).unwrap_or_default(),
            text: tree.need_file(&fields, "text").unwrap_or_default(),
            date: if fields.has("date") { tree.date(&fields, "date") } else { None },
            parties: tree.parties(&fields),
            drafts: tree.drafts(&fields),
            positions: tree.positions(&fields),
            bodies: tree.bodies(&fields),
            process: if fields.has("process") { tree.need_file(&fields, "process") } else { None },
            guardrails: guardrails::entries(&mut tree, &fields),
        };
        (folder, tree.problems)
    }

    /// Codes of the parties, in the order of the file.
    pub fn codes(&self) -> Vec<String> {
        self.parties.iter().map(|party| party.code.text.clone()).collect()
    }
}

impl Tree<'_> {
    fn parties(&mut self, fields: &Fields<'_>) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for table in self.tables(fields, "party", &["code", "name"]) {
            let name = self.text(&table, "name");
            let Some(code) = self.need(&table, "code") else { continue };
            if !is_code(&code.text) {
                let message = format!("{} cannot be the code of a party", quoted(&code.text));
                let help =
                    format!("write letters, digits, `-` and `_`, at most {CODE_CHARS_MAX} of them");
                self.error(codes::FIELD, message, code.span, Some(help));
                continue;
            }
            if parties.iter().any(|party| party.code.text == code.text) {
                self.twice("party", &code);
                continue;
            }
            let name = name.map_or_else(|| code.text.clone(), |name| name.text);
            parties.push(Party { code, name });
        }
        if parties.len() > PARTIES_MAX {
            let problem = too_many("parties", PARTIES_MAX);
            self.problems.push(problem.label(self.file, basis::At::File, ""));
            parties.truncate(PARTIES_MAX);
        }
        parties
    }

    fn drafts(&mut self, fields: &Fields<'_>) -> Vec<EarlierDraft> {
        let mut drafts = Vec::new();
        for table in self.tables(fields, "draft", &["date", "file"]) {
            let (date, file) = (self.date(&table, "date"), self.need_file(&table, "file"));
            drafts.extend(date.zip(file).map(|(date, file)| EarlierDraft { date, file }));
        }
        drafts
    }

    fn positions(&mut self, fields: &Fields<'_>) -> Vec<PositionsFile> {
        let mut positions = Vec::new();
        let mut seen = BTreeSet::new();
        for table in self.tables(fields, "positions", &["file", "vault"]) {
            let vault = match table.has("vault") {
                true => self.need(&table, "vault"),
                false => None,
            };
            let Some(file) = self.need_file(&table, "file") else { continue };
            if !seen.insert(file.text.clone()) {
                self.twice("file", &file);
                continue;
            }
            positions.push(PositionsFile { file, vault });
        }
        positions
    }

    fn bodies(&mut self, fields: &Fields<'_>) -> Vec<Placed> {
        let tables = self.tables(fields, "bodies", &["file"]);
        tables.iter().filter_map(|table| self.need_file(table, "file")).collect()
    }

    /// The name of a file inside the folder.
    fn need_file(&mut self, fields: &Fields<'_>, key: &str) -> Option<Placed> {
        let file = self.need(fields, key)?;
        if !stays_inside(&file.text) {
            let message = format!("{} leads out of the folder", quoted(&file.text));
            let help = "name a file of the folder, with `/` between folders".to_owned();
            self.error(codes::OUTSIDE, message, file.span, Some(help));
            return None;
        }
        Some(file)
    }

    fn twice(&mut self, what: &str, name: &Placed) {
        let message = format!("the {what} {} stands twice", quoted(&name.text));
        self.error(codes::TWICE, message, name.span, None);
    }
}

/// Whether the brackets of a text can name a party so.
fn is_code(code: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    code.chars().count() <= CODE_CHARS_MAX
        && code.chars().next().is_some_and(char::is_alphabetic)
        && code.chars().all(fits)
}

/// Whether a name of a file stays below the folder, on every system.
fn stays_inside(name: &str) -> bool {
    !name.contains(['\\', ':', '\0'])
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
