//! Vaults: keys, sealing, opening.

use std::path::PathBuf;

use basis::{At, Diagnostic};
use clap::Args;
use vault::{Identities, Recipients};

use super::files::{Files, failed, utf8};
use crate::codes;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::folder::read_named;
use crate::render::Sources;
use crate::show::shown;
use crate::terminal::Terminal;
use crate::write;

/// Make a key that opens vaults
///
/// Writes an identity, which is secret, to a new file, and prints its recipient, to which others
/// seal. The form is that of age.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks keygen team.key > team.pub           secret key, and recipient for others")]
pub(super) struct Keygen {
    /// File for the identity; must not exist
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Seal a file to recipients
///
/// Whoever has the identity of one of them can open it; nobody else can read what a party told in
/// confidence. The file itself stays as it is: remove it. A vault that is there already is not
/// replaced: others may have been able to open it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks seal examples/ceasefire-talks/positions/north.toml \\
      --recipient \"$(cat team.pub)\" --out north.toml.age")]
pub(super) struct Seal {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Recipient; may be repeated
    #[arg(long, value_name = "RECIPIENT", required = true)]
    recipient: Vec<String>,
    /// Where to write the vault; must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Open a vault and print what is in it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks unseal examples/ceasefire-talks/vaults/north.toml.age \\
      --identity examples/ceasefire-talks/example.key
  detente talks unseal north.toml.age --identity team.key")]
pub(super) struct Unseal {
    /// The vault
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// File with the identity
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
}

pub(super) fn keygen(args: &Keygen, terminal: Terminal) -> Outcome {
    let identity = vault::keygen();
    write::new_secret(&args.file, identity.as_bytes())?;
    let recipient = identity.lines().find_map(|line| line.strip_prefix("# public key: "));
    terminal.out(&format!("{}\n", recipient.unwrap_or_default())).map(|()| Exit::Done)
}

pub(super) fn seal(args: &Seal, terminal: Terminal) -> Outcome {
    let recipients = Recipients::read("--recipient", &args.recipient.join("\n"))
        .map_err(|problems| failed(&problems, &Sources::default(), terminal))?;
    let plain = read_named(&args.file, vault::sealing::PLAINTEXT_BYTES_MAX as u64)?;
    // What is no text could be sealed, and never be read again.
    let plain = utf8(&shown(&args.file), plain)
        .map_err(|problem| failed(&[problem], &Sources::default(), terminal))?;
    let sealed = vault::seal(plain.as_bytes(), &recipients)
        .map_err(|problem| one(problem, args, terminal))?;
    write::new_secret(&args.out, &sealed)?;
    terminal.note(&format!("sealed to {}", shown(&args.out)));
    Ok(Exit::Done)
}

fn one(problem: Diagnostic, args: &Seal, terminal: Terminal) -> CommandError {
    failed(&[problem.label(shown(&args.file), At::File, "")], &Sources::default(), terminal)
}

pub(super) fn unseal(args: &Unseal, terminal: Terminal) -> Outcome {
    let files = Files::read(std::slice::from_ref(&args.identity), terminal)?;
    let identities =
        files.with(terminal, |inputs| Identities::read(inputs[0].name, inputs[0].text))?;
    let sealed = read_named(&args.file, vault::sealing::SEALED_BYTES_MAX as u64)?;
    let plain = vault::open(&shown(&args.file), &sealed, &identities)
        .map_err(|problem| failed(&[problem], &Sources::default(), terminal))?;
    // What was opened is wiped when it goes; a copy would not be.
    let Ok(text) = std::str::from_utf8(&plain) else {
        let problem = Diagnostic::error(codes::NOT_UTF8, "the file is not UTF-8");
        let problem = problem.label(shown(&args.file), At::File, "");
        return Err(failed(&[problem], &Sources::default(), terminal));
    };
    terminal.document(text).map(|()| Exit::Done)
}
