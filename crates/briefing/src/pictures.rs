//! Drawings of a page about talks, as inline SVG or tables: plain data in, markup out.
//!
//! Every drawing says in words what it shows, uses shape and text beside colour, and rounds
//! nothing but places on the paper.

pub mod frontier;

pub mod holders;

pub mod progress;

pub mod winsets;

/// A place on the paper, with one decimal.
pub(crate) fn place(value: f64) -> String {
    format!("{value:.1}")
}

/// A round step for an axis of about `steps` steps: 1, 2 or 5 times a power of ten.
pub(crate) fn round_step(span: f64, steps: f64) -> f64 {
    let rough = (span / steps).max(f64::MIN_POSITIVE);
    let mut power = 1.0_f64;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= rough).unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::round_step;

    #[test]
    fn steps_are_round() {
        let shown = |span| format!("{}", round_step(span, 5.0));
        assert_eq!(shown(100.0), "20");
        assert_eq!(shown(7.0), "2");
        assert_eq!(shown(0.9), "0.2");
        assert_eq!(shown(4_600.0), "1000");
    }
}
