//! How far the work is, on standard error: a bar for people, JSON lines for programs, or nothing.

mod bar;
mod json_lines;

use std::io::{self, IsTerminal};

use darkwake::{Progress, Silent};

use self::bar::Bar;
use self::json_lines::JsonLines;
use crate::args::ProgressForm;

/// Tells it as was asked for; where nobody watches there is no bar.
pub(crate) fn told(form: ProgressForm) -> Box<dyn Progress> {
    match form {
        ProgressForm::Auto if io::stderr().is_terminal() => Box::new(Bar::new()),
        ProgressForm::Auto | ProgressForm::None => Box::new(Silent),
        ProgressForm::Json => Box::new(JsonLines::new()),
    }
}
