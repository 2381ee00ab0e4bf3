//! Findings: release levels, differences between runs, schema, reading.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod compare;

mod read;

mod release;

mod schema;

mod validate;
