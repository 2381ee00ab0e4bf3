//! A text as issues with options, and rules over them: what an analysis counts.

use crate::condition::{Choice, Condition, always, never};
use crate::find::short;
use crate::model::{Bracket, Draft, OptionKind};

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
    /// be reached. What is agreed about a bracket around it may leave it always or never reached.
    pub options: Vec<Option<usize>>,
    /// Their keys; [`NOT_REACHED`] for `None`, and marks where an option is called so. Each once.
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
    /// Brackets that are left out: where a blank without a range can be chosen, or inside of such a
    /// bracket.
    pub left_out: Vec<usize>,
    /// Bracket and option whose condition speaks of a bracket that is left out: a rule holds them
    /// only to what can be told without it.
    pub unruled: Vec<(usize, usize)>,
    /// By bracket of the draft.
    places: Vec<Place>,
}

/// What became of a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// Its issue; `None` where it is left out.
    issue: Option<usize>,
    /// Bracket and option around it.
    inside: Option<(usize, usize)>,
    /// The only option of it that can be chosen, where one is agreed.
    fixed: Option<usize>,
}

impl Issue {
    /// The position of *not reached*; `None` where it is always reached.
    pub fn not_reached(&self) -> Option<usize> {
        self.options.iter().position(Option::is_none)
    }
}

impl Table {
    /// The issues and rules of a draft that was read without errors.
    pub fn new(draft: &Draft, agreed: Agreed) -> Table {
        let mut table = Table::default();
        for (at, bracket) in draft.brackets.iter().enumerate() {
            let fixed = bracket.agreed().filter(|_| agreed == Agreed::Fixed);
            let found = table.issue_of(at, bracket, fixed);
            let issue = found.as_ref().map(|_| table.issues.len());
            table.places.push(Place { issue, inside: bracket.inside, fixed });
            match found {
                Some(issue) => table.issues.push(issue),
                None => table.left_out.push(at),
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
        self.places.get(bracket)?.issue
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

    /// The choices for the brackets of the draft: what is left out stays open where it may be
    /// reached.
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
        let mut choices: Vec<Choice> = Vec::with_capacity(self.places.len());
        for Place { issue, inside, .. } in &self.places {
            let around = inside.and_then(|(at, option)| Some((choices.get(at)?, option)));
            choices.push(match (issue, around) {
                (Some(issue), _) => choice(*issue),
                (None, Some((Choice::NotReached, _))) => Choice::NotReached,
                (None, Some((Choice::Option(chosen), option))) if *chosen != option => {
                    Choice::NotReached
                }
                (None, _) => Choice::Open,
            });
        }
        choices
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

    /// A package without what its choices leave unreached.
    pub fn settled(&self, mut package: Vec<usize>) -> Vec<usize> {
        for (at, issue) in self.issues.iter().enumerate() {
            let inside = self.places.get(issue.bracket).and_then(|place| place.inside);
            let Some((around, option)) = inside else { continue };
            let Some(outer) = self.issue(around) else { continue };
            let options = self.issues.get(outer).map_or(&[][..], |outer| &outer.options);
            let chosen = package.get(outer).and_then(|at| options.get(*at));
            if let (true, Some(gone), Some(choice)) =
                (chosen != Some(&Some(option)), issue.not_reached(), package.get_mut(at))
            {
                *choice = gone;
            }
        }
        package
    }

    /// That an option is chosen, *no* where it cannot be.
    fn is(&self, issue: usize, option: Option<usize>) -> Condition {
        let options = self.issues.get(issue).map_or(&[][..], |issue| &issue.options);
        match options.iter().position(|known| *known == option) {
            Some(option) => Condition::Is { bracket: issue, option },
            None => never(),
        }
    }

    /// What of a condition has to hold, whatever is written into what is left out, where it is to
    /// hold; what may hold at least, where it is not to.
    fn at_least(&self, condition: &Condition, holds: bool) -> Condition {
        let all = |parts: &[Condition]| -> Vec<Condition> {
            parts.iter().map(|part| self.at_least(part, holds)).collect()
        };
        match condition {
            Condition::Is { bracket, option } => match self.places.get(*bracket) {
                Some(Place { issue: Some(issue), .. }) => self.is(*issue, Some(*option)),
                Some(Place { fixed: Some(fixed), .. }) if fixed != option => never(),
                _ if !holds => never(),
                // It may be so wherever it is reached.
                Some(Place { inside: Some((bracket, option)), .. }) => {
                    self.at_least(&Condition::Is { bracket: *bracket, option: *option }, true)
                }
                _ => always(),
            },
            Condition::Not(inner) => Condition::Not(Box::new(self.at_least(inner, !holds))),
            Condition::All(parts) => Condition::All(all(parts)),
            Condition::Any(parts) => Condition::Any(all(parts)),
        }
    }

    /// A bracket as an issue; `None` where it is left out.
    fn issue_of(&self, at: usize, bracket: &Bracket, fixed: Option<usize>) -> Option<Issue> {
        let (reached, gone) = match bracket.inside {
            None => (true, false),
            Some((around, option)) => {
                let around = &self.issues.get(self.issue(around)?)?.options;
                let chosen = |known: &Option<usize>| *known == Some(option);
                (around.iter().any(chosen), !around.iter().all(chosen))
            }
        };
        let mut issue =
            Issue { bracket: at, name: bracket.id.clone(), options: Vec::new(), keys: Vec::new() };
        let taken = |key: &str| bracket.options.iter().any(|option| option.key == key);
        for (option, words) in bracket.options.iter().enumerate().filter(|_| reached) {
            if fixed.is_some_and(|fixed| fixed != option) {
                continue;
            }
            if words.kind == OptionKind::Blank {
                return None;
            }
            let mut key = words.key.clone();
            while key == NOT_REACHED || (key != words.key && taken(&key)) {
                key.push('\'');
            }
            issue.options.push(Some(option));
            issue.keys.push(key);
        }
        if gone {
            issue.options.push(None);
            issue.keys.push(NOT_REACHED.to_owned());
        }
        Some(issue)
    }

    /// A bracket is reached exactly where the option around it is chosen; no rule where that is
    /// always or never so.
    fn reached(&mut self, draft: &Draft, issue: usize) {
        let open = |issue: &&Issue| issue.options.len() > 1 && issue.options.contains(&None);
        let found = self.issues.get(issue).filter(open);
        let Some((name, bracket)) = found.map(|i| (&i.name, i.bracket)) else { return };
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
        let Some(Issue { bracket, options, .. }) = self.issues.get(issue).cloned() else { return };
        for at in options.into_iter().flatten() {
            let option = draft.brackets.get(bracket).and_then(|b| b.options.get(at));
            let Some(condition) = option.and_then(|option| option.only_if.as_ref()) else {
                continue;
            };
            if self.condition(condition).is_none() {
                self.unruled.push((bracket, at));
            }
            let must = self.at_least(condition, true);
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
