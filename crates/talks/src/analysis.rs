//! The named points of a frontier: Nash, Kalai–Smorodinsky, egalitarian, utilitarian, minimax.
//!
//! Sources: Nash, Econometrica 18:155 (1950); Kalai and Smorodinsky, Econometrica 43:513 (1975);
//! Kalai, Econometrica 45:1623 (1977); Brams, Kilgour and Sanver, Public Choice 132:401 (2007) for
//! minimax. On a finite set of packages the definitions name the package, or all packages, with the
//! greatest score. All scores are compared as integers.

use basis::Diagnostic;
use num_bigint::BigInt;
use num_traits::{One as _, Signed as _};

use crate::codes;
use crate::domain::Domain;
use crate::frontier::Frontier;
use crate::number::{Number, to_f64};
use crate::profile::{Profile, Rule, Score};
use crate::solve::boxes::{Limits, Stage};
use crate::solve::goal::Goal;
use crate::solve::search::Ask;
use crate::solve::solver::{Certificate, NODES_MAX, Solver};
use crate::space::Space;

mod searched;

/// A frontier with its named points.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Whose definitions were used.
    pub profile: Profile,
    /// The domain as integers, with the least and the most of packages that obey its rules.
    pub space: Space,
    /// The points that no package beats.
    pub frontier: Frontier,
    /// What each party has without agreement, as the profile counts it, in units.
    pub disagreement: Vec<i128>,
    /// The most that each party has in a package that gives every party at least its reserved
    /// value, in units; the most of all packages where there is none.
    pub ideal: Vec<i128>,
    /// Whether the points of the frontier are all there are.
    pub completeness: Completeness,
    /// Positions on the frontier that give every party at least its reserved value.
    pub rational: Vec<usize>,
    /// The named points, in the order of the profile.
    pub named: Vec<Named>,
}

/// A named point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub rule: Rule,
    /// Its score, where there is a point.
    pub score: Option<Number>,
    /// Positions on the frontier; empty where no point qualifies, or none was found: with a score,
    /// some package has it, but none of which it is known that no other beats it.
    pub at: Vec<usize>,
    /// What is known of it.
    pub proof: Proof,
}

/// What is known of a named point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It was read off the whole frontier: all points that tie are named.
    Whole,
    /// Branch and bound proved that no package has a greater score, or that none qualifies.
    Optimal {
        /// Whether all points that tie are named.
        all_ties: bool,
        /// Prefixes of packages that were looked at.
        nodes: u64,
    },
    /// The search met its limit: what is named is the best that was found.
    Open {
        /// No package has a greater score; `None` where nothing is known.
        ceiling: Option<Number>,
    },
}

/// Whether the points of a frontier are all there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// They are.
    Whole,
    /// Every package gives each party at most so many points more than some point that is listed.
    Within(Number),
    /// There may be packages far from all that is listed.
    Open,
}

impl Analysis {
    /// Computes frontier and named points under the conventions of a profile; where a frontier has
    /// to be listed point by point, with [`Limits::FEW`].
    ///
    /// # Errors
    /// Where there is no party, the points cannot be computed with exactly, or the frontier is
    /// beyond its limits under a profile of another tool.
    pub fn of(domain: &Domain, profile: Profile) -> Result<Analysis, Diagnostic> {
        Analysis::within(domain, profile, Limits::FEW, &mut |_| ())
    }

    /// The same, with limits of one's own for a frontier that is listed point by point; `watch` is
    /// told of each.
    ///
    /// # Errors
    /// As [`Analysis::of`].
    pub fn within(
        domain: &Domain,
        profile: Profile,
        limits: Limits,
        watch: &mut dyn FnMut(Stage),
    ) -> Result<Analysis, Diagnostic> {
        if domain.parties.is_empty() {
            let problem = Diagnostic::error(codes::PARTIES, "there is no party to have points");
            return Err(problem.help("declare who negotiates, with the points of each"));
        }
        let space = Space::of(domain)?;
        match Frontier::of(&space) {
            Ok(frontier) => Ok(Analysis::whole(space, frontier, profile)),
            Err(_) if profile == Profile::Detente => Analysis::searched(&space, limits, watch),
            Err(problem) => Err(problem),
        }
    }

    /// What a whole frontier says.
    fn whole(mut space: Space, frontier: Frontier, profile: Profile) -> Analysis {
        if let Some((least, most)) = frontier.extremes(&space) {
            (space.least, space.most) = (least, most);
        }
        let mut analysis = Analysis {
            disagreement: disagreement(&space, profile),
            ideal: space.most.clone(),
            rational: rational(&space, &frontier),
            completeness: Completeness::Whole,
            named: Vec::new(),
            profile,
            space,
            frontier,
        };
        for party in 0..analysis.ideal.len() {
            let of = |at: &usize| analysis.frontier.vectors.get(*at)[party];
            if let Some(most) = analysis.rational.iter().map(of).max() {
                analysis.ideal[party] = most;
            }
        }
        analysis.named = profile.rules().iter().map(|rule| analysis.name(*rule)).collect();
        analysis
    }

    /// What has to be asked for to find the point of a rule; `None` for rules of other tools.
    pub fn ask(&self, rule: Rule) -> Option<Ask> {
        let goal = match rule.score {
            Score::Sum => Goal::sum(self.space.parties()),
            Score::ProductOfGains if rule.rational => Goal::Product(self.disagreement.clone()),
            Score::LeastGain => Goal::least_gain(self.disagreement.clone()),
            Score::WorstDistance => Goal::least_gain(self.space.most.clone()),
            Score::LeastShare => {
                let scale = Scale::of(self, rule.score);
                let by = |range: &i128| {
                    if *range > 0 { &scale.one / range } else { BigInt::default() }
                };
                Goal::Least(self.disagreement.clone(), scale.ranges.iter().map(by).collect())
            }
            _ => return None,
        };
        let none = vec![None; self.space.parties()];
        Some(Ask::best(goal, if rule.rational { self.space.reserved.clone() } else { none }))
    }

    /// What proves the point of a rule, computed anew by branch and bound; `None` for rules of
    /// other tools, or where the search meets a limit.
    ///
    /// # Errors
    /// Where the points are too fine to be weighed against each other.
    pub fn certificate(&self, rule: Rule) -> Result<Option<Certificate>, Diagnostic> {
        let Some(ask) = self.ask(rule) else { return Ok(None) };
        let solver = Solver::new(&self.space)?;
        Ok(solver.certificate(&ask, &solver.best(&ask, NODES_MAX)))
    }

    /// A score of a rule as a number of points.
    fn number_of(&self, rule: Rule, score: BigInt) -> Number {
        Number::new(score, Scale::of(self, rule.score).one)
    }

    /// Positions of the points that the profile counts as its frontier.
    ///
    /// What beats an acceptable package is acceptable too, so that leaving out the rest of the
    /// packages changes nothing among those that remain.
    pub fn listed(&self) -> Vec<usize> {
        if self.profile.lists_acceptable_only() {
            return self.rational.clone();
        }
        (0..self.frontier.vectors.len()).collect()
    }

    /// The points of one rule.
    fn name(&self, rule: Rule) -> Named {
        let everywhere = self.listed();
        // NegMAS: with nothing to be gained for some party, every point is as good; for the sum it
        // looks at what parties can have, whatever they reserve.
        let least = match rule.score {
            Score::Sum => &self.space.least,
            _ => &self.disagreement,
        };
        let flat = self.space.most.iter().zip(least).any(|(most, least)| most <= least);
        if self.profile == Profile::Negmas && flat {
            return Named { rule, score: None, at: everywhere, proof: Proof::Whole };
        }
        let candidates = if rule.rational { &self.rational } else { &everywhere };
        let scale = Scale::of(self, rule.score);
        let scores: Vec<(usize, BigInt)> = candidates
            .iter()
            .map(|at| (*at, scale.score(rule.score, self.frontier.vectors.get(*at))))
            .collect();
        let Some(best) = scores.iter().map(|(_, score)| score).max() else {
            return Named { rule, score: None, at: Vec::new(), proof: Proof::Whole };
        };
        let ties = |score: &BigInt| match self.profile.ties_within() {
            Some(parts) => (best - score) * parts <= scale.one,
            None => score == best,
        };
        let at = scores.iter().filter(|(_, score)| ties(score)).map(|(at, _)| *at).collect();
        let score = Some(Number::new(best.clone(), scale.one.clone()));
        Named { rule, score, at, proof: Proof::Whole }
    }

    /// The Euclidean distance of a point from the best of each party; 0 where all can have their
    /// best. `None` where there is no such point, a party's best is not positive, or the frontier
    /// is not whole.
    ///
    /// Utilities are shares of a party's best, and the point is the nearest that all accept: of all
    /// packages the nearest is on the frontier, since gains only bring nearer. GENIUS takes
    /// utilities as they are and all points, NegoLog the point of greatest welfare that its first
    /// party likes best.
    pub fn opposition(&self) -> Option<f64> {
        let every: Vec<usize> = (0..self.frontier.vectors.len()).collect();
        let welfare = || self.named.iter().find(|named| named.rule.score == Score::Sum);
        let points = match self.profile {
            Profile::Detente | Profile::Negmas => self.rational.as_slice(),
            Profile::Genius => &every,
            Profile::Negolog => welfare().and_then(|named| named.at.get(..1)).unwrap_or(&[]),
        };
        let shares = matches!(self.profile, Profile::Detente | Profile::Negmas);
        let best = |party: usize| match self.space.most.get(party) {
            Some(most) if shares => BigInt::from(*most),
            _ => self.space.scale.clone(),
        };
        let best: Vec<BigInt> = (0..self.space.parties()).map(best).collect();
        let whole = self.completeness == Completeness::Whole;
        if !whole || best.iter().any(|best| !best.is_positive()) {
            return None;
        }
        let distance = |at: &usize| {
            let lacks =
                |(u, best): (&i128, &BigInt)| to_f64(&Number::new(best - u, best.clone())).powi(2);
            self.frontier.vectors.get(*at).iter().zip(&best).map(lacks).sum::<f64>().sqrt()
        };
        points.iter().map(distance).reduce(f64::min)
    }

    /// Utilities at a position of the frontier.
    pub fn utilities(&self, at: usize) -> Vec<Number> {
        self.frontier.vectors.get(at).iter().map(|units| self.space.number(*units)).collect()
    }
}

/// What each party has without agreement, as a profile counts it.
fn disagreement(space: &Space, profile: Profile) -> Vec<i128> {
    let least = space.reserved.iter().zip(&space.least);
    match profile {
        Profile::Detente => least.map(|(r, least)| r.unwrap_or(*least)).collect(),
        Profile::Negmas => least.map(|(r, least)| r.map_or(*least, |r| r.max(*least))).collect(),
        Profile::Genius => space.reserved.iter().map(|r| r.unwrap_or(0)).collect(),
        Profile::Negolog => vec![0; space.parties()],
    }
}

/// Positions that give every party at least its reserved value.
fn rational(space: &Space, frontier: &Frontier) -> Vec<usize> {
    let accepts = |vector: &[i128]| {
        vector.iter().zip(&space.reserved).all(|(u, r)| r.is_none_or(|r| *u >= r))
    };
    let every = frontier.vectors.iter().enumerate();
    every.filter(|(_, v)| accepts(v)).map(|(at, _)| at).collect()
}

/// What scores of one rule are measured in.
struct Scale<'a> {
    analysis: &'a Analysis,
    /// What each party could gain at most, where the rule asks.
    ranges: Vec<i128>,
    /// The score of one point, in units of scores.
    one: BigInt,
}

impl Scale<'_> {
    fn of(analysis: &Analysis, score: Score) -> Scale<'_> {
        let space = &analysis.space;
        let parties = space.parties();
        let best = match analysis.profile {
            // The ideal point of the theory is that of packages acceptable to all.
            Profile::Detente => &analysis.ideal,
            _ => &space.most,
        };
        let ranges: Vec<i128> =
            best.iter().zip(&analysis.disagreement).map(|(b, d)| b - d).collect();
        let one = match score {
            Score::ProductOfGains | Score::Product => {
                space.scale.pow(u32::try_from(parties).unwrap_or(u32::MAX))
            }
            Score::LeastShare | Score::EvenShares => product(ranges.iter().filter(|r| **r > 0)),
            _ => space.scale.clone(),
        };
        Scale { analysis, ranges, one }
    }

    fn score(&self, score: Score, vector: &[i128]) -> BigInt {
        let against = |other: &'_ [i128]| -> Vec<i128> {
            vector.iter().zip(other).map(|(u, d)| u - d).collect()
        };
        let gains = || against(&self.analysis.disagreement);
        match score {
            Score::Sum => vector.iter().map(|u| BigInt::from(*u)).sum(),
            Score::Product => product(vector.iter()),
            Score::ProductOfGains => product(gains().iter()),
            Score::LeastGain => gains().iter().min().copied().unwrap_or_default().into(),
            Score::LeastShare => self.shares(&gains()).into_iter().min().unwrap_or_default(),
            Score::EvenShares => {
                let shares = self.shares(&gains());
                let least = shares.iter().min().cloned().unwrap_or_default();
                least - shares.into_iter().max().unwrap_or_default()
            }
            Score::EvenUtilities => {
                let pairs = (0..vector.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
                -pairs.map(|(a, b)| BigInt::from((vector[a] - vector[b]).abs())).sum::<BigInt>()
            }
            Score::WorstDistance => {
                against(&self.analysis.space.most).iter().min().copied().unwrap_or_default().into()
            }
        }
    }

    /// Shares of what each party could gain, of those that can gain, over the common denominator
    /// `one`.
    fn shares(&self, gains: &[i128]) -> Vec<BigInt> {
        let able = gains.iter().zip(&self.ranges).filter(|(_, range)| **range > 0);
        able.map(|(gain, range)| &self.one / range * gain).collect()
    }
}

fn product<'a>(factors: impl Iterator<Item = &'a i128>) -> BigInt {
    factors.fold(BigInt::one(), |product, factor| product * factor)
}
