//! Reads conditions: `2a is "15 km" and not (7 is "no text" or 9 is "Option 1")`, or, where names
//! alone are conditions, `withdraw and not (shell or "close crossing")`.

use basis::{At, Diagnostic, Span};

use super::tokens::{Fault, Token, tokens};
use super::{Condition, Names, Options, TAKEN};
use crate::codes;
use crate::find::{did_you_mean, short};
use crate::model::Draft;

/// Parentheses and `not` inside each other.
pub const DEPTH_MAX: usize = 64;

/// Words that are no option where they stand without quotes after `is`.
const KEYWORDS: &[&str] = &["and", "or", "not", "is"];

/// Words that are no condition where names alone are.
const JOINTS: &[&str] = &["and", "or", "not", "if", "iff"];

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
/// assert_eq!(read("2a is shall if 7 is daily"), read("2a is shall or not 7 is daily"));
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
    let options = names.options();
    let end = words.len();
    let mut reader =
        Reader { file, base, end, names, options, tokens: Vec::new(), at: 0, found: Vec::new() };
    let read = match tokens(words) {
        Ok(tokens) => {
            reader.tokens = tokens;
            reader.whole()
        }
        Err(fault) => reader.fail(fault),
    };
    match read {
        Some(condition) if reader.found.is_empty() => Ok(condition),
        _ => Err(reader.found),
    }
}

struct Reader<'a> {
    file: &'a str,
    base: usize,
    end: usize,
    names: &'a dyn Names,
    /// None where a name alone is a condition.
    options: Option<&'a dyn Options>,
    tokens: Vec<(Token, Span)>,
    at: usize,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Tells of a problem; `None`, so that reading ends with it.
    fn fail<T>(&mut self, fault: Fault) -> Option<T> {
        let Fault { code, span, message, help } = fault;
        let at = At::Bytes(Span::new(self.base + span.start, self.base + span.end));
        self.found.push(Diagnostic::error(code, message).label(self.file, at, "").help(help));
        None
    }

    fn whole(&mut self) -> Option<Condition> {
        let first = self.any(0)?;
        let joint = self.joins().then(|| self.take_word("iff"));
        let condition = match joint {
            None => first,
            Some(both_ways) => {
                self.at += usize::from(!both_ways);
                let second = self.any(0)?;
                if both_ways {
                    let there = follows(first.clone(), second.clone());
                    Condition::All(vec![there, follows(second, first)])
                } else {
                    follows(first, second)
                }
            }
        };
        if self.at < self.tokens.len() { self.ends_before() } else { Some(condition) }
    }

    /// A condition is complete, and more words follow.
    fn ends_before<T>(&mut self) -> Option<T> {
        let span = self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |next| next.1);
        let help = if self.is_word(0, "if") || self.is_word(0, "iff") {
            "one `if` or `iff` may stand in a condition, outside of parentheses"
        } else {
            "join conditions by `and` or `or`"
        };
        self.fail(Fault::form(span, "a condition ends before this", help))
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some((Token::Word(found), _)) if found == word)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(0, word);
        self.at += usize::from(found);
        found
    }

    /// Whether `if` or `iff` stands here with a condition after it, and not as a word of an option
    /// whose quotes are missing.
    fn joins(&self) -> bool {
        let joint = self.is_word(0, "if") || self.is_word(0, "iff");
        let opens = matches!(self.tokens.get(self.at + 1), Some((Token::Open, _)));
        let begins = opens || self.is_word(1, "not") || self.is_word(2, "is");
        joint && (self.options.is_none() || begins)
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
            return self.fail(Fault::form(span, message, "write it with fewer parentheses"));
        }
        let id = self.options.is_some() && self.is_word(1, "is");
        if !id && self.take_word("not") {
            return Some(Condition::Not(Box::new(self.one(depth + 1)?)));
        }
        if matches!(here, Some((Token::Open, _))) {
            self.at += 1;
            let inner = self.any(depth + 1)?;
            return match self.tokens.get(self.at) {
                Some((Token::Close, _)) => {
                    self.at += 1;
                    Some(inner)
                }
                Some(_) => self.ends_before(),
                None => self.fail(Fault::form(span, "this parenthesis is never closed", "add `)`")),
            };
        }
        match self.options {
            Some(options) => self.is(options, here.map(|(token, _)| token), span),
            None => self.taken(span),
        }
    }

    /// `NAME`, where a name alone is a condition.
    fn taken(&mut self, span: Span) -> Option<Condition> {
        let form = "join names by `and`, `or` and `not`; one of several words needs double quotes";
        let what = self.names.what();
        let Some((name, span)) = self.name(JOINTS) else {
            let message = format!("here should stand {} {what}", article(what));
            return self.fail(Fault::form(span, message, form));
        };
        self.ends_as_one(what, form)?;
        let at = self.find(&name, span);
        Some(
            at.map_or(Condition::Any(Vec::new()), |bracket| Condition::Is {
                bracket,
                option: TAKEN,
            }),
        )
    }

    /// `ID is OPTION` or `ID is not OPTION`.
    fn is(&mut self, options: &dyn Options, here: Option<Token>, span: Span) -> Option<Condition> {
        let form = "write `ID is \"OPTION\"`; after `and` and `or` repeat the id";
        let Some(Token::Word(id) | Token::Quoted(id)) = here.filter(|_| self.is_word(1, "is"))
        else {
            let what = self.names.what();
            let message = format!("here should stand {} {what}, `is` and an option", article(what));
            return self.fail(Fault::form(span, message, form));
        };
        self.at += 2;
        let option_next =
            |at: usize| self.tokens.get(at).is_some_and(|(token, _)| is_name(token, KEYWORDS));
        let negated = self.is_word(0, "not") && option_next(self.at + 1);
        self.at += usize::from(negated);
        let there = self.tokens.get(self.at).map_or(span, |(_, there)| *there);
        let Some((option, option_span)) = self.name(KEYWORDS) else {
            return self.fail(Fault::form(there, format!("`{id} is` names no option"), form));
        };
        self.ends_as_one("option", form)?;
        let is = self.resolve(options, (&id, span), (&option, option_span));
        Some(if negated { Condition::Not(Box::new(is)) } else { is })
    }

    /// The name that stands here; of words without quotes, none of those.
    fn name(&mut self, not: &[&str]) -> Option<(String, Span)> {
        let (token, span) = self.tokens.get(self.at).filter(|(token, _)| is_name(token, not))?;
        let (Token::Word(name) | Token::Quoted(name)) = token else { return None };
        self.at += 1;
        Some((name.clone(), *span))
    }

    /// After a name without quotes no word stands that may be more of it.
    fn ends_as_one(&mut self, what: &str, form: &str) -> Option<()> {
        let around = self.tokens.get(self.at - 1..=self.at);
        let Some([(Token::Word(_), name), (Token::Word(next), span)]) = around else {
            return Some(());
        };
        if KEYWORDS.contains(&next.as_str()) || self.joins() {
            return Some(());
        }
        let message = format!("{} {what} of more than one word needs double quotes", article(what));
        self.fail(Fault::form(name.to(*span), message, form))
    }

    /// The position of a name. What is unknown is told, and reading goes on so that all of it is.
    fn find(&mut self, id: &str, span: Span) -> Option<usize> {
        let what = self.names.what();
        let found = self.names.find(id);
        if found.is_none() {
            let near = did_you_mean(id, self.names.ids());
            let help = near.unwrap_or_else(|| format!("see which {what}s there are"));
            let message = format!("there is no {what} `{}`", short(id));
            return self.fail(Fault { code: codes::CONDITION_BRACKET, span, message, help });
        }
        found
    }

    fn resolve(
        &mut self,
        options: &dyn Options,
        (id, id_span): (&str, Span),
        (option, span): (&str, Span),
    ) -> Condition {
        let nothing = Condition::Any(Vec::new());
        let Some(bracket) = self.find(id, id_span) else { return nothing };
        match options.find_option(bracket, option) {
            Ok(option) => Condition::Is { bracket, option },
            Err(missing) => {
                let message = missing.message_of(self.names.what(), id, &short(option));
                let help = missing.help().unwrap_or_else(|| options_of(options, bracket));
                let code = codes::CONDITION_OPTION;
                self.fail::<()>(Fault { code, span, message, help });
                nothing
            }
        }
    }
}

/// `first if second`: no only where the second holds and the first does not.
fn follows(first: Condition, second: Condition) -> Condition {
    Condition::Any(vec![first, Condition::Not(Box::new(second))])
}

fn is_name(token: &Token, not: &[&str]) -> bool {
    match token {
        Token::Word(word) => !not.contains(&word.as_str()),
        Token::Quoted(_) => true,
        Token::Open | Token::Close => false,
    }
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The options of a bracket, as advice.
fn options_of(options: &dyn Options, bracket: usize) -> String {
    const SHOWN: usize = 5;
    let options = options.keys(bracket);
    let keys: Vec<String> =
        options.iter().take(SHOWN).map(|key| format!("`{}`", short(key))).collect();
    let more = if options.len() > SHOWN { ", …" } else { "" };
    format!("its options are {}{more}", keys.join(", "))
}
