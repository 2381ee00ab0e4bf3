//! The place of a record: a disc, a sector, named areas, or unknown.

use space::{Place, Point};

use super::Builder;
use crate::codes;
use crate::problem::Problem;
use crate::record::Where;
use crate::value::number;

const DISC: [&str; 3] = ["lon", "lat", "radius_m"];
const SECTOR: [&str; 6] = [
    "from_lon",
    "from_lat",
    "bearing_min_deg",
    "bearing_max_deg",
    "distance_min_m",
    "distance_max_m",
];

impl Builder<'_> {
    /// Where it was; unknown where the source does not say.
    pub(super) fn place(&mut self) -> Option<Where> {
        self.stated_place().unwrap_or(Some(Where::At(Place::Unknown)))
    }

    /// Where it was: `None` where the source does not say, `Some(None)` where it cannot be read.
    pub(super) fn stated_place(&mut self) -> Option<Option<Where>> {
        let disc = DISC.iter().any(|field| self.present(field));
        let sector = SECTOR.iter().any(|field| self.present(field));
        match (disc, sector, self.present("place")) {
            (false, false, false) => self.cells.drawn.clone().map(|place| Some(Where::At(place))),
            (true, false, false) => Some(self.disc()),
            (false, true, false) => Some(self.sector()),
            (false, false, true) => Some(self.named()),
            (_, _, true) => {
                self.stated_twice("place", if disc { "lon" } else { "from_lon" });
                Some(None)
            }
            _ => {
                self.stated_twice("lon", "from_lon");
                Some(None)
            }
        }
    }

    fn named(&mut self) -> Option<Where> {
        let names = self.items("place").to_vec();
        (!names.is_empty()).then_some(Where::Named(names))
    }

    fn disc(&mut self) -> Option<Where> {
        let [lon, lat, radius_m] = self.all(DISC)?;
        let centre = self.point("lon", lon, lat)?;
        let radius_m = self.at_least_zero("radius_m", radius_m)?;
        Some(Where::At(Place::Disc { centre, radius_m }))
    }

    fn sector(&mut self) -> Option<Where> {
        let [lon, lat, from_deg, to_deg, near_m, far_m] = self.all(SECTOR)?;
        let from = self.point("from_lon", lon, lat)?;
        let bearings = [("bearing_min_deg", from_deg), ("bearing_max_deg", to_deg)];
        if let Some((field, _)) = bearings.iter().find(|(_, deg)| !(0.0..=360.0).contains(deg)) {
            let problem = Problem::error(codes::NOT_A_NUMBER, "a bearing lies in 0 to 360 degrees");
            self.fail(field, problem);
            return None;
        }
        let near_m = self.at_least_zero("distance_min_m", near_m)?;
        if far_m < near_m {
            let message = "the greatest distance is less than the least";
            self.fail("distance_max_m", Problem::error(codes::NOT_A_NUMBER, message));
            return None;
        }
        let (bearing_deg, distance_m) = ([from_deg, to_deg], [near_m, far_m]);
        Some(Where::At(Place::Sector { from, bearing_deg, distance_m }))
    }

    /// All of some numbers; each that is missing is a problem.
    fn all<const N: usize>(&mut self, fields: [&str; N]) -> Option<[f64; N]> {
        let values = fields.map(|field| {
            if !self.present(field) {
                self.missing(field);
            }
            self.read(field, number::decimal)
        });
        let mut numbers = [0.0; N];
        for (number, value) in numbers.iter_mut().zip(values) {
            *number = value?;
        }
        Some(numbers)
    }

    fn point(&mut self, field: &str, lon: f64, lat: f64) -> Option<Point> {
        Point::new(lon, lat).or_else(|| {
            let message = format!("longitude {lon}, latitude {lat} is no position on Earth");
            let swapped = Point::new(lat, lon).map(|_| "are longitude and latitude swapped?");
            let help = swapped.unwrap_or("longitude lies in -180 to 180, latitude in -90 to 90");
            self.fail(field, Problem::error(codes::NOT_A_POSITION, message).help(help));
            None
        })
    }

    fn at_least_zero(&mut self, field: &str, number: f64) -> Option<f64> {
        if number >= 0.0 {
            return Some(number);
        }
        self.fail(field, Problem::error(codes::NOT_A_NUMBER, format!("{number} m is less than 0")));
        None
    }
}
