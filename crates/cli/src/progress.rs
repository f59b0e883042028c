//! How far the work is, on standard error: a bar for people, JSON lines for programs, or nothing.

mod bar;
mod json_lines;

use std::io::{self, IsTerminal};

use case::Leftover;
use darkwake::{Need, Progress, Silent, Stage};

use self::bar::Bar;
use self::json_lines::JsonLines;
use crate::args::{LogForm, ProgressForm};
use crate::notice::Notice;

/// Tells it as was asked for; where nobody watches there is no bar.
pub(crate) fn told(form: ProgressForm, log: LogForm) -> impl Progress {
    let progress: Box<dyn Progress> = match form {
        ProgressForm::Auto if io::stderr().is_terminal() => Box::new(Bar::new()),
        ProgressForm::Auto | ProgressForm::None => Box::new(Silent),
        ProgressForm::Json => Box::new(JsonLines::new()),
    };
    Told { progress, log }
}

/// What is foreseen is told whether anyone watches or not.
struct Told {
    progress: Box<dyn Progress>,
    log: LogForm,
}

impl Progress for Told {
    fn begin(&self, stage: Stage, bytes: Option<u64>) {
        self.progress.begin(stage, bytes);
    }

    fn advance(&self, bytes: u64) {
        self.progress.advance(bytes);
    }

    fn foresee(&self, need: &Need) {
        // A notice that standard error does not take is lost: the work goes on.
        let _ = self.log.tell(&Notice::need(need));
    }

    fn find_leftovers(&self, leftovers: &[Leftover]) {
        for leftover in leftovers {
            let _ = self.log.tell(&Notice::leftover(leftover));
        }
    }

    fn end(&self, stage: Stage) {
        self.progress.end(stage);
    }
}
