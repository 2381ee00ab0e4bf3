//! All minimal sets of lines that clash, and the cheapest lines to give up.
//!
//! Minimal conflicts by going through sets of lines that are neither known to clash nor known to
//! fit (MARCO: Liffiton, Previti, Malik and Marques-Silva, Constraints 21:223, 2016). The cheapest
//! relaxation is the cheapest set that meets every conflict, where conflicts are found as they are
//! needed (implicit hitting sets: Reiter, Artificial Intelligence 32:57, 1987; Davies and Bacchus,
//! CP 2011).

use super::hitting;
use super::problem::Problem;
use super::refutation::{self, Refutation};
use super::search::{Found, Search};
use super::{Conflict, Limits};
use crate::compile::Mask;
use crate::domain::Package;

/// Lines that hang together by the issues that they speak of.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Lines that can be given up.
    pub(super) soft: Vec<usize>,
    /// Lines that cannot.
    pub(super) hard: Vec<usize>,
    pub(super) issues: Vec<usize>,
}

/// Lines by the issues that they share.
pub(super) fn groups(problem: &Problem, soft: &[usize], hard: &[usize]) -> Vec<Group> {
    // Each issue points towards the first issue that it hangs together with.
    let mut towards: Vec<usize> = (0..problem.issues()).collect();
    let root = |towards: &[usize], mut issue: usize| {
        while towards[issue] != issue {
            issue = towards[issue];
        }
        issue
    };
    let lines: Vec<usize> = soft.iter().chain(hard).copied().collect();
    let issues: Vec<Vec<usize>> = lines.iter().map(|line| problem.issues_of(*line)).collect();
    for of_line in &issues {
        for pair in of_line.windows(2) {
            let (a, b) = (root(&towards, pair[0]), root(&towards, pair[1]));
            towards[a.max(b)] = a.min(b);
            // Shorter ways for the next look.
            towards[pair[0]] = a.min(b);
            towards[pair[1]] = a.min(b);
        }
    }
    let mut groups: Vec<Group> = (0..problem.issues()).map(|_| Group::default()).collect();
    for issue in 0..problem.issues() {
        groups[root(&towards, issue)].issues.push(issue);
    }
    for (at, (line, of_line)) in lines.iter().zip(&issues).enumerate() {
        let place = match of_line.first() {
            Some(first) => root(&towards, *first),
            None => {
                groups.push(Group::default());
                groups.len() - 1
            }
        };
        let group = &mut groups[place];
        if at < soft.len() { &mut group.soft } else { &mut group.hard }.push(*line);
    }
    groups.retain(|group| !group.soft.is_empty() || !group.hard.is_empty());
    groups
}

/// A conflict by positions of lines in the problem, each with a package that it alone forbids.
pub(super) struct Core {
    pub(super) lines: Vec<usize>,
    pub(super) without: Vec<Package>,
    pub(super) refutation: Refutation,
    /// Lines that cannot be given up and that the proof uses.
    pub(super) with: Vec<usize>,
}

/// What asking whether some lines fit together gave.
enum Asked {
    Fits(Vec<Mask>),
    /// Lines of a proof, and the proof.
    Clashes(Vec<usize>, Refutation),
}

/// Searches beyond the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beyond;

/// Asks about sets of lines of one problem.
pub(super) struct Sets<'p> {
    pub(super) problem: &'p Problem,
    search: Search<'p>,
    limits: &'p Limits,
    searches: usize,
    /// A package that obeys all lines that cannot be given up.
    base: Package,
}

/// Cheapest ways out for one group: sets of lines, with a package for the first.
pub(super) struct Ways {
    pub(super) cost: u128,
    pub(super) sets: Vec<Vec<usize>>,
    pub(super) package: Package,
    pub(super) all_found: bool,
}

impl<'p> Sets<'p> {
    pub(super) fn new(problem: &'p Problem, limits: &'p Limits, base: Package) -> Sets<'p> {
        let search = Search::new(problem, limits.suppositions_max);
        Sets { problem, search, limits, searches: 0, base }
    }

    fn ask(&mut self, group: &Group, soft: &[usize]) -> Result<Asked, Beyond> {
        self.searches += 1;
        if self.searches > self.limits.searches_max {
            return Err(Beyond);
        }
        let mut lines = vec![false; self.problem.lines.len()];
        soft.iter().chain(&group.hard).for_each(|line| lines[*line] = true);
        match self.search.find(&lines) {
            Found::Package(open) => Ok(Asked::Fits(open)),
            Found::Open => Err(Beyond),
            Found::Refuted(log, sums) => {
                let log = refutation::trimmed(self.problem, &log, &sums);
                let lines = refutation::lines(self.problem, &log, &sums);
                Ok(Asked::Clashes(lines, refutation::written(self.problem, &log, &sums)))
            }
        }
    }

    /// The choices of a search for the issues of a group, those of the base for the others.
    fn package(&self, group: &Group, open: &[Mask]) -> Package {
        let found = self.problem.package(open);
        let mut package = self.base.clone();
        for &issue in &group.issues {
            package[issue] = found[issue];
        }
        package
    }

    /// A minimal conflict among lines that are known to clash.
    fn shrink(&mut self, group: &Group, first: (Vec<usize>, Refutation)) -> Result<Core, Beyond> {
        let soft = |lines: &[usize]| -> Vec<usize> {
            lines.iter().filter(|line| group.soft.contains(line)).copied().collect()
        };
        let (mut used, mut refutation) = first;
        let mut lines = soft(&used);
        let mut without: Vec<(usize, Package)> = Vec::new();
        while let Some(line) =
            lines.iter().find(|line| !without.iter().any(|(other, _)| other == *line)).copied()
        {
            let others: Vec<usize> = lines.iter().filter(|l| **l != line).copied().collect();
            match self.ask(group, &others)? {
                Asked::Fits(open) => without.push((line, self.package(group, &open))),
                Asked::Clashes(again, proof) => {
                    (lines, used, refutation) = (soft(&again), again, proof);
                }
            }
        }
        without.retain(|(line, _)| lines.contains(line));
        without.sort_by_key(|(line, _)| *line);
        let with = used.into_iter().filter(|line| group.hard.contains(line)).collect();
        Ok(Core {
            lines,
            without: without.into_iter().map(|(_, package)| package).collect(),
            refutation,
            with,
        })
    }

    /// All minimal conflicts of a group, at most so many, and whether these are all.
    pub(super) fn conflicts(&mut self, group: &Group, max: usize) -> (Vec<Core>, bool) {
        let place = |line: &usize| group.soft.iter().position(|soft| soft == line);
        let places = |lines: &[usize]| lines.iter().filter_map(place).collect::<Vec<_>>();
        let (mut cores, mut seen) = (Vec::new(), hitting::Seen::new(group.soft.len()));
        self.searches = 0;
        loop {
            let seed = match seen.unseen() {
                Ok(Some(seed)) => seed,
                Ok(None) => return (cores, true),
                Err(()) => return (cores, false),
            };
            let of = |inside: bool| -> Vec<usize> {
                let marked = group.soft.iter().zip(&seed).filter(|(_, m)| **m == inside);
                marked.map(|(line, _)| *line).collect()
            };
            match self.ask(group, &of(true)) {
                Err(Beyond) => return (cores, false),
                Ok(Asked::Fits(_)) => seen.fits_without(&places(&of(false))),
                Ok(Asked::Clashes(lines, proof)) => {
                    if cores.len() == max {
                        return (cores, false);
                    }
                    let Ok(core) = self.shrink(group, (lines, proof)) else {
                        return (cores, false);
                    };
                    seen.clashes(&places(&core.lines));
                    cores.push(core);
                }
            }
        }
    }

    /// The cheapest sets of lines whose removal leaves a package, all that tie. `costs` by position
    /// of the line in the problem; `known` are conflicts found before.
    pub(super) fn cheapest(
        &mut self,
        group: &Group,
        costs: &[u128],
        known: &[Core],
    ) -> Option<Ways> {
        let place = |line: &usize| group.soft.iter().position(|soft| soft == line);
        let places = |lines: &[usize]| lines.iter().filter_map(place).collect::<Vec<_>>();
        let mut conflicts: Vec<Vec<usize>> = known.iter().map(|core| places(&core.lines)).collect();
        let costs: Vec<u128> = group.soft.iter().map(|line| costs[*line]).collect();
        let mut done: Vec<Vec<usize>> = Vec::new();
        let (mut ways, mut steps): (Option<Ways>, u64) = (None, 0);
        self.searches = 0;
        loop {
            let set = match hitting::cheapest(&costs, &conflicts, &done, &mut steps) {
                Ok(Some(set)) => set,
                Ok(None) => return ways,
                Err(()) => break,
            };
            let cost = set.iter().map(|at| costs[*at]).sum();
            if ways.as_ref().is_some_and(|ways| ways.cost < cost) {
                return ways;
            }
            let all = || group.soft.iter().enumerate();
            let kept: Vec<usize> =
                all().filter(|(at, _)| !set.contains(at)).map(|(_, line)| *line).collect();
            match self.ask(group, &kept) {
                Err(Beyond) => break,
                Ok(Asked::Clashes(lines, _)) => conflicts.push(places(&lines)),
                Ok(Asked::Fits(open)) => {
                    let package = self.package(group, &open);
                    let given_up = set.iter().map(|at| group.soft[*at]).collect();
                    let (sets, all_found) = (Vec::new(), true);
                    let ways = ways.get_or_insert(Ways { cost, sets, package, all_found });
                    if ways.sets.len() == self.limits.relaxations_max {
                        ways.all_found = false;
                        break;
                    }
                    ways.sets.push(given_up);
                    done.push(set);
                }
            }
        }
        ways.map(|ways| Ways { all_found: false, ..ways })
    }
}

impl Core {
    /// With lines as the domain has them.
    pub(super) fn named(self, problem: &Problem) -> Conflict {
        let lines = |lines: &[usize]| lines.iter().map(|line| problem.lines[*line]).collect();
        Conflict {
            lines: lines(&self.lines),
            without: self.without,
            with: lines(&self.with),
            refutation: self.refutation,
        }
    }
}
