//! What the crate promises, asked from outside.

mod contain;
mod distance;
mod support;
