//! Boxes of longitude and latitude around geometries and regions.

use crate::chord::RADIUS_MIN_M;
use crate::contain::EPSILON_M;
use crate::{Geometry, Point, Region};

/// All positions between two meridians and two parallels, in degrees; `west` ≤ `east`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) west: f64,
    pub(crate) south: f64,
    pub(crate) east: f64,
    pub(crate) north: f64,
}

impl Bounds {
    pub(crate) const EARTH: Bounds =
        Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// `None` for no position.
    pub(crate) fn around(points: impl Iterator<Item = Point>) -> Option<Bounds> {
        let one = |p: Point| Bounds { west: p.lon, south: p.lat, east: p.lon, north: p.lat };
        points.map(one).reduce(Bounds::hull)
    }

    pub(crate) fn hull(self, other: Bounds) -> Bounds {
        Bounds {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// What both share; one position where they share nothing.
    pub(crate) fn common(self, other: Bounds) -> Bounds {
        let (west, south) = (self.west.max(other.west), self.south.max(other.south));
        Bounds {
            west,
            south,
            east: self.east.min(other.east).max(west),
            north: self.north.min(other.north).max(south),
        }
    }

    /// A box that holds every position within so many metres of this one. Where it would cross the
    /// antimeridian or come near a pole it takes all longitudes.
    pub(crate) fn grown(self, by_m: f64) -> Bounds {
        let rise = (by_m / RADIUS_MIN_M).to_degrees();
        let (south, north) = ((self.south - rise).max(-90.0), (self.north + rise).min(90.0));
        let narrow = libm::cos(south.abs().max(north.abs()).to_radians());
        let reach = if narrow > 1e-3 { rise / narrow } else { 360.0 };
        let (west, east) = (self.west - reach, self.east + reach);
        if west < -180.0 || east > 180.0 {
            Bounds { west: -180.0, south, east: 180.0, north }
        } else {
            Bounds { west, south, east, north }
        }
    }
}

impl Geometry {
    /// West, south, east, north in degrees of the box around the geometry; `None` for an empty
    /// one.
    pub fn bbox(&self) -> Option<[f64; 4]> {
        self.bounds().map(|b| [b.west, b.south, b.east, b.north])
    }

    pub(crate) fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.positions())
    }

    /// All positions in drawing order.
    pub(crate) fn positions(&self) -> Box<dyn Iterator<Item = Point> + '_> {
        match self {
            Geometry::Points(points) => Box::new(points.iter().copied()),
            Geometry::Lines(lines) => Box::new(lines.iter().flatten().copied()),
            Geometry::Polygons(polygons) => Box::new(polygons.iter().flatten().flatten().copied()),
        }
    }
}

impl Region {
    /// West, south, east, north in degrees of a box around the region, its accuracy included; not
    /// always the smallest. All longitudes where the region comes across the antimeridian or near
    /// a pole. `None` for everywhere, nowhere and what lies outside of something.
    pub fn bbox(&self) -> Option<[f64; 4]> {
        self.bounds().map(|b| [b.west, b.south, b.east, b.north])
    }

    pub(crate) fn bounds(&self) -> Option<Bounds> {
        match self {
            Region::Everywhere | Region::Outside(_) => None,
            Region::Inside(shape) => {
                Some(shape.geometry.bounds()?.grown(shape.accuracy_m + EPSILON_M))
            }
            Region::Near { shape, distance_m } => {
                Some(shape.geometry.bounds()?.grown(shape.accuracy_m + distance_m + EPSILON_M))
            }
            Region::Union(members) => {
                let boxes: Option<Vec<Bounds>> = members.iter().map(Region::bounds).collect();
                boxes?.into_iter().reduce(Bounds::hull)
            }
            Region::Intersection(members) => {
                members.iter().filter_map(Region::bounds).reduce(Bounds::common)
            }
        }
    }
}
