//! A position in the tokens of one item, and what every phrase is made of: keywords, names,
//! strings, numbers. What does not fit is reported here, in the same words everywhere.

use basis::suggest::did_you_mean;
use basis::{Code, Span};

use crate::codes;
use crate::lex::{Kind, Token, string_value};
use crate::problems::Problems;
use crate::syntax::{Name, Spanned, Text};

/// Words of the language that cannot be names.
pub(super) const RESERVED: &[&str] = &[
    "accord",
    "accuracy",
    "after",
    "agreed",
    "all",
    "and",
    "area",
    "at",
    "attested",
    "bearer",
    "because",
    "before",
    "body",
    "both",
    "bound",
    "but",
    "by",
    "certified",
    "class",
    "clause",
    "completed",
    "construed",
    "day",
    "each",
    "entry",
    "exact",
    "exception",
    "facilitator",
    "non_signatory",
    "feature",
    "from",
    "gap",
    "guarantor",
    "in",
    "instant",
    "is",
    "keep",
    "kinds",
    "line",
    "matches",
    "may",
    "must",
    "near",
    "no",
    "not",
    "observer",
    "of",
    "or",
    "premise",
    "proof",
    "reading",
    "side",
    "sides",
    "signatory",
    "signature",
    "sites",
    "step",
    "targets",
    "the",
    "to",
    "unless",
    "until",
    "with",
    "within",
    "witness",
];

/// The tokens of one item.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// Next token.
    pub(super) at: usize,
    /// First token of the phrase that is being read.
    pub(super) phrase: usize,
    pub(super) problems: &'a mut Problems,
    /// A zone that the file uses, for advice.
    pub(super) zone_example: &'a str,
}

impl<'a> Cursor<'a> {
    /// The next token.
    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The source of a token.
    pub(super) fn source(&self, token: Token) -> &'a str {
        self.text.get(token.span.start..token.span.end).unwrap_or("")
    }

    /// The next token if it has this kind.
    pub(super) fn take(&mut self, kind: Kind) -> Option<Token> {
        let token = self.peek().filter(|token| token.kind == kind)?;
        self.at += 1;
        Some(token)
    }

    /// The next word or sign, empty at the end or before anything else.
    pub(super) fn word(&self) -> &'a str {
        self.word_at(0)
    }

    /// The word or sign so many tokens ahead.
    pub(super) fn word_at(&self, ahead: usize) -> &'a str {
        match self.tokens.get(self.at + ahead) {
            Some(token) if matches!(token.kind, Kind::Word | Kind::Sign) => self.source(*token),
            _ => "",
        }
    }

    /// Takes the words if they come next, all of them.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let next = words.iter().enumerate().all(|(ahead, word)| self.word_at(ahead) == *word);
        if next {
            self.at += words.len();
        }
        next
    }

    /// Takes the words, or reports what stands in place of the first that is missing.
    pub(super) fn expect(&mut self, words: &[&str]) -> Option<()> {
        for word in words {
            if !self.eat(&[word]) {
                let whole = words.join(" ");
                let advice = (words.len() > 1).then(|| format!("write `{whole}`"));
                return self.unexpected_with(&format!("`{whole}`"), &[word], advice);
            }
        }
        Some(())
    }

    /// Span of the last token taken.
    pub(super) fn last(&self) -> Span {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.or(self.tokens.first()).map(|token| token.span).unwrap_or_default()
    }

    /// From a token to the last one taken.
    pub(super) fn since(&self, start: usize) -> Span {
        self.tokens.get(start).map_or(self.last(), |token| token.span.to(self.last()))
    }

    /// Reports that something else was expected; always `None`.
    pub(super) fn unexpected<T>(&mut self, expected: &str, known: &[&str]) -> Option<T> {
        self.unexpected_with(expected, known, None)
    }

    /// As [`Cursor::unexpected`], with advice where no word is near.
    pub(super) fn unexpected_with<T>(
        &mut self,
        expected: &str,
        known: &[&str],
        advice: Option<String>,
    ) -> Option<T> {
        let here = self.peek().filter(|token| !token.first || self.at == self.phrase);
        let (span, message, help) = match here {
            Some(token) => {
                let found = self.source(token);
                let help = did_you_mean(found, known.iter().copied()).or(advice);
                (token.span, format!("expected {expected}, found `{}`", shown(found)), help)
            }
            None => {
                let span = self.last();
                let before = self.text.get(span.start..span.end).unwrap_or("");
                (span, format!("{expected} is missing after `{}`", shown(before)), advice)
            }
        };
        self.error(codes::UNEXPECTED, span, message, help)
    }

    /// Reports an error; always `None`.
    pub(super) fn error<T>(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> Option<T> {
        self.problems.error(code, span, message, help);
        None
    }

    /// Passes over the rest of the line on which a phrase went wrong.
    pub(super) fn recover(&mut self) {
        let on_next_line = self.at > self.phrase && self.peek().is_some_and(|token| token.first);
        if !on_next_line {
            self.at += 1;
            while self.peek().is_some_and(|token| !token.first) {
                self.at += 1;
            }
        }
    }

    /// A name that is used. Whether it is defined is decided later.
    pub(super) fn name(&mut self, what: &str) -> Option<Name> {
        match self.peek() {
            Some(token) if token.kind == Kind::Word => {
                let word = self.source(token);
                if RESERVED.contains(&word) {
                    return self.unexpected(what, &[]);
                }
                self.at += 1;
                Some(Spanned { value: word.to_owned(), span: token.span })
            }
            Some(token) if token.kind == Kind::Text && !token.first => {
                let advice = "names stand without quotes".to_owned();
                self.unexpected_with(what, &[], Some(advice))
            }
            _ => self.unexpected(what, &[]),
        }
    }

    /// A name that is being defined: well formed and no word of the language.
    pub(super) fn new_name(&mut self, what: &str) -> Option<Name> {
        let Some(token) = self.peek().filter(|token| token.kind == Kind::Word) else {
            return self.unexpected(what, &[]);
        };
        let word = self.source(token);
        self.at += 1;
        if RESERVED.contains(&word) {
            let help = format!("choose another name, such as `the_{word}` or `{word}_1`");
            let message = format!("`{word}` is a word of the language");
            return self.error(codes::BAD_NAME, token.span, message, help);
        }
        if !word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            let better = word.to_lowercase().replace('-', "_");
            let advice = if better.is_ascii() {
                format!("names are lower-case: write `{better}`")
            } else {
                "a name is made of a to z, 0 to 9 and `_`; the label after it may be anything"
                    .to_owned()
            };
            let message = format!("`{word}` is not a name");
            self.problems.error(codes::BAD_NAME, token.span, message, advice);
        }
        Some(Spanned { value: word.to_owned(), span: token.span })
    }

    /// A name that a colon or `step` sets apart, so that it may be any word.
    pub(super) fn tag(&mut self, what: &str) -> Option<Name> {
        match self.take(Kind::Word) {
            Some(token) => Some(Spanned { value: self.source(token).to_owned(), span: token.span }),
            None => self.unexpected(what, &[]),
        }
    }

    /// A string.
    pub(super) fn string(&mut self, what: &str) -> Option<Text> {
        match self.take(Kind::Text) {
            Some(token) => {
                Some(Spanned { value: string_value(self.source(token)), span: token.span })
            }
            None => {
                let advice = "put it in double quotes".to_owned();
                let word =
                    self.peek().is_some_and(|token| token.kind == Kind::Word && !token.first);
                self.unexpected_with(what, &[], word.then_some(advice))
            }
        }
    }

    /// One or more of something, separated by commas.
    pub(super) fn list<T>(
        &mut self,
        mut one: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut list = vec![one(self)?];
        while self.eat(&[","]) {
            list.push(one(self)?);
        }
        Some(list)
    }

    /// Names separated by commas.
    pub(super) fn names(&mut self, what: &str) -> Option<Vec<Name>> {
        self.list(|cursor| cursor.name(what))
    }

    /// A whole number.
    pub(super) fn whole(&mut self, what: &str) -> Option<Spanned<u32>> {
        let Some(token) = self.take(Kind::Number) else { return self.unexpected(what, &[]) };
        match self.source(token).parse() {
            Ok(value) => Some(Spanned { value, span: token.span }),
            Err(_) => {
                let message = format!("`{}` is not a whole number that fits", self.source(token));
                self.error(codes::BAD_QUANTITY, token.span, message, None)
            }
        }
    }
}

/// A token shortened for a message.
fn shown(source: &str) -> String {
    const SHOWN_MAX: usize = 40;
    if source.chars().count() <= SHOWN_MAX {
        return source.to_owned();
    }
    source.chars().take(SHOWN_MAX).chain(['…']).collect()
}
