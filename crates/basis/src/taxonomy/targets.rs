//! Categories of target.

use super::Term;

pub(super) const TERMS: &[Term] = &[
    Term { name: "civilian_object", parent: "", gloss: "what is not a military objective" },
    Term { name: "dwelling", parent: "civilian_object", gloss: "houses and blocks of flats" },
    Term { name: "school", parent: "civilian_object", gloss: "schools and universities" },
    Term { name: "kindergarten", parent: "civilian_object", gloss: "kindergartens" },
    Term {
        name: "hospital",
        parent: "civilian_object",
        gloss: "hospitals and other medical units",
    },
    Term { name: "public_building", parent: "civilian_object", gloss: "public premises" },
    Term { name: "place_of_worship", parent: "civilian_object", gloss: "places of worship" },
    Term {
        name: "cultural_property",
        parent: "civilian_object",
        gloss: "monuments, museums, archives",
    },
    Term { name: "market", parent: "civilian_object", gloss: "markets and shops" },
    Term {
        name: "civilian_vehicle",
        parent: "civilian_object",
        gloss: "civilian cars, buses, trains",
    },
    Term {
        name: "infrastructure",
        parent: "civilian_object",
        gloss: "what supplies the population",
    },
    Term {
        name: "power_grid",
        parent: "infrastructure",
        gloss: "lines, substations and conventional power stations",
    },
    Term { name: "nuclear_plant", parent: "infrastructure", gloss: "nuclear power plants" },
    Term { name: "water_supply", parent: "infrastructure", gloss: "water works and pipes" },
    Term { name: "gas_supply", parent: "infrastructure", gloss: "gas works and pipes" },
    Term { name: "fuel_depot", parent: "infrastructure", gloss: "refineries and stores of fuel" },
    Term { name: "bridge", parent: "infrastructure", gloss: "bridges" },
    Term { name: "railway", parent: "infrastructure", gloss: "railways" },
    Term { name: "port", parent: "infrastructure", gloss: "ports" },
    Term { name: "relief", parent: "", gloss: "those who watch or help" },
    Term { name: "observers", parent: "relief", gloss: "observers, their vehicles and devices" },
    Term { name: "aid_convoy", parent: "relief", gloss: "humanitarian convoys and stores" },
    Term { name: "medical_transport", parent: "relief", gloss: "ambulances and medical aircraft" },
    Term { name: "military_object", parent: "", gloss: "positions, forces and stores of a side" },
    Term { name: "open_ground", parent: "", gloss: "nothing in particular" },
];
