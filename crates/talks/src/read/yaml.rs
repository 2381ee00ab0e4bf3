//! YAML with places: a tree in which scalars keep their text.
//!
//! Anchors and aliases are followed without copying; what a file may hold is limited before that is
//! built, so that no alias makes more of it.

use std::collections::BTreeMap;
use std::rc::Rc;

use basis::{Diagnostic, Span, suggest};
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::json::PROBLEMS_MAX;
use super::{Input, Problems};
use crate::codes;
use crate::domain::OPTIONS_MAX;

/// Scalars, lists and tables of a file. A table of one option each for [`OPTIONS_MAX`] options
/// fits.
pub(super) const NODES_MAX: usize = 3 * OPTIONS_MAX;

/// Lists and tables inside one another, aliases followed.
const DEPTH_MAX: usize = 32;

/// A value with its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    /// First and last place, in characters.
    chars: (usize, usize),
    /// Lists and tables inside one another from here on.
    depth: usize,
}

/// Values.
#[derive(Debug)]
pub(super) enum Value {
    /// A text or number as written, and whether it stands without quotes.
    Scalar(String, bool),
    /// A scalar, list or table of an explicit type such as `!!binary`.
    Tagged,
    List(Vec<Rc<Node>>),
    Table(Vec<(Rc<Node>, Rc<Node>)>),
}

/// A list or table that is not closed yet.
struct Open {
    nodes: Vec<Rc<Node>>,
    is_table: bool,
    anchor: usize,
    start: usize,
    is_tagged: bool,
}

/// Reads the one document of a file.
pub(super) fn read(file: &Input<'_>) -> Result<Rc<Node>, Problems> {
    let problem = |message: String, at: (usize, usize)| {
        vec![file.problem(codes::YAML, message, bytes(file.text, at))]
    };
    let (mut open, mut anchors, mut root) = (Vec::<Open>::new(), BTreeMap::new(), None);
    let mut nodes = 0;
    for event in Parser::new_from_str(file.text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let at = error.marker().index();
                let message = format!("this is not well-formed YAML: {}", error.info());
                return Err(problem(message, (at, at + 1)));
            }
        };
        let chars = (span.start.index(), span.end.index());
        nodes += 1;
        if nodes > NODES_MAX {
            return Err(vec![crate::space::too_many("values in a YAML file", NODES_MAX)]);
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let value = match tag.filter(|tag| !is_text_tag(tag)) {
                    Some(_) => Value::Tagged,
                    None => Value::Scalar(text.into_owned(), plain),
                };
                (Rc::new(Node { value, chars, depth: 0 }), anchor)
            }
            Event::Alias(anchor) => match anchors.get(&anchor) {
                Some(node) => (Rc::clone(node), 0),
                None => {
                    return Err(problem("this alias stands inside its own anchor".into(), chars));
                }
            },
            Event::SequenceStart(anchor, ref tag) | Event::MappingStart(anchor, ref tag) => {
                if open.len() == DEPTH_MAX {
                    return Err(problem(too_deep(), chars));
                }
                let is_table = matches!(event, Event::MappingStart(..));
                let is_tagged = tag.is_some();
                open.push(Open { nodes: Vec::new(), is_table, anchor, start: chars.0, is_tagged });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(done) = open.pop() else { continue };
                let anchor = done.anchor;
                let node = done.close(chars.1);
                if node.depth > DEPTH_MAX {
                    return Err(problem(too_deep(), chars));
                }
                (Rc::new(node), anchor)
            }
            Event::DocumentStart(_) if root.is_some() => {
                return Err(problem("there is a second document in this file".into(), chars));
            }
            _ => continue,
        };
        if anchor > 0 {
            anchors.insert(anchor, Rc::clone(&node));
        }
        match open.last_mut() {
            Some(outer) => outer.nodes.push(node),
            None => root = Some(node),
        }
    }
    root.ok_or_else(|| problem("this YAML is empty".into(), (0, 1)))
}

fn too_deep() -> String {
    format!("more than {DEPTH_MAX} lists and tables inside another")
}

fn is_text_tag(tag: &saphyr_parser::Tag) -> bool {
    tag.handle == "tag:yaml.org,2002:" && ["str", "int", "float"].contains(&tag.suffix.as_str())
}

impl Open {
    fn close(self, end: usize) -> Node {
        let chars = (self.start, end);
        let depth = 1 + self.nodes.iter().map(|node| node.depth).max().unwrap_or_default();
        let value = if self.is_tagged {
            Value::Tagged
        } else if self.is_table {
            let (mut pairs, mut left) = (Vec::new(), self.nodes.into_iter());
            while let (Some(key), Some(value)) = (left.next(), left.next()) {
                pairs.push((key, value));
            }
            Value::Table(pairs)
        } else {
            Value::List(self.nodes)
        };
        Node { value, chars, depth }
    }
}

/// Bytes of places in characters; what is empty gets the byte after it.
fn bytes(text: &str, (start, end): (usize, usize)) -> Span {
    let byte = |char: usize| text.char_indices().nth(char).map_or(text.len(), |(at, _)| at);
    let (start, end) = (byte(start), byte(end.max(start + 1)));
    // A block ends where the next thing begins: the blanks between are not part of it.
    let inside = text.get(start..end).unwrap_or_default().trim_end().len();
    Span::new(start, if inside == 0 { end } else { start + inside })
}

/// Reads values of one file and gathers problems.
pub(super) struct Reader<'f> {
    pub(super) file: &'f Input<'f>,
    pub(super) problems: Problems,
}

impl Reader<'_> {
    pub(super) fn report(&mut self, code: basis::Code, message: impl Into<String>, at: &Node) {
        let problem = self.problem(code, message, at);
        self.add(problem);
    }

    pub(super) fn problem(
        &self,
        code: basis::Code,
        message: impl Into<String>,
        at: &Node,
    ) -> Diagnostic {
        // Each place costs a pass through the text: none is looked up that nobody sees.
        let full = self.problems.len() >= PROBLEMS_MAX;
        let span = if full { Span::new(0, 0) } else { bytes(self.file.text, at.chars) };
        self.file.problem(code, message, span)
    }

    pub(super) fn add(&mut self, problem: Diagnostic) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(problem);
        }
    }

    /// A field, where there is one that is not null.
    pub(super) fn get(&mut self, table: &Node, name: &str) -> Option<Rc<Node>> {
        let Value::Table(pairs) = &table.value else { return None };
        let named = |(key, _): &&(Rc<Node>, Rc<Node>)| key.text() == Some(name);
        let value = pairs.iter().find(named).map(|(_, value)| Rc::clone(value))?;
        (!value.is_null()).then_some(value)
    }

    /// A field that has to be there.
    pub(super) fn need(&mut self, table: &Node, name: &str) -> Option<Rc<Node>> {
        let found = self.get(table, name);
        if found.is_none() {
            self.report(codes::FIELD, format!("the field `{name}` is missing"), table);
        }
        found
    }

    /// Members of a list.
    pub(super) fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Rc<Node>] {
        if let Value::List(members) = &node.value {
            return members;
        }
        self.report(codes::FIELD, format!("{what} has to be a list"), node);
        &[]
    }

    /// A text.
    pub(super) fn text(&mut self, node: &Node, what: &str) -> String {
        if let Some(text) = node.text() {
            return text.to_owned();
        }
        self.report(codes::FIELD, format!("{what} has to be a text"), node);
        String::new()
    }

    /// Reports fields that have no meaning here, and fields that stand twice.
    pub(super) fn only(&mut self, table: &Node, known: &[&str]) {
        let Value::Table(pairs) = &table.value else {
            self.report(codes::FIELD, "this has to be a table of fields", table);
            return;
        };
        let mut seen = std::collections::BTreeSet::new();
        for (key, _) in pairs {
            let name = key.text().unwrap_or_default();
            if !known.contains(&name) {
                let problem =
                    self.problem(codes::FIELD, format!("there is no field `{name}` here"), key);
                self.add(problem.help_opt(suggest::did_you_mean(name, known.iter().copied())));
            }
            if !seen.insert(name) {
                self.report(codes::TWICE, format!("`{name}` stands twice"), key);
            }
        }
    }
}

impl Node {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar without quotes.
    pub(super) fn plain(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, true) => Some(text),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.plain().is_some_and(|text| ["", "~", "null", "Null", "NULL"].contains(&text))
    }
}
