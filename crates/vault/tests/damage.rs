//! A vault that was changed gives nothing, never another plaintext.

use proptest::prelude::*;
use vault::{Identities, codes, open, seal};

fn identities() -> Identities {
    Identities::read("key", &vault::keygen()).unwrap()
}

/// The bytes of the armour, for a vault in the binary form.
fn binary(armoured: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    age::armor::ArmoredReader::new(armoured).read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn every_flipped_bit_is_refused() {
    let identities = identities();
    let sealed = seal(b"no text", &identities.recipients()).unwrap();
    for form in [sealed.clone(), binary(&sealed)] {
        assert_eq!(open("v", &form, &identities).unwrap().as_slice(), b"no text");
        for bit in 0..form.len() * 8 {
            let mut changed = form.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(open("v", &changed, &identities).is_err(), "bit {bit}");
        }
    }
}

#[test]
fn every_beginning_is_refused() {
    let identities = identities();
    let sealed = seal(b"no text", &identities.recipients()).unwrap();
    let whole = sealed.len() - usize::from(sealed.ends_with(b"\n"));
    for form in [sealed[..whole].to_vec(), binary(&sealed)] {
        assert!(open("v", &form, &identities).is_ok());
        for length in 0..form.len() {
            assert!(open("v", &form[..length], &identities).is_err(), "{length} bytes");
        }
    }
}

#[test]
fn what_follows_a_vault_is_refused() {
    let identities = identities();
    let sealed = seal(b"no text", &identities.recipients()).unwrap();
    for form in [sealed.clone(), binary(&sealed)] {
        let twice = [form.as_slice(), form.as_slice()].concat();
        assert_eq!(open("v", &twice, &identities).unwrap_err().code, codes::DAMAGED);
    }
}

#[test]
fn a_vault_larger_than_one_chunk_cannot_be_cut_between_chunks() {
    // The format encrypts chunks of 64 KiB, each with a tag of 16 bytes.
    const CHUNK: usize = (64 << 10) + 16;
    let identities = identities();
    let plaintext: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let sealed = binary(&seal(&plaintext, &identities.recipients()).unwrap());
    assert_eq!(open("v", &sealed, &identities).unwrap().as_slice(), plaintext);
    let last = 200_000 % (64 << 10) + 16;
    let payload = sealed.len() - last - 3 * CHUNK;
    for chunks in 0..=3 {
        let cut = &sealed[..payload + chunks * CHUNK];
        assert_eq!(open("v", cut, &identities).unwrap_err().code, codes::DAMAGED, "{chunks}");
    }
    let swapped = [
        &sealed[..payload],
        &sealed[payload + CHUNK..payload + 2 * CHUNK],
        &sealed[payload..payload + CHUNK],
        &sealed[payload + 2 * CHUNK..],
    ];
    assert_eq!(open("v", &swapped.concat(), &identities).unwrap_err().code, codes::DAMAGED);
}

/// Beginnings with which more of the format is reached.
const HEADS: &[&str] = &[
    "",
    "age-encryption.org/v1\n",
    "age-encryption.org/v1\n-> X25519 a\n",
    "-----BEGIN AGE ENCRYPTED FILE-----\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What was sealed comes out, for each recipient and for nobody else.
    #[test]
    fn sealed_and_opened(
        plaintext in prop::collection::vec(any::<u8>(), 0..3000), others in 0_usize..4,
    ) {
        let keys: Vec<_> = (0..=others).map(|_| vault::keygen()).collect();
        let text: String = keys.iter().map(|key| key.as_str()).collect();
        let all = Identities::read("keys", &text).unwrap();
        let sealed = seal(&plaintext, &all.recipients()).unwrap();
        for key in &keys {
            let one = Identities::read("key", key).unwrap();
            let opened = open("v", &sealed, &one).unwrap();
            prop_assert_eq!(opened.as_slice(), plaintext.as_slice());
        }
        let refused = open("v", &sealed, &identities()).unwrap_err();
        prop_assert_eq!(refused.code, codes::NO_IDENTITY_FITS);
    }

    /// Whatever the bytes are, opening them gives a value.
    #[test]
    fn no_bytes_make_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        head in prop::sample::select(HEADS),
    ) {
        let text = [head.as_bytes(), &bytes].concat();
        prop_assert!(open("v", &text, &identities()).is_err());
    }
}
