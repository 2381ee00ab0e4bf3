//! Written ids: unique, stable, and no other byte touched.

use draft::number::write_ids;
use insta::assert_snapshot;
use proptest::prelude::*;

/// A draft whatever is said about it: references to ids that are not written are warned of.
fn read(text: &str) -> draft::Draft {
    draft::parse("text.md", text, &[]).0
}

#[test]
fn every_form_of_bracket_gets_an_id() {
    let text = "\
[Before] all.

# 4 Line

[a / [b] / c](agreed: a) and [kept]{#4.2} and [#4.1: x / y / z].
[Links [here](http://example.org) and [there]].

Option 1: One.

Option 2: Two [or more].

# Annex A

[
Option 1: One.

Option 2: Two.
] (placeholder)
";
    assert_snapshot!(write_ids(&read(text), &[]), @r"
    [Before]{#0.1} all.

    # 4 Line

    [a / [b]{#4.3} / c]{#4.1}(agreed: a) and [kept]{#4.2} and [#4.1: x / y / z].
    [Links [here](http://example.org) and [there]{#4.5}]{#4.4}.

    Option 1: One.

    Option 2: Two [or more]{#4.7}.
    {#4.6}

    # Annex A

    [
    Option 1: One.

    Option 2: Two.
    ]{#Annex-A.1} (placeholder)
    ");
}

#[test]
fn an_id_is_not_given_again() {
    let draft = read("# 4 Line\n\n[a] [b] [c] [d (if 4.2 is b)]\n");
    assert_snapshot!(write_ids(&draft, &["4.1", "4.2", "4.5"]), @r"
    # 4 Line

    [a]{#4.6} [b]{#4.2} [c]{#4.3} [d (if 4.2 is b)]{#4.4}
    ");
}

#[test]
fn line_ends_are_kept() {
    let draft = read("Option 1: One.\r\n\r\nOption 2: Two.\r\n\r\nMore.\r\n");
    assert_snapshot!(write_ids(&draft, &[]).escape_debug(), @r"Option 1: One.\r\n\r\nOption 2: Two.\r\n{#0.1}\r\n\r\nMore.\r\n");
}

/// Texts of brackets, options in paragraphs, notes and ids.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[a / b]"),
        Just("[c]"),
        Just("[a / [b] x]"),
        Just("[a]{#1.1}"),
        Just("[a]{#7}(agreed)"),
        Just("[a / b](agreed: b)"),
        Just("[see [d](http://e.org)](agreed)"),
        Just("\n\nOption 1: One.\n\nOption 2: Two [or more].\n\n"),
        Just("\n\nOption 1: One.\n\nOption 2: Two.\n(agreed: Option 1)\n\n"),
        Just("\n\n# 1 Line\n\n"),
        Just("\n\n## Annex A\n\n"),
        Just("\n\n[\nOption 1: x\n\nOption 2: y\n]\n\n"),
        Just(" word "),
        Just("\\[ text \\]"),
        Just("`[code]`"),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn unique_stable_and_nothing_else_touched(text in text()) {
        let (draft, _) = draft::parse("text.md", &text, &[]);
        let numbered = write_ids(&draft, &["1.2"]);
        let (again, _) = draft::parse("text.md", &numbered, &[]);
        prop_assert_eq!(again.brackets.len(), draft.brackets.len(), "{}", numbered);
        prop_assert_eq!(write_ids(&again, &["1.2"]), numbered.as_str());
        let mut known = std::collections::BTreeSet::new();
        for (before, after) in draft.brackets.iter().zip(&again.brackets) {
            prop_assert!(after.id_is_written);
            if before.id_is_written {
                prop_assert_eq!(&before.id, &after.id);
            } else {
                let kept = draft.brackets.iter().filter(|b| b.id_is_written);
                prop_assert!(kept.clone().all(|b| b.id != after.id) && after.id != "1.2");
                prop_assert!(known.insert(after.id.clone()));
            }
            prop_assert_eq!(&before.status, &after.status);
            let keys = |b: &draft::Bracket| -> Vec<String> {
                b.options.iter().map(|option| option.key.clone()).collect()
            };
            prop_assert_eq!(keys(before), keys(after));
        }
        // Without the ids that are new, and the line ends before those of paragraphs.
        let mut new = Vec::new();
        for (before, after) in draft.brackets.iter().zip(&again.brackets) {
            if !before.id_is_written {
                let (form, note) = (before.marks.form, before.marks.note);
                let own_line = form == draft::Form::Paragraphs && note.is_none();
                let span = after.marks.id.unwrap();
                new.push(span.start - usize::from(own_line)..span.end);
            }
        }
        new.sort_by_key(|span| std::cmp::Reverse(span.start));
        let mut rest = numbered;
        new.into_iter().for_each(|span| rest.replace_range(span, ""));
        prop_assert_eq!(rest, text);
    }
}
