//! The four types of record, field by field.

use basis::{ActType, Count, KindSet, ObjectSet};

use super::Builder;
use crate::codes;
use crate::problem::Problem;
use crate::record::{Act, ObjectSeen, Report, Restriction, Tally, Watch};
use crate::value::{number, word};

impl Builder<'_> {
    pub(super) fn report(&mut self) -> Option<Report> {
        let during = self.during();
        let head = self.head(during);
        let place = self.place();
        let kinds = self.needed_kinds("kinds");
        let report = Report {
            actors: self.actors("actors"),
            targets: self.terms("targets"),
            object: self.object(),
            count: self.count(),
            means: self.read("means", |text| word::pick(text, word::MEANS)),
            exercise: self.yes_no("exercise").unwrap_or(false),
            head: head?,
            during: during?,
            place: place?,
            kinds: kinds?,
        };
        Some(report)
    }

    fn object(&mut self) -> Option<ObjectSeen> {
        let fields = ["object", "calibre_mm", "range_km", "model"];
        if !fields.iter().any(|field| self.present(field)) {
            return None;
        }
        Some(ObjectSeen {
            // A source that states a calibre but no class leaves the class open.
            classes: self.terms("object").unwrap_or(ObjectSet::any()),
            calibre: self.read("calibre_mm", |text| number::range(text, "mm")),
            range: self.read("range_km", |text| number::range(text, "km")),
            model: self.owned("model"),
        })
    }

    pub(super) fn watch(&mut self) -> Option<Watch> {
        let during = self.during();
        let head = self.head(during);
        // What was watched must be said: an unknown place is no watch of anything.
        if self.stated_place().is_none() {
            self.missing("place");
        }
        let place = self.place();
        let sees = self.needed_kinds("sees");
        let watch = Watch {
            nil: self.yes_no("nil"),
            means: self.read("means", |text| word::pick(text, word::MEANS)),
            restriction: self.restriction(),
            head: head?,
            during: during?,
            place: place?,
            sees: sees?,
        };
        Some(watch)
    }

    fn restriction(&mut self) -> Option<Restriction> {
        let details = ["cause", "controlled_by"];
        if !self.present("restriction") && details.iter().any(|field| self.present(field)) {
            self.missing("restriction");
        }
        let sort = self.read("restriction", |text| word::pick(text, word::RESTRICTIONS))?;
        let cause = self.owned("cause");
        Some(Restriction { sort, cause, controlled_by: self.actors("controlled_by") })
    }

    pub(super) fn tally(&mut self) -> Option<Tally> {
        let period = self.during();
        let head = self.head(period);
        let place = self.place();
        let counted = self.needed("counted");
        let kinds = self.needed_kinds("kinds");
        let tally = Tally {
            count: self.count(),
            parts: self.parts(),
            cumulative: self.yes_no("cumulative").unwrap_or(false),
            accused: self.actors("accused"),
            head: head?,
            counted: counted?,
            kinds: kinds?,
            period: period?,
            place: place?,
        };
        self.check_sum(tally.count, &tally.parts);
        Some(tally)
    }

    /// `explosions=21`, `bursts=about 90`.
    fn parts(&mut self) -> Vec<(String, Count)> {
        let mut parts = Vec::new();
        for item in self.items("parts") {
            let part = match item.split_once('=') {
                Some((name, count)) => {
                    number::count(count.trim()).map(|count| (name.trim().to_owned(), count))
                }
                None => Err(Problem::error(codes::NOT_A_NUMBER, "a part needs `=` and its count")
                    .value(item)
                    .help("write `explosions=21; bursts=90`")),
            };
            parts.extend(self.keep("parts", part));
        }
        parts
    }

    /// Parts that cannot make up the total (rule R19) are worth a look, but the source's own.
    fn check_sum(&mut self, total: Option<Count>, parts: &[(String, Count)]) {
        let sum = parts.iter().map(|(_, count)| *count).reduce(Count::plus);
        let (Some(total), Some(sum)) = (total, sum) else { return };
        let below = sum.max().is_some_and(|max| max < total.min());
        let above = total.max().is_some_and(|max| max < sum.min());
        if below || above {
            let message = format!("the parts sum to {sum}, the total is {total}");
            let problem = Problem::warning(codes::PARTS_DO_NOT_SUM, message);
            self.fail("parts", problem.help("both are kept as the source states them"));
        }
    }

    pub(super) fn act(&mut self) -> Option<Act> {
        let at = self.done_at();
        let head = self.head(at);
        let place = self.stated_place();
        let noun = self.needed("act");
        let act = noun.and_then(|noun| {
            let known = ActType::from_noun(&noun);
            let problem = || word::unknown(&noun, ActType::nouns().collect::<Vec<_>>());
            self.keep("act", known.ok_or_else(problem))
        });
        if !self.present("by") {
            self.missing("by");
        }
        let subject = self.needed("subject");
        Some(Act {
            by: self.items("by").to_vec(),
            to: self.items("to").to_vec(),
            about: self.owned("about"),
            done: self.yes_no("done").unwrap_or(true),
            term: self.term(),
            place: match place {
                Some(place) => Some(place?),
                None => None,
            },
            kinds: self.terms("kinds").unwrap_or(KindSet::NONE),
            head: head?,
            act: act?,
            subject: subject?,
            at: at?,
        })
    }
}
