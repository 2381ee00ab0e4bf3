//! Answers about talks in every form in which people read them.
//!
//! Reading order: [`paper`], [`document`] (what is told), [`status`] (where a text stands),
//! [`changes`] (between two drafts), [`ask`] (what to ask next), [`robust`] (how far points can
//! change), [`ratify`] (what bodies at home would pass), [`points`] (frontier, division, offers,
//! power as text and JSON), [`process`] (what stands at an instant), [`stability`] (whether a
//! state holds), [`guardrails`] (what law forbids to agree), [`pictures`] (frontier, who holds
//! what, progress, win-sets).
//!
//! This crate computes no answer and opens no file.

pub mod paper;

pub mod document;

pub mod status;

pub mod changes;

pub mod page;

pub mod construed;

pub mod bargain;

pub mod packages;

pub mod ask;

pub mod robust;

pub mod ratify;

pub mod points;

pub mod process;

pub mod stability;

pub mod guardrails;

pub mod pictures;

pub use document::Document;
pub use paper::Paper;
