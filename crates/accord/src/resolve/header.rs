//! The `accord` item: title, time in force, zone, authorship.

use basis::{Severity, Span};

use super::Resolver;
use crate::codes;
use crate::model::{Accord, End, Gap, InForce};
use crate::syntax::{Header, ItemKind, Until};

impl Resolver<'_> {
    /// An accord with what its header says.
    pub(super) fn header(&mut self) -> Accord {
        let mut accord = super::empty(self.syntax);
        let mut first: Option<Span> = None;
        for item in &self.syntax.items {
            let ItemKind::Header(header) = &item.kind else { continue };
            if let Some(first) = first {
                let message = "a second `accord` item";
                let help = "one file holds one accord".to_owned();
                let other = (first, "the first");
                let span = self.first_line(item.span);
                self.problems.error_with(codes::DEFINED_TWICE, span, message, other, help);
                continue;
            }
            first = Some(item.span);
            self.header = Some(header);
            let title = header.title.as_ref().map_or(item.span, |title| title.span);
            self.in_force(header, title, &mut accord);
            self.authorship(header, title, &mut accord);
        }
        accord
    }

    fn in_force(&mut self, header: &Header, title: Span, accord: &mut Accord) {
        let until = header.until.as_ref().map(|until| match until {
            Until::At(moment) => End::At(moment.instant),
            Until::Attested(subject) => End::Attested(subject.value.clone()),
        });
        accord.in_force = InForce { from: header.from.as_ref().map(|m| m.instant), until };
        self.in_force_from = accord.in_force.from;
        let own = header.days_in.as_ref().map(|zone| zone.value.clone());
        self.zone = own.or_else(|| header.from.as_ref().map(|moment| moment.zone.clone()));
        accord.zone = self.zone.clone();
        accord.agreed = header.agreed.as_ref().map(|date| date.value);
        if let (Some(from), Some(Until::At(until))) = (&header.from, &header.until)
            && until.instant <= from.instant
        {
            let message = "the accord ends before it is in force";
            self.error::<()>(codes::EMPTY_PERIOD, until.span, message, None);
        }
        // A header whose phrase went wrong has its error; a gap on top would mislead.
        if header.from.is_none() && self.syntax.errors == 0 {
            let what = "the text does not say from when the accord is in force".to_owned();
            let gap = Gap { clause: None, what, span: title };
            self.gap(codes::GAP_IN_FORCE, gap, "write `in force from` with date, time and zone");
        }
    }

    fn authorship(&mut self, header: &Header, title: Span, accord: &mut Accord) {
        accord.title = header.title.as_ref().map(|t| t.value.clone()).unwrap_or_default();
        accord.relations.clone_from(&header.relations);
        accord.encoded_by = header.encoded_by.as_ref().map(|author| author.value.clone());
        accord.accepted_by = super::values(&header.accepted_by);
        accord.contested_by = super::values(&header.contested_by);
        if accord.encoded_by.is_none() && self.syntax.errors == 0 {
            let message = "the encoding has no author";
            let warning = self.problems.at(Severity::Warning, codes::NO_AUTHOR, title, message);
            self.problems
                .push(warning.help(
                    "add `encoded by \"…\"`: turning text into clauses is an interpretation",
                ));
        }
    }
}
