//! From the categories of well-known sources to kinds of act.
//!
//! A category that may be several kinds maps to all of them; nothing is narrowed. The tables are
//! those of `docs/spec/mappings.md`; a test holds both equal.

mod acled;

mod osce;

mod ucdp;

use basis::KindSet;

/// A table from a source's categories to kinds.
#[derive(Debug, PartialEq)]
pub struct Mapping {
    /// Name in `detente.toml`.
    pub name: &'static str,
    /// What the categories are.
    pub title: &'static str,
    /// Where they are defined.
    pub citation: &'static str,
    /// The categories.
    pub rows: &'static [Category],
}

/// A category of a source.
#[derive(Debug, PartialEq)]
pub struct Category {
    /// As the source writes it.
    pub label: &'static str,
    /// Each event is of one of these kinds.
    pub kinds: &'static [&'static str],
    /// Why these.
    pub note: &'static str,
}

/// All tables.
pub const MAPPINGS: &[Mapping] = &[osce::SMM, ucdp::GED, acled::EVENTS];

impl Mapping {
    /// The table of that name.
    pub fn named(name: &str) -> Option<&'static Mapping> {
        MAPPINGS.iter().find(|mapping| mapping.name == name)
    }

    /// The category with that label, ignoring case and outer blanks.
    pub fn category(&self, label: &str) -> Option<&'static Category> {
        let label = label.trim().to_lowercase();
        self.rows.iter().find(|category| category.label.to_lowercase() == label)
    }

    /// The kinds of a category; `None` for a label that the table lacks.
    pub fn kinds(&self, label: &str) -> Option<KindSet> {
        let names = self.category(label)?.kinds;
        names.iter().try_fold(KindSet::NONE, |set, name| Some(set.union(KindSet::named(name)?)))
    }

    /// The table as Markdown.
    pub fn markdown(&self) -> String {
        let mut page = format!(
            "## `{}`: {}\n\n{}\n\n| category | kinds | note |\n|---|---|---|\n",
            self.name, self.title, self.citation
        );
        for Category { label, kinds, note } in self.rows {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
            page += &format!("| {label} | {} | {note} |\n", kinds.join(", "));
        }
        page
    }
}

const fn row(label: &'static str, kinds: &'static [&'static str], note: &'static str) -> Category {
    Category { label, kinds, note }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_kinds_of_the_tree_and_one_label() {
        for mapping in MAPPINGS {
            for category in mapping.rows {
                let kinds = mapping.kinds(category.label).unwrap();
                assert!(!kinds.is_empty(), "{}", category.label);
                assert_eq!(mapping.category(category.label), Some(category));
            }
        }
    }

    #[test]
    fn a_ceasefire_violation_need_not_be_fire() {
        let smm = Mapping::named("osce-smm").unwrap();
        let fire = KindSet::named("fire").unwrap();
        for label in ["ceasefire violations", "Explosion, undetermined"] {
            let kinds = smm.kinds(label).unwrap();
            assert!(!kinds.is_subset(fire) && !kinds.is_disjoint(fire), "{label}");
        }
        assert!(smm.kinds("burst").unwrap().is_subset(fire));
        assert_eq!(smm.kinds("rumour"), None);
    }
}
