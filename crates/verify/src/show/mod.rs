//! What stands beside the answers: figures, ledger, timeline, records, map, manifest.

pub(crate) mod accord;
pub(crate) mod figures;
pub(crate) mod layers;
pub(crate) mod ledger;
pub(crate) mod manifest;
pub(crate) mod records;
pub(crate) mod timeline;
