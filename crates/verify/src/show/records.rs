//! The rows behind every number.

use std::collections::BTreeSet;

use basis::{Actors, Count, Digest, Instant, Interval};
use evidence::{Act, Evidence, Head, Report, Row, Tally, Watch};
use findings::{RecordInfo, RecordType};

use super::ledger::place;
use crate::context::Context;
use crate::words::terms;

/// Everything that findings, ledger, timeline and map cite, by id.
pub(crate) fn records(
    context: &Context<'_>,
    evidence: &Evidence,
    cited: &BTreeSet<String>,
) -> Vec<RecordInfo> {
    let reports = evidence.reports.iter().filter(|r| cited.contains(&r.head.id)).map(of_report);
    let watches = evidence.watches.iter().filter(|w| cited.contains(&w.head.id)).map(of_watch);
    let tallies = evidence.tallies.iter().filter(|t| cited.contains(&t.head.id)).map(of_tally);
    let acts = evidence.acts.iter().filter(|a| cited.contains(&a.head.id)).map(of_act);
    let described = reports.chain(watches).chain(tallies).chain(acts);
    let mut infos: Vec<RecordInfo> = described.map(|d| d.info(context, evidence)).collect();
    infos.sort_by(|a, b| a.id.cmp(&b.id));
    infos
}

fn of_report(report: &Report) -> Described<'_> {
    let mut what = terms(report.kinds);
    if let Some(object) = &report.object {
        let model = object.model.as_deref().unwrap_or_default();
        what = format!("{what}: {} {model}", object.classes).trim_end().to_owned();
    }
    Described {
        sort: RecordType::Report,
        head: &report.head,
        during: report.during,
        place: place(&report.place),
        what,
        actors: report.actors.to_string(),
        count: report.count,
        digest: digest(report, |r| &mut r.head),
    }
}

fn of_watch(watch: &Watch) -> Described<'_> {
    let actors = watch.restriction.as_ref().map(|r| r.controlled_by.clone());
    let saw = match (&watch.restriction, watch.nil) {
        (Some(_), _) => "watch, restricted",
        (None, Some(true)) => "nil watch",
        (None, _) => "watch",
    };
    Described {
        sort: RecordType::Watch,
        head: &watch.head,
        during: watch.during,
        place: place(&watch.place),
        what: format!("{saw}, sees {}", terms(watch.sees)),
        actors: actors.unwrap_or(Actors::Unknown).to_string(),
        count: None,
        digest: digest(watch, |w| &mut w.head),
    }
}

fn of_tally(tally: &Tally) -> Described<'_> {
    Described {
        sort: RecordType::Tally,
        head: &tally.head,
        during: tally.period,
        place: place(&tally.place),
        what: tally.counted.clone(),
        actors: tally.accused.to_string(),
        count: tally.count,
        digest: digest(tally, |t| &mut t.head),
    }
}

fn of_act(act: &Act) -> Described<'_> {
    let not = if act.done { "" } else { "not done: " };
    Described {
        sort: RecordType::Act,
        head: &act.head,
        during: act.at,
        place: act.place.as_ref().map_or_else(String::new, place),
        what: format!("{not}{} of \"{}\"", act.act, act.subject),
        actors: act.by.join(" and "),
        count: None,
        digest: digest(act, |a| &mut a.head),
    }
}

/// Over everything that the record says, so that two runs can tell whether they used the same; not
/// over the row, which moves when another row is added above.
fn digest<T: std::fmt::Debug + Clone>(record: &T, head: impl Fn(&mut T) -> &mut Head) -> Digest {
    let mut copy = record.clone();
    head(&mut copy).row = Row { file: 0, line: 0 };
    Digest::of(format!("{copy:?}").as_bytes())
}

struct Described<'a> {
    sort: RecordType,
    head: &'a Head,
    during: Interval,
    place: String,
    what: String,
    actors: String,
    count: Option<Count>,
    digest: Digest,
}

impl Described<'_> {
    fn info(self, context: &Context<'_>, evidence: &Evidence) -> RecordInfo {
        let standing = context.binding.standing(self.head);
        let file = usize::try_from(self.head.row.file).ok().and_then(|i| evidence.files.get(i));
        let span: (Instant, Instant) = (self.during.start, self.during.end);
        RecordInfo {
            id: self.head.id.clone(),
            sort: self.sort,
            digest: self.digest,
            file: file.map_or_else(String::new, |file| file.name.clone()),
            line: self.head.row.line,
            source: self.head.source.clone(),
            relayed_by: self.head.relayed_by.clone(),
            standing,
            standing_declared: (standing != self.head.standing).then_some(self.head.standing),
            from: span.0,
            until: span.1,
            known_at: self.head.known_at,
            place: self.place,
            what: self.what,
            actors: self.actors,
            count: self.count,
            restates: self.head.restates.clone(),
            restated_by: context.facts.restated.get(&self.head.id).cloned(),
            text: self.head.text.clone(),
            url: self.head.url.clone(),
        }
    }
}
