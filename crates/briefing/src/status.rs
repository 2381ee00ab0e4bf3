//! Where a text stands: brackets over drafts, by article and party, the oldest, what hangs
//! together.

use draft::progress::{Counts, Progress};
use draft::{Draft, Status};

use crate::document::Document;
use crate::paper::plural;
use crate::pictures::holders::{HeldBracket, Stand};
use crate::pictures::progress::Bar;

/// Brackets that are listed as the oldest, unless all are asked for.
const OLDEST_SHOWN: usize = 10;

/// Links that are listed, unless all are asked for.
const LINKS_SHOWN: usize = 12;

/// Characters of an option in a list.
const WORDS_SHOWN: usize = 48;

/// The state of a text as people read it; `dated` where the day of the newest draft is known.
pub fn text(draft: &Draft, progress: &Progress, dated: bool, all: bool) -> Document {
    let mut told = Document::new();
    let counts = Counts::of(draft);
    let ground = "Rests on the text alone. Vaults drawn on: none.";
    told.heading(format!("{}: {}", draft.file, sentence(&counts)));
    told.aside(ground);
    if counts.brackets == 0 {
        told.text("Nothing stands in brackets.");
        return told;
    }
    over_drafts(&mut told, progress);
    let Some(newest) = &progress.newest else { return told };
    let rows: Vec<Vec<String>> = newest
        .articles
        .iter()
        .map(|row| row_of(&title(&row.number, &row.title), &row.counts))
        .collect();
    told.table(["article", "open", "placeholder", "ad ref", "agreed"], rows);
    if !newest.parties.is_empty() {
        let figure = |count: usize| count.to_string();
        let rows: Vec<Vec<String>> = newest
            .parties
            .iter()
            .map(|row| {
                let counts =
                    [row.proposes, row.supports, row.objects, row.against_others, row.silent];
                [row.party.clone()].into_iter().chain(counts.map(figure)).collect()
            })
            .collect();
        let head = ["party", "proposes", "supports", "objects", "held against others", "silent"];
        told.table(head, rows);
        told.aside("Counted over brackets that are not agreed. Silence is no consent.");
    }
    let shown = if all { newest.oldest.len() } else { OLDEST_SHOWN };
    told.name("Open longest:");
    for age in newest.oldest.iter().take(shown) {
        let Some(bracket) = draft.brackets.get(age.bracket) else { continue };
        let options: Vec<String> = bracket.options.iter().map(|o| shortened(&o.key)).collect();
        let since = age
            .since
            .unsettled
            .filter(|_| dated)
            .map_or(String::new(), |date| format!("since {date}: "));
        told.item(age.id.clone(), since + &options.join(" / "));
    }
    told.more(newest.oldest.len(), shown);
    links(&mut told, draft, progress, all);
    remarks(&mut told, draft, progress);
    told
}

/// `48 brackets, 39 open, …`.
pub fn sentence(counts: &Counts) -> String {
    format!(
        "{}, {} open, {} kept free, {} agreed ad referendum, {} agreed",
        plural(counts.brackets, "bracket"),
        counts.open,
        counts.placeholder,
        counts.ad_referendum,
        counts.agreed
    )
}

fn title(number: &str, title: &str) -> String {
    let title = shortened(title);
    match (number, title.is_empty()) {
        ("0", _) => "before the first heading".to_owned(),
        (number, true) => number.to_owned(),
        (number, false) => format!("{number} {title}"),
    }
}

fn row_of(name: &str, counts: &Counts) -> Vec<String> {
    let figures = [counts.open, counts.placeholder, counts.ad_referendum, counts.agreed];
    let cells = figures.map(|count| if count == 0 { String::new() } else { count.to_string() });
    [name.to_owned()].into_iter().chain(cells).collect()
}

fn over_drafts(told: &mut Document, progress: &Progress) {
    if progress.drafts.len() < 2 {
        return;
    }
    let rows: Vec<Vec<String>> = progress
        .drafts
        .iter()
        .map(|draft| {
            let mut row = row_of(&draft.date.to_string(), &draft.counts);
            row.push(draft.trend.as_ref().map_or(String::new(), |trend| {
                let mut words = Vec::new();
                let mut tell = |count: usize, what: &str| {
                    if count > 0 {
                        words.push(format!("{count} {what}"));
                    }
                };
                tell(trend.settled, "agreed");
                tell(trend.reopened, "opened again");
                tell(trend.added, "new");
                tell(trend.gone, "gone");
                words.join(", ")
            }));
            row
        })
        .collect();
    let head = ["draft", "open", "placeholder", "ad ref", "agreed", "since the one before"];
    told.table(head, rows);
}

fn links(told: &mut Document, draft: &Draft, progress: &Progress, all: bool) {
    let Some(newest) = &progress.newest else { return };
    if newest.links.is_empty() {
        return;
    }
    use draft::progress::newest::LinkKind;
    let id = |at: usize| draft.brackets.get(at).map_or("", |bracket| bracket.id.as_str());
    told.name("Linked:");
    let shown = if all { newest.links.len() } else { LINKS_SHOWN };
    for link in newest.links.iter().take(shown) {
        let how = match link.kind {
            LinkKind::Inside => "stands inside an option of",
            LinkKind::Condition => "has an option under a condition on",
            LinkKind::Follows => "has words that follow",
        };
        told.text(format!("  {} {how} {}", id(link.bracket), id(link.on)));
    }
    told.more(newest.links.len(), shown);
}

fn remarks(told: &mut Document, draft: &Draft, progress: &Progress) {
    let Some(newest) = &progress.newest else { return };
    let ids = |positions: &[usize]| {
        let names = positions.iter().filter_map(|at| draft.brackets.get(*at));
        names.map(|bracket| bracket.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut tell = |positions: &[usize], what: &str| {
        if !positions.is_empty() {
            told.text(format!("{what}: {}", ids(positions)));
        }
    };
    tell(&newest.placeholders, "Kept free for text to come");
    tell(&newest.blanks, "With a blank that has no range, so that nobody can count them");
    tell(&newest.without_id, "Without a written id (`detente talks number` writes them)");
}

/// The first characters of a text on one line.
pub(crate) fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= WORDS_SHOWN {
        return text;
    }
    text.chars().take(WORDS_SHOWN - 1).chain(['…']).collect()
}

/// The status of a bracket in words.
pub fn status_words(status: &Status) -> String {
    match status {
        Status::Open => "open".to_owned(),
        Status::Placeholder => "kept free".to_owned(),
        Status::Agreed { .. } => "agreed".to_owned(),
        Status::AdReferendum { by, .. } if by.is_empty() => "agreed ad ref".to_owned(),
        Status::AdReferendum { by, .. } => format!("agreed ad ref by {}", by.join(", ")),
    }
}

/// The bars of the drawing of progress.
pub fn bars(progress: &Progress) -> Vec<Bar> {
    let bar = |draft: &draft::progress::DraftCounts| Bar {
        label: draft.date.to_string(),
        open: draft.counts.open,
        placeholder: draft.counts.placeholder,
        ad_referendum: draft.counts.ad_referendum,
        agreed: draft.counts.agreed,
    };
    progress.drafts.iter().map(bar).collect()
}

/// The rows of the drawing of who holds what, with the names of the columns.
pub fn holders(draft: &Draft) -> (Vec<String>, Vec<HeldBracket>) {
    use draft::progress::{Matrix, Role};
    let matrix = Matrix::of(draft);
    let rows = matrix.rows.iter().map(|row| {
        let stand = |cell: &draft::progress::Cell| {
            let mut stand = Stand::default();
            for stance in cell.stances() {
                let words = row.options.get(stance.option).map_or(String::new(), |o| shortened(o));
                match stance.role {
                    Role::Proposes => stand.proposes.push(words),
                    Role::Supports => stand.supports.push(words),
                    Role::Against => stand.against.push(words),
                }
            }
            stand
        };
        HeldBracket {
            id: row.id.clone(),
            status: draft
                .brackets
                .get(row.bracket)
                .map_or(String::new(), |b| status_words(&b.status)),
            stands: row.cells.iter().map(stand).collect(),
        }
    });
    (matrix.parties.clone(), rows.collect())
}
