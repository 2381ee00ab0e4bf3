//! The brackets of a draft as issues of a domain, and names of both.

use draft::condition::Choice;
use draft::table::{Agreed, NOT_REACHED, Table};
use draft::{Condition, Draft};

use crate::domain::Issue;
use crate::number::Number;
use crate::rules::{Origin, Rule};

/// The brackets of a draft that can be counted, as issues of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issues {
    /// The table of the draft: which options each issue has, and what is left out.
    pub table: Table,
    /// Issues with their options; the last option of a nested bracket stands for *not reached*.
    pub issues: Vec<Issue>,
    /// The rules of the text, over positions of issues.
    pub rules: Vec<Rule>,
}

impl Issues {
    /// The issues of a draft that was read without errors.
    pub fn of(draft: &Draft, agreed: Agreed) -> Issues {
        let table = Table::new(draft, agreed);
        let issue = |issue: &draft::table::Issue| Issue {
            name: issue.name.clone(),
            options: issue.keys.clone(),
        };
        let rule = |rule: &draft::table::TextRule| Rule {
            name: rule.name.clone(),
            must: rule.must.clone(),
            origin: Origin::Text,
            cost: Number::default(),
        };
        let issues = table.issues.iter().map(issue).collect();
        let rules = table.rules.iter().map(rule).collect();
        Issues { table, issues, rules }
    }

    /// A condition over brackets as one over issues; `None` where it speaks of a bracket that is
    /// no issue.
    pub fn condition(&self, condition: &Condition) -> Option<Condition> {
        self.table.condition(condition)
    }

    /// The choices for brackets that a package makes; brackets that are no issues stay open.
    pub fn choices(&self, package: &[usize]) -> Vec<Choice> {
        self.table.choices(package)
    }

    /// By issue, its bracket, and by option of the issue the position among the bracket's options,
    /// where *not reached* comes after the last.
    pub(crate) fn places(&self, draft: &Draft) -> Vec<(usize, Vec<usize>)> {
        let place = |issue: &draft::table::Issue| {
            let nowhere = draft.brackets.get(issue.bracket).map_or(0, |b| b.options.len());
            let options = issue.options.iter().map(|option| option.unwrap_or(nowhere));
            (issue.bracket, options.collect())
        };
        self.table.issues.iter().map(place).collect()
    }
}

/// How many options a bracket has, *not reached* included.
pub(crate) fn options(draft: &Draft, bracket: usize) -> usize {
    let own = draft.brackets.get(bracket).map_or(0, |bracket| bracket.options.len());
    own + usize::from(not_reached(draft, bracket).is_some())
}

/// Position of *not reached*: after the last option of a nested bracket.
pub(crate) fn not_reached(draft: &Draft, bracket: usize) -> Option<usize> {
    let bracket = draft.brackets.get(bracket)?;
    bracket.inside.map(|_| bracket.options.len())
}

/// Whether a reference means that the bracket is not reached.
pub(crate) fn is_not_reached(draft: &Draft, bracket: usize, reference: &str) -> bool {
    reference == NOT_REACHED && not_reached(draft, bracket).is_some()
}

/// An option as a choice.
pub(crate) fn choice(draft: &Draft, bracket: usize, option: usize) -> Choice {
    if not_reached(draft, bracket) == Some(option) {
        Choice::NotReached
    } else {
        Choice::Option(option)
    }
}

/// The id of a bracket; empty where there is none.
pub(crate) fn bracket_name(draft: &Draft, bracket: usize) -> &str {
    draft.brackets.get(bracket).map_or("", |bracket| bracket.id.as_str())
}

/// What an option is called.
pub(crate) fn option_name(draft: &Draft, bracket: usize, option: usize) -> &str {
    let options = draft.brackets.get(bracket).map_or(&[][..], |bracket| &bracket.options);
    options.get(option).map_or(NOT_REACHED, |option| option.key.as_str())
}
