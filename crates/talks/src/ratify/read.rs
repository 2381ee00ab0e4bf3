//! Reads `detente-bodies/1`: who has to ratify, and what is known of how they decide.

use std::collections::BTreeSet;

use basis::{At, Diagnostic, Span, Truth};
use draft::{Condition, Draft};
use num_traits::Signed as _;
use toml::de::DeValue;

use super::{Bodies, Body, Decides, Member, Odds, Stance};
use crate::codes;
use crate::count::{self, Limits};
use crate::folder::{Fields, Placed, Tree, Value, quoted, span_of};
use crate::number::{self, Number};
use crate::positions::issues::Issues;
use crate::positions::refs;
use crate::space::too_many;

/// Name of the format.
pub const FORMAT: &str = "detente-bodies/1";

/// Bodies of one file.
pub const BODIES_MAX: usize = 200;

/// Members, or odds, of one body.
pub const MEMBERS_MAX: usize = 200;

/// Votes of one body.
pub const VOTES_MAX: u64 = 100_000;

const TOP: &[&str] = &["format", "needs_no_body", "body"];
const BODY: &[&str] = &["party", "name", "source", "quota", "member", "odds"];
const MEMBER: &[&str] =
    &["name", "votes", "veto", "passes", "rejects", "otherwise", "points", "at_least", "source"];
const ODDS: &[&str] = &["if", "passes", "source"];

/// Reads a file of bodies about a draft and its issues. What has a problem is left out.
pub fn read(file: &str, text: &str, draft: &Draft, issues: &Issues) -> (Bodies, Vec<Diagnostic>) {
    let (tree, root) = Tree::new(file, text);
    let mut reader = Reader { tree, draft, issues };
    let mut bodies = Bodies::default();
    if let Some(root) = root {
        let fields = reader.tree.fields(root.get_ref(), span_of(&root), TOP);
        if reader.tree.format(&fields, FORMAT).is_some() {
            bodies = reader.bodies(&fields);
        }
    }
    (bodies, reader.tree.problems)
}

struct Reader<'a> {
    tree: Tree<'a>,
    draft: &'a Draft,
    issues: &'a Issues,
}

impl Reader<'_> {
    fn bodies(&mut self, fields: &Fields<'_>) -> Bodies {
        let tables = self.entries(fields, "body", BODY, BODIES_MAX);
        let mut bodies = Bodies::default();
        let mut names = BTreeSet::new();
        for table in &tables {
            let Some((body, name)) = self.body(table) else { continue };
            if !names.insert((body.party, body.name.clone())) {
                let message = format!("this party has two bodies called {}", quoted(&body.name));
                self.tree.error(codes::TWICE, message, name, None);
                continue;
            }
            bodies.bodies.push(body);
        }
        for code in self.tree.texts(fields, "needs_no_body") {
            let Some(party) = refs::party(&mut self.tree, self.draft, &code) else { continue };
            if bodies.bodies.iter().any(|body| body.party == party) {
                let message = format!("{} has a body and is said to need none", quoted(&code.text));
                self.tree.error(codes::BODY_OR_NONE, message, code.span, None);
            }
            bodies.needs_none.push(party);
        }
        bodies
    }

    fn entries<'t>(
        &mut self,
        fields: &Fields<'t>,
        key: &str,
        keys: &[&str],
        max: usize,
    ) -> Vec<Fields<'t>> {
        let mut entries = self.tree.tables(fields, key, keys);
        if entries.len() > max {
            let problem = too_many(&format!("tables `{key}` in one place"), max);
            let problem = problem.label(self.tree.file, At::Bytes(fields.span), "");
            self.tree.problems.push(problem);
            entries.truncate(max);
        }
        entries
    }

    fn body(&mut self, fields: &Fields<'_>) -> Option<(Body, Span)> {
        let before = self.tree.problems.len();
        let party = self.tree.need(fields, "party");
        let party = party.and_then(|code| refs::party(&mut self.tree, self.draft, &code));
        let name = self.tree.need(fields, "name");
        let source = self.tree.text(fields, "source").unwrap_or_default().text;
        let decides = match (fields.has("member"), fields.has("odds")) {
            (true, false) => self.vote(fields),
            (false, true) => self.referendum(fields),
            _ => {
                let message = "a body has either members or odds";
                let help = "a body that votes has `quota` and [[body.member]], a referendum has \
                            [[body.odds]]";
                self.tree.error(codes::FIELD, message, fields.span, Some(help.to_owned()));
                None
            }
        };
        let sound = self.tree.problems[before..].iter().all(|problem| !is_error(problem));
        let (name, party, decides) = (name?, party?, decides?);
        sound.then_some((Body { name: name.text, party, source, decides }, name.span))
    }

    fn vote(&mut self, fields: &Fields<'_>) -> Option<Decides> {
        let tables = self.entries(fields, "member", MEMBER, MEMBERS_MAX);
        let mut members: Vec<Member> = Vec::new();
        for table in &tables {
            let Some(name) = self.tree.need(table, "name") else { continue };
            if members.iter().any(|member| member.name == name.text) {
                let message = format!("this body has two members called {}", quoted(&name.text));
                self.tree.error(codes::TWICE, message, name.span, None);
            }
            let votes = if table.has("votes") { self.whole(table, "votes") } else { Some(1) };
            let veto = self.tree.flag(table, "veto");
            let stance = self.stance(table, &name);
            let source = self.tree.text(table, "source").unwrap_or_default().text;
            if let (Some(votes), Some(stance)) = (votes, stance) {
                members.push(Member { name: name.text, votes, veto, stance, source });
            }
        }
        if !fields.has("quota") {
            self.tree.missing(fields, "quota", Some("write how many votes are needed".to_owned()));
        }
        let quota = self.whole(fields, "quota")?;
        let total = members.iter().fold(0_u64, |sum, member| sum.saturating_add(member.votes));
        let at = fields.get("quota").map_or(fields.span, span_of);
        let message = match total {
            total if total > VOTES_MAX => {
                let problem = too_many("votes in one body", VOTES_MAX);
                self.tree.problems.push(problem.label(self.tree.file, At::Bytes(at), ""));
                return None;
            }
            _ if quota == 0 => "a quota is at least one vote".to_owned(),
            total if quota > total && members.len() == tables.len() => {
                format!("a quota of {quota} with {total} votes in all: nothing could pass")
            }
            _ => return Some(Decides::Vote { quota, members }),
        };
        self.tree.error(codes::QUOTA, message, at, None);
        None
    }

    /// A whole number that is not negative; the field stands, or its absence was told.
    fn whole(&mut self, fields: &Fields<'_>, key: &str) -> Option<u64> {
        let value = fields.get(key)?;
        let found = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => {
                number.as_str().replace('_', "").parse().ok()
            }
            _ => None,
        };
        if found.is_none() {
            let message = format!("`{key}` takes a whole number of votes, not negative");
            self.tree.error(codes::FIELD, message, span_of(value), None);
        }
        found
    }

    fn stance(&mut self, fields: &Fields<'_>, name: &Placed) -> Option<Stance> {
        let by_points = fields.has("points") || fields.has("at_least");
        let by_conditions = ["passes", "rejects", "otherwise"].iter().any(|key| fields.has(key));
        if by_points && by_conditions {
            let message = "a member votes by conditions or by points, not by both";
            self.tree.error(codes::FORMS, message, name.span, None);
            return None;
        }
        if by_points {
            return self.points(fields);
        }
        let passes = self.condition(fields, "passes");
        let rejects = self.condition(fields, "rejects");
        let words = [("passes", Truth::Yes), ("rejects", Truth::No)];
        let otherwise = match fields.has("otherwise") {
            true => self.tree.word(fields, "otherwise", &words)?,
            false => Truth::Unknown,
        };
        if let (Some(passes), Some(rejects)) = (&passes, &rejects)
            && self.both_can_hold(passes, rejects)
        {
            let message = format!("{} passes and rejects the same packages", quoted(&name.text));
            let help = "add `and not (…)` to one of the conditions";
            let at = fields.get("rejects").map_or(name.span, span_of);
            self.tree.error(codes::BOTH_WAYS, message, at, Some(help.to_owned()));
            return None;
        }
        // Of a condition that says nothing, elsewhere could be where it would have held.
        let said = |key: &str, found: &Option<Condition>| found.is_some() || !fields.has(key);
        let all_said = said("passes", &passes) && said("rejects", &rejects);
        let otherwise = if all_said { otherwise } else { Truth::Unknown };
        Some(Stance::Conditions { passes, rejects, otherwise })
    }

    /// Whether some package that obeys the rules of the text has both; no where that is too much to
    /// find out.
    fn both_can_hold(&self, a: &Condition, b: &Condition) -> bool {
        let options: Vec<usize> = self.issues.issues.iter().map(|i| i.options.len()).collect();
        let rules = self.issues.rules.iter().map(|rule| &rule.must);
        let rules: Vec<&Condition> = rules.chain([a, b]).collect();
        let count = count::packages(&options, &rules, &[], &Limits::default());
        count.is_ok_and(|count| count.least() > &0_u8.into())
    }

    /// A condition over issues. One that speaks of a bracket that cannot be counted says nothing,
    /// and is told.
    fn condition(&mut self, fields: &Fields<'_>, key: &str) -> Option<Condition> {
        let text = self.tree.text(fields, key)?;
        let condition = refs::condition(&mut self.tree, self.draft, &text)?;
        let mapped = self.issues.condition(&condition);
        if mapped.is_none() {
            let message = "this speaks of a bracket with a blank that nothing can be chosen for";
            let help = "nothing is known by it until the blank has a range";
            self.tree.warn(codes::NOT_COUNTED, message, text.span, Some(help.to_owned()));
        }
        mapped
    }

    fn points(&mut self, fields: &Fields<'_>) -> Option<Stance> {
        let Some(value) = fields.get("points") else {
            self.tree.missing(fields, "points", None);
            return None;
        };
        let Some(sum) = fields.get("at_least") else {
            self.tree.missing(fields, "at_least", None);
            return None;
        };
        let (at_least, _) = self.interval(sum, "at_least")?;
        let DeValue::Table(table) = value.get_ref() else {
            self.tree.wrong(value, "points", "a table such as { 2a = { \"10 km\" = 8 } }");
            return None;
        };
        let before = self.tree.problems.len();
        let mut points = vec![Vec::new(); self.issues.issues.len()];
        for (key, value) in table.iter() {
            let id = Placed { text: key.get_ref().to_string(), span: span_of(key) };
            let bracket = refs::bracket(&mut self.tree, self.draft, &id, None);
            let Some(bracket) = bracket else { continue };
            match self.issues.table.issue(bracket) {
                Some(issue) => points[issue] = self.points_of(value, bracket, issue),
                None => {
                    let message = "no points can be given for a blank without a range";
                    self.tree.error(codes::FIELD, message, id.span, None);
                }
            }
        }
        let sound = self.tree.problems.len() == before;
        sound.then_some(Stance::Points { points, at_least })
    }

    /// Points for each option of an issue; nothing for *not reached* where it is not named.
    fn points_of(&mut self, value: Value<'_>, bracket: usize, issue: usize) -> Vec<Number> {
        let DeValue::Table(table) = value.get_ref() else {
            self.tree.wrong(value, "points", "a table such as { \"10 km\" = 8 }");
            return Vec::new();
        };
        let nowhere = self.draft.brackets.get(bracket).map_or(0, |b| b.options.len());
        let mut given: Vec<Option<Number>> = vec![None; nowhere + 1];
        for (key, value) in table.iter() {
            let name = Placed { text: key.get_ref().to_string(), span: span_of(key) };
            let option = refs::option(&mut self.tree, self.draft, bracket, &name);
            let number = self.interval(value, "points").map(|(number, _)| number);
            let Some(place) = option.and_then(|option| given.get_mut(option)) else { continue };
            if place.is_some() {
                let message = "this option stands twice";
                self.tree.error(codes::TWICE, message, name.span, None);
            }
            *place = Some(number.unwrap_or_default());
        }
        let options = self.issues.table.issues.get(issue).map_or(&[][..], |issue| &issue.options);
        let missing = options.iter().flatten().find(|option| given[**option].is_none());
        if let Some(option) = missing {
            let name = self.draft.brackets[bracket].options.get(*option);
            let name = name.map_or("", |option| option.key.as_str());
            let message = format!("no points for {}", quoted(name));
            let help = "write 0 where the member does not care: nothing is assumed".to_owned();
            self.tree.error(codes::NO_POINTS, message, span_of(value), Some(help));
        }
        let of = |option: &Option<usize>| given[option.unwrap_or(nowhere)].clone();
        options.iter().map(|option| of(option).unwrap_or_default()).collect()
    }

    fn referendum(&mut self, fields: &Fields<'_>) -> Option<Decides> {
        if let Some(quota) = fields.get("quota") {
            let message = "a referendum has no quota here: its odds say how likely it passes";
            self.tree.error(codes::FIELD, message, span_of(quota), None);
        }
        let mut all = Vec::new();
        for table in &self.entries(fields, "odds", ODDS, MEMBERS_MAX) {
            let when = match table.has("if") {
                true => self.condition(table, "if"),
                false => Some(Condition::All(Vec::new())),
            };
            let source = self.tree.need(table, "source");
            let Some(value) = table.get("passes") else {
                self.tree.missing(table, "passes", Some("write `\"0.4..0.6\"`".to_owned()));
                continue;
            };
            let Some((least, most)) = self.interval(value, "passes") else { continue };
            if least.is_negative() || most > Number::from_integer(1.into()) || least > most {
                let message = "odds lie between 0 and 1, the smaller first";
                self.tree.error(codes::ODDS, message, span_of(value), None);
                continue;
            }
            // Where a condition says nothing, those after it could come too late.
            let Some(when) = when else { break };
            let source = source.unwrap_or_default().text;
            all.push(Odds { when, least, most, source });
        }
        Some(Decides::Referendum(all))
    }

    /// A number, or the ends of an interval `"0.4..0.6"`.
    fn interval(&mut self, value: Value<'_>, key: &str) -> Option<(Number, Number)> {
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            DeValue::String(text) => text,
            _ => {
                self.tree.wrong(value, key, "a number");
                return None;
            }
        };
        let odds = key == "passes";
        let (least, most) = text.split_once("..").filter(|_| odds).unwrap_or((text, text));
        let read = |text: &str| number::parse(&text.trim().replace('_', ""));
        let found = read(least).zip(read(most));
        if found.is_none() {
            let message = format!("{} is not a number that is read here", quoted(text));
            let form = if odds { " or \"0.4..0.6\"" } else { "" };
            let help = format!("write 8, 0.5, \"1/3\"{form}");
            self.tree.error(codes::NUMBER, message, span_of(value), Some(help));
        }
        found
    }
}

fn is_error(problem: &Diagnostic) -> bool {
    problem.severity == basis::Severity::Error
}
