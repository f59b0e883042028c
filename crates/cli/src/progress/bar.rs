//! For people: a bar while the archive is read, a word for each other stage. It has no colours.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use darkwake::{Progress, Stage};
use indicatif::{ProgressBar, ProgressStyle};

/// Draws on standard error.
pub(super) struct Bar {
    bar: Mutex<ProgressBar>,
}

impl Bar {
    /// Nothing to be seen yet.
    pub(super) fn new() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()) }
    }

    fn bar(&self) -> MutexGuard<'_, ProgressBar> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, bytes: Option<u64>) {
        let bar = bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        bar.set_message(stage.to_string());
        bar.set_style(style(bytes.is_some()));
        bar.enable_steady_tick(Duration::from_millis(100));
        *self.bar() = bar;
    }

    fn advance(&self, bytes: u64) {
        self.bar().inc(bytes);
    }

    fn end(&self, _: Stage) {
        self.bar().finish_and_clear();
    }
}

fn style(counts_bytes: bool) -> ProgressStyle {
    let template = if counts_bytes {
        "{spinner} {msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} eta {eta}"
    } else {
        "{spinner} {msg} {elapsed}"
    };
    ProgressStyle::with_template(template).expect("the template is well formed").progress_chars("=> ")
}
