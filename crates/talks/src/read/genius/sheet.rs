//! What one file says.

use std::collections::{BTreeMap, BTreeSet};

use basis::{At, Diagnostic, Span};
use quick_xml::events::Event;

use super::evaluator::Evaluator;
use super::tag::Tag;
use crate::codes;
use crate::domain::{ISSUES_MAX, OPTIONS_MAX};
use crate::number::Number;
use crate::read::{Input, Problems};

/// What one file says.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) issues: Vec<SheetIssue>,
    pub(super) weights: BTreeMap<String, (Number, Span)>,
    /// Indexes of objectives.
    pub(super) objectives: BTreeSet<String>,
    pub(super) reserved: Option<Number>,
    options: usize,
    /// What is open, from the outside.
    path: Vec<Element>,
}

/// An issue as the file has it.
pub(super) struct SheetIssue {
    pub(super) index: String,
    pub(super) name: String,
    pub(super) span: Span,
    /// Items with their evaluations.
    pub(super) items: Vec<(String, Option<Number>, Span)>,
    pub(super) evaluator: Option<Evaluator>,
    kind: String,
    lower: Option<String>,
    upper: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Objective,
    Issue,
    Other,
}

impl Sheet {
    /// Reads one file; stops at its first problem.
    pub(super) fn read(file: &Input<'_>) -> Result<Sheet, Problems> {
        let mut reader = quick_xml::Reader::from_str(file.text);
        let mut sheet = Sheet::default();
        loop {
            let from = bytes(reader.buffer_position());
            let event = reader.read_event();
            let at = Span::new(from, bytes(reader.buffer_position()));
            match event {
                Err(error) => {
                    let at = bytes(reader.error_position());
                    let message = format!("this is not well-formed XML: {error}");
                    return Err(vec![file.problem(codes::SYNTAX, message, Span::new(at, at + 1))]);
                }
                Ok(Event::Eof) => break,
                Ok(Event::Start(tag)) => {
                    sheet.open(&Tag { file, tag: &tag, at }).map_err(|problem| vec![problem])?;
                    sheet.path.push(Element::of(tag.name().0));
                }
                Ok(Event::Empty(tag)) => {
                    sheet.open(&Tag { file, tag: &tag, at }).map_err(|problem| vec![problem])?;
                }
                Ok(Event::End(_)) => {
                    sheet.path.pop();
                }
                Ok(_) => {}
            }
        }
        if sheet.issues.is_empty() {
            let message = "this XML has no issues: it is neither a domain nor a profile";
            let problem = Diagnostic::error(codes::FORMAT, message).label(file.name, At::File, "");
            return Err(vec![problem]);
        }
        sheet.refuse_endless(file).map(|()| sheet).map_err(|problem| vec![problem])
    }

    /// Whether it evaluates something.
    pub(super) fn is_profile(&self) -> bool {
        let evaluates = |issue: &SheetIssue| {
            issue.evaluator.is_some() || issue.items.iter().any(|(_, e, _)| e.is_some())
        };
        !self.weights.is_empty() || self.issues.iter().any(evaluates)
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Diagnostic> {
        let is_inside_issue = self.path.last() == Some(&Element::Issue);
        match tag.tag.name().0 {
            "utility_space" => tag.refuse_other_spaces(),
            "ufun" => Err(tag.no_sum("a utility over boxes of packages")),
            "objective" => self.objective(tag),
            "issue" => self.issue(tag),
            // Those of similarity functions, deeper inside an issue, are about something else.
            "item" if is_inside_issue => self.item(tag),
            "range" if is_inside_issue => {
                let Some(issue) = self.issues.last_mut() else { return Ok(()) };
                issue.bound(tag)
            }
            "evaluator" if is_inside_issue => {
                let Some(issue) = self.issues.last_mut() else { return Ok(()) };
                if issue.kind == "integer" {
                    issue.evaluator = Some(Evaluator::read(tag)?);
                }
                Ok(())
            }
            "weight" if !self.path.contains(&Element::Issue) => self.weight(tag),
            "reservation" => {
                self.reserved = tag.number("value")?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn objective(&mut self, tag: &Tag<'_>) -> Result<(), Diagnostic> {
        if !self.path.contains(&Element::Objective) {
            self.title = tag.get("name")?.unwrap_or_default();
        }
        self.objectives.extend(tag.get("index")?);
        if self.objectives.len() > ISSUES_MAX {
            return Err(tag.problem(codes::LIMIT, format!("more than {ISSUES_MAX} objectives")));
        }
        Ok(())
    }

    fn issue(&mut self, tag: &Tag<'_>) -> Result<(), Diagnostic> {
        if self.issues.len() == ISSUES_MAX {
            return Err(tag.problem(codes::LIMIT, format!("more than {ISSUES_MAX} issues")));
        }
        let (index, name) = (tag.need("index")?, tag.need("name")?);
        let same = |issue: &SheetIssue| issue.index == index || issue.name == name;
        if self.issues.iter().any(same) {
            let message = format!("the issue `{name}`, or its index, stands twice");
            return Err(tag.problem(codes::TWICE, message));
        }
        let mut issue = SheetIssue {
            index,
            name,
            span: tag.at,
            items: Vec::new(),
            evaluator: None,
            kind: tag.first(&["type", "vtype", "etype"])?.unwrap_or_default().to_lowercase(),
            lower: None,
            upper: None,
        };
        issue.bound(tag)?;
        self.issues.push(issue);
        Ok(())
    }

    fn item(&mut self, tag: &Tag<'_>) -> Result<(), Diagnostic> {
        self.options += 1;
        if self.options > OPTIONS_MAX {
            return Err(tag.problem(codes::LIMIT, format!("more than {OPTIONS_MAX} items")));
        }
        let evaluation = match tag.get("evaluation")?.as_deref() {
            Some("null") => None,
            _ => tag.number("evaluation")?,
        };
        let Some(issue) = self.issues.last_mut() else { return Ok(()) };
        issue.items.push((tag.need("value")?, evaluation, tag.at));
        Ok(())
    }

    fn weight(&mut self, tag: &Tag<'_>) -> Result<(), Diagnostic> {
        if self.weights.len() > 2 * ISSUES_MAX {
            return Err(tag.problem(codes::LIMIT, format!("more than {} weights", 2 * ISSUES_MAX)));
        }
        let (index, weight) = (tag.need("index")?, tag.need_number("value")?);
        if self.weights.insert(index.clone(), (weight, tag.at)).is_some() {
            let message = format!("the weight of index `{index}` stands twice");
            return Err(tag.problem(codes::TWICE, message));
        }
        Ok(())
    }

    /// Refuses issues of numbers without a list.
    fn refuse_endless(&self, file: &Input<'_>) -> Result<(), Diagnostic> {
        let endless = |issue: &&SheetIssue| issue.kind == "real" && issue.items.is_empty();
        let Some(issue) = self.issues.iter().find(endless) else { return Ok(()) };
        let message = format!("an issue of type `{}` has no list of options", issue.kind);
        let help = "an issue is discrete, or of integers between bounds: list the values that \
                    matter as items";
        Err(file.problem(codes::UNSUPPORTED, message, issue.span).help(help))
    }
}

impl Element {
    fn of(name: &str) -> Element {
        match name {
            "objective" => Element::Objective,
            "issue" => Element::Issue,
            _ => Element::Other,
        }
    }
}

impl SheetIssue {
    /// Takes the bounds of an issue, or of its range, as older files have it.
    fn bound(&mut self, tag: &Tag<'_>) -> Result<(), Diagnostic> {
        let (lower, upper) =
            (tag.first(&["lowerbound", "lowerBound"])?, tag.first(&["upperbound", "upperBound"])?);
        self.lower = lower.or(self.lower.take());
        self.upper = upper.or(self.upper.take());
        Ok(())
    }

    /// The least and the greatest integer of an issue of integers.
    pub(super) fn bounds(&self) -> Option<(i64, i64)> {
        let integer = |text: &Option<String>| text.as_ref()?.trim().parse::<i64>().ok();
        if self.kind == "integer" { integer(&self.lower).zip(integer(&self.upper)) } else { None }
    }

    /// Its options, at most `room`.
    pub(super) fn options(&self, file: &Input<'_>, room: usize) -> Result<Vec<String>, Diagnostic> {
        let problem = |code, message: String| Err(file.problem(code, message, self.span));
        if let Some((lower, upper)) = self.bounds() {
            let steps = upper.checked_sub(lower).and_then(|steps| usize::try_from(steps).ok());
            return match steps {
                Some(steps) if steps < room => {
                    Ok((lower..=upper).map(|integer| integer.to_string()).collect())
                }
                None if upper < lower => {
                    let message = format!("the bounds of `{}` run backwards", self.name);
                    problem(codes::FIELD, message)
                }
                _ => problem(codes::LIMIT, format!("more than {OPTIONS_MAX} options")),
            };
        }
        let mut names = BTreeSet::new();
        let options = self.items.iter().map(|(name, ..)| name);
        let options: Vec<String> = options.filter(|name| names.insert(*name)).cloned().collect();
        match options.len() {
            0 if self.kind == "integer" => {
                let message = format!("the issue `{}` has no whole numbers as bounds", self.name);
                problem(codes::FIELD, message)
            }
            0 => problem(codes::FIELD, format!("the issue `{}` has no items", self.name)),
            many if many > room => {
                problem(codes::LIMIT, format!("more than {OPTIONS_MAX} options"))
            }
            _ => Ok(options),
        }
    }
}

fn bytes(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
