//! A weighted sum of several reserved values that is as hard to reach as can be found in few steps.

use super::problem::Reserve;

/// Steps of the search for multipliers.
const STEPS: usize = 60;

/// Multipliers are whole numbers up to this.
const MULTIPLIER_MAX: f64 = 4096.0;

/// One sum that follows from several, or nothing where there are fewer than two or numbers are too
/// large. Multipliers are found with rounded numbers; the sum itself is exact.
pub(super) fn of(sums: &[Reserve]) -> Option<Reserve> {
    if sums.len() < 2 {
        return None;
    }
    let weights = weights(sums);
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    if greatest <= 0.0 {
        return None;
    }
    let whole = |weight: &f64| (weight / greatest * MULTIPLIER_MAX).round() as i128;
    let multipliers: Vec<i128> = weights.iter().map(whole).collect();
    let issues = sums.first()?.units.len();
    let added = |numbers: &mut dyn Iterator<Item = i128>| {
        numbers
            .zip(&multipliers)
            .try_fold(0_i128, |sum, (units, m)| sum.checked_add(units.checked_mul(*m)?))
    };
    let mut units = Vec::with_capacity(issues);
    let (mut most, room) = (0_i128, i128::MAX / 8);
    for issue in 0..issues {
        let classes = sums.first()?.units.get(issue)?.len();
        let class = |class: usize| added(&mut sums.iter().map(|sum| sum.units[issue][class]));
        let of_issue: Vec<i128> = (0..classes).map(class).collect::<Option<_>>()?;
        let widest =
            of_issue.iter().map(|units| units.checked_abs()).collect::<Option<Vec<_>>>()?;
        most = most.checked_add(widest.into_iter().max().unwrap_or(0))?;
        units.push(of_issue);
    }
    let at_least = added(&mut sums.iter().map(|sum| sum.at_least))?;
    let lines = sums.iter().flat_map(|sum| &sum.lines).map(|(line, _)| *line);
    let lines: Vec<(usize, i128)> =
        lines.zip(multipliers).filter(|(_, multiplier)| *multiplier > 0).collect();
    let useful = lines.len() > 1 && most < room && at_least.checked_abs()? < room;
    useful.then_some(Reserve { lines, units, at_least })
}

/// Multipliers by steps along what the best package for them lacks.
fn weights(sums: &[Reserve]) -> Vec<f64> {
    let spread = |sum: &Reserve| {
        let of_issue = |units: &Vec<i128>| {
            let most = units.iter().max().copied().unwrap_or(0);
            (most - units.iter().min().copied().unwrap_or(0)) as f64
        };
        sum.units.iter().map(of_issue).sum::<f64>().max(1.0)
    };
    let spreads: Vec<f64> = sums.iter().map(spread).collect();
    let mut weights: Vec<f64> = spreads.iter().map(|spread| 1.0 / spread).collect();
    let mut best = (f64::INFINITY, weights.clone());
    for step in 0..STEPS {
        let mut lack: Vec<f64> = sums.iter().map(|sum| sum.at_least as f64).collect();
        for issue in 0..sums.first().map_or(0, |sum| sum.units.len()) {
            let classes = sums.first().map_or(0, |sum| sum.units[issue].len());
            let worth = |class: usize| {
                let of = |(sum, weight): (&Reserve, &f64)| sum.units[issue][class] as f64 * weight;
                sums.iter().zip(&weights).map(of).sum::<f64>()
            };
            let best = (0..classes).max_by(|a, b| worth(*a).total_cmp(&worth(*b)));
            if let Some(class) = best {
                let given = lack.iter_mut().zip(sums);
                given.for_each(|(lack, sum)| *lack -= sum.units[issue][class] as f64);
            }
        }
        let slack: f64 =
            -lack.iter().zip(&weights).map(|(lack, weight)| lack * weight).sum::<f64>();
        let norm: f64 = weights.iter().zip(&spreads).map(|(w, spread)| w * spread).sum();
        if norm > 0.0 && slack / norm < best.0 {
            best = (slack / norm, weights.clone());
        }
        let length = 2.0 / (step as f64 + 2.0);
        for ((weight, lack), spread) in weights.iter_mut().zip(&lack).zip(&spreads) {
            *weight = (*weight + length * lack / spread / spread).max(0.0);
        }
    }
    best.1
}
