//! Exit codes, and the one place where errors are reported.

use std::env;
use std::io;
use std::process::ExitCode;

use darkwake::RunError;

use case::render::visible;
use export::ExportError;
use score::WeightsError;

use crate::args::LogForm;
use crate::notice::Notice;
use crate::show::visible_lines;

/// How a command ended, other than by an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// All went well: 0.
    Done,
    /// Finished, but part of the input was damaged: 3.
    Damaged,
    /// Finished, but more lines were rejected than allowed: 4.
    TooManyRejects,
    /// A run could not write its output here: 5.
    Unfit,
}

/// A wrong word on the command line, found after parsing: 2.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

fn finished(ending: Ending) -> (u8, Notice) {
    let (code, reason) = match ending {
        Ending::Done => (0, "all went well"),
        Ending::Damaged => (DAMAGED, "part of what was read is damaged, refused or changed"),
        Ending::TooManyRejects => (TOO_MANY_REJECTS, "more lines were rejected than allowed"),
        Ending::Unfit => (OUTPUT, "this machine is not fit for a run"),
    };
    (code, Notice::Finished { code, reason })
}

const INTERNAL: u8 = 1;
const USAGE: u8 = 2;
const DAMAGED: u8 = 3;
const TOO_MANY_REJECTS: u8 = 4;
const OUTPUT: u8 = 5;

/// Reports an error once, on standard error, and gives the code that the shell sees.
pub(crate) fn code_of(result: anyhow::Result<Ending>, log: LogForm) -> ExitCode {
    let (code, notice) = match result {
        Ok(Ending::Done) => return ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => return ExitCode::SUCCESS,
        Ok(ending) => finished(ending),
        Err(error) => {
            let code = code_of_error(&error);
            (code, Notice::Failed { code, reason: in_words(&error) })
        }
    };
    // Nothing is left to tell if standard error is closed too.
    let _ = log.tell(&notice);
    code.into()
}

/// Prints what the parser answers instead of a command: help, the version, or what is wrong with the words.
pub(crate) fn code_of_words(answer: &clap::Error) -> ExitCode {
    let words: Vec<_> = env::args_os().collect();
    match LogForm::asked_for(&words) {
        LogForm::Json if answer.use_stderr() => {
            let reason = answer.to_string().trim_end().to_owned();
            let _ = LogForm::Json.tell(&Notice::Failed { code: USAGE, reason });
            USAGE.into()
        }
        _ => answer.exit(),
    }
}

/// What was tried and what came in the way: the causes in order, none that an error before it told already. Whatever
/// stands in the names of files is made safe; faults in a file of weights alone are told on several lines.
fn in_words(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| {
        let safe = if cause.is::<WeightsError>() { visible_lines } else { visible };
        safe(&cause.to_string())
    });
    causes.fold(String::new(), |told, cause| match () {
        () if told.is_empty() => cause,
        () if told.contains(&cause) => told,
        () => format!("{told}: {cause}"),
    })
}

fn code_of_error(error: &anyhow::Error) -> u8 {
    let run = error.downcast_ref::<RunError>();
    if error.is::<Usage>()
        || error.is::<case::OpenError>()
        || error.is::<case::TableError>()
        || error.is::<case::notes::NotesError>()
        || error.is::<archive::ReadError>()
        || matches!(
            error.downcast_ref(),
            Some(ExportError::Exists(_) | ExportError::NoName(_) | ExportError::TooMany { .. })
        )
        || matches!(run, Some(RunError::Input(_) | RunError::Nothing { .. } | RunError::Table(_)))
    {
        return USAGE;
    }
    match run {
        Some(RunError::Write(write)) if write.is_refusal() => USAGE,
        Some(RunError::Write(_)) => OUTPUT,
        _ if error.is::<ExportError>() => OUTPUT,
        // Whatever is read has errors of its own.
        _ if error.is::<io::Error>() || error.downcast_ref().is_some_and(csv::Error::is_io_error) => OUTPUT,
        _ => INTERNAL,
    }
}

/// `darkwake leads case | head` is no fault of anyone's.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(io_fault).any(|io| io.kind() == io::ErrorKind::BrokenPipe)
}

/// An error of the system, also where the CSV writer carries it.
fn io_fault<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a io::Error> {
    let in_csv = |error: &'a csv::Error| match error.kind() {
        csv::ErrorKind::Io(io) => Some(io),
        _ => None,
    };
    cause.downcast_ref().or_else(|| cause.downcast_ref().and_then(in_csv))
}
