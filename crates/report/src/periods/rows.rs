//! Rows for periods whose answers differ.

use std::collections::{BTreeMap, BTreeSet};

use findings::ClauseInfo;

use super::sentences::particulars_of;
use super::{Counting, Sentence, Several, counting};
use crate::words::plain;

/// One period, or neighbours that show the same.
pub(crate) struct Row<'a> {
    first: &'a str,
    last: &'a str,
    periods: usize,
    /// For each party asked for.
    pub(crate) answers: Vec<Option<Sentence>>,
    /// Observed, reported, claimed.
    pub(crate) counts: [String; 3],
}

impl Row<'_> {
    /// Nothing was counted, by anybody.
    pub(crate) fn empty(&self) -> bool {
        self.counts.iter().all(String::is_empty)
    }

    /// `2031-05-06`, `2031-05-07 – 2031-05-09`; on a line of its own `each day` where figures stand
    /// that are not of all of them together.
    pub(crate) fn label(&self, unit: &str) -> String {
        // A total that reaches beyond the periods stands for them together.
        let own = |text: &&String| !text.is_empty() && !text.starts_with(counting::LONGER);
        match (self.periods, self.counts.iter().any(|text| own(&text))) {
            (1, _) => self.first.to_owned(),
            (_, false) => format!("{} – {}", self.first, self.last),
            (_, true) => format!("{} – {}\neach {unit}", self.first, self.last),
        }
    }
}

impl<'a> Several<'a> {
    /// The answers of which the same particulars hold in every period: the tally tells them once.
    fn told(&self, clause: &'a ClauseInfo, party: Option<&'a str>) -> BTreeSet<&'static str> {
        let mut all: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (_, finding) in self.course(clause, party) {
            all.entry(plain(finding)).or_default().insert(particulars_of(finding));
        }
        all.into_iter().filter(|(_, own)| own.len() == 1).map(|(words, _)| words).collect()
    }

    /// A row for each period; neighbours that show the same share one.
    pub(crate) fn rows(&self, clause: &'a ClauseInfo, parties: &[Option<&'a str>]) -> Vec<Row<'a>> {
        let counting = Counting::of(self, clause);
        let told: Vec<(BTreeSet<&str>, bool)> = parties
            .iter()
            .map(|p| (self.told(clause, *p), self.shares(clause, *p).len() > 1))
            .collect();
        let mut rows: Vec<Row> = Vec::new();
        for (i, period) in self.periods.iter().enumerate() {
            let answer = |(party, (told, varies)): (&Option<&'a str>, &(BTreeSet<&str>, bool))| {
                let (_, finding) = self.finding(clause, *party, i)?;
                let mut parts = vec![plain(finding).to_owned()];
                if !told.contains(plain(finding)) {
                    parts.push(particulars_of(finding));
                }
                if let (Some(watched), true, Some(_)) = (finding.watched, *varies, finding.answer) {
                    let share = findings::finding::percent(watched.share);
                    parts.push(format!("watched {share}\u{a0}%"));
                }
                parts.retain(|part| !part.is_empty());
                Some((finding.answer, parts.join("; ")))
            };
            let counts = self.finding(clause, None, i).map(|(_, f)| counting.columns(f));
            let row = Row {
                first: &period.label,
                last: &period.label,
                periods: 1,
                answers: parties.iter().zip(&told).map(answer).collect(),
                counts: counts.unwrap_or_default(),
            };
            match rows.last_mut() {
                Some(before) if before.answers == row.answers && before.counts == row.counts => {
                    before.last = row.last;
                    before.periods += 1;
                }
                _ => rows.push(row),
            }
        }
        rows
    }
}
