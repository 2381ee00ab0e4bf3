//! What speaks of a guard-rail's subject, and nobody decided whether it reaches the guard-rail: so
//! that nothing is passed over in silence.

use std::collections::BTreeSet;

use basis::{At, Diagnostic, Severity, Span};
use draft::Draft;

use super::{Decisions, GUARDRAILS, Guardrail, words};
use crate::codes;
use crate::folder::quoted;
use crate::positions::issues::bracket_name;

/// A warning for each bracket, and for each article, without a decision about a guard-rail of whose
/// subject it speaks.
///
/// A bracket speaks of what its options say, and of what the sentence around it says; an article of
/// what its sentences without brackets say. A decision about a bracket of an article is taken as a
/// sign that the article was looked at.
pub(super) fn undecided(decisions: &Decisions, draft: &Draft) -> Vec<Diagnostic> {
    let sentences = words::sentences(draft);
    let mut problems = Vec::new();
    for guardrail in GUARDRAILS {
        let mut look = Look { guardrail, draft, decisions, problems: &mut problems };
        look.at_brackets(&sentences);
        look.at_articles(&sentences);
    }
    problems
}

struct Look<'a> {
    guardrail: &'a Guardrail,
    draft: &'a Draft,
    decisions: &'a Decisions,
    problems: &'a mut Vec<Diagnostic>,
}

impl Look<'_> {
    fn at_brackets(&mut self, sentences: &[words::Sentence]) {
        let decided = self.decided();
        let around: BTreeSet<usize> = sentences
            .iter()
            .filter(|sentence| sentence.speaks_of(self.guardrail))
            .flat_map(|sentence| sentence.brackets.iter().copied())
            .collect();
        for (at, bracket) in self.draft.brackets.iter().enumerate() {
            if decided.contains(&at) || self.article_is_decided(bracket.article) {
                continue;
            }
            let speaks =
                |option: &&draft::OptionText| words::speak_of(self.draft, option, self.guardrail);
            let id = bracket_name(self.draft, at);
            if let Some(option) = bracket.options.iter().find(speaks) {
                let what = format!("option {} of `{id}`", quoted(&option.key));
                self.warn(&what, option.span);
            } else if around.contains(&at) {
                self.warn(&format!("the sentence around `{id}`"), bracket.span);
            }
        }
    }

    fn at_articles(&mut self, sentences: &[words::Sentence]) {
        let mut looked_at: BTreeSet<usize> = self
            .decided()
            .into_iter()
            .filter_map(|bracket| self.draft.brackets.get(bracket).map(|b| b.article))
            .collect();
        for sentence in sentences.iter().filter(|sentence| sentence.brackets.is_empty()) {
            let within = |article: &draft::Article| {
                article.span.start <= sentence.span.start && sentence.span.start < article.span.end
            };
            let Some(at) = self.draft.articles.iter().position(within) else { continue };
            let silent = self.article_is_decided(at) || !sentence.speaks_of(self.guardrail);
            if !silent && looked_at.insert(at) {
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
