//! Where things are, on the WGS84 ellipsoid, with stated accuracy.
//!
//! Reading order: [`point`] (validated positions, geodesic distance), [`shape`] (points, lines and
//! polygons with an accuracy), [`geojson`] (shapes from files, with every fault named), [`region`]
//! (the algebra of areas in clauses), [`distance`] and [`polygon`] (how far, and inside or not),
//! [`place`] (where a record says that something happened), [`prepared`] and [`contain`] (is the
//! place inside the region: yes, no, cannot be known, with the margin), [`search`] (places that
//! have to be cut to tell), [`share`] (how much of an area was watched), [`outline`] (regions as
//! rings, for maps only).
//!
//! This crate knows no accord, no evidence and no file.

pub mod codes;

pub mod point;

pub mod shape;

pub mod geojson;

pub mod region;

mod bounds;

mod chord;

pub mod distance;

pub mod polygon;

pub mod place;

pub mod prepared;

pub mod contain;

mod cells;

pub mod search;

pub mod share;

pub mod outline;

pub use contain::{Containment, Margin, possible_outside};
pub use outline::Outline;
pub use place::Place;
pub use point::Point;
pub use prepared::Prepared;
pub use region::Region;
pub use shape::{Geometry, Shape};
pub use share::{Lattice, Share};
