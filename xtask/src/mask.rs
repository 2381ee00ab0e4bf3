//! Code without its comments and strings: the same length and lines, blanks in their place.

/// What a stretch of source text is.
enum Piece {
    Code,
    LineComment,
    /// Nesting depth.
    BlockComment(usize),
    /// Number of `#` that close it; `None` for a string with escapes.
    Str(Option<usize>),
}

/// Replaces what stands in comments, strings and character literals by blanks. Line ends stay, so
/// that lines and columns (counted in characters) are those of the source.
///
/// ```
/// assert_eq!(xtask::mask::code("a(\"{\"); // }"), "a(\" \");     ");
/// ```
pub fn code(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut piece = Piece::Code;
    let mut at = 0;
    while at < chars.len() {
        let (next, length) = step(&chars, at, &piece);
        let hidden = !matches!(piece, Piece::Code) || matches!(next, Some(Piece::LineComment));
        let hidden = hidden || matches!(next, Some(Piece::BlockComment(_)));
        let literal = length > 1 && chars[at] == '\'';
        for c in chars.iter().skip(at).take(length) {
            let keep = *c == '\n' || !(hidden || literal) || *c == '"';
            out.push(if keep { *c } else { ' ' });
        }
        at += length;
        piece = next.unwrap_or(piece);
    }
    out
}

/// The piece that begins here, if another one does, and how many characters to pass over.
fn step(chars: &[char], at: usize, piece: &Piece) -> (Option<Piece>, usize) {
    let is = |offset: usize, c: char| chars.get(at + offset) == Some(&c);
    match piece {
        Piece::LineComment => (is(0, '\n').then_some(Piece::Code), 1),
        Piece::BlockComment(depth) if is(0, '*') && is(1, '/') => {
            let outer = if *depth == 1 { Piece::Code } else { Piece::BlockComment(depth - 1) };
            (Some(outer), 2)
        }
        Piece::BlockComment(depth) if is(0, '/') && is(1, '*') => {
            (Some(Piece::BlockComment(depth + 1)), 2)
        }
        Piece::BlockComment(_) => (None, 1),
        Piece::Str(None) if is(0, '\\') => (None, 2),
        Piece::Str(None) => (is(0, '"').then_some(Piece::Code), 1),
        Piece::Str(Some(hashes)) => {
            let closed = is(0, '"') && (1..=*hashes).all(|n| is(n, '#'));
            if closed { (Some(Piece::Code), 1 + hashes) } else { (None, 1) }
        }
        Piece::Code => code_step(chars, at),
    }
}

fn code_step(chars: &[char], at: usize) -> (Option<Piece>, usize) {
    let is = |offset: usize, c: char| chars.get(at + offset) == Some(&c);
    if is(0, '/') && is(1, '/') {
        return (Some(Piece::LineComment), 2);
    }
    if is(0, '/') && is(1, '*') {
        return (Some(Piece::BlockComment(1)), 2);
    }
    if is(0, '"') {
        return (Some(Piece::Str(None)), 1);
    }
    let word_before = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    let raw = usize::from(is(0, 'b')) + 1;
    if is(raw - 1, 'r') && !word_before {
        let hashes = chars.iter().skip(at + raw).take_while(|c| **c == '#').count();
        if is(raw + hashes, '"') {
            return (Some(Piece::Str(Some(hashes))), raw + hashes + 1);
        }
    }
    if is(0, '\'') {
        // A lifetime has no closing quote where a character literal has one.
        let length = if is(1, '\\') {
            chars.iter().skip(at + 3).take_while(|c| **c != '\'').count() + 4
        } else if is(2, '\'') {
            3
        } else {
            1
        };
        return (None, length);
    }
    (None, 1)
}

/// Blanks out the bodies of `#[cfg(test)]` modules of masked code.
pub fn without_tests(masked: &str) -> String {
    let mut out = masked.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let Some(open) = out[start..].find(['{', ';']).map(|at| start + at) else { break };
        let end = if out[open..].starts_with('{') { closing(&out, open) } else { open + 1 };
        let blank: String =
            out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// The byte after the brace that closes the one at `open`, or the end of the text.
pub fn closing(masked: &str, open: usize) -> usize {
    let mut depth = 0usize;
    for (at, c) in masked[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return open + at + 1;
        }
    }
    masked.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_characters_vanish() {
        let source = "fn a<'x>() { b('{', '\\'', b'}'); /* { /* } */ */ c(r#\"}\"#) } // }";
        let masked = code(source);
        assert_eq!(masked.chars().count(), source.chars().count());
        assert_eq!(masked.matches('{').count(), 1);
        assert_eq!(masked.matches('}').count(), 1);
        assert!(masked.contains("fn a<'x>()"), "{masked}");
    }

    #[test]
    fn test_modules_vanish_and_lines_stay() {
        let source = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { {} }\n}\nfn c() {}\n";
        let rest = without_tests(&code(source));
        assert_eq!(rest.lines().count(), 6);
        assert!(rest.contains("fn a") && rest.contains("fn c") && !rest.contains("fn b"));
    }
}
