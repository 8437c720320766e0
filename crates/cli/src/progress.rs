//! A bar on long work: only for a person who waits, never in a file or a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::words;

/// Less than this is read before a bar would be seen.
const LONG_BYTES: usize = 256 * 1024;

/// How far the reading of some documents has come.
pub(crate) struct Reading(ProgressBar);

impl Reading {
    /// Of documents of these sizes.
    pub(crate) fn of(sizes: &[usize]) -> Self {
        let total: usize = sizes.iter().sum();
        let bar = ProgressBar::with_draw_target(
            u64::try_from(total).ok(),
            // Draws nothing where stderr is no terminal.
            if total < LONG_BYTES {
                ProgressDrawTarget::hidden()
            } else {
                ProgressDrawTarget::stderr()
            },
        );
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}%") {
            bar.set_style(style);
        }
        bar.set_message(words::READING);
        if !bar.is_hidden() {
            // A single document takes its time in one go: something should move meanwhile.
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self(bar)
    }

    /// So many bytes more are done.
    pub(crate) fn did(&self, bytes: usize) {
        self.0.inc(u64::try_from(bytes).unwrap_or_default());
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
