//! Lines, sites, areas, and the algebra of areas.

use basis::{Dimension, Quantity};

use super::NESTING_MAX;
use super::cursor::Cursor;
use crate::codes;
use crate::lex::Kind;
use crate::syntax::{
    AreaExpr, AreaItem, AreaValue, Definition, Drawn, ItemKind, LineItem, Reading, Source, Spanned,
};

impl Cursor<'_> {
    /// `line NAME [of PARTY] [is construed] from "…" …`
    pub(super) fn line(&mut self) -> Option<ItemKind> {
        let drawn = if self.word() == "line" { Drawn::Line } else { Drawn::Sites };
        self.at += 1;
        let name = self.new_name("the name that is defined")?;
        let of = if self.eat(&["of"]) { Some(self.name("a bound side")?) } else { None };
        let construed = if self.eat(&["is"]) {
            self.expect(&["construed"])?;
            true
        } else {
            false
        };
        self.phrase = self.at;
        let source = self.geometry();
        if source.is_none() {
            self.recover();
        }
        let mut because = None;
        self.phrases("a line", &["because"], |cursor, word| match word {
            "because" => cursor.because_once(&mut because),
            _ => Some(false),
        });
        let values = source.map(|value| Reading { name: None, value }).into_iter().collect();
        let definition = Definition { name, construed, values, because };
        Some(ItemKind::Line(LineItem { drawn, of, definition }))
    }

    pub(super) fn area(&mut self) -> Option<ItemKind> {
        let mut matches = Vec::new();
        let definition = self.definition_and(
            |cursor| match cursor.word() {
                "from" => cursor.geometry().map(AreaValue::From),
                _ => cursor.area_expr(0).map(AreaValue::Is),
            },
            &["from", "matches"],
            |cursor, word| cursor.matches(word, &mut matches),
        )?;
        Some(ItemKind::Area(AreaItem { definition, matches }))
    }

    /// `from "…" [feature "…"] [accuracy D | exact]`
    fn geometry(&mut self) -> Option<Source> {
        self.expect(&["from"])?;
        let file = self.string("the name of a geometry file as a string")?;
        let mut source = Source { file, features: Vec::new(), accuracy: None };
        loop {
            let start = self.at;
            match self.word() {
                "feature" => {
                    self.at += 1;
                    source
                        .features
                        .extend(self.list(|c| c.string("a feature's name as a string"))?);
                }
                "accuracy" => {
                    self.at += 1;
                    let accuracy = self.quantity(Dimension::Length)?;
                    self.once(&mut source.accuracy, accuracy, self.since(start), "the accuracy");
                }
                "exact" => {
                    self.at += 1;
                    let value = Quantity::parse("0", "m")?;
                    let span = self.last();
                    self.once(&mut source.accuracy, Spanned { value, span }, span, "the accuracy");
                }
                _ => return Some(source),
            }
        }
    }

    /// An area expression. `and`, `or` and `but not` are never mixed without parentheses: their
    /// precedence would be a guess.
    pub(super) fn area_expr(&mut self, depth: usize) -> Option<AreaExpr> {
        let first = self.area_term(depth)?;
        let operator = self.operator();
        if operator.is_empty() {
            return Some(first);
        }
        let mut terms = vec![first];
        while !self.operator().is_empty() {
            let span = self.peek().map(|token| token.span).unwrap_or_default();
            let found = self.operator();
            if found != operator || operator == "but not" && terms.len() > 1 {
                let message = if found == operator {
                    format!("`{operator}` stands twice without parentheses")
                } else {
                    format!("`{operator}` and `{found}` are mixed without parentheses")
                };
                let help = "say with parentheses what belongs together: `(a or b) and c`";
                return self.error(codes::MIXED, span, message, help.to_owned());
            }
            self.at += 1;
            if operator == "but not" {
                self.expect(&["not"])?;
            }
            terms.push(self.area_term(depth)?);
        }
        match operator {
            "or" => Some(AreaExpr::Or(terms)),
            "and" => Some(AreaExpr::And(terms)),
            _ => {
                let right = terms.pop()?;
                Some(AreaExpr::ButNot(Box::new(terms.pop()?), Box::new(right)))
            }
        }
    }

    fn operator(&self) -> &'static str {
        match self.word() {
            "or" => "or",
            "and" => "and",
            "but" => "but not",
            _ => "",
        }
    }

    fn area_term(&mut self, depth: usize) -> Option<AreaExpr> {
        match self.word() {
            "(" if depth >= NESTING_MAX => {
                let span = self.peek()?.span;
                let message = format!("parentheses are nested more than {NESTING_MAX} deep");
                let help = "define parts as areas of their own".to_owned();
                self.error(codes::LIMIT, span, message, help)
            }
            "(" => {
                self.at += 1;
                let inner = self.area_expr(depth + 1)?;
                self.expect(&[")"])?;
                Some(inner)
            }
            "within" => self.within_area(),
            "between" => {
                let span = self.peek()?.span;
                let message = "`between` is not part of this version of the language";
                let help = "write `within D of a and within D of b`, or draw the area".to_owned();
                self.error(codes::NOT_IN_VERSION, span, message, help)
            }
            _ if self.peek().is_some_and(|token| token.kind == Kind::Text) => {
                let advice = "names stand without quotes; a file follows `from`".to_owned();
                self.unexpected_with("an area", &[], Some(advice))
            }
            _ => self.name("an area").map(AreaExpr::Named),
        }
    }

    /// `within D of NAME`
    pub(super) fn within_area(&mut self) -> Option<AreaExpr> {
        self.expect(&["within"])?;
        let start = self.at;
        let distance = self.quantity(Dimension::Length)?;
        if distance.value.base() <= 0.0 {
            let message = "a distance is more than zero";
            return self.error(codes::BAD_QUANTITY, self.since(start), message, None);
        }
        self.expect(&["of"])?;
        Some(AreaExpr::Within(distance, self.name("a line, sites or an area")?))
    }
}
