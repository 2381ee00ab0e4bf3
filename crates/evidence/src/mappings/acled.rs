//! Event and sub-event types of ACLED.

use super::{Mapping, row};

const EXPLOSIONS: &[&str] = &["use_of_force"];
const BATTLE: &[&str] = &["fire", "blast", "assault", "sabotage", "forward_movement"];
const SHELLING: &[&str] = &[
    "grenade_launcher_fire",
    "anti_tank_fire",
    "vehicle_cannon_fire",
    "mortar_fire",
    "artillery_fire",
    "rocket_fire",
    "tank_fire",
    "missile_strike",
    "naval_fire",
    "air_defence_fire",
];
const CIVILIANS: &[&str] = &["use_of_force", "harm_to_persons"];

pub(super) const EVENTS: Mapping = Mapping {
    name: "acled",
    title: "`event_type` and `sub_event_type` of ACLED",
    citation: "Armed Conflict Location & Event Data (ACLED): Codebook, 2024, sections on event \
               types and sub-event types. Types without an act of armed sides (protests, \
               agreements, looting, others) are not mapped: a row of theirs is refused unless a \
               condition leaves it out.",
    rows: &[
        row("Battles", BATTLE, "event type"),
        row("Armed clash", BATTLE, "exchange of fire or attack on the ground"),
        row("Government regains territory", BATTLE, ""),
        row("Non-state actor overtakes territory", BATTLE, ""),
        row("Explosions/Remote violence", EXPLOSIONS, "event type"),
        row("Chemical weapon", EXPLOSIONS, "by whatever means it was delivered"),
        row("Air/drone strike", &["air_strike", "drone_attack", "missile_strike"], ""),
        row("Suicide bomb", &["device_explosion"], ""),
        row("Shelling/artillery/missile attack", SHELLING, ""),
        row("Remote explosive/landmine/IED", &["mine_explosion", "device_explosion"], ""),
        row("Grenade", &["device_explosion", "grenade_launcher_fire"], "hand-held"),
        row("Violence against civilians", CIVILIANS, "event type"),
        row("Attack", CIVILIANS, "on unarmed persons"),
        row("Sexual violence", &["injury"], "harm to persons"),
        row("Abduction/forced disappearance", &["abduction", "detention"], ""),
        row("Arrests", &["detention"], ""),
        row("Headquarters or base established", &["new_position", "force_present"], ""),
        row("Disrupted weapons use", &["use_of_force", "mine_laying"], "intercepted or defused"),
    ],
};
