//! Files of keys, good and bad, and limits. No message may repeat a secret.

use basis::Diagnostic;
use vault::keys::{IDENTITIES_MAX, KEY_FILE_BYTES_MAX};
use vault::sealing::{HEADER_BYTES_MAX, PLAINTEXT_BYTES_MAX, SEALED_BYTES_MAX};
use vault::{Identities, Recipients, codes, open, seal};

/// From the format's test vectors.
const IDENTITY: &str = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

fn shown(problems: &[Diagnostic]) -> Vec<String> {
    let help = |d: &Diagnostic| d.help.clone().unwrap_or_default();
    problems.iter().map(|d| format!("{} {}; {}", d.code.0, d.message, help(d))).collect()
}

#[test]
fn a_file_of_keys_has_comments_and_any_line_end() {
    let text = format!("# created: long ago\r\n\r\n{IDENTITY}\r\n");
    let identities = Identities::read("key", &text).unwrap();
    let recipients = identities.recipients();
    assert_eq!(recipients.to_string().len(), 62);
    let read = Recipients::read("to", &format!("# north\n{recipients}\n")).unwrap();
    assert_eq!(read, recipients);
    assert!(!format!("{identities:?}").contains("SECRET"));
}

#[test]
fn lines_that_are_no_identity_are_told_and_not_shown() {
    let cut = &IDENTITY[..70];
    let text =
        format!("{cut}\n{IDENTITY}\nage1abc\nssh-ed25519 AAAA\n-----BEGIN AGE ENCRYPTED FILE-----");
    let problems = Identities::read("key", &text).unwrap_err();
    insta::assert_snapshot!(shown(&problems).join("\n"), @r"
T075 line 1 is not an identity that opens vaults; the key was cut off or mistyped; take it from the file that it was made in
T075 line 3 is not an identity that opens vaults; this is a recipient, the public key; the identity begins with AGE-SECRET-KEY-1
T075 line 4 is not an identity that opens vaults; an identity begins with AGE-SECRET-KEY-1; keys of SSH, of plugins and of other types are not read
T075 line 5 is not an identity that opens vaults; the file of identities is itself sealed; open it with the program `age` first
");
    let all = format!("{problems:?}");
    assert!(!all.contains(&cut[20..]) && !all.contains("AAAA"));
    assert!(problems.iter().all(|d| d.labels.iter().all(|l| l.at == basis::At::File)));
    let none = Identities::read("key", "# nothing\n").unwrap_err();
    insta::assert_snapshot!(shown(&none).join("\n"), @"T075 there is no identity here; ");
}

#[test]
fn lines_that_are_no_recipient_are_told() {
    let text = format!("{IDENTITY}\nage1abc\n");
    let problems = Recipients::read("to", &text).unwrap_err();
    insta::assert_snapshot!(shown(&problems).join("\n"), @r"
T074 line 1 is an identity, the secret key, not a recipient; give the recipient, which begins with age1, and keep the key secret
T074 line 2 is not a recipient to whom a vault can be sealed; a recipient begins with age1 and has 62 characters; other types are not written to
");
    assert!(!format!("{problems:?}").contains(&IDENTITY[20..]));
}

#[test]
fn keys_that_protect_nothing_are_refused() {
    // The order-1 point 0, the order-2 point and one of order 8 (RFC 7748; all known encodings
    // behave alike).
    let eight = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
    let eight: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&eight[2 * at..2 * at + 2], 16).unwrap()).collect();
    let one = [vec![1], vec![0; 31]].concat();
    for point in [vec![0; 32], one, eight] {
        let hrp = bech32::Hrp::parse("age").unwrap();
        let text = bech32::encode::<bech32::Bech32>(hrp, &point).unwrap();
        let problems = Recipients::read("to", &text).unwrap_err();
        assert_eq!(problems[0].code, codes::RECIPIENT, "{text}");
    }
}

#[test]
fn limits_have_names() {
    let identities = Identities::read("key", IDENTITY).unwrap();
    let to = identities.recipients();
    let many = format!("{IDENTITY}\n").repeat(IDENTITIES_MAX + 1);
    assert_eq!(Identities::read("key", &many).unwrap_err()[0].code, codes::TOO_LARGE);
    let long = "#".repeat(KEY_FILE_BYTES_MAX + 1);
    assert_eq!(Recipients::read("to", &long).unwrap_err()[0].code, codes::TOO_LARGE);
    let large = vec![0; PLAINTEXT_BYTES_MAX + 1];
    assert_eq!(seal(&large, &to).unwrap_err().code, codes::TOO_LARGE);
    let endless = vec![b'-'; SEALED_BYTES_MAX + 1];
    assert_eq!(open("v", &endless, &identities).unwrap_err().code, codes::TOO_LARGE);
    let header = [b"age-encryption.org/v1\n".to_vec(), b"-> a\n\n".repeat(HEADER_BYTES_MAX)];
    assert_eq!(open("v", &header.concat(), &identities).unwrap_err().code, codes::TOO_LARGE);
    assert_eq!(open("v", b"", &identities).unwrap_err().code, codes::NOT_SEALED);
}

#[test]
fn the_largest_vault_can_be_opened_again() {
    let identities = Identities::read("key", IDENTITY).unwrap();
    let most = identities.recipients().to_string() + "\n";
    let to = Recipients::read("to", &most.repeat(vault::keys::RECIPIENTS_MAX)).unwrap();
    let sealed = seal(&vec![7; PLAINTEXT_BYTES_MAX], &to).unwrap();
    assert!(sealed.len() <= SEALED_BYTES_MAX);
    assert_eq!(open("v", &sealed, &identities).unwrap().len(), PLAINTEXT_BYTES_MAX);
}
