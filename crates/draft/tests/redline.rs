//! Redlines: exactness for all texts, readability, and that HTML stays inert.

use draft::redline::{Kind, STRETCH_WORDS_MAX, accept, between, critic_markup, html, refuse};
use proptest::prelude::*;

/// Texts that are made of what could be confused with marks, tags, paragraphs and words.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{"),
        Just("}"),
        Just("+"),
        Just("-"),
        Just("{++"),
        Just("++}"),
        Just("{--"),
        Just("--}"),
        Just("\\"),
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just(" "),
        Just("<script>"),
        Just("</del>"),
        Just("&lt;"),
        Just("\"'"),
        Just("shall"),
        Just("should"),
        Just("नमस्ते"),
        Just("停火"),
        Just("\u{202e}"),
        Just("\u{0}"),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn side(old: &str, new: &str, kind: Kind) -> String {
    between(old, new)
        .iter()
        .filter(|c| c.kind == Kind::Same || c.kind == kind)
        .map(|c| c.text)
        .collect()
}

/// What a browser shows of the fragment once the elements of one kind are gone.
fn shown(fragment: &str, without: &str) -> String {
    let mut rest = fragment.to_owned();
    let (open, close) = (format!("<{without}>"), format!("</{without}>"));
    while let Some(start) = rest.find(&open) {
        let end = start + rest[start..].find(&close).unwrap() + close.len();
        rest.replace_range(start..end, "");
    }
    for tag in [
        "<div class=\"redline\">",
        "</div>",
        "<p dir=\"auto\">",
        "</p>",
        "<ins>",
        "</ins>",
        "<del>",
        "</del>",
    ] {
        rest = rest.replace(tag, "");
    }
    assert!(!rest.contains(['<', '>']), "a tag of the texts is left: {rest}");
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#13;", "\r"),
        ("&amp;", "&"),
    ] {
        rest = rest.replace(entity, c);
    }
    rest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn pieces_are_the_two_texts(old in hostile(), new in hostile()) {
        prop_assert_eq!(side(&old, &new, Kind::Removed), old.as_str());
        prop_assert_eq!(side(&old, &new, Kind::Added), new.as_str());
        prop_assert!(between(&old, &new).iter().all(|change| !change.text.is_empty()));
        prop_assert!(between(&old, &old).iter().all(|change| change.kind == Kind::Same));
    }

    #[test]
    fn taking_or_refusing_all_gives_one_of_the_texts(old in hostile(), new in hostile()) {
        let marked = critic_markup(&between(&old, &new));
        prop_assert_eq!(accept(&marked), new, "{}", marked);
        prop_assert_eq!(refuse(&marked), old, "{}", marked);
    }

    #[test]
    fn any_string_survives(old: String, new: String) {
        let marked = critic_markup(&between(&old, &new));
        prop_assert_eq!(accept(&marked), new);
        prop_assert_eq!(refuse(&marked), old);
    }

    #[test]
    fn marks_by_hand_never_break_it(text in hostile()) {
        let (taken, refused) = (accept(&text), refuse(&text));
        prop_assert!(taken.len() <= text.len() && refused.len() <= text.len());
    }

    #[test]
    fn html_is_inert_and_complete(old in hostile(), new in hostile()) {
        let fragment = html(&between(&old, &new));
        let carried = |text: &str| text.replace('\0', "\u{fffd}");
        prop_assert_eq!(shown(&fragment, "del"), carried(&new));
        prop_assert_eq!(shown(&fragment, "ins"), carried(&old));
    }
}

#[test]
fn changes_read_as_changes_of_their_sentence() {
    let old = "# 4 Withdrawal\n\nThe Parties [shall / should] withdraw within 10 days.\n\nNothing else.\n";
    let new = "# 4 Withdrawal\n\nThe Parties shall withdraw heavy weapons within 14 days.\n\nNothing else.\n\nMonitors watch.\n";
    insta::assert_snapshot!(critic_markup(&between(old, new)), @r"
    # 4 Withdrawal

    The Parties {--[--}shall {--/ should] --}withdraw {++heavy weapons ++}within {--10--}{++14++} days.

    Nothing else.
    {++
    Monitors watch.
    ++}
    ");
    insta::assert_snapshot!(html(&between(old, new)), @r#"
    <div class="redline"><p dir="auto"># 4 Withdrawal

    </p><p dir="auto">The Parties <del>[</del>shall <del>/ should] </del>withdraw <ins>heavy weapons </ins>within <del>10</del><ins>14</ins> days.

    </p><p dir="auto">Nothing else.
    <ins>
    Monitors watch.
    </ins></p></div>
    "#);
}

#[test]
fn a_sentence_that_is_another_is_replaced_as_a_whole() {
    let old = "Prisoners of the war are exchanged by the end of the month.";
    let new = "Monitors of the mission have access to the whole of the plant.";
    insta::assert_snapshot!(critic_markup(&between(old, new)), @"{--Prisoners of the war are exchanged by the end--}{++Monitors of the mission have access to the whole++} of the {--month--}{++plant++}.");
}

#[test]
fn tags_of_a_text_are_text() {
    let hostile = "</p></div><script>alert(1)</script><img src=x onerror=\"alert(1)\">";
    insta::assert_snapshot!(html(&between("", hostile)), @r#"<div class="redline"><p dir="auto"><ins>&lt;/p&gt;&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</ins></p></div>"#);
}

#[test]
fn marks_of_a_text_are_text() {
    insta::assert_snapshot!(critic_markup(&between("a {++b++} \\", "a {++c++} \\{--")), @r"a \{++{--b--}{++c++}++} \\{++{--++}");
}

#[test]
fn a_stretch_beyond_the_limit_is_replaced_as_a_whole() {
    let stretch = |first: &str| {
        format!("Before.\n\n{first} {}\n\nAfter.", "a b ".repeat(STRETCH_WORDS_MAX / 4))
    };
    let (old, new) = (stretch("x"), stretch("y"));
    let kinds: Vec<Kind> = between(&old, &new).iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::Same, Kind::Removed, Kind::Added, Kind::Same]);
    let (old, new) = (old.replace("b a b a", "c"), new.replace("b a b a", "c"));
    let removed: Vec<_> = between(&old, &new)
        .iter()
        .filter(|c| c.kind == Kind::Removed)
        .map(|c| c.text.len())
        .collect();
    assert_eq!(removed, [1], "below the limit, words are compared");
}
