//! The most useful next question: whose answer settles most, whatever it is.
//!
//! A question is about one thing that one party knows. For each answer that fits what is known, it
//! is counted of how many packages something becomes settled that was not: whether the package is
//! efficient (necessarily, or beaten by one package whatever the points are), whether that party is
//! known to accept it or known not to, whether it is possible or only doubtful. Of packages that
//! another beats anyway nothing but that is asked. Questions stand in the order of what the worst
//! answer settles, then of the mean over answers, then of their words. Looking one question ahead
//! by its worst answer is the minimax rule of regret-based elicitation (Boutilier, Patrascu,
//! Poupart and Schuurmans, Artificial Intelligence 170:686, 2006), with packages settled in place
//! of regret.

use basis::{Diagnostic, Severity};

use crate::codes;
use crate::domain::{Domain, Package};
use crate::efficiency::Table;
use crate::number::{Number, show};
use crate::partial::Known;

mod candidates;
mod state;

use state::{Effect, State};

/// Packages that are looked at: the first of the list that rules admit.
pub const PACKAGES_MAX: usize = 300;

/// Questions that are looked at.
pub const QUESTIONS_MAX: usize = 2_000;

/// A question to one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub about: About,
    /// Position of the party that can be asked.
    pub party: usize,
    /// The question in plain words.
    pub text: String,
    /// Answers that fit what is known, and what each would settle; at least two.
    pub answers: Vec<Answer>,
    /// Packages of which something is settled, whatever the answer.
    pub guaranteed: usize,
    /// The same in the mean over answers, each counted once.
    pub mean: Number,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Whether a red line that the team infers is one.
    RedLine {
        /// Position of the rule in the domain.
        rule: usize,
    },
    /// Whether the party can live with an option.
    CanLiveWith {
        /// Position of the issue.
        issue: usize,
        /// Position of the option.
        option: usize,
    },
    /// Which of two options is worth more to the party.
    Order {
        /// Position of the issue.
        issue: usize,
        /// Position of the one option.
        first: usize,
        /// Position of the other.
        second: usize,
    },
    /// Whether an option is worth at least the middle of what it can be worth.
    Middle {
        /// Position of the issue.
        issue: usize,
        /// Position of the option.
        option: usize,
    },
}

/// One answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// In plain words.
    pub text: String,
    /// What it would settle.
    pub settles: Settles,
}

/// Of how many packages something becomes settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settles {
    /// Packages of which at least one of these becomes settled.
    pub packages: usize,
    /// Packages that leave the list, since the party refuses them and was not known to.
    pub leave: usize,
    /// Packages that remain and become necessarily efficient, or beaten whatever the points are.
    pub efficiency: usize,
    /// Packages that remain, of which it becomes known whether the party accepts them.
    pub acceptance: usize,
    /// Packages that remain and are no longer doubtful.
    pub possible: usize,
}

/// Questions, the most useful first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Those of which some answer settles something.
    pub questions: Vec<Question>,
    /// How many packages were looked at.
    pub packages: usize,
    /// Of how many it is settled already whether they are efficient.
    pub efficiency_settled: usize,
    /// What was not looked at ([`codes::LOOKED_AT_IN_PART`]).
    pub notes: Vec<Diagnostic>,
}

/// The questions that settle something about a list of packages.
///
/// Rules leave packages out as in [`Table::of`]. Party `n` of `known` is party `n` of the domain.
/// That a party can live with the options of a package counts as acceptance only where no inferred
/// red line of the party speaks against it; conditional acceptances are not looked at.
///
/// # Errors
/// As [`Table::of`].
pub fn questions(domain: &Domain, known: &[Known], list: &[Package]) -> Result<Asked, Diagnostic> {
    let mut notes = Vec::new();
    let seen = list.get(..PACKAGES_MAX).unwrap_or(list);
    if seen.len() < list.len() {
        notes.push(in_part("packages", PACKAGES_MAX, list.len()));
    }
    let table = Table::of(domain, known, seen)?;
    let state = State::of(domain, known, &table);
    let all = candidates::all(domain, known, &table);
    if all.len() > QUESTIONS_MAX {
        notes.push(in_part("questions", QUESTIONS_MAX, all.len()));
    }
    let judged = |(party, about): &(usize, About)| question(domain, &state, *party, *about);
    let mut questions: Vec<Question> = all.iter().take(QUESTIONS_MAX).filter_map(judged).collect();
    questions.sort_by(|a, b| {
        let rank = |q: &Question| (q.guaranteed, q.mean.clone());
        rank(b).cmp(&rank(a)).then_with(|| a.text.cmp(&b.text))
    });
    let packages = table.packages().len();
    Ok(Asked { questions, packages, efficiency_settled: state.efficiency_settled(), notes })
}

fn in_part(what: &str, max: usize, all: usize) -> Diagnostic {
    let message = format!("only the first {max} of {all} {what} were looked at");
    Diagnostic::new(codes::LOOKED_AT_IN_PART, Severity::Note, message)
        .help("ask about fewer packages, such as the efficient ones")
}

/// One question with its answers; `None` where fewer than two answers fit, or none settles
/// anything.
fn question(domain: &Domain, state: &State, party: usize, about: About) -> Option<Question> {
    let answers: Vec<Answer> = candidates::answers(domain, state.table(), party, about)
        .into_iter()
        .map(|(text, effect): (String, Effect)| Answer { text, settles: state.after(&effect) })
        .collect();
    let settled = || answers.iter().map(|answer| answer.settles.packages);
    let (guaranteed, sum) = (settled().min()?, settled().sum::<usize>());
    if answers.len() < 2 || sum == 0 {
        return None;
    }
    let mean = Number::new(sum.into(), answers.len().into());
    let text = words(domain, state, party, about)?;
    Some(Question { about, party, text, answers, guaranteed, mean })
}

fn words(domain: &Domain, state: &State, party: usize, about: About) -> Option<String> {
    let who = &state.known(party)?.party;
    let names = |issue: usize, option: usize| {
        let issue = domain.issues.get(issue)?;
        Some((&issue.name, issue.options.get(option)?))
    };
    Some(match about {
        About::RedLine { rule } => {
            let rule = &domain.rules.get(rule)?.name;
            format!("does `{who}` refuse whatever breaks `{rule}`?")
        }
        About::CanLiveWith { issue, option } => {
            let (issue, option) = names(issue, option)?;
            format!("can `{who}` live with `{option}` in `{issue}`?")
        }
        About::Order { issue, first, second } => {
            let ((issue, first), (_, second)) = (names(issue, first)?, names(issue, second)?);
            format!("which is worth more to `{who}` in `{issue}`: `{first}` or `{second}`?")
        }
        About::Middle { issue: at, option } => {
            let middle = show(&state.table().middle(party, at, option)?);
            let (issue, option) = names(at, option)?;
            format!("is `{option}` in `{issue}` worth at least {middle} points to `{who}`?")
        }
    })
}
