//! Who holds an option: `NORTH, EAST; against SOUTH`.

use basis::{Span, suggest};

use super::note::trimmed;
use super::problems::Problems;
use crate::codes;
use crate::model::Holders;

/// Bytes of a list of holders.
const HOLDERS_BYTES_MAX: usize = 300;

/// The parties of a text.
pub(crate) struct Parties {
    /// In the order of the declaration, else in that of the text.
    pub(crate) codes: Vec<String>,
    /// Whether they were declared, so that others are unknown.
    declared: bool,
}

/// What a party does to an option.
#[derive(Clone, Copy)]
enum Role {
    /// The first of the list put it forward, the others support it.
    Listed,
    Proposed,
    Supported,
    Against,
}

impl Parties {
    pub(crate) fn new(declared: &[String]) -> Parties {
        Parties { codes: declared.to_vec(), declared: !declared.is_empty() }
    }

    fn is_declared(&self, name: &str) -> bool {
        self.declared && self.codes.iter().any(|code| code == name)
    }

    /// Whether words are meant as a list of holders: codes of parties, or words in capital letters.
    pub(crate) fn looks_like_holders(&self, words: &str) -> bool {
        let mut parts = words.split(';').map(|part| role(part.trim()).1);
        words.len() <= HOLDERS_BYTES_MAX
            && parts.all(|list| names(list).all(|(_, name)| self.looks_like_a_code(name)))
    }

    fn looks_like_a_code(&self, name: &str) -> bool {
        let inner = |c: char| (c.is_alphanumeric() && !c.is_lowercase()) || "_+&.-'’".contains(c);
        let capitals = name.chars().all(inner) && name.chars().any(char::is_uppercase);
        let word = name.starts_with(char::is_uppercase) && !name.contains(char::is_whitespace);
        let known = || self.codes.iter().map(String::as_str);
        (capitals && name.chars().count() > 1)
            || self.is_declared(name)
            || (self.declared && word && suggest::nearest(name, known()).is_some())
    }

    /// Reads a list of holders; unknown ones are told and left out.
    pub(crate) fn read(&mut self, text: &str, span: Span, problems: &mut Problems) -> Holders {
        let mut holders = Holders::default();
        let whole = text.get(span.start..span.end).unwrap_or("");
        let mut at = span.start;
        for part in whole.split(';') {
            let lead = part.len() - part.trim_start().len();
            let (role, list) = role(part.trim());
            let start = at + lead + (part.trim().len() - list.len());
            for (place, (offset, name)) in names(list).enumerate() {
                let place_of_name = Span::new(start + offset, start + offset + name.len());
                if self.know(name, place_of_name, problems) {
                    let list = match role {
                        Role::Listed if place == 0 && holders.proposed.is_empty() => {
                            &mut holders.proposed
                        }
                        Role::Proposed => &mut holders.proposed,
                        Role::Listed | Role::Supported => &mut holders.supported,
                        Role::Against => &mut holders.against,
                    };
                    if !list.iter().any(|known| known == name) {
                        list.push(name.to_owned());
                    }
                }
            }
            at += part.len() + 1;
        }
        holders
    }

    /// Reads a list of names of parties, such as those whose capitals still have to confirm.
    pub(crate) fn list(&mut self, text: &str, span: Span, problems: &mut Problems) -> Vec<String> {
        let span = trimmed(text, span);
        let mut found: Vec<String> = Vec::new();
        for (offset, name) in names(text.get(span.start..span.end).unwrap_or("")) {
            let place = Span::new(span.start + offset, span.start + offset + name.len());
            let new = !found.iter().any(|known| known == name);
            if self.know(name, place, problems) && new {
                found.push(name.to_owned());
            }
        }
        found
    }

    fn know(&mut self, name: &str, span: Span, problems: &mut Problems) -> bool {
        if self.codes.iter().any(|code| code == name) {
            return true;
        }
        if !self.declared {
            self.codes.push(name.to_owned());
            return true;
        }
        let known = self.codes.iter().map(String::as_str);
        let near = suggest::did_you_mean(name, known);
        let escape = "declare the party, or write `\\:` where the colon is text".to_owned();
        let message = format!("`{name}` is no party of these talks");
        let problem = problems.error(codes::UNKNOWN_HOLDER, span, message);
        problems.add(problem.help(near.unwrap_or(escape)));
        false
    }
}

/// The role of a part of the list, and its names.
fn role(part: &str) -> (Role, &str) {
    let words = [
        ("against ", Role::Against),
        ("supported by ", Role::Supported),
        ("proposed by ", Role::Proposed),
    ];
    let found = words
        .into_iter()
        .find_map(|(word, role)| part.strip_prefix(word).map(|list| (role, list.trim_start())));
    found.unwrap_or((Role::Listed, part))
}

/// Names between commas or `and`, with their places.
fn names(list: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    list.split(',').flat_map(move |part| {
        let start = at;
        at += part.len() + 1;
        let mut inner = start;
        part.split(" and ").map(move |name| {
            let place = inner + (name.len() - name.trim_start().len());
            inner += name.len() + " and ".len();
            (place, name.trim())
        })
    })
}

/// The list of holders before a colon at the beginning of an alternative, and the first byte after
/// the colon.
pub(crate) fn prefix(text: &str, span: Span, parties: &Parties) -> Option<(Span, usize)> {
    let slice = text.get(span.start..span.end)?;
    let mut escaped = false;
    for (offset, c) in slice.char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' => escaped = true,
            '[' | ']' | '\n' | '\r' | '/' | '(' | '"' => return None,
            ':' => {
                let list = trimmed(text, Span::new(span.start, span.start + offset));
                let words = text.get(list.start..list.end)?;
                let address = slice.get(offset + 1..)?.starts_with('/');
                let holders = parties.looks_like_holders(words) && !address;
                return holders.then_some((list, span.start + offset + 1));
            }
            _ if offset > HOLDERS_BYTES_MAX => return None,
            _ => {}
        }
    }
    None
}
