//! Blind acceptance: all parties learn whether all accept a suggested package, and nobody learns of
//! a one-sided yes.
//!
//! A program that the mediator trusts deals: for n parties it draws n shares of 32 random bytes,
//! whose exclusive or is the secret, and publishes a commitment, the SHA-256 of package, parties
//! and secret. Each party gets its share, sealed to it ([`Slip`]). A yes is the share itself, a no
//! is as many fresh random bytes; both are sealed to whoever combines ([`Reply`]). The exclusive or
//! of all replies gives the commitment exactly when every reply is a yes; if not, it is a random
//! number. (n-out-of-n secret sharing by exclusive or: Karnin, Greene and Hellman, IEEE
//! Transactions on Information Theory 29:35, 1983.)
//!
//! # Who could learn what
//!
//! * **The combiner**, from replies and offer alone: all or not all. Any n − 1 shares are
//!   independent of the secret, and a no looks like a share. It has to combine once: who combines
//!   two replies of one party with the others learns what the others said.
//! * **The dealer**, or who finds the slips: everything, once it sees the replies, for it can
//!   compare each with its share. Dealing and combining must erase the slips, and dealer and
//!   combiner are best two programs in two hands.
//! * **A party**, from the result: where it is *not all* and the party said yes, that some other
//!   said no; of two parties, which. Where the party said no itself, nothing. No method avoids
//!   this.
//! * **A party that reads the reply of another**: with two parties, what the other said; with more,
//!   nothing. Hence the seal.
//! * **Parties together with the combiner**: whether all the others said yes, whatever they replied
//!   themselves, for they know their own shares; if they are all but one, what that one said. The
//!   combiner must not be a party, nor side with one.
//! * **Anybody who changes a reply** turns *all* into *not all*, and never the other way, unless
//!   two that say no agree on their replies.
//!
//! Where all accepted, the secret is published as [`Outcome::AllAccepted`]'s opening, and each
//! party can repeat the commitment ([`opens`], or `sha256sum` on the lines of [`preimage`]): this
//! shows that the result belongs to this package and these parties. A dealer that kept the secret
//! could still publish it without a single yes: against that helps only that the parties then say
//! so.
//!
//! Randomness comes in as bytes, never from here.

use std::fmt;

use basis::{At, Diagnostic, Digest};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codes;
use crate::domain::PARTIES_MAX;
use crate::space::too_many;

mod json;

pub use json::JSON_BYTES_MAX;

/// Bytes of a share.
pub const SHARE_BYTES: usize = 32;

/// First line of what the commitment is a digest of: no other digest of Detente begins with it.
pub const TAG: &str = "detente-blind/1";

/// Thirty-two bytes that must not be shown; the text form is 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Share([u8; SHARE_BYTES]);

/// What is published to all before anybody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// SHA-256 of the package, as all parties have it before them.
    pub package: Digest,
    /// Who is asked, in the order of dealing.
    pub parties: Vec<String>,
    /// Commitment to the secret.
    pub commitment: Digest,
}

/// What one party gets, and nobody else may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// SHA-256 of the package.
    pub package: Digest,
    /// Commitment of the offer to which it belongs.
    pub commitment: Digest,
    /// The party.
    pub party: String,
    /// Its share.
    pub share: Share,
}

/// What one party answers, for the combiner alone. A yes and a no have the same form and length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Commitment of the offer that it answers.
    pub commitment: Digest,
    /// The party.
    pub party: String,
    /// Its share, or random bytes.
    pub share: Share,
}

/// What all learn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every party accepts.
    AllAccepted {
        /// The secret, with which everybody can check it.
        opening: Share,
    },
    /// Some party does not accept, or some reply was changed.
    NotAllAccepted,
}

/// Deals a blind offer: one slip for each party, in their order, from as many random shares.
///
/// # Errors
/// Fewer than two parties, a party twice or with a control character in its name, more than
/// [`PARTIES_MAX`], or not one random share for each.
///
/// ```
/// use talks::process::blind::{self, Outcome};
/// // A test: shares have to be random.
/// let package = basis::Digest::of(b"the text of the package");
/// let parties = ["NORTH".to_owned(), "SOUTH".to_owned()];
/// let (offer, slips) = blind::deal(&[[1; 32], [2; 32]], &parties, package).unwrap();
/// let yes = blind::answer(&slips[0], true, [3; 32]);
/// let no = blind::answer(&slips[1], false, [4; 32]);
/// assert_eq!(blind::combine(&offer, &[yes, no]), Ok(Outcome::NotAllAccepted));
/// ```
pub fn deal(
    random: &[[u8; SHARE_BYTES]],
    parties: &[String],
    package: Digest,
) -> Result<(Offer, Vec<Slip>), Diagnostic> {
    check_parties(parties)?;
    if random.len() != parties.len() {
        let message = format!("{} random shares for {} parties", random.len(), parties.len());
        return Err(Diagnostic::error(codes::BLIND_PARTIES, message));
    }
    let secret = xor(random.iter());
    let commitment = commitment(package, parties, &secret);
    let slip = |(party, share): (&String, &[u8; SHARE_BYTES])| Slip {
        package,
        commitment,
        party: party.clone(),
        share: Share(*share),
    };
    let slips = parties.iter().zip(random).map(slip).collect();
    Ok((Offer { package, parties: parties.to_vec(), commitment }, slips))
}

/// A party's answer. `random` is drawn whatever the answer is, so that both take the same steps.
pub fn answer(slip: &Slip, yes: bool, mut random: [u8; SHARE_BYTES]) -> Reply {
    // A no must never be taken for a yes, whatever the source of random bytes does.
    if random == slip.share.0 {
        random[0] ^= 1;
    }
    let share = if yes { slip.share.clone() } else { Share(random) };
    Reply { commitment: slip.commitment, party: slip.party.clone(), share }
}

/// Whether all accept. Call it once, with all replies; say nothing else, and erase them.
///
/// # Errors
/// A reply to another offer, of somebody who was not asked, twice of one party, or a party without
/// a reply: a missing reply is not a no.
pub fn combine(offer: &Offer, replies: &[Reply]) -> Result<Outcome, Vec<Diagnostic>> {
    check_parties(&offer.parties).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut problem = |message: String| {
        problems.push(Diagnostic::error(codes::BLIND_REPLIES, message));
    };
    for reply in replies {
        if !offer.parties.contains(&reply.party) {
            problem(format!("`{}` replies and was not asked", reply.party));
        } else if reply.commitment != offer.commitment {
            problem(format!("the reply of `{}` belongs to another offer", reply.party));
        }
    }
    for party in &offer.parties {
        match replies.iter().filter(|reply| reply.party == *party).count() {
            0 => problem(format!("there is no reply of `{party}`")),
            1 => {}
            _ => problem(format!("there is more than one reply of `{party}`")),
        }
    }
    if !problems.is_empty() {
        let help = "one reply of each party to this offer is combined, and nothing else";
        return Err(problems.into_iter().map(|problem| problem.help(help)).collect());
    }
    let secret = xor(replies.iter().map(|reply| &reply.share.0));
    let all = commitment(offer.package, &offer.parties, &secret) == offer.commitment;
    Ok(if all { Outcome::AllAccepted { opening: secret } } else { Outcome::NotAllAccepted })
}

/// Whether an opening belongs to the offer: to its package, parties and commitment.
pub fn opens(offer: &Offer, opening: &Share) -> bool {
    commitment(offer.package, &offer.parties, opening) == offer.commitment
}

/// The lines of which the commitment is the SHA-256: tag, package, each party, secret, each with a
/// line end.
pub fn preimage(package: Digest, parties: &[String], opening: &Share) -> String {
    let parties: String = parties.iter().map(|party| format!("{party}\n")).collect();
    format!("{TAG}\n{package}\n{parties}{}\n", opening.hexadecimal())
}

fn commitment(package: Digest, parties: &[String], secret: &Share) -> Digest {
    Digest::of(preimage(package, parties, secret).as_bytes())
}

fn xor<'a>(shares: impl Iterator<Item = &'a [u8; SHARE_BYTES]>) -> Share {
    let mut sum = [0; SHARE_BYTES];
    for share in shares {
        sum.iter_mut().zip(share).for_each(|(sum, byte)| *sum ^= byte);
    }
    Share(sum)
}

/// At least two parties, each once, with names that fit on a line.
fn check_parties(parties: &[String]) -> Result<(), Diagnostic> {
    let refuse = |message: String| Err(Diagnostic::error(codes::BLIND_PARTIES, message));
    if parties.len() > PARTIES_MAX {
        return Err(too_many("parties", PARTIES_MAX));
    }
    if parties.len() < 2 {
        return refuse("a blind offer needs two parties or more".to_owned());
    }
    for (index, party) in parties.iter().enumerate() {
        if party.is_empty() || party.chars().any(char::is_control) {
            return refuse(format!("`{}` cannot be the name of a party", party.escape_debug()));
        }
        if parties[..index].contains(party) {
            return refuse(format!("the party `{party}` stands twice"));
        }
    }
    Ok(())
}

impl Share {
    /// From bytes.
    pub fn new(bytes: [u8; SHARE_BYTES]) -> Share {
        Share(bytes)
    }

    /// 64 lower-case hexadecimal digits.
    pub fn hexadecimal(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn parse(text: &str) -> Option<Share> {
        let digits: Vec<u8> = text.chars().map_while(|c| c.to_digit(16)?.try_into().ok()).collect();
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|two| two[0] << 4 | two[1]).collect();
        (digits.len() == text.len()).then(|| bytes.try_into().ok().map(Share)).flatten()
    }
}

/// Shows that there is a share, not which.
impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Share(…)")
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.hexadecimal())
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Share, D::Error> {
        let text = String::deserialize(d)?;
        Share::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("not 64 hexadecimal digits of a share"))
    }
}

/// A problem with a file of a blind offer.
fn problem(file: &str, message: String) -> Diagnostic {
    Diagnostic::error(codes::BLIND_FORM, message).label(file, At::File, "")
}
