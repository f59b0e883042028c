//! Hulls with a link to the DPRK of their own: listed, or under its flag.

mod words;

use model::{HullId, Imo, Location, Mmsi, Timestamp, Vessel};

use self::words::listing_words;
use crate::craft::{Craft, Trade};
use crate::{Attribute, CandidateOptions, Listed, Lists, Match, Weights};

const DPRK_MID: u16 = 445;

/// What links a hull to the DPRK.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link<'a> {
    pub(crate) hull: HullId,
    flag: bool,
    /// The listings that agree, best first.
    listed: Vec<Match<'a>>,
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
        let listed = lists.matches(vessel, vessel.last_seen);
        let small = craft.trade == Trade::Fishing && !craft.is_doubted_fishing(options);
        let flag = is_dprk(vessel.hull.mmsi) && !small;
        (flag || !listed.is_empty()).then(|| Self {
            hull: vessel.hull,
            flag,
            listed,
            cites: vessel.timeline.iter().map(|report| report.location).next_back().into_iter().collect(),
        })
    }

    /// Whether a list names the hull, besides any flag.
    pub(crate) const fn is_listed(&self) -> bool {
        !self.listed.is_empty()
    }

    /// The IMO number by which, among others, a list names it.
    pub(crate) fn listed_imo(&self) -> Option<Imo> {
        let listed = self.listed.iter().find(|found| found.agrees.contains(&Attribute::Imo));
        listed.and_then(|found| found.listing.imo)
    }

    /// The share of L1's log ratio at a time: in full for two attributes or a flag beside a listing or a credible flag, in
    /// part for one number that might be stolen, and for a ship that was listed only later or no longer.
    pub(crate) fn share(&self, weights: &Weights, time: Timestamp) -> f64 {
        if self.flag {
            return 1.0;
        }
        let limits = &weights.link;
        let resolved = self.listed.iter().any(Match::is_resolved);
        let by_name = if resolved { 1.0 } else { limits.single_attribute_weight };
        let by_date = match self.plainest(time).map(|found| found.listed_at(time)) {
            Some(Listed::Later | Listed::Before) => limits.not_listed_then_weight,
            Some(Listed::Then | Listed::Unknown) | None => 1.0,
        };
        by_name * by_date
    }

    /// The listing that says most of a time: that it stood then, else that it did not, before one without a date.
    fn plainest(&self, time: Timestamp) -> Option<&Match<'a>> {
        self.listed.iter().min_by_key(|found| found.listed_at(time))
    }

    /// The link in words, as of a time.
    pub(crate) fn words(&self, time: Timestamp) -> String {
        let flag = self.flag.then(|| "its MMSI begins with 445, the DPRK's digits".to_owned());
        let listed = self.plainest(time).map(|found| listing_words(found, time));
        let facts: Vec<String> = flag.into_iter().chain(listed).collect();
        format!("a vessel broadcasting MMSI {}: {}", self.hull, facts.join("; "))
    }
}

/// Whether a number is a DPRK ship station's.
pub(crate) fn is_dprk(mmsi: Mmsi) -> bool {
    mmsi.mid() == Some(DPRK_MID) && !mmsi.is_placeholder()
}
