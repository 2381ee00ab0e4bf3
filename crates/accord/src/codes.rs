//! The codes of problems in an accord. Each has a page in `docs/errors/`.

use basis::Code;

/// The file is larger than [`crate::BYTES_MAX`].
pub const FILE_TOO_LARGE: Code = Code("A001");
/// The file is not UTF-8.
pub const NOT_UTF8: Code = Code("A002");
/// A fenced block is never closed.
pub const FENCE_OPEN: Code = Code("A003");
/// The info string of a fence is almost `accord`, so the block is not read.
pub const FENCE_ALMOST: Code = Code("A004");
/// The file has no `accord` item.
pub const NO_HEADER: Code = Code("A005");
/// A character that the language does not use.
pub const CHARACTER: Code = Code("A006");
/// A string is not closed on its line, or stands in typographic quotes.
pub const STRING_OPEN: Code = Code("A007");

/// An item begins with a word that names no item.
pub const UNKNOWN_ITEM: Code = Code("A010");
/// Something else was expected here.
pub const UNEXPECTED: Code = Code("A011");
/// An indented line belongs to no item.
pub const STRAY_LINE: Code = Code("A012");
/// A name is not well formed, or is a word of the language.
pub const BAD_NAME: Code = Code("A013");
/// A limit of the language is exceeded.
pub const LIMIT: Code = Code("A014");
/// `and`, `or` and `but not` are mixed without parentheses.
pub const MIXED: Code = Code("A015");
/// Something is said twice in one item.
pub const TWICE: Code = Code("A016");
/// Something that the item needs is missing.
pub const MISSING: Code = Code("A017");
/// The construct is not part of this version of the language.
pub const NOT_IN_VERSION: Code = Code("A018");
/// More problems than are shown.
pub const MORE: Code = Code("A019");

/// An instant or day has no time zone.
pub const NO_ZONE: Code = Code("A020");
/// The time zone is not known.
pub const UNKNOWN_ZONE: Code = Code("A021");
/// The date or time does not exist, or is written in another form.
pub const BAD_DATE: Code = Code("A022");
/// A clock change skips or repeats the local time.
pub const CLOCK_CHANGE: Code = Code("A023");
/// A date stands where an instant is meant.
pub const NO_TIME: Code = Code("A024");
/// The unit is unknown, or the number does not fit.
pub const BAD_QUANTITY: Code = Code("A025");
/// The quantity measures something else than what is meant.
pub const DIMENSION: Code = Code("A026");
/// The deadline does not say how days are counted.
pub const DAY_COUNT: Code = Code("A027");
/// A period ends before it begins.
pub const EMPTY_PERIOD: Code = Code("A028");

/// A name is not defined.
pub const UNKNOWN_NAME: Code = Code("A030");
/// The name stands for something of another sort.
pub const OTHER_SORT: Code = Code("A031");
/// A name or clause number is defined twice.
pub const DEFINED_TWICE: Code = Code("A032");
/// The name is a term of the trees of kinds, objects or targets.
pub const TERM_TAKEN: Code = Code("A033");
/// A definition rests on itself.
pub const CYCLE: Code = Code("A034");
/// Two readings of a definition have the same name.
pub const READING_TWICE: Code = Code("A035");
/// A clause has more than [`crate::READINGS_MAX`] combinations of readings.
pub const READINGS: Code = Code("A036");
/// Sources know two actors, or two areas, by the same name.
pub const MATCHES_TWO: Code = Code("A037");
/// The number of bound sides does not fit.
pub const SIDES: Code = Code("A038");

/// A construed value, premise or declaration lacks its reason or author.
pub const NO_REASON: Code = Code("A040");

/// A geometry lacks its accuracy.
pub const NO_ACCURACY: Code = Code("A050");
/// A path leads out of the case folder.
pub const PATH_ESCAPES: Code = Code("A051");
/// A geometry file is missing.
pub const NO_FILE: Code = Code("A052");
/// A file has no feature of that name.
pub const NO_FEATURE: Code = Code("A053");
/// The file holds another type of geometry.
pub const OTHER_GEOMETRY: Code = Code("A054");
/// A baseline is missing for a side, or stands where no side is meant.
pub const BASELINE: Code = Code("A055");
/// No distance can be measured from this.
pub const NO_DISTANCE_FROM: Code = Code("A056");
/// Two geometries fit together only when one has its axes swapped.
pub const AXES: Code = Code("A057");

/// Gap: `near` without a distance.
pub const GAP_NEAR: Code = Code("A060");
/// Gap: stated with `gap`.
pub const GAP_STATED: Code = Code("A061");
/// Gap: the text names no bearer.
pub const GAP_BEARER: Code = Code("A062");
/// Gap: the text does not say from when the accord is in force.
pub const GAP_IN_FORCE: Code = Code("A063");
/// Gap: the duty does not say what it is about.
pub const GAP_SUBJECT: Code = Code("A064");

/// The encoding has no author.
pub const NO_AUTHOR: Code = Code("A070");
