//! What follows from positions: what is known of points, domains, rules, acceptance, differences.

use basis::Truth;
use draft::Draft;
use draft::condition::Choice;
use draft::table::Agreed;
use talks::number::exact;
use talks::partial::Bounds;
use talks::positions::acceptance::{answers, of};
use talks::positions::construe::{Built, Construe, Way};
use talks::positions::issues::Issues;
use talks::standing::{About, Positions, hold};

use super::{TEXT, draft, file, stated};

fn held(draft: &Draft, files: &[(&str, Option<&str>, &str)]) -> Positions {
    let (positions, problems) = hold(&stated(draft, files), draft);
    assert!(problems.is_empty(), "{problems:?}");
    positions
}

fn shown(bounds: &Bounds) -> String {
    let most = bounds.most.as_ref().map_or("∞".to_owned(), exact);
    format!("{}..{most}", exact(&bounds.least))
}

const NORTH: &str = r#"
[[statement]]
bracket = "2a"
points = { "10 km" = 8, "15 km" = "3..5" }
[[statement]]
bracket = "2a"
rank = ["10 km", ["15 km", "20 km"]]
[[statement]]
bracket = "4"
rank = ["shall", "should"]
[[statement]]
bracket = "4"
worth = "10..20"
[[statement]]
bracket = "6"
live_with = ["at once"]
[[statement]]
bracket = "6b"
worth = 4
[[reserved]]
points = "1/3"
"#;

#[test]
fn what_is_known_is_what_was_stated_and_no_more() {
    let draft = draft(TEXT);
    let north = file("NORTH", "said", NORTH);
    let positions = held(&draft, &[("n.toml", None, &north)]);
    let known = positions.known(&draft, &Issues::of(&draft, Agreed::Fixed));
    let bounds = |issue: usize| -> Vec<String> {
        known[0].issues[issue].options.iter().map(shown).collect()
    };
    // The issues in the order of the text: 2a, 4, 6, and 6b inside the second option of 6.
    assert_eq!(bounds(0), ["8..8", "3..5", "0..∞"]);
    assert_eq!(known[0].issues[0].more, [(0, 1)]);
    assert_eq!(known[0].issues[0].at_least, [(1, 2), (2, 1)]);
    assert_eq!(shown(&known[0].issues[1].worth), "10..20");
    assert_eq!(known[0].issues[2].can_live_with, [true, false]);
    // Not reached is worth nothing, and lies outside of what the worth is about.
    assert_eq!(bounds(3), ["0..∞", "0..∞", "0..0"]);
    assert_eq!(shown(&known[0].issues[3].worth), "4..4");
    assert_eq!(known[0].issues[3].in_worth, [true, true, false]);
    assert_eq!(known[0].reserved.as_ref().map(shown).as_deref(), Some("1/3..1/3"));
    // Of SOUTH nothing is known.
    assert_eq!((known[1].party.as_str(), &known[1].reserved), ("SOUTH", &None));
    assert!(
        known[1]
            .issues
            .iter()
            .flat_map(|i| &i.options)
            .take(8)
            .all(|b| b.least == Default::default())
    );
}

fn built(positions: &Positions, draft: &Draft, construe: Option<Construe>) -> Built {
    positions.domain("talks", draft, &Issues::of(draft, Agreed::Fixed), &[], construe).unwrap()
}

fn points(built: &Built) -> Vec<Vec<String>> {
    built.domain.parties[0].points.iter().map(|issue| issue.iter().map(exact).collect()).collect()
}

#[test]
fn gaps_are_filled_in_only_where_that_is_asked_for_and_then_listed() {
    let text = "[10 km / 15 km / 20 km]{#2a} [a / b / c]{#4} [x / y]{#5}\n";
    let (draft, _) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    let body = r#"
[[statement]]
bracket = "2a"
points = { "10 km" = "6..8", "15 km" = "3..7", "20 km" = 1 }
[[statement]]
bracket = "4"
rank = ["b", ["a"], "c"]
[[statement]]
bracket = "4"
worth = "10..20"
[[statement]]
bracket = "5"
points = { "x" = "2..5", "y" = "2..5" }
[[statement]]
bracket = "5"
rank = ["y", "x"]
"#;
    let north = file("NORTH", "said", body);
    let positions = held(&draft, &[("n.toml", None, &north)]);
    let issues = Issues::of(&draft, Agreed::Fixed);
    let missing = positions.domain("", &draft, &issues, &[], None).unwrap_err();
    assert_eq!(missing.len(), 1, "{missing:?}");
    let built = built(&positions, &draft, Some(Construe::Middle));
    assert_eq!(points(&built), [vec!["7", "5", "1"], vec!["15/2", "15", "0"], vec!["3", "4"]]);
    let ways: Vec<_> = built.construed.iter().map(|c| (c.option.unwrap(), c.way)).collect();
    let (middle, steps) = (Way::Middle, Way::EqualSteps);
    assert_eq!(ways[..2], [((0, 0), middle), ((0, 1), middle)]);
    assert!(ways[2..].iter().all(|(_, way)| *way == steps) && ways.len() == 7);
}

#[test]
fn of_an_agreed_bracket_the_option_that_is_left_has_its_own_middle() {
    let text = "[a / b / c]{#2a} (agreed: b)\n";
    let (draft, _) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    let body = r#"
[[statement]]
bracket = "2a"
points = { "a" = "6..8", "b" = "3..7", "c" = "0..1" }
[[statement]]
bracket = "2a"
rank = ["a", "b", "c"]
"#;
    let north = file("NORTH", "said", body);
    let positions = held(&draft, &[("n.toml", None, &north)]);
    assert_eq!(points(&built(&positions, &draft, Some(Construe::Middle))), [["5"]]);
}

#[test]
fn of_an_agreed_bracket_nothing_else_has_to_be_stated() {
    let text = "[a / b / c]{#2a} (agreed: b)\n";
    let (draft, _) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    let middle = |points: &str, more: &str| {
        let body = format!("[[statement]]\nbracket = \"2a\"\npoints = {{ {points} }}\n{more}");
        let north = file("NORTH", "said", &body);
        let positions = held(&draft, &[("n.toml", None, &north)]);
        let issues = Issues::of(&draft, Agreed::Fixed);
        let built = positions.domain("", &draft, &issues, &[], Some(Construe::Middle));
        built.map(|built| exact(&built.domain.parties[0].points[0][0])).map_err(|p| {
            p.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; ")
        })
    };
    assert_eq!(middle("b = \"3..7\"", ""), Ok("5".to_owned()));
    // The rank bounds it by what is stated of another.
    let rank = "[[statement]]\nbracket = \"2a\"\nrank = [\"c\", \"b\", \"a\"]\n";
    assert_eq!(middle("b = \"3..7\", a = 5", rank), Ok("6".to_owned()));
    // Not too far from what is known; how far from the rest is not.
    let worth = "[[statement]]\nbracket = \"2a\"\nworth = 4\n";
    assert_eq!(middle("b = \"3..7\", a = 3", worth), Ok("5".to_owned()));
    let far = middle("b = \"3..9\", a = 1", worth);
    assert_eq!(far, Err("`NORTH` states no points for `b` of `2a`".to_owned()));
}

#[test]
fn what_is_always_or_never_reached_asks_for_no_points_of_what_cannot_be() {
    let text = "[x [a / b]{#2} (agreed: b) / y [c / d]{#3}]{#1} (agreed: x…)\n";
    let (draft, problems) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    assert!(problems.is_empty(), "{problems:?}");
    let positions = held(&draft, &[]);
    let built = built(&positions, &draft, None);
    assert_eq!(points(&built), [["0"], ["0"], ["0"]]);
    // That what is not reached adds nothing is not filled in.
    let ways: Vec<_> = built.construed.iter().map(|c| (c.option.unwrap(), c.way)).collect();
    assert_eq!(ways, [((0, 0), Way::Settled), ((1, 0), Way::Settled)]);
}

#[test]
fn what_is_stated_of_options_that_cannot_be_chosen_bounds_the_one_that_can() {
    let text = "[a / b / c]{#2a} (agreed: b)\n";
    let (draft, _) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    let body = r#"
[[statement]]
bracket = "2a"
points = { "a" = 8, "c" = 1 }
[[statement]]
bracket = "2a"
rank = ["a", "b", "c"]
"#;
    let north = file("NORTH", "said", body);
    let known =
        held(&draft, &[("n.toml", None, &north)]).known(&draft, &Issues::of(&draft, Agreed::Fixed));
    let issue = &known[0].issues[0];
    let bounds: Vec<String> = issue.options.iter().map(shown).collect();
    assert_eq!((bounds, shown(&issue.worth)), (vec!["1..8".to_owned()], "0..∞".to_owned()));
    // Also through what a bracket is worth where it is not reached, though it always is.
    let text = "[x [a / b / c]{#2a} / y]{#1} (agreed: x…)\n";
    let (draft, _) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    let body = r#"
[[statement]]
bracket = "2a"
points = { "(not reached)" = 5 }
[[statement]]
bracket = "2a"
rank = ["a", "(not reached)", "b"]
"#;
    let north = file("NORTH", "said", body);
    let known =
        held(&draft, &[("n.toml", None, &north)]).known(&draft, &Issues::of(&draft, Agreed::Fixed));
    let issue = &known[0].issues[1];
    let bounds: Vec<String> = issue.options.iter().map(shown).collect();
    assert_eq!(
        (bounds, &issue.more),
        (["5..∞", "0..5", "0..∞"].map(str::to_owned).to_vec(), &vec![(0, 1)])
    );
}

#[test]
fn a_middle_that_leaves_the_stated_worth_is_not_taken() {
    let (draft, _) = draft::parse("t.md", "[a / b]{#2a}\n", &["NORTH".to_owned()]);
    let body = "\n[[statement]]\nbracket = \"2a\"\npoints = { \"a\" = \"0..10\", \"b\" = \"0..10\" }\n\
                [[statement]]\nbracket = \"2a\"\nworth = 8\n";
    let north = file("NORTH", "said", body);
    let positions = held(&draft, &[("n.toml", None, &north)]);
    let issues = Issues::of(&draft, Agreed::Fixed);
    assert!(positions.domain("", &draft, &issues, &[], Some(Construe::Middle)).is_err());
}

fn choices(draft: &Draft, chosen: &[(&str, &str)]) -> Vec<Choice> {
    let mut choices = vec![Choice::Open; draft.brackets.len()];
    for (id, option) in chosen {
        let bracket = draft.bracket(id).unwrap();
        choices[bracket] = match *option {
            "not reached" => Choice::NotReached,
            option => Choice::Option(draft.option(bracket, option).unwrap()),
        };
    }
    choices
}

#[test]
fn acceptances_that_wait_for_each_other_fire_together() {
    let draft = draft(TEXT);
    let north = r#"
[[acceptance]]
accepts = '2a is "15 km"'
if_accepts = [{ party = "SOUTH", condition = '4 is shall' }]
[[statement]]
bracket = "4"
live_with = ["shall"]
[[statement]]
bracket = "6"
live_with = ["at once"]
"#;
    let south = r#"
[[acceptance]]
accepts = '4 is shall'
if = '6 is "at once"'
if_accepts = [{ party = "NORTH", condition = '2a is "15 km"' }]
[[statement]]
bracket = "2a"
live_with = ["15 km", "20 km"]
[[red_line]]
name = "depth"
never = '2a is "10 km"'
"#;
    let (north, south) = (file("NORTH", "said", north), file("SOUTH", "said", south));
    let positions = held(&draft, &[("n.toml", None, &north), ("s.toml", None, &south)]);
    let package = |line: &str, posts: &str| {
        choices(&draft, &[("2a", line), ("4", posts), ("6", "at once"), ("6b", "not reached")])
    };
    let both = answers(&positions, &draft, &package("15 km", "shall"));
    assert_eq!((both[0].accepts, both[0].fired.len()), (Truth::Yes, 1));
    // Of bracket 6 SOUTH said nothing: silence is not acceptance.
    assert_eq!((both[1].accepts, both[1].fired.len()), (Truth::Unknown, 1));
    assert_eq!(both[1].open, [draft.bracket("6").unwrap()]);
    // Where the one has nothing to accept, the other does not fire either.
    let other = answers(&positions, &draft, &package("20 km", "shall"));
    assert_eq!((other[0].accepts, other[1].fired.len()), (Truth::Unknown, 0));
    let broken = answers(&positions, &draft, &package("10 km", "should"));
    assert_eq!((broken[1].accepts, broken[1].broken.as_slice()), (Truth::No, [0].as_slice()));
    // A choice that is open leaves the answer open.
    let open = choices(&draft, &[("4", "shall"), ("6", "at once")]);
    assert_eq!(of(&positions, &draft, 0, &open), Truth::Unknown);
}

#[test]
fn what_the_team_infers_neither_accepts_nor_refuses_for_a_party() {
    let draft = draft("[a / b]{#2a}\n");
    let body = |standing: &str| {
        let lines = "\n[[statement]]\nbracket = \"2a\"\nlive_with = [\"a\"]\n\
                     [[red_line]]\nname = \"x\"\nnever = '2a is b'\n";
        file("NORTH", standing, lines)
    };
    let with = |text: &str, vault: Option<&str>, option: &str| {
        let positions = held(&draft, &[("n.toml", vault, text)]);
        of(&positions, &draft, 0, &choices(&draft, &[("2a", option)]))
    };
    assert_eq!(with(&body("inferred"), None, "a"), Truth::Unknown);
    assert_eq!(with(&body("inferred"), None, "b"), Truth::Unknown);
    assert_eq!(with(&body("confidential"), Some("NORTH"), "a"), Truth::Yes);
    assert_eq!(with(&body("confidential"), Some("NORTH"), "b"), Truth::No);
}

#[test]
fn what_is_agreed_is_accepted_except_by_those_who_still_have_to_confirm() {
    let draft = draft("[a / b]{#1} (agreed: a) and [c / d]{#2} (agreed ad ref by NORTH: d)\n");
    let positions = held(&draft, &[]);
    let package = choices(&draft, &[("1", "a"), ("2", "d")]);
    let accepts: Vec<Truth> =
        answers(&positions, &draft, &package).iter().map(|answer| answer.accepts).collect();
    assert_eq!(accepts, [Truth::Unknown, Truth::Yes]);
    let other = choices(&draft, &[("1", "b"), ("2", "d")]);
    assert_eq!(of(&positions, &draft, 1, &other), Truth::Unknown);
}

#[test]
fn what_was_told_in_confidence_comes_first_and_its_difference_is_listed() {
    let draft = draft(TEXT);
    let said = r#"
[[statement]]
bracket = "2a"
rank = ["10 km", "15 km", "20 km"]
[[statement]]
bracket = "4"
points = { "shall" = 5, "should" = 0 }
[[red_line]]
name = "depth"
never = '2a is "20 km"'
[[red_line]]
name = "posts"
never = '4 is should'
"#;
    let told = r#"
[[statement]]
bracket = "2a"
rank = ["15 km", "10 km", "20 km"]
[[statement]]
bracket = "4"
rank = ["should", "shall"]
[[statement]]
bracket = "2a"
live_with = ["20 km"]
[[red_line]]
name = "posts"
withdrawn = true
"#;
    let said = file("NORTH", "said", said);
    let told = file("NORTH", "confidential", told);
    let positions = held(&draft, &[("n.toml", None, &said), ("v.age", Some("NORTH"), &told)]);
    let about: Vec<&About> = positions.differences.iter().map(|d| &d.about).collect();
    let about: Vec<String> = about.iter().map(|about| format!("{about:?}")).collect();
    insta::assert_snapshot!(about.join("\n"), @r#"
    Bracket { bracket: 0, form: Rank }
    Forms { bracket: 1, said: Points }
    RedLine("posts")
    LivesWith { bracket: 0, option: 2, red_line: "depth" }
    "#);
    // The red line on depth stands until it is withdrawn; the one on posts was.
    let names: Vec<String> = positions
        .rules(&Issues::of(&draft, Agreed::Fixed))
        .0
        .into_iter()
        .map(|r| r.rule.name)
        .collect();
    assert_eq!(names, ["NORTH: depth"]);
    let drew_on = positions.held.drew_on();
    assert_eq!(drew_on.vaults.iter().collect::<Vec<_>>(), ["NORTH"]);
    assert_eq!(drew_on.files.len(), 2);
}

#[test]
fn a_bracket_that_is_agreed_needs_points_only_beside_a_reserved_value() {
    let text = "[a / b]{#1} (agreed: b) and [c / d]{#2}\n";
    let (draft, _) = draft::parse("t.md", text, &["NORTH".to_owned()]);
    let points = "\n[[statement]]\nbracket = \"2\"\npoints = { \"c\" = 1, \"d\" = 2 }\n";
    let issues = Issues::of(&draft, Agreed::Fixed);
    let domain = |body: &str| {
        let north = file("NORTH", "said", body);
        let positions = held(&draft, &[("n.toml", None, &north)]);
        positions.domain("", &draft, &issues, &[], None)
    };
    let built = domain(points).unwrap();
    assert_eq!(self::points(&built), [vec!["0"], vec!["1", "2"]]);
    assert_eq!(built.construed[0].way, Way::Settled);
    assert!(domain(&format!("{points}[[reserved]]\npoints = 1\n")).is_err());
}

#[test]
fn more_statements_than_are_compared_are_refused() {
    let draft = draft("[a / b]{#1}\n");
    let one = "[[statement]]\nbracket = \"1\"\nworth = 4\n";
    let count = |times: usize| {
        let north = file("NORTH", "said", &one.repeat(times));
        let (positions, problems) = hold(&stated(&draft, &[("n.toml", None, &north)]), &draft);
        (positions.held.statements.len(), problems.iter().map(|p| p.code.0).collect::<Vec<_>>())
    };
    let most = talks::standing::TOGETHER_MAX;
    assert_eq!(count(most), (most, vec![]));
    assert_eq!(count(most + 1), (0, vec!["T008"]));
}
