//! What parties have to state before their points are known.

use basis::{At, Diagnostic};
use draft::Draft;

use super::Construe;
use crate::codes;
use crate::positions::issues::{bracket_name, option_name};

/// Missing statements that are told one by one.
pub const MISSING_SHOWN_MAX: usize = 100;

/// Options that one message names.
const OPTIONS_NAMED_MAX: usize = 5;

/// Tells what a party does not state of the brackets and options that are lacking.
pub(super) fn tell_missing(
    draft: &Draft,
    party: &str,
    lacking: &[(usize, Vec<usize>)],
    issues: usize,
    construe: Option<Construe>,
    missing: &mut Vec<Diagnostic>,
) {
    if lacking.len() == issues && issues > 1 {
        let message = format!("the points of `{party}` are not known for any bracket");
        missing.push(Diagnostic::error(codes::NOT_STATED, message).help(help(construe)));
        return;
    }
    for (bracket, options) in lacking {
        let named: Vec<String> = options
            .iter()
            .take(OPTIONS_NAMED_MAX)
            .map(|option| format!("`{}`", option_name(draft, *bracket, *option)))
            .collect();
        let more = if options.len() > OPTIONS_NAMED_MAX { ", …" } else { "" };
        let id = bracket_name(draft, *bracket);
        let exact = if construe.is_none() { "exact " } else { "" };
        let message =
            format!("`{party}` states no {exact}points for {}{more} of `{id}`", named.join(", "));
        let span = draft.brackets.get(*bracket).map_or_else(Default::default, |b| b.span);
        missing.push(
            Diagnostic::error(codes::NOT_STATED, message)
                .label(draft.file.as_str(), At::Bytes(span), "")
                .help(help(construe)),
        );
    }
}

/// Counts those beyond [`MISSING_SHOWN_MAX`].
pub(super) fn shorten(missing: &mut Vec<Diagnostic>) {
    let more = missing.len().saturating_sub(MISSING_SHOWN_MAX);
    if more > 0 {
        missing.truncate(MISSING_SHOWN_MAX);
        let message = format!("{more} more statements are missing");
        missing.push(Diagnostic::error(codes::NOT_STATED, message));
    }
}

/// What to do about it.
pub(super) fn help(construe: Option<Construe>) -> &'static str {
    match construe {
        None => "state exact points, or ask for `--construe middle`",
        Some(Construe::Middle) => {
            "state points or intervals for all options, or a rank of all of them and their worth"
        }
    }
}
