//! Instants and times in the zone of the case.

use basis::{Instant, Zone};
use findings::{Findings, Period};

/// Shows instants in the zone of the case, which is named once per line.
pub(crate) struct Clock {
    zone: Zone,
}

impl Clock {
    /// In the zone of the findings; UTC, by that name, where the zone is not known.
    pub(crate) fn of(findings: &Findings) -> Clock {
        Clock { zone: Zone::named(&findings.zone).unwrap_or_else(Zone::utc) }
    }

    pub(crate) fn zone(&self) -> &str {
        self.zone.name()
    }

    /// `2020-07-27 00:01`, without the zone's name.
    pub(crate) fn bare(&self, at: Instant) -> String {
        if at <= Instant::MIN || at >= Instant::MAX {
            return "open".to_owned();
        }
        let local = self.zone.local(at);
        let format = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
        local.strftime(format).to_string()
    }

    /// `2020-07-27 00:01 Europe/Kyiv`.
    pub(crate) fn at(&self, at: Instant) -> String {
        format!("{} {}", self.bare(at), self.zone())
    }

    /// `2020-07-27 00:01 – 19:30`, the end not included; whole days without times of day, the
    /// last day named: `2020-07-27`, `2020-07-27 – 2020-08-09`.
    pub(crate) fn span(&self, from: Instant, until: Instant) -> String {
        let (a, b) = (self.bare(from), self.bare(until));
        if until.micros() == from.micros() + 1 {
            return a;
        }
        if let (Some(first), true) = (a.strip_suffix(" 00:00"), b.ends_with(" 00:00")) {
            let last = self.bare(until.plus_micros(-1));
            let last = last.split(' ').next().unwrap_or(&last);
            return if first == last { first.to_owned() } else { format!("{first} – {last}") };
        }
        match (a.split_once(' '), b.split_once(' ')) {
            (Some((day, _)), Some((other, time))) if day == other => format!("{a} – {time}"),
            _ => format!("{a} – {b}"),
        }
    }

    /// [`Clock::span`] with the zone's name.
    pub(crate) fn period(&self, period: &Period) -> String {
        format!("{} {}", self.span(period.from, period.until), self.zone())
    }
}
