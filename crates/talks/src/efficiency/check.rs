//! A second look at judgements, by the plainest means: sums of rationals, and each bound looked at
//! by itself.
//!
//! It shares no code with the computation: what is claimed comes with points, and points are looked
//! at as they are. That a package is in the way *whatever* the points are is shown by relaxing the
//! bounds one by one until nothing changes (Bellman, Quarterly of Applied Mathematics 16:87, 1958).

use super::{Claim, Judgement, Points, Possibly, Table};
use crate::domain::Package;
use crate::number::Number;
use crate::partial::{Bounds, Known, KnownIssue};

/// A greatest difference, and how many strict steps it falls short of it; `None`: no end.
type Greatest = Option<(Number, usize)>;

/// Whether a judgement holds, with the points that the table gives for it. `None` where what was
/// claimed is that a search found nothing, or that several packages are in the way by turns: that
/// is not repeated here. What holds necessarily is not repeated either.
pub fn judgement(
    table: &Table,
    known: &[Known],
    p: usize,
    claim: Claim,
    judgement: &Judgement,
) -> Option<bool> {
    let list = table.packages();
    let rival = judgement.rival?;
    let against = table.points_against(p, rival, claim).is_some_and(|points| {
        fits(known, &points) && in_the_way(list, p, rival, claim, &points) == Some(true)
    });
    let possibly = match &judgement.possibly {
        Possibly::Yes => table.points_for(p, claim).is_some_and(|points| {
            let free = |q| in_the_way(list, p, q, claim, &points) == Some(false);
            fits(known, &points) && (0..list.len()).all(free)
        }),
        Possibly::No { rivals } => match rivals.as_slice() {
            [rival] => always_in_the_way(known, list.get(p)?, list.get(*rival)?, claim),
            _ => return None,
        },
        Possibly::Undecided => return None,
    };
    Some(against && possibly)
}

/// Whether points, by party, issue and option, obey all that is known of them.
pub fn fits(known: &[Known], points: &Points) -> bool {
    let issue = |(known, points): (&KnownIssue, &Vec<Number>)| {
        let inside = |(at, bounds): (&Number, &Bounds)| within(bounds, at);
        let ordered = |pairs: &[(usize, usize)], least: std::cmp::Ordering| {
            pairs.iter().all(|(a, b)| match (points.get(*a), points.get(*b)) {
                (Some(a), Some(b)) => a.cmp(b) >= least,
                _ => false,
            })
        };
        let in_worth = || {
            points.iter().enumerate().filter(|(at, _)| about(known, *at)).map(|(_, point)| point)
        };
        let spread = in_worth().max().zip(in_worth().min()).map(|(best, worst)| best - worst);
        points.len() == known.options.len()
            && points.iter().zip(&known.options).all(inside)
            && ordered(&known.at_least, std::cmp::Ordering::Equal)
            && ordered(&known.more, std::cmp::Ordering::Greater)
            && spread.is_none_or(|spread| within(&known.worth, &spread))
            && known.in_worth.len() == points.len()
    };
    let party = |(known, points): (&Known, &Vec<Vec<Number>>)| {
        points.len() == known.issues.len() && known.issues.iter().zip(points).all(issue)
    };
    points.len() == known.len() && known.iter().zip(points).all(party)
}

/// Whether the worth of an issue is about an option.
fn about(issue: &KnownIssue, option: usize) -> bool {
    issue.in_worth.get(option) == Some(&true)
}

fn within(bounds: &Bounds, number: &Number) -> bool {
    *number >= bounds.least && bounds.most.as_ref().is_none_or(|most| number <= most)
}

/// Whether a package is in the way of another under given points; `None` where it is not one that
/// has points.
pub fn in_the_way(
    list: &[Package],
    p: usize,
    rival: usize,
    claim: Claim,
    points: &Points,
) -> Option<bool> {
    let (p, rival) = (list.get(p)?, list.get(rival)?);
    let sum = |party: &Vec<Vec<Number>>, package: &Package| {
        let of_issues = party.iter().zip(package).map(|(issue, at)| issue.get(*at));
        of_issues.sum::<Option<Number>>()
    };
    let gain = |party: &Vec<Vec<Number>>| Some(sum(party, rival)? - sum(party, p)?);
    let gains: Vec<Number> = points.iter().map(gain).collect::<Option<_>>()?;
    let zero = Number::default();
    Some(match claim {
        Claim::Efficient => gains.iter().all(|g| *g >= zero) && gains.iter().any(|g| *g > zero),
        Claim::Utilitarian => gains.iter().sum::<Number>() > zero,
    })
}

/// Whether a package is in the way of another whatever the points are that fit.
pub fn always_in_the_way(known: &[Known], p: &[usize], rival: &[usize], claim: Claim) -> bool {
    let of_party = |known: &Known| -> Greatest {
        let issues = known.issues.iter().zip(p.iter().zip(rival));
        issues.map(|(issue, (a, b))| greatest(issue, *a, *b)).try_fold((Number::default(), 0), plus)
    };
    let Some(leads) = known.iter().map(of_party).collect::<Option<Vec<_>>>() else { return false };
    let zero = Number::default();
    let behind = |(lead, short): &(Number, usize)| *lead < zero || (*lead == zero && *short > 0);
    match claim {
        Claim::Efficient => leads.iter().all(|l| l.0 <= zero) && leads.iter().any(behind),
        Claim::Utilitarian => {
            let sum = leads.into_iter().map(Some).try_fold((zero.clone(), 0), plus);
            sum.is_some_and(|sum| behind(&sum))
        }
    }
}

fn plus(sum: (Number, usize), more: Greatest) -> Greatest {
    more.map(|(number, short)| (sum.0 + number, sum.1 + short))
}

/// The most that one option can lie above another, over all cases of the least worth.
fn greatest(issue: &KnownIssue, a: usize, b: usize) -> Greatest {
    let options = issue.options.len();
    if issue.worth.least <= Number::default() {
        return relaxed(issue, a, b, None).flatten();
    }
    let cases = (0..options).flat_map(|best| (0..options).map(move |worst| (best, worst)));
    let over_cases =
        cases.filter(|(best, worst)| best != worst && about(issue, *best) && about(issue, *worst));
    let found: Vec<Greatest> =
        over_cases.filter_map(|case| relaxed(issue, a, b, Some(case))).collect();
    let found: Option<Vec<(Number, usize)>> = found.into_iter().collect();
    found?.into_iter().max_by(|x, y| x.0.cmp(&y.0).then(y.1.cmp(&x.1)))
}

/// The same in one case; the outer `None`: no points fit that.
fn relaxed(
    issue: &KnownIssue,
    a: usize,
    b: usize,
    case: Option<(usize, usize)>,
) -> Option<Greatest> {
    let zero = issue.options.len();
    // The first lies at most so much above the second, and less where the last is 1.
    let mut bounds: Vec<(usize, usize, Number, usize)> = Vec::new();
    for (at, of_option) in issue.options.iter().enumerate() {
        bounds.extend(of_option.most.iter().map(|most| (at, zero, most.clone(), 0)));
        bounds.push((zero, at, -of_option.least.clone(), 0));
        let worth = issue.worth.most.iter().filter(|_| about(issue, at));
        let others = || (0..zero).filter(|to| about(issue, *to));
        bounds.extend(worth.flat_map(|w| others().map(move |to| (at, to, w.clone(), 0))));
    }
    bounds.extend(issue.at_least.iter().map(|(a, b)| (*b, *a, Number::default(), 0)));
    bounds.extend(issue.more.iter().map(|(a, b)| (*b, *a, Number::default(), 1)));
    bounds.extend(case.map(|(best, worst)| (worst, best, -issue.worth.least.clone(), 0)));
    settled(&bounds, vec![Some((Number::default(), 0)); zero + 1])?;
    let mut above: Vec<Greatest> = vec![None; zero + 1];
    *above.get_mut(b)? = Some((Number::default(), 0));
    Some(settled(&bounds, above)?.get(a).cloned().flatten())
}

/// Relaxes bounds until nothing changes; `None` where that would go on for ever: no points fit.
fn settled(
    bounds: &[(usize, usize, Number, usize)],
    mut above: Vec<Greatest>,
) -> Option<Vec<Greatest>> {
    for _ in 0..=above.len() {
        let mut changed = false;
        for (to, from, most, strict) in bounds {
            let Some((sum, short)) = above.get(*from)? else { continue };
            let way = (sum + most, short + strict);
            let entry = above.get_mut(*to)?;
            if entry.as_ref().is_none_or(|(n, s)| way.0 < *n || (way.0 == *n && way.1 > *s)) {
                *entry = Some(way);
                changed = true;
            }
        }
        if !changed {
            return Some(above);
        }
    }
    None
}
