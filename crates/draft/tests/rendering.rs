//! The text of a package.

use draft::{Choice, render};

use crate::common::good;

/// The clean text when options are chosen by their keys; `-` leaves open, `!` is not reached.
fn clean(text: &str, keys: &[&str]) -> String {
    let draft = good(text);
    assert_eq!(draft.brackets.len(), keys.len());
    let choices: Vec<Choice> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| match *key {
            "-" => Choice::Open,
            "!" => Choice::NotReached,
            key => Choice::Option(draft.option(at, key).unwrap()),
        })
        .collect();
    render::clean(&draft, &choices)
}

#[test]
fn blanks_go_with_what_they_stood_before() {
    let no = "no text";
    assert_eq!(clean("They shall [not] fire.", &[no]), "They shall fire.");
    assert_eq!(clean("They fire [at all].", &[no]), "They fire.");
    assert_eq!(clean("[Now,] they [all] [] fire", &[no, no, "…"]), "they … fire");
    assert_eq!(clean("a [x] [y] b", &[no, no]), "a b");
    assert_eq!(clean("a ([x])", &[no]), "a ()");
    assert_eq!(clean("pre[x]post", &[no]), "prepost");
    assert_eq!(clean("  [not] deep", &[no]), "  deep");
    assert_eq!(clean("[shall / should]{#2} (agreed: shall) go", &["shall"]), "shall go");
}

#[test]
fn lines_and_paragraphs_go_without_a_gap() {
    let no = "no text";
    assert_eq!(clean("A\n\n[x]\n\nB\n", &[no]), "A\n\nB\n");
    assert_eq!(clean("A\n\n[x]\n\n[y]\n\nB\n", &[no, no]), "A\n\nB\n");
    assert_eq!(clean("A\n[x]\n\n[y]\nB\n", &[no, no]), "A\n\nB\n");
    assert_eq!(clean("A\n[x]\nB\n", &[no]), "A\nB\n");
    assert_eq!(clean("A\r\n\r\n[x]\r\n\r\nB", &[no]), "A\r\n\r\nB");
    assert_eq!(clean("A\n\n[x]\n", &[no]), "A\n");
    assert_eq!(clean("A\n\n[x]\n\n[y]\n", &[no, no]), "A\n");
    assert_eq!(clean("[x]\n\nA\n", &[no]), "A\n");
    assert_eq!(clean("- a\n- [or x]\n- b\n", &[no]), "- a\n- b\n");
    // Numbers stay: what refers to those below would point elsewhere.
    assert_eq!(clean("1. a\n2. [or x]\n3. b\n", &[no]), "1. a\n2.\n3. b\n");
    assert_eq!(clean("[x]", &[no]), "");
}

#[test]
fn what_is_open_stays_and_what_is_inside_of_it_is_decided() {
    let text = "[a [b / c]{#1} d / e]{#2} and [f / g]";
    assert_eq!(clean(text, &["-", "b", "-"]), "[a b d / e]{#2} and [f / g]");
    assert_eq!(clean(text, &["a [b / c] d", "-", "g"]), "a [b / c]{#1} d and g");
    assert_eq!(clean(text, &["e", "!", "g"]), "e and g");
    assert_eq!(clean(text, &["a…", "c", "f"]), "a c d and f");
}

#[test]
fn blocks_paragraphs_and_blanks() {
    let text = "X\n\n[\nOption 1 (NORTH): One.\n\nTwo [__ (3 to 5) more].\n\nOption 2: no text\n]{#5}\n\nY\n";
    let chosen = clean(text, &["Option 1", "4 more"]);
    assert_eq!(chosen, "X\n\nOne.\n\nTwo 4 more.\n\nY\n");
    assert_eq!(clean(text, &["Option 2", "!"]), "X\n\nY\n");
    let text = "**Option 1:** One.\n\n**Option 2** (EAST): Two.\n{#5} (open)\n\nY\n";
    assert_eq!(clean(text, &["Option 1"]), "One.\n\nY\n");
    assert_eq!(clean(text, &["Option 2"]), "Two.\n\nY\n");
}

#[test]
fn followers_follow() {
    let text = "[a [b / c]{#1} / no text]{#2}; [#2], [#2: x / y] and [#1] [#2: z].";
    let text = text.replace(" [#2: z]", "");
    assert_eq!(clean(&text, &["a…", "b"]), "a b; a b, x and b.");
    assert_eq!(clean(&text, &["no text", "!"]), ";, y and.");
    let open = "[a c / no text]{#2}; [#2], [#2: x / y] and [#2: c / ].";
    assert_eq!(clean(&text, &["-", "c"]), open);
    assert_eq!(clean(&text, &["a…", "-"]), "a [b / c]{#1}; a [#1], x and [#1].");
    assert_eq!(clean("[a]{#1} [#1: b]", &["no text"]), "");
}

/// What follows a bracket inside of an open one is there only where that is so chosen.
#[test]
fn followers_hang_on_what_is_open_around() {
    let text = "[a [b [c / d]{#3}]{#2} [#3] / e / f]{#1} then [#3: C / D].";
    // In the same option it is as it was chosen.
    assert_eq!(clean(text, &["-", "b…", "d"]), "[a b d d / e / f]{#1} then [#1: D /  / ].");
    // Of several the innermost.
    let open = "[a [b d]{#2} [#2: d / ] / e / f]{#1} then [#2: D / ].";
    assert_eq!(clean(text, &["-", "-", "d"]), open);
    assert_eq!(clean(text, &["a…", "-", "d"]), "a [b d]{#2} [#2: d / ] then [#2: D / ].");
    // A name that moves, and words with a bracket in them, say nothing of the open one.
    let text = "[a [b / c]{#2} / d]; [#2: B / C]";
    assert_eq!(clean(text, &["-", "b"]), "[a b / d]; [#2: B / C]");
    let text = "[a [b [c / d]{#3} / e]{#2} / f]{#1}; [#2]";
    assert_eq!(clean(text, &["-", "b…", "-"]), "[a b [c / d]{#3} / f]{#1}; [#2]");
}

#[test]
fn agreed_options_are_what_the_text_reports() {
    let draft = good("[a [b] / c]{#1}(agreed: c) [d](agreed ad ref) [e]");
    let choices = render::agreed(&draft);
    assert_eq!(choices, [Choice::Option(1), Choice::NotReached, Choice::Option(0), Choice::Open]);
    assert_eq!(render::clean(&draft, &choices), "c d [e]");
    assert_eq!(render::option(&draft, 0, 0, &[Choice::Open, Choice::Option(1)]), "a");
}

#[test]
fn repetitions_of_repetitions_end() {
    let mut text = "[x / no text]{#b0}\n".to_owned();
    for at in 1..60 {
        text += &format!("[[#b{0}][#b{0}] / y]{{#b{at}}}\n", at - 1);
    }
    let draft = good(&text);
    let choices = vec![Choice::Option(0); draft.brackets.len()];
    let clean = render::clean(&draft, &choices);
    assert!(clean.len() < 3 * render::CLEAN_BYTES_MAX);
    assert!(clean.starts_with("x\nxx\nxxxx\n"));
}
