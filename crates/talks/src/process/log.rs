//! Entries of a log: who did what when, and when it was known.

use basis::{Diagnostic, Digest, Instant, Interval, Span};

/// Name of the format.
pub const FORMAT: &str = "detente-process/1";

/// Entries of a log.
pub const ENTRIES_MAX: usize = 20_000;

/// Hours for which silence is asked where nothing else is stated.
pub const SILENCE_HOURS: u32 = 72;

/// Hours of a silence procedure or of an extension: a year of 366 days.
pub const SILENCE_HOURS_MAX: u32 = 8_784;

/// A log, in the order of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Name of the file.
    pub file: String,
    /// Codes of the parties.
    pub parties: Vec<String>,
    /// What happened.
    pub entries: Vec<Entry>,
    /// What is probably not meant; the log can be used.
    pub warnings: Vec<Diagnostic>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was done: one instant, or a day of which the hour is not stated, as far as that had
    /// passed when it was known.
    pub when: Interval,
    /// From when on those who keep the log knew of it.
    pub known_at: Instant,
    /// Who did it: the code of a party, or whoever leads the talks.
    pub who: String,
    /// Where it can be found.
    pub source: String,
    /// What was done.
    pub what: What,
    /// Where the entry begins in the file.
    pub span: Span,
}

/// Kinds of entries, with what each states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The text of a round was handed out.
    Circulated {
        /// Number of the round.
        round: u32,
        /// Name of the file with the text.
        file: String,
        /// SHA-256 of the file.
        sha256: Digest,
        /// To whom.
        to: Vec<String>,
    },
    /// A party criticised the text of a round.
    Comment {
        /// Number of the round.
        round: u32,
        /// Id of the bracket; `None` for the text as a whole.
        bracket: Option<String>,
        /// What it said.
        words: String,
    },
    /// A party said that it has nothing to say on the text of a round.
    NoComment {
        /// Number of the round.
        round: u32,
    },
    /// Something is adopted unless a party objects.
    Proposal {
        /// By what later entries refer to it.
        id: String,
        /// SHA-256 of the text or package.
        sha256: Digest,
        /// Who is asked to be silent or to object.
        to: Vec<String>,
        /// First instant at which an objection is too late, before extensions.
        until: Instant,
        /// Where the parties agreed that silence adopts; `None` where the file does not say.
        rule: Option<String>,
        /// Whether that rule takes a request for more time for an objection; `None` where the file
        /// does not say.
        request_breaks: Option<bool>,
    },
    /// A party has the proposal.
    Receipt {
        /// Id of the proposal.
        of: String,
    },
    /// A party objects to the proposal.
    Objection {
        /// Id of the proposal.
        of: String,
        /// Why; may be empty.
        words: String,
    },
    /// A party says that it does not object.
    NoObjection {
        /// Id of the proposal.
        of: String,
    },
    /// A party asks for more time. This alone gives none.
    TimeRequest {
        /// Id of the proposal.
        of: String,
        /// How much more, in hours.
        hours: u32,
    },
    /// Who put the proposal forward gives all parties more time.
    Extension {
        /// Id of the proposal.
        of: String,
        /// How much more, in hours.
        hours: u32,
    },
    /// Who put the proposal forward takes it back.
    Withdrawal {
        /// Id of the proposal.
        of: String,
    },
    /// Something was agreed subject to confirmation.
    AdReferendum {
        /// By what later entries refer to it.
        id: String,
        /// What was agreed: `bracket 4a: 15 km`.
        subject: String,
        /// Whose confirmation is needed.
        by: Vec<String>,
        /// First instant at which a confirmation is late.
        deadline: Option<Instant>,
    },
    /// A party confirms what was agreed ad referendum.
    Confirmation {
        /// Id of what was agreed.
        of: String,
    },
    /// A party does not confirm it.
    Refusal {
        /// Id of what was agreed.
        of: String,
        /// Why; may be empty.
        words: String,
    },
    /// A party stated a conditional acceptance. What follows from it is computed from positions.
    Acceptance {
        /// Where it stands: `positions/north.toml, acceptance 2`.
        refers: String,
        /// SHA-256 of the package that it is about, where it is about one.
        sha256: Option<Digest>,
    },
    /// Slips for the blind acceptance of a package were handed out.
    BlindOffer {
        /// By what later entries refer to it.
        id: String,
        /// SHA-256 of the package.
        sha256: Digest,
        /// The commitment that was published.
        commitment: Digest,
        /// To whom.
        to: Vec<String>,
    },
    /// The replies to a blind offer were combined.
    BlindResult {
        /// Id of the offer.
        of: String,
        /// Whether all accepted.
        accepted: bool,
    },
}

impl Log {
    /// Entries that were known at an instant, with their positions.
    pub fn known_at(&self, now: Instant) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter(move |(_, entry)| entry.known_at <= now)
    }
}

impl What {
    /// Id of the entry that this one is about.
    pub fn of(&self) -> Option<&str> {
        match self {
            What::Receipt { of }
            | What::Objection { of, .. }
            | What::NoObjection { of }
            | What::TimeRequest { of, .. }
            | What::Extension { of, .. }
            | What::Withdrawal { of }
            | What::Confirmation { of }
            | What::Refusal { of, .. }
            | What::BlindResult { of, .. } => Some(of),
            _ => None,
        }
    }

    /// The id that it makes.
    pub fn id(&self) -> Option<&str> {
        match self {
            What::Proposal { id, .. }
            | What::AdReferendum { id, .. }
            | What::BlindOffer { id, .. } => Some(id),
            _ => None,
        }
    }
}
