//! Negotiation analysis on exact points: which packages no other beats, and which of them the
//! theory of bargaining names.
//!
//! Reading order: [`number`] (exact numbers), [`domain`] (issues, options, parties), [`rules`]
//! (what packages have to obey), [`partial`] (points that are only partly known), [`compile`]
//! (rules as counting and searching take them), [`count`] (how many packages), [`conflict`] (which
//! lines clash), [`deal`] (whether there is a deal, with a check of its own), [`read`]
//! (formats of files), [`space`] (a domain as integers), [`solve`] (what obeys the rules),
//! [`vectors`] (points and which beat which),
//! [`frontier`] (the exact Pareto frontier, by [`dense`] tables where points are few), [`profile`]
//! (conventions of definitions), [`analysis`] (the named points), [`check`] (an independent check
//! of an analysis), [`packages`] (which few to table), [`improve`] (gains after signature),
//! [`efficiency`] (what can be said with partly known points), [`ask`] (the most useful next
//! question), [`near`] (packages near one), [`present`] (the text as a
//! package), [`draws`] (numbers from a seed),
//! [`robust`] (how far points can change), [`division`] (Adjusted Winner), [`simulate`]
//! (alternating offers), [`power`] (power indices),
//! [`ratify`] (whether bodies at home would pass a package),
//! [`stability`] (whether an agreement holds), [`folder`] (`talks.toml`), [`positions`] (what
//! parties said), [`standing`] (which statements hold), [`guardrails`] (what law forbids to agree),
//! [`process`] (what happened, and what stands by it at an instant), [`codes`] (problems of this
//! crate).
//!
//! This crate knows no accord and no evidence. It opens no file, reads no clock, draws numbers only
//! from a seed that it is given, and prints nothing. It says what follows from the points that it
//! is given, and nothing of whether these are what a party wants.

pub mod number;

pub mod domain;

pub mod rules;

pub mod partial;

pub mod compile;

pub mod count;

pub mod conflict;

pub mod deal;

pub mod read;

pub mod space;

pub mod solve;

pub mod vectors;

pub mod frontier;

pub mod dense;

pub mod profile;

pub mod analysis;

pub mod check;

pub mod chosen;

pub mod packages;

pub mod improve;

pub mod efficiency;

pub mod ask;

pub mod near;

pub mod present;

pub mod draws;

pub mod robust;

pub mod division;

pub mod simulate;

pub mod power;

pub mod ratify;

pub mod stability;

pub mod folder;

pub mod positions;

pub mod standing;

pub mod guardrails;

pub mod process;

pub mod codes;

pub use analysis::Analysis;
pub use domain::{Domain, Issue, Party};
pub use number::Number;
pub use profile::Profile;
pub use rules::{Origin, Rule, Standing};
