//! What every question about unseen meetings is asked of: the fleet, the chart, the options.

use std::collections::{BTreeMap, BTreeSet};

use chart::{Chart, Seaways};
use foldhash::HashMap;
use model::{
    Dimensions, Event, EventKind, Finding, Fix, Fleet, HullId, Interval, Knots, Metres, MmsiKind, Position,
    ShipType, Span, Timestamp, Vessel,
};

use crate::handover::handovers;
use crate::met::Met;
use crate::roads::Roads;
use crate::{Options, archive_end};

/// The digits of the DPRK's flag in an MMSI (ITU, table of Maritime Identification Digits).
const DPRK_MID: u16 = 445;

const MONTH: Span = Span::from_hours(30 * 24);

/// The world of unseen meetings.
pub(crate) struct Sea<'a> {
    pub(crate) fleet: &'a Fleet,
    pub(crate) chart: &'a Chart,
    pub(crate) seaways: Seaways<'a>,
    pub(crate) options: &'a Options,
    /// What each hull says that it is.
    crafts: HashMap<HullId, Craft>,
    /// The last fix of the archive.
    pub(crate) end: Timestamp,
    /// Numbers that may be one hull.
    aliases: BTreeSet<[HullId; 2]>,
    /// Under which number a hull went on that was last heard under another at a moment.
    handovers: BTreeMap<(HullId, Timestamp), HullId>,
    /// Who was heard to meet whom.
    pub(crate) met: Met,
    /// Changes of draught by hull.
    loads: BTreeMap<HullId, Vec<Load>>,
    /// Where hulls waited.
    roads: Roads,
    /// The ports of the DPRK.
    ports: Vec<Position>,
    /// How many months the archive covers, at least one: a shorter one has not seen who else waits.
    months: f64,
}

/// What a hull says that it is, as far as meetings ask.
#[derive(Debug, Clone, Copy, Default)]
struct Craft {
    ship_type: Option<ShipType>,
    length: Option<Metres>,
    tells_draught: bool,
}

impl Craft {
    fn of(vessel: &Vessel) -> Self {
        let dimensions = vessel.identity.dimensions;
        Self {
            ship_type: vessel.identity.ship_type,
            length: dimensions.and_then(Dimensions::length),
            tells_draught: vessel.timeline.iter().any(|report| report.draught.is_some()),
        }
    }
}

/// The part of a hull in a meeting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Took {
    hull: HullId,
    is_silent: bool,
}

impl Took {
    pub(crate) const fn waiting(hull: HullId) -> Self {
        Self { hull, is_silent: false }
    }

    pub(crate) const fn silent(hull: HullId) -> Self {
        Self { hull, is_silent: true }
    }
}

/// A change of draught with no port visit between.
struct Load {
    /// From the wait or silence that may explain it to the report of the new draught.
    when: Interval,
    is_deeper: bool,
    /// Whether cargo may have moved at a berth meanwhile.
    in_doubt: bool,
}

impl<'a> Sea<'a> {
    /// `None` where nobody was heard. Changes of number among the `events` tell which numbers are one hull, encounters
    /// who was heard with whom, changes of draught which hulls took or gave cargo.
    pub(crate) fn new(
        fleet: &'a Fleet,
        events: &[Event],
        chart: &'a Chart,
        options: &'a Options,
    ) -> Option<Self> {
        let (aliases, met, loads) = (aliases(events), Met::of(events), loads(events));
        let roads = Roads::of(events, options.dark.seclusion.custom_within);
        let end = archive_end(fleet)?;
        let firsts = fleet.tracks.iter().filter_map(|track| track.fixes.first());
        let start = firsts.map(|fix| fix.time).min()?;
        let months = ((end - start).hours() / MONTH.hours()).max(1.0);
        let ports = chart.ports().iter().filter(|port| port.country == "KP");
        let ports = ports.map(|port| port.position).collect();
        Some(Self {
            fleet,
            chart,
            seaways: Seaways::new(chart),
            crafts: fleet.vessels.iter().map(|vessel| (vessel.hull, Craft::of(vessel))).collect(),
            options,
            end,
            aliases,
            handovers: handovers(events),
            met,
            loads,
            roads,
            ports,
            months,
        })
    }

    /// How much likelier a meeting is at a place than anywhere, by how many others, some left out, wait there.
    pub(crate) fn custom(&self, place: Position, but: &[HullId]) -> f64 {
        let others = self.roads.others(place, but) as f64 / self.months;
        self.options.dark.seclusion.custom(others)
    }

    /// Waters nearer to a port of the DPRK than to any other.
    pub(crate) fn is_home_waters(&self, place: Position) -> bool {
        self.chart.nearest_port(place).is_some_and(|(port, _)| port.roles.dprk)
    }

    /// A tanker, or a ship of unknown trade, under another flag than the DPRK's.
    pub(crate) fn is_foreign_tanker(&self, hull: HullId) -> bool {
        !is_dprk(&hull) && !self.is_dry(hull)
    }

    /// Whether a hull may be a foreign tanker in sight of the coast of the DPRK.
    pub(crate) fn is_foreign_tanker_off_dprk(
        &self,
        hull: HullId,
        place: Position,
        shore: Option<Metres>,
    ) -> bool {
        let is_near = shore.is_some_and(|shore| shore < self.options.dark.seclusion.off_shore);
        is_near && self.is_foreign_tanker(hull) && self.is_home_waters(place)
    }

    /// Whether two numbers can be two ships.
    pub(crate) fn are_two(&self, hulls: [HullId; 2]) -> bool {
        let [one, other] = hulls;
        one.mmsi != other.mmsi && !self.aliases.contains(&[one.min(other), one.max(other)])
    }

    /// The first fix under another number of a hull that fell silent under one; `None` where it probably did not go on so.
    pub(crate) fn went_on(&self, gap: &Event) -> Option<&'a Fix> {
        let exchanged = || self.handovers.get(&(gap.parties.a, gap.start)).copied();
        self.fleet.track(gap.parties.b.or_else(exchanged)?)?.first_since(gap.start)
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

    /// How well the trades and flags of two hulls go together.
    pub(crate) fn trades(&self, hulls: [HullId; 2]) -> f64 {
        let options = &self.options.dark;
        let of_types = match hulls.map(|hull| self.ship_type(hull)) {
            [Some(one), Some(other)] if one.is_tanker() != other.is_tanker() => options.unlike_trades,
            [Some(_), Some(_)] => self.trade(hulls[0]),
            _ => 1.0,
        };
        if hulls.iter().all(is_dprk) { of_types * options.both_dprk } else { of_types }
    }

    /// How likely a hull is to meet one of its own trade.
    pub(crate) fn trade(&self, hull: HullId) -> f64 {
        match self.ship_type(hull) {
            Some(of) if of.is_tanker() => self.options.dark.tankers,
            Some(_) => self.options.dark.dry_ships,
            None => 1.0,
        }
    }

    /// Whether it says that it carries dry cargo.
    pub(crate) fn is_dry(&self, hull: HullId) -> bool {
        self.ship_type(hull).is_some_and(|of| !of.is_tanker())
    }

    /// How much likelier a meeting is at a place than anywhere, by how far transfers on record are from the DPRK.
    pub(crate) fn on_record(&self, place: Position) -> f64 {
        let distances = self.ports.iter().map(|port| port.distance(place));
        let nearest = distances.min_by(|one, other| one.0.total_cmp(&other.0));
        self.options.dark.record.distance(nearest)
    }

    /// How much likelier a meeting of tankers, or of ships of unknown trade, is by their lengths.
    pub(crate) fn sizes(&self, hulls: &[HullId]) -> f64 {
        if hulls.iter().any(|&hull| self.is_dry(hull)) {
            return 1.0;
        }
        self.options.dark.record.sizes(hulls.iter().filter_map(|&hull| self.craft(hull).length))
    }

    /// How fast a hull of its kind goes.
    pub(crate) fn top_speed(&self, hull: HullId) -> Knots {
        self.options.dark.top_speed.of(self.fleet.vessel(hull))
    }

    /// How long a transfer of what a hull carries takes.
    pub(crate) fn transfer(&self, hull: HullId) -> Span {
        let stay = &self.options.dark.stay;
        if self.is_dry(hull) { stay.dry } else { stay.oil }
    }

    /// How much likelier it is that a hull met somebody unheard at a place if one of the two is under the DPRK's flag.
    pub(crate) fn flags_at(&self, hulls: [HullId; 2], place: Position) -> f64 {
        if self.is_home_waters(place) { 1.0 } else { self.flags(hulls) }
    }

    /// The same away from the waters of the DPRK.
    pub(crate) fn flags(&self, hulls: [HullId; 2]) -> f64 {
        let of_dprk = hulls.iter().filter(|hull| is_dprk(hull)).count();
        if of_dprk == 1 { self.options.dark.one_dprk } else { 1.0 }
    }

    /// Where a hull goes home to from its last fix: one under the DPRK's flag to the port there to which its course leads
    /// best. Of others nobody knows.
    pub(crate) fn home(&self, hull: HullId, last: &Fix) -> Option<Position> {
        let course = last.course().filter(|_| is_dprk(&hull))?;
        let astray = |place: &Position| course.apart(last.position.bearing(*place)).0;
        self.ports.iter().copied().min_by(|one, other| astray(one).total_cmp(&astray(other)))
    }

    /// How much likelier what hulls said of their draughts is if cargo went from one to the other in a while.
    pub(crate) fn cargo(&self, parts: &[Took], when: Interval) -> f64 {
        let options = &self.options.dark;
        let loads: Vec<Option<&Load>> = parts.iter().map(|part| self.load(part.hull, when)).collect();
        let each = loads.iter().zip(parts).map(|(load, part)| match load {
            Some(load) if load.in_doubt && part.is_silent => options.draught_in_doubt_silent,
            Some(load) if load.in_doubt => options.draught_in_doubt,
            Some(_) => options.draught_changed,
            None if self.craft(part.hull).tells_draught => options.draught_kept,
            None => 1.0,
        });
        let together = match loads[..] {
            [Some(one), Some(other)] if one.is_deeper == other.is_deeper => options.draughts_alike,
            [Some(_), Some(_)] => options.draughts_opposite,
            _ => 1.0,
        };
        each.product::<f64>() * together
    }

    /// The change of a hull's draught that a while may explain: the plainest of those that share time with it.
    fn load(&self, hull: HullId, when: Interval) -> Option<&Load> {
        let loads = self.loads.get(&hull).map_or(&[][..], Vec::as_slice);
        let shared = loads.iter().filter(|load| load.when.overlap(when).is_some());
        shared.min_by_key(|load| (load.in_doubt, load.when.start()))
    }

    fn ship_type(&self, hull: HullId) -> Option<ShipType> {
        self.craft(hull).ship_type
    }

    fn craft(&self, hull: HullId) -> Craft {
        self.crafts.get(&hull).copied().unwrap_or_default()
    }
}

fn is_dprk(hull: &HullId) -> bool {
    hull.mmsi.mid() == Some(DPRK_MID)
}

fn aliases(events: &[Event]) -> BTreeSet<[HullId; 2]> {
    let changes = events.iter().filter(|event| event.kind() == EventKind::IdentityChange);
    let pairs = changes.filter_map(|change| Some((change.parties.a, change.parties.b?)));
    pairs.map(|(old, new)| [old.min(new), old.max(new)]).collect()
}

fn loads(events: &[Event]) -> BTreeMap<HullId, Vec<Load>> {
    let mut loads: BTreeMap<HullId, Vec<Load>> = BTreeMap::new();
    for event in events {
        if let Finding::DraughtChange(change) = &event.finding {
            let load = Load {
                when: event.interval(),
                is_deeper: change.after > change.before,
                in_doubt: change.call_possible,
            };
            loads.entry(event.parties.a).or_default().push(load);
        }
    }
    loads
}
