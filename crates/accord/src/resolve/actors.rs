//! Actors and the names by which sources know them.

use std::collections::BTreeMap;

use basis::Span;
use basis::actors::name_key;

use super::Resolver;
use crate::codes;
use crate::model::{Accord, Actor};
use crate::syntax::{ActorRole, ItemKind, Text};

impl Resolver<'_> {
    pub(super) fn actors(&mut self, accord: &mut Accord) {
        let mut actors = Owners::default();
        let mut areas = Owners::default();
        for (at, item) in self.syntax.items.iter().enumerate() {
            match &item.kind {
                ItemKind::Actor(item) => {
                    let own = [(item.name.value.as_str(), item.name.span)];
                    let texts = item.matches.iter().chain([&item.label]);
                    let texts = texts.map(|text: &Text| (text.value.as_str(), text.span));
                    // Other roles bear no duty and prove nothing: sources need not tell them apart.
                    let told_apart = !matches!(item.role, ActorRole::Other(_));
                    for (name, span) in own.into_iter().chain(texts).filter(|_| told_apart) {
                        self.claim(&mut actors, at, name, span, "actors");
                    }
                    let actor = Actor {
                        name: item.name.value.clone(),
                        label: item.label.value.clone(),
                        matches: super::values(&item.matches),
                    };
                    match item.role {
                        ActorRole::Bound => accord.parties.push(actor),
                        ActorRole::Observer => accord.observers.push(actor),
                        ActorRole::Body => accord.bodies.push(actor),
                        ActorRole::Other(role) => accord.others.push((role, actor)),
                    }
                }
                ItemKind::Area(area) => {
                    let name = &area.definition.name;
                    let entry = self.names.get(name.value.as_str());
                    // A second definition of one name is reported elsewhere.
                    if entry.is_some_and(|entry| entry.span == name.span) {
                        self.claim(&mut areas, at, &name.value, name.span, "areas");
                    }
                    for text in &area.matches {
                        self.claim(&mut areas, at, &text.value, text.span, "areas");
                    }
                }
                _ => {}
            }
        }
        self.parties = accord.parties.len();
    }

    /// A name that sources use belongs to one item only.
    fn claim(&mut self, owners: &mut Owners, item: usize, name: &str, span: Span, noun: &str) {
        let key = name_key(name);
        if key.is_empty() {
            let message = "an empty string is no name";
            self.error::<()>(codes::MISSING, span, message, "write the name".to_owned());
            return;
        }
        let (owner, first) = *owners.0.entry(key).or_insert((item, span));
        if owner != item {
            let message = format!("`{}` names two {noun}", name.trim());
            let help = "a name that sources use belongs to one only; case and blanks do not matter"
                .to_owned();
            let other = (first, "named here first");
            self.problems.error_with(codes::MATCHES_TWO, span, message, other, help);
        }
    }
}

/// Which item owns a name.
#[derive(Default)]
struct Owners(BTreeMap<String, (usize, Span)>);
