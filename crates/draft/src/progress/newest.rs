//! The newest draft: what is open where, since when, with whom, and what hangs together.

use serde::Serialize;

use super::matrix::{Matrix, Role};
use super::{Counts, Since};
use crate::model::{Draft, OptionKind, Status};

/// What the newest draft holds. Brackets are named by their positions in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Newest {
    /// Each article that has brackets, in the order of the text.
    pub articles: Vec<ArticleCounts>,
    /// Each party that can be a holder.
    pub parties: Vec<PartyCounts>,
    /// Brackets that are not agreed, the oldest first, then in the order of the text.
    pub oldest: Vec<Age>,
    /// Since when each bracket is there, in their order.
    pub since: Vec<Since>,
    /// What hangs together, in the order of the text.
    pub links: Vec<Link>,
    /// Brackets kept free for text to come.
    pub placeholders: Vec<usize>,
    /// Brackets with a blank that has no range: nobody can count them.
    pub blanks: Vec<usize>,
    /// Brackets without a written id: positions cannot refer to them.
    pub without_id: Vec<usize>,
    /// Who holds what.
    pub matrix: Matrix,
}

/// An article and its brackets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleCounts {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its brackets.
    pub counts: Counts,
}

/// A party and the brackets, open or placeholders, in which it is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyCounts {
    /// Its code.
    pub party: String,
    /// Brackets in which it proposed an option.
    pub proposes: usize,
    /// Brackets in which it supports an option that it did not propose.
    pub supports: usize,
    /// Brackets in which it objects to an option.
    pub objects: usize,
    /// Brackets in which it holds an option while another party objects to that option or holds
    /// another one.
    pub against_others: usize,
    /// Brackets in which it is not named: it has not consented to anything there.
    pub silent: usize,
}

/// A bracket that is not agreed, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Age {
    /// Its position.
    pub bracket: usize,
    /// Its id.
    pub id: String,
    /// Since when.
    pub since: Since,
}

/// Two brackets that hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    /// The bracket that depends.
    pub bracket: usize,
    /// The bracket on which it depends.
    pub on: usize,
    /// How.
    pub kind: LinkKind,
}

/// How one bracket depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// It stands inside an option of it.
    Inside,
    /// The condition of one of its options speaks of it.
    Condition,
    /// Words inside it follow the choice made there.
    Follows,
}

impl Newest {
    pub(crate) fn of(draft: &Draft, since: &[Since]) -> Newest {
        let positions = |wanted: &dyn Fn(&crate::Bracket) -> bool| -> Vec<usize> {
            let all = draft.brackets.iter().enumerate();
            all.filter(|(_, bracket)| wanted(bracket)).map(|(at, _)| at).collect()
        };
        let matrix = Matrix::of(draft);
        Newest {
            articles: articles(draft),
            parties: parties(&matrix),
            oldest: oldest(draft, since),
            since: since.to_vec(),
            links: links(draft),
            placeholders: positions(&|bracket| bracket.status == Status::Placeholder),
            blanks: positions(&|b| b.options.iter().any(|o| o.kind == OptionKind::Blank)),
            without_id: positions(&|bracket| !bracket.id_is_written),
            matrix,
        }
    }
}

fn articles(draft: &Draft) -> Vec<ArticleCounts> {
    let rows = draft.articles.iter().enumerate().map(|(at, article)| ArticleCounts {
        number: article.number.clone(),
        title: article.title.clone(),
        counts: Counts::of_brackets(draft.brackets.iter().filter(|b| b.article == at)),
    });
    rows.filter(|row| row.counts.brackets > 0).collect()
}

fn oldest(draft: &Draft, since: &[Since]) -> Vec<Age> {
    let all = draft.brackets.iter().zip(since).enumerate();
    let mut ages: Vec<Age> = all
        .filter(|(_, (_, since))| since.unsettled.is_some())
        .map(|(at, (bracket, since))| Age { bracket: at, id: bracket.id.clone(), since: *since })
        .collect();
    ages.sort_by_key(|age| (age.since.unsettled, age.since.there, age.bracket));
    ages
}

fn links(draft: &Draft) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, bracket) in draft.brackets.iter().enumerate() {
        if let Some((around, _)) = bracket.inside {
            links.push(Link { bracket: at, on: around, kind: LinkKind::Inside });
        }
        for on in
            bracket.options.iter().filter_map(|o| o.only_if.as_ref()).flat_map(|c| c.brackets())
        {
            links.push(Link { bracket: at, on, kind: LinkKind::Condition });
        }
    }
    // A follower that stands in no bracket makes no bracket depend on another.
    for follower in &draft.followers {
        if let Some((at, _)) = follower.inside {
            links.push(Link { bracket: at, on: follower.of, kind: LinkKind::Follows });
        }
    }
    links.sort_unstable();
    links.dedup();
    links
}

/// Counts for each party over the brackets that are not agreed.
fn parties(matrix: &Matrix) -> Vec<PartyCounts> {
    let unsettled: Vec<_> = matrix.rows.iter().filter(|row| !row.settled).collect();
    let each = matrix.parties.iter().enumerate().map(|(at, party)| {
        let with = |role: Role| {
            unsettled.iter().filter(|row| row.cells.get(at).is_some_and(|c| c.has(role))).count()
        };
        PartyCounts {
            party: party.clone(),
            proposes: with(Role::Proposes),
            supports: with(Role::Supports),
            objects: with(Role::Against),
            against_others: unsettled.iter().filter(|row| row.holds_against_others(at)).count(),
            silent: unsettled.iter().filter(|row| row.is_silent(at)).count(),
        }
    });
    each.collect()
}
