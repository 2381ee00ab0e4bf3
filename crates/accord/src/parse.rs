//! From text to the surface tree: a tolerant recursive descent that never fails.
//!
//! An item begins in the first column; its indented lines are read as one run of tokens. A phrase
//! that goes wrong is reported and costs the rest of its line, nothing more.

use basis::suggest::did_you_mean;
use basis::{At, Diagnostic, Severity, Span};

use crate::lex::{Kind, Token, lex};
use crate::problems::Problems;
use crate::syntax::{Because, Heading, Item, ItemKind, Spanned, Syntax};
use crate::{BYTES_MAX, codes, markdown};

mod actor;
mod clause;
mod cursor;
mod definition;
mod exception;
mod header;
mod place;
mod values;

use cursor::Cursor;
pub use values::DAYS_MAX;

/// The most items that are read.
pub const ITEMS_MAX: usize = 10_000;

/// The deepest nesting of parentheses, and of definitions that rest on definitions.
pub const NESTING_MAX: usize = 32;

/// Words that begin an item.
const ITEMS: &[&str] = &[
    "accord",
    "bound",
    "observer",
    "body",
    "guarantor",
    "witness",
    "facilitator",
    "signatory",
    "non_signatory",
    "line",
    "sites",
    "area",
    "class",
    "kinds",
    "targets",
    "instant",
    "exception",
    "premise",
    "proof",
    "clause",
    "no",
];

/// Words that begin an indented line: met in the first column they lack their indentation.
const INDENTED: &[&str] = &[
    "each",
    "both",
    "all",
    "bearer",
    "in",
    "within",
    "near",
    "at",
    "from",
    "until",
    "unless",
    "because",
    "matches",
    "reading",
    "step",
    "agreed",
    "signed",
    "encoded",
    "accepted",
    "contested",
    "supplements",
    "supersedes",
    "days",
    "gap",
    "not",
    "watched",
    "admissions",
    "reported",
    "by",
    "before",
];

/// Reads an accord. What cannot be read is told and left out; the tree holds the rest.
///
/// ```
/// let text = "```accord\naccord \"A\"\nboud b \"B\"\n```\n";
/// let (syntax, problems) = accord::parse(text, "accord.md");
/// assert_eq!(syntax.items.len(), 1);
/// assert_eq!(problems[0].message, "`boud` begins no item");
/// assert_eq!(problems[0].help.as_deref(), Some("did you mean `bound`?"));
/// ```
pub fn parse(text: &str, file: &str) -> (Syntax, Vec<Diagnostic>) {
    let mut syntax = Syntax {
        file: file.to_owned(),
        text: String::new(),
        headings: Vec::new(),
        items: Vec::new(),
        errors: 0,
    };
    if let Err(diagnostic) = crate::read(text.as_bytes(), file) {
        debug_assert!(text.len() > BYTES_MAX, "text is UTF-8");
        syntax.errors = 1;
        return (syntax, vec![diagnostic]);
    }
    let mut problems = Problems::new(file);
    let document = markdown::scan(text, &mut problems);
    let tokens = lex(text, &document.lines, &mut problems);
    syntax.items = items(text, &tokens, &document.headings, &mut problems);
    syntax.headings = document.headings;
    text.clone_into(&mut syntax.text);
    let headed = syntax.items.iter().any(|item| matches!(item.kind, ItemKind::Header(_)));
    if !headed && problems.errors() == 0 {
        let (message, help) = no_header(document.lines.is_empty());
        problems.push(
            Diagnostic::new(codes::NO_HEADER, Severity::Error, message)
                .label(file, At::File, "")
                .help(help),
        );
    }
    syntax.errors = problems.errors();
    (syntax, problems.finish())
}

fn no_header(no_blocks: bool) -> (&'static str, &'static str) {
    let help = "begin a block marked ```accord with `accord \"title\"` and, indented under it, \
                `in force from …`";
    if no_blocks {
        ("the file has no accord block", help)
    } else {
        ("no `accord` item says what the accord is and when it is in force", help)
    }
}

/// The items of all blocks.
fn items(text: &str, tokens: &[Token], headings: &[Heading], problems: &mut Problems) -> Vec<Item> {
    let zone_example = tokens
        .iter()
        .filter(|token| token.kind == Kind::Zone)
        .filter_map(|token| text.get(token.span.start..token.span.end))
        .find(|name| basis::Zone::named(name).is_some())
        .unwrap_or("Europe/Kyiv");
    let mut items = Vec::new();
    let starts_item = |a: &Token, b: &Token| !b.column_one && a.block == b.block;
    for group in tokens.chunk_by(starts_item) {
        let Some(first) = group.first() else { continue };
        if items.len() == ITEMS_MAX {
            let message = format!("more than {ITEMS_MAX} items");
            problems.error(codes::LIMIT, first.span, message, "split the accord".to_owned());
            break;
        }
        let mut cursor = Cursor { text, tokens: group, at: 0, phrase: 0, problems, zone_example };
        let span = cursor.since(0).to(group.last().map_or(first.span, |last| last.span));
        let kind = if first.column_one { cursor.item() } else { cursor.stray(*first) };
        let article = headings.iter().rposition(|heading| heading.span.start <= span.start);
        items.extend(kind.map(|kind| Item { kind, span, article }));
    }
    items
}

impl Cursor<'_> {
    fn item(&mut self) -> Option<ItemKind> {
        let word = self.word();
        match word {
            "accord" => self.header(),
            "bound" | "observer" | "body" | "guarantor" | "witness" | "facilitator"
            | "signatory" | "non_signatory" => self.actor(),
            "line" | "sites" => self.line(),
            "area" => self.area(),
            "class" => self.class().map(ItemKind::Class),
            "kinds" => self.terms("a kind of act").map(ItemKind::Kinds),
            "targets" => self.terms("a category of target").map(ItemKind::Targets),
            "instant" => self.instant().map(ItemKind::Instant),
            "exception" => self.exception(),
            "premise" => self.premise(),
            "proof" => {
                self.at += 1;
                self.proof_item()
            }
            "clause" => self.clause(),
            "no" => self.no_clause(),
            _ => self.unknown_item(),
        }
    }

    fn unknown_item(&mut self) -> Option<ItemKind> {
        let token = self.peek()?;
        let word = self.source(token);
        let help = if INDENTED.contains(&word) {
            Some("indent the lines that belong to an item".to_owned())
        } else {
            did_you_mean(word, ITEMS.iter().copied())
                .or_else(|| Some(format!("items begin with {}", ticked(ITEMS))))
        };
        let word: String = word.chars().take(40).collect();
        self.error(codes::UNKNOWN_ITEM, token.span, format!("`{word}` begins no item"), help)
    }

    fn stray(&mut self, first: Token) -> Option<ItemKind> {
        let help = "an item begins in the first column; indent only what belongs to it".to_owned();
        self.error(codes::STRAY_LINE, first.span, "this indented line belongs to no item", help)
    }

    fn no_clause(&mut self) -> Option<ItemKind> {
        self.expect(&["no", "clause"])?;
        let because = self.required_because("`no clause`");
        self.end();
        Some(ItemKind::NoClause(because))
    }

    /// Reads the phrases of an item. `one` answers whether it knows the word; `None` stands for a
    /// phrase that went wrong and was reported.
    fn phrases(
        &mut self,
        item: &str,
        known: &[&str],
        mut one: impl FnMut(&mut Self, &str) -> Option<bool>,
    ) {
        while self.peek().is_some() {
            self.phrase = self.at;
            let word = self.word();
            match one(self, word) {
                Some(true) => {}
                Some(false) => {
                    let advice = format!("the phrases of {item} begin with {}", ticked(known));
                    let expected = format!("a phrase of {item}");
                    self.unexpected_with::<()>(&expected, known, Some(advice));
                    self.recover();
                }
                None => self.recover(),
            }
        }
    }

    /// Reports whatever is left of the item.
    fn end(&mut self) {
        self.phrase = self.at;
        if let Some(token) = self.peek() {
            let found: String = self.source(token).chars().take(40).collect();
            let message = format!("`{found}` has no place here: the item is complete");
            let help = "begin another item in the first column".to_owned();
            self.error::<()>(codes::UNEXPECTED, token.span, message, help);
            self.at = self.tokens.len();
        }
    }

    /// Keeps a value once; a second one is reported at `span`.
    fn once<T>(&mut self, slot: &mut Option<T>, value: T, span: Span, what: &str) {
        if slot.is_some() {
            let help = "keep one of them".to_owned();
            self.error::<()>(codes::TWICE, span, format!("{what} stands twice in this item"), help);
        } else {
            *slot = Some(value);
        }
    }

    /// `because "…" by "…"`, of which nothing may be left out.
    fn because(&mut self) -> Option<Because> {
        let start = self.at;
        self.expect(&["because"])?;
        let reason = self.string("the reason as a string")?;
        if !self.eat(&["by"]) {
            let span = self.since(start);
            let help = "add the author: `by \"…\"`".to_owned();
            self.error::<()>(codes::NO_REASON, span, "this reason has no author", help);
            let by = Spanned { value: String::new(), span };
            return Some(Because { reason, by });
        }
        let by = self.string("the author as a string")?;
        let empty = [&reason, &by].into_iter().find(|text| text.value.trim().is_empty());
        if let Some(Spanned { span, .. }) = empty {
            let message = "a reason and its author are words, not empty strings";
            self.error::<()>(codes::NO_REASON, *span, message, None);
        }
        Some(Because { reason, by })
    }

    /// As [`Cursor::because`], where leaving it out altogether is an error too.
    fn required_because(&mut self, what: &str) -> Option<Because> {
        if self.word() == "because" {
            let because = self.because();
            if because.is_none() {
                self.at = self.tokens.len();
            }
            return because;
        }
        let help = "add `because \"…\" by \"…\"`".to_owned();
        let message = format!("{what} needs a reason and its author");
        self.error(codes::NO_REASON, self.since(self.phrase), message, help)
    }
}

/// Words in backticks, separated by commas.
fn ticked(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
