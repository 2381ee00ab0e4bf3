//! The JSON form; its schema stands in `docs/spec/findings.schema.json`.

use findings::Findings;

/// Indented JSON with the fields in the order of the types and a line feed at the end; the same
/// findings give the same bytes. [`findings::read()`] reads it back.
pub fn json(findings: &Findings) -> String {
    // Fails only for maps whose keys are not text; findings have none.
    let mut text = serde_json::to_string_pretty(findings).expect("findings hold no such map");
    text.push('\n');
    text
}
