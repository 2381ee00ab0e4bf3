//! Codes of problems with files of talks. Each has a page in `docs/errors`.

use basis::Code;

/// The file is neither well-formed JSON nor well-formed XML.
pub const SYNTAX: Code = Code("T001");
/// Nothing tells which format the file has.
pub const FORMAT: Code = Code("T002");
/// A field is missing or holds something else than it should.
pub const FIELD: Code = Code("T003");
/// A name stands twice where it may stand once.
pub const TWICE: Code = Code("T004");
/// A name of an issue or option that the domain does not have.
pub const UNKNOWN: Code = Code("T005");
/// Not a number, or one with too many digits.
pub const NUMBER: Code = Code("T006");
/// An issue or option without points.
pub const NO_POINTS: Code = Code("T007");
/// More than a named limit.
pub const LIMIT: Code = Code("T008");
/// Numbers too fine to be computed with exactly.
pub const TOO_FINE: Code = Code("T009");
/// Something of the GENIUS format that has no finite or no agreed meaning.
pub const UNSUPPORTED: Code = Code("T010");
/// The question is one for another number of parties.
pub const PARTIES: Code = Code("T011");
/// Parties that divide do not have the same number of points.
pub const TOTALS: Code = Code("T012");
/// A file of a folder is not well-formed TOML.
pub const TOML: Code = Code("T013");
/// A statement is about a bracket that the text does not have.
pub const BRACKET_GONE: Code = Code("T014");
/// A statement is about an option that the bracket does not have.
pub const OPTION_GONE: Code = Code("T015");
/// A statement is about a bracket whose id is not written in the text.
pub const ID_MOVES: Code = Code("T016");
/// An entry says nothing, or several things at once.
pub const FORMS: Code = Code("T017");
/// Points that cannot be: negative, too many, an interval that runs backwards.
pub const POINTS: Code = Code("T018");
/// A statement of one standing in a file for another.
pub const NOT_SEALED: Code = Code("T019");
/// Statements of one party that cannot all hold.
pub const AGAINST_ITSELF: Code = Code("T020");
/// A day that the calendar does not have.
pub const DATE: Code = Code("T021");
/// What looks like the name of a person.
pub const PERSON: Code = Code("T022");
/// A bracket speaks of what a guard-rail protects, and nobody decided whether it reaches it.
pub const GUARDRAIL_OPEN: Code = Code("T023");
/// A computation needs points that nobody stated.
pub const NOT_STATED: Code = Code("T024");
/// A party that `talks.toml` does not declare.
pub const NO_PARTY: Code = Code("T025");
/// A condition cannot be read.
pub const CONDITION: Code = Code("T026");
/// A decision about a guard-rail that cannot be used.
pub const GUARDRAIL: Code = Code("T027");
/// A file outside of the folder.
pub const OUTSIDE: Code = Code("T028");
/// A package chooses what its other choices rule out: for a bracket that is not reached, or an
/// option whose condition does not hold; or it says that a bracket is not reached which is.
pub const NOT_REACHED: Code = Code("T029");
/// A package chooses another option than the text says is agreed.
pub const AGREED: Code = Code("T040");
/// A package leaves a bracket open that has to be chosen.
pub const LEFT_OPEN: Code = Code("T041");
/// A quota of no votes, or of more than there are.
pub const QUOTA: Code = Code("T035");
/// Odds of a referendum outside of 0 to 1, or the greater before the smaller.
pub const ODDS: Code = Code("T036");
/// A member that passes and rejects the same packages.
pub const BOTH_WAYS: Code = Code("T037");
/// A condition on a bracket that cannot be counted: nothing is known by it.
pub const NOT_COUNTED: Code = Code("T038");
/// A party with a body of which it is said that it needs none.
pub const BODY_OR_NONE: Code = Code("T039");
/// Text of a conflict that is not TOML, or a key that has no meaning there.
pub const CONFLICT_TOML: Code = Code("T045");
/// A field of a conflict that is missing, or does not fit.
pub const CONFLICT_FIELD: Code = Code("T046");
/// A name of a decision maker, an option or a state that the conflict does not have.
pub const CONFLICT_NAME: Code = Code("T047");
/// A condition over options that cannot be read.
pub const CONFLICT_WHEN: Code = Code("T048");
/// Preferences that contradict each other.
pub const CIRCLE: Code = Code("T049");
/// A state that is named twice, stands for no combination, or is not feasible.
pub const CONFLICT_STATE: Code = Code("T050");
/// Control over issues that does not fit the talks.
pub const CONTROL: Code = Code("T051");
/// No points fit all that is known of a party's points.
pub const CONTRADICTION: Code = Code("T030");
/// What is known, or a package, does not belong to the domain.
pub const OTHER_DOMAIN: Code = Code("T031");
/// Points that have no upper bound, so that none can be drawn.
pub const NO_BOUND: Code = Code("T033");
/// More than is looked at: the answer is about a part.
pub const LOOKED_AT_IN_PART: Code = Code("T034");
/// Not well-formed YAML, or more of it than is read.
pub const YAML: Code = Code("T052");
/// Something of the NegMAS format that has no finite or no exact meaning.
pub const NEGMAS: Code = Code("T053");
/// The time of an entry is not one, or cannot be.
pub const TIME: Code = Code("T055");
/// An entry refers to something that does not stand before it.
pub const ID: Code = Code("T056");
/// A round that was circulated with another text, or not at all.
pub const ROUND: Code = Code("T057");
/// A file is not the text that the log names.
pub const OTHER_TEXT: Code = Code("T058");
/// Entries of a log that do not stand in the order in which they became known.
pub const ORDER: Code = Code("T059");
/// A silence procedure without a rule by which silence adopts.
pub const NO_RULE: Code = Code("T060");
/// Not the file of a blind offer, slip, reply or outcome.
pub const BLIND_FORM: Code = Code("T061");
/// Replies that cannot be combined.
pub const BLIND_REPLIES: Code = Code("T062");
/// Parties to whom nothing can be offered blindly.
pub const BLIND_PARTIES: Code = Code("T063");
/// Rules under which no offers can be simulated.
pub const NOT_SIMULATED: Code = Code("T079");
