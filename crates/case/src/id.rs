//! Names for findings that depend on nothing but what was found.
//!
//! An id is hashed from who, when and where, and from neither figures that a refit may change nor places in files: the
//! same finding has the same id in every run, however the archive was cut into files.

use model::{Event, HullId, Lead, Timestamp};
use sha2::{Digest, Sha256};

/// The id of an event: 16 hexadecimal digits.
pub fn event_id(event: &Event) -> String {
    let hull = |hull: HullId| format!("{}/{}", hull.mmsi, hull.part);
    let parts = [
        event.kind().as_str().to_owned(),
        hull(event.parties.a),
        event.parties.b.map(hull).unwrap_or_default(),
        event.start.to_string(),
        event.end.as_ref().map(Timestamp::to_string).unwrap_or_default(),
        tenth_of_a_thousandth(event.position.lat_e7()),
        tenth_of_a_thousandth(event.position.lon_e7()),
    ];
    hash("event", &parts)
}

/// The id of a lead on `events`: 16 hexadecimal digits. It names the events, not the verdict on them, so that new
/// weights or lists leave it alone.
///
/// # Panics
/// When the lead's indices do not lie in `events`, which `Lead` forbids.
pub fn lead_id(lead: &Lead, events: &[Event]) -> String {
    let mut parts = vec![lead.kind.as_str().to_owned(), event_id(&events[lead.deciding])];
    parts.extend(lead.legs.iter().map(|leg| event_id(&events[*leg])));
    hash("lead", &parts)
}

/// A coordinate to 1e-4 degree (11 m): coarse enough that the last bit of a mean does not rename a finding.
fn tenth_of_a_thousandth(e7: i32) -> String {
    ((f64::from(e7) / 1000.0).round() as i64).to_string()
}

/// 16 hexadecimal digits that name what the parts say.
pub(crate) fn hash(what: &str, parts: &[String]) -> String {
    let digest = Sha256::digest(format!("{what}\n{}", parts.join("\n")));
    hex(&digest[..8])
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
