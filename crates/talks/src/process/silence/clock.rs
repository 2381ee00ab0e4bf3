//! The clock of one proposal: its window, what was said in it, and the state that follows.

use basis::{Instant, Interval, Truth};

use super::{Asked, Doubt, Ignored, NoEffect, Objection, Said, Silence, State};
use crate::process::kinds::after;
use crate::process::log::{Entry, What};

/// An entry with its position in the log.
type Act<'l> = (usize, &'l Entry);

/// A proposal as it was circulated.
pub(super) struct Proposal<'l> {
    entry: usize,
    id: &'l str,
    proposer: &'l str,
    to: &'l [String],
    from: Instant,
    until: Instant,
    rule: Option<&'l String>,
    request_breaks: Option<bool>,
}

/// What the proposer made of it.
struct Window {
    /// The end, with extensions.
    end: Instant,
    /// When extensions were given.
    extended: Vec<Instant>,
    /// Entry and instant of the withdrawal.
    withdrawn: Option<(usize, Instant)>,
}

/// What the parties said in the window.
#[derive(Default)]
struct Voices {
    broken: Vec<Objection>,
    doubts: Vec<Doubt>,
    ignored: Vec<Ignored>,
}

impl<'l> Proposal<'l> {
    pub(super) fn of((index, entry): Act<'l>) -> Option<Proposal<'l>> {
        let What::Proposal { id, to, until, rule, request_breaks, .. } = &entry.what else {
            return None;
        };
        Some(Proposal {
            entry: index,
            id,
            proposer: &entry.who,
            to,
            from: entry.when.start,
            until: *until,
            rule: rule.as_ref(),
            request_breaks: *request_breaks,
        })
    }

    pub(super) fn at(&self, known: &[Act<'_>], now: Instant) -> Silence {
        let about = known.iter().copied().filter(|(_, e)| e.what.of() == Some(self.id));
        let acts: Vec<Act<'_>> = about.collect();
        let mut ignored = Vec::new();
        let window = self.window(&acts, &mut ignored);
        let voices = self.voices(&acts, &window);
        ignored.extend(voices.ignored);
        ignored.sort_by_key(|ignored| ignored.entry);
        let asked = |party: &String| self.asked(party, &acts, window.end, &voices.broken);
        let asked: Vec<Asked> = self.to.iter().map(asked).collect();
        let mut doubts = voices.doubts;
        let reached = |wanted: Truth| {
            let found = asked.iter().filter(move |asked| asked.reached == wanted);
            found.map(|asked| asked.party.clone())
        };
        doubts.extend(reached(Truth::Unknown).map(|party| Doubt::NoReceipt { party }));
        doubts.extend(self.rule.is_none().then_some(Doubt::NoRule));
        let not_reached: Vec<String> = reached(Truth::No).collect();
        let state = if !voices.broken.is_empty() {
            State::Broken { by: voices.broken }
        } else if let Some((entry, at)) = window.withdrawn {
            State::Withdrawn { entry, at }
        } else if now < window.end {
            State::Running
        } else if !not_reached.is_empty() {
            State::NotReached { parties: not_reached }
        } else if !doubts.is_empty() {
            State::CannotBeKnown
        } else {
            State::Adopted { at: window.end }
        };
        if !matches!(state, State::Running | State::CannotBeKnown) {
            doubts.clear();
        }
        Silence {
            id: self.id.to_owned(),
            entry: self.entry,
            rule: self.rule.cloned(),
            from: self.from,
            end: window.end,
            state,
            asked,
            doubts,
            time_requests: acts.iter().filter(is_request).map(|(index, _)| *index).collect(),
            ignored,
        }
    }

    /// What the proposer did, in the order of time: extensions and a withdrawal count before the
    /// end as it stands then.
    fn window(&self, acts: &[Act<'_>], ignored: &mut Vec<Ignored>) -> Window {
        let led =
            |act: &&Act<'_>| matches!(act.1.what, What::Extension { .. } | What::Withdrawal { .. });
        let mut acts: Vec<&Act<'_>> = acts.iter().filter(led).collect();
        acts.sort_by_key(|(index, entry)| (entry.when.start, *index));
        let mut window = Window { end: self.until, extended: Vec::new(), withdrawn: None };
        for (index, entry) in acts {
            let at = entry.when.start;
            let why = if entry.who != self.proposer {
                NoEffect::NotTheProposer
            } else if at < self.from {
                NoEffect::TooEarly
            } else if window.withdrawn.is_some() {
                NoEffect::AfterWithdrawal
            } else if at >= window.end {
                NoEffect::TooLate
            } else {
                match entry.what {
                    What::Extension { hours, .. } => {
                        window.end = after(window.end, hours);
                        window.extended.push(at);
                    }
                    _ => window.withdrawn = Some((*index, at)),
                }
                continue;
            };
            ignored.push(Ignored { entry: *index, why });
        }
        window
    }

    /// Objections and requests for more time: what certainly lies in the window, earliest first,
    /// and what may.
    fn voices(&self, acts: &[Act<'_>], window: &Window) -> Voices {
        let stop = window.withdrawn.map_or(window.end, |(_, at)| at);
        let open = Interval::new(self.from, stop);
        let mut voices = Voices::default();
        for act @ (index, entry) in acts {
            let breaks = matches!(entry.what, What::Objection { .. })
                || (is_request(&act) && self.request_breaks == Some(true));
            if !breaks && !is_request(&act) {
                continue;
            }
            let inside = open.map_or(Truth::No, |open| entry.when.within(open));
            if !self.to.contains(&entry.who) {
                voices.ignored.push(Ignored { entry: *index, why: NoEffect::NotAsked });
            } else if inside == Truth::No {
                let why = self.outside(entry, window);
                voices.ignored.push(Ignored { entry: *index, why });
            } else if !breaks {
                let met = open.is_none_or(|open| is_met(entry, open, acts, window));
                let open = self.request_breaks.is_none() && !met;
                voices.doubts.extend(open.then_some(Doubt::OpenRequest { entry: *index }));
            } else if inside == Truth::Unknown {
                voices.doubts.push(Doubt::ObjectionTime { entry: *index });
            } else {
                voices.broken.push(Objection {
                    party: entry.who.clone(),
                    entry: *index,
                    made: entry.when,
                    known_after_end: entry.known_at >= window.end,
                });
            }
        }
        voices.broken.sort_by_key(|objection| (objection.made, objection.entry));
        voices
    }

    /// Why something that certainly lies outside of the window does.
    fn outside(&self, entry: &Entry, window: &Window) -> NoEffect {
        if entry.when.start < self.from {
            NoEffect::TooEarly
        } else if entry.when.start >= window.end {
            NoEffect::TooLate
        } else {
            NoEffect::AfterWithdrawal
        }
    }

    /// What one party did, and whether the proposal had reached it.
    fn asked(&self, party: &str, acts: &[Act<'_>], end: Instant, broken: &[Objection]) -> Asked {
        let mine: Vec<Act<'_>> = acts.iter().copied().filter(|(_, e)| e.who == party).collect();
        let receipts = || mine.iter().filter(|(_, e)| matches!(e.what, What::Receipt { .. }));
        // Whoever speaks about it has it. What breaks the silence proves nothing for its end.
        let speaks = |act: &&Act<'_>| {
            matches!(act.1.what, What::NoObjection { .. })
                || (is_request(act) && self.request_breaks != Some(true))
        };
        let shows_it = receipts().chain(mine.iter().filter(speaks));
        let in_time = Truth::any(shows_it.map(|(_, entry)| entry.when.before(end)))
            .or(Truth::known(party == self.proposer))
            .or(Truth::known(broken.iter().any(|objection| objection.party == party)));
        let reached = match in_time {
            // Only a receipt says that it came too late; without one nothing is said.
            Truth::No if receipts().count() == 0 => Truth::Unknown,
            in_time => in_time,
        };
        let exact = receipts().filter(|(_, entry)| entry.when.micros() == 1);
        let first = exact.map(|(_, entry)| entry.when.start).min();
        let did = |wanted: fn(&What) -> bool| mine.iter().any(|(_, entry)| wanted(&entry.what));
        Asked {
            party: party.to_owned(),
            reached,
            had_us: first.map(|first| end.micros().saturating_sub(first.micros()).max(0)),
            said: if did(|what| matches!(what, What::Objection { .. })) {
                Said::Objected
            } else if did(|what| matches!(what, What::NoObjection { .. })) {
                Said::NoObjection
            } else if did(|what| matches!(what, What::TimeRequest { .. })) {
                Said::AskedForTime
            } else {
                Said::Silent
            },
        }
    }
}

fn is_request(act: &&Act<'_>) -> bool {
    matches!(act.1.what, What::TimeRequest { .. })
}

/// Whether a request was met: time was given then or later, or the party said then or later that
/// it does not object.
fn is_met(request: &Entry, open: Interval, acts: &[Act<'_>], window: &Window) -> bool {
    // Outside of the window it would be no request that counts.
    let start = request.when.start.max(open.start);
    let when = Interval::new(start, request.when.end.min(open.end)).unwrap_or(request.when);
    let no_later_than = |at: Instant| when.before(at.plus_micros(1)) == Truth::Yes;
    let agrees = acts.iter().any(|(_, entry)| {
        entry.who == request.who
            && matches!(entry.what, What::NoObjection { .. })
            && no_later_than(entry.when.start)
    });
    agrees || window.extended.iter().any(|at| no_later_than(*at))
}
