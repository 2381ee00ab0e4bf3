//! Exact numbers: rationals read from decimal text without rounding.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

/// An exact rational number.
pub type Number = BigRational;

/// Characters of a number that are read.
pub const DIGITS_MAX: usize = 80;

/// Largest decimal exponent that is read, up and down.
pub const EXPONENT_MAX: i32 = 64;

/// Bits of a common denominator.
pub const DENOMINATOR_BITS_MAX: u64 = 512;

/// Decimals of a number that [`show`] writes out.
const DECIMALS_SHOWN_MAX: u32 = 6;

/// Characters of a fraction that [`show`] writes out.
const FRACTION_SHOWN_MAX: usize = 12;

/// Reads `-12`, `0.25`, `1e-3` or `1/3`, exactly; `None` for anything else, for more than
/// [`DIGITS_MAX`] characters and for exponents beyond [`EXPONENT_MAX`].
///
/// ```
/// use talks::number::{parse, show};
/// assert_eq!(parse("0.1").unwrap() + parse("0.2").unwrap(), parse("0.3").unwrap());
/// assert_eq!(show(&parse("2/6").unwrap()), "1/3");
/// assert!(parse("1/0").is_none() && parse("1.").is_none() && parse("1e999").is_none());
/// ```
pub fn parse(text: &str) -> Option<Number> {
    if text.len() > DIGITS_MAX {
        return None;
    }
    match text.split_once('/') {
        Some((above, below)) => {
            let below = integer(below).filter(|below| below.is_positive())?;
            Some(Number::new(integer(above)?, below))
        }
        None => decimal(text),
    }
}

fn integer(text: &str) -> Option<BigInt> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn decimal(text: &str) -> Option<Number> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if exponent.checked_abs()? > EXPONENT_MAX {
        return None;
    }
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let signed = part.starts_with(['-', '+']);
    if signed || (mantissa.contains('.') && part.is_empty()) {
        return None;
    }
    let digits = integer(&format!("{whole}{part}"))?;
    let power = exponent - i32::try_from(part.len()).ok()?;
    let factor = BigInt::from(10).pow(power.unsigned_abs());
    Some(if power < 0 { Number::new(digits, factor) } else { Number::from(digits * factor) })
}

/// A number as people read it: exactly where that is short, else rounded with `≈` before it.
pub fn show(number: &Number) -> String {
    if number.is_integer() {
        return number.to_integer().to_string();
    }
    let factor = BigInt::from(10).pow(DECIMALS_SHOWN_MAX);
    let exact = number.to_string();
    if (number * &factor).is_integer() {
        return trimmed(&decimals(number, &factor));
    }
    if exact.chars().count() <= FRACTION_SHOWN_MAX {
        return exact;
    }
    format!("≈{}", decimals(number, &factor))
}

/// Rounded to [`DECIMALS_SHOWN_MAX`] decimals, halves away from zero.
fn decimals(number: &Number, factor: &BigInt) -> String {
    let scaled = (number * factor).round().to_integer();
    let (whole, part) = scaled.abs().div_rem(factor);
    let sign = if scaled.is_negative() { "-" } else { "" };
    format!("{sign}{whole}.{:0>width$}", part.to_string(), width = DECIMALS_SHOWN_MAX as usize)
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The nearest double, for drawing and for programs that compute with doubles.
pub fn to_f64(number: &Number) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// Exactly: `3`, `-1/3`.
pub fn exact(number: &Number) -> String {
    number.to_string()
}

/// Half of both together.
pub(crate) fn middle(a: &Number, b: &Number) -> Number {
    (a + b) / Number::from_integer(2.into())
}

/// The least common multiple of the denominators; `None` where it has more than
/// [`DENOMINATOR_BITS_MAX`] bits.
pub fn common_denominator<'a>(numbers: impl IntoIterator<Item = &'a Number>) -> Option<BigInt> {
    let mut common = BigInt::one();
    for number in numbers.into_iter().filter(|number| !number.is_zero()) {
        common = common.lcm(number.denom());
        if common.bits() > DENOMINATOR_BITS_MAX {
            return None;
        }
    }
    Some(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_exactly_or_not_at_all() {
        let shown = |text: &str| parse(text).map(|n| exact(&n));
        assert_eq!(
            shown("0.08859379465205061"),
            Some("8859379465205061/100000000000000000".into())
        );
        assert_eq!(shown("-1.50e2"), Some("-150".into()));
        assert_eq!(shown("25e-2"), Some("1/4".into()));
        assert_eq!(shown("+7"), Some("7".into()));
        for odd in ["", "-", ".", "1.", "1.-5", "1e", "1/0", "1/-2", "nan", "inf", "0x1", "1 "] {
            assert_eq!(shown(odd), None, "{odd}");
        }
        assert_eq!(shown(&"9".repeat(DIGITS_MAX + 1)), None);
        assert_eq!(shown("1e-2147483648"), None);
    }

    #[test]
    fn numbers_are_shown_exactly_where_that_is_short() {
        let shown = |text: &str| show(&parse(text).unwrap());
        assert_eq!(shown("395/6"), "395/6");
        assert_eq!(shown("-0.250"), "-0.25");
        assert_eq!(shown("0.08859379465205061"), "≈0.088594");
        assert_eq!(shown("-0.00000000049"), "≈0.000000");
    }
}
