//! A sign on a terminal that long reading goes on.

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
        let bar = ProgressBar::new(bytes);
        if self.shown && bytes >= BYTES_MIN {
            let style = ProgressStyle::with_template("{bytes:>10} of {total_bytes}  {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_message(visible(name));
        } else {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        Bar { bar }
    }
}

/// The reading of one file.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// So many bytes have been read.
    pub(crate) fn at(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// The file was read; nothing of the bar remains on the terminal.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }
}
