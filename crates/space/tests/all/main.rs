//! What the crate promises, asked from outside.

mod contain;
mod distance;
mod geojson;
mod laws;
mod outline;
mod real;
mod support;
