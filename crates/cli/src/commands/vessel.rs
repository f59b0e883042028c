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
use export::lang::Lang;
use export::map::{self, Frame, Picture, Track};
use export::words::{self, Hull, Standing};
use model::EventKind;
use serde::{Serialize, Serializer};

use self::days::Days;
use super::names::{Names, names};
use super::report::unread;
use crate::args::VesselArgs;
use crate::exit::Ending;
use crate::page::Page;
use crate::show::{self, count, minute};

pub(crate) fn vessel(args: &VesselArgs) -> Result<Ending> {
    let dossier = Dossier::read(&Case::open_found(&args.case)?, &args.vessel)?;
    let lang = args.lang.lang;
    if let Some(path) = &args.svg {
        dossier.plot(path, args.all, lang)?;
    }
    let out = &mut io::stdout().lock();
    match args.format.json(&dossier)? {
        None => dossier.print(Page::of_stdout().told_in(lang), args.all, out)?,
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
    /// That other hulls sent its IMO number at the same time, in words.
    imo_doubt: Option<String>,
    /// Other hulls that what was asked for fits, the likeliest first.
    others: Vec<VesselRow>,
    days: Days,
    #[serde(skip)]
    fixes: Vec<MarkedFix>,
    /// What was said under the number while the vessel was heard, by time.
    #[serde(skip)]
    said: Vec<StaticRow>,
    /// By time.
    events: Vec<EventRow>,
    /// Best first.
    leads: Vec<Told>,
    /// What the hulls that it met call themselves.
    #[serde(skip)]
    names: Names,
}

/// A lead and where the vessel stands in it.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    reviewed: ReviewedLead,
    /// Whether the lead is about the vessel, or what the vessel has to do with those that it is about.
    #[serde(serialize_with = "in_words")]
    standing: Standing,
}

fn in_words<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(standing.words())
}

impl Told {
    fn of(reviewed: ReviewedLead, events: &[EventRow], hull: Hull) -> Self {
        let is_leg = |event: &&EventRow| reviewed.lead.legs.split(' ').any(|leg| leg == event.event_id);
        let standing = Standing::of(&reviewed.lead, events.iter().filter(is_leg), hull);
        Self { standing, reviewed }
    }
}

impl Dossier {
    fn read(case: &Case, wanted: &str) -> Result<Self> {
        let vessels = case.vessels()?;
        let (vessel, others) = search::find(&vessels, wanted)?;
        let mut fixes = case.fixes(&FixFilter { mmsi: Some(vessel.mmsi), ..FixFilter::default() })?;
        fixes.retain(|fix| fix.part == vessel.part);
        let days = Days::of(fixes.iter());
        let mut said = case.statics()?;
        let heard = vessel.first_seen..=vessel.last_seen;
        said.retain(|report| report.mmsi == vessel.mmsi && heard.contains(&report.time));
        let mut events = case.events()?;
        let imo_doubt = words::shared_imo(&vessel, &vessels, &events);
        events.retain(|event| is_party(&vessel, event));
        let all = case.leads()?;
        let reviews = Reviews::read(case, &all).map_err(unread)?;
        let holds = |lead: &&LeadRow, event: &EventRow| lead.legs.split(' ').any(|leg| leg == event.event_id);
        let with_it = all.iter().filter(|lead| events.iter().any(|event| holds(lead, event)));
        let hull = (vessel.mmsi, vessel.part);
        let leads = with_it.map(|lead| Told::of(reviews.reviewed(lead), &events, hull)).collect();
        let flag = vessel.mid.and_then(score::country_of_mid);
        Ok(Self { vessel, flag, imo_doubt, others, days, fixes, said, events, leads, names: names(&vessels) })
    }

    /// Writes the track as a picture, with the events that are told in words.
    fn plot(&self, path: &Path, all: bool, lang: Lang) -> Result<()> {
        let no_name = lang.tell("no name broadcast");
        let name = self.vessel.name.as_deref().unwrap_or(&no_name);
        let VesselRow { first_seen, last_seen, fixes, .. } = &self.vessel;
        let heard = model::count(fixes.unsigned_abs(), "fix");
        let time = format!("from {} to {} UTC, {heard} believed", minute(*first_seen), minute(*last_seen));
        let events: Vec<&EventRow> = self.events.iter().filter(|event| self.is_told(event, all)).collect();
        let picture = Picture {
            title: &format!("MMSI {}  {name}", self.vessel.hull),
            frame: Some(Frame { time: &lang.tell(&time) }),
            size: (960.0, 720.0),
            tracks: &[Track { name: String::new(), fixes: self.fixes.iter().collect() }],
            events: &events,
            deciding: None,
            square: None,
            around: &[],
            lang,
            told: map::told,
        };
        let svg = map::draw(&picture, &Chart::builtin());
        fs::write(path, svg).with_context(|| format!("cannot write {}", path.display()))
    }

    fn print(&self, page: Page, all: bool, out: &mut impl Write) -> io::Result<()> {
        self.print_others(page, out)?;
        identity::print(&self.vessel, self.flag, page, out)?;
        self.imo_doubt.iter().try_for_each(|doubt| writeln!(out, "{}", page.told("  ", doubt)))?;
        self.days.print(page, out)?;
        if let Some(scale) = self.days.scale(page) {
            timeline::print(scale, &self.events, &self.said, page, out)?;
        }
        self.print_events(page, all, out)?;
        self.print_leads(page, out)
    }

    /// Guesses at unheard meetings are many and mostly wrong: unless all are wanted only those that decide a lead are told.
    fn print_events(&self, page: Page, all: bool, out: &mut impl Write) -> io::Result<()> {
        let told = |event: &&EventRow| self.is_told(event, all);
        writeln!(out, "\n{}", by_kind(&self.events, page.lang()))?;
        for event in self.events.iter().filter(told) {
            let head = format!("  {}  ", minute(event.start));
            let lasted =
                |end: model::Timestamp| format!("{:.1}{}, ", (end - event.start).hours(), page.tell(" h"));
            let (kind, hours) =
                (show::kind(event.kind, page.lang()), event.end.map(lasted).unwrap_or_default());
            let told = format!("{kind}: {hours}{}", page.tell(&words::sentence(event)));
            writeln!(out, "{}", page.hung(&head, &told))?;
        }
        match self.events.iter().filter(|event| !told(event)).count() {
            0 => Ok(()),
            guesses => {
                let guesses = count(guesses, "guessed meeting");
                let told = format!("and {guesses} by which no lead is decided; `--all` shows all");
                writeln!(out, "{}", page.told("  ", &told))
            }
        }
    }

    fn is_told(&self, event: &EventRow, all: bool) -> bool {
        all || event.kind != EventKind::DarkRendezvous || self.decides(event)
    }

    fn decides(&self, event: &EventRow) -> bool {
        self.leads.iter().any(|told| told.reviewed.lead.event_id == event.event_id)
    }

    /// The leads about it, and apart from them those in which it only met or lay near somebody.
    fn print_leads(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        let (own, others): (Vec<&Told>, Vec<&Told>) =
            self.leads.iter().partition(|told| told.standing.is_party());
        writeln!(out, "\n{}", page.told("", &count(own.len(), "lead")))?;
        own.iter().try_for_each(|told| {
            let reasons = reasons(&told.reviewed.lead, page);
            writeln!(
                out,
                "{}",
                page.hung(&told.head(page), &format!("{}: {reasons}", told.gist(page.lang())))
            )
        })?;
        if others.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", page.told("", &format!("{} about others", count(others.len(), "lead"))))?;
        others.iter().try_for_each(|told| {
            let lang = page.lang();
            let (standing, parties) = (self.standing(told, lang), self.parties(&told.reviewed.lead));
            let gist = told.gist(lang);
            writeln!(out, "{}", page.hung(&told.head(page), &format!("{standing}; {gist}: {parties}")))
        })
    }

    fn standing(&self, told: &Told, lang: Lang) -> String {
        let standing = lang.standing(&told.standing);
        let met = told.standing.met().map(|hull| self.named(hull)).collect::<Vec<_>>().join(", ");
        if met.is_empty() { standing.to_owned() } else { format!("{standing}: {met}") }
    }

    fn parties(&self, lead: &LeadRow) -> String {
        let second = lead.mmsi_b.map(|mmsi| self.named((mmsi, lead.part_b.unwrap_or_default())));
        let parties = [Some(self.named((lead.mmsi_a, lead.part_a))), second];
        parties.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn named(&self, hull: Hull) -> String {
        words::beside_name(&format!("{:09}", hull.0), self.names.get(&hull).map(String::as_str))
    }

    fn print_others(&self, page: Page, out: &mut impl Write) -> io::Result<()> {
        if self.others.is_empty() {
            return Ok(());
        }
        let name = |vessel: &VesselRow| words::beside_name(&vessel.hull, vessel.name.as_deref());
        let named: Vec<String> = self.others.iter().take(OTHERS).map(name).collect();
        let rest = self.others.len().saturating_sub(OTHERS);
        let more = if rest > 0 { format!(", {}", page.tell(&format!("{rest} more"))) } else { String::new() };
        let head = format!("{} fit; below is the first. Others:", count(self.others.len() + 1, "vessel"));
        writeln!(out, "{}\n", page.hung("", &format!("{} {}{more}", page.tell(&head), named.join(", "))))
    }
}

impl Told {
    fn head(&self, page: Page) -> String {
        format!("  {} {}  ", page.tell("rank"), self.reviewed.lead.rank)
    }

    /// What kind of lead it is, and what reviewers made of it.
    fn gist(&self, lang: Lang) -> String {
        let ReviewedLead { lead, status, .. } = &self.reviewed;
        let state =
            if *status == Triage::Unseen { String::new() } else { format!("{}, ", lang.triage(*status)) };
        let (list, kind) = (lang.list(lead.list), show::lead_kind(lead.kind, lang));
        let (score, start) = (lead.score, minute(lead.start));
        match lang {
            Lang::En => format!("{state}{list}, score {score:+.2}, {kind} of {start}"),
            Lang::Ko => format!("{state}{list}, 점수 {score:+.2}, {start} {kind}"),
        }
    }
}

/// Other hulls that are named.
const OTHERS: usize = 10;

fn is_party(vessel: &VesselRow, event: &EventRow) -> bool {
    event.parties().any(|hull| hull == (vessel.mmsi, vessel.part))
}

/// What speaks for a lead, in the words of the page.
fn reasons(lead: &LeadRow, page: Page) -> String {
    visible(&page.tell(&lead.reasons))
}

/// How many events of each kind there are.
fn by_kind(events: &[EventRow], lang: Lang) -> String {
    let counted = EventKind::ALL.into_iter().filter_map(|kind| {
        let events = events.iter().filter(|event| event.kind == kind).count();
        (events > 0).then(|| format!("{} {events}", show::kind(kind, lang)))
    });
    match counted.collect::<Vec<_>>() {
        kinds if kinds.is_empty() => lang.tell("no event").into_owned(),
        kinds => format!("{}: {}", lang.events(events.len()), kinds.join(", ")),
    }
}
