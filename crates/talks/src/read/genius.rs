//! GENIUS: a domain in XML, and a profile in XML for each party.
//!
//! An issue is known by its `index` within a file, whatever number that begins with, and by its
//! name between files. The utility of an item is its evaluation divided by the greatest of its
//! issue, times the weight of the issue. Nested objectives are groups: a weight of their own other
//! than 1 has no agreed meaning and is refused, as are issues of real numbers, which have no finite
//! list of options. Discount factors belong to a course of negotiation, not to a package, and are
//! left out.

use std::collections::{BTreeMap, BTreeSet};

use basis::{At, Diagnostic, Span, suggest};
use num_traits::{One as _, Signed as _, Zero as _};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::json::PROBLEMS_MAX;
use super::negolog::stem;
use super::{Input, Problems};
use crate::codes;
use crate::domain::{Domain, ISSUES_MAX, Issue, OPTIONS_MAX, PARTIES_MAX, Party};
use crate::number::{self, Number};
use crate::profile::Profile;

/// What one file says.
#[derive(Default)]
struct Sheet {
    title: String,
    issues: Vec<SheetIssue>,
    weights: BTreeMap<String, (Number, Span)>,
    /// Indexes of objectives below another.
    nested: BTreeSet<String>,
    reserved: Option<Number>,
    /// How many objectives are open.
    depth: usize,
    options: usize,
}

struct SheetIssue {
    index: String,
    name: String,
    span: Span,
    items: Vec<(String, Option<Number>, Span)>,
}

/// Reads a domain and its profiles, or profiles alone.
pub(super) fn read(files: &[Input<'_>]) -> Result<Domain, Problems> {
    let mut sheets = Vec::with_capacity(files.len());
    for file in files {
        sheets.push((file, sheet(file)?));
    }
    let Some((first, domain)) = sheets.first() else { return Err(Vec::new()) };
    let is_profile = |sheet: &Sheet| {
        !sheet.weights.is_empty()
            || sheet.issues.iter().any(|issue| issue.items.iter().any(|(_, e, _)| e.is_some()))
    };
    let profiles = if is_profile(domain) { &sheets[..] } else { &sheets[1..] };
    if profiles.is_empty() {
        let message = "this domain has no profiles";
        let problem = Diagnostic::error(codes::PARTIES, message).label(first.name, At::File, "");
        return Err(vec![problem.help("name the files of profiles after that of the domain")]);
    }
    if profiles.len() > PARTIES_MAX {
        return Err(vec![crate::space::too_many("profiles", PARTIES_MAX)]);
    }
    let mut problems = Vec::new();
    let issues = issues_of(first, domain, &mut problems);
    let party = |(file, sheet): &(&Input<'_>, Sheet)| party(file, sheet, &issues, &mut problems);
    let parties = profiles.iter().map(party).collect();
    let title = domain.title.clone();
    if problems.is_empty() {
        return Ok(Domain {
            title,
            issues,
            parties,
            rules: Vec::new(),
            conventions: Profile::Genius,
        });
    }
    problems.truncate(PROBLEMS_MAX);
    Err(problems)
}

/// Reads one file; stops at its first problem.
fn sheet(file: &Input<'_>) -> Result<Sheet, Problems> {
    let mut reader = quick_xml::Reader::from_str(file.text);
    let mut sheet = Sheet::default();
    loop {
        let from = reader.buffer_position();
        let event = reader.read_event();
        let span = |to: u64| Span::new(bytes(from), bytes(to));
        match event {
            Err(error) => {
                let at = bytes(reader.error_position());
                let message = format!("this is not well-formed XML: {error}");
                return Err(vec![file.problem(codes::SYNTAX, message, Span::new(at, at + 1))]);
            }
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => {
                let at = span(reader.buffer_position());
                sheet.open(file, &tag, at).map_err(|problem| vec![problem])?;
                sheet.depth += usize::from(tag.name().0 == "objective");
            }
            Ok(Event::Empty(tag)) => {
                let at = span(reader.buffer_position());
                sheet.open(file, &tag, at).map_err(|problem| vec![problem])?;
            }
            Ok(Event::End(tag)) if tag.name().0 == "objective" => {
                sheet.depth = sheet.depth.saturating_sub(1);
            }
            Ok(_) => {}
        }
    }
    if sheet.issues.is_empty() {
        let message = "this XML has no issues: it is neither a domain nor a profile";
        return Err(vec![Diagnostic::error(codes::FORMAT, message).label(file.name, At::File, "")]);
    }
    Ok(sheet)
}

fn bytes(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

impl Sheet {
    fn open(&mut self, file: &Input<'_>, tag: &BytesStart<'_>, at: Span) -> Result<(), Diagnostic> {
        let tag = Tag { file, tag, at };
        match tag.tag.name().0 {
            "objective" if self.depth > 0 => {
                self.nested.extend(tag.get("index")?);
                if self.nested.len() > ISSUES_MAX {
                    let message = format!("more than {ISSUES_MAX} nested objectives");
                    return Err(tag.problem(codes::LIMIT, message));
                }
            }
            "objective" => self.title = tag.get("name")?.unwrap_or_default(),
            "issue" => {
                tag.refuse_endless()?;
                if self.issues.len() == ISSUES_MAX {
                    return Err(tag.problem(codes::LIMIT, format!("more than {ISSUES_MAX} issues")));
                }
                let (index, name) = (tag.need("index")?, tag.need("name")?);
                let same = |issue: &SheetIssue| issue.index == index || issue.name == name;
                if self.issues.iter().any(same) {
                    let message = format!("the issue `{name}`, or its index, stands twice");
                    return Err(tag.problem(codes::TWICE, message));
                }
                self.issues.push(SheetIssue { index, name, span: at, items: Vec::new() });
            }
            "item" => {
                self.options += 1;
                if self.options > OPTIONS_MAX {
                    return Err(tag.problem(codes::LIMIT, format!("more than {OPTIONS_MAX} items")));
                }
                let Some(issue) = self.issues.last_mut() else { return Ok(()) };
                issue.items.push((tag.need("value")?, tag.number("evaluation")?, at));
            }
            "weight" => {
                if self.weights.len() > 2 * ISSUES_MAX {
                    let message = format!("more than {} weights", 2 * ISSUES_MAX);
                    return Err(tag.problem(codes::LIMIT, message));
                }
                let index = tag.need("index")?;
                let weight = tag.number("value")?.unwrap_or_default();
                if self.weights.insert(index.clone(), (weight, at)).is_some() {
                    let message = format!("the weight of index `{index}` stands twice");
                    return Err(tag.problem(codes::TWICE, message));
                }
            }
            "reservation" => self.reserved = tag.number("value")?,
            _ => {}
        }
        Ok(())
    }
}

/// A tag with its place.
struct Tag<'a> {
    file: &'a Input<'a>,
    tag: &'a BytesStart<'a>,
    at: Span,
}

impl Tag<'_> {
    fn problem(&self, code: basis::Code, message: impl Into<String>) -> Diagnostic {
        self.file.problem(code, message, self.at)
    }

    fn get(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        let odd = |error: &dyn std::fmt::Display| {
            self.problem(codes::SYNTAX, format!("this is not well-formed XML: {error}"))
        };
        for attribute in self.tag.attributes() {
            let attribute = attribute.map_err(|error| odd(&error))?;
            if attribute.key.0 == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return Ok(Some(value.map_err(|error| odd(&error))?.into_owned()));
            }
        }
        Ok(None)
    }

    fn need(&self, name: &str) -> Result<String, Diagnostic> {
        let missing = || self.problem(codes::FIELD, format!("the attribute `{name}` is missing"));
        self.get(name)?.ok_or_else(missing)
    }

    fn number(&self, name: &str) -> Result<Option<Number>, Diagnostic> {
        let Some(text) = self.get(name)? else { return Ok(None) };
        let odd = || self.problem(codes::NUMBER, format!("`{text}` is not a number that is read"));
        number::parse(text.trim()).map(Some).ok_or_else(odd)
    }

    /// Refuses issues without a list of items.
    fn refuse_endless(&self) -> Result<(), Diagnostic> {
        for name in ["vtype", "type", "etype"] {
            let Some(kind) = self.get(name)? else { continue };
            if kind != "discrete" {
                let message = format!("an issue of type `{kind}` has no list of options");
                let help =
                    "only discrete issues are analysed: list the values that matter as items";
                return Err(self.problem(codes::UNSUPPORTED, message).help(help));
            }
        }
        Ok(())
    }
}

fn issues_of(file: &Input<'_>, sheet: &Sheet, problems: &mut Problems) -> Vec<Issue> {
    let mut issues = Vec::with_capacity(sheet.issues.len());
    for issue in &sheet.issues {
        if issue.items.is_empty() {
            let message = format!("the issue `{}` has no items", issue.name);
            problems.push(file.problem(codes::FIELD, message, issue.span));
        }
        let mut names = BTreeSet::new();
        for (name, _, span) in &issue.items {
            if !names.insert(name) {
                let message = format!("the item `{name}` stands twice");
                problems.push(file.problem(codes::TWICE, message, *span));
            }
        }
        let options = issue.items.iter().map(|(name, ..)| name.clone()).collect();
        issues.push(Issue { name: issue.name.clone(), options });
    }
    issues
}

fn party(file: &Input<'_>, sheet: &Sheet, issues: &[Issue], problems: &mut Problems) -> Party {
    let indexes: BTreeSet<&str> = sheet.issues.iter().map(|issue| issue.index.as_str()).collect();
    for (index, (weight, span)) in &sheet.weights {
        if sheet.nested.contains(index) && !weight.is_one() {
            let message = "a nested objective has a weight of its own";
            let help = "multiply it into the weights of its issues, and give the objective 1";
            problems.push(file.problem(codes::UNSUPPORTED, message, *span).help(help));
        } else if !sheet.nested.contains(index) && !indexes.contains(index.as_str()) {
            let message = format!("there is no issue of index `{index}`");
            problems.push(file.problem(codes::UNKNOWN, message, *span));
        }
    }
    let known = |issue: &&SheetIssue| issues.iter().any(|known| known.name == issue.name);
    for issue in sheet.issues.iter().filter(|issue| !known(issue)).take(PROBLEMS_MAX) {
        let names = issues.iter().map(|known| known.name.as_str());
        let message = format!("the domain has no issue `{}`", issue.name);
        let problem = file.problem(codes::UNKNOWN, message, issue.span);
        problems.push(problem.help_opt(suggest::did_you_mean(&issue.name, names)));
    }
    let points = issues.iter().map(|issue| points(file, sheet, issue, problems)).collect();
    Party { name: stem(file.name), reserved: sheet.reserved.clone(), points }
}

/// Weight times evaluation over the greatest evaluation, for the options of one issue.
fn points(file: &Input<'_>, sheet: &Sheet, issue: &Issue, problems: &mut Problems) -> Vec<Number> {
    let Some(own) = sheet.issues.iter().find(|own| own.name == issue.name) else {
        let message = format!("no evaluations for the issue `{}`", issue.name);
        let problem = Diagnostic::error(codes::NO_POINTS, message).label(file.name, At::File, "");
        problems.push(problem);
        return Vec::new();
    };
    let Some((weight, _)) = sheet.weights.get(&own.index) else {
        let message = format!("no weight for the issue `{}`, index {}", own.name, own.index);
        problems.push(file.problem(codes::NO_POINTS, message, own.span));
        return Vec::new();
    };
    let by_name: BTreeMap<&str, (Option<&Number>, Span)> =
        own.items.iter().map(|(name, e, span)| (name.as_str(), (e.as_ref(), *span))).collect();
    let options: BTreeSet<&str> = issue.options.iter().map(String::as_str).collect();
    for (name, (evaluation, span)) in &by_name {
        if !options.contains(name) {
            let message = format!("the issue `{}` has no item `{name}`", issue.name);
            problems.push(file.problem(codes::UNKNOWN, message, *span));
        }
        if evaluation.is_some_and(|number| number.is_negative()) {
            let message = "a negative evaluation cannot be set against the greatest";
            problems.push(file.problem(codes::UNSUPPORTED, message, *span));
        }
    }
    let most = by_name.values().filter_map(|(e, _)| *e).max().cloned().unwrap_or_default();
    let mut all = Vec::with_capacity(issue.options.len());
    for option in &issue.options {
        match by_name.get(option.as_str()) {
            Some((Some(evaluation), _)) if most.is_zero() => all.push((*evaluation).clone()),
            Some((Some(evaluation), _)) => all.push(weight * *evaluation / &most),
            found => {
                let span = found.map_or(own.span, |(_, span)| *span);
                let message = format!("no evaluation for `{option}`");
                problems.push(file.problem(codes::NO_POINTS, message, span));
            }
        }
    }
    all
}
