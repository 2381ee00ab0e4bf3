//! Counts with qualifiers, decimals, ranges, durations.

use basis::{Count, Dimension, Qualifier, Quantity};

use crate::codes;
use crate::problem::{Problem, quoted};

/// The ways to write a qualifier before a number (rule R1).
const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("about", Qualifier::About),
    ("approximately", Qualifier::About),
    ("~", Qualifier::About),
    ("at least", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("≥", Qualifier::AtLeast),
    ("exactly", Qualifier::Exact),
];

/// Reads `20`, `about 20`, `~20`, `at least 3`, `>=3`, `≥ 3`.
pub(crate) fn count(text: &str) -> Result<Count, Problem> {
    let (qualifier, digits) = QUALIFIERS
        .iter()
        .find_map(|(word, qualifier)| Some((*qualifier, text.strip_prefix(word)?.trim_start())))
        .unwrap_or((Qualifier::Exact, text));
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let number = if plain { digits.parse().ok() } else { None };
    number.map(|number| Count { number, qualifier }).ok_or_else(|| {
        Problem::error(codes::NOT_A_NUMBER, format!("{} is not a count", quoted(text)))
            .value(text)
            .help("write `20`, `about 20` or `at least 20`, without a separator of thousands")
    })
}

/// Reads `exact`, `about`, `at least`.
pub(crate) fn qualifier(text: &str) -> Option<Qualifier> {
    match text {
        "exact" => Some(Qualifier::Exact),
        "about" => Some(Qualifier::About),
        "at least" | "at_least" => Some(Qualifier::AtLeast),
        _ => None,
    }
}

/// Reads a finite decimal with a point.
pub(crate) fn decimal(text: &str) -> Result<f64, Problem> {
    let decimal = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    let exponent = text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b".-+eE".contains(&b));
    let number = if decimal || exponent { text.parse::<f64>().ok() } else { None };
    number.filter(|number| number.is_finite()).ok_or_else(|| {
        let comma = text.contains(',').then(|| "write the decimals after a point".to_owned());
        Problem::error(codes::NOT_A_NUMBER, format!("{} is not a number", quoted(text)))
            .value(text)
            .help_opt(comma)
    })
}

/// Reads `122` or `120..152` in a unit of length.
pub(crate) fn range(text: &str, unit: &str) -> Result<(Quantity, Quantity), Problem> {
    let (lo, hi) = text.split_once("..").unwrap_or((text, text));
    let read = |part: &str| Quantity::parse(part.trim(), unit);
    match (read(lo), read(hi)) {
        (Some(lo), Some(hi)) if lo <= hi => Ok((lo, hi)),
        _ => Err(Problem::error(
            codes::NOT_A_NUMBER,
            format!("{} is not a number of {unit} or a range of them", quoted(text)),
        )
        .value(text)
        .help("write `122`, or from–to as `120..152`")),
    }
}

/// Reads a duration such as `24 hours`.
pub(crate) fn duration(text: &str) -> Result<Quantity, Problem> {
    let (number, unit) = text.trim().split_once(' ').unwrap_or((text, ""));
    Quantity::parse(number, unit.trim())
        .filter(|quantity| quantity.dimension() == Dimension::Duration)
        .ok_or_else(|| {
            Problem::error(codes::NOT_A_NUMBER, format!("{} is not a duration", quoted(text)))
                .value(text)
                .help("write a number and `minutes`, `hours` or `days`: `24 hours`")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_with_qualifiers() {
        for (text, expected) in [
            ("20", "20"),
            ("about 20", "about 20"),
            ("~20", "about 20"),
            ("at least 3", "at least 3"),
            (">=3", "at least 3"),
            ("≥ 3", "at least 3"),
            ("0", "0"),
        ] {
            assert_eq!(count(text).unwrap().to_string(), expected);
        }
        for text in ["", "-1", "2,935", "3.5", "about", "many", "99999999999999999999"] {
            assert!(count(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_and_durations() {
        let (lo, hi) = range("120..152", "mm").unwrap();
        assert_eq!((lo.to_string(), hi.to_string()), ("120 mm".into(), "152 mm".into()));
        assert!(range("152..120", "mm").is_err());
        assert_eq!(duration("24 hours").unwrap().micros(), basis::time::DAY_US);
        assert!(duration("24 km").is_err() && duration("24").is_err());
        assert_eq!(decimal("-1.5e1").ok(), Some(-15.0));
        assert!(decimal("1,5").is_err() && decimal("inf").is_err() && decimal("").is_err());
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(text in ".*", close in "(about |~|>=|≥)?[0-9.,]{0,25}") {
            for text in [&text, &close] {
                let _ = (count(text), decimal(text), range(text, "mm"), duration(text));
            }
        }

        #[test]
        fn what_is_shown_reads_back(number: u64, word in 0..3usize) {
            let qualifier = [Qualifier::Exact, Qualifier::About, Qualifier::AtLeast][word];
            let stated = Count { number, qualifier };
            proptest::prop_assert_eq!(count(&stated.to_string()).unwrap(), stated);
        }
    }
}
