//! What is negotiated: issues with options, and the points that each party gives to them.

use crate::number::Number;
use crate::profile::Profile;
use crate::rules::Rule;

/// Issues of a domain.
pub const ISSUES_MAX: usize = 10_000;

/// Options of all issues together.
pub const OPTIONS_MAX: usize = 100_000;

/// Parties of a domain.
pub const PARTIES_MAX: usize = 32;

/// One thing to be settled, such as a bracket of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its name, unique in the domain.
    pub name: String,
    /// What can be chosen, each name unique in the issue; at least one.
    pub options: Vec<String>,
}

/// Who negotiates, with points for each option.
///
/// The utility of a package is the sum of the points of its options (weights are multiplied in).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its name, unique in the domain.
    pub name: String,
    /// What it has without an agreement; `None` where the file does not say.
    pub reserved: Option<Number>,
    /// Points by issue and option.
    pub points: Vec<Vec<Number>>,
}

/// Issues and parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// What it is called; may be empty.
    pub title: String,
    /// In the order of the file.
    pub issues: Vec<Issue>,
    /// In the order of the files.
    pub parties: Vec<Party>,
    /// What packages have to obey.
    pub rules: Vec<Rule>,
    /// The conventions that belong to the format of the file.
    pub conventions: Profile,
}

/// One option for each issue, by position.
pub type Package = Vec<usize>;

impl Domain {
    /// The name of a party; nothing where there is none.
    pub fn party_name(&self, party: usize) -> &str {
        self.parties.get(party).map_or("", |party| &party.name)
    }

    /// The name of an issue; nothing where there is none.
    pub fn issue_name(&self, issue: usize) -> &str {
        self.issues.get(issue).map_or("", |issue| &issue.name)
    }

    /// The names of a package's options.
    pub fn words(&self, package: &[usize]) -> Vec<&str> {
        let chosen = self.issues.iter().zip(package);
        chosen.map(|(issue, at)| issue.options.get(*at).map_or("", String::as_str)).collect()
    }
}
