//! What gains count from: what a party reserved, else the least that any package which obeys the
//! rules gives it.

use crate::domain::Domain;
use crate::solve::diagram::Diagram;
use crate::space::Space;

use super::line::{Interval, Line};

/// Finds the least that packages give.
pub(super) struct Zero {
    diagram: Diagram,
    /// Whether packages that break the rules were left out; the rules may be too entangled for it.
    pub(super) obeying: bool,
}

impl Zero {
    pub(super) fn of(domain: &Domain) -> Zero {
        let sizes: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let rules: Vec<_> = domain.rules.iter().map(|rule| rule.must.clone()).collect();
        match Diagram::over(&sizes, &rules) {
            Some(diagram) => Zero { diagram, obeying: true },
            None => Zero { diagram: Diagram::free(&sizes), obeying: false },
        }
    }

    /// The least of one party, from its points by issue and option; 0 where no package obeys.
    pub(super) fn least(&self, points: &[Vec<i128>]) -> i128 {
        self.diagram.best(|issue, option| Some(points[issue][option]), i128::min).unwrap_or(0)
    }

    /// The least of a party over the factor on its points for one issue: lines, each with the
    /// factors for which it is the lowest. There is one line for each option of the issue, the
    /// least of the packages with it.
    pub(super) fn lines(&self, space: &Space, party: usize, issue: usize) -> Vec<(Line, Interval)> {
        let through = |option: usize| -> Option<Line> {
            let points = |at: usize, o: usize| {
                (at != issue || o == option).then(|| space.options[at][o][party])
            };
            let slope = space.options[issue][option][party];
            Some(Line::new(self.diagram.best(points, i128::min)? - slope, slope))
        };
        let mut lines: Vec<Line> = (0..space.options[issue].len()).filter_map(through).collect();
        // Of lines with the same slope only the lowest can be the lowest of all.
        lines.sort_by(|a, b| (&a.slope, &a.at_zero).cmp(&(&b.slope, &b.at_zero)));
        lines.dedup_by(|later, first| later.slope == first.slope);
        let lowest = |line: &Line| {
            let whole = Interval::all();
            lines.iter().fold(whole, |left, other| left.above(&other.minus(line), true))
        };
        let parts = lines.iter().map(|line| (line.clone(), lowest(line)));
        parts.filter(|(_, part)| !part.is_empty()).collect()
    }
}
