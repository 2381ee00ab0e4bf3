//! "Did you mean": the nearest known word.

/// Words further away than this many edits, or a third of the word, are not suggested.
pub const EDITS_MAX: usize = 3;

/// The nearest of `known` to `word` by edit distance (Damerau–Levenshtein, restricted), or `None`
/// when nothing is near. Ties go to the word that comes first in order.
///
/// ```
/// assert_eq!(basis::suggest::nearest("ukriane", ["cadlr", "ukraine"]), Some("ukraine"));
/// assert_eq!(basis::suggest::nearest("shelling", ["killing"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = EDITS_MAX.min((word.chars().count() / 3).max(1));
    let distance = |k: &str| strsim::osa_distance(&word.to_lowercase(), &k.to_lowercase());
    known.into_iter().map(|k| (distance(k), k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// "did you mean `…`?" for [`nearest`].
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|k| format!("did you mean `{k}`?"))
}
