//! A case as the accord, evidence and options that engines read.

use std::sync::Arc;

use accord::model::{
    Accord, Actor, Anchor, Anchored, Bearers, Clause, InForce, Norm, Offset, PartyIx, Premise,
    PremiseRule, Prohibition, Proof, Variant, Window,
};
use accord::model::{Area as NamedArea, End};
use basis::{Actors, Construed, Count, Digest, Instant, Interval, KindSet, Span, Standing};
use evidence::{Evidence, Head, Row, SourceFile, Where};
use space::{Geometry, Point, Region, Shape};
use verify::{Options, PeriodLength};

use super::scenario::{Area, HOURS, KINDS, PARTIES, Place, Scenario, Voice, Who};

/// Midnight of 4 March 2024, hour zero of every case.
const START_US: i64 = 1_709_510_400_000_000;

/// Heading of every total.
const COUNTED: &str = "violations";

/// An hour of the case as an instant.
pub(crate) fn hour(hour: i64) -> Instant {
    Instant::from_micros(START_US).plus_micros(hour * basis::time::HOUR_US)
}

/// `[from, to)`, and the instant itself where both are the same.
pub(crate) fn interval(hours: (i64, i64)) -> Interval {
    Interval::new(hour(hours.0), hour(hours.1)).unwrap_or(Interval::at(hour(hours.0)))
}

pub(crate) fn kind_set(mask: u8) -> KindSet {
    let named = |name: &str| KindSet::named(name).expect("a kind of the tree");
    let chosen = KINDS.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0);
    chosen.fold(KindSet::NONE, |set, (_, name)| set.union(named(name)))
}

/// The area as the space crate knows it.
fn region(area: Area) -> Region {
    let rectangle = |west: f64| {
        let corners = [(0.0, 50.0), (1.0, 50.0), (1.0, 51.0), (0.0, 51.0), (0.0, 50.0)];
        let ring = corners.map(|(lon, lat)| Point { lon: west + lon, lat });
        let geometry = Geometry::Polygons(vec![vec![ring.to_vec()]]);
        Region::inside(Arc::new(Shape { geometry, accuracy_m: 0.0 }))
    };
    let strip = |limit_m: f64, accuracy_m: f64| {
        let line = [49.0, 51.0].map(|lat| Point { lon: 30.0, lat });
        let geometry = Geometry::Lines(vec![line.to_vec()]);
        Region::near(Arc::new(Shape { geometry, accuracy_m }), limit_m)
    };
    match area {
        Area::Everywhere => Region::Everywhere,
        Area::West => rectangle(30.0),
        Area::East => rectangle(31.0),
        Area::Both => Region::union(vec![rectangle(30.0), rectangle(31.0)]),
        Area::Near { limit_m, accuracy_m } => strip(limit_m, accuracy_m),
        Area::WestWithout { limit_m } => {
            Region::intersection(vec![rectangle(30.0), strip(limit_m, 0.0).outside()])
        }
    }
}

fn actor(name: &str, matches: &[&str]) -> Actor {
    let matches = matches.iter().map(|name| (*name).to_owned()).collect();
    Actor { name: name.to_lowercase(), label: name.to_owned(), matches }
}

fn premise(rule: PremiseRule) -> Premise {
    let construed = Construed { because: "generated".to_owned(), by: "generated".to_owned() };
    Premise { rule, construed, span: Span::default() }
}

impl Scenario {
    pub(crate) fn accord(&self) -> Accord {
        let closed = self.closed.map(|area| {
            let named = (area != Area::Everywhere).then(|| "closed".to_owned());
            let region = (area != Area::Everywhere).then(|| region(area));
            premise(PremiseRule::ClosedActors { area: named, region })
        });
        let counted = self.counted.map(|mask| {
            let kinds = kind_set(mask);
            premise(PremiseRule::TallyMapping { counted: COUNTED.to_owned(), kinds })
        });
        let named = |name: &str, area| NamedArea {
            name: name.to_lowercase(),
            matches: vec![name.to_owned()],
            regions: vec![(String::new(), region(area))],
            construed: None,
        };
        Accord {
            title: "Generated".to_owned(),
            digest: Digest::of(b""),
            file: "accord.md".to_owned(),
            agreed: None,
            zone: Some(basis::Zone::utc()),
            in_force: InForce {
                from: Some(hour(self.in_force.0)),
                until: self.in_force.1.map(|until| End::At(hour(until))),
            },
            relations: Vec::new(),
            encoded_by: None,
            accepted_by: Vec::new(),
            contested_by: Vec::new(),
            parties: PARTIES[..self.parties].iter().map(|name| actor(name, &[])).collect(),
            observers: vec![actor("Mission", &[])],
            bodies: Vec::new(),
            others: vec![(accord::model::Role::NonSignatory, actor("Delta", &[]))],
            areas: vec![named("West", Area::West), named("East", Area::East)],
            lines: Vec::new(),
            premises: closed.into_iter().chain(counted).collect(),
            clauses: vec![self.clause()],
            articles: Vec::new(),
            constructions: Vec::new(),
            gaps: Vec::new(),
            geometry: std::collections::BTreeMap::default(),
        }
    }

    fn clause(&self) -> Clause {
        let at = |hours: i64| Anchored { anchor: Anchor::At(hour(hours)), offset: Offset::None };
        let areas = self.areas[..self.parties].iter();
        let prohibition = Prohibition {
            kinds: kind_set(self.kinds),
            objects: None,
            targets: None,
            place: areas.map(|area| Some(region(*area))).collect(),
            limit: None,
            window: Window { from: self.window.0.map(at), until: self.window.1.map(at) },
        };
        Clause {
            id: "1".to_owned(),
            title: "Generated".to_owned(),
            article: None,
            text: String::new(),
            span: Span::default(),
            bearers: Bearers::Each((0..self.parties).map(PartyIx).collect()),
            variants: vec![Variant {
                readings: Vec::new(),
                norm: Norm::Prohibition(prohibition),
                exceptions: Vec::new(),
            }],
            proof: Proof {
                watched_min: self.watched_min,
                origins_min: None,
                admissions: self.admissions,
            },
            gaps: Vec::new(),
            constructions: Vec::new(),
            not_checkable: None,
        }
    }

    pub(crate) fn evidence(&self) -> Evidence {
        let file = SourceFile {
            name: "evidence.csv".to_owned(),
            digest: Digest::of(b""),
            adapter: "generated".to_owned(),
            rows: 0,
            rows_refused: 0,
            rows_skipped: 0,
            records: 0,
        };
        Evidence {
            files: vec![file],
            reports: (0..self.reports.len()).map(|at| self.report(at)).collect(),
            watches: (0..self.watches.len()).map(|at| self.watch(at)).collect(),
            tallies: (0..self.tallies.len()).map(|at| self.tally(at)).collect(),
            acts: Vec::new(),
        }
    }

    fn report(&self, at: usize) -> evidence::Report {
        let report = &self.reports[at];
        let mut head = head(format!("r{at}"), report.voice);
        head.restates = self.restated_by(at).map(|earlier| format!("r{earlier}"));
        evidence::Report {
            head,
            during: interval(report.hours),
            place: place(report.place),
            kinds: kind_set(report.kinds),
            actors: actors(report.who),
            targets: None,
            object: None,
            count: None,
            means: None,
            exercise: false,
        }
    }

    /// The report that this one corrects.
    pub(crate) fn restated_by(&self, at: usize) -> Option<usize> {
        let earlier = at.checked_sub(1)?;
        let same = self.reports[earlier].voice == self.reports[at].voice;
        (self.reports[at].restates && same).then_some(earlier)
    }

    fn watch(&self, at: usize) -> evidence::Watch {
        let watch = &self.watches[at];
        evidence::Watch {
            head: head(format!("w{at}"), watch.voice),
            during: interval(watch.hours),
            place: place(watch.place),
            sees: kind_set(watch.sees),
            nil: watch.nil.then_some(true),
            means: None,
            restriction: None,
        }
    }

    fn tally(&self, at: usize) -> evidence::Tally {
        let tally = &self.tallies[at];
        evidence::Tally {
            head: head(format!("t{at}"), tally.voice),
            counted: COUNTED.to_owned(),
            kinds: kind_set(tally.kinds),
            count: tally.count.map(Count::exact),
            parts: Vec::new(),
            period: interval(tally.hours),
            cumulative: false,
            place: place(tally.place),
            accused: actors(tally.who),
        }
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            from: Some(hour(0)),
            until: Some(hour(2 * HOURS)),
            period: if self.daily { PeriodLength::Day } else { PeriodLength::All },
            ..Options::default()
        }
    }
}

fn head(id: String, voice: Voice) -> Head {
    let (source, relayed_by, standing) = match voice {
        Voice::Mission => ("Mission", None, Standing::Observed),
        Voice::News { forged } => ("News", None, declared(Standing::Reported, forged)),
        Voice::Party { at, forged } => (PARTIES[at], None, declared(Standing::Claimed, forged)),
        Voice::Relayed { at } => ("Mission", Some(PARTIES[at].to_owned()), Standing::Observed),
    };
    Head {
        id,
        row: Row { file: 0, line: 1 },
        source: source.to_owned(),
        relayed_by,
        origin: None,
        standing,
        known_at: None,
        restates: None,
        text: None,
        url: None,
    }
}

fn declared(standing: Standing, forged: bool) -> Standing {
    if forged { Standing::Observed } else { standing }
}

fn place(place: Place) -> Where {
    let named = |names: &[&str]| Where::Named(names.iter().map(|n| (*n).to_owned()).collect());
    match place {
        Place::Unknown => Where::At(space::Place::Unknown),
        Place::Disc { lon, lat, radius_m } => {
            Where::At(space::Place::Disc { centre: Point { lon, lat }, radius_m })
        }
        Place::Area(Area::West) => named(&["West"]),
        Place::Area(Area::East) => named(&["East"]),
        Place::Area(_) => named(&["West", "East"]),
    }
}

fn actors(who: Who) -> Actors {
    match who {
        Who::Unknown => Actors::Unknown,
        Who::Undetermined => Actors::Undetermined,
        Who::OneOf(mask) => {
            let names = PARTIES.into_iter().chain(["Delta"]).enumerate();
            Actors::one_of(names.filter(|(bit, _)| mask & (1 << bit) != 0).map(|(_, name)| name))
        }
    }
}
