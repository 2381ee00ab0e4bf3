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
