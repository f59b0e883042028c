//! `darkwake explain`: why a lead stands where it does, down to the raw lines.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use case::{Case, Cite, EventRow, EvidenceRow, LeadRow, RawLine, SourceRow};
use model::EvidenceState;
use serde::Serialize;

use crate::args::{ExplainArgs, ExplainFormat};
use crate::exit::{Ending, Usage};
use crate::show::{minute, or_dash};
use crate::text::visible;

pub(crate) fn explain(args: &ExplainArgs) -> Result<Ending> {
    let story = Story::read(&Case::open(&args.case)?, &args.lead)?;
    match args.format {
        ExplainFormat::Text => story.print(&mut io::stdout().lock())?,
        ExplainFormat::Json => writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&story)?)?,
    }
    Ok(Ending::Done)
}

/// Everything that a case holds on one lead.
#[derive(Debug, Serialize)]
struct Story {
    lead: LeadRow,
    legs: Vec<EventRow>,
    evidence: Vec<EvidenceRow>,
    raw_lines: Vec<RawLine>,
    sources: Vec<SourceRow>,
}

impl Story {
    fn read(case: &Case, wanted: &str) -> Result<Self> {
        let lead = find(case.leads()?, wanted)?;
        let mut events: BTreeMap<String, EventRow> =
            case.events()?.into_iter().map(|event| (event.event_id.clone(), event)).collect();
        let legs: Vec<EventRow> = lead.legs.split(' ').filter_map(|leg| events.remove(leg)).collect();
        let evidence: Vec<EvidenceRow> =
            case.evidence()?.into_iter().filter(|fact| fact.lead_id == lead.lead_id).collect();
        let cited = |line: &RawLine| {
            let cite = Cite { file_id: line.file_id, line: line.line };
            legs.iter().any(|leg| leg.cites.as_slice().contains(&cite))
                || evidence.iter().any(|fact| fact.cites.as_slice().contains(&cite))
        };
        let raw_lines: Vec<RawLine> = case.raw_lines()?.into_iter().filter(cited).collect();
        let used = |source: &SourceRow| raw_lines.iter().any(|line| line.file_id == source.file_id);
        let sources = case.sources()?.into_iter().filter(used).collect();
        Ok(Self { lead, legs, evidence, raw_lines, sources })
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        self.print_lead(out)?;
        self.print_legs(out)?;
        self.print_facts(out, "What speaks for it", |fact| {
            fact.state != EvidenceState::NotAssessable && fact.counted > 0.0
        })?;
        self.print_facts(out, "What speaks against it", |fact| {
            fact.state != EvidenceState::NotAssessable && fact.counted < 0.0
        })?;
        self.print_facts(out, "Seen, but weighs nothing (its group is full, or it is neutral)", |fact| {
            fact.state == EvidenceState::Present && fact.counted == 0.0
        })?;
        self.print_facts(out, "What could not be assessed", |fact| {
            fact.state == EvidenceState::NotAssessable
        })?;
        self.print_raw_lines(out)
    }

    fn print_lead(&self, out: &mut impl Write) -> io::Result<()> {
        let lead = &self.lead;
        writeln!(out, "Lead {} ({}), {} list", lead.rank, lead.lead_id, lead.list.as_str())?;
        writeln!(out, "  {} by {}", lead.kind.as_str().replace('_', " "), parties(lead))?;
        let end = or_dash(lead.end.map(minute));
        writeln!(out, "  {} to {end} UTC, {:.4} N {:.4} E", minute(lead.start), lead.lat, lead.lon)?;
        writeln!(
            out,
            "  score {:+.2} (log10 odds); probability {:.2}, between {:.2} and {:.2}, calibration: {}",
            lead.score,
            lead.probability,
            lead.probability_low,
            lead.probability_high,
            lead.calibration.as_str()
        )?;
        writeln!(
            out,
            "  cargo {} (oil {:.2}, coal {:.2}, other {:.2}, unknown {:.2})",
            lead.cargo.as_str(),
            lead.cargo_oil,
            lead.cargo_coal,
            lead.cargo_other,
            lead.cargo_unknown
        )?;
        if let (Some(low), Some(mid), Some(high)) = (lead.tonnes_low, lead.tonnes_mid, lead.tonnes_high) {
            writeln!(out, "  consistent with {low:.0} to {high:.0} t, median {mid:.0} t")?;
        }
        writeln!(out, "  A lead is no finding: the number in a radio is not a ship, and it may be another's.")
    }

    fn print_legs(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\nWhat was found")?;
        for leg in &self.legs {
            let hulls =
                leg.mmsi_b.map_or(format!("{:09}", leg.mmsi_a), |b| format!("{:09} and {b:09}", leg.mmsi_a));
            let end = or_dash(leg.end.map(minute));
            writeln!(
                out,
                "  {} to {end}  {:<16} {hulls}  at {:.4} {:.4}  ({})",
                minute(leg.start),
                leg.kind.as_str(),
                leg.lat,
                leg.lon,
                leg.event_id
            )?;
        }
        Ok(())
    }

    fn print_facts(
        &self,
        out: &mut impl Write,
        heading: &str,
        wanted: impl Fn(&EvidenceRow) -> bool,
    ) -> io::Result<()> {
        let facts: Vec<&EvidenceRow> = self.evidence.iter().filter(|fact| wanted(fact)).collect();
        if facts.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{heading}")?;
        for fact in facts {
            let lines =
                if fact.cites.as_slice().is_empty() { String::new() } else { format!("  [{}]", fact.cites) };
            let (group, text) = (fact.group.as_str(), visible(&fact.text));
            writeln!(out, "  {:+.2}  {:<4} {group:<9} {text}{lines}", fact.counted, fact.indicator)?;
        }
        Ok(())
    }

    fn print_raw_lines(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\nThe raw lines, as file:line")?;
        for source in &self.sources {
            writeln!(
                out,
                "  file {} is {} (SHA-256 {})",
                source.file_id,
                visible(&source.path),
                source.sha256
            )?;
        }
        for line in &self.raw_lines {
            for text in line.text.lines() {
                writeln!(out, "  {}:{}  {}", line.file_id, line.line, visible(text))?;
            }
        }
        Ok(())
    }
}

fn find(leads: Vec<LeadRow>, wanted: &str) -> Result<LeadRow> {
    let count = leads.len();
    let is_wanted = |lead: &LeadRow| lead.lead_id == wanted || lead.rank.to_string() == wanted;
    leads.into_iter().find(is_wanted).ok_or_else(|| {
        Usage(format!("no lead {wanted:?}: wanted a rank from 1 to {count} or an id from `darkwake leads`"))
            .into()
    })
}

fn parties(lead: &LeadRow) -> String {
    let party = |mmsi: i64, name: &Option<String>| {
        let named = name.as_deref().map(|name| format!(" (\"{}\")", visible(name))).unwrap_or_default();
        format!("a vessel broadcasting MMSI {mmsi:09}{named}")
    };
    let first = party(lead.mmsi_a, &lead.name_a);
    lead.mmsi_b.map_or(first.clone(), |mmsi| format!("{first} and {}", party(mmsi, &lead.name_b)))
}
