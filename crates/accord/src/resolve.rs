//! From the surface tree to the resolved accord: names bound, sorts checked, readings spelt out,
//! days counted, geometry read.
//!
//! Every problem is reported in one pass. With any error there is no [`Accord`]: a part of one
//! would be verified as if it were the whole. The table is made of what could be made out.

use std::collections::BTreeMap;
use std::sync::Arc;

use basis::{Construed, Diagnostic, Instant, Severity, Span, Zone};
use space::Shape;

use crate::codes;
use crate::model::{Accord, Article, Construction, Gap, InForce, Proof};
use crate::problems::Problems;
use crate::syntax::{Because, Header, ItemKind, ProofPhrases, Spanned, Syntax};
use crate::table::{CheckTable, table};

mod actors;
mod areas;
mod choice;
mod clauses;
mod exceptions;
mod geometry;
mod header;
mod names;
mod order;
mod premises;
mod set;
mod terms;
mod times;

pub use areas::PARTS_MAX;
pub use choice::READINGS_MAX;
pub use geometry::{Need, needs};

/// What resolving a file gave.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The accord; `None` where the file has any error.
    pub accord: Option<Accord>,
    /// What is wrong or open, by place. Problems of [`crate::parse`] are not repeated.
    pub diagnostics: Vec<Diagnostic>,
    /// What the file says and leaves open, as far as it could be made out.
    pub table: CheckTable,
}

/// Binds names and types quantities; reads geometry from `files`, which holds the bytes of each
/// file that [`needs`] names.
///
/// ```
/// let text = "```accord\naccord \"A truce\"\n  in force from 2030-01-01 00:00 UTC\n```\n";
/// let (syntax, _) = accord::parse(text, "accord.md");
/// let resolved = accord::resolve(&syntax, &Default::default());
/// assert_eq!(resolved.accord.unwrap().title, "A truce");
/// ```
pub fn resolve(syntax: &Syntax, files: &BTreeMap<String, Vec<u8>>) -> Resolved {
    let mut resolver = Resolver::new(syntax);
    resolver.collect_names();
    let mut accord = resolver.header();
    resolver.actors(&mut accord);
    accord.geometry = resolver.load_geometry(files);
    resolver.collect_constructions();
    resolver.order_definitions();
    resolver.check_definitions();
    accord.lines = resolver.lines();
    accord.areas = resolver.areas();
    accord.premises = resolver.premises();
    let proof = resolver.default_proof();
    for item in &syntax.items {
        if let ItemKind::Clause(clause) = &item.kind {
            let clause = resolver.clause(item, clause, &proof);
            accord.clauses.push(clause);
        }
    }
    resolver.articles(&mut accord);
    resolver.finish(accord)
}

/// The state of resolving one file.
struct Resolver<'a> {
    syntax: &'a Syntax,
    problems: Problems,
    names: BTreeMap<&'a str, names::Entry<'a>>,
    /// All names in order; sets of definitions hold positions in it.
    order: Vec<&'a str>,
    /// What each name rests on, itself included.
    below: Vec<set::Set>,
    /// The definitions that have several readings.
    several: set::Set,
    /// The definitions that are construed.
    construed_set: set::Set,
    /// Definitions that rest on themselves, or too deep: reported, then passed over.
    unusable: std::collections::BTreeSet<&'a str>,
    header: Option<&'a Header>,
    zone: Option<Zone>,
    in_force_from: Option<Instant>,
    parties: usize,
    /// Shapes by the place of the file name that asks for them.
    shapes: BTreeMap<usize, Arc<Shape>>,
    constructions: Vec<Construction>,
    /// Positions in `constructions` by definition.
    construed: BTreeMap<&'a str, Vec<usize>>,
    gaps: Vec<Gap>,
    /// Worlds that were entered, and the choice of the one in force.
    worlds: BTreeMap<choice::Choice<'a>, choice::World>,
    choice: choice::Choice<'a>,
}

impl<'a> Resolver<'a> {
    fn new(syntax: &'a Syntax) -> Resolver<'a> {
        Resolver {
            syntax,
            problems: Problems::new(&syntax.file),
            names: BTreeMap::new(),
            order: Vec::new(),
            below: Vec::new(),
            several: set::Set::default(),
            construed_set: set::Set::default(),
            unusable: std::collections::BTreeSet::new(),
            header: None,
            zone: None,
            in_force_from: None,
            parties: 0,
            shapes: BTreeMap::new(),
            constructions: Vec::new(),
            construed: BTreeMap::new(),
            gaps: Vec::new(),
            worlds: BTreeMap::new(),
            choice: choice::Choice::new(),
        }
    }

    /// An error at a place; always `None`.
    fn error<T>(
        &mut self,
        code: basis::Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) -> Option<T> {
        self.problems.error(code, span, message, help);
        None
    }

    /// Notes what the text leaves open, once for all readings.
    fn gap(&mut self, code: basis::Code, gap: Gap, help: &str) {
        if self.gaps.contains(&gap) {
            return;
        }
        let diagnostic = self.problems.at(Severity::Gap, code, gap.span, gap.what.clone());
        self.problems.push(diagnostic.help(help));
        self.gaps.push(gap);
    }

    /// The source of a span.
    fn source(&self, span: Span) -> &'a str {
        self.syntax.text.get(span.start..span.end).unwrap_or("")
    }

    /// A span up to the end of its first line.
    fn first_line(&self, span: Span) -> Span {
        let length = self.source(span).lines().next().map_or(0, |line| line.trim_end().len());
        Span::new(span.start, span.start + length)
    }

    /// Proof that holds for all clauses.
    fn default_proof(&mut self) -> Proof {
        let mut proof = Proof { watched_min: None, origins_min: None, admissions: false };
        let mut found: Option<Span> = None;
        for item in &self.syntax.items {
            let ItemKind::Proof(phrases) = &item.kind else { continue };
            if let Some(first) = found {
                let message = "a second `proof` stands outside of clauses";
                let help = "keep one, or indent it in the clause it is for".to_owned();
                let other = (first, "the first");
                let span = self.first_line(item.span);
                self.problems.error_with(codes::DEFINED_TWICE, span, message, other, help);
            }
            found = found.or(Some(item.span));
            proof = merged(&proof, phrases);
        }
        proof
    }

    fn articles(&mut self, accord: &mut Accord) {
        accord.articles = self
            .syntax
            .headings
            .iter()
            .map(|heading| Article {
                heading: heading.text.clone(),
                level: heading.level,
                span: heading.span,
                prose: heading.prose.clone(),
                clauses: Vec::new(),
                no_clause: None,
            })
            .collect();
        for (at, clause) in accord.clauses.iter().enumerate() {
            let article = clause.article.and_then(|ix| accord.articles.get_mut(ix));
            article.into_iter().for_each(|article| article.clauses.push(at));
        }
        for item in &self.syntax.items {
            let ItemKind::NoClause(because) = &item.kind else { continue };
            match item.article.and_then(|ix| accord.articles.get_mut(ix)) {
                Some(article) if article.no_clause.is_none() && article.clauses.is_empty() => {
                    article.no_clause = because.as_ref().map(construed);
                }
                Some(_) => {
                    let message = "this article has a clause, or says already that it needs none";
                    let help = "keep one of them".to_owned();
                    self.problems.error(codes::TWICE, item.span, message, help);
                }
                None => {
                    let message = "`no clause` stands under no heading";
                    self.problems.error(codes::MISSING, item.span, message, None);
                }
            }
        }
    }

    fn finish(self, mut accord: Accord) -> Resolved {
        accord.constructions = self.constructions;
        accord.gaps = self.gaps;
        accord.gaps.sort_by_key(|gap| gap.span);
        let table = table(&accord);
        let sound = self.syntax.errors == 0 && self.problems.errors() == 0;
        let diagnostics = self.problems.finish();
        Resolved { accord: sound.then_some(accord), diagnostics, table }
    }
}

fn construed(because: &Because) -> Construed {
    Construed { because: because.reason.value.clone(), by: because.by.value.clone() }
}

/// What the phrases state, and the rest from what holds for all clauses.
fn merged(proof: &Proof, phrases: &ProofPhrases) -> Proof {
    Proof {
        watched_min: phrases.watched_min.map(basis::Quantity::base).or(proof.watched_min),
        origins_min: phrases.origins_min.or(proof.origins_min),
        admissions: phrases.admissions || proof.admissions,
    }
}

fn values<T: Clone>(spanned: &[Spanned<T>]) -> Vec<T> {
    spanned.iter().map(|s| s.value.clone()).collect()
}

/// An accord with nothing in it yet.
fn empty(syntax: &Syntax) -> Accord {
    Accord {
        title: String::new(),
        digest: basis::Digest::of(syntax.text.as_bytes()),
        file: syntax.file.clone(),
        agreed: None,
        zone: None,
        in_force: InForce { from: None, until: None },
        relations: Vec::new(),
        encoded_by: None,
        accepted_by: Vec::new(),
        contested_by: Vec::new(),
        parties: Vec::new(),
        observers: Vec::new(),
        bodies: Vec::new(),
        others: Vec::new(),
        areas: Vec::new(),
        lines: Vec::new(),
        premises: Vec::new(),
        clauses: Vec::new(),
        articles: Vec::new(),
        constructions: Vec::new(),
        gaps: Vec::new(),
        geometry: BTreeMap::new(),
    }
}
