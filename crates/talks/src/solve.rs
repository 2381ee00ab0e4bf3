//! Packages that obey rules: what can be completed, and the best of it.
//!
//! Reading order: [`rest`] (what remains of a rule), [`diagram`] (all that obeys, where rules bind
//! issues near each other); [`plan`] and [`bound`] (how good a completion can be at best), [`goal`]
//! (what is asked for), [`search`] (branch and bound), [`solver`] (the best package, proved),
//! [`boxes`] (the frontier point by point).

pub mod rest;

pub mod diagram;

pub mod plan;

pub mod bound;

mod tables;

pub mod goal;

pub mod search;

pub mod solver;

pub mod boxes;
