//! `/api/v1/vessels`: the hulls that were heard, found by number or name, and their tracks.

use axum::response::Response;
use export::search;
use serde::Deserialize;

use super::entry::Vessel;
use super::track::View;
use super::{MOST, Part, USUAL, json};
use crate::app::App;
use crate::ask::{Asked, Id, NoWords, Words};
use crate::desk::HullKey;
use crate::filter::{self, PartQuery};
use crate::refusal::Refusal;

/// Which vessels are wanted.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    #[serde(flatten)]
    part: PartQuery,
}

pub(crate) async fn list(app: App, Asked(wanted): Asked<Wanted>) -> Result<Response, Refusal> {
    let slice = wanted.part.slice(USUAL, MOST)?;
    let hits = search::find(&app.desk.findings.vessels, &wanted.q, usize::MAX);
    let skipped = usize::try_from(slice.after).unwrap_or(usize::MAX);
    let shown: Vec<Vessel> =
        hits.iter().skip(skipped).take(slice.limit).map(|hit| Vessel::of(hit.vessel)).collect();
    let end = skipped.saturating_add(shown.len());
    json(&Part {
        total: hits.len(),
        limit: slice.limit,
        next: (end < hits.len()).then_some(end as i64),
        entries: shown,
    })
}

pub(crate) async fn one(app: App, Id(hull): Id, _: Asked<NoWords>) -> Result<Response, Refusal> {
    let vessel = HullKey::parse(&hull).and_then(|hull| app.desk.vessel(hull));
    json(&Vessel::of(vessel.ok_or_else(Refusal::nothing)?))
}

impl Words for Wanted {
    const NAMES: &'static [&'static str] = &["q", "after", "limit"];
}

/// From when to when.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Hours {
    since: String,
    until: String,
}

impl Words for Hours {
    const NAMES: &'static [&'static str] = &["since", "until"];
}

pub(crate) async fn track(app: App, Id(hull): Id, Asked(hours): Asked<Hours>) -> Result<Response, Refusal> {
    let hull = HullKey::parse(&hull).ok_or_else(Refusal::nothing)?;
    let (since, until) = filter::hours(&hours.since, &hours.until)?;
    json(&app.during(move |app| View::of_vessel(&app.desk, hull, since, until)).await?)
}
