//! One finding: what the evidence shows on one clause, for one party and one period.

use std::fmt;

use basis::{Count, Instant, Standing};
use serde::{Deserialize, Serialize};

use crate::{Deciding, Reason};

/// A finding on the text; not a legal determination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable: `CLAUSE/PARTY/PERIOD`, with `any` for any bound side.
    pub id: String,
    /// Identifier of the clause.
    pub clause: String,
    /// Short name of the party; `None` for any bound side.
    pub party: Option<String>,
    /// The period.
    pub period: Period,
    /// Whether the clause applies.
    pub applicability: Applicability,
    /// The answer; `None` where the clause does not apply.
    pub answer: Option<Answer>,
    /// For any bound side and *breached*: whether one party is established as author.
    pub author: Option<Author>,
    /// How a duty was performed.
    pub performance: Performance,
    /// Whether an exception was relied on.
    pub excuse: Excuse,
    /// One answer for each combination of readings; empty for a clause without readings.
    pub readings: Vec<ReadingFinding>,
    /// The readings lead to different answers; the answer above is then *not concluded*.
    pub depends_on_reading: bool,
    /// Why, most decisive first.
    pub reasons: Vec<Reason>,
    /// Positions of the premises that the answer rests on.
    pub premises: Vec<usize>,
    /// Premises that the accord does not state and that would let the evidence conclude.
    pub premises_missing: Vec<String>,
    /// Counts by standing in named units; never summed across standings.
    pub figures: Vec<Figure>,
    /// The share that capable watches covered; `None` for clauses on which watches do not bear.
    pub watched: Option<Watched>,
    /// What would settle or change the answer.
    pub deciding: Vec<Deciding>,
}

/// A period with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// `all`, `2020-07-27`, `2020-W31`.
    pub label: String,
    /// First instant.
    pub from: Instant,
    /// First instant after it.
    pub until: Instant,
}

/// Whether a clause applies in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicability {
    /// It binds.
    InForce,
    /// Its time has not come.
    NotYetDue,
    /// What it depends on has not happened.
    NotTriggered,
    /// The event from which it counts cannot be dated.
    AnchorUndetermined,
    /// Put out of effect for a time.
    Suspended,
    /// Its time is over.
    Lapsed,
    /// Declared not checkable, or left open by the text.
    NotCheckable,
}

/// What the evidence shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// In every world that the evidence admits, some act or omission is contrary to the clause.
    Breached,
    /// In no world is one.
    Kept,
    /// No possible breach in evidence, and the watched share suffices; defeasible.
    NoBreachFound,
    /// Everything else.
    NotConcluded,
    /// A duty without a set time, not performed so far.
    Outstanding,
}

/// Who is established as the author of a breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// These parties, each by its own finding.
    Established(Vec<String>),
    /// In every world some bound party, but no one party in all.
    NotEstablished,
}

/// How a duty was performed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Performance {
    /// Does not arise.
    NotApplicable,
    /// In time.
    InTime,
    /// Some of it.
    Partly,
    /// After its time.
    Late {
        /// Civil days by which it was late at the least.
        days: u32,
    },
}

/// Whether an exception was relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Excuse {
    /// Nobody relied on one.
    NotInvoked,
    /// Relied on, a required step is not proved.
    Claimed,
    /// All steps proved.
    Proved,
}

/// The answer under one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingFinding {
    /// Definition and reading: `band_guns: over`.
    pub reading: Vec<(String, String)>,
    /// Whether the clause applies under it.
    pub applicability: Applicability,
    /// The answer under it.
    pub answer: Option<Answer>,
    /// The excuse under it.
    pub excuse: Excuse,
}

/// A number in a named unit, of one standing, with the rows behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Column in which it stands.
    pub standing: Standing,
    /// Who states it; empty for counts over several sources.
    pub source: String,
    /// `ceasefire violations`, `reports`, `reports, possibly in this period`.
    pub unit: String,
    /// The number; `None` where the source leaves it open.
    pub count: Option<Count>,
    /// How it was had: `stated`, `sum of 12 stated totals`, `latest cumulative total`.
    pub how: String,
    /// Per day of the days that the number covers, rounded to 0.1.
    pub per_day: Option<f64>,
    /// Later half of the covered days against the earlier half, in words, by the rule of
    /// `docs/spec/verdicts.md`.
    pub trend: Option<String>,
    /// The records behind it.
    pub records: Vec<String>,
}

/// The share of area × time that something able to see the kinds watched.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    /// In [0, 1], rounded down to a thousandth; 1 only where full watch is proved.
    pub share: f64,
    /// The least share for *no breach found*; `None` where neither accord nor case sets one.
    pub minimum: Option<f64>,
}

impl Answer {
    /// As tables print it.
    pub fn words(self) -> &'static str {
        match self {
            Answer::Breached => "contrary to the clause",
            Answer::Kept => "kept",
            Answer::NoBreachFound => "no breach found",
            Answer::NotConcluded => "not concluded",
            Answer::Outstanding => "outstanding",
        }
    }
}

impl Applicability {
    /// As tables print it.
    pub fn words(self) -> &'static str {
        match self {
            Applicability::InForce => "in force",
            Applicability::NotYetDue => "not yet due",
            Applicability::NotTriggered => "not triggered",
            Applicability::AnchorUndetermined => "anchor undetermined",
            Applicability::Suspended => "suspended",
            Applicability::Lapsed => "lapsed",
            Applicability::NotCheckable => "not checkable",
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl fmt::Display for Applicability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl Finding {
    /// The whole product in one line: `contrary to the clause; author not established`,
    /// `no breach found, watched 80 %`, `not concluded; depends on reading`.
    pub fn headline(&self) -> String {
        let Some(answer) = self.answer else { return self.applicability.words().to_owned() };
        let mut parts = vec![answer.words().to_owned()];
        if let (Answer::NoBreachFound, Some(watched)) = (answer, self.watched) {
            parts[0] = format!("no breach found, watched {}\u{a0}%", percent(watched.share));
        }
        if self.author == Some(Author::NotEstablished) {
            parts.push("author not established".to_owned());
        }
        match self.performance {
            Performance::Late { days: 1 } => parts.push("performed late, 1 day".to_owned()),
            Performance::Late { days } => parts.push(format!("performed late, {days} days")),
            Performance::Partly => parts.push("partly performed".to_owned()),
            Performance::NotApplicable | Performance::InTime => {}
        }
        match self.excuse {
            Excuse::Claimed => parts.push("excuse claimed".to_owned()),
            Excuse::Proved => parts.push("excuse proved".to_owned()),
            Excuse::NotInvoked => {}
        }
        if self.depends_on_reading {
            parts.push("depends on reading".to_owned());
        }
        if self.reasons.iter().any(|r| r.kind == crate::ReasonKind::Conflict) {
            parts.push("the evidence conflicts".to_owned());
        }
        if self.applicability != Applicability::InForce {
            parts.push(self.applicability.words().to_owned());
        }
        parts.join("; ")
    }
}

/// A share in whole percent, rounded down.
pub fn percent(share: f64) -> u32 {
    let floor = (share * 100.0 + 1e-9).floor();
    (0..=100).rev().find(|n| f64::from(*n) <= floor).unwrap_or(0)
}
