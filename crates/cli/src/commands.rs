//! One module a command.

mod calibrate;
mod cap;
mod decode;
mod demo;
mod doctor;
mod evaluate;
mod events;
mod explain;
mod export;
mod formats;
mod ingest;
mod leads;
mod names;
mod output;
mod plan;
mod profile;
mod reject_share;
mod rejects;
mod report;
mod run;
mod serve;
mod simulate;
mod sniff;
mod sql;
mod truth;
mod verify;
mod vessel;

use crate::args::{Command, LogForm};
use crate::exit::Ending;

/// Does what was asked; notices go to the log.
pub(crate) fn run(command: Command, log: LogForm) -> anyhow::Result<Ending> {
    match command {
        Command::Demo(args) => demo::demo(&args, log),
        Command::Run(args) => run::run(&args, log),
        Command::Ingest(args) => ingest::run(&args, log),
        Command::Sniff(args) => sniff::sniff(&args),
        Command::Formats(args) => formats::formats(&args),
        Command::Decode(args) => decode::decode(&args, log),
        Command::Leads(args) => leads::leads(&args, log),
        Command::Events(args) => events::events(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Vessel(args) => vessel::vessel(&args),
        Command::Export(args) => export::export(&args),
        Command::Report(args) => report::report(&args),
        Command::Cap(args) => cap::cap(&args),
        Command::Sql(args) => sql::sql(&args, log),
        Command::Rejects(args) => rejects::rejects(&args, log),
        Command::Serve(args) => serve::serve(&args, log),
        Command::Verify(args) => verify::verify(&args),
        Command::Simulate(args) => simulate::simulate(&args),
        Command::Evaluate(args) => evaluate::evaluate(&args),
        Command::Calibrate(args) => calibrate::calibrate(&args),
        Command::Doctor(args) => doctor::doctor(&args),
    }
}
