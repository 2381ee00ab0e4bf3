//! How far apart best and worst can lie, beside what the worth says.

use num_traits::Zero as _;

use super::contradiction::{Contradiction, Kind};
use super::{Bound, Left, Order};
use crate::number::Number;

impl Order<'_> {
    /// Whether best and worst can lie as far apart as the worth says.
    pub(super) fn spread_fits(&self, left: &Left) -> Result<(), Contradiction> {
        let Some(worth_by) = self.worth_by else { return Ok(()) };
        if self.worth.is_empty() {
            return Err(self.worth_contradiction(worth_by, Kind::WorthTooLarge(Number::zero())));
        }
        let least = self.least_spread(left);
        let too_small = self
            .worth
            .most
            .as_ref()
            .is_some_and(|most| *most < least.value || (least.strict && *most == least.value));
        if too_small {
            return Err(self.worth_contradiction(worth_by, Kind::WorthTooSmall(least.value)));
        }
        match most_spread(left, self.reached) {
            Some(most)
                if most.value < self.worth.least
                    || (most.strict && most.value == self.worth.least) =>
            {
                Err(self.worth_contradiction(worth_by, Kind::WorthTooLarge(most.value)))
            }
            _ => Ok(()),
        }
    }

    /// All options at one value, as far as their bounds let them.
    fn least_spread(&self, left: &Left) -> Bound {
        let highest = left.least.iter().take(self.reached).max();
        // Of equal bounds from above the strict one lies lower.
        let most = left.most.iter().take(self.reached).flatten();
        let lowest = most.min_by_key(|b| (b.value.clone(), !b.strict));
        let apart = highest.zip(lowest).map(|(high, low)| Bound {
            value: &high.value - &low.value,
            strict: high.strict || low.strict,
        });
        let own = self.edges.iter().take(self.reached).flatten();
        let ordered = own.clone().any(|edge| edge.more && edge.to < self.reached);
        let nothing = Bound { value: Number::zero(), strict: ordered };
        apart.map_or(nothing.clone(), |apart| apart.max(nothing))
    }
}

/// The furthest apart that two options can lie; `None` where there is no limit. Options that are
/// tied count as one.
fn most_spread(left: &Left, reached: usize) -> Option<Bound> {
    let leaders: Vec<usize> =
        (0..reached.min(left.least.len())).filter(|at| left.tied_with[*at] == *at).collect();
    let mut highs: Vec<(usize, &Option<Bound>)> =
        leaders.iter().map(|at| (*at, &left.most[*at])).collect();
    let mut lows: Vec<(usize, &Bound)> = leaders.iter().map(|at| (*at, &left.least[*at])).collect();
    let height = |bound: &Option<Bound>| bound.as_ref().map(|b| (b.value.clone(), !b.strict));
    highs.sort_by(|(_, a), (_, b)| match (height(a), height(b)) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, _) => std::cmp::Ordering::Less,
        (_, None) => std::cmp::Ordering::Greater,
        (Some(a), Some(b)) => b.cmp(&a),
    });
    lows.sort_by_key(|(_, bound)| *bound);
    let mut widest = Bound { value: Number::zero(), strict: false };
    for (high_at, high) in highs.iter().take(2) {
        for (_, low) in lows.iter().take(2).filter(|(low_at, _)| low_at != high_at) {
            let Some(high) = high else { return None };
            let apart =
                Bound { value: &high.value - &low.value, strict: high.strict || low.strict };
            if (&apart.value, !apart.strict) > (&widest.value, !widest.strict) {
                widest = apart;
            }
        }
    }
    Some(widest)
}
