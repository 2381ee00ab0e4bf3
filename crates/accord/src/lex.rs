//! From the lines of accord blocks to tokens. Every character that the language does not use is
//! told once and passed over.

use basis::Span;

use crate::codes;
use crate::markdown::Line;
use crate::problems::Problems;

/// What a token looks like; what it means is the parser's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Begins with a letter: a keyword, name or unit, well formed or not.
    Word,
    /// A plain decimal.
    Number,
    /// Begins with a digit but is no number, date or time: `2a`, `25km`.
    Mixed,
    /// `2020-07-27`
    Date,
    /// `00:01` or `00:01:30`
    Time,
    /// `Europe/Kyiv`
    Zone,
    /// `+03:00`
    Offset,
    /// In quotes; the span includes them.
    Text,
    /// One of `, : ( ) < <= > >= %`.
    Sign,
}

/// A word, number, string or sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// First on its line.
    pub(crate) first: bool,
    /// Stands in the first column.
    pub(crate) column_one: bool,
    /// Which block of the file.
    pub(crate) block: usize,
}

/// The tokens of all accord blocks.
pub(crate) fn lex(text: &str, lines: &[Line], problems: &mut Problems) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in lines {
        lex_line(text, *line, &mut tokens, problems);
    }
    tokens
}

fn lex_line(text: &str, line: Line, tokens: &mut Vec<Token>, problems: &mut Problems) {
    let content = text.get(line.span.start..line.span.end).unwrap_or("");
    invisible(content, line.span.start, problems);
    let mut at = 0;
    let mut first = true;
    while let Some(rest) = content.get(at..).filter(|rest| !rest.is_empty()) {
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        if blanks > 0 {
            at += blanks;
            continue;
        }
        if rest.starts_with("--") {
            return;
        }
        let (kind, length) = scan(rest);
        let span = Span::new(line.span.start + at, line.span.start + at + length);
        match kind {
            Some(kind) => {
                let column_one = first && at == 0;
                tokens.push(Token { kind, span, first, column_one, block: line.block });
                check(kind, text.get(span.start..span.end).unwrap_or(""), span, problems);
            }
            // Control characters are reported already.
            None if rest.starts_with(char::is_control) => {}
            None => unknown(rest.get(..length).unwrap_or(""), span, problems),
        }
        first = false;
        at += length;
    }
}

/// Reports characters that a reader does not see and that change what is seen: terminal control
/// and the reordering of text (Unicode Technical Standard 55, section 3).
fn invisible(content: &str, start: usize, problems: &mut Problems) {
    let hidden = |c: char| {
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || c.is_control() && !matches!(c, '\t' | '\r' | '\n')
    };
    for (at, c) in content.char_indices().filter(|(_, c)| hidden(*c)) {
        let span = Span::new(start + at, start + at + c.len_utf8());
        let message = format!("an invisible character, U+{:04X}", u32::from(c));
        let help = "take it out: it could make the text look other than it is read".to_owned();
        problems.error(codes::CHARACTER, span, message, help);
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The kind and length of the token at the start of `rest`, which is not empty.
fn scan(rest: &str) -> (Option<Kind>, usize) {
    let Some(c) = rest.chars().next() else { return (None, 0) };
    let second = rest.chars().nth(1);
    match c {
        '"' | '“' | '”' | '„' => (Some(Kind::Text), string_length(rest)),
        '+' | '-' if second.is_some_and(|d| d.is_ascii_digit()) => {
            (Some(Kind::Offset), 1 + run(&rest[1..], |c| c.is_ascii_digit() || c == ':'))
        }
        '0'..='9' => {
            let length = run(rest, |c| c.is_alphanumeric() || "._:-".contains(c));
            let word = rest.get(..length).unwrap_or("").trim_end_matches(['.', ':', '-']);
            (Some(digits(word)), word.len())
        }
        '<' | '>' => (Some(Kind::Sign), if second == Some('=') { 2 } else { 1 }),
        ',' | ':' | '(' | ')' | '%' => (Some(Kind::Sign), 1),
        '≤' | '≥' => (Some(Kind::Sign), c.len_utf8()),
        _ if c.is_alphabetic() => word(rest),
        _ => (
            None,
            run(rest, |c| !is_blank(c) && !c.is_alphanumeric() && !"\",:()<>%".contains(c))
                .max(c.len_utf8()),
        ),
    }
}

/// A word; with a `/` in it, a zone.
fn word(rest: &str) -> (Option<Kind>, usize) {
    let mut length = run(rest, |c| c.is_alphanumeric() || c == '_');
    let after = |length: usize| rest.get(length..).unwrap_or("");
    if after(length).starts_with('/') {
        length += run(after(length), |c| c.is_alphanumeric() || "_/+-".contains(c));
        return (Some(Kind::Zone), length);
    }
    // `heavy-weapons` is one word, badly named, rather than two and a stray sign.
    while after(length).starts_with('-')
        && after(length).chars().nth(1).is_some_and(char::is_alphabetic)
    {
        length += 1;
        length += run(after(length), |c| c.is_alphanumeric() || c == '_');
    }
    (Some(Kind::Word), length)
}

fn run(text: &str, inside: impl Fn(char) -> bool) -> usize {
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

fn digits(word: &str) -> Kind {
    let shape: String = word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000-00-00" => Kind::Date,
        "00:00" | "00:00:00" => Kind::Time,
        _ if shape.chars().all(|c| c == '0' || c == '.') && shape.matches('.').count() <= 1 => {
            Kind::Number
        }
        _ => Kind::Mixed,
    }
}

/// Length of a string with its quotes; to the end of the line where it is not closed.
fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '”' | '“' => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.trim_end().len()
}

/// What a string says, without quotes and escapes.
pub(crate) fn string_value(token: &str) -> String {
    let inner = token.strip_prefix(['"', '“', '”', '„']).unwrap_or(token);
    let inner = if is_closed(token) {
        inner.strip_suffix(['"', '“', '”']).unwrap_or(inner)
    } else {
        inner
    };
    let mut value = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        value.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    value
}

fn is_closed(token: &str) -> bool {
    let mut escaped = false;
    let mut closed = false;
    for c in token.chars().skip(1) {
        closed = !escaped && matches!(c, '"' | '”' | '“');
        escaped = !escaped && c == '\\';
    }
    closed
}

fn check(kind: Kind, token: &str, span: Span, problems: &mut Problems) {
    match kind {
        Kind::Text if !is_closed(token) => {
            let help = "close the string with `\"` on the same line".to_owned();
            problems.error(codes::STRING_OPEN, span, "this string is not closed", help);
        }
        Kind::Text if !token.starts_with('"') || !token.ends_with('"') => {
            let help = format!("write \"{}\"", string_value(token));
            problems.error(codes::STRING_OPEN, span, "a string stands in straight quotes", help);
        }
        Kind::Text => bad_escape(token, span, problems),
        Kind::Sign if token == "≤" || token == "≥" => {
            let help = if token == "≤" { "write `<=`" } else { "write `>=`" };
            unexpected_character(token, span, Some(help.to_owned()), problems);
        }
        _ => {}
    }
}

fn bad_escape(token: &str, span: Span, problems: &mut Problems) {
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && !matches!(chars.next(), Some('"' | '\\')) {
            let help = "write `\\\\` for a backslash and `\\\"` for a quote".to_owned();
            problems.error(codes::CHARACTER, span, "a string has an unknown escape", help);
            return;
        }
    }
}

fn unknown(characters: &str, span: Span, problems: &mut Problems) {
    let help = match characters.chars().next() {
        Some('#' | '/' | ';') => Some("a comment begins with `--`".to_owned()),
        Some('\'' | '‘' | '’' | '«' | '»') => {
            Some("a string stands in double quotes".to_owned())
        }
        Some('–' | '—') => Some("a comment begins with two hyphens: `--`".to_owned()),
        _ => None,
    };
    unexpected_character(characters, span, help, problems);
}

fn unexpected_character(shown: &str, span: Span, help: Option<String>, problems: &mut Problems) {
    let shown: String = shown.chars().take(8).flat_map(char::escape_debug).collect();
    let message = format!("`{shown}` has no meaning here");
    problems.error(codes::CHARACTER, span, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(line: &str) -> Vec<(Kind, &str)> {
        let mut problems = Problems::new("accord.md");
        let span = Span::new(0, line.len());
        let tokens = lex(line, &[Line { span, block: 0 }], &mut problems);
        tokens.iter().map(|t| (t.kind, &line[t.span.start..t.span.end])).collect()
    }

    #[test]
    fn instants_and_quantities() {
        use Kind::*;
        assert_eq!(
            kinds("2020-07-27 00:01 Europe/Kyiv, 2020-07-27 00:01 +03:00 -- no"),
            [
                (Date, "2020-07-27"),
                (Time, "00:01"),
                (Zone, "Europe/Kyiv"),
                (Sign, ","),
                (Date, "2020-07-27"),
                (Time, "00:01"),
                (Offset, "+03:00"),
            ]
        );
        assert_eq!(
            kinds("calibre>=100 mm 25km 2a 7.62 80 %"),
            [
                (Word, "calibre"),
                (Sign, ">="),
                (Number, "100"),
                (Word, "mm"),
                (Mixed, "25km"),
                (Mixed, "2a"),
                (Number, "7.62"),
                (Number, "80"),
                (Sign, "%"),
            ]
        );
    }

    #[test]
    fn strings_know_two_escapes() {
        assert_eq!(string_value(r#""a \"b\" \\ c""#), r#"a "b" \ c"#);
        assert_eq!(string_value("“é”"), "é");
        assert_eq!(string_value("\"open"), "open");
        assert_eq!(string_value("\""), "");
        assert_eq!(kinds(r#""a\"" b"#), [(Kind::Text, r#""a\"""#), (Kind::Word, "b")]);
    }
}
