//! What can be asked, and what each answer would add to what is known.

use draft::table::NOT_REACHED;

use super::About;
use super::state::Effect;
use crate::domain::Domain;
use crate::efficiency::Table;
use crate::efficiency::fit::Edge;
use crate::partial::Known;
use crate::rules::Origin;

/// Everything that can be asked of someone, by position of the party: red lines first, then what a
/// party can live with, orders and middles, each by party, issue and option. Only options that
/// packages of the list have, in issues in which the packages differ; nothing is asked about not
/// being reached.
pub(super) fn all(domain: &Domain, known: &[Known], table: &Table) -> Vec<(usize, About)> {
    let inferred = |(rule, of): (usize, &crate::Rule)| match of.origin {
        Origin::RedLine { party, .. } if of.origin.is_inferred() => {
            Some((party, About::RedLine { rule }))
        }
        _ => None,
    };
    let mut found: Vec<(usize, About)> =
        domain.rules.iter().enumerate().filter_map(inferred).collect();
    let (mut orders, mut middles) = (Vec::new(), Vec::new());
    for (party, known) in known.iter().enumerate() {
        for (issue, of_issue) in known.issues.iter().enumerate() {
            let named = |option: &usize| {
                let options = domain.issues.get(issue).map(|issue| &issue.options);
                options.and_then(|options| options.get(*option)).is_none_or(|o| o != NOT_REACHED)
            };
            let seen: Vec<usize> = table.options_seen(issue).into_iter().filter(named).collect();
            for (at, option) in seen.iter().copied().enumerate() {
                if of_issue.can_live_with.get(option) == Some(&false) {
                    found.push((party, About::CanLiveWith { issue, option }));
                }
                if seen.len() > 1 {
                    middles.push((party, About::Middle { issue, option }));
                }
                let others = seen.iter().skip(at + 1);
                let order = |second: &usize| About::Order { issue, first: option, second: *second };
                orders.extend(others.map(|second| (party, order(second))));
            }
        }
    }
    found.extend(orders);
    found.extend(middles);
    found
}

/// The answers that fit what is known, with what follows from each.
pub(super) fn answers(
    domain: &Domain,
    table: &Table,
    party: usize,
    about: About,
) -> Vec<(String, Effect)> {
    let option = |issue: usize, at: usize| {
        let name = domain.issues.get(issue).and_then(|issue| issue.options.get(at));
        format!("`{}`", name.map_or("", String::as_str))
    };
    let (issue, told) = match about {
        About::RedLine { rule } => {
            let yes = Effect::RedLineStands { rule };
            return vec![("yes".to_owned(), yes), ("no".to_owned(), Effect::NoRedLine { rule })];
        }
        About::CanLiveWith { issue, option } => {
            let yes = Effect::LivesWith { party, issue, option };
            let no = Effect::DoesNotLiveWith { party, issue, option };
            return vec![("yes".to_owned(), yes), ("no".to_owned(), no)];
        }
        About::Order { issue, first, second } => {
            let (above, below) = (Edge(second, first, -1), Edge(first, second, -1));
            let same = vec![Edge(second, first, 0), Edge(first, second, 0)];
            let told = vec![
                (option(issue, first), vec![above]),
                (option(issue, second), vec![below]),
                ("both the same".to_owned(), same),
            ];
            (issue, told)
        }
        About::Middle { issue, option } => {
            let Some((zero, middle)) = table.middle_grains(party, issue, option) else {
                return Vec::new();
            };
            let told = vec![
                ("yes".to_owned(), vec![Edge(zero, option, -middle)]),
                ("no".to_owned(), vec![Edge(option, zero, middle - 1)]),
            ];
            (issue, told)
        }
    };
    let fitting = |(text, edges): (String, Vec<Edge>)| {
        let fit = table.fit(party, issue)?.with(&edges)?;
        Some((text, Effect::Points { party, issue, fit }))
    };
    told.into_iter().filter_map(fitting).collect()
}
