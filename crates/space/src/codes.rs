//! Codes of problems in geometry files.

use basis::Code;

/// The file is empty.
pub const EMPTY: Code = Code("G001");
/// The file is not UTF-8.
pub const ENCODING: Code = Code("G002");
/// The file is of another format.
pub const OTHER_FORMAT: Code = Code("G003");
/// The file is not JSON.
pub const NOT_JSON: Code = Code("G004");
/// JSON, but not GeoJSON (RFC 7946).
pub const NOT_GEOJSON: Code = Code("G005");
/// A file or feature without a position.
pub const NO_GEOMETRY: Code = Code("G006");
/// Coordinates in another reference system than WGS84.
pub const OTHER_SYSTEM: Code = Code("G007");
/// A position that is not two or three numbers.
pub const POSITION: Code = Code("G008");
/// A coordinate outside ±180 or ±90 degrees.
pub const OUT_OF_RANGE: Code = Code("G009");
/// Latitude before longitude.
pub const AXES_SWAPPED: Code = Code("G010");
/// A line or ring with too few positions.
pub const TOO_FEW: Code = Code("G011");
/// A ring whose last position is not its first.
pub const UNCLOSED: Code = Code("G012");
/// A ring that crosses or retraces itself or another of its polygon.
pub const CROSSING: Code = Code("G013");
/// A hole outside its outer ring or inside another hole.
pub const HOLE_OUTSIDE: Code = Code("G014");
/// A ring that encloses nothing.
pub const NO_AREA: Code = Code("G015");
/// An edge longer than 180 degrees of longitude.
pub const ANTIMERIDIAN: Code = Code("G016");
/// More features, positions or comparisons than one file may have.
pub const LIMIT: Code = Code("G017");
