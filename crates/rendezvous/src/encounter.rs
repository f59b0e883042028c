//! Encounters: contacts of a pair put together.

use chart::Chart;
use model::{Event, Finding, Interval, Track};

use crate::contact::join;
use crate::meeting::Meeting;
use crate::{Contact, EncounterOptions, Options, contacts_in, count_neighbours, measure, slabs, sort};

/// All encounters of a fleet, in the order of [`crate::sort`].
pub fn encounters(tracks: &[Track], chart: &Chart, options: &Options) -> Vec<Event> {
    let contacts =
        slabs(tracks, options).iter().flat_map(|slab| contacts_in(tracks, slab, options)).collect();
    merge(contacts, tracks, chart, options)
}

/// Puts the contacts of all slabs, in any order, together to encounters, in the order of [`crate::sort`].
///
/// An encounter runs from the first moment within the enter distance to the last within the leave distance. Contacts
/// a short break apart whose ends agree are one encounter; two encounters of a pair a longer break apart are one if the
/// hulls were never heard apart in between. The break itself counts for nothing.
pub fn merge(contacts: Vec<Contact>, tracks: &[Track], chart: &Chart, options: &Options) -> Vec<Event> {
    let mut events: Vec<Event> = join(contacts)
        .chunk_by(|one, next| (one.a, one.b) == (next.a, next.b))
        .flat_map(|of_pair| meetings(of_pair, tracks, &options.encounter))
        .map(|meeting| measure::event(&meeting, chart, options))
        .filter(|event| fits(event, &options.encounter))
        .collect();
    count_neighbours(&mut events, tracks, options);
    sort(&mut events);
    events
}

/// What a profile asks of an encounter as a whole.
fn fits(event: &Event, options: &EncounterOptions) -> bool {
    let Finding::Encounter(encounter) = &event.finding else { return false };
    let port = event.surroundings.port;
    options.median_speed.is_none_or(|limit| encounter.median_speed < limit)
        && port.is_none_or(|distance| distance >= options.port_distance)
}

/// The meetings of one pair that last long enough, from its contacts by time.
pub(crate) fn meetings<'a>(
    contacts: &[Contact],
    tracks: &'a [Track],
    options: &EncounterOptions,
) -> Vec<Meeting<'a>> {
    let mut meetings: Vec<Meeting<'a>> = Vec::new();
    for contact in contacts {
        let Some(close) = contact.close else { continue };
        let part = Interval::between(close, contact.within.end());
        match meetings.last_mut().filter(|open| open.goes_on_with(part, options)) {
            Some(open) => open.parts.push(part),
            None => meetings.push(begin(contact, part, tracks)),
        }
    }
    meetings.retain(|meeting| meeting.together() >= options.at_least);
    meetings.dedup_by(|next, open| {
        let is_one = open.is_one_with(next, options);
        if is_one {
            open.parts.append(&mut next.parts);
        }
        is_one
    });
    meetings
}

fn begin<'a>(contact: &Contact, part: Interval, tracks: &'a [Track]) -> Meeting<'a> {
    let (one, other) = (&tracks[contact.a as usize], &tracks[contact.b as usize]);
    let (a, b) = if one.hull < other.hull { (one, other) } else { (other, one) };
    Meeting { a, b, parts: vec![part] }
}
