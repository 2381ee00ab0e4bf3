//! Packages that obey rules: what can be completed, and the best of it.
//!
//! Reading order: [`rest`] (what remains of a rule), [`diagram`] (all that obeys, where rules bind
//! issues near each other).

pub mod rest;

pub mod diagram;
