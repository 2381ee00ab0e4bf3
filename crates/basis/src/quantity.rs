//! Quantities with a dimension, held exactly.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Base unit metre.
    Length,
    /// Base unit second; a day of a duration is 24 hours.
    Duration,
    /// Base unit one; `%` is a hundredth.
    Share,
}

/// A decimal with a dimension, in millionths of the base unit: exact for every text that it
/// accepts.
///
/// ```
/// use basis::Quantity;
/// let band = Quantity::parse("25", "km").unwrap();
/// assert_eq!(band.base(), 25_000.0);
/// assert!(Quantity::parse("122", "mm").unwrap() < Quantity::parse("0.13", "m").unwrap());
/// assert_eq!(band.to_string(), "25 km");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quantity {
    dimension: Dimension,
    millionths: i64,
}

/// Unit, dimension, millionths of the base unit.
const UNITS: &[(&str, Dimension, i64)] = &[
    ("mm", Dimension::Length, 1_000),
    ("m", Dimension::Length, 1_000_000),
    ("km", Dimension::Length, 1_000_000_000),
    ("second", Dimension::Duration, 1_000_000),
    ("seconds", Dimension::Duration, 1_000_000),
    ("minute", Dimension::Duration, 60_000_000),
    ("minutes", Dimension::Duration, 60_000_000),
    ("hour", Dimension::Duration, 3_600_000_000),
    ("hours", Dimension::Duration, 3_600_000_000),
    ("day", Dimension::Duration, 86_400_000_000),
    ("days", Dimension::Duration, 86_400_000_000),
    ("%", Dimension::Share, 10_000),
];

impl Quantity {
    /// Reads a plain decimal and a unit; `None` for another unit, more than six decimals of the
    /// base unit, a sign, or a number too large.
    pub fn parse(number: &str, unit: &str) -> Option<Quantity> {
        let &(_, dimension, factor) = UNITS.iter().find(|(name, ..)| *name == unit)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || !(whole.bytes().chain(fraction.bytes())).all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let mut millionths = whole.parse::<i64>().ok()?.checked_mul(factor)?;
        let mut place = factor;
        for digit in fraction.bytes() {
            if place % 10 != 0 {
                return None;
            }
            place /= 10;
            millionths = millionths.checked_add(i64::from(digit - b'0') * place)?;
        }
        Some(Quantity { dimension, millionths })
    }

    /// The units that can be written, for suggestions.
    pub fn units() -> impl Iterator<Item = &'static str> {
        UNITS.iter().map(|(name, ..)| *name)
    }

    /// The dimension of a unit.
    pub fn dimension_of(unit: &str) -> Option<Dimension> {
        UNITS.iter().find(|(name, ..)| *name == unit).map(|(_, dimension, _)| *dimension)
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.dimension
    }

    /// The value in metres, seconds or as a fraction of one.
    #[expect(clippy::cast_precision_loss, reason = "below 2^53 for every length on Earth")]
    pub fn base(self) -> f64 {
        self.millionths as f64 / 1e6
    }

    /// A duration in microseconds; for a length, micrometres.
    pub fn micros(self) -> i64 {
        self.millionths
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let preferred: &[&str] = match self.dimension {
            Dimension::Length if self.millionths < 1_000_000 => &["mm"],
            Dimension::Length => &["km", "m", "mm"],
            Dimension::Duration => &["days", "hours", "minutes", "seconds"],
            Dimension::Share => &["%"],
        };
        let whole = |unit: &&&str| factor(unit).is_some_and(|f| self.millionths % f == 0);
        let unit = preferred.iter().find(whole).or(preferred.first()).copied().unwrap_or("");
        let factor = factor(unit).unwrap_or(1);
        let (whole, rest) = (self.millionths / factor, self.millionths % factor);
        let fraction = format!("{:.9}", rest as f64 / factor as f64);
        let fraction = fraction.trim_start_matches('0').trim_end_matches('0');
        let fraction = if fraction == "." { "" } else { fraction };
        let space = if unit == "%" { "\u{a0}" } else { " " };
        write!(f, "{whole}{fraction}{space}{unit}")
    }
}

fn factor(unit: &str) -> Option<i64> {
    UNITS.iter().find(|(name, ..)| *name == unit).map(|(.., factor)| *factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_decimals() {
        assert_eq!(Quantity::parse("7.62", "mm"), Quantity::parse("0.00762", "m"));
        assert_eq!(Quantity::parse("0.1", "km").unwrap().base(), 100.0);
        assert_eq!(Quantity::parse("80", "%").unwrap().base(), 0.8);
    }

    #[test]
    fn refuses_what_it_cannot_hold() {
        for (number, unit) in
            [("", "km"), ("-1", "km"), ("1e3", "m"), ("0.0000001", "m"), ("99999999999", "km")]
        {
            assert_eq!(Quantity::parse(number, unit), None, "{number} {unit}");
        }
        assert_eq!(Quantity::parse("1", "mile"), None);
    }

    #[test]
    fn shows_the_largest_whole_unit() {
        let show = |n, u| Quantity::parse(n, u).unwrap().to_string();
        assert_eq!(show("122", "mm"), "122 mm");
        assert_eq!(show("2500", "m"), "2500 m");
        assert_eq!(show("24", "hours"), "1 days");
        assert_eq!(show("80", "%"), "80\u{a0}%");
    }
}
