//! Will it hold? Stability of the states of a conflict, or of the packages of a folder.

use std::path::{Path, PathBuf};

use ::talks::domain::Package;
use ::talks::read;
use ::talks::stability::conflict::Preferences;
use ::talks::stability::derive::{self, Control};
use ::talks::stability::{Answer, Conflict};
use ::talks::{Domain, Standing, codes};
use basis::{Diagnostic, suggest};
use briefing::stability::{self as told, Told};
use clap::{Args, ValueEnum};

use super::case::{Case, CaseArgs, TALKS_FILE};
use super::files::{Files, failed, only};
use super::{put_told, text};
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::show::shown;
use crate::terminal::Terminal;
use departures::SAME;

mod departures;

/// Tell which states each decision maker would leave, and why
///
/// Reads a conflict (`detente-conflict/1`), or a folder of talks: states are then packages and what
/// parties could make of them alone, for `--controls` says who can change which brackets. Four
/// concepts: nobody can do better (Nash), or whatever betters one can be answered by the others
/// (GMR), so that there is no way out (SMR), or by moves that better themselves (SEQ).
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  detente talks stability examples/domains/stand-off.toml
  detente talks stability examples/domains/stand-off.toml --state war --wished truce
  detente talks stability examples/ceasefire-talks \\
      --package examples/ceasefire-talks/tabled/A.toml \\
      --package examples/ceasefire-talks/tabled/B.toml --controls NORTH=1f,2a --controls SOUTH=3b \\
      --vault north --vault south --vault group --identity examples/ceasefire-talks/example.key")]
pub(super) struct StabilityArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// Tell the reasons for this state
    #[arg(long, value_name = "NAME")]
    state: Option<String>,
    /// Tell which preferences would make this state hold; default: that of the file
    #[arg(long, value_name = "NAME")]
    wished: Option<String>,
    /// Where things stand now; default: that of the file
    #[arg(long, value_name = "NAME")]
    status_quo: Option<String>,
    /// Of a conflict: statements to rest on; may be repeated; default: all
    #[arg(long, value_name = "STANDING", conflicts_with = "said_only")]
    standing: Vec<StandingName>,
    /// Of a folder: a package, called after its file; default: all that there are
    #[arg(long, value_name = "FILE")]
    package: Vec<PathBuf>,
    /// Of a folder: brackets that a party can change alone, such as NORTH=1f,2a; may be repeated
    #[arg(long, value_name = "PARTY=IDS")]
    controls: Vec<String>,
    /// Tell every state
    #[arg(long)]
    all: bool,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// How statements are known.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum StandingName {
    /// Before others.
    Said,
    /// To the team alone.
    Confidential,
    /// By the team's own reading.
    Inferred,
}

impl From<StandingName> for Standing {
    fn from(name: StandingName) -> Standing {
        match name {
            StandingName::Said => Standing::Said,
            StandingName::Confidential => Standing::Confidential,
            StandingName::Inferred => Standing::Inferred,
        }
    }
}

/// A conflict with its preferences, and on what they rest.
struct Asked {
    conflict: Conflict,
    preferences: Preferences,
    rests_on: Vec<String>,
}

pub(super) fn stability(args: &StabilityArgs, terminal: Terminal) -> Outcome {
    let path = &args.case.folder;
    let is_conflict = path.is_file() && path.file_name().is_some_and(|name| name != TALKS_FILE);
    let mut asked = match is_conflict {
        true => of_file(args, path, terminal)?,
        false => of_folder(args, terminal)?,
    };
    let name = |option: &str, name: &Option<String>| match name {
        Some(name) => state(&asked.conflict, option, name).map(Some),
        None => Ok(None),
    };
    let state = name("--state", &args.state)?;
    let wished = name("--wished", &args.wished)?.or(asked.conflict.wished);
    let status_quo = name("--status-quo", &args.status_quo)?.or(asked.conflict.status_quo);
    asked.conflict.status_quo = status_quo;
    let answer = Answer::of(&asked.conflict, &asked.preferences)
        .map_err(|problem| refused(Exit::Limit, problem))?;
    assert!(answer.checked != Some(false), "the independent check contradicts");
    let told = Told {
        conflict: &asked.conflict,
        answer: &answer,
        rests_on: &asked.rests_on,
        state,
        wished,
    };
    put_told(args.json.then(|| told::json(&told)), || told::text(&told, args.all), terminal)
}

/// The conflict of a file.
fn of_file(args: &StabilityArgs, path: &Path, terminal: Terminal) -> Result<Asked, CommandError> {
    if !args.package.is_empty() || !args.controls.is_empty() || !args.case.rests.vaults.is_empty() {
        let message = "`--package`, `--controls` and `--vault` are for a folder of talks";
        let help = "a conflict says itself what its states and moves are";
        return Err(refused(Exit::Usage, Diagnostic::error(codes::CONTROL, message).help(help)));
    }
    let files = Files::read(&[path.to_owned()], terminal)?;
    let conflict = files.with(terminal, |files| only(files, read::conflict))?;
    let standings: Vec<Standing> = match args.standing.as_slice() {
        _ if args.case.rests.said_only => vec![Standing::Said],
        [] => vec![Standing::Said, Standing::Confidential, Standing::Inferred],
        named => named.iter().map(|name| (*name).into()).collect(),
    };
    let preferences = conflict
        .preferences(&standings)
        .map_err(|problems| failed(&problems, &files.sources(), terminal))?;
    let rests_on = statements(&conflict, &preferences);
    Ok(Asked { conflict, preferences, rests_on })
}

/// The statements that count, by decision maker.
fn statements(conflict: &Conflict, preferences: &Preferences) -> Vec<String> {
    let of = |(at, maker): (usize, &String)| {
        let own = preferences.rests_on.iter().filter_map(|at| conflict.statements.get(*at));
        let own = own.filter(|statement| statement.maker == at);
        let words =
            own.map(|statement| format!("{} ({})", statement.source, word(statement.standing)));
        let words: Vec<String> = words.collect();
        match words.is_empty() {
            true => format!("Of what {maker} prefers nothing is known."),
            false => format!("What {maker} prefers rests on {}.", words.join("; ")),
        }
    };
    let mut rests_on: Vec<String> = conflict.makers.iter().enumerate().map(of).collect();
    if !preferences.replaced.is_empty() {
        let count = preferences.replaced.len();
        rests_on.push(format!("Earlier or weaker statements that others replaced: {count}."));
    }
    rests_on
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Said => "said",
        Standing::Confidential => "confidential",
        Standing::Inferred => "inferred",
    }
}

/// The conflict of a folder: packages are states, points give the orders.
fn of_folder(args: &StabilityArgs, terminal: Terminal) -> Result<Asked, CommandError> {
    if !args.standing.is_empty() {
        let message = "`--standing` is for the file of a conflict";
        let help = "of a folder, `--said-only` and `--vault` say on what an answer rests";
        return Err(refused(Exit::Usage, Diagnostic::error(codes::CONTROL, message).help(help)));
    }
    let case = Case::open(&args.case, terminal)?;
    let built = case.domain(terminal)?;
    let domain = built.domain;
    let controls = controls(&case, &domain, &args.controls)?;
    let named = packages(&case, &args.package, terminal)?;
    let table = &case.issues.table;
    let given = departures::with_departures(&domain, table, &controls, &named);
    let given = case.settle(given, terminal)?;
    let given = (!named.is_empty()).then_some(given.as_slice());
    let derived = case.settle(derive::of_domain(&domain, &controls, given), terminal)?;
    let mut conflict = derived.conflict;
    for (state, package) in conflict.states.iter_mut().zip(&derived.packages) {
        if let Some(name) = departures::name(&domain, &controls, &named, package) {
            state.name = name;
        }
    }
    let gone = named.iter().filter(|(_, package)| !derived.packages.contains(package));
    let gone: Vec<&str> = gone.map(|(name, _)| name.as_str()).collect();
    let mut rests_on = vec![case.rests_on()];
    rests_on.extend(controls_words(&domain, &controls));
    rests_on.extend(briefing::construed::words(&domain, &built.construed));
    if !gone.is_empty() {
        rests_on.push(format!("No states, for the text rules them out: {}.", gone.join(", ")));
    }
    Ok(Asked { conflict, preferences: derived.preferences, rests_on })
}

/// The packages of files, each with the name of its file.
fn packages(
    case: &Case,
    files: &[PathBuf],
    terminal: Terminal,
) -> Result<Vec<(String, Package)>, CommandError> {
    let mut named = Vec::new();
    for file in files {
        let package = text::package(case, file, terminal)?;
        let stem = file.file_stem().unwrap_or_default();
        named.push((shown(Path::new(stem)), package));
    }
    Ok(named)
}

/// By issue, who can change it alone.
fn controls(case: &Case, domain: &Domain, given: &[String]) -> Result<Vec<Control>, CommandError> {
    let refuse = |message: String, help: Option<String>| {
        let problem = Diagnostic::error(codes::CONTROL, message).help_opt(help);
        Err(refused(Exit::Usage, problem))
    };
    let issues = case.issues.table.issues.iter();
    let mut controls: Vec<Control> =
        issues.map(|issue| Control { by: None, not_reached: issue.not_reached() }).collect();
    for text in given {
        let Some((party, ids)) = text.split_once('=') else {
            let help = Some("write --controls NORTH=1f,2a".to_owned());
            return refuse(format!("`{text}` does not say who controls what"), help);
        };
        let Some(at) = domain.parties.iter().position(|known| known.name == party) else {
            let known = domain.parties.iter().map(|known| known.name.as_str());
            return refuse(
                format!("`{party}` is no party here"),
                suggest::did_you_mean(party, known),
            );
        };
        for id in ids.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            let bracket = case.draft.brackets.iter().position(|bracket| bracket.id == id);
            let Some(bracket) = bracket else {
                let known = case.draft.brackets.iter().map(|bracket| bracket.id.as_str());
                return refuse(
                    format!("there is no bracket `{id}`"),
                    suggest::did_you_mean(id, known),
                );
            };
            let control = case.issues.table.issue(bracket).and_then(|at| controls.get_mut(at));
            let Some(control) = control else {
                return refuse(format!("bracket `{id}` cannot be counted, and is no issue"), None);
            };
            if control.by.is_some_and(|other| other != at) {
                return refuse(format!("bracket `{id}` is controlled by two parties"), None);
            }
            control.by = Some(at);
        }
    }
    Ok(controls)
}

/// Who is taken to control what.
fn controls_words(domain: &Domain, controls: &[Control]) -> Vec<String> {
    let of = |(at, party): (usize, &::talks::Party)| {
        let own = domain.issues.iter().zip(controls).filter(|(_, of)| of.by == Some(at));
        let own: Vec<&str> = own.map(|(issue, _)| issue.name.as_str()).collect();
        let own = if own.is_empty() { "nothing".to_owned() } else { own.join(", ") };
        format!("As asked, {} can change alone: {own}.", party.name)
    };
    domain.parties.iter().enumerate().map(of).collect()
}

/// States that are named where somebody asks for one that there is not.
const NAMES_SHOWN: usize = 12;

fn state(conflict: &Conflict, option: &str, name: &str) -> Result<usize, CommandError> {
    let goes_by = |known: &str| known == name || known.split(SAME).any(|part| part == name);
    let found = conflict.states.iter().position(|state| goes_by(&state.name));
    found.ok_or_else(|| {
        let known: Vec<&str> = conflict.states.iter().map(|state| state.name.as_str()).collect();
        let few = || (known.len() <= NAMES_SHOWN).then(|| format!("states: {}", known.join(", ")));
        let help = suggest::did_you_mean(name, known.iter().copied()).or_else(few);
        let message = format!("there is no state `{name}` ({option})");
        refused(Exit::Usage, Diagnostic::error(codes::CONFLICT_NAME, message).help_opt(help))
    })
}

fn refused(exit: Exit, problem: Diagnostic) -> CommandError {
    CommandError::new(exit, problem)
}
