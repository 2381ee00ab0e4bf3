//! Tests of what is shown about talks.

mod pictures;
