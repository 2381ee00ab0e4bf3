//! Arbitrary bytes as a vault, as a file of identities and as one of recipients: nothing panics,
//! and nothing opens that was not sealed.
//!
//! The first byte picks the reader; some inputs begin as a vault does, so that its header is
//! reached.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// From the format's test vectors.
const IDENTITY: &str =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, rest)) = bytes.split_first() else { return };
    let identities = vault::Identities::read("key", IDENTITY).expect("an identity");
    match which % 5 {
        0 => drop(vault::open("vault", rest, &identities)),
        1 => {
            let vault = [b"age-encryption.org/v1\n-> X25519 ", rest].concat();
            drop(vault::open("vault", &vault, &identities));
        }
        2 => {
            let vault = [b"-----BEGIN AGE ENCRYPTED FILE-----\n", rest].concat();
            drop(vault::open("vault", &vault, &identities));
        }
        3 => drop(vault::Identities::read("key", &String::from_utf8_lossy(rest))),
        _ => {
            let text = String::from_utf8_lossy(rest);
            let Ok(to) = vault::Recipients::read("to", &text) else { return };
            let sealed = vault::seal(rest, &to).expect("a short text");
            // Who read a list of recipients has none of their keys.
            let own = identities.recipients().to_string();
            let opened = vault::open("vault", &sealed, &identities).is_ok();
            assert_eq!(opened, to.to_string().contains(&own));
        }
    }
});
