//! Several periods told as one: counts of answers, duties at the end, rows for what differs.

mod counting;

use std::collections::{BTreeMap, BTreeSet};

use findings::{Answer, Applicability, Author, ClauseInfo, Finding, Findings, Period};

use crate::words::{self, Index};
pub(crate) use counting::Counting;

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

/// An answer with the clauses of which it is said.
type Shared = (Option<Answer>, Vec<String>);

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

    /// `contrary to the clause on 57 of 142 days (author not established); not concluded on 85`.
    pub(crate) fn tally(&self, clause: &'a ClauseInfo, party: Option<&'a str>) -> Option<Sentence> {
        let course = self.course(clause, party);
        let [one, many, on] = self.unit();
        let all = match course.len() {
            1 => format!("{on} 1 {one}"),
            2 => format!("{on} both {many}"),
            n => format!("{on} all {n} {many}"),
        };
        let mut groups: BTreeMap<(u8, &str), Vec<&Finding>> = BTreeMap::new();
        for (_, finding) in &course {
            groups.entry((rank(finding), plain(finding))).or_default().push(finding);
        }
        let mut parts = Vec::new();
        let mut tone = None;
        for ((_, words), found) in &groups {
            let whole = found.len() == course.len();
            let number = match (whole, parts.is_empty()) {
                (true, _) => all.clone(),
                (false, true) => format!("{on} {} of {} {many}", found.len(), course.len()),
                (false, false) => format!("{on} {}", found.len()),
            };
            if parts.is_empty() {
                tone = found.first().and_then(|f| f.answer);
            }
            parts.push(format!("{words} {number}{}", particulars(found, on)));
        }
        (!parts.is_empty()).then(|| (tone, parts.join("; ")))
    }

    /// A duty as it stands at the end of the last period.
    pub(crate) fn at_end(
        &self,
        clause: &'a ClauseInfo,
        party: Option<&'a str>,
    ) -> Option<Sentence> {
        let course = self.course(clause, party);
        let (_, last) = course.last()?;
        Some((last.answer, format!("{}{}", said(last), self.history(&course))))
    }

    /// Since when it stands so: `, since 2031-W19; before that: not yet due`.
    fn history(&self, course: &[(usize, &Finding)]) -> String {
        let mut runs: Vec<(usize, String)> = Vec::new();
        for (i, finding) in course {
            let said = said(finding);
            if runs.last().is_none_or(|(_, before)| *before != said) {
                runs.push((*i, said));
            }
        }
        let label = |i: usize| self.periods.get(i).map_or("", |period| &period.label);
        let mut text = String::new();
        for (n, (i, said)) in runs.iter().enumerate().rev() {
            let more = match n {
                _ if runs.len() == 1 => String::new(),
                0 => format!("; before that: {said}"),
                _ if n + 1 == runs.len() => format!(", since {}", label(*i)),
                _ => format!("; from {} on: {said}", label(*i)),
            };
            text.push_str(&more);
        }
        text
    }

    /// What the evidence shows over all periods, the most telling sentence first.
    pub(crate) fn summary(&self) -> Vec<Sentence> {
        let mut own: Vec<(u8, Sentence)> = Vec::new();
        let mut shared: BTreeMap<(u8, String), Shared> = BTreeMap::new();
        for clause in &self.findings.clauses {
            let told = match self.telling(clause) {
                Telling::NotCheckable => Some((None, "not checkable".to_owned())),
                Telling::Counted => self.tally(clause, None),
                Telling::AtEnd => self.course(clause, None).last().map(|(_, finding)| {
                    let history = self.history(&self.course(clause, None));
                    let text = format!("{} at the end of {}", said(finding), self.last());
                    (finding.answer, format!("{text}{history}"))
                }),
            };
            let Some((answer, text)) = told else { continue };
            let rank = answer.map_or(9, |answer| answer as u8);
            if self.constant(clause, None) || self.telling(clause) == Telling::NotCheckable {
                let group = shared.entry((rank, text)).or_insert((answer, Vec::new()));
                group.1.push(match answer {
                    Some(Answer::Breached) => format!("{} {}", clause.id, clause.title),
                    _ => clause.id.clone(),
                });
            } else {
                own.push((rank, (answer, format!("{} {}: {text}.", clause.id, clause.title))));
            }
        }
        own.extend(shared.into_iter().map(|((rank, text), (answer, ids))| {
            (rank, (answer, format!("{}: {}.", words::capital(&text), ids.join(", "))))
        }));
        own.sort_by_key(|(rank, _)| *rank);
        own.into_iter().map(|(_, sentence)| sentence).collect()
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

    /// The answers of which the same particulars hold in every period: the tally tells them once.
    fn told(&self, clause: &'a ClauseInfo, party: Option<&'a str>) -> BTreeSet<&'static str> {
        let mut all: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (_, finding) in self.course(clause, party) {
            all.entry(plain(finding)).or_default().insert(particulars_of(finding));
        }
        all.into_iter().filter(|(_, own)| own.len() == 1).map(|(words, _)| words).collect()
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

fn rank(finding: &Finding) -> u8 {
    finding.answer.map_or(9, |answer| answer as u8)
}

/// The answer, or why there is none, without particulars.
fn plain(finding: &Finding) -> &'static str {
    finding.answer.map_or_else(|| finding.applicability.words(), Answer::words)
}

/// The answer with its particulars, and not how much was watched.
fn said(finding: &Finding) -> String {
    let particulars = particulars_of(finding);
    if particulars.is_empty() {
        plain(finding).to_owned()
    } else {
        format!("{} ({particulars})", plain(finding))
    }
}

/// `author not established`, `by south; excuse claimed`.
fn particulars_of(finding: &Finding) -> String {
    let mut parts = Vec::new();
    if let Some(Author::Established(parties)) = &finding.author {
        parts.push(format!("by {}", parties.join(", ")));
    }
    let headline = finding.headline();
    let rest = headline.strip_prefix(plain(finding)).unwrap_or("");
    let rest = rest.trim_start_matches([';', ',', ' ']).split("; ");
    parts.extend(rest.filter(|p| !p.is_empty() && !p.starts_with("watched")).map(str::to_owned));
    parts.join("; ")
}

/// ` (author not established)` where all say so, else with the number of each.
fn particulars(found: &[&Finding], on: &str) -> String {
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for finding in found {
        *groups.entry(particulars_of(finding)).or_default() += 1;
    }
    let all = groups.len() == 1;
    let told = groups.iter().filter(|(text, _)| !text.is_empty());
    let one = |(text, n): (&String, &usize)| {
        if all { text.clone() } else { format!("{text} {on} {n}") }
    };
    let told: Vec<String> = told.map(one).collect();
    if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
}
