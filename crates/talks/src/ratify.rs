//! Can they sell it at home? Which bodies would pass a package, whose vote would turn the result,
//! and how many packages each body would pass.
//!
//! A party stands for bodies that all have to agree (Putnam, International Organization 42:427,
//! 1988: what a body would pass is its *win-set*). A body votes, by weighted votes with a quota and
//! vetoes, or it is a referendum with odds. What nobody stated of a member is not known: it is
//! neither for nor against.

use basis::Truth;
use draft::Condition;
use draft::condition::Choice;

use crate::domain::Package;
use crate::number::Number;

mod read;

mod pivot;

mod chances;

mod win_set;

mod combinations;

pub use chances::{Chances, chances};
pub use combinations::{COMBINED_MAX, Combination, combinations};
pub use pivot::{pivotal, power};
pub use read::{BODIES_MAX, FORMAT, MEMBERS_MAX, VOTES_MAX, read};
pub use win_set::{COALITIONS_MAX, SCORES_MAX, WinSet, win_set};

/// All bodies, in the order of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    /// Each belongs to one party; of a party all have to agree.
    pub bodies: Vec<Body>,
    /// Positions of parties of which it was stated that they need no body.
    pub needs_none: Vec<usize>,
}

/// One body that has to agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// What it is called; unique among the bodies of its party.
    pub name: String,
    /// Position of its party.
    pub party: usize,
    /// Where its rule stands; may be empty.
    pub source: String,
    /// How it decides.
    pub decides: Decides,
}

/// How a body decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decides {
    /// By votes.
    Vote {
        /// Votes that are needed.
        quota: u64,
        /// Who votes.
        members: Vec<Member>,
    },
    /// By referendum: the first of these whose condition holds says how likely it passes. Where
    /// none holds, nothing is known.
    Referendum(Vec<Odds>),
}

/// One who votes: a person's seat, a party's group, a chamber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it is called; unique in its body.
    pub name: String,
    /// How many votes it has.
    pub votes: u64,
    /// Whether nothing passes without it.
    pub veto: bool,
    /// What is known of how it votes.
    pub stance: Stance,
    /// How that is known; may be empty.
    pub source: String,
}

/// What is known of how a member votes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// By conditions on the package.
    Conditions {
        /// It votes for what this holds of.
        passes: Option<Condition>,
        /// It votes against what this holds of.
        rejects: Option<Condition>,
        /// How it votes elsewhere.
        otherwise: Truth,
    },
    /// By its own points: it votes for what reaches a sum and against the rest.
    Points {
        /// By issue and option; nothing for an issue that does not count for it.
        points: Vec<Vec<Number>>,
        /// The sum that a package has to reach.
        at_least: Number,
    },
}

/// How likely a referendum passes what a condition holds of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odds {
    /// For which packages.
    pub when: Condition,
    /// Not less likely.
    pub least: Number,
    /// Not more likely.
    pub most: Number,
    /// How that is known.
    pub source: String,
}

/// What bodies say about one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratification {
    /// Whether every body of every party passes it.
    pub all: Truth,
    /// By party: whether all its bodies pass it. Of a party without bodies that is not known,
    /// unless it was stated that it needs none.
    pub parties: Vec<Truth>,
    /// By body.
    pub bodies: Vec<Answer>,
    /// How likely all referenda together pass it; `None` without referenda.
    pub chances: Option<Chances>,
}

/// What one body says about a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether the body passes it.
    pub passes: Truth,
    /// By member: how it votes. Empty for a referendum.
    pub members: Vec<Truth>,
    /// By member: whether the result would turn if it voted the other way. Empty for a referendum.
    pub pivotal: Vec<Truth>,
    /// How likely a referendum passes it, at least and at most.
    pub odds: Option<(Number, Number)>,
}

impl Bodies {
    /// Adds the bodies of another file.
    pub fn add(&mut self, more: Bodies) {
        self.bodies.extend(more.bodies);
        self.needs_none.extend(more.needs_none);
    }

    /// What is known about a package, for so many parties.
    pub fn ratifiable(&self, package: &Package, parties: usize) -> Ratification {
        let bodies: Vec<Answer> = self.bodies.iter().map(|body| body.answer(package)).collect();
        let of_party = |party: usize| {
            let own = self.bodies.iter().zip(&bodies).filter(|(body, _)| body.party == party);
            let mut answers = own.map(|(_, answer)| answer.passes).peekable();
            if answers.peek().is_none() && !self.needs_none.contains(&party) {
                return Truth::Unknown;
            }
            Truth::all(answers)
        };
        let parties: Vec<Truth> = (0..parties).map(of_party).collect();
        let odds: Vec<(Number, Number)> = bodies.iter().filter_map(|b| b.odds.clone()).collect();
        let all = Truth::all(parties.iter().copied());
        Ratification { all, parties, chances: chances(&odds), bodies }
    }
}

impl Body {
    /// What the body says about a package.
    pub fn answer(&self, package: &Package) -> Answer {
        match &self.decides {
            Decides::Vote { quota, members } => {
                let votes: Vec<Truth> =
                    members.iter().map(|member| member.stance.of(package)).collect();
                let passes = result(*quota, members, &votes);
                let pivotal = pivotal(*quota, members, &votes);
                Answer { passes, members: votes, pivotal, odds: None }
            }
            Decides::Referendum(odds) => {
                let found = odds.iter().find(|odds| holds(&odds.when, package));
                let (zero, one) = (Number::default(), Number::from_integer(1.into()));
                let (least, most) = found
                    .map_or((zero.clone(), one.clone()), |o| (o.least.clone(), o.most.clone()));
                let passes = match () {
                    () if least == one => Truth::Yes,
                    () if most == zero => Truth::No,
                    () => Truth::Unknown,
                };
                let odds = Some((least, most));
                Answer { passes, members: Vec::new(), pivotal: Vec::new(), odds }
            }
        }
    }
}

impl Stance {
    /// How a member votes on a package.
    pub fn of(&self, package: &Package) -> Truth {
        match self {
            Stance::Conditions { passes, rejects, otherwise } => {
                let holds = |c: &Option<Condition>| c.as_ref().is_some_and(|c| holds(c, package));
                match (holds(passes), holds(rejects)) {
                    (true, false) => Truth::Yes,
                    (false, true) => Truth::No,
                    (false, false) => *otherwise,
                    // Files in which both can hold are refused.
                    (true, true) => Truth::Unknown,
                }
            }
            Stance::Points { points, at_least } => {
                let of_issue = points.iter().zip(package).filter_map(|(issue, at)| issue.get(*at));
                Truth::known(of_issue.sum::<Number>() >= *at_least)
            }
        }
    }
}

fn holds(condition: &Condition, package: &Package) -> bool {
    let choices: Vec<Choice> = package.iter().map(|option| Choice::Option(*option)).collect();
    condition.holds(&choices).is_certain()
}

/// The result of a vote of which some votes are not known.
fn result(quota: u64, members: &[Member], votes: &[Truth]) -> Truth {
    let sum = |counted: fn(&Truth) -> bool| -> u64 {
        members.iter().zip(votes).filter(|(_, vote)| counted(vote)).map(|(m, _)| m.votes).sum()
    };
    let vetoes = members.iter().zip(votes).filter(|(member, _)| member.veto);
    let vetoes = Truth::all(vetoes.map(|(_, vote)| *vote));
    let reached = match quota {
        quota if sum(|vote| vote.is_certain()) >= quota => Truth::Yes,
        quota if sum(|vote| vote.is_possible()) < quota => Truth::No,
        _ => Truth::Unknown,
    };
    reached.and(vetoes)
}
