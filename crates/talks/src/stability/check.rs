//! The same stabilities by matrices, as an independent check.
//!
//! Each concept is a product of 0-1 matrices, and a state is stable where its place on the diagonal
//! is 0 (Xu, Hipel and Kilgour, *IEEE Transactions on Systems, Man, and Cybernetics A* 39:470,
//! 2009): with J the moves of the group, P the better states, M the moves of the others by legal
//! sequences, W the states that are no better,
//!
//! ```text
//! Nash  (J∘P) · E
//! GMR   (J∘P) · [E − sign(M · Wᵀ)]
//! SMR   (J∘P) · [E − sign(M · (Wᵀ ∘ (E − sign(J · Pᵀ))))]
//! SEQ   as GMR, with M of improvements
//! ```
//!
//! A state counts as no better than itself here, as in the definitions by words; the paper leaves
//! the diagonal out. The list of legal sequences is a sum of products, one for each length and last
//! mover. Nothing of [`super::graph`] and [`super::judge`] is used but the types.

use super::conflict::Conflict;
use super::judge::Concept;
use super::order::{Compared, Order};

/// States of a conflict that is checked.
pub const STATES_CHECKED_MAX: usize = 64;

/// A square matrix of noughts and ones, by rows.
type Matrix = Vec<Vec<u8>>;

/// Whether each state is stable for a group, under complete orders.
pub fn stable(
    conflict: &Conflict,
    orders: &[Order],
    group: &[usize],
    concept: Concept,
) -> Vec<bool> {
    let states = conflict.states.len();
    let moves: Vec<Matrix> =
        conflict.moves.iter().map(|of| matrix(states, |from, to| of[from].has(to))).collect();
    let prefers = |maker: usize| -> Matrix {
        matrix(states, |from, to| orders[maker].compared(to, from) == Compared::Better)
    };
    let better = matrix(states, |from, to| {
        group.iter().all(|maker| orders[*maker].compared(to, from) == Compared::Better)
    });
    let no_better = matrix(states, |from, to| better[from][to] == 0);
    let others: Vec<usize> = (0..moves.len()).filter(|maker| !group.contains(maker)).collect();
    let own = sequences(states, &group.iter().map(|m| moves[*m].clone()).collect::<Vec<_>>());
    let answers: Vec<Matrix> = match concept {
        Concept::Seq => others.iter().map(|m| hadamard(&moves[*m], &prefers(*m))).collect(),
        _ => others.iter().map(|m| moves[*m].clone()).collect(),
    };
    let answers = sequences(states, &answers);
    let stays = transposed(&no_better);
    let deterrent = match concept {
        Concept::Smr => hadamard(&stays, &complement(&product(&own, &transposed(&better)))),
        _ => stays,
    };
    let unanswered = match concept {
        Concept::Nash => matrix(states, |_, _| true),
        _ => complement(&product(&answers, &deterrent)),
    };
    let leaves = product(&hadamard(&own, &better), &unanswered);
    (0..states).map(|state| leaves[state][state] == 0).collect()
}

/// Ends of legal sequences of these movers: of each length, by last mover.
fn sequences(states: usize, movers: &[Matrix]) -> Matrix {
    let mut by_last: Vec<Matrix> = movers.to_vec();
    let mut all = movers.iter().fold(nought(states), |sum, one| either(&sum, one));
    // No shortest legal sequence is longer than there are pairs of a state and a last mover.
    for _ in 0..states * movers.len() {
        let next: Vec<Matrix> = (0..movers.len())
            .map(|last| {
                let before = by_last.iter().enumerate().filter(|(mover, _)| *mover != last);
                let before = before.fold(nought(states), |sum, (_, one)| either(&sum, one));
                product(&before, &movers[last])
            })
            .collect();
        let grown: Vec<Matrix> = by_last.iter().zip(&next).map(|(a, b)| either(a, b)).collect();
        if grown == by_last {
            break;
        }
        all = grown.iter().fold(all, |sum, one| either(&sum, one));
        by_last = grown;
    }
    all
}

fn matrix(states: usize, one: impl Fn(usize, usize) -> bool) -> Matrix {
    (0..states).map(|row| (0..states).map(|at| u8::from(one(row, at))).collect()).collect()
}

fn nought(states: usize) -> Matrix {
    vec![vec![0; states]; states]
}

fn entry(a: &Matrix, b: &Matrix, op: fn(u8, u8) -> u8) -> Matrix {
    let row = |(a, b): (&Vec<u8>, &Vec<u8>)| a.iter().zip(b).map(|(a, b)| op(*a, *b)).collect();
    a.iter().zip(b).map(row).collect()
}

fn hadamard(a: &Matrix, b: &Matrix) -> Matrix {
    entry(a, b, |a, b| a & b)
}

fn either(a: &Matrix, b: &Matrix) -> Matrix {
    entry(a, b, |a, b| a | b)
}

fn complement(a: &Matrix) -> Matrix {
    entry(a, a, |a, _| 1 - a)
}

fn transposed(a: &Matrix) -> Matrix {
    matrix(a.len(), |row, at| a[at][row] == 1)
}

/// The sign of the product.
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let mut product = nought(a.len());
    for (row, sum) in a.iter().zip(&mut product) {
        for (one, add) in row.iter().zip(b) {
            if *one == 1 {
                sum.iter_mut().zip(add).for_each(|(sum, add)| *sum |= add);
            }
        }
    }
    product
}
