//! Answers about talks in every form in which people read them.
//!
//! Reading order: [`points`] (frontier, division, offers, power as text and JSON),
//! [`pictures`] (frontier, who holds what, progress, win-sets).
//!
//! This crate computes no answer and opens no file.

pub mod points;

pub mod pictures;
