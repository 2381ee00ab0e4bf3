//! Identities and recipients as text, in the form of `age-keygen`.
//!
//! An identity is a secret key (`AGE-SECRET-KEY-1…`), a recipient its public key (`age1…`), both of
//! the type X25519. A file of either has one on each line; lines that are blank or begin with `#`
//! are left out.

use std::fmt;

use age::secrecy::ExposeSecret as _;
use age::x25519;
use basis::{At, Code, Diagnostic, Span};

use crate::{Secret, codes};

/// Identities of a file.
pub const IDENTITIES_MAX: usize = 64;

/// Recipients of a vault.
pub const RECIPIENTS_MAX: usize = 64;

/// Bytes of a file of identities or recipients.
pub const KEY_FILE_BYTES_MAX: usize = 1 << 20;

/// What opens vaults. Its `Debug` form shows recipients only.
pub struct Identities(Vec<x25519::Identity>);

/// To whom a vault is sealed; never empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipients(Vec<x25519::Recipient>);

/// A new identity, as text of a file: its recipient in a comment, then the secret key.
///
/// The bytes come from the operating system.
///
/// # Panics
/// Where the operating system gives no random bytes.
///
/// ```
/// let file = vault::keygen();
/// let identities = vault::Identities::read("north.key", &file).unwrap();
/// assert!(file.starts_with(&format!("# public key: {}\n", identities.recipients())));
/// assert!(file.lines().last().unwrap().starts_with("AGE-SECRET-KEY-1"));
/// ```
pub fn keygen() -> Secret<String> {
    let identity = x25519::Identity::generate();
    let secret = identity.to_string();
    let recipient = identity.to_public();
    Secret::new(format!("# public key: {recipient}\n{}\n", secret.expose_secret()))
}

impl Identities {
    /// Reads a file of identities. What stands in it is repeated in no message.
    ///
    /// # Errors
    /// All lines that are no identity; a file without any; [`IDENTITIES_MAX`] and
    /// [`KEY_FILE_BYTES_MAX`].
    pub fn read(file: &str, text: &str) -> Result<Identities, Vec<Diagnostic>> {
        let keys = lines(file, text, IDENTITIES_MAX, codes::IDENTITY, "identity")?;
        let mut identities = Vec::new();
        let mut problems = Vec::new();
        for (number, _, line) in keys {
            match line.parse() {
                Ok(identity) => identities.push(identity),
                Err(_) => problems.push(not_an_identity(file, number, line)),
            }
        }
        if problems.is_empty() { Ok(Identities(identities)) } else { Err(problems) }
    }

    /// To whom one seals so that these identities open it, in their order.
    pub fn recipients(&self) -> Recipients {
        Recipients(self.0.iter().map(x25519::Identity::to_public).collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn age::Identity> {
        self.0.iter().map(|identity| identity as &dyn age::Identity)
    }
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "identities of {:?}", self.recipients())
    }
}

impl Recipients {
    /// Reads a file of recipients, or a single one.
    ///
    /// # Errors
    /// All lines that are no recipient; a file without any; [`RECIPIENTS_MAX`] and
    /// [`KEY_FILE_BYTES_MAX`].
    pub fn read(file: &str, text: &str) -> Result<Recipients, Vec<Diagnostic>> {
        let keys = lines(file, text, RECIPIENTS_MAX, codes::RECIPIENT, "recipient")?;
        let mut recipients = Vec::new();
        let mut problems = Vec::new();
        for (number, span, line) in keys {
            match line.parse() {
                Ok(recipient) if !is_of_low_order(line) => recipients.push(recipient),
                _ => problems.push(not_a_recipient(file, number, span, line)),
            }
        }
        if problems.is_empty() { Ok(Recipients(recipients)) } else { Err(problems) }
    }

    /// Whether some identity opens what is sealed to these and what is sealed to the others.
    pub fn share_a_key_with(&self, others: &Recipients) -> bool {
        self.0.iter().any(|recipient| others.0.contains(recipient))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0.iter().map(|recipient| recipient as &dyn age::Recipient)
    }
}

/// One on each line, without a final line end.
impl fmt::Display for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, recipient) in self.0.iter().enumerate() {
            write!(f, "{}{recipient}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

/// Number (from 1), bytes and text of each line that is not blank and no comment; at least one.
fn lines<'t>(
    file: &str,
    text: &'t str,
    lines_max: usize,
    code: Code,
    what: &str,
) -> Result<Vec<(usize, Span, &'t str)>, Vec<Diagnostic>> {
    let refuse = |code, message: String| {
        Err(vec![Diagnostic::error(code, message).label(file, At::File, "")])
    };
    if text.len() > KEY_FILE_BYTES_MAX {
        return refuse(codes::TOO_LARGE, format!("more than {KEY_FILE_BYTES_MAX} bytes of keys"));
    }
    let mut found = Vec::new();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let key = line.trim();
        if !key.is_empty() && !key.starts_with('#') {
            found.push((index + 1, Span::new(start, start + line.len()), key));
        }
        start += line.len() + 1;
    }
    if found.is_empty() {
        return refuse(code, format!("there is no {what} here"));
    }
    if found.len() > lines_max {
        return refuse(codes::TOO_LARGE, format!("more than {lines_max} keys"));
    }
    Ok(found)
}

/// Whether a public key is one of the few points that give everybody the same shared secret
/// (RFC 7748, section 6.1): sealing to such a key would protect nothing.
fn is_of_low_order(recipient: &str) -> bool {
    let decoded = bech32::decode(recipient).ok().and_then(|(_, bytes)| bytes.try_into().ok());
    // Any secret will do: it is made a multiple of eight, the order of these points.
    decoded.is_none_or(|public| x25519_dalek::x25519([1; 32], public) == [0; 32])
}

/// Points at no bytes: whoever shows a diagnostic would print the line, and it may be a secret.
fn not_an_identity(file: &str, number: usize, line: &str) -> Diagnostic {
    let message = format!("line {number} is not an identity that opens vaults");
    let help = if line.starts_with("age1") {
        "this is a recipient, the public key; the identity begins with AGE-SECRET-KEY-1"
    } else if line.starts_with("AGE-SECRET-KEY-1") {
        "the key was cut off or mistyped; take it from the file that it was made in"
    } else if line.starts_with("age-encryption.org/") || line.starts_with("-----BEGIN AGE") {
        "the file of identities is itself sealed; open it with the program `age` first"
    } else {
        "an identity begins with AGE-SECRET-KEY-1; keys of SSH, of plugins and of other types are \
         not read"
    };
    Diagnostic::error(codes::IDENTITY, message).label(file, At::File, "").help(help)
}

fn not_a_recipient(file: &str, number: usize, span: Span, line: &str) -> Diagnostic {
    // A secret key in the wrong place is not printed either.
    if line.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-") {
        let message = format!("line {number} is an identity, the secret key, not a recipient");
        let problem = Diagnostic::error(codes::RECIPIENT, message).label(file, At::File, "");
        return problem.help("give the recipient, which begins with age1, and keep the key secret");
    }
    let message = format!("line {number} is not a recipient to whom a vault can be sealed");
    Diagnostic::error(codes::RECIPIENT, message)
        .label(file, At::Bytes(span), "")
        .help("a recipient begins with age1 and has 62 characters; other types are not written to")
}
