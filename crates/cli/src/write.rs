//! Writing files so that a good one is never replaced by a part of a new one.

use std::fs::{self, File, OpenOptions};
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
    let written = write_new(&beside, bytes).and_then(|()| fs::rename(&beside, target));
    written.map_err(|error| {
        // What remains of a failed attempt helps nobody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
        cannot_write(target, &error)
    })
}

/// Writes a secret to a file that must not exist, and that only its owner may read where the system
/// knows owners.
///
/// # Errors
/// Where there is such a file, or none can be written.
pub(crate) fn new_secret(target: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(target).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| cannot_write(target, &error))
}

/// Makes a folder with the folders above it.
///
/// # Errors
/// Where that is not possible.
pub(crate) fn make_folder(folder: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
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
    fn a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(folder.path(), b"x").is_err());
        assert!(folder.path().is_dir());
    }
}
