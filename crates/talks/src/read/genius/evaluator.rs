//! What an integer is worth.

use basis::Diagnostic;
use num_traits::{One as _, Zero as _};

use super::tag::Tag;
use crate::codes;
use crate::number::Number;

/// A function of an integer.
#[derive(Debug)]
pub(super) enum Evaluator {
    /// `offset` at the lower bound of the issue and `slope` more with each step, cut to 0 … 1.
    FromLower { slope: Number, offset: Number },
    /// The same of the number itself, as evaluators of real issues have it.
    Line { slope: Number, offset: Number },
    /// The same number everywhere.
    Constant(Number),
    /// 0 up to `low`, 1 at `top`, 0 from `high` on.
    Triangle { low: Number, high: Number, top: Number },
}

impl Evaluator {
    /// Reads `<evaluator slope= offset=>` as GENIUS 10.4 writes it, or a function that `ftype`
    /// names with its parameters.
    pub(super) fn read(tag: &Tag<'_>) -> Result<Evaluator, Diagnostic> {
        let kind = tag.get("ftype")?.unwrap_or_default().to_lowercase();
        let has_parameters = tag.get("parameter0")?.is_some();
        Ok(match kind.as_str() {
            "linear" | "" if has_parameters => Evaluator::Line {
                slope: tag.need_number("parameter1")?,
                offset: tag.need_number("parameter0")?,
            },
            "linear" | "" => Evaluator::FromLower {
                slope: tag.need_number("slope")?,
                offset: tag.need_number("offset")?,
            },
            "constant" => Evaluator::Constant(tag.need_number("parameter0")?),
            "triangular" => Evaluator::Triangle {
                low: tag.need_number("parameter0")?,
                high: tag.need_number("parameter1")?,
                top: tag.need_number("parameter2")?,
            },
            _ => {
                let message = format!("an evaluator of type `{kind}` is not read");
                let help = "list the values that matter as items, each with its evaluation";
                return Err(tag.problem(codes::UNSUPPORTED, message).help(help));
            }
        })
    }

    /// The evaluation of an integer.
    pub(super) fn at(&self, at: i64, lower: i64) -> Number {
        let number = |integer: i64| Number::from_integer(integer.into());
        match self {
            Evaluator::FromLower { slope, offset } => {
                cut(slope * (number(at) - number(lower)) + offset)
            }
            Evaluator::Line { slope, offset } => cut(slope * number(at) + offset),
            Evaluator::Constant(constant) => constant.clone(),
            Evaluator::Triangle { low, high, top } => {
                let at = number(at);
                if at < *low || at >= *top && at >= *high {
                    Number::zero()
                } else if at < *top {
                    (at - low) / (top - low)
                } else {
                    (high - at) / (high - top)
                }
            }
        }
    }
}

fn cut(number: Number) -> Number {
    number.clamp(Number::zero(), Number::one())
}
