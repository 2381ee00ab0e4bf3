//! Acts by word or document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What was done by word or document. The noun names it in evidence, the verb in clauses
/// (`each side must notify …`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActType {
    /// A command to those under one's authority.
    Order,
    /// A permission to do what is otherwise banned.
    Permit,
    /// A notification before or after something.
    Notice,
    /// A request that calls for a reply.
    Request,
    /// The receiver's confirmation that something arrived.
    Receipt,
    /// An answer to a request.
    Reply,
    /// A statement of one's own holdings or facts at a date.
    Declaration,
    /// A public statement.
    Statement,
    /// A body's formal finding that something is so.
    Certification,
    /// A witness's statement that something is so.
    Attestation,
    /// A task was carried out: a hand-over, a withdrawal, an exchange.
    Completion,
    /// An agreed change of a term.
    Modification,
    /// A body's decision on an incident.
    Ruling,
    /// A commitment by one side alone.
    Undertaking,
    /// A side relies on an exception.
    Invocation,
}

/// Type, noun, verb.
const WORDS: &[(ActType, &str, &str)] = &[
    (ActType::Order, "order", "order"),
    (ActType::Permit, "permit", "permit"),
    (ActType::Notice, "notice", "notify"),
    (ActType::Request, "request", "request"),
    (ActType::Receipt, "receipt", "acknowledge"),
    (ActType::Reply, "reply", "reply"),
    (ActType::Declaration, "declaration", "declare"),
    (ActType::Statement, "statement", "publish"),
    (ActType::Certification, "certification", "certify"),
    (ActType::Attestation, "attestation", "attest"),
    (ActType::Completion, "completion", "complete"),
    (ActType::Modification, "modification", "modify"),
    (ActType::Ruling, "ruling", "rule"),
    (ActType::Undertaking, "undertaking", "undertake"),
    (ActType::Invocation, "invocation", "invoke"),
];

impl ActType {
    /// The type that evidence calls so.
    pub fn from_noun(noun: &str) -> Option<ActType> {
        WORDS.iter().find(|(_, n, _)| *n == noun).map(|(act, ..)| *act)
    }

    /// The type that a clause demands with this verb.
    pub fn from_verb(verb: &str) -> Option<ActType> {
        WORDS.iter().find(|(.., v)| *v == verb).map(|(act, ..)| *act)
    }

    /// All nouns, for suggestions.
    pub fn nouns() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(_, noun, _)| *noun)
    }

    /// All verbs, for suggestions.
    pub fn verbs() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(.., verb)| *verb)
    }
}

impl fmt::Display for ActType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = WORDS.iter().find(|(act, ..)| act == self).map_or("", |(_, noun, _)| noun);
        f.write_str(noun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_words() {
        for noun in ActType::nouns() {
            let act = ActType::from_noun(noun).unwrap();
            assert_eq!(act.to_string(), noun);
            assert_eq!(serde_json::to_value(act).unwrap(), noun);
        }
        assert_eq!(ActType::from_verb("notify"), Some(ActType::Notice));
        assert_eq!(ActType::from_verb("notice"), None);
    }
}
