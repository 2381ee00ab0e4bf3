//! The program `detente`: the command line, the case folder, the files.
//!
//! Reading order: [`args`] (the words), [`commands`] (what each does), [`run`] (from options to
//! findings), [`case`] (from a folder to accord and evidence), [`times`] (instants and dates of
//! options), [`folder`] and [`mod@write`] (files), [`terminal`], [`render`], [`show`] and
//! [`progress`] (printing), [`error`] and [`exit`] (how a run ends), [`codes`] (problems of this
//! crate).
//!
//! This is the only crate that opens files and prints. It computes nothing of what an answer says.

use std::process::ExitCode;

use clap::Parser as _;

mod args;

mod commands;

mod run;

mod case;

mod times;

mod folder;

mod write;

mod terminal;

mod render;

mod show;

mod progress;

mod error;

mod exit;

mod codes;

use args::Cli;
use exit::Exit;
use render::Sources;
use terminal::Terminal;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_fault));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let terminal = Terminal::new(cli.global.color.into(), cli.global.quiet);
    let exit = commands::run(cli.command, terminal).unwrap_or_else(|error| {
        terminal.problems(&error.diagnostics, &Sources::default());
        error.exit
    });
    ExitCode::from(exit.code())
}

/// Help, version or a wrong command line, as `clap` words it.
fn usage(error: &clap::Error) -> ExitCode {
    let exit = match error.print() {
        Err(_) => Exit::PipeClosed,
        Ok(()) if error.use_stderr() => Exit::Usage,
        Ok(()) => Exit::Done,
    };
    ExitCode::from(exit.code())
}

/// A panic is a fault of ours: it says where, and asks for a report.
fn report_fault(fault: &std::panic::PanicHookInfo<'_>) {
    let place = fault.location().map_or(String::new(), |place| format!(" at {place}"));
    let what = fault.payload_as_str().unwrap_or("no message");
    let text = format!(
        "detente {}: internal fault{place}: {what}\n\
         this is a fault of the program, not of your input; please report it with this message",
        env!("CARGO_PKG_VERSION")
    );
    Terminal::new(anstream::ColorChoice::Auto, false).note(&text);
}
