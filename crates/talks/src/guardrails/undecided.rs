//! What speaks of a guard-rail's subject, and nobody decided whether it reaches the guard-rail: so
//! that nothing is passed over in silence.

use std::collections::BTreeSet;

use basis::{At, Diagnostic, Severity, Span};
use draft::Draft;

use super::near::Net;
use super::sentences::{self, Sentence};
use super::{Decisions, GUARDRAILS, Guardrail, words};
use crate::codes;
use crate::folder::quoted;
use crate::positions::issues::bracket_name;

/// A warning for each bracket, and for each article, without a decision about a guard-rail of whose
/// subject it speaks.
///
/// A bracket speaks of what its options say, by themselves or with the words around them, and of
/// what the sentence around it says; an article of what its sentences without brackets say. A
/// decision about a bracket of an article is taken as a sign that the article was looked at.
pub(super) fn undecided(decisions: &Decisions, draft: &Draft) -> Vec<Diagnostic> {
    let sentences = sentences::sentences(draft);
    let spoken = spoken(draft, &sentences);
    let mut problems = Vec::new();
    for (guardrail, spoken) in GUARDRAILS.iter().zip(&spoken) {
        let mut look = Look { guardrail, spoken, draft, decisions, problems: &mut problems };
        look.at_brackets(&sentences);
        look.at_articles(&sentences);
    }
    problems
}

/// What speaks of a guard-rail's subject.
#[derive(Clone, Debug, Default)]
struct Spoken {
    /// Sentences, in their words outside of brackets.
    sentences: BTreeSet<usize>,
    /// Options, in their own words.
    alone: BTreeSet<(usize, usize)>,
    /// Options, with words around them.
    joined: BTreeSet<(usize, usize)>,
}

/// What speaks of the subject of each guard-rail.
fn spoken(draft: &Draft, sentences: &[Sentence]) -> Vec<Spoken> {
    let words = words::words(draft, sentences);
    let mut spoken = vec![Spoken::default(); GUARDRAILS.len()];
    Net::new().find(draft, &words, |found| {
        let spoken = &mut spoken[found.guardrail];
        let words = || found.words.iter().map(|at| &words[*at]);
        let options: BTreeSet<_> = words().map(|word| word.option).collect();
        let alone = options.len() == 1;
        for word in words() {
            match word.option {
                Some(option) if alone => drop(spoken.alone.insert(option)),
                Some(option) => drop(spoken.joined.insert(option)),
                None if alone => drop(spoken.sentences.insert(word.sentence)),
                None => {}
            }
        }
    });
    spoken
}

struct Look<'a> {
    guardrail: &'a Guardrail,
    spoken: &'a Spoken,
    draft: &'a Draft,
    decisions: &'a Decisions,
    problems: &'a mut Vec<Diagnostic>,
}

impl Look<'_> {
    fn at_brackets(&mut self, sentences: &[Sentence]) {
        let decided = self.decided();
        let spoken = self.spoken;
        let around: BTreeSet<usize> = spoken
            .sentences
            .iter()
            .flat_map(|sentence| sentences[*sentence].brackets.iter().copied())
            .collect();
        for (at, bracket) in self.draft.brackets.iter().enumerate() {
            if decided.contains(&at) || self.article_is_decided(bracket.article) {
                continue;
            }
            let of = |options: &BTreeSet<(usize, usize)>| {
                let first = options.range((at, 0)..(at + 1, 0)).next();
                first.and_then(|(_, option)| bracket.options.get(*option))
            };
            let id = bracket_name(self.draft, at);
            let name =
                |option: &draft::OptionText| format!("option {} of `{id}`", quoted(&option.key));
            if let Some(option) = of(&spoken.alone) {
                self.warn(&name(option), option.span);
            } else if let Some(option) = of(&spoken.joined) {
                let what = format!("{}, with the words around it,", name(option));
                self.warn(&what, option.span);
            } else if around.contains(&at) {
                self.warn(&format!("the sentence around `{id}`"), bracket.span);
            }
        }
    }

    fn at_articles(&mut self, sentences: &[Sentence]) {
        let mut looked_at: BTreeSet<usize> = self
            .decided()
            .into_iter()
            .filter_map(|bracket| self.draft.brackets.get(bracket).map(|b| b.article))
            .collect();
        let spoken = self.spoken.sentences.iter().map(|sentence| &sentences[*sentence]);
        for sentence in spoken.filter(|sentence| sentence.brackets.is_empty()) {
            let within = |article: &draft::Article| {
                article.span.start <= sentence.span.start && sentence.span.start < article.span.end
            };
            let Some(at) = self.draft.articles.iter().position(within) else { continue };
            if !self.article_is_decided(at) && looked_at.insert(at) {
                let number = &self.draft.articles[at].number;
                self.warn(&format!("article `{number}`, outside of brackets,"), sentence.span);
            }
        }
    }

    /// Brackets that some decision about the guard-rail names.
    fn decided(&self) -> BTreeSet<usize> {
        let rule = self.guardrail.id;
        let reached = self.decisions.reached.iter().filter(|reached| reached.rule == rule);
        let mut decided: BTreeSet<usize> =
            reached.flat_map(|reached| reached.condition.brackets()).collect();
        let not_reached = self.decisions.not_reached.iter().filter(|(of, _)| of == rule);
        decided.extend(not_reached.map(|(_, bracket)| *bracket));
        decided
    }

    fn article_is_decided(&self, article: usize) -> bool {
        self.decisions.articles.contains(&(self.guardrail.id.to_owned(), article))
    }

    fn warn(&mut self, what: &str, at: Span) {
        let Guardrail { id, says, .. } = self.guardrail;
        let message = format!("{what} speaks of what the guard-rail `{id}` protects");
        let help = format!(
            "say in `talks.toml` which choices reach it, or why none does; it says: {says}"
        );
        self.problems.push(
            Diagnostic::new(codes::GUARDRAIL_OPEN, Severity::Warning, message)
                .label(self.draft.file.as_str(), At::Bytes(at), "")
                .help(help),
        );
    }
}
