//! Classes of weapon and other objects.

use super::Term;

pub(super) const TERMS: &[Term] = &[
    Term { name: "weapon", parent: "", gloss: "any weapon or weapon system" },
    Term { name: "artillery", parent: "weapon", gloss: "guns, howitzers and mortars" },
    Term { name: "gun", parent: "artillery", gloss: "field and anti-tank guns" },
    Term {
        name: "howitzer",
        parent: "artillery",
        gloss: "howitzers and gun-howitzers, towed or self-propelled",
    },
    Term { name: "mortar", parent: "artillery", gloss: "mortars" },
    Term { name: "mlrs", parent: "weapon", gloss: "multiple-launch rocket systems" },
    Term {
        name: "tactical_missile_system",
        parent: "weapon",
        gloss: "surface-to-surface missile systems of short range",
    },
    Term { name: "tank", parent: "weapon", gloss: "main battle tanks" },
    Term {
        name: "armoured_vehicle",
        parent: "weapon",
        gloss: "armoured combat vehicles other than tanks",
    },
    Term {
        name: "infantry_fighting_vehicle",
        parent: "armoured_vehicle",
        gloss: "infantry fighting vehicles",
    },
    Term {
        name: "armoured_personnel_carrier",
        parent: "armoured_vehicle",
        gloss: "armoured personnel carriers",
    },
    Term {
        name: "air_defence_system",
        parent: "weapon",
        gloss: "surface-to-air missile systems and anti-aircraft guns",
    },
    Term {
        name: "anti_tank_missile",
        parent: "weapon",
        gloss: "anti-tank guided missile launchers",
    },
    Term { name: "grenade_launcher", parent: "weapon", gloss: "grenade launchers" },
    Term { name: "machine_gun", parent: "weapon", gloss: "machine guns" },
    Term { name: "small_arms", parent: "weapon", gloss: "rifles, pistols, light weapons" },
    Term { name: "combat_aircraft", parent: "weapon", gloss: "crewed combat aeroplanes" },
    Term { name: "combat_helicopter", parent: "weapon", gloss: "attack helicopters" },
    Term { name: "combat_uav", parent: "weapon", gloss: "armed uncrewed aircraft" },
    Term { name: "warship", parent: "weapon", gloss: "surface combatants and submarines" },
    Term { name: "materiel", parent: "", gloss: "other things that an accord may name" },
    Term { name: "surveillance_uav", parent: "materiel", gloss: "unarmed uncrewed aircraft" },
    Term {
        name: "transport_aircraft",
        parent: "materiel",
        gloss: "unarmed aeroplanes and helicopters",
    },
    Term { name: "vehicle", parent: "materiel", gloss: "unarmoured vehicles" },
    Term { name: "mine", parent: "materiel", gloss: "mines and explosive barriers" },
    Term { name: "fortification", parent: "materiel", gloss: "trenches, posts, obstacles" },
];
