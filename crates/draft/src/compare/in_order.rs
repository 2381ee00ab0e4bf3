//! Brackets of an article that kept their words and their order.
//!
//! Nearly all brackets of a draft are left alone until the next, while sentences are put in and
//! taken out around them. So those with the very same options are matched in their order before
//! anything is matched by likeness, which knows no order: a bracket put between two others then
//! never makes them change places.

use super::likeness::Likeness;

/// How good a matching is: so many brackets in the same surroundings, so many matched at all, so
/// many words shared. The first decides, then the second, then the third.
type Worth = (usize, usize, usize);

/// What was done last at a place of the table.
#[derive(Clone, Copy)]
enum Step {
    LeaveOld,
    LeaveNew,
    Match,
}

/// The best matching of `olds` with `news` of which no two pairs cross; `alike` says of each pair
/// whether it may be one. Of several as good, the one that matches later places. It takes
/// time and one byte for each pair of places (Needleman and Wunsch, Journal of Molecular Biology
/// 48:443, 1970, with other worths).
pub(crate) fn in_order(
    olds: &[usize],
    news: &[usize],
    alike: impl Fn(usize, usize) -> Option<Likeness>,
) -> Vec<(Likeness, usize, usize)> {
    let mut steps = vec![Step::LeaveNew; olds.len() * news.len()];
    // The best of the old brackets so far with the first `j` new ones.
    let mut before: Vec<Worth> = vec![(0, 0, 0); news.len() + 1];
    for (i, &old) in olds.iter().enumerate() {
        let mut row = vec![(0, 0, 0); news.len() + 1];
        for (j, &new) in news.iter().enumerate() {
            let (mut best, mut step) = (row[j], Step::LeaveNew);
            if before[j + 1] > best {
                (best, step) = (before[j + 1], Step::LeaveOld);
            }
            if let Some(alike) = alike(old, new) {
                let (same, matched, shared) = before[j];
                let here = (
                    same + usize::from(alike.shared == alike.all),
                    matched + 1,
                    shared + alike.shared,
                );
                if here > best {
                    (best, step) = (here, Step::Match);
                }
            }
            row[j + 1] = best;
            steps[i * news.len() + j] = step;
        }
        before = row;
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (olds.len(), news.len());
    while i > 0 && j > 0 {
        let (old, new) = (olds[i - 1], news[j - 1]);
        match steps[(i - 1) * news.len() + j - 1] {
            Step::LeaveOld => i -= 1,
            Step::LeaveNew => j -= 1,
            Step::Match => {
                pairs.extend(alike(old, new).map(|alike| (alike, old, new)));
                (i, j) = (i - 1, j - 1);
            }
        }
    }
    pairs
}
