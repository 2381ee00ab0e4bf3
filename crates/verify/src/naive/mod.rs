//! The executable specification: clause by clause, event by event, no index.
//!
//! Written from docs/spec/verdicts.md for clarity, not for speed: every event is compared with
//! every clause. Any other engine has to give the same findings. Cost: clauses × readings ×
//! periods × premises × events; geometry is asked once per event and region.
//!
//! Reading order: [`scope`] (what a clause bans, resolved), [`excuse`] and [`notified`] (what
//! takes an event out of it), [`possibilities`] (certain, possible or impossible, event by event),
//! [`coverage`] (watched share), [`conduct`] and [`duty`] (from there to an answer).

pub(crate) mod conduct;
pub(crate) mod coverage;
pub(crate) mod duty;
pub(crate) mod excuse;
pub(crate) mod notified;
pub(crate) mod possibilities;
mod reasons;
pub(crate) mod scope;
