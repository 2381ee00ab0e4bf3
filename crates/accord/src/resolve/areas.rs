//! Areas and distances as regions.

use space::Region;

use super::Resolver;
use super::names::Def;
use crate::codes;
use crate::model::{Area, DistanceLimit, Line, PartyIx};
use crate::syntax::{ActorRole, AreaExpr, AreaValue, ItemKind, LineItem, Name, Source};

/// The most parts that one derived area may have.
pub const PARTS_MAX: usize = 1_024;

impl<'a> Resolver<'a> {
    /// The region of an expression, for a party where its own baseline is asked for.
    pub(super) fn area(&mut self, expr: &AreaExpr, party: Option<PartyIx>) -> Option<Region> {
        match expr {
            AreaExpr::Named(name) => self.area_named(name, party),
            AreaExpr::Within(distance, name) => {
                let around = self.around(name, party, distance.value.base())?;
                self.bounded(around, name)
            }
            AreaExpr::Or(terms) => {
                let regions = self.each_area(terms, party)?;
                self.bounded(Region::union(regions), first_name(expr)?)
            }
            AreaExpr::And(terms) => {
                let regions = self.each_area(terms, party)?;
                self.bounded(Region::intersection(regions), first_name(expr)?)
            }
            AreaExpr::ButNot(left, right) => {
                let left = self.area(left, party);
                let right = self.area(right, party)?.outside();
                self.bounded(Region::intersection(vec![left?, right]), first_name(expr)?)
            }
        }
    }

    fn each_area(&mut self, terms: &[AreaExpr], party: Option<PartyIx>) -> Option<Vec<Region>> {
        let regions: Vec<_> = terms.iter().map(|term| self.area(term, party)).collect();
        regions.into_iter().collect()
    }

    fn bounded(&mut self, region: Region, at: &Name) -> Option<Region> {
        if parts(&region) <= PARTS_MAX {
            return Some(region);
        }
        let message = format!("an area made of more than {PARTS_MAX} parts");
        let help = "draw it in a file of its own".to_owned();
        self.error(codes::LIMIT, at.span, message, help)
    }

    fn area_named(&mut self, name: &Name, party: Option<PartyIx>) -> Option<Region> {
        let key = (name.value.clone(), party.map(|party| party.0));
        if let Some(known) = self.world().areas.get(&key) {
            return known.clone();
        }
        if let Some(Def::Lines(_)) = self.names.get(name.value.as_str()).map(|entry| &entry.def) {
            let message = format!("`{}` has no inside", name.value);
            let help = format!("write `within 1 km of {}`, with the distance meant", name.value);
            return self.error(codes::OTHER_SORT, name.span, message, help);
        }
        let definition = self.lookup(name, "an area", |def| match def {
            Def::Area(item) => Some(&item.definition),
            _ => None,
        });
        let region = match definition.and_then(|definition| self.value(definition)) {
            Some(AreaValue::From(source)) => self.shape(source).map(Region::inside),
            Some(AreaValue::Is(expr)) => self.area(expr, party),
            None => None,
        };
        self.world().areas.insert(key, region.clone());
        region
    }

    /// Everything up to a distance from lines, sites or an area.
    fn around(&mut self, name: &Name, party: Option<PartyIx>, distance_m: f64) -> Option<Region> {
        match self.names.get(name.value.as_str()).map(|entry| &entry.def) {
            Some(Def::Lines(lines)) => {
                let line = *lines.first()?;
                let lines = lines.clone();
                let line =
                    if line.of.is_some() { self.baseline(name, &lines, party)? } else { line };
                let source = line.definition.values.first().map(|reading| &reading.value)?;
                Some(Region::near(self.shape(source)?, distance_m))
            }
            Some(Def::Area(_)) => {
                let region = self.area_named(name, party)?;
                match grown(&region, distance_m) {
                    Some(region) => Some(region),
                    None => {
                        let message = format!("no distance can be measured from `{}`", name.value);
                        let help = "measure from a line, or from areas joined by `or`".to_owned();
                        self.error(codes::NO_DISTANCE_FROM, name.span, message, help)
                    }
                }
            }
            _ => self.lookup(name, "a line, sites or an area", |def| match def {
                Def::Lines(_) | Def::Area(_) => Some(Region::Everywhere),
                _ => None,
            }),
        }
    }

    /// The line of the party itself.
    fn baseline(
        &mut self,
        name: &Name,
        lines: &[&'a LineItem],
        party: Option<PartyIx>,
    ) -> Option<&'a LineItem> {
        let Some(party) = party else {
            let message = format!("`{}` differs by side, and no side is meant here", name.value);
            let help = "use it in the place of a clause, where each side has its own".to_owned();
            return self.error(codes::BASELINE, name.span, message, help);
        };
        for line in lines {
            let of = line.of.as_ref().and_then(|of| self.party(of));
            if of == Some(party) {
                return Some(line);
            }
        }
        let side = self.party_name(party);
        let message = format!("`{}` has no line of `{side}`", name.value);
        let help = format!("add `line {} of {side} from \"…\" accuracy …`", name.value);
        self.error(codes::BASELINE, name.span, message, help)
    }

    fn party_name(&self, party: PartyIx) -> String {
        let found = self.names.iter().find(
            |(_, entry)| matches!(entry.def, Def::Actor(ActorRole::Bound, at) if at == party.0),
        );
        found.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
    }

    /// The distance that decides, where the place is a distance from something.
    pub(super) fn limit(&mut self, expr: &AreaExpr) -> Option<DistanceLimit> {
        match expr {
            AreaExpr::Within(distance, name) => {
                Some(DistanceLimit { from: name.value.clone(), limit: distance.value })
            }
            AreaExpr::Named(name) => match self.names.get(name.value.as_str())?.def {
                Def::Area(item) if !self.unusable.contains(name.value.as_str()) => {
                    match self.value(&item.definition)? {
                        AreaValue::Is(expr) => self.limit(expr),
                        AreaValue::From(_) => None,
                    }
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The named areas, each with a region per reading.
    pub(super) fn areas(&mut self) -> Vec<Area> {
        let mut areas = Vec::new();
        for item in &self.syntax.items {
            let ItemKind::Area(area) = &item.kind else { continue };
            let name = &area.definition.name;
            let entry = self.names.get(name.value.as_str());
            let taken = entry.is_none_or(|entry| entry.span != name.span);
            if taken || self.unusable.contains(name.value.as_str()) {
                continue; // Reported.
            }
            let rests_on = self.rests_on([name.value.as_str()]);
            let choices = self.choices(&rests_on, name.span).unwrap_or_default();
            let mut regions = Vec::new();
            for choice in choices {
                let readings = self.readings_of(&choice);
                self.enter(choice);
                let region = self.area_named(name, None);
                let label = label(&name.value, &readings);
                regions.extend(region.map(|region| (label, region)));
            }
            areas.push(Area {
                name: name.value.clone(),
                matches: super::values(&area.matches),
                regions,
                construed: area.definition.because.as_ref().map(super::construed),
            });
        }
        areas
    }

    /// The named lines and sites.
    pub(super) fn lines(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        for item in &self.syntax.items {
            let ItemKind::Line(line) = &item.kind else { continue };
            let party = line.of.as_ref().map(|of| self.party(of));
            let source: Option<&Source> = line.definition.values.first().map(|r| &r.value);
            let Some(shape) = source.and_then(|source| self.shape(source)) else { continue };
            lines.push(Line {
                name: line.definition.name.value.clone(),
                party: party.flatten(),
                shape,
                construed: line.definition.because.as_ref().map(super::construed),
            });
        }
        lines
    }
}

/// `inside` for the area's own readings; with the definition's name for those it rests on.
fn label(own: &str, readings: &[(String, String)]) -> String {
    let one = |(name, reading): &(String, String)| {
        if name == own { reading.clone() } else { format!("{name}: {reading}") }
    };
    readings.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A region and everything up to a distance from it, where that is a region too: the shortest way
/// from a point to `Near` of a shape leads on to the shape, so distances add up.
fn grown(region: &Region, by_m: f64) -> Option<Region> {
    match region {
        Region::Inside(shape) => Some(Region::near(shape.clone(), by_m)),
        Region::Near { shape, distance_m } => Some(Region::near(shape.clone(), distance_m + by_m)),
        Region::Union(regions) => {
            let grown: Option<Vec<_>> = regions.iter().map(|r| grown(r, by_m)).collect();
            grown.map(Region::union)
        }
        Region::Everywhere | Region::Intersection(_) | Region::Outside(_) => None,
    }
}

fn parts(region: &Region) -> usize {
    match region {
        Region::Union(regions) | Region::Intersection(regions) => regions.iter().map(parts).sum(),
        Region::Outside(inner) => parts(inner),
        _ => 1,
    }
}

fn first_name(expr: &AreaExpr) -> Option<&Name> {
    match expr {
        AreaExpr::Named(name) | AreaExpr::Within(_, name) => Some(name),
        AreaExpr::Or(terms) | AreaExpr::And(terms) => terms.first().and_then(first_name),
        AreaExpr::ButNot(left, _) => first_name(left),
    }
}
