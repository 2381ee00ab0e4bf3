//! What was agreed ad referendum: subject to confirmation, by whom, and how that stands.
//!
//! Silence is not confirmation, after a deadline neither. What a party said last holds; where it
//! cannot be known what it said last (a confirmation and a refusal of the same day), neither does.

use basis::{Instant, Interval, Truth};
use serde::Serialize;

use super::log::{Entry, Log, What};

/// Something that was agreed subject to confirmation, as of an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdReferendum {
    /// Its id.
    pub id: String,
    /// Position of its entry in the log.
    pub entry: usize,
    /// What was agreed.
    pub subject: String,
    /// Since when.
    pub since: Instant,
    /// First instant at which a confirmation is late.
    pub deadline: Option<Instant>,
    /// Each party whose confirmation is needed, in the order of the file.
    pub capitals: Vec<Capital>,
}

/// A party whose confirmation is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Capital {
    /// Its code.
    pub party: String,
    /// What it answered.
    pub answer: Answer,
}

/// What a party answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Answer {
    /// Nothing yet.
    Open {
        /// Whether the deadline has come.
        overdue: bool,
    },
    /// It confirmed.
    Confirmed {
        /// Position of the entry.
        entry: usize,
        /// When.
        when: Interval,
        /// Whether before the deadline; yes where there is none.
        in_time: Truth,
    },
    /// It refused.
    Refused {
        /// Position of the entry.
        entry: usize,
        /// When.
        when: Interval,
    },
    /// It did both, and which came last is not known.
    CannotBeKnown {
        /// Positions of the entries that may be the last.
        entries: Vec<usize>,
    },
}

impl AdReferendum {
    /// Whether all have confirmed: no where one refused, cannot be known while one is open.
    ///
    /// A confirmation after the deadline is one; that it is late is shown with it.
    pub fn confirmed(&self) -> Truth {
        Truth::all(self.capitals.iter().map(|capital| match capital.answer {
            Answer::Confirmed { .. } => Truth::Yes,
            Answer::Refused { .. } => Truth::No,
            Answer::Open { .. } | Answer::CannotBeKnown { .. } => Truth::Unknown,
        }))
    }

    /// Parties whose confirmation is still missing.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let open = |capital: &&Capital| matches!(capital.answer, Answer::Open { .. });
        self.capitals.iter().filter(open).map(|capital| capital.party.as_str())
    }
}

/// All that was known at `now` to be agreed ad referendum, in the order of the log.
pub fn at(log: &Log, now: Instant) -> Vec<AdReferendum> {
    let mut list = Vec::new();
    for (index, entry) in log.known_at(now) {
        let What::AdReferendum { id, subject, by, deadline } = &entry.what else { continue };
        let since = entry.when.start;
        let acts: Vec<(usize, &Entry)> = log
            .known_at(now)
            .filter(|(_, act)| act.what.of() == Some(id) && act.when.before(since) != Truth::Yes)
            .collect();
        let capital = |party: &String| Capital {
            party: party.clone(),
            answer: answer(party, &acts, *deadline, now),
        };
        list.push(AdReferendum {
            id: id.clone(),
            entry: index,
            subject: subject.clone(),
            since,
            deadline: *deadline,
            capitals: by.iter().map(capital).collect(),
        });
    }
    list
}

fn answer(
    party: &str,
    acts: &[(usize, &Entry)],
    deadline: Option<Instant>,
    now: Instant,
) -> Answer {
    let mine: Vec<&(usize, &Entry)> = acts.iter().filter(|(_, act)| act.who == party).collect();
    // What may be the last: nothing else is certain to have come after it.
    let may_be_last = |act: &&&(usize, &Entry)| {
        !mine.iter().any(|(_, other)| act.1.when.before(other.when.start) == Truth::Yes)
    };
    let last: Vec<&&(usize, &Entry)> = mine.iter().filter(may_be_last).collect();
    let is_refusal = |act: &Entry| matches!(act.what, What::Refusal { .. });
    let Some((entry, act)) = last.last() else {
        return Answer::Open { overdue: deadline.is_some_and(|deadline| deadline <= now) };
    };
    if last.iter().any(|(_, other)| is_refusal(other) != is_refusal(act)) {
        return Answer::CannotBeKnown { entries: last.iter().map(|(entry, _)| *entry).collect() };
    }
    if is_refusal(act) {
        return Answer::Refused { entry: *entry, when: act.when };
    }
    let in_time = deadline.map_or(Truth::Yes, |deadline| act.when.before(deadline));
    Answer::Confirmed { entry: *entry, when: act.when, in_time }
}
