//! The one table of names: what each stands for, and what definitions use what.

use std::collections::BTreeMap;

use basis::suggest::did_you_mean;
use basis::{KindSet, ObjectSet, Span, TargetSet};

use super::{Resolver, construed};
use crate::codes;
use crate::model::{Construction, PartyIx};
use crate::syntax::{
    ActorRole, AreaItem, Because, ClassTerm, Definition, Drawn, ExceptionItem, Item, ItemKind,
    LineItem, Name, When,
};

/// What a name stands for.
pub(super) enum Def<'a> {
    /// An actor, with its position among those of its role.
    Actor(ActorRole, usize),
    /// A line or sites; several where each side has its own.
    Lines(Vec<&'a LineItem>),
    Area(&'a AreaItem),
    Class(&'a Definition<Vec<ClassTerm>>),
    Kinds(&'a Definition<Vec<Name>>),
    Targets(&'a Definition<Vec<Name>>),
    Instant(&'a Definition<When>),
    Exception(&'a ExceptionItem),
}

/// A name in the table.
pub(super) struct Entry<'a> {
    pub(super) def: Def<'a>,
    pub(super) span: Span,
}

impl Def<'_> {
    /// What it is called in messages.
    fn sort(&self) -> &'static str {
        match self {
            Def::Actor(ActorRole::Bound, _) => "a bound side",
            Def::Actor(ActorRole::Observer, _) => "an observer",
            Def::Actor(ActorRole::Body, _) => "a body",
            Def::Actor(ActorRole::Other(_), _) => "an actor that is not bound",
            Def::Lines(lines) => match lines.first().map(|line| line.drawn) {
                Some(Drawn::Sites) => "a set of sites",
                _ => "a line",
            },
            Def::Area(_) => "an area",
            Def::Class(_) => "a class of objects",
            Def::Kinds(_) => "a set of kinds of act",
            Def::Targets(_) => "a set of categories of target",
            Def::Instant(_) => "an instant",
            Def::Exception(_) => "an exception",
        }
    }

    /// The names of its readings, none where it has a single value.
    pub(super) fn readings(&self) -> Vec<&str> {
        match self {
            Def::Area(item) => readings(&item.definition),
            Def::Class(definition) => readings(definition),
            Def::Kinds(definition) | Def::Targets(definition) => readings(definition),
            Def::Instant(definition) => readings(definition),
            Def::Actor(..) | Def::Lines(_) | Def::Exception(_) => Vec::new(),
        }
    }
}

fn readings<T>(definition: &Definition<T>) -> Vec<&str> {
    definition.values.iter().filter_map(|r| r.name.as_ref()).map(|n| n.value.as_str()).collect()
}

/// What is called how, of which construed value, and why.
type Claim<'a> = (&'a Name, &'static str, bool, Option<&'a Because>);

impl<'a> Resolver<'a> {
    pub(super) fn collect_names(&mut self) {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut clauses: BTreeMap<&'a str, Span> = BTreeMap::new();
        for item in &self.syntax.items {
            match &item.kind {
                ItemKind::Clause(clause) => {
                    let (id, span) = (clause.id.value.as_str(), clause.id.span);
                    match clauses.get(id) {
                        Some(first) => self.twice(&format!("clause `{id}`"), span, *first),
                        None => drop(clauses.insert(id, span)),
                    }
                }
                ItemKind::Actor(actor) => {
                    let key = match actor.role {
                        ActorRole::Bound => "bound",
                        ActorRole::Observer => "observer",
                        ActorRole::Body => "body",
                        ActorRole::Other(_) => "other",
                    };
                    let at = counts.entry(key).or_default();
                    let def = Def::Actor(actor.role, *at);
                    *at += 1;
                    self.define(&actor.name, def);
                }
                ItemKind::Line(line) => self.define_line(line),
                ItemKind::Area(area) => self.define(&area.definition.name, Def::Area(area)),
                ItemKind::Class(class) => self.define(&class.name, Def::Class(class)),
                ItemKind::Kinds(kinds) => self.define(&kinds.name, Def::Kinds(kinds)),
                ItemKind::Targets(targets) => self.define(&targets.name, Def::Targets(targets)),
                ItemKind::Instant(instant) => self.define(&instant.name, Def::Instant(instant)),
                ItemKind::Exception(exception) => {
                    self.define(&exception.name, Def::Exception(exception));
                }
                ItemKind::Header(_)
                | ItemKind::Premise(_)
                | ItemKind::Proof(_)
                | ItemKind::NoClause(_) => {}
            }
        }
    }

    fn define(&mut self, name: &'a Name, def: Def<'a>) {
        if let Some(noun) = tree_of(&name.value) {
            let message = format!("`{}` is {noun} already", name.value);
            let help = "choose another name; the trees' terms may be used without definition";
            self.problems.error(codes::TERM_TAKEN, name.span, message, help.to_owned());
            return;
        }
        if let Some(first) = self.names.get(name.value.as_str()) {
            let first = first.span;
            self.twice(&format!("`{}`", name.value), name.span, first);
            return;
        }
        self.readings_differ(&def);
        self.names.insert(&name.value, Entry { def, span: name.span });
    }

    /// Lines of the same name must each be the line of another side.
    fn define_line(&mut self, line: &'a LineItem) {
        let name = &line.definition.name;
        let of = |line: &LineItem| line.of.as_ref().map(|of| of.value.clone());
        if let Some(Entry { def: Def::Lines(lines), .. }) = self.names.get_mut(name.value.as_str())
        {
            let same = lines
                .iter()
                .any(|other| of(other).is_none() || of(line).is_none() || of(other) == of(line));
            if !same {
                lines.push(line);
                return;
            }
        }
        self.define(name, Def::Lines(vec![line]));
    }

    fn twice(&mut self, what: &str, span: Span, first: Span) {
        let message = format!("{what} is defined twice");
        let help = "rename one of them".to_owned();
        let other = (first, "defined here first");
        self.problems.error_with(codes::DEFINED_TWICE, span, message, other, help);
    }

    fn readings_differ(&mut self, def: &Def<'a>) {
        let names: Vec<&'a Name> = match *def {
            Def::Area(item) => named(&item.definition),
            Def::Class(definition) => named(definition),
            Def::Kinds(definition) | Def::Targets(definition) => named(definition),
            Def::Instant(definition) => named(definition),
            Def::Actor(..) | Def::Lines(_) | Def::Exception(_) => Vec::new(),
        };
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in names {
            if let Some(first) = seen.insert(&name.value, name.span) {
                let message = format!("reading `{}` stands twice", name.value);
                let help = "give each reading a name of its own".to_owned();
                let other = (first, "the first");
                self.problems.error_with(codes::READING_TWICE, name.span, message, other, help);
            }
        }
    }

    /// What `pick` takes from the definition of a name; anything else is reported.
    pub(super) fn lookup<T>(
        &mut self,
        name: &Name,
        wanted: &str,
        pick: impl Fn(&Def<'a>) -> Option<T>,
    ) -> Option<T> {
        let Some(entry) = self.names.get(name.value.as_str()) else {
            return self.unknown(name, wanted, pick);
        };
        let found = pick(&entry.def);
        if found.is_none() {
            let message = format!("`{}` is {}, {wanted} is meant", name.value, entry.def.sort());
            let other = (entry.span, "defined here");
            self.problems.error_with(codes::OTHER_SORT, name.span, message, other, None);
        }
        found.filter(|_| !self.unusable.contains(name.value.as_str()))
    }

    /// Reports a name that is not defined; always `None`.
    pub(super) fn unknown<T>(
        &mut self,
        name: &Name,
        wanted: &str,
        pick: impl Fn(&Def<'a>) -> Option<T>,
    ) -> Option<T> {
        let word = name.value.as_str();
        if let Some(noun) = tree_of(word) {
            let message = format!("`{word}` is {noun}, {wanted} is meant");
            return self.error(codes::OTHER_SORT, name.span, message, None);
        }
        let message = format!("{} `{word}` is not defined", bare(wanted));
        if self.problems.is_full() {
            return self.error(codes::UNKNOWN_NAME, name.span, message, None);
        }
        let defined = self.names.iter().filter(|(_, entry)| pick(&entry.def).is_some());
        let defined: Vec<&str> = defined.map(|(name, _)| *name).collect();
        // Slips of the pen rarely touch the first letter; further away lie other words.
        let first = word.chars().next();
        let near = defined.iter().copied().chain(terms_for(wanted));
        let near = near.filter(|known| known.chars().next() == first);
        let help = did_you_mean(word, near)
            .unwrap_or_else(|| listed(&defined, !terms_for(wanted).is_empty()));
        self.error(codes::UNKNOWN_NAME, name.span, message, help)
    }

    /// The position of a bound side.
    pub(super) fn party(&mut self, name: &Name) -> Option<PartyIx> {
        self.lookup(name, "a bound side", |def| match def {
            Def::Actor(ActorRole::Bound, at) => Some(PartyIx(*at)),
            _ => None,
        })
    }

    /// The name of an observer or body.
    pub(super) fn observer_or_body(&mut self, name: &Name) -> Option<String> {
        self.lookup(name, "an observer or body", |def| match def {
            Def::Actor(ActorRole::Observer | ActorRole::Body, _) => Some(()),
            _ => None,
        })?;
        Some(name.value.clone())
    }

    /// The name of an observer, body or bound side.
    pub(super) fn receiver(&mut self, name: &Name) -> Option<String> {
        self.lookup(name, "an actor", |def| match def {
            Def::Actor(ActorRole::Observer | ActorRole::Body | ActorRole::Bound, _) => Some(()),
            _ => None,
        })?;
        Some(name.value.clone())
    }

    /// Lists the values that the encoder supplied; each needs its reason.
    pub(super) fn collect_constructions(&mut self) {
        for item in &self.syntax.items {
            let Some((name, sort, construed_value, because)) = claim(item) else { continue };
            let what = match &item.kind {
                ItemKind::Line(LineItem { of: Some(of), .. }) => {
                    format!("{sort} {} of {}", name.value, of.value)
                }
                _ => format!("{sort} {}", name.value),
            };
            match because {
                Some(because) => {
                    let at = self.constructions.len();
                    let construed = construed(because);
                    self.constructions.push(Construction { what, construed, span: item.span });
                    self.construed.entry(&name.value).or_default().push(at);
                }
                None if construed_value => {
                    let message = format!("`{}` is construed without a reason", name.value);
                    let help = "add `because \"…\" by \"…\"` under it".to_owned();
                    self.problems.error(codes::NO_REASON, name.span, message, help);
                }
                None => {}
            }
        }
    }
}

fn named<T>(definition: &Definition<T>) -> Vec<&Name> {
    definition.values.iter().filter_map(|reading| reading.name.as_ref()).collect()
}

/// The definition in an item, whether it supplies what the text does not state, and its reason.
fn claim(item: &Item) -> Option<Claim<'_>> {
    fn of<'a, T>(sort: &'static str, definition: &'a Definition<T>) -> Claim<'a> {
        let construed = definition.construed || definition.values.len() > 1;
        (&definition.name, sort, construed, definition.because.as_ref())
    }
    match &item.kind {
        ItemKind::Line(line) if line.drawn == Drawn::Sites => Some(of("sites", &line.definition)),
        ItemKind::Line(line) => Some(of("line", &line.definition)),
        ItemKind::Area(area) => Some(of("area", &area.definition)),
        ItemKind::Class(class) => Some(of("class", class)),
        ItemKind::Kinds(kinds) => Some(of("kinds", kinds)),
        ItemKind::Targets(targets) => Some(of("targets", targets)),
        ItemKind::Instant(instant) => Some(of("instant", instant)),
        ItemKind::Exception(exception) => {
            let because = exception.because.as_ref();
            Some((&exception.name, "exception", exception.construed, because))
        }
        _ => None,
    }
}

/// What a term of the trees is called.
fn tree_of(word: &str) -> Option<&'static str> {
    if KindSet::named(word).is_some() {
        Some("a kind of act")
    } else if ObjectSet::named(word).is_some() {
        Some("a class of objects")
    } else {
        TargetSet::named(word).map(|_| "a category of target")
    }
}

/// The terms that may stand where this is wanted.
fn terms_for(wanted: &str) -> Vec<&'static str> {
    match wanted {
        "a kind of act" => KindSet::names().collect(),
        "a class of objects" => ObjectSet::names().collect(),
        "a category of target" => TargetSet::names().collect(),
        _ => Vec::new(),
    }
}

fn bare(wanted: &str) -> &str {
    wanted.strip_prefix("a ").or_else(|| wanted.strip_prefix("an ")).unwrap_or(wanted)
}

/// A few of the names that this file defines, and where terms that need no definition are listed.
fn listed(known: &[&str], terms: bool) -> String {
    const LISTED_MAX: usize = 8;
    let shown: Vec<String> = known.iter().take(LISTED_MAX).map(|k| format!("`{k}`")).collect();
    let more = if known.len() > LISTED_MAX { ", …" } else { "" };
    let mut help = match shown.is_empty() {
        true => "this file defines none".to_owned(),
        false => format!("this file defines {}{more}", shown.join(", ")),
    };
    if terms {
        help.push_str("; terms that need no definition are listed in docs/spec/kinds.md");
    }
    help
}
