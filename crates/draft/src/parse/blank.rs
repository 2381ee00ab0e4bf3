//! Blanks: `__ (5 to 30 by 5) days`.

use basis::Span;

use super::note::skip_blanks;
use super::problems::Problems;
use crate::codes;

/// Digits of a number in a range.
const DIGITS_MAX: usize = 12;

/// Digits after the point of a number in a range.
const PLACES_MAX: usize = 6;

/// Values of one range.
pub const STEPS_MAX: usize = 1_000;

/// A blank in the words of an alternative; places are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blank {
    /// The blank and its range.
    pub(crate) span: Span,
    /// What it may be filled with, in order; `None` without a range that can be read.
    pub(crate) values: Option<Vec<String>>,
    /// Whether a range is written.
    pub(crate) ranged: bool,
}

/// The blanks of an alternative.
pub(crate) fn blanks(text: &str, words: Span, problems: &mut Problems) -> Vec<Blank> {
    let mut found = Vec::new();
    let mut at = words.start;
    while let Some(offset) = text.get(at..words.end).and_then(|rest| rest.find("__")) {
        let start = at + offset;
        let rest = text.get(start..words.end).unwrap_or("");
        let end = start + (rest.len() - rest.trim_start_matches('_').len());
        at = end;
        let before = text.get(words.start..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..words.end).and_then(|text| text.chars().next());
        // `__bold__` and `snake__case` are no blanks.
        if before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let mut blank = Blank { span: Span::new(start, end), values: None, ranged: false };
        let open = skip_blanks(text, end);
        let close = text.get(open..words.end).and_then(|rest| rest.find(')'));
        let inside = close.map(|close| Span::new(open + 1, open + close));
        let opens = text.get(open..words.end).is_some_and(|rest| rest.starts_with('('));
        if let Some(inside) = inside.filter(|_| opens) {
            let words = text.get(inside.start..inside.end).unwrap_or("");
            if words.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                blank.ranged = true;
                blank.values = range(words, inside, problems);
                blank.span.end = inside.end + 1;
                at = blank.span.end;
            }
        }
        found.push(blank);
    }
    found
}

/// The values of `5 to 30 by 5`.
fn range(words: &str, span: Span, problems: &mut Problems) -> Option<Vec<String>> {
    let mut add = |code, message: String, help: String| {
        let problem = problems.error(code, span, message);
        problems.add(problem.help(help));
        None
    };
    let parts: Vec<&str> = words.split_whitespace().collect();
    let (from, to, by) = match parts.as_slice() {
        [from, "to", to] => (*from, *to, "1"),
        [from, "to", to, "by", by] => (*from, *to, *by),
        _ => {
            let message = format!("the range `{words}` cannot be read");
            return add(
                codes::RANGE_FORM,
                message,
                "write `(5 to 30 by 5)`, units after it".into(),
            );
        }
    };
    let (Some(first), Some(last), Some(step)) = (millionths(from), millionths(to), millionths(by))
    else {
        let message = format!("the range `{words}` holds something that is no number");
        let help =
            format!("numbers have at most {DIGITS_MAX} digits, {PLACES_MAX} after the point");
        return add(codes::RANGE_FORM, message, help);
    };
    if first > last {
        let message = format!("the range `{words}` runs backwards");
        return add(codes::RANGE_FORM, message, format!("write `({to} to {from})`"));
    }
    if step <= 0 {
        let message = format!("the range `{words}` has no steps");
        return add(codes::RANGE_FORM, message, "a step is greater than 0".into());
    }
    let count = usize::try_from((last - first) / step + 1).unwrap_or(usize::MAX);
    if count > STEPS_MAX {
        let message =
            format!("the range `{words}` has {count} values, at most {STEPS_MAX} are read");
        return add(codes::TOO_MANY, message, "take a greater step".into());
    }
    let values: Vec<i128> = (0..).map(|n| first + n * step).take(count).collect();
    if let Some(end) = values.last().filter(|end| **end != last) {
        let message = format!("the steps of `{words}` do not reach {to}");
        let help = format!("the last value is {}", shown(*end));
        let warning = problems.warning(codes::RANGE_END, span, message);
        problems.add(warning.help(help));
    }
    Some(values.into_iter().map(shown).collect())
}

const MILLION: i128 = 10_i128.pow(PLACES_MAX as u32);

/// A decimal number in millionths.
fn millionths(word: &str) -> Option<i128> {
    let (sign, digits) = word.strip_prefix('-').map_or((1, word), |digits| (-1, digits));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if !plain(whole) || !plain(places) || whole.len() > DIGITS_MAX || places.len() > PLACES_MAX {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let places: i128 = format!("{places:0<PLACES_MAX$}").parse().ok()?;
    Some(sign * (whole * MILLION + places))
}

/// Millionths as a decimal number without needless zeros.
fn shown(value: i128) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, places) = (value.abs() / MILLION, value.abs() % MILLION);
    if places == 0 {
        return format!("{sign}{whole}");
    }
    let places = format!("{places:0PLACES_MAX$}");
    format!("{sign}{whole}.{}", places.trim_end_matches('0'))
}
