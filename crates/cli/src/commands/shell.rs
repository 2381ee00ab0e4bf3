//! `detente completions` and `detente man`.

use clap::CommandFactory as _;

use crate::args::{Cli, Completions, Man};
use crate::error::Outcome;
use crate::exit::Exit;
use crate::terminal::Terminal;
use crate::write;

/// Prints completions for a shell.
pub(super) fn completions(args: &Completions, terminal: Terminal) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "detente", &mut script);
    terminal.out(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Writes a manual page for the program and for each command.
pub(super) fn man(args: &Man, terminal: Terminal) -> Outcome {
    write::make_folder(&args.folder)?;
    let mut root = Cli::command();
    root.build();
    for command in with_all_below(root) {
        let page = clap_mangen::Man::new(command);
        let mut text = Vec::new();
        // Writing into memory does not fail.
        if page.render(&mut text).is_ok() {
            let path = args.folder.join(page.get_filename());
            write::replace(&path, &text)?;
            terminal.note(&format!("wrote {}", crate::show::shown(&path)));
        }
    }
    Ok(Exit::Done)
}

/// A command with its subcommands and theirs; what `help` repeats is left out.
fn with_all_below(command: clap::Command) -> Vec<clap::Command> {
    let below = command.get_subcommands().filter(|below| below.get_name() != "help").cloned();
    let below: Vec<clap::Command> = below.flat_map(with_all_below).collect();
    std::iter::once(command).chain(below).collect()
}
