//! Blind acceptance: deal slips, answer one, combine the replies.
//!
//! What is printed and written tells nothing of an answer but to whom it is sealed; `SECURITY.md`
//! says who could learn what.

use std::path::{Path, PathBuf};

use ::talks::codes;
use ::talks::process::blind::{self, Offer, Outcome as Combined, Reply, SHARE_BYTES, Slip};
use ::talks::read::Input;
use basis::{At, Diagnostic, Digest, suggest};
use clap::{Args, Subcommand, ValueEnum};
use vault::{Identities, Recipients, Secret};

use super::files::{FILE_BYTES_MAX, Files, failed, utf8};
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::folder::read_named;
use crate::render::Sources;
use crate::show::shown;
use crate::terminal::Terminal;
use crate::write;

/// Name of the published file of an offer.
const OFFER_FILE: &str = "offer.json";

/// Ask parties whether they accept a package, so that a one-sided yes stays unknown
///
/// `deal` makes an offer and a sealed slip for each party; each party answers with `answer`;
/// `combine` tells whether all accept, and nothing else. Whoever deals could keep what is dealt,
/// and then read each answer off its reply: let another combine.
#[derive(Debug, Args)]
pub(super) struct BlindArgs {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    Deal(DealArgs),
    Answer(AnswerArgs),
    Combine(CombineArgs),
    Check(CheckArgs),
}

/// Make an offer, and a sealed slip for each party
///
/// Writes `offer.json`, which everybody may see, and `slip-PARTY.age` for each party, to be handed
/// to it and then erased.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks keygen north.key > north.pub         each party for itself
  detente talks keygen south.key > south.pub
  detente talks blind deal --package examples/ceasefire-talks/tabled/A.toml \\
      --parties NORTH,SOUTH --to NORTH=\"$(cat north.pub)\" --to SOUTH=\"$(cat south.pub)\" \\
      --out blind")]
struct DealArgs {
    /// The package, as all parties have it before them
    #[arg(long, value_name = "FILE")]
    package: PathBuf,
    /// Who is asked
    #[arg(long, value_name = "CODES", value_delimiter = ',', required = true)]
    parties: Vec<String>,
    /// To whom the slip of a party is sealed; may be repeated
    #[arg(long, value_name = "PARTY=RECIPIENT", required = true)]
    to: Vec<String>,
    /// Folder for offer and slips; these must not exist
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

/// Answer an offer with a slip
///
/// What is printed is the same for both answers, and so is the length of what is sealed. The
/// command line may stay in the history of your shell.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks keygen combiner.key > combiner.pub   whoever combines, for itself
  detente talks blind answer yes --slip blind/slip-NORTH.age --identity north.key \\
      --package examples/ceasefire-talks/tabled/A.toml --to \"$(cat combiner.pub)\" \\
      --out reply-NORTH.age
  detente talks blind answer no --slip blind/slip-SOUTH.age --identity south.key \\
      --to \"$(cat combiner.pub)\" --out reply-SOUTH.age")]
struct AnswerArgs {
    /// Whether the party accepts
    #[arg(value_name = "ANSWER")]
    answer: YesNo,
    /// The slip of the party
    #[arg(long, value_name = "FILE")]
    slip: PathBuf,
    /// File with the party's identity
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The package that the party has before it, to be compared with the slip
    #[arg(long, value_name = "FILE")]
    package: Option<PathBuf>,
    /// To whom the reply is sealed: whoever combines
    #[arg(long, value_name = "RECIPIENT")]
    to: String,
    /// Where to write the reply; must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum YesNo {
    /// It accepts.
    Yes,
    /// It does not.
    No,
}

/// Tell whether all accept, from one reply of each party
///
/// Combine once, with all replies at hand, and erase them: two replies of one party would tell what
/// the others said.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks blind combine --offer blind/offer.json --reply reply-NORTH.age \\
      --reply reply-SOUTH.age --identity combiner.key --out outcome.json")]
struct CombineArgs {
    /// The offer
    #[arg(long, value_name = "FILE")]
    offer: PathBuf,
    /// A reply; one of each party
    #[arg(long, value_name = "FILE", required = true)]
    reply: Vec<PathBuf>,
    /// File with the identity to which replies are sealed
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// Write the outcome, with what lets everybody check that all accepted; must not exist
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Check that an outcome belongs to an offer, and an offer to a package
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks blind check --offer blind/offer.json --outcome outcome.json \\
      --package examples/ceasefire-talks/tabled/A.toml")]
struct CheckArgs {
    /// The offer
    #[arg(long, value_name = "FILE")]
    offer: PathBuf,
    /// The package
    #[arg(long, value_name = "FILE")]
    package: PathBuf,
    /// The outcome
    #[arg(long, value_name = "FILE")]
    outcome: PathBuf,
}

pub(super) fn blind(args: &BlindArgs, terminal: Terminal) -> Outcome {
    match &args.step {
        Step::Deal(args) => deal(args, terminal),
        Step::Answer(args) => answer(args, terminal),
        Step::Combine(args) => combine(args, terminal),
        Step::Check(args) => check(args, terminal),
    }
}

fn deal(args: &DealArgs, terminal: Terminal) -> Outcome {
    let recipients = recipients(&args.parties, &args.to, terminal)?;
    let package = digest(&args.package)?;
    let random: Secret<Vec<[u8; SHARE_BYTES]>> =
        Secret::new(args.parties.iter().map(|_| random()).collect());
    let (offer, slips) = blind::deal(&random, &args.parties, package).map_err(usage)?;
    let offer_file = args.out.join(OFFER_FILE);
    let slip_file = |slip: &Slip| args.out.join(format!("slip-{}.age", slip.party));
    // A slip belongs to one offer: none is written where not all of them can be.
    let mut files: Vec<PathBuf> = slips.iter().map(slip_file).collect();
    files.push(offer_file.clone());
    write::none_yet(&files)?;
    write::make_folder(&args.out)?;
    for (slip, to) in slips.iter().zip(&recipients) {
        let sealed = sealed(&Secret::new(slip.to_json()), to, terminal)?;
        write::new_secret(&slip_file(slip), &sealed)?;
    }
    // Last: where an offer stands, all of its slips do.
    write::new(&offer_file, offer.to_json().as_bytes())?;
    terminal.note(&format!("offer and {} slips written to {}", slips.len(), shown(&args.out)));
    Ok(Exit::Done)
}

/// The recipients of each party's slip.
fn recipients(
    parties: &[String],
    to: &[String],
    terminal: Terminal,
) -> Result<Vec<Recipients>, CommandError> {
    let refuse = |message: String, help: Option<String>| {
        Err(usage(Diagnostic::error(codes::BLIND_PARTIES, message).help_opt(help)))
    };
    // Names of files.
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if let Some(party) = parties.iter().find(|party| !party.chars().all(plain)) {
        let help = "write letters, digits, `-` and `_`, as `talks.toml` does".to_owned();
        return refuse(
            format!("`{}` cannot be the code of a party", party.escape_debug()),
            Some(help),
        );
    }
    let mut lines = vec![String::new(); parties.len()];
    for text in to {
        let (party, recipient) = text.split_once('=').unwrap_or((text, ""));
        let Some(at) = parties.iter().position(|known| known == party) else {
            let help = suggest::did_you_mean(party, parties.iter().map(String::as_str));
            let help = help.unwrap_or_else(|| "write --to NORTH=age1…".to_owned());
            return refuse(
                "a recipient is named for somebody who is not asked".to_owned(),
                Some(help),
            );
        };
        lines[at] += &format!("{recipient}\n");
    }
    let mut all = Vec::new();
    for (party, lines) in parties.iter().zip(&lines) {
        if lines.is_empty() {
            let help = Some(format!("write --to {party}=age1…"));
            return refuse(
                format!("there is nobody to whom the slip of `{party}` is sealed"),
                help,
            );
        }
        let read = Recipients::read("--to", lines);
        all.push(read.map_err(|problems| failed(&problems, &Sources::default(), terminal))?);
    }
    each_its_own(parties, &all)?;
    Ok(all)
}

/// That no key opens the slips of two parties: whoever has it could answer for both, and of three
/// parties would learn what the third said.
fn each_its_own(parties: &[String], to: &[Recipients]) -> Result<(), CommandError> {
    for (at, (party, keys)) in parties.iter().zip(to).enumerate() {
        let before = parties.iter().zip(to).take(at);
        let mut same = before.filter(|(_, others)| keys.share_a_key_with(others));
        if let Some((other, _)) = same.next() {
            let message = format!("one recipient opens the slips of `{other}` and `{party}`");
            let problem = Diagnostic::error(codes::BLIND_PARTIES, message)
                .help("each party makes a key of its own with `detente talks keygen`");
            return Err(usage(problem));
        }
    }
    Ok(())
}

fn answer(args: &AnswerArgs, terminal: Terminal) -> Outcome {
    let to = Recipients::read("--to", &args.to)
        .map_err(|problems| failed(&problems, &Sources::default(), terminal))?;
    let identities = identities(&args.identity, terminal)?;
    if to.share_a_key_with(&identities.recipients()) {
        let message = "the reply is sealed to the key that opens the slip";
        let problem = Diagnostic::error(codes::BLIND_PARTIES, message)
            .help("who combines is none of the parties, and has a key of its own");
        return Err(usage(problem));
    }
    let slip = opened(&args.slip, &identities, terminal, Slip::read)?;
    if let Some(package) = &args.package
        && digest(package)? != slip.package
    {
        return Err(other_package(package, terminal));
    }
    // Both answers draw, and take the same steps.
    let reply = blind::answer(&slip, args.answer == YesNo::Yes, random());
    let sealed = sealed(&Secret::new(reply.to_json()), &to, terminal)?;
    write::new_secret(&args.out, &sealed)?;
    terminal.note(&format!("reply of {} sealed to {}", slip.party, shown(&args.out)));
    Ok(Exit::Done)
}

fn combine(args: &CombineArgs, terminal: Terminal) -> Outcome {
    let offer = offer(&args.offer, terminal)?;
    let identities = identities(&args.identity, terminal)?;
    let read = |path: &PathBuf| opened(path, &identities, terminal, Reply::read);
    let replies: Vec<Reply> = args.reply.iter().map(read).collect::<Result<_, _>>()?;
    let outcome = blind::combine(&offer, &replies)
        .map_err(|problems| failed(&problems, &Sources::default(), terminal))?;
    if let Some(out) = &args.out {
        write::new(out, offer.outcome_to_json(&outcome).as_bytes())?;
    }
    terminal.out(words(&outcome)).map(|()| Exit::Done)
}

fn check(args: &CheckArgs, terminal: Terminal) -> Outcome {
    let offer = offer(&args.offer, terminal)?;
    if digest(&args.package)? != offer.package {
        return Err(other_package(&args.package, terminal));
    }
    let files = Files::read(std::slice::from_ref(&args.outcome), terminal)?;
    let outcome = files.with(terminal, |inputs| {
        let input = inputs.first().ok_or_else(Vec::new)?;
        offer.read_outcome(input).map_err(|problem| vec![problem])
    })?;
    terminal.out(words(&outcome)).map(|()| Exit::Done)
}

fn words(outcome: &Combined) -> &'static str {
    match outcome {
        Combined::AllAccepted { .. } => "all accepted\n",
        Combined::NotAllAccepted => "not all accepted\n",
    }
}

fn offer(path: &Path, terminal: Terminal) -> Result<Offer, CommandError> {
    let files = Files::read(&[path.to_owned()], terminal)?;
    files.with(terminal, |inputs| {
        let input = inputs.first().ok_or_else(Vec::new)?;
        Offer::read(input).map_err(|problem| vec![problem])
    })
}

fn identities(path: &Path, terminal: Terminal) -> Result<Identities, CommandError> {
    let bytes = read_named(path, vault::keys::KEY_FILE_BYTES_MAX as u64)?;
    let name = shown(path);
    let told = |problems: &[Diagnostic]| failed(problems, &Sources::default(), terminal);
    let text = Secret::new(utf8(&name, bytes).map_err(|problem| told(&[problem]))?);
    Identities::read(&name, &text).map_err(|problems| told(&problems))
}

/// What is sealed in a file.
fn opened<T>(
    path: &Path,
    identities: &Identities,
    terminal: Terminal,
    read: impl Fn(&Input<'_>) -> Result<T, Diagnostic>,
) -> Result<T, CommandError> {
    let name = shown(path);
    let bytes = read_named(path, vault::sealing::SEALED_BYTES_MAX as u64)?;
    // No message shows what was sealed: there are no sources.
    let told = |problem: Diagnostic| failed(&[problem], &Sources::default(), terminal);
    let plain = vault::open(&name, &bytes, identities).map_err(told)?;
    let Ok(text) = std::str::from_utf8(&plain) else {
        let problem = Diagnostic::error(crate::codes::NOT_UTF8, "what is sealed is not UTF-8");
        return Err(told(problem.label(name, At::File, "")));
    };
    read(&Input { name: &name, text }).map_err(told)
}

fn sealed(
    text: &Secret<String>,
    to: &Recipients,
    terminal: Terminal,
) -> Result<Vec<u8>, CommandError> {
    vault::seal(text.as_bytes(), to)
        .map_err(|problem| failed(&[problem], &Sources::default(), terminal))
}

/// SHA-256 of the file of a package, as it is.
fn digest(path: &Path) -> Result<Digest, CommandError> {
    read_named(path, FILE_BYTES_MAX).map(|bytes| Digest::of(&bytes))
}

fn other_package(path: &Path, terminal: Terminal) -> CommandError {
    let problem = Diagnostic::error(codes::BLIND_FORM, "the offer is about another package")
        .label(shown(path), At::File, "")
        .help("each byte of the file counts; ask for the file that was offered");
    failed(&[problem], &Sources::default(), terminal)
}

fn usage(problem: Diagnostic) -> CommandError {
    CommandError::new(Exit::Usage, problem)
}

/// Random bytes of the operating system.
fn random() -> [u8; SHARE_BYTES] {
    let mut bytes = [0; SHARE_BYTES];
    getrandom::getrandom(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
