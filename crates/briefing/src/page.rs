//! Pages of HTML that open without network: a text, a redline, all answers about talks.
//!
//! Nothing of the input becomes markup but what Markdown means: HTML in it is shown as text, and
//! links lead to `http` and `https` addresses only.

use askama::Template;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

#[derive(Template)]
#[template(path = "page.html")]
struct Shell<'a> {
    title: &'a str,
    kicker: &'a str,
    style: &'a str,
    body: &'a str,
}

/// A part of the page about talks.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Markup, made by [`crate::Document::html`] or [`crate::pictures`].
    pub body: String,
}

/// All answers about talks.
#[derive(Template)]
#[template(path = "talks.html")]
pub struct Talks<'a> {
    /// What the talks are called.
    pub title: &'a str,
    /// Whether what is confidential may stand in it.
    pub full: bool,
    /// Where the text stands, in a sentence.
    pub standing: &'a str,
    /// On what answers rest.
    pub rests_on: &'a str,
    /// In the order of the page.
    pub sections: &'a [Section],
    /// Files and their SHA-256.
    pub files: &'a [(String, String)],
}

impl Talks<'_> {
    /// The page.
    pub fn html(&self) -> String {
        // Rendering writes into a string; it has no other way to fail.
        report::clean(&self.render().expect("rendering into memory"))
    }
}

/// A text in Markdown as a page; so many of its brackets are left.
pub fn prose(title: &str, markdown: &str, brackets: usize) -> String {
    let kicker = match brackets {
        0 => "Clean text".to_owned(),
        1 => "Text in which a bracket is left".to_owned(),
        count => format!("Text in which {count} brackets are left"),
    };
    shell(title, &kicker, &body(markdown))
}

/// A redline, as [`draft::redline::html`] gives it, as a page.
pub fn redline(title: &str, fragment: &str) -> String {
    shell(title, "Redline: what was added and what was removed", fragment)
}

fn shell(title: &str, kicker: &str, body: &str) -> String {
    let style = draft::redline::STYLE;
    // Rendering writes into a string; it has no other way to fail.
    let page = Shell { title, kicker, style, body }.render().expect("rendering into memory");
    report::clean(&page)
}

/// Markdown as markup.
pub(crate) fn body(markdown: &str) -> String {
    let mut refused = 0;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| {
        Some(match event {
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_web(dest_url) => {
                refused += 1;
                return None;
            }
            Event::End(TagEnd::Link) if refused > 0 => {
                refused -= 1;
                return None;
            }
            other => other,
        })
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_shown_and_markup_of_others_is_not() {
        let text = "# A & B\n\n<script>alert(1)</script>\n\nSee [x](javascript:alert(1)) \
                    [y](https://example.org) ![z](https://example.org/p.png) <b onclick=x>b</b>\n";
        let body = body(text);
        assert!(body.contains("<h1>A &amp; B</h1>"), "{body}");
        assert!(!body.contains("<script") && !body.contains("<b "), "{body}");
        assert!(!body.contains("javascript:") && !body.contains("<img"), "{body}");
        assert!(body.contains("<a href=\"https://example.org\">y</a>"), "{body}");
    }
}
