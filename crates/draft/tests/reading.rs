//! From texts to brackets.

use insta::assert_snapshot;

use crate::common::{good, outline};

#[test]
fn the_table_of_the_specification() {
    let text = "\
# 4. Line

[text] and [shall / should] and [shall / no text] and [shall / ].
[NORTH: text] [NORTH, EAST; against SOUTH: text]
[NORTH: shall / SOUTH: should] [a) shall / b) SOUTH: should]
[__ (5 to 15 by 5) days] [__ days] [ ]
[may]{#2a} [may](agreed ad ref), [may]{#2b} (agreed) [may](open) [may] (placeholder)
[shall / should](agreed ad ref: shall)
[may](agreed ad ref by NORTH, EAST)
[A / B (if 7 is \"no text\")] [C]{#7}
[#2a] [#2a: 10 / 15] \\[not a bracket\\]
";
    assert_snapshot!(outline(&good(text)), @r#"
    ~4.1
      text
      no text (implied)
    ~4.2
      shall
      should
    ~4.3
      shall
      no text (none)
    ~4.4
      shall
      no text (none)
    ~4.5
      text by NORTH
      no text (implied)
    ~4.6
      text by NORTH with EAST against SOUTH
      no text (implied)
    ~4.7
      shall by NORTH
      should by SOUTH
    ~4.8
      a = "shall"
      b = "should" by SOUTH
    ~4.9
      5 days (filled)
      10 days (filled)
      15 days (filled)
    ~4.10
      __ days (blank)
    ~4.11
      … (blank)
    2a
      may
      no text (implied)
    ~4.13, ad ref may by []
      may
      no text (implied)
    2b, agreed may
      may
      no text (implied)
    ~4.15
      may
      no text (implied)
    ~4.16, placeholder
      may
      no text (implied)
    ~4.17, ad ref shall by []
      shall
      should
    ~4.18, ad ref may by ["NORTH", "EAST"]
      may
      no text (implied)
    ~4.19
      A
      B if 7 is "no text"
    7
      C
      no text (implied)
    #2a []
    #2a ["10", "15"]
    "#);
}

#[test]
fn what_is_no_bracket() {
    let text = "\
A [link](http://example.org), ![picture](a.png), [reference][r], a note[^1], <b title=\"[x]\">.

- [ ] a task
- [x] done

`code [a / b]` and \\[escape\\] and and/or

```text
[a / b]
```

```accord
clause 1 \"x\"
  within [7 / 14] days
```

    indented [c / d]

<!-- [comment] -->

[r]: http://example.org
[^1]: See [e / f].
";
    let draft = good(text);
    let keys: Vec<&str> = draft.brackets.iter().map(|b| b.options[0].key.as_str()).collect();
    assert_eq!(keys, ["7", "c", "e"]);
}

#[test]
fn options_in_blocks() {
    let text = "\
## Article 5 – Monitors

[
Option 1 (NORTH; against SOUTH): The mission [shall / should]{#5a} report.

It has two chambers.

```accord
clause 5 \"Reports\"
  within [7 / 14] days
```

Option 2 (SOUTH):
The mission reports to the [joint] commission
(if 5a is shall)

Option 3: no text
]{#5} (agreed ad ref: Option 2)

Option A: Costs are shared.

Option B (EAST): Costs are borne by the guarantor. (if 5 is \"Option 1\")
{#costs}

After.
";
    let text = text.replace("(if 5a is shall)\n", "\n");
    let draft = good(&text);
    assert_snapshot!(outline(&draft), @r#"
    5 block, ad ref Option 2 by []
      Option 1 = "The mission [shall / should]{#5a} report.\n\nIt has two chambers.\n\n```accord\nclause 5 \"Reports\"\n  within [7 / 14] days\n```" by NORTH against SOUTH
      Option 2 = "The mission reports to the [joint] commission" by SOUTH
      Option 3 (none)
    5a in 5/Option 1
      shall
      should
    ~5.3 in 5/Option 1
      7
      14
    ~5.4 in 5/Option 2
      joint
      no text (implied)
    costs paragraphs
      Option A = "Costs are shared."
      Option B = "Costs are borne by the guarantor." by EAST if 5 is "Option 1"
    "#);
    assert_eq!(draft.articles[0].number, "5");
    assert_eq!(draft.articles[0].title, "Monitors");
    let crlf = good(&format!("\u{feff}{}", text.replace('\n', "\r\n")));
    assert_eq!(outline(&crlf).replace("\\r", ""), outline(&draft));
}
