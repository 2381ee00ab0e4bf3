//! Written ids for brackets that have none.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Bracket, Draft, Form};
use crate::parse::note::is_id;

/// The text with an id written at every bracket that had none. No other byte changes, and a second
/// run changes nothing.
///
/// A bracket keeps the name that it has now (`4.2`, the second of article 4), so that what refers
/// to it stays true. `kept_free` are ids that must not be given again, such as those of earlier
/// drafts and of positions: what was said about a bracket that is gone must not be read as said
/// about another. A bracket whose name is kept free, and to which nothing in the text refers, gets
/// the first place of its article that nobody has.
///
/// The id stands after the closing bracket, before a status; of paragraphs without brackets, on a
/// line after the last.
///
/// ```
/// let (draft, _) = draft::parse("text.md", "# 4 Line\n\n[10 / 15](agreed: 10) km [north].", &[]);
/// assert_eq!(
///     draft::number::write_ids(&draft, &[]),
///     "# 4 Line\n\n[10 / 15]{#4.1}(agreed: 10) km [north]{#4.2}."
/// );
/// ```
pub fn write_ids(draft: &Draft, kept_free: &[&str]) -> String {
    let mut inserted: Vec<(usize, String)> = Vec::new();
    for (at, id) in ids(draft, kept_free) {
        if let Some(bracket) = draft.brackets.get(at) {
            inserted.push(written(draft, bracket, &id));
        }
    }
    // Where brackets end at the same byte, the inner one comes first: it opened later.
    inserted.reverse();
    inserted.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(draft.text.len() + 16 * inserted.len());
    let mut from = 0;
    for (at, words) in inserted {
        out.push_str(draft.text.get(from..at).unwrap_or(""));
        out.push_str(&words);
        from = at;
    }
    out.push_str(draft.text.get(from..).unwrap_or(""));
    out
}

/// Where the id of a bracket is to be written, and how.
fn written(draft: &Draft, bracket: &Bracket, id: &str) -> (usize, String) {
    let marks = &bracket.marks;
    match (marks.form, marks.note) {
        (Form::Inline | Form::Block, _) => (marks.inner.end + 1, format!("{{#{id}}}")),
        (Form::Paragraphs, Some(note)) => (note.start, format!("{{#{id}}}")),
        (Form::Paragraphs, None) => {
            let rest = draft.text.get(marks.inner.end..).unwrap_or("");
            let line_end = if rest.starts_with("\r\n") { "\r\n" } else { "\n" };
            (marks.inner.end, format!("{line_end}{{#{id}}}"))
        }
    }
}

/// The ids to be written, by position of the bracket.
fn ids(draft: &Draft, kept_free: &[&str]) -> BTreeMap<usize, String> {
    let unwritten = || draft.brackets.iter().enumerate().filter(|(_, b)| !b.id_is_written);
    // Ids that differ in capital letters alone would be mistaken for one another.
    let mut taken: BTreeSet<String> =
        draft.brackets.iter().filter(|b| b.id_is_written).map(|b| b.id.to_lowercase()).collect();
    let kept_free: BTreeSet<String> = kept_free.iter().map(|id| id.to_lowercase()).collect();
    let referred = referred(draft);
    let mut ids = BTreeMap::new();
    for (at, bracket) in unwritten() {
        let name = bracket.id.to_lowercase();
        let free = !kept_free.contains(&name) || referred.contains(&at);
        if is_id(&bracket.id) && free && taken.insert(name) {
            ids.insert(at, bracket.id.clone());
        }
    }
    taken.extend(kept_free);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, bracket) in unwritten() {
        if ids.contains_key(&at) {
            continue;
        }
        let number = article_name(draft, bracket);
        let place = places.entry(number.clone()).or_default();
        let id = loop {
            *place += 1;
            let id = format!("{number}.{place}");
            if taken.insert(id.to_lowercase()) {
                break id;
            }
        };
        ids.insert(at, id);
    }
    ids
}

/// The number of the article of a bracket as an id can begin with it; `x` where it cannot.
fn article_name(draft: &Draft, bracket: &Bracket) -> String {
    let number = draft.articles.get(bracket.article).map_or("", |article| &article.number);
    let number = number.replace(char::is_whitespace, "-");
    // Room for the place.
    if is_id(&format!("{number}.00000")) { number } else { "x".to_owned() }
}

/// Brackets to which conditions or followers of the text refer.
fn referred(draft: &Draft) -> BTreeSet<usize> {
    let options = draft.brackets.iter().flat_map(|bracket| &bracket.options);
    let conditions = options.filter_map(|option| option.only_if.as_ref());
    let mut found: BTreeSet<usize> = conditions.flat_map(|only_if| only_if.brackets()).collect();
    found.extend(draft.followers.iter().map(|follower| follower.of));
    found
}
