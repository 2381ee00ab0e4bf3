//! Wrapped text and tables for terminals of any width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::words::clean;

/// How a piece of text is set off; words always say the same without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it comes.
    #[default]
    Plain,
    /// A heading, or what matters most.
    Strong,
    /// An aside.
    Dim,
    /// Contrary to a clause, or refused.
    Contrary,
    /// Settled.
    Settled,
    /// Open.
    Open,
}

impl Tone {
    /// Select Graphic Rendition parameters (ECMA-48, 8.3.117).
    fn sgr(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Strong => "1",
            Tone::Dim => "2",
            Tone::Contrary => "1;35",
            Tone::Settled => "36",
            Tone::Open => "33",
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// How it is set off.
    pub tone: Tone,
}

impl Cell {
    /// Text with a tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Cell {
        Cell { text: text.into(), tone }
    }

    /// Text as it comes.
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell::new(text, Tone::Plain)
    }
}

/// Collects lines.
pub struct Page {
    width: usize,
    colour: bool,
    text: String,
}

/// Blanks between columns.
const GUTTER: usize = 2;

/// Columns narrower than this are hard to read.
pub const COLUMN_MIN: usize = 16;

/// Columns of short figures beside others that are kept wide.
const DENSE_COLUMN_MIN: usize = 14;

impl Page {
    /// An empty page of so many columns, with or without colour.
    pub fn new(width: usize, colour: bool) -> Page {
        Page { width: width.max(COLUMN_MIN), colour, text: String::new() }
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// All lines.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str, tone: Tone) {
        self.hanging("", text, tone);
    }

    /// A heading with a rule below.
    pub fn heading(&mut self, text: &str) {
        let lines = wrap(text, self.width);
        let rule = lines.iter().map(|l| l.width()).max().unwrap_or(0);
        for line in &lines {
            self.line(&[(line.clone(), Tone::Strong)]);
        }
        self.line(&[("─".repeat(rule), Tone::Dim)]);
    }

    /// A paragraph that begins with `lead` and whose further lines stand under its text, or below
    /// each other where the lead takes more than half of the width.
    pub fn hanging(&mut self, lead: &str, text: &str, tone: Tone) {
        let lead = clean(lead);
        let indent = lead.width();
        if indent > self.width / 2 {
            for line in wrap(&format!("{lead}{text}"), self.width) {
                self.line(&[(line, tone)]);
            }
            return;
        }
        for (i, line) in wrap(text, self.width - indent).iter().enumerate() {
            let lead = if i == 0 { lead.clone() } else { " ".repeat(indent) };
            self.line(&[(lead, Tone::Plain), (line.clone(), tone)]);
        }
    }

    /// One line however long, for addresses that are to be followed.
    pub fn unbroken(&mut self, text: &str) {
        self.line(&[(clean(text).replace('\n', " "), Tone::Plain)]);
    }

    /// A label in a column of its own, then text.
    pub fn labelled(&mut self, label: &str, column: usize, text: &str) {
        let pad = column.saturating_sub(label.width());
        self.hanging(&format!("{label}{}", " ".repeat(pad)), text, Tone::Plain);
    }

    /// A table that fits the width; no text is cut, cells wrap.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<Cell>]) {
        let widths = widths(head, rows, self.width, 0);
        self.rows(head, rows, &widths, true);
    }

    /// A table of many short rows: no blank line between rows even where a cell wraps, and the
    /// first columns as wide as their text where enough room remains.
    pub fn dense_table(&mut self, head: &[&str], rows: &[Vec<Cell>], first: usize) {
        let widths = widths(head, rows, self.width, first);
        self.rows(head, rows, &widths, false);
    }

    fn rows(&mut self, head: &[&str], rows: &[Vec<Cell>], widths: &[usize], airy: bool) {
        let head: Vec<Cell> = head.iter().map(|h| Cell::new(*h, Tone::Strong)).collect();
        self.row(&head, widths);
        let rule: usize = widths.iter().sum::<usize>() + GUTTER * widths.len().saturating_sub(1);
        self.line(&[("─".repeat(rule), Tone::Dim)]);
        let fits =
            |row: &Vec<Cell>| row.iter().zip(widths).all(|(c, w)| wrap(&c.text, *w).len() < 2);
        let spaced = airy && !rows.iter().all(fits);
        for (i, row) in rows.iter().enumerate() {
            if spaced && i > 0 {
                self.blank();
            }
            self.row(row, widths);
        }
    }

    fn row(&mut self, cells: &[Cell], widths: &[usize]) {
        let wrapped: Vec<Vec<String>> =
            cells.iter().zip(widths).map(|(cell, width)| wrap(&cell.text, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..height {
            let mut pieces = Vec::new();
            for ((lines, cell), width) in wrapped.iter().zip(cells).zip(widths) {
                let line = lines.get(i).cloned().unwrap_or_default();
                let pad = " ".repeat(width.saturating_sub(line.width()) + GUTTER);
                pieces.push((line, cell.tone));
                pieces.push((pad, Tone::Plain));
            }
            self.line(&pieces);
        }
    }

    /// One line; blanks at its end are left out.
    fn line(&mut self, pieces: &[(String, Tone)]) {
        let last = pieces.iter().rposition(|(text, _)| !text.trim_end().is_empty());
        for (i, (text, tone)) in pieces.iter().enumerate().take(last.map_or(0, |n| n + 1)) {
            let text = if Some(i) == last { text.trim_end() } else { text };
            if self.colour && *tone != Tone::Plain && !text.is_empty() {
                self.text.push_str(&format!("\u{1b}[{}m{text}\u{1b}[0m", tone.sgr()));
            } else {
                self.text.push_str(text);
            }
        }
        self.text.push('\n');
    }
}

/// Lines of at most `width` columns, broken at blanks, or within a word that is wider. Controls are
/// made visible; a line feed in the text starts a new line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in clean(text).split('\n') {
        let indent = paragraph.len() - paragraph.trim_start_matches(' ').len();
        let mut line = " ".repeat(indent.min(width / 2));
        let mut begun = false;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if begun && line.width() + 1 + word.width() > width {
                lines.push(std::mem::take(&mut line));
                begun = false;
            }
            if begun {
                line.push(' ');
            }
            for c in word.chars() {
                if line.width() + c.width().unwrap_or(0) > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
            begun = true;
        }
        lines.push(line);
    }
    lines
}

/// Widths of columns: as wide as their text where that fits, else the widest give way; the `first`
/// ones only where too little room remains for the others.
fn widths(head: &[&str], rows: &[Vec<Cell>], width: usize, first: usize) -> Vec<usize> {
    let natural = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|c| c.text.as_str());
        let lines = cells.chain([head[i]]).flat_map(|t| t.split('\n'));
        lines.map(|line| clean(line).width()).max().unwrap_or(1).max(1)
    };
    let mut widths: Vec<usize> = (0..head.len()).map(natural).collect();
    let room = width.saturating_sub(GUTTER * head.len().saturating_sub(1)).max(head.len());
    let kept: usize = widths.iter().take(first).sum();
    let others = widths.len().saturating_sub(first);
    let from = if kept + others * DENSE_COLUMN_MIN <= room { first } else { 0 };
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = (from..widths.len()).max_by_key(|i| (widths[*i], *i)) else { break };
        widths[widest] -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_by_columns_not_bytes() {
        assert_eq!(wrap("контрольна точка", 10), ["контрольна", "точка"]);
        assert_eq!(wrap("地図地図 図", 4), ["地図", "地図", "図"]);
        assert_eq!(wrap("a\u{1b}[31mb", 40), ["a[U+001B][31mb"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn the_widest_column_gives_way() {
        let rows = [vec![Cell::plain("ab"), Cell::plain("a long text of words")]];
        assert_eq!(widths(&["x", "y"], &rows, 14, 0), [2, 10]);
        assert_eq!(widths(&["x", "y"], &rows, 80, 0), [2, 20]);
        let rows =
            [vec![Cell::plain("a text of twenty-two."), Cell::plain("a text that is longer")]];
        assert_eq!(widths(&["x", "y"], &rows, 40, 1), [21, 17]);
        assert_eq!(widths(&["x", "y"], &rows, 30, 1), [14, 14], "no room for what is kept");
    }
}
