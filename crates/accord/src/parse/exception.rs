//! Exceptions, premises and what proof demands.

use basis::{ActType, Dimension};

use super::cursor::Cursor;
use crate::codes;
use crate::model::StepOrder;
use crate::syntax::{
    ExceptionItem, ItemKind, PremiseItem, PremiseWords, ProofPhrases, Spanned, StepPhrase,
    StepWords,
};

const PROOF: &[&str] = &["watched", "admissions", "reported"];
const PREMISES: &[&str] = &["closed", "onus", "counted", "complete"];

impl Cursor<'_> {
    pub(super) fn exception(&mut self) -> Option<ItemKind> {
        self.at += 1;
        let name = self.new_name("the name that is defined")?;
        let label = if self.peek().is_some_and(|t| t.kind == crate::lex::Kind::Text) {
            self.string("a label")
        } else {
            None
        };
        let mut item =
            ExceptionItem { name, label, steps: Vec::new(), because: None, construed: false };
        self.phrases("an exception", &["step", "is", "because"], |cursor, word| match word {
            "is" => {
                cursor.expect(&["is", "construed"])?;
                item.construed = true;
                Some(true)
            }
            "step" => {
                item.steps.push(cursor.step()?);
                Some(true)
            }
            "because" => cursor.because_once(&mut item.because),
            _ => Some(false),
        });
        Some(ItemKind::Exception(item))
    }

    fn step(&mut self) -> Option<StepPhrase> {
        self.at += 1;
        let name = self.tag("the name of the step")?;
        self.expect(&[":"])?;
        let proof = match ActType::from_noun(self.word()) {
            Some(act) => self.step_act(act)?,
            None => {
                let kinds = self.names("a kind of act, or a type of act by word or document")?;
                self.expect(&["by", "the", "other", "side"])?;
                StepWords::Event(kinds)
            }
        };
        Some(StepPhrase { name, proof, order: self.step_order()? })
    }

    fn step_act(&mut self, act: ActType) -> Option<StepWords> {
        self.at += 1;
        let quoted = self.peek().is_some_and(|t| t.kind == crate::lex::Kind::Text);
        let subject = if quoted { self.string("a subject") } else { None };
        let by = if self.eat(&["by"]) { Some(self.name("an observer or body")?) } else { None };
        let to = if self.eat(&["to"]) { Some(self.name("an actor")?) } else { None };
        Some(StepWords::Act { act, subject, by, to })
    }

    /// `before the act`, `after the act`, `after step NAME`, or nothing.
    #[expect(clippy::option_option, reason = "absent and wrong are different answers")]
    fn step_order(&mut self) -> Option<Option<Spanned<StepOrder>>> {
        let start = self.at;
        let value = match self.word() {
            "before" => {
                self.expect(&["before", "the", "act"])?;
                StepOrder::BeforeAct
            }
            "after" if self.word_at(1) == "step" => {
                self.at += 2;
                StepOrder::AfterStep(self.tag("the name of a step")?.value)
            }
            "after" => {
                self.at += 1;
                self.expect(&["the", "act"])?;
                StepOrder::AfterAct
            }
            _ => return Some(None),
        };
        Some(Some(Spanned { value, span: self.since(start) }))
    }

    pub(super) fn premise(&mut self) -> Option<ItemKind> {
        self.at += 1;
        let rule = self.premise_rule()?;
        let because = self.required_because("a premise");
        self.end();
        Some(ItemKind::Premise(PremiseItem { rule, because }))
    }

    fn premise_rule(&mut self) -> Option<PremiseWords> {
        match self.word() {
            "closed" => {
                self.expect(&["closed", "actors"])?;
                let area = if self.eat(&["in"]) { Some(self.area_expr(0)?) } else { None };
                Some(PremiseWords::ClosedActors(area))
            }
            "onus" => {
                self.expect(&["onus", "on", "the", "invoker"])?;
                Some(PremiseWords::Onus)
            }
            "counted" => {
                self.at += 1;
                let counted = self.string("what is counted, as a string")?;
                self.expect(&["are"])?;
                Some(PremiseWords::Counted(counted, self.names("a kind of act")?))
            }
            "complete" => {
                self.expect(&["complete", "register", "of"])?;
                Some(PremiseWords::CompleteRegister(self.name("an observer or body")?))
            }
            _ => {
                let advice = format!("premises begin with {}", super::ticked(PREMISES));
                self.unexpected_with("a premise", PREMISES, Some(advice))
            }
        }
    }

    pub(super) fn proof_item(&mut self) -> Option<ItemKind> {
        let mut proof = ProofPhrases::default();
        self.phrases("`proof`", PROOF, |cursor, word| cursor.proof_phrase(word, &mut proof));
        Some(ItemKind::Proof(proof))
    }

    pub(super) fn proof_phrase(&mut self, word: &str, proof: &mut ProofPhrases) -> Option<bool> {
        let start = self.at;
        match word {
            "watched" => {
                self.expect(&["watched", "at", "least"])?;
                let share = self.quantity(Dimension::Share)?;
                if share.value.base() > 1.0 {
                    let message = "a share is at most 100 %";
                    return self.error(codes::BAD_QUANTITY, share.span, message, None);
                }
                self.once(&mut proof.watched_min, share.value, self.since(start), "`watched`");
            }
            "admissions" => {
                self.expect(&["admissions", "count"])?;
                proof.admissions = true;
            }
            "reported" => {
                self.expect(&["reported", "from"])?;
                let count = self.whole("a number of origins")?;
                self.expect(&["origins"])?;
                if !self.eat(&["count"]) {
                    self.expect(&["counts"])?;
                }
                if count.value == 0 {
                    let message = "at least one origin is needed";
                    return self.error(codes::BAD_QUANTITY, count.span, message, None);
                }
                self.once(&mut proof.origins_min, count.value, self.since(start), "`reported`");
            }
            _ => return Some(false),
        }
        Some(true)
    }
}
