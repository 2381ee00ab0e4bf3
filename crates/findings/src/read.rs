//! The JSON form back into findings.

use basis::Diagnostic;

use crate::codes::{NOT_FINDINGS, OTHER_FORMAT};
use crate::{FORMAT, Findings};

/// Reads findings from their JSON form.
///
/// # Errors
/// `V090` where the file says another format, or another major version of this one; `V091` where
/// it is not JSON, says no format, or lacks or adds a field.
///
/// ```
/// let problem = findings::read(r#"{"format": "detente-findings/2"}"#).unwrap_err();
/// assert_eq!(problem.code, findings::codes::OTHER_FORMAT);
/// ```
pub fn read(json: &str) -> Result<Findings, Diagnostic> {
    let value: serde_json::Value = serde_json::from_str(json).map_err(|e| broken(&e))?;
    let Some(format) = value.get("format").and_then(|f| f.as_str()) else {
        return Err(Diagnostic::error(NOT_FINDINGS, "the file says no `format`")
            .help("give a file that `detente verify --json` wrote"));
    };
    if !same_major(format) {
        return Err(Diagnostic::error(
            OTHER_FORMAT,
            format!("findings of format `{}`, this program reads `{FORMAT}`", shorten(format)),
        )
        .help(
            "read them with the version of the program that their manifest names, or run again",
        ));
    }
    // From the text, not from the value: the message then names line and column.
    serde_json::from_str(json).map_err(|e| broken(&e))
}

/// `detente-findings/1` and `detente-findings/1.4` are one major version.
fn same_major(format: &str) -> bool {
    format.strip_prefix(FORMAT).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn broken(error: &serde_json::Error) -> Diagnostic {
    Diagnostic::error(NOT_FINDINGS, format!("not whole findings: {error}"))
        .help("the file was cut or edited, or another program wrote it; run `detente verify` again")
}

/// Longest format name that a message repeats.
const FORMAT_CHARS_MAX: usize = 60;

fn shorten(text: &str) -> String {
    text.chars().take(FORMAT_CHARS_MAX).collect()
}
