//! Tests of vaults: the format's test vectors, damage, keys, limits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod testkit;

mod damage;

mod keys;

mod codes;
