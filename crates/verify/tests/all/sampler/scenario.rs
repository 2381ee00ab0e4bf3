//! Small cases, generated: one prohibition, a few reports, watches and totals.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The leaves of the tree of kinds that cases use; a set of them is a bit mask.
pub(crate) const KINDS: [&str; 4] =
    ["mortar_fire", "artillery_fire", "device_explosion", "uav_flight"];

/// All of [`KINDS`].
pub(crate) const ALL_KINDS: u8 = 0b1111;

/// The bound sides; a case has the first two or all three.
pub(crate) const PARTIES: [&str; 3] = ["Alpha", "Beta", "Gamma"];

/// The hours that cases speak of.
pub(crate) const HOURS: i64 = 48;

/// One case.
#[derive(Clone, Debug)]
pub(crate) struct Scenario {
    /// Two or three sides.
    pub(crate) parties: usize,
    /// The banned kinds.
    pub(crate) kinds: u8,
    /// The ban's area for each of three sides.
    pub(crate) areas: [Area; 3],
    /// Hours from when to when the accord is in force.
    pub(crate) in_force: (i64, Option<i64>),
    /// Hours of the clause's own window.
    pub(crate) window: (Option<i64>, Option<i64>),
    /// Where only bound sides act, if anywhere is said.
    pub(crate) closed: Option<Area>,
    /// What the heading of totals means, if it is said.
    pub(crate) counted: Option<u8>,
    /// Whether admissions count.
    pub(crate) admissions: bool,
    /// Least watched share.
    pub(crate) watched_min: Option<f64>,
    /// Findings by day.
    pub(crate) daily: bool,
    pub(crate) reports: Vec<Report>,
    pub(crate) watches: Vec<Watch>,
    pub(crate) tallies: Vec<Tally>,
    /// From what worlds are drawn.
    pub(crate) seed: u64,
}

/// Areas: two boxes side by side, both, a strip along a line, and a box without the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Area {
    Everywhere,
    West,
    East,
    Both,
    Near { limit_m: f64, accuracy_m: f64 },
    WestWithout { limit_m: f64 },
}

/// Where a record places its event.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Unknown,
    Disc {
        lon: f64,
        lat: f64,
        radius_m: f64,
    },
    /// By name.
    Area(Area),
}

/// Who speaks, and what standing the row declares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Voice {
    Mission,
    /// A newspaper that declares what it is, or calls itself observed.
    News {
        forged: bool,
    },
    /// A side, by position.
    Party {
        at: usize,
        forged: bool,
    },
    /// A side that passes on the mission's words.
    Relayed {
        at: usize,
    },
}

/// Who did it: a bit mask over the sides, with somebody else as bit 3.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Who {
    Unknown,
    Undetermined,
    OneOf(u8),
}

#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) voice: Voice,
    pub(crate) hours: (i64, i64),
    pub(crate) place: Place,
    pub(crate) kinds: u8,
    pub(crate) who: Who,
    /// It corrects the report before it, if both are of the same voice.
    pub(crate) restates: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Watch {
    pub(crate) voice: Voice,
    pub(crate) hours: (i64, i64),
    pub(crate) place: Place,
    pub(crate) sees: u8,
    pub(crate) nil: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) voice: Voice,
    pub(crate) hours: (i64, i64),
    pub(crate) place: Place,
    pub(crate) kinds: u8,
    pub(crate) who: Who,
    pub(crate) count: Option<u64>,
}

/// Any case.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    let in_force = (0..12_i64, option::weighted(0.2, 30..60_i64));
    let clause = (2..=3_usize, banned(), areas(), in_force);
    let window = (option::weighted(0.3, 0..30_i64), option::weighted(0.3, 20..50_i64));
    let rules = (
        option::of(prop_oneof![Just(Area::Everywhere), area()]),
        option::of(kinds()),
        proptest::bool::ANY,
        option::of(prop_oneof![Just(0.0), Just(0.5), Just(0.8)]),
        proptest::bool::ANY,
    );
    let evidence = (vec(report(), 0..=5), vec(watch(), 0..=3), vec(tally(), 0..=2));
    (clause, window, rules, evidence, any::<u64>()).prop_map(|parts| {
        let ((parties, kinds, areas, in_force), window, rules, evidence, seed) = parts;
        let (closed, counted, admissions, watched_min, daily) = rules;
        let (reports, watches, tallies) = evidence;
        Scenario {
            parties,
            kinds,
            areas,
            in_force,
            window,
            closed,
            counted,
            admissions,
            watched_min,
            daily,
            reports,
            watches,
            tallies,
            seed,
        }
    })
}

/// One area for all sides, mostly; otherwise each has its own.
fn areas() -> impl Strategy<Value = [Area; 3]> {
    prop_oneof![3 => area().prop_map(|one| [one; 3]), 1 => [area(), area(), area()]]
}

fn area() -> impl Strategy<Value = Area> {
    let limit = prop_oneof![Just(5_000.0), Just(20_000.0)];
    let accuracy = prop_oneof![Just(0.0), Just(1_000.0)];
    prop_oneof![
        2 => Just(Area::West),
        1 => Just(Area::East),
        2 => Just(Area::Both),
        2 => (limit, accuracy)
            .prop_map(|(limit_m, accuracy_m)| Area::Near { limit_m, accuracy_m }),
        1 => Just(Area::WestWithout { limit_m: 20_000.0 }),
    ]
}

/// An area that evidence may name: those whose points can be drawn exactly.
fn named() -> impl Strategy<Value = Area> {
    prop_oneof![Just(Area::West), Just(Area::East), Just(Area::Both)]
}

fn place() -> impl Strategy<Value = Place> {
    let lon = prop_oneof![2 => 2..=8_u8, 1 => 0..=12_u8];
    let lon = lon.prop_map(|step| 29.5 + f64::from(step) * 0.25);
    let lat = prop_oneof![2 => 2..=4_u8, 1 => 0..=6_u8];
    let lat = lat.prop_map(|step| 49.75 + f64::from(step) * 0.25);
    let radius = prop_oneof![Just(0.0), Just(200.0), Just(5_000.0), Just(30_000.0)];
    prop_oneof![
        1 => Just(Place::Unknown),
        6 => (lon, lat, radius)
            .prop_map(|(lon, lat, radius_m)| Place::Disc { lon, lat, radius_m }),
        4 => named().prop_map(Place::Area),
    ]
}

/// Wide bans, mostly: what breaks none is of little interest.
fn banned() -> impl Strategy<Value = u8> {
    prop_oneof![1 => 1..=ALL_KINDS, 1 => Just(0b0011), 2 => Just(0b0111), 2 => Just(ALL_KINDS)]
}

fn kinds() -> impl Strategy<Value = u8> {
    prop_oneof![2 => 1..=ALL_KINDS, 2 => Just(0b0001), 2 => Just(0b0011)]
}

fn hours() -> impl Strategy<Value = (i64, i64)> {
    let long = (0..HOURS, 1..=24_i64).prop_map(|(from, length)| (from, from + length));
    let short = (0..HOURS).prop_map(|from| (from, from));
    prop_oneof![1 => long, 2 => short]
}

fn voice() -> impl Strategy<Value = Voice> {
    let party = || 0..2_usize;
    prop_oneof![
        6 => Just(Voice::Mission),
        1 => proptest::bool::ANY.prop_map(|forged| Voice::News { forged }),
        2 => (party(), proptest::bool::ANY).prop_map(|(at, forged)| Voice::Party { at, forged }),
        1 => party().prop_map(|at| Voice::Relayed { at }),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        1 => Just(Who::Unknown),
        1 => Just(Who::Undetermined),
        3 => prop_oneof![Just(0b0001), Just(0b0010)].prop_map(Who::OneOf),
        2 => Just(Who::OneOf(0b0011)),
        1 => (1..=15_u8).prop_map(Who::OneOf),
    ]
}

pub(crate) fn report() -> impl Strategy<Value = Report> {
    (voice(), hours(), place(), kinds(), who(), proptest::bool::weighted(0.1)).prop_map(
        |(voice, hours, place, kinds, who, restates)| Report {
            voice,
            hours,
            place,
            kinds,
            who,
            restates,
        },
    )
}

fn watch() -> impl Strategy<Value = Watch> {
    let hours = prop_oneof![
        2 => (0..HOURS, 1..=36_i64).prop_map(|(from, length)| (from, from + length)),
        1 => Just((0, 2 * HOURS)),
    ];
    let sees = prop_oneof![2 => Just(ALL_KINDS), 1 => kinds()];
    let place = prop_oneof![2 => place(), 2 => named().prop_map(Place::Area)];
    (voice(), hours, place, sees, proptest::bool::weighted(0.9))
        .prop_map(|(voice, hours, place, sees, nil)| Watch { voice, hours, place, sees, nil })
}

fn tally() -> impl Strategy<Value = Tally> {
    let hours = (0..HOURS, 1..=24_i64).prop_map(|(from, length)| (from, from + length));
    (voice(), hours, place(), kinds(), who(), option::of(0..4_u64)).prop_map(
        |(voice, hours, place, kinds, who, count)| Tally { voice, hours, place, kinds, who, count },
    )
}
