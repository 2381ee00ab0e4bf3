//! Reads the files of a folder of talks.

use std::collections::BTreeMap;

use ::talks::folder as declared;
use ::talks::positions::construe::Construe;
use ::talks::positions::issues::Issues;
use ::talks::positions::{Stated, read as positions};
use ::talks::{guardrails, standing};
use basis::{At, Diagnostic, Digest, Severity};
use draft::Draft;
use draft::table::Agreed;
use vault::Identities;

use super::super::files::{FILE_BYTES_MAX, exit_of, utf8};
use super::{Case, CaseArgs, ConstrueName, TALKS_FILE, is_error};
use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::folder::{Folder, read_named};
use crate::render::Sources;
use crate::show::shown;

/// Reads, and gathers every problem.
pub(super) struct Reading {
    folder: Folder,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) sources: Sources,
    pub(super) read: Vec<(String, Digest)>,
    pub(super) unheeded: Vec<String>,
    pub(super) prevented: Option<Exit>,
}

impl Reading {
    pub(super) fn of(folder: Folder) -> Reading {
        let sources = Sources::new(folder.prefix());
        let (problems, read, unheeded) = (Vec::new(), Vec::new(), Vec::new());
        Reading { folder, problems, sources, read, unheeded, prevented: None }
    }

    /// The case as far as it could be read; none where there is no text.
    pub(super) fn case(&mut self, args: &CaseArgs, text_alone: Option<String>) -> Option<Case> {
        let (declared, toml) = match text_alone {
            Some(text) => {
                let text = declared::Placed { text, ..Default::default() };
                (declared::Folder { text, ..Default::default() }, String::new())
            }
            None => {
                let toml = self.text(TALKS_FILE)?;
                let (declared, problems) = declared::Folder::parse(TALKS_FILE, &toml);
                self.tell(problems);
                (declared, toml)
            }
        };
        let name = declared.text.text.clone();
        if name.is_empty() {
            return None;
        }
        let text = self.text(&name)?;
        let (draft, problems) = draft::parse(&name, &text, &declared.codes());
        self.tell(problems);
        let agreed = if args.rests.reopen { Agreed::Open } else { Agreed::Fixed };
        let issues = Issues::of(&draft, agreed);
        let stated = match args.rests.text_only {
            true => Stated::default(),
            false => self.stated(args, &declared, &draft),
        };
        let stated = if args.rests.said_only { stated.only_said() } else { stated };
        let (positions, problems) = standing::hold(&stated, &draft);
        self.tell(problems);
        let entries = &declared.guardrails;
        let (decisions, problems) = guardrails::decide(entries, &draft, TALKS_FILE, &toml);
        if !args.rests.text_only {
            self.tell(problems);
        }
        let conditions: Vec<String> =
            issues.table.unruled.iter().map(|(at, option)| only_if(&draft, *at, *option)).collect();
        self.unheeded(conditions.iter(), &name);
        let (guardrails, unheeded) = decisions.rules(&issues);
        let names = unheeded.iter().filter_map(|at| decisions.reached.get(*at)).map(|r| &r.words);
        self.unheeded(names, TALKS_FILE);
        let unheeded = positions.rules(&issues).1;
        let names = unheeded.iter().filter_map(|at| positions.held.red_lines.get(*at));
        self.unheeded(names.map(|line| &line.name), &name);
        Some(Case {
            folder: self.folder.clone(),
            declared,
            agreed,
            issues,
            stated,
            positions,
            guardrails,
            read: Vec::new(),
            sources: Sources::default(),
            unheeded: Vec::new(),
            construe: args.rests.construe.map(|ConstrueName::Middle| Construe::Middle),
            draft,
        })
    }

    /// Lines that no search can heed, because they speak of brackets that cannot be counted.
    fn unheeded<'a>(&mut self, names: impl Iterator<Item = &'a String>, file: &str) {
        let tell = |name: &String| {
            let message = format!("`{name}` speaks of a bracket that cannot be counted");
            Diagnostic::new(codes::UNHEEDED, Severity::Warning, message)
                .label(file, At::File, "")
                .help("give the blank a range; until then answers do not heed it")
        };
        let names: Vec<&String> = names.collect();
        self.tell(names.iter().map(|name| tell(name)).collect());
        self.unheeded.extend(names.iter().map(|name| format!("`{name}`")));
    }

    /// What the files of positions state; vaults only where they are asked for.
    fn stated(&mut self, args: &CaseArgs, declared: &declared::Folder, draft: &Draft) -> Stated {
        let mut stated = Stated::default();
        let mut wanted: BTreeMap<&str, bool> =
            args.rests.vaults.iter().map(|name| (name.as_str(), false)).collect();
        let identities = self.identities(args);
        for file in &declared.positions {
            let vault = file.vault.as_ref().map(|vault| vault.text.as_str());
            if let Some(name) = vault {
                let Some(found) = wanted.get_mut(name) else { continue };
                *found = true;
            }
            let name = file.file.text.as_str();
            let Some((bytes, sha256)) = self.bytes(name) else { continue };
            let identities = vault.and(identities.as_ref());
            let Some(text) = self.opened(name, bytes, vault.is_some(), identities) else {
                continue;
            };
            let input = positions::Input { name, text: &text, vault, sha256 };
            let (more, problems) = positions::read(&input, draft);
            self.tell(problems);
            stated.add(more);
        }
        for (name, _) in wanted.into_iter().filter(|(_, found)| !found) {
            let vaults = declared.positions.iter().filter_map(|file| file.vault.as_ref());
            let known = vaults.map(|vault| vault.text.as_str());
            let mut problem = Diagnostic::error(
                codes::NO_VAULT,
                format!("there is no vault `{name}`"),
            )
            .label(TALKS_FILE, At::File, "vaults are declared here");
            problem.help = basis::suggest::did_you_mean(name, known);
            self.tell(vec![problem]);
        }
        stated
    }

    fn identities(&mut self, args: &CaseArgs) -> Option<Identities> {
        let mut text = String::new();
        for path in &args.rests.identity {
            match read_named(path, vault::keys::KEY_FILE_BYTES_MAX as u64) {
                Ok(bytes) => text += &(String::from_utf8_lossy(&bytes).into_owned() + "\n"),
                Err(error) => self.failed(error),
            }
        }
        let name = args.rests.identity.first().map(|path| shown(path))?;
        match Identities::read(&name, &text) {
            Ok(identities) => Some(identities),
            Err(problems) => {
                self.tell(problems);
                None
            }
        }
    }

    /// The text of a file, unsealed where it is a vault.
    fn opened(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        sealed: bool,
        identities: Option<&Identities>,
    ) -> Option<String> {
        let plain = match (sealed, identities) {
            (false, _) => Ok(bytes),
            // That there is no identity to open it was told.
            (true, None) => return None,
            (true, Some(identities)) => {
                vault::open(name, &bytes, identities).map(|plain| plain.to_vec())
            }
        };
        match plain.and_then(|plain| utf8(name, plain)) {
            Ok(text) => {
                self.sources.add(name, text.as_bytes());
                Some(text)
            }
            Err(problem) => {
                self.tell(vec![problem]);
                None
            }
        }
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let (bytes, _) = self.bytes(name)?;
        self.opened(name, bytes, false, None)
    }

    fn bytes(&mut self, name: &str) -> Option<(Vec<u8>, Digest)> {
        match self.folder.read(name, FILE_BYTES_MAX) {
            Ok(bytes) => {
                let digest = Digest::of(&bytes);
                self.read.push((name.to_owned(), digest));
                Some((bytes, digest))
            }
            Err(error) => {
                self.failed(error);
                None
            }
        }
    }

    fn failed(&mut self, error: CommandError) {
        self.prevented.get_or_insert(error.exit);
        self.problems.extend(error.diagnostics);
    }

    fn tell(&mut self, problems: Vec<Diagnostic>) {
        if problems.iter().any(is_error) {
            self.prevented.get_or_insert(exit_of(&problems));
        }
        self.problems.extend(problems);
    }
}

/// The condition of an option, in words.
fn only_if(draft: &Draft, bracket: usize, option: usize) -> String {
    let Some(bracket) = draft.brackets.get(bracket) else { return String::new() };
    let Some(option) = bracket.options.get(option) else { return String::new() };
    let condition = option.only_if.as_ref();
    let words = condition.map_or(String::new(), |only_if| draft::condition::words(only_if, draft));
    format!("{} is \"{}\" only if {words}", bracket.id, option.key)
}
