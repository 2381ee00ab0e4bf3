//! Diagnostics as text with the source underlined.

use std::collections::BTreeMap;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use basis::{At, Diagnostic, Label, Severity, Span};

/// Columns of a rendered source line; the same everywhere, so that outputs can be compared.
const WIDTH: usize = 100;

/// Bytes of a source before and after the begin of a place that are rendered. Places further apart
/// are shown one by one, and a longer place is cut: a line may have many megabytes.
const CONTEXT_BYTES_MAX: usize = 4096;

/// Texts of the files that problems are about, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// Stands before each name, so that it can be opened from where the program runs.
    prefix: String,
    texts: BTreeMap<String, String>,
}

impl Sources {
    /// No texts yet; `prefix` stands before each name.
    pub(crate) fn new(prefix: String) -> Sources {
        Sources { prefix, texts: BTreeMap::new() }
    }

    /// The name of a file as it can be opened.
    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Adds a file; bytes that are not UTF-8 cannot be shown.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        if let Ok(text) = std::str::from_utf8(bytes) {
            self.texts.insert(name.to_owned(), text.to_owned());
        }
    }
}

/// A problem as text, with colours that the printer may strip.
pub(crate) fn render(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut group = level(diagnostic.severity)
        .primary_title(diagnostic.message.clone())
        .id(diagnostic.code.0)
        .elements([] as [annotate_snippets::Message<'_>; 0]);
    let mut rest: Vec<&Label> = diagnostic.labels.iter().collect();
    let mut first = true;
    while let Some(label) = rest.first().copied() {
        let text = sources.texts.get(&label.file).filter(|_| is_bytes(label));
        let Some(text) = text else {
            group = place(group, label, sources.path(&label.file));
            rest.remove(0);
            first = false;
            continue;
        };
        let (near, other): (Vec<&Label>, Vec<&Label>) =
            rest.into_iter().partition(|l| l.file == label.file && are_near(text, l, label));
        group = group.element(snippet(text, &near, first).path(sources.path(&label.file)));
        rest = other;
        first = false;
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    Renderer::styled().term_width(WIDTH).render(&[group])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Gap => Level::INFO.with_name("gap"),
        Severity::Note => Level::NOTE,
    }
}

fn is_bytes(label: &Label) -> bool {
    matches!(label.at, At::Bytes(_))
}

/// Whether one snippet can show both places.
fn are_near(text: &str, a: &Label, b: &Label) -> bool {
    let (at, other) = (span_in(text, a).start, span_in(text, b).start);
    is_bytes(a) && at.abs_diff(other) <= CONTEXT_BYTES_MAX
}

/// The lines of a file around some places, these underlined.
fn snippet<'a>(
    text: &'a str,
    labels: &[&'a Label],
    first: bool,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let spans: Vec<Span> = labels.iter().map(|label| span_in(text, label)).collect();
    let around = around(text, &spans);
    let line = text[..around.start].matches('\n').count() + 1;
    let annotations = labels.iter().zip(&spans).enumerate().map(|(index, (label, span))| {
        let primary = first && index == 0;
        let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let start = span.start.clamp(around.start, around.end) - around.start;
        let end = span.end.clamp(around.start, around.end) - around.start;
        let annotation = kind.span(start..end);
        if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
    });
    let source = &text[around.start..around.end];
    Snippet::source(source).line_start(line).annotations(annotations)
}

/// The lines around the places, held to [`CONTEXT_BYTES_MAX`] on both sides.
fn around(text: &str, spans: &[Span]) -> Span {
    let all = spans.iter().copied().reduce(Span::to).unwrap_or_default();
    let lowest = boundary(text, all.start.saturating_sub(CONTEXT_BYTES_MAX));
    let highest = boundary(text, (all.end + CONTEXT_BYTES_MAX).min(text.len()));
    let start = text[lowest..all.start].rfind('\n').map_or(lowest, |at| lowest + at + 1);
    let end = text[all.end..highest].find('\n').map_or(highest, |at| all.end + at);
    Span { start, end }
}

/// The bytes of a label, held inside the text, to whole characters and to [`CONTEXT_BYTES_MAX`].
fn span_in(text: &str, label: &Label) -> Span {
    let At::Bytes(span) = label.at else { return Span::default() };
    let start = boundary(text, span.start.min(text.len()));
    let end_max = (start + CONTEXT_BYTES_MAX).min(text.len());
    Span { start, end: boundary(text, span.end.clamp(start, end_max)).max(start) }
}

/// The begin of the character at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A place without source text: a file, a row, a cell.
fn place<'a>(group: Group<'a>, label: &'a Label, path: String) -> Group<'a> {
    let origin = Origin::path(path);
    let mut words = Vec::new();
    let group = match &label.at {
        At::File | At::Bytes(_) => group.element(origin),
        At::Cell { line, column, value } => {
            words.extend(column.as_ref().map(|column| format!("column `{column}`")));
            words.extend(value.as_ref().map(|value| format!("value `{value}`")));
            group.element(origin.line(usize::try_from(*line).unwrap_or(usize::MAX)))
        }
    };
    if !label.text.is_empty() {
        words.push(label.text.clone());
    }
    if words.is_empty() {
        return group;
    }
    group.element(Level::NOTE.no_name().message(normalize_untrusted_str(&words.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use basis::Code;

    const CODE: Code = Code("A030");

    fn plain(diagnostic: &Diagnostic, sources: &Sources) -> String {
        let styled = render(diagnostic, sources);
        anstream::adapter::strip_str(&styled).to_string()
    }

    fn sources() -> Sources {
        let mut sources = Sources::default();
        sources.add("accord.md", "# A\n\nbound ukriane \"x\"\n  must not fire\n".as_bytes());
        sources
    }

    #[test]
    fn the_place_is_underlined_and_advice_stands_below() {
        let diagnostic = Diagnostic::error(CODE, "unknown side `ukriane`")
            .label("accord.md", At::Bytes(Span::new(11, 18)), "no such side")
            .help("did you mean `ukraine`?");
        insta::assert_snapshot!(plain(&diagnostic, &sources()), @r#"
        error[A030]: unknown side `ukriane`
         --> accord.md:3:7
          |
        3 | bound ukriane "x"
          |       ^^^^^^^ no such side
          |
          = help: did you mean `ukraine`?
        "#);
    }

    #[test]
    fn a_cell_names_line_column_and_value() {
        let at = At::Cell { line: 12, column: Some("date".into()), value: Some("31/31".into()) };
        let diagnostic = Diagnostic::error(CODE, "not a date").label("evidence/a.csv", at, "");
        insta::assert_snapshot!(plain(&diagnostic, &sources()), @"
        error[A030]: not a date
        --> evidence/a.csv:12
         = column `date`, value `31/31`
        ");
    }

    #[test]
    fn a_place_of_many_megabytes_and_places_far_apart_are_shown_in_part() {
        let mut sources = Sources::default();
        let text = format!("{}\nend\n", "x".repeat(8_000_000));
        sources.add("a.json", text.as_bytes());
        let diagnostic = Diagnostic::error(CODE, "odd")
            .label("a.json", At::Bytes(Span::new(0, text.len())), "this")
            .label("a.json", At::Bytes(Span::new(8_000_001, 8_000_004)), "that");
        let shown = plain(&diagnostic, &sources);
        assert!(shown.len() < 2000 && shown.contains("this"), "{}", shown.len());
        assert!(shown.contains("a.json:2:1") && shown.contains("that"), "{shown}");
    }

    #[test]
    fn places_outside_of_the_text_and_terminal_signs_do_no_harm() {
        let diagnostic = Diagnostic::error(CODE, "odd \u{1b}[31m name")
            .label("accord.md", At::Bytes(Span::new(5000, 6000)), "x")
            .label("accord.md", At::Bytes(Span::new(4, 2)), "")
            .label("missing.md", At::Bytes(Span::new(0, 2)), "")
            .help("\u{202e}reversed");
        let text = plain(&diagnostic, &sources());
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        insta::assert_snapshot!(text, @r#"
        error[A030]: odd ␛[31m name
         --> accord.md:4:17
          |
        2 |
          | -
        3 | bound ukriane "x"
        4 |   must not fire
          |                ^ x
         ::: missing.md
          = help: �reversed
        "#);
    }
}
