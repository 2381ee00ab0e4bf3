//! Several periods told as one: counts of answers, duties at the end, rows for what differs.

use std::collections::BTreeSet;

use findings::{Answer, Applicability, ClauseInfo, Finding, Findings, Period};

use crate::words::{self, Index};

mod counting;
mod rows;
mod sentences;

pub(crate) use counting::Counting;
pub(crate) use rows::Row;
use sentences::said;

/// How a clause is told over several periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Its periods are counted by their answers.
    Counted,
    /// Once, as it stands at the end of the last period.
    AtEnd,
    /// Once: nothing is checked.
    NotCheckable,
}

/// Findings of several periods.
pub(crate) struct Several<'a> {
    findings: &'a Findings,
    index: Index<'a>,
    /// In the order of time.
    pub(crate) periods: Vec<&'a Period>,
}

/// A sentence with the answer that sets its tone, and its place among the others.
pub(crate) type Sentence = (Option<Answer>, String);

impl<'a> Several<'a> {
    /// `None` where there is one period, or none.
    pub(crate) fn of(findings: &'a Findings) -> Option<Several<'a>> {
        let mut periods = words::periods(findings);
        periods.sort_by_key(|period| (period.until, period.from));
        let several = Several { findings, index: Index::of(findings), periods };
        (several.periods.len() > 1).then_some(several)
    }

    pub(crate) fn telling(&self, clause: &ClauseInfo) -> Telling {
        let never = |f: &&Finding| f.applicability == Applicability::NotCheckable;
        if clause.not_checkable.is_some() || self.course(clause, None).iter().all(|(_, f)| never(f))
        {
            return Telling::NotCheckable;
        }
        if clause.sort.ends_with("duty") { Telling::AtEnd } else { Telling::Counted }
    }

    /// The finding of each period that has one, with the period's position.
    pub(crate) fn course(
        &self,
        clause: &'a ClauseInfo,
        party: Option<&'a str>,
    ) -> Vec<(usize, &'a Finding)> {
        let of = |(i, period): (usize, &&'a Period)| {
            self.index.get(&clause.id, party, &period.label).map(|(_, f)| (i, f))
        };
        self.periods.iter().enumerate().filter_map(of).collect()
    }

    /// The finding with its position among all findings.
    pub(crate) fn finding(
        &self,
        clause: &'a ClauseInfo,
        party: Option<&'a str>,
        period: usize,
    ) -> Option<(usize, &'a Finding)> {
        let period = self.periods.get(period)?;
        self.index.get(&clause.id, party, &period.label)
    }

    /// What is said of a party over all periods.
    pub(crate) fn told_once(
        &self,
        clause: &'a ClauseInfo,
        party: Option<&'a str>,
    ) -> Option<Sentence> {
        match self.telling(clause) {
            Telling::Counted => self.tally(clause, party),
            Telling::AtEnd => self.at_end(clause, party),
            Telling::NotCheckable => {
                let (_, last) = self.course(clause, party).pop()?;
                Some((None, last.applicability.words().to_owned()))
            }
        }
    }

    /// The name of the last period.
    pub(crate) fn last(&self) -> &'a str {
        self.periods.last().map_or("", |period| &period.label)
    }

    /// `days`, `weeks` or `periods`, one of them, and the preposition.
    fn unit(&self) -> [&'static str; 3] {
        match self.findings.manifest.options.period.as_str() {
            "day" => ["day", "days", "on"],
            "week" => ["week", "weeks", "in"],
            _ => ["period", "periods", "in"],
        }
    }

    /// `day`, `week` or `period`.
    pub(crate) fn unit_name(&self) -> &'static str {
        self.unit()[0]
    }

    /// `142 days`.
    pub(crate) fn number(&self) -> String {
        let [one, many, _] = self.unit();
        words::plural(self.periods.len() as u64, one, many)
    }

    /// The answer and all that is said with it is the same in every period.
    pub(crate) fn constant(&self, clause: &'a ClauseInfo, party: Option<&'a str>) -> bool {
        let course = self.course(clause, party);
        let all: BTreeSet<String> = course.iter().map(|(_, f)| said(f)).collect();
        all.len() < 2 && course.len() == self.periods.len()
    }

    /// What was watched, where the same is said of every party that the clause binds.
    pub(crate) fn watched(&self, clause: &'a ClauseInfo) -> Option<String> {
        let parties = words::columns(self.findings).into_iter();
        let bound = parties.filter(|party| !self.course(clause, *party).is_empty());
        let mut all: BTreeSet<Option<String>> =
            bound.map(|party| self.watched_for(clause, party)).collect();
        all.pop_first().flatten().filter(|_| all.is_empty())
    }

    /// Who has answers of its own to show period by period, any bound side first, and the sides
    /// whose answers are those of any side. A side of which the same is said in each period is in
    /// neither list.
    pub(crate) fn columns(&self, clause: &'a ClauseInfo) -> (Vec<Option<&'a str>>, Vec<&'a str>) {
        let answers = |party| -> Vec<(usize, String)> {
            self.course(clause, party).iter().map(|(i, f)| (*i, f.headline())).collect()
        };
        let (mut columns, mut alike) = (vec![None], Vec::new());
        for party in words::columns(self.findings).into_iter().flatten() {
            let own = answers(Some(party));
            if own.is_empty() || self.constant(clause, Some(party)) {
                continue;
            }
            if own == answers(None) { alike.push(party) } else { columns.push(Some(party)) }
        }
        (columns, alike)
    }

    /// The shares that were watched for a party, in percent, where there is an answer.
    fn shares(&self, clause: &'a ClauseInfo, party: Option<&'a str>) -> BTreeSet<u32> {
        let course = self.course(clause, party);
        let answered = course.iter().filter(|(_, finding)| finding.answer.is_some());
        let watched = answered.filter_map(|(_, finding)| finding.watched);
        watched.map(|watched| findings::finding::percent(watched.share)).collect()
    }

    /// What was watched for a party, from the least to the most: `watched 12–80 %, 80 % asked for`.
    pub(crate) fn watched_for(
        &self,
        clause: &'a ClauseInfo,
        party: Option<&'a str>,
    ) -> Option<String> {
        let shares = self.shares(clause, party);
        let share = match (shares.first()?, shares.last()?) {
            (least, most) if least == most => format!("watched {least}\u{a0}%"),
            (least, most) => format!("watched {least}–{most}\u{a0}%"),
        };
        let course = self.course(clause, party);
        let asked = course.iter().find_map(|(_, finding)| finding.watched?.minimum);
        let asked = asked.map(|asked| format!(", {} asked for", words::percent(asked)));
        Some(format!("{share}{}", asked.unwrap_or_default()))
    }
}
