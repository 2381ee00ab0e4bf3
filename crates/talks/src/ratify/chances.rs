//! How likely several referenda pass a package together.

use crate::number::Number;

/// Bounds on the odds that all of several referenda pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chances {
    /// Not less likely, however the referenda depend on each other: the sum of the least odds, less
    /// the number of referenda but one (Fréchet, Fundamenta Mathematicae 25:379, 1935).
    pub least: Number,
    /// Not more likely: the smallest of the most.
    pub most: Number,
    /// Least and most if the referenda were independent, which nobody stated.
    pub if_independent: (Number, Number),
}

/// The odds of all referenda together, each from at least to at most; `None` without any.
pub fn chances(odds: &[(Number, Number)]) -> Option<Chances> {
    let most = odds.iter().map(|(_, most)| most).min()?.clone();
    let others = Number::from_integer((odds.len() - 1).into());
    let sum: Number = odds.iter().map(|(least, _)| least).sum();
    let least = (sum - others).max(Number::default());
    let product = |of: fn(&(Number, Number)) -> &Number| odds.iter().map(of).product();
    let if_independent = (product(|(least, _)| least), product(|(_, most)| most));
    Some(Chances { least, most, if_independent })
}
