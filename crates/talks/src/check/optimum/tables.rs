//! The second step: the tables of a bound promise at least what they take up.

use num_bigint::BigInt;

use super::Checker;
use crate::solve::bound::{Bound, NONE};
use crate::solve::plan::Piece;

impl Checker<'_> {
    /// The entries of a bound are at least what they take up.
    pub(super) fn bound(&self, bound: &Bound) -> Result<(), &'static str> {
        let pieces = &self.certificate.pieces;
        if bound.weights.len() != self.domain.parties.len() || bound.weights.iter().any(|w| *w < 0)
        {
            return Err("a weight is missing or negative");
        }
        if bound.shares.len() != pieces.len() || bound.values.len() != pieces.len() {
            return Err("a table is missing");
        }
        let mut taken = vec![0; pieces.len()];
        for (at, piece) in pieces.iter().enumerate() {
            let rising = piece.scope.iter().zip(piece.scope.iter().skip(1)).all(|(a, b)| a < b);
            let above = piece.scope.last().is_none_or(|last| *last < piece.depth);
            if !rising || !above || piece.depth >= self.sizes.len() {
                return Err("a table does not stand above what it settles");
            }
            for other in &piece.takes {
                let lands = pieces.get(*other).and_then(|other| other.scope.last());
                if *other >= at || lands != Some(&piece.depth) {
                    return Err("a table is taken up where it does not belong");
                }
                taken[*other] += 1;
            }
        }
        let once =
            |(piece, taken): (&Piece, &usize)| *taken == usize::from(!piece.scope.is_empty());
        if !pieces.iter().zip(&taken).all(once) {
            return Err("a table is not taken up once");
        }
        self.shares(bound)?;
        (0..pieces.len()).try_for_each(|piece| self.entries(bound, piece))
    }

    /// The shares of an option add up to its weighted points.
    fn shares(&self, bound: &Bound) -> Result<(), &'static str> {
        for (depth, issue) in self.certificate.order.iter().enumerate() {
            for (option, points) in self.units[*issue].iter().enumerate() {
                let weighted = points.iter().zip(&bound.weights);
                let weighted: BigInt = weighted.map(|(u, w)| BigInt::from(*u) * w).sum();
                let pieces = self.certificate.pieces.iter().zip(&bound.shares);
                let shares = pieces.filter(|(piece, _)| piece.depth == depth);
                let shares = shares.map(|(_, share)| share.get(option).copied().map(BigInt::from));
                if shares.sum::<Option<BigInt>>() != Some(weighted) {
                    return Err("shares do not add up to the points");
                }
            }
        }
        Ok(())
    }

    fn entries(&self, bound: &Bound, at: usize) -> Result<(), &'static str> {
        let piece = &self.certificate.pieces[at];
        let mut chosen = vec![None; self.sizes.len()];
        let entries: usize = piece.scope.iter().map(|depth| self.sizes[*depth]).product();
        if bound.values[at].len() != entries {
            return Err("a table has another size");
        }
        for (entry, value) in bound.values[at].iter().enumerate() {
            let mut rest = entry;
            for depth in piece.scope.iter().rev() {
                chosen[*depth] = Some(rest % self.sizes[*depth]);
                rest /= self.sizes[*depth];
            }
            for option in 0..self.sizes[piece.depth] {
                chosen[piece.depth] = Some(option);
                let taken = piece.takes.iter().map(|other| self.entry(bound, *other, &chosen));
                // What is taken up may say that nothing is left.
                let Some(mut sum) = taken.sum::<Option<i128>>() else { continue };
                sum += bound.shares[at][option];
                let promised = *value != NONE && sum <= *value;
                if !promised && !self.broken(piece.scope.iter().chain([&piece.depth]), &chosen) {
                    return Err("a table promises too little");
                }
            }
        }
        Ok(())
    }
}
