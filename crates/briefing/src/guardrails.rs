//! The guard-rails that ship with the program.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use talks::guardrails::{CLASSES, GUARDRAILS};

use crate::document::Document;
use crate::paper::plural;

/// Each with what it says and where the law stands.
pub fn text() -> Document {
    let mut out = Document::new();
    out.heading(plural(GUARDRAILS.len(), "guard-rail"));
    out.aside(
        "Lines of nobody, which law draws, in our words: read the sources before you rely on one. \
         What is missing here is not therefore allowed.",
    );
    for guardrail in GUARDRAILS {
        out.name(guardrail.id);
        out.text(guardrail.says);
        out.item("sources", guardrail.sources.join("; "));
        out.item("looked for", guardrail.phrases.join("; "));
    }
    out.name("Words that are looked for under a name");
    for (name, words) in CLASSES {
        out.item(*name, words.join(", "));
    }
    out.aside(
        "`*` ends a beginning of a word, `|` stands between words of which one is enough, `+` between \
         words that have to stand near each other, in any order. English only; other wordings pass.",
    );
    out.aside(
        "Words only tell where to look. Which choices reach a guard-rail is said in `talks.toml`, as \
         `[[guardrail]]`.",
    );
    out
}

/// The same for programs.
pub fn json() -> Value {
    let one = |guardrail: &talks::guardrails::Guardrail| {
        json!({
            "id": guardrail.id,
            "says": guardrail.says,
            "sources": guardrail.sources,
            "phrases": guardrail.phrases,
        })
    };
    json!({
        "format": "detente-talks-guardrails/1",
        "classes": CLASSES.iter().copied().collect::<BTreeMap<_, _>>(),
        "guardrails": GUARDRAILS.iter().map(one).collect::<Vec<_>>(),
    })
}
