//! A sign on a terminal that long work goes on.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::show::visible;
use crate::terminal::Terminal;

/// Files smaller than this are read before anybody could wonder: 16 MiB.
const BYTES_MIN: u64 = 16 * 1024 * 1024;

/// Shows progress on standard error, where that is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    shown: bool,
}

impl Progress {
    /// Nothing is shown in pipes and with `--quiet`.
    pub(crate) fn new(terminal: Terminal) -> Progress {
        Progress { shown: terminal.shows_progress() }
    }

    /// Begins to read a file of so many bytes.
    pub(crate) fn file(&self, name: &str, bytes: u64) -> Bar {
        let shown = self.shown && bytes >= BYTES_MIN;
        let bar = styled(ProgressBar::new(bytes), "{bytes:>10} of {total_bytes}  {msg}", shown);
        bar.bar.set_message(visible(name));
        bar
    }

    /// Begins to list points, nobody knows how many.
    pub(crate) fn points(&self) -> Bar {
        styled(ProgressBar::no_length(), "{elapsed:>4}  {msg}", self.shown)
    }
}

/// Nothing is drawn where it is not shown.
fn styled(bar: ProgressBar, template: &str, shown: bool) -> Bar {
    if shown {
        let style = ProgressStyle::with_template(template);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    } else {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    Bar { bar }
}

/// One long task.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// So many bytes have been read.
    pub(crate) fn at(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// What has been done so far.
    pub(crate) fn says(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }

    /// It was done; nothing of the bar remains on the terminal.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }
}
