//! The UCDP Georeferenced Event Dataset as CSV.
//!
//! Meaning of the columns: Högbladh, Stina (2023): UCDP GED Codebook version 23.1, Department of
//! Peace and Conflict Research, Uppsala University. `docs/spec/evidence.md` has the tables.
//!
//! An event is the *use of armed force* between two sides or against civilians; the sides are a
//! dyad, not who fired. Coordinates of coarse events are mere representation points and are not
//! used.

use basis::{Actors, Interval, Standing};
use space::{Place, Point};

use super::csv::{Cells, Header, Table};
use super::input::Stop;
use super::outcome::RowResult;
use super::template::all_there;
use crate::build::Defaults;
use crate::case::Source;
use crate::codes;
use crate::limits::{TEXT_CHARS_MAX, shorten};
use crate::mappings::Mapping;
use crate::problem::{Problem, quoted};
use crate::record::{Head, Record, Report, Row, Where};
use crate::value::moment::DateOrder;
use crate::value::number;

/// Radius for `where_prec` 1 ("exact location"), in metres: the codebook gives none, and the
/// coordinates are those of a settlement, within which the event may have been anywhere. A choice
/// of ours; `exact_radius_m` in detente.toml replaces it.
pub(super) const EXACT_RADIUS_M: f64 = 5_000.0;

/// Radius for `where_prec` 2, in metres: "within at the most a ca. 25 km radius around a known
/// point".
pub(super) const NEAR_RADIUS_M: f64 = 25_000.0;

const COLUMNS: &[&str] = &[
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "where_description",
    "adm_1",
    "adm_2",
    "country",
    "latitude",
    "longitude",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
];

/// A UCDP GED table.
pub(super) struct Columns<'s> {
    source: &'s Source,
    defaults: Defaults,
}

impl<'s> Columns<'s> {
    /// Checks that the columns are there that are read.
    pub(super) fn new(source: &'s Source, header: &Header) -> Result<Columns<'s>, Vec<Stop>> {
        all_there(COLUMNS.iter().copied(), header)?;
        let mut defaults = source.defaults();
        // The dataset writes the month first; files with ISO dates read just as well.
        defaults.times.date_order = Some(DateOrder::Mdy);
        Ok(Columns { source, defaults })
    }

    fn report(&self, cells: &Cells<'_>) -> Result<Report, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut keep = |problem| problems.push(problem);
        let id = need(cells, "id").map_err(&mut keep).ok();
        let during = self.during(cells).map_err(&mut keep).ok();
        let place = self.place(cells).map_err(&mut keep).ok();
        let kinds = kinds(cells).map_err(&mut keep).ok();
        let report = move || {
            Some(Report {
                head: self.head(cells, id?, during?),
                during: during?,
                place: place?,
                kinds: kinds?,
                actors: Actors::one_of(["side_a", "side_b"].iter().filter_map(|c| cells.get(c))),
                targets: None,
                object: None,
                count: None,
                means: None,
                exercise: false,
            })
        };
        report().ok_or(problems)
    }

    fn head(&self, cells: &Cells<'_>, id: &str, during: Interval) -> Head {
        let later = |delay: basis::Quantity| during.end.plus_micros(delay.micros());
        Head {
            id: format!("ucdp:{id}"),
            row: Row { file: 0, line: 0 },
            source: self.source.name.clone().unwrap_or_default(),
            relayed_by: None,
            origin: None,
            standing: self.source.standing.unwrap_or(Standing::Reported).min(Standing::Reported),
            known_at: self.source.known_at.or(self.source.known_after.map(later)),
            restates: None,
            text: Some(shorten(&text(cells), TEXT_CHARS_MAX)),
            url: None,
        }
    }

    /// From the start of `date_start` to the end of `date_end`: the dates between which it
    /// happened, whatever `date_prec` says.
    fn during(&self, cells: &Cells<'_>) -> Result<Interval, Problem> {
        let times = &self.defaults.times;
        let day = |column| {
            let text = need(cells, column)?;
            let day = times.day(text).and_then(|day| times.civil_day(day));
            day.map_err(|problem| problem.column(column))
        };
        let (first, last) = (day("date_start")?, day("date_end")?);
        code(cells, "date_prec", 1..=5)?;
        Interval::new(first.start, last.end).ok_or_else(|| {
            let message = "it ends on a day before it begins";
            Problem::error(codes::ENDS_BEFORE, message).column("date_end")
        })
    }

    fn place(&self, cells: &Cells<'_>) -> Result<Where, Problem> {
        let radius_m = match code(cells, "where_prec", 1..=7)? {
            1 => self.source.exact_radius_m.unwrap_or(EXACT_RADIUS_M),
            2 => NEAR_RADIUS_M,
            3 => return Ok(named(cells, &["adm_2", "adm_1", "country"])),
            4 => return Ok(named(cells, &["adm_1", "country"])),
            6 => return Ok(named(cells, &["country"])),
            // 5, a line or a region without borders; 7, international waters or airspace.
            _ => return Ok(Where::At(Place::Unknown)),
        };
        let degrees = |column| {
            let number = need(cells, column).and_then(number::decimal);
            number.map_err(|problem: Problem| problem.column(column))
        };
        let (lon, lat) = (degrees("longitude")?, degrees("latitude")?);
        let centre = Point::new(lon, lat).ok_or_else(|| {
            let message = format!("longitude {lon}, latitude {lat} is no position on Earth");
            Problem::error(codes::NOT_A_POSITION, message).column("longitude")
        })?;
        Ok(Where::At(Place::Disc { centre, radius_m }))
    }
}

impl Table for Columns<'_> {
    fn row(&self, cells: &Cells<'_>, _line: u64) -> RowResult {
        match self.report(cells) {
            Ok(report) => RowResult { records: vec![Record::Report(report)], problems: Vec::new() },
            Err(problems) => RowResult { records: Vec::new(), problems },
        }
    }
}

fn need<'a>(cells: &Cells<'a>, column: &str) -> Result<&'a str, Problem> {
    cells.get(column).ok_or_else(|| {
        let message = format!("an event needs `{column}`");
        Problem::error(codes::MISSING_VALUE, message).column(column)
    })
}

/// A precision code.
fn code(
    cells: &Cells<'_>,
    column: &str,
    known: std::ops::RangeInclusive<u8>,
) -> Result<u8, Problem> {
    let text = need(cells, column)?;
    text.parse().ok().filter(|number| known.contains(number)).ok_or_else(|| {
        let message = format!("{} is no `{column}` of the codebook", quoted(text));
        Problem::error(codes::UNKNOWN_WORD, message).column(column).value(text).help(format!(
            "known are {} to {}",
            known.start(),
            known.end()
        ))
    })
}

fn kinds(cells: &Cells<'_>) -> Result<basis::KindSet, Problem> {
    let text = need(cells, "type_of_violence")?;
    let mapping = Mapping::named("ucdp-ged");
    mapping.and_then(|mapping| mapping.kinds(text)).ok_or_else(|| {
        let message = format!("{} is no type of violence of the codebook", quoted(text));
        Problem::error(codes::UNKNOWN_WORD, message)
            .column("type_of_violence")
            .value(text)
            .help("known are 1 to 3")
    })
}

/// The area by the first of these columns that names one.
fn named(cells: &Cells<'_>, columns: &[&str]) -> Where {
    let name = columns.iter().find_map(|column| cells.get(column));
    name.map_or(Where::At(Place::Unknown), |name| Where::Named(vec![name.to_owned()]))
}

/// Deaths are facts of the event, not a count of events.
fn text(cells: &Cells<'_>) -> String {
    let cell = |column| cells.get(column).unwrap_or("?");
    let deaths =
        format!("deaths: best {}, low {}, high {}", cell("best"), cell("low"), cell("high"));
    let described = ["where_description", "source_headline"].into_iter().filter_map(|column| {
        Some(format!("; {}: {}", column.split('_').next_back()?, cells.get(column)?))
    });
    std::iter::once(deaths).chain(described).collect()
}
