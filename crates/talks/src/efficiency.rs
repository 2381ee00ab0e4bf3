//! What can be said of packages when points are only partly known: what is so whatever the missing
//! points are (*necessarily*), and what is so for some of them (*possibly*).
//!
//! Points *fit* when they obey the bounds, orders and worths that are known. Utility is a sum over
//! issues, and nothing that is known ties two issues together, so the most that a party can have of
//! one package over another is the sum of what it can have in each issue (Hazen, Operations
//! Research 34:296, 1986, on potential optimality; Salo and Hämäläinen, Operations Research
//! 40:1053, 1992, on sums of ranges).
//!
//! A package is possibly efficient when *one* assignment of points leaves it beaten by no package
//! of the list. Without least worths this needs no search: in each issue there are points under
//! which the chosen option leads every other by as much as it ever can, all at once (shortest paths
//! from one node of the bounds). If some package beats it even then, that package beats it always.
//! With least worths there is such a lead for each case of best and worst option, and the cases
//! are tried, up to [`CASES_MAX`].

use basis::{Diagnostic, Truth};

use crate::domain::{Domain, Package};
use crate::number::{Number, middle};
use crate::partial::Known;
use crate::rules;

pub mod check;
pub(crate) mod fit;
pub(crate) mod grain;
mod input;
mod judgement;
mod search;

use fit::{Fit, Lead};
use grain::Grain;
pub use judgement::{Claim, End, Judgement, Possibly, Range};

/// Packages that are compared in pairs.
pub const PACKAGES_MAX: usize = 5_000;

/// Options of one issue.
pub const OPTIONS_OF_ISSUE_MAX: usize = 128;

/// Options of one issue where the least that lies between best and worst is known.
pub const OPTIONS_WITH_WORTH_MAX: usize = 48;

/// Differences of options, of all issues and parties, that are held.
pub const DIFFERENCES_MAX: usize = 20_000_000;

/// Combinations of best and worst options that are tried for one package.
pub const CASES_MAX: u64 = 1_000;

/// Points by party, issue and option.
pub type Points = Vec<Vec<Vec<Number>>>;

/// A list of packages, and what can be said of them.
#[derive(Clone, Debug)]
pub struct Table {
    packages: Vec<Package>,
    left_out: usize,
    parties: Vec<PartyFit>,
    grain: Grain,
}

/// What fits for one party, in grains.
#[derive(Clone, Debug)]
struct PartyFit {
    issues: Vec<Fit>,
    reserved: Option<(i128, i128)>,
}

impl Table {
    /// Prepares a list of packages. Those that rules of the domain do not admit are left out; those
    /// that break inferred red lines only stay. Parties of the domain, where it has any, are those
    /// of `known`, in the same order; their points in the domain are not looked at.
    ///
    /// # Errors
    /// Where no points fit ([`crate::codes::CONTRADICTION`]), where packages or what is known do
    /// not belong to the domain ([`crate::codes::OTHER_DOMAIN`]), beyond the limits of this module
    /// ([`crate::codes::LIMIT`]), and for numbers that cannot be added exactly
    /// ([`crate::codes::TOO_FINE`]).
    pub fn of(domain: &Domain, known: &[Known], list: &[Package]) -> Result<Table, Diagnostic> {
        input::within_limits(known, list)?;
        input::belongs(domain, known, list)?;
        let grain = Grain::of(known)?;
        let mut parties = Vec::with_capacity(known.len());
        for known in known {
            let mut issues = Vec::with_capacity(known.issues.len());
            for (at, of_issue) in known.issues.iter().enumerate() {
                let fit = Fit::of(of_issue, &grain);
                issues.push(
                    fit.map_err(|options| input::contradiction(domain, known, at, &options))?,
                );
            }
            let bounds = known.reserved.as_ref();
            let reserved = bounds.map(|r| (grain.grains(&r.least), grain.most(r)));
            if reserved.is_some_and(|(least, most)| least > most) {
                return Err(input::reserved_contradiction(known));
            }
            parties.push(PartyFit { issues, reserved });
        }
        let admitted = |package: &&Package| rules::admits(&domain.rules, package).is_possible();
        let packages: Vec<Package> = list.iter().filter(admitted).cloned().collect();
        Ok(Table { left_out: list.len() - packages.len(), packages, parties, grain })
    }

    /// The packages that are compared, in the order of the list; positions are those in here.
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// How many packages of the list the rules of the domain do not admit.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What a party can have more of package `p` than of package `q`. `None` where there is no such
    /// party or package.
    pub fn difference(&self, party: usize, p: usize, q: usize) -> Option<Range> {
        let party = self.parties.get(party)?;
        let (p, q) = (self.packages.get(p)?, self.packages.get(q)?);
        Some(self.range(party.most(p, q), party.most(q, p)))
    }

    /// What a package can give to a party. `None` where there is no such party or package.
    pub fn utility(&self, party: usize, p: usize) -> Option<Range> {
        let (party, p) = (self.parties.get(party)?, self.packages.get(p)?);
        let nothing = party.nothing();
        Some(self.range(party.most(p, &nothing), party.most(&nothing, p)))
    }

    /// What an option can be worth to a party. `None` where there is no such party or option.
    pub fn worth(&self, party: usize, issue: usize, option: usize) -> Option<Range> {
        let fit = self.fit(party, issue).filter(|fit| option < fit.options())?;
        let zero = fit.options();
        Some(self.range(fit.most(option, zero), fit.most(zero, option)))
    }

    /// The range whose ends stand so many grains above zero, and below.
    fn range(&self, above: i128, below: i128) -> Range {
        let End { at, reached } = self.grain.end(below);
        Range { least: End { at: at.map(|at| -at), reached }, most: self.grain.end(above) }
    }

    /// Whether package `p` is worth at least as much to a party as package `q`: *yes* necessarily,
    /// *no* not possibly. Positions beyond the list: cannot be known.
    pub fn at_least(&self, party: usize, p: usize, q: usize) -> Truth {
        let found = (self.parties.get(party), self.packages.get(p), self.packages.get(q));
        let (Some(party), Some(p), Some(q)) = found else { return Truth::Unknown };
        Truth::decided(party.most(q, p) <= 0, party.most(p, q) < 0)
    }

    /// Whether package `p` is worth more to a party than package `q`.
    pub fn better(&self, party: usize, p: usize, q: usize) -> Truth {
        self.at_least(party, q, p).not()
    }

    /// Whether a package gives a party at least what it reserved: *yes* necessarily, *no* not
    /// possibly. Cannot be known where nothing was stated of what it reserved.
    pub fn acceptable(&self, party: usize, p: usize) -> Truth {
        let found = (self.parties.get(party), self.packages.get(p));
        let (Some(party), Some(p)) = found else { return Truth::Unknown };
        let Some((least, most)) = party.reserved else { return Truth::Unknown };
        let nothing = party.nothing();
        // Without an upper bound to what it reserved, nothing is certainly enough.
        let bounded = most < self.grain.endless;
        let (above, below) = (party.most(p, &nothing), party.most(&nothing, p));
        Truth::decided(bounded && below + most <= 0, above - least < 0)
    }

    /// Whether a claim holds of a package. `None` where there is no such package.
    pub fn judge(&self, p: usize, claim: Claim) -> Option<Judgement> {
        let package = self.packages.get(p)?;
        let others = || self.packages.iter().enumerate().filter(|(_, other)| *other != package);
        let sometimes =
            |q: &Package| claim.beats(self.parties.iter().map(|party| party.most(q, package)));
        let always =
            |q: &Package| claim.beats(self.parties.iter().map(|party| -party.most(package, q)));
        let Some((rival, _)) = others().find(|(_, q)| sometimes(q)) else {
            return Some(Judgement { rival: None, possibly: Possibly::Yes });
        };
        let possibly = match others().find(|(_, q)| always(q)) {
            Some((rival, _)) => Possibly::No { rivals: vec![rival] },
            None => self.search(package, claim).0,
        };
        Some(Judgement { rival: Some(rival), possibly })
    }

    /// All judgements of a claim, in the order of [`Table::packages`].
    pub fn judgements(&self, claim: Claim) -> Vec<Judgement> {
        (0..self.packages.len()).filter_map(|p| self.judge(p, claim)).collect()
    }

    /// Points that fit, under which a claim holds of a package; `None` where none were found.
    pub fn points_for(&self, p: usize, claim: Claim) -> Option<Points> {
        self.search(self.packages.get(p)?, claim).1.map(|leads| self.points(&leads))
    }

    /// Points that fit, under which a rival is in the way of a package; `None` where it never is.
    pub fn points_against(&self, p: usize, rival: usize, claim: Claim) -> Option<Points> {
        let (p, q) = (self.packages.get(p)?, self.packages.get(rival)?);
        let gains = self.parties.iter().map(|party| party.most(q, p));
        claim.beats(gains).then(|| self.points(&self.leads_over(q, p)))
    }

    /// The most that a party can have of one package over another, in grains.
    pub(crate) fn most(&self, party: usize, p: &[usize], q: &[usize]) -> i128 {
        self.parties.get(party).map_or(0, |party| party.most(p, q))
    }

    /// What fits of a party's points of an issue.
    pub(crate) fn fit(&self, party: usize, issue: usize) -> Option<&Fit> {
        self.parties.get(party)?.issues.get(issue)
    }

    /// What a party reserved, at least and at most, in grains.
    pub(crate) fn reserved(&self, party: usize) -> Option<(i128, i128)> {
        self.parties.get(party)?.reserved
    }

    /// Whether so many grains stand for no bound.
    pub(crate) fn is_endless(&self, grains: i128) -> bool {
        self.grain.end(grains).at.is_none()
    }

    /// Whether a package can never give a party what it reserved, once its points of an issue are
    /// among others that fit.
    pub(crate) fn never_enough(&self, party: usize, p: usize, issue: usize, fit: &Fit) -> bool {
        let found = self.parties.get(party).zip(self.packages.get(p));
        let Some((party, package)) = found else { return false };
        let (Some((least, _)), Some(option)) = (party.reserved, package.get(issue)) else {
            return false;
        };
        let old = party.issues.get(issue).map_or(0, |old| old.most(*option, old.options()));
        let above = party.most(package, &party.nothing());
        above - old + fit.most(*option, fit.options()) < least
    }

    /// The middle of what an option can be worth to a party; `None` where it has no upper bound or
    /// is known.
    pub fn middle(&self, party: usize, issue: usize, option: usize) -> Option<Number> {
        self.middle_grains(party, issue, option).map(|(_, middle)| self.grain.number(middle))
    }

    /// The same in grains, after the position of the zero.
    pub(crate) fn middle_grains(
        &self,
        party: usize,
        issue: usize,
        option: usize,
    ) -> Option<(usize, i128)> {
        let range = self.worth(party, issue, option)?;
        let (zero, least, most) =
            (self.fit(party, issue)?.options(), range.least.at?, range.most.at?);
        let middle = middle(&least, &most);
        (least < most).then(|| (zero, self.grain.grains(&middle)))
    }

    /// Points from leads, by party and issue.
    fn points(&self, leads: &[Vec<Lead>]) -> Points {
        let of_issue = |lead: &Lead| -> Vec<Number> {
            Fit::points(lead).into_iter().map(|grains| self.grain.number(grains)).collect()
        };
        leads.iter().map(|issues| issues.iter().map(of_issue).collect()).collect()
    }
}

impl PartyFit {
    /// The most that one package can give more than another.
    fn most(&self, p: &[usize], q: &[usize]) -> i128 {
        self.issues.iter().zip(p.iter().zip(q)).map(|(fit, (a, b))| fit.most(*a, *b)).sum()
    }

    /// As a package: the zero of each issue.
    fn nothing(&self) -> Package {
        self.issues.iter().map(Fit::options).collect()
    }
}
