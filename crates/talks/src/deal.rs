//! Is there a deal? How many packages are possible, one of them, and where none is, what clashes.
//!
//! A package is *possible* when it breaks no rule of the text, no guard-rail and no red line that
//! was said or told in confidence, and gives no party less than it reserved. It is *doubtful* when
//! only an inferred red line excludes it. A party is *known to accept* a package when each option
//! of it is one that the party can live with, or that an acceptance covers; silence is not
//! acceptance.
//!
//! Where points are only partly known ([`bounds`]), a package is *surely* possible when it is
//! whatever the points are that fit, and *may* be when it is under some.

use basis::{Diagnostic, Truth};

use crate::conflict::{self, Clash};
use crate::count::{self, Count};
use crate::domain::{Domain, Package};
use crate::space::Space;
use question::Question;

pub mod check;

mod accepted;
mod together;

pub mod bounds;

mod question;

pub use accepted::{Acceptance, Accepts};
pub use bounds::{Bounded, OpenParty};

/// How far counting and searching go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Of counting.
    pub count: count::Limits,
    /// Of the search for packages and conflicts.
    pub search: conflict::Limits,
}

/// The answer, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// *Yes* where some package is surely possible and not doubtful, *no* where none may be
    /// possible. *Cannot be known* where all packages that may be possible are doubtful, where
    /// points that are not known leave it open, or [`Deal::settled`] is false.
    pub answer: Truth,
    /// Whether the answer was found within the limits.
    pub settled: bool,
    /// Possible packages, doubtful ones among them: at least those that surely are, at most those
    /// that may be.
    pub possible: Count,
    /// Possible packages that are not doubtful.
    pub not_doubtful: Count,
    /// With *yes* a package that is surely possible and not doubtful, with *cannot be known* one
    /// that may be possible, and not doubtful where there is such a one. `None` also where packages
    /// were counted and none was found within the limits.
    pub example: Option<Package>,
    /// Packages that are possible and known to be accepted by all; `None` where nobody asked.
    pub accepted: Option<Accepted>,
    /// Where no package may be possible and not doubtful: what clashes, whatever the points are.
    /// With *no* these are lines other than inferred ones, with *cannot be known* the inferred ones
    /// too. `None` beyond the limits.
    pub clash: Option<Clash>,
    /// Where points that are not known leave it open whether the example is possible: of which
    /// parties, the fewest that there can be.
    pub open: Vec<OpenParty>,
}

/// Packages that are possible and known to be accepted by every party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// How many; at least so many where an acceptance is left out: it speaks of a bracket that
    /// cannot be counted, or those that wait for each other speak of too many.
    pub count: Count,
    /// One of them.
    pub example: Option<Package>,
}

impl Deal {
    /// Answers for a domain. `accepts` says what each party is known to accept, by position of the
    /// party; none of them where that is not asked.
    ///
    /// # Errors
    /// Where points or costs cannot be added exactly ([`crate::codes::TOO_FINE`]), or rules tell
    /// too many options of one issue apart ([`crate::codes::LIMIT`]).
    pub fn of(domain: &Domain, accepts: &[Accepts], limits: &Limits) -> Result<Deal, Diagnostic> {
        Deal::as_far_as_known(&Bounded::exact(domain.clone()), accepts, limits)
    }

    /// The same where points may be only partly known. Lines of the answer are those of
    /// [`Bounded::domain`].
    ///
    /// # Errors
    /// As [`Deal::of`].
    pub fn as_far_as_known(
        bounded: &Bounded,
        accepts: &[Accepts],
        limits: &Limits,
    ) -> Result<Deal, Diagnostic> {
        let domain = &bounded.doubled();
        Question::of(bounded, domain, &Space::of(domain)?, limits).answered(accepts)
    }

    /// What is left of the answer where some lines could not be compared, each of which may exclude
    /// any package: a *yes* is not known any more, and counts are counts at most.
    #[must_use]
    pub fn leaving_lines_aside(self) -> Deal {
        let at_most = |count: &Count| Count::between(0_u8.into(), count.most().clone());
        let accepted =
            |accepted: Accepted| Accepted { count: at_most(&accepted.count), example: None };
        Deal {
            answer: self.answer.and(Truth::Unknown),
            possible: at_most(&self.possible),
            not_doubtful: at_most(&self.not_doubtful),
            example: None,
            open: Vec::new(),
            accepted: self.accepted.map(accepted),
            ..self
        }
    }
}
