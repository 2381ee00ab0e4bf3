//! Exceptions and their required steps.

use std::collections::BTreeSet;

use super::Resolver;
use super::names::Def;
use crate::codes;
use crate::model::{Exception, Step, StepOrder, StepProof};
use crate::syntax::{ExceptionItem, Name, StepPhrase, StepWords};

impl Resolver<'_> {
    /// The exceptions that a clause names, under the readings in force.
    pub(super) fn exceptions(&mut self, names: &[Name]) -> Option<Vec<Exception>> {
        let mut all = Some(Vec::new());
        for name in names {
            let item = self.lookup(name, "an exception", |def| match def {
                Def::Exception(item) => Some(*item),
                _ => None,
            });
            let exception = item.and_then(|item| self.exception(item));
            all = all.zip(exception).map(|(mut all, exception)| {
                all.push(exception);
                all
            });
        }
        all
    }

    pub(super) fn exception(&mut self, item: &ExceptionItem) -> Option<Exception> {
        let fit = self.steps_fit(item);
        let mut steps = Some(Vec::new());
        for phrase in &item.steps {
            let step = self.step(phrase);
            steps = steps.zip(step).map(|(mut steps, step)| {
                steps.push(step);
                steps
            });
        }
        fit?;
        Some(Exception {
            name: item.name.value.clone(),
            label: item.label.as_ref().map_or(item.name.value.clone(), |l| l.value.clone()),
            steps: steps?,
            construed: item.because.as_ref().map(super::construed),
        })
    }

    fn step(&mut self, phrase: &StepPhrase) -> Option<Step> {
        let proof = match &phrase.proof {
            StepWords::Event(kinds) => StepProof::Event(self.kinds(kinds)?),
            StepWords::Act { act, subject, by, to } => {
                let by = by.as_ref().map(|by| self.observer_or_body(by));
                let to = to.as_ref().map(|to| self.receiver(to));
                if by == Some(None) || to == Some(None) {
                    return None;
                }
                StepProof::Act {
                    act: *act,
                    subject: subject.as_ref().map(|subject| subject.value.clone()),
                    by: by.flatten(),
                    to: to.flatten(),
                }
            }
        };
        let order = phrase.order.as_ref().map(|order| order.value.clone());
        Some(Step { name: phrase.name.value.clone(), proof, order })
    }

    /// Steps there are, each named once, and after steps that exist and come first.
    fn steps_fit(&mut self, item: &ExceptionItem) -> Option<()> {
        if item.steps.is_empty() {
            let message = format!("exception `{}` has no step to prove", item.name.value);
            let help = "add a line `step NAME: …` for each thing that has to be proved".to_owned();
            return self.error(codes::MISSING, item.name.span, message, help);
        }
        let mut sound = Some(());
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for step in &item.steps {
            if let Some(order) = &step.order
                && let StepOrder::AfterStep(other) = &order.value
                && !before.contains(other.as_str())
            {
                let message = format!("no step `{other}` stands before this one");
                let help = basis::suggest::did_you_mean(other, before.iter().copied());
                let help = help.or(Some("write the steps in their order".to_owned()));
                sound = self.error(codes::UNKNOWN_NAME, order.span, message, help);
            }
            if !before.insert(&step.name.value) {
                let message = format!("step `{}` stands twice", step.name.value);
                let help = "give each step a name of its own".to_owned();
                sound = self.error(codes::DEFINED_TWICE, step.name.span, message, help);
            }
        }
        sound
    }
}
