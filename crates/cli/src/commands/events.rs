//! `darkwake events`: what ships did.

mod fields;

use std::io::{self, Write};

use anyhow::Result;
use case::{Case, EventRow};
use darkwake::ProfileError;
use model::{Degrees, Position};

use self::fields::fields;
use super::profile;
use crate::args::EventsArgs;
use crate::exit::{Ending, Usage};
use crate::page::Page;
use crate::show;

pub(crate) fn events(args: &EventsArgs) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let found = args.profile.as_deref().map_or_else(|| Ok(case.events()?), |name| by_profile(name, &case))?;
    let shown: Vec<EventRow> = found.into_iter().filter(|event| args.wants(event)).collect();
    show::rows(&shown, args.format, || Ok(print(&shown, Page::of_stdout().told_in(args.lang.lang))?))?;
    Ok(Ending::Done)
}

fn by_profile(name: &str, case: &Case) -> Result<Vec<EventRow>> {
    let profile = profile::of(name)?;
    let mut found = darkwake::encounters_by(&profile, case).map_err(|error| match error {
        ProfileError::Reach { .. } | ProfileError::Shorter { .. } => {
            anyhow::Error::from(Usage(format!("the profile {name}: {error}")))
        }
        ProfileError::UnderWay => {
            Usage(format!("the profile {name}: {error}; `darkwake run --under-way` does")).into()
        }
        ProfileError::Table(error) => anyhow::Error::from(error),
    })?;
    found.sort_by_key(|event| (event.start, event.mmsi_a, event.mmsi_b, event.end));
    Ok(found)
}

fn print(events: &[EventRow], page: Page) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let left_out = if events.is_empty() {
        Vec::new()
    } else {
        show::blocks(events, &fields(events), page, |_| Vec::new(), out)?
    };
    let hint = show::no_room(&left_out, "events", page).map(|hint| format!(" {hint}")).unwrap_or_default();
    let told = format!("{}.{hint}", page.lang().events(events.len()));
    writeln!(out, "{}", page.hung("", &told))
}

impl EventsArgs {
    fn wants(&self, event: &EventRow) -> bool {
        let place = Position::from_degrees(Degrees(event.lat), Degrees(event.lon));
        self.kind.is_none_or(|kind| event.kind == kind)
            && self.since.is_none_or(|since| event.end.is_none_or(|end| end >= since))
            && self.until.is_none_or(|until| event.start <= until)
            && self.vessel.is_none_or(|mmsi| event.mmsi_a == mmsi || event.mmsi_b == Some(mmsi))
            && self.bbox.is_none_or(|bounds| place.is_ok_and(|at| bounds.contains(at)))
    }
}
