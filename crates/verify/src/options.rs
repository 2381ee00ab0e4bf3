//! What is asked of a run.

use basis::civil::Time;
use basis::{Instant, Zone};
use findings::Input;

/// Options of a run; they are printed in its manifest.
#[derive(Clone, Debug)]
pub struct Options {
    /// Use records known by then; `None` uses all.
    pub as_of: Option<Instant>,
    /// Start of what is looked at; `None` for entry into force.
    pub from: Option<Instant>,
    /// End of what is looked at; `None` for the as-of instant.
    pub until: Option<Instant>,
    /// Into which periods it is cut.
    pub period: PeriodLength,
    /// Zone of reporting days.
    pub zone: Zone,
    /// Local time at which a reporting day ends (rule R2).
    pub day_ends: Time,
    /// Least watched share that the case asks for, in [0, 1].
    pub watched_min: Option<f64>,
    /// Observers that the case names beside those of the accord.
    pub observers: Vec<String>,
    /// Files of the run for the manifest, beside those of the accord and of the evidence, which it
    /// names by itself.
    pub inputs: Vec<Input>,
    /// Name and version of the program, for the manifest.
    pub program: String,
}

/// Lengths of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLength {
    /// Reporting days.
    Day,
    /// Weeks of reporting days, Monday to Sunday (ISO 8601).
    Week,
    /// All at once.
    All,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            as_of: None,
            from: None,
            until: None,
            period: PeriodLength::All,
            zone: Zone::utc(),
            day_ends: Time::midnight(),
            watched_min: None,
            observers: Vec::new(),
            inputs: Vec::new(),
            program: String::new(),
        }
    }
}
