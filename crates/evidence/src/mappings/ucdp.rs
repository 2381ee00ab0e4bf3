//! Types of violence of the UCDP Georeferenced Event Dataset.

use super::{Mapping, row};

/// Armed force between organised sides with at least one death: any use of arms, "manufactured
/// weapons but also sticks, stones, fire, water".
const CLASH: &[&str] = &["use_of_force", "assault", "sabotage", "killing"];

const NOTE: &str = "an event is armed force with at least one death; with what is not coded";

pub(crate) const GED: Mapping = Mapping {
    name: "ucdp-ged",
    title: "`type_of_violence` of the UCDP GED",
    citation: "Högbladh, Stina (2023): UCDP GED Codebook version 23.1, Department of Peace and \
               Conflict Research, Uppsala University, `type_of_violence`.",
    rows: &[
        row("1", CLASH, NOTE),
        row("2", CLASH, NOTE),
        row("3", &["use_of_force", "killing"], "force against civilians with at least one death"),
        row("state-based conflict", CLASH, NOTE),
        row("non-state conflict", CLASH, NOTE),
        row(
            "one-sided violence",
            &["use_of_force", "killing"],
            "force against civilians with at least one death",
        ),
    ],
};
