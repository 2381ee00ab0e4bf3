//! Dates and times as sources write them. Order and zone are stated, never guessed.

use basis::civil::{Date, DateTime, Time};
use basis::zone::LocalTimeError;
use basis::{Instant, Interval, Zone};

use crate::codes;
use crate::problem::{Problem, quoted};

/// In which order a source writes the parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

impl DateOrder {
    /// `ymd`, `dmy`, `mdy`.
    pub fn named(name: &str) -> Option<DateOrder> {
        match name {
            "ymd" => Some(DateOrder::Ymd),
            "dmy" => Some(DateOrder::Dmy),
            "mdy" => Some(DateOrder::Mdy),
            _ => None,
        }
    }
}

/// How a source writes its times.
#[derive(Clone, Debug)]
pub(crate) struct TimeStyle {
    pub(crate) zone: Option<Zone>,
    pub(crate) day_ends: Time,
    pub(crate) date_order: Option<DateOrder>,
}

/// A date, or a date and time, resolved as far as the text goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Moment {
    /// One instant.
    At(Instant),
    /// A civil day.
    Day(Date),
}

impl TimeStyle {
    /// Reads `2020-07-27`, `2020-07-27T00:01`, `2020-07-27 00:01:30.5+03:00`,
    /// `2020-07-27T24:00`, and with a declared order also `7/27/2020 12:00:00 AM`.
    pub(crate) fn moment(&self, text: &str) -> Result<Moment, Problem> {
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], text[at + 1..].trim()),
            None => (text, ""),
        };
        let date = self.date(date, text)?;
        if time.is_empty() {
            return Ok(Moment::Day(date));
        }
        let clock = Clock::read(time).ok_or_else(|| not_a_time(text))?;
        let local = clock.on(date).ok_or_else(|| not_a_time(text))?;
        let zone = match clock.offset {
            Some(offset) => Zone::named(offset).ok_or_else(|| not_a_time(text))?,
            None => self.zone().map_err(|problem| problem.value(text))?.clone(),
        };
        let instant = zone.instant(local).map_err(|error| clock_problem(error, text))?;
        Ok(Moment::At(instant))
    }

    /// Reads a date without a time.
    pub(crate) fn day(&self, text: &str) -> Result<Date, Problem> {
        // Some tables write a day as its midnight: `2020-07-27 00:00:00.000`.
        let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
        let midnight = match time.trim() {
            "" => true,
            time => Clock::read(time).is_some_and(|clock| clock.is_midnight()),
        };
        if !midnight {
            let problem =
                Problem::error(codes::NOT_A_TIME, format!("{} is not a day", quoted(text)));
            return Err(problem
                .value(text)
                .help("write the date alone, or use `began` and `ended`"));
        }
        self.date(date, text)
    }

    /// The civil day as an interval of the source's zone.
    pub(crate) fn civil_day(&self, day: Date) -> Result<Interval, Problem> {
        self.zone()?.day(day).map_err(|error| clock_problem(error, &day.to_string()))
    }

    /// The reporting day as an interval of the source's zone.
    pub(crate) fn reporting_day(&self, day: Date) -> Result<Interval, Problem> {
        self.zone()?
            .reporting_day(day, self.day_ends)
            .map_err(|error| clock_problem(error, &day.to_string()))
    }

    fn zone(&self) -> Result<&Zone, Problem> {
        self.zone.as_ref().ok_or_else(|| {
            Problem::error(codes::ZONE_MISSING, "a local time, but the source states no zone")
                .help("state the source's `zone` in detente.toml, or write times with an offset")
        })
    }

    /// Reads the date of a text; the whole text is for messages.
    fn date(&self, date: &str, text: &str) -> Result<Date, Problem> {
        let basic = (self.date_order == Some(DateOrder::Ymd)).then(|| basic_parts(date)).flatten();
        let parts: Vec<&str> = match &basic {
            Some(parts) => parts.to_vec(),
            None => date.split(['-', '/', '.']).collect(),
        };
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let &[a, b, c] = parts.as_slice() else { return Err(not_a_time(text)) };
        if ![a, b, c].iter().all(digits) {
            return Err(not_a_time(text));
        }
        let order = if is_iso(date) { Some(DateOrder::Ymd) } else { self.date_order };
        let Some(order) = order else { return Err(order_not_stated(text, [a, b, c])) };
        in_order([a, b, c], order).ok_or_else(|| {
            let other = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd]
                .into_iter()
                .find(|&other| in_order([a, b, c], other).is_some())
                .map(|other| format!("it would be a date in the order {}", words(other)));
            not_a_time(text).help_opt(other)
        })
    }
}

/// `2020-07-27`: four, two and two digits with hyphens (ISO 8601-1, 5.2.2.1).
fn is_iso(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-'
}

/// Year, month and day of `20200727` (ISO 8601-1, 5.2.2.1, basic format): read where the source
/// states `ymd`, because eight digits may be any number.
fn basic_parts(date: &str) -> Option<[&str; 3]> {
    let digits = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| [&date[..4], &date[4..6], &date[6..]])
}

fn in_order(parts: [&str; 3], order: DateOrder) -> Option<Date> {
    let [a, b, c] = parts;
    let (year, month, day) = match order {
        DateOrder::Ymd => (a, b, c),
        DateOrder::Dmy => (c, b, a),
        DateOrder::Mdy => (c, a, b),
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Ymd => "year, month, day (`ymd`)",
        DateOrder::Dmy => "day, month, year (`dmy`)",
        DateOrder::Mdy => "month, day, year (`mdy`)",
    }
}

fn order_not_stated(text: &str, parts: [&str; 3]) -> Problem {
    let readings: Vec<String> = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd]
        .into_iter()
        .filter_map(|order| in_order(parts, order))
        .map(|date| date.to_string())
        .collect();
    let mut distinct = readings;
    distinct.dedup();
    let message = match distinct.as_slice() {
        [] => return not_a_time(text),
        [first, second, ..] => format!("{} may be {first} or {second}", quoted(text)),
        [_] => format!("the order of day and month in {} is not stated", quoted(text)),
    };
    Problem::error(codes::DATE_ORDER, message)
        .value(text)
        .help("state `date_order` of the source: `dmy` or `mdy`")
}

fn not_a_time(text: &str) -> Problem {
    Problem::error(codes::NOT_A_TIME, format!("{} is not a date or time", quoted(text)))
        .value(text)
        .help("write `2020-07-27`, `2020-07-27T00:01` or `2020-07-27T00:01+03:00`")
}

fn clock_problem(error: LocalTimeError, text: &str) -> Problem {
    let code = match error {
        LocalTimeError::OutOfRange => codes::NOT_A_TIME,
        LocalTimeError::Skipped | LocalTimeError::Repeated => codes::CLOCK_CHANGE,
    };
    Problem::error(code, error.to_string())
        .value(text)
        .help("write the time with its offset: `2020-10-25T03:30+03:00`")
}

/// A time of day, 24:00 included, with an offset where one is written.
struct Clock<'a> {
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    offset: Option<&'a str>,
}

impl<'a> Clock<'a> {
    /// `00:01`, `00:01:30.5+03:00`, `24:00`, `12:00:00 AM`, `21:01Z`.
    fn read(text: &'a str) -> Option<Clock<'a>> {
        let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
            Some(at) if matches!(&text[at..], "Z" | "z") => (&text[..at], Some("+00:00")),
            Some(at) => (&text[..at], Some(&text[at..])),
            None => (text, None),
        };
        let (clock, half) = half_of_day(clock);
        let mut parts = clock.split(':');
        let mut hour = two_digits(parts.next()?)?;
        let minute = two_digits(parts.next()?)?;
        let (second, nanosecond) = parts.next().map_or(Some((0, 0)), seconds)?;
        if parts.next().is_some() || minute > 59 || second > 59 {
            return None;
        }
        if let Some(afternoon) = half {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        let midnight = minute == 0 && second == 0 && nanosecond == 0;
        let valid = hour < 24 || (hour == 24 && midnight);
        valid.then_some(Clock { hour, minute, second, nanosecond, offset })
    }

    fn is_midnight(&self) -> bool {
        let parts = [self.hour, self.minute, self.second];
        parts == [0; 3] && self.nanosecond == 0 && self.offset.is_none()
    }

    /// The local date and time; 24:00 is the next midnight (ISO 8601-1:2019/Amd 1).
    fn on(&self, date: Date) -> Option<DateTime> {
        if self.hour == 24 {
            return Some(date.tomorrow().ok()?.to_datetime(Time::midnight()));
        }
        let time = Time::new(self.hour, self.minute, self.second, self.nanosecond).ok()?;
        Some(date.to_datetime(time))
    }
}

/// Splits off `AM` (`false`) or `PM` (`true`).
fn half_of_day(clock: &str) -> (&str, Option<bool>) {
    let clock = clock.trim_end();
    let split = clock.len().checked_sub(2).filter(|&at| clock.is_char_boundary(at));
    let Some((time, half)) = split.map(|at| clock.split_at(at)) else { return (clock, None) };
    match half.to_ascii_uppercase().as_str() {
        "AM" => (time.trim_end(), Some(false)),
        "PM" => (time.trim_end(), Some(true)),
        _ => (clock, None),
    }
}

fn two_digits(text: &str) -> Option<i8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Seconds and nanoseconds; decimals beyond the ninth must not stand.
fn seconds(text: &str) -> Option<(i8, i32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((two_digits(whole)?, format!("{fraction:0<9}").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(zone: Option<&str>, order: Option<&str>) -> TimeStyle {
        TimeStyle {
            zone: zone.and_then(Zone::named),
            day_ends: Time::midnight(),
            date_order: order.and_then(DateOrder::named),
        }
    }

    fn show(style: &TimeStyle, text: &str) -> String {
        match style.moment(text) {
            Ok(Moment::At(instant)) => instant.to_string(),
            Ok(Moment::Day(day)) => format!("day {day}"),
            Err(problem) => {
                let diagnostic = problem.at("f", 1);
                format!("{}: {}", diagnostic.code.0, diagnostic.message)
            }
        }
    }

    #[test]
    fn times_with_zone_and_order() {
        let style = style(Some("Europe/Kyiv"), Some("mdy"));
        for (text, expected) in [
            ("2020-07-27", "day 2020-07-27"),
            ("2020-07-27T00:01", "2020-07-26T21:01:00Z"),
            ("2020-07-27T00:01+00:00", "2020-07-27T00:01:00Z"),
            ("2020-07-27 21:01:30.25Z", "2020-07-27T21:01:30.25Z"),
            ("2020-07-27T24:00", "2020-07-27T21:00:00Z"),
            ("7/27/2020 12:00:00 AM", "2020-07-26T21:00:00Z"),
            ("08/12/2014 00:00", "2014-08-11T21:00:00Z"),
            ("7/27/2020 1:05 PM", "2020-07-27T10:05:00Z"),
            ("27/7/2020", "E041: `27/7/2020` is not a date or time"),
            ("2020-07-27T24:01", "E041: `2020-07-27T24:01` is not a date or time"),
            ("2020-02-30", "E041: `2020-02-30` is not a date or time"),
            ("7/27/20", "E041: `7/27/20` is not a date or time"),
            ("2020-03-29T03:30", "E044: a clock change skipped this local time"),
            ("2020-10-25T03:30", "E044: a clock change repeated this local time"),
            ("20200727", "E041: `20200727` is not a date or time"),
            ("soon", "E041: `soon` is not a date or time"),
        ] {
            assert_eq!(show(&style, text), expected, "{text}");
        }
    }

    #[test]
    fn eight_digits_are_a_date_where_the_source_says_so() {
        assert_eq!(show(&style(None, Some("ymd")), "20200727"), "day 2020-07-27");
        assert_eq!(show(&style(None, Some("ymd")), "2020/7/27"), "day 2020-07-27");
    }

    #[test]
    fn nothing_is_guessed() {
        let style = style(None, None);
        for (text, expected) in [
            ("08/12/2014", "E042: `08/12/2014` may be 2014-12-08 or 2014-08-12"),
            ("08/13/2014", "E042: the order of day and month in `08/13/2014` is not stated"),
            ("2014-08-13T10:00", "E043: a local time, but the source states no zone"),
            ("2014-08-13T10:00+03:00", "2014-08-13T07:00:00Z"),
        ] {
            assert_eq!(show(&style, text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(text in "[0-9TtZ:/. +aApPmM\u{e9}-]{0,30}", any in ".*") {
            for style in [style(Some("Europe/Kyiv"), Some("dmy")), style(None, None)] {
                let _ = (style.moment(&text), style.moment(&any), style.day(&any));
            }
        }

        #[test]
        fn what_is_shown_reads_back(micros in -60_000_000_000_000_000i64..60_000_000_000_000_000) {
            let instant = Instant::from_micros(micros);
            let read = style(None, None).moment(&instant.to_string()).unwrap();
            proptest::prop_assert_eq!(read, Moment::At(instant));
        }
    }
}
