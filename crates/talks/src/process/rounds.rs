//! Rounds of the single text: a draft to which nobody is committed goes round, the parties
//! criticise it, the mediator changes it, and it goes round again (the one-text procedure: Fisher
//! and Ury, *Getting to Yes*, chapter 7).
//!
//! That a party is silent on a round says nothing of what it thinks of the text; that it has
//! nothing to say is something that it says.

use std::collections::{BTreeMap, BTreeSet};

use basis::{At, Diagnostic, Digest, Instant};
use serde::Serialize;

use super::log::{Entry, Log, What};
use crate::codes;

/// A round as of an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Its number.
    pub number: u32,
    /// Name of the file with the text.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: Digest,
    /// When the text was first handed out.
    pub since: Instant,
    /// Whether it is the text of the round before; `None` for the first.
    pub same_text: Option<bool>,
    /// Each party to whom it went, in the order of the log's parties.
    pub parties: Vec<Party>,
    /// Entries with comments, by bracket; `None` for the text as a whole.
    pub comments: Vec<(Option<String>, Vec<usize>)>,
    /// Party and bracket of comments of the round before that were not repeated: what was said
    /// then may be met, or may stand.
    pub not_repeated: Vec<(String, Option<String>)>,
}

/// A party in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its code.
    pub party: String,
    /// What it said.
    pub said: Said,
}

/// What a party said on a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Said {
    /// It commented, in these entries.
    Comments {
        /// Positions of the entries.
        entries: Vec<usize>,
    },
    /// It said that it has nothing to say.
    Nothing {
        /// Position of the entry.
        entry: usize,
    },
    /// Neither.
    Silent,
}

impl Round {
    /// Checks that a file is the text of this round; a problem where it is another.
    pub fn check(&self, bytes: &[u8]) -> Option<Diagnostic> {
        let found = Digest::of(bytes);
        let message = format!("this is not the text that was circulated in round {}", self.number);
        let help = format!("its SHA-256 is {found}, and the log says {}", self.sha256);
        (found != self.sha256).then(|| {
            Diagnostic::error(codes::OTHER_TEXT, message).label(&self.file, At::File, "").help(help)
        })
    }
}

/// All rounds that were known at `now`, by number.
pub fn at(log: &Log, now: Instant) -> Vec<Round> {
    let mut rounds: BTreeMap<u32, Round> = BTreeMap::new();
    for (_, entry) in log.known_at(now) {
        let What::Circulated { round: number, file, sha256, to } = &entry.what else { continue };
        let round = rounds.entry(*number).or_insert_with(|| Round {
            number: *number,
            file: file.clone(),
            sha256: *sha256,
            since: entry.when.start,
            same_text: None,
            parties: Vec::new(),
            comments: Vec::new(),
            not_repeated: Vec::new(),
        });
        round.since = round.since.min(entry.when.start);
        let new = to.iter().filter(|party| !round.parties.iter().any(|p| p.party == **party));
        let new: Vec<Party> =
            new.map(|party| Party { party: party.clone(), said: Said::Silent }).collect();
        round.parties.extend(new);
    }
    let known: Vec<(usize, &Entry)> = log.known_at(now).collect();
    let mut before: Option<(Digest, BTreeSet<Remark<'_>>)> = None;
    for round in rounds.values_mut() {
        round.parties.sort_by_key(|p| log.parties.iter().position(|code| *code == p.party));
        let remarks = fill(round, &known);
        if let Some((sha256, earlier)) = before.replace((round.sha256, remarks.clone())) {
            round.same_text = Some(sha256 == round.sha256);
            let gone = earlier.difference(&remarks);
            let owned = |(party, id): &Remark<'_>| ((*party).to_owned(), id.map(str::to_owned));
            round.not_repeated = gone.map(owned).collect();
        }
    }
    rounds.into_values().collect()
}

/// Who commented on which bracket.
type Remark<'l> = (&'l str, Option<&'l str>);

/// Puts into a round what was said on it.
fn fill<'l>(round: &mut Round, known: &[(usize, &'l Entry)]) -> BTreeSet<Remark<'l>> {
    let mut brackets: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    let mut remarks = BTreeSet::new();
    for (index, entry) in known {
        let party = round.parties.iter_mut().find(|party| party.party == entry.who);
        match (&entry.what, party) {
            (What::Comment { round: number, bracket, .. }, party) if *number == round.number => {
                brackets.entry(bracket.as_deref()).or_default().push(*index);
                remarks.insert((entry.who.as_str(), bracket.as_deref()));
                let Some(party) = party else { continue };
                match &mut party.said {
                    Said::Comments { entries } => entries.push(*index),
                    said => *said = Said::Comments { entries: vec![*index] },
                }
            }
            (What::NoComment { round: number }, Some(party))
                if *number == round.number && party.said == Said::Silent =>
            {
                party.said = Said::Nothing { entry: *index };
            }
            _ => {}
        }
    }
    let owned = |(id, entries): (Option<&str>, Vec<usize>)| (id.map(str::to_owned), entries);
    round.comments = brackets.into_iter().map(owned).collect();
    remarks
}
