//! Calls: a tanker at a DPRK port, coal from the DPRK to China, a DPRK tanker at a Russian terminal.

use model::{Event, EventKind, Location, Metres, PortVisit, Timestamp};

use super::Seen;
use crate::Indicator::{P1, P2, P3};
use crate::craft::Trade;
use crate::subject::Subject;
use crate::world::parties;

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let tanker = subject.calls().find_map(|(event, visit)| oil_call(event, visit, subject));
    let supplied = subject.calls().find_map(|(event, visit)| supply_call(event, visit, subject));
    tanker.into_iter().chain(coal_voyage(subject)).chain(supplied).collect()
}

/// P1.
fn oil_call(event: &Event, visit: &PortVisit, subject: Subject<'_>) -> Option<Seen> {
    let hull = event.parties.a;
    let hours = subject.world.interval(event).span().hours();
    let foreign_tanker = subject.world.craft(hull).trade == Trade::Tanker && !crate::link::is_dprk(hull.mmsi);
    let called = visit.country == "KP" && hours >= subject.world.weights.port.tanker_hours;
    (foreign_tanker && called).then(|| {
        let text = format!(
            "a vessel broadcasting MMSI {hull}, a tanker by its type, lay {hours:.1} h at {:?}; declared supply under \
             the yearly cap looks the same",
            visit.port
        );
        Seen::present(P1, text, &event.cites)
    })
}

/// P2: at half strength where the Chinese port is not on record for coal, or where the cargo went over at sea; weaker through a port
/// that is exempt, or where the draughts say that something was brought.
fn coal_voyage(subject: Subject<'_>) -> Option<Seen> {
    let loads = subject.calls().filter(|(event, visit)| loads_coal(event, visit, subject));
    let voyages = loads.filter_map(|(event, visit)| {
        landing(event, visit, subject).or_else(|| handed_over(event, visit, subject))
    });
    voyages.max_by(|a, b| a.share.total_cmp(&b.share))
}

fn loads_coal(event: &Event, visit: &PortVisit, subject: Subject<'_>) -> bool {
    /// Roads belong to the port behind them (design: Nampo's lie 10 km off).
    const ROADS: Metres = Metres::from_km(30.0);
    let ports = subject.world.scene.chart.ports();
    let coal = ports.iter().filter(|port| port.roles.dprk && port.roles.coal_loading);
    visit.country == "KP"
        && coal.into_iter().any(|port| port.position.distance(event.position) <= ROADS)
        && subject.world.craft(event.parties.a).trade != Trade::Tanker
}

fn landing(load: &Event, visit: &PortVisit, subject: Subject<'_>) -> Option<Seen> {
    let loaded = subject.world.interval(load).end();
    let days = |call: &Event| (call.start - loaded).hours() / 24.0;
    let hull = load.parties.a;
    let later = subject.calls().filter(|(call, _)| call.parties.a == hull && call.start >= loaded);
    let (call, landed) = later
        .filter(|(call, _)| days(call) <= subject.world.weights.port.chain_days)
        .find(|(_, v)| v.country == "CN")?;
    let ports = subject.world.scene.chart.ports();
    let known = ports.iter().any(|port| port.roles.coal_import && port.name == landed.port);
    let text = format!(
        "a vessel broadcasting MMSI {hull} went from {:?} to {:?} in {:.1} days, consistent with a coal voyage; food \
         and fertiliser ships sail it too",
        visit.port,
        landed.port,
        days(call)
    );
    let cites = [&load.cites[..], &call.cites[..]].concat();
    Some(Load { load, visit, until: call.start }.seen(&text, &cites, if known { 1.0 } else { 0.5 }, subject))
}

/// A meeting at sea after loading.
fn handed_over(load: &Event, visit: &PortVisit, subject: Subject<'_>) -> Option<Seen> {
    let loaded = subject.world.interval(load).end();
    let hull = load.parties.a;
    let days = |event: &Event| (event.start - loaded).hours() / 24.0;
    let met = subject.contacts().filter(|event| event.kind() == EventKind::Encounter);
    let mut later = met.filter(|event| event.start >= loaded && parties(event).any(|party| party == hull));
    let meeting = later.find(|event| {
        days(event) <= subject.world.weights.port.chain_days && !subject.world.is_dprk_coast(event.position)
    })?;
    let text = format!(
        "a vessel broadcasting MMSI {hull} lay alongside another at {} {:.1} days after calling at {:?}, consistent with \
         a cargo handed over at sea",
        meeting.position,
        days(meeting),
        visit.port
    );
    let cites = [&load.cites[..], &meeting.cites[..]].concat();
    Some(Load { load, visit, until: meeting.start }.seen(&text, &cites, 0.5, subject))
}

/// A call at which coal may have been loaded, and until when the ship carried it.
struct Load<'a> {
    load: &'a Event,
    visit: &'a PortVisit,
    until: Timestamp,
}

impl Load<'_> {
    /// P2 with what else is known of the call: whose coal goes through that port, and what the draughts say.
    fn seen(&self, text: &str, cites: &[Location], share: f64, subject: Subject<'_>) -> Seen {
        let limits = &subject.world.weights.port;
        let exempt = limits.exempt_ports.contains(&self.visit.port);
        let (port_share, of_port) = if exempt {
            (limits.exempt_weight, "; Russian coal through that port is exempt if it was notified")
        } else {
            (1.0, "")
        };
        let (draught_share, of_draughts) = match self.draughts(subject) {
            Some((before, after)) => {
                let loaded = after.0 > before.0;
                let text = format!(
                    "; it told {:.1} m before that call and {:.1} m after, consistent with {}",
                    before.0,
                    after.0,
                    if loaded { "loading" } else { "discharging" }
                );
                (if loaded { 1.0 } else { limits.unloaded_weight }, text)
            }
            None => (1.0, String::new()),
        };
        let text = format!("{text}{of_port}{of_draughts}");
        Seen::present(P2, text, cites).at_share(share * port_share * draught_share)
    }

    /// The draughts told before and after the call, where they differ by as much as V4 asks for.
    fn draughts(&self, subject: Subject<'_>) -> Option<(Metres, Metres)> {
        let vessel = subject.world.scene.fleet.vessel(self.load.parties.a)?;
        let (before, _) = vessel.draught_before(self.load.start)?;
        let (after, report) = vessel.draught_before(self.until)?;
        let differ = (after.0 - before.0).abs() + 1e-6 >= subject.world.weights.voyage.draught_m;
        (report.time > self.load.start && differ).then_some((before, after))
    }
}

/// P3.
fn supply_call(event: &Event, visit: &PortVisit, subject: Subject<'_>) -> Option<Seen> {
    let world = subject.world;
    let hull = event.parties.a;
    let tanker = world.craft(hull).trade == Trade::Tanker && world.link(hull).is_some();
    (tanker && world.weights.port.supplier_ports.contains(&visit.port)).then(|| {
        let text = format!(
            "a vessel broadcasting MMSI {hull}, a tanker with a DPRK link, called at {:?}",
            visit.port
        );
        Seen::present(P3, text, &event.cites)
    })
}
