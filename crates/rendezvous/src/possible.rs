//! Who could have met unheard: every two parties that had time for each other, and each that waited alone, with all that is known
//! of them.

use chart::Chart;
use model::{Event, Fleet, HullId, Interval, Metres};
use rstar::RTree;

use crate::crossing::{Indexed, index, indexed, silences_crossed, touching};
use crate::facts::{MeetingFact, MeetingFacts, MeetingKind};
use crate::hours_beside::hours_beside;
use crate::pair::{Partners, Party, Possible};
use crate::prism::{Prism, about};
use crate::rests::rests;
use crate::sea::{Sea, Took};
use crate::share::{Share, many};
use crate::silence::{Silence, silence, silences};
use crate::wait::{Wait, waits};
use crate::{DarkOptions, Options};

/// A meeting that nobody heard, if it was one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PossibleMeeting {
    /// Who may have met; the second is never heard where there is none.
    pub hulls: (HullId, Option<HullId>),
    /// When both could have been together, at most.
    pub when: Interval,
    /// Their waits and silences: each hides one meeting at most.
    pub parties: [Option<Party>; 2],
    /// What is known of the two.
    pub facts: MeetingFacts,
}

/// All meetings that `gaps` allow, probable or not, as [`crate::dark_rendezvous`] weighs them: for those who know which of them were.
pub fn possible_meetings(
    gaps: &[Event],
    others: &[Event],
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
    share: &impl Share,
) -> Vec<PossibleMeeting> {
    let all = |possible: &mut dyn Iterator<Item = Possible>, _: &Scene<'_>| {
        possible.map(PossibleMeeting::from).collect()
    };
    with_possible(gaps, others, fleet, chart, options, share, all).unwrap_or_default()
}

impl From<Possible> for PossibleMeeting {
    fn from(Possible { pair, facts }: Possible) -> Self {
        let mut parties = pair.parties().map(|(party, _)| party);
        let parties = [parties.next(), parties.next()];
        Self { hulls: pair.hulls, when: pair.when, parties, facts }
    }
}

/// Who may have had a meeting: the parties of [`Partners`], by their places.
pub(crate) struct Scene<'a> {
    pub(crate) sea: &'a Sea<'a>,
    pub(crate) waits: &'a [Wait<'a>],
    pub(crate) silences: &'a [Silence<'a>],
}

/// What `then` makes of all meetings that may have been, one after the other since they are many; `None` where nobody was heard.
pub(crate) fn with_possible<R>(
    gaps: &[Event],
    others: &[Event],
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
    share: &impl Share,
    then: impl FnOnce(&mut dyn Iterator<Item = Possible>, &Scene<'_>) -> R,
) -> Option<R> {
    let sea = Sea::new(fleet, others, chart, options)?;
    let rests = rests(others, &sea, share);
    let waits = waits(others, &rests, &sea);
    let mut silences = silences(gaps, &sea);
    let index = index(&silences, &options.dark);
    let waiting = index_of_waits(&waits, &options.dark);
    let beside = hours_beside(&waits, &waiting, fleet, &sea, share);
    let in_hours = with_hours(&mut silences, &beside, &sea);
    let long = &silences[..silences.len() - in_hours.len()];
    let of_gaps = waits_reached(&waits, &waiting, long, &sea, share);
    let of_hours = (long.len()..).zip(in_hours).filter_map(|(silence, wait)| {
        let partners = Partners::WaitingAndSilent(wait as u32, silence as u32);
        reached(&waits[wait], &silences[silence], partners, &sea)
    });
    let crossed = silences_crossed(long, &index, &sea, share);
    let mut possible = of_gaps.chain(of_hours).chain(waits_alone(&waits, &sea)).chain(crossed);
    Some(then(&mut possible, &Scene { sea: &sea, waits: &waits, silences: &silences }))
}

/// Puts the hours that may hide a meeting behind the gaps that may, and tells beside which wait each was.
fn with_hours<'a>(
    silences: &mut Vec<Silence<'a>>,
    beside: &'a [(usize, Event)],
    sea: &'a Sea<'a>,
) -> Vec<usize> {
    let hours = beside.iter().filter_map(|(wait, event)| Some((*wait, silence(event, sea)?)));
    let (waits, hours): (Vec<usize>, Vec<Silence<'a>>) = hours.unzip();
    silences.extend(hours);
    waits
}

/// Silences and the waits that they reach for long enough. Silence by silence: what the ways round land of one are is forgotten
/// among those of many.
fn waits_reached<'a>(
    waits: &'a [Wait<'a>],
    waiting: &'a RTree<Indexed>,
    silences: &'a [Silence<'a>],
    sea: &'a Sea<'a>,
    share: &'a impl Share,
) -> impl Iterator<Item = Possible> {
    many(share, silences.len(), move |at| {
        let silence = &silences[at];
        let near = touching(waiting, &silence.prism.boxes(sea.options.dark.slab)).into_iter();
        let reached = near.filter_map(|wait| {
            reached(&waits[wait], silence, Partners::WaitingAndSilent(wait as u32, at as u32), sea)
        });
        reached.collect()
    })
}

/// Where and when others wait, and whatever lay beside them.
fn index_of_waits(waits: &[Wait<'_>], options: &DarkOptions) -> RTree<Indexed> {
    let boxes = waits.iter().enumerate().flat_map(|(number, wait)| {
        let drift = wait.speed().metres_per_second() * options.beside_within.secs();
        let room = Metres(wait.room.0 + options.beside.0 + drift);
        indexed(number, about(wait.event.position, room, wait.time))
    });
    RTree::bulk_load(boxes.collect())
}

/// The meeting of a hull that waits with a silent one, unless they were heard together, or the one had company and the
/// other was never heard beside it.
fn reached(wait: &Wait<'_>, silence: &Silence<'_>, partners: Partners, sea: &Sea<'_>) -> Option<Possible> {
    let (event, prism) = (wait.event, &silence.prism);
    let hulls = [event.parties.a, prism.hull];
    let was_beside = was_beside(wait, prism, sea);
    let may_have_met =
        (was_beside || !wait.is_accompanied) && sea.are_two(hulls) && !wait.company.contains(&prism.hull);
    if !may_have_met {
        return None;
    }
    let visit = wait.visit(prism, sea).filter(|visit| visit.span() >= sea.options.dark.at_least)?;
    let place = wait.place(visit.middle());
    let beside = if was_beside { sea.options.dark.was_beside } else { 1.0 };
    let agreement = prism.agreement(place, prism.legs(place)?, &sea.options.dark);
    let took = [Took::waiting(hulls[0]), Took::silent(hulls[1])];
    let courses = prism.courses(place, &sea.options.dark.course);
    let flags = if prism.is_open() { 1.0 } else { sea.flags_at(hulls, place) };
    let facts = MeetingFacts::of(MeetingKind::WaitingAndSilent)
        .with(MeetingFact::Beside, beside)
        .with(MeetingFact::Courses, courses)
        .with(MeetingFact::Stay, agreement / courses)
        .with(MeetingFact::Silence, silence.likelihood)
        .with(MeetingFact::Trades, sea.trades(hulls))
        .with(MeetingFact::Cargo, sea.cargo(&took, wait.time))
        .with(MeetingFact::Flags, flags)
        .with(MeetingFact::Sizes, sea.sizes(&hulls));
    let hulls = (hulls[0], Some(hulls[1]));
    Some(Possible::of(partners, hulls, visit, wait.occasion.told(facts), &sea.options.meetings))
}

/// Whether a silent hull was last or next heard beside one that waits, or where that can have drifted to in the few hours before it was
/// heard waiting, or since.
fn was_beside(wait: &Wait<'_>, prism: &Prism<'_>, sea: &Sea<'_>) -> bool {
    let options = &sea.options.dark;
    prism.ends().any(|(place, time)| {
        wait.time.contains(time)
            && wait.unheard(time) <= options.beside_within
            && wait.place(time).distance(place).0 <= options.beside.0 + wait.astray(time).0
    })
}

/// Waits without company, with somebody who has no transceiver on at all.
fn waits_alone(waits: &[Wait<'_>], sea: &Sea<'_>) -> impl Iterator<Item = Possible> {
    let lone = waits.iter().enumerate().filter(|(_, wait)| !wait.is_accompanied);
    lone.map(|(at, wait)| {
        let hull = wait.event.parties.a;
        let facts = MeetingFacts::of(MeetingKind::NeverHeard)
            .with(MeetingFact::Trades, sea.trade(hull))
            .with(MeetingFact::Cargo, sea.cargo(&[Took::waiting(hull)], wait.time))
            .with(MeetingFact::Sizes, sea.sizes(&[hull]));
        let (partners, facts) = (Partners::WaitingAlone(at as u32), wait.occasion.told(facts));
        Possible::of(partners, (hull, None), wait.time, facts, &sea.options.meetings)
    })
}
