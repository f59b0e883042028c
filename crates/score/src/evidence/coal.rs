//! Coal voyages (P2): a load at the DPRK's coal ports, heard or hidden by a silence, and where it went; what the draughts say of it.

mod draughts;

use model::{Event, EventKind, Finding, HullId, Interval, Location, PortVisit, Timestamp};

use self::draughts::{Calls, Change, Draughts, came_deeper, change_at};
use super::Seen;
use super::place::ROADS;
use crate::Indicator::P2;
use crate::craft::Trade;
use crate::delivery::may_share_cargo;
use crate::link::is_dprk;
use crate::silence::{Hearing, hearing, is_bound_for_nampo, leaves_time_for_nampo};
use crate::subject::Subject;
use crate::world::{World, parties};

/// P2: at half strength where the Chinese port is not on record for coal, where the cargo went over at sea, or where the call was not
/// heard; weaker through a port that is exempt, or where the draughts say nothing; absent where they say that something was brought.
/// Where they say nothing, and the port is not on record or the ship brings something at its other calls, nothing tells of coal.
pub(super) fn look(subject: Subject<'_>) -> Option<Sighting> {
    let voyages =
        loads(subject).filter_map(|load| landing(load, subject).or_else(|| handed_over(load, subject)));
    let weight = |Sighting { seen, .. }: &Sighting| if seen.is_present() { seen.share } else { 0.0 };
    voyages.max_by(|a, b| weight(a).total_cmp(&weight(b)))
}

/// A voyage that was looked at.
pub(super) struct Sighting {
    pub(super) seen: Seen,
    /// Draughts that count as part of it, and nowhere else.
    pub(super) draughts: Counted,
}

/// When a hull told the draughts that a voyage is judged by.
#[derive(Default)]
pub(super) struct Counted(Vec<(HullId, Interval)>);

impl Counted {
    /// Whether a change of draught is among them: by when the new one was told.
    pub(super) fn holds(&self, change: &Event, world: &World<'_>) -> bool {
        let told = world.interval(change).end();
        self.0.iter().any(|&(hull, span)| hull == change.parties.a && span.contains(told))
    }
}

/// When and where a ship may have loaded coal.
#[derive(Clone, Copy)]
struct Load<'a> {
    event: &'a Event,
    /// The call; without one a silence hid it.
    visit: Option<&'a PortVisit>,
}

fn loads<'a>(subject: Subject<'a>) -> impl Iterator<Item = Load<'a>> {
    let called = subject.calls().filter(move |(event, visit)| loads_coal(event, visit, subject.world));
    let heard = called.map(|(event, visit)| Load { event, visit: Some(visit) });
    heard.chain(hidden_loads(subject))
}

/// Calls at a coal port of the DPRK by a ship that is no tanker.
fn loads_coal(event: &Event, visit: &PortVisit, world: &World<'_>) -> bool {
    let ports = world.scene.chart.ports();
    let coal = ports.iter().filter(|port| port.roles.dprk && port.roles.coal_loading);
    visit.country == "KP"
        && coal.into_iter().any(|port| port.position.distance(event.position) <= ROADS)
        && world.craft(event.parties.a).trade != Trade::Tanker
}

/// Silences that began towards the line off Nampo, leave time for a call, and after which the ship lay deeper.
fn hidden_loads<'a>(subject: Subject<'a>) -> impl Iterator<Item = Load<'a>> {
    let world = subject.world;
    let silences = subject.legs().filter_map(|event| match &event.finding {
        Finding::Gap(gap) if !world.is_no_silence(event) => Some((event, gap)),
        _ => None,
    });
    let runs = silences.filter(move |(event, gap)| {
        let dry = world.craft(event.parties.a).trade != Trade::Tanker;
        dry && hearing(gap, world) == Hearing::Good
            && is_bound_for_nampo(event, gap, world)
            && leaves_time_for_nampo(event, gap, world) == Some(true)
    });
    let loads = runs.map(|(event, _)| Load { event, visit: None });
    loads.filter(move |load| came_deeper(load.hull(), world.interval(load.event), world))
}

impl Load<'_> {
    fn hull(self) -> HullId {
        self.event.parties.a
    }

    fn until(self, world: &World<'_>) -> Timestamp {
        world.interval(self.event).end()
    }

    /// That the ship came to a port so many days later.
    fn sailed(self, port: &str, days: f64) -> String {
        let hull = self.hull();
        match self.visit {
            Some(visit) => format!(
                "a vessel broadcasting MMSI {hull} went from {:?} to {port:?} in {days:.1} days",
                visit.port
            ),
            None => format!(
                "a vessel broadcasting MMSI {hull} called at {port:?} {days:.1} days after a silence that leaves time for Nampo and \
                 from which it came deeper"
            ),
        }
    }
}

/// The first call in China within the days of a chain.
fn landing(load: Load<'_>, subject: Subject<'_>) -> Option<Sighting> {
    let world = subject.world;
    let loaded = load.until(world);
    let after = |call: &Event| (call.start - loaded).hours() / 24.0;
    let later = subject.calls().filter(|(call, _)| call.parties.a == load.hull() && call.start >= loaded);
    let (call, landed) = later
        .filter(|(call, _)| after(call) <= world.weights.port.chain_days)
        .find(|(_, visit)| visit.country == "CN")?;
    let ports = world.scene.chart.ports();
    let known = ports.iter().any(|port| port.roles.coal_import && port.name == landed.port);
    let sailed = load.sailed(&landed.port, after(call));
    let cites = [&load.event.cites[..], &call.cites[..]].concat();
    let voyage = Voyage::of(load, call.start, Some(world.interval(call)), world);
    Some(match voyage.reason_to_say_nothing(known, world) {
        Some(reason) => {
            let cites = [cites, voyage.draughts.cites()].concat();
            let seen = Seen { cites, ..Seen::unknown(P2, &format!("{sailed}; {reason}")) };
            Sighting { seen, draughts: Counted::default() }
        }
        None => {
            let text =
                format!("{sailed}, consistent with a coal voyage; food and fertiliser ships sail it too");
            voyage.sighting(&text, &cites, if known { 1.0 } else { 0.5 }, world)
        }
    })
}

/// A meeting at sea after loading, with a ship that may carry coal too.
fn handed_over(load: Load<'_>, subject: Subject<'_>) -> Option<Sighting> {
    let (world, visit) = (subject.world, load.visit?);
    let loaded = load.until(world);
    let after = |event: &Event| (event.start - loaded).hours() / 24.0;
    let met = subject
        .contacts()
        .filter(|event| event.kind() == EventKind::Encounter && may_share_cargo(event, world));
    let mut later =
        met.filter(|event| event.start >= loaded && parties(event).any(|party| party == load.hull()));
    let meeting = later.find(|event| {
        after(event) <= world.weights.port.chain_days && !world.is_dprk_coast(event.position)
    })?;
    let text = format!(
        "a vessel broadcasting MMSI {} lay alongside another at {} {:.1} days after calling at {:?}, consistent with \
         a cargo handed over at sea",
        load.hull(),
        meeting.position,
        after(meeting),
        visit.port
    );
    let cites = [&load.event.cites[..], &meeting.cites[..]].concat();
    let voyage = Voyage::of(load, meeting.start, None, world);
    Some(voyage.sighting(&text, &cites, 0.5, world))
}

/// From a load to where it went.
struct Voyage<'a> {
    load: Load<'a>,
    draughts: Draughts,
}

impl<'a> Voyage<'a> {
    /// A voyage that ended at a moment, at a call where it may have landed its cargo or otherwise.
    fn of(load: Load<'a>, until: Timestamp, landing: Option<Interval>, world: &World<'_>) -> Self {
        let calls = Calls { hull: load.hull(), load: world.interval(load.event), until, landing };
        Self { load, draughts: calls.draughts(world) }
    }

    /// Why a voyage to a port in China tells nothing of coal, where that is so.
    fn reason_to_say_nothing(&self, lands_coal: bool, world: &World<'_>) -> Option<&'static str> {
        match () {
            () if self.draughts.tell_cargo() => None,
            () if self.fetches_otherwise(world) => Some(
                "its draughts do not tell what it carried, and at other calls they told that it brought something",
            ),
            () if !lands_coal => Some("neither its draughts nor that port tell what it carried"),
            () => None,
        }
    }

    fn sighting(&self, text: &str, cites: &[Location], share: f64, world: &World<'_>) -> Sighting {
        let hull = self.load.hull();
        let draughts = self.draughts.counted().into_iter().map(|span| (hull, span)).collect();
        Sighting { seen: self.seen(text, cites, share, world), draughts: Counted(draughts) }
    }

    /// P2 with what else is known: whose coal goes through that port, and what the draughts say.
    fn seen(&self, text: &str, cites: &[Location], share: f64, world: &World<'_>) -> Seen {
        let limits = &world.weights.port;
        let port = self.load.visit.map(|visit| &visit.port);
        let exempt = port.is_some_and(|port| limits.exempt_ports.contains(port));
        let (port_share, of_port) = if exempt {
            (limits.exempt_weight, "; Russian coal through that port is exempt if it was notified")
        } else {
            (1.0, "")
        };
        let heard = if self.load.visit.is_some() { 1.0 } else { limits.unheard_load_weight };
        let text = format!("{text}{of_port}{}", self.draughts.words());
        let cites = &[cites, &self.draughts.cites()[..]].concat();
        let draught_share = match self.draughts {
            Draughts::Light(_) => return Seen::absent(P2, text, cites),
            Draughts::Laden(_) => 1.0,
            Draughts::Contrary { .. } | Draughts::AtEither(_) | Draughts::Untold => {
                if is_dprk(self.load.hull().mmsi) { limits.untold_home_weight } else { limits.untold_weight }
            }
        };
        Seen::present(P2, text, cites).at_share(share * port_share * heard * draught_share)
    }

    /// Whether at its other calls at coal ports of the DPRK the ship told that it brought something, and never that it loaded.
    fn fetches_otherwise(&self, world: &World<'_>) -> bool {
        let hull = self.load.hull();
        let others = world.events_of(hull).iter().map(|&at| world.event(at)).filter(|event| {
            matches!(&event.finding, Finding::PortVisit(visit) if loads_coal(event, visit, world))
                && !std::ptr::eq(*event, self.load.event)
        });
        let told = others.filter_map(|call| change_at(hull, world.interval(call), world));
        let told: Vec<Change> = told.collect();
        told.contains(&Change::Lighter) && !told.contains(&Change::Deeper)
    }
}
