//! The algebra of areas in clauses.

use std::sync::Arc;

use crate::Shape;

/// A set of positions, drawn or derived.
#[derive(Clone, Debug, PartialEq)]
pub enum Region {
    /// The whole Earth.
    Everywhere,
    /// The inside of polygons; points and lines have none.
    Inside(Arc<Shape>),
    /// Everything up to a distance from points, lines or polygons (the polygon itself included).
    Near {
        /// From what the distance is measured.
        shape: Arc<Shape>,
        /// Metres, more than 0.
        distance_m: f64,
    },
    /// In one of them at least. It keeps its members, so that they can be recognised; polygons of
    /// equal accuracy among them are dissolved into one before anything is measured, so that a
    /// circle across the border of two lies inside both together. None: nowhere.
    Union(Vec<Region>),
    /// In all of them. None: everywhere.
    Intersection(Vec<Region>),
    /// Not in it.
    Outside(Box<Region>),
}

impl Region {
    /// The inside of the polygons of a shape.
    pub fn inside(shape: impl Into<Arc<Shape>>) -> Region {
        Region::Inside(shape.into())
    }

    /// Everything up to `distance_m` metres from a shape.
    pub fn near(shape: impl Into<Arc<Shape>>, distance_m: f64) -> Region {
        Region::Near { shape: shape.into(), distance_m }
    }

    /// No position at all.
    pub fn nowhere() -> Region {
        Region::Union(Vec::new())
    }

    /// All positions that lie in one of the regions at least; unions in it are opened, repeated
    /// members named once.
    ///
    /// ```
    /// use space::Region;
    /// assert_eq!(Region::union(vec![Region::nowhere(), Region::Everywhere]), Region::Everywhere);
    /// ```
    pub fn union(regions: Vec<Region>) -> Region {
        let open = |region| match region {
            Region::Union(members) => members,
            other => vec![other],
        };
        let members = distinct(regions.into_iter().flat_map(open));
        let all = members.iter().any(|a| *a == Region::Everywhere || has_complement(a, &members));
        if all { Region::Everywhere } else { single(members, Region::Union) }
    }

    /// All positions that lie in every one of the regions.
    ///
    /// ```
    /// use space::Region;
    /// assert_eq!(Region::intersection(Vec::new()), Region::Everywhere);
    /// ```
    pub fn intersection(regions: Vec<Region>) -> Region {
        let open = |region| match region {
            Region::Intersection(members) => members,
            other => vec![other],
        };
        let members = regions.into_iter().flat_map(open).filter(|r| *r != Region::Everywhere);
        let members = distinct(members);
        if members.is_empty() {
            Region::Everywhere
        } else if members.iter().any(|a| *a == Region::nowhere() || has_complement(a, &members)) {
            Region::nowhere()
        } else {
            single(members, Region::Intersection)
        }
    }

    /// All positions that do not lie in the region.
    #[must_use]
    pub fn outside(self) -> Region {
        match self {
            Region::Everywhere => Region::nowhere(),
            Region::Outside(inner) => *inner,
            Region::Union(members) if members.is_empty() => Region::Everywhere,
            other => Region::Outside(Box::new(other)),
        }
    }

    /// Whether the structure alone proves that every position of `self` lies in `other`, whatever
    /// the true position of the shapes: a shape that occurs in both is the same shape.
    pub(crate) fn is_part_of(&self, other: &Region) -> bool {
        use Region::{Everywhere, Inside, Intersection, Near, Outside, Union};
        if *other == Everywhere || self == other {
            return true;
        }
        let by_self = match self {
            Union(members) => members.iter().all(|m| m.is_part_of(other)),
            Intersection(members) => members.iter().any(|m| m.is_part_of(other)),
            _ => false,
        };
        let by_other = || match (self, other) {
            (_, Union(members)) => members.iter().any(|m| self.is_part_of(m)),
            (_, Intersection(members)) => members.iter().all(|m| self.is_part_of(m)),
            (Outside(a), Outside(b)) => b.is_part_of(a),
            (_, Outside(b)) => self.is_apart_from(b),
            (Inside(a), Near { shape, distance_m }) => a == shape && *distance_m >= 0.0,
            (Near { shape: a, distance_m: near }, Near { shape: b, distance_m: far }) => {
                a == b && near <= far
            }
            _ => false,
        };
        by_self || by_other()
    }

    /// Whether the structure alone proves that no position of `self` lies in `other`.
    pub(crate) fn is_apart_from(&self, other: &Region) -> bool {
        use Region::{Intersection, Outside, Union};
        match (self, other) {
            (Outside(a), b) | (b, Outside(a)) if b.is_part_of(a) => true,
            (Union(members), b) | (b, Union(members)) => members.iter().all(|m| m.is_apart_from(b)),
            (Intersection(members), b) | (b, Intersection(members)) => {
                members.iter().any(|m| m.is_apart_from(b))
            }
            _ => false,
        }
    }
}

fn distinct(regions: impl Iterator<Item = Region>) -> Vec<Region> {
    let mut members: Vec<Region> = Vec::new();
    for region in regions {
        if !members.contains(&region) {
            members.push(region);
        }
    }
    members
}

fn single(mut members: Vec<Region>, many: fn(Vec<Region>) -> Region) -> Region {
    match members.pop() {
        Some(only) if members.is_empty() => only,
        last => many(members.into_iter().chain(last).collect()),
    }
}

fn has_complement(region: &Region, among: &[Region]) -> bool {
    matches!(region, Region::Outside(inner) if among.contains(inner))
}
