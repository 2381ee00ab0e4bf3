//! Quantities, instants, days, anchors and deadlines.

use basis::civil::{Date, Time};
use basis::suggest::{did_you_mean, nearest};
use basis::zone::LocalTimeError;
use basis::{ActType, Dimension, Quantity, Span, Zone};

use super::cursor::{Cursor, RESERVED};
use crate::codes;
use crate::lex::Kind;
use crate::syntax::{Deadline, Moment, Spanned, When};

/// The most days that a deadline counts: a hundred years.
pub const DAYS_MAX: u32 = 36_525;

/// The words that begin an anchor other than an instant or a name.
const ANCHORS: &[&str] = &["entry", "signature", "certified", "attested", "completed", "day"];

impl Cursor<'_> {
    /// A number and a unit of this dimension.
    pub(super) fn quantity(&mut self, dimension: Dimension) -> Option<Spanned<Quantity>> {
        let what = measure(dimension);
        let Some(number) = self.peek() else { return self.unexpected(what, &[]) };
        match number.kind {
            Kind::Number => self.at += 1,
            Kind::Mixed => return self.glued(number.span),
            _ => return self.unexpected(what, &[]),
        }
        let unit = self.peek().filter(|unit| !unit.first).filter(|unit| {
            let word = self.source(*unit);
            unit.kind == Kind::Word && !RESERVED.contains(&word)
                || unit.kind == Kind::Sign && word == "%"
        });
        let (figure, example) = (self.source(number), example(dimension));
        let Some(unit) = unit else {
            let message = format!("`{figure}` has no unit");
            let help = format!("write the unit after the number, such as `{figure} {example}`");
            return self.error(codes::BAD_QUANTITY, number.span, message, help);
        };
        self.at += 1;
        let span = number.span.to(unit.span);
        let word = self.source(unit);
        let Some(found) = Quantity::dimension_of(word) else {
            let help = did_you_mean(word, Quantity::units()).unwrap_or_else(|| {
                format!("{} is written in {}", noun(dimension), units(dimension))
            });
            let message = format!("`{word}` is not a unit of this language");
            return self.error(codes::BAD_QUANTITY, unit.span, message, help);
        };
        if found != dimension {
            let message = format!("`{figure} {word}` is {}, {what} is meant", noun(found));
            let help = format!("{} is written in {}", noun(dimension), units(dimension));
            return self.error(codes::DIMENSION, span, message, help);
        }
        let Some(value) = Quantity::parse(figure, word) else {
            let message = format!("`{figure} {word}` is too large or too fine");
            let help = "at most six decimals of a metre or second".to_owned();
            return self.error(codes::BAD_QUANTITY, span, message, help);
        };
        Some(Spanned { value, span })
    }

    /// `25km`: says where the blank goes.
    fn glued<T>(&mut self, span: Span) -> Option<T> {
        let text = self.text.get(span.start..span.end).unwrap_or("");
        let at = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at(at);
        let help = (Quantity::dimension_of(unit).is_some())
            .then(|| format!("put a blank between number and unit: `{number} {unit}`"));
        self.error(codes::BAD_QUANTITY, span, format!("`{text}` is not a quantity"), help)
    }

    /// A date.
    pub(super) fn date(&mut self) -> Option<Spanned<Date>> {
        let Some(token) = self.peek() else { return self.unexpected("a date", &[]) };
        let word = self.source(token);
        match token.kind {
            Kind::Date => {
                self.at += 1;
                match word.parse::<Date>() {
                    Ok(value) => Some(Spanned { value, span: token.span }),
                    Err(_) => {
                        let message = format!("there is no day `{word}`");
                        let help = "a date is year-month-day, such as `2020-07-27`".to_owned();
                        self.error(codes::BAD_DATE, token.span, message, help)
                    }
                }
            }
            Kind::Mixed | Kind::Number | Kind::Text if !token.first => {
                let message = format!("`{word}` is not a date of this language");
                let help = match word.split_once(['T', 't']) {
                    Some((date, time)) => format!("write date and time apart: `{date} {time}`"),
                    None => "write year-month-day, such as `2020-07-27`".to_owned(),
                };
                self.error(codes::BAD_DATE, token.span, message, help)
            }
            _ => self.unexpected("a date", &[]),
        }
    }

    /// A date, a time and a zone.
    pub(super) fn moment(&mut self) -> Option<Moment> {
        match self.date_or_moment(true)? {
            When::At(moment) => Some(moment),
            _ => None,
        }
    }

    /// A date with or without a time; with `time_needed` a bare date is an error.
    fn date_or_moment(&mut self, time_needed: bool) -> Option<When> {
        let start = self.at;
        let date = self.date()?;
        let Some(time) = self.take(Kind::Time) else {
            let zone = self.zone_if_any()?;
            if !time_needed {
                return Some(When::Day(date, zone));
            }
            let span = self.since(start);
            let zone =
                zone.map_or(self.zone_example.to_owned(), |zone| zone.value.name().to_owned());
            let message = format!("`{}` is a day, an instant is meant", date.value);
            let help = format!("write the time and zone: `{} 00:00 {zone}`", date.value);
            return self.error(codes::NO_TIME, span, message, help);
        };
        let clock = self.source(time);
        let Ok(local) = clock.parse::<Time>() else {
            let message = format!("there is no time `{clock}`");
            let help = "times run from `00:00` to `23:59`; a day ends at `00:00` of the next";
            return self.error(codes::BAD_DATE, time.span, message, help.to_owned());
        };
        let span = date.span.to(time.span);
        let Some(zone) = self.zone_if_any()? else {
            let written = format!("{} {clock}", date.value);
            let message = format!("instant `{written}` has no time zone");
            let help = format!("write the zone after the time: `{written} {}`", self.zone_example);
            return self.error(codes::NO_ZONE, span, message, help);
        };
        let span = span.to(zone.span);
        match zone.value.instant(date.value.to_datetime(local)) {
            Ok(instant) => Some(When::At(Moment { instant, zone: zone.value, span })),
            Err(error) => {
                let help = match error {
                    LocalTimeError::Skipped => "write a time that the clocks showed that day",
                    LocalTimeError::Repeated => {
                        "say which of both with the offset from UTC, such as `+02:00`"
                    }
                    LocalTimeError::OutOfRange => "write a year from -9998 to 9998",
                };
                self.error(codes::CLOCK_CHANGE, span, error.to_string(), help.to_owned())
            }
        }
    }

    /// A zone, where the next token looks like one: `Some(None)` where it does not, `None` where it
    /// does and is unknown.
    #[expect(clippy::option_option, reason = "absent and wrong are different answers")]
    fn zone_if_any(&mut self) -> Option<Option<Spanned<Zone>>> {
        let Some(token) = self.peek().filter(|token| !token.first) else { return Some(None) };
        let word = self.source(token);
        let named = word.starts_with(|c: char| c.is_uppercase());
        match token.kind {
            Kind::Zone | Kind::Offset => {}
            Kind::Word if named => {}
            _ => return Some(None),
        }
        self.at += 1;
        match Zone::named(word) {
            Some(value) => Some(Some(Spanned { value, span: token.span })),
            None => {
                let full = self.problems.is_full();
                let help = (!full).then(|| zone_help(word, self.zone_example));
                let message = format!("time zone `{word}` is not known");
                self.error(codes::UNKNOWN_ZONE, token.span, message, help)
            }
        }
    }

    /// A zone that has to stand here.
    pub(super) fn zone(&mut self) -> Option<Spanned<Zone>> {
        let advice = format!("zones are written such as `{}`", self.zone_example);
        match self.zone_if_any()? {
            Some(zone) => Some(zone),
            None => self.unexpected_with("a time zone", &[], Some(advice)),
        }
    }

    /// An instant or an anchor; a bare day only where `day_allowed`.
    pub(super) fn when(&mut self, day_allowed: bool) -> Option<When> {
        let start = self.at;
        match self.word() {
            "entry" => {
                self.expect(&["entry", "into", "force"])?;
                Some(When::EntryIntoForce(self.since(start)))
            }
            "signature" => {
                self.at += 1;
                Some(When::Signature(self.last()))
            }
            "certified" => self.act_anchor(ActType::Certification),
            "attested" => self.act_anchor(ActType::Attestation),
            "completed" => self.act_anchor(ActType::Completion),
            "day" => {
                self.at += 1;
                let count = self.days("the number of the day")?;
                self.expect(&["after"])?;
                Some(When::DayAfter(count, Box::new(self.anchor()?)))
            }
            _ if self.peek().is_some_and(|token| token.kind == Kind::Word) => {
                let word = self.word();
                let before_text =
                    self.tokens.get(self.at + 1).is_some_and(|token| token.kind == Kind::Text);
                if before_text && nearest(word, ANCHORS.iter().copied()).is_some() {
                    return self.unexpected("an instant or an anchor", ANCHORS);
                }
                self.name("an instant").map(When::Named)
            }
            _ => self.date_or_moment(!day_allowed),
        }
    }

    fn act_anchor(&mut self, act: ActType) -> Option<When> {
        self.at += 1;
        let subject = self.string("a string saying what")?;
        Some(When::Act(act, subject))
    }

    /// What a deadline is counted from: not itself counted.
    fn anchor(&mut self) -> Option<When> {
        if self.word() == "day" {
            return self.unexpected("an instant or an anchor", &ANCHORS[..5]);
        }
        self.when(true)
    }

    fn days(&mut self, what: &str) -> Option<Spanned<u32>> {
        let count = self.whole(what)?;
        if count.value > DAYS_MAX {
            let message = format!("{} days are more than the limit of {DAYS_MAX}", count.value);
            return self.error(codes::LIMIT, count.span, message, None);
        }
        Some(count)
    }

    /// A deadline after its first word.
    pub(super) fn deadline(&mut self) -> Option<Deadline> {
        if self.eat(&["by"]) {
            return self.when(true).map(Deadline::By);
        }
        if self.eat(&["before"]) {
            return self.when(true).map(Deadline::Before);
        }
        self.expect(&["within"])?;
        if matches!(self.word_at(1), "day" | "days") {
            let start = self.at;
            let fraction = self.peek().is_some_and(|token| self.source(token).contains('.'));
            if fraction {
                self.at += 2;
                let span = self.since(start);
                let help = "count whole days, or write hours".to_owned();
                let message = "days are counted as whole civil days";
                return self.error(codes::DAY_COUNT, span, message, help);
            }
            let count = self.days("a number of days")?;
            self.at += 1;
            self.expect(&["of"])?;
            return Some(Deadline::WithinDays(count.value, self.anchor()?));
        }
        let length = self.quantity(Dimension::Duration)?;
        self.expect(&["of"])?;
        Some(Deadline::Within(length.value, self.anchor()?))
    }
}

/// Advice for a zone that is not known: by spelling, the file's own zone first, or by the name of
/// the city alone.
fn zone_help(word: &str, own: &str) -> String {
    let known = Zone::known_names();
    let names = || known.iter().map(String::as_str);
    let city = |name: &&str| name.rsplit('/').next().is_some_and(|c| c.eq_ignore_ascii_case(word));
    let near = || nearest(word, [own]).or_else(|| nearest(word, names()));
    match names().find(city).or_else(near) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "zones are names of the IANA database, `UTC`, or offsets such as `+03:00`".into(),
    }
}

fn measure(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Length => "a distance",
        Dimension::Duration => "a duration",
        Dimension::Share => "a share",
    }
}

fn noun(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Length => "a length",
        Dimension::Duration => "a duration",
        Dimension::Share => "a share",
    }
}

fn example(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Length => "km",
        Dimension::Duration => "hours",
        Dimension::Share => "%",
    }
}

fn units(dimension: Dimension) -> String {
    let units: Vec<String> = Quantity::units()
        .filter(|unit| Quantity::dimension_of(unit) == Some(dimension))
        .filter(|unit| Quantity::dimension_of(&format!("{unit}s")).is_none())
        .map(|unit| format!("`{unit}`"))
        .collect();
    units.join(", ")
}
