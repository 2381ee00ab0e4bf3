//! Words, quotes and parentheses of a condition.

use basis::{Code, Span};

use crate::codes;

/// Words, quotes and parentheses of a condition.
pub const TOKENS_MAX: usize = 10_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Word(String),
    Quoted(String),
}

/// Why words are no condition.
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

impl Fault {
    pub(super) fn form(span: Span, message: impl Into<String>, help: &str) -> Fault {
        let (message, help) = (message.into(), help.to_owned());
        Fault { code: codes::CONDITION_FORM, span, message, help }
    }
}

pub(super) fn tokens(words: &str) -> Result<Vec<(Token, Span)>, Fault> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if found.len() >= TOKENS_MAX {
            let message = format!("a condition has more than {TOKENS_MAX} words");
            let (code, help) = (codes::TOO_MANY, "divide it".to_owned());
            return Err(Fault { code, span: Span::new(at, at), message, help });
        }
        let Some((token, length)) = token(words.get(at..).unwrap_or(""), c) else {
            let span = Span::new(at, words.len());
            return Err(Fault::form(span, "this quote is never closed", "add `\"`"));
        };
        found.push((token, Span::new(at, at + length)));
        at += length;
    }
    Ok(found)
}

/// The token that begins with this character, and its length; none where a quote is not closed.
fn token(rest: &str, first: char) -> Option<(Token, usize)> {
    Some(match first {
        '(' => (Token::Open, 1),
        ')' => (Token::Close, 1),
        '"' | '“' => {
            let (inner, length) = closing_quote(rest)?;
            (Token::Quoted(unescaped(inner)), length)
        }
        _ => {
            let ends = |c: char| c.is_whitespace() || "()\"“”".contains(c);
            let length = rest.find(ends).unwrap_or(rest.len()).max(first.len_utf8());
            (Token::Word(rest.get(..length).unwrap_or("").to_owned()), length)
        }
    })
}

/// What stands in the quotes at the beginning, and the length with them.
fn closing_quote(rest: &str) -> Option<(&str, usize)> {
    let open = rest.chars().next()?;
    let close = if open == '“' { '”' } else { '"' };
    let inner = rest.get(open.len_utf8()..)?;
    let mut escaped = false;
    for (offset, c) in inner.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '\\' => escaped = true,
            c if c == close => {
                return Some((inner.get(..offset)?, open.len_utf8() + offset + c.len_utf8()));
            }
            _ => {}
        }
    }
    None
}

/// Words without the backslashes before quotes and backslashes.
pub(crate) fn unescaped(words: &str) -> String {
    let mut out = String::new();
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some('"' | '\\') if c == '\\' => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}
