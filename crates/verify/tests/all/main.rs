//! Every engine against the golden cases of `suite/verdicts/`.

mod chapter;

mod checks;

mod suite;

use accord::model::Accord;
use evidence::Evidence;
use findings::Findings;
use verify::Options;

/// From an accord and evidence to findings.
type Engine = fn(&Accord, &Evidence, &Options) -> Findings;

/// The engines; each must pass every case and every property.
const ENGINES: &[(&str, Engine)] = &[("naive", verify::verify)];
