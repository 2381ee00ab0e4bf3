//! The kinds of entries: which fields each has, and how they are read.

use basis::{Digest, Instant};

use super::log::{SILENCE_HOURS_MAX, What};
use super::moment::Precision;
use super::read::Reader;
use crate::codes;
use crate::folder::{Fields, Placed, quoted};

/// Number of a round.
const ROUND_MAX: u32 = 9_999;

/// How a kind of entry is read.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// Its own fields.
    pub(super) keys: &'static [&'static str],
    /// How exactly its time has to be known.
    pub(super) precision: Precision,
    /// Whether only a party does this.
    pub(super) by_party: bool,
    /// Reads its own fields; the instant is that of the entry.
    pub(super) read: fn(&mut Reader<'_>, &Fields<'_>, Instant) -> Option<What>,
}

type ReadFields = fn(&mut Reader<'_>, &Fields<'_>, Instant) -> Option<What>;

/// What those who lead the talks do, at an instant.
const fn led(keys: &'static [&'static str], read: ReadFields) -> Kind {
    Kind { keys, precision: Precision::Instant, by_party: false, read }
}

/// What a party does, at a time of which perhaps only the day is known.
const fn by_party(keys: &'static [&'static str], read: ReadFields) -> Kind {
    Kind { keys, precision: Precision::Day, by_party: true, read }
}

/// All kinds, in the order of the documentation.
pub(super) const KINDS: &[(&str, Kind)] = &[
    ("circulated", led(&["round", "file", "sha256", "to"], circulated)),
    ("comment", by_party(&["round", "bracket", "words"], comment)),
    ("no_comment", by_party(&["round"], |r, f, _| Some(What::NoComment { round: r.round(f)? }))),
    ("proposal", led(&["id", "sha256", "to", "hours", "until", "rule"], proposal)),
    ("receipt", by_party(&["of"], |r, f, _| Some(What::Receipt { of: r.of(f, "proposal")? }))),
    ("objection", by_party(&["of", "words"], objection)),
    ("no_objection", by_party(&["of"], no_objection)),
    ("time_request", by_party(&["of", "hours"], time_request)),
    ("extension", led(&["of", "hours"], extension)),
    ("withdrawal", led(&["of"], |r, f, _| Some(What::Withdrawal { of: r.of(f, "proposal")? }))),
    ("ad_referendum", led(&["id", "subject", "by", "deadline"], ad_referendum)),
    ("confirmation", by_party(&["of"], confirmation)),
    ("refusal", by_party(&["of", "words"], refusal)),
    ("acceptance", by_party(&["refers", "sha256"], acceptance)),
    ("blind_offer", led(&["id", "sha256", "commitment", "to"], blind_offer)),
    ("blind_result", led(&["of", "accepted"], blind_result)),
];

fn circulated(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    let (file, sha256) = (r.tree.need(f, "file"), r.digest(f, "sha256"));
    let to = r.asked(f, "to");
    let round = r.number(f, "round", ROUND_MAX)?;
    let (file, sha256) = (file?.text, sha256?);
    if *r.rounds.entry(round).or_insert(sha256) != sha256 {
        let message = format!("round {round} was circulated with another text before");
        let help = "another text is another round".to_owned();
        r.tree.error(codes::ROUND, message, f.span, Some(help));
    }
    Some(What::Circulated { round, file, sha256, to })
}

fn comment(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    let bracket = f.has("bracket").then(|| r.tree.need(f, "bracket").map(|id| id.text));
    let words = r.tree.need(f, "words");
    Some(What::Comment { round: r.round(f)?, bracket: bracket.flatten(), words: words?.text })
}

fn proposal(r: &mut Reader<'_>, f: &Fields<'_>, at: Instant) -> Option<What> {
    let id = r.new_id(f, "proposal");
    let (sha256, to) = (r.digest(f, "sha256"), r.asked(f, "to"));
    let rule = match f.has("rule") {
        true => r.tree.need(f, "rule").map(|rule| rule.text),
        false => r.rule.clone(),
    };
    if rule.is_none() {
        let message = "nothing says where the parties agreed that silence adopts";
        let help = "name the place as `rule`, here or under [silence]; without it, silence cannot \
                    be known to be consent";
        r.tree.warn(codes::NO_RULE, message, f.span, Some(help.to_owned()));
    }
    let until = r.until(f, at)?;
    let request_breaks = r.request_breaks;
    Some(What::Proposal { id: id?, sha256: sha256?, to, until, rule, request_breaks })
}

fn objection(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    Some(What::Objection { words: r.words(f), of: r.of(f, "proposal")? })
}

fn no_objection(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    Some(What::NoObjection { of: r.of(f, "proposal")? })
}

fn time_request(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    Some(What::TimeRequest { hours: r.hours(f)?, of: r.of(f, "proposal")? })
}

fn extension(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    Some(What::Extension { hours: r.hours(f)?, of: r.of(f, "proposal")? })
}

fn ad_referendum(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    let (id, subject) = (r.new_id(f, "ad_referendum"), r.tree.need(f, "subject"));
    let zone = r.zone.as_ref();
    let deadline = r.tree.instant(f, "deadline", zone, Precision::Day);
    Some(What::AdReferendum { id: id?, subject: subject?.text, by: r.asked(f, "by"), deadline })
}

fn confirmation(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    Some(What::Confirmation { of: r.of(f, "ad_referendum")? })
}

fn refusal(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    Some(What::Refusal { words: r.words(f), of: r.of(f, "ad_referendum")? })
}

fn acceptance(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    let sha256 = match f.has("sha256") {
        true => Some(r.digest(f, "sha256")?),
        false => None,
    };
    Some(What::Acceptance { refers: r.tree.need(f, "refers")?.text, sha256 })
}

fn blind_offer(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    let (id, to) = (r.new_id(f, "blind_offer"), r.asked(f, "to"));
    let (sha256, commitment) = (r.digest(f, "sha256"), r.digest(f, "commitment"));
    if let Some(commitment) = commitment
        && !r.commitments.insert(commitment)
    {
        let help = "slips are answered once: a second reply of a party would tell what others said";
        r.tree.error(codes::TWICE, "the commitment stands twice", f.span, Some(help.to_owned()));
    }
    Some(What::BlindOffer { id: id?, sha256: sha256?, commitment: commitment?, to })
}

fn blind_result(r: &mut Reader<'_>, f: &Fields<'_>, _: Instant) -> Option<What> {
    if !f.has("accepted") {
        r.tree.missing(f, "accepted", None);
    }
    Some(What::BlindResult { accepted: r.tree.flag(f, "accepted"), of: r.of(f, "blind_offer")? })
}

impl Reader<'_> {
    /// Number of a round that was circulated before.
    fn round(&mut self, fields: &Fields<'_>) -> Option<u32> {
        let round = self.number(fields, "round", ROUND_MAX)?;
        if !self.rounds.contains_key(&round) {
            let message = format!("round {round} was not circulated before");
            self.tree.error(codes::ROUND, message, fields.span, None);
        }
        Some(round)
    }

    /// The id of an entry of that kind that stands before.
    fn of(&mut self, fields: &Fields<'_>, kind: &'static str) -> Option<String> {
        let of = self.tree.need(fields, "of")?;
        let known = self.ids.iter().filter(|(_, k)| **k == kind).map(|(id, _)| id.as_str());
        let help = suggest(&of, known);
        match self.ids.get(&of.text) {
            Some(found) if *found == kind => return Some(of.text),
            Some(found) => {
                let message =
                    format!("{} is the id of another kind of entry, `{found}`", quoted(&of.text));
                self.tree.error(codes::ID, message, of.span, help);
            }
            None => {
                let message = format!("no `{kind}` before this has the id {}", quoted(&of.text));
                self.tree.error(codes::ID, message, of.span, help);
            }
        }
        None
    }

    fn new_id(&mut self, fields: &Fields<'_>, kind: &'static str) -> Option<String> {
        let id = self.tree.need(fields, "id")?;
        if self.ids.insert(id.text.clone(), kind).is_some() {
            let message = format!("the id {} stands twice", quoted(&id.text));
            self.tree.error(codes::TWICE, message, id.span, None);
        }
        Some(id.text)
    }

    /// The parties that are named, each once; all of them where none is.
    fn asked(&mut self, fields: &Fields<'_>, key: &str) -> Vec<String> {
        if !fields.has(key) {
            return self.parties.clone();
        }
        let named = self.tree.texts(fields, key);
        let mut asked = Vec::new();
        for name in named {
            self.party(&name);
            if asked.contains(&name.text) {
                let message = format!("the party {} stands twice", quoted(&name.text));
                self.tree.error(codes::TWICE, message, name.span, None);
            }
            asked.push(name.text);
        }
        if asked.is_empty() {
            let message = format!("`{key}` names nobody");
            self.tree.error(codes::FIELD, message, fields.span, None);
        }
        asked
    }

    fn digest(&mut self, fields: &Fields<'_>, key: &str) -> Option<Digest> {
        let text = self.tree.need(fields, key)?;
        let digest = Digest::parse(&text.text);
        if digest.is_none() {
            let message = format!("`{key}` takes 64 hexadecimal digits of a SHA-256");
            self.tree.error(codes::FIELD, message, text.span, None);
        }
        digest
    }

    fn words(&mut self, fields: &Fields<'_>) -> String {
        self.tree.text(fields, "words").map(|words| words.text).unwrap_or_default()
    }

    /// When silence ends: as stated, or so many hours later.
    fn until(&mut self, fields: &Fields<'_>, at: Instant) -> Option<Instant> {
        if !fields.has("until") {
            let hours = if fields.has("hours") { self.hours(fields)? } else { self.hours };
            return Some(after(at, hours));
        }
        if fields.has("hours") {
            let message = "`hours` and `until` both say when silence ends";
            self.tree.error(codes::FIELD, message, fields.span, None);
        }
        let zone = self.zone.clone();
        let until = self.tree.instant(fields, "until", zone.as_ref(), Precision::Instant)?;
        if until <= at || until > after(at, SILENCE_HOURS_MAX) {
            let message = "silence ends after it was asked for";
            let help = format!("and at most {SILENCE_HOURS_MAX} hours after it");
            self.tree.error(codes::TIME, message, fields.span, Some(help));
            return None;
        }
        Some(until)
    }
}

fn suggest<'a>(of: &Placed, known: impl Iterator<Item = &'a str>) -> Option<String> {
    basis::suggest::did_you_mean(&of.text, known)
}

/// So many hours of sixty minutes later.
pub(super) fn after(at: Instant, hours: u32) -> Instant {
    at.plus_micros(i64::from(hours) * basis::time::HOUR_US)
}
