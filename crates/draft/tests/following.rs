//! Progress over drafts, and who holds what.

use std::fmt::Write as _;

use basis::civil::{Date, date};
use draft::Draft;
use draft::progress::{Cell, Matrix, Progress, check_dates};
use insta::assert_snapshot;

use crate::common::good;

const FIRST: &str = "\
# 1 Line

[NORTH: Troops stay. / SOUTH: Troops leave.] The line is [here / there].

# 2 Order

[First]{#2a} things [first].
";

const SECOND: &str = "\
# 1 Line

[NORTH: Troops stay. / SOUTH: Troops leave.] The line is [here / there](agreed: here).

# 2 Order

[First]{#2a} things first, [and last ones last](placeholder).
";

const THIRD: &str = "\
# 1 Line

[NORTH, EAST; against SOUTH: Troops stay [by [#2a: one / two]]. / SOUTH: Troops leave.] The line is [here / there].
[a / b (if 2a is \"no text\")] in [__ days].

# 2 Order

[First]{#2a} things first, [and last ones last](placeholder).
";

fn drafts() -> Vec<(Date, Draft)> {
    let dates = [date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 20)];
    dates.into_iter().zip([FIRST, SECOND, THIRD].map(good)).collect()
}

#[test]
fn brackets_are_followed_through_drafts() {
    let drafts = drafts();
    let row: Vec<(Date, &Draft)> = drafts.iter().map(|(date, draft)| (*date, draft)).collect();
    let progress = Progress::of(&row);
    let mut out = String::new();
    for draft in &progress.drafts {
        let c = draft.counts;
        writeln!(
            out,
            "{}: {} = {} open, {} placeholder, {} ad ref, {} agreed; {} options",
            draft.date, c.brackets, c.open, c.placeholder, c.ad_referendum, c.agreed, c.options
        )
        .unwrap();
        writeln!(out, "  {:?}", draft.trend).unwrap();
    }
    let newest = progress.newest.unwrap();
    for article in &newest.articles {
        writeln!(
            out,
            "{} {}: {} of {} unsettled",
            article.number,
            article.title,
            article.counts.unsettled(),
            article.counts.brackets
        )
        .unwrap();
    }
    for party in &newest.parties {
        writeln!(out, "{party:?}").unwrap();
    }
    for age in &newest.oldest {
        writeln!(
            out,
            "{} there {}, unsettled {}",
            age.id,
            age.since.there,
            age.since.unsettled.unwrap()
        )
        .unwrap();
    }
    for link in &newest.links {
        let id = |at: usize| &newest.matrix.rows[at].id;
        writeln!(out, "{} on {} {:?}", id(link.bracket), id(link.on), link.kind).unwrap();
    }
    writeln!(out, "{:?} {:?} {:?}", newest.placeholders, newest.blanks, newest.without_id).unwrap();
    assert_snapshot!(out, @r#"
    2026-03-01: 4 = 4 open, 0 placeholder, 0 ad ref, 0 agreed; 8 options
      None
    2026-03-08: 4 = 2 open, 1 placeholder, 0 ad ref, 1 agreed; 8 options
      Some(Trend { added: 1, gone: 1, settled: 1, reopened: 0, unsettled_more: -1, left_out: false })
    2026-03-20: 7 = 6 open, 1 placeholder, 0 ad ref, 0 agreed; 13 options
      Some(Trend { added: 3, gone: 0, settled: 0, reopened: 1, unsettled_more: 4, left_out: false })
    1 Line: 5 of 5 unsettled
    2 Order: 2 of 2 unsettled
    PartyCounts { party: "NORTH", proposes: 1, supports: 0, objects: 0, against_others: 1, silent: 6 }
    PartyCounts { party: "EAST", proposes: 0, supports: 1, objects: 0, against_others: 1, silent: 6 }
    PartyCounts { party: "SOUTH", proposes: 1, supports: 0, objects: 1, against_others: 1, silent: 6 }
    1.1 there 2026-03-01, unsettled 2026-03-01
    2a there 2026-03-01, unsettled 2026-03-01
    2.2 there 2026-03-08, unsettled 2026-03-08
    1.3 there 2026-03-01, unsettled 2026-03-20
    1.2 there 2026-03-20, unsettled 2026-03-20
    1.4 there 2026-03-20, unsettled 2026-03-20
    1.5 there 2026-03-20, unsettled 2026-03-20
    1.2 on 1.1 Inside
    1.2 on 2a Follows
    1.4 on 2a Condition
    [6] [4] [0, 1, 2, 3, 4, 6]
    "#);
}

#[test]
fn silence_is_its_own_value() {
    let matrix = Matrix::of(&good(THIRD));
    assert_eq!(matrix.parties, ["NORTH", "EAST", "SOUTH"]);
    let mut out = String::new();
    for row in &matrix.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Silent => "silent".to_owned(),
                Cell::Says(stances) => stances
                    .iter()
                    .map(|s| format!("{:?} {}", s.role, row.options[s.option]))
                    .collect::<Vec<_>>()
                    .join(" + "),
            })
            .collect();
        writeln!(out, "{}: {}", row.id, cells.join(" | ")).unwrap();
    }
    assert_snapshot!(out, @r"
    1.1: Proposes Troops stay [by [#2a: one / two]]. | Supports Troops stay [by [#2a: one / two]]. | Against Troops stay [by [#2a: one / two]]. + Proposes Troops leave.
    1.2: silent | silent | silent
    1.3: silent | silent | silent
    1.4: silent | silent | silent
    1.5: silent | silent | silent
    2a: silent | silent | silent
    2.2: silent | silent | silent
    ");
}

#[test]
fn no_drafts_no_progress() {
    let progress = Progress::of(&[]);
    assert!(progress.drafts.is_empty() && progress.newest.is_none());
}

/// `suite/talks/drafts.md`: rows of drafts in a `drafts` fence, what is said of them in the next.
#[test]
fn drafts_out_of_order() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/talks/drafts.md");
    let page = std::fs::read_to_string(path).unwrap();
    let fences: Vec<(&str, &str)> =
        page.split("```").skip(1).step_by(2).filter_map(|fence| fence.split_once('\n')).collect();
    let mut cases = 0;
    for pair in fences.windows(2) {
        let [("drafts", listed), ("diagnostics", expected)] = pair else { continue };
        let rows: Vec<(Date, &str)> = listed
            .lines()
            .map(|line| line.split_once(' ').unwrap())
            .map(|(date, file)| (date.parse().unwrap(), file))
            .collect();
        let told: String = check_dates(&rows)
            .iter()
            .map(|p| {
                let files = [&p.labels[0].file, &p.labels[1].file].map(String::as_str).join(", ");
                format!("error {} {files}: {}\n", p.code.0, p.message)
            })
            .collect();
        assert_eq!(told, *expected);
        cases += 1;
    }
    assert_eq!(cases, 2);
}
