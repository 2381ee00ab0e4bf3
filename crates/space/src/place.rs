//! Where a record says that something happened.

use crate::{Point, Region};

/// The positions that a record leaves possible for the one point of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Anywhere on Earth: the source does not say.
    Unknown,
    /// Within a radius of a position; 0 for the position itself.
    Disc {
        /// Middle.
        centre: Point,
        /// Metres, at least 0.
        radius_m: f64,
    },
    /// Seen from a position, in a range of bearings and of distances.
    Sector {
        /// Where the observer stood.
        from: Point,
        /// Degrees clockwise from true north; the sector runs clockwise from the first to the
        /// second. Equal bearings are a ray, bearings 360 or more apart the full circle.
        bearing_deg: [f64; 2],
        /// Nearest and farthest distance in metres.
        distance_m: [f64; 2],
    },
    /// Somewhere inside a region.
    Within(Region),
}
