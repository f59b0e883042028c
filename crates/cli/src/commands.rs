//! One module a command.

mod decode;
mod demo;
mod evaluate;
mod events;
mod explain;
mod leads;
mod rejects;
mod run;
mod simulate;

use crate::args::Command;
use crate::exit::Ending;

/// Does what was asked.
pub(crate) fn run(command: Command) -> anyhow::Result<Ending> {
    match command {
        Command::Demo(args) => demo::demo(&args),
        Command::Run(args) => run::run(&args),
        Command::Decode(args) => decode::decode(&args),
        Command::Leads(args) => leads::leads(&args),
        Command::Events(args) => events::events(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Simulate(args) => simulate::simulate(&args),
        Command::Evaluate(args) => evaluate::evaluate(&args),
    }
}
