//! How deadlines are counted, in the words that findings print.

use accord::model::{Anchor, Norm, Offset};

use crate::common::accord_of;

/// The deadline of a clause, in words.
fn due(written: &str) -> String {
    due_in("", written)
}

fn due_in(header: &str, written: &str) -> String {
    let accord = accord_of(&format!("{header}clause 1\n  each side must complete \"x\" {written}"));
    match &accord.clauses[0].variants[0].norm {
        Norm::Duty(duty) => duty.deadline_text.clone().unwrap(),
        other => panic!("a duty, not {other:?}"),
    }
}

#[test]
fn by_and_before_a_day() {
    insta::assert_snapshot!(
        due("by 2020-08-01"),
        @"by 2020-08-01: up to 2020-08-02 00:00 Europe/Kyiv, not included"
    );
    insta::assert_snapshot!(
        due("before 2020-08-01"),
        @"before 2020-08-01: up to 2020-08-01 00:00 Europe/Kyiv, not included"
    );
    insta::assert_snapshot!(
        due("by 2020-08-01 UTC"),
        @"by 2020-08-01 UTC: up to 2020-08-02 00:00 UTC, not included"
    );
}

#[test]
fn by_an_instant() {
    insta::assert_snapshot!(
        due("by 2020-08-01 12:00 UTC"),
        @"by 2020-08-01 12:00 UTC: up to 2020-08-01 12:00 UTC, not included"
    );
    insta::assert_snapshot!(
        due("before withdrawal_done"),
        @"before withdrawal_done: up to 2020-08-03 00:00 Europe/Kyiv, not included"
    );
}

#[test]
fn days_of_an_anchor() {
    // In force 27 July 00:01: the 27th does not count, so three days are the 28th, 29th, 30th.
    insta::assert_snapshot!(
        due("within 3 days of entry into force"),
        @"within 3 days of entry into force: up to 2020-07-31 00:00 Europe/Kyiv, not included; the day of entry into force does not count"
    );
    insta::assert_snapshot!(
        due("by day 3 after entry into force"),
        @"by day 3 after entry into force: up to 2020-07-31 00:00 Europe/Kyiv, not included; the day of entry into force does not count"
    );
    insta::assert_snapshot!(
        due("before day 3 after entry into force"),
        @"before day 3 after entry into force: up to 2020-07-30 00:00 Europe/Kyiv, not included"
    );
    insta::assert_snapshot!(
        due("within 1 day of 2020-12-31"),
        @"within 1 day of 2020-12-31: up to 2021-01-02 00:00 Europe/Kyiv, not included; that day itself does not count"
    );
    insta::assert_snapshot!(
        due("within 3 days of signature"),
        @"within 3 days of signature: up to 2020-07-26 00:00 Europe/Kyiv, not included; that day itself does not count"
    );
}

#[test]
fn days_across_a_clock_change_are_civil_days() {
    // On 25 October 2020 Kyiv put its clocks back: the day has 25 hours and is one day.
    insta::assert_snapshot!(
        due("within 1 day of 2020-10-24 12:00 Europe/Kyiv"),
        @"within 1 day of 2020-10-24 12:00 Europe/Kyiv: up to 2020-10-26 00:00 Europe/Kyiv, not included; the day of that instant does not count"
    );
    insta::assert_snapshot!(
        due("within 24 hours of 2020-10-24 12:00 Europe/Kyiv"),
        @"within 24 hours of 2020-10-24 12:00 Europe/Kyiv: up to 2020-10-25 11:00 Europe/Kyiv, not included"
    );
}

#[test]
fn hours_are_exact() {
    insta::assert_snapshot!(
        due("within 48 hours of entry into force"),
        @"within 48 hours of entry into force: up to 2020-07-29 00:01 Europe/Kyiv, not included"
    );
}

#[test]
fn an_anchor_that_evidence_has_to_give() {
    insta::assert_snapshot!(
        due("within 5 days of certified \"withdrawal\""),
        @r#"within 5 days of certified "withdrawal": up to the end of day 5 after certification "withdrawal"; the day of certification "withdrawal" does not count; days of Europe/Kyiv"#
    );
    insta::assert_snapshot!(
        due("before attested \"settlement\""),
        @r#"before attested "settlement": up to attestation "settlement"; days of Europe/Kyiv"#
    );
}

#[test]
fn the_zone_that_counts_days_may_be_stated() {
    let header = "accord \"A\"\n  in force from 2020-07-27 00:01 Europe/Kyiv\n  days in UTC\n  encoded by \"case team\"\n";
    // In UTC the accord is in force from 26 July 21:01.
    insta::assert_snapshot!(
        due_in(header, "within 1 day of entry into force"),
        @"within 1 day of entry into force: up to 2020-07-28 00:00 UTC, not included; the day of entry into force does not count"
    );
}

#[test]
fn signature_is_an_instant_where_it_is_stated() {
    let header = "accord \"A\"\n  signed 2020-07-22 20:00 Europe/Kyiv\n  in force from 2020-07-27 00:01 Europe/Kyiv\n  encoded by \"case team\"\n";
    insta::assert_snapshot!(
        due_in(header, "within 24 hours of signature"),
        @"within 24 hours of signature: up to 2020-07-23 20:00 Europe/Kyiv, not included"
    );
}

#[test]
fn the_model_keeps_anchor_and_rule() {
    let accord =
        accord_of("clause 1\n  each side must complete \"x\" by day 5 after certified \"y\"");
    let Norm::Duty(duty) = &accord.clauses[0].variants[0].norm else { panic!("a duty") };
    let due = duty.deadline.clone().unwrap();
    assert_eq!(due.anchor, Anchor::Act(basis::ActType::Certification, "y".to_owned()));
    assert_eq!(due.offset, Offset::EndOfDayAfter(5));
}
