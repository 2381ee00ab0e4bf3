//! What follows from given points: frontiers, fair divisions, simulated offers, power.

use std::collections::BTreeMap;

use basis::Diagnostic;
use talks::check::optimum::Verdict;
use talks::domain::Package;
use talks::profile::Rule;
use talks::{Analysis, Domain, check};

pub mod json;

pub mod text;

/// Points of a frontier for which a package is named and checked, from the first.
pub const POINTS_WITH_PACKAGES_MAX: usize = 1_000;

/// Packages that are named for one point.
pub const PACKAGES_NAMED_MAX: usize = 20;

/// Options that are named in all packages together, as far as each point has one.
pub const OPTIONS_NAMED_MAX: usize = 200_000;

/// On what the points of a folder of talks rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// Standings and vaults, in words.
    pub rests_on: String,
    /// What was construed, in words.
    pub construed: Vec<String>,
}

/// An analysis with the packages behind its points.
#[derive(Clone, Debug)]
pub struct Best {
    /// What was analysed.
    pub domain: Domain,
    /// The frontier with its named points.
    pub analysis: Analysis,
    /// Positions on the frontier that the profile counts.
    pub listed: Vec<usize>,
    /// Packages of points, and whether there are more, by position on the frontier.
    pub packages: BTreeMap<usize, (Vec<Package>, bool)>,
    /// What was checked apart from the computation.
    pub checked: check::Checked,
    /// What the check of each rule's certificate says, where that was asked for; nothing of a rule
    /// for which there is no certificate.
    pub certified: Vec<(Rule, Option<Verdict>)>,
}

impl Best {
    /// Names packages for an analysis of a domain, and checks the result.
    pub fn checked(domain: Domain, analysis: Analysis) -> Best {
        let listed = analysis.listed();
        let packages_max = OPTIONS_NAMED_MAX / domain.issues.len().max(1);
        let all = analysis.frontier.vectors.len();
        let points = all.min(POINTS_WITH_PACKAGES_MAX).min(packages_max);
        let each = (packages_max / points.max(1)).clamp(1, PACKAGES_NAMED_MAX);
        let named = analysis.named.iter().flat_map(|named| named.at.iter().take(1).copied());
        let packages: BTreeMap<_, _> = (0..points)
            .chain(named)
            .map(|at| (at, analysis.frontier.packages(&analysis.space, at, each)))
            .collect();
        let claims: Vec<_> = packages
            .iter()
            .filter_map(|(at, (first, _))| Some((first.first()?.clone(), analysis.utilities(*at))))
            .collect();
        let mut checked = check::frontier(&domain, &claims);
        if claims.len() < all {
            // Only a whole frontier can be complete.
            checked.complete = None;
        }
        assert!(checked.holds(), "the independent check contradicts the frontier: {checked:?}");
        Best { domain, analysis, listed, packages, checked, certified: Vec::new() }
    }

    /// Makes a certificate for each named point, and has it checked by what shares no code with the
    /// search.
    ///
    /// # Errors
    /// As [`Analysis::certificate`].
    pub fn certify(&mut self) -> Result<(), Diagnostic> {
        for named in &self.analysis.named {
            let certificate = self.analysis.certificate(named.rule)?;
            let verdict = certificate.map(|made| check::optimum::optimum(&self.domain, &made));
            assert!(
                !matches!(verdict, Some(Verdict::Fails(_))),
                "a certificate fails: {verdict:?}"
            );
            self.certified.push((named.rule, verdict));
        }
        Ok(())
    }
}
