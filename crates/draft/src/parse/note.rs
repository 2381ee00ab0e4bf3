//! What may follow a bracket: its id and its status.

use basis::Span;

/// Bytes of a note or a condition in parentheses.
pub const NOTE_BYTES_MAX: usize = 2_000;

/// Characters of an id.
pub const ID_CHARS_MAX: usize = 64;

/// Parentheses inside a note or condition.
const PARENTHESES_MAX: usize = 8;

/// The kinds of a status, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Open,
    Placeholder,
    Agreed,
    AdReferendum,
}

/// A status as written; places are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// Whose confirmation is missing.
    pub(crate) by: Option<Span>,
    /// The reference to an option.
    pub(crate) option: Option<Span>,
}

/// What follows a bracket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suffix {
    /// The first byte after the bracket with all that belongs to it.
    pub(crate) end: usize,
    pub(crate) id: Option<Span>,
    /// Something in `{#…}` that is no id.
    pub(crate) id_bad: Option<Span>,
    pub(crate) note: Option<Note>,
    /// A second id or status, and what follows up to the last.
    pub(crate) again: Option<Span>,
    /// Parentheses that are nearly a status.
    pub(crate) almost: Option<Span>,
}

impl Suffix {
    /// Whether there is an id or a status.
    pub(crate) fn is_any(&self) -> bool {
        self.id.or(self.id_bad).is_some() || self.note.is_some()
    }

    fn add_again(&mut self, span: Span) {
        self.again.get_or_insert(span).end = span.end;
    }

    /// The first byte after all that was looked at.
    pub(crate) fn end_of_all(&self) -> usize {
        self.almost.map_or(self.end, |almost| almost.end)
    }
}

/// Reads what follows a bracket that ends at `end`.
pub(crate) fn suffix(text: &str, end: usize) -> Suffix {
    let mut found = Suffix { end, ..Suffix::default() };
    loop {
        let at = skip_blanks(text, found.end);
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with("{#") {
            let mut looked = rest.char_indices().take(NOTE_BYTES_MAX);
            let close = looked.find(|(_, c)| matches!(c, '}' | '\n' | '\r'));
            let Some((close, '}')) = close else { break };
            let span = Span::new(at, at + close + 1);
            if found.id.or(found.id_bad).is_some() {
                found.add_again(span);
            } else if is_id(rest.get(2..close).unwrap_or("")) {
                found.id = Some(span);
            } else {
                found.id_bad = Some(span);
            }
            found.end = span.end;
        } else if rest.starts_with('(') {
            let Some(span) = parentheses(text, at) else { break };
            let inside = Span::new(span.start + 1, span.end - 1);
            match read(text, inside) {
                Some(_) if found.note.is_some() => {
                    found.add_again(span);
                }
                Some(note) => found.note = Some(note),
                None => {
                    let inside = text.get(inside.start..inside.end).unwrap_or("");
                    found.almost = nearly(inside).map(|_| span);
                    break;
                }
            }
            found.end = span.end;
        } else {
            break;
        }
    }
    found
}

/// An id or status, or both, or what is nearly a status, that fill the line at a byte.
pub(crate) fn whole_line(text: &str, at: usize) -> Option<Suffix> {
    let found = suffix(text, at);
    let any = found.is_any() || found.almost.is_some();
    let rest = text.get(skip_blanks(text, found.end_of_all())..).unwrap_or("");
    (any && (rest.is_empty() || rest.starts_with(['\n', '\r']))).then_some(found)
}

/// Whether an id is well formed: letters, digits, `.`, `-`, `_`, beginning with a letter or digit.
pub fn is_id(id: &str) -> bool {
    id.starts_with(char::is_alphanumeric)
        && id.chars().all(is_id_inside)
        && id.chars().count() <= ID_CHARS_MAX
}

/// Whether an id may go on with a character.
pub(crate) fn is_id_inside(c: char) -> bool {
    c.is_alphanumeric() || "._-".contains(c)
}

/// The parentheses that open at a byte, up to their closing; quotes hide parentheses and brackets.
/// Outside of quotes there is no square bracket and no empty line.
pub(crate) fn parentheses(text: &str, start: usize) -> Option<Span> {
    let (mut depth, mut quoted, mut escaped, mut breaks) = (0_usize, false, false, 0_usize);
    for (offset, c) in text.get(start..)?.char_indices() {
        if offset > NOTE_BYTES_MAX || breaks > 1 || depth > PARENTHESES_MAX {
            return None;
        }
        let plain = !std::mem::take(&mut escaped);
        match c {
            '\n' => breaks += 1,
            '\\' if plain => escaped = true,
            '"' if plain => quoted = !quoted,
            '“' => quoted = true,
            '”' => quoted = false,
            '(' if plain && !quoted => depth += 1,
            ')' if plain && !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Span::new(start, start + offset + c.len_utf8()));
        }
        if !c.is_whitespace() {
            breaks = 0;
        }
    }
    None
}

/// Whether what stands in parentheses is a status.
pub(crate) fn is_status(inside: &str) -> bool {
    read(inside, Span::new(0, inside.len())).is_some()
}

/// Reads what stands between parentheses as a status.
fn read(text: &str, inside: Span) -> Option<Note> {
    let whole = text.get(inside.start..inside.end)?;
    let span = Span::new(inside.start.saturating_sub(1), inside.end + 1);
    let note = |kind| Note { span, kind, by: None, option: None };
    match whole.trim().to_lowercase().as_str() {
        "open" => return Some(note(Kind::Open)),
        "placeholder" => return Some(note(Kind::Placeholder)),
        _ => {}
    }
    let after = |rest: &str, word: &str| after_word(rest, word).map(str::len);
    let start = inside.start + (whole.len() - whole.trim_start().len());
    let whole = text.get(start..inside.end)?.trim_end();
    let end = start + whole.len();
    let mut left = after(whole, "agreed")?;
    let mut found = note(Kind::Agreed);
    let rest = |left: usize| text.get(end - left..end).unwrap_or("");
    for words in ["ad referendum", "ad ref.", "ad ref"] {
        if let Some(shorter) = after(rest(left), words) {
            (found.kind, left) = (Kind::AdReferendum, shorter);
            break;
        }
    }
    if let Some(shorter) = after(rest(left), "by").filter(|_| found.kind == Kind::AdReferendum) {
        let length = rest(shorter).find(':').unwrap_or(shorter);
        found.by = Some(Span::new(end - shorter, end - shorter + length));
        left = shorter - length;
    }
    if rest(left).starts_with(':') {
        found.option = Some(trimmed(text, Span::new(end - left + 1, end)));
        left = 0;
    }
    let named = found.option.is_none_or(|span| span.start < span.end);
    (left == 0 && named).then_some(found)
}

/// What follows a word, whatever its case, without the blanks between.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = text.get(word.len()..)?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
    (head.eq_ignore_ascii_case(word) && ends).then(|| rest.trim_start())
}

/// The status that something in parentheses nearly is.
pub(crate) fn nearly(inside: &str) -> Option<&'static str> {
    let word = inside.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
    let word = word.to_lowercase();
    let begins = inside.trim_start().to_lowercase().starts_with(&word);
    let known = ["agreed", "open", "placeholder"];
    let same = |known: &&str| {
        let (a, b) = (known.chars().next(), word.chars().next());
        a == b && basis::suggest::nearest(&word, [*known]).is_some()
    };
    known.into_iter().find(same).filter(|_| begins)
}

/// The first byte from `at` on that is no blank within the line.
pub(crate) fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len())
}

/// A span without the blanks around it.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let slice = text.get(span.start..span.end).unwrap_or("");
    let start = span.start + (slice.len() - slice.trim_start().len());
    Span::new(start, start + slice.trim().len())
}
