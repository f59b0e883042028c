//! Progress for people: a bar while the archive is read, a word for each stage; silent unless stderr is a terminal.

use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::Duration;

use darkwake::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Draws on standard error if that is a terminal.
pub(crate) struct Terminal {
    bar: Mutex<ProgressBar>,
}

impl Terminal {
    /// A progress display; it stays silent where nobody is watching.
    pub(crate) fn new() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()) }
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Progress for Terminal {
    fn begin(&self, stage: Stage, bytes: Option<u64>) {
        let target = if io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(bytes, target).with_message(stage.to_string());
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
