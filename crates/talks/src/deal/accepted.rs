//! What a party is known to accept, as a condition on packages.

use draft::{Condition, Draft, Status};

use crate::positions::Form;
use crate::positions::issues::Issues;
use crate::standing::Positions;

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
    /// By issue and option: whether the party said that it can live with it. True for an option
    /// that stands for *not reached*: nothing is chosen there.
    pub can_live_with: Vec<Vec<bool>>,
    /// What it accepts under conditions.
    pub acceptances: Vec<Acceptance>,
    /// What has to hold besides: that brackets which are no issues are not reached.
    pub only_if: Vec<Condition>,
    /// Whether something that the party accepts is left out, so that it may accept more.
    pub leaves_out: bool,
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
        let by_issue = options.iter().enumerate().map(of_issue);
        Condition::All(by_issue.chain(self.only_if.iter().cloned()).collect())
    }

    /// What a party stated that it accepts: the options that it can live with, those that the text
    /// says are agreed, and acceptances that wait for no other party. Those that do are left out,
    /// and so are those about brackets that are no issues.
    pub fn of(positions: &Positions, draft: &Draft, issues: &Issues, party: usize) -> Accepts {
        let places = &issues.table.issues;
        let lived: Vec<_> = positions.held.statements.iter().filter(|s| s.party == party).collect();
        let lives = |bracket: usize, option: usize| {
            lived.iter().filter(|s| s.bracket == bracket && s.from.is_stated_by_party()).any(|s| {
                matches!(&s.form, Form::LiveWith(named) if named.iter().any(|n| n.option == option))
            }) || agreed(positions, draft, party, bracket) == Some(option)
        };
        let of_issue = |issue: &draft::table::Issue| {
            let option = |option: &Option<usize>| option.is_none_or(|o| lives(issue.bracket, o));
            issue.options.iter().map(option).collect()
        };
        let mut accepts = Accepts {
            can_live_with: places.iter().map(of_issue).collect(),
            only_if: issues
                .table
                .left_out
                .iter()
                .map(|at| not_reached(draft, issues, *at))
                .collect(),
            ..Accepts::default()
        };
        let own = positions.held.acceptances.iter().filter(|a| a.party == party);
        for acceptance in own.filter(|a| a.from.is_stated_by_party()) {
            let Some(given) = &acceptance.accepts else { continue };
            let over_issues = issues.condition(given).zip(issues.condition(&acceptance.condition));
            match over_issues.filter(|_| acceptance.if_accepts.is_empty()) {
                Some((given, when)) => {
                    accepts.acceptances.push(Acceptance { accepts: given, when });
                }
                None => accepts.leaves_out = true,
            }
        }
        accepts
    }
}

/// The option of a bracket that the text says is agreed, by this party too.
fn agreed(positions: &Positions, draft: &Draft, party: usize, bracket: usize) -> Option<usize> {
    let code = positions.parties.get(party)?;
    match &draft.brackets.get(bracket)?.status {
        Status::Agreed { option } => Some(*option),
        Status::AdReferendum { option, by } => {
            (!by.is_empty() && !by.contains(code)).then_some(*option)
        }
        Status::Open | Status::Placeholder => None,
    }
}

/// Holds where a bracket that is no issue is not reached.
fn not_reached(draft: &Draft, issues: &Issues, bracket: usize) -> Condition {
    let inside = draft.brackets.get(bracket).and_then(|bracket| bracket.inside);
    let reached = inside
        .and_then(|(around, option)| issues.condition(&Condition::Is { bracket: around, option }));
    match (inside, reached) {
        (Some(_), Some(reached)) => Condition::Not(Box::new(reached)),
        // Inside of another such bracket: that one says it.
        (Some(_), None) => Condition::All(Vec::new()),
        (None, _) => Condition::Any(Vec::new()),
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
