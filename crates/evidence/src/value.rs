//! Single values: text in, value or problem out.

pub(crate) mod moment;

pub(crate) mod number;

pub(crate) mod word;
