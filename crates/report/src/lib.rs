//! Findings in every form in which people read them.
//!
//! Reading order: `words` (phrases, times and numbers that all outputs share), `figures` (how
//! counts relate), [`layout`] (wrapped text and tables for terminals), `periods` (several periods
//! told as one), [`terminal`](mod@terminal), [`explain`](mod@explain) (one finding in full),
//! [`lists`] (ledger and timeline as text), [`differences`](mod@differences) (of two runs),
//! [`csv`](mod@csv), [`json`](mod@json), [`html`](mod@html) (one self-contained page).
//!
//! Everything shown comes out of [`findings::Findings`]; this crate computes no answer, opens no
//! file, and does not choose the release level: call [`findings::Findings::released`] first.

mod words;

mod figures;

pub mod layout;

mod periods;

pub mod terminal;

pub mod explain;

pub mod lists;

pub mod differences;

pub mod csv;

pub mod json;

pub mod html;

/// How every page begins, up to its title: what it may load (nothing) among it.
pub const HEAD: &str = include_str!("../templates/head.html");

/// The stylesheet of every page.
pub const STYLE: &str = include_str!("../templates/style.css");

pub use csv::csv;
pub use differences::differences;
pub use explain::explain;
pub use html::html;
pub use json::json;
pub use lists::{ledger, timeline};
pub use terminal::{Style, terminal};
pub use words::clean;
