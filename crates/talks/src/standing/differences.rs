//! Where what a party told in confidence differs from what it said. For the team only: no output
//! for others may rest on it.

use std::collections::BTreeMap;

use draft::Draft;

use super::{foremost, told};
use crate::positions::{Form, FormName, Provenance, RedLine, Stated, Statement};
use crate::rules::Standing;

/// A confidential statement beside one that was said before others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Position of the party in the draft.
    pub party: usize,
    /// What they differ about.
    pub about: About,
    /// What was told in confidence.
    pub confidential: Provenance,
    /// What was said.
    pub said: Provenance,
}

/// What two statements differ about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The same form about the same bracket.
    Bracket {
        /// Position in the draft.
        bracket: usize,
        /// Which form.
        form: FormName,
    },
    /// Different forms about the same bracket contradict each other; what was said gave way.
    Forms {
        /// Position in the draft.
        bracket: usize,
        /// The form of what was said.
        said: FormName,
    },
    /// The red line of this name.
    RedLine(String),
    /// The acceptance of this name.
    Acceptance(String),
    /// An option that it can live with, and that a red line rules out, one of them said. The line
    /// stands until it is withdrawn.
    LivesWith {
        /// Position of the bracket in the draft.
        bracket: usize,
        /// Position of the option.
        option: usize,
        /// Name of the red line.
        red_line: String,
    },
    /// What it has without an agreement.
    Reserved,
}

/// All differences, in the order of parties and of what they are about.
pub(super) fn find(stated: &Stated, gave_way: &[Statement], draft: &Draft) -> Vec<Difference> {
    let confidential = foremost(&stated.within(&[Standing::Confidential]));
    let said = foremost(&stated.within(&[Standing::Said]));
    let mut found = statements(&confidential, &said);
    found.extend(forms(&confidential, gave_way));
    found.extend(named(&confidential, &said));
    found.extend(lives_with(&confidential, &said, draft));
    found.extend(lives_with(&said, &confidential, draft));
    found.sort_by(|a, b| (a.party, &a.about).cmp(&(b.party, &b.about)));
    found
}

/// The same form about the same bracket, with another content.
fn statements(confidential: &Stated, said: &Stated) -> Vec<Difference> {
    let by_key = |stated: &Stated| {
        let mut groups: BTreeMap<_, Vec<Statement>> = BTreeMap::new();
        for item in &stated.statements {
            let key = (item.party, item.bracket, item.form.name());
            groups.entry(key).or_default().push(item.clone());
        }
        groups
    };
    let (told, said) = (by_key(confidential), by_key(said));
    let mut found = Vec::new();
    for ((party, bracket, form), told) in told {
        let Some(said) = said.get(&(party, bracket, form)) else { continue };
        let content = |items: &[Statement]| {
            let mut content: Vec<_> = items.iter().map(|item| plain(&item.form)).collect();
            content.sort();
            content.dedup();
            content
        };
        if let [Some(first), Some(before)] = [told.first(), said.first()]
            && content(&told) != content(said)
        {
            found.push(Difference {
                party,
                about: About::Bracket { bracket, form },
                confidential: first.from.clone(),
                said: before.from.clone(),
            });
        }
    }
    found
}

/// What a form says, without the places and the order of what has none.
fn plain(form: &Form) -> Vec<Vec<String>> {
    match form {
        Form::Rank(levels) => levels
            .iter()
            .map(|level| {
                let mut level: Vec<usize> = level.iter().map(|named| named.option).collect();
                level.sort_unstable();
                level.iter().map(usize::to_string).collect()
            })
            .collect(),
        Form::LiveWith(named) => {
            let mut options: Vec<usize> = named.iter().map(|named| named.option).collect();
            options.sort_unstable();
            vec![options.iter().map(usize::to_string).collect()]
        }
        Form::Points(points) => {
            let one = |(named, bounds): &(crate::positions::Named, crate::partial::Bounds)| {
                vec![named.option.to_string(), format!("{bounds:?}")]
            };
            let mut points: Vec<Vec<String>> = points.iter().map(one).collect();
            points.sort();
            points
        }
        Form::Worth(worth) => vec![vec![format!("{worth:?}")]],
    }
}

/// What was said and gave way to what was told in confidence, in another form.
fn forms(confidential: &Stated, gave_way: &[Statement]) -> Vec<Difference> {
    let mut found = Vec::new();
    for lost in gave_way.iter().filter(|lost| lost.from.standing == Standing::Said) {
        let against = confidential.statements.iter().find(|item| {
            (item.party, item.bracket) == (lost.party, lost.bracket)
                && item.form.name() != lost.form.name()
                && item.form.name() != FormName::LiveWith
        });
        found.extend(against.map(|against| Difference {
            party: lost.party,
            about: About::Forms { bracket: lost.bracket, said: lost.form.name() },
            confidential: against.from.clone(),
            said: lost.from.clone(),
        }));
    }
    found
}

/// Red lines and acceptances of one name, and what parties have without an agreement.
fn named(confidential: &Stated, said: &Stated) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |party: usize, about: About, told: &Provenance, said: &Provenance| {
        found.push(Difference { party, about, confidential: told.clone(), said: said.clone() });
    };
    let by_name = said.red_lines.iter().map(|line| ((line.party, &line.name), line));
    let lines: BTreeMap<_, &RedLine> = by_name.collect();
    for told in &confidential.red_lines {
        if let Some(before) = lines.get(&(told.party, &told.name)).filter(|s| s.line != told.line) {
            add(told.party, About::RedLine(told.name.clone()), &told.from, &before.from);
        }
    }
    let mut acceptances = BTreeMap::new();
    for item in &said.acceptances {
        let Some(name) = &item.name else { continue };
        acceptances.insert((item.party, name), item);
    }
    for told in &confidential.acceptances {
        let Some(name) = &told.name else { continue };
        let Some(before) = acceptances.get(&(told.party, name)) else { continue };
        let same = before.accepts == told.accepts
            && before.condition == told.condition
            && before.if_accepts == told.if_accepts;
        if !same {
            add(told.party, About::Acceptance(name.clone()), &told.from, &before.from);
        }
    }
    for told in &confidential.reserved {
        let before = said.reserved.iter().find(|before| before.party == told.party);
        if let Some(before) = before.filter(|before| before.points != told.points) {
            add(told.party, About::Reserved, &told.from, &before.from);
        }
    }
    found
}

/// Options that a party can live with by the one, and that a red line of the other rules out.
fn lives_with(statements: &Stated, lines: &Stated, draft: &Draft) -> Vec<Difference> {
    let mut found = Vec::new();
    let lines = told::by_bracket(&lines.red_lines);
    for item in &statements.statements {
        let Form::LiveWith(named) = &item.form else { continue };
        let lines = lines.get(&(item.party, item.bracket)).map_or(&[][..], Vec::as_slice);
        for named in named {
            let rules_it_out =
                |line: &&&RedLine| told::rules_out(line, draft, item.bracket, named.option);
            for line in lines.iter().filter(rules_it_out) {
                let (confidential, said) = match item.from.standing {
                    Standing::Confidential => (&item.from, &line.from),
                    _ => (&line.from, &item.from),
                };
                found.push(Difference {
                    party: item.party,
                    about: About::LivesWith {
                        bracket: item.bracket,
                        option: named.option,
                        red_line: line.name.clone(),
                    },
                    confidential: confidential.clone(),
                    said: said.clone(),
                });
            }
        }
    }
    found
}
