//! Partly known points as a few readable lines, for tests.
//!
//! ```text
//! issue line: river, road
//! NORTH line: river 3..5, road 4.., river > road, worth 1..2, live road
//! NORTH reserved 5..7
//! package river
//! red line NORTH inferred: road
//! ```

use talks::domain::Package;
use talks::number::parse;
use talks::partial::{Bounds, Known, KnownIssue};
use talks::{Domain, Issue, Number, Origin, Profile, Rule, Standing};

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) domain: Domain,
    pub(crate) known: Vec<Known>,
    pub(crate) packages: Vec<Package>,
}

fn bounds(text: &str) -> Bounds {
    let number = |text: &str| parse(text).unwrap();
    match text.split_once("..") {
        Some((least, "")) => Bounds { least: number(least), most: None },
        Some((least, most)) => Bounds { least: number(least), most: Some(number(most)) },
        None => Bounds::exactly(number(text)),
    }
}

/// Nothing known of one party's points.
pub(crate) fn nothing_known(party: &str, issues: &[Issue]) -> Known {
    let issue = |issue: &Issue| KnownIssue {
        options: vec![Bounds::unknown(); issue.options.len()],
        at_least: Vec::new(),
        more: Vec::new(),
        worth: Bounds::unknown(),
        in_worth: issue.options.iter().map(|name| name != "(not reached)").collect(),
        can_live_with: vec![false; issue.options.len()],
    };
    Known { party: party.to_owned(), issues: issues.iter().map(issue).collect(), reserved: None }
}

/// Reads a case; without `package` lines, all packages.
pub(crate) fn case(text: &str) -> Case {
    let mut domain = Domain {
        title: String::new(),
        issues: Vec::new(),
        parties: Vec::new(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    };
    let (mut known, mut packages): (Vec<Known>, Vec<Package>) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let names = |text: &str| text.split(", ").map(str::to_owned).collect::<Vec<_>>();
        if let Some(line) = line.strip_prefix("issue ") {
            let (name, options) = line.split_once(": ").unwrap();
            domain.issues.push(Issue { name: name.to_owned(), options: names(options) });
        } else if let Some(line) = line.strip_prefix("package ") {
            let find = |(issue, name): (&Issue, String)| {
                issue.options.iter().position(|option| *option == name).unwrap()
            };
            let names = names(line);
            let mut package: Package = domain.issues.iter().zip(names.clone()).map(find).collect();
            // Options of issues that are not there.
            package.resize(names.len(), 0);
            packages.push(package);
        } else if let Some(line) = line.strip_prefix("red line ") {
            let rule = red_line(&domain, &known, line);
            domain.rules.push(rule);
        } else {
            let (name, _) = line.split_once(' ').unwrap();
            let at = known.iter().position(|known| known.party == name).unwrap_or_else(|| {
                known.push(nothing_known(name, &domain.issues));
                known.len() - 1
            });
            state(&mut known[at], &domain.issues, &line[name.len() + 1..]);
        }
    }
    if packages.is_empty() {
        packages = every_package(&domain.issues);
    }
    Case { domain, known, packages }
}

/// `NORTH inferred: road`: the party never accepts that option of the first issue that has it.
fn red_line(domain: &Domain, known: &[Known], text: &str) -> Rule {
    let (who, option) = text.split_once(": ").unwrap();
    let (party, standing) = who.split_once(' ').unwrap();
    let standing = match standing {
        "said" => Standing::Said,
        "confidential" => Standing::Confidential,
        _ => Standing::Inferred,
    };
    let mut found = domain.issues.iter().enumerate().filter_map(|(bracket, issue)| {
        Some((bracket, issue.options.iter().position(|name| name == option)?))
    });
    let (bracket, at) = found.next().unwrap();
    let is = draft::Condition::Is { bracket, option: at };
    let party = known.iter().position(|known| known.party == party).unwrap();
    Rule {
        name: format!("no {option}"),
        must: draft::Condition::Not(Box::new(is)),
        origin: Origin::RedLine { party, standing },
        cost: Number::from_integer(1.into()),
    }
}

/// One line of what is known of a party.
fn state(known: &mut Known, issues: &[Issue], text: &str) {
    if let Some(reserved) = text.strip_prefix("reserved ") {
        known.reserved = Some(bounds(reserved));
        return;
    }
    let (name, facts) = text.split_once(": ").unwrap();
    let at = issues.iter().position(|issue| issue.name == name).unwrap();
    let of_issue = &mut known.issues[at];
    let option = |name: &str| issues[at].options.iter().position(|o| o == name).unwrap();
    for fact in facts.split(", ") {
        let words: Vec<&str> = fact.split(' ').collect();
        match words.as_slice() {
            ["worth", range] => of_issue.worth = bounds(range),
            ["live", name] => of_issue.can_live_with[option(name)] = true,
            [a, ">=", b] => of_issue.at_least.push((option(a), option(b))),
            [a, ">", b] => of_issue.more.push((option(a), option(b))),
            ["(not", "reached)", range] => {
                of_issue.options[option("(not reached)")] = bounds(range);
            }
            [name, range] => of_issue.options[option(name)] = bounds(range),
            _ => panic!("{fact}"),
        }
    }
}

/// All packages, the last issue turning fastest.
pub(crate) fn every_package(issues: &[Issue]) -> Vec<Package> {
    issues.iter().fold(vec![Vec::new()], |packages, issue| {
        let longer = |p: &Package| {
            (0..issue.options.len()).map(|o| [p.as_slice(), &[o]].concat()).collect::<Vec<_>>()
        };
        packages.iter().flat_map(longer).collect()
    })
}
