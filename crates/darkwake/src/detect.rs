//! Finds the events of a fleet: each part of the rendezvous stage over tracks or slabs of time, in parallel.

use chart::Chart;
use model::{Contact, Event, Fleet, Reach, Reception, Track};
use rayon::prelude::*;
use rendezvous as find;

use crate::Options;

/// What ships did as far as they were heard, each part for itself.
#[derive(Default)]
pub(crate) struct Heard {
    reaches: Vec<Reach>,
    contacts: Vec<Event>,
    visits: Vec<Event>,
    silences: Vec<Event>,
    waits: Vec<Event>,
    meetings: Vec<Event>,
    identities: Vec<Event>,
}

/// Everything that can be told without asking who may have met unheard; `identities` are what [`identities`] finds.
pub(crate) fn heard(
    fleet: &Fleet,
    identities: Vec<Event>,
    reception: &Reception,
    chart: &Chart,
    options: &Options,
) -> Heard {
    let Some(end) = find::archive_end(fleet) else { return Heard::default() };
    let thresholds = &options.rendezvous;
    let near = joined(&fleet.tracks, thresholds);
    let (reaches, mut contacts) = contacts(&near, fleet, chart, thresholds);
    let mut meetings = find::merge(near, fleet, chart, thresholds, &AllThreads);
    let identities = surrounded(identities, chart, thresholds);
    let mut silences = of_each(fleet, |track| find::gaps(track, end, reception, chart, thresholds));
    find::name_handovers(&mut silences, &identities);
    silences = find::end_at_exchanges(silences, fleet, thresholds.gap.at_least);
    let on_land = |at| chart.on_land(at);
    track::judge_silences(&mut silences, fleet, reception, on_land, &options.silence_weights);
    let mut waits = of_each(fleet, |track| find::loitering(track, chart, thresholds));
    let visits = of_each(fleet, |track| find::port_visits(track, chart, thresholds));
    count_neighbours([&mut contacts, &mut meetings, &mut silences, &mut waits], &fleet.tracks, thresholds);
    Heard { reaches, contacts, visits, silences, waits, meetings, identities }
}

impl Heard {
    /// How near ships were to each other, by pair, stay and reach: they are many, and no later stage asks for them.
    pub(crate) fn take_contacts(&mut self) -> impl Iterator<Item = Contact> + use<> {
        let (reaches, contacts) = (std::mem::take(&mut self.reaches), std::mem::take(&mut self.contacts));
        reaches.into_iter().zip(contacts).map(|(reach, event)| Contact { reach, event })
    }

    /// Everything that ships did, alone and together, heard or not; sorted.
    pub(crate) fn with_unheard(self, fleet: &Fleet, chart: &Chart, options: &Options) -> Vec<Event> {
        let thresholds = &options.rendezvous;
        let Self { visits, silences, waits, meetings, identities, .. } = self;
        let silent = visits.len()..visits.len() + silences.len();
        let mut events = one_after_the_other([visits, silences, waits, meetings]);
        let draughts = draught_changes(fleet, &events, chart, thresholds);
        events = one_after_the_other([events, draughts, identities]);
        let (silences, others) = (&events[silent.clone()], &events[silent.end..]);
        let unheard = find::dark_rendezvous(silences, others, fleet, chart, thresholds, &AllThreads);
        events = one_after_the_other([events, unheard]);
        find::sort(&mut events);
        events
    }
}

/// Work shared among all threads.
pub(crate) struct AllThreads;

impl find::Share for AllThreads {
    fn each<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        (0..count).into_par_iter().map(work).collect()
    }
}

/// Some events in one list that has room for no more: a year has millions.
fn one_after_the_other<const N: usize>(parts: [Vec<Event>; N]) -> Vec<Event> {
    let all = parts.iter().map(Vec::len).sum::<usize>();
    let mut parts = parts.into_iter();
    let mut events = parts.next().unwrap_or_default();
    events.reserve_exact(all - events.len());
    parts.for_each(|mut part| events.append(&mut part));
    events
}

/// When two hulls lay within reach, by pair and time.
fn joined(tracks: &[Track], options: &find::Options) -> Vec<find::Contact> {
    let mut contacts: Vec<find::Contact> = Vec::new();
    for spell in find::spells(tracks, FIXES_AT_ONCE, options) {
        let motion = still_motion(tracks, spell, options);
        let slabs = motion.slabs();
        contacts.par_extend(slabs.par_iter().flat_map_iter(|slab| find::contacts_in(slab, options)));
    }
    find::join(contacts)
}

/// The same within each reach that is stored, measured, but for the neighbours; those of hulls under way, if they are asked for,
/// come last of their pair.
fn contacts(
    near: &[find::Contact],
    fleet: &Fleet,
    chart: &Chart,
    options: &find::Options,
) -> (Vec<Reach>, Vec<Event>) {
    let reached = |contact| find::reached(contact, fleet, chart, options);
    let still = near.par_iter().flat_map_iter(reached);
    let Some((joined_by, under_way)) = options.of_under_way() else {
        return still.map(|contact| (contact.reach, contact.event)).unzip();
    };
    let mut contacts: Vec<Contact> = still.collect();
    let sailing = joined(&fleet.tracks, &joined_by);
    let abreast = |contact| find::abreast(contact, fleet, chart, &joined_by, &under_way);
    contacts.par_extend(sailing.par_iter().flat_map_iter(abreast));
    contacts.sort_by_key(|contact| (contact.event.parties.a, contact.event.parties.b));
    contacts.into_iter().map(|contact| (contact.reach, contact.event)).unzip()
}

/// Who was near each event.
fn count_neighbours(events: [&mut Vec<Event>; 4], tracks: &[Track], options: &find::Options) {
    /// The squares about them take some 70 MB.
    const EVENTS_AT_ONCE: usize = 20_000;
    let mut events: Vec<&mut Event> = events.into_iter().flatten().collect();
    events.sort_by_key(|event| find::counted_at(event));
    events.chunks_mut(EVENTS_AT_ONCE).for_each(|events| count_neighbours_of(events, tracks, options));
}

/// Who was near each of some events that are near each other in time.
fn count_neighbours_of(events: &mut [&mut Event], tracks: &[Track], options: &find::Options) {
    /// Each part has counts of its own.
    const PARTS: usize = 32;
    const TRACKS: usize = 256;
    let neighbourhoods = find::Neighbourhoods::of(events.iter().map(|event| &**event), options);
    let parts = tracks.par_chunks(TRACKS.max(tracks.len() / PARTS)).map(|part| neighbourhoods.seen(part));
    let seen = parts.reduce_with(|seen, other| seen.with(&other));
    if let Some(seen) = seen {
        neighbourhoods.tell(&seen, events.iter_mut().map(|event| &mut **event), tracks);
    }
}

/// What a spell of motion is taken from: some 100 MB of it, and slabs for all threads.
const FIXES_AT_ONCE: usize = 4_000_000;

fn still_motion(tracks: &[Track], spell: find::Spell, options: &find::Options) -> find::StillMotion {
    const TRACKS: usize = 256;
    let part = |(part, tracks): (usize, &[Track])| {
        let mut motion = find::StillMotion::in_spell(spell, options);
        motion.add_tracks(tracks, (part * TRACKS) as u32);
        motion
    };
    let parts: Vec<find::StillMotion> = tracks.par_chunks(TRACKS).enumerate().map(part).collect();
    let mut motion = find::StillMotion::in_spell(spell, options);
    parts.into_iter().for_each(|part| motion.append(part));
    motion
}

fn of_each(fleet: &Fleet, find: impl Fn(&Track) -> Vec<Event> + Send + Sync) -> Vec<Event> {
    fleet.tracks.par_iter().flat_map_iter(find).collect()
}

fn draught_changes(fleet: &Fleet, occasions: &[Event], chart: &Chart, options: &find::Options) -> Vec<Event> {
    let of_vessel = |vessel: &model::Vessel| {
        find::draught_changes(vessel, fleet.track(vessel.hull), occasions, chart, options)
    };
    fleet.vessels.par_iter().flat_map_iter(of_vessel).collect()
}

/// Numbers that changed or are shared, and positions that are false; what lies around is not known yet.
pub(crate) fn identities(fleet: &Fleet, swaps: &[track::Swap], options: &Options) -> Vec<Event> {
    let mut events = track::identity_changes(fleet, swaps, &options.identity_change);
    events.extend(track::shared_identities(fleet, swaps));
    events.extend(track::spoofing(fleet, &options.track.false_position));
    events
}

fn surrounded(mut events: Vec<Event>, chart: &Chart, options: &find::Options) -> Vec<Event> {
    for event in &mut events {
        event.surroundings = find::surroundings(event.position, chart, options);
    }
    events
}
