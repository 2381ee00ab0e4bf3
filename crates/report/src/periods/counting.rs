//! The main figures of a finding in little room.

use std::collections::BTreeSet;

use basis::Standing;
use findings::{ClauseInfo, Figure, Finding};

use super::Several;
use crate::words;

/// Before a number that is stated for longer than the period.
pub(super) const LONGER: &str = "only in a longer total";

/// How the main figures of a clause are written in little room.
pub(crate) struct Counting {
    /// The unit that is not repeated.
    unit: Option<String>,
    /// Who states figures, by standing.
    sources: [BTreeSet<String>; 3],
}

impl Counting {
    pub(crate) fn of<'a>(several: &Several<'a>, clause: &'a ClauseInfo) -> Counting {
        let mut units: Vec<(&str, usize)> = Vec::new();
        let mut sources: [BTreeSet<String>; 3] = Default::default();
        for (_, finding) in several.course(clause, None) {
            for figure in finding.figures.iter().filter(|figure| !figure.source.is_empty()) {
                let column = Standing::COLUMNS.iter().position(|s| *s == figure.standing);
                if let Some(own) = column.and_then(|i| sources.get_mut(i)) {
                    own.insert(figure.source.clone());
                }
                if figure.standing == Standing::Observed {
                    match units.iter_mut().find(|(unit, _)| *unit == figure.unit) {
                        Some((_, n)) => *n += 1,
                        None => units.push((&figure.unit, 1)),
                    }
                }
            }
        }
        // Of units stated as often the first.
        let most = units.iter().rev().max_by_key(|(_, n)| *n);
        Counting { unit: most.map(|(unit, _)| (*unit).to_owned()), sources }
    }

    /// What a reader must know to read the numbers: the unit, and who states them.
    pub(crate) fn legend(&self) -> Vec<String> {
        let unit = self.unit.iter().map(|unit| format!("numbers without a unit: {unit}"));
        let columns = Standing::COLUMNS.iter().zip(&self.sources);
        let single = columns.filter_map(|(standing, sources)| match sources.len() {
            1 => sources.first().map(|source| format!("{standing} by {source}")),
            _ => None,
        });
        unit.chain(single).collect()
    }

    /// Observed, reported, claimed.
    pub(super) fn columns(&self, finding: &Finding) -> [String; 3] {
        Standing::COLUMNS.map(|standing| {
            let figures = words::figures_of(finding, standing);
            let mut by_unit: Vec<((&str, &str), Vec<&Figure>)> = Vec::new();
            for figure in figures {
                let key = (figure.source.as_str(), figure.unit.as_str());
                match by_unit.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, own)) => own.push(figure),
                    None => by_unit.push((key, vec![figure])),
                }
            }
            let mut parts: Vec<String> = Vec::new();
            let mut longer: Vec<String> = Vec::new();
            for (_, figures) in &by_unit {
                let within = main(figures);
                parts.extend(within.iter().map(|figure| self.one(figure)));
                if within.is_empty() {
                    longer.extend(figures.iter().map(|figure| self.one(figure)));
                }
            }
            if !longer.is_empty() {
                // Last, or alone: what follows it would be read as part of it.
                parts.push(format!("{LONGER}: {}", longer.join(", ")));
            }
            parts.join("; ")
        })
    }

    fn one(&self, figure: &Figure) -> String {
        let number = words::count(figure.count);
        let number = match figure.how.as_str() {
            how if how.starts_with("latest cumulative total") => format!("{number} so far"),
            how if how.starts_with("difference of") => format!("{number} between totals"),
            _ => number,
        };
        let text = match figure.unit.as_str() {
            _ if Some(&figure.unit) == self.unit.as_ref() => number,
            "reports" => reports(&number),
            "reports, possibly in this period" => format!("possibly {}", reports(&number)),
            unit => format!("{unit}: {number}"),
        };
        let column = Standing::COLUMNS.iter().position(|s| *s == figure.standing);
        let sources = column.and_then(|i| self.sources.get(i)).map_or(0, BTreeSet::len);
        if sources > 1 && !figure.source.is_empty() {
            format!("{text} ({})", figure.source)
        } else {
            text
        }
    }
}

/// Of one source and unit the figures of the period itself.
fn main<'a>(figures: &[&'a Figure]) -> Vec<&'a Figure> {
    let within = figures.iter().filter(|f| !f.how.contains("partly outside the period"));
    within.copied().collect()
}

fn reports(number: &str) -> String {
    format!("{number} {}", if number == "1" { "report" } else { "reports" })
}
