//! The present text as a package.

use basis::Truth;
use draft::condition::Choice;
use draft::{Condition, Draft};

/// The present text as choices: what is agreed, else the option that most parties hold, those that
/// object taken away; of several the first. An option that the choices before it rule out is taken
/// only where they rule out all. Construed.
pub fn present(draft: &Draft) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(draft.brackets.len());
    for bracket in &draft.brackets {
        let reached = bracket
            .inside
            .is_none_or(|(of, option)| choices.get(of) == Some(&Choice::Option(option)));
        let allowed = |at: &usize| {
            let only_if: Option<&Condition> = bracket.options[*at].only_if.as_ref();
            only_if.is_none_or(|only_if| only_if.holds(&choices) != Truth::No)
        };
        let held = |at: &usize| {
            let holders = &bracket.options[*at].holders;
            let held = holders.proposed.len() + holders.supported.len();
            (
                i64::try_from(held).unwrap_or(0)
                    - i64::try_from(holders.against.len()).unwrap_or(0),
                std::cmp::Reverse(*at),
            )
        };
        let all = 0..bracket.options.len();
        let best = all.clone().filter(allowed).max_by_key(held).or(all.max_by_key(held));
        choices.push(match (reached, bracket.agreed().or(best)) {
            (false, _) => Choice::NotReached,
            (true, Some(option)) => Choice::Option(option),
            (true, None) => Choice::Open,
        });
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use draft::table::{Agreed, Table};

    /// There is something to compare with also where the text contradicts itself so.
    #[test]
    fn it_is_a_package_though_all_options_are_ruled_out() {
        let text = "[a / b]{#1} [c (if 1 is b) / SOUTH: d (if 1 is b) / no text (if 1 is b)]{#2}";
        let (draft, problems) = draft::parse("text.md", text, &["SOUTH".to_owned()]);
        assert!(problems.is_empty(), "{problems:?}");
        let choices = present(&draft);
        assert_eq!(choices, [Choice::Option(0), Choice::Option(1)]);
        assert_eq!(Table::new(&draft, Agreed::Fixed).package(&choices), Some(vec![0, 1]));
    }
}
