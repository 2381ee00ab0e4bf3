//! Trees of terms: kinds of act, classes of object, categories of target.
//!
//! A record names a *set* of terms, because a source often leaves several possible; each event is
//! of exactly one leaf of its set. A term that is not a leaf stands for all leaves below it.
//! `docs/spec/kinds.md` explains each term; a test holds page and tables equal.

use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod kinds;
mod objects;
mod targets;

/// A term of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Name in accords, tables and findings.
    pub name: &'static str,
    /// The broader term; empty for a root.
    pub parent: &'static str,
    /// What it means.
    pub gloss: &'static str,
}

/// A tree of terms with at most [`LEAVES_MAX`] leaves. Parents stand before children.
pub trait Tree: Copy + Ord + fmt::Debug + 'static {
    /// What a term of this tree is called in messages.
    const NOUN: &'static str;
    /// All terms, parents first.
    const TERMS: &'static [Term];
    /// Names and leaves of all terms, in the order of [`Tree::TERMS`]; made once, because sets are
    /// named and shown often.
    fn sets() -> &'static [(&'static str, u128)];
}

/// Names and leaves of all terms of a tree.
fn sets_of<T: Tree>() -> Vec<(&'static str, u128)> {
    let leaves_below = |name: &str| {
        let below = |leaf: &Term| lineage::<T>(leaf.name).any(|term| term.name == name);
        let each = leaves::<T>().enumerate().filter(|(_, leaf)| below(leaf));
        each.fold(0, |set, (index, _)| set | 1 << index)
    };
    T::TERMS.iter().map(|term| (term.name, leaves_below(term.name))).collect()
}

/// The most leaves that a tree may have.
pub const LEAVES_MAX: usize = 128;

/// Kinds of act: what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind;

impl Tree for Kind {
    const NOUN: &'static str = "kind of act";
    const TERMS: &'static [Term] = kinds::TERMS;

    fn sets() -> &'static [(&'static str, u128)] {
        static SETS: OnceLock<Vec<(&str, u128)>> = OnceLock::new();
        SETS.get_or_init(sets_of::<Self>)
    }
}

/// Classes of weapon and other objects: with what, or what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Object;

impl Tree for Object {
    const NOUN: &'static str = "class of object";
    const TERMS: &'static [Term] = objects::TERMS;

    fn sets() -> &'static [(&'static str, u128)] {
        static SETS: OnceLock<Vec<(&str, u128)>> = OnceLock::new();
        SETS.get_or_init(sets_of::<Self>)
    }
}

/// Categories of target: what was hit or endangered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target;

impl Tree for Target {
    const NOUN: &'static str = "category of target";
    const TERMS: &'static [Term] = targets::TERMS;

    fn sets() -> &'static [(&'static str, u128)] {
        static SETS: OnceLock<Vec<(&str, u128)>> = OnceLock::new();
        SETS.get_or_init(sets_of::<Self>)
    }
}

/// A set of kinds of act.
pub type KindSet = TermSet<Kind>;
/// A set of classes of object.
pub type ObjectSet = TermSet<Object>;
/// A set of categories of target.
pub type TargetSet = TermSet<Target>;

/// A set of leaves of a tree.
///
/// ```
/// use basis::KindSet;
/// let fire = KindSet::named("fire").unwrap();
/// let mortar = KindSet::named("mortar_fire").unwrap();
/// assert!(mortar.is_subset(fire) && !fire.is_subset(mortar));
/// assert_eq!(fire.union(mortar).to_string(), "fire");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermSet<T: Tree> {
    leaves: u128,
    tree: PhantomData<T>,
}

impl<T: Tree> TermSet<T> {
    /// No term.
    pub const NONE: TermSet<T> = TermSet { leaves: 0, tree: PhantomData };

    /// Every leaf of the tree: nothing is known.
    pub fn any() -> TermSet<T> {
        let all = T::sets().iter().fold(0, |all, (_, leaves)| all | leaves);
        TermSet { leaves: all, tree: PhantomData }
    }

    /// The leaves at or below a term; `None` for a name that the tree lacks.
    pub fn named(name: &str) -> Option<TermSet<T>> {
        let (_, leaves) = T::sets().iter().find(|(term, _)| *term == name)?;
        Some(TermSet { leaves: *leaves, tree: PhantomData })
    }

    /// The term names of the tree, for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        T::TERMS.iter().map(|term| term.name)
    }

    /// Both together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        TermSet { leaves: self.leaves | other.leaves, ..self }
    }

    /// What both share.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        TermSet { leaves: self.leaves & other.leaves, ..self }
    }

    /// What `other` lacks.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        TermSet { leaves: self.leaves & !other.leaves, ..self }
    }

    /// Whether `other` holds every leaf of this.
    pub fn is_subset(self, other: Self) -> bool {
        self.leaves & !other.leaves == 0
    }

    /// Whether they share no leaf.
    pub fn is_disjoint(self, other: Self) -> bool {
        self.leaves & other.leaves == 0
    }

    /// Whether it holds no leaf.
    pub fn is_empty(self) -> bool {
        self.leaves == 0
    }

    /// How many leaves it holds.
    pub fn len(self) -> usize {
        self.leaves.count_ones() as usize
    }

    /// Each leaf as a set of its own, in the order of the tree.
    pub fn each_leaf(self) -> impl Iterator<Item = TermSet<T>> {
        (0..LEAVES_MAX)
            .map(move |index| TermSet { leaves: self.leaves & (1 << index), tree: PhantomData })
            .filter(|leaf| !leaf.is_empty())
    }

    /// The broadest terms that make up the set, in the order of the tree.
    pub fn terms(self) -> Vec<&'static str> {
        let mut rest = self;
        let mut names = Vec::new();
        for (name, leaves) in T::sets() {
            let set = TermSet { leaves: *leaves, tree: PhantomData };
            if !set.is_empty() && set.is_subset(rest) {
                names.push(*name);
                rest = rest.minus(set);
            }
        }
        names
    }
}

impl<T: Tree> fmt::Display for TermSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::any() {
            return write!(f, "any");
        }
        f.write_str(&self.terms().join(", "))
    }
}

impl<T: Tree> Serialize for TermSet<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.terms().serialize(s)
    }
}

impl<'de, T: Tree> Deserialize<'de> for TermSet<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(d)?.iter().try_fold(Self::NONE, |set, name| {
            let term = Self::named(name)
                .ok_or_else(|| serde::de::Error::custom(format!("no {} `{name}`", T::NOUN)))?;
            Ok(set.union(term))
        })
    }
}

/// The terms without narrower ones, in the order of the table.
fn leaves<T: Tree>() -> impl Iterator<Item = &'static Term> {
    T::TERMS.iter().filter(|term| !T::TERMS.iter().any(|other| other.parent == term.name))
}

/// A term and the broader ones above it.
fn lineage<T: Tree>(name: &'static str) -> impl Iterator<Item = &'static Term> {
    let find = |name| T::TERMS.iter().find(move |term| term.name == name);
    std::iter::successors(find(name), move |term| find(term.parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_tree<T: Tree>() {
        let mut seen = Vec::new();
        for term in T::TERMS {
            assert!(!seen.contains(&term.name), "{} stands twice", term.name);
            assert!(
                term.parent.is_empty() || seen.contains(&term.parent),
                "{} stands before its parent",
                term.name
            );
            assert!(!term.gloss.is_empty());
            seen.push(term.name);
        }
        assert!(leaves::<T>().count() <= LEAVES_MAX);
        assert_eq!(TermSet::<T>::any().len(), leaves::<T>().count());
    }

    #[test]
    fn trees_are_well_formed() {
        check_tree::<Kind>();
        check_tree::<Object>();
        check_tree::<Target>();
    }

    #[test]
    fn sets_show_their_broadest_terms_and_read_back() {
        let set = KindSet::named("fire").unwrap().union(KindSet::named("demolition").unwrap());
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(json, r#"["fire","demolition"]"#);
        assert_eq!(serde_json::from_str::<KindSet>(&json).unwrap(), set);
        assert!(serde_json::from_str::<KindSet>(r#"["fires"]"#).is_err());
    }

    #[test]
    fn an_undetermined_explosion_may_be_fire_or_not() {
        let explosion = KindSet::named("use_of_force").unwrap();
        let fire = KindSet::named("fire").unwrap();
        assert!(!explosion.is_subset(fire) && !explosion.is_disjoint(fire));
    }
}
