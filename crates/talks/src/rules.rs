//! What packages have to obey: rules of the text, guard-rails, red lines.
//!
//! Conditions speak of the issues and options of a domain by position. An issue that is only
//! reached under another option has a last option of its own for *not reached*, and a rule of the
//! text ties it to the other.

use basis::Truth;
use draft::Condition;
use draft::condition::Choice;

use crate::number::Number;

/// Rules of a domain.
pub const RULES_MAX: usize = 10_000;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is called; unique in the domain.
    pub name: String,
    /// What has to hold of every package.
    pub must: Condition,
    /// Whose it is.
    pub origin: Origin,
    /// What it is thought to take to have it given up; not negative. Of no effect where the rule
    /// cannot be given up.
    pub cost: Number,
}

/// Whose rule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The text's own: nesting, conditions of options. Never given up.
    Text,
    /// What law forbids to agree. Never given up.
    Guardrail,
    /// What a party will not accept.
    RedLine {
        /// Position of the party in the domain.
        party: usize,
        /// How we know.
        standing: Standing,
    },
}

/// How we know what a party wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Said before others.
    Said,
    /// Told to the team alone.
    Confidential,
    /// The team's own reading.
    Inferred,
}

impl Origin {
    /// Whether the rule can be given up, by whoever holds it.
    pub fn can_be_given_up(self) -> bool {
        matches!(self, Origin::RedLine { .. })
    }

    /// Whether it is only the team's own reading.
    pub fn is_inferred(self) -> bool {
        matches!(self, Origin::RedLine { standing: Standing::Inferred, .. })
    }
}

/// The rules that a package breaks, of all origins.
pub fn broken<'a>(rules: &'a [Rule], package: &'a [usize]) -> impl Iterator<Item = &'a Rule> {
    let broken = |rule: &&Rule| admits(std::slice::from_ref(*rule), package) != Truth::Yes;
    rules.iter().filter(broken)
}

/// Whether rules admit a package: *no* where it breaks a rule that stands, *cannot be known* where
/// it breaks only red lines that are inferred.
///
/// Reserved points are no rule and are not looked at.
pub fn admits(rules: &[Rule], package: &[usize]) -> Truth {
    let choices: Vec<Choice> = package.iter().map(|option| Choice::Option(*option)).collect();
    Truth::all(rules.iter().map(|rule| match rule.must.holds(&choices) {
        Truth::No if rule.origin.is_inferred() => Truth::Unknown,
        answer => answer,
    }))
}
