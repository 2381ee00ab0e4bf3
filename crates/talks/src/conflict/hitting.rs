//! Small sets of lines: one more to look at, and the cheapest that meets every conflict.

/// Steps of one search for a set.
pub(super) const STEPS_MAX: u64 = 200_000;

/// A set that holds no `conflict` wholly and has a member of each `rest`, to which nothing can be
/// added; `None` where there is none, `Err` beyond [`STEPS_MAX`].
pub(super) fn unseen(
    count: usize,
    conflicts: &[Vec<usize>],
    rests: &[Vec<usize>],
) -> Result<Option<Vec<bool>>, ()> {
    // By member: not decided, or in or out. Decisions with their second chance, and what followed.
    let mut set: Vec<Option<bool>> = vec![None; count];
    let mut trail: Vec<(usize, bool)> = Vec::new();
    let mut steps = 0;
    loop {
        steps += 1;
        if steps > STEPS_MAX {
            return Err(());
        }
        if !follow(conflicts, rests, &mut set, &mut trail) {
            // Back to the last member that was taken by choice.
            loop {
                let Some((member, chosen)) = trail.pop() else { return Ok(None) };
                set[member] = None;
                if chosen {
                    set[member] = Some(false);
                    trail.push((member, false));
                    break;
                }
            }
        } else if let Some(member) = wanted(rests, &set) {
            set[member] = Some(true);
            trail.push((member, true));
        } else {
            // Those not decided stay out: so no conflict is held wholly.
            break;
        }
    }
    let mut set: Vec<bool> = set.into_iter().map(|member| member == Some(true)).collect();
    for member in 0..count {
        let fits = |conflict: &Vec<usize>| conflict.iter().any(|m| *m != member && !set[*m]);
        if !set[member] && conflicts.iter().filter(|c| c.contains(&member)).all(fits) {
            set[member] = true;
        }
    }
    Ok(Some(set))
}

/// A member, not decided yet, of the rest with the fewest of these that has none in the set.
fn wanted(rests: &[Vec<usize>], set: &[Option<bool>]) -> Option<usize> {
    let open = rests.iter().filter(|rest| !rest.iter().any(|member| set[*member] == Some(true)));
    let left = |rest: &Vec<usize>| -> Vec<usize> {
        rest.iter().filter(|member| set[**member].is_none()).copied().collect()
    };
    open.map(left).min_by_key(Vec::len)?.first().copied()
}

/// Draws what follows; false where nothing fits.
fn follow(
    conflicts: &[Vec<usize>],
    rests: &[Vec<usize>],
    set: &mut [Option<bool>],
    trail: &mut Vec<(usize, bool)>,
) -> bool {
    loop {
        let before = trail.len();
        for (members, needs) in
            conflicts.iter().map(|c| (c, false)).chain(rests.iter().map(|r| (r, true)))
        {
            if members.iter().any(|m| set[*m] == Some(needs)) {
                continue;
            }
            let mut left = members.iter().filter(|m| set[**m].is_none());
            match (left.next(), left.next()) {
                (None, _) => return false,
                (Some(only), None) => {
                    set[*only] = Some(needs);
                    trail.push((*only, false));
                }
                _ => {}
            }
        }
        if trail.len() == before {
            return true;
        }
    }
}

/// A set of least cost that meets every conflict, holds none of `done` wholly, and has no member
/// that it could do without. `None` where there is none, `Err` beyond [`STEPS_MAX`].
pub(super) fn cheapest(
    costs: &[u128],
    conflicts: &[Vec<usize>],
    done: &[Vec<usize>],
) -> Result<Option<Vec<usize>>, ()> {
    let mut hitting = Hitting { costs, conflicts, done, best: None, steps: 0 };
    hitting.search(&mut Vec::new(), &mut vec![false; costs.len()], 0)?;
    Ok(hitting.best.map(|(_, set)| set))
}

struct Hitting<'a> {
    costs: &'a [u128],
    conflicts: &'a [Vec<usize>],
    done: &'a [Vec<usize>],
    best: Option<(u128, Vec<usize>)>,
    steps: u64,
}

impl Hitting<'_> {
    /// Branches on the members of a conflict that is not met. The depth is at most the number of
    /// members.
    fn search(&mut self, set: &mut Vec<usize>, out: &mut Vec<bool>, cost: u128) -> Result<(), ()> {
        self.steps += 1;
        if self.steps > STEPS_MAX {
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

    /// What any larger set costs at least, and the members left of the conflict with the fewest that
    /// is not met. `None` where one cannot be met any more.
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
