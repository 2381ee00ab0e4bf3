//! Sets of small numbers as bits.

/// Bits of a word.
const WIDTH: usize = u64::BITS as usize;

/// A set of positions below a size that is fixed when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    size: usize,
}

impl Bits {
    /// No position.
    pub fn none(size: usize) -> Bits {
        Bits { words: vec![0; size.div_ceil(WIDTH)], size }
    }

    /// All positions below the size.
    pub fn all(size: usize) -> Bits {
        let mut bits = Bits::none(size);
        (0..size).for_each(|at| bits.add(at));
        bits
    }

    /// Adds a position; one beyond the size is left out.
    pub fn add(&mut self, at: usize) {
        if at < self.size {
            self.words[at / WIDTH] |= 1 << (at % WIDTH);
        }
    }

    /// Whether the position is in the set.
    pub fn has(&self, at: usize) -> bool {
        at < self.size && self.words[at / WIDTH] >> (at % WIDTH) & 1 == 1
    }

    /// Whether no position is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many positions are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a & b)
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn less(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a & !b)
    }

    /// Whether something is in both.
    pub fn meets(&self, other: &Bits) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    /// Adds what is in the other; says whether something was new.
    pub fn join(&mut self, other: &Bits) -> bool {
        let mut grew = false;
        for (word, add) in self.words.iter_mut().zip(&other.words) {
            grew |= add & !*word != 0;
            *word |= add;
        }
        grew
    }

    /// Positions of the set, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.checked_sub(1)?;
                Some(at * WIDTH + bit)
            })
        })
    }

    fn with(&self, other: &Bits, op: fn(u64, u64) -> u64) -> Bits {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| op(*a, *b)).collect();
        Bits { words, size: self.size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    proptest::proptest! {
        #[test]
        fn bits_are_a_set(a in proptest::collection::btree_set(0_usize..150, 0..40),
                          b in proptest::collection::btree_set(0_usize..150, 0..40)) {
            let bits = |set: &BTreeSet<usize>| {
                let mut bits = Bits::none(150);
                set.iter().for_each(|at| bits.add(*at));
                bits
            };
            let (x, y) = (bits(&a), bits(&b));
            assert_eq!(x.iter().collect::<BTreeSet<_>>(), a);
            assert_eq!(x.and(&y), bits(&(&a & &b)));
            assert_eq!(x.less(&y), bits(&(&a - &b)));
            assert_eq!(x.meets(&y), !(&a & &b).is_empty());
            assert_eq!(x.count(), a.len());
            assert_eq!(Bits::all(150).count(), 150);
            let mut joined = x;
            assert_eq!(joined.join(&y), !(&b - &a).is_empty());
            assert_eq!(joined, bits(&(&a | &b)));
        }
    }
}
