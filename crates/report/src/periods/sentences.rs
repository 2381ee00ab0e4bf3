//! Periods told in one sentence: how many have which answer, and how a duty came to stand.

use std::collections::BTreeMap;

use findings::{Answer, Author, ClauseInfo, Finding};

use super::{Sentence, Several, Telling};
use crate::words::{self, plain, rank};

/// An answer with the clauses of which it is said.
type Shared = (Option<Answer>, Vec<String>);

impl<'a> Several<'a> {
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
            groups.entry((rank(finding.answer), plain(finding))).or_default().push(finding);
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
            let rank = rank(answer);
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
}

/// The answer with its particulars, and not how much was watched.
pub(super) fn said(finding: &Finding) -> String {
    let particulars = particulars_of(finding);
    if particulars.is_empty() {
        plain(finding).to_owned()
    } else {
        format!("{} ({particulars})", plain(finding))
    }
}

/// `author not established`, `by south; excuse claimed`.
pub(super) fn particulars_of(finding: &Finding) -> String {
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
