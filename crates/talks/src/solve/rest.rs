//! What remains of a condition once one issue is settled.

use draft::Condition;

/// What is left of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// It holds, whatever else is chosen.
    Holds,
    /// It cannot hold any more.
    Fails,
    /// This still has to hold.
    Open(Condition),
}

/// What remains of a condition when an option is chosen for an issue.
///
/// What remains is brought into one form (no double negation, no list within a list of its kind,
/// members sorted and each once), so that conditions which read alike are equal.
pub fn after(condition: &Condition, issue: usize, option: usize) -> Rest {
    match condition {
        Condition::Is { bracket, option: wanted } if *bracket == issue => known(*wanted == option),
        Condition::Is { .. } => Rest::Open(condition.clone()),
        Condition::Not(inner) => match after(inner, issue, option) {
            Rest::Holds => Rest::Fails,
            Rest::Fails => Rest::Holds,
            Rest::Open(Condition::Not(inner)) => Rest::Open(*inner),
            Rest::Open(inner) => Rest::Open(Condition::Not(Box::new(inner))),
        },
        Condition::All(parts) => list(parts, issue, option, true),
        Condition::Any(parts) => list(parts, issue, option, false),
    }
}

fn known(holds: bool) -> Rest {
    if holds { Rest::Holds } else { Rest::Fails }
}

/// What remains of a list: `all` of them have to hold, else any.
fn list(parts: &[Condition], issue: usize, option: usize, all: bool) -> Rest {
    let mut open = Vec::with_capacity(parts.len());
    for part in parts {
        match after(part, issue, option) {
            Rest::Holds if !all => return Rest::Holds,
            Rest::Fails if all => return Rest::Fails,
            Rest::Open(Condition::All(inner)) if all => open.extend(inner),
            Rest::Open(Condition::Any(inner)) if !all => open.extend(inner),
            Rest::Open(inner) => open.push(inner),
            Rest::Holds | Rest::Fails => {}
        }
    }
    open.sort_unstable();
    open.dedup();
    match open.len() {
        0 => known(all),
        1 => open.pop().map_or(known(all), Rest::Open),
        _ if all => Rest::Open(Condition::All(open)),
        _ => Rest::Open(Condition::Any(open)),
    }
}

/// Conditions that hold together exactly where all of the given ones hold: conjunctions are taken
/// apart, so that each part ties as few issues as can be.
pub fn parts<'a>(conditions: impl IntoIterator<Item = &'a Condition>) -> Vec<Condition> {
    let mut found = Vec::new();
    conditions.into_iter().for_each(|condition| take_apart(condition, true, &mut found));
    found.sort_unstable();
    found.dedup();
    found
}

fn take_apart(condition: &Condition, wanted: bool, found: &mut Vec<Condition>) {
    match condition {
        Condition::Not(inner) => take_apart(inner, !wanted, found),
        Condition::All(parts) if wanted => parts.iter().for_each(|p| take_apart(p, true, found)),
        Condition::Any(parts) if !wanted => parts.iter().for_each(|p| take_apart(p, false, found)),
        other if wanted => found.push(other.clone()),
        other => found.push(Condition::Not(Box::new(other.clone()))),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use basis::Truth;
    use draft::condition::Choice;
    use proptest::prelude::*;

    /// Trees over a few issues of at most four options, with some that no issue has.
    pub(crate) fn condition(issues: usize) -> impl Strategy<Value = Condition> {
        let is = (0..issues.max(1), 0_usize..4);
        let leaf = is.prop_map(|(bracket, option)| Condition::Is { bracket, option });
        leaf.prop_recursive(3, 12, 3, |inner| {
            let list = prop::collection::vec(inner.clone(), 0..4);
            prop_oneof![
                inner.prop_map(|inner| Condition::Not(Box::new(inner))),
                list.clone().prop_map(Condition::All),
                list.prop_map(Condition::Any),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_remains_step_by_step_is_what_holds_at_the_end(
            conditions in prop::collection::vec(condition(4), 0..4),
            package in prop::collection::vec(0_usize..4, 4),
        ) {
            let choices: Vec<Choice> = package.iter().map(|o| Choice::Option(*o)).collect();
            let expected = Truth::all(conditions.iter().map(|c| c.holds(&choices))) == Truth::Yes;
            let holds = parts(&conditions).into_iter().all(|part| {
                let mut rest = Rest::Open(part);
                for (issue, option) in package.iter().enumerate() {
                    if let Rest::Open(open) = &rest {
                        rest = after(open, issue, *option);
                    }
                }
                // The empty list that nothing was ever asked of stands for itself.
                match &rest {
                    Rest::Open(open) => open.holds(&choices) == Truth::Yes,
                    rest => *rest == Rest::Holds,
                }
            });
            prop_assert_eq!(holds, expected);
        }
    }
}
