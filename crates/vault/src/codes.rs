//! Codes of problems with vaults. Each has a page in `docs/errors`.

use basis::Code;

/// The file is not one that `age` sealed.
pub const NOT_SEALED: Code = Code("T070");
/// None of the identities given opens the vault.
pub const NO_IDENTITY_FITS: Code = Code("T071");
/// The vault was changed or cut off after it was sealed.
pub const DAMAGED: Code = Code("T072");
/// More than a named limit.
pub const TOO_LARGE: Code = Code("T073");
/// Not a recipient to whom a vault can be sealed.
pub const RECIPIENT: Code = Code("T074");
/// Not an identity that opens vaults.
pub const IDENTITY: Code = Code("T075");
/// The vault is sealed with a passphrase.
pub const PASSPHRASE: Code = Code("T076");
