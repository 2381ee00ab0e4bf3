//! What an evaluation of one clause says, before readings, figures and premises are added.

use findings::{
    Answer, Applicability, Author, Deciding, Excuse, Performance, Reason, ReasonKind, Watched,
};

use crate::words::Words;

/// The product and its reasons, for any bearer or for one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) applicability: Applicability,
    pub(crate) answer: Option<Answer>,
    pub(crate) author: Option<Author>,
    pub(crate) performance: Performance,
    pub(crate) excuse: Excuse,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) watched: Option<Watched>,
    pub(crate) deciding: Vec<Deciding>,
    /// Records that bear on it.
    pub(crate) bearing: Vec<Bearing>,
}

/// A record and the part that it plays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bearing {
    pub(crate) record: String,
    pub(crate) part: Part,
}

/// The part that a record plays in a clause, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Certain,
    Possible,
    Alleged,
    Outside,
}

impl Part {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Part::Certain => "certain",
            Part::Possible => "possible",
            Part::Alleged => "alleged",
            Part::Outside => "outside",
        }
    }
}

impl Outcome {
    /// In force, not concluded, nothing known.
    pub(crate) fn open() -> Outcome {
        Outcome {
            applicability: Applicability::InForce,
            answer: Some(Answer::NotConcluded),
            author: None,
            performance: Performance::NotApplicable,
            excuse: Excuse::NotInvoked,
            reasons: Vec::new(),
            watched: None,
            deciding: Vec::new(),
            bearing: Vec::new(),
        }
    }

    /// The clause does not apply.
    pub(crate) fn not_applicable(applicability: Applicability, why: String) -> Outcome {
        let mut outcome = Outcome { applicability, answer: None, ..Outcome::open() };
        outcome.because(ReasonKind::Condition, why, Vec::new());
        outcome
    }

    /// Adds a reason.
    pub(crate) fn because(&mut self, kind: ReasonKind, text: String, records: Vec<String>) {
        self.reasons.push(Reason { kind, text, records, distance: None });
    }

    /// Adds an observation that would decide.
    pub(crate) fn decide(&mut self, text: String) {
        let deciding = Deciding { text };
        if !self.deciding.contains(&deciding) {
            self.deciding.push(deciding);
        }
    }

    /// What is compared to see whether a premise or a reading matters.
    pub(crate) fn product(&self) -> Product<'_> {
        (self.applicability, self.answer, &self.author, self.performance, self.excuse)
    }

    /// A gap in the text: no definite answer.
    pub(crate) fn cap(&mut self, gaps: &[accord::model::Gap], words: &Words<'_>) {
        for gap in gaps {
            self.because(ReasonKind::Gap, words.gap(gap), Vec::new());
        }
        let definite =
            matches!(self.answer, Some(Answer::Breached | Answer::Kept | Answer::NoBreachFound));
        if !gaps.is_empty() && definite {
            self.answer = Some(Answer::NotConcluded);
            self.author = None;
            self.performance = Performance::NotApplicable;
        }
    }
}

/// The parts of an outcome that make it the same or another.
pub(crate) type Product<'a> =
    (Applicability, Option<Answer>, &'a Option<Author>, Performance, Excuse);
