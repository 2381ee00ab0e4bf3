//! Upper bounds of weighted sums of utilities over all packages that obey the rules.

use num_integer::Integer as _;

use super::plan::{Ordered, Plan, strides};
use crate::space::Space;

/// No choice is left.
pub const NONE: i128 = i128::MIN;

/// What a plan gives for weights of the parties. With it anyone can check an upper bound: see
/// [`crate::check::optimum`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The weight of each party, not negative.
    pub weights: Vec<i128>,
    /// By piece and option: the part of the option's weighted points that the piece counts. The
    /// pieces of one depth share them, so that their promises agree as far as they can.
    pub shares: Vec<Vec<i128>>,
    /// By piece and entry: at least what the issues from its depth on can add; [`NONE`] where no
    /// choice is left.
    pub values: Vec<Vec<i128>>,
}

impl Bound {
    /// The bound for some weights.
    pub(super) fn of(space: &Space, ordered: &Ordered, plan: &Plan, weights: &[i128]) -> Bound {
        let mut bound = Bound {
            weights: weights.to_vec(),
            shares: vec![Vec::new(); plan.pieces.len()],
            values: vec![Vec::new(); plan.pieces.len()],
        };
        for depth in (0..ordered.sizes.len()).rev() {
            let points = weighted(&space.options[ordered.order[depth]], weights);
            let shares = bound.divide(ordered, plan, &plan.settle[depth], &points);
            for (piece, share) in plan.settle[depth].iter().zip(shares) {
                bound.values[*piece] = bound.table(ordered, plan, *piece, &share);
                bound.shares[*piece] = share;
            }
        }
        bound
    }

    /// The bound over all packages; `None` where no package obeys the rules.
    pub(super) fn root(&self, plan: &Plan) -> Option<i128> {
        plan.bare.iter().try_fold(0, |sum, piece| {
            let value = *self.values[*piece].first()?;
            (value != NONE).then(|| sum + value)
        })
    }

    /// Divides the points of an issue among its pieces: each gets what makes its best for an option
    /// the same as that of the others (moment matching; Ihler, Flerova, Dechter and Otten, UAI
    /// 2012), in whole units.
    fn divide(
        &self,
        ordered: &Ordered,
        plan: &Plan,
        pieces: &[usize],
        points: &[i128],
    ) -> Vec<Vec<i128>> {
        if pieces.len() == 1 {
            return vec![points.to_vec()];
        }
        let nothing = vec![0; points.len()];
        let best: Vec<Vec<i128>> = pieces
            .iter()
            .map(|piece| {
                let mut best = vec![NONE; points.len()];
                self.each(ordered, plan, *piece, &nothing, |option, sum, _| {
                    best[option] = best[option].max(sum);
                });
                best
            })
            .collect();
        let count = pieces.len() as i128;
        let share = |option: usize, at: usize| {
            let all = || best.iter().map(|best| best[option]);
            if all().any(|best| best == NONE) {
                return if at == 0 { points[option] } else { 0 };
            }
            let (even, rest) = (points[option] + all().sum::<i128>()).div_mod_floor(&count);
            even - best[at][option] + if at == 0 { rest } else { 0 }
        };
        let of_piece = |at| (0..points.len()).map(|option| share(option, at)).collect();
        (0..pieces.len()).map(of_piece).collect()
    }

    /// The table of a piece.
    fn table(&self, ordered: &Ordered, plan: &Plan, piece: usize, share: &[i128]) -> Vec<i128> {
        let mut table = vec![NONE; plan.open[piece].len() / share.len()];
        self.each(ordered, plan, piece, share, |_, sum, entry| {
            table[entry] = table[entry].max(sum);
        });
        table
    }

    /// Calls `see` with option, sum and entry for each choice that is open in a piece.
    fn each(
        &self,
        ordered: &Ordered,
        plan: &Plan,
        piece: usize,
        share: &[i128],
        mut see: impl FnMut(usize, i128, usize),
    ) {
        let sizes = &ordered.sizes;
        let (open, piece) = (&plan.open[piece], &plan.pieces[piece]);
        let steps = |taken: &usize| {
            let scope = &plan.pieces[*taken].scope;
            let strides = strides(scope, sizes);
            let stride = |depth: &usize| scope.binary_search(depth).map_or(0, |at| strides[at]);
            piece.scope.iter().map(stride).collect::<Vec<usize>>()
        };
        let steps: Vec<Vec<usize>> = piece.takes.iter().map(steps).collect();
        let taken: Vec<&[i128]> = piece.takes.iter().map(|t| self.values[*t].as_slice()).collect();
        let mut at = vec![0; taken.len()];
        let mut digits = vec![0; piece.scope.len()];
        for (entry, open) in open.chunks_exact(share.len()).enumerate() {
            'option: for (option, share) in share.iter().enumerate().filter(|(o, _)| open[*o]) {
                let mut sum = *share;
                for (values, at) in taken.iter().zip(&at) {
                    let value = values[at + option];
                    if value == NONE {
                        continue 'option;
                    }
                    sum += value;
                }
                see(option, sum, entry);
            }
            for place in (0..digits.len()).rev() {
                digits[place] += 1;
                at.iter_mut().zip(&steps).for_each(|(at, step)| *at += step[place]);
                let size = sizes[piece.scope[place]];
                if digits[place] < size {
                    break;
                }
                digits[place] = 0;
                at.iter_mut().zip(&steps).for_each(|(at, step)| *at -= step[place] * size);
            }
        }
    }
}

/// The weighted points of each option.
pub(super) fn weighted(options: &[Vec<i128>], weights: &[i128]) -> Vec<i128> {
    let of = |points: &Vec<i128>| points.iter().zip(weights).map(|(u, w)| u * w).sum();
    options.iter().map(of).collect()
}
