//! `darkwake leads`: what to look at first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use case::notes::Thread;
use case::{Case, EventRow, EvidenceRow, LeadRow, ReviewedLead, render::visible};
use export::Reviews;
use export::words::{Hull, Other};
use model::{Calibration, EvidenceState};

use super::report::unread;
use crate::args::{Format, LeadsArgs, ListChoice, LogForm};
use crate::exit::Ending;
use crate::notice::Notice;
use crate::page::Page;
use crate::show::{self, Field, minute, or_dash};

pub(crate) fn leads(args: &LeadsArgs, log: LogForm) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let all = case.leads()?;
    if args.format != Format::Table {
        tell_of_others(args, &all, log)?;
    }
    let reviews = Reviews::read(&case, &all).map_err(unread)?;
    let wanted = all.iter().filter(|lead| args.wants(lead)).take(args.top.unwrap_or(usize::MAX));
    let shown: Vec<ReviewedLead> = wanted.map(|lead| reviews.reviewed(lead)).collect();
    show::rows(&shown, args.format, || {
        let probability = args.probability || args.min_probability.is_some();
        let left_out = print(&case, (&shown, &reviews), probability)?;
        summary(&shown, &all, args.list)?;
        if let Some(hint) = show::no_room(&left_out, "leads") {
            writeln!(io::stdout(), "{}", Page::of_stdout().hung("", &hint))?;
        }
        Ok(())
    })?;
    Ok(Ending::Done)
}

/// People read of the list that was not asked for below their table; whoever reads rows is told beside them.
fn tell_of_others(args: &LeadsArgs, all: &[LeadRow], log: LogForm) -> io::Result<()> {
    let others = all.iter().filter(|lead| !args.list.shows(lead.list.as_str()));
    let list = others.clone().next().map(|lead| lead.list.as_str());
    list.map_or(Ok(()), |list| log.tell(&Notice::OtherList { list, leads: others.count() }))
}

/// Prints leads for people: a row each, then who it is and what speaks for it. A probability that was fitted on no
/// reviewed lead misleads, so it is shown only where it was, or where it is asked for. Columns without room are given back.
pub(super) fn print(
    case: &Case,
    (leads, reviews): (&[ReviewedLead], &Reviews),
    probability: bool,
) -> Result<Vec<&'static str>> {
    if leads.is_empty() {
        return Ok(Vec::new());
    }
    let (page, reasons) = (Page::of_stdout(), Reasons::of(leads, case.evidence()?));
    let (events, names) = (Events::of(case)?, names(case)?);
    let below = |ReviewedLead { lead, .. }: &ReviewedLead| {
        let shown = probability || lead.calibration == Calibration::Reviewed;
        let who = [parties(lead, &events, &names)].into_iter().chain(shown.then(|| in_words(lead)));
        let who = who.chain(review(reviews.thread(lead)));
        let who = who.map(|line| page.hung(INDENT, &line));
        who.chain(reasons.lines(lead, page)).chain([String::new()]).collect()
    };
    Ok(show::blocks(leads, FIELDS, below, &mut io::stdout().lock())?)
}

/// What stands below the row of a lead begins under its list.
const INDENT: &str = "     ";

/// The weightiest facts for each lead.
struct Reasons(BTreeMap<String, Vec<EvidenceRow>>);

impl Reasons {
    /// How many a lead shows.
    const SHOWN: usize = 3;

    /// Of evidence that stands weightiest first, as in a case.
    fn of(leads: &[ReviewedLead], evidence: Vec<EvidenceRow>) -> Self {
        let mut reasons: BTreeMap<String, Vec<EvidenceRow>> =
            leads.iter().map(|ReviewedLead { lead, .. }| (lead.lead_id.clone(), Vec::new())).collect();
        for fact in evidence {
            let speaks = fact.state == EvidenceState::Present && fact.counted > 0.0;
            if let Some(reasons) =
                reasons.get_mut(&fact.lead_id).filter(|reasons| reasons.len() < Self::SHOWN && speaks)
            {
                reasons.push(fact);
            }
        }
        Self(reasons)
    }

    fn lines(&self, lead: &LeadRow, page: Page) -> impl Iterator<Item = String> {
        let facts = self.0.get(&lead.lead_id).into_iter().flatten();
        facts.map(move |fact| page.hung(&format!("{INDENT}{:+.2} ", fact.counted), &visible(&fact.text)))
    }
}

fn summary(shown: &[ReviewedLead], all: &[LeadRow], list: ListChoice) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let on = |list: ListChoice| all.iter().filter(|lead| list.shows(lead.list.as_str())).count();
    let told = format!(
        "{} shown; {} on the dprk list (a link to the DPRK is shown or possible), {} on the evasive list (neither).",
        shown.len(),
        on(ListChoice::Dprk),
        on(ListChoice::Evasive)
    );
    writeln!(out, "{}", Page::of_stdout().hung("", &told))?;
    if list == ListChoice::Dprk && on(ListChoice::Evasive) > 0 {
        let hint = "`--list all` shows both lists. `darkwake explain CASE RANK` opens a lead.";
        writeln!(out, "{}", Page::of_stdout().hung("", hint))?;
    }
    Ok(())
}

impl LeadsArgs {
    fn wants(&self, lead: &LeadRow) -> bool {
        self.list.shows(lead.list.as_str())
            && self.cargo.is_none_or(|cargo| lead.cargo.as_str() == cargo.as_str())
            && self.min_probability.is_none_or(|least| lead.probability >= least)
    }
}

const FIELDS: &[Field<ReviewedLead>] = &[
    Field::figure("rank", |row| row.lead.rank.to_string()),
    Field::text("list", |row| row.lead.list.as_str().to_owned()),
    Field::figure("score", |row| format!("{:+.2}", row.lead.score)),
    Field::text("kind", |row| row.lead.kind.as_str().to_owned()),
    Field::text("start (UTC)", |row| minute(row.lead.start)),
    Field::text("place", |row| show::place(row.lead.lat, row.lead.lon)),
    Field::text("cargo", |row| row.lead.cargo.as_str().to_owned()),
    Field::figure("tonnes", |row| or_dash(row.lead.tonnes_mid.map(|tonnes| format!("{tonnes:.0}")))),
];

/// What reviewers made of a lead, in one line; nothing where nobody wrote anything.
pub(super) fn review(thread: &Thread) -> Option<String> {
    let last = thread.notes().last()?;
    let said = thread.notes().iter().rev().find_map(|note| note.text.as_deref());
    let decided = match thread.decision() {
        Some(by) => {
            format!("{} by {}, {} UTC", thread.triage().as_str(), visible(&by.reviewer), minute(by.time))
        }
        None => format!(
            "{}; a note by {}, {} UTC",
            thread.triage().as_str(),
            visible(&last.reviewer),
            minute(last.time)
        ),
    };
    let first_line = said.and_then(|text| text.lines().next());
    Some(decided + &first_line.map(|line| format!(": {}", visible(line))).unwrap_or_default())
}

/// The probability, never without its interval and what it was fitted on.
fn in_words(lead: &LeadRow) -> String {
    format!("{}, calibration: {}", export::words::probability(lead), lead.calibration.as_str())
}

/// The events of a case by their ids.
struct Events(BTreeMap<String, EventRow>);

impl Events {
    fn of(case: &Case) -> Result<Self> {
        Ok(Self(case.events()?.into_iter().map(|event| (event.event_id.clone(), event)).collect()))
    }

    /// How probable it is that the ships of a lead met, where nobody heard them meet.
    fn guess(&self, lead: &LeadRow) -> Option<f64> {
        self.0.get(&lead.event_id)?.p_met
    }

    /// The ships that lay beside those of a lead when it happened.
    fn beside(&self, lead: &LeadRow) -> Vec<Other> {
        let legs = lead.legs.split(' ').filter_map(|leg| self.0.get(leg));
        let mut others = export::words::others(lead, legs);
        others.retain(|other| other.role.is_beside());
        others
    }
}

/// What each hull calls itself.
type Names = BTreeMap<Hull, String>;

fn names(case: &Case) -> Result<Names> {
    let vessels = case.vessels()?.into_iter();
    Ok(vessels.filter_map(|vessel| Some(((vessel.mmsi, vessel.part), vessel.name?))).collect())
}

/// Other ships that are named of each role.
const OTHERS: usize = 3;

/// The ships of a lead and those that lay beside them.
fn parties(lead: &LeadRow, events: &Events, names: &Names) -> String {
    let named = |hull: Hull| numbered(hull.0, names.get(&hull).map(String::as_str));
    let beside = export::words::told_others(&events.beside(lead), OTHERS, named);
    let named = named_after(lead, events.guess(lead));
    beside.map_or(named.clone(), |beside| format!("{named}; {beside}"))
}

fn numbered(mmsi: i64, name: Option<&str>) -> String {
    format!("MMSI {mmsi:09}{}", name.map(|name| format!(" {}", visible(name))).unwrap_or_default())
}

/// The numbers and names that were broadcast; whether two met unheard is a guess.
fn named_after(lead: &LeadRow, guess: Option<f64>) -> String {
    let party = |mmsi: i64, name: &Option<String>, also: &Option<String>| {
        let also = also.as_deref().map(|also| format!(" (probably {also} too)")).unwrap_or_default();
        numbered(mmsi, name.as_deref()) + &also
    };
    let first = party(lead.mmsi_a, &lead.name_a, &lead.also_a);
    if let (Some(mmsi), true) = (lead.mmsi_b, lead.is_of_one_hull()) {
        return format!("{}, then {mmsi:09}: probably one hull", party(lead.mmsi_a, &lead.name_a, &None));
    }
    let Some(second) = lead.mmsi_b.map(|mmsi| party(mmsi, &lead.name_b, &lead.also_b)) else { return first };
    match guess {
        Some(p) => format!("{first} and perhaps {second} (met {})", export::words::met(p)),
        None => format!("{first} and {second}"),
    }
}
