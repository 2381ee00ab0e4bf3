//! What a map shows. No political base map is part of it.

use basis::Standing;
use serde::{Deserialize, Serialize};

/// The layers of a map, all in degrees (longitude, latitude) on WGS84.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapLayers {
    /// Areas of the accord.
    pub areas: Vec<MapArea>,
    /// Lines of the accord.
    pub lines: Vec<MapLine>,
    /// Events with a position.
    pub events: Vec<MapEvent>,
    /// Records that bear on a clause and have no position.
    pub unplaced: usize,
    /// Grid to which positions were coarsened, in degrees; `None` where they are as recorded.
    pub grid_deg: Option<f64>,
}

/// An area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapArea {
    /// Name in the accord.
    pub name: String,
    /// Rings, outer and holes alike (even-odd rule).
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Supplied by the encoder.
    pub construed: bool,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapLine {
    /// Name in the accord.
    pub name: String,
    /// Chains of positions; single positions for sites.
    pub chains: Vec<Vec<[f64; 2]>>,
    /// The true line may differ by so much.
    pub accuracy_m: f64,
    /// Supplied by the encoder.
    pub construed: bool,
}

/// An event with a position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapEvent {
    /// Record.
    pub record: String,
    /// Position.
    pub at: [f64; 2],
    /// It happened within this distance.
    pub radius_m: f64,
    /// Standing.
    pub standing: Standing,
    /// `certain`, `possible`, `alleged` or `outside`: the strongest part that it plays in a clause.
    pub part: String,
    /// Clauses on which it bears.
    pub clauses: Vec<String>,
}
