//! Whose vote would turn the result, and how much power the rules give each member.

use basis::{Diagnostic, Truth};
use num_bigint::BigUint;
use num_traits::{One as _, Zero as _};

use super::{Body, Decides, Member};
use crate::codes;
use crate::power::{self, Power};
use crate::space::too_many;

/// By member: whether the result turns if it votes the other way, the others voting as they do.
/// *Cannot be known* where that depends on votes that are not known.
pub fn pivotal(quota: u64, members: &[Member], votes: &[Truth]) -> Vec<Truth> {
    (0..members.len()).map(|at| turns(quota, members, votes, at)).collect()
}

fn turns(quota: u64, members: &[Member], votes: &[Truth], at: usize) -> Truth {
    let Some(member) = members.get(at) else { return Truth::No };
    // What the others can add up to once all who can veto agree, one bit for each sum.
    let mut sums = BigUint::one();
    let mut vetoes = Truth::Yes;
    for (other, vote) in
        members.iter().zip(votes).enumerate().filter(|(o, _)| *o != at).map(|o| o.1)
    {
        if other.veto {
            vetoes = vetoes.and(*vote);
        }
        let with = &sums << other.votes;
        match vote {
            Truth::Yes => sums = with,
            Truth::Unknown if other.veto => sums = with,
            Truth::Unknown => sums |= with,
            Truth::No => {}
        }
    }
    // The sums of the others with which the member's vote decides.
    let from = quota.saturating_sub(member.votes);
    let upwards = (&sums >> from) << from;
    let deciding = if member.veto {
        upwards
    } else {
        let below = (BigUint::one() << quota) - BigUint::one();
        upwards & below
    };
    let decides = match () {
        () if deciding.is_zero() => Truth::No,
        () if deciding == sums => Truth::Yes,
        () => Truth::Unknown,
    };
    decides.and(vetoes)
}

/// The power that the rules of a body give each member, whatever it thinks; `None` for a
/// referendum.
///
/// A veto is written as votes: with the votes added that no one else can make up for, and as many
/// to the quota for each veto, exactly the same coalitions win.
///
/// # Errors
/// As [`power::Body::power`].
pub fn power(body: &Body) -> Option<Result<Vec<Power>, Diagnostic>> {
    let Decides::Vote { quota, members } = &body.decides else { return None };
    Some(weighted(*quota, members).and_then(|body| body.power()))
}

fn weighted(quota: u64, members: &[Member]) -> Result<power::Body, Diagnostic> {
    let too_large = || too_many("votes", power::COUNTS_MAX);
    let total = members.iter().try_fold(0_u64, |sum, member| sum.checked_add(member.votes));
    let total = total.ok_or_else(too_large)?;
    let Some(spare) = total.checked_sub(quota) else {
        let message = format!("a quota of {quota} with {total} votes in all");
        return Err(Diagnostic::error(codes::TOTALS, message));
    };
    let extra = |member: &Member| if member.veto { spare + 1 } else { 0 };
    let mut needed = quota;
    let mut weighted = Vec::with_capacity(members.len());
    for member in members {
        let votes = member.votes.checked_add(extra(member)).ok_or_else(too_large)?;
        needed = needed.checked_add(extra(member)).ok_or_else(too_large)?;
        weighted.push((member.name.clone(), usize::try_from(votes).map_err(|_| too_large())?));
    }
    let quota = usize::try_from(needed).map_err(|_| too_large())?;
    Ok(power::Body { quota, members: weighted })
}
