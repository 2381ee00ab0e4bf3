//! What is known of an order of states: better, as good, worse, or not compared.
//!
//! An order may be partial. Its *completions* are the rankings with ties (weak orders) that agree
//! with what is known. A partial order without contradiction has one in which a given state is
//! above everything that is not known to be better, and one in which it is below everything that is
//! not known to be no better: this is why most answers need no search.

use super::bits::Bits;

/// What is known of one party's order of states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// By state: those known to be at least as good, itself among them.
    at_least: Vec<Bits>,
    /// By state: those known to be better.
    better: Vec<Bits>,
}

/// How one state stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compared {
    /// Better.
    Better,
    /// As good.
    Same,
    /// Worse.
    Worse,
    /// Not known.
    Unknown,
}

impl Order {
    /// Nothing is known.
    pub fn unknown(states: usize) -> Order {
        let itself = |at: usize| {
            let mut bits = Bits::none(states);
            bits.add(at);
            bits
        };
        let at_least = (0..states).map(itself).collect();
        Order { at_least, better: vec![Bits::none(states); states] }
    }

    /// The order of a ranking: groups of states that are as good, best first. States that are left
    /// out are not compared.
    pub fn of_ranking(states: usize, ranking: &[Vec<usize>]) -> Order {
        let mut order = Order::unknown(states);
        let mut above = Bits::none(states);
        for group in ranking {
            let mut same = Bits::none(states);
            group.iter().for_each(|state| same.add(*state));
            for state in group.iter().filter(|state| **state < states) {
                order.better[*state].join(&above);
                order.at_least[*state].join(&above);
                order.at_least[*state].join(&same);
            }
            above.join(&same);
        }
        order
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.better.len()
    }

    /// Those known to be better than a state.
    pub fn better_than(&self, state: usize) -> &Bits {
        &self.better[state]
    }

    /// Those known to be at least as good as a state, itself among them.
    pub fn at_least_as(&self, state: usize) -> &Bits {
        &self.at_least[state]
    }

    /// Those that may be better than a state: all that are not known to be no better.
    pub fn may_be_better_than(&self, state: usize) -> Bits {
        let mut bits = Bits::none(self.states());
        (0..self.states())
            .filter(|other| !self.at_least[*other].has(state))
            .for_each(|other| bits.add(other));
        bits
    }

    /// How `first` stands to `second`.
    pub fn compared(&self, first: usize, second: usize) -> Compared {
        let at_least = self.at_least[second].has(first);
        let at_most = self.at_least[first].has(second);
        if self.better[second].has(first) {
            Compared::Better
        } else if self.better[first].has(second) {
            Compared::Worse
        } else if at_least && at_most {
            Compared::Same
        } else {
            Compared::Unknown
        }
    }

    /// Whether every two states are compared.
    pub fn is_complete(&self) -> bool {
        let states = 0..self.states();
        states.clone().all(|a| states.clone().all(|b| self.compared(a, b) != Compared::Unknown))
    }

    /// Adds that `upper` is at least as good as `lower`, or better, and what follows from it;
    /// `false`, and nothing is added, where the contrary is known.
    pub fn add(&mut self, upper: usize, lower: usize, strictly: bool) -> bool {
        let contrary =
            if strictly { &self.at_least[upper] } else { &self.better[upper] }.has(lower);
        if contrary {
            return false;
        }
        if (strictly && self.better[lower].has(upper))
            || (!strictly && self.at_least[lower].has(upper))
        {
            return true;
        }
        let (tops, strict_tops) = (self.at_least[upper].clone(), self.better[upper].clone());
        for below in 0..self.states() {
            if self.at_least[below].has(lower) {
                let all_strict = strictly || self.better[below].has(lower);
                self.at_least[below].join(&tops);
                self.better[below].join(if all_strict { &tops } else { &strict_tops });
            }
        }
        true
    }

    /// The ranking, best first, where every two states are compared.
    pub fn ranking(&self) -> Option<Vec<Vec<usize>>> {
        if !self.is_complete() {
            return None;
        }
        let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
        for state in 0..self.states() {
            let above = self.better[state].count();
            match groups.iter_mut().find(|(of, _)| *of == above) {
                Some((_, group)) => group.push(state),
                None => groups.push((above, vec![state])),
            }
        }
        groups.sort();
        Some(groups.into_iter().map(|(_, group)| group).collect())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All rankings with ties of so many states.
    pub(crate) fn all_rankings(states: usize) -> Vec<Vec<Vec<usize>>> {
        let mut found: Vec<Vec<Vec<usize>>> = vec![Vec::new()];
        for state in 0..states {
            let mut next = Vec::new();
            for ranking in found {
                for at in 0..=ranking.len() {
                    let mut own_group = ranking.clone();
                    own_group.insert(at, vec![state]);
                    next.push(own_group);
                    if at < ranking.len() {
                        let mut tied = ranking.clone();
                        tied[at].push(state);
                        next.push(tied);
                    }
                }
            }
            found = next;
        }
        found
    }

    /// Statements about pairs: upper, lower, whether strictly.
    pub(crate) fn facts(states: usize) -> impl Strategy<Value = Vec<(usize, usize, bool)>> {
        prop::collection::vec((0..states, 0..states, any::<bool>()), 0..6)
    }

    #[test]
    fn there_are_as_many_rankings_as_fubini_counted() {
        let counts: Vec<usize> = (0..6).map(|n| all_rankings(n).len()).collect();
        assert_eq!(counts, [1, 1, 3, 13, 75, 541]);
    }

    proptest! {
        /// What an order knows is what holds in all of its completions, and no fact is refused that
        /// some completion has.
        #[test]
        fn an_order_knows_what_all_its_completions_say(facts in facts(4)) {
            let mut order = Order::unknown(4);
            let mut worlds: Vec<Order> =
                all_rankings(4).iter().map(|ranking| Order::of_ranking(4, ranking)).collect();
            for (upper, lower, strictly) in facts {
                let holds = |world: &Order| match world.compared(upper, lower) {
                    Compared::Better => true,
                    Compared::Same => !strictly,
                    _ => false,
                };
                let possible = worlds.iter().any(holds);
                prop_assert_eq!(order.add(upper, lower, strictly), possible);
                if possible {
                    worlds.retain(holds);
                }
            }
            for (a, b) in (0..4).flat_map(|a| (0..4).map(move |b| (a, b))) {
                let seen: std::collections::BTreeSet<Compared> =
                    worlds.iter().map(|world| world.compared(a, b)).collect();
                let at_least = seen.iter().all(|c| matches!(c, Compared::Better | Compared::Same));
                prop_assert_eq!(order.at_least_as(b).has(a), at_least);
                let better = seen.iter().all(|c| *c == Compared::Better);
                prop_assert_eq!(order.better_than(b).has(a), better);
                let may = seen.contains(&Compared::Better);
                prop_assert_eq!(order.may_be_better_than(b).has(a), may);
            }
            prop_assert_eq!(order.is_complete(), worlds.len() == 1);
            if let Some(ranking) = order.ranking() {
                prop_assert_eq!(&Order::of_ranking(4, &ranking), &worlds[0]);
            }
        }
    }
}
