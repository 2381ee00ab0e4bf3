//! The `accord` item.

use super::cursor::Cursor;
use crate::codes;
use crate::syntax::{Header, ItemKind, Until};

const PHRASES: &[&str] = &[
    "agreed",
    "signed",
    "in",
    "until",
    "supplements",
    "supersedes",
    "encoded",
    "accepted",
    "contested",
    "days",
    "language",
];

/// The version of the language that this parser reads.
const LANGUAGE_VERSION: u32 = 1;

impl Cursor<'_> {
    pub(super) fn header(&mut self) -> Option<ItemKind> {
        self.at += 1;
        let mut header =
            Header { title: self.string("the title as a string"), ..Header::default() };
        if header.title.is_none() {
            self.recover();
        }
        self.phrases("`accord`", PHRASES, |cursor, word| cursor.header_phrase(word, &mut header));
        Some(ItemKind::Header(header))
    }

    fn header_phrase(&mut self, word: &str, header: &mut Header) -> Option<bool> {
        let start = self.at;
        match word {
            "," => self.at += 1,
            "agreed" => {
                self.at += 1;
                let date = self.date()?;
                self.once(&mut header.agreed, date, self.since(start), "`agreed`");
            }
            "signed" => {
                self.at += 1;
                let moment = self.moment()?;
                self.once(&mut header.signed, moment, self.since(start), "`signed`");
            }
            "in" => {
                self.expect(&["in", "force", "from"])?;
                let moment = self.moment()?;
                self.once(&mut header.from, moment, self.since(start), "`in force from`");
            }
            "until" => {
                self.at += 1;
                let until = self.until()?;
                self.once(&mut header.until, until, self.since(start), "`until`");
            }
            "supplements" | "supersedes" => self.relation(header)?,
            "encoded" => {
                self.expect(&["encoded", "by"])?;
                let author = self.string("the author as a string")?;
                self.once(&mut header.encoded_by, author, self.since(start), "`encoded by`");
            }
            "accepted" => {
                self.expect(&["accepted", "by"])?;
                if !self.eat(&["nobody", "yet"]) {
                    header.accepted_by.extend(self.list(|c| c.string("who accepts, as a string"))?);
                }
            }
            "contested" => {
                self.expect(&["contested", "by"])?;
                header.contested_by.extend(self.list(|c| c.string("who contests, as a string"))?);
            }
            "days" => {
                self.expect(&["days", "in"])?;
                let zone = self.zone()?;
                self.once(&mut header.days_in, zone, self.since(start), "`days in`");
            }
            "language" => self.language()?,
            _ => return Some(false),
        }
        Some(true)
    }

    fn until(&mut self) -> Option<Until> {
        if self.eat(&["attested"]) {
            return self.string("a string saying what is attested").map(Until::Attested);
        }
        self.moment().map(Until::At)
    }

    fn relation(&mut self, header: &mut Header) -> Option<()> {
        let start = self.at;
        self.at += 1;
        self.string("the title of the other text as a string")?;
        if self.eat(&["without"]) {
            self.expect(&["prejudice", "to", "its", "clauses"])?;
        }
        let span = self.since(start);
        let written = self.text.get(span.start..span.end).unwrap_or("");
        header.relations.push(written.split_whitespace().collect::<Vec<_>>().join(" "));
        Some(())
    }

    fn language(&mut self) -> Option<()> {
        self.at += 1;
        let version = self.whole("a version number")?;
        if version.value != LANGUAGE_VERSION {
            let message = format!("version {} of the language is not known", version.value);
            let help = format!("this program reads version {LANGUAGE_VERSION}");
            return self.error(codes::NOT_IN_VERSION, version.span, message, help);
        }
        Some(())
    }
}
