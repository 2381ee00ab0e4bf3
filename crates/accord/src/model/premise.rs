//! Premises: what answers rest on beside text and evidence.

use basis::{Construed, KindSet, Span};
use space::Region;

/// A rule that an answer rests on.
#[derive(Clone, Debug)]
pub struct Premise {
    /// What it lets an answer assume.
    pub rule: PremiseRule,
    /// Reason and author.
    pub construed: Construed,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of premise.
#[derive(Clone, Debug, PartialEq)]
pub enum PremiseRule {
    /// Only the bound parties act in this area (`None`: anywhere).
    ClosedActors {
        /// Name of the area.
        area: Option<String>,
        /// The area.
        region: Option<Region>,
    },
    /// Who invokes an exception must prove it; what nobody invoked has no effect.
    Onus,
    /// What an observer counts under a heading is always of these kinds.
    TallyMapping {
        /// The heading as the source writes it, such as `ceasefire violations`.
        counted: String,
        /// What each counted item is.
        kinds: KindSet,
    },
    /// The register of this body is complete: an act that it would hold and does not hold was not
    /// done.
    CompleteRegister {
        /// Name of the body or observer.
        body: String,
    },
}

impl std::fmt::Display for PremiseRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PremiseRule::ClosedActors { area: Some(area), .. } => {
                write!(f, "closed actors in {area}")
            }
            PremiseRule::ClosedActors { area: None, .. } => f.write_str("closed actors"),
            PremiseRule::Onus => f.write_str("onus on the invoker"),
            PremiseRule::TallyMapping { counted, kinds } => {
                write!(f, "counted \"{counted}\" are {kinds}")
            }
            PremiseRule::CompleteRegister { body } => write!(f, "complete register of {body}"),
        }
    }
}
