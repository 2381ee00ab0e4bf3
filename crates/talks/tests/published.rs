//! Cases with published results. Of the tables, that of the Panama Canal was read at its source;
//! the others are as commonly given.

use talks::division::{Division, Item};
use talks::number::{Number, exact};
use talks::simulate::{self, Strategy};
use talks::{Analysis, Domain, Issue, Party, Profile};

fn number(value: i64) -> Number {
    Number::from_integer(value.into())
}

fn division(points: &[(i64, i64)]) -> Division {
    let item = |(a, b): &(i64, i64)| Item { name: String::new(), points: [number(*a), number(*b)] };
    Division { parties: ["a".into(), "b".into()], items: points.iter().map(item).collect() }
}

/// Each party's points for "yes" (option 0); "no" gives nothing.
fn yes_or_no(points: &[&[i64]]) -> Domain {
    let issues = points[0].len();
    let issue = |at| Issue { name: format!("i{at}"), options: vec!["yes".into(), "no".into()] };
    let party = |(at, points): (usize, &&[i64])| Party {
        name: format!("p{at}"),
        reserved: Some(number(0)),
        points: points.iter().map(|p| vec![number(*p), number(0)]).collect(),
    };
    Domain {
        title: String::new(),
        issues: (0..issues).map(issue).collect(),
        parties: points.iter().enumerate().map(party).collect(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    }
}

fn utilities(analysis: &Analysis, at: &[usize]) -> Vec<Vec<String>> {
    at.iter().map(|at| analysis.utilities(*at).iter().map(exact).collect()).collect()
}

fn named(analysis: &Analysis, key: &str) -> Vec<Vec<String>> {
    let named = analysis.named.iter().find(|named| named.rule.key == key).unwrap();
    utilities(analysis, &named.at)
}

/// Panama Canal treaty, points of the United States and Panama after Raiffa, *The Art and Science
/// of Negotiation* (1982).
#[test]
fn panama_canal() {
    let points =
        [(22, 9), (22, 15), (15, 15), (14, 3), (11, 15), (6, 5), (4, 11), (2, 7), (2, 7), (2, 13)];
    let settled = division(&points).adjusted_winner().unwrap();
    assert_eq!(settled.totals.each_ref().map(exact), ["66", "66"]);
    assert_eq!((settled.split, exact(&settled.shares[2])), (Some(2), "2/15".into()));
    let ones: Vec<usize> = (0..10).filter(|at| settled.shares[*at] == number(1)).collect();
    assert_eq!(ones, [0, 1, 3, 5]);
}

/// Camp David, points of Israel and Egypt as they are commonly given after Brams and Togman (1996);
/// the table was not compared with the paper.
#[test]
fn camp_david() {
    let points = [(35, 55), (10, 5), (20, 10), (10, 5), (5, 20), (20, 5)];
    let settled = division(&points).adjusted_winner().unwrap();
    assert_eq!(settled.totals.each_ref().map(exact), ["395/6", "395/6"]);
    assert_eq!((settled.split, exact(&settled.shares[0])), (Some(0), "1/6".into()));
}

#[test]
fn nothing_is_split_where_whole_items_are_even() {
    let settled = division(&[(50, 40), (40, 50), (10, 10)]).adjusted_winner().unwrap();
    assert_eq!(settled.totals.each_ref().map(exact), ["55", "55"]);
    assert_eq!((settled.split, exact(&settled.shares[2])), (Some(2), "1/2".into()));
    let settled = division(&[(60, 40), (40, 60), (0, 0)]).adjusted_winner().unwrap();
    assert_eq!((settled.split, settled.instead), (None, vec![]));
    let settled = division(&[(50, 50), (50, 50)]).adjusted_winner().unwrap();
    assert_eq!(settled.totals.each_ref().map(exact), ["50", "50"]);
    let problem = division(&[(50, 40)]).adjusted_winner().unwrap_err();
    assert_eq!(problem.code, talks::codes::TOTALS);
}

/// Nine goods of Bill and Jack: Nash, Econometrica 18:155 (1950). A good that changes hands costs
/// its owner what it is worth to him and gives the other what it is worth to the other.
#[test]
fn nash_1950() {
    let bill = [-2, -2, -2, -2, -4, 10, 4, 6, 2];
    let jack = [4, 2, 1, 2, 1, -1, -1, -2, -2];
    let domain = yes_or_no(&[&bill, &jack]);
    let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
    assert_eq!(named(&analysis, "nash"), [["12", "5"]]);
    let score = analysis.named.iter().find(|n| n.rule.key == "nash").unwrap().score.clone();
    assert_eq!(exact(&score.unwrap()), "60");
    assert_eq!(analysis.space.rational_packages().unwrap().0, 293);
    let mut frontier = utilities(&analysis, &analysis.rational);
    frontier.reverse();
    let expected = [[2, 8], [6, 7], [8, 6], [12, 5], [14, 4], [16, 2], [18, 0]];
    assert_eq!(frontier, expected.map(|point| point.map(|p| p.to_string())));
}

/// A treaty with three provisions: Brams, Kilgour and Sanver, Public Choice 132:401 (2007). Each
/// party has a best treaty, and a treaty is as far as it has provisions that differ.
#[test]
fn minimax_treaty() {
    let mut tops = vec![[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]];
    for top in [[1, 1, 0], [1, 0, 1], [0, 1, 1]] {
        tops.extend([top, top]);
    }
    // Option 0 is "no" here: agreement with the best treaty is worth one point.
    let points = |top: &[i64; 3]| -> Vec<Vec<Number>> {
        top.iter().map(|wish| vec![number(1 - wish), number(*wish)]).collect()
    };
    let party = |(at, top): (usize, &[i64; 3])| Party {
        name: at.to_string(),
        reserved: None,
        points: points(top),
    };
    let issue = |at: usize| Issue { name: at.to_string(), options: vec!["0".into(), "1".into()] };
    let domain = Domain {
        title: String::new(),
        issues: (0..3).map(issue).collect(),
        parties: tops.iter().enumerate().map(party).collect(),
        rules: Vec::new(),
        conventions: Profile::Detente,
    };
    let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
    assert_eq!(analysis.frontier.vectors.len(), 8);
    let minimax = analysis.named.iter().find(|named| named.rule.key == "minimax").unwrap();
    let packages: Vec<_> = minimax
        .at
        .iter()
        .flat_map(|at| analysis.frontier.packages(&analysis.space, *at, 10).0)
        .collect();
    assert_eq!(packages, [[0, 0, 0]]);
    // All eight treaties have the same sum of distances, 15 = 10 × 3 − 15.
    assert_eq!(named(&analysis, "utilitarian").len(), 8);
    let sum: Number = analysis.utilities(0).into_iter().sum();
    assert_eq!(sum, number(15));
}

/// On a line both shares are even and nobody's gain can be greater: a worked example.
#[test]
fn kalai_smorodinsky_and_egalitarian_differ_where_ideals_differ() {
    // One issue with eleven options from (0, 20) to (10, 0).
    let line = |slope: i64, from: i64| (0..=10).map(|at| number(from + slope * at)).collect();
    let party =
        |name: &str, points| Party { name: name.into(), reserved: None, points: vec![points] };
    let options = (0..=10).map(|at: i32| at.to_string()).collect();
    let domain = Domain {
        title: String::new(),
        issues: vec![Issue { name: "line".into(), options }],
        parties: vec![party("a", line(1, 0)), party("b", line(-2, 20))],
        rules: Vec::new(),
        conventions: Profile::Detente,
    };
    let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
    assert_eq!(named(&analysis, "kalai_smorodinsky"), [["5", "10"]]);
    // 6.67 each lies between two packages; (7, 6) and (6, 8) tie at 6.
    assert_eq!(named(&analysis, "egalitarian"), [["7", "6"], ["6", "8"]]);
    assert_eq!(named(&analysis, "nash"), [["5", "10"]]);
    assert_eq!(named(&analysis, "utilitarian"), [["0", "20"]]);
    assert_eq!(named(&analysis, "minimax"), [["3", "14"]]);
    let genius = Analysis::of(&domain, Profile::Genius).unwrap();
    assert_eq!(named(&genius, "kalai_smorodinsky"), [["7", "6"]]);
    let run = simulate::run(&domain, &[Strategy::Linear, Strategy::Linear], 100).unwrap();
    assert!(run.accepted.is_some());
    let none = simulate::run(&domain, &[Strategy::Boulware, Strategy::Boulware], 1).unwrap();
    assert_eq!((none.accepted, none.offers.len()), (None, 2));
}

/// With nothing that all accept there is no Nash point, and no accident of signs makes one.
#[test]
fn no_point_is_named_where_no_package_is_acceptable_to_all() {
    let mut domain = yes_or_no(&[&[3, -1], &[-1, 3]]);
    for party in &mut domain.parties {
        party.reserved = Some(number(3));
    }
    let analysis = Analysis::of(&domain, Profile::Detente).unwrap();
    assert_eq!(analysis.rational, [0_usize; 0]);
    assert!(named(&analysis, "nash").is_empty() && named(&analysis, "utilitarian").is_empty());
    assert_eq!(analysis.opposition(), None);
    let run = simulate::run(&domain, &[Strategy::Conceder, Strategy::Linear], 50).unwrap();
    assert_eq!(run.accepted, None);
}
