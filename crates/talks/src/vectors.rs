//! Points of several parties, and which are beaten by none.

use std::collections::BTreeMap;

/// Vectors of utilities, one number for each party, in one allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vectors {
    parties: usize,
    flat: Vec<i128>,
}

impl Vectors {
    /// None yet; `parties` is at least 1.
    pub fn new(parties: usize) -> Vectors {
        assert!(parties > 0, "vectors have at least one party");
        Vectors { parties, flat: Vec::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.flat.len() / self.parties
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// The vector at a position below [`Vectors::len`].
    pub fn get(&self, at: usize) -> &[i128] {
        &self.flat[at * self.parties..(at + 1) * self.parties]
    }

    /// Adds one.
    pub fn push(&mut self, vector: &[i128]) {
        debug_assert_eq!(vector.len(), self.parties);
        self.flat.extend_from_slice(vector);
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[i128]> {
        self.flat.chunks_exact(self.parties)
    }

    /// Each vector of `self` plus `add`, appended to `to`.
    pub(crate) fn shifted_onto(&self, add: &[i128], to: &mut Vectors) {
        to.flat.reserve(self.flat.len());
        for vector in self.iter() {
            to.flat.extend(vector.iter().zip(add).map(|(a, b)| a + b));
        }
    }

    /// The position of a vector; the vectors stand in falling order.
    pub(crate) fn position_in_falling(&self, vector: &[i128]) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match vector.cmp(self.get(middle)) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Less => low = middle + 1,
            }
        }
        None
    }

    /// The vectors that no other beats, each once, in falling lexicographic order.
    ///
    /// One vector beats another when it is at least as good for every party and better for one.
    /// After sorting, a vector can only be beaten by one before it: for two parties it is enough to
    /// remember the best second number, for three a staircase of the second and third (Kung,
    /// Luccio and Preparata, JACM 22:469, 1975), for more each kept vector is looked at.
    #[must_use]
    pub fn skyline(&self) -> Vectors {
        let mut order: Vec<usize> = (0..self.len()).collect();
        // Stable: the sort finds the runs of which candidates consist.
        order.sort_by(|a, b| self.get(*b).cmp(self.get(*a)));
        let mut kept = Vectors::new(self.parties);
        let mut stairs = BTreeMap::new();
        let mut best = None;
        for at in order {
            let vector = self.get(at);
            let beaten = match vector {
                [_] => !kept.is_empty(),
                [_, second] => {
                    let beaten = best.is_some_and(|best| best >= *second);
                    best = best.max(Some(*second));
                    beaten
                }
                [_, second, third] => !climb(&mut stairs, *second, *third),
                _ => kept.iter().any(|other| other.iter().zip(vector).all(|(a, b)| a >= b)),
            };
            if !beaten {
                kept.push(vector);
            }
        }
        kept
    }
}

/// Puts a step on the staircase unless one stands at least as high in both directions.
fn climb(stairs: &mut BTreeMap<i128, i128>, across: i128, up: i128) -> bool {
    if stairs.range(across..).next().is_some_and(|(_, above)| *above >= up) {
        return false;
    }
    while let Some((&lower, _)) = stairs.range(..=across).next_back().filter(|(_, u)| **u <= up) {
        stairs.remove(&lower);
    }
    stairs.insert(across, up);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Slow and obvious.
    fn naive(vectors: &Vectors) -> Vec<Vec<i128>> {
        let beats = |a: &[i128], b: &[i128]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        let free = |v: &&[i128]| !vectors.iter().any(|other| beats(other, v));
        let mut found: Vec<Vec<i128>> = vectors.iter().filter(free).map(<[i128]>::to_vec).collect();
        found.sort_by(|a, b| b.cmp(a));
        found.dedup();
        found
    }

    proptest! {
        #[test]
        fn the_skyline_is_what_nothing_beats(
            parties in 1_usize..6,
            numbers in prop::collection::vec(-4_i128..5, 0..120),
        ) {
            let mut vectors = Vectors::new(parties);
            numbers.chunks_exact(parties).for_each(|v| vectors.push(v));
            let skyline = vectors.skyline();
            let found: Vec<Vec<i128>> = skyline.iter().map(<[i128]>::to_vec).collect();
            prop_assert_eq!(&found, &naive(&vectors));
            for (at, vector) in found.iter().enumerate() {
                prop_assert_eq!(skyline.position_in_falling(vector), Some(at));
            }
            prop_assert_eq!(skyline.position_in_falling(&vec![9; parties]), None);
        }
    }
}
