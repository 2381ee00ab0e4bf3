//! The accord as findings carry it.

use accord::model::{Bearers, Clause, Norm};
use findings::{ArticleInfo, ClauseInfo, ConstructionInfo, PartyInfo, PremiseInfo};

use crate::context::Context;

pub(crate) fn parties(context: &Context<'_>) -> Vec<PartyInfo> {
    let parties = context.accord.parties.iter();
    parties.map(|p| PartyInfo { name: p.name.clone(), label: p.label.clone() }).collect()
}

pub(crate) fn premises(context: &Context<'_>) -> Vec<PremiseInfo> {
    let premises = context.accord.premises.iter();
    premises
        .map(|p| PremiseInfo { rule: p.rule.to_string(), construed: p.construed.clone() })
        .collect()
}

pub(crate) fn constructions(context: &Context<'_>) -> Vec<ConstructionInfo> {
    let constructions = context.accord.constructions.iter();
    constructions
        .map(|c| ConstructionInfo { what: c.what.clone(), construed: c.construed.clone() })
        .collect()
}

pub(crate) fn articles(context: &Context<'_>) -> Vec<ArticleInfo> {
    let clause_id = |index: &usize| context.accord.clauses.get(*index).map(|c| c.id.clone());
    let articles = context.accord.articles.iter();
    articles
        .map(|article| ArticleInfo {
            heading: article.heading.clone(),
            prose: article.prose.clone(),
            clauses: article.clauses.iter().filter_map(clause_id).collect(),
            no_clause: article.no_clause.as_ref().map(|c| format!("{} ({})", c.because, c.by)),
        })
        .collect()
}

pub(crate) fn clauses(context: &Context<'_>) -> Vec<ClauseInfo> {
    context.accord.clauses.iter().map(|clause| one(context, clause)).collect()
}

fn one(context: &Context<'_>, clause: &Clause) -> ClauseInfo {
    let name = |party: &accord::model::PartyIx| context.accord.parties[party.0].name.clone();
    let sort = match clause.variants.first().map(|variant| &variant.norm) {
        None => "not checkable",
        Some(Norm::Prohibition(_)) => "prohibition",
        Some(Norm::Duty(_)) if matches!(clause.bearers, Bearers::Jointly(_)) => "joint duty",
        Some(Norm::Duty(_)) => "duty",
        Some(Norm::Notice(_)) => "notice",
    };
    ClauseInfo {
        id: clause.id.clone(),
        title: clause.title.clone(),
        text: clause.text.clone(),
        article: clause.article,
        sort: sort.to_owned(),
        bearers: clause.bearers.parties().iter().map(name).collect(),
        constructions: clause.constructions.clone(),
        gaps: clause.gaps.iter().map(|gap| gap.what.clone()).collect(),
        not_checkable: clause.not_checkable.as_ref().map(|c| format!("{} ({})", c.because, c.by)),
        window: window(context, clause),
    }
}

/// The resolved time of a clause in words.
fn window(context: &Context<'_>, clause: &Clause) -> String {
    let timing = context.timing();
    let (window, duty) = match clause.variants.first().map(|variant| &variant.norm) {
        None => return String::new(),
        Some(Norm::Prohibition(ban)) => (ban.window.clone(), None),
        Some(Norm::Notice(notice)) => (notice.activity.window.clone(), None),
        Some(Norm::Duty(duty)) => (accord::model::Window::default(), Some(duty)),
    };
    if let Some(duty) = duty {
        let words = duty.deadline_text.as_deref();
        return match duty.deadline.as_ref().map(|deadline| timing.instant(deadline)) {
            None => "no time set".to_owned(),
            Some(Ok(until)) => match words {
                Some(words) => format!("due {words}"),
                None => format!("due before {}", context.show(until.lo)),
            },
            Some(Err(undetermined)) => format!("counts from {}, not dated", undetermined.0),
        };
    }
    match timing.window(&window) {
        Err(undetermined) => format!("counts from {}, not dated", undetermined.0),
        Ok(time) if time.until.hi == basis::Instant::MAX => {
            format!("from {} on", context.show(time.from.lo))
        }
        Ok(time) => {
            format!("from {} until {}", context.show(time.from.lo), context.show(time.until.lo))
        }
    }
}
