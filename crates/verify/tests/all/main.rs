//! Every engine against the golden cases of `suite/verdicts/` and against worlds drawn by brute
//! force.

mod chapter;

mod checks;

mod problems;

mod sampler;

mod suite;

use accord::model::Accord;
use evidence::Evidence;
use findings::Findings;
use verify::Options;

/// From an accord and evidence to findings.
type Engine = fn(&Accord, &Evidence, &Options) -> Findings;

/// The engines; each must pass every case and every property.
const ENGINES: &[(&str, Engine)] = &[("naive", verify::verify)];
