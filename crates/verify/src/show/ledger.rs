//! Stated totals side by side.

use basis::{Count, Interval, Standing};
use evidence::{Evidence, Tally, Where};
use findings::LedgerRow;

use crate::binding::Naming;
use crate::context::Context;
use crate::periods::period;

/// Every total that touches the range, by source, heading and period.
pub(crate) fn ledger(
    context: &Context<'_>,
    evidence: &Evidence,
    range: Interval,
) -> Vec<LedgerRow> {
    let known = |tally: &&Tally| {
        let live = context.facts.tallies.iter().any(|(t, _)| t.head.id == tally.head.id);
        live || context.facts.restated.contains_key(&tally.head.id)
    };
    let touching = evidence.tallies.iter().filter(|tally| tally.period.intersect(range).is_some());
    let mut rows: Vec<LedgerRow> =
        touching.filter(known).map(|tally| row(context, tally)).collect();
    rows.sort_by(|a, b| {
        let place =
            |row: &LedgerRow| (row.period.from, row.period.until, std::cmp::Reverse(row.standing));
        (place(a), &a.source, &a.record).cmp(&(place(b), &b.source, &b.record))
    });
    rows
}

fn row(context: &Context<'_>, tally: &Tally) -> LedgerRow {
    let standing = context.binding.standing(&tally.head);
    LedgerRow {
        record: tally.head.id.clone(),
        standing,
        source: source(tally),
        counted: tally.counted.clone(),
        place: place(&tally.place),
        period: period(context.span(tally.period), tally.period),
        count: tally.count,
        cumulative: tally.cumulative,
        accused: tally.accused.to_string(),
        parts: tally.parts.clone(),
        restated_by: context.facts.restated.get(&tally.head.id).cloned(),
        remarks: remarks(context, tally, standing),
    }
}

fn source(tally: &Tally) -> String {
    match &tally.head.relayed_by {
        Some(relay) => format!("{}, relayed by {relay}", tally.head.source),
        None => tally.head.source.clone(),
    }
}

/// Names, or words for positions.
pub(crate) fn place(place: &Where) -> String {
    match place {
        Where::Named(names) => names.join("; "),
        Where::At(space::Place::Unknown) => "not stated".to_owned(),
        Where::At(space::Place::Disc { centre, radius_m }) => {
            format!("{:.4}° N {:.4}° E ± {radius_m:.0} m", centre.lat, centre.lon)
        }
        Where::At(space::Place::Sector { from, .. }) => {
            format!("sector seen from {:.4}° N {:.4}° E", from.lat, from.lon)
        }
        Where::At(space::Place::Within(_)) => "drawn area".to_owned(),
    }
}

fn remarks(context: &Context<'_>, tally: &Tally, standing: Standing) -> Vec<String> {
    let mut remarks = Vec::new();
    let sum = tally.parts.iter().map(|(_, count)| *count).reduce(Count::plus);
    if let (Some(total), Some(sum)) = (tally.count, sum)
        && total.number != sum.number
    {
        remarks.push(format!("the parts sum to {sum}, the total stated is {total}"));
    }
    let zero = tally.count == Some(Count::exact(0));
    let speaker = context.binding.speaker(&tally.head);
    let accused = context.binding.doers(&tally.accused);
    if standing == Standing::Claimed && zero && accused.naming == Naming::Known {
        let other = speaker.is_some_and(|speaker| !accused.parties.contains(&speaker));
        if other {
            remarks.push("none by the other side: against the speaker's own interest".to_owned());
        }
    }
    if zero && standing == Standing::Observed {
        remarks.push("none that this observer could see; not a watch of the whole".to_owned());
    }
    if tally.count.is_none() {
        remarks.push("not stated: unknown, not zero".to_owned());
    }
    remarks
}
