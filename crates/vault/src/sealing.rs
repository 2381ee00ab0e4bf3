//! Sealing bytes to recipients, and opening them.

use std::io::{Read as _, Write as _};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::{DecryptError, Decryptor, Encryptor};
use basis::{At, Code, Diagnostic};

use crate::keys::{Identities, Recipients};
use crate::{Secret, codes};

/// Bytes that are sealed in one vault: 64 MiB.
pub const PLAINTEXT_BYTES_MAX: usize = 64 << 20;

/// Bytes of a vault that are read: armour adds less than two fifths.
pub const SEALED_BYTES_MAX: usize = 96 << 20;

/// Bytes of the header of a vault, in which each recipient has about a hundred: its parser begins
/// again with every line.
pub const HEADER_BYTES_MAX: usize = 64 << 10;

/// Begins a vault in armour.
const ARMOUR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// Begins a vault that is not, of any version.
const MAGIC: &[u8] = b"age-encryption.org/";

/// Seals bytes to all recipients: any one of them opens it. The result is ASCII armour, and other
/// bytes with each call.
///
/// # Errors
/// [`PLAINTEXT_BYTES_MAX`].
///
/// # Panics
/// Where the operating system gives no random bytes.
///
/// ```
/// let identities = vault::Identities::read("key", &vault::keygen()).unwrap();
/// let sealed = vault::seal(b"can live with 15 km", &identities.recipients()).unwrap();
/// assert!(sealed.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----\n"));
/// let opened = vault::open("north.age", &sealed, &identities).unwrap();
/// assert_eq!(opened.as_slice(), b"can live with 15 km");
/// ```
pub fn seal(plaintext: &[u8], recipients: &Recipients) -> Result<Vec<u8>, Diagnostic> {
    if plaintext.len() > PLAINTEXT_BYTES_MAX {
        let message = format!("more than {PLAINTEXT_BYTES_MAX} bytes to seal");
        return Err(Diagnostic::error(codes::TOO_LARGE, message));
    }
    Ok(sealed(plaintext, recipients).expect("memory takes every byte, recipients are of one type"))
}

fn sealed(plaintext: &[u8], recipients: &Recipients) -> Result<Vec<u8>, age::EncryptError> {
    let encryptor = Encryptor::with_recipients(recipients.iter())?;
    let armoured = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
    let mut writer = encryptor.wrap_output(armoured)?;
    writer.write_all(plaintext)?;
    Ok(writer.finish()?.finish()?)
}

/// Opens a vault, in armour or not. Either all of it is as it was sealed, or there is an error:
/// no part of a damaged vault comes out.
///
/// # Errors
/// Not an age file, no identity that fits, damage, a passphrase in place of keys, and
/// [`SEALED_BYTES_MAX`], [`HEADER_BYTES_MAX`] and [`PLAINTEXT_BYTES_MAX`].
pub fn open(
    file: &str,
    sealed: &[u8],
    identities: &Identities,
) -> Result<Secret<Vec<u8>>, Diagnostic> {
    let refuse = |(code, message, help): Refusal| {
        Diagnostic::error(code, message).label(file, At::File, "").help(help)
    };
    let binary = binary(sealed).map_err(refuse)?;
    let decryptor = Decryptor::new_buffered(binary.as_slice()).map_err(|e| refuse(why(&e)))?;
    if decryptor.is_scrypt() {
        return Err(refuse(PASSPHRASE));
    }
    let reader = decryptor.decrypt(identities.iter()).map_err(|e| refuse(why(&e)))?;
    // One allocation that holds everything: a vector that grew would leave copies behind.
    let mut plaintext = Secret::new(Vec::with_capacity(binary.len()));
    reader
        .take(as_u64(PLAINTEXT_BYTES_MAX) + 1)
        .read_to_end(&mut plaintext)
        .map_err(|_| refuse(DAMAGED))?;
    if plaintext.len() > PLAINTEXT_BYTES_MAX {
        return Err(refuse(TOO_LARGE));
    }
    Ok(plaintext)
}

/// Code, message, advice.
type Refusal = (Code, &'static str, &'static str);

const NOT_SEALED: Refusal = (
    codes::NOT_SEALED,
    "this is not a file that `age` sealed",
    "a vault begins with `-----BEGIN AGE ENCRYPTED FILE-----` or `age-encryption.org/v1`",
);

const NO_IDENTITY_FITS: Refusal = (
    codes::NO_IDENTITY_FITS,
    "none of the identities given opens this vault",
    "it is sealed to others, or the part of it that names them was changed",
);

const DAMAGED: Refusal = (
    codes::DAMAGED,
    "the vault was changed or cut off after it was sealed",
    "take the copy of whoever sealed it; nothing of a damaged vault is shown",
);

const TOO_LARGE: Refusal = (
    codes::TOO_LARGE,
    "the vault is larger than what is read",
    "at most 64 MiB are sealed, in a file of at most 96 MiB with a header of at most 64 KiB",
);

const PASSPHRASE: Refusal = (
    codes::PASSPHRASE,
    "this vault is sealed with a passphrase",
    "whoever has a copy can try passphrases without end; open it with the program \
     `age`, and seal it to recipients",
);

/// The vault without armour, with a header that is short enough to be parsed.
fn binary(sealed: &[u8]) -> Result<Vec<u8>, Refusal> {
    if sealed.len() > SEALED_BYTES_MAX {
        return Err(TOO_LARGE);
    }
    let mut binary = Vec::new();
    if sealed.trim_ascii_start().starts_with(ARMOUR) {
        let mut reader = ArmoredReader::new(sealed.trim_ascii_start());
        reader.read_to_end(&mut binary).map_err(|_| DAMAGED)?;
    } else {
        binary.extend_from_slice(sealed);
    }
    if !binary.starts_with(MAGIC) {
        return Err(NOT_SEALED);
    }
    let head = binary.get(..HEADER_BYTES_MAX).unwrap_or(&binary);
    if binary.len() > HEADER_BYTES_MAX && !head.windows(4).any(|window| window == b"\n---") {
        return Err(TOO_LARGE);
    }
    Ok(binary)
}

/// What the library's error means here.
fn why(error: &DecryptError) -> Refusal {
    match error {
        DecryptError::NoMatchingKeys => NO_IDENTITY_FITS,
        DecryptError::UnknownFormat => NOT_SEALED,
        // Never looked at, for no passphrase is tried.
        DecryptError::ExcessiveWork { .. } => PASSPHRASE,
        _ => DAMAGED,
    }
}

fn as_u64(bytes: usize) -> u64 {
    u64::try_from(bytes).expect("a limit")
}
