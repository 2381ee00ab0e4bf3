//! Silence procedure: a proposal is adopted where no party that was asked objects in time.
//!
//! The window is `[circulated, end)`, half-open: an objection at the instant of the end is too
//! late. One objection in it breaks the silence for good, whenever it came to be known. Silence
//! adopts only under a rule that the parties agreed on and the file names, and only where the
//! proposal is known to have reached each of them before the end: otherwise, what looks like
//! silence cannot be known to be consent.
//!
//! A party that asks for more time in vain is not silent. Whether that breaks the silence is a
//! matter of the rule (`request_breaks`); where the file does not say, it cannot be known.
//!
//! After the silence procedure of the OSCE (Rules of Procedure 2006, annex 1(A)): an exact time of
//! expiry; an objection communicated before it breaks the silence. That it must have reached each
//! party is our own condition.

use basis::{Instant, Interval, Truth};
use serde::Serialize;

use super::log::{Entry, Log};
use clock::Proposal;

mod clock;

/// What is known of one proposal at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// The id of the proposal.
    pub id: String,
    /// Position of its entry in the log.
    pub entry: usize,
    /// Where the parties agreed that silence adopts.
    pub rule: Option<String>,
    /// When it was circulated.
    pub from: Instant,
    /// First instant at which an objection is too late, with the extensions given.
    pub end: Instant,
    /// What stands.
    pub state: State,
    /// Each party that was asked, in the order of the log.
    pub asked: Vec<Asked>,
    /// What keeps the answer from being known, or will if nothing is added before the end. None
    /// where the answer is settled.
    pub doubts: Vec<Doubt>,
    /// Requests for more time, as positions of entries.
    pub time_requests: Vec<usize>,
    /// Entries about the proposal that change nothing.
    pub ignored: Vec<Ignored>,
}

/// What stands of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    /// The end has not come and nobody is known to have objected.
    Running,
    /// Somebody objected in time: not adopted.
    Broken {
        /// The objections, earliest first; never empty.
        by: Vec<Objection>,
    },
    /// Whoever proposed took it back in time: not adopted.
    Withdrawn {
        /// Position of the entry.
        entry: usize,
        /// When.
        at: Instant,
    },
    /// It reached these parties only after the end: not adopted.
    NotReached {
        /// Codes of the parties.
        parties: Vec<String>,
    },
    /// The end came without objection: adopted by silence, under the rule that the file names.
    Adopted {
        /// The end.
        at: Instant,
    },
    /// The end came, and the doubts do not let it be known whether it is adopted.
    CannotBeKnown,
}

/// An objection that breaks silence, or a request for more time under a rule that takes it so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// Who.
    pub party: String,
    /// Position of the entry.
    pub entry: usize,
    /// When it was made.
    pub made: Interval,
    /// Whether it became known only when the end had come: until then the proposal looked adopted.
    pub known_after_end: bool,
}

/// A party that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Its code.
    pub party: String,
    /// Whether the proposal had reached it before the end.
    pub reached: Truth,
    /// The time from its receipt to the end, in microseconds; `None` where no receipt states an
    /// instant. Time that it had not is not made up for: it is shown.
    pub had_us: Option<i64>,
    /// What it did.
    pub said: Said,
}

/// What a party did about a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// It objected, in time or not.
    Objected,
    /// It said that it does not object.
    NoObjection,
    /// It asked for more time.
    AskedForTime,
    /// None of these.
    Silent,
}

/// Why it cannot be known whether silence adopts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Doubt {
    /// The file does not say where the parties agreed to such a procedure.
    NoRule,
    /// Nothing shows that the proposal reached this party before the end.
    NoReceipt {
        /// Its code.
        party: String,
    },
    /// A party asked for more time, got none and did not say that it does not object; and nothing
    /// says whether the rule takes this for an objection.
    OpenRequest {
        /// Position of the entry.
        entry: usize,
    },
    /// This objection may lie in the window or not: its hour is not known.
    ObjectionTime {
        /// Position of the entry.
        entry: usize,
    },
}

/// An entry that changes nothing, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// Position of the entry.
    pub entry: usize,
    /// Why.
    pub why: NoEffect,
}

/// Why an entry changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoEffect {
    /// It was done before the proposal was circulated.
    TooEarly,
    /// It was done at the end or later.
    TooLate,
    /// It was done when the proposal had been withdrawn, or then.
    AfterWithdrawal,
    /// By a party that was not asked.
    NotAsked,
    /// By somebody else than whoever proposed.
    NotTheProposer,
}

impl Silence {
    /// Whether the proposal is adopted by silence. While it is running it is not.
    pub fn adopted(&self) -> Truth {
        match self.state {
            State::Adopted { .. } => Truth::Yes,
            State::CannotBeKnown => Truth::Unknown,
            _ => Truth::No,
        }
    }
}

/// All proposals that were known at `now`, in the order of the log.
///
/// ```
/// use basis::Instant;
/// use talks::process::{self, silence::State};
/// let text = r#"
/// format = "detente-process/1"
/// parties = ["NORTH", "SOUTH"]
/// silence.rule = "rules of the talks, article 12"
/// [[entry]]
/// at = 2026-03-12T18:00:00+02:00
/// what = "proposal"
/// who = "chair"
/// source = "note 7"
/// id = "p1"
/// sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
/// "#;
/// let log = process::read(&talks::read::Input { name: "log.toml", text }, &[]).unwrap();
/// let at = |text| process::silence::at(&log, Instant::parse(text).unwrap()).remove(0).state;
/// assert_eq!(at("2026-03-15T17:59:59+02:00"), State::Running);
/// // No receipts: that nobody spoke shows nothing.
/// assert_eq!(at("2026-03-15T18:00:00+02:00"), State::CannotBeKnown);
/// ```
pub fn at(log: &Log, now: Instant) -> Vec<Silence> {
    let known: Vec<(usize, &Entry)> = log.known_at(now).collect();
    let proposals = known.iter().filter_map(|known| Proposal::of(*known));
    proposals.map(|proposal| proposal.at(&known, now)).collect()
}
