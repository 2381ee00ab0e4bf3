//! Writing files so that a good one is never replaced by a part of a new one.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use basis::{At, Diagnostic};

use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::show::shown;

/// Writes to a new file beside the target, flushes it to the disk, and gives it the target's name.
///
/// # Errors
/// Where the folder cannot be written to or a folder has the target's name. The target is then as
/// it was, and no new file is left.
pub(crate) fn replace(target: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    if target.is_dir() {
        let error = io::Error::new(io::ErrorKind::IsADirectory, "a folder has this name");
        return Err(cannot_write(target, &error));
    }
    let beside = beside(target);
    let written = write_new(OpenOptions::new().write(true), &beside, bytes);
    written.and_then(|()| fs::rename(&beside, target)).map_err(|error| {
        // What remains of a failed attempt helps nobody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
        cannot_write(target, &error)
    })
}

/// Writes a file that must not exist: what stands there may be the only copy.
///
/// # Errors
/// Where there is such a file, or none can be written.
pub(crate) fn new(target: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    write_new(OpenOptions::new().write(true), target, bytes)
        .map_err(|error| cannot_write(target, &error))
}

/// Writes a secret like [`new`], to a file that only its owner may read where the system knows
/// owners.
///
/// # Errors
/// Where there is such a file, or none can be written.
pub(crate) fn new_secret(target: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    write_new(&mut options, target, bytes).map_err(|error| cannot_write(target, &error))
}

/// That none of the files is there: asked before the first of several is written.
///
/// # Errors
/// Where one is there.
pub(crate) fn none_yet(targets: &[PathBuf]) -> Result<(), CommandError> {
    let error = io::Error::new(io::ErrorKind::AlreadyExists, "file exists");
    match targets.iter().find(|target| fs::symlink_metadata(target).is_ok()) {
        Some(target) => Err(cannot_write(target, &error)),
        None => Ok(()),
    }
}

/// Makes a folder with the folders above it.
///
/// # Errors
/// Where that is not possible.
pub(crate) fn make_folder(folder: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))
}

fn write_new(options: &mut OpenOptions, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = options.create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // A part of it helps nobody and would stand in the way of the next attempt; that it cannot
        // be removed changes nothing.
        let _ = fs::remove_file(path);
    }
    written
}

/// `.NAME.PROCESS.part` in the folder of the target: a rename within one folder is atomic.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn cannot_write(path: &Path, error: &io::Error) -> CommandError {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "make the folder first, or name another one",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to, with --out"
        }
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        io::ErrorKind::IsADirectory => "name a file, or a file in that folder",
        io::ErrorKind::AlreadyExists => "a file of this name is there and is kept; name a new one",
        io::ErrorKind::StorageFull => "make room on the disk, or choose another one with --out",
        _ => "what stood there before is unchanged; choose another place with --out",
    };
    let reason = crate::show::reason(error);
    let problem =
        Diagnostic::error(codes::CANNOT_WRITE, format!("the output cannot be written: {reason}"))
            .label(shown(path), At::File, "")
            .help(help);
    CommandError::new(Exit::File, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("report.html");
        replace(&target, b"old").unwrap();
        replace(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        let inside = target.join("x.html");
        let error = replace(&inside, b"newer").unwrap_err();
        assert_eq!(error.exit, Exit::File);
        assert_eq!(error.diagnostics[0].code, codes::CANNOT_WRITE);
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_new_file_takes_the_place_of_none() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new_one) = (folder.path().join("old"), folder.path().join("new"));
        new(&old, b"old").unwrap();
        none_yet(std::slice::from_ref(&new_one)).unwrap();
        for refused in [new(&old, b"x"), new_secret(&old, b"x"), none_yet(&[new_one, old.clone()])]
        {
            assert_eq!(refused.unwrap_err().diagnostics[0].code, codes::CANNOT_WRITE);
        }
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(folder.path(), b"x").is_err());
        assert!(folder.path().is_dir());
    }
}
