//! What the crate promises, asked from outside.

mod contain;
mod distance;
mod geojson;
mod real;
mod support;
