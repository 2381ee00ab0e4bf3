//! Counting by search: choose a variable, draw consequences, count what falls apart on its own, and
//! remember what was counted.
//!
//! Bayardo and Pehoushek, AAAI 2000 (components); Sang and others, SAT 2004 (remembering them); the
//! order of choice from an elimination order as in Korhonen and Järvisalo, CP 2021. Variables have
//! many values here: a choice is a set of classes that no open clause tells apart.

use std::collections::BTreeMap;

use super::Limits;
use super::clauses::Clause;
use super::poly::Poly;
use crate::compile::{Mask, bits};

/// Variables and clauses that hang together, each rising.
struct Part {
    vars: Vec<usize>,
    clauses: Vec<usize>,
}

/// A part that is being counted.
struct Frame {
    part: Part,
    key: Vec<u32>,
    /// Choices not yet looked at, the next one last.
    choices: Vec<Mask>,
    /// On which variable.
    var: usize,
    /// Changes of domains before the first choice.
    mark: usize,
    sum: Poly,
    /// Of the present choice, as far as its parts are counted.
    product: Poly,
    pending: Vec<Part>,
}

/// A search over clauses.
pub(super) struct Search<'a> {
    weights: &'a [Vec<Poly>],
    clauses: &'a [Clause],
    /// By variable: the clauses that speak of it.
    occurs: Vec<Vec<usize>>,
    /// By variable: those with the greatest are chosen first.
    rank: Vec<usize>,
    open: Vec<Mask>,
    trail: Vec<(usize, Mask)>,
    known: BTreeMap<u64, Vec<(Vec<u32>, Poly)>>,
    known_words: usize,
    choices: u64,
    limits: &'a Limits,
    /// Marks of the walk through a part: when a variable or clause was last seen.
    seen: (u32, Vec<u32>, Vec<u32>),
}

impl<'a> Search<'a> {
    pub(super) fn new(
        weights: &'a [Vec<Poly>],
        clauses: &'a [Clause],
        open: Vec<Mask>,
        rank: Vec<usize>,
        limits: &'a Limits,
    ) -> Search<'a> {
        let mut occurs = vec![Vec::new(); open.len()];
        for (at, clause) in clauses.iter().enumerate() {
            clause.iter().for_each(|(var, _)| occurs[*var].push(at));
        }
        let seen = (0, vec![0; open.len()], vec![0; clauses.len()]);
        Search {
            weights,
            clauses,
            occurs,
            rank,
            open,
            trail: Vec::new(),
            known: BTreeMap::new(),
            known_words: 0,
            choices: 0,
            limits,
            seen,
        }
    }

    /// The packages over some variables that satisfy all clauses; `None` beyond the limits.
    pub(super) fn count(&mut self, vars: Vec<usize>) -> Option<Poly> {
        let clauses: Vec<usize> = (0..self.clauses.len()).collect();
        if !self.draw_consequences(clauses.clone()) {
            return Some(Poly::zero());
        }
        let (mut product, parts) = self.fall_apart(&Part { vars, clauses })?;
        for part in parts {
            product = product.times(&self.count_part(part)?, self.limits.terms_max)?;
        }
        Some(product)
    }

    fn count_part(&mut self, part: Part) -> Option<Poly> {
        let mut frames = Vec::new();
        let mut counted = self.enter(part, &mut frames);
        loop {
            let Some(frame) = frames.last_mut() else { return counted };
            if let Some(value) = counted.take() {
                frame.product = frame.product.times(&value, self.limits.terms_max)?;
            }
            if frame.product.is_zero() {
                frame.pending.clear();
            }
            if let Some(part) = frame.pending.pop() {
                counted = self.enter(part, &mut frames);
                continue;
            }
            frame.sum.plus(std::mem::take(&mut frame.product));
            if frame.sum.0.len() > self.limits.terms_max {
                return None;
            }
            self.undo(frame.mark);
            if let Some(choice) = frame.choices.pop() {
                self.choices += 1;
                if self.choices > self.limits.choices_max {
                    return None;
                }
                self.narrow(frame.var, choice);
                if self.draw_consequences(self.occurs[frame.var].clone()) {
                    (frame.product, frame.pending) = self.fall_apart(&frame.part)?;
                }
            } else if let Some(done) = frames.pop() {
                self.remember(done.key, &done.sum);
                counted = Some(done.sum);
            }
        }
    }

    /// The count of a part where it is remembered, else a frame for it.
    fn enter(&self, part: Part, frames: &mut Vec<Frame>) -> Option<Poly> {
        let key = self.key(&part);
        let same = self.known.get(&digest(&key)).into_iter().flatten();
        if let Some((_, count)) = same.clone().find(|(other, _)| *other == key) {
            return Some(count.clone());
        }
        let var = part.vars.iter().copied().max_by_key(|var| self.rank[*var])?;
        let choices = self.choices_of(var, &part);
        let (mark, sum, product) = (self.trail.len(), Poly::zero(), Poly::zero());
        frames.push(Frame { part, key, choices, var, mark, sum, product, pending: Vec::new() });
        None
    }

    /// The clauses of a part and the domains of its variables: all that its count depends on.
    fn key(&self, part: &Part) -> Vec<u32> {
        let wide = part.vars.iter().any(|var| self.open[*var] >> 32 != 0);
        let words: u32 = if wide { 4 } else { 1 };
        let mut key = Vec::with_capacity(part.clauses.len() + part.vars.len() * 5 + 1);
        key.extend(part.clauses.iter().map(|clause| *clause as u32));
        key.push(u32::MAX - words);
        for var in &part.vars {
            key.push(*var as u32);
            key.extend((0..words).map(|word| (self.open[*var] >> (32 * word)) as u32));
        }
        key
    }

    fn remember(&mut self, key: Vec<u32>, count: &Poly) {
        // A count takes some words for itself, more where it is long.
        self.known_words += key.len() + 16 + 12 * count.0.len();
        if self.known_words > self.limits.remembered_max {
            self.known.clear();
            self.known_words = 0;
        }
        self.known.entry(digest(&key)).or_default().push((key, count.clone()));
    }

    /// Sets of classes that no open clause of the part tells apart.
    fn choices_of(&self, var: usize, part: &Part) -> Vec<Mask> {
        let mut sets = vec![self.open[var]];
        for clause in &self.occurs[var] {
            if part.clauses.binary_search(clause).is_err() {
                continue;
            }
            for (_, mask) in self.clauses[*clause].iter().filter(|(other, _)| *other == var) {
                let halves = sets.iter().flat_map(|set| [set & mask, set & !mask]);
                sets = halves.filter(|set| *set != 0).collect();
            }
        }
        sets
    }

    fn narrow(&mut self, var: usize, to: Mask) {
        self.trail.push((var, self.open[var]));
        self.open[var] = to;
    }

    fn undo(&mut self, mark: usize) {
        for (var, before) in self.trail.drain(mark..).rev() {
            self.open[var] = before;
        }
    }

    /// Narrows domains where a clause has a single leaf left; false where one has none.
    fn draw_consequences(&mut self, mut queue: Vec<usize>) -> bool {
        while let Some(at) = queue.pop() {
            let mut last = None;
            let mut open_leaves = 0;
            for &(var, mask) in &self.clauses[at] {
                let open = self.open[var];
                if open & !mask == 0 {
                    open_leaves = usize::MAX;
                    break;
                }
                if open & mask != 0 {
                    open_leaves += 1;
                    last = Some((var, open & mask));
                }
            }
            match (open_leaves, last) {
                (0, _) => return false,
                (1, Some((var, to))) => {
                    self.narrow(var, to);
                    queue.extend(self.occurs[var].iter().filter(|other| **other != at));
                }
                _ => {}
            }
        }
        true
    }

    /// What is left of a part: the weight of variables that no open clause speaks of, and the parts
    /// that hang together, the smallest last.
    fn fall_apart(&mut self, part: &Part) -> Option<(Poly, Vec<Part>)> {
        self.seen.0 += 1;
        let mut free = Poly::one();
        let mut parts = Vec::new();
        for &var in &part.vars {
            if self.seen.1[var] == self.seen.0 {
                continue;
            }
            let found = self.gather(var);
            if !found.clauses.is_empty() {
                parts.push(found);
                continue;
            }
            let mut weight = Poly::zero();
            for class in bits(self.open[var]) {
                weight.plus(self.weights[var][class].clone());
            }
            free = free.times(&weight, self.limits.terms_max)?;
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.vars.len()));
        Some((free, parts))
    }

    /// All that hangs together with a variable.
    fn gather(&mut self, from: usize) -> Part {
        let (now, seen_vars, seen_clauses) = &mut self.seen;
        seen_vars[from] = *now;
        let (mut vars, mut clauses) = (vec![from], Vec::new());
        let mut at = 0;
        while let Some(var) = vars.get(at).copied() {
            at += 1;
            for &clause in &self.occurs[var] {
                let leaves = &self.clauses[clause];
                // A clause hangs on the variables that can still decide it.
                let decides = leaves.iter().any(|(v, m)| *v == var && self.open[var] & m != 0);
                if seen_clauses[clause] == *now || !decides {
                    continue;
                }
                if leaves.iter().any(|(v, mask)| self.open[*v] & !mask == 0) {
                    continue;
                }
                seen_clauses[clause] = *now;
                clauses.push(clause);
                for &(v, mask) in leaves {
                    if self.open[v] & mask != 0 && seen_vars[v] != *now {
                        seen_vars[v] = *now;
                        vars.push(v);
                    }
                }
            }
        }
        vars.sort_unstable();
        clauses.sort_unstable();
        Part { vars, clauses }
    }
}

/// FNV-1a, 64 bits. Keys with the same digest are compared in full.
fn digest(key: &[u32]) -> u64 {
    key.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3)
    })
}
