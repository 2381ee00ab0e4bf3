//! `cargo xtask tidy`: the checks of the project's own shape, on the command line.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut err = std::io::stderr().lock();
    if std::env::args().skip(1).ne(["tidy".to_owned()]) {
        let _ = writeln!(err, "usage: cargo xtask tidy");
        return ExitCode::from(2);
    }
    let problems = xtask::tidy(&xtask::repository());
    for problem in &problems {
        let _ = writeln!(err, "{problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
