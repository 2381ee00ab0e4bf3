//! Why a finding says what it says.

use serde::{Deserialize, Serialize};

/// One step of the reasoning, in words and with its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// What part it plays.
    pub kind: ReasonKind,
    /// In words; records are named by id.
    pub text: String,
    /// Ids of the records.
    pub records: Vec<String>,
    /// The distance that decides, where one does.
    pub distance: Option<Distance>,
}

/// What part a reason plays, from the most to the least decisive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// No world agrees with all the evidence.
    Conflict,
    /// Contrary to the clause in every world.
    Certain,
    /// A duty was performed.
    Performed,
    /// A deadline passed without performance, and that is proved.
    Omitted,
    /// Contrary to the clause in some worlds; by observed evidence.
    Possible,
    /// Contrary to the clause in some worlds; by a third party's report.
    Reported,
    /// What a party states; never constrains.
    Alleged,
    /// An exception that covers an event, or a step of it that is not proved.
    Exception,
    /// A premise that the answer needs and the accord does not state.
    PremiseMissing,
    /// The text leaves open what would be needed.
    Gap,
    /// Readings lead to different answers.
    Reading,
    /// How much was watched, and what prevented more.
    Watch,
    /// A term was changed by agreement.
    Modified,
    /// A condition of time or of another event.
    Condition,
    /// A ruling or decision of a joint body, shown beside.
    Ruling,
    /// Evidence that bears on the clause and cannot break it.
    Outside,
}

/// A measured distance against a limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// From what it is measured.
    pub from: String,
    /// Limit in metres.
    pub limit_m: f64,
    /// *Measured − limit*, least and greatest, in metres: negative is too near.
    pub margin_m: [f64; 2],
}

/// An observation that would settle or change the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deciding {
    /// What, where, when, with which precision.
    pub text: String,
}

impl ReasonKind {
    /// In a few words, for labels and for copies that leave out the particulars.
    pub fn words(self) -> &'static str {
        match self {
            ReasonKind::Conflict => "the evidence conflicts",
            ReasonKind::Certain => "contrary to the clause, certain",
            ReasonKind::Performed => "performed",
            ReasonKind::Omitted => "not performed in time",
            ReasonKind::Possible => "possibly contrary to the clause, observed",
            ReasonKind::Reported => "possibly contrary to the clause, reported",
            ReasonKind::Alleged => "claimed by a side",
            ReasonKind::Exception => "exception",
            ReasonKind::PremiseMissing => "premise missing",
            ReasonKind::Gap => "the text leaves it open",
            ReasonKind::Reading => "readings differ",
            ReasonKind::Watch => "watch",
            ReasonKind::Modified => "term modified by agreement",
            ReasonKind::Condition => "condition",
            ReasonKind::Ruling => "ruling, shown beside",
            ReasonKind::Outside => "bears on the clause, cannot break it",
        }
    }
}
