//! What the evidence shows in one period, a sentence per answer.

use std::collections::BTreeMap;

use findings::{Answer, Author, Finding, Findings, Period};

use super::{capital, plain, rank};

/// What the evidence shows in the given period, a sentence per answer: `Contrary to the clause: 2
/// (author not established).`
pub(crate) fn summary(findings: &Findings, period: &Period) -> Vec<(Option<Answer>, String)> {
    summary_with(findings, period, |finding| finding.clause.clone())
}

/// The same with the titles of clauses that something is contrary to: a page is read by people who
/// do not know the accord by its numbers.
pub(crate) fn titled_summary(
    findings: &Findings,
    period: &Period,
) -> Vec<(Option<Answer>, String)> {
    summary_with(findings, period, |finding| {
        let title = findings.clause(&finding.clause).map(|clause| clause.title.as_str());
        match (finding.answer, title) {
            (Some(Answer::Breached), Some(title)) => format!("{} {title}", finding.clause),
            _ => finding.clause.clone(),
        }
    })
}

fn summary_with(
    findings: &Findings,
    period: &Period,
    name: impl Fn(&Finding) -> String,
) -> Vec<(Option<Answer>, String)> {
    let of_any = findings.findings.iter().filter(|f| f.party.is_none() && f.period == *period);
    let mut groups: BTreeMap<(u8, String), (Option<Answer>, Vec<String>)> = BTreeMap::new();
    for finding in of_any {
        let words = plain(finding);
        let group = groups.entry((rank(finding.answer), words.to_owned()));
        group.or_insert((finding.answer, Vec::new())).1.push(with_particulars(
            finding,
            &name(finding),
            words,
        ));
    }
    let sentence = |((_, words), (answer, clauses)): (&(u8, String), &(_, Vec<String>))| {
        (*answer, format!("{}: {}.", capital(words), clauses.join(", ")))
    };
    groups.iter().map(sentence).collect()
}

/// `2 (author not established)`.
fn with_particulars(finding: &Finding, name: &str, words: &str) -> String {
    let headline = finding.headline();
    let rest = headline.strip_prefix(words).unwrap_or("").trim_start_matches([';', ',', ' ']);
    let mut particulars = Vec::new();
    if let Some(Author::Established(parties)) = &finding.author {
        particulars.push(format!("by {}", parties.join(", ")));
    }
    if !rest.is_empty() {
        particulars.push(rest.to_owned());
    }
    if particulars.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", particulars.join("; "))
    }
}
