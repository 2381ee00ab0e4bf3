//! What resolving makes of clauses: variants, places, constructions, gaps, the account.

use accord::model::{Bearers, Norm, PartyIx, PremiseRule, StepOrder, StepProof};
use accord::table::{Status, table};
use basis::KindSet;
use space::{Place, Point, Region};

use crate::common::{accord_of, files};

fn ban(block: &str) -> accord::model::Prohibition {
    match accord_of(block).clauses.remove(0).variants.remove(0).norm {
        Norm::Prohibition(ban) => ban,
        other => panic!("a prohibition, not {other:?}"),
    }
}

#[test]
fn one_variant_for_each_combination_of_readings() {
    let accord =
        accord_of("clause 3\n  each side must not keep band_guns\n  in around_settlements\n");
    let readings: Vec<String> = accord.clauses[0]
        .variants
        .iter()
        .map(|v| v.readings.iter().map(|(d, r)| format!("{d}={r}")).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        readings,
        [
            "around_settlements=inside band_guns=over",
            "around_settlements=inside band_guns=from_100",
            "around_settlements=around band_guns=over",
            "around_settlements=around band_guns=from_100",
        ]
    );
    let limits: Vec<bool> = accord.clauses[0]
        .variants
        .iter()
        .map(|v| matches!(&v.norm, Norm::Prohibition(ban) if ban.limit.is_some()))
        .collect();
    assert_eq!(limits, [false, false, true, true], "only `around` is a distance");
}

#[test]
fn a_clause_without_readings_has_one_variant_without_a_name() {
    let accord = accord_of("clause 1\n  each side must not fire\n");
    assert_eq!(accord.clauses[0].variants.len(), 1);
    assert!(accord.clauses[0].variants[0].readings.is_empty());
    assert_eq!(
        ban("clause 1\n  each side must not fire\n").place,
        vec![Some(Region::Everywhere); 2]
    );
}

#[test]
fn each_side_is_measured_from_its_own_baseline() {
    let ban =
        ban("clause 1\n  each side must not keep heavy_weapons\n  within 25 km of baseline\n");
    let limit = ban.limit.unwrap();
    assert_eq!((limit.from.as_str(), limit.limit.to_string().as_str()), ("baseline", "25 km"));
    let lons: Vec<f64> = ban
        .place
        .iter()
        .map(|place| match place {
            Some(Region::Near { shape, distance_m }) => {
                assert_eq!((*distance_m, shape.accuracy_m), (25_000.0, 1_000.0));
                match &shape.geometry {
                    space::Geometry::Lines(lines) => lines[0][0].lon,
                    other => panic!("a line, not {other:?}"),
                }
            }
            other => panic!("a band, not {other:?}"),
        })
        .collect();
    assert_eq!(lons, [37.9, 38.1], "in the order of the sides");
}

#[test]
fn a_bearer_that_is_not_named_has_one_place() {
    let accord = accord_of("clause 1\n  bearer not named must not fire\n  in conflict_area\n");
    let clause = &accord.clauses[0];
    assert_eq!(clause.bearers, Bearers::NotNamed);
    assert_eq!(clause.gaps.len(), 1);
    match &clause.variants[0].norm {
        Norm::Prohibition(ban) => assert_eq!(ban.place.len(), 1),
        other => panic!("a prohibition, not {other:?}"),
    }
}

#[test]
fn distances_from_derived_areas_add_up() {
    let ban = ban(
        "area wide is within 1 km of security_zone\nclause 1\n  each side must not fire\n  in wide\n",
    );
    match &ban.place[0] {
        Some(Region::Near { distance_m, .. }) => assert_eq!(*distance_m, 16_000.0),
        other => panic!("a band, not {other:?}"),
    }
}

#[test]
fn but_not_takes_away() {
    let ban = ban("clause 1\n  each side must not fire\n  in donetsk_region but not settlements\n");
    let region = ban.place[0].clone().unwrap();
    let at = |lon, lat| {
        let place = Place::Disc { centre: Point::new(lon, lat).unwrap(), radius_m: 1.0 };
        region.contains(&place).truth
    };
    assert_eq!(at(37.3, 48.0), basis::Truth::Yes);
    assert_eq!(at(37.55, 48.05), basis::Truth::No, "inside the settlement");
    assert_eq!(at(38.5, 48.0), basis::Truth::No, "in the other region");
}

#[test]
fn kept_weapons_are_weapons_present() {
    let kinds = |class: &str| ban(&format!("clause 1\n  each side must not keep {class}\n")).kinds;
    let present = KindSet::named("weapon_present").unwrap();
    assert_eq!(kinds("heavy_weapons"), present);
    assert_eq!(kinds("vehicle"), present.union(KindSet::named("force_present").unwrap()));
}

#[test]
fn predicates_of_a_class_hold_for_each_of_its_alternatives() {
    let ban = ban("class far is heavy_weapons with range > 70 km\n\
         clause 1\n  each side must not fire with far\n");
    let objects = ban.objects.unwrap();
    assert_eq!(objects.name, "far");
    let counts: Vec<usize> = objects.any_of.iter().map(|term| term.predicates.len()).collect();
    assert_eq!(counts, [2, 1, 1], "artillery has its calibre as well");
}

#[test]
fn constructions_reach_through_definitions_of_definitions() {
    let accord = accord_of(
        "area core is construed as donetsk_region\n  because \"silent\" by \"A\"\n\
         area middle is core or luhansk_region\n\
         area outer is within 2 km of middle\n\
         clause 1\n  each side must not fire\n  in outer\n\
         clause 2\n  each side must not fire\n  in luhansk_region\n\
         clause 3\n  each side must not fire\n  because \"short\" by \"B\"\n",
    );
    let of = |at: usize| -> Vec<&str> {
        let clause: &accord::model::Clause = &accord.clauses[at];
        clause.constructions.iter().map(|at| accord.constructions[*at].what.as_str()).collect()
    };
    assert_eq!(of(0), ["area core"]);
    assert_eq!(of(1), [""; 0]);
    assert_eq!(of(2), ["clause 3"]);
    let table = table(&accord);
    let core = table.constructions.iter().find(|row| row.construction.what == "area core");
    assert_eq!(core.unwrap().clauses, ["1"]);
}

#[test]
fn exceptions_keep_their_steps_in_order() {
    let accord = accord_of(
        "exception fire_back \"retaliation\"\n  \
           step trigger: assault by the other side before the act\n  \
           step attempt: receipt \"request\" by mechanism\n  \
           step order: order \"fire\" after step attempt\n  \
           step notice: notice to tcg after the act\n\
         clause 1\n  each side must not fire\n  unless fire_back\n",
    );
    let exception = &accord.clauses[0].variants[0].exceptions[0];
    let orders: Vec<_> = exception.steps.iter().map(|step| step.order.clone()).collect();
    assert_eq!(
        orders,
        [
            Some(StepOrder::BeforeAct),
            None,
            Some(StepOrder::AfterStep("attempt".to_owned())),
            Some(StepOrder::AfterAct)
        ]
    );
    match &exception.steps[1].proof {
        StepProof::Act { act, subject, by, to } => {
            assert_eq!(*act, basis::ActType::Receipt);
            assert_eq!(subject.as_deref(), Some("request"));
            assert_eq!((by.as_deref(), to.as_deref()), (Some("mechanism"), None));
        }
        other => panic!("an act, not {other:?}"),
    }
}

#[test]
fn proof_of_a_clause_goes_before_proof_of_all() {
    let accord = accord_of(
        "proof\n  watched at least 80 %\n  admissions count\n\
         clause 1\n  each side must not fire\n  proof watched at least 95 %\n\
         clause 2\n  each side must not fire\n",
    );
    let watched: Vec<_> = accord.clauses.iter().map(|c| c.proof.watched_min).collect();
    assert_eq!(watched, [Some(0.95), Some(0.8)]);
    assert!(accord.clauses.iter().all(|c| c.proof.admissions && c.proof.origins_min.is_none()));
}

#[test]
fn together_or_each() {
    let bearers = |text: &str| {
        accord_of(&format!("clause 1\n  {text} must complete \"x\"\n")).clauses.remove(0).bearers
    };
    let all = vec![PartyIx(0), PartyIx(1)];
    assert_eq!(bearers("each side"), Bearers::Each(all.clone()));
    assert_eq!(bearers("both sides"), Bearers::Jointly(all.clone()));
    assert_eq!(bearers("all sides"), Bearers::Jointly(all));
    assert_eq!(bearers("cadlr"), Bearers::Each(vec![PartyIx(1)]));
}

#[test]
fn premises_name_their_area() {
    let accord = accord_of(
        "premise closed actors in donetsk_region or luhansk_region because \"?\" by \"A\"\n\
         premise counted \"ceasefire violations\" are fire because \"?\" by \"A\"\n",
    );
    match &accord.premises[0].rule {
        PremiseRule::ClosedActors { area, region } => {
            assert_eq!(area.as_deref(), Some("donetsk_region or luhansk_region"));
            assert!(region.is_some());
        }
        other => panic!("closed actors, not {other:?}"),
    }
    assert_eq!(accord.premises[1].construed.by, "A");
}

#[test]
fn areas_have_a_region_for_each_reading() {
    let accord =
        accord_of("area wide is within 5 km of around_settlements\n  matches \"the wide area\"\n");
    let wide = accord.areas.iter().find(|area| area.name == "wide").unwrap();
    let labels: Vec<&str> = wide.regions.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["around_settlements: inside", "around_settlements: around"]);
    assert_eq!(wide.matches, ["the wide area"]);
}

#[test]
fn the_account_leaves_no_article_out() {
    let text = "Preamble.\n\n# One\n\nProse.\n\n# Two\n\nProse.\n\n# Three\n\n```accord\n\
                accord \"A\"\n  in force from 2020-01-01 00:00 UTC\n  encoded by \"x\"\nbound u \"U\"\n\
                clause 1 \"C\"\n  each side must not fire\n  gap \"where\"\n\
                clause 2\n  not checkable because \"internal\" by \"x\"\n\
                clause 3\n  each side must order\n```\n\n# Four\n\nProse.\n\n```accord\n\
                no clause because \"thanks\" by \"x\"\n```\n\n# Empty\n";
    let (syntax, problems) = accord::parse(text, "accord.md");
    assert!(problems.is_empty(), "{problems:?}");
    let resolved = accord::resolve(&syntax, &files());
    assert!(resolved.accord.is_some(), "{:?}", resolved.diagnostics);
    let table = resolved.table;
    let names: Vec<&str> = table.articles.iter().map(|a| a.heading.as_str()).collect();
    assert_eq!(names, ["(before the first heading)", "One", "Two", "Three", "Four"]);
    assert_eq!(table.articles_without, [0, 1, 2]);
    let counts =
        [Status::Checkable, Status::WithGaps, Status::NotCheckable, Status::NothingToVerify]
            .map(|status| table.count(status));
    assert_eq!(counts, [0, 1, 1, 1]);
    assert_eq!(table.gaps.len(), 2);
    let clause = &resolved.accord.unwrap().clauses[0];
    assert_eq!(clause.text, "clause 1 \"C\"\n  each side must not fire\n  gap \"where\"");
}

#[test]
fn any_error_leaves_no_accord_but_a_table() {
    let (text, _) = crate::common::with_prelude(
        "clause 1\n  each side must not fire\nclause 2\n  each side must not shout\n",
    );
    let (syntax, _) = accord::parse(&text, "accord.md");
    let resolved = accord::resolve(&syntax, &files());
    assert!(resolved.accord.is_none());
    let statuses: Vec<Status> = resolved.table.clauses.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Status::Checkable, Status::NothingToVerify]);
    // An error of the parser alone has the same effect.
    let (syntax, problems) =
        accord::parse(&text.replace("must not shout", "mast not fire"), "accord.md");
    assert_eq!(problems.len(), 1);
    assert!(accord::resolve(&syntax, &files()).accord.is_none());
}

#[test]
fn files_are_asked_for_once_and_never_outside() {
    let text = "```accord\nline a from \"geo/a.geojson\" accuracy 1 km\n\
                area b from \"geo/a.geojson\" exact\narea c from \"../x.geojson\" exact\n```\n";
    let (syntax, _) = accord::parse(text, "accord.md");
    let needs = accord::needs(&syntax);
    assert_eq!(needs.len(), 1);
    assert_eq!(needs[0].file, "geo/a.geojson");
    assert_eq!(&text[needs[0].span.start..needs[0].span.end], "\"geo/a.geojson\"");
}
