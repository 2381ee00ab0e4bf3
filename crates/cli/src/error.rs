//! What ends a command early: the kind of ending, and what to tell.

use basis::Diagnostic;

use crate::exit::Exit;

/// Why a command could not do what was asked.
#[derive(Debug)]
pub(crate) struct CommandError {
    /// Decides the exit code.
    pub(crate) exit: Exit,
    /// What is wrong, with places and advice.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl CommandError {
    /// One problem.
    pub(crate) fn new(exit: Exit, diagnostic: Diagnostic) -> CommandError {
        CommandError { exit, diagnostics: vec![diagnostic] }
    }
}

/// The result of a command.
pub(crate) type Outcome = Result<Exit, CommandError>;
