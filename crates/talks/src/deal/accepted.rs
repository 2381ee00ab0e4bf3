//! What a party is known to accept, as a condition on packages.

use draft::Condition;

/// The first is accepted if the second holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// What is accepted.
    pub accepts: Condition,
    /// Under which condition.
    pub when: Condition,
}

/// What one party is known to accept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepts {
    /// By issue and option: whether the party said that it can live with it. True for an option that
    /// stands for *not reached*: nothing is chosen there.
    pub can_live_with: Vec<Vec<bool>>,
    /// What it accepts under conditions.
    pub acceptances: Vec<Acceptance>,
}

impl Accepts {
    /// Holds of the packages that the party is known to accept, over issues with so many options.
    pub fn condition(&self, options: &[usize]) -> Condition {
        let of_issue = |(issue, count): (usize, &usize)| {
            let lives = |option: &usize| {
                self.can_live_with.get(issue).and_then(|known| known.get(*option)) == Some(&true)
            };
            let is = |option| Condition::Is { bracket: issue, option };
            let lived: Vec<Condition> = (0..*count).filter(lives).map(is).collect();
            if lived.len() == *count {
                return Condition::All(Vec::new());
            }
            let covers = self.acceptances.iter().filter_map(|acceptance| {
                let covered = covered(&acceptance.accepts, true, issue)?;
                Some(Condition::All(vec![acceptance.when.clone(), covered]))
            });
            Condition::Any(lived.into_iter().chain(covers).collect())
        };
        Condition::All(options.iter().enumerate().map(of_issue).collect())
    }
}

/// Holds where a condition, or its opposite, holds and the choice for an issue is among what makes
/// it hold; `None` where it does not speak of the issue.
///
/// `a is "x" or b is "y"` covers the choice for `b` where `b` is `y`, not where only `a` is `x`.
fn covered(condition: &Condition, yes: bool, issue: usize) -> Option<Condition> {
    let signed = |condition: &Condition| {
        if yes { condition.clone() } else { Condition::Not(Box::new(condition.clone())) }
    };
    match condition {
        Condition::Is { bracket, .. } => (*bracket == issue).then(|| signed(condition)),
        Condition::Not(inner) => covered(inner, !yes, issue),
        Condition::All(parts) | Condition::Any(parts) => {
            let covers: Vec<Condition> =
                parts.iter().filter_map(|part| covered(part, yes, issue)).collect();
            if covers.is_empty() {
                return None;
            }
            // Where all parts have to hold, one that covers is not enough.
            let all = matches!(condition, Condition::All(_)) == yes;
            let mut needed = vec![Condition::Any(covers)];
            needed.extend(all.then(|| signed(condition)));
            Some(Condition::All(needed))
        }
    }
}
