//! Takes away the blanks and lines that removed words leave behind.

use basis::Span;

/// The text without the blanks and lines around places where words were removed.
pub(super) fn tidy(text: &str, mut removed: Vec<usize>) -> String {
    removed.sort_unstable();
    let mut cuts: Vec<Span> = Vec::new();
    let mut gaps: Vec<Gap> = Vec::new();
    for at in removed {
        let line = line_around(text, at);
        let words = text.get(line.start..line.end).unwrap_or("");
        if !is_empty_line(words) {
            cuts.extend(blanks(text, line, at));
            continue;
        }
        let between = |gap: &Gap| text.get(gap.span.end..line.start).unwrap_or("");
        match gaps.last_mut() {
            Some(gap) if gap.span.end > at => {}
            Some(gap) if between(gap).trim().is_empty() => {
                gap.parts |= gap.span.end < line.start;
                gap.span.end = line.end;
            }
            _ => gaps.push(Gap { span: line, parts: false }),
        }
    }
    cuts.extend(gaps.into_iter().map(|gap| gap.cut(text)));
    without(text, cuts)
}

/// Lines in a row of which nothing is left.
struct Gap {
    span: Span,
    /// Whether empty lines of the text stand between them, which parted paragraphs.
    parts: bool,
}

impl Gap {
    /// What to cut so that paragraphs stay apart, by no more empty lines than before.
    fn cut(&self, text: &str) -> Span {
        let Span { start, end } = self.span;
        let before = text.get(..start).unwrap_or("");
        if end == text.len() {
            // The empty lines before it go too; the end of the last line with words stays.
            let kept = before.trim_end().len();
            let ending = before.get(kept..).and_then(|blanks| blanks.find('\n'));
            return Span::new(ending.map_or(start, |offset| kept + offset + 1), end);
        }
        let above = before.strip_suffix('\n').map(|before| before.rsplit('\n').next());
        let above = above.is_none_or(|line| line.is_none_or(|line| line.trim().is_empty()));
        let below = line_around(text, end);
        let below_is_empty = text.get(below.start..below.end).unwrap_or("").trim().is_empty();
        match (above, below_is_empty) {
            (true, true) => Span::new(start, below.end),
            (false, false) if self.parts => {
                let last = text.get(start..end).unwrap_or("");
                let ending = if last.ends_with("\r\n") { 2 } else { 1 };
                Span::new(start, end - ending)
            }
            _ => self.span,
        }
    }
}

/// The line around a place, with its end.
fn line_around(text: &str, at: usize) -> Span {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let end = text.get(at..).and_then(|after| after.find('\n'));
    Span::new(start, end.map_or(text.len(), |offset| at + offset + 1))
}

/// Whether nothing is left in a line, or only the mark of a list's item.
fn is_empty_line(line: &str) -> bool {
    matches!(line.trim(), "" | "-" | "*" | "+")
}

/// The blanks that go with words removed from the middle of a line.
fn blanks(text: &str, line: Span, at: usize) -> Option<Span> {
    let before = text.get(line.start..at)?;
    let after = text.get(at..line.end)?;
    let is_blank = |c: char| c == ' ' || c == '\t';
    if before.trim().is_empty() {
        let length = after.len() - after.trim_start_matches(is_blank).len();
        return Some(Span::new(at, at + length));
    }
    let ends = |c: char| c.is_whitespace() || ".,;:!?)]".contains(c);
    let gone = before.ends_with(is_blank) && after.chars().next().is_none_or(ends);
    gone.then(|| Span::new(at - 1, at))
}

/// The text without the cuts.
fn without(text: &str, mut cuts: Vec<Span>) -> String {
    cuts.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for cut in cuts {
        out.push_str(text.get(at..cut.start).unwrap_or(""));
        at = at.max(cut.end);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}
