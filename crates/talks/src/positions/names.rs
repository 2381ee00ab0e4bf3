//! Names of persons do not belong into a file of positions: a title followed by a name is told.

/// Titles that stand before names of persons.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "gen",
    "general",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "lt",
    "lieutenant",
    "sgt",
    "sergeant",
    "cmdr",
    "commander",
    "adm",
    "admiral",
    "brigadier",
    "amb",
    "ambassador",
    "minister",
    "president",
    "premier",
    "chairman",
    "chairwoman",
    "senator",
    "sheikh",
    "emir",
    "imam",
    "father",
    "bishop",
    "comrade",
    "h.e",
    "hon",
];

/// Words that follow a title without being a name.
const NOT_NAMES: &[&str] = &[
    "affairs",
    "assembly",
    "command",
    "committee",
    "conference",
    "council",
    "debate",
    "directorate",
    "group",
    "headquarters",
    "meeting",
    "of",
    "office",
    "plenary",
    "powers",
    "round",
    "secretariat",
    "secretary",
    "session",
    "staff",
];

/// A title and what follows it, where that looks like the name of a person.
///
/// Words in capitals only are taken for codes of parties and bodies.
pub(super) fn person(text: &str) -> Option<&str> {
    let words: Vec<(usize, &str)> = words(text).collect();
    words.windows(2).find_map(|pair| {
        let [(start, title), (at, name)] = pair else { return None };
        let plain = title.trim_end_matches('.').to_lowercase();
        let capital = title.chars().next().is_some_and(char::is_uppercase);
        // Between `General.` and the next sentence stands no name.
        let gap = text.get(start + title.len()..*at).unwrap_or_default();
        let titled = capital && TITLES.contains(&plain.as_str()) && gap.trim().is_empty();
        (titled && is_name(name)).then(|| text.get(*start..at + name.len())).flatten()
    })
}

fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital && letters.any(char::is_lowercase) && !NOT_NAMES.contains(&word.to_lowercase().as_str())
}

/// Words with the bytes where they begin; dots, hyphens and apostrophes belong to them.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’'));
    let start = text.as_ptr() as usize;
    text.split(ends).filter(|w| !w.is_empty()).map(move |w| (w.as_ptr() as usize - start, w))
}

#[cfg(test)]
mod tests {
    use super::person;

    #[test]
    fn titles_before_names_are_found_and_offices_are_not() {
        for (text, found) in [
            ("call with Mr. Example, 3 March", Some("Mr. Example")),
            ("Gen. Sample-Name at dinner", Some("Gen. Sample-Name")),
            ("heard from Ambassador Mustermann", Some("Ambassador Mustermann")),
            ("General Assembly, 12 March", None),
            ("the President of the assembly", None),
            ("letter of the Foreign Minister, 3 March", None),
            ("Minister (NORTH) in plenary", None),
            ("Captain NORTH", None),
            ("general Example", None),
            ("", None),
        ] {
            assert_eq!(person(text), found, "{text}");
        }
    }
}
