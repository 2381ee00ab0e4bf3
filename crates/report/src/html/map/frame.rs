//! What the map shows of the Earth, and where a position falls on it.

use findings::{MapEvent, MapLayers};

use super::px;

/// Greatest size of the drawing in pixels.
const SIZE_MAX: [f64; 2] = [880.0, 760.0];

/// Metres in a degree of latitude on the sphere of the mean radius.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Least extent in degrees: a single point still gets a surrounding.
const EXTENT_MIN_DEG: f64 = 0.02;

/// Neither side of the drawing is shorter than this share of the other.
const ASPECT_MIN: f64 = 0.6;

/// Room for the label of a meridian or parallel, in pixels.
const TICK_PX: f64 = 72.0;

/// Share of the extent that is added on each side.
const PADDING: f64 = 0.06;

/// Least cosine of the latitude, so that the poles do not divide by zero.
const COSINE_MIN: f64 = 0.02;

/// A piece of the Earth in pixels.
pub(super) struct Frame {
    west: f64,
    north: f64,
    /// Pixels per degree of longitude and of latitude.
    scale: [f64; 2],
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A meridian or parallel.
pub(in super::super) struct Tick {
    pub(in super::super) at: String,
    pub(in super::super) label: String,
}

impl Frame {
    /// Around the accord's geometry; around the events where it has none.
    pub(super) fn around(map: &MapLayers) -> Option<Frame> {
        let areas = map.areas.iter().flat_map(|a| a.rings.iter().flatten());
        let lines = map.lines.iter().flat_map(|l| l.chains.iter().flatten());
        let geometry: Vec<&[f64; 2]> = areas.chain(lines).collect();
        let events: Vec<&[f64; 2]> = map.events.iter().map(|e| &e.at).collect();
        let points = if geometry.is_empty() { events } else { geometry };
        let points = points.into_iter().filter(|p| p.iter().all(|c| c.is_finite()));
        let bounds = points.fold(None, |bounds: Option<[f64; 4]>, [x, y]| {
            let [w, s, e, n] = bounds.unwrap_or([*x, *y, *x, *y]);
            Some([w.min(*x), s.min(*y), e.max(*x), n.max(*y)])
        })?;
        Some(Frame::of_bounds(bounds))
    }

    pub(super) fn of_bounds([west, south, east, north]: [f64; 4]) -> Frame {
        let widen = |low: f64, high: f64| {
            let pad = (high - low).max(EXTENT_MIN_DEG) * PADDING
                + (EXTENT_MIN_DEG - (high - low)).max(0.0) / 2.0;
            (low - pad, high + pad)
        };
        let ((west, east), (south, north)) = (widen(west, east), widen(south, north));
        let cosine = libm::cos(f64::to_radians((south + north) / 2.0)).max(COSINE_MIN);
        let (across, along) = ((east - west) * cosine, north - south);
        let more = |own: f64, other: f64| ((other * ASPECT_MIN - own) / 2.0).max(0.0);
        let (x, y) = (more(across, along) / cosine, more(along, across));
        let ((west, east), (south, north)) = ((west - x, east + x), (south - y, north + y));
        let per_degree =
            (SIZE_MAX[0] / ((east - west) * cosine)).min(SIZE_MAX[1] / (north - south));
        Frame {
            west,
            north,
            scale: [per_degree * cosine, per_degree],
            width: (east - west) * cosine * per_degree,
            height: (north - south) * per_degree,
        }
    }

    /// Pixels from the left and from the top.
    pub(super) fn project(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [(lon - self.west) * self.scale[0], (self.north - lat) * self.scale[1]]
    }

    /// A length in pixels.
    pub(super) fn pixels(&self, metres: f64) -> f64 {
        metres / METRES_PER_DEGREE * self.scale[1]
    }

    /// Events whose position falls beside the drawing.
    pub(super) fn outside(&self, events: &[MapEvent]) -> usize {
        let inside = |event: &&MapEvent| {
            let [x, y] = self.project(event.at);
            (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
        };
        events.len() - events.iter().filter(inside).count()
    }

    pub(super) fn meridians(&self) -> Vec<Tick> {
        let east = self.west + self.width / self.scale[0];
        let tick =
            |lon: f64| Tick { at: px(self.project([lon, 0.0])[0]), label: label(lon, ["E", "W"]) };
        ticks(self.west, east, self.width).map(tick).collect()
    }

    pub(super) fn parallels(&self) -> Vec<Tick> {
        let south = self.north - self.height / self.scale[1];
        let tick =
            |lat: f64| Tick { at: px(self.project([0.0, lat])[1]), label: label(lat, ["N", "S"]) };
        ticks(south, self.north, self.height).map(tick).collect()
    }

    /// Length in metres and in pixels of a bar of 1, 2 or 5 times a power of ten.
    pub(super) fn scale_bar(&self) -> (f64, f64) {
        const LENGTHS: [f64; 3] = [1.0, 2.0, 5.0];
        let powers = (0..7).map(|n| 10_f64.powi(n));
        let lengths = powers.flat_map(|power| LENGTHS.map(|length| length * power));
        let fits = lengths.filter(|metres| self.pixels(*metres) <= self.width / 4.0);
        let metres = fits.max_by(f64::total_cmp).unwrap_or(1.0);
        (metres, self.pixels(metres))
    }
}

/// Multiples of a round step, as many as have room for their labels.
fn ticks(from: f64, until: f64, room_px: f64) -> impl Iterator<Item = f64> {
    const STEPS: [f64; 12] = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0];
    let fits = |step: &f64| room_px * step / (until - from) >= TICK_PX;
    let step = STEPS.into_iter().find(fits).unwrap_or(30.0);
    let first = (from / step).ceil();
    // Whole numbers of steps: adding up steps would add up their error.
    (0..20).map(move |n| (first + f64::from(n)) * step).take_while(move |at| *at <= until)
}

fn label(degrees: f64, [plus, minus]: [&str; 2]) -> String {
    let thousandths = (degrees.abs() * 1000.0).round() / 1000.0;
    let side = if degrees < 0.0 { minus } else { plus };
    if thousandths == 0.0 { "0°".to_owned() } else { format!("{thousandths}° {side}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_keeps_its_shape() {
        let frame = Frame::of_bounds([30.0, 59.5, 32.0, 60.5]);
        assert!((frame.width - frame.height).abs() < 1.0, "{} × {}", frame.width, frame.height);
        assert_eq!(frame.project([30.0 - 0.12, 60.5 + 0.06]).map(f64::round), [0.0, 0.0]);
    }

    #[test]
    fn a_single_point_and_a_pole_have_a_frame() {
        for at in [[0.0, 0.0], [180.0, 90.0]] {
            let frame = Frame::of_bounds([at[0], at[1], at[0], at[1]]);
            assert!(frame.width > 0.0 && frame.height > 0.0);
            assert!(frame.width <= SIZE_MAX[0] + 1e-6 && frame.height <= SIZE_MAX[1] + 1e-6);
        }
    }

    #[test]
    fn a_long_strip_is_not_drawn_as_a_strip() {
        let frame = Frame::of_bounds([20.0, -2.0, 20.1, 2.0]);
        assert!(frame.width >= ASPECT_MIN * frame.height * 0.999, "{}", frame.width);
    }

    #[test]
    fn round_ticks() {
        let found: Vec<String> = ticks(-30.6, -29.1, 300.0).map(|t| label(t, ["E", "W"])).collect();
        assert_eq!(found, ["30.5° W", "30° W", "29.5° W"]);
    }
}
