//! The `darkwake` command line: arguments in, answers and an exit code out.

mod args;
mod commands;
mod exit;
mod notice;
mod page;
mod progress;
mod show;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match args::Cli::try_parse() {
        Ok(cli) => exit::code_of(commands::run(cli.command, cli.log), cli.log),
        Err(answer) => exit::code_of_words(&answer),
    }
}
