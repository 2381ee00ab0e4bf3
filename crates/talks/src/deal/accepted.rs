//! What a party is known to accept, as a condition on packages.

use draft::{Condition, Draft, Status};

use super::together::{self, Waiting};
use crate::positions::issues::Issues;
use crate::positions::{self, Form};
use crate::standing::Positions;

/// What is accepted if a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// By issue, where what is accepted rests on the choice for it.
    pub covers: Vec<(usize, Condition)>,
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
        let of_issue = |(issue, count): (usize, &usize)| self.of_issue(issue, *count);
        let by_issue = options.iter().enumerate().map(of_issue);
        Condition::All(by_issue.chain(self.only_if.iter().cloned()).collect())
    }

    /// Holds of the packages whose choice for an issue with so many options the party accepts.
    pub(super) fn of_issue(&self, issue: usize, count: usize) -> Condition {
        let lives = |option: &usize| {
            self.can_live_with.get(issue).and_then(|known| known.get(*option)) == Some(&true)
        };
        let is = |option| Condition::Is { bracket: issue, option };
        let lived: Vec<Condition> = (0..count).filter(lives).map(is).collect();
        if lived.len() == count {
            return Condition::All(Vec::new());
        }
        let covers = self.acceptances.iter().flat_map(|acceptance| {
            let of_issue = acceptance.covers.iter().filter(move |(at, _)| *at == issue);
            of_issue
                .map(|(_, covered)| Condition::All(vec![acceptance.when.clone(), covered.clone()]))
        });
        Condition::Any(lived.into_iter().chain(covers).collect())
    }

    /// What each party stated that it accepts, in their order: the options that it can live with,
    /// those that the text says are agreed, and acceptances, those that wait for each other where
    /// they fire together. Acceptances about brackets that are no issues are left out.
    pub fn of_all(positions: &Positions, draft: &Draft, issues: &Issues) -> Vec<Accepts> {
        let of = |party| Accepts::of(positions, draft, issues, party);
        let mut parties: Vec<Accepts> = (0..positions.parties.len()).map(of).collect();
        let mut waiting = Vec::new();
        let stated = positions.held.acceptances.iter().filter(|a| a.from.is_stated_by_party());
        for acceptance in stated.filter(|acceptance| !acceptance.if_accepts.is_empty()) {
            match waits(acceptance, issues) {
                Some(Some(one)) => waiting.push(one),
                Some(None) => {}
                None => parties[acceptance.party].leaves_out = true,
            }
        }
        let options: Vec<usize> = issues.issues.iter().map(|issue| issue.options.len()).collect();
        together::fire(&mut parties, &waiting, &options);
        parties
    }

    /// What a party stated that it accepts whatever others do. Acceptances that wait for others are
    /// not among it, and those about brackets that are no issues are left out.
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
        let own = own.filter(|a| a.from.is_stated_by_party() && a.if_accepts.is_empty());
        for acceptance in own {
            let Some(given) = &acceptance.accepts else { continue };
            match covers(given, issues).zip(issues.condition(&acceptance.condition)) {
                Some((covers, when)) => accepts.acceptances.push(Acceptance { covers, when }),
                None => accepts.leaves_out = true,
            }
        }
        accepts
    }
}

/// An acceptance that waits for others, over issues: `None` where it speaks of a bracket that is no
/// issue, `Some(None)` where it no longer stands.
fn waits(acceptance: &positions::Acceptance, issues: &Issues) -> Option<Option<Waiting>> {
    let Some(accepts) = &acceptance.accepts else { return Some(None) };
    let mut when = vec![issues.condition(accepts)?, issues.condition(&acceptance.condition)?];
    let mut needs = Vec::new();
    for other in &acceptance.if_accepts {
        when.push(issues.condition(&other.condition)?);
        let asked = covers(&other.condition, issues)?.into_iter();
        needs.extend(asked.map(|(issue, asked)| (other.party, issue, asked)));
    }
    let covers = covers(accepts, issues)?;
    Some(Some(Waiting { party: acceptance.party, covers, when: Condition::All(when), needs }))
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

/// By issue of which a condition over brackets speaks, where it holds and the choice for the issue
/// is among what makes it hold; `None` where it speaks of a bracket that is no issue.
///
/// It is told from the condition as it was stated: over issues, nothing is left in it of a bracket
/// whose option cannot be chosen, and `4 is not "no text"` rests on the choice for 4 all the same.
fn covers(condition: &Condition, issues: &Issues) -> Option<Vec<(usize, Condition)>> {
    let of = |bracket: usize| {
        let covered = covered(condition, true, bracket)?;
        issues.table.issue(bracket).zip(issues.condition(&covered))
    };
    condition.brackets().into_iter().map(of).collect()
}

/// Holds where a condition, or its opposite, holds and the choice for a bracket is among what makes
/// it hold; `None` where it does not speak of the bracket.
///
/// `a is "x" or b is "y"` covers the choice for `b` where `b` is `y`, not where only `a` is `x`.
fn covered(condition: &Condition, yes: bool, at: usize) -> Option<Condition> {
    let signed = |condition: &Condition| {
        if yes { condition.clone() } else { Condition::Not(Box::new(condition.clone())) }
    };
    match condition {
        Condition::Is { bracket, .. } => (*bracket == at).then(|| signed(condition)),
        Condition::Not(inner) => covered(inner, !yes, at),
        Condition::All(parts) | Condition::Any(parts) => {
            let covers: Vec<Condition> =
                parts.iter().filter_map(|part| covered(part, yes, at)).collect();
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
