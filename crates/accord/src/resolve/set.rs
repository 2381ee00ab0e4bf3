//! Sets of definitions, by position: what each definition rests on is kept for all of them.

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Set(Vec<u64>);

const BITS: usize = u64::BITS as usize;

impl Set {
    pub(super) fn insert(&mut self, number: usize) {
        if self.0.len() <= number / BITS {
            self.0.resize(number / BITS + 1, 0);
        }
        if let Some(word) = self.0.get_mut(number / BITS) {
            *word |= 1 << (number % BITS);
        }
    }

    pub(super) fn add(&mut self, other: &Set) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }

    /// The numbers in both, in order.
    pub(super) fn shared<'s>(&'s self, other: &'s Set) -> impl Iterator<Item = usize> + 's {
        self.0.iter().zip(&other.0).enumerate().flat_map(|(at, (mine, theirs))| {
            let word = mine & theirs;
            (0..BITS).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * BITS + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both() {
        let set = |numbers: &[usize]| {
            let mut set = Set::default();
            numbers.iter().for_each(|n| set.insert(*n));
            set
        };
        let mut a = set(&[1, 64]);
        a.add(&set(&[3, 200]));
        assert_eq!(a.shared(&set(&[0, 3, 64, 65, 200, 300])).collect::<Vec<_>>(), [3, 64, 200]);
    }
}
