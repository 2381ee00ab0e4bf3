//! Which statements hold: of those that say the same kind of thing the foremost, and none that
//! contradict each other.
//!
//! For one party, bracket and form *confidential* comes before *said*, *said* before *inferred*; of
//! one standing the latest date; statements of the same standing and date hold together. Where
//! forms contradict each other, those of the lower standing give way; within one standing that is
//! an error, and the statements in it are left out.

mod differences;

mod told;

use std::collections::BTreeMap;

use basis::Diagnostic;
use basis::civil::Date;
use draft::Draft;

use crate::codes;
use crate::positions::order::{Contradiction, Order, Step};
use crate::positions::{
    Acceptance, Form, FormName, Provenance, RedLine, Reserved, Stated, Statement, issues,
};
use crate::rules::Standing;
use crate::space::too_many;
pub use differences::{About, Difference};

/// Ranks, points and worths of one party about one bracket that may hold together.
pub const TOGETHER_MAX: usize = 200;

/// Options that these ranks order, each counted as often as it stands in one.
pub const RANKED_TOGETHER_MAX: usize = 5_000;

/// What holds, and what it was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    /// Codes of the parties, in the order of the draft.
    pub parties: Vec<String>,
    /// What holds; nothing withdrawn, and nothing that contradicts anything else in it.
    pub held: Stated,
    /// Where what a party told in confidence differs from what it said. For the team only.
    pub differences: Vec<Difference>,
}

/// Which statements of those read hold. All that were read count; leave out standings with
/// [`Stated::within`] or [`Stated::only_said`] before.
///
/// The problems are statements of one standing that contradict each other, and names that stand
/// for two red lines.
pub fn hold(stated: &Stated, draft: &Draft) -> (Positions, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut held = foremost(stated);
    let mut gave_way = Vec::new();
    resolve(&mut held, &mut gave_way, draft, &mut problems);
    told::twice(&held, draft, &mut problems);
    told::lived_with_and_ruled_out(&held, draft, &mut problems);
    let differences = differences::find(stated, &gave_way, draft);
    held.red_lines.retain(|item| item.line.is_some());
    held.acceptances.retain(|item| item.accepts.is_some());
    (Positions { parties: draft.parties.clone(), held, differences }, problems)
}

/// Higher comes first.
fn weight(standing: Standing) -> u8 {
    match standing {
        Standing::Confidential => 2,
        Standing::Said => 1,
        Standing::Inferred => 0,
    }
}

/// For each kind of thing said those of the highest standing, and of these the latest.
fn foremost(stated: &Stated) -> Stated {
    let statement = |item: &Statement| Some((item.party, item.bracket, item.form.name()));
    let red_line = |item: &RedLine| Some((item.party, item.name.clone()));
    // Acceptances without a name take nobody's place.
    let acceptance = |item: &Acceptance| item.name.clone().map(|name| (item.party, name));
    Stated {
        statements: pick(&stated.statements, statement, |item| &item.from),
        red_lines: pick(&stated.red_lines, red_line, |item| &item.from),
        acceptances: pick(&stated.acceptances, acceptance, |item| &item.from),
        reserved: pick(&stated.reserved, |item: &Reserved| Some(item.party), |item| &item.from),
    }
}

/// Of the items of each key those of the greatest standing and date, in their order.
fn pick<T: Clone, K: Ord>(
    items: &[T],
    key: impl Fn(&T) -> Option<K>,
    from: impl Fn(&T) -> &Provenance,
) -> Vec<T> {
    let rank = |item: &T| -> (u8, Date) { (weight(from(item).standing), from(item).date) };
    let mut best: BTreeMap<K, (u8, Date)> = BTreeMap::new();
    for item in items {
        let Some(key) = key(item) else { continue };
        let found = best.entry(key).or_insert_with(|| rank(item));
        *found = (*found).max(rank(item));
    }
    let holds = |item: &&T| key(item).is_none_or(|key| best.get(&key) == Some(&rank(item)));
    items.iter().filter(holds).cloned().collect()
}

/// Takes out what contradicts something else: where standings differ the lowest of them, else all
/// of them, with an error.
fn resolve(
    held: &mut Stated,
    gave_way: &mut Vec<Statement>,
    draft: &Draft,
    problems: &mut Vec<Diagnostic>,
) {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, item) in held.statements.iter().enumerate() {
        if item.form.name() != FormName::LiveWith {
            groups.entry((item.party, item.bracket)).or_default().push(at);
        }
    }
    let mut out = vec![false; held.statements.len()];
    for ((_, bracket), mut group) in groups {
        if let Some(problem) = too_many_together(&group, held) {
            problems.push(problem);
            group.iter().for_each(|at| out[*at] = true);
            continue;
        }
        let options = issues::options(draft, bracket);
        let own = issues::not_reached(draft, bracket).unwrap_or(options);
        loop {
            let statements: Vec<&Statement> =
                group.iter().filter_map(|at| held.statements.get(*at)).collect();
            let Err(contradiction) = Order::of(&statements, options, own).left() else { break };
            let among = standings(&contradiction, &statements);
            let (lowest, several) = (among.first().copied(), among.len() > 1);
            let goes = |place: usize| {
                let in_it = contradiction.steps.iter().any(|step| step.statement == place);
                let standing = statements.get(place).map(|s| s.from.standing);
                in_it && (!several || standing == lowest)
            };
            let going: Vec<usize> = (0..group.len()).filter(|place| goes(*place)).collect();
            if going.is_empty() {
                break;
            }
            if several {
                gave_way.extend(going.iter().map(|place| statements[*place].clone()));
            } else {
                problems.push(told::contradiction(&contradiction, &statements, draft));
            }
            going.iter().for_each(|place| out[group[*place]] = true);
            group = (0..group.len()).filter(|p| !going.contains(p)).map(|p| group[p]).collect();
        }
    }
    let mut out = out.into_iter();
    held.statements.retain(|_| !out.next().unwrap_or(false));
    reserved_fits(held, draft, problems);
}

/// A problem where more hold together than are compared.
fn too_many_together(group: &[usize], held: &Stated) -> Option<Diagnostic> {
    let statements = group.iter().filter_map(|at| held.statements.get(*at));
    let ranked = |item: &Statement| match &item.form {
        Form::Rank(levels) => levels.iter().map(Vec::len).sum(),
        _ => 0,
    };
    let last = statements.clone().next_back()?;
    let problem = if group.len() > TOGETHER_MAX {
        too_many("statements of one party about one bracket that hold together", TOGETHER_MAX)
    } else if statements.map(ranked).sum::<usize>() > RANKED_TOGETHER_MAX {
        too_many("options in ranks that hold together", RANKED_TOGETHER_MAX)
    } else {
        return None;
    };
    Some(told::label(problem, &last.from, last.from.span, ""))
}

/// Standings of the statements in a contradiction, each once, the lowest first.
fn standings(contradiction: &Contradiction, statements: &[&Statement]) -> Vec<Standing> {
    let of = |step: &Step| statements.get(step.statement);
    let mut found: Vec<Standing> =
        contradiction.steps.iter().filter_map(of).map(|s| s.from.standing).collect();
    found.sort_by_key(|standing| weight(*standing));
    found.dedup();
    found
}

/// Statements of one day about what a party has without an agreement must leave a number.
fn reserved_fits(held: &mut Stated, draft: &Draft, problems: &mut Vec<Diagnostic>) {
    for party in 0..draft.parties.len() {
        let of: Vec<&Reserved> = held.reserved.iter().filter(|r| r.party == party).collect();
        let left = of.iter().map(|r| r.points.clone()).reduce(|a, b| a.both(&b));
        if left.is_some_and(|left| left.is_empty()) {
            let name = &draft.parties[party];
            let message = format!("`{name}` states two reserved values that exclude each other");
            let mut problem = Diagnostic::error(codes::AGAINST_ITSELF, message);
            for item in &of {
                problem = told::label(problem, &item.from, item.from.span, "reserved");
            }
            problems.push(problem);
            held.reserved.retain(|r| r.party != party);
        }
    }
}
