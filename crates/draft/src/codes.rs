//! Codes of problems with bracketed text. Each has a page in `docs/errors`.

use basis::Code;

/// A square bracket is opened and never closed.
pub const NEVER_CLOSED: Code = Code("D001");
/// A square bracket is closed that was never opened.
pub const NEVER_OPENED: Code = Code("D002");
/// Brackets are nested deeper than the limit.
pub const TOO_DEEP: Code = Code("D003");
/// More of something than a named limit.
pub const TOO_MANY: Code = Code("D004");
/// An option stands twice in one bracket.
pub const OPTION_TWICE: Code = Code("D005");
/// Two brackets have the same id.
pub const ID_TWICE: Code = Code("D006");
/// What stands in `{#…}` is no id.
pub const ID_FORM: Code = Code("D007");
/// A holder is not a party.
pub const UNKNOWN_HOLDER: Code = Code("D008");
/// A note after a bracket is nearly a status, and is read as text.
pub const NOTE_FORM: Code = Code("D009");
/// A status names an option that the bracket does not have, or more than one.
pub const STATUS_OPTION: Code = Code("D010");
/// A bracket is agreed, and nothing says on which of its options.
pub const STATUS_OPEN: Code = Code("D011");
/// The range of a blank cannot be read, runs backwards or has no steps.
pub const RANGE_FORM: Code = Code("D012");
/// The last value of a range is not reached by its steps.
pub const RANGE_END: Code = Code("D013");
/// A blank with a range stands beside another blank, or beside a bracket.
pub const BLANK_BESIDE: Code = Code("D014");
/// A follower names a bracket that does not exist.
pub const FOLLOWER_UNKNOWN: Code = Code("D015");
/// A follower has more or fewer words than the bracket has options.
pub const FOLLOWER_COUNT: Code = Code("D016");
/// A follower repeats itself, holds a bracket, or has an id or status.
pub const FOLLOWER_FORM: Code = Code("D017");
/// A condition cannot be read.
pub const CONDITION_FORM: Code = Code("D018");
/// A condition speaks of a bracket that does not exist.
pub const CONDITION_BRACKET: Code = Code("D019");
/// A condition speaks of an option that the bracket does not have, or of more than one.
pub const CONDITION_OPTION: Code = Code("D020");
/// The condition of an option speaks of its own bracket.
pub const CONDITION_OWN: Code = Code("D021");
/// Alternatives are written in two ways in one bracket.
pub const MIXED_FORM: Code = Code("D022");
/// A reference to a bracket whose id is not written moves when brackets are added.
pub const REFERENCE_MOVES: Code = Code("D023");
/// Paragraphs look like options and are read as text.
pub const ALMOST_OPTIONS: Code = Code("D024");
/// An edit that cannot be made, or that would change more than it says.
pub const EDIT: Code = Code("D025");
/// Once some options are chosen, the rest of a text is read otherwise than it is meant.
pub const READ_OTHERWISE: Code = Code("D026");
/// A bracket has more than one id, or more than one status.
pub const SECOND: Code = Code("D027");
/// A slash with a blank on one side only is read as text.
pub const HALF_SLASH: Code = Code("D028");
/// Words that are nearly *no text*.
pub const NEARLY_NO_TEXT: Code = Code("D029");
/// Drafts do not stand in the order of their dates.
pub const DATES: Code = Code("D030");
/// An id or a status that belongs to no bracket, and is read as text.
pub const APART: Code = Code("D031");
