//! How a run ended, and the exit code that says so.

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// What was asked for was done and nothing was left out.
    Done,
    /// The command line asks for something that does not exist.
    Usage,
    /// The accord, or geometry that it names, cannot be used.
    Accord,
    /// Findings were made without the rows that were refused.
    RowsRefused,
    /// A file cannot be read or written.
    File,
    /// Findings were made, and evidence contradicts itself.
    Conflict,
    /// Two runs differ.
    Differences,
    /// An input is larger than a named limit.
    Limit,
    /// `detente.toml` cannot be used.
    Case,
    /// A file of talks cannot be used.
    Talks,
    /// A fault of the program.
    Internal,
    /// Whoever read the output has gone away.
    PipeClosed,
}

/// Each way to end, its exit code, and what it means; `docs/spec/exit-codes.md` shows the same.
pub(crate) const TABLE: &[(Exit, u8, &str)] = &[
    (Exit::Done, 0, "done, and nothing was left out"),
    (Exit::Usage, 2, "the command line asks for something that does not exist"),
    (Exit::Accord, 3, "the accord, or geometry that it names, cannot be used"),
    (Exit::RowsRefused, 4, "findings were made, but rows of evidence were refused"),
    (Exit::File, 5, "a file cannot be read or written"),
    (Exit::Conflict, 6, "findings were made, but evidence contradicts itself"),
    (Exit::Differences, 7, "the run differs from the findings given with --against"),
    (Exit::Limit, 8, "an input is larger than a named limit"),
    (Exit::Case, 9, "detente.toml cannot be used"),
    (Exit::Talks, 10, "a file of talks cannot be used"),
    (Exit::Internal, 101, "a fault of detente itself; please report it"),
    (Exit::PipeClosed, 141, "whoever read the output has gone away"),
];

impl Exit {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        TABLE.iter().find(|(exit, ..)| *exit == self).map_or(101, |(_, code, _)| *code)
    }
}

/// The table as `--help` shows it.
pub(crate) fn help() -> String {
    let rows: String =
        TABLE.iter().map(|(_, code, meaning)| format!("  {code:>3}  {meaning}\n")).collect();
    format!("Exit codes:\n{rows}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_the_table() {
        let page = include_str!("../../../docs/spec/exit-codes.md");
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
        let expected: Vec<String> =
            TABLE.iter().map(|(_, code, meaning)| format!("| {code} | {meaning} |")).collect();
        assert_eq!(rows, expected);
    }
}
