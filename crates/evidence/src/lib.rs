//! From rows of sources to records with provenance.
//!
//! Reading order: [`record`] (the four types of record), [`fields`] (their names in tables),
//! [`case`] (`detente.toml`: which file, which column), [`mappings`] (categories of known sources),
//! [`read`] (bytes in, records and problems out), [`merge`] (all sources together), [`limits`],
//! [`codes`].
//!
//! This crate opens no file: adapters read from any [`std::io::BufRead`]. It knows no accord:
//! names stay as the sources gave them.

pub mod record;

pub mod fields;

pub mod case;

pub mod mappings;

pub mod read;

pub mod merge;

pub mod limits;

pub mod codes;

mod build;

mod problem;

mod value;

pub use basis::Standing;
pub use case::{Adapter, Case, Source};
pub use fields::RecordType;
pub use read::{Options, Read, read_source};
pub use record::{
    Act, Evidence, Head, Means, ObjectSeen, Record, Report, Restriction, RestrictionSort, Row,
    SourceFile, Tally, Watch, Where,
};
pub use value::moment::DateOrder;
