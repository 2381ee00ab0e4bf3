//! A region made ready for many questions: polygons dissolved, positions turned into space.

use crate::chord::RADIUS_MAX_M;
use crate::contain::Margin;
use crate::distance::{Edges, distance_slack_m};
use crate::polygon::{Polygon, dissolve, encloses};
use crate::{Geometry, Point, Region, Shape};

/// A [`Region`] made ready for many questions. Preparing costs as much as some questions (more
/// for unions, whose polygons are dissolved), so verification prepares each region once.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(crate) region: Region,
    node: Node,
}

/// Polygons, lines or points with the distance up to which one is near them.
#[derive(Clone, Debug)]
struct Area {
    /// Empty for points and lines.
    polygons: Vec<Polygon>,
    /// Everything drawn; of polygons the boundary.
    edges: Edges,
    accuracy_m: f64,
    /// 0 for the inside.
    grown_m: f64,
}

#[derive(Clone, Debug)]
enum Node {
    Everywhere,
    Area(Area),
    Union(Vec<Node>),
    Intersection(Vec<Node>),
    Outside(Box<Node>),
}

impl Prepared {
    /// Prepares a region.
    pub fn new(region: &Region) -> Prepared {
        Prepared { region: region.clone(), node: Node::of(region) }
    }

    /// The region as it was given.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// See [`Region::margin_m`].
    pub fn margin_m(&self, point: Point) -> Option<Margin> {
        self.signed(point).shown()
    }

    /// The margin before rounding; infinite where the region has no boundary.
    pub(crate) fn signed(&self, point: Point) -> Margin {
        self.node.signed(point)
    }

    /// Whether the margin of a disc follows from that of its centre without loss: true of polygons
    /// and of what lies outside them. (Between two branches of a line, the edge of what is near it
    /// may be farther than the margin says.)
    pub(crate) fn is_simple(&self) -> bool {
        let drawn = |node: &Node| match node {
            Node::Everywhere => true,
            Node::Area(area) => area.grown_m == 0.0,
            Node::Union(_) | Node::Intersection(_) | Node::Outside(_) => false,
        };
        match &self.node {
            Node::Outside(inner) => drawn(inner),
            node => drawn(node),
        }
    }
}

impl Node {
    fn of(region: &Region) -> Node {
        match region {
            Region::Everywhere => Node::Everywhere,
            Region::Inside(_) | Region::Near { .. } => Node::union(std::slice::from_ref(region)),
            Region::Union(members) => Node::union(members),
            Region::Intersection(members) => {
                Node::Intersection(members.iter().map(Node::of).collect())
            }
            Region::Outside(inner) => Node::Outside(Box::new(Node::of(inner))),
        }
    }

    fn union(members: &[Region]) -> Node {
        let mut nodes = Vec::new();
        let mut areas = Vec::new();
        let mut open: Vec<&Region> = members.iter().rev().collect();
        while let Some(member) = open.pop() {
            match member {
                Region::Union(members) => open.extend(members.iter().rev()),
                Region::Inside(shape) => areas.push(Area::of(shape, 0.0)),
                Region::Near { shape, distance_m } => areas.push(Area::of(shape, *distance_m)),
                other => nodes.push(Node::of(other)),
            }
        }
        nodes.extend(Area::merge(areas).into_iter().map(Node::Area));
        Node::flat(nodes)
    }

    fn flat(mut nodes: Vec<Node>) -> Node {
        match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            last => Node::Union(nodes.into_iter().chain(last).collect()),
        }
    }

    fn signed(&self, point: Point) -> Margin {
        let both = |members: &[Node], start: f64, pick: fn(f64, f64) -> f64| {
            members.iter().map(|member| member.signed(point)).fold(
                Margin { lo_m: start, hi_m: start },
                |a, b| Margin { lo_m: pick(a.lo_m, b.lo_m), hi_m: pick(a.hi_m, b.hi_m) },
            )
        };
        match self {
            Node::Everywhere => Margin { lo_m: f64::INFINITY, hi_m: f64::INFINITY },
            Node::Area(area) => area.signed(point),
            Node::Union(members) => both(members, f64::NEG_INFINITY, f64::max),
            Node::Intersection(members) => both(members, f64::INFINITY, f64::min),
            Node::Outside(inner) => inner.signed(point).negative(),
        }
    }
}

impl Area {
    fn of(shape: &Shape, grown_m: f64) -> Area {
        let polygons = match &shape.geometry {
            Geometry::Polygons(polygons) => polygons.clone(),
            Geometry::Points(_) | Geometry::Lines(_) => Vec::new(),
        };
        let edges = Edges::of(&shape.geometry);
        Area { polygons, edges, accuracy_m: shape.accuracy_m, grown_m }
    }

    /// Areas of equal accuracy and distance become one; each polygon stays alone where they span
    /// too much to be dissolved.
    fn merge(areas: Vec<Area>) -> Vec<Area> {
        let mut merged: Vec<Area> = Vec::new();
        for area in areas {
            match merged.iter_mut().find(|other| other.can_take(&area)) {
                Some(other) => other.take(area),
                None => merged.push(area),
            }
        }
        merged.into_iter().flat_map(Area::dissolved).collect()
    }

    /// Sides are kept apart by polygons: a line's neighbourhood has no inside to dissolve.
    fn can_take(&self, other: &Area) -> bool {
        self.accuracy_m == other.accuracy_m
            && self.grown_m == other.grown_m
            && self.polygons.is_empty() == other.polygons.is_empty()
    }

    fn take(&mut self, other: Area) {
        self.polygons.extend(other.polygons);
        self.edges.append(other.edges);
    }

    fn dissolved(self) -> Vec<Area> {
        if self.polygons.len() < 2 {
            return vec![self];
        }
        let with = |polygons: Vec<Polygon>| {
            let geometry = Geometry::Polygons(polygons.clone());
            Area { edges: Edges::of(&geometry), polygons, ..self }
        };
        match dissolve(&self.polygons) {
            Some(polygons) => vec![with(polygons)],
            None => self.polygons.iter().map(|polygon| with(vec![polygon.clone()])).collect(),
        }
    }

    fn signed(&self, point: Point) -> Margin {
        let distance_m = self.edges.distance_m(point);
        let inside = encloses(&self.polygons, point);
        let margin_m = self.grown_m + if inside { distance_m } else { -distance_m };
        let spread_m = self.accuracy_m + slack_m(distance_m);
        Margin { lo_m: margin_m - spread_m, hi_m: margin_m + spread_m }
    }
}

/// No slack where nothing was drawn and the distance is infinite.
fn slack_m(distance_m: f64) -> f64 {
    if distance_m < std::f64::consts::PI * RADIUS_MAX_M {
        distance_slack_m(distance_m)
    } else {
        0.0
    }
}
