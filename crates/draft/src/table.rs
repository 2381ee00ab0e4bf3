//! A text as issues with options, and rules over them: what an analysis counts.

use crate::condition::{Choice, Condition};
use crate::find::short;
use crate::model::Draft;

/// The option of an issue that is not reached, in names and in the table.
pub const NOT_REACHED: &str = "(not reached)";

/// What to do with brackets that are agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreed {
    /// They are issues like others.
    Open,
    /// Only the option that was agreed can be chosen.
    Fixed,
}

/// One bracket that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Position of the bracket.
    pub bracket: usize,
    /// Its id.
    pub name: String,
    /// Positions of its options that can be chosen, in their order; `None`, last, where it may not
    /// be reached.
    pub options: Vec<Option<usize>>,
    /// Their keys; [`NOT_REACHED`] for `None`, with marks where an option is called so. Each once.
    pub keys: Vec<String>,
}

/// Something that every package has to obey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRule {
    /// What it says; each name once in a table.
    pub name: String,
    /// The condition, over positions of issues and of their options in the table.
    pub must: Condition,
}

/// The issues and rules of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// In the order of the brackets.
    pub issues: Vec<Issue>,
    /// That brackets are reached where they stand, and conditions of options.
    pub rules: Vec<TextRule>,
    /// Brackets that are left out: with a blank that has no range, or inside of such a bracket.
    pub left_out: Vec<usize>,
    /// Bracket and option whose condition speaks of a bracket that is left out, so that no rule
    /// holds them to it.
    pub unruled: Vec<(usize, usize)>,
    /// The issue of each bracket.
    of_bracket: Vec<Option<usize>>,
}

impl Table {
    /// The issues and rules of a draft that was read without errors.
    pub fn new(draft: &Draft, agreed: Agreed) -> Table {
        let mut table = Table::default();
        for (at, bracket) in draft.brackets.iter().enumerate() {
            let around = bracket.inside.map(|(around, _)| around);
            let counted = around.is_none_or(|around| table.issue(around).is_some());
            if bracket.is_countable() && counted {
                table.of_bracket.push(Some(table.issues.len()));
                table.issues.push(issue(draft, at, agreed));
            } else {
                table.of_bracket.push(None);
                table.left_out.push(at);
            }
        }
        for issue in 0..table.issues.len() {
            table.reached(draft, issue);
            table.conditions(draft, issue);
        }
        table
    }

    /// The issue of a bracket.
    pub fn issue(&self, bracket: usize) -> Option<usize> {
        self.of_bracket.get(bracket).copied().flatten()
    }

    /// A condition over brackets as one over issues; `None` where it speaks of a bracket that is
    /// left out.
    pub fn condition(&self, condition: &Condition) -> Option<Condition> {
        let all = |parts: &[Condition]| -> Option<Vec<Condition>> {
            parts.iter().map(|part| self.condition(part)).collect()
        };
        Some(match condition {
            Condition::Is { bracket, option } => {
                let issue = self.issue(*bracket)?;
                self.is(issue, Some(*option))
            }
            Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner)?)),
            Condition::All(parts) => Condition::All(all(parts)?),
            Condition::Any(parts) => Condition::Any(all(parts)?),
        })
    }

    /// The choices for the brackets of the draft: what is left out stays open.
    pub fn choices(&self, package: &[usize]) -> Vec<Choice> {
        let choice = |issue: usize| {
            let chosen = package.get(issue).copied();
            let options = self.issues.get(issue).map_or(&[][..], |issue| &issue.options);
            match chosen.and_then(|at| options.get(at)) {
                Some(Some(option)) => Choice::Option(*option),
                Some(None) => Choice::NotReached,
                None => Choice::Open,
            }
        };
        self.of_bracket.iter().map(|issue| issue.map_or(Choice::Open, choice)).collect()
    }

    /// The package of choices; `None` where one is open or cannot be chosen.
    pub fn package(&self, choices: &[Choice]) -> Option<Vec<usize>> {
        let place = |issue: &Issue| {
            let wanted = match choices.get(issue.bracket)? {
                Choice::Open => return None,
                Choice::NotReached => None,
                Choice::Option(option) => Some(*option),
            };
            issue.options.iter().position(|option| *option == wanted)
        };
        self.issues.iter().map(place).collect()
    }

    /// That an option is chosen, *no* where it cannot be.
    fn is(&self, issue: usize, option: Option<usize>) -> Condition {
        let options = self.issues.get(issue).map_or(&[][..], |issue| &issue.options);
        match options.iter().position(|known| *known == option) {
            Some(option) => Condition::Is { bracket: issue, option },
            None => Condition::Any(Vec::new()),
        }
    }

    /// A bracket is reached exactly where the option around it is chosen.
    fn reached(&mut self, draft: &Draft, issue: usize) {
        let Some((name, bracket)) = self.issues.get(issue).map(|i| (&i.name, i.bracket)) else {
            return;
        };
        let inside = draft.brackets.get(bracket).and_then(|bracket| bracket.inside);
        let Some((around, option)) = inside else { return };
        let Some(outer) = self.issue(around) else { return };
        let name = format!(
            "`{name}` is reached where `{}` is {}",
            id(draft, around),
            quoted(draft, around, option)
        );
        let gone = self.is(issue, None);
        let chosen = self.is(outer, Some(option));
        let not = |condition: &Condition| Condition::Not(Box::new(condition.clone()));
        let here = Condition::All(vec![chosen.clone(), not(&gone)]);
        let there = Condition::All(vec![not(&chosen), gone]);
        self.rule(name, Condition::Any(vec![here, there]));
    }

    /// Adds a rule; a name that is taken, because words were cut, gets a mark.
    fn rule(&mut self, mut name: String, must: Condition) {
        while self.rules.iter().any(|rule| rule.name == name) {
            name.push('\'');
        }
        self.rules.push(TextRule { name, must });
    }

    /// An option is chosen only where its condition holds.
    fn conditions(&mut self, draft: &Draft, issue: usize) {
        let Some(bracket) = self.issues.get(issue).map(|issue| issue.bracket) else { return };
        let options = draft.brackets.get(bracket).map_or(&[][..], |b| &b.options);
        for (at, option) in options.iter().enumerate() {
            let Some(condition) = &option.only_if else { continue };
            let Some(must) = self.condition(condition) else {
                self.unruled.push((bracket, at));
                continue;
            };
            let words = crate::condition::words(condition, draft);
            let name = format!(
                "`{}` is {} only if {words}",
                id(draft, bracket),
                quoted(draft, bracket, at)
            );
            let not = Condition::Not(Box::new(self.is(issue, Some(at))));
            self.rule(name, Condition::Any(vec![not, must]));
        }
    }
}

fn id(draft: &Draft, bracket: usize) -> &str {
    draft.brackets.get(bracket).map_or("", |bracket| &bracket.id)
}

fn quoted(draft: &Draft, bracket: usize, option: usize) -> String {
    let option = draft.brackets.get(bracket).and_then(|b| b.options.get(option));
    format!("\"{}\"", short(option.map_or("", |option| &option.key)))
}

fn issue(draft: &Draft, at: usize, agreed: Agreed) -> Issue {
    let mut issue = Issue {
        bracket: at,
        name: id(draft, at).to_owned(),
        options: Vec::new(),
        keys: Vec::new(),
    };
    let Some(bracket) = draft.brackets.get(at) else { return issue };
    let fixed = bracket.agreed().filter(|_| agreed == Agreed::Fixed);
    for (option, words) in bracket.options.iter().enumerate() {
        if fixed.is_none_or(|fixed| fixed == option) {
            issue.options.push(Some(option));
            issue.keys.push(words.key.clone());
        }
    }
    if bracket.inside.is_some() {
        let mut key = NOT_REACHED.to_owned();
        while issue.keys.contains(&key) {
            key.push('\'');
        }
        issue.options.push(None);
        issue.keys.push(key);
    }
    issue
}
