//! Worlds, drawn from the definition: each event has one instant, one point, one kind, one author,
//! and nothing happened where and when a capable nil watch looked.

use basis::{Instant, Interval, Standing};
use space::Point;
use space::point::{destination, distance_m};

use super::model::{hour, interval};
use super::scenario::{ALL_KINDS, Area, HOURS, Place, Scenario, Voice, Who};

/// Draws for one event before it is given up as impossible.
const TRIES: usize = 60;

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) at: Instant,
    pub(crate) point: Point,
    /// Bit of the kind.
    pub(crate) kind: u8,
    /// Position of the side; the number of sides or more for somebody else.
    pub(crate) author: usize,
}

/// One history.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// What constraining records say happened.
    pub(crate) events: Vec<Event>,
    /// What third parties report, had it all happened, as far as it can have.
    pub(crate) reported: Vec<Event>,
    /// Where the line truly is, from -1 to 1 of its accuracy.
    pub(crate) line: f64,
}

/// What a record leaves open for its event.
struct Open {
    during: Interval,
    place: Place,
    kinds: u8,
    who: Who,
}

/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// In [0, 1].
    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(1 << 20)).unwrap_or(0)) / f64::from((1 << 20) - 1)
    }

    fn bit_of(&mut self, mask: u8) -> u8 {
        loop {
            let bit = 1 << self.below(8);
            if mask & bit != 0 {
                return bit;
            }
        }
    }
}

impl Voice {
    /// The table of section 1.1: the lower of what is declared and what the source allows.
    fn standing(self) -> Standing {
        match self {
            Voice::Mission => Standing::Observed,
            Voice::News { .. } => Standing::Reported,
            Voice::Party { .. } | Voice::Relayed { .. } => Standing::Claimed,
        }
    }
}

impl Scenario {
    /// A world, or `None` where an event that must have happened could not be placed.
    pub(crate) fn world(&self, dice: &mut Dice) -> Option<World> {
        let anywhere = dice.share() * 2.0 - 1.0;
        let line = [-1.0, 0.0, 1.0, anywhere][usize::from(dice.below(4) as u8)];
        let constraining = self.constraining();
        let events = constraining.iter().map(|open| self.event(open, line, dice));
        let events = events.collect::<Option<Vec<_>>>()?;
        let reported = self.reported();
        let reported = reported.iter().filter_map(|open| self.event(open, line, dice)).collect();
        Some(World { events, reported, line })
    }

    /// Whether some event that must have happened can be placed nowhere, as far as many draws show.
    pub(crate) fn some_event_is_impossible(&self, dice: &mut Dice) -> bool {
        let constraining = self.constraining();
        constraining.iter().any(|open| (0..20).all(|_| self.event(open, 0.0, dice).is_none()))
    }

    /// Section 1.1: what constrains.
    fn constraining(&self) -> Vec<Open> {
        let counts = |at: &usize| {
            let report = &self.reports[*at];
            let restated = (0..self.reports.len()).any(|by| self.restated_by(by) == Some(*at));
            let observed = report.voice.standing() == Standing::Observed;
            !restated && (observed || self.admitted(*at))
        };
        let reports = (0..self.reports.len()).filter(counts).map(|at| self.open(at));
        let tallies = self.tallies.iter().filter(|tally| {
            tally.voice.standing() == Standing::Observed && tally.count.is_some_and(|n| n > 0)
        });
        let tallies = tallies.map(|tally| Open {
            during: interval(tally.hours),
            place: tally.place,
            kinds: tally.kinds & self.counted.unwrap_or(ALL_KINDS),
            who: tally.who,
        });
        reports.chain(tallies).collect()
    }

    fn open(&self, at: usize) -> Open {
        let report = &self.reports[at];
        let (during, place) = (interval(report.hours), report.place);
        Open { during, place, kinds: report.kinds, who: report.who }
    }

    /// A side's own words that name itself alone, where the accord counts them.
    fn admitted(&self, at: usize) -> bool {
        let report = &self.reports[at];
        let Voice::Party { at: side, .. } = report.voice else { return false };
        self.admissions && report.who == Who::OneOf(1 << side)
    }

    fn reported(&self) -> Vec<Open> {
        let counts = |at: &usize| {
            let restated = (0..self.reports.len()).any(|by| self.restated_by(by) == Some(*at));
            !restated && self.reports[*at].voice.standing() == Standing::Reported
        };
        (0..self.reports.len()).filter(counts).map(|at| self.open(at)).collect()
    }

    fn event(&self, open: &Open, line: f64, dice: &mut Dice) -> Option<Event> {
        if open.kinds == 0 {
            return None;
        }
        let draw = |dice: &mut Dice| Event {
            at: instant(open.during, dice),
            point: point(open.place, dice),
            kind: dice.bit_of(open.kinds),
            author: self.author(open.who, dice),
        };
        (0..TRIES).map(|_| draw(dice)).find(|event| self.admits(event, line))
    }

    /// Nobody named: any side or somebody else.
    fn author(&self, who: Who, dice: &mut Dice) -> usize {
        let mask = match who {
            Who::Unknown | Who::Undetermined => 0b1111,
            Who::OneOf(mask) => mask,
        };
        dice.bit_of(mask).trailing_zeros() as usize
    }

    /// No capable nil watch excludes it, and no stated premise.
    fn admits(&self, event: &Event, line: f64) -> bool {
        let excluded = self.watches.iter().any(|watch| {
            let nil = watch.nil && watch.voice.standing() == Standing::Observed;
            nil && watch.sees & event.kind != 0
                && interval(watch.hours).contains(event.at)
                && inside(watch.place, event.point)
        });
        let other = event.author >= self.parties;
        let barred = other && self.closed.is_some_and(|area| area.holds(event.point, line));
        !excluded && !barred
    }

    /// Whether an event is contrary to the clause by this side within a period.
    pub(crate) fn contrary(&self, event: &Event, side: usize, within: Interval, line: f64) -> bool {
        let after = |from: i64| hour(from) <= event.at;
        let before = |until: i64| event.at < hour(until);
        event.author == side
            && event.kind & self.kinds != 0
            && within.contains(event.at)
            && after(self.in_force.0)
            && self.in_force.1.is_none_or(before)
            && self.window.0.is_none_or(after)
            && self.window.1.is_none_or(before)
            && self.areas[side].holds(event.point, line)
    }

    /// Something that nobody recorded, contrary to the clause by this side, that no watch excludes.
    pub(crate) fn unseen(&self, side: usize, within: Interval, dice: &mut Dice) -> Option<Event> {
        let all = Interval::new(hour(0), hour(2 * HOURS))?;
        let draw = |dice: &mut Dice| Event {
            at: instant(within.intersect(all).unwrap_or(all), dice),
            point: point(Place::Unknown, dice),
            kind: dice.bit_of(self.kinds),
            author: side,
        };
        let contrary =
            |event: &Event| self.admits(event, 0.0) && self.contrary(event, side, within, 0.0);
        (0..TRIES).map(|_| draw(dice)).find(contrary)
    }
}

/// An end of the interval, or any instant inside.
fn instant(during: Interval, dice: &mut Dice) -> Instant {
    let last = during.micros() - 1;
    let offset = match dice.below(6) {
        0 => 0,
        1 => last,
        // Hours are where windows and watches begin and end.
        2 | 3 => {
            let hours = u64::try_from(last / basis::time::HOUR_US).unwrap_or(0);
            i64::try_from(dice.below(hours + 1)).unwrap_or(0) * basis::time::HOUR_US
        }
        _ => i64::try_from(dice.below(u64::try_from(last).unwrap_or(0) + 1)).unwrap_or(0),
    };
    during.start.plus_micros(offset)
}

fn point(place: Place, dice: &mut Dice) -> Point {
    match place {
        Place::Unknown => Point { lon: 28.5 + 5.0 * dice.share(), lat: 49.0 + 3.0 * dice.share() },
        Place::Disc { lon, lat, radius_m } => {
            let centre = Point { lon, lat };
            let share = if dice.below(2) == 0 { 1.0 } else { dice.share() };
            let bearing = match dice.below(8) {
                eighth @ 0..4 => [0.0, 90.0, 180.0, 270.0][usize::from(eighth as u8)],
                _ => 360.0 * dice.share(),
            };
            // A little inside: the rim itself is only exact to the last bits.
            destination(centre, bearing, radius_m * share * (1.0 - 1e-9))
        }
        Place::Area(area) => {
            let (west, width) = match area {
                Area::West => (30.0, 1.0),
                Area::East => (31.0, 1.0),
                _ => (30.0, 2.0),
            };
            Point { lon: west + width * dice.share(), lat: 50.0 + dice.share() }
        }
    }
}

fn inside(place: Place, point: Point) -> bool {
    match place {
        // A watch that does not say where it looked excludes nothing.
        Place::Unknown => false,
        Place::Disc { lon, lat, radius_m } => distance_m(Point { lon, lat }, point) <= radius_m,
        Place::Area(area) => area.holds(point, 0.0),
    }
}

impl Area {
    fn holds(self, point: Point, line: f64) -> bool {
        let between = |west: f64, east: f64| {
            (west..=east).contains(&point.lon) && (50.0..=51.0).contains(&point.lat)
        };
        match self {
            Area::Everywhere => true,
            Area::West => between(30.0, 31.0),
            Area::East => between(31.0, 32.0),
            Area::Both => between(30.0, 32.0),
            Area::Near { limit_m, accuracy_m } => to_line_m(point) <= limit_m + line * accuracy_m,
            Area::WestWithout { limit_m } => between(30.0, 31.0) && to_line_m(point) > limit_m,
        }
    }
}

/// Distance to the meridian 30° E between 49° and 51° N: the least over its points, by ternary
/// search (the distance along a geodesic is convex at this scale).
fn to_line_m(point: Point) -> f64 {
    let at = |lat: f64| distance_m(point, Point { lon: 30.0, lat });
    let (mut low, mut high) = (49.0, 51.0);
    for _ in 0..40 {
        let third = (high - low) / 3.0;
        if at(low + third) < at(high - third) {
            high -= third;
        } else {
            low += third;
        }
    }
    at((low + high) / 2.0)
}
