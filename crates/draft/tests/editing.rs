//! Edits of one bracket.

use draft::edit::{self, Edited, Role};
use draft::{Draft, Holders, Status};

use crate::common::{good, outline, parties};

const TEXT: &str = "\
Before [NORTH: shall / should / may]{#2a} and [text (if 2a is may)] [a) x / b) SOUTH: y].

[
Option 1 (NORTH): One [big / small] thing.

Option 2: Two.

Option 3: no text
]{#5} (open)

Option A: First.

Option B (EAST): Second.

After [__ (5 to 15 by 5) days] and [#2a].
";

/// The new text from the first to the last line that differs; the rest is untouched.
fn changed(draft: &Draft, bracket: usize, edited: &Edited) -> String {
    let span = draft.brackets[bracket].span;
    assert!(edited.text.starts_with(&draft.text[..span.start]));
    assert!(edited.text.ends_with(&draft.text[span.end..]));
    let grown = edited.text.len() - (draft.text.len() - (span.end - span.start));
    edited.text[span.start..span.start + grown].to_owned()
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn statuses() {
    let draft = good(TEXT);
    let set = |bracket: usize, status: Status| {
        let edited = edit::set_status(&draft, bracket, &status, &parties()).unwrap();
        assert_eq!(good(&edited.text).brackets[bracket].status, status);
        changed(&draft, bracket, &edited)
    };
    let agreed = |option| Status::Agreed { option };
    let ad_ref = |option, by: &[&str]| Status::AdReferendum { option, by: names(by) };
    assert_eq!(set(0, agreed(1)), "[NORTH: shall / should / may]{#2a}(agreed: should)");
    assert_eq!(set(1, agreed(0)), "[text (if 2a is may)](agreed)");
    assert_eq!(set(1, agreed(1)), "[text (if 2a is may)](agreed: no text)");
    assert_eq!(set(2, ad_ref(1, &["EAST"])), "[a) x / b) SOUTH: y](agreed ad ref by EAST: b)");
    assert!(set(3, ad_ref(2, &[])).ends_with("]{#5} (agreed ad ref: Option 3)"));
    assert!(set(5, agreed(0)).ends_with("Second.\n(agreed: Option A)"));
    assert_eq!(set(6, agreed(2)), "[__ (5 to 15 by 5) days](agreed: 15 days)");
    assert_eq!(set(6, Status::Placeholder), "[__ (5 to 15 by 5) days](placeholder)");
    assert!(set(3, Status::Open).ends_with("{#5} (open)"));

    let refused = edit::set_status(&draft, 0, &agreed(0), &[]).unwrap_err();
    assert_eq!(refused.message, "nothing says who agreed on bracket `2a`");
    let refused = edit::set_status(&draft, 0, &agreed(0), &names(&["NROTH"])).unwrap_err();
    assert_eq!(refused.help.as_deref(), Some("did you mean `NORTH`?"));
    assert!(edit::set_status(&draft, 99, &Status::Open, &[]).is_err());
    assert!(edit::set_status(&draft, 0, &agreed(7), &parties()).is_err());
}

#[test]
fn odd_words_in_a_status() {
    let long = "the parties withdraw all that they have from all places where they have it";
    let text = format!("[a (b) / say \"no\" / c\\\\d / {long} now / {long} later / x [y] z]");
    let draft = good(&text);
    for option in 0..6 {
        let status = Status::Agreed { option };
        let edited = edit::set_status(&draft, 0, &status, &parties()).unwrap();
        assert_eq!(good(&edited.text).brackets[0].status, status, "{}", edited.text);
    }
}

#[test]
fn ids() {
    let draft = good(TEXT);
    let edited = edit::write_id(&draft, 5, "costs").unwrap();
    assert!(changed(&draft, 5, &edited).ends_with("Second.\n{#costs}"));
    let all: Vec<(usize, String)> = draft
        .brackets
        .iter()
        .enumerate()
        .filter(|(_, bracket)| !bracket.id_is_written)
        .map(|(at, bracket)| (at, bracket.id.clone()))
        .collect();
    let edited = edit::write_ids(&draft, &all).unwrap();
    let again = good(&edited.text);
    assert!(again.brackets.iter().all(|bracket| bracket.id_is_written));
    assert_eq!(outline(&again).replace("{#0.5}", ""), outline(&draft).replace('~', ""));

    let refuse = |bracket, id: &str| edit::write_id(&draft, bracket, id).unwrap_err().message;
    assert_eq!(refuse(0, "x"), "bracket `2a` has an id already");
    assert_eq!(refuse(1, "2a"), "another bracket is called `2a`");
    assert_eq!(refuse(1, "0.3"), "another bracket is called `0.3`");
    assert_eq!(refuse(1, "a b"), "`a b` is no id");
    let (moving, _) = draft::parse("text.md", "[a] [#0.1]", &parties());
    assert!(edit::write_id(&moving, 0, "x").is_err());
    assert_eq!(edit::write_id(&moving, 0, "0.1").unwrap().text, "[a]{#0.1} [#0.1]");
}

#[test]
fn options_are_removed_by_parties() {
    let draft = good(TEXT);
    let remove = |bracket: usize, option: usize| {
        let edited = edit::remove_option(&draft, bracket, option, &names(&["NORTH"]));
        edited.map(|edited| {
            let again = good(&edited.text);
            assert_eq!(
                again.brackets[bracket].options.len() + 1,
                draft.brackets[bracket].options.len()
            );
            changed(&draft, bracket, &edited)
        })
    };
    assert_eq!(remove(0, 0).unwrap(), "[should / may]{#2a}");
    assert_eq!(remove(0, 1).unwrap(), "[NORTH: shall / may]{#2a}");
    assert_eq!(remove(3, 0).unwrap(), "[\nOption 2: Two.\n\nOption 3: no text\n]{#5} (open)");
    assert!(remove(3, 2).unwrap().ends_with("Option 2: Two.\n]{#5} (open)"));
    let refuse = |bracket, option| remove(bracket, option).unwrap_err().message;
    assert_eq!(refuse(0, 2), "a condition speaks of `may`");
    assert_eq!(refuse(1, 0), "without `text` one option would be left");
    assert_eq!(refuse(1, 1), "without `no text` one option would be left");
    assert_eq!(refuse(6, 1), "`10 days` is one value of a blank");
    let nobody = edit::remove_option(&draft, 0, 0, &[]).unwrap_err();
    assert_eq!(nobody.message, "nothing says who agreed to remove `shall`");
}

#[test]
fn options_are_added() {
    let draft = good(TEXT);
    let by = |party: &str| Holders { proposed: names(&[party]), ..Holders::default() };
    let add = |bracket: usize, words: &str, held: &Holders| {
        let edited = edit::add_option(&draft, bracket, words, held)?;
        good(&edited.text);
        Ok::<_, basis::Diagnostic>(changed(&draft, bracket, &edited))
    };
    let nobody = Holders::default();
    assert_eq!(
        add(0, "must", &by("SOUTH")).unwrap(),
        "[NORTH: shall / should / may / SOUTH: must]{#2a}"
    );
    assert_eq!(add(1, "words", &nobody).unwrap(), "[text (if 2a is may) / words / no text]");
    assert_eq!(add(2, "z", &by("EAST")).unwrap(), "[a) x / b) SOUTH: y / c) EAST: z]");
    let block = add(3, "Four [ways / paths].", &by("SOUTH")).unwrap();
    assert!(block.ends_with("\n\nOption 4 (SOUTH): Four [ways / paths].\n]{#5} (open)"), "{block}");
    let paragraphs = add(5, "Third.", &nobody).unwrap();
    assert!(paragraphs.ends_with("Second.\n\nOption C: Third."), "{paragraphs}");
    for words in ["may", "a / b", "a]", "[a", ""] {
        assert!(add(0, words, &nobody).is_err(), "{words:?}");
    }
    assert!(add(5, "one\n\ntwo", &nobody).is_err());
    let followed = good("[a / b]{#1} [#1: x / y]");
    assert!(edit::add_option(&followed, 0, "c", &nobody).is_err());
}

#[test]
fn holders_are_added() {
    let draft = good(TEXT);
    let add = |bracket: usize, option: usize, party: &str, role: Role| {
        let edited = edit::add_holder(&draft, bracket, option, party, role)?;
        good(&edited.text);
        Ok::<_, basis::Diagnostic>(changed(&draft, bracket, &edited))
    };
    assert_eq!(
        add(0, 0, "EAST", Role::Supported).unwrap(),
        "[NORTH, EAST: shall / should / may]{#2a}"
    );
    assert_eq!(
        add(0, 0, "NORTH", Role::Against).unwrap(),
        "[against NORTH: shall / should / may]{#2a}"
    );
    assert_eq!(
        add(0, 0, "EAST", Role::Proposed).unwrap(),
        "[proposed by NORTH, EAST: shall / should / may]{#2a}"
    );
    assert_eq!(add(2, 0, "EAST", Role::Proposed).unwrap(), "[a) EAST: x / b) SOUTH: y]");
    assert_eq!(add(2, 1, "EAST", Role::Against).unwrap(), "[a) x / b) SOUTH; against EAST: y]");
    assert!(
        add(3, 0, "EAST", Role::Against).unwrap().contains("Option 1 (NORTH; against EAST): One")
    );
    assert!(
        add(3, 2, "EAST", Role::Supported).unwrap().contains("Option 3 (supported by EAST): no")
    );
    assert_eq!(add(6, 1, "SOUTH", Role::Proposed).unwrap(), "[SOUTH: __ (5 to 15 by 5) days]");
    assert!(add(0, 0, "NORTH", Role::Proposed).is_err());
    assert!(add(1, 1, "NORTH", Role::Proposed).is_err());
    assert!(add(0, 0, "WEST", Role::Proposed).is_err());
}
