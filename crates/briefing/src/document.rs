//! What is told, apart from where: the same blocks become lines of a terminal or markup of a page.

use askama::Template;
use report::layout::{Cell, Page, Tone};

use crate::paper::Paper;

/// Something that is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(String),
    /// A heading below a heading.
    Name(String),
    Text(String),
    /// Worth knowing, not the point.
    Aside(String),
    /// Left open, or supplied by us.
    Open(String),
    /// What stands against something.
    Against(String),
    /// So many are left out; the terminal names the option that shows them.
    More(usize),
    /// Text beside a lead.
    Item(String, String),
    Table(Table),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "document.html")]
struct View<'a> {
    blocks: &'a [Block],
}

impl Document {
    /// Nothing told yet.
    pub fn new() -> Document {
        Document::default()
    }

    /// A heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// A heading below a heading.
    pub fn name(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Name(text.into()));
    }

    /// A paragraph.
    pub fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    /// A paragraph that is worth knowing and not the point.
    pub fn aside(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Aside(text.into()));
    }

    /// A paragraph on something left open, or supplied by us.
    pub fn open(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Open(text.into()));
    }

    /// A paragraph on what stands against something.
    pub fn against(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Against(text.into()));
    }

    /// Text beside a lead of a few words.
    pub fn item(&mut self, lead: impl Into<String>, text: impl Into<String>) {
        self.blocks.push(Block::Item(lead.into(), text.into()));
    }

    /// A table; every row has as many cells as the head.
    pub fn table<H: Into<String>>(
        &mut self,
        head: impl IntoIterator<Item = H>,
        rows: Vec<Vec<String>>,
    ) {
        let head = head.into_iter().map(Into::into).collect();
        self.blocks.push(Block::Table(Table { head, rows }));
    }

    /// That some are left out, where they are.
    pub fn more(&mut self, all: usize, shown: usize) {
        if all > shown {
            self.blocks.push(Block::More(all - shown));
        }
    }

    /// For a terminal.
    pub fn terminal(&self, paper: Paper) -> String {
        let mut page = Page::new(paper.width, paper.colour);
        let close = |next: &Block| matches!(next, Block::Aside(_) | Block::More(_));
        for (at, block) in self.blocks.iter().enumerate() {
            let apart = matches!(block, Block::Name(_) | Block::Heading(_) | Block::Table(_));
            if apart && at > 0 {
                page.blank();
            }
            match block {
                Block::Heading(text) => page.heading(text),
                Block::Name(text) => page.text(text, Tone::Strong),
                Block::Text(text) => page.text(text, Tone::Plain),
                Block::Aside(text) => page.text(text, Tone::Dim),
                Block::More(count) => {
                    page.text(&format!("… {count} more; --all shows them"), Tone::Dim);
                }
                Block::Open(text) => page.text(text, Tone::Open),
                Block::Against(text) => page.text(text, Tone::Contrary),
                Block::Item(lead, text) => {
                    page.hanging(&format!("  {lead}  "), text, Tone::Plain);
                }
                Block::Table(table) => {
                    let cells = |row: &Vec<String>| row.iter().map(Cell::plain).collect();
                    let rows: Vec<Vec<Cell>> = table.rows.iter().map(cells).collect();
                    let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
                    page.dense_table(&head, &rows, 1);
                    if self.blocks.get(at + 1).is_some_and(|next| !close(next)) {
                        page.blank();
                    }
                }
            }
        }
        page.finish()
    }

    /// For a page of HTML: headings of the third level and below.
    pub fn html(&self) -> String {
        // Rendering writes into a string; it has no other way to fail.
        View { blocks: &self.blocks }.render().expect("rendering into memory")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Document {
        let mut told = Document::new();
        told.heading("2 packages");
        told.aside("rests on: said");
        told.table(["package", "North"], vec![vec!["A".into(), "12".into()]]);
        told.name("Package A");
        told.item("North", "yields 4 (3); <b>gains</b> 9 (8)");
        told
    }

    #[test]
    fn a_terminal_shows_blocks_in_order() {
        let shown = sample().terminal(Paper { width: 60, colour: false });
        insta::assert_snapshot!(shown, @"
        2 packages
        ──────────
        rests on: said

        package  North
        ──────────────
        A        12


        Package A
          North  yields 4 (3); <b>gains</b> 9 (8)
        ");
    }

    #[test]
    fn markup_of_others_is_text_on_a_page() {
        let markup = sample().html();
        assert!(markup.contains("&#60;b&#62;gains") && !markup.contains("<b>"), "{markup}");
    }

    #[test]
    fn a_page_names_no_option_of_the_command_line() {
        let mut told = sample();
        told.more(12, 10);
        assert!(told.html().contains("… 2 more</p>"), "{}", told.html());
        assert!(told.terminal(Paper { width: 60, colour: false }).ends_with("--all shows them\n"));
    }
}
