//! Hulls with a link to the DPRK of their own: listed, or under its flag.

use model::{HullId, Imo, Location, Mmsi, Timestamp, Vessel};

use crate::craft::{Craft, Trade};
use crate::{Attribute, CandidateOptions, Lists, Match, Weights};

const DPRK_MID: u16 = 445;

/// What links a hull to the DPRK.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link<'a> {
    pub(crate) hull: HullId,
    flag: bool,
    listed: Option<Match<'a>>,
    pub(crate) cites: Vec<Location>,
}

impl<'a> Link<'a> {
    /// The link of a vessel, if it has one: a listing that agrees, or a credible ship station of MID 445 (not a
    /// placeholder, not a small fishing boat).
    pub(crate) fn of(
        vessel: &Vessel,
        craft: Craft,
        lists: &'a Lists,
        options: &CandidateOptions,
    ) -> Option<Self> {
        let listed = lists.matches(vessel, vessel.last_seen).into_iter().next();
        let small = craft.trade == Trade::Fishing && !craft.is_doubted_fishing(options);
        let flag = is_dprk(vessel.hull.mmsi) && !small;
        (flag || listed.is_some()).then(|| Self {
            hull: vessel.hull,
            flag,
            listed,
            cites: vessel.timeline.iter().map(|report| report.location).next_back().into_iter().collect(),
        })
    }

    /// Whether a list names the hull, besides any flag.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed.is_some()
    }

    /// The IMO number by which, among others, a list names it.
    pub(crate) fn listed_imo(&self) -> Option<Imo> {
        let listed = self.listed.as_ref().filter(|found| found.agrees.contains(&Attribute::Imo));
        listed.and_then(|found| found.listing.imo)
    }

    /// The share of L1's log ratio: in full for two attributes or a flag beside a listing or a credible flag, in
    /// part for one number that might be stolen.
    pub(crate) fn share(&self, weights: &Weights) -> f64 {
        let resolved = self.listed.as_ref().is_some_and(Match::is_resolved);
        if self.flag || resolved { 1.0 } else { weights.link.single_attribute_weight }
    }

    /// The link in words, as of a time.
    pub(crate) fn words(&self, time: Timestamp) -> String {
        let flag = self.flag.then(|| "its MMSI begins with 445, the DPRK's digits".to_owned());
        let listed = self.listed.as_ref().map(|found| listing_words(found, time));
        let facts: Vec<String> = flag.into_iter().chain(listed).collect();
        format!("a vessel broadcasting MMSI {}: {}", self.hull, facts.join("; "))
    }
}

/// Whether a number is a DPRK ship station's.
pub(crate) fn is_dprk(mmsi: Mmsi) -> bool {
    mmsi.mid() == Some(DPRK_MID) && !mmsi.is_placeholder()
}

fn listing_words(found: &Match<'_>, time: Timestamp) -> String {
    let agrees: Vec<&str> = found.agrees.iter().map(|what| what.title()).collect();
    let when = match found.listed_at(time) {
        Some(true) => "listed at that time".to_owned(),
        Some(false) => "listed later".to_owned(),
        None => found.listing.listed_by.map_or_else(
            || "no date given".to_owned(),
            |by| format!("listed by {}, at that time unknown", &by.to_string()[..7]),
        ),
    };
    let alike = if found.name_alike { ", and a name like it" } else { "" };
    format!(
        "{} agree{} with {:?} on the {} ({when}{alike}); identities are copied, so this is a match and no proof",
        agrees.join(" and "),
        if agrees.len() == 1 { "s" } else { "" },
        found.listing.name,
        found.listing.list.title(),
    )
}
