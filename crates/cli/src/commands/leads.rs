//! `darkwake leads`: what to look at first.

use std::io::{self, Write};

use anyhow::Result;
use case::{Case, LeadRow};

use crate::args::{Format, LeadsArgs, ListChoice};
use crate::exit::Ending;
use crate::show::{self, Field, minute, or_dash};

pub(crate) fn leads(args: &LeadsArgs) -> Result<Ending> {
    let case = Case::open(&args.case)?;
    let all = case.leads()?;
    let shown: Vec<LeadRow> =
        all.iter().filter(|lead| args.wants(lead)).take(args.top.unwrap_or(usize::MAX)).cloned().collect();
    if args.format == Format::Table {
        print(&shown)?;
        summary(&shown, &all, args.list)?;
    } else {
        show::rows(&shown, FIELDS, args.format)?;
    }
    Ok(Ending::Done)
}

/// Prints leads as a table for people.
pub(super) fn print(leads: &[LeadRow]) -> io::Result<()> {
    if leads.is_empty() { Ok(()) } else { show::table(leads, FIELDS, io::stdout().lock()) }
}

fn summary(shown: &[LeadRow], all: &[LeadRow], list: ListChoice) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let on = |list: ListChoice| all.iter().filter(|lead| list.shows(lead.list.as_str())).count();
    writeln!(
        out,
        "{} shown; {} with a link to the DPRK, {} evasive without one shown.",
        shown.len(),
        on(ListChoice::Dprk),
        on(ListChoice::Evasive)
    )?;
    if list == ListChoice::Dprk && on(ListChoice::Evasive) > 0 {
        writeln!(out, "`--list all` shows both lists. `darkwake explain CASE RANK` opens a lead.")?;
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

const FIELDS: &[Field<LeadRow>] = &[
    Field::figure("rank", |lead| lead.rank.to_string()),
    Field::text("list", |lead| lead.list.as_str().to_owned()),
    Field::figure("score", |lead| format!("{:+.2}", lead.score)),
    Field::text("kind", |lead| lead.kind.as_str().to_owned()),
    Field::text("broadcast by", parties),
    Field::text("start (UTC)", |lead| minute(lead.start)),
    Field::text("place", |lead| format!("{:.2}\n{:.2}", lead.lat, lead.lon)),
    Field::text("cargo", |lead| lead.cargo.as_str().to_owned()),
    Field::figure("tonnes", |lead| or_dash(lead.tonnes_mid.map(|tonnes| format!("{tonnes:.0}")))),
    Field::text("what speaks for it", |lead| lead.reasons.clone()),
];

fn parties(lead: &LeadRow) -> String {
    let party = |mmsi: i64, name: &Option<String>| match name {
        Some(name) => format!("{mmsi:09} {name}"),
        None => format!("{mmsi:09}"),
    };
    let first = party(lead.mmsi_a, &lead.name_a);
    lead.mmsi_b.map_or(first.clone(), |mmsi| format!("{first}\n{}", party(mmsi, &lead.name_b)))
}
