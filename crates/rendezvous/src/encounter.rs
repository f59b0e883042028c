//! Encounters: contacts of a pair put together.

use chart::Chart;
use model::{Event, Finding, Interval, Position, Span, Timestamp, Track};

use crate::contact::join;
use crate::{
    Contact, EncounterOptions, Options, contacts_in, count_neighbours, detect, measure, slabs, whereabouts,
};

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
    detect::sort(&mut events);
    events
}

/// What a profile asks of an encounter as a whole.
fn fits(event: &Event, options: &EncounterOptions) -> bool {
    let Finding::Encounter(encounter) = &event.finding else { return false };
    let port = event.surroundings.port;
    options.median_speed.is_none_or(|limit| encounter.median_speed < limit)
        && port.is_none_or(|distance| distance >= options.port_distance)
}

/// Two hulls together, perhaps with short breaks.
#[derive(Debug, Clone)]
pub(crate) struct Meeting<'a> {
    /// The hull with the lower number.
    pub(crate) a: &'a Track,
    pub(crate) b: &'a Track,
    /// When they were together, by time; never empty.
    pub(crate) parts: Vec<Interval>,
}

impl Meeting<'_> {
    pub(crate) fn interval(&self) -> Interval {
        let last = self.parts.last().unwrap_or(&self.parts[0]);
        Interval::between(self.parts[0].start(), last.end())
    }

    /// Time together, breaks left out.
    pub(crate) fn together(&self) -> Span {
        self.parts.iter().map(|part| part.span()).sum()
    }

    fn goes_on_with(&self, next: Interval, options: &EncounterOptions) -> bool {
        let end = self.interval().end();
        let pause = next.start() - end;
        let allowed = options.rejoin_shift.0 + options.drift_speed.metres_per_second() * pause.secs();
        let stayed = |track: &Track| {
            let places = (whereabouts::at(&track.fixes, end), whereabouts::at(&track.fixes, next.start()));
            matches!(places, (Some(before), Some(after)) if before.distance(after).0 <= allowed)
        };
        pause < options.rejoin_within && stayed(self.a) && stayed(self.b)
    }

    /// Whether the next meeting of the same hulls may be the same, as far as was heard.
    fn is_one_with(&self, next: &Self, options: &EncounterOptions) -> bool {
        let pause = Interval::between(self.interval().end(), next.interval().start());
        pause.span() < options.unheard_within && !self.was_heard_apart(pause, options)
    }

    /// Whether a fix of either hull lies out of reach of where the other, heard about then, was.
    fn was_heard_apart(&self, pause: Interval, options: &EncounterOptions) -> bool {
        let apart = |one: &Track, other: &Track| {
            let fixes = &one.fixes[one.fixes.partition_point(|fix| fix.time < pause.start())..];
            let during = fixes.iter().take_while(|fix| fix.time <= pause.end());
            during
                .filter_map(|fix| Some((fix.position, heard_at(other, fix.time, options)?)))
                .any(|(place, other)| place.distance(other).0 > options.leave.0)
        };
        apart(self.a, self.b) || apart(self.b, self.a)
    }
}

/// Where a hull was at a moment between two fixes close enough for straight and even motion.
fn heard_at(track: &Track, time: Timestamp, options: &EncounterOptions) -> Option<Position> {
    let (before, after) = whereabouts::around(&track.fixes, time)?;
    let is_heard =
        before.time <= time && time <= after.time && after.time - before.time <= options.linear_within;
    is_heard.then(|| whereabouts::between(before, after, time))
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
