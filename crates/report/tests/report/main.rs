//! Outputs of the invented run: on terminals, as tables, as JSON and as a page.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod contrast;

mod differences;

mod hostile;

mod markup;

mod page;

mod several;

mod size;

mod text;

use findings::Findings;
use findings::sample::invented;

/// The invented run with its longest period alone.
fn one_period() -> Findings {
    let mut findings = invented();
    findings.findings.retain(|f| f.period.label == "all");
    findings
}

/// The invented run cut into its two weeks.
fn weeks() -> Findings {
    let mut findings = invented();
    findings.findings.retain(|f| f.period.label != "all");
    findings.manifest.options.period = "week".to_owned();
    findings
}
