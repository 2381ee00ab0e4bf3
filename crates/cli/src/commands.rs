//! What each command does, one module each.

use crate::args::Command;
use crate::error::Outcome;
use crate::terminal::Terminal;

mod check;

mod explain;

mod new;

mod report;

mod shell;

pub(crate) mod talks;

mod verify;

/// Does what the command line asks.
///
/// # Errors
/// Where it cannot be done; the error says why and decides the exit code.
pub(crate) fn run(command: Command, terminal: Terminal) -> Outcome {
    match command {
        Command::Check(args) => check::run(&args, terminal),
        Command::Verify(args) => verify::run(&args, terminal),
        Command::Report(args) => report::run(&args, terminal),
        Command::Explain(args) => explain::run(&args, terminal),
        Command::New(args) => new::run(&args, terminal),
        Command::Talks(args) => talks::run(&args, terminal),
        Command::Completions(args) => shell::completions(&args, terminal),
        Command::Man(args) => shell::man(&args, terminal),
    }
}
