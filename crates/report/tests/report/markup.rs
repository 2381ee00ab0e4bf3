//! A small reader of markup: tags that close, identifiers, references.

use std::collections::BTreeSet;

/// What a page is made of.
#[derive(Default)]
pub(crate) struct Markup {
    /// Tags with their attributes, in order.
    pub(crate) tags: Vec<(String, Vec<(String, String)>)>,
}

const VOID: &[&str] = &["meta", "br", "link", "img", "input", "hr"];

/// Reads a page; panics where a tag is not closed or an attribute is not quoted.
pub(crate) fn read(page: &str) -> Markup {
    let mut markup = Markup::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').expect("a tag ends") + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "`</{name}>` closes another tag");
            continue;
        }
        let closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let name = tag.split_whitespace().next().unwrap().to_owned();
        markup.tags.push((name.clone(), attributes(&tag[name.len()..])));
        if name == "style" {
            rest = &rest[rest.find("</style>").unwrap()..];
        }
        if !closed && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<String>::new(), "tags are left open");
    markup
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("a quoted value ends");
            value = quoted[..end].to_owned();
            rest = &quoted[end + 1..];
        } else {
            assert!(!rest.starts_with('='), "`{name}` is not quoted in <{text}>");
        }
        found.push((name, value));
        rest = rest.trim_start();
    }
    found
}

impl Markup {
    pub(crate) fn count(&self, name: &str) -> usize {
        self.tags.iter().filter(|(tag, _)| tag == name).count()
    }

    pub(crate) fn values(&self, attribute: &str) -> Vec<&str> {
        let all = self.tags.iter().flat_map(|(_, attributes)| attributes);
        all.filter(|(name, _)| name == attribute).map(|(_, value)| value.as_str()).collect()
    }

    /// Identifiers are unique and every reference within the page has its target.
    pub(crate) fn check_references(&self) {
        let ids = self.values("id");
        let set: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), set.len(), "an id stands twice");
        for href in self.values("href") {
            if let Some(target) = href.strip_prefix('#') {
                assert!(set.contains(target), "nothing has the id `{target}`");
            }
        }
        for labels in self.values("aria-labelledby") {
            assert!(labels.split(' ').all(|id| set.contains(id)), "no label `{labels}`");
        }
    }
}
