//! Codes of problems with bracketed text. Each has a page in `docs/errors`.
