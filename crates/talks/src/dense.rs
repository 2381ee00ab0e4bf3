//! The frontier of two parties by a table: for each sum of the first party's points, the most that
//! the second can have.
//!
//! With integer points the first party's sum takes few values, and the table grows with that sum,
//! not with the number of packages. Where packages have to obey rules, each state of the diagram
//! has a table of its own. This is the dynamic programme of the multiple-choice knapsack
//! problem (Dudziński and Walukiewicz, European Journal of Operational Research 28:3, 1987).

use num_integer::Integer as _;

use crate::solve::diagram::Diagram;
use crate::space::Space;
use crate::vectors::Vectors;

/// Different sums of the first party for which a table is made.
pub const SUMS_MAX: usize = 65_536;

/// Entries of all tables together: 400 MB.
pub const ENTRIES_MAX: usize = 100_000_000;

/// Largest sum of the second party, in steps.
const SECOND_MAX: i128 = 1 << 29;

/// No package has this sum.
const NONE: i32 = i32::MIN / 2;

/// Tables after each issue.
#[derive(Clone, Debug)]
pub struct Dense {
    /// Units of one step of each party; every difference of points is a multiple.
    step: [i128; 2],
    /// The least that each party has after each issue.
    least: Vec<[i128; 2]>,
    /// By level, state, and the first party's steps above the least: the second party's; negative
    /// where none.
    tables: Vec<Vec<Vec<i32>>>,
}

impl Dense {
    /// The tables of a space of two parties; `None` where they would be larger than the limits.
    pub fn of(space: &Space, diagram: &Diagram) -> Option<Dense> {
        if space.parties() != 2 {
            return None;
        }
        let least_of = |party: usize, issue: &Vec<Vec<i128>>| issue.iter().map(|o| o[party]).min();
        let mut least = vec![[0; 2]];
        let mut step = [0; 2];
        for issue in diagram.order.iter().map(|issue| &space.options[*issue]) {
            let before = *least.last()?;
            let low = [least_of(0, issue)?, least_of(1, issue)?];
            for (party, step) in step.iter_mut().enumerate() {
                *step = issue.iter().fold(*step, |step, o| step.gcd(&(o[party] - low[party])));
            }
            least.push([before[0] + low[0], before[1] + low[1]]);
        }
        // A party to whom all is the same has no steps.
        let step = step.map(|step| step.max(1));
        let second = (space.most[1] - space.least[1]) / step[1];
        let sums = (space.most[0] - space.least[0]) / step[0];
        let tables: usize = diagram.states.iter().skip(1).sum();
        let entries = sums.checked_mul(i128::try_from(tables).ok()?)?;
        if second > SECOND_MAX
            || sums >= i128::try_from(SUMS_MAX).ok()?
            || entries > i128::try_from(ENTRIES_MAX).ok()?
        {
            return None;
        }
        let first = vec![vec![0]; diagram.states.first().copied()?];
        let mut dense = Dense { step, least, tables: vec![first] };
        for (at, issue) in diagram.order.iter().enumerate() {
            let tables = dense.next(at, &space.options[*issue], diagram)?;
            dense.tables.push(tables);
        }
        Some(dense)
    }

    /// The tables after one more issue.
    fn next(&self, at: usize, issue: &[Vec<i128>], diagram: &Diagram) -> Option<Vec<Vec<i32>>> {
        let (from, to) = (self.least.get(at)?, self.least.get(at + 1)?);
        let steps = |option: &[i128], party: usize| {
            (option[party] - (to[party] - from[party])) / self.step[party]
        };
        let mut options = Vec::with_capacity(issue.len());
        for option in issue {
            options.push((
                usize::try_from(steps(option, 0)).ok()?,
                i32::try_from(steps(option, 1)).ok()?,
            ));
        }
        let before = self.tables.last()?;
        let widest = options.iter().map(|(first, _)| *first).max()?;
        let width = before.first().map_or(0, Vec::len) + widest;
        let mut tables = vec![vec![NONE; width]; diagram.states[at + 1]];
        for (before, steps) in before.iter().zip(&diagram.steps[at]) {
            for ((first, second), to) in options.iter().zip(steps) {
                let Some(to) = to else { continue };
                for (entry, old) in tables[*to][*first..].iter_mut().zip(before) {
                    *entry = (*entry).max(old + second);
                }
            }
        }
        Some(tables)
    }

    /// The points that no package beats, in falling order.
    pub fn frontier(&self) -> Vectors {
        let mut kept = Vectors::new(2);
        // After the last issue there is one state, or none.
        let table = self.tables.last().and_then(|tables| tables.first());
        let (Some(table), Some(least)) = (table, self.least.last()) else { return kept };
        let mut best = -1;
        for (first, second) in table.iter().enumerate().rev() {
            if *second > best {
                best = *second;
                // `first` is below `SUMS_MAX`.
                let first = least[0] + first as i128 * self.step[0];
                kept.push(&[first, least[1] + i128::from(*second) * self.step[1]]);
            }
        }
        kept
    }

    /// Whether a point stands in the table of a state after so many levels.
    pub fn holds(&self, level: usize, state: usize, vector: &[i128]) -> bool {
        let table = self.tables.get(level).and_then(|tables| tables.get(state));
        let (Some(table), Some(least)) = (table, self.least.get(level)) else { return false };
        let steps = |party: usize| {
            let (whole, rest) = (vector[party] - least[party]).div_rem(&self.step[party]);
            (rest == 0).then_some(whole)
        };
        let first = steps(0).and_then(|first| usize::try_from(first).ok());
        let entry = first.and_then(|first| table.get(first));
        entry.is_some_and(|entry| *entry >= 0 && steps(1) == Some(i128::from(*entry)))
    }
}
