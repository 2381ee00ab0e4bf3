//! The case folder: the only way in which files are read.
//!
//! Names that an accord or `detente.toml` gives stay inside the folder: absolute paths, `..` and
//! links that lead out are refused before anything is opened, and only regular files are read.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use basis::{At, Diagnostic, suggest};

use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::show::{reason, shown};

/// Name of the file that declares sources.
pub(crate) const CASE_FILE: &str = "detente.toml";

/// Name of the accord where `detente.toml` does not give another.
pub(crate) const ACCORD_FILE: &str = "accord.md";

/// Files that are looked through for a name that was perhaps meant.
const NAMES_MAX: usize = 1000;

/// A case folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// As given on the command line, for messages.
    given: PathBuf,
    /// Without links.
    root: PathBuf,
    /// The accord, where the command line names the file itself.
    accord: Option<String>,
}

impl Folder {
    /// The folder that the command line names: a folder with `detente.toml` or `accord.md`, or one
    /// of these files, or an accord of another name.
    ///
    /// # Errors
    /// Where there is no such folder, or it holds no case.
    pub(crate) fn open(given: &Path) -> Result<Folder, CommandError> {
        let metadata = fs::metadata(given).map_err(|error| problem_of(&shown(given), &error))?;
        if !metadata.is_dir() {
            return Folder::of_file(given);
        }
        let folder = Folder { given: given.to_owned(), root: canonical(given)?, accord: None };
        if !folder.has(CASE_FILE) && !folder.has(ACCORD_FILE) {
            let message = format!("this folder has neither `{ACCORD_FILE}` nor `{CASE_FILE}`");
            let problem = Diagnostic::error(codes::NO_CASE, message)
                .label(shown(given), At::File, "")
                .help("name the folder of a case, or make one with `detente new FOLDER`");
            return Err(CommandError::new(Exit::File, problem));
        }
        Ok(folder)
    }

    /// The folder of talks that the command line names: a folder that holds `file`, or `file`
    /// itself; or the folder of a text, with the name of that text.
    ///
    /// # Errors
    /// Where there is no such folder.
    pub(crate) fn of_talks(
        given: &Path,
        file: &str,
    ) -> Result<(Folder, Option<String>), CommandError> {
        let metadata = fs::metadata(given).map_err(|error| problem_of(&shown(given), &error))?;
        if !metadata.is_dir() {
            let mut folder = Folder::of_file(given)?;
            let named = folder.accord.take().filter(|named| named != file);
            return Ok((folder, named));
        }
        let folder = Folder { given: given.to_owned(), root: canonical(given)?, accord: None };
        if !folder.has(file) {
            let problem = Diagnostic::error(codes::NO_CASE, format!("this folder has no `{file}`"))
                .label(shown(given), At::File, "")
                .help("name the folder of talks, or a text with brackets");
            return Err(CommandError::new(Exit::File, problem));
        }
        Ok((folder, None))
    }

    fn of_file(given: &Path) -> Result<Folder, CommandError> {
        let parent = match given.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let name = given.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let accord = (name != CASE_FILE).then_some(name);
        Ok(Folder { given: parent.to_owned(), root: canonical(parent)?, accord })
    }

    /// The accord that the command line names, where it names one.
    pub(crate) fn accord(&self) -> Option<&str> {
        self.accord.as_deref()
    }

    /// What stands before a name of the folder so that it can be opened from here; may be empty.
    pub(crate) fn prefix(&self) -> String {
        let given = shown(&self.given);
        match given.as_str() {
            "." | "./" => String::new(),
            _ if given.ends_with('/') => given,
            _ => given + "/",
        }
    }

    /// Whether something of this name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.root.join(name).exists()
    }

    /// The bytes of a file of the folder, of which there may be at most `bytes_max`.
    ///
    /// # Errors
    /// Where the name leads out of the folder, or there is no readable file of that size.
    pub(crate) fn read(&self, name: &str, bytes_max: u64) -> Result<Vec<u8>, CommandError> {
        let file = self.open_file(name)?;
        let mut bytes = Vec::new();
        let read = file.take(bytes_max + 1).read_to_end(&mut bytes);
        read.map_err(|error| problem_of(name, &error))?;
        if bytes.len() as u64 > bytes_max {
            return Err(too_large(name, bytes_max));
        }
        Ok(bytes)
    }

    /// A file of the folder, opened for reading.
    ///
    /// # Errors
    /// Where the name leads out of the folder, or there is no readable file.
    pub(crate) fn open_file(&self, name: &str) -> Result<File, CommandError> {
        if !stays_inside(name) {
            return Err(outside(name, "write it relative to the case folder, without `..`"));
        }
        let path = self.root.join(name);
        let resolved = path.canonicalize().map_err(|error| self.missing(name, &error))?;
        if !resolved.starts_with(&self.root) {
            return Err(outside(name, "a link leads out of the case folder; put the file inside"));
        }
        open_regular(name, &resolved)
    }

    fn missing(&self, name: &str, error: &io::Error) -> CommandError {
        let mut problem = problem_of(name, error);
        if error.kind() == io::ErrorKind::NotFound {
            for diagnostic in &mut problem.diagnostics {
                diagnostic.help = self.perhaps_meant(name).or(diagnostic.help.take());
            }
        }
        problem
    }

    /// "did you mean", for a file of the folder.
    pub(crate) fn perhaps_meant(&self, name: &str) -> Option<String> {
        suggest::did_you_mean(name, self.names().iter().map(String::as_str))
    }

    /// Names of files in the folder and the folders in it.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for entry in list(&self.root) {
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for inner in list(&entry) {
                let file = inner.file_name().unwrap_or_default().to_string_lossy();
                names.push(format!("{name}/{file}"));
            }
            names.push(name);
        }
        names
    }
}

/// The bytes of a file that the command line names itself, such as findings to compare with.
///
/// # Errors
/// Where there is no readable file of at most `bytes_max` bytes.
pub(crate) fn read_named(path: &Path, bytes_max: u64) -> Result<Vec<u8>, CommandError> {
    let name = shown(path);
    let mut bytes = Vec::new();
    let file = open_regular(&name, path)?;
    let read = file.take(bytes_max + 1).read_to_end(&mut bytes);
    read.map_err(|error| problem_of(&name, &error))?;
    if bytes.len() as u64 > bytes_max {
        return Err(too_large(&name, bytes_max));
    }
    Ok(bytes)
}

/// Opens a regular file. The sort of file is looked at first: opening a pipe would wait for ever.
fn open_regular(name: &str, path: &Path) -> Result<File, CommandError> {
    let metadata = fs::metadata(path).map_err(|error| problem_of(name, &error))?;
    if metadata.is_dir() {
        let problem = Diagnostic::error(codes::IS_A_FOLDER, "this is a folder, not a file")
            .label(name, At::File, "")
            .help("name a file in it");
        return Err(CommandError::new(Exit::File, problem));
    }
    if !metadata.is_file() {
        let problem = Diagnostic::error(codes::NOT_A_FILE, "this is not a regular file")
            .label(name, At::File, "")
            .help("devices, pipes and sockets are not read; copy the data into a file");
        return Err(CommandError::new(Exit::File, problem));
    }
    File::open(path).map_err(|error| problem_of(name, &error))
}

fn canonical(path: &Path) -> Result<PathBuf, CommandError> {
    path.canonicalize().map_err(|error| problem_of(&shown(path), &error))
}

/// Paths in a folder, in order, at most [`NAMES_MAX`].
fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.take(NAMES_MAX).map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Whether a name is relative and has no `..`, drive or root.
fn stays_inside(name: &str) -> bool {
    let ordinary = |c| matches!(c, Component::Normal(_) | Component::CurDir);
    let path = Path::new(name);
    // On other systems a backslash separates folders, and a name must mean the same everywhere.
    !name.is_empty() && !name.contains(['\\', '\0', ':']) && path.components().all(ordinary)
}

fn outside(name: &str, help: &str) -> CommandError {
    let message = format!("`{name}` leads out of the case folder");
    CommandError::new(Exit::File, Diagnostic::error(codes::OUTSIDE, message).help(help))
}

fn too_large(name: &str, bytes_max: u64) -> CommandError {
    let message = format!("the file is larger than {bytes_max} bytes");
    let problem = Diagnostic::error(codes::TOO_LARGE, message).label(name, At::File, "");
    CommandError::new(
        Exit::Limit,
        problem.help("split it, or leave out what the case does not need"),
    )
}

/// What the system says about a file, as a diagnostic.
fn problem_of(name: &str, error: &io::Error) -> CommandError {
    let (code, message, help) = match error.kind() {
        io::ErrorKind::NotFound => {
            (codes::NOT_FOUND, "there is no such file or folder".to_owned(), "look at the name")
        }
        io::ErrorKind::IsADirectory => {
            (codes::IS_A_FOLDER, "this is a folder, not a file".to_owned(), "name a file in it")
        }
        _ => {
            let message = format!("the file cannot be read: {}", reason(error));
            (codes::UNREADABLE, message, "look whether you may read it, and whether it is whole")
        }
    };
    let problem = Diagnostic::error(code, message).label(name, At::File, "").help(help);
    CommandError::new(Exit::File, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out() {
        for name in ["/etc/passwd", "../a", "a/../../b", "C:\\a", "a\\b", ""] {
            assert!(!stays_inside(name), "{name}");
        }
        for name in ["a", "geo/line.geojson", "./a", "…/ä b.csv"] {
            assert!(stays_inside(name), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_refused_and_one_that_stays_is_followed() {
        let outside = tempfile::tempdir().unwrap();
        let inside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "x").unwrap();
        fs::write(inside.path().join("accord.md"), "y").unwrap();
        let link = |to: &Path, name: &str| {
            std::os::unix::fs::symlink(to, inside.path().join(name)).unwrap();
        };
        link(&outside.path().join("secret"), "out");
        link(&inside.path().join("accord.md"), "in");
        let folder = Folder::open(inside.path()).unwrap();
        let error = folder.read("out", 9).unwrap_err();
        assert_eq!(error.diagnostics[0].code, codes::OUTSIDE);
        assert_eq!(folder.read("in", 9).unwrap(), b"y");
        assert_eq!(folder.read("in", 0).unwrap_err().exit, Exit::Limit);
    }
}
