//! Statements that cannot all hold, with what each of them says.

use basis::Span;

use super::Order;
use super::reached::Reached;
use crate::number::Number;
use crate::partial::Bounds;
use crate::positions::{Form, Statement};

/// Statements that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What they contradict each other in.
    pub kind: Kind,
    /// The statements and places, in the order of the circle.
    pub steps: Vec<Step>,
}

/// Ways to contradict oneself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The steps lead back to the first option, and one of them says "more".
    Circle,
    /// The first option stands above the second, and has fewer points.
    PointsAgainstRank(usize, usize),
    /// No points for this option fit all statements.
    NoPoints(usize),
    /// What lies between best and worst is at least this, and more than the worth.
    WorthTooSmall(Number),
    /// What lies between best and worst is at most this, and less than the worth.
    WorthTooLarge(Number),
}

/// One statement's part in a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Position among the statements of the order.
    pub statement: usize,
    /// Where it says so.
    pub span: Span,
    /// What it says.
    pub says: Says,
}

/// What a step says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The first option is worth at least as much as the second, or more.
    Above(usize, usize, bool),
    /// Points of an option.
    Points(usize, Bounds),
    /// Points of the bracket's options.
    AllPoints,
    /// The worth of the bracket.
    Worth(Bounds),
}

impl Order<'_> {
    pub(super) fn points_against_rank(
        &self,
        from: usize,
        to: usize,
        strict: bool,
        reached: &Reached,
    ) -> Contradiction {
        let mut steps = self.path(reached, to, strict);
        for (option, by) in [(from, self.stated[from].most_by), (to, self.stated[to].least_by)] {
            steps.extend(by.map(|by| self.points_step(option, by)));
        }
        Contradiction { kind: Kind::PointsAgainstRank(from, to), steps }
    }

    pub(super) fn no_points(&self, option: usize) -> Contradiction {
        let stated = &self.stated[option];
        let by = [stated.least_by, stated.most_by];
        let steps = by.into_iter().flatten().map(|by| self.points_step(option, by)).collect();
        Contradiction { kind: Kind::NoPoints(option), steps }
    }

    /// What one statement says of an option's points.
    fn points_step(&self, option: usize, (statement, span): (usize, Span)) -> Step {
        let own = match &self.statements[statement].form {
            Form::Points(points) => points.iter().find(|(named, _)| named.option == option),
            _ => None,
        };
        let bounds = own.map_or_else(Bounds::unknown, |(_, bounds)| bounds.clone());
        Step { statement, span, says: Says::Points(option, bounds) }
    }

    pub(super) fn worth_contradiction(&self, worth_by: usize, kind: Kind) -> Contradiction {
        let step = |(at, statement): (usize, &&Statement)| {
            let says = match &statement.form {
                Form::Worth(worth) => Says::Worth(worth.clone()),
                Form::Rank(levels) => {
                    let first = levels.first()?.first()?.option;
                    let last = levels.last()?.last()?.option;
                    Says::Above(first, last, levels.len() > 1)
                }
                Form::Points(_) => Says::AllPoints,
                Form::LiveWith(_) => return None,
            };
            Some(Step { statement: at, span: statement.from.span, says })
        };
        let mut steps: Vec<Step> = self.statements.iter().enumerate().filter_map(step).collect();
        steps.sort_by_key(|step| step.statement != worth_by);
        Contradiction { kind, steps }
    }
}
