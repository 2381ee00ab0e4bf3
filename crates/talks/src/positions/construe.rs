//! Points for methods that need them all: as stated, or with the gaps filled in where that is asked
//! for, and then each filled gap is listed.

use basis::{At, Diagnostic};
use draft::Draft;

use super::issues::{Issues, bracket_name, not_reached, option_name, options};
use super::order::{Left, Order};
use super::points::stated;
use super::{Form, Statement};
use crate::codes;
use crate::deal::Bounded;
use crate::domain::{Domain, Party};
use crate::number::Number;
use crate::partial::Bounds;
use crate::profile::Profile;
use crate::rules::Rule;
use crate::standing::Positions;

/// Missing statements that are told one by one.
pub const MISSING_SHOWN_MAX: usize = 100;

/// Options that one message names.
const OPTIONS_NAMED_MAX: usize = 5;

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

/// Numbers of one party for the options of one issue, with how they were found where they were not
/// stated; or the options without any.
type Filled = Result<Vec<(Number, Option<Way>)>, Vec<usize>>;

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
        match (exact(&bounds), construe) {
            (Some(number), _) => Some(number),
            (None, Some(Construe::Middle)) => {
                let points = middle(&bounds.least, bounds.most.as_ref()?);
                let way = Way::Middle;
                construed.push(Construed { party, option: None, points: points.clone(), way });
                Some(points)
            }
            (None, None) => {
                let code = self.parties.get(party).map_or("", String::as_str);
                let message = format!("what `{code}` has without an agreement is not exact");
                missing.push(Diagnostic::error(codes::NOT_STATED, message).help(HELP_EXACT));
                None
            }
        }
    }
}

const HELP_EXACT: &str = "state exact points, or ask for `--construe middle`";

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

fn exact(bounds: &Bounds) -> Option<Number> {
    bounds.most.clone().filter(|most| *most == bounds.least)
}

fn middle(least: &Number, most: &Number) -> Number {
    (least + most) / Number::from_integer(2.into())
}

/// Nothing for the one option that can be chosen, where nobody stated points and it does not
/// matter.
fn settled(
    draft: &Draft,
    bracket: usize,
    only: usize,
    statements: &[&Statement],
    does_not_matter: bool,
) -> Option<Vec<(Number, Option<Way>)>> {
    let count = options(draft, bracket);
    let stated = Order::of(statements, count, count).has_points(only);
    (does_not_matter && !stated).then(|| vec![(Number::default(), Some(Way::Settled))])
}

/// The points of those options of a bracket that can be chosen.
fn fill(
    draft: &Draft,
    bracket: usize,
    wanted: &[usize],
    statements: &[&Statement],
    construe: Option<Construe>,
) -> Filled {
    let chosen = |all: &[(Number, Option<Way>)]| -> Vec<(Number, Option<Way>)> {
        wanted.iter().filter_map(|at| all.get(*at).cloned()).collect()
    };
    let count = options(draft, bracket);
    let nowhere = not_reached(draft, bracket);
    let own = nowhere.unwrap_or(count);
    let order = Order::of(statements, count, own);
    let stated: Vec<Bounds> = (0..count).map(|at| stated(&order, nowhere, at)).collect();
    let exact: Vec<Option<Number>> = stated.iter().map(exact).collect();
    let lacking = |has: &dyn Fn(usize) -> bool| -> Filled {
        Err(wanted.iter().copied().filter(|at| !has(*at)).collect())
    };
    if wanted.iter().all(|at| exact[*at].is_some()) {
        let numbers = exact.into_iter().map(|number| (number.unwrap_or_default(), None));
        return Ok(chosen(&numbers.collect::<Vec<_>>()));
    }
    let without_construing = || lacking(&|at: usize| exact[at].is_some());
    let Some(Construe::Middle) = construe else { return without_construing() };
    // Statements that hold do not contradict each other.
    let Ok(left) = order.left() else { return without_construing() };
    if stated.iter().all(|bounds| bounds.most.is_some()) {
        let filled = middles(&order, &left, &exact);
        return if within_worth(&order, &filled[..own]) {
            Ok(chosen(&filled))
        } else {
            without_construing()
        };
    }
    if let Some(filled) = steps(&order, statements, count, nowhere) {
        return Ok(chosen(&filled));
    }
    lacking(&|at: usize| stated[at].most.is_some())
}

/// The middle of what is left of each interval; where ranked options would come out equal, equal
/// steps through what is left of each.
fn middles(order: &Order<'_>, left: &Left, exact: &[Option<Number>]) -> Vec<(Number, Option<Way>)> {
    let most = |at: usize| left.most[at].as_ref().map_or(&left.least[at].value, |b| &b.value);
    let middles: Vec<Number> =
        (0..exact.len()).map(|at| middle(&left.least[at].value, most(at))).collect();
    let in_order = order.pairs().all(|(a, b, more)| !more || middles[a] > middles[b]);
    let (below, above) = if in_order { Default::default() } else { heights(order, exact.len()) };
    let number = |at: usize| match (&exact[at], in_order) {
        (Some(number), _) => (number.clone(), None),
        (None, true) => (middles[at].clone(), Some(Way::Middle)),
        (None, false) => {
            // An option with b steps below it and a above stands at (b + 1) of (a + b + 2) parts.
            let (below, above) = (below[at], above[at]);
            let share = Number::new((below + 1).into(), (below + above + 2).into());
            let least = &left.least[at].value;
            (least + (most(at) - least) * share, Some(Way::EqualSteps))
        }
    };
    (0..exact.len()).map(number).collect()
}

/// Whether best and worst lie as far apart as the worth says.
fn within_worth(order: &Order<'_>, filled: &[(Number, Option<Way>)]) -> bool {
    let numbers = filled.iter().map(|(number, _)| number);
    let Some(apart) = numbers.clone().max().zip(numbers.min()).map(|(most, least)| most - least)
    else {
        return true;
    };
    let worth = order.worth();
    worth.least <= apart && worth.most.as_ref().is_none_or(|most| apart <= *most)
}

/// By option, the longest chains of "more" that lead down from it and up from it.
fn heights(order: &Order<'_>, count: usize) -> (Vec<usize>, Vec<usize>) {
    let pairs: Vec<(usize, usize, bool)> = order.pairs().collect();
    let (mut below, mut above) = (vec![0; count], vec![0; count]);
    // No circle has "more" in it, so that chains are shorter than the number of options.
    for _ in 0..count {
        let before = (below.clone(), above.clone());
        for &(a, b, more) in &pairs {
            below[a] = below[a].max(below[b] + usize::from(more));
            above[b] = above[b].max(above[a] + usize::from(more));
        }
        if before == (below.clone(), above.clone()) {
            break;
        }
    }
    (below, above)
}

/// Equal steps from the worst option, which is worth nothing, to the best, which is worth the
/// bracket's worth: where one rank names every option, and nobody stated points.
fn steps(
    order: &Order<'_>,
    statements: &[&Statement],
    count: usize,
    nowhere: Option<usize>,
) -> Option<Vec<(Number, Option<Way>)>> {
    let worth = middle(&order.worth().least, order.worth().most.as_ref()?);
    if (0..count).any(|at| order.has_points(at)) {
        return None;
    }
    let own = count - usize::from(nowhere.is_some());
    let mut ranks = statements.iter().filter_map(|statement| match &statement.form {
        Form::Rank(levels) => Some(levels),
        _ => None,
    });
    let names_all = |levels: &&Vec<Vec<super::Named>>| {
        let named = levels.iter().flatten();
        named.clone().count() == own && named.clone().all(|named| Some(named.option) != nowhere)
    };
    let levels = ranks.find(names_all)?;
    // A second rank of the same day says nothing that this one does not, or they contradict.
    let mut filled = vec![(Number::default(), None); count];
    for (at, level) in levels.iter().rev().enumerate() {
        let parts = Number::from_integer(levels.len().saturating_sub(1).max(1).into());
        let points = &worth * Number::from_integer(at.into()) / parts;
        for named in level {
            filled[named.option] = (points.clone(), Some(Way::EqualSteps));
        }
    }
    Some(filled)
}

fn tell_missing(
    draft: &Draft,
    party: &str,
    lacking: &[(usize, Vec<usize>)],
    issues: usize,
    construe: Option<Construe>,
    missing: &mut Vec<Diagnostic>,
) {
    if lacking.len() == issues && issues > 1 {
        let message = format!("the points of `{party}` are not known for any bracket");
        missing.push(Diagnostic::error(codes::NOT_STATED, message).help(help(construe)));
        return;
    }
    for (bracket, options) in lacking {
        let named: Vec<String> = options
            .iter()
            .take(OPTIONS_NAMED_MAX)
            .map(|option| format!("`{}`", option_name(draft, *bracket, *option)))
            .collect();
        let more = if options.len() > OPTIONS_NAMED_MAX { ", …" } else { "" };
        let id = bracket_name(draft, *bracket);
        let exact = if construe.is_none() { "exact " } else { "" };
        let message =
            format!("`{party}` states no {exact}points for {}{more} of `{id}`", named.join(", "));
        let span = draft.brackets.get(*bracket).map_or_else(Default::default, |b| b.span);
        missing.push(
            Diagnostic::error(codes::NOT_STATED, message)
                .label(draft.file.as_str(), At::Bytes(span), "")
                .help(help(construe)),
        );
    }
}

fn help(construe: Option<Construe>) -> &'static str {
    match construe {
        None => HELP_EXACT,
        Some(Construe::Middle) => {
            "state points or intervals for all options, or a rank of all of them and their worth"
        }
    }
}

fn shorten(missing: &mut Vec<Diagnostic>) {
    let more = missing.len().saturating_sub(MISSING_SHOWN_MAX);
    if more > 0 {
        missing.truncate(MISSING_SHOWN_MAX);
        let message = format!("{more} more statements are missing");
        missing.push(Diagnostic::error(codes::NOT_STATED, message));
    }
}
