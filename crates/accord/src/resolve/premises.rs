//! Premises, and a look at every definition whether or not a clause uses it.

use basis::Span;

use super::Resolver;
use super::names::Def;
use super::order::area_names;
use crate::codes;
use crate::model::{Premise, PremiseRule};
use crate::syntax::{AreaExpr, AreaValue, ItemKind, PremiseWords};

impl<'a> Resolver<'a> {
    pub(super) fn premises(&mut self) -> Vec<Premise> {
        self.enter(super::choice::Choice::new());
        let mut premises = Vec::new();
        for item in &self.syntax.items {
            let ItemKind::Premise(premise) = &item.kind else { continue };
            let rule = self.premise_rule(&premise.rule, item.span);
            if let (Some(rule), Some(because)) = (rule, &premise.because) {
                let construed = super::construed(because);
                premises.push(Premise { rule, construed, span: item.span });
            }
        }
        premises
    }

    fn premise_rule(&mut self, words: &'a PremiseWords, span: Span) -> Option<PremiseRule> {
        match words {
            PremiseWords::Onus => Some(PremiseRule::Onus),
            PremiseWords::Counted(counted, kinds) => Some(PremiseRule::TallyMapping {
                counted: counted.value.clone(),
                kinds: self
                    .single_reading(kinds.iter().map(|k| k.value.as_str()).collect(), span)
                    .and_then(|()| self.kinds(kinds))?,
            }),
            PremiseWords::CompleteRegister(name) => {
                Some(PremiseRule::CompleteRegister { body: self.observer_or_body(name)? })
            }
            PremiseWords::ClosedActors(None) => {
                Some(PremiseRule::ClosedActors { area: None, region: None })
            }
            PremiseWords::ClosedActors(Some(expr)) => {
                let mut names = Vec::new();
                area_names(expr, &mut names);
                self.single_reading(names, span)?;
                let region = self.area(expr, None)?;
                let area = Some(words_of(expr));
                Some(PremiseRule::ClosedActors { area, region: Some(region) })
            }
        }
    }

    /// A premise is one assumption: what it names must not differ by reading.
    fn single_reading(&mut self, names: Vec<&'a str>, span: Span) -> Option<()> {
        let several = self.rests_on(names).shared(&self.several).next();
        let Some(name) = several.and_then(|at| self.order.get(at)) else { return Some(()) };
        let message = format!("a premise cannot rest on `{name}`, which has readings");
        let help = "define what it assumes without readings".to_owned();
        self.error(codes::READINGS, span, message, help)
    }

    /// Evaluates every definition in each of its readings, so that a problem in one that no clause
    /// uses is told as well.
    pub(super) fn check_definitions(&mut self) {
        self.enter(super::choice::Choice::new());
        let names: Vec<&'a str> = self.names.keys().copied().collect();
        for name in
            names.into_iter().filter(|name| !self.unusable.contains(name)).collect::<Vec<_>>()
        {
            self.check_definition(name);
        }
    }

    fn check_definition(&mut self, name: &'a str) {
        let Some(entry) = self.names.get(name) else { return };
        match entry.def {
            Def::Area(item) => {
                for reading in &item.definition.values {
                    if let AreaValue::Is(expr) = &reading.value {
                        self.area(expr, None);
                    }
                }
            }
            Def::Class(definition) => {
                definition.values.iter().for_each(|reading| drop(self.class(&reading.value)));
            }
            Def::Kinds(definition) => {
                for reading in &definition.values {
                    self.kinds(&reading.value);
                }
            }
            Def::Targets(definition) => {
                for reading in &definition.values {
                    self.targets(&reading.value);
                }
            }
            Def::Instant(definition) => {
                for reading in &definition.values {
                    self.when(&reading.value, definition.name.span);
                }
            }
            Def::Exception(item) => drop(self.exception(item)),
            Def::Actor(..) | Def::Lines(_) => {}
        }
    }
}

/// An area expression in the words of the language.
fn words_of(expr: &AreaExpr) -> String {
    let inner = |expr: &AreaExpr| match expr {
        AreaExpr::Named(_) | AreaExpr::Within(..) => words_of(expr),
        _ => format!("({})", words_of(expr)),
    };
    let joined =
        |terms: &[AreaExpr], joint: &str| terms.iter().map(inner).collect::<Vec<_>>().join(joint);
    match expr {
        AreaExpr::Named(name) => name.value.clone(),
        AreaExpr::Within(distance, name) => format!("within {} of {}", distance.value, name.value),
        AreaExpr::Or(terms) => joined(terms, " or "),
        AreaExpr::And(terms) => joined(terms, " and "),
        AreaExpr::ButNot(left, right) => format!("{} but not {}", inner(left), inner(right)),
    }
}
