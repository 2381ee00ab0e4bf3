//! Points for methods that need them all: as stated, or with the gaps filled in where that is asked
//! for, and then each filled gap is listed.

use basis::Diagnostic;
use draft::Draft;

use super::issues::Issues;
use crate::codes;
use crate::deal::Bounded;
use crate::domain::{Domain, Party};
use crate::number::Number;
use crate::profile::Profile;
use crate::rules::Rule;
use crate::standing::Positions;

mod fill;
mod missing;

use fill::{fill, settled};
pub use missing::MISSING_SHOWN_MAX;
use missing::{help, shorten, tell_missing};

/// How gaps are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construe {
    /// The middle of an interval, as far as the ranks leave it; equal steps for options that are
    /// ranked within a worth.
    Middle,
}

/// A domain, and what of its points nobody stated so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The domain.
    pub domain: Domain,
    /// Points that were filled in.
    pub construed: Vec<Construed>,
}

/// One number that was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Construed {
    /// Position of the party.
    pub party: usize,
    /// Position of issue and option; `None` for what the party has without an agreement.
    pub option: Option<(usize, usize)>,
    /// The number.
    pub points: Number,
    /// How it was found.
    pub way: Way,
}

/// How a number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The middle of what is left of an interval.
    Middle,
    /// Equal steps between the options of a rank.
    EqualSteps,
    /// Nothing, where only one option can be chosen, so that the number is the same in every
    /// package; not where the party states what it has without an agreement.
    Settled,
}

/// Parties with their points as far as these are known.
struct Gathered {
    parties: Vec<Party>,
    construed: Vec<Construed>,
    /// What is missing.
    missing: Vec<Diagnostic>,
    /// Positions of the parties of which something is missing.
    lacking: Vec<usize>,
}

impl Positions {
    /// The domain of a draft: exact points as stated; with `construe`, gaps filled in. Its rules
    /// are those of the text, `guardrails`, and the red lines that can be counted.
    ///
    /// *Not reached* is worth what was stated for it, else nothing: points count what a bracket
    /// adds where it is reached.
    ///
    /// # Errors
    /// A problem for each party and bracket whose points are not known, up to
    /// [`MISSING_SHOWN_MAX`], with the place of the bracket in the text.
    pub fn domain(
        &self,
        title: &str,
        draft: &Draft,
        issues: &Issues,
        guardrails: &[Rule],
        construe: Option<Construe>,
    ) -> Result<Built, Vec<Diagnostic>> {
        let Gathered { parties, construed, mut missing, .. } = self.gather(draft, issues, construe);
        if !missing.is_empty() {
            shorten(&mut missing);
            return Err(missing);
        }
        Ok(Built { domain: self.domain_of(title, issues, guardrails, parties), construed })
    }

    /// The domain with points as far as they are known, bounds where they are not; and parties
    /// whose bounds cannot be taken, each with the reason: nothing can be compared with what they
    /// have without an agreement. Gaps are only filled in for parties of which that leaves none.
    pub fn domain_as_known(
        &self,
        title: &str,
        draft: &Draft,
        issues: &Issues,
        guardrails: &[Rule],
        construe: Option<Construe>,
    ) -> (Bounded, Vec<(usize, Diagnostic)>) {
        let Gathered { mut parties, lacking, .. } = self.gather(draft, issues, construe);
        for at in &lacking {
            let Some(party) = parties.get_mut(*at) else { continue };
            let nothing = |issue: &crate::Issue| vec![Number::default(); issue.options.len()];
            party.points = issues.issues.iter().map(nothing).collect();
            party.reserved = None;
        }
        let mut bounded = Bounded::exact(self.domain_of(title, issues, guardrails, parties));
        let known = if lacking.is_empty() { Vec::new() } else { self.known(draft, issues) };
        let mut left_aside = Vec::new();
        for at in lacking {
            let Some(Err(problem)) = known.get(at).map(|known| bounded.know(at, known)) else {
                continue;
            };
            left_aside.push((at, problem));
        }
        (bounded, left_aside)
    }

    /// The domain of these parties, with all rules.
    fn domain_of(
        &self,
        title: &str,
        issues: &Issues,
        guardrails: &[Rule],
        parties: Vec<Party>,
    ) -> Domain {
        let mut rules = issues.rules.clone();
        rules.extend(guardrails.iter().cloned());
        rules.extend(self.rules(issues).0.into_iter().map(|sourced| sourced.rule));
        Domain {
            title: title.to_owned(),
            issues: issues.issues.clone(),
            parties,
            rules,
            conventions: Profile::Detente,
        }
    }

    /// The points of all parties as far as they are known.
    fn gather(&self, draft: &Draft, issues: &Issues, construe: Option<Construe>) -> Gathered {
        let mut construed = Vec::new();
        let mut missing = Vec::new();
        let mut without = Vec::new();
        let about = self.about();
        let places = issues.places(draft);
        let mut parties = Vec::new();
        for (party, code) in self.parties.iter().enumerate() {
            let reserved = self.reserved(party);
            let mut points = Vec::new();
            let mut lacking = Vec::new();
            for (issue, (bracket, options)) in places.iter().enumerate() {
                let statements = about.get(&(party, *bracket)).map_or(&[][..], Vec::as_slice);
                let filled = match options[..] {
                    [only] => settled(draft, *bracket, only, statements, reserved.is_none()),
                    _ => None,
                };
                let filled =
                    filled.map_or_else(|| fill(draft, *bracket, options, statements, construe), Ok);
                match filled {
                    Ok(filled) => points.push(numbers(party, issue, filled, &mut construed)),
                    Err(options) => lacking.push((*bracket, options)),
                }
            }
            let told = missing.len();
            tell_missing(draft, code, &lacking, places.len(), construe, &mut missing);
            let reserved = self.reserved_number(party, construe, &mut construed, &mut missing);
            if missing.len() > told {
                without.push(party);
            }
            parties.push(Party { name: code.clone(), reserved, points });
        }
        Gathered { parties, construed, missing, lacking: without }
    }

    fn reserved_number(
        &self,
        party: usize,
        construe: Option<Construe>,
        construed: &mut Vec<Construed>,
        missing: &mut Vec<Diagnostic>,
    ) -> Option<Number> {
        let bounds = self.reserved(party)?;
        match (bounds.exact(), construe) {
            (Some(number), _) => Some(number.clone()),
            (None, Some(Construe::Middle)) => {
                let points = bounds.middle()?;
                let way = Way::Middle;
                construed.push(Construed { party, option: None, points: points.clone(), way });
                Some(points)
            }
            (None, None) => {
                let code = self.parties.get(party).map_or("", String::as_str);
                let message = format!("what `{code}` has without an agreement is not exact");
                missing.push(Diagnostic::error(codes::NOT_STATED, message).help(help(None)));
                None
            }
        }
    }
}

/// The numbers, noting what of them was filled in.
fn numbers(
    party: usize,
    issue: usize,
    filled: Vec<(Number, Option<Way>)>,
    construed: &mut Vec<Construed>,
) -> Vec<Number> {
    for (option, (points, way)) in filled.iter().enumerate() {
        let option = Some((issue, option));
        let entry = way.map(|way| Construed { party, option, points: points.clone(), way });
        construed.extend(entry);
    }
    filled.into_iter().map(|(points, _)| points).collect()
}
