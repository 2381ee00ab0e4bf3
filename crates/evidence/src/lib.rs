//! From rows of sources to records with provenance.

pub mod record;

pub use record::{
    Act, Evidence, Head, Means, ObjectSeen, Record, Report, Restriction, RestrictionSort, Row,
    SourceFile, Tally, Watch, Where,
};
