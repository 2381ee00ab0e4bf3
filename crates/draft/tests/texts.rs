//! Texts such as conferences work on. They are invented.

use std::fmt::Write as _;

use draft::{Choice, Draft, Table, render, table};
use insta::assert_snapshot;

use crate::common::{outline, told};

const CONFERENCE: &str = include_str!("texts/conference.md");
const PLAIN: &str = include_str!("texts/plain.txt");

fn read(text: &str, parties: &[&str]) -> Draft {
    let parties: Vec<String> = parties.iter().map(|party| (*party).to_owned()).collect();
    let (draft, problems) = draft::parse("text.md", text, &parties);
    assert!(problems.is_empty(), "{}", told(text, &problems));
    assert_eq!(render::clean(&draft, &[]), text);
    draft
}

/// A package by the table: the option of each issue that a number picks, where it can be chosen.
fn package(draft: &Draft, pick: usize) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (at, bracket) in draft.brackets.iter().enumerate() {
        let reached = bracket.inside.is_none_or(|(b, o)| choices[b] == Choice::Option(o));
        let can = |option: &usize| {
            let condition = &bracket.options[*option].only_if;
            condition.as_ref().is_none_or(|c| c.holds(&choices).is_possible())
        };
        let mut options =
            (0..bracket.options.len()).map(|n| (n + pick * (at + 1)) % bracket.options.len());
        choices.push(match options.find(can) {
            Some(option) if reached => Choice::Option(option),
            _ => Choice::NotReached,
        });
    }
    choices
}

#[test]
fn a_conference_text() {
    let draft = read(CONFERENCE, &["NORTH", "SOUTH", "EAST", "WEST"]);
    assert_snapshot!(outline(&draft), @r#"
    form
      Agreement
      Protocol
      instrument
    ~1.2, ad ref *Recalling* the declaration of the first session, by []
      *Recalling* the declaration of the first session,
      no text (implied)
    ~1.3
      *Acknowledging* the [historical] [and current] withdrawals of water, by NORTH with EAST against SOUTH
      no text (implied)
    ~1.4 in 1.3/*Acknowledging* the [historical] [and current] withdrawals of water,
      historical
      no text (implied)
    ~1.5 in 1.3/*Acknowledging* the [historical] [and current] withdrawals of water,
      and current
      no text (implied)
    ~1.6
      strengthen
      enhance
    ~1.7
      shared
      no text (implied)
    ~1.8
      in the context of [sustainable development] [and] [efforts to eradicate poverty]
      no text (implied)
    ~1.9 in 1.8/in the context of [sustainable development] [and] [efforts to eradicate poverty]
      sustainable development
      no text (implied)
    ~1.10 in 1.8/in the context of [sustainable development] [and] [efforts to eradicate poverty]
      and
      no text (implied)
    ~1.11 in 1.8/in the context of [sustainable development] [and] [efforts to eradicate poverty]
      efforts to eradicate poverty
      no text (implied)
    ~1.12
      Holding the withdrawal [well] below [[1.5] [or] [2]] cubic kilometres a year;
      no text (implied)
    ~1.13 in 1.12/Holding the withdrawal [well] below [[1.5] [or] [2]] cubic kilometres a year;
      well
      no text (implied)
    ~1.14 in 1.12/Holding the withdrawal [well] below [[1.5] [or] [2]] cubic kilometres a year;
      [1.5] [or] [2]
      no text (implied)
    ~1.15 in 1.14/[1.5] [or] [2]
      1.5
      no text (implied)
    ~1.16 in 1.14/[1.5] [or] [2]
      or
      no text (implied)
    ~1.17 in 1.14/[1.5] [or] [2]
      2
      no text (implied)
    ~1.18
      Increasing the ability to adapt [to drought] by SOUTH
      no text (implied)
    ~1.19 in 1.18/Increasing the ability to adapt [to drought]
      to drought
      no text (implied)
    1c, placeholder
      (c) Making flows of [finance / funds] consistent with it.
      no text (implied)
    ~1.21 in 1c/(c) Making flows of [finance / funds] consistent with it.
      finance
      funds
    equity
      This [#form] will be implemented to reflect equity [and common but differentiated responsibilities [and respective capabilities]] [, in the light of different circumstances]. by NORTH
      no text (implied)
    ~1.23 in equity/This [#form] will be implemented to reflect equity [and common but differentiated responsibilities [and respective capabilities]] [, in the light of different circumstances].
      and common but differentiated responsibilities [and respective capabilities]
      no text (implied)
    ~1.24 in 1.23/and common but differentiated responsibilities [and respective capabilities]
      and respective capabilities
      no text (implied)
    ~1.25 in equity/This [#form] will be implemented to reflect equity [and common but differentiated responsibilities [and respective capabilities]] [, in the light of different circumstances].
      , in the light of different circumstances
      no text (implied)
    2 block
      Option 1 = "1. Each Party [shall / should / other]{#2verb} communicate a [withdrawal plan] every [__ (2 to 10)] years.\n\n2. Each successive plan [shall / will] represent a progression beyond the previous one." by NORTH with WEST against SOUTH
      Option 2 = "1. All Parties are to undertake efforts, [with support from upstream Parties (if 4.support is \"Option 1\") / without conditions]." by SOUTH
      Option 3 (none)
    2verb in 2/Option 1
      shall
      should
      other
    ~2.3 in 2/Option 1
      withdrawal plan
      no text (implied)
    ~2.4 in 2/Option 1
      2 (filled)
      3 (filled)
      4 (filled)
      5 (filled)
      6 (filled)
      7 (filled)
      8 (filled)
      9 (filled)
      10 (filled)
    ~2.5 in 2/Option 1
      shall
      will
    ~2.6 in 2/Option 2
      with support from upstream Parties if 4.support is "Option 1"
      without conditions
    ~2.7, agreed secretariat
      secretariat
      no text (implied)
    3 paragraphs, ad ref Option 1 by ["EAST"]
      Option 1 = "Each Party reports every year on [all / the main] withdrawals, [#2verb: binding / recommended / to be decided]." by EAST
      Option 2 = "Parties report as they see fit." by SOUTH against EAST
      Option 3 (none)
    ~3.2 in 3/Option 1
      all
      the main
    days
      30
      60
    4.support block
      Option 1 = "Upstream Parties [shall] provide support." if 2 is "Option 2"
      Option 2 = "Support is a matter of agreement between Parties."
    ~4.2 in 4.support/Option 1
      shall
      no text (implied)
    #form []
    #form []
    #2verb ["binding", "recommended", "to be decided"]
    "#);
    let clean = render::clean(&draft, &package(&draft, 0));
    assert_snapshot!(clean, @r#"
    <!-- Invented for tests, in the manner of negotiating texts of large conferences. No delegation said any of this. -->

    # Draft agreement on the river basin

    **Version of the third session.** *Nothing is agreed until everything is agreed.*

    The Parties to this Agreement,

    *Recalling* the declaration of the first session,

    *Acknowledging* the historical and current withdrawals of water,

    *Have agreed* as follows:

    ## Article 1 – Purpose

    1. The purpose of this Agreement is to strengthen the shared use of the basin, in the context of sustainable development and efforts to eradicate poverty, including by:

       (a) Holding the withdrawal well below 1.5 or 2 cubic kilometres a year;

       (b) Increasing the ability to adapt to drought;

       (c) Making flows of finance consistent with it.

    2. This Agreement will be implemented to reflect equity and common but differentiated responsibilities and respective capabilities, in the light of different circumstances.

    ## Article 2 – Withdrawals

    1. Each Party shall communicate a withdrawal plan every 2 years.

    2. Each successive plan shall represent a progression beyond the previous one.

    3. Plans are recorded in a register kept by the secretariat, see [the annex](https://example.org/annex) and note[^1].

    ## Article 3 – Reporting

    Each Party reports every year on all withdrawals, binding.

    ```accord
    clause 3 "Reports"
      upstream must notify "report" within 30 days
    ```

    ## Article 4 – Support

    Support is a matter of agreement between Parties.

    - [x] checked by the drafting group
    - [ ] to be checked by the jurists

    [^1]: The register of the first session.
    "#);
}

#[test]
fn packages_of_a_conference_text() {
    let draft = read(CONFERENCE, &["NORTH", "SOUTH", "EAST", "WEST"]);
    for pick in 0..20 {
        let clean = render::clean(&draft, &package(&draft, pick));
        let (again, problems) = draft::parse("text.md", &clean, &draft.parties);
        assert!(problems.is_empty() && again.brackets.is_empty(), "{}", told(&clean, &problems));
    }
    let table = Table::new(&draft, table::Agreed::Fixed);
    let rules: Vec<&str> = table.rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_snapshot!(rules.join("\n"), @r#"
    `1.4` is reached where `1.3` is "*Acknowledging* the [historical] [and current] withdrawals o…"
    `1.5` is reached where `1.3` is "*Acknowledging* the [historical] [and current] withdrawals o…"
    `1.9` is reached where `1.8` is "in the context of [sustainable development] [and] [efforts t…"
    `1.10` is reached where `1.8` is "in the context of [sustainable development] [and] [efforts t…"
    `1.11` is reached where `1.8` is "in the context of [sustainable development] [and] [efforts t…"
    `1.13` is reached where `1.12` is "Holding the withdrawal [well] below [[1.5] [or] [2]] cubic k…"
    `1.14` is reached where `1.12` is "Holding the withdrawal [well] below [[1.5] [or] [2]] cubic k…"
    `1.15` is reached where `1.14` is "[1.5] [or] [2]"
    `1.16` is reached where `1.14` is "[1.5] [or] [2]"
    `1.17` is reached where `1.14` is "[1.5] [or] [2]"
    `1.19` is reached where `1.18` is "Increasing the ability to adapt [to drought]"
    `1.21` is reached where `1c` is "(c) Making flows of [finance / funds] consistent with it."
    `1.23` is reached where `equity` is "This [#form] will be implemented to reflect equity [and comm…"
    `1.24` is reached where `1.23` is "and common but differentiated responsibilities [and respecti…"
    `1.25` is reached where `equity` is "This [#form] will be implemented to reflect equity [and comm…"
    `2verb` is reached where `2` is "Option 1"
    `2.3` is reached where `2` is "Option 1"
    `2.4` is reached where `2` is "Option 1"
    `2.5` is reached where `2` is "Option 1"
    `2.6` is reached where `2` is "Option 2"
    `2.6` is "with support from upstream Parties" only if 4.support is "Option 1"
    `4.support` is "Option 1" only if 2 is "Option 2"
    `4.2` is reached where `4.support` is "Option 1"
    "#);
    assert!(table.left_out.is_empty());
}

#[test]
fn a_plain_text() {
    let draft = read(PLAIN, &[]);
    assert_eq!(draft.parties, ["NORTH", "SOUTH"]);
    let articles: Vec<String> =
        draft.articles.iter().map(|a| format!("{}|{}", a.number, a.title)).collect();
    assert_eq!(articles, ["0|", "1|Cessation", "2|Exchange", "Annex A|Map"]);
    assert_snapshot!(outline(&draft), @r#"
    ~1.1
      shall
      should
    ~1.2
      06:00
      18:00
    ~1.3
      __ (blank)
    ~1.4
      March by NORTH
      April by SOUTH
    2a
      10 km
      15 km
      25 km
    ~1.6
      within 5 days of entry into force (filled)
      within 10 days of entry into force (filled)
      within 15 days of entry into force (filled)
      within 20 days of entry into force (filled)
      within 25 days of entry into force (filled)
      within 30 days of entry into force (filled)
    ~2.1
      in connection with the conflict
      no text (implied)
    ~2.2
      all for all if 2a is not "10 km"
      in groups of 10 (filled)
      in groups of 20 (filled)
      in groups of 30 (filled)
      in groups of 40 (filled)
      in groups of 50 (filled)
    ~2.3
      a mission
      the guarantors
      no text (none)
    ~Annex-A.1
      along the river
      along the road
    ~Annex-A.2
      ; see sheet [3 / 4]
      no text (implied)
    ~Annex-A.3 in Annex-A.2/; see sheet [3 / 4]
      3
      4
    "#);
    let table = Table::new(&draft, table::Agreed::Open);
    assert_eq!(table.left_out, [2], "the blank without a range");
}

/// A text of the size of a large conference a week before its end.
fn large() -> String {
    let mut text = "# Invented for tests\n".to_owned();
    for article in 1..=100 {
        write!(text, "\n## Article {article}\n\n").unwrap();
        for place in 1..=8 {
            let words = "the Parties to this agreement, having met at the place agreed, ".repeat(3);
            write!(text, "{place}. {words}[NORTH: shall / SOUTH; against NORTH: should [not]]{{#a{article}-{place}}} ").unwrap();
            writeln!(text, "act within [__ (5 to 30 by 5) days](agreed ad ref: 10 days).\n")
                .unwrap();
        }
        write!(text, "[\nOption 1 (NORTH): {article} one.\n\nMore of it.\n\n").unwrap();
        write!(
            text,
            "Option 2: two (if a{article}-1 is shall)\n\nOption 3: no text\n]{{#b{article}}}\n"
        )
        .unwrap();
    }
    text
}

#[test]
fn a_large_text() {
    let text = large();
    let draft = read(&text, &["NORTH", "SOUTH"]);
    assert_eq!(draft.brackets.len(), 100 * (8 * 3 + 1));
    let clean = render::clean(&draft, &package(&draft, 1));
    assert!(!clean.contains(['[', ']']));
    let table = Table::new(&draft, table::Agreed::Open);
    assert_eq!(table.issues.len(), draft.brackets.len());
    assert_eq!(table.rules.len(), 100 * (8 + 1));
}

#[test]
fn too_much_of_everything_is_told_and_read_on() {
    let codes = |text: &str| {
        let (draft, problems) = draft::parse("text.md", text, &[]);
        assert_eq!(render::clean(&draft, &[]), text);
        let mut codes: Vec<&str> = problems.iter().map(|problem| problem.code.0).collect();
        codes.dedup();
        codes.join(" ")
    };
    let mut options = "[0".to_owned();
    (1..1_000_000).for_each(|n| write!(options, " / {n}").unwrap());
    options.truncate(draft::parse::TEXT_BYTES_MAX - 1);
    assert_eq!(codes(&(options + "]")), "D004");
    let mut options = "[\n".to_owned();
    (1..50_000).for_each(|n| write!(options, "Option {n}: x\n\n").unwrap());
    assert_eq!(codes(&(options + "]")), "D004");
    assert_eq!(codes(&"[__ (1 to 1000) x] ".repeat(101)), "D004");
    assert_eq!(codes(&"[".repeat(1_000_000)), "D004");
    assert_eq!(codes(&"]".repeat(1_000_000)), "D002 D004");
    assert_eq!(codes(&("[a ".repeat(1000) + &"]".repeat(1000))), "D003");
    assert_eq!(codes(&"(if a is b ".repeat(100_000)), "");
    assert_eq!(codes(&"[a](".repeat(9_000)), "");
    assert_eq!(codes(&"Option 1 (".repeat(100_000)), "");
    assert_eq!(codes(&"x".repeat(draft::parse::TEXT_BYTES_MAX + 1)), "D004");
}

#[test]
fn warnings_beyond_the_limit_are_a_warning_and_hide_no_error() {
    let near = "[shall/ should be] ".repeat(draft::parse::problems::PROBLEMS_MAX + 2);
    let (_, problems) = draft::parse("text.md", &near, &[]);
    assert!(problems.iter().all(|problem| problem.severity == basis::Severity::Warning));
    let last = problems.last().unwrap();
    assert_eq!((last.code.0, last.message.as_str()), ("D004", "2 more warnings are not shown"));
    assert_eq!(problems.len(), draft::parse::problems::PROBLEMS_MAX + 1);
    let (_, problems) = draft::parse("text.md", &(near + "[open"), &[]);
    let errors = problems.iter().filter(|problem| problem.severity == basis::Severity::Error);
    assert_eq!(errors.map(|problem| problem.code.0).collect::<Vec<_>>(), ["D001"]);
    let (_, problems) = draft::parse("text.md", &"]".repeat(1_002), &[]);
    let last = problems.last().unwrap();
    assert_eq!(last.message, "2 more errors are not shown");
    assert_eq!(last.severity, basis::Severity::Error);
}
