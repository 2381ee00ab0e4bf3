//! What `check` ends with: every clause, every construed value, every gap, every article.

use basis::Span;

use crate::model::{Accord, Construction, Gap, Premise};

/// The account of an accord. Every article with prose stands either under a clause, or with the
/// reason why it needs none, or in [`CheckTable::articles_without`].
#[derive(Clone, Debug)]
pub struct CheckTable {
    /// Title of the accord.
    pub title: String,
    /// The clauses, in the order of the text.
    pub clauses: Vec<ClauseRow>,
    /// Values that the encoder supplied, with the clauses that rest on each.
    pub constructions: Vec<ConstructionRow>,
    /// Rules that answers may rest on, in the order of the text.
    pub premises: Vec<Premise>,
    /// What the text leaves open.
    pub gaps: Vec<Gap>,
    /// Articles with prose.
    pub articles: Vec<ArticleRow>,
    /// Positions in `articles` of those that have no clause and do not say why.
    pub articles_without: Vec<usize>,
}

/// A clause in the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseRow {
    /// Number.
    pub id: String,
    /// Title.
    pub title: String,
    /// What can be said of it.
    pub status: Status,
    /// How many combinations of readings it has; 1 for a clause without readings.
    pub variants: usize,
    /// How many gaps it has.
    pub gaps: usize,
    /// Where it stands.
    pub span: Span,
}

/// What can be said of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Evidence can answer it.
    Checkable,
    /// Evidence can answer it in part: the text leaves something open.
    WithGaps,
    /// Declared not checkable, with a reason.
    NotCheckable,
    /// Nothing can be verified: it has errors, or the text leaves its demand open.
    NothingToVerify,
}

/// A construed value in the account.
#[derive(Clone, Debug)]
pub struct ConstructionRow {
    /// The value with reason and author.
    pub construction: Construction,
    /// Numbers of the clauses that rest on it.
    pub clauses: Vec<String>,
}

/// An article in the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// Heading.
    pub heading: String,
    /// Where it stands.
    pub span: Span,
    /// Numbers of its clauses.
    pub clauses: Vec<String>,
    /// Why it needs no clause, where that is declared: reason and author.
    pub no_clause: Option<(String, String)>,
}

impl CheckTable {
    /// How many clauses have this status.
    pub fn count(&self, status: Status) -> usize {
        self.clauses.iter().filter(|clause| clause.status == status).count()
    }
}

/// The account of an accord.
pub fn table(accord: &Accord) -> CheckTable {
    let id = |at: &usize| accord.clauses.get(*at).map(|clause| clause.id.clone());
    let articles: Vec<ArticleRow> = accord
        .articles
        .iter()
        .filter(|a| !a.prose.is_empty() || !a.clauses.is_empty() || a.no_clause.is_some())
        .map(|article| ArticleRow {
            heading: article.heading.clone(),
            span: article.span,
            clauses: article.clauses.iter().filter_map(id).collect(),
            no_clause: article.no_clause.as_ref().map(|c| (c.because.clone(), c.by.clone())),
        })
        .collect();
    let bare = |row: &ArticleRow| row.clauses.is_empty() && row.no_clause.is_none();
    let articles_without =
        articles.iter().enumerate().filter(|(_, row)| bare(row)).map(|(at, _)| at).collect();
    CheckTable {
        title: accord.title.clone(),
        clauses: accord.clauses.iter().map(clause_row).collect(),
        constructions: constructions(accord),
        premises: accord.premises.clone(),
        gaps: accord.gaps.clone(),
        articles,
        articles_without,
    }
}

fn clause_row(clause: &crate::model::Clause) -> ClauseRow {
    let status = if clause.not_checkable.is_some() {
        Status::NotCheckable
    } else if clause.variants.is_empty() {
        Status::NothingToVerify
    } else if clause.gaps.is_empty() {
        Status::Checkable
    } else {
        Status::WithGaps
    };
    ClauseRow {
        id: clause.id.clone(),
        title: clause.title.clone(),
        status,
        variants: clause.variants.len(),
        gaps: clause.gaps.len(),
        span: clause.span,
    }
}

fn constructions(accord: &Accord) -> Vec<ConstructionRow> {
    let resting = |at: usize| {
        let clauses = accord.clauses.iter().filter(|clause| clause.constructions.contains(&at));
        clauses.map(|clause| clause.id.clone()).collect()
    };
    let rows = accord.constructions.iter().enumerate();
    rows.map(|(at, construction)| ConstructionRow {
        construction: construction.clone(),
        clauses: resting(at),
    })
    .collect()
}
