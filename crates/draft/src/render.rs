//! The text of a package: brackets give way to the options that were chosen.

use basis::Span;

use crate::condition::{Choice, always, never, rest_of_option, words_with};
use crate::model::{Draft, Follower, OptionKind, OptionText};

mod again;
mod tidy;

pub use again::read_again;

/// Bytes that followers may add to a clean text: one that would lead beyond stays as it is written.
pub const CLEAN_BYTES_MAX: usize = 8 << 20;

/// The text with each bracket that has a choice replaced by the words of its option, and followers
/// by theirs.
///
/// A bracket whose choice is open, or that `choices` does not reach, stays as it is written; what
/// was chosen inside of it is replaced there, and of a condition what is decided goes, unless it
/// cannot hold any more: then it stays ([`read_again`] tells so). Where words are taken away, so is
/// the blank before them, a line that they filled, and the empty lines that would double. Without a
/// choice the text is the same bytes.
///
/// ```
/// use draft::condition::Choice;
/// let (draft, _) = draft::parse("text.md", "They [shall / should] [not] fire.", &[]);
/// let clean = draft::render::clean(&draft, &[Choice::Option(0), Choice::Option(1)]);
/// assert_eq!(clean, "They shall fire.");
/// ```
pub fn clean(draft: &Draft, choices: &[Choice]) -> String {
    let mut writer = Writer::new(draft, choices);
    writer.copy(Span::new(0, draft.text.len()));
    tidy::tidy(&writer.out, writer.removed)
}

/// The words that an option would put into the text, with the choices made inside of it.
///
/// Empty where there is no such option.
pub fn option(draft: &Draft, bracket: usize, option: usize, choices: &[Choice]) -> String {
    let found = draft.brackets.get(bracket).and_then(|bracket| bracket.options.get(option));
    let mut writer = Writer::new(draft, choices);
    if let Some(option) = found {
        writer.option(option);
    }
    tidy::tidy(&writer.out, writer.removed)
}

/// The choices that the text itself reports: options that are agreed, ad referendum or not, and
/// what is then not reached. The rest is open.
pub fn agreed(draft: &Draft) -> Vec<Choice> {
    let chosen = |bracket: usize| draft.brackets.get(bracket).and_then(|b| b.agreed());
    let mut choices: Vec<Choice> = Vec::new();
    for bracket in &draft.brackets {
        let gone = bracket.inside.is_some_and(|(around, option)| {
            choices.get(around) == Some(&Choice::NotReached)
                || chosen(around).is_some_and(|chosen| chosen != option)
        });
        choices.push(match bracket.agreed() {
            _ if gone => Choice::NotReached,
            Some(option) => Choice::Option(option),
            None => Choice::Open,
        });
    }
    choices
}

/// The innermost open bracket around what a follower follows, with the option in which that stands,
/// unless the follower stands there too: its words hold only where that is so chosen.
fn hangs_on(draft: &Draft, choices: &[Choice], follower: &Follower) -> Option<(usize, usize)> {
    let up = |inside: Option<(usize, usize)>| {
        let around = |(at, _): &(usize, usize)| draft.brackets.get(*at).and_then(|b| b.inside);
        std::iter::successors(inside, around)
    };
    let of = draft.brackets.get(follower.of)?;
    let open = |(at, _): &(usize, usize)| choices.get(*at).is_none_or(|c| *c == Choice::Open);
    let found = up(of.inside).find(open)?;
    up(follower.inside).all(|around| around != found).then_some(found)
}

struct Writer<'a> {
    draft: &'a Draft,
    choices: &'a [Choice],
    out: String,
    /// Places of `out` where words were taken away, or a blank is out of place.
    removed: Vec<usize>,
    /// Bytes and steps that followers may still add.
    budget: usize,
    /// Brackets that followers are repeating, outermost first.
    repeating: Vec<usize>,
    /// Bracket and option of the conditions, in the order of their places.
    conditions: Vec<(Span, (usize, usize))>,
}

/// Something that may be replaced.
enum Part {
    Bracket(usize),
    Follower(usize),
    Condition(usize),
}

impl<'a> Writer<'a> {
    fn new(draft: &'a Draft, choices: &'a [Choice]) -> Writer<'a> {
        let mut conditions = Vec::new();
        for (at, bracket) in draft.brackets.iter().enumerate() {
            let places = bracket.options.iter().map(|option| option.only_if_at).enumerate();
            conditions.extend(places.filter_map(|(option, place)| Some((place?, (at, option)))));
        }
        conditions.sort_unstable();
        // The values of a blank share their condition.
        conditions.dedup_by_key(|(place, _)| *place);
        Writer {
            draft,
            choices,
            out: String::new(),
            removed: Vec::new(),
            budget: CLEAN_BYTES_MAX,
            repeating: Vec::new(),
            conditions,
        }
    }

    fn choice(&self, bracket: usize) -> Choice {
        self.choices.get(bracket).copied().unwrap_or(Choice::Open)
    }

    fn verbatim(&mut self, span: Span) {
        self.out.push_str(self.draft.text.get(span.start..span.end).unwrap_or(""));
    }

    /// Copies a span, replacing what has a choice.
    fn copy(&mut self, span: Span) {
        let mut at = span.start;
        while let Some((part, place)) = self.next(at, span.end) {
            self.verbatim(Span::new(at, place.start));
            at = match part {
                Part::Bracket(bracket) => self.bracket(bracket, place),
                Part::Follower(follower) => {
                    self.follower(follower, place);
                    place.end
                }
                Part::Condition(condition) => {
                    self.condition(condition);
                    place.end
                }
            };
        }
        self.verbatim(Span::new(at, span.end));
    }

    /// The first bracket, follower or condition that begins in the span.
    fn next(&self, start: usize, end: usize) -> Option<(Part, Span)> {
        let draft = self.draft;
        let bracket = draft.brackets.partition_point(|b| b.span.start < start);
        let follower = draft.followers.partition_point(|f| f.span.start < start);
        let bracket = draft.brackets.get(bracket).map(|b| (Part::Bracket(bracket), b.span));
        let follower = draft.followers.get(follower).map(|f| (Part::Follower(follower), f.span));
        let condition = self.conditions.partition_point(|(place, _)| place.start < start);
        let place = self.conditions.get(condition).map(|(place, _)| *place);
        let condition = place.map(|place| (Part::Condition(condition), place));
        let found = [bracket, follower, condition].into_iter().flatten();
        found.filter(|(_, span)| span.start < end).min_by_key(|(_, span)| span.start)
    }

    /// Writes a bracket; gives the place from which copying goes on.
    fn bracket(&mut self, at: usize, place: Span) -> usize {
        let options = self.draft.brackets.get(at).map_or(&[][..], |b| &b.options);
        let chosen = match self.choice(at) {
            Choice::Option(option) => options.get(option),
            Choice::Open | Choice::NotReached => None,
        };
        match chosen {
            Some(option) => {
                self.option(option);
                place.end
            }
            None if self.repeating.is_empty() => {
                // Its mark stays, and what follows is copied like everything else.
                self.verbatim(Span::new(place.start, place.start + 1));
                place.start + 1
            }
            None => {
                // In a repetition it is open once only: where it was written.
                let id = self.draft.brackets.get(at).map_or("", |bracket| bracket.id.as_str());
                self.out.push_str(&format!("[#{id}]"));
                place.end
            }
        }
    }

    fn option(&mut self, option: &OptionText) {
        let before = self.out.len();
        match &option.kind {
            OptionKind::Blank if option.span.start == option.span.end => self.out.push('…'),
            OptionKind::Words | OptionKind::Blank => self.copy(option.span),
            OptionKind::Filled(words) => self.out.push_str(words),
            OptionKind::NoText | OptionKind::ImpliedNoText => {}
        }
        // `[, and so on]` is written after a blank, and its comma is not.
        let words = self.out.get(before..).unwrap_or("");
        if words.is_empty() || words.starts_with([',', ';']) {
            self.removed.push(before);
        }
    }

    /// Writes what is left of a condition.
    fn condition(&mut self, at: usize) {
        let Some((place, (bracket, option))) = self.conditions.get(at).copied() else { return };
        let draft = self.draft;
        let Some(left) = rest_of_option(draft, self.choices, (bracket, option)) else { return };
        let bracket = draft.brackets.get(bracket);
        let whole = bracket.and_then(|bracket| bracket.options.get(option)?.only_if.as_ref());
        let renamed = left.brackets().iter().any(|at| self.chosen_inside(*at));
        if left == always() {
            self.removed.push(self.out.len());
        } else if left == never() || (whole == Some(&left) && !renamed) {
            self.verbatim(place);
        } else {
            let words = words_with(&left, draft, &|bracket, option| self.called(bracket, option));
            self.out.push_str(&format!("(if {words})"));
        }
    }

    /// Whether something is chosen inside of a bracket, so that its options may have other words.
    fn chosen_inside(&self, bracket: usize) -> bool {
        let span = self.draft.brackets.get(bracket).map_or(Span::new(0, 0), |b| b.span);
        let inside = self.draft.brackets.iter().enumerate().skip(bracket + 1);
        let mut inside = inside.take_while(|(_, inner)| inner.span.start < span.end);
        inside.any(|(at, _)| self.choice(at) != Choice::Open)
    }

    /// What to call an option whose words may change: by its label, or by how it begins before the
    /// first bracket in it.
    fn called(&self, bracket: usize, option: usize) -> String {
        let draft = self.draft;
        let found = draft.brackets.get(bracket).and_then(|found| found.options.get(option));
        let Some(found) = found else { return "?".to_owned() };
        let changes = found.kind == OptionKind::Words && found.label.is_none();
        let first = self.next(found.span.start, found.span.end).filter(|_| changes);
        let Some((_, first)) = first else { return found.key.clone() };
        let begins = draft.text.get(found.span.start..first.start).unwrap_or("").trim_end();
        let begins = format!("{begins}…");
        if draft.option(bracket, &begins) == Ok(option) { begins } else { found.key.clone() }
    }

    fn follower(&mut self, at: usize, place: Span) {
        let Some(follower) = self.draft.followers.get(at) else { return };
        let before = self.out.len();
        let done = match self.choice(follower.of) {
            Choice::Open => false,
            Choice::NotReached => true,
            Choice::Option(option) => match hangs_on(self.draft, self.choices, follower) {
                Some(around) => self.follow_around(follower, option, around),
                None => self.follow(follower, option),
            },
        };
        if !done {
            self.verbatim(place);
        } else if self.out.len() == before {
            self.removed.push(before);
        }
    }

    /// Makes of a follower one of the open bracket around what it follows: its words where that is
    /// so chosen that it is reached, and nothing elsewhere. Gives whether it could be written.
    fn follow_around(
        &mut self,
        follower: &Follower,
        option: usize,
        (around, inside): (usize, usize),
    ) -> bool {
        let Some(bracket) = self.draft.brackets.get(around) else { return false };
        let (before, removed) = (self.out.len(), self.removed.len());
        let followed = self.follow(follower, option);
        self.removed.truncate(removed);
        let words = self.out.split_off(before);
        let ends = |word: &str| word == "/" || word.contains(['[', ']']);
        if !followed || !bracket.id_is_written || words.split_whitespace().any(ends) {
            return false;
        }
        let of = |option: usize| if option == inside { words.trim() } else { "" };
        let all: Vec<&str> = (0..bracket.options.len()).map(of).collect();
        self.out.push_str(&format!("[#{}: {}]", bracket.id, all.join(" / ").trim_start()));
        true
    }

    /// Writes the words of a follower; gives whether it could.
    fn follow(&mut self, follower: &Follower, option: usize) -> bool {
        if !follower.words.is_empty() {
            let Some(words) = follower.words.get(option) else { return false };
            self.verbatim(*words);
            return true;
        }
        let bracket = self.draft.brackets.get(follower.of);
        let Some(option) = bracket.and_then(|bracket| bracket.options.get(option)) else {
            return false;
        };
        let cost = 1 + option.span.end - option.span.start;
        if self.repeating.contains(&follower.of) || self.budget < cost {
            return false;
        }
        self.budget -= cost;
        self.repeating.push(follower.of);
        self.option(option);
        self.repeating.pop();
        true
    }
}
