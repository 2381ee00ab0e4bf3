//! Lengths and margins.

use findings::Distance;

/// Signed kilometres with one decimal: `−1.5 … +0.7 km`; the sign of zero is left out.
fn margin(distance: &Distance) -> String {
    let [least, greatest] = distance.margin_m.map(signed_km);
    format!("{least} … {greatest} km")
}

fn signed_km(metres: f64) -> String {
    let tenths = (metres / 100.0).round();
    let sign = match tenths {
        t if t < 0.0 => "−",
        t if t > 0.0 => "+",
        _ => "",
    };
    format!("{sign}{:.1}", (tenths / 10.0).abs())
}

/// A length for reading: `150 m`, `2.5 km`.
pub(crate) fn length(metres: f64) -> String {
    if metres < 1000.0 {
        format!("{metres:.0} m")
    } else {
        let tenths = (metres / 100.0).round() / 10.0;
        format!("{tenths} km")
    }
}

/// What *measured − limit* means in words.
pub(crate) fn distance(distance: &Distance) -> String {
    let [least, greatest] = distance.margin_m;
    let side = if greatest < 0.0 {
        "nearer than the limit in every case"
    } else if least >= 0.0 {
        "not nearer than the limit in any case"
    } else {
        "nearer than the limit or not"
    };
    format!(
        "measured from `{}`, limit {}: {} from the limit ({side}; minus is too near)",
        distance.from,
        length(distance.limit_m),
        margin(distance),
    )
}
