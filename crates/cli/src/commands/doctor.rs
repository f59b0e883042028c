//! `darkwake doctor`: what of this machine matters for a run, and whether it is fit for one.

mod check;
mod files;
mod lists;
mod machine;
mod place;
mod space;

use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

use self::check::{Check, State};
use self::place::Place;
use crate::args::DoctorArgs;
use crate::exit::Ending;
use crate::page::Page;

pub(crate) fn doctor(args: &DoctorArgs) -> Result<Ending> {
    let report = Report::of(checks(args));
    let out = &mut io::stdout().lock();
    match args.format.json(&report)? {
        None => report.print(Page::of_stdout(), out)?,
        Some(json) => writeln!(out, "{json}")?,
    }
    Ok(if report.state == State::Fault { Ending::Unfit } else { Ending::Done })
}

fn checks(args: &DoctorArgs) -> Vec<Check> {
    let temp = Place::temp(args.temp_dir.as_deref(), &args.out);
    let out = Place::out(&args.out);
    let machine = [
        machine::version(),
        machine::processor(),
        machine::memory(),
        machine::budget(),
        machine::open_files(),
    ];
    let places = [temp, out].into_iter().flat_map(|place| [place.space(), place.files()]);
    machine.into_iter().chain(places).chain([lists::lists()]).collect()
}

/// All that was looked at, and the worst of it.
#[derive(Serialize)]
struct Report {
    state: State,
    checks: Vec<Check>,
}

impl Report {
    fn of(checks: Vec<Check>) -> Self {
        let state = checks.iter().map(|check| check.state).max().unwrap_or(State::Ok);
        Self { state, checks }
    }

    fn print(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        self.checks.iter().try_for_each(|check| check.print(page, out))?;
        writeln!(out, "{}", self.state.verdict())
    }
}
