//! The differences of two texts, word by word.
//!
//! First paragraphs are compared, then the words within paragraphs that differ, so that a change
//! reads as a change of its sentence and a text of a megabyte takes a fraction of a second. What
//! is common between two changes and shorter than both is taken into them: a row of single words
//! that happen to agree tells a reader nothing.
//!
//! `critic` writes the changes as CriticMarkup inside Markdown, `html` as a fragment of HTML.

mod critic;

mod html;

pub(crate) mod words;

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub use critic::{accept, critic_markup, refuse};
pub use html::{STYLE, html};

/// A stretch of changed paragraphs with more words and signs than this, both texts together, is not
/// compared word by word: it is shown as removed and added as a whole. Two texts of a megabyte have
/// about so many.
pub const STRETCH_WORDS_MAX: usize = 400_000;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// In both texts.
    Same,
    /// In the old text only.
    Removed,
    /// In the new text only.
    Added,
}

/// A piece of text and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'t> {
    /// What became of it.
    pub kind: Kind,
    /// Its words; never empty in what [`between`] returns.
    pub text: &'t str,
}

/// What has to be done to `old` to make `new` of it.
///
/// The pieces that are the same or removed, put together, are `old`; those that are the same or
/// added are `new`. Where words are replaced, what was removed comes first.
///
/// Words that stand once in both texts are matched first, the rest between them by the bounded
/// search of Myers (An O(ND) difference algorithm, Algorithmica 1:251, 1986), as `similar` does it
/// under the name of patience. The list of changes is short, not always the shortest.
///
/// ```
/// use draft::redline::{between, critic_markup};
/// let changes = between("They shall withdraw.", "They should withdraw at once.");
/// assert_eq!(
///     critic_markup(&changes),
///     "They {--shall--}{++should++} withdraw{++ at once++}."
/// );
/// ```
pub fn between<'t>(old: &'t str, new: &'t str) -> Vec<Change<'t>> {
    let mut changes = Vec::new();
    for step in common_blanks(readable(steps(old, new), old), old, new) {
        let pieces: &[(Kind, &'t str)] = if step.same {
            &[(Kind::Same, &old[step.old])]
        } else {
            &[(Kind::Removed, &old[step.old]), (Kind::Added, &new[step.new])]
        };
        changes.extend(
            pieces
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|&(kind, text)| Change { kind, text }),
        );
    }
    changes
}

/// A stretch of the old text and what stands in its place in the new one, in bytes. Steps follow
/// one another without a gap in both texts; stretches that are the same alternate with changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) same: bool,
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// The steps from one text to the other, as fine as words are.
pub(crate) fn steps(old: &str, new: &str) -> Vec<Step> {
    let paragraphs = |text| -> Vec<Range<usize>> {
        words::paragraphs(text).windows(2).map(|cut| cut[0]..cut[1]).collect()
    };
    let (old_paragraphs, new_paragraphs) = (paragraphs(old), paragraphs(new));
    let mut steps = Vec::new();
    for op in compare(&old_paragraphs, old, &new_paragraphs, new) {
        let stretch = Step {
            same: matches!(op, DiffOp::Equal { .. }),
            old: cover(&old_paragraphs[op.old_range()], &steps, |step: &Step| step.old.end),
            new: cover(&new_paragraphs[op.new_range()], &steps, |step: &Step| step.new.end),
        };
        if stretch.same || stretch.old.is_empty() || stretch.new.is_empty() {
            push(&mut steps, stretch);
        } else {
            push_words(&mut steps, stretch, old, new);
        }
    }
    steps
}

/// The bytes of a row of pieces; where there are none, the place that was reached.
fn cover(pieces: &[Range<usize>], steps: &[Step], end: fn(&Step) -> usize) -> Range<usize> {
    match pieces {
        [first, .., last] => first.start..last.end,
        [only] => only.clone(),
        [] => steps.last().map_or(0, end)..steps.last().map_or(0, end),
    }
}

/// Adds a stretch that differs, word by word. Blanks are not compared as words are: there are so
/// many that they would be matched in place of words.
fn push_words(steps: &mut Vec<Step>, stretch: Step, old: &str, new: &str) {
    let old_words = words::split(old, stretch.old.clone());
    let new_words = words::split(new, stretch.new.clone());
    if old_words.len() + new_words.len() > STRETCH_WORDS_MAX {
        return push(steps, stretch);
    }
    // The blanks after a word reach to the next one.
    let end_of = |words: &[Range<usize>], at: usize, end| words.get(at).map_or(end, |w| w.start);
    for op in compare(&old_words, old, &new_words, new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for i in 0..len {
                let (o, n) = (&old_words[old_index + i], &new_words[new_index + i]);
                push(steps, Step { same: true, old: o.clone(), new: n.clone() });
                let old_blanks = o.end..end_of(&old_words, old_index + i + 1, stretch.old.end);
                let new_blanks = n.end..end_of(&new_words, new_index + i + 1, stretch.new.end);
                push_blanks(steps, old_blanks, new_blanks, old, new);
            }
        } else {
            let part = |words: &[Range<usize>], range: Range<usize>, end| {
                end_of(words, range.start, end)..end_of(words, range.end, end)
            };
            let old = part(&old_words, op.old_range(), stretch.old.end);
            let new = part(&new_words, op.new_range(), stretch.new.end);
            push(steps, Step { same: false, old, new });
        }
    }
}

/// Adds the blanks after a word that is the same in both: what both begin with is the same.
fn push_blanks(
    steps: &mut Vec<Step>,
    old_blanks: Range<usize>,
    new_blanks: Range<usize>,
    old: &str,
    new: &str,
) {
    let pairs = old[old_blanks.clone()].chars().zip(new[new_blanks.clone()].chars());
    let len: usize = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old_end, new_end) = (old_blanks.start + len, new_blanks.start + len);
    let same = Step { same: true, old: old_blanks.start..old_end, new: new_blanks.start..new_end };
    push(steps, same);
    push(steps, Step { same: false, old: old_end..old_blanks.end, new: new_end..new_blanks.end });
}

fn compare(
    old_parts: &[Range<usize>],
    old: &str,
    new_parts: &[Range<usize>],
    new: &str,
) -> Vec<DiffOp> {
    let old_pieces: Vec<&str> = old_parts.iter().map(|part| &old[part.clone()]).collect();
    let new_pieces: Vec<&str> = new_parts.iter().map(|part| &new[part.clone()]).collect();
    capture_diff_slices(Algorithm::Patience, &old_pieces, &new_pieces)
}

/// Adds a step; neighbours of the same kind become one.
fn push(steps: &mut Vec<Step>, step: Step) {
    if step.old.is_empty() && step.new.is_empty() {
        return;
    }
    match steps.last_mut() {
        Some(last) if last.same == step.same => {
            last.old.end = step.old.end;
            last.new.end = step.new.end;
        }
        _ => steps.push(step),
    }
}

/// Takes into the changes what is the same between them and tells nothing: stretches that are not
/// longer than what was replaced on either side. Never across a blank line.
fn readable(steps: Vec<Step>, old: &str) -> Vec<Step> {
    let mut kept: Vec<Step> = Vec::new();
    for step in steps {
        kept.push(step);
        while let [.., before, same, after] = kept.as_slice()
            && is_noise(before, same, after, old)
        {
            let whole = Step {
                same: false,
                old: before.old.start..after.old.end,
                new: before.new.start..after.new.end,
            };
            kept.truncate(kept.len() - 3);
            kept.push(whole);
        }
    }
    kept
}

fn is_noise(before: &Step, same: &Step, after: &Step, old: &str) -> bool {
    let replaced = |step: &Step| step.old.len().min(step.new.len());
    same.same
        && same.old.len() <= replaced(before).min(replaced(after))
        && old[same.old.clone()].matches('\n').count() < 2
}

/// Takes out of the changes the blanks with which both sides end.
fn common_blanks(steps: Vec<Step>, old: &str, new: &str) -> Vec<Step> {
    let mut trimmed = Vec::with_capacity(steps.len());
    for step in steps {
        let pairs = old[step.old.clone()].chars().rev().zip(new[step.new.clone()].chars().rev());
        let len: usize = pairs
            .take_while(|(a, b)| !step.same && a == b && a.is_whitespace())
            .map(|(a, _)| a.len_utf8())
            .sum();
        let (old_end, new_end) = (step.old.end - len, step.new.end - len);
        let blanks = Step { same: true, old: old_end..step.old.end, new: new_end..step.new.end };
        push(
            &mut trimmed,
            Step { same: step.same, old: step.old.start..old_end, new: step.new.start..new_end },
        );
        push(&mut trimmed, blanks);
    }
    trimmed
}
