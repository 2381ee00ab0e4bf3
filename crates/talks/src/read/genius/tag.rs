//! A tag of XML with its attributes.

use basis::{Code, Diagnostic, Span};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use crate::codes;
use crate::number::{self, Number};
use crate::read::Input;

/// A tag with its place.
pub(super) struct Tag<'a> {
    pub(super) file: &'a Input<'a>,
    pub(super) tag: &'a BytesStart<'a>,
    pub(super) at: Span,
}

impl Tag<'_> {
    pub(super) fn problem(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        self.file.problem(code, message, self.at)
    }

    pub(super) fn get(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        let odd = |error: &dyn std::fmt::Display| {
            self.problem(codes::SYNTAX, format!("this is not well-formed XML: {error}"))
        };
        for attribute in self.tag.attributes() {
            let attribute = attribute.map_err(|error| odd(&error))?;
            if attribute.key.0 == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return Ok(Some(value.map_err(|error| odd(&error))?.into_owned()));
            }
        }
        Ok(None)
    }

    /// The first of these attributes that is there.
    pub(super) fn first(&self, names: &[&str]) -> Result<Option<String>, Diagnostic> {
        for name in names {
            if let Some(value) = self.get(name)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    pub(super) fn need(&self, name: &str) -> Result<String, Diagnostic> {
        let missing = || self.problem(codes::FIELD, format!("the attribute `{name}` is missing"));
        self.get(name)?.ok_or_else(missing)
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<Number>, Diagnostic> {
        let Some(text) = self.get(name)? else { return Ok(None) };
        let odd = || self.problem(codes::NUMBER, format!("`{text}` is not a number that is read"));
        number::parse(text.trim()).map(Some).ok_or_else(odd)
    }

    pub(super) fn need_number(&self, name: &str) -> Result<Number, Diagnostic> {
        self.need(name)?;
        Ok(self.number(name)?.unwrap_or_default())
    }

    /// Refuses spaces that are more than a sum over issues.
    pub(super) fn refuse_other_spaces(&self) -> Result<(), Diagnostic> {
        match self.get("type")?.unwrap_or_default().to_lowercase().as_str() {
            "" | "linear" | "uncertain" => Ok(()),
            other => Err(self.no_sum(&format!("a utility space of type `{other}`"))),
        }
    }

    pub(super) fn no_sum(&self, what: &str) -> Diagnostic {
        let message = format!("{what} is no sum over issues");
        let help = "read are spaces in which each issue adds its weight times its evaluation";
        self.problem(codes::UNSUPPORTED, message).help(help)
    }
}
