//! Calls of tankers: at a DPRK port, and of a DPRK tanker at a Russian terminal.

use model::{Event, PortVisit};

use super::Seen;
use crate::Indicator::{P1, P3};
use crate::craft::Trade;
use crate::subject::Subject;
use crate::world::World;

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let tanker = subject.calls().find_map(|(event, visit)| oil_call(event, visit, subject));
    let supplied = subject.calls().find_map(|(event, visit)| supply_call(event, visit, subject));
    tanker.into_iter().chain(supplied).collect()
}

/// P1.
fn oil_call(event: &Event, visit: &PortVisit, subject: Subject<'_>) -> Option<Seen> {
    is_oil_call(event, visit, subject.world).then(|| {
        let text = format!(
            "a vessel broadcasting MMSI {}, a tanker by its type, lay {:.1} h at {:?}; declared supply under the yearly cap \
             looks the same",
            event.parties.a,
            subject.world.interval(event).span().hours(),
            visit.port
        );
        Seen::present(P1, text, &event.cites)
    })
}

/// Whether a tanker that never was under the DPRK's number lay at a port of the DPRK for long enough to discharge.
pub(crate) fn is_oil_call(event: &Event, visit: &PortVisit, world: &World<'_>) -> bool {
    let hull = event.parties.a;
    let foreign_tanker = world.craft(hull).trade == Trade::Tanker && !world.is_the_dprks_own(hull);
    let hours = world.interval(event).span().hours();
    foreign_tanker && visit.country == "KP" && hours >= world.weights.port.tanker_hours
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
