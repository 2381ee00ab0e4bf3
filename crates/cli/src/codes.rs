//! Codes of problems on the command line and with files. Each has a page in `docs/errors`.

use basis::Code;

/// The folder has neither an accord nor a `detente.toml`.
pub(crate) const NO_CASE: Code = Code("C001");
/// A file is missing.
pub(crate) const NOT_FOUND: Code = Code("C002");
/// A folder stands where a file is expected.
pub(crate) const IS_A_FOLDER: Code = Code("C003");
/// A device, pipe or socket stands where a file is expected.
pub(crate) const NOT_A_FILE: Code = Code("C004");
/// A path leads out of the case folder.
pub(crate) const OUTSIDE: Code = Code("C005");
/// A file cannot be read.
pub(crate) const UNREADABLE: Code = Code("C006");
/// A file is larger than its limit.
pub(crate) const TOO_LARGE: Code = Code("C007");
/// An output cannot be written.
pub(crate) const CANNOT_WRITE: Code = Code("C008");
/// Whoever read the output has gone away.
pub(crate) const PIPE_CLOSED: Code = Code("C009");
/// No diagnostic code or finding of that name.
pub(crate) const NOTHING_TO_EXPLAIN: Code = Code("C010");
/// The accord has no clause of that number.
pub(crate) const NO_SUCH_CLAUSE: Code = Code("C011");
/// Neither an instant nor a date.
pub(crate) const NOT_A_TIME: Code = Code("C012");
/// A period that ends before it begins.
pub(crate) const EMPTY_PERIOD: Code = Code("C013");
/// A folder for a new case holds something already.
pub(crate) const NOT_EMPTY: Code = Code("C014");
/// The name of an output does not tell its format.
pub(crate) const WHICH_FORMAT: Code = Code("C015");
/// Rows of evidence were refused.
pub(crate) const ROWS_REFUSED: Code = Code("C016");
/// A file that has to be text is not UTF-8.
pub(crate) const NOT_UTF8: Code = Code("C017");
/// `talks.toml` declares no vault of that name.
pub(crate) const NO_VAULT: Code = Code("C018");
/// A line speaks of a bracket that no search can heed.
pub(crate) const UNHEEDED: Code = Code("C019");
/// A flag that is about folders of talks, with files that hold no positions.
pub(crate) const ONLY_FOR_FOLDERS: Code = Code("C024");
