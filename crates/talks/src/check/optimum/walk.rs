//! The third step: every choice is followed that could still lead to a better score.

use super::{Checker, Verdict};
use crate::check::obeys;
use crate::solve::plan::Piece;

/// Prefixes that are followed.
pub const NODES_MAX: u64 = 20_000_000;

impl Checker<'_> {
    /// Follows every choice that could still lead to a better score.
    pub(super) fn walk(&self, most: &[i128]) -> Result<Verdict, &'static str> {
        let depths = self.sizes.len();
        let mut chosen: Vec<Option<usize>> = vec![None; depths];
        let mut nodes = 0;
        // The next option to try at each depth of the prefix.
        let mut next = vec![0];
        if !self.could(&chosen, 0, most) {
            return Ok(Verdict::Holds { nodes });
        }
        while let Some(depth) = next.len().checked_sub(1) {
            if depth == depths {
                self.leaf(&chosen)?;
            } else if next[depth] < self.sizes[depth] {
                chosen[depth] = Some(next[depth]);
                next[depth] += 1;
                nodes += 1;
                if nodes > NODES_MAX {
                    return Ok(Verdict::TooLarge);
                }
                if !self.broken([depth].iter(), &chosen) && self.could(&chosen, depth + 1, most) {
                    next.push(0);
                }
                continue;
            }
            next.pop();
            if let Some(above) = next.len().checked_sub(1) {
                chosen[above..].fill(None);
            }
        }
        Ok(Verdict::Holds { nodes })
    }

    /// Whether each bound leaves room for a better score below a prefix.
    fn could(&self, chosen: &[Option<usize>], depth: usize, most: &[i128]) -> bool {
        let pieces = || self.certificate.pieces.iter().enumerate();
        // Tables of what is still open that the prefix reaches.
        let reached = |(at, piece): (usize, &Piece)| {
            let reached = piece.scope.last().is_none_or(|last| *last < depth);
            (piece.depth >= depth && reached).then_some(at)
        };
        self.certificate.bounds.iter().zip(most).all(|(bound, most)| {
            let entries = pieces().filter_map(reached).map(|at| self.entry(bound, at, chosen));
            let Some(entries) = entries.sum::<Option<i128>>() else { return false };
            let points = chosen.iter().zip(&self.certificate.order).take(depth);
            let points = points.map(|(option, issue)| {
                let units = &self.units[*issue][option.unwrap_or(0)];
                units.iter().zip(&bound.weights).map(|(u, w)| u * w).sum::<i128>()
            });
            entries + points.sum::<i128>() > *most
        })
    }

    /// A complete package is not better than the claim.
    fn leaf(&self, chosen: &[Option<usize>]) -> Result<(), &'static str> {
        let mut package = vec![0; chosen.len()];
        for (option, issue) in chosen.iter().zip(&self.certificate.order) {
            package[*issue] = option.unwrap_or(0);
        }
        if !obeys(self.domain, &package) {
            return Ok(());
        }
        let mut vector = vec![0; self.domain.parties.len()];
        for (option, units) in package.iter().zip(&self.units) {
            vector.iter_mut().zip(&units[*option]).for_each(|(sum, u)| *sum += u);
        }
        let best = self.certificate.best.as_ref().map(|best| &best.score);
        match self.score(&vector) {
            Some(score) if best.is_none_or(|best| score > *best) => Err("a package is better"),
            _ => Ok(()),
        }
    }
}
