//! Colours of the page can be read (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../../templates/style.css");

/// The custom properties of the n-th `:root` block.
fn colours(n: usize) -> BTreeMap<&'static str, [f64; 3]> {
    let block = STYLE.split(":root {").nth(n).unwrap().split('}').next().unwrap();
    let pairs = block.split(';').filter_map(|line| line.trim().split_once(": #"));
    let channel = |hex: &str, i: usize| {
        let value = u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap();
        let c = f64::from(value) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    pairs.map(|(name, hex)| (name.trim(), [0, 1, 2].map(|i| channel(hex, i)))).collect()
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |[r, g, b]: [f64; 3]| 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_stands_out_in_light_and_dark() {
    for theme in [1, 2] {
        let of = |name: &str| colours(theme)[name];
        for page in ["--page", "--panel", "--sea"] {
            for text in [
                "--text",
                "--muted",
                "--link",
                "--contrary",
                "--kept",
                "--open",
                "--outstanding",
                "--none",
                "--observed",
                "--reported",
                "--claimed",
                "--watched",
            ] {
                let ratio = contrast(of(text), of(page));
                assert!(ratio >= 4.5, "{text} on {page} in theme {theme}: {ratio:.2}");
            }
        }
        for chip in ["--contrary", "--kept", "--outstanding"] {
            let ratio = contrast(of("--on-mark"), of(chip));
            assert!(ratio >= 4.5, "a symbol on {chip} in theme {theme}: {ratio:.2}");
        }
        assert!(contrast(of("--warn"), of("--warn-page")) >= 4.5);
        for drawn in ["--area", "--line"] {
            assert!(contrast(of(drawn), of("--sea")) >= 3.0, "{drawn} in theme {theme}");
        }
    }
}
