//! Answers about talks as people read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use talks::analysis::{Analysis, Completeness, Proof};
use talks::check::optimum::Verdict;
use talks::division::{Division, Settlement};
use talks::number::{Number, exact, show, to_f64};
use talks::power::{Body, Power};
use talks::simulate::Run;
use talks::{Domain, check};

use super::{Best, Ground};

/// Points of a frontier that are shown without `--all`.
const POINTS_SHOWN: usize = 20;

/// How points of a frontier that is not whole came about.
const ONE_BY_ONE: &str = "These were found one by one (with --whole, up to ten thousand are).";

/// Points that tie for one rule and are shown without `--all`.
const TIES_SHOWN: usize = 5;

/// Issues up to which the options of a package are shown.
const ISSUES_SHOWN: usize = 12;

/// Digits of a number of packages that are shown.
const DIGITS_SHOWN: usize = 15;

/// The frontier and its named points; of a folder of talks with what they rest on.
pub fn frontier(answer: &Best, ground: Option<&Ground>, all: bool) -> String {
    let Best { domain, analysis, listed, .. } = answer;
    let mut out = String::new();
    if !domain.title.is_empty() {
        let _ = writeln!(out, "{}", domain.title);
    }
    let of_them = match analysis.space.packages() {
        Some(packages) => counted(&packages.to_string(), "package"),
        None => {
            let combinations = analysis.space.combinations().to_string();
            let rules = counted(&domain.rules.len().to_string(), "rule");
            format!("{}, {rules}", counted(&combinations, "combination"))
        }
    };
    let issues = counted(&domain.issues.len().to_string(), "issue");
    let parties = counted(&domain.parties.len().to_string(), "party");
    let _ = writeln!(out, "{issues}, {parties}, {of_them}");
    if analysis.space.packages().is_some_and(|packages| packages == 0_u8.into()) {
        out += "no package obeys all rules\n";
    }
    let profile = analysis.profile;
    let _ = writeln!(out, "profile {}: {}", profile.name(), profile.follows());
    if let Some(ground) = ground {
        let _ = writeln!(out, "{}", ground.rests_on);
        ground.construed.iter().for_each(|words| out += &format!("{words}\n"));
    }
    out.push('\n');
    out += &named(answer, all);
    let shown = if all { listed.len() } else { listed.len().min(POINTS_SHOWN) };
    out += &not_proved(analysis);
    let points = counted(&listed.len().to_string(), "point");
    let _ = writeln!(out, "\nPackages that no other beats: {points}");
    out += &match &analysis.completeness {
        Completeness::Whole => String::new(),
        Completeness::Within(points) => format!(
            "{ONE_BY_ONE} Every package gives each party at most {} points more than one of these.\n",
            show(points)
        ),
        Completeness::Open => {
            format!("{ONE_BY_ONE} There may be packages far from all of these.\n")
        }
    };
    let mut rows = vec![header(domain, "packages")];
    for at in listed.iter().take(shown) {
        let count = match answer.packages.get(at) {
            Some((packages, false)) => packages.len().to_string(),
            Some((packages, true)) if analysis.frontier.counts_packages() => {
                format!("more than {}", packages.len())
            }
            Some((packages, true)) => format!("at least {}", packages.len()),
            None => "not counted".to_owned(),
        };
        rows.push(analysis.utilities(*at).iter().map(show).chain([count]).collect());
    }
    out += &table(&rows);
    if shown < listed.len() {
        let _ = writeln!(out, "  … {} more; --all shows them", listed.len() - shown);
    }
    out += &counts(answer);
    out
}

fn header(domain: &Domain, last: &str) -> Vec<String> {
    domain.parties.iter().map(|party| party.name.clone()).chain([last.to_owned()]).collect()
}

/// The named points, and the packages behind them.
fn named(answer: &Best, all: bool) -> String {
    let Best { domain, analysis, .. } = answer;
    let mut rows = vec![[vec!["point".to_owned()], header(domain, "score")].concat()];
    let mut packages = String::new();
    // Rules by the first point that they name.
    let mut titles: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for named in &analysis.named {
        if named.at.is_empty() {
            let none = match (&named.score, &named.proof) {
                (Some(score), _) => format!("a package has the score {}", show(score)),
                (None, Proof::Open { .. }) => "none was found".to_owned(),
                (None, _) => "none is acceptable to all".to_owned(),
            };
            rows.push(vec![named.rule.title.to_owned(), none]);
        }
        let shown = if all { named.at.len() } else { named.at.len().min(TIES_SHOWN) };
        for at in named.at.iter().take(shown) {
            let title = named.rule.title.to_owned();
            let utilities = analysis.utilities(*at);
            let score = named.score.as_ref().map_or("–".to_owned(), show);
            rows.push(
                [title].into_iter().chain(utilities.iter().map(show)).chain([score]).collect(),
            );
        }
        if shown < named.at.len() {
            let more = format!("… {} more that tie", named.at.len() - shown);
            rows.push(vec![named.rule.title.to_owned(), more]);
        }
        if let Some(at) = named.at.first() {
            titles.entry(*at).or_default().push(named.rule.title);
        }
    }
    for (at, titles) in titles {
        let Some((found, _)) = answer.packages.get(&at) else { continue };
        let Some(first) = found.first().filter(|p| p.len() <= ISSUES_SHOWN) else { continue };
        let words = domain.issues.iter().zip(domain.words(first));
        let words: Vec<String> = words.map(|(i, o)| format!("{}: {o}", i.name)).collect();
        let others = if found.len() > 1 { " (others have the same points)" } else { "" };
        let (titles, words) = (titles.join(", "), words.join("; "));
        let _ = writeln!(packages, "{titles}{others}:\n  {words}");
    }
    let gap = if packages.is_empty() { "" } else { "\n" };
    table(&rows) + gap + &packages
}

/// Which named points were not proved to be the best, and of which others may tie.
fn not_proved(analysis: &Analysis) -> String {
    let mut out = String::new();
    for named in &analysis.named {
        let words = match &named.proof {
            Proof::Whole | Proof::Optimal { all_ties: true, .. } => continue,
            Proof::Optimal { .. } => "the best score; other points may tie".to_owned(),
            Proof::Open { ceiling: Some(ceiling) } => {
                let than = show(ceiling);
                format!(
                    "the best that was found; not proved: a score of up to {than} is not ruled out"
                )
            }
            Proof::Open { ceiling: None } => "the best that was found; not proved".to_owned(),
        };
        let _ = writeln!(out, "{}: {words}", named.rule.title);
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

/// What can be counted, and what was checked.
fn counts(answer: &Best) -> String {
    let analysis = &answer.analysis;
    let mut out = String::new();
    if let Some((at_least, _)) = analysis.space.rational_packages() {
        let packages = counted(&at_least.to_string(), "package");
        let give = if at_least == 1 { "gives" } else { "give" };
        let _ = writeln!(out, "\n{packages} {give} every party at least its reserved value");
    } else {
        out.push('\n');
    }
    if let Some(opposition) = analysis.opposition() {
        let _ = writeln!(out, "opposition {opposition:.6} (0: all can have their best)");
    }
    let _ = writeln!(out, "computed by {}", analysis.frontier.method());
    let check::Checked { none_beaten, complete, .. } = answer.checked;
    let mut checked = vec!["packages give these points"];
    checked.extend(none_beaten.map(|_| "no point of the list beats another"));
    checked.push(match complete {
        Some(_) => "no package is missing, each was looked at",
        None => "too many packages to look at each",
    });
    let _ = writeln!(out, "checked apart from that: {}", checked.join("; "));
    for (rule, verdict) in &answer.certified {
        let words = match verdict {
            Some(Verdict::Holds { nodes }) => {
                format!("holds, {nodes} beginnings of packages followed")
            }
            Some(Verdict::Fails(why)) => format!("fails: {why}"),
            Some(Verdict::TooLarge) => "too large to be checked".to_owned(),
            None => "none".to_owned(),
        };
        let _ = writeln!(out, "certificate that no package has more, {}: {words}", rule.title);
    }
    out
}

/// Who gets what.
pub fn settlement(division: &Division, settlement: &Settlement) -> String {
    let [first, second] = &division.parties;
    let mut rows = vec![["item", "points", first, second].map(str::to_owned).to_vec()];
    let one = Number::from_integer(1.into());
    for (item, share) in division.items.iter().zip(&settlement.shares) {
        let points = item.points.each_ref().map(exact).join(" / ");
        let shares = [exact(share), exact(&(&one - share))].map(|share| match share.as_str() {
            "0" => String::new(),
            "1" => "all".to_owned(),
            _ => share,
        });
        rows.push([item.name.clone(), points].into_iter().chain(shares).collect());
    }
    let totals = settlement.totals.each_ref().map(exact);
    rows.push([String::from("points in all"), String::new()].into_iter().chain(totals).collect());
    let mut out = table(&rows);
    let names = |at: &[usize]| -> String {
        let names = at.iter().filter_map(|at| division.items.get(*at)).map(|i| i.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    if let Some(split) = settlement.split {
        let _ = writeln!(out, "\nsplit: {}", names(&[split]));
    }
    if !settlement.instead.is_empty() {
        let _ = writeln!(out, "these could be split in its place: {}", names(&settlement.instead));
    }
    out += "checked apart from that: both have the same; an exchange would cost one of them\n";
    out
}

/// Offers in order.
pub fn run(domain: &Domain, run: &Run) -> String {
    let mut rows =
        vec![[vec!["step".to_owned(), "offer of".to_owned()], header(domain, "package")].concat()];
    for offer in &run.offers {
        let name = domain.parties.get(offer.party).map(|party| party.name.clone());
        let utilities = check::utilities(domain, &offer.package).unwrap_or_default();
        let words = match offer.package.len() {
            0..=ISSUES_SHOWN => domain.words(&offer.package).join(", "),
            issues => format!("{issues} choices"),
        };
        let step = [offer.step.to_string(), name.unwrap_or_default()].into_iter();
        rows.push(step.chain(utilities.iter().map(show)).chain([words]).collect());
    }
    let mut out = table(&rows);
    let _ = match run.accepted {
        Some(step) => writeln!(out, "\nthe last offer was accepted by all in step {step}"),
        None => writeln!(out, "\nno agreement in {} steps", run.steps),
    };
    out
}

/// A number, shortened where it is long, and what is counted.
fn counted(digits: &str, what: &str) -> String {
    let many = match what.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{what}s"),
    };
    match digits {
        "1" => format!("1 {what}"),
        long if long.len() > DIGITS_SHOWN => format!("about 10^{} {many}", long.len() - 1),
        number => format!("{number} {many}"),
    }
}

/// Indices of power.
pub fn power(body: &Body, powers: &[Power]) -> String {
    let names = ["member", "votes", "Shapley–Shubik", "", "Banzhaf", "", "of coalitions", ""];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for ((name, votes), power) in body.members.iter().zip(powers) {
        let index = |index: &Number| [exact(index), format!("{:.6}", to_f64(index))];
        let indices = [&power.shapley_shubik, &power.banzhaf_share, &power.banzhaf].map(index);
        let first = [name.clone(), votes.to_string()];
        rows.push(first.into_iter().chain(indices.concat()).collect());
    }
    let note = "Banzhaf: the share of this member in the coalitions that members turn into winning ones\n\
        of coalitions: the share of those of the others that this member turns (Penrose)\n";
    table(&rows) + &format!("\nquota {}\n{note}", body.quota)
}

/// Columns side by side, two blanks between them and before the first.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("  {cell:width$}"));
        out += cells.collect::<String>().trim_end();
        out.push('\n');
    }
    out
}
