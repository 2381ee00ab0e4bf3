//! `detente new`: a small case to start from.

use std::path::Path;

use basis::{At, Diagnostic};

use crate::args::New;
use crate::codes;
use crate::error::{CommandError, Outcome};
use crate::exit::Exit;
use crate::show::shown;
use crate::terminal::Terminal;
use crate::write;

/// The files of the new case; its accord and evidence are invented and say so.
const FILES: &[(&str, &str)] = &[
    ("accord.md", include_str!("../template/accord.md")),
    ("detente.toml", include_str!("../template/detente.toml")),
    ("geo/zone.geojson", include_str!("../template/zone.geojson")),
    ("evidence/records.csv", include_str!("../template/records.csv")),
];

/// Writes the files of [`FILES`] into a new or empty folder.
pub(super) fn run(args: &New, terminal: Terminal) -> Outcome {
    let folder = args.folder.as_path();
    let occupied = folder.exists() && !is_empty_folder(folder);
    if occupied {
        let problem = Diagnostic::error(codes::NOT_EMPTY, "something is there already")
            .label(shown(folder), At::File, "")
            .help("name a folder that does not exist yet; nothing was changed");
        return Err(CommandError::new(Exit::File, problem));
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        write::make_folder(path.parent().unwrap_or(folder))?;
        write::replace(&path, text.as_bytes())?;
    }
    let folder = shown(folder);
    terminal.note(&format!("wrote {} files into {folder}", FILES.len()));
    terminal.note(&format!("next: detente check {folder}; detente verify {folder}"));
    Ok(Exit::Done)
}

fn is_empty_folder(path: &Path) -> bool {
    std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}
