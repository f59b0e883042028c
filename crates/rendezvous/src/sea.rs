//! What every question about unseen meetings is asked of: the fleet, the chart, the options.

use std::collections::BTreeSet;

use chart::Chart;
use model::{Event, EventKind, Fix, Fleet, HullId, MmsiKind, ShipType, Timestamp};

use crate::{Options, archive_end};

/// The world of unseen meetings.
pub(crate) struct Sea<'a> {
    pub(crate) fleet: &'a Fleet,
    pub(crate) chart: &'a Chart,
    pub(crate) options: &'a Options,
    /// The last fix of the archive.
    pub(crate) end: Timestamp,
    /// Numbers that are one hull.
    aliases: BTreeSet<[HullId; 2]>,
}

impl<'a> Sea<'a> {
    /// `None` where nobody was heard. Changes of number among the `events` tell which numbers are one hull.
    pub(crate) fn new(
        fleet: &'a Fleet,
        events: &[Event],
        chart: &'a Chart,
        options: &'a Options,
    ) -> Option<Self> {
        Some(Self { fleet, chart, options, end: archive_end(fleet)?, aliases: aliases(events) })
    }

    /// Whether two numbers can be two ships.
    pub(crate) fn are_two(&self, hulls: [HullId; 2]) -> bool {
        let [one, other] = hulls;
        one.mmsi != other.mmsi && !self.aliases.contains(&[one.min(other), one.max(other)])
    }

    pub(crate) fn fixes(&self, hull: HullId) -> &'a [Fix] {
        self.fleet.track(hull).map_or(&[], |track| &track.fixes)
    }

    /// A ship station that says it is a tanker or a cargo ship, or nothing.
    pub(crate) fn is_merchant(&self, hull: HullId) -> bool {
        hull.mmsi.kind() == MmsiKind::Ship
            && !hull.mmsi.is_placeholder()
            && self.ship_type(hull).is_none_or(|of| of.is_tanker() || of.is_cargo())
    }

    /// How well the trades of two hulls go together.
    pub(crate) fn trades(&self, hulls: [HullId; 2]) -> f64 {
        let options = &self.options.dark;
        match hulls.map(|hull| self.ship_type(hull)) {
            [Some(one), Some(other)] if one.is_tanker() == other.is_tanker() => options.like_trades,
            [Some(_), Some(_)] => options.unlike_trades,
            _ => 1.0,
        }
    }

    fn ship_type(&self, hull: HullId) -> Option<ShipType> {
        self.fleet.vessel(hull).and_then(|vessel| vessel.identity.ship_type)
    }
}

fn aliases(events: &[Event]) -> BTreeSet<[HullId; 2]> {
    let changes = events.iter().filter(|event| event.kind() == EventKind::IdentityChange);
    let pairs = changes.filter_map(|change| Some((change.parties.a, change.parties.b?)));
    pairs.map(|(old, new)| [old.min(new), old.max(new)]).collect()
}
