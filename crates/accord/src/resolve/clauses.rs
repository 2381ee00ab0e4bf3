//! Clauses: bearer, norm under each combination of readings, proof, gaps.

use std::collections::BTreeSet;

use basis::{KindSet, ObjectSet, Span};
use space::Region;

use super::Resolver;
use super::order::{area_names, when_name};
use super::set::Set;
use crate::codes;
use crate::model::{
    Bearers, Clause, Construction, DistanceLimit, Duty, Gap, Norm, Notice, ObjectClass, PartyIx,
    Prohibition, Proof, Variant,
};
use crate::syntax::{
    Bearer, ClassTerm, ClauseItem, Deadline, Demand, Item, Name, PlacePhrase, Spanned,
};

impl<'a> Resolver<'a> {
    /// A clause; without variants where it is not checkable, leaves its demand open, or has errors.
    pub(super) fn clause(&mut self, item: &Item, clause: &'a ClauseItem, proof: &Proof) -> Clause {
        let gaps_before = self.gaps.len();
        let bearers = self.bearers(clause);
        let rests_on = self.rests_on(names_in(clause));
        let constructions = self.constructions_of(item, clause, &rests_on);
        self.stated_gaps(clause);
        let mut variants = Vec::new();
        // Where the bearer is wrong the rest is looked at all the same, for its problems.
        let all = Bearers::Each((0..self.parties).map(PartyIx).collect());
        if let Some(demand) = &clause.demand {
            for choice in self.choices(&rests_on, clause.id.span).unwrap_or_default() {
                let readings = self.readings_of(&choice);
                self.enter(choice);
                let exceptions = self.exceptions(&clause.unless);
                let norm = self.norm(clause, demand, bearers.as_ref().unwrap_or(&all));
                if let (Some(norm), Some(exceptions)) = (norm, exceptions) {
                    variants.push(Variant { readings, norm, exceptions });
                }
            }
        }
        if clause.not_checkable.is_some() || bearers.is_none() {
            variants.clear();
        }
        let reason = clause.not_checkable.as_ref().and_then(|n| n.value.as_ref());
        let gaps = self.gaps.get(gaps_before..).unwrap_or_default().to_vec();
        Clause {
            id: clause.id.value.clone(),
            title: clause.title.as_ref().map(|t| t.value.clone()).unwrap_or_default(),
            article: item.article,
            text: self.source(item.span).to_owned(),
            span: item.span,
            bearers: bearers.unwrap_or(Bearers::NotNamed),
            variants,
            proof: super::merged(proof, &clause.proof),
            gaps,
            constructions,
            not_checkable: reason.map(super::construed),
        }
    }

    fn bearers(&mut self, clause: &ClauseItem) -> Option<Bearers> {
        let bearer = clause.bearer.as_ref()?;
        let all = (0..self.parties).map(PartyIx).collect::<Vec<_>>();
        match &bearer.value {
            Bearer::NotNamed => {
                let what = "the text does not say whom it binds".to_owned();
                let gap = Gap { clause: Some(clause.id.value.clone()), what, span: bearer.span };
                self.gap(codes::GAP_BEARER, gap, "name the sides once the text does");
                Some(Bearers::NotNamed)
            }
            Bearer::Named(names) => self.named_bearers(names),
            Bearer::EachSide | Bearer::AllSides(_) if all.is_empty() => {
                let help = "add a side: `bound NAME \"…\"`".to_owned();
                self.error(codes::SIDES, bearer.span, "no bound side is defined", help)
            }
            Bearer::EachSide => Some(Bearers::Each(all)),
            Bearer::AllSides(Some(count)) if *count != all.len() => {
                let message = format!("`both sides` means two, but {} are bound", all.len());
                let help = "write `all sides`, or name the sides".to_owned();
                self.error(codes::SIDES, bearer.span, message, help)
            }
            Bearer::AllSides(_) => Some(Bearers::Jointly(all)),
        }
    }

    fn named_bearers(&mut self, names: &[Name]) -> Option<Bearers> {
        let parties: Vec<Option<PartyIx>> = names.iter().map(|name| self.party(name)).collect();
        let mut seen = BTreeSet::new();
        for (name, party) in names.iter().zip(&parties) {
            if party.is_some() && !seen.insert(*party) {
                let message = format!("`{}` is named twice", name.value);
                self.error::<()>(codes::TWICE, name.span, message, None);
            }
        }
        parties.into_iter().collect::<Option<Vec<_>>>().map(Bearers::Each)
    }

    /// What the clause construes itself, and what its definitions construe.
    fn constructions_of(&mut self, item: &Item, clause: &ClauseItem, rests_on: &Set) -> Vec<usize> {
        let construed = rests_on.shared(&self.construed_set);
        let names = construed.filter_map(|at| self.order.get(at));
        let of_definitions = names.filter_map(|name| self.construed.get(name));
        let mut all: BTreeSet<usize> = of_definitions.flatten().copied().collect();
        if let Some(because) = &clause.because {
            all.insert(self.constructions.len());
            let what = format!("clause {}", clause.id.value);
            let construed = super::construed(because);
            self.constructions.push(Construction { what, construed, span: item.span });
        }
        all.into_iter().collect()
    }

    fn stated_gaps(&mut self, clause: &ClauseItem) {
        for text in &clause.gaps {
            let clause = Some(clause.id.value.clone());
            let gap = Gap { clause, what: text.value.clone(), span: text.span };
            self.gap(
                codes::GAP_STATED,
                gap,
                "to be closed by the text, or construed with a reason",
            );
        }
    }

    fn norm(
        &mut self,
        clause: &ClauseItem,
        demand: &Spanned<Demand>,
        bearers: &Bearers,
    ) -> Option<Norm> {
        match &demand.value {
            Demand::MustNot(kinds, class) => {
                let kinds = self.kinds(kinds);
                let ban = self.prohibition(clause, class.as_deref(), bearers);
                Some(Norm::Prohibition(Prohibition { kinds: kinds?, ..ban? }))
            }
            Demand::MustNotKeep(class) => {
                let ban = self.prohibition(clause, Some(class), bearers)?;
                let kinds = kept(ban.objects.as_ref());
                Some(Norm::Prohibition(Prohibition { kinds, ..ban }))
            }
            Demand::Notify { to, lead, kinds, class } => {
                let to = self.receiver(to);
                let kinds = self.kinds(kinds);
                let activity = self.prohibition(clause, class.as_deref(), bearers);
                let activity = Prohibition { kinds: kinds?, ..activity? };
                Some(Norm::Notice(Notice { to: to?, lead: *lead, activity }))
            }
            Demand::Must { act, subject, to } => {
                let to = match to {
                    Some(to) => Some(self.receiver(to)?),
                    None => None,
                };
                let due = match &clause.deadline {
                    Some(deadline) => Some(self.deadline(&deadline.value, deadline.span)?),
                    None => None,
                };
                let Some(subject) = subject else {
                    return self.no_subject(clause, demand.span);
                };
                let (deadline, deadline_text) = due.unzip();
                let subject = subject.value.clone();
                Some(Norm::Duty(Duty { act: *act, subject, to, deadline, deadline_text }))
            }
        }
    }

    /// A duty about nothing would be matched by any act: a gap, and nothing is verified.
    fn no_subject<T>(&mut self, clause: &ClauseItem, span: Span) -> Option<T> {
        let what = "the duty does not say what it is about".to_owned();
        let gap = Gap { clause: Some(clause.id.value.clone()), what, span };
        self.gap(codes::GAP_SUBJECT, gap, "write it in quotes after the verb");
        None
    }

    /// Everything of a ban but its kinds.
    fn prohibition(
        &mut self,
        clause: &ClauseItem,
        class: Option<&[ClassTerm]>,
        bearers: &Bearers,
    ) -> Option<Prohibition> {
        let objects = class.map(|class| self.object_class(class));
        let targets = clause.targets.as_ref().map(|targets| self.targets(&targets.value));
        let place = self.place(clause, bearers);
        let window = self.window(clause);
        if objects == Some(None) || targets == Some(None) {
            return None;
        }
        let (place, limit) = place?;
        Some(Prohibition {
            kinds: KindSet::NONE,
            objects: objects.flatten(),
            targets: targets.flatten(),
            place,
            limit,
            window: window?,
        })
    }

    /// The place for each bearer; one for all where the bearer is not named.
    fn place(
        &mut self,
        clause: &ClauseItem,
        bearers: &Bearers,
    ) -> Option<(Vec<Option<Region>>, Option<DistanceLimit>)> {
        let parties: Vec<Option<PartyIx>> = match bearers {
            named if !named.parties().is_empty() => {
                named.parties().iter().copied().map(Some).collect()
            }
            _ => vec![None],
        };
        match &clause.place {
            None => Some((vec![Some(Region::Everywhere); parties.len()], None)),
            Some(Spanned { value: PlacePhrase::Near(name), span }) => {
                self.lookup(name, "a line, sites or an area", |def| {
                    use super::names::Def;
                    matches!(def, Def::Lines(_) | Def::Area(_)).then_some(())
                })?;
                let what = format!("`near {}` has no distance", name.value);
                let gap = Gap { clause: Some(clause.id.value.clone()), what, span: *span };
                self.gap(
                    codes::GAP_NEAR,
                    gap,
                    "write `within D of …` once the text states it, or \
                                                construe an area with a reason",
                );
                Some((vec![None; parties.len()], None))
            }
            Some(Spanned { value: PlacePhrase::In(expr), .. }) => {
                let mut places = Vec::new();
                for party in parties {
                    places.push(self.area(expr, party));
                }
                let sound = places.iter().all(Option::is_some);
                sound.then(|| (places, self.limit(expr)))
            }
        }
    }
}

/// What it means to keep objects somewhere: weapons are seen as such, other things as presence.
fn kept(objects: Option<&ObjectClass>) -> KindSet {
    let named = |name| KindSet::named(name).unwrap_or(KindSet::NONE);
    let weapons = ObjectSet::named("weapon").unwrap_or(ObjectSet::NONE);
    let only_weapons = objects
        .is_some_and(|objects| objects.any_of.iter().all(|term| term.classes.is_subset(weapons)));
    let present = named("weapon_present");
    if only_weapons { present } else { present.union(named("force_present")) }
}

/// The names that a clause uses.
fn names_in(clause: &ClauseItem) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    match clause.demand.as_ref().map(|demand| &demand.value) {
        Some(Demand::MustNot(kinds, class) | Demand::Notify { kinds, class, .. }) => {
            names.extend(kinds.iter().map(|name| name.value.as_str()));
            names.extend(class.iter().flatten().map(|term| term.name.value.as_str()));
        }
        Some(Demand::MustNotKeep(class)) => {
            names.extend(class.iter().map(|term| term.name.value.as_str()));
        }
        Some(Demand::Must { .. }) | None => {}
    }
    match clause.place.as_ref().map(|place| &place.value) {
        Some(PlacePhrase::In(expr)) => area_names(expr, &mut names),
        Some(PlacePhrase::Near(name)) => names.push(&name.value),
        None => {}
    }
    names.extend(clause.targets.iter().flat_map(|t| &t.value).map(|name| name.value.as_str()));
    names.extend(clause.unless.iter().map(|name| name.value.as_str()));
    let window = [&clause.from, &clause.until].into_iter().flatten();
    names.extend(window.filter_map(|when| when_name(&when.value)));
    names.extend(clause.deadline.iter().filter_map(|deadline| match &deadline.value {
        Deadline::By(when)
        | Deadline::Before(when)
        | Deadline::WithinDays(_, when)
        | Deadline::Within(_, when) => when_name(when),
    }));
    names
}
