//! What all pages about talks share: how wide the paper is, and words for numbers.

/// What a page is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Columns.
    pub width: usize,
    /// Whether to set text off by colour; words say the same without it.
    pub colour: bool,
}

/// `1 bracket`, `2 brackets`.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `yes`, `no`, `cannot be known`.
pub(crate) fn truth(truth: basis::Truth) -> &'static str {
    match truth {
        basis::Truth::Yes => "yes",
        basis::Truth::No => "no",
        basis::Truth::Unknown => "cannot be known",
    }
}
