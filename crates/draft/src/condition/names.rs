//! What conditions can speak of.

use crate::find::NoOption;
use crate::model::Draft;

/// Names of what is chosen.
pub trait Names {
    /// What is called by an id, in the singular: `bracket`.
    fn what(&self) -> &'static str;
    /// The position of what has this id.
    fn find(&self, id: &str) -> Option<usize>;
    /// All ids.
    fn ids(&self) -> Vec<&str>;
    /// What an id `is`; none where an id alone is a condition: it is [taken](super::TAKEN).
    fn options(&self) -> Option<&dyn Options>;
}

/// Names of the options that each id has.
pub trait Options {
    /// The position of the option that a reference names.
    ///
    /// # Errors
    ///
    /// When no option, or more than one, is called so.
    fn find_option(&self, at: usize, reference: &str) -> Result<usize, NoOption>;
    /// What the options are called.
    fn keys(&self, at: usize) -> Vec<&str>;
}

impl Names for Draft {
    fn what(&self) -> &'static str {
        "bracket"
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.bracket(id)
    }

    fn ids(&self) -> Vec<&str> {
        self.brackets.iter().map(|bracket| bracket.id.as_str()).collect()
    }

    fn options(&self) -> Option<&dyn Options> {
        Some(self)
    }
}

impl Options for Draft {
    fn find_option(&self, at: usize, reference: &str) -> Result<usize, NoOption> {
        self.option(at, reference)
    }

    fn keys(&self, at: usize) -> Vec<&str> {
        let options = self.brackets.get(at).map_or(&[][..], |b| &b.options);
        options.iter().map(|option| option.key.as_str()).collect()
    }
}
