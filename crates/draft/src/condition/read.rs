//! Reads conditions: `2a is "15 km" and not (7 is "no text" or 9 is "Option 1")`.

use basis::{At, Code, Diagnostic, Span};

use super::Condition;
use crate::codes;
use crate::find::{NoOption, did_you_mean, short};
use crate::model::Draft;

/// Parentheses and `not` inside each other.
pub const DEPTH_MAX: usize = 64;

/// Words, quotes and parentheses of a condition.
pub const TOKENS_MAX: usize = 10_000;

/// Words with a meaning of their own.
const KEYWORDS: &[&str] = &["and", "or", "not", "is"];

/// What conditions can speak of.
pub trait Names {
    /// What is called by an id, in the singular: `bracket`.
    fn what(&self) -> &'static str;
    /// The position of what has this id.
    fn find(&self, id: &str) -> Option<usize>;
    /// All ids.
    fn ids(&self) -> Vec<&str>;
    /// The position of the option that a reference names.
    ///
    /// # Errors
    ///
    /// When no option, or more than one, is called so.
    fn find_option(&self, at: usize, reference: &str) -> Result<usize, NoOption>;
    /// What the options are called.
    fn keys(&self, at: usize) -> Vec<&str>;
}

impl Names for Draft {
    fn what(&self) -> &'static str {
        "bracket"
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.bracket(id)
    }

    fn ids(&self) -> Vec<&str> {
        self.brackets.iter().map(|bracket| bracket.id.as_str()).collect()
    }

    fn find_option(&self, at: usize, reference: &str) -> Result<usize, NoOption> {
        self.option(at, reference)
    }

    fn keys(&self, at: usize) -> Vec<&str> {
        let options = self.brackets.get(at).map_or(&[][..], |b| &b.options);
        options.iter().map(|option| option.key.as_str()).collect()
    }
}

/// Reads a condition over the brackets of a draft. `base` is the place of the words in their file,
/// for the places of what is wrong.
///
/// # Errors
///
/// When the words are no condition, or speak of brackets or options that the draft does not have;
/// all of these are told.
///
/// ```
/// let (draft, _) = draft::parse("text.md", "[shall / should]{#2a} meet [daily]{#7}", &[]);
/// let read = |words| draft::condition::parse("red.toml", words, 0, &draft);
/// assert!(read("2a is shall and not 7 is \"no text\"").is_ok());
/// assert_eq!(read("2b is shall").unwrap_err()[0].help.as_deref(), Some("did you mean `2a`?"));
/// ```
pub fn parse(
    file: &str,
    words: &str,
    base: usize,
    draft: &Draft,
) -> Result<Condition, Vec<Diagnostic>> {
    parse_with(file, words, base, draft)
}

/// Reads a condition over whatever has names; an id of more than one word stands in quotes.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_with(
    file: &str,
    words: &str,
    base: usize,
    names: &dyn Names,
) -> Result<Condition, Vec<Diagnostic>> {
    let mut reader = Reader {
        file,
        base,
        end: words.len(),
        names,
        tokens: Vec::new(),
        at: 0,
        found: Vec::new(),
    };
    let read = reader.tokens(words).and_then(|()| reader.whole());
    match read {
        Some(condition) if reader.found.is_empty() => Ok(condition),
        _ => Err(reader.found),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Word(String),
    Quoted(String),
}

struct Reader<'a> {
    file: &'a str,
    base: usize,
    end: usize,
    names: &'a dyn Names,
    tokens: Vec<(Token, Span)>,
    at: usize,
    found: Vec<Diagnostic>,
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

impl Reader<'_> {
    /// Tells of a problem; `None`, so that reading ends with it.
    fn fail<T>(&mut self, code: Code, span: Span, message: String, help: &str) -> Option<T> {
        let at = At::Bytes(Span::new(self.base + span.start, self.base + span.end));
        self.found.push(Diagnostic::error(code, message).label(self.file, at, "").help(help));
        None
    }

    fn tokens(&mut self, words: &str) -> Option<()> {
        let mut at = 0;
        while let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) {
            if self.tokens.len() >= TOKENS_MAX {
                let message = format!("a condition has more than {TOKENS_MAX} words");
                return self.fail(codes::TOO_MANY, Span::new(at, at), message, "divide it");
            }
            let rest = words.get(at..).unwrap_or("");
            let (token, length) = match c {
                c if c.is_whitespace() => {
                    at += c.len_utf8();
                    continue;
                }
                '(' => (Token::Open, 1),
                ')' => (Token::Close, 1),
                '"' | '“' => match closing_quote(rest) {
                    Some((inner, length)) => (Token::Quoted(unescaped(inner)), length),
                    None => {
                        let span = Span::new(at, words.len());
                        let message = "this quote is never closed".to_owned();
                        return self.fail(codes::CONDITION_FORM, span, message, "add `\"`");
                    }
                },
                _ => {
                    let ends = |c: char| c.is_whitespace() || "()\"“”".contains(c);
                    let length = rest.find(ends).unwrap_or(rest.len()).max(c.len_utf8());
                    (Token::Word(rest.get(..length).unwrap_or("").to_owned()), length)
                }
            };
            self.tokens.push((token, Span::new(at, at + length)));
            at += length;
        }
        Some(())
    }

    fn whole(&mut self) -> Option<Condition> {
        let condition = self.any(0)?;
        match self.tokens.get(self.at).cloned() {
            None => Some(condition),
            Some((_, span)) => {
                let message = "a condition ends before this".to_owned();
                self.fail(codes::CONDITION_FORM, span, message, "join conditions by `and` or `or`")
            }
        }
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some((Token::Word(found), _)) if found == word)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(0, word);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self, depth: usize) -> Option<Condition> {
        let mut parts = vec![self.all(depth)?];
        while self.take_word("or") {
            parts.push(self.all(depth)?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Condition::Any(parts)) }
    }

    fn all(&mut self, depth: usize) -> Option<Condition> {
        let mut parts = vec![self.one(depth)?];
        while self.take_word("and") {
            parts.push(self.one(depth)?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Condition::All(parts)) }
    }

    fn one(&mut self, depth: usize) -> Option<Condition> {
        let here = self.tokens.get(self.at).cloned();
        let span = here.as_ref().map_or(Span::new(self.end, self.end), |(_, span)| *span);
        if depth > DEPTH_MAX {
            let message = format!("a condition is nested more than {DEPTH_MAX} deep");
            return self.fail(
                codes::CONDITION_FORM,
                span,
                message,
                "write it with fewer parentheses",
            );
        }
        if self.is_word(0, "not") && !self.is_word(1, "is") {
            self.at += 1;
            return Some(Condition::Not(Box::new(self.one(depth + 1)?)));
        }
        if matches!(here, Some((Token::Open, _))) {
            self.at += 1;
            let inner = self.any(depth + 1)?;
            if !matches!(self.tokens.get(self.at), Some((Token::Close, _))) {
                let message = "this parenthesis is never closed".to_owned();
                return self.fail(codes::CONDITION_FORM, span, message, "add `)`");
            }
            self.at += 1;
            return Some(inner);
        }
        self.is(here, span)
    }

    /// `ID is OPTION` or `ID is not OPTION`.
    fn is(&mut self, here: Option<(Token, Span)>, span: Span) -> Option<Condition> {
        let form = "write `ID is \"OPTION\"`; after `and` and `or` repeat the id";
        let here = here.filter(|_| self.is_word(1, "is")).map(|(token, _)| token);
        let Some(Token::Word(id) | Token::Quoted(id)) = here else {
            let what = self.names.what();
            let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            let message = format!("here should stand {article} {what}, `is` and an option");
            return self.fail(codes::CONDITION_FORM, span, message, form);
        };
        self.at += 2;
        let option_next =
            |at: usize| self.tokens.get(at).is_some_and(|(token, _)| !is_close(token));
        let negated = self.is_word(0, "not") && option_next(self.at + 1);
        self.at += usize::from(negated);
        let Some((token, option_span)) = self.tokens.get(self.at).cloned() else {
            let message = format!("`{id} is` names no option");
            return self.fail(codes::CONDITION_FORM, span, message, form);
        };
        let option = match token {
            Token::Quoted(words) => words,
            Token::Word(word) if !KEYWORDS.contains(&word.as_str()) => word,
            _ => {
                let message = format!("`{id} is` names no option");
                return self.fail(codes::CONDITION_FORM, option_span, message, form);
            }
        };
        self.at += 1;
        let unquoted = match self.tokens.get(self.at) {
            Some((Token::Word(word), span)) if !KEYWORDS.contains(&word.as_str()) => Some(*span),
            _ => None,
        };
        if let Some(span) = unquoted {
            let message = "an option of more than one word needs double quotes".to_owned();
            return self.fail(codes::CONDITION_FORM, option_span.to(span), message, form);
        }
        // What is unknown is told, and reading goes on so that all of it is.
        let is = self.resolve((&id, span), (&option, option_span));
        Some(if negated { Condition::Not(Box::new(is)) } else { is })
    }

    fn resolve(&mut self, (id, id_span): (&str, Span), (option, span): (&str, Span)) -> Condition {
        let nothing = Condition::Any(Vec::new());
        let what = self.names.what();
        let Some(bracket) = self.names.find(id) else {
            let near = did_you_mean(id, self.names.ids());
            let help = near.unwrap_or_else(|| format!("see which {what}s there are"));
            let message = format!("there is no {what} `{}`", short(id));
            self.fail::<()>(codes::CONDITION_BRACKET, id_span, message, &help);
            return nothing;
        };
        match self.names.find_option(bracket, option) {
            Ok(option) => Condition::Is { bracket, option },
            Err(missing) => {
                let message = missing.message_of(what, id, &short(option));
                let help = missing.help().unwrap_or_else(|| self.options_of(bracket));
                self.fail::<()>(codes::CONDITION_OPTION, span, message, &help);
                nothing
            }
        }
    }

    /// The options of a bracket, as advice.
    fn options_of(&self, bracket: usize) -> String {
        const SHOWN: usize = 5;
        let options = self.names.keys(bracket);
        let keys: Vec<String> =
            options.iter().take(SHOWN).map(|key| format!("`{}`", short(key))).collect();
        let more = if options.len() > SHOWN { ", …" } else { "" };
        format!("its options are {}{more}", keys.join(", "))
    }
}

fn is_close(token: &Token) -> bool {
    match token {
        Token::Close => true,
        Token::Word(word) => KEYWORDS.contains(&word.as_str()),
        Token::Open | Token::Quoted(_) => false,
    }
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
