//! The codes of problems with evidence; `docs/errors/` has a page for each.

use basis::Code;

/// `detente.toml` is not TOML.
pub const CASE_SYNTAX: Code = Code("E001");
/// `detente.toml` has a key that means nothing there.
pub const CASE_UNKNOWN_KEY: Code = Code("E002");
/// `detente.toml` lacks a key.
pub const CASE_MISSING_KEY: Code = Code("E003");
/// A value in `detente.toml` is not of the sort that its key takes.
pub const CASE_VALUE: Code = Code("E004");
/// A time zone that the bundled database lacks.
pub const UNKNOWN_ZONE: Code = Code("E005");
/// An encoding that Detente does not read.
pub const UNKNOWN_ENCODING: Code = Code("E006");
/// Two sources name the same file.
pub const FILE_TWICE: Code = Code("E007");
/// A field that records of this type do not have.
pub const UNKNOWN_FIELD: Code = Code("E008");
/// A template leaves out a field that its records need.
pub const TEMPLATE_LACKS_FIELD: Code = Code("E009");
/// A table or mapping that is not declared.
pub const UNKNOWN_TABLE: Code = Code("E010");
/// A template or key that does nothing with this adapter.
pub const NOT_FOR_ADAPTER: Code = Code("E011");

/// The file could not be read to its end.
pub const UNREADABLE: Code = Code("E020");
/// The file is empty.
pub const EMPTY_FILE: Code = Code("E021");
/// The file is of another format than declared.
pub const OTHER_FORMAT: Code = Code("E022");
/// Bytes that are not text in the declared encoding.
pub const WRONG_ENCODING: Code = Code("E023");
/// A NUL byte: the file is not text.
pub const BINARY: Code = Code("E024");
/// A line longer than the limit.
pub const LINE_TOO_LONG: Code = Code("E025");
/// A column that the declaration names is not in the header.
pub const MISSING_COLUMN: Code = Code("E026");
/// A column stands twice in the header, or has no name.
pub const DUPLICATE_COLUMN: Code = Code("E027");
/// A row with more or fewer cells than the header.
pub const RAGGED_ROW: Code = Code("E028");
/// A quotation mark that is never closed.
pub const UNCLOSED_QUOTE: Code = Code("E029");
/// More rows, columns or bytes than the limit.
pub const TOO_MUCH: Code = Code("E030");
/// A line that is not one JSON object.
pub const NOT_JSON: Code = Code("E031");
/// A member that stands twice in a JSON object.
pub const DUPLICATE_MEMBER: Code = Code("E032");
/// More problems than are shown.
pub const MORE_PROBLEMS: Code = Code("E033");
/// A feature without a usable geometry.
pub const FEATURE_GEOMETRY: Code = Code("E034");

/// A value that the record needs is missing.
pub const MISSING_VALUE: Code = Code("E040");
/// Not a date or time in the declared form.
pub const NOT_A_TIME: Code = Code("E041");
/// A date whose order of day and month is not stated.
pub const DATE_ORDER: Code = Code("E042");
/// A local time without a zone.
pub const ZONE_MISSING: Code = Code("E043");
/// A local time that a clock change skips or repeats.
pub const CLOCK_CHANGE: Code = Code("E044");
/// An end before its beginning.
pub const ENDS_BEFORE: Code = Code("E045");
/// Not a number, or out of its range.
pub const NOT_A_NUMBER: Code = Code("E046");
/// Not a position on Earth.
pub const NOT_A_POSITION: Code = Code("E047");
/// A word that is not one of the known ones.
pub const UNKNOWN_WORD: Code = Code("E048");
/// A value that the declared table does not list.
pub const NOT_IN_TABLE: Code = Code("E049");
/// A place or time stated in part, or in two ways.
pub const STATED_TWICE: Code = Code("E050");
/// A standing higher than the source may give.
pub const STANDING_TOO_HIGH: Code = Code("E051");
/// A value longer than the limit.
pub const VALUE_TOO_LONG: Code = Code("E052");
/// Several values where one is expected.
pub const SEVERAL_VALUES: Code = Code("E053");

/// Two different records with one identifier.
pub const DUPLICATE_ID: Code = Code("E060");
/// The same record in two places.
pub const REPEATED_RECORD: Code = Code("E061");
/// A correction of a record that is not there.
pub const RESTATES_NOTHING: Code = Code("E062");
/// Parts that do not sum to their total.
pub const PARTS_DO_NOT_SUM: Code = Code("E063");

/// All codes of this crate, in order.
pub const ALL: &[Code] = &[
    CASE_SYNTAX,
    CASE_UNKNOWN_KEY,
    CASE_MISSING_KEY,
    CASE_VALUE,
    UNKNOWN_ZONE,
    UNKNOWN_ENCODING,
    FILE_TWICE,
    UNKNOWN_FIELD,
    TEMPLATE_LACKS_FIELD,
    UNKNOWN_TABLE,
    NOT_FOR_ADAPTER,
    UNREADABLE,
    EMPTY_FILE,
    OTHER_FORMAT,
    WRONG_ENCODING,
    BINARY,
    LINE_TOO_LONG,
    MISSING_COLUMN,
    DUPLICATE_COLUMN,
    RAGGED_ROW,
    UNCLOSED_QUOTE,
    TOO_MUCH,
    NOT_JSON,
    DUPLICATE_MEMBER,
    MORE_PROBLEMS,
    FEATURE_GEOMETRY,
    MISSING_VALUE,
    NOT_A_TIME,
    DATE_ORDER,
    ZONE_MISSING,
    CLOCK_CHANGE,
    ENDS_BEFORE,
    NOT_A_NUMBER,
    NOT_A_POSITION,
    UNKNOWN_WORD,
    NOT_IN_TABLE,
    STATED_TWICE,
    STANDING_TOO_HIGH,
    VALUE_TOO_LONG,
    SEVERAL_VALUES,
    DUPLICATE_ID,
    REPEATED_RECORD,
    RESTATES_NOTHING,
    PARTS_DO_NOT_SUM,
];
