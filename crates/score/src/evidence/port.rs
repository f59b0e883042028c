//! Calls of tankers: at a DPRK port, and of a DPRK tanker at a Russian terminal.

use model::{Event, PortVisit};

use super::Seen;
use crate::Indicator::{P1, P3};
use crate::craft::Trade;
use crate::subject::Subject;

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let tanker = subject.calls().find_map(|(event, visit)| oil_call(event, visit, subject));
    let supplied = subject.calls().find_map(|(event, visit)| supply_call(event, visit, subject));
    tanker.into_iter().chain(supplied).collect()
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
