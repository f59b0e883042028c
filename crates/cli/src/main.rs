//! The `darkwake` command line: arguments in, answers and an exit code out.

mod args;
mod commands;
mod exit;
mod page;
mod progress;
mod show;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    exit::code_of(commands::run(cli.command))
}
