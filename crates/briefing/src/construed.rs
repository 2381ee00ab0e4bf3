//! What was filled in and not stated, in words.

use std::collections::BTreeMap;

use talks::Domain;
use talks::number::show;
use talks::positions::construe::{Construed, Way};

/// One sentence for each party and issue, and for what a party has without an agreement.
pub fn words(domain: &Domain, construed: &[Construed]) -> Vec<String> {
    let mut by_place: BTreeMap<(usize, Option<usize>), Vec<&Construed>> = BTreeMap::new();
    for one in construed {
        by_place.entry((one.party, one.option.map(|(issue, _)| issue))).or_default().push(one);
    }
    let sentence = |((party, issue), all): ((usize, Option<usize>), Vec<&Construed>)| {
        let party = domain.party_name(party);
        let points: Vec<String> = all.iter().map(|one| show(&one.points)).collect();
        let way = match all.first().map(|one| one.way) {
            Some(Way::EqualSteps) => "equal steps of the rank",
            Some(Way::Settled) => "nothing, since one option only can be chosen",
            _ => "the middle of what was stated",
        };
        let what = match issue.and_then(|issue| domain.issues.get(issue)) {
            Some(issue) => format!("the points of {party} for {}", issue.name),
            None => format!("what {party} has without an agreement"),
        };
        format!("construed: {what} are {way} ({})", points.join(", "))
    };
    by_place.into_iter().map(sentence).collect()
}
