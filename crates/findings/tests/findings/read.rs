//! The JSON form back into findings.

use findings::codes::{NOT_FINDINGS, OTHER_FORMAT};
use findings::sample::invented;

#[test]
fn written_findings_read_back_equal() {
    let json = serde_json::to_string(&invented()).unwrap();
    assert_eq!(findings::read(&json).unwrap(), invented());
}

#[test]
fn another_major_format_is_refused() {
    for format in ["detente-findings/2", "detente-findings/10", "geojson"] {
        let mut value = serde_json::to_value(invented()).unwrap();
        value["format"] = format.into();
        let problem = findings::read(&value.to_string()).unwrap_err();
        assert_eq!(problem.code, OTHER_FORMAT, "{format}");
        assert!(problem.message.contains(format) && problem.help.is_some(), "{problem:?}");
    }
}

#[test]
fn a_later_minor_format_is_read() {
    let mut value = serde_json::to_value(invented()).unwrap();
    value["format"] = "detente-findings/1.1".into();
    assert!(findings::read(&value.to_string()).is_ok());
}

#[test]
fn what_is_not_findings_is_refused() {
    let whole = serde_json::to_string(&invented()).unwrap();
    let cut = &whole[..whole.len() / 2];
    let extra = whole.replacen("\"release\"", "\"surplus\":1,\"release\"", 1);
    for text in ["", "[]", "{}", "nonsense", cut, &extra, &"[".repeat(10_000)] {
        let problem = findings::read(text).unwrap_err();
        assert_eq!(problem.code, NOT_FINDINGS);
        assert!(problem.help.is_some());
    }
}
