//! The `darkwake` command line: arguments in, answers and an exit code out.

mod args;
mod commands;
mod exit;
mod new_file;
mod notice;
mod page;
mod progress;
mod show;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    outlive_limits();
    match args::Cli::try_parse() {
        Ok(cli) => exit::code_of(commands::run(cli.command, cli.log), cli.log),
        Err(answer) => exit::code_of_words(&answer),
    }
}

/// A file that would grow beyond `ulimit -f` is a fault of the output, as on a full disk: unless somebody listens, the
/// system ends whoever writes it, without a word.
#[cfg(unix)]
fn outlive_limits() {
    // Where nobody can be made to listen, the system does as it would.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn outlive_limits() {}
