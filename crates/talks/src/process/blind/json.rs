//! JSON forms of offers, slips, replies and outcomes: one object in each file.

use basis::{At, Diagnostic, Digest};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Offer, Outcome, Reply, Share, Slip, check_parties, problem};
use crate::codes;
use crate::read::Input;
use crate::space::too_many;

/// Bytes of one of these files.
pub const JSON_BYTES_MAX: usize = 64 << 10;

const OFFER: &str = "detente-blind-offer/1";
const SLIP: &str = "detente-blind-slip/1";
const REPLY: &str = "detente-blind-reply/1";
const OUTCOME: &str = "detente-blind-outcome/1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferForm {
    format: String,
    package: Digest,
    parties: Vec<String>,
    commitment: Digest,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlipForm {
    format: String,
    package: Digest,
    commitment: Digest,
    party: String,
    share: Share,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyForm {
    format: String,
    commitment: Digest,
    party: String,
    share: Share,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeForm {
    format: String,
    package: Digest,
    commitment: Digest,
    all_accepted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<Share>,
}

impl Offer {
    /// As a file.
    pub fn to_json(&self) -> String {
        let (package, commitment) = (self.package, self.commitment);
        let (format, parties) = (OFFER.to_owned(), self.parties.clone());
        written(&OfferForm { format, package, parties, commitment })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Anything but one offer with parties that it can have.
    pub fn read(file: &Input<'_>) -> Result<Offer, Diagnostic> {
        let form: OfferForm = read(file, OFFER, |form: &OfferForm| &form.format)?;
        check_parties(&form.parties).map_err(|p| p.label(file.name, At::File, ""))?;
        let OfferForm { package, parties, commitment, .. } = form;
        Ok(Offer { package, parties, commitment })
    }

    /// The outcome as a file: whether all accepted, and the opening where they did. It has no
    /// answer of any party in it.
    pub fn outcome_to_json(&self, outcome: &Outcome) -> String {
        let opening = match outcome {
            Outcome::AllAccepted { opening } => Some(opening.clone()),
            Outcome::NotAllAccepted => None,
        };
        written(&OutcomeForm {
            format: OUTCOME.to_owned(),
            package: self.package,
            commitment: self.commitment,
            all_accepted: opening.is_some(),
            opening,
        })
    }

    /// Reads the file of an outcome and checks it: where all are said to have accepted, the
    /// opening has to open this offer.
    ///
    /// # Errors
    /// Anything but an outcome of this offer, and an opening that does not open it.
    pub fn read_outcome(&self, file: &Input<'_>) -> Result<Outcome, Diagnostic> {
        let form: OutcomeForm = read(file, OUTCOME, |form: &OutcomeForm| &form.format)?;
        let refuse = |message: &str| Err(problem(file.name, message.to_owned()));
        if (form.package, form.commitment) != (self.package, self.commitment) {
            return refuse("this is the outcome of another offer");
        }
        match (form.all_accepted, form.opening) {
            (true, Some(opening)) if super::opens(self, &opening) => {
                Ok(Outcome::AllAccepted { opening })
            }
            (true, _) => refuse("nothing shows that all accepted: the opening does not open it"),
            (false, None) => Ok(Outcome::NotAllAccepted),
            (false, Some(_)) => refuse("an outcome without acceptance has no opening"),
        }
    }
}

impl Slip {
    /// As a file, to be sealed to the party.
    pub fn to_json(&self) -> String {
        written(&SlipForm {
            format: SLIP.to_owned(),
            package: self.package,
            commitment: self.commitment,
            party: self.party.clone(),
            share: self.share.clone(),
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Anything but one slip.
    pub fn read(file: &Input<'_>) -> Result<Slip, Diagnostic> {
        let form: SlipForm = read(file, SLIP, |form: &SlipForm| &form.format)?;
        let SlipForm { package, commitment, party, share, .. } = form;
        Ok(Slip { package, commitment, party, share })
    }
}

impl Reply {
    /// As a file, to be sealed to the combiner. A yes and a no have the same length.
    pub fn to_json(&self) -> String {
        let (commitment, party) = (self.commitment, self.party.clone());
        written(&ReplyForm {
            format: REPLY.to_owned(),
            commitment,
            party,
            share: self.share.clone(),
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Anything but one reply.
    pub fn read(file: &Input<'_>) -> Result<Reply, Diagnostic> {
        let form: ReplyForm = read(file, REPLY, |form: &ReplyForm| &form.format)?;
        let ReplyForm { commitment, party, share, .. } = form;
        Ok(Reply { commitment, party, share })
    }
}

fn written<T: Serialize>(form: &T) -> String {
    let mut text = serde_json::to_string_pretty(form).expect("strings and digests");
    text.push('\n');
    text
}

/// One object of that format. Messages repeat nothing of the file and point at no bytes, which
/// whoever shows them would print: it may be a slip.
fn read<T: DeserializeOwned>(
    file: &Input<'_>,
    format: &str,
    format_of: impl Fn(&T) -> &String,
) -> Result<T, Diagnostic> {
    if file.text.len() > JSON_BYTES_MAX {
        return Err(too_many("bytes of a blind offer", JSON_BYTES_MAX).label(
            file.name,
            At::File,
            "",
        ));
    }
    let named = serde_json::from_str::<serde_json::Value>(file.text).ok();
    let named = named.as_ref().and_then(|value| value.get("format")?.as_str());
    if named.is_some_and(|named| named != format) {
        let message = format!("this is not `{format}`");
        return Err(Diagnostic::error(codes::FORMAT, message).label(file.name, At::File, ""));
    }
    match serde_json::from_str::<T>(file.text) {
        Ok(form) if format_of(&form) == format => Ok(form),
        Ok(_) => Err(problem(file.name, format!("this is not `{format}`"))),
        Err(error) => {
            let line = error.line();
            Err(problem(
                file.name,
                match error.classify() {
                    serde_json::error::Category::Data => {
                        format!("line {line}: a field of `{format}` is missing, unknown or odd")
                    }
                    _ => format!("line {line}: this is not a JSON object, or it was cut off"),
                },
            ))
        }
    }
}
