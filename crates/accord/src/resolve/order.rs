//! What definitions rest on: rings and chains that are too long, and for each definition everything
//! below it.

use std::collections::{BTreeMap, BTreeSet};

use super::Resolver;
use super::names::Def;
use super::set::Set;
use crate::codes;
use crate::parse::NESTING_MAX;
use crate::syntax::{AreaExpr, AreaValue, Name, StepWords, When};

impl<'a> Resolver<'a> {
    /// Finds what each definition uses, and the definitions that rest on themselves.
    pub(super) fn order_definitions(&mut self) {
        let uses: BTreeMap<&'a str, Vec<&'a str>> = self
            .names
            .iter()
            .map(|(name, entry)| (*name, used(&entry.def)))
            .map(|(name, mut used)| {
                used.retain(|used| self.names.contains_key(used));
                used.sort_unstable();
                used.dedup();
                (name, used)
            })
            .collect();
        let levels = levels(&uses);
        let mut seen: BTreeSet<&'a str> = BTreeSet::new();
        for name in uses.keys().filter(|name| !levels.contains_key(*name)) {
            self.report_cycle(name, &uses, &levels, &mut seen);
            self.unusable.insert(name);
        }
        for (name, level) in &levels {
            if *level > NESTING_MAX {
                let span = self.names.get(name).map(|entry| entry.span).unwrap_or_default();
                let message =
                    format!("`{name}` rests on more than {NESTING_MAX} definitions in a row");
                self.problems.error(codes::LIMIT, span, message, "shorten the chain".to_owned());
                self.unusable.insert(name);
            }
        }
        self.collect_below(&uses, &levels);
    }

    /// What each definition rests on, from the ground up; those on a ring rest on themselves only.
    fn collect_below(
        &mut self,
        uses: &BTreeMap<&'a str, Vec<&'a str>>,
        levels: &BTreeMap<&'a str, usize>,
    ) {
        self.order = uses.keys().copied().collect();
        self.below = vec![Set::default(); self.order.len()];
        let mut order: Vec<(usize, &'a str)> =
            self.order.iter().map(|name| (levels.get(name).copied().unwrap_or(0), *name)).collect();
        order.sort_unstable();
        for (_, name) in order {
            let Ok(at) = self.order.binary_search(&name) else { continue };
            let used = uses.get(name).filter(|_| levels.contains_key(name));
            let mut below = self.rests_on(used.into_iter().flatten().copied());
            below.insert(at);
            if let Some(slot) = self.below.get_mut(at) {
                *slot = below;
            }
            let readings = self.names.get(name).map_or(0, |entry| entry.def.readings().len());
            if readings > 1 {
                self.several.insert(at);
            }
            if self.construed.contains_key(name) {
                self.construed_set.insert(at);
            }
        }
    }

    /// Follows definitions without a level until one comes back.
    fn report_cycle(
        &mut self,
        start: &'a str,
        uses: &BTreeMap<&'a str, Vec<&'a str>>,
        levels: &BTreeMap<&'a str, usize>,
        seen: &mut BTreeSet<&'a str>,
    ) {
        let mut path: Vec<&'a str> = Vec::new();
        let mut at = start;
        while seen.insert(at) {
            path.push(at);
            let next = uses.get(at).and_then(|used| used.iter().find(|u| !levels.contains_key(*u)));
            let Some(next) = next else { return };
            at = next;
        }
        let Some(from) = path.iter().position(|name| *name == at) else { return };
        let ring: Vec<&str> = path.iter().skip(from).chain([&at]).copied().collect();
        let span = self.names.get(at).map(|entry| entry.span).unwrap_or_default();
        let way = ring.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" → ");
        let help = format!("break the ring {way}");
        let message = format!("`{at}` rests on itself");
        self.problems.error(codes::CYCLE, span, message, help);
    }
}

/// The longest chain below each definition; none for those in or above a ring.
fn levels<'a>(uses: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeMap<&'a str, usize> {
    let mut users: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, used) in uses {
        open.insert(name, used.len());
        used.iter().for_each(|u| users.entry(u).or_default().push(name));
    }
    let mut ready: Vec<&'a str> =
        uses.iter().filter(|(_, used)| used.is_empty()).map(|(name, _)| *name).collect();
    let mut levels = BTreeMap::new();
    while let Some(name) = ready.pop() {
        let below = uses.get(name).into_iter().flatten().filter_map(|u| levels.get(u)).max();
        let level = below.map_or(0, |level: &usize| level + 1);
        levels.insert(name, level);
        for user in users.get(name).into_iter().flatten() {
            let Some(left) = open.get_mut(user) else { continue };
            *left -= 1;
            if *left == 0 {
                ready.push(user);
            }
        }
    }
    levels
}

/// The names that a definition uses, in any of its readings.
fn used<'a>(def: &Def<'a>) -> Vec<&'a str> {
    let texts = |names: &'a [Name]| names.iter().map(|name| name.value.as_str());
    match *def {
        Def::Actor(..) | Def::Lines(_) => Vec::new(),
        Def::Area(item) => {
            let mut names = Vec::new();
            for reading in &item.definition.values {
                if let AreaValue::Is(expr) = &reading.value {
                    area_names(expr, &mut names);
                }
            }
            names
        }
        Def::Class(definition) => {
            let terms = definition.values.iter().flat_map(|reading| &reading.value);
            terms.map(|term| term.name.value.as_str()).collect()
        }
        Def::Kinds(definition) | Def::Targets(definition) => {
            definition.values.iter().flat_map(|reading| texts(&reading.value)).collect()
        }
        Def::Instant(definition) => {
            definition.values.iter().filter_map(|reading| when_name(&reading.value)).collect()
        }
        Def::Exception(item) => {
            let kinds = item.steps.iter().filter_map(|step| match &step.proof {
                StepWords::Event(kinds) => Some(kinds),
                StepWords::Act { .. } => None,
            });
            kinds.flat_map(|kinds| texts(kinds)).collect()
        }
    }
}

/// The names in an area expression.
pub(super) fn area_names<'a>(expr: &'a AreaExpr, names: &mut Vec<&'a str>) {
    match expr {
        AreaExpr::Named(name) | AreaExpr::Within(_, name) => names.push(&name.value),
        AreaExpr::Or(terms) | AreaExpr::And(terms) => {
            terms.iter().for_each(|term| area_names(term, names));
        }
        AreaExpr::ButNot(left, right) => {
            area_names(left, names);
            area_names(right, names);
        }
    }
}

/// The name that an instant is taken or counted from.
pub(super) fn when_name(when: &When) -> Option<&str> {
    match when {
        When::Named(name) => Some(&name.value),
        When::DayAfter(_, anchor) => when_name(anchor),
        _ => None,
    }
}
