//! Rules in the form that counting and searching take: negations at the leaves, and options that no
//! rule tells apart gathered into classes.
//!
//! A leaf asks whether the class chosen for one issue lies in a set, written as the bits of a
//! [`Mask`]. What stands beside each other about the same issue is one leaf. A bracket or option
//! that the domain does not have is never chosen.

use std::collections::{BTreeMap, BTreeSet};

use basis::{Diagnostic, Truth};
use draft::Condition;

use crate::space::too_many;

/// Classes of one issue, one bit each.
pub type Mask = u128;

/// Classes of one issue: options that some rule tells apart.
pub const CLASSES_MAX: usize = 128;

/// A condition over classes without negations. None of no parts is *no*, all of no parts is *yes*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The class chosen for the issue is one of these.
    In {
        /// Position of the issue.
        issue: usize,
        /// The classes.
        mask: Mask,
    },
    /// All hold.
    All(Vec<Node>),
    /// At least one holds.
    Any(Vec<Node>),
}

/// Rules over classes.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// By issue and class: the options, rising.
    pub classes: Vec<Vec<Vec<usize>>>,
    /// By position of the rule.
    pub rules: Vec<Node>,
}

impl Compiled {
    /// Compiles conditions over issues with so many options each. Options to which `apart` gives
    /// different numbers, by issue and option, get different classes.
    ///
    /// # Errors
    /// Above [`CLASSES_MAX`] classes of an issue ([`crate::codes::LIMIT`]).
    pub fn of(
        options: &[usize],
        rules: &[&Condition],
        apart: &[&[Vec<i128>]],
    ) -> Result<Compiled, Diagnostic> {
        let trees: Vec<Tree> = rules.iter().map(|rule| Tree::of(rule, true, options)).collect();
        let mut sets = vec![BTreeSet::new(); options.len()];
        trees.iter().for_each(|tree| tree.sets(&mut sets));
        let mut classes = Vec::with_capacity(options.len());
        for (issue, (&count, sets)) in options.iter().zip(&sets).enumerate() {
            let of_issue = partition(count, sets, &|option| {
                apart.iter().map(|units| units.get(issue)?.get(option).copied()).collect()
            });
            if of_issue.len() > CLASSES_MAX {
                return Err(too_many("options of one issue that are told apart", CLASSES_MAX));
            }
            classes.push(of_issue);
        }
        let rules = trees.into_iter().map(|tree| tree.node(&classes)).collect();
        Ok(Compiled { classes, rules })
    }

    /// All classes of an issue.
    pub fn every(&self, issue: usize) -> Mask {
        lowest(self.classes.get(issue).map_or(0, Vec::len))
    }
}

/// The lowest bits of a mask.
pub fn lowest(bits: usize) -> Mask {
    if bits >= CLASSES_MAX { Mask::MAX } else { (1 << bits) - 1 }
}

/// Positions of the bits of a mask, rising.
pub fn bits(mask: Mask) -> impl Iterator<Item = usize> {
    let mut rest = mask;
    std::iter::from_fn(move || {
        let at = rest.trailing_zeros();
        (rest != 0).then(|| {
            rest &= rest - 1;
            at as usize
        })
    })
}

impl Node {
    /// What is known where each issue may still have the classes of its mask; *unknown* also where
    /// finding out would need a search.
    pub fn truth(&self, open: &[Mask]) -> Truth {
        match self {
            Node::In { issue, mask } => match open.get(*issue) {
                Some(open) if open & mask == 0 => Truth::No,
                Some(open) if open & !mask == 0 => Truth::Yes,
                _ => Truth::Unknown,
            },
            Node::All(parts) => Truth::all(parts.iter().map(|part| part.truth(open))),
            Node::Any(parts) => Truth::any(parts.iter().map(|part| part.truth(open))),
        }
    }

    /// The opposite, by De Morgan's rules; `every` gives all classes of an issue.
    pub fn negated(&self, every: &impl Fn(usize) -> Mask) -> Node {
        let all = |parts: &[Node]| parts.iter().map(|part| part.negated(every)).collect();
        match self {
            Node::In { issue, mask } => Node::In { issue: *issue, mask: every(*issue) & !mask },
            Node::All(parts) => Node::Any(all(parts)),
            Node::Any(parts) => Node::All(all(parts)),
        }
    }

    /// Positions of the issues that it speaks of, each once, rising.
    pub fn issues(&self) -> Vec<usize> {
        let mut found = BTreeSet::new();
        self.gather(&mut found);
        found.into_iter().collect()
    }

    fn gather(&self, found: &mut BTreeSet<usize>) {
        match self {
            Node::In { issue, .. } => {
                found.insert(*issue);
            }
            Node::All(parts) | Node::Any(parts) => {
                parts.iter().for_each(|part| part.gather(found));
            }
        }
    }
}

/// Options of one issue: those listed, or all others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    options: BTreeSet<usize>,
    out: bool,
}

impl Listed {
    fn or(&self, other: &Listed) -> Listed {
        let (a, b) = (&self.options, &other.options);
        let options = match (self.out, other.out) {
            (false, false) => a | b,
            (true, true) => a & b,
            (false, true) => b - a,
            (true, false) => a - b,
        };
        Listed { options, out: self.out || other.out }
    }

    fn and(&self, other: &Listed) -> Listed {
        self.opposite().or(&other.opposite()).opposite()
    }

    fn opposite(&self) -> Listed {
        Listed { options: self.options.clone(), out: !self.out }
    }

    /// Whether no option, or every option of so many, is in it.
    fn settled(&self, count: usize) -> Option<bool> {
        if self.options.is_empty() {
            return Some(self.out);
        }
        (self.options.len() == count).then_some(!self.out)
    }
}

/// As [`Node`], over options.
enum Tree {
    In(usize, Listed),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

impl Tree {
    /// A condition, or its opposite where `yes` is false.
    fn of(condition: &Condition, yes: bool, options: &[usize]) -> Tree {
        let parts = |parts: &[Condition], all: bool| {
            let parts = parts.iter().map(|part| Tree::of(part, yes, options)).collect();
            Tree::joined(parts, all == yes, options)
        };
        match condition {
            Condition::Is { bracket, option } => {
                if options.get(*bracket).is_none_or(|count| option >= count) {
                    return Tree::settled(!yes);
                }
                let listed = Listed { options: BTreeSet::from([*option]), out: !yes };
                Tree::joined(vec![Tree::In(*bracket, listed)], true, options)
            }
            Condition::Not(inner) => Tree::of(inner, !yes, options),
            Condition::All(all) => parts(all, true),
            Condition::Any(any) => parts(any, false),
        }
    }

    fn settled(yes: bool) -> Tree {
        if yes { Tree::All(Vec::new()) } else { Tree::Any(Vec::new()) }
    }

    /// All or any of some parts, with leaves about the same issue made one.
    fn joined(parts: Vec<Tree>, all: bool, options: &[usize]) -> Tree {
        let mut leaves: BTreeMap<usize, Listed> = BTreeMap::new();
        let mut others = Vec::new();
        let mut flat: Vec<Tree> = Vec::new();
        for part in parts {
            match part {
                Tree::All(inner) if all => flat.extend(inner),
                Tree::Any(inner) if !all => flat.extend(inner),
                Tree::All(inner) | Tree::Any(inner) if inner.is_empty() => {
                    return Tree::settled(!all);
                }
                other => flat.push(other),
            }
        }
        for part in flat {
            match part {
                Tree::In(issue, listed) => {
                    let joined = match leaves.get(&issue) {
                        Some(other) if all => other.and(&listed),
                        Some(other) => other.or(&listed),
                        None => listed,
                    };
                    leaves.insert(issue, joined);
                }
                other => others.push(other),
            }
        }
        let mut kept = Vec::new();
        for (issue, listed) in leaves {
            match listed.settled(options.get(issue).copied().unwrap_or(0)) {
                Some(yes) if yes == all => {}
                Some(_) => return Tree::settled(!all),
                None => kept.push(Tree::In(issue, listed)),
            }
        }
        kept.extend(others);
        match kept.pop() {
            Some(only) if kept.is_empty() => only,
            last => {
                kept.extend(last);
                if all { Tree::All(kept) } else { Tree::Any(kept) }
            }
        }
    }

    fn sets<'t>(&'t self, sets: &mut [BTreeSet<&'t BTreeSet<usize>>]) {
        match self {
            Tree::In(issue, listed) => {
                sets.get_mut(*issue).map(|sets| sets.insert(&listed.options));
            }
            Tree::All(parts) | Tree::Any(parts) => parts.iter().for_each(|part| part.sets(sets)),
        }
    }

    fn node(&self, classes: &[Vec<Vec<usize>>]) -> Node {
        let all = |parts: &[Tree]| parts.iter().map(|part| part.node(classes)).collect();
        match self {
            Tree::In(issue, listed) => {
                let mut mask = 0;
                for (at, class) in classes.get(*issue).into_iter().flatten().enumerate() {
                    let holds = |option: &usize| listed.options.contains(option) != listed.out;
                    mask |= Mask::from(class.first().is_some_and(holds)) << at;
                }
                Node::In { issue: *issue, mask }
            }
            Tree::All(parts) => Node::All(all(parts)),
            Tree::Any(parts) => Node::Any(all(parts)),
        }
    }
}

/// Options gathered by the sets that list them and the numbers that they are given, in the order of
/// their first options.
fn partition(
    count: usize,
    sets: &BTreeSet<&BTreeSet<usize>>,
    numbers: &impl Fn(usize) -> Vec<Option<i128>>,
) -> Vec<Vec<usize>> {
    let mut listed_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, set) in sets.iter().enumerate() {
        set.iter().for_each(|option| listed_by.entry(*option).or_default().push(at));
    }
    let mut classes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for option in 0..count {
        classes.entry((listed_by.get(&option), numbers(option))).or_default().push(option);
    }
    let mut classes: Vec<Vec<usize>> = classes.into_values().collect();
    classes.sort();
    classes
}
