//! Clauses.

use basis::{ActType, Dimension, Quantity, Span};

use super::cursor::Cursor;
use crate::codes;
use crate::lex::Kind;
use crate::syntax::{
    Bearer, ClassTerm, ClauseItem, Demand, ItemKind, Name, PlacePhrase, ProofPhrases, Spanned, Text,
};

const PHRASES: &[&str] = &[
    "each",
    "both",
    "all",
    "bearer",
    "in",
    "within",
    "near",
    "at",
    "from",
    "until",
    "unless",
    "by",
    "before",
    "gap",
    "proof",
    "because",
    "not",
    "must",
    "may",
    "watched",
    "admissions",
    "reported",
];

impl Cursor<'_> {
    pub(super) fn clause(&mut self) -> Option<ItemKind> {
        self.at += 1;
        let id = self.clause_id()?;
        let title = match self.peek() {
            Some(token) if token.kind == Kind::Text => self.string("a title"),
            _ => None,
        };
        let mut clause = Box::new(ClauseItem {
            id,
            title,
            bearer: None,
            demand: None,
            place: None,
            targets: None,
            from: None,
            until: None,
            unless: Vec::new(),
            deadline: None,
            gaps: Vec::new(),
            proof: ProofPhrases::default(),
            because: None,
            not_checkable: None,
        });
        let before = self.problems.errors();
        self.phrases("a clause", PHRASES, |cursor, word| cursor.clause_phrase(word, &mut clause));
        if self.problems.errors() == before {
            self.check_clause(&clause);
        }
        Some(ItemKind::Clause(clause))
    }

    /// Everything up to the next blank: `2`, `2a`, `1.2(b)`.
    fn clause_id(&mut self) -> Option<Text> {
        let first = self.peek().filter(|token| !token.first && token.kind != Kind::Text);
        let Some(first) = first else { return self.unexpected("the number of the clause", &[]) };
        let mut span = first.span;
        self.at += 1;
        while let Some(next) =
            self.peek().filter(|t| t.span.start == span.end && t.kind != Kind::Text)
        {
            span = span.to(next.span);
            self.at += 1;
        }
        let value = self.text.get(span.start..span.end).unwrap_or("").to_owned();
        Some(Spanned { value, span })
    }

    fn clause_phrase(&mut self, word: &str, clause: &mut ClauseItem) -> Option<bool> {
        let start = self.at;
        match word {
            "in" | "near" => self.place_phrase(clause)?,
            "within" => self.within_phrase(clause)?,
            "by" | "before" => {
                let value = self.deadline()?;
                let deadline = Spanned { value, span: self.since(start) };
                self.once(&mut clause.deadline, deadline, self.since(start), "a deadline");
            }
            "at" => {
                self.at += 1;
                let value = self.names("a category of target")?;
                let span = self.since(start);
                self.once(&mut clause.targets, Spanned { value, span }, span, "`at`");
            }
            "from" | "until" => {
                self.at += 1;
                let value = self.when(false)?;
                let span = self.since(start);
                let slot = if word == "from" { &mut clause.from } else { &mut clause.until };
                self.once(slot, Spanned { value, span }, span, &format!("`{word}`"));
            }
            "unless" => {
                self.at += 1;
                clause.unless.extend(self.names("an exception")?);
            }
            "gap" => {
                self.at += 1;
                clause.gaps.push(self.string("what is open, as a string")?);
            }
            "proof" => self.at += 1,
            "watched" | "admissions" | "reported" => {
                return self.proof_phrase(word, &mut clause.proof);
            }
            "because" => return self.because_once(&mut clause.because),
            "not" => {
                self.expect(&["not", "checkable"])?;
                let span = self.since(start);
                let because = self.required_because("`not checkable`");
                let value = Spanned { value: because, span };
                self.once(&mut clause.not_checkable, value, span, "`not checkable`");
            }
            "may" => return self.may(),
            _ => return self.norm_phrase(clause),
        }
        Some(true)
    }

    /// `BEARER must …`
    fn norm_phrase(&mut self, clause: &mut ClauseItem) -> Option<bool> {
        let start = self.at;
        if self.word() != "must" {
            let Some(bearer) = self.bearer() else { return Some(false) };
            let bearer = Spanned { value: bearer?, span: self.since(start) };
            self.once(&mut clause.bearer, bearer, self.since(start), "a bearer");
        }
        match self.word() {
            "must" => {
                let start = self.at;
                self.at += 1;
                let demand = self.demand()?;
                let demand = Spanned { value: demand, span: self.since(start) };
                self.once(&mut clause.demand, demand, self.since(start), "`must`");
                Some(true)
            }
            "may" => self.may(),
            // `bearer not named` may stand alone in a clause that is not checkable.
            _ if matches!(&clause.bearer, Some(b) if matches!(b.value, Bearer::NotNamed)) => {
                Some(true)
            }
            _ => self.unexpected("`must`", &["must"]),
        }
    }

    fn may(&mut self) -> Option<bool> {
        let span = self.peek()?.span;
        let message = "`may` is not part of this version of the language";
        let help = "leave a permission to the prose, or write it as an exception".to_owned();
        self.error(codes::NOT_IN_VERSION, span, message, help)
    }

    /// The bearer; `None` where the phrase begins with no bearer, `Some(None)` after a report.
    #[expect(clippy::option_option, reason = "absent and wrong are different answers")]
    fn bearer(&mut self) -> Option<Option<Bearer>> {
        let bearer = match self.word() {
            "each" => self.expect(&["each", "side"]).map(|()| Bearer::EachSide),
            "both" => self.expect(&["both", "sides"]).map(|()| Bearer::AllSides(Some(2))),
            "all" => self.expect(&["all", "sides"]).map(|()| Bearer::AllSides(None)),
            "bearer" => self.expect(&["bearer", "not", "named"]).map(|()| Bearer::NotNamed),
            _ => {
                // Names are a bearer only where `must` follows on the same line.
                let line = self.tokens.get(self.at..)?;
                let end = line.iter().skip(1).position(|t| t.first).map_or(line.len(), |n| n + 1);
                let must =
                    line.get(..end)?.iter().position(|t| matches!(self.source(*t), "must" | "may"));
                must.filter(|at| *at > 0)?;
                self.names("a bound side").map(Bearer::Named)
            }
        };
        Some(bearer)
    }

    fn demand(&mut self) -> Option<Demand> {
        if self.eat(&["not", "keep"]) {
            return self.class_terms().map(Demand::MustNotKeep);
        }
        if self.eat(&["not"]) {
            let kinds = self.names("a kind of act or `keep`")?;
            return Some(Demand::MustNot(kinds, self.with_class()?));
        }
        let verb = self.word();
        let Some(act) = ActType::from_verb(verb) else {
            let verbs: Vec<&str> = ActType::verbs().collect();
            let known: Vec<&str> = verbs.iter().copied().chain(["not"]).collect();
            let advice = format!("a duty is one of {}; a ban is `must not`", super::ticked(&verbs));
            return self.unexpected_with("`not` or the verb of a duty", &known, Some(advice));
        };
        self.at += 1;
        let quoted = self.peek().is_some_and(|token| token.kind == Kind::Text);
        if act == ActType::Notice && !quoted && !self.word().is_empty() && self.word_at(1) == "at" {
            return self.notice();
        }
        // A word that begins no phrase is a subject without its quotes.
        let bare = self.peek().filter(|token| !token.first && token.kind == Kind::Word);
        if bare.is_some_and(|token| !PHRASES.contains(&self.source(token))) && self.word() != "to" {
            let advice = "put it in double quotes".to_owned();
            return self.unexpected_with("what it is about, as a string", &[], Some(advice));
        }
        let subject = if quoted { Some(self.string("what it is about")?) } else { None };
        let to = if self.eat(&["to"]) { Some(self.name("an actor")?) } else { None };
        Some(Demand::Must { act, subject, to })
    }

    fn notice(&mut self) -> Option<Demand> {
        let to = self.name("an actor")?;
        self.expect(&["at", "least"])?;
        let lead: Quantity = self.quantity(Dimension::Duration)?.value;
        self.expect(&["before"])?;
        let kinds: Vec<Name> = self.names("a kind of act")?;
        Some(Demand::Notify { to, lead, kinds, class: self.with_class()? })
    }

    /// `with CLASS` or nothing.
    #[expect(clippy::option_option, reason = "absent and wrong are different answers")]
    fn with_class(&mut self) -> Option<Option<Vec<ClassTerm>>> {
        if self.eat(&["with"]) { self.class_terms().map(Some) } else { Some(None) }
    }

    fn place_phrase(&mut self, clause: &mut ClauseItem) -> Option<()> {
        let start = self.at;
        let place = if self.eat(&["near"]) {
            PlacePhrase::Near(self.name("a line, sites or an area")?)
        } else {
            self.at += 1;
            PlacePhrase::In(self.area_expr(0)?)
        };
        self.set_place(clause, place, start);
        Some(())
    }

    /// `within` begins a place or a deadline: the unit decides.
    fn within_phrase(&mut self, clause: &mut ClauseItem) -> Option<()> {
        let start = self.at;
        let unit = self.word_at(2);
        let duration = Quantity::dimension_of(unit) == Some(Dimension::Duration);
        let duty = clause.demand.as_ref().is_some_and(|d| matches!(d.value, Demand::Must { .. }));
        if duration || duty {
            let value = self.deadline()?;
            let span = self.since(start);
            self.once(&mut clause.deadline, Spanned { value, span }, span, "a deadline");
        } else {
            let place = PlacePhrase::In(self.within_area()?);
            self.set_place(clause, place, start);
        }
        Some(())
    }

    fn set_place(&mut self, clause: &mut ClauseItem, value: PlacePhrase, start: usize) {
        let span: Span = self.since(start);
        if clause.place.is_some() {
            let message = "a second place stands in this clause";
            let help = "write one place: `in a and b`, or `in a but not b`".to_owned();
            self.error::<()>(codes::TWICE, span, message, help);
        } else {
            clause.place = Some(Spanned { value, span });
        }
    }

    /// Whether the phrases make up a clause.
    fn check_clause(&mut self, clause: &ClauseItem) {
        let span = clause.id.span;
        if clause.demand.is_none() && clause.not_checkable.is_none() {
            let message = format!("clause `{}` demands nothing", clause.id.value);
            let help = "write who `must` or `must not` do what, or `not checkable because …`";
            self.error::<()>(codes::MISSING, span, message, help.to_owned());
        } else if clause.bearer.is_none() && clause.not_checkable.is_none() {
            let message = format!("clause `{}` does not say whom it binds", clause.id.value);
            let help = "write `each side`, a name, or `bearer not named` before `must`".to_owned();
            self.error::<()>(codes::MISSING, span, message, help);
        }
        self.check_fit(clause);
    }

    /// Deadlines belong to duties; place, targets and window to acts.
    fn check_fit(&mut self, clause: &ClauseItem) {
        let Some(demand) = &clause.demand else { return };
        let duty = matches!(demand.value, Demand::Must { .. });
        if let (false, Some(bearer)) = (duty, &clause.bearer)
            && matches!(bearer.value, Bearer::AllSides(_))
        {
            let message = "sides together perform a duty; a ban or notice binds each";
            let help = "write `each side`".to_owned();
            self.error::<()>(codes::UNEXPECTED, bearer.span, message, help);
        }
        let misfit = if duty {
            let place = clause.place.as_ref().map(|p| (p.span, "a place"));
            let targets = clause.targets.as_ref().map(|t| (t.span, "`at`"));
            let from = clause.from.as_ref().map(|f| (f.span, "`from`"));
            let until = clause.until.as_ref().map(|u| (u.span, "`until`"));
            place.or(targets).or(from).or(until)
        } else {
            clause.deadline.as_ref().map(|d| (d.span, "a deadline"))
        };
        if let Some((span, what)) = misfit {
            let (noun, help) = if duty {
                ("a duty", "a duty has `to`, and `by`, `before` or `within` for its time")
            } else {
                ("a ban or notice", "write its time with `from` and `until`")
            };
            let message = format!("{what} has no place in {noun}");
            self.error::<()>(codes::UNEXPECTED, span, message, help.to_owned());
        }
    }
}
