//! Whether cargo can have changed hands in an incident: a silence that leads nowhere, a new number, a false position or a meeting of
//! two that can carry nothing of each other's moves none, and an amount told of it would be made up.

use model::Finding;

use crate::Indicator::{D2, D3};
use crate::delivery::is_of_unlike_ships;
use crate::evidence::{Seen, has};
use crate::subject::Subject;

/// Whether any leg is a meeting, seen or not, of ships that can share a cargo, or a wait that could decide a lead, a call at a port of the DPRK or one where its
/// tankers load, or a change of draught; or a silence reaches Nampo.
pub(crate) fn may_have_moved_cargo(subject: Subject<'_>, seen: &[Seen]) -> bool {
    let port = |visit: &model::PortVisit| {
        visit.country == "KP" || subject.world.weights.port.supplier_ports.contains(&visit.port)
    };
    let moves = subject.legs().any(|leg| match &leg.finding {
        Finding::PortVisit(visit) => port(visit),
        Finding::DraughtChange(_) => subject.world.believed_draught(leg).is_some(),
        _ => false,
    });
    let mut contacts = subject.contacts();
    moves
        || contacts.any(|contact| !is_of_unlike_ships(contact, subject.world))
        || has(seen, D2)
        || has(seen, D3)
}
