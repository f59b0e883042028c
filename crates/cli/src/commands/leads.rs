//! `darkwake leads`: what to look at first.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anyhow::Result;
use case::notes::Thread;
use case::{Case, EventRow, EvidenceRow, LeadRow, ReviewedLead, render::visible};
use export::Reviews;
use export::lang::Lang;
use export::words::{self, Hull, Other};
use model::{Calibration, EvidenceState};

use super::names::{Names, names};
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
        let page = Page::of_stdout().told_in(args.lang.lang);
        let left_out = print(&case, (&shown, &reviews), probability, page)?;
        summary(&shown, &all, args.list, page)?;
        if let Some(hint) = show::no_room(&left_out, "leads", page) {
            writeln!(io::stdout(), "{}", page.hung("", &hint))?;
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
    page: Page,
) -> Result<Vec<&'static str>> {
    if leads.is_empty() {
        return Ok(Vec::new());
    }
    let (lang, reasons) = (page.lang(), Reasons::of(leads, case.evidence()?));
    let (events, names) = (Events::of(case, leads)?, names(&case.vessels()?));
    let below = |ReviewedLead { lead, .. }: &ReviewedLead| {
        let shown = probability || lead.calibration == Calibration::Reviewed;
        let who =
            [parties(lead, &events, &names, lang)].into_iter().chain(shown.then(|| in_words(lead, lang)));
        let inferred = words::place_inferred(lead).map(|told| lang.tell(&told).into_owned());
        let who = who.chain(inferred).chain(review(reviews.thread(lead), lang));
        let who = who.map(|line| page.hung(INDENT, &line));
        who.chain(reasons.lines(lead, page)).chain([String::new()]).collect()
    };
    let out = &mut io::stdout().lock();
    let left_out = show::blocks(leads, FIELDS, page, below, out)?;
    if leads.iter().any(|ReviewedLead { lead, .. }| !words::is_cargo_probable(lead)) {
        writeln!(out, "{}", page.told("", CARGO_SHARES))?;
    }
    if let Some(other) = words::other_weights(case.manifest()) {
        writeln!(out, "{}", page.told("", &format!("Scored {other}")))?;
    }
    Ok(left_out)
}

/// The likeliest cargo, with its probability where others together are likelier.
fn cargo(lead: &LeadRow, lang: Lang) -> String {
    let (cargo, share) = (lang.cargo(lead.cargo), words::cargo_share(lead));
    if words::is_cargo_probable(lead) {
        cargo.to_owned()
    } else {
        format!("{cargo} ({})", model::probability(share))
    }
}

const CARGO_SHARES: &str = "The figure behind a cargo is its probability: it is the likeliest one, but less probable than the others together.";

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
        facts.map(move |fact| page.told(&format!("{INDENT}{:+.2} ", fact.counted), &fact.text))
    }
}

fn summary(shown: &[ReviewedLead], all: &[LeadRow], list: ListChoice, page: Page) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let on = |list: ListChoice| all.iter().filter(|lead| list.shows(lead.list.as_str())).count();
    let told = format!(
        "{} shown; {} on the dprk list (a link to the DPRK is shown or possible), {} on the evasive list (neither).",
        shown.len(),
        on(ListChoice::Dprk),
        on(ListChoice::Evasive)
    );
    writeln!(out, "{}", page.told("", &told))?;
    if list == ListChoice::Dprk && on(ListChoice::Evasive) > 0 {
        let hint = "`--list all` shows both lists. `darkwake explain CASE RANK` opens a lead.";
        writeln!(out, "{}", page.told("", hint))?;
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
    Field::figure("rank", |row, _| row.lead.rank.to_string()),
    Field::text("list", |row, lang| lang.list(row.lead.list).to_owned()),
    Field::figure("score", |row, _| format!("{:+.2}", row.lead.score)),
    Field::text("kind", |row, lang| show::lead_kind(row.lead.kind, lang).to_owned()),
    Field::text("start (UTC)", |row, _| minute(row.lead.start)),
    Field::text("place", |row, _| words::place_in_short(&row.lead)),
    Field::text("cargo", |row, lang| cargo(&row.lead, lang)),
    Field::figure("tonnes", |row, _| or_dash(row.lead.tonnes_mid.map(|tonnes| format!("{tonnes:.0}")))),
];

/// What reviewers made of a lead, in one line; nothing where nobody wrote anything.
fn review(thread: &Thread, lang: Lang) -> Option<String> {
    let last = thread.notes().last()?;
    let said = thread.notes().iter().rev().find_map(|note| note.text.as_deref());
    let (state, decision) = (lang.triage(thread.triage()), thread.decision());
    let note = decision.unwrap_or(last);
    let (by, when) = (visible(&note.reviewer), minute(note.time));
    let decided = match (lang, decision.is_some()) {
        (Lang::En, true) => format!("{state} by {by}, {when} UTC"),
        (Lang::En, false) => format!("{state}; a note by {by}, {when} UTC"),
        (Lang::Ko, true) => format!("{state}: {by}, {when} UTC"),
        (Lang::Ko, false) => format!("{state}; {by}의 메모, {when} UTC"),
    };
    let first_line = said.and_then(|text| text.lines().next());
    Some(decided + &first_line.map(|line| format!(": {}", visible(line))).unwrap_or_default())
}

/// The probability, never without its interval and what it was fitted on.
fn in_words(lead: &LeadRow, lang: Lang) -> String {
    format!("{}, {}", lang.tell(&words::probability(lead)), lang.calibration(lead.calibration))
}

/// The events of some leads by their ids: of a year all would take more memory than the run that found them.
struct Events(BTreeMap<String, EventRow>);

impl Events {
    fn of(case: &Case, leads: &[ReviewedLead]) -> Result<Self> {
        let ids = |lead: &ReviewedLead| [lead.lead.legs.as_str(), &lead.lead.event_id].join(" ");
        let ids: String = leads.iter().map(ids).collect::<Vec<_>>().join(" ");
        let wanted: BTreeSet<&str> = ids.split(' ').collect();
        let mut events = BTreeMap::new();
        for event in case.events_in_order() {
            let event = event?;
            if wanted.contains(event.event_id.as_str()) {
                events.insert(event.event_id.clone(), event);
            }
        }
        Ok(Self(events))
    }

    /// The ships that lay beside those of a lead when it happened.
    fn beside(&self, lead: &LeadRow) -> Vec<Other> {
        let legs = lead.legs.split(' ').filter_map(|leg| self.0.get(leg));
        let mut others = words::others(lead, legs);
        others.retain(|other| other.role.is_beside());
        others
    }
}

/// Other ships that are named of each role.
const OTHERS: usize = 3;

/// The ships of a lead and those that lay beside them.
fn parties(lead: &LeadRow, events: &Events, names: &Names, lang: Lang) -> String {
    let name = |hull: Hull| names.get(&hull).map(String::as_str);
    let named = |hull: Hull| words::numbered(hull.0, name(hull));
    let beside = words::told_others(lang, &events.beside(lead), OTHERS, named);
    let named = words::parties_in_short(lang, lead, name);
    beside.map_or(named.clone(), |beside| format!("{named}; {beside}"))
}
