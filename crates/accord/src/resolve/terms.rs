//! Kinds of act, categories of target and classes of objects.

use basis::{KindSet, ObjectSet, TargetSet};

use super::Resolver;
use super::names::Def;
use crate::codes;
use crate::model::{ObjectClass, ObjectTerm, Predicate};
use crate::syntax::{ClassTerm, Name};

/// The most alternatives of one class.
const ALTERNATIVES_MAX: usize = 256;

impl Resolver<'_> {
    /// The kinds that names stand for, each a defined name or a term of the tree.
    pub(super) fn kinds(&mut self, names: &[Name]) -> Option<KindSet> {
        let mut set = Some(KindSet::NONE);
        for name in names {
            let one = self.kind(name);
            set = set.zip(one).map(|(set, one)| set.union(one));
        }
        set
    }

    fn kind(&mut self, name: &Name) -> Option<KindSet> {
        if let Some(set) = KindSet::named(&name.value) {
            return Some(set);
        }
        if let Some(known) = self.world().kinds.get(&name.value) {
            return *known;
        }
        let definition = self.lookup(name, "a kind of act", |def| match def {
            Def::Kinds(definition) => Some(*definition),
            _ => None,
        });
        let value = definition.and_then(|definition| self.value(definition));
        let set = value.and_then(|names| self.kinds(names));
        self.world().kinds.insert(name.value.clone(), set);
        set
    }

    /// The categories of target that names stand for.
    pub(super) fn targets(&mut self, names: &[Name]) -> Option<TargetSet> {
        let mut set = Some(TargetSet::NONE);
        for name in names {
            let one = self.target(name);
            set = set.zip(one).map(|(set, one)| set.union(one));
        }
        set
    }

    fn target(&mut self, name: &Name) -> Option<TargetSet> {
        if let Some(set) = TargetSet::named(&name.value) {
            return Some(set);
        }
        if let Some(known) = self.world().targets.get(&name.value) {
            return *known;
        }
        let definition = self.lookup(name, "a category of target", |def| match def {
            Def::Targets(definition) => Some(*definition),
            _ => None,
        });
        let value = definition.and_then(|definition| self.value(definition));
        let set = value.and_then(|names| self.targets(names));
        self.world().targets.insert(name.value.clone(), set);
        set
    }

    /// A class as a clause names it.
    pub(super) fn object_class(&mut self, terms: &[ClassTerm]) -> Option<ObjectClass> {
        let any_of = self.class(terms)?;
        let name = terms.iter().map(class_words).collect::<Vec<_>>().join(", ");
        Some(ObjectClass { name, any_of })
    }

    /// The alternatives of a class, each named once.
    pub(super) fn class(&mut self, terms: &[ClassTerm]) -> Option<Vec<ObjectTerm>> {
        let mut all: Vec<ObjectTerm> = Vec::new();
        let mut sound = true;
        for term in terms {
            let Some(alternatives) = self.class_term(term) else {
                sound = false;
                continue;
            };
            for alternative in alternatives {
                if !all.contains(&alternative) {
                    all.push(alternative);
                }
            }
            if all.len() > ALTERNATIVES_MAX {
                let message = format!("a class of more than {ALTERNATIVES_MAX} alternatives");
                return self.error(codes::LIMIT, term.name.span, message, None);
            }
        }
        sound.then_some(all)
    }

    fn class_term(&mut self, term: &ClassTerm) -> Option<Vec<ObjectTerm>> {
        let predicates = term.predicates.iter().map(|(property, comparison, value)| Predicate {
            property: *property,
            comparison: *comparison,
            value: *value,
        });
        let mut alternatives = self.class_named(&term.name)?;
        for alternative in &mut alternatives {
            for predicate in predicates.clone() {
                if !alternative.predicates.contains(&predicate) {
                    alternative.predicates.push(predicate);
                }
            }
        }
        Some(alternatives)
    }

    fn class_named(&mut self, name: &Name) -> Option<Vec<ObjectTerm>> {
        if let Some(classes) = ObjectSet::named(&name.value) {
            return Some(vec![ObjectTerm { classes, predicates: Vec::new() }]);
        }
        if let Some(known) = self.world().classes.get(&name.value) {
            return known.clone();
        }
        let definition = self.lookup(name, "a class of objects", |def| match def {
            Def::Class(definition) => Some(*definition),
            _ => None,
        });
        let value = definition.and_then(|definition| self.value(definition));
        let alternatives = value.and_then(|terms| self.class(terms));
        self.world().classes.insert(name.value.clone(), alternatives.clone());
        alternatives
    }
}

/// A term in the words of the language.
fn class_words(term: &ClassTerm) -> String {
    use crate::model::{Comparison, Property};
    let mut words = term.name.value.clone();
    for (at, (property, comparison, value)) in term.predicates.iter().enumerate() {
        let joint = if at == 0 { "with" } else { "and" };
        let property = match property {
            Property::Calibre => "calibre",
            Property::Range => "range",
        };
        let comparison = match comparison {
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        };
        words.push_str(&format!(" {joint} {property} {comparison} {value}"));
    }
    words
}
