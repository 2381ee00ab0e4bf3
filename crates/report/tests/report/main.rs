//! Outputs of the invented run: on terminals, as tables, as JSON and as a page.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod contrast;

mod hostile;

mod markup;

mod page;

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
