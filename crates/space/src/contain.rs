//! Is a place inside a region: yes, no, cannot be known.
//!
//! An answer is certain only where it holds for every position that the place leaves possible and
//! for every true position of the geometry that its accuracy allows, with [`EPSILON_M`] to spare
//! for the error of the computation. What follows from the structure alone (a place that is the
//! region, or a member of it) is answered without measuring. An approximation may turn an answer
//! into *unknown*, never into its opposite.

use basis::Truth;
use serde::{Deserialize, Serialize};

use crate::{Place, Point, Prepared, Region};

/// An answer is certain only with more than this to spare, in metres: [`DISTANCE_ERROR_M`] and
/// [`DISSOLVE_ERROR_M`] and the rounding of bearings and margins.
///
/// [`DISTANCE_ERROR_M`]: crate::distance::DISTANCE_ERROR_M
/// [`DISSOLVE_ERROR_M`]: crate::polygon::DISSOLVE_ERROR_M
pub const EPSILON_M: f64 = 0.25;

/// How far inside (positive) or outside (negative) a place may be: every possible point, with every
/// position of the geometry that its accuracy allows, lies between the two.
///
/// For discs and polygons the bounds are reached. For places that have to be cut into cells, for
/// neighbourhoods, unions and intersections they may be wider than need be, never narrower.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// Metres.
    pub lo_m: f64,
    /// Metres.
    pub hi_m: f64,
}

impl Margin {
    /// Wider by so many metres at both ends.
    pub(crate) fn widened(self, by_m: f64) -> Margin {
        Margin { lo_m: self.lo_m - by_m, hi_m: self.hi_m + by_m }
    }

    /// The smallest margin around both.
    pub(crate) fn hull(self, other: Margin) -> Margin {
        Margin { lo_m: self.lo_m.min(other.lo_m), hi_m: self.hi_m.max(other.hi_m) }
    }

    /// What two sound margins of the same place leave.
    pub(crate) fn common(self, other: Margin) -> Margin {
        Margin { lo_m: self.lo_m.max(other.lo_m), hi_m: self.hi_m.min(other.hi_m) }
    }

    pub(crate) fn negative(self) -> Margin {
        Margin { lo_m: -self.hi_m, hi_m: -self.lo_m }
    }

    /// As it leaves the crate; `None` where it has no number.
    pub(crate) fn shown(self) -> Option<Margin> {
        self.finite().map(Margin::rounded)
    }

    fn finite(self) -> Option<Margin> {
        (self.lo_m.is_finite() && self.hi_m.is_finite()).then_some(self)
    }

    /// Outward to a millimetre, but for a micrometre of noise: the last bit of a platform's sine
    /// does not show.
    fn rounded(self) -> Margin {
        let lo_m = (self.lo_m * 1e3 + 1e-3).floor() / 1e3;
        Margin { lo_m, hi_m: (self.hi_m * 1e3 - 1e-3).ceil() / 1e3 }
    }

    /// Certainly inside, certainly outside or neither.
    pub(crate) fn truth(self) -> Truth {
        Truth::decided(self.lo_m > EPSILON_M, self.hi_m < -EPSILON_M)
    }
}

/// The answer with its margin, where one could be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Containment {
    /// Yes: all of the place; no: none of it; unknown: part of it, or too near the edge to tell.
    pub truth: Truth,
    /// The margin; `None` for places and regions without one (unknown place, everywhere), and
    /// where the structure alone gave the answer.
    pub margin: Option<Margin>,
}

impl Containment {
    pub(crate) fn without_margin(truth: Truth) -> Containment {
        Containment { truth, margin: None }
    }
}

impl Region {
    /// How far inside the region (positive) or outside (negative) a position lies, geodesic, over
    /// all true positions of its geometry that its accuracy allows; `None` for everywhere and
    /// nowhere.
    ///
    /// *Inside*: distance to the nearest edge. *Near*: the limit minus the distance, inside of
    /// polygons plus the distance to their edge. *Union*: the greatest of its members';
    /// *intersection*: the least; *outside*: the negative. Each is sound: between two positions
    /// the margin never differs by more than their distance. But deep in a union or a
    /// neighbourhood (or far from an intersection) the true distance to the edge may be greater.
    ///
    /// Prepares the region; for many positions see [`Prepared::margin_m`].
    pub fn margin_m(&self, point: Point) -> Option<Margin> {
        Prepared::new(self).margin_m(point)
    }

    /// Whether a place lies in the region.
    ///
    /// Prepares the region; for many places see [`Prepared::contains`].
    ///
    /// ```
    /// use basis::Truth;
    /// use space::{Geometry, Place, Point, Region, Shape};
    /// let [a, b] = [37.0, 38.0].map(|lon| Point { lon, lat: 48.0 });
    /// let line = Shape { geometry: Geometry::Lines(vec![vec![a, b]]), accuracy_m: 1_000.0 };
    /// let band = Region::near(line, 25_000.0);
    /// // Some 24.6 km from the line: too near the edge for a line known to a kilometre.
    /// let seen = Place::Disc { centre: Point { lon: 37.5, lat: 48.22122 }, radius_m: 100.0 };
    /// assert_eq!(band.contains(&seen).truth, Truth::Unknown);
    /// ```
    pub fn contains(&self, place: &Place) -> Containment {
        Prepared::new(self).contains(place)
    }

    /// Whether the part of a place that lies outside all `excluded` regions lies in this region.
    /// See [`Prepared::contains_except`].
    pub fn contains_except(&self, place: &Place, excluded: &[&Region]) -> Truth {
        Prepared::new(self).contains_except(place, &union_of(excluded))
    }

    /// Share of the region's area that lies in one of the watched regions at least. See
    /// [`Share`](crate::Share).
    pub fn watched_share(&self, watched: &[&Region]) -> crate::Share {
        crate::Lattice::of(self).share(&union_of(watched))
    }
}

/// Whether an event at the place can have happened outside all `excluded` regions. See
/// [`Prepared::leaves_possible`], asked of the union of the excluded regions.
pub fn possible_outside(place: &Place, excluded: &[&Region]) -> Truth {
    union_of(excluded).leaves_possible(place)
}

/// The regions as one, their polygons dissolved.
pub(crate) fn union_of(regions: &[&Region]) -> Prepared {
    Prepared::new(&Region::union(regions.iter().copied().cloned().collect()))
}
