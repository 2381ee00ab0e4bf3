//! Small sets of lines: one more to look at, and the cheapest that meets every conflict.

/// Steps of all searches for sets of one kind in one group of lines.
pub(super) const STEPS_MAX: u64 = 400_000;

/// Members of a set, one bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn none(count: usize) -> Bits {
        Bits(vec![0; count.div_ceil(64).max(1)])
    }

    fn of(count: usize, members: &[usize]) -> Bits {
        let mut bits = Bits::none(count);
        members.iter().for_each(|member| bits.insert(*member));
        bits
    }

    fn insert(&mut self, member: usize) {
        self.0[member / 64] |= 1 << (member % 64);
    }

    fn has(&self, member: usize) -> bool {
        self.0[member / 64] >> (member % 64) & 1 == 1
    }

    fn meets(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// How many members are not in another set, and the first of them.
    fn beyond(&self, other: &Bits) -> (u32, usize) {
        let (mut count, mut first) = (0, None);
        for (at, (a, b)) in self.0.iter().zip(&other.0).enumerate() {
            let left = a & !b;
            count += left.count_ones();
            if left != 0 && first.is_none() {
                first = Some(at * 64 + left.trailing_zeros() as usize);
            }
        }
        (count, first.unwrap_or(0))
    }
}

/// Sets that are known to clash or to fit, over so many members.
pub(super) struct Seen {
    count: usize,
    conflicts: Vec<Bits>,
    rests: Vec<Bits>,
    /// Steps taken so far.
    steps: u64,
}

/// Who is in and who is out, as far as decided.
#[derive(Clone)]
struct Partly {
    inside: Bits,
    outside: Bits,
}

impl Seen {
    pub(super) fn new(count: usize) -> Seen {
        Seen { count, conflicts: Vec::new(), rests: Vec::new(), steps: 0 }
    }

    /// No set that holds all of these is of interest any more.
    pub(super) fn clashes(&mut self, members: &[usize]) {
        self.conflicts.push(Bits::of(self.count, members));
    }

    /// No set that has none of these is of interest any more.
    pub(super) fn fits_without(&mut self, members: &[usize]) {
        self.rests.push(Bits::of(self.count, members));
    }

    /// A set that is of interest and to which nothing can be added; `None` where there is none,
    /// `Err` beyond [`STEPS_MAX`].
    pub(super) fn unseen(&mut self) -> Result<Option<Vec<bool>>, ()> {
        let none = Bits::none(self.count);
        let mut now = Partly { inside: none.clone(), outside: none };
        // Before each choice, and the member that was taken.
        let mut choices: Vec<(Partly, usize)> = Vec::new();
        while self.steps < STEPS_MAX {
            self.steps += 1;
            if !self.follow(&mut now) {
                // Without the member that was taken last.
                let Some((before, member)) = choices.pop() else { return Ok(None) };
                now = before;
                now.outside.insert(member);
            } else if let Some(member) = self.wanted(&now) {
                choices.push((now.clone(), member));
                now.inside.insert(member);
            } else {
                return Ok(Some(self.filled(now.inside)));
            }
        }
        Err(())
    }

    /// Draws what follows; false where nothing fits.
    fn follow(&self, now: &mut Partly) -> bool {
        loop {
            let mut changed = false;
            for conflict in &self.conflicts {
                if conflict.meets(&now.outside) {
                    continue;
                }
                match conflict.beyond(&now.inside) {
                    (0, _) => return false,
                    (1, only) => {
                        now.outside.insert(only);
                        changed = true;
                    }
                    _ => {}
                }
            }
            for rest in &self.rests {
                if rest.meets(&now.inside) {
                    continue;
                }
                match rest.beyond(&now.outside) {
                    (0, _) => return false,
                    (1, only) => {
                        now.inside.insert(only);
                        changed = true;
                    }
                    _ => {}
                }
            }
            if !changed {
                return true;
            }
        }
    }

    /// A member, not decided yet, of the rest with the fewest of these that has none in the set.
    fn wanted(&self, now: &Partly) -> Option<usize> {
        let open = self.rests.iter().filter(|rest| !rest.meets(&now.inside));
        open.map(|rest| rest.beyond(&now.outside)).min().map(|(_, first)| first)
    }

    /// A set with all members that make no conflict.
    fn filled(&self, mut set: Bits) -> Vec<bool> {
        for member in 0..self.count {
            let with = |conflict: &&Bits| conflict.has(member);
            let fits = |conflict: &Bits| match conflict.beyond(&set) {
                (1, only) => only != member,
                (left, _) => left > 0,
            };
            if !set.has(member) && self.conflicts.iter().filter(with).all(fits) {
                set.insert(member);
            }
        }
        (0..self.count).map(|member| set.has(member)).collect()
    }
}

/// A set of least cost that meets every conflict, holds none of `done` wholly, and has no member
/// that it could do without. `None` where there is none, `Err` beyond [`STEPS_MAX`].
pub(super) fn cheapest(
    costs: &[u128],
    conflicts: &[Vec<usize>],
    done: &[Vec<usize>],
    steps: &mut u64,
) -> Result<Option<Vec<usize>>, ()> {
    let mut hitting = Hitting { costs, conflicts, done, best: None, steps };
    hitting.search(&mut Vec::new(), &mut vec![false; costs.len()], 0)?;
    Ok(hitting.best.map(|(_, set)| set))
}

struct Hitting<'a> {
    costs: &'a [u128],
    conflicts: &'a [Vec<usize>],
    done: &'a [Vec<usize>],
    best: Option<(u128, Vec<usize>)>,
    steps: &'a mut u64,
}

impl Hitting<'_> {
    /// Branches on the members of a conflict that is not met. The depth is at most the number of
    /// members.
    fn search(&mut self, set: &mut Vec<usize>, out: &mut Vec<bool>, cost: u128) -> Result<(), ()> {
        *self.steps += 1;
        if *self.steps > STEPS_MAX {
            return Err(());
        }
        let holds = |done: &Vec<usize>| done.iter().all(|member| set.contains(member));
        if self.done.iter().any(holds) || !set.iter().all(|m| self.is_needed(*m, set)) {
            return Ok(());
        }
        let Some((bound, open)) = self.bound(set, out, cost) else { return Ok(()) };
        if self.best.as_ref().is_some_and(|(best, _)| bound >= *best) {
            return Ok(());
        }
        let Some(mut open) = open else {
            let mut found = set.clone();
            found.sort_unstable();
            self.best = Some((cost, found));
            return Ok(());
        };
        open.sort_by_key(|member| (self.costs[*member], *member));
        for member in &open {
            set.push(*member);
            self.search(set, out, cost.saturating_add(self.costs[*member]))?;
            set.pop();
            out[*member] = true;
        }
        open.iter().for_each(|member| out[*member] = false);
        Ok(())
    }

    /// What any larger set costs at least, and the members left of the conflict with the fewest
    /// that is not met. `None` where one cannot be met any more.
    fn bound(&self, set: &[usize], out: &[bool], cost: u128) -> Option<(u128, Option<Vec<usize>>)> {
        let unmet = self.conflicts.iter().filter(|c| !c.iter().any(|m| set.contains(m)));
        let left = |c: &Vec<usize>| c.iter().copied().filter(|m| !out[*m]).collect::<Vec<_>>();
        let mut unmet: Vec<Vec<usize>> = unmet.map(left).collect();
        unmet.sort_by_key(Vec::len);
        // Conflicts without common members cost at least the cheapest member of each.
        let (mut bound, mut used) = (cost, vec![false; out.len()]);
        for members in &unmet {
            let least = members.iter().map(|m| self.costs[*m]).min()?;
            if !members.iter().any(|m| used[*m]) {
                members.iter().for_each(|m| used[*m] = true);
                bound = bound.saturating_add(least);
            }
        }
        Some((bound, unmet.into_iter().next()))
    }

    /// Whether some conflict is met by this member alone.
    fn is_needed(&self, member: usize, set: &[usize]) -> bool {
        let alone = |c: &Vec<usize>| {
            c.contains(&member) && !c.iter().any(|m| *m != member && set.contains(m))
        };
        self.conflicts.iter().any(alone)
    }
}
