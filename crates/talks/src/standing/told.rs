//! Contradictions in words, with the place of each statement in them.

use std::collections::BTreeMap;

use basis::{At, Diagnostic, Span, Truth};
use draft::Draft;
use draft::condition::Choice;

use crate::codes;
use crate::number::show;
use crate::partial::Bounds;
use crate::positions::issues::{self, bracket_name, option_name};
use crate::positions::order::{Contradiction, Kind, Says};
use crate::positions::{Form, Provenance, RedLine, Stated, Statement};

/// Labels of one contradiction.
const LABELS_MAX: usize = 20;

/// A problem with one more place in a file of positions.
pub(super) fn label(problem: Diagnostic, from: &Provenance, at: Span, text: &str) -> Diagnostic {
    problem.label(from.file.name.as_str(), At::Bytes(at), text)
}

/// Bounds in words: `3`, `3 to 5`, `at least 3`.
fn bounds(bounds: &Bounds) -> String {
    match &bounds.most {
        Some(most) if *most == bounds.least => show(most),
        Some(most) => format!("{} to {}", show(&bounds.least), show(most)),
        None => format!("at least {}", show(&bounds.least)),
    }
}

/// A contradiction of statements of one standing.
pub(super) fn contradiction(
    found: &Contradiction,
    statements: &[&Statement],
    draft: &Draft,
) -> Diagnostic {
    let (party, bracket) = statements.first().map_or((0, 0), |s| (s.party, s.bracket));
    let option = |at: usize| format!("`{}`", option_name(draft, bracket, at));
    let head = format!(
        "`{}` contradicts itself about `{}`",
        party_name(draft, party),
        bracket_name(draft, bracket)
    );
    let what = match &found.kind {
        Kind::Circle => circle(found, &option),
        Kind::PointsAgainstRank(above, below) => {
            format!(
                "{} stands above {}, and has too few points for it",
                option(*above),
                option(*below)
            )
        }
        Kind::NoPoints(at) => format!("no points for {} fit", option(*at)),
        Kind::WorthTooSmall(least) => {
            format!("best and worst lie at least {} apart", show(least))
        }
        Kind::WorthTooLarge(most) => format!("best and worst lie at most {} apart", show(most)),
    };
    let mut problem = Diagnostic::error(codes::AGAINST_ITSELF, format!("{head}: {what}"));
    for step in found.steps.iter().take(LABELS_MAX) {
        let Some(statement) = statements.get(step.statement) else { continue };
        let says = match &step.says {
            Says::Above(a, b, true) => format!("{} > {}", option(*a), option(*b)),
            Says::Above(a, b, false) => format!("{} = {}", option(*a), option(*b)),
            Says::Points(at, points) => format!("{}: {} points", option(*at), bounds(points)),
            Says::AllPoints => "points".to_owned(),
            Says::Worth(worth) => format!("worth {}", bounds(worth)),
        };
        let words = format!("{says} ({})", statement.from.date);
        problem = label(problem, &statement.from, step.span, &words);
    }
    problem.help(
        "state anew what holds: the latest statement of a form takes the place of earlier ones",
    )
}

/// `a` = `b` > `a`.
fn circle(found: &Contradiction, option: &impl Fn(usize) -> String) -> String {
    let mut words = String::new();
    for step in &found.steps {
        let Says::Above(from, to, more) = &step.says else { continue };
        if words.is_empty() {
            words = option(*from);
        }
        words += if *more { " > " } else { " = " };
        words += &option(*to);
    }
    words
}

fn party_name(draft: &Draft, party: usize) -> &str {
    draft.parties.get(party).map_or("", String::as_str)
}

/// Red lines and acceptances of one name, standing and day that say different things.
pub(super) fn twice(held: &Stated, draft: &Draft, problems: &mut Vec<Diagnostic>) {
    let mut tell = |party: usize, name: &str, what: &str, pair: [&Provenance; 2]| {
        let who = party_name(draft, party);
        let message = format!("`{who}` has two {what} called `{name}` of one day");
        let mut problem = Diagnostic::error(codes::TWICE, message);
        for from in pair {
            problem = label(problem, from, from.span, "");
        }
        problems.push(problem.help("give each a name of its own"));
    };
    let mut lines = BTreeMap::new();
    for later in &held.red_lines {
        let first = *lines.entry((later.party, &later.name)).or_insert(later);
        if first.line != later.line {
            tell(later.party, &later.name, "red lines", [&first.from, &later.from]);
        }
    }
    let mut acceptances = BTreeMap::new();
    for later in &held.acceptances {
        let Some(name) = &later.name else { continue };
        let first = *acceptances.entry((later.party, name)).or_insert(later);
        let same = first.accepts == later.accepts
            && first.condition == later.condition
            && first.if_accepts == later.if_accepts;
        if !same {
            tell(later.party, name, "acceptances", [&first.from, &later.from]);
        }
    }
}

/// Options that a party can live with, and that a red line of the same standing rules out whatever
/// else is chosen.
pub(super) fn lived_with_and_ruled_out(
    held: &Stated,
    draft: &Draft,
    problems: &mut Vec<Diagnostic>,
) {
    let lines = by_bracket(&held.red_lines);
    for item in &held.statements {
        let Form::LiveWith(named) = &item.form else { continue };
        let lines = lines.get(&(item.party, item.bracket)).map_or(&[][..], Vec::as_slice);
        for named in named {
            let rules_it_out = |line: &&&RedLine| {
                line.from.standing == item.from.standing
                    && rules_out(line, draft, item.bracket, named.option)
            };
            let Some(line) = lines.iter().find(rules_it_out) else { continue };
            let message = format!(
                "`{}` can live with `{}` of `{}`, and its red line `{}` rules it out",
                party_name(draft, item.party),
                option_name(draft, item.bracket, named.option),
                bracket_name(draft, item.bracket),
                line.name
            );
            let problem = Diagnostic::error(codes::AGAINST_ITSELF, message);
            let problem = label(problem, &item.from, named.span, "can live with it");
            let problem = label(problem, &line.from, line.from.span, "rules it out");
            problems
                .push(problem.help("state anew what holds; `withdrawn = true` ends a red line"));
        }
    }
}

/// Whether a red line fails as soon as this option is chosen.
pub(super) fn rules_out(line: &RedLine, draft: &Draft, bracket: usize, option: usize) -> bool {
    let Some(must) = line.line.as_ref().map(|line| &line.must) else { return false };
    let mut choices = vec![Choice::Open; draft.brackets.len()];
    if let Some(choice) = choices.get_mut(bracket) {
        *choice = issues::choice(draft, bracket, option);
    }
    must.holds(&choices) == Truth::No
}

/// Red lines by party and by each bracket that they speak of.
pub(super) fn by_bracket(lines: &[RedLine]) -> BTreeMap<(usize, usize), Vec<&RedLine>> {
    let mut found: BTreeMap<_, Vec<&RedLine>> = BTreeMap::new();
    for item in lines {
        for bracket in item.line.iter().flat_map(|line| line.must.brackets()) {
            found.entry((item.party, bracket)).or_default().push(item);
        }
    }
    found
}
