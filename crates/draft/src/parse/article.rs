//! Articles: the parts of a text under its headings.

use std::collections::{BTreeMap, BTreeSet};

use basis::Span;

use super::page::{Heading, bom};
use crate::model::{Article, Bracket};

/// Words before a number.
const KEYWORDS: &[&str] = &["article", "art.", "section", "chapter", "part", "paragraph"];

/// Words before a number or letter that belong to the number: their count begins anew.
const KEPT: &[&str] = &["annex", "appendix", "schedule", "protocol"];

/// Characters of the title of a plain-text heading.
const TITLE_CHARS_MAX: usize = 80;

/// Articles of a text, in order.
pub(crate) fn articles(text: &str, headings: &[Heading]) -> Vec<Article> {
    let plain = if headings.is_empty() { plain_headings(text) } else { Vec::new() };
    let headings: Vec<&Heading> = headings.iter().chain(&plain).collect();
    let first = headings.first().map_or(text.len(), |heading| heading.span.start);
    let mut articles = Vec::new();
    let before = text.get(bom(text)..first).unwrap_or("");
    if headings.is_empty() || !before.trim().is_empty() {
        let span = Span::new(0, first);
        articles.push(Article { number: "0".to_owned(), title: String::new(), span });
    }
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map_or(text.len(), |next| next.span.start);
        let span = Span::new(heading.span.start, end);
        let (number, title) = split(&heading.words);
        let number = number.unwrap_or_else(|| (at + 1).to_string());
        articles.push(Article { number, title, span });
    }
    articles
}

/// Lines such as `Article 4. Exchange` after an empty line, for texts that are not Markdown.
fn plain_headings(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let (mut at, mut empty_before) = (bom(text), true);
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        let words = line.trim();
        let (keyword, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let keyword = keyword.to_lowercase();
        let known = KEYWORDS.iter().chain(KEPT).any(|known| *known == keyword);
        if empty_before && known && stands_alone(rest) {
            let span = Span::new(at, at + line.trim_end().len());
            found.push(Heading { words: words.to_owned(), span });
        }
        empty_before = words.is_empty();
        at += line.len();
    }
    found
}

/// Whether a number is followed by nothing, or by a mark and a title.
fn stands_alone(rest: &str) -> bool {
    number(rest.trim_start()).is_some_and(|(_, after)| {
        let after = after.trim();
        let marked = after.is_empty() || after.starts_with(MARKS);
        marked && after.chars().count() <= TITLE_CHARS_MAX
    })
}

/// Marks between number and title.
const MARKS: [char; 7] = ['.', ':', ')', '-', '–', '—', ','];

/// Number and title of a heading.
fn split(words: &str) -> (Option<String>, String) {
    let words = words.trim().trim_start_matches(['[', '*', '_']).trim();
    let title = |after: &str| {
        let after = after.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
        after.trim_end().to_owned()
    };
    let (keyword, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let lower = keyword.to_lowercase();
    if let Some((found, after)) = number(rest.trim_start()) {
        if KEYWORDS.contains(&lower.as_str()) {
            return (Some(found.to_owned()), title(after));
        }
        if KEPT.contains(&lower.as_str()) {
            return (Some(format!("{keyword} {found}")), title(after));
        }
    }
    match number(words) {
        // A word of capital letters is a number only before a mark: `IV. Monitors`.
        Some((found, after)) if is_digits(found) || after.starts_with(['.', ')', ':']) => {
            (Some(found.to_owned()), title(after))
        }
        _ => (None, words.to_owned()),
    }
}

fn is_digits(number: &str) -> bool {
    number.starts_with(|c: char| c.is_ascii_digit())
}

/// A number at the beginning, `4`, `4.2`, `4a`, `IV` or a capital letter, and what follows it.
fn number(words: &str) -> Option<(&str, &str)> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '.');
    let length = words.find(ends).unwrap_or(words.len());
    let (found, _) = words.split_at(length);
    let found = found.trim_end_matches('.');
    let after = words.get(found.len()..).unwrap_or("");
    let roman = !found.is_empty() && found.chars().all(|c| "IVXLC".contains(c));
    let letter = found.len() == 1 && found.starts_with(|c: char| c.is_ascii_uppercase());
    let digits = is_digits(found)
        && found.split('.').all(|part| {
            let tail = part.trim_start_matches(|c: char| c.is_ascii_digit());
            tail.len() < part.len() && tail.len() <= 1
        });
    (roman || letter || digits).then_some((found, after))
}

/// Position of the article in which a byte stands.
pub(crate) fn article_at(articles: &[Article], at: usize) -> usize {
    articles.partition_point(|article| article.span.start <= at).saturating_sub(1)
}

/// Calls brackets without a written id after article and place: `4.2`.
pub(crate) fn name(brackets: &mut [Bracket], articles: &[Article]) {
    let written = brackets.iter().filter(|b| b.id_is_written).map(|b| b.id.clone());
    let mut taken: BTreeSet<String> = written.collect();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for bracket in brackets {
        let number = articles.get(bracket.article).map_or("0", |article| &article.number);
        let number = number.replace(char::is_whitespace, "-");
        let place = places.entry(number.clone()).or_default();
        *place += 1;
        if !bracket.id_is_written {
            bracket.id = format!("{number}.{place}");
            while !taken.insert(bracket.id.clone()) {
                bracket.id.push('\'');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn numbers_and_titles() {
        let of = |words: &str| {
            let (number, title) = split(words);
            format!("{}|{title}", number.unwrap_or_default())
        };
        assert_eq!(of("Article 4. Exchange of prisoners"), "4|Exchange of prisoners");
        assert_eq!(of("ARTICLE IV – Monitors"), "IV|Monitors");
        assert_eq!(of("4.2 Monitors"), "4.2|Monitors");
        assert_eq!(of("[Article 6"), "6|");
        assert_eq!(of("IV. Monitors"), "IV|Monitors");
        assert_eq!(of("Annex A: Maps"), "Annex A|Maps");
        assert_eq!(of("I declare"), "|I declare");
        assert_eq!(of("Monitors"), "|Monitors");
        assert_eq!(of("Part of the land"), "|Part of the land");
    }
}
