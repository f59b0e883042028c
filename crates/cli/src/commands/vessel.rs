//! `darkwake vessel`: what a case knows of one vessel.

mod days;
mod identity;
mod search;
mod timeline;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::notes::Triage;
use case::{
    Case, EventRow, FixFilter, LeadRow, MarkedFix, ReviewedLead, StaticRow, VesselRow, render::visible,
};
use chart::Chart;
use export::Reviews;
use export::map::{self, Picture};
use export::words;
use model::EventKind;
use serde::Serialize;

use self::days::Days;
use super::report::unread;
use crate::args::VesselArgs;
use crate::exit::Ending;
use crate::page::Page;
use crate::show::{count, minute};

pub(crate) fn vessel(args: &VesselArgs) -> Result<Ending> {
    let dossier = Dossier::read(&Case::open_found(&args.case)?, &args.vessel)?;
    if let Some(path) = &args.svg {
        dossier.plot(path)?;
    }
    let out = &mut io::stdout().lock();
    match args.format.json(&dossier)? {
        None => dossier.print(Page::of_stdout(), args.all, out)?,
        Some(json) => writeln!(out, "{json}")?,
    }
    Ok(Ending::Done)
}

/// Everything that a case holds on one hull.
#[derive(Debug, Serialize)]
struct Dossier {
    vessel: VesselRow,
    /// ISO 3166 code of the flag that the number claims.
    flag: Option<&'static str>,
    /// Other hulls that what was asked for fits, the likeliest first.
    others: Vec<VesselRow>,
    days: Days,
    #[serde(skip)]
    fixes: Vec<MarkedFix>,
    /// What was said under the number, by time.
    #[serde(skip)]
    said: Vec<StaticRow>,
    /// By time.
    events: Vec<EventRow>,
    /// Best first.
    leads: Vec<ReviewedLead>,
}

impl Dossier {
    fn read(case: &Case, wanted: &str) -> Result<Self> {
        let (vessel, others) = search::find(&case.vessels()?, wanted)?;
        let mut fixes = case.fixes(&FixFilter { mmsi: Some(vessel.mmsi), ..FixFilter::default() })?;
        fixes.retain(|fix| fix.part == vessel.part);
        let days = Days::of(fixes.iter());
        let mut said = case.statics()?;
        said.retain(|report| report.mmsi == vessel.mmsi);
        let mut events = case.events()?;
        events.retain(|event| is_party(&vessel, event));
        let all = case.leads()?;
        let reviews = Reviews::read(case, &all).map_err(unread)?;
        let holds = |lead: &&LeadRow, event: &EventRow| lead.legs.split(' ').any(|leg| leg == event.event_id);
        let with_it = all.iter().filter(|lead| events.iter().any(|event| holds(lead, event)));
        let leads = with_it.map(|lead| reviews.reviewed(lead)).collect();
        let flag = vessel.mid.and_then(score::country_of_mid);
        Ok(Self { vessel, flag, others, days, fixes, said, events, leads })
    }

    /// Writes the track as a picture.
    fn plot(&self, path: &Path) -> Result<()> {
        let name = self.vessel.name.as_deref().unwrap_or("no name broadcast");
        let picture = Picture {
            title: &format!("MMSI {}  {name}", self.vessel.hull),
            size: (960.0, 720.0),
            tracks: &[self.fixes.iter().collect()],
            events: &self.events.iter().collect::<Vec<_>>(),
            deciding: None,
            square: None,
            around: &[],
            told: map::told,
        };
        let svg = map::draw(&picture, &Chart::builtin());
        fs::write(path, svg).with_context(|| format!("cannot write {}", path.display()))
    }

    fn print(&self, page: Page, all: bool, out: &mut impl Write) -> io::Result<()> {
        identity::print(&self.vessel, self.flag, page, out)?;
        self.days.print(page, out)?;
        if let Some(scale) = self.days.scale(page) {
            timeline::print(scale, &self.events, &self.said, page, out)?;
        }
        self.print_events(page, all, out)?;
        self.print_leads(page, out)?;
        self.print_others(page, out)
    }

    /// Guesses at unheard meetings are many and mostly wrong: unless all are wanted only those that decide a lead are told.
    fn print_events(&self, page: Page, all: bool, out: &mut impl Write) -> io::Result<()> {
        let told = |event: &&EventRow| all || event.kind != EventKind::DarkRendezvous || self.decides(event);
        writeln!(out, "\n{}", by_kind(&self.events))?;
        for event in self.events.iter().filter(told) {
            let head = format!("  {}  ", minute(event.start));
            let hours =
                event.end.map_or(String::new(), |end| format!("{:.1} h, ", (end - event.start).hours()));
            let kind = event.kind.as_str();
            writeln!(out, "{}", page.hung(&head, &format!("{kind}: {hours}{}", words::sentence(event))))?;
        }
        match self.events.iter().filter(|event| !told(event)).count() {
            0 => Ok(()),
            guesses => {
                let guesses = count(guesses, "guessed meeting");
                writeln!(out, "  and {guesses} that decide no lead; `--all` shows them")
            }
        }
    }

    fn decides(&self, event: &EventRow) -> bool {
        self.leads.iter().any(|row| row.lead.event_id == event.event_id)
    }

    fn print_leads(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\n{}", count(self.leads.len(), "lead"))?;
        self.leads.iter().try_for_each(|ReviewedLead { lead, status, .. }| {
            let (rank, list, kind) = (lead.rank, lead.list.as_str(), lead.kind.as_str());
            let head = format!("  rank {rank}  ");
            let state =
                if *status == Triage::Unseen { String::new() } else { format!("{}, ", status.as_str()) };
            let text = format!("{state}{list}, score {:+.2}, {kind} of {}", lead.score, minute(lead.start));
            writeln!(out, "{}", page.hung(&head, &format!("{text}: {}", visible(&lead.reasons))))
        })
    }

    fn print_others(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        if self.others.is_empty() {
            return Ok(());
        }
        let name = |vessel: &VesselRow| match &vessel.name {
            Some(name) => format!("{} {}", vessel.hull, visible(name)),
            None => vessel.hull.clone(),
        };
        let named: Vec<String> = self.others.iter().take(OTHERS).map(name).collect();
        let rest = self.others.len().saturating_sub(OTHERS);
        let more = if rest > 0 { format!(", {rest} more") } else { String::new() };
        writeln!(out, "\n{}", page.hung("also fits: ", &format!("{}{more}", named.join(", "))))
    }
}

/// Other hulls that are named.
const OTHERS: usize = 10;

fn is_party(vessel: &VesselRow, event: &EventRow) -> bool {
    event.parties().any(|hull| hull == (vessel.mmsi, vessel.part))
}

/// How many events of each kind there are.
fn by_kind(events: &[EventRow]) -> String {
    let counted = EventKind::ALL.into_iter().filter_map(|kind| {
        let events = events.iter().filter(|event| event.kind == kind).count();
        (events > 0).then(|| format!("{} {events}", kind.as_str()))
    });
    match counted.collect::<Vec<_>>() {
        kinds if kinds.is_empty() => "no event".to_owned(),
        kinds => format!("{}: {}", count(events.len(), "event"), kinds.join(", ")),
    }
}
