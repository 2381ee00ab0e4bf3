//! Actors: bound sides, observers, bodies and other roles.

use super::cursor::Cursor;
use crate::model::Role;
use crate::syntax::{ActorItem, ActorRole, ItemKind, Text};

impl Cursor<'_> {
    pub(super) fn actor(&mut self) -> Option<ItemKind> {
        let role = match self.word() {
            "bound" => ActorRole::Bound,
            "observer" => ActorRole::Observer,
            "body" => ActorRole::Body,
            "guarantor" => ActorRole::Other(Role::Guarantor),
            "witness" => ActorRole::Other(Role::Witness),
            "facilitator" => ActorRole::Other(Role::Facilitator),
            "non_signatory" => ActorRole::Other(Role::NonSignatory),
            _ => ActorRole::Other(Role::Signatory),
        };
        self.at += 1;
        let name = self.new_name("a short name")?;
        // Without a label the name stands in for it, so that uses of the name are not unknown.
        let label = self.string("the label from the text as a string").unwrap_or_else(|| {
            self.recover();
            name.clone()
        });
        let mut matches = Vec::new();
        self.phrases("an actor", &["matches"], |cursor, word| cursor.matches(word, &mut matches));
        Some(ItemKind::Actor(ActorItem { role, name, label, matches }))
    }

    /// `matches "…", "…"`
    pub(super) fn matches(&mut self, word: &str, matches: &mut Vec<Text>) -> Option<bool> {
        if word != "matches" {
            return Some(false);
        }
        self.at += 1;
        matches.extend(self.list(|c| c.string("a name that sources use, as a string"))?);
        Some(true)
    }
}
