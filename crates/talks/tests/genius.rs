//! GENIUS files, good and bad. What they mean is read off the sources of GENIUS 10.4.

use talks::Profile;
use talks::number::exact;

use crate::formats::{points, read_texts};

pub(crate) const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="2">
<objective index="0" etype="objective" type="objective" name="talks">
 <objective index="9" name="group">
  <issue index="1" vtype="discrete" name="line"><item index="1" value="north"/><item index="2" value="so&amp;uth"/></issue>
 </objective>
 <issue index="2" vtype="discrete" name="post"><item index="1" value="2 &lt; 3"/></issue>
</objective></utility_space></negotiation_template>"#;

pub(crate) const PROFILE: &str = r#"<utility_space><objective index="0" name="talks">
 <issue index="5" type="discrete" name="post"><item value="2 &lt; 3" evaluation="0"/></issue>
 <issue index="4" type="discrete" name="line"><item value="so&amp;uth" evaluation="2"/><item value="north" evaluation="3"/></issue>
 <weight index="4" value="0.5"/><weight index="5" value="0.5"/>
</objective><discount_factor value="0.9"/><reservation value="0.25"/></utility_space>"#;

#[test]
fn genius_files_with_other_indexes_and_nested_objectives_are_read() {
    let domain =
        read_texts(&[("d.xml", DOMAIN), ("x/a.xml", PROFILE), ("b.xml", PROFILE)]).unwrap();
    assert_eq!((domain.title.as_str(), domain.conventions), ("talks", Profile::Genius));
    assert_eq!(domain.issues[0].options, ["north", "so&uth"]);
    assert_eq!((domain.parties[0].name.as_str(), domain.parties.len()), ("a", 2));
    assert_eq!(points(&domain, 0), [vec!["1/2", "1/3"], vec!["0"]]);
    assert_eq!(domain.parties[0].reserved.as_ref().map(exact), Some("1/4".into()));
    // Profiles alone: the order of the first.
    let alone = read_texts(&[("a.xml", PROFILE), ("b.xml", PROFILE)]).unwrap();
    assert_eq!((alone.issues[0].name.as_str(), alone.parties.len()), ("post", 2));
}

#[test]
fn genius_files_without_an_answer_get_a_reason() {
    let with = |from: &str, to: &str| {
        let profile = PROFILE.replacen(from, to, 1);
        assert_ne!(profile, PROFILE, "{from}");
        read_texts(&[("d.xml", DOMAIN), ("a.xml", &profile)]).unwrap_err()[0].clone()
    };
    insta::assert_snapshot!(with("<utility_space>", "<utility_space type=\"NONLINEAR\">"), @"T010 a utility space of type `nonlinear` is no sum over issues");
    insta::assert_snapshot!(with("<weight index=\"4\" value=\"0.5\"/>", "<ufun/>"), @"T010 a utility over boxes of packages is no sum over issues");
    insta::assert_snapshot!(with(" value=\"0.5\"", ""), @"T003 the attribute `value` is missing");
    insta::assert_snapshot!(with("evaluation=\"2\"", "evaluation=\"null\""), @"T007 no evaluation for `so&uth`");
    insta::assert_snapshot!(with("evaluation=\"2\"", ""), @"T007 no evaluation for `so&uth`");
    insta::assert_snapshot!(with("evaluation=\"2\"", "evaluation=\"-2\""), @"T010 a negative evaluation cannot be set against the greatest");
    insta::assert_snapshot!(with("evaluation=\"2\"", "evaluation=\"two\""), @"T006 `two` is not a number that is read");
    insta::assert_snapshot!(with("<weight index=\"4\" value=\"0.5\"/>", ""), @"T007 no weight for the issue `line`, index 4");
    insta::assert_snapshot!(with("<weight index=\"4\"", "<weight index=\"5\""), @"T004 the weight of index `5` stands twice");
    insta::assert_snapshot!(with("name=\"line\"", "name=\"lime\""), @"T005 the domain has no issue `lime`");
    assert!(with("</objective>", "").starts_with("T001 this is not well-formed XML"));
    assert_eq!(read_texts(&[("d.xml", DOMAIN)]).unwrap_err(), ["T011 this domain has no profiles"]);
    assert_eq!(
        read_texts(&[("d.xml", "<html></html>")]).unwrap_err(),
        ["T002 this XML has no issues: it is neither a domain nor a profile"]
    );
}

#[test]
fn what_genius_leaves_out_of_a_sum_is_left_out() {
    let nested = |weights: &str| {
        let group = format!("<objective index=\"7\" name=\"g\"></objective>{weights}</objective>");
        let profile = PROFILE.replacen("</objective>", &group, 1);
        read_texts(&[("d.xml", DOMAIN), ("a.xml", &profile)]).map(|domain| points(&domain, 0))
    };
    // GENIUS sums over issues, whatever weights their groups have.
    assert_eq!(nested("<weight index=\"7\" value=\"0.5\"/>").unwrap()[0], ["1/2", "1/3"]);
    // But not where the weights of issues were made for their groups, and add up to more than 1.
    let profile = PROFILE
        .replace("evaluation=\"0\"", "evaluation=\"4\"")
        .replace("index=\"5\" value=\"0.5\"", "index=\"5\" value=\"0.53\"")
        .replacen(
            "</objective>",
            "<objective index=\"7\"/><weight index=\"7\" value=\"0.9\"/></objective>",
            1,
        );
    assert_eq!(
        read_texts(&[("d.xml", DOMAIN), ("a.xml", &profile)]).unwrap_err(),
        ["T010 a nested objective has a weight, and the best package more than 1"]
    );
    let plain = profile.replace("value=\"0.9\"", "value=\"1\"");
    assert_eq!(
        points(&read_texts(&[("d.xml", DOMAIN), ("a.xml", &plain)]).unwrap(), 0)[1],
        ["53/100"]
    );
    // Items of similarity functions are none of the issue; what stands twice counts as it is last.
    let like = PROFILE.replace(
        "<item value=\"north\" evaluation=\"3\"/>",
        "<item value=\"north\" evaluation=\"9\"/><item value=\"north\" evaluation=\"3\"/>\
         <similarity_function weight=\"0.2\"><criteria_function weight=\"1\">\
         <item value=\"north\" evaluation=\"0.36\"/><item value=\"east\" evaluation=\"1\"/>\
         </criteria_function></similarity_function>",
    );
    assert_eq!(
        points(&read_texts(&[("d.xml", DOMAIN), ("a.xml", &like)]).unwrap(), 0)[0],
        ["1/2", "1/3"]
    );
    let alone = read_texts(&[("a.xml", &like)]).unwrap();
    assert_eq!(alone.issues[1].options, ["so&uth", "north"]);
    // Below a hundred-thousandth GENIUS takes the greatest evaluation for none.
    let faint = like.replace("evaluation=\"3\"", "evaluation=\"0.000009\"");
    let faint = faint.replace("evaluation=\"2\"", "evaluation=\"0\"");
    assert_eq!(points(&read_texts(&[("a.xml", &faint)]).unwrap(), 0)[1], ["0", "0"]);
    // `type` comes before what other attributes say of it.
    let typed = PROFILE.replace("type=\"discrete\"", "type=\"discrete\" vtype=\"integer\"");
    assert!(read_texts(&[("a.xml", &typed)]).is_ok());
    // A byte order mark, and a declaration.
    let marked = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{PROFILE}");
    assert_eq!(points(&read_texts(&[("a.xml", &marked)]).unwrap(), 0)[1], ["1/3", "1/2"]);
}

/// A profile with one issue of whole numbers.
fn whole(issue: &str, inside: &str) -> String {
    format!(
        "<utility_space><objective index=\"0\" name=\"n\">\
         <issue index=\"1\" name=\"days\" {issue}>{inside}</issue>\
         <weight index=\"1\" value=\"0.5\"/></objective></utility_space>"
    )
}

#[test]
fn integers_of_genius_are_listed_and_evaluated() {
    let read = |issue: &str, inside: &str| {
        let domain = read_texts(&[("a.xml", &whole(issue, inside))]).unwrap();
        (domain.issues[0].options.clone(), points(&domain, 0)[0].clone())
    };
    let bounds = "type=\"Integer\" lowerbound=\"-1\" upperbound=\"2\"";
    // From the lower bound on, cut to 0 … 1, times the weight.
    let line = "<evaluator ftype=\"linear\" slope=\"0.4\" offset=\"0.3\"/>";
    let expected = ["3/20", "7/20", "1/2", "1/2"];
    assert_eq!(
        read(bounds, line),
        (["-1", "0", "1", "2"].map(String::from).into(), expected.map(String::from).into())
    );
    let fall = "<evaluator slope=\"-0.25\" offset=\"0.5\"></evaluator>";
    assert_eq!(read(bounds, fall).1, ["1/4", "1/8", "0", "0"]);
    // As older files have bounds, and as real issues have functions: of the number itself.
    let range = |inside: &str| format!("<range lowerbound=\"0\" upperbound=\"4\"></range>{inside}");
    let of_itself = "<evaluator ftype=\"linear\" parameter0=\"-0.25\" parameter1=\"0.5\"/>";
    assert_eq!(read("type=\"integer\"", &range(of_itself)).1, ["0", "1/8", "3/8", "1/2", "1/2"]);
    let constant = "<evaluator ftype=\"constant\" parameter0=\"0.6\"/>";
    assert_eq!(read("vtype=\"integer\"", &range(constant)).1, ["3/10"; 5]);
    let triangle = |low, high, top| {
        format!(
            "<evaluator ftype=\"triangular\" parameter0=\"{low}\" parameter1=\"{high}\" parameter2=\"{top}\"/>"
        )
    };
    let triangle = |low, high, top| read("type=\"integer\"", &range(&triangle(low, high, top))).1;
    assert_eq!(triangle(0, 4, 1), ["0", "1/2", "1/3", "1/6", "0"]);
    assert_eq!(triangle(1, 3, 3), ["0", "0", "1/4", "0", "0"]);
    assert_eq!(triangle(0, 3, 0), ["1/2", "1/3", "1/6", "0", "0"]);
    // Listed like the items of a discrete issue.
    let items = "<item value=\"0\" evaluation=\"1\"/><item value=\"5\" evaluation=\"4\"/>";
    assert_eq!(
        read("type=\"integer\"", items),
        (vec!["0".into(), "5".into()], vec!["1/8".into(), "1/2".into()])
    );
    // The domain says which there are; the profile from where its evaluator counts.
    let domain = "<negotiation_template><utility_space><objective index=\"0\" name=\"n\">\
        <issue index=\"1\" name=\"days\" type=\"integer\" lowerbound=\"1\" upperbound=\"2\"/>\
        </objective></utility_space></negotiation_template>";
    let both = [("d.xml", domain), ("a.xml", &whole(bounds, line))];
    assert_eq!(points(&read_texts(&both).unwrap(), 0)[0], ["1/2", "1/2"]);
    let table = "<item value=\"2\" evaluation=\"1\"/><item value=\"1\" evaluation=\"0.5\"/>";
    let both = [("d.xml", domain), ("a.xml", &whole("type=\"discrete\"", table))];
    assert_eq!(points(&read_texts(&both).unwrap(), 0)[0], ["1/4", "1/2"]);
}

#[test]
fn numbers_of_genius_without_a_list_get_a_reason() {
    let refused = |issue: &str, inside: &str| {
        read_texts(&[("a.xml", &whole(issue, inside))]).unwrap_err().join("\n")
    };
    let line = "<evaluator ftype=\"linear\" slope=\"0.4\" offset=\"0.3\"/>";
    let range = "<range lowerbound=\"0.5\" upperbound=\"4\"/>";
    insta::assert_snapshot!(refused("type=\"real\"", range), @"T010 an issue of type `real` has no list of options");
    insta::assert_snapshot!(refused("type=\"integer\"", range), @"T003 the issue `days` has no whole numbers as bounds");
    insta::assert_snapshot!(refused("type=\"integer\" lowerbound=\"4\" upperbound=\"3\"", line), @"T003 the bounds of `days` run backwards");
    insta::assert_snapshot!(refused("type=\"integer\" lowerbound=\"1\" upperbound=\"100001\"", line), @"T008 more than 100000 options");
    insta::assert_snapshot!(refused(&format!("type=\"integer\" lowerbound=\"{}\" upperbound=\"{}\"", i64::MIN, i64::MAX), line), @"T008 more than 100000 options");
    insta::assert_snapshot!(refused("type=\"integer\" lowerbound=\"1\" upperbound=\"2\"", ""), @"T007 no evaluator for the issue `days`");
    insta::assert_snapshot!(refused("type=\"integer\" lowerbound=\"1\" upperbound=\"2\"", &line.replace("linear", "faratin")), @"T010 an evaluator of type `faratin` is not read");
    insta::assert_snapshot!(refused("type=\"integer\" lowerbound=\"1\" upperbound=\"2\"", &line.replace("slope", "slop")), @"T003 the attribute `slope` is missing");
    insta::assert_snapshot!(refused("type=\"discrete\"", ""), @"T003 the issue `days` has no items");
    let domain = "<utility_space><objective index=\"0\"><issue index=\"1\" name=\"days\"><item value=\"few\"/></issue></objective></utility_space>";
    let both = [("d.xml", domain), ("a.xml", &whole("type=\"integer\"", line))];
    assert_eq!(
        read_texts(&both).unwrap_err(),
        ["T007 the options of `days` are no integers to be evaluated"]
    );
}
