//! Categories of the OSCE Special Monitoring Mission to Ukraine.

use super::{Category, Mapping, row};

/// Anything that the mission counts as a violation of the ceasefire.
const VIOLATION: &[&str] = &["use_of_force"];

const NOTE_VIOLATION: &str = "explosions, projectiles, muzzle flashes, illumination flares, \
     bursts and shots, one each; an explosion may be a mine or a controlled explosion";

/// Fire of anything that throws a shell, rocket, grenade or bomb.
const INDIRECT: &[&str] = &[
    "grenade_launcher_fire",
    "anti_tank_fire",
    "vehicle_cannon_fire",
    "mortar_fire",
    "artillery_fire",
    "rocket_fire",
    "tank_fire",
    "missile_strike",
    "air_strike",
    "drone_attack",
    "air_defence_fire",
    "naval_fire",
];

/// Bursts and shots: weapons that fire bullets or small shells.
const BULLETS: &[&str] = &[
    "small_arms_fire",
    "sniper_fire",
    "heavy_machine_gun_fire",
    "grenade_launcher_fire",
    "vehicle_cannon_fire",
    "air_defence_fire",
];

pub(super) const SMM: Mapping = Mapping {
    name: "osce-smm",
    title: "categories of the OSCE SMM's daily reports",
    citation: "OSCE Special Monitoring Mission to Ukraine, daily reports 2014–2022: table of \
               ceasefire violations (annex to each daily report) and its headings.",
    rows: ROWS,
};

const ROWS: &[Category] = &[
    row("ceasefire violation", VIOLATION, NOTE_VIOLATION),
    row("ceasefire violations", VIOLATION, NOTE_VIOLATION),
    row("explosion", VIOLATION, "without cause or direction: fire, a mine or a demolition"),
    row("explosion, undetermined", VIOLATION, "the mission could not tell what it was"),
    row("undetermined explosion", VIOLATION, "the mission could not tell what it was"),
    row("explosion, outgoing", INDIRECT, "the sound of a weapon firing"),
    row("outgoing explosion", INDIRECT, "the sound of a weapon firing"),
    row("explosion, impact", INDIRECT, "a projectile struck"),
    row("impact", INDIRECT, "a projectile struck"),
    row("explosion, airburst", INDIRECT, "a projectile went off above ground"),
    row("airburst", INDIRECT, "a projectile went off above ground"),
    row("projectile in flight", &["fire"], "of any weapon"),
    row("projectile", &["fire"], "in flight, of any weapon"),
    row("muzzle flash", &["fire"], "of any weapon"),
    row("illumination flare", &["illumination_flare"], "counted as a violation by the mission"),
    row("burst", BULLETS, "automatic fire"),
    row("shot", BULLETS, "single shots"),
    row("bursts and shots", BULLETS, "one each in the mission's count"),
    row("small-arms fire", &["small_arms_fire", "sniper_fire"], "a sniper's shot sounds alike"),
    row("heavy-machine-gun fire", &["heavy_machine_gun_fire"], ""),
    row("weapon in violation", &["weapon_present"], "in violation of withdrawal lines"),
    row("weapons in violation of withdrawal lines", &["weapon_present"], ""),
    row("multiple launch rocket system fire", &["rocket_fire"], ""),
    row("mortar fire", &["mortar_fire"], ""),
    row("artillery fire", &["artillery_fire"], ""),
    row("tank fire", &["tank_fire"], ""),
    row("denial", &["access_denied"], "restriction of the mission's freedom of movement"),
    row("delay", &["access_delayed"], "restriction of the mission's freedom of movement"),
    row("conditional access", &["access_delayed"], "restriction of freedom of movement"),
    row("other impediment", &["monitoring_interference"], "jamming and fire at devices among them"),
    row("signal interference", &["monitoring_interference"], "probable jamming"),
];
