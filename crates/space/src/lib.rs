//! Where things are, on the WGS84 ellipsoid, with stated accuracy.
//!
//! Reading order: [`point`] (validated positions, geodesic distance), [`shape`] (points, lines and
//! polygons with an accuracy), [`region`] (the algebra of areas in clauses), [`place`] (where a
//! record says that something happened), [`contain`] (is the place inside the region: yes, no,
//! cannot be known, with the margin).
//!
//! This crate knows no accord, no evidence and no file.

pub mod point;

pub mod shape;

pub mod region;

pub mod place;

pub mod contain;

pub use contain::{Containment, Margin};
pub use place::Place;
pub use point::Point;
pub use region::Region;
pub use shape::{Geometry, Shape};
