//! Tests of bracketed text.
