//! Vaults: what a party told in confidence, sealed to keys with `age`.
//!
//! Reading order: [`keys`] (identities and recipients as text), [`sealing`] (seal and open),
//! [`codes`] (problems of this crate). The format is age-encryption.org/v1 (C2SP), as the programs
//! `age` and `rage` write and read it; what a vault protects against stands in `SECURITY.md`.
//!
//! This crate knows nothing of talks: a vault is bytes. It opens no file, reads no clock and prints
//! nothing. It is the one crate that draws random numbers, through `age` from the operating
//! system: keys and sealed files differ from run to run, and nothing that other crates compute may
//! depend on their bytes.

pub mod keys;

pub mod sealing;

pub mod codes;

pub use keys::{Identities, Recipients, keygen};
pub use sealing::{open, seal};

/// Text or bytes that are overwritten with zeros when they are dropped.
///
/// Copies made while they were written or moved may remain in memory, and the operating system may
/// have put memory on disk: see `SECURITY.md`.
pub type Secret<T> = zeroize::Zeroizing<T>;
