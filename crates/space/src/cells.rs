//! Pieces of a place, each with a disc around it.

use crate::Point;
use crate::bounds::Bounds;
use crate::chord::RADIUS_MAX_M;
use crate::point::destination;

/// A piece of a place that can be cut in two.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell {
    /// All positions at these bearings and distances from a position; wholly part of the place.
    Polar { from: Point, bearing_deg: [f64; 2], distance_m: [f64; 2] },
    /// All positions between two meridians and two parallels.
    Box(Bounds),
}

/// Every position of the cell lies within `radius_m` of `centre`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cover {
    pub(crate) centre: Point,
    pub(crate) radius_m: f64,
}

impl Cell {
    /// A disc around the cell.
    ///
    /// Polar: from the middle one reaches any position along its circle and then along a ray. On
    /// the ellipsoid, whose curvature is nowhere negative, the arc of a circle of radius d is
    /// never longer than d times its angle. Box: an edge straight in longitude and latitude joins
    /// the middle to any position, and no radius of curvature exceeds [`RADIUS_MAX_M`].
    pub(crate) fn cover(&self) -> Cover {
        match *self {
            Cell::Polar { from, bearing_deg: [left, right], distance_m: [near, far] } => {
                let middle = (near + far) / 2.0;
                let radius_m = (far - near) / 2.0 + middle * (right - left).to_radians() / 2.0;
                if radius_m >= far {
                    return Cover { centre: from, radius_m: far };
                }
                let bearing = ((left + right) / 2.0).rem_euclid(360.0);
                Cover { centre: destination(from, bearing, middle), radius_m }
            }
            Cell::Box(Bounds { west, south, east, north }) => {
                let centre = Point { lon: (west + east) / 2.0, lat: (south + north) / 2.0 };
                let [width, height] = metres(west, south, east, north);
                Cover { centre, radius_m: libm::hypot(width, height) / 2.0 }
            }
        }
    }

    /// Both halves, cut across the longer side.
    pub(crate) fn halves(&self) -> [Cell; 2] {
        match *self {
            Cell::Polar { from, bearing_deg: [left, right], distance_m: [near, far] } => {
                let middle = (near + far) / 2.0;
                if far - near > middle * (right - left).to_radians() {
                    [[near, middle], [middle, far]].map(|distance_m| Cell::Polar {
                        from,
                        bearing_deg: [left, right],
                        distance_m,
                    })
                } else {
                    let cut = (left + right) / 2.0;
                    [[left, cut], [cut, right]].map(|bearing_deg| Cell::Polar {
                        from,
                        bearing_deg,
                        distance_m: [near, far],
                    })
                }
            }
            Cell::Box(Bounds { west, south, east, north }) => {
                let [width, height] = metres(west, south, east, north);
                if width > height {
                    let cut = (west + east) / 2.0;
                    [[west, cut], [cut, east]]
                        .map(|[west, east]| Cell::Box(Bounds { west, south, east, north }))
                } else {
                    let cut = (south + north) / 2.0;
                    [[south, cut], [cut, north]]
                        .map(|[south, north]| Cell::Box(Bounds { west, south, east, north }))
                }
            }
        }
    }
}

/// Upper bounds for width and height of a box in metres.
fn metres(west: f64, south: f64, east: f64, north: f64) -> [f64; 2] {
    let widest = if south <= 0.0 && north >= 0.0 { 0.0 } else { south.abs().min(north.abs()) };
    let width = (east - west).to_radians() * libm::cos(widest.to_radians()) * RADIUS_MAX_M;
    [width, (north - south).to_radians() * RADIUS_MAX_M]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::point::distance_m;

    /// Cells after a chain of cuts: each taken half is chosen by a bit.
    fn cut(mut cell: Cell, turns: &[bool]) -> Cell {
        for &turn in turns {
            cell = cell.halves()[usize::from(turn)];
        }
        cell
    }

    proptest! {
        #[test]
        fn a_disc_covers_its_polar_cell(
            lon in -180.0..180.0, lat in -89.0..89.0, left in 0.0..360.0, width in 0.0..=360.0,
            near in 0.0..200_000.0, depth in 0.0..200_000.0,
            turns in prop::collection::vec(any::<bool>(), 0..6), u in 0.0..=1.0, v in 0.0..=1.0,
        ) {
            let whole = Cell::Polar {
                from: Point { lon, lat },
                bearing_deg: [left, left + width],
                distance_m: [near, near + depth],
            };
            let cell = cut(whole, &turns);
            let Cell::Polar { from, bearing_deg: [l, r], distance_m: [n, f] } = cell else {
                unreachable!()
            };
            let inside = destination(from, l + u * (r - l), n + v * (f - n));
            let cover = cell.cover();
            prop_assert!(distance_m(cover.centre, inside) <= cover.radius_m + 1e-6);
        }

        #[test]
        fn a_disc_covers_its_box(
            west in -180.0..170.0, south in -90.0..85.0, width in 0.0..10.0, height in 0.0..5.0,
            turns in prop::collection::vec(any::<bool>(), 0..6), u in 0.0..=1.0, v in 0.0..=1.0,
        ) {
            let whole = Bounds { west, south, east: west + width, north: south + height };
            let cell = cut(Cell::Box(whole), &turns);
            let Cell::Box(Bounds { west, south, east, north }) = cell else { unreachable!() };
            let inside =
                Point { lon: west + u * (east - west), lat: south + v * (north - south) };
            let cover = cell.cover();
            prop_assert!(distance_m(cover.centre, inside) <= cover.radius_m + 1e-6);
        }
    }
}
