//! Numbers drawn from a seed: the same on every machine.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number
//! Generators*, OOPSLA 2014). It serves sampling, and nothing that has to be secret.

/// A sequence of numbers that its seed determines.
///
/// ```
/// use talks::draws::Draws;
/// let mut draws = Draws::from_seed(0);
/// assert_eq!(draws.number(), 0xe220_a839_7b1d_cdaf);
/// assert!((0..100).all(|_| draws.below(6) < 6));
/// ```
#[derive(Clone, Debug)]
pub struct Draws {
    state: u64,
}

impl Draws {
    /// The sequence of a seed.
    pub fn from_seed(seed: u64) -> Draws {
        Draws { state: seed }
    }

    /// The next number, each of 64 bits.
    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound, each as likely as the others; 0 where the bound is 0.
    ///
    /// Numbers of 128 bits above the last multiple of the bound are drawn again.
    pub fn below(&mut self, bound: u128) -> u128 {
        if bound == 0 {
            return 0;
        }
        let whole = u128::MAX - u128::MAX % bound;
        loop {
            let drawn = (u128::from(self.number()) << 64) | u128::from(self.number());
            if drawn < whole {
                return drawn % bound;
            }
        }
    }

    /// A number from `least` to `most`, both included; `least` where there is none between them.
    /// The two lie less than half of the range of the type apart from zero.
    pub fn between(&mut self, least: i128, most: i128) -> i128 {
        let Ok(wide) = u128::try_from(most - least) else { return least };
        least + i128::try_from(self.below(wide + 1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the seeds 0 and 1234567, as published implementations give them.
    #[test]
    fn known_sequences() {
        let first = |seed, count| {
            let mut draws = Draws::from_seed(seed);
            (0..count).map(|_| draws.number()).collect::<Vec<_>>()
        };
        assert_eq!(first(0, 3), [0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f]);
        assert_eq!(first(1_234_567, 2), [6457827717110365317, 3203168211198807973]);
    }

    #[test]
    fn bounds_are_kept_and_reached() {
        let mut draws = Draws::from_seed(7);
        let seen: std::collections::BTreeSet<i128> =
            (0..200).map(|_| draws.between(-2, 3)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2, 3]);
        assert_eq!(draws.between(4, 4), 4);
        assert_eq!(draws.below(0), 0);
    }
}
