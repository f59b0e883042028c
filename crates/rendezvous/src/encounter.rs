//! Encounters: contacts of a pair put together.

use chart::Chart;
use model::{Event, Finding, Interval, Span, Track};

use crate::approach::Approach;
use crate::arrival::with_unheard_ends;
use crate::beside::Neighbours;
use crate::company::stays;
use crate::contact::join;
use crate::known::known;
use crate::legs::LegPairs;
use crate::meeting::{Meeting, Part, joined};
use crate::plane::Run;
use crate::profile::fits;
use crate::sailed::sailed;
use crate::share::{Share, many};
use crate::{
    Contact, EncounterOptions, OneThread, Options, Ships, contacts, count_neighbours, measure, sort,
};

/// All encounters of a fleet, in the order of [`crate::sort`].
pub fn encounters<'a>(ships: impl Into<Ships<'a>>, chart: &Chart, options: &Options) -> Vec<Event> {
    let ships = ships.into();
    let mut events = merge(contacts(ships.tracks, options), ships, chart, options, &OneThread);
    count_neighbours(&mut events, ships.tracks, options);
    events
}

/// Puts the contacts of all slabs, in any order, together to encounters, in the order of [`crate::sort`].
///
/// An encounter runs from the first moment within the enter distance to the last within the leave distance. Contacts
/// a short break apart whose ends agree are one encounter; two encounters of a pair a longer break apart are one if the
/// hulls were never heard apart in between. The break itself counts for nothing. [`model::Surroundings::others_near`] is left to
/// [`crate::count_neighbours`]. Pair by pair, and shared among threads.
pub fn merge<'a>(
    contacts: Vec<Contact>,
    ships: impl Into<Ships<'a>>,
    chart: &Chart,
    options: &Options,
    share: &impl Share,
) -> Vec<Event> {
    let ships = ships.into();
    let contacts = join(contacts);
    let neighbours = Neighbours::of(&contacts, ships.tracks);
    let of_pair = |contacts: &[Contact]| {
        let mut events = told(contacts, ships, chart, options);
        let company =
            |event| name_company(event, &contacts[0], ships.tracks, &neighbours, &options.encounter);
        events.iter_mut().for_each(company);
        events
    };
    let pairs: Vec<&[Contact]> = contacts.chunk_by(|one, next| (one.a, one.b) == (next.a, next.b)).collect();
    let mut events: Vec<Event> = many(share, pairs.len(), |at| of_pair(pairs[at])).collect();
    sort(&mut events);
    events
}

/// The encounters of a pair.
fn told(contacts: &[Contact], ships: Ships<'_>, chart: &Chart, options: &Options) -> Vec<Event> {
    meetings(contacts, ships.tracks, &options.encounter)
        .into_iter()
        .map(|meeting| (meeting.is_tied, measure::event(&meeting, ships, chart, options)))
        .filter(|(is_tied, event)| *is_tied || is_near(event, &options.encounter))
        .map(|(_, event)| event)
        .filter(|event| fits(event, &options.encounter))
        .collect()
}

/// Says who else lay beside the two of an encounter, and whether they came or went together.
fn name_company(
    event: &mut Event,
    contact: &Contact,
    tracks: &[Track],
    neighbours: &Neighbours<'_>,
    options: &EncounterOptions,
) {
    let (when, pair) = (event.interval(), [contact.a, contact.b]);
    if let Finding::Encounter(met) = &mut event.finding {
        met.beside = Some(neighbours.beside(pair, when, options));
        met.sailed = Some(sailed(pair.map(|number| &tracks[number as usize]), when, options));
    }
}

/// The meetings of one pair that last long enough, from its contacts by time.
pub(crate) fn meetings<'a>(
    contacts: &[Contact],
    tracks: &'a [Track],
    options: &EncounterOptions,
) -> Vec<Meeting<'a>> {
    let Some((a, b)) = contacts.first().map(|contact| pair(contact, tracks)) else { return Vec::new() };
    let entered = contacts.iter().filter_map(|contact| entered(contact, a, b, options));
    let entered: Vec<Interval> = entered.map(|contact| known(contact, [a, b], options)).collect();
    let longer = entered.iter().filter_map(|contact| with_unheard_ends(*contact, [a, b], options));
    let within: Vec<Interval> = contacts.iter().map(|contact| contact.within).collect();
    let mut meetings: Vec<Meeting<'a>> = Vec::new();
    let stays = stays(a, b, &within, options);
    let seen = entered.iter().copied().map(Part::contact);
    let parts = seen.chain(longer.map(Part::bridged)).chain(stays.into_iter().map(Part::stay));
    for part in joined(parts) {
        match meetings.last_mut().filter(|open| open.goes_on_with(part.when, options)) {
            Some(open) => open.append(part),
            None => meetings.push(Meeting::of(a, b, part)),
        }
    }
    meetings.retain(|meeting| meeting.together() >= options.at_least && meeting.was_heard());
    meetings.dedup_by(|next, open| {
        let is_one = open.is_one_with(next, options);
        if is_one {
            open.absorb(next);
        }
        is_one
    });
    meetings
}

/// The hulls of a contact, the lower number first.
fn pair<'a>(contact: &Contact, tracks: &'a [Track]) -> (&'a Track, &'a Track) {
    let (one, other) = (&tracks[contact.a as usize], &tracks[contact.b as usize]);
    if one.hull < other.hull { (one, other) } else { (other, one) }
}

/// A contact from the moment on from which the hulls stay within the enter distance for long enough; `None` if they
/// never do, as ships do that lie farther apart and are set closer by errors of position alone.
fn entered(contact: &Contact, a: &Track, b: &Track, options: &EncounterOptions) -> Option<Interval> {
    let from = Interval::between(contact.close?, contact.within.end());
    let close = LegPairs::of(a, b, from).filter_map(|(a, b, run)| {
        Approach::of(&a, &b)?.within(options.enter).and_then(|close| close.overlap(run))
    });
    let mut open: Option<Run> = None;
    for close in close {
        let stay = open.filter(|open| close.from_ms <= open.to_ms);
        let stay = stay.map_or(close, |open| Run { to_ms: close.to_ms, ..open });
        if stay.span_ms() >= options.enter_for.ms() {
            let start = from.start().saturating_add(Span::from_ms(stay.from_ms - from.start().ms()));
            return Some(Interval::between(start, from.end()));
        }
        open = Some(stay);
    }
    None
}

/// Whether what tells of two hulls together that were never heard side by side is more than a line through silences that passes by.
fn is_near(event: &Event, options: &EncounterOptions) -> bool {
    let Finding::Encounter(met) = &event.finding else { return false };
    let alongside = met.min_distance <= options.alongside && met.observed >= options.alongside_at_least;
    alongside || met.observed >= options.observed_at_least || met.median_distance <= options.bridged_reach
}
