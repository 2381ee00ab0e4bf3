//! `detente.toml`: problems with the underlined text.

use evidence::Case;

use crate::support::problems;

fn check(toml: &str) -> String {
    let (_, diagnostics) = Case::parse("detente.toml", toml);
    problems(toml, &diagnostics)
}

#[test]
fn everything_wrong_is_told_at_once() {
    let toml = r#"
[case]
acord = "accord.md"
zone = "Europe/Kiew"
watched_min = 80

[[source]]
file = "a.csv"
adapter = "cvs"

[[source]]
file = "b.csv"
adapter = "csv"
encoding = "utf-16"
date_order = "american"

[[source.emit]]
record = "tally"
when = [{ column = "x" }]
[source.emit.set]
counts = { column = "n" }
count = 3
kinds = { column = "k", mapping = "osce" }
"#;
    insta::assert_snapshot!(check(toml), @r#"
    E002 detente.toml:3 `acord`: `acord` is not a key here
         did you mean `accord`?
    E005 detente.toml:4 `"Europe/Kiew"`: `Europe/Kiew` is not a known time zone
         did you mean `Europe/Kiev`?
    E004 detente.toml:5 `80`: `watched_min` takes a number in 0 to 1
    E004 detente.toml:9 `"cvs"`: `cvs` is no `adapter`
         did you mean `csv`?
    E004 detente.toml:15 `"american"`: `american` is no `date_order`
         known are ymd, dmy, mdy
    E006 detente.toml:14 `"utf-16"`: `utf-16` is not an encoding that is read here
         known are utf-8, windows-1250 to windows-1258, iso-8859-1 to iso-8859-16, koi8-r, koi8-u; save other files as UTF-8
    E004 detente.toml:19 `{ column = "x" }`: a condition states one of `is`, `equals`, `contains`, …
    E004 detente.toml:22 `3`: `count` needs to say where its value comes from
         write count = { value = "3" } or count = { column = "…" }
    E008 detente.toml:21 `{ column = "n" }`: a tally has no field `counts`
         did you mean `count`?
    E010 detente.toml:23 `{ column = "k", mapping = "osce" }`: there is no mapping `osce`
         known are osce-smm, ucdp-ged, acled
    E009 detente.toml:17 `[[source.emit]]`: a tally needs `counted`, which the template leaves out
         the heading that the source counts under
    E009 detente.toml:17 `[[source.emit]]`: a tally needs `source`, which the template leaves out
         who states it; otherwise the source's `name`
    E009 detente.toml:17 `[[source.emit]]`: a tally needs `standing`, which the template leaves out
         `observed`, `reported` or `claimed`; otherwise the source's `standing`
    E009 detente.toml:17 `[[source.emit]]`: a tally needs `began`, which the template leaves out
         first instant, or a date: the start of that day
    "#);
}

#[test]
fn a_wrong_constant_is_told_once_where_it_stands() {
    let toml = r#"
[[source]]
file = "a.csv"
adapter = "csv"
name = "mission"
standing = "reported"

[source.set]
kinds = { value = ["fire", "mortar_fre"] }
actors = { value = "A" }

[[source.emit]]
record = "report"
[source.emit.set]
began = { value = "2030-05-01T10:00" }
standing = { value = "observed" }
count = { value = "a few" }
lon = { column = "x" }
radius_m = { value = 100 }

[[source.emit]]
record = "act"
[source.emit.set]
act = { value = "promise" }
by = { column = "who" }
subject = { column = "what" }
at = { column = "day" }
kinds = { value = "" }
"#;
    insta::assert_snapshot!(check(toml), @r#"
    E043 detente.toml:15 `{ value = "2030-05-01T10:00" }`: a local time, but the source states no zone
         state the source's `zone` in detente.toml, or write times with an offset
    E051 detente.toml:16 `{ value = "observed" }`: it calls itself observed, which its source may not
         the `standing` of a source in detente.toml is the highest of its records
    E048 detente.toml:9 `{ value = ["fire", "mortar_fre"] }`: `mortar_fre` is not known here
         did you mean `mortar_fire`?
    E046 detente.toml:17 `{ value = "a few" }`: `a few` is not a count
         write `20`, `about 20` or `at least 20`, without a separator of thousands
    E048 detente.toml:24 `{ value = "promise" }`: `promise` is not known here
         known are order, permit, notice, request, receipt, reply, declaration, statement, certification, attestation, completion, modification, ruling, undertaking, invocation
    "#);
}

#[test]
fn a_field_for_all_templates_that_none_can_have() {
    let toml = r#"
[[source]]
file = "a.csv"
adapter = "csv"
name = "mission"
standing = "observed"
[source.set]
accused = { value = "A" }
[[source.emit]]
record = "report"
[source.emit.set]
began = { column = "day" }
kinds = { value = "fire" }
"#;
    insta::assert_snapshot!(check(toml), @r#"
    E008 detente.toml:2 `[[source]]`: no template of the source gives records with a field `accused`
         take it out of `[source.set]`
    "#);
}
