//! Names in evidence that nobody and nothing in the accord carries.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use accord::model::{Accord, Actor};
use basis::{Code, Diagnostic, Instant, Interval, Severity, Standing, suggest};
use evidence::{Act, Evidence, Head, Report, Tally, Watch, Where};

use super::{cell, counted, file_of, placed};
use crate::binding::{Binding, key};
use crate::codes;
use crate::facts::Facts;
use crate::options::Options;

/// Names that are told one by one; of the others only how many there are. Data sets of whole
/// continents name hundreds of actors that no clause is about.
const NAMES_MAX: usize = 20;

/// What a record says in place of a name where it names nobody.
const NOBODY: [&str; 2] = ["unknown", "undetermined"];

/// The records whose names are told: acts, and what reaches into the time that the run looks at.
/// Data sets go on for decades before and after an accord.
pub(super) struct Scope<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) evidence: &'a Evidence,
    pub(super) from: Instant,
    pub(super) until: Instant,
}

impl<'a> Scope<'a> {
    fn holds(&self, during: Interval) -> bool {
        during.start < self.until && self.from <= during.end
    }

    fn reports(&self) -> impl Iterator<Item = &'a Report> {
        let all = self.facts.reports.iter().map(|(report, _)| *report);
        all.filter(|report| self.holds(report.during))
    }

    fn watches(&self) -> impl Iterator<Item = &'a Watch> {
        let all = self.facts.watches.iter().map(|(watch, _)| *watch);
        all.filter(|watch| self.holds(watch.during))
    }

    fn tallies(&self) -> impl Iterator<Item = &'a Tally> {
        let all = self.facts.tallies.iter().map(|(tally, _)| *tally);
        all.filter(|tally| self.holds(tally.period))
    }

    fn acts(&self) -> impl Iterator<Item = &'a Act> {
        self.facts.acts.iter().map(|fact| fact.act)
    }
}

/// A name where a record uses it.
#[derive(Clone, Copy)]
struct Mention<'a> {
    name: &'a str,
    head: &'a Head,
    field: Field,
}

/// The field that holds the name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Actors,
    Accused,
    ControlledBy,
    By,
    To,
    Place,
    /// Last: a place where somebody is named as an actor is the better one to show.
    Source,
}

impl Field {
    /// Its column in our own tables; a source may be named in `detente.toml` instead.
    fn column(self) -> Option<&'static str> {
        match self {
            Field::Actors => Some("actors"),
            Field::Accused => Some("accused"),
            Field::ControlledBy => Some("controlled_by"),
            Field::By => Some("by"),
            Field::To => Some("to"),
            Field::Place => Some("place"),
            Field::Source => None,
        }
    }
}

/// Everything about one name that nobody carries.
struct Unbound<'a> {
    /// Where it stands first, by file and line; it is shown as it is spelt there.
    first: Mention<'a>,
    records: BTreeSet<&'a str>,
    /// Whether some record names it as an actor and not only as its source.
    acts: bool,
}

/// Names of actors, and of sources that call themselves observed, that are no actor of the accord
/// and no observer of the case.
pub(super) fn actors(
    accord: &Accord,
    options: &Options,
    binding: &Binding<'_>,
    scope: &Scope<'_>,
) -> Vec<Diagnostic> {
    let others = accord.others.iter().map(|(_, actor)| actor);
    let watching = accord.observers.iter().chain(&accord.bodies);
    let all = accord.parties.iter().chain(watching).chain(others);
    let mut known: Vec<&str> = all.flat_map(names_of).collect();
    known.extend(options.observers.iter().map(String::as_str));
    let nobody = |name: &str| NOBODY.contains(&key(name).as_str());
    let carried = |name: &str| nobody(name) || binding.who(name).is_some();
    let describe = |unbound: &Unbound<'_>| {
        let name = unbound.first.name;
        let (message, help) = if unbound.acts {
            (
                format!("no actor of the accord is called `{name}`"),
                "add it to `matches` of the actor that it means, or declare it with \
                 `non_signatory`; until then it may be anybody",
            )
        } else {
            (
                format!("the source `{name}` says that it observed, and is no observer"),
                "add it to `matches` of the observer that it means, or to `observers` in \
                 detente.toml; until then its records count as reported",
            )
        };
        told(codes::UNKNOWN_ACTOR, unbound, message, help, &known, scope.evidence)
    };
    let more = |count| format!("{} that no actor of the accord carries", more_names(count));
    list(unbound(named(scope), carried), describe, codes::UNKNOWN_ACTOR, more)
}

/// Names of places that no area of the accord carries.
pub(super) fn places(accord: &Accord, scope: &Scope<'_>) -> Vec<Diagnostic> {
    let names = |area: &'_ accord::model::Area| {
        std::iter::once(&area.name).chain(&area.matches).cloned().collect::<Vec<String>>()
    };
    let known: Vec<String> = accord.areas.iter().flat_map(names).collect();
    let keys: BTreeSet<String> = known.iter().map(|name| key(name)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let looked_at =
        placed(scope.facts).filter(|(_, during, _)| during.is_none_or(|d| scope.holds(d)));
    let mentions = looked_at.flat_map(|(head, _, place)| {
        let names = match place {
            Where::Named(names) => names.as_slice(),
            Where::At(_) => &[],
        };
        names.iter().map(move |name| Mention { name, head, field: Field::Place })
    });
    let describe = |unbound: &Unbound<'_>| {
        let message = format!("no area of the accord is called `{}`", unbound.first.name);
        let help = "add it to `matches` of the area that it means, or declare an area; until then \
                    what was there may have been anywhere, and a watch of it covers nothing";
        told(codes::UNKNOWN_PLACE, unbound, message, help, &known, scope.evidence)
    };
    let more = |count| format!("{} that no area of the accord carries", more_names(count));
    list(unbound(mentions, |name| keys.contains(&key(name))), describe, codes::UNKNOWN_PLACE, more)
}

fn names_of(actor: &Actor) -> impl Iterator<Item = &str> {
    [&actor.name, &actor.label].into_iter().chain(&actor.matches).map(String::as_str)
}

/// Every name of an actor that a record gives.
fn named<'a>(scope: &Scope<'a>) -> impl Iterator<Item = Mention<'a>> {
    let reports = scope.reports().flat_map(|r| {
        r.actors.names().map(|name| Mention { name, head: &r.head, field: Field::Actors })
    });
    let tallies = scope.tallies().flat_map(|t| {
        t.accused.names().map(|name| Mention { name, head: &t.head, field: Field::Accused })
    });
    let restrictions = scope.watches().filter_map(|w| Some((w, w.restriction.as_ref()?)));
    let controllers = restrictions.flat_map(|(w, r)| {
        let field = Field::ControlledBy;
        r.controlled_by.names().map(move |name| Mention { name, head: &w.head, field })
    });
    let acts = scope.acts().flat_map(|act| {
        let by = act.by.iter().map(|name| (name, Field::By));
        let to = act.to.iter().map(|name| (name, Field::To));
        by.chain(to).map(|(name, field)| Mention { name, head: &act.head, field })
    });
    reports.chain(tallies).chain(controllers).chain(acts).chain(observing(scope))
}

/// The sources of records that are declared observed.
fn observing<'a>(scope: &Scope<'a>) -> impl Iterator<Item = Mention<'a>> {
    let reports = scope.reports().map(|r| &r.head);
    let watches = scope.watches().map(|w| &w.head);
    let tallies = scope.tallies().map(|t| &t.head);
    let heads = reports.chain(watches).chain(tallies).chain(scope.acts().map(|a| &a.head));
    let observed = heads.filter(|head| head.standing == Standing::Observed);
    observed.map(|head| Mention { name: &head.source, head, field: Field::Source })
}

/// The names that are not carried, the most frequent first.
fn unbound<'a>(
    mentions: impl Iterator<Item = Mention<'a>>,
    carried: impl Fn(&str) -> bool,
) -> Vec<Unbound<'a>> {
    let mut found: BTreeMap<String, Unbound<'a>> = BTreeMap::new();
    for mention in mentions.filter(|mention| !carried(mention.name)) {
        let entry = found.entry(key(mention.name)).or_insert_with(|| Unbound {
            first: mention,
            records: BTreeSet::new(),
            acts: false,
        });
        entry.records.insert(&mention.head.id);
        entry.acts |= mention.field != Field::Source;
        let at = |m: &Mention<'_>| (m.field == Field::Source, m.head.row, m.field);
        if at(&mention) < at(&entry.first) {
            entry.first = mention;
        }
    }
    let mut found: Vec<Unbound<'a>> = found.into_values().collect();
    found.sort_by_key(|unbound| Reverse(unbound.records.len()));
    found
}

fn told(
    code: Code,
    unbound: &Unbound<'_>,
    message: String,
    help: &str,
    known: &[&str],
    evidence: &Evidence,
) -> Diagnostic {
    let Mention { name, head, field } = unbound.first;
    let perhaps = suggest::nearest(name, known.iter().copied());
    let help = match perhaps {
        Some(near) => format!("did you mean `{near}`? {help}"),
        None => help.to_owned(),
    };
    let records = match unbound.records.len() {
        1 => String::new(),
        count => format!("the first of {}", counted(count, "record")),
    };
    let at = cell(evidence, head.row, field.column(), Some(name));
    Diagnostic::new(code, Severity::Warning, message)
        .label(file_of(evidence, head.row), at, records)
        .help(help)
}

/// One problem for each of the first names, and one for the rest.
fn list(
    mut unbound: Vec<Unbound<'_>>,
    describe: impl Fn(&Unbound<'_>) -> Diagnostic,
    code: Code,
    more: impl Fn(usize) -> String,
) -> Vec<Diagnostic> {
    let rest = unbound.split_off(unbound.len().min(NAMES_MAX));
    let mut problems: Vec<Diagnostic> = unbound.iter().map(describe).collect();
    if !rest.is_empty() {
        let records: BTreeSet<&str> = rest.iter().flat_map(|u| u.records.iter().copied()).collect();
        let message = format!("{}, in {}", more(rest.len()), counted(records.len(), "record"));
        problems.push(Diagnostic::new(code, Severity::Warning, message));
    }
    problems
}

fn more_names(count: usize) -> String {
    format!("{count} more name{}", if count == 1 { "" } else { "s" })
}
