//! How far talks have come: brackets over drafts, and in the newest one by article and party.
//!
//! Reading order: this module (over drafts), [`newest`] (the newest draft), [`matrix`] (who holds
//! what).

pub mod matrix;

pub mod newest;

use basis::civil::Date;
use basis::{At, Diagnostic, Severity};
use serde::{Serialize, Serializer};

use crate::codes;
use crate::compare::matches;
use crate::model::{Bracket, Draft, Status};

pub use matrix::{Cell, Matrix, Role, Row, Stance};
pub use newest::Newest;

/// Brackets and options of a draft, or of a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All brackets.
    pub brackets: usize,
    /// Those that are open.
    pub open: usize,
    /// Those kept free for text to come.
    pub placeholder: usize,
    /// Those agreed ad referendum.
    pub ad_referendum: usize,
    /// Those agreed.
    pub agreed: usize,
    /// Options of all brackets, *no text* included.
    pub options: usize,
}

impl Counts {
    /// Those of a draft.
    pub fn of(draft: &Draft) -> Counts {
        Counts::of_brackets(&draft.brackets)
    }

    /// Those of some brackets.
    pub fn of_brackets<'b>(brackets: impl IntoIterator<Item = &'b Bracket>) -> Counts {
        let mut counts = Counts::default();
        for bracket in brackets {
            counts.brackets += 1;
            counts.options += bracket.options.len();
            *match bracket.status {
                Status::Open => &mut counts.open,
                Status::Placeholder => &mut counts.placeholder,
                Status::AdReferendum { .. } => &mut counts.ad_referendum,
                Status::Agreed { .. } => &mut counts.agreed,
            } += 1;
        }
        counts
    }

    /// Brackets that are not agreed, ad referendum or otherwise: open ones and placeholders.
    pub fn unsettled(&self) -> usize {
        self.open + self.placeholder
    }
}

/// A row of drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// One for each draft, in the order given.
    pub drafts: Vec<DraftCounts>,
    /// The last one in detail; nothing where there is none.
    pub newest: Option<Newest>,
}

/// One draft in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftCounts {
    /// Its date.
    #[serde(serialize_with = "as_text")]
    pub date: Date,
    /// Name of its file.
    pub file: String,
    /// What is in it.
    pub counts: Counts,
    /// What changed since the draft before; nothing for the first.
    pub trend: Option<Trend>,
}

/// What changed from one draft to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// Brackets that are new.
    pub added: usize,
    /// Brackets that are gone.
    pub gone: usize,
    /// Brackets that were not agreed and are now, ad referendum or otherwise.
    pub settled: usize,
    /// Brackets that were agreed and are not any more.
    pub reopened: usize,
    /// By how many the brackets that are not agreed have become more.
    pub unsettled_more: i64,
    /// Whether there were too many brackets to recognise all of them.
    pub left_out: bool,
}

/// Since when a bracket is there, and since when it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    /// Date of the first draft in which it stands.
    #[serde(serialize_with = "as_text")]
    pub there: Date,
    /// Date of the first draft since which it is not agreed without a break; nothing where it is
    /// agreed, ad referendum or otherwise.
    #[serde(serialize_with = "as_text_if")]
    pub unsettled: Option<Date>,
}

impl Progress {
    /// The progress over drafts, the oldest first; [`check_dates`] tells where they are not.
    ///
    /// A bracket is followed from draft to draft as [`matches()`] recognises it. The cost is one
    /// such search for each pair of neighbours.
    pub fn of(drafts: &[(Date, &Draft)]) -> Progress {
        let mut rows = Vec::new();
        let mut sinces: Vec<Since> = Vec::new();
        let mut before: Option<&Draft> = None;
        for (date, draft) in drafts {
            let mut now: Vec<Since> = draft.brackets.iter().map(|b| Since::new(*date, b)).collect();
            let trend = before.map(|old| {
                let found = matches(old, draft);
                for pair in &found.pairs {
                    if let (Some(then), Some(is)) = (sinces.get(pair.old), now.get_mut(pair.new)) {
                        is.there = then.there;
                        is.unsettled = is.unsettled.map(|date| then.unsettled.unwrap_or(date));
                    }
                }
                Trend::of(old, draft, &found)
            });
            let file = draft.file.clone();
            rows.push(DraftCounts { date: *date, file, counts: Counts::of(draft), trend });
            (sinces, before) = (now, Some(*draft));
        }
        Progress { drafts: rows, newest: before.map(|draft| Newest::of(draft, &sinces)) }
    }
}

impl Since {
    fn new(date: Date, bracket: &Bracket) -> Since {
        Since { there: date, unsettled: bracket.agreed().is_none().then_some(date) }
    }
}

impl Trend {
    fn of(old: &Draft, new: &Draft, found: &crate::compare::Matches) -> Trend {
        let settled = |draft: &Draft, at: usize| {
            draft.brackets.get(at).is_some_and(|bracket| bracket.agreed().is_some())
        };
        let pairs = &found.pairs;
        let count = |was: bool, is: bool| {
            let turned = |pair: &&crate::compare::Match| {
                settled(old, pair.old) == was && settled(new, pair.new) == is
            };
            pairs.iter().filter(turned).count()
        };
        let unsettled =
            |draft: &Draft| i64::try_from(Counts::of(draft).unsettled()).unwrap_or(i64::MAX);
        Trend {
            added: new.brackets.len() - pairs.len(),
            gone: old.brackets.len() - pairs.len(),
            settled: count(false, true),
            reopened: count(true, false),
            unsettled_more: unsettled(new) - unsettled(old),
            left_out: found.left_out,
        }
    }
}

/// Tells of drafts that do not stand in the order of their dates, the oldest first, each with a
/// date of its own: then nothing can be said of a trend.
pub fn check_dates(drafts: &[(Date, &str)]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for pair in drafts.windows(2) {
        let [(before, first), (date, file)] = pair else { continue };
        if date > before {
            continue;
        }
        let message = if date == before {
            format!("two drafts have the date {date}")
        } else {
            format!("the draft of {date} stands after that of {before}")
        };
        problems.push(
            Diagnostic::new(codes::DATES, Severity::Error, message)
                .label(*file, At::File, "")
                .label(*first, At::File, "the draft before it")
                .help("list drafts with the oldest first, each with a date of its own"),
        );
    }
    problems
}

fn as_text<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

fn as_text_if<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}
