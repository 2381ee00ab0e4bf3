//! Answers against worlds drawn by brute force from the definition of a world.
//!
//! `docs/spec/verdicts.md` section 1 says which histories the evidence admits. Here such histories
//! are drawn at random, event by event, and looked at one by one: an answer must hold in each. Only
//! the records and the model are shared with the engines, nothing of how they think.

mod model;

mod properties;

mod scenario;

mod worlds;
