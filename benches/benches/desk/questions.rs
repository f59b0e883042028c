//! What readers ask: each question at many addresses, so that no answer is known from the one before.

use anyhow::Result;
use case::{Case, LeadRow, VesselRow};

/// Addresses of a question.
const EACH: usize = 60;

/// A question and where it is asked.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) addresses: Vec<String>,
}

/// All questions on a case.
pub(crate) fn questions(case: &Case) -> Result<Vec<Question>> {
    let (leads, mut vessels) = (case.leads()?, case.vessels()?);
    let of_leads = |name, address: fn(&LeadRow) -> String| Question::of(name, &leads, address);
    let of_vessels =
        |name, vessels: &[VesselRow], address: fn(&VesselRow) -> String| Question::of(name, vessels, address);
    let mut all = vec![
        Question {
            name: "list",
            addresses: (1..=EACH).map(|rows| format!("/?limit={}", 40 + rows)).collect(),
        },
        of_leads("filter", filter),
        of_leads("api_leads", |lead| {
            format!("/api/v1/leads?limit=500&since={}", &lead.start.to_string()[..16])
        }),
        of_vessels("api_events", &vessels, |vessel| format!("/api/v1/events?vessel={}", vessel.mmsi)),
        of_leads("api_events_of_area", |lead| {
            let Area { west, south, east, north } = Area::around(lead);
            format!("/api/v1/events?limit=1000&kind=encounter&bbox={west},{south},{east},{north}")
        }),
        of_vessels("search", &vessels, |vessel| format!("/vessels?q={}", misspelt(vessel))),
        of_leads("lead", |lead| format!("/lead/{}", lead.lead_id)),
        of_leads("lead_track", |lead| format!("/api/v1/leads/{}/track", lead.lead_id)),
        of_vessels("dossier", &vessels, dossier),
        of_vessels("dossier_track", &vessels, track),
        of_vessels("dossier_again", &vessels, dossier),
    ];
    vessels.sort_by_key(|vessel| -vessel.fixes);
    vessels.truncate(EACH);
    all.push(of_vessels("dossier_of_the_busiest", &vessels, dossier));
    all.push(of_vessels("track_of_the_busiest", &vessels, track));
    Ok(all)
}

impl Question {
    /// A question on some of the rows, from the first to the last one.
    fn of<R>(name: &'static str, rows: &[R], address: fn(&R) -> String) -> Self {
        let some = rows.iter().step_by(rows.len().div_ceil(EACH).max(1));
        Self { name, addresses: some.map(address).collect() }
    }
}

fn filter(lead: &LeadRow) -> String {
    let Area { west, south, east, north } = Area::around(lead);
    let (cargo, list, day) = (lead.cargo.as_str(), lead.list.as_str(), &lead.start.to_string()[..10]);
    format!("/?cargo={cargo}&list={list}&until={day}&bbox={west},{south},{east},{north}")
}

fn dossier(vessel: &VesselRow) -> String {
    format!("/vessel/{}", hull(vessel))
}

fn track(vessel: &VesselRow) -> String {
    format!("/api/v1/vessels/{}/track", hull(vessel))
}

/// A hull as addresses name it.
fn hull(vessel: &VesselRow) -> String {
    match vessel.part {
        0 => format!("{:09}", vessel.mmsi),
        part => format!("{:09}-{}", vessel.mmsi, part + 1),
    }
}

/// The name without its first letter, blanks as `+`.
fn misspelt(vessel: &VesselRow) -> String {
    let name = vessel.name.as_deref().unwrap_or("CHON MA SAN");
    name.chars()
        .skip(1)
        .filter(|c| c.is_ascii_alphanumeric() || *c == ' ')
        .collect::<String>()
        .replace(' ', "+")
}

/// Five degrees around a lead.
struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Area {
    fn around(lead: &LeadRow) -> Self {
        let (lat, lon) = (lead.lat.round(), lead.lon.round());
        Self { west: lon - 2.5, south: lat - 2.5, east: lon + 2.5, north: lat + 2.5 }
    }
}
