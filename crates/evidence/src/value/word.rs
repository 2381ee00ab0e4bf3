//! Words from closed lists, with "did you mean".

use basis::actors::name_key;
use basis::taxonomy::Tree;
use basis::{Actors, Standing, TermSet, suggest};

use crate::codes;
use crate::problem::{Problem, quoted};
use crate::record::{Means, RestrictionSort};

/// Lists of up to so many words are shown whole.
const LISTED_MAX: usize = 16;

/// A closed list of words and what they stand for.
pub(crate) type Words<T> = &'static [(&'static str, T)];

/// The words for standings.
pub(crate) const STANDINGS: Words<Standing> = &[
    ("observed", Standing::Observed),
    ("reported", Standing::Reported),
    ("claimed", Standing::Claimed),
];

/// The words for means.
pub(crate) const MEANS: Words<Means> = &[
    ("saw", Means::Saw),
    ("heard", Means::Heard),
    ("camera", Means::Camera),
    ("uav", Means::Uav),
    ("radar", Means::Radar),
    ("acoustic", Means::Acoustic),
    ("satellite", Means::Satellite),
    ("document", Means::Document),
];

/// The words for restrictions (rule R5).
pub(crate) const RESTRICTIONS: Words<RestrictionSort> = &[
    ("denial", RestrictionSort::Denial),
    ("conditional", RestrictionSort::Conditional),
    ("delay", RestrictionSort::Delay),
    ("interference", RestrictionSort::Interference),
    ("weather", RestrictionSort::Weather),
    ("other", RestrictionSort::Other),
];

/// The words for yes and no.
pub(crate) const YES_NO: Words<bool> =
    &[("yes", true), ("no", false), ("true", true), ("false", false)];

/// What a word of a closed list stands for.
pub(crate) fn pick<T: Copy>(text: &str, words: Words<T>) -> Result<T, Problem> {
    words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| unknown(text, words.iter().map(|(word, _)| *word)))
}

/// The problem of a word that is none of the known ones.
pub(crate) fn unknown<'a>(text: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Problem {
    let mut list: Vec<&str> = known.clone().into_iter().collect();
    let listed = list.len() <= LISTED_MAX;
    list.truncate(LISTED_MAX);
    let all = listed.then(|| format!("known are {}", list.join(", ")));
    Problem::error(codes::UNKNOWN_WORD, format!("{} is not known here", quoted(text)))
        .value(text)
        .help_opt(all)
        .help_opt(suggest::did_you_mean(text, known))
}

/// A set of terms from their names; `any` is the whole tree.
pub(crate) fn terms<T: Tree>(names: &[String]) -> Result<TermSet<T>, Problem> {
    names.iter().try_fold(TermSet::NONE, |set, name| {
        let term = match name.as_str() {
            "any" => Some(TermSet::any()),
            name => TermSet::named(name),
        };
        term.map(|term| set.union(term)).ok_or_else(|| {
            let names: Vec<&str> = TermSet::<T>::names().collect();
            if name.contains(';') {
                let help = "several words are a list: `[\"fire\", \"presence\"]`; the list in a \
                            column is cut by `split = \";\"`";
                return unknown(name, names).help(help);
            }
            let help = suggest::did_you_mean(name, names.iter().copied())
                .unwrap_or_else(|| format!("docs/spec/kinds.md lists each {}", T::NOUN));
            unknown(name, names).help(help)
        })
    })
}

/// Actors from names. `unknown`, and `undetermined` or `not determined`, in any case and with any
/// blanks around, are no names: a set that leaves "somebody else" open leaves everybody open.
pub(crate) fn actors(names: &[String]) -> Actors {
    let keys: Vec<String> = names.iter().map(|name| name_key(name)).collect();
    let any = |words: &[&str]| keys.iter().any(|key| words.contains(&key.as_str()));
    if any(&["unknown"]) {
        Actors::Unknown
    } else if any(&["undetermined", "not determined"]) {
        Actors::Undetermined
    } else {
        Actors::one_of(names.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use basis::KindSet;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn kinds_join_and_suggest() {
        let set: KindSet = terms(&names(&["fire", "demolition"])).unwrap();
        assert_eq!(set.to_string(), "fire, demolition");
        let problem = terms::<basis::Kind>(&names(&["mortar_fre"])).unwrap_err().at("f", 2);
        assert_eq!(problem.help.as_deref(), Some("did you mean `mortar_fire`?"));
    }

    #[test]
    fn an_open_name_leaves_everybody_open() {
        assert_eq!(actors(&names(&["A", "unknown"])), Actors::Unknown);
        assert_eq!(actors(&names(&["undetermined"])), Actors::Undetermined);
        for name in ["UNKNOWN", " Unknown ", "unknown\u{a0}"] {
            assert_eq!(actors(&names(&["A", name])), Actors::Unknown, "{name:?}");
        }
        for name in ["Undetermined ", "not determined", "Not  Determined"] {
            assert_eq!(actors(&names(&[name])), Actors::Undetermined, "{name:?}");
        }
        assert_eq!(actors(&names(&["unknown", "undetermined"])), Actors::Unknown);
        assert_eq!(actors(&[]), Actors::Unknown);
        assert_eq!(actors(&names(&["Unknown Group"])).to_string(), "Unknown Group");
        assert_eq!(actors(&names(&["B", "A"])).to_string(), "A or B");
    }
}
