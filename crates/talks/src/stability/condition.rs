//! Conditions over yes-or-no options: `accept and not (delay or "abandon plant")`, and statements
//! of preference: `modify`, `insist if not modify`, `insist iff modify`.
//!
//! `not` binds closest, then `and`, then `or`, then one `if` or `iff`. Names with blanks stand in
//! double quotes. `p if q` is no only where q holds and p does not; `p iff q` is yes where both
//! have the same answer (Peng, Hipel, Fang and Kilgour's option prioritising of GMCR II).

use basis::Span;

/// Signs and words of a condition.
const TOKENS_MAX: usize = 2_000;

/// Brackets and `not` inside one another.
const DEPTH_MAX: usize = 50;

/// A condition over options, by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The option is taken.
    Taken(usize),
    /// The condition does not hold.
    Not(Box<When>),
    /// All of them hold.
    All(Vec<When>),
    /// At least one of them holds.
    Any(Vec<When>),
    /// Both hold, or neither.
    Same(Box<When>, Box<When>),
}

impl When {
    /// Whether it holds where these options are taken.
    pub fn holds(&self, taken: &[bool]) -> bool {
        match self {
            When::Taken(option) => taken.get(*option).copied().unwrap_or(false),
            When::Not(inner) => !inner.holds(taken),
            When::All(parts) => parts.iter().all(|part| part.holds(taken)),
            When::Any(parts) => parts.iter().any(|part| part.holds(taken)),
            When::Same(first, second) => first.holds(taken) == second.holds(taken),
        }
    }
}

/// Why a text is not a condition, with the bytes of the text that are to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another sign or word was expected.
    Expected(&'static str, Span),
    /// There is no option of this name.
    NoOption(String, Span),
    /// Too long, or too many brackets inside one another.
    TooMuch(Span),
}

/// Reads a condition or a statement of preference; `find` gives the position of an option.
///
/// # Errors
/// The first fault.
pub fn parse(text: &str, find: &dyn Fn(&str) -> Option<usize>) -> Result<When, Fault> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), find, depth: 0 };
    let first = parser.any()?;
    let whole = match parser.word() {
        Some("if") => {
            parser.at += 1;
            When::Any(vec![first, When::Not(Box::new(parser.any()?))])
        }
        Some("iff") => {
            parser.at += 1;
            When::Same(Box::new(first), Box::new(parser.any()?))
        }
        _ => first,
    };
    match parser.tokens.get(parser.at) {
        None => Ok(whole),
        Some(token) => Err(Fault::Expected("`and`, `or`, `if` or the end", token.span)),
    }
}

struct Token<'t> {
    text: &'t str,
    quoted: bool,
    span: Span,
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, Fault> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let start = text.len() - rest.len();
        let Some(first) = rest.chars().next() else { return Ok(found) };
        if found.len() == TOKENS_MAX {
            return Err(Fault::TooMuch(Span::new(start, text.len())));
        }
        let (length, quoted) = match first {
            '(' | ')' => (1, false),
            '"' => match rest.get(1..).and_then(|inner| inner.find('"')) {
                Some(length) => (length + 2, true),
                None => {
                    return Err(Fault::Expected("a closing `\"`", Span::new(start, text.len())));
                }
            },
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"');
                (rest.find(ends).unwrap_or(rest.len()), false)
            }
        };
        let (token, after) = rest.split_at(length);
        let inside = if quoted { token.trim_matches('"') } else { token };
        found.push(Token { text: inside, quoted, span: Span::new(start, start + length) });
        rest = after;
    }
}

struct Parser<'t, 'f> {
    tokens: &'t [Token<'t>],
    at: usize,
    end: usize,
    find: &'f dyn Fn(&str) -> Option<usize>,
    depth: usize,
}

impl<'t> Parser<'t, '_> {
    fn word(&self) -> Option<&'t str> {
        self.tokens.get(self.at).filter(|token| !token.quoted).map(|token| token.text)
    }

    fn any(&mut self) -> Result<When, Fault> {
        let mut parts = vec![self.all()?];
        while self.word() == Some("or") {
            self.at += 1;
            parts.push(self.all()?);
        }
        Ok(one_or(parts, When::Any))
    }

    fn all(&mut self) -> Result<When, Fault> {
        let mut parts = vec![self.term()?];
        while self.word() == Some("and") {
            self.at += 1;
            parts.push(self.term()?);
        }
        Ok(one_or(parts, When::All))
    }

    fn term(&mut self) -> Result<When, Fault> {
        let Some(token) = self.tokens.get(self.at) else {
            return Err(Fault::Expected("an option", Span::new(self.end, self.end)));
        };
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Fault::TooMuch(token.span));
        }
        self.at += 1;
        let term = match (token.text, token.quoted) {
            ("not", false) => When::Not(Box::new(self.term()?)),
            ("(", false) => self.bracketed()?,
            (")" | "and" | "or" | "if" | "iff", false) => {
                return Err(Fault::Expected("an option", token.span));
            }
            (name, _) => match (self.find)(name) {
                Some(option) => When::Taken(option),
                None => return Err(Fault::NoOption(name.to_owned(), token.span)),
            },
        };
        self.depth -= 1;
        Ok(term)
    }

    fn bracketed(&mut self) -> Result<When, Fault> {
        let inner = self.any()?;
        if self.word() == Some(")") {
            self.at += 1;
            return Ok(inner);
        }
        let at = self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |token| token.span);
        Err(Fault::Expected("`)`", at))
    }
}

fn one_or(mut parts: Vec<When>, many: fn(Vec<When>) -> When) -> When {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str) -> Option<usize> {
        ["a", "b", "c c"].iter().position(|known| *known == name)
    }

    /// The worlds of a, b and `c c` in which a text holds, as digits.
    fn worlds(text: &str) -> String {
        let when = parse(text, &find).unwrap();
        let taken = |n: usize| [n & 4 != 0, n & 2 != 0, n & 1 != 0];
        (0..8).map(|n| if when.holds(&taken(n)) { '1' } else { '0' }).collect()
    }

    #[test]
    fn not_binds_before_and_and_before_or_and_or_before_if() {
        assert_eq!(worlds("a"), "00001111");
        assert_eq!(worlds("not a and b"), "00110000");
        assert_eq!(worlds("not (a and b)"), "11111100");
        assert_eq!(worlds("a or b and \"c c\""), "00011111");
        assert_eq!(worlds("a if b or \"c c\""), "10001111");
        assert_eq!(worlds("a iff b"), "11000011");
    }

    #[test]
    fn faults_have_their_place() {
        let fault = |text: &str| parse(text, &find).unwrap_err();
        assert_eq!(fault("a and"), Fault::Expected("an option", Span::new(5, 5)));
        assert_eq!(fault("(a"), Fault::Expected("`)`", Span::new(2, 2)));
        assert_eq!(fault("a \"b"), Fault::Expected("a closing `\"`", Span::new(2, 4)));
        assert_eq!(fault("a if b if a"), {
            Fault::Expected("`and`, `or`, `if` or the end", Span::new(7, 9))
        });
        assert_eq!(fault("a and ä"), Fault::NoOption("ä".into(), Span::new(6, 8)));
        assert!(matches!(fault(&"not ".repeat(60)), Fault::TooMuch(_)));
        assert!(matches!(fault(&"(".repeat(100_000)), Fault::TooMuch(_)));
        assert!(matches!(fault(&"a or ".repeat(5_000)), Fault::TooMuch(_)));
    }
}
