//! From the literate text of an accord to clauses that can be checked.

pub mod model;
