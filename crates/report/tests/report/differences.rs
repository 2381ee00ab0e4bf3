//! Differences of two runs as text.

use findings::sample::invented;
use findings::{Answer, Author, compare};
use report::Style;

const STYLE: Style<'_> = Style { width: 90, colour: false, case: "" };

#[test]
fn causes_then_subjects_then_one_sentence() {
    let old = invented();
    let mut new = invented();
    let position = new.findings.iter().position(|f| f.id == "2/any/all").unwrap();
    new.findings[position].answer = Some(Answer::NotConcluded);
    new.findings[position].author = None::<Author>;
    let record = new.records.iter_mut().find(|r| r.id == "t-14").unwrap();
    record.count = Some(basis::Count::exact(0));
    record.digest = basis::Digest::of(b"another row");
    new.manifest.program = "detente 0.2.0".to_owned();
    insta::assert_snapshot!(report::differences(&compare(&old, &new), &STYLE), @r#"
    Program changed: 5 differences
    ──────────────────────────────
    clause 2, any bound side, period all
      answer: contrary to the clause → not concluded
      author: not established → not stated
        because of t-14
    the run
      program: detente 0.1.0 → detente 0.2.0
    record t-14
      count: 256 → 0
      digest: ea5ee3c47483… → eae0f64d6c9b…

    2/any/all is now not concluded, was contrary to the clause; 4 other differences.
    "#);
}

#[test]
fn every_difference_is_shown_at_every_width() {
    let old = invented();
    let mut new = invented();
    new.findings.retain(|f| f.clause != "4");
    new.records.retain(|r| r.id != "r-5");
    new.zone = "UTC".to_owned();
    let differences = compare(&old, &new);
    for width in [16, 40, 90] {
        let text = report::differences(&differences, &Style { width, colour: false, case: "" });
        let squeezed: String = text.split_whitespace().collect();
        for difference in &differences {
            for value in [&difference.old, &difference.new] {
                let value: String = value.split_whitespace().collect();
                // Hashes are shortened, and what is absent is `new` or `gone`.
                let told = value.len() == 64 || value == "absent" || squeezed.contains(&value);
                assert!(told, "{} at {width}: {value}", difference.path);
            }
        }
        assert!(text.lines().all(|line| line.chars().count() <= width), "at {width}");
    }
    let text = report::differences(&differences, &STYLE);
    assert!(text.ends_with("only in one run; 2 other differences.\n"), "{text}");
}

#[test]
fn rows_that_one_run_lacks_are_new_or_gone() {
    let old = invented();
    let mut new = invented();
    let finding = new.findings.iter_mut().find(|f| f.id == "3/south/all").unwrap();
    finding.reasons.pop();
    finding.figures.clear();
    finding.deciding[0].text = "a look [again] at the_harbour".to_owned();
    insta::assert_snapshot!(report::differences(&compare(&old, &new), &STYLE), @r#"
    Program changed: 4 differences
    ──────────────────────────────
    clause 3, south, period all
      gone deciding observation: position of `r-2` on 9 May to ± 100 m
      new deciding observation: a look [again] at the_harbour
      gone figure: observed · weapons, possibly in the band: count: 1; how: stated; per day:
      0.1; records: r-2; standing: observed; unit: weapons, possibly in the band
      gone reason: reading · the two readings of `heavy` differ

    No answer changed; 4 other differences.
    "#);
}
