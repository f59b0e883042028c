//! Which list an incident belongs to, if any: is a link to the DPRK shown, or deliberate concealment, or neither?
//!
//! A link is shown by any of
//! - a listed ship, or a credible one of MID 445, among those that met, waited, called or fell silent (L1);
//! - a call at a DPRK port (P1, P2 and calls by any other hull, but for a port whose trade is exempt, where P2 alone counts), or a
//!   DPRK tanker at a Russian terminal (P3);
//! - a meeting or a wait inside waters of the DPRK (G2 and meetings too short for it);
//! - a silence that began towards the line off Nampo (D3) and ended with the archive or leaves time for Nampo (if it is shorter than
//!   voyages on record, one that was plainly its own), or one that leaves time for it (D2), was plainly its own and began or ended
//!   in, or goes with a meeting in, an area of transfers on record for that time;
//! - an unseen partner in such an area offshore: a possible dark rendezvous, or waiting alone, of a tanker or
//!   dry cargo ship, beside a silence that was plainly its own (D1) or a draught changed with no port in reach (V4), or a
//!   dark rendezvous more probable than not.
//!
//! Outside the Korean theatre (a box, and every charted area) the first alone counts. Ships under the DPRK's flag that
//! only wait in its waters or off other ports, call at ports and are not heard for a while are coastal trade and no lead.
//!
//! Concealment is shown by a silence that was plainly a hull's own (D1), a change or sharing of number or name, a false flag
//! or false positions (I2 to I5, I11), waiting alone with a draught changed or after cargo was taken at sea (V2), or a dark rendezvous offshore more
//! probable than not. Without either a meeting of two ships that hide nothing is mostly bunkering, and a lead only where all
//! that was seen together makes it probable enough ([`crate::Weights::unshown_from`]).

use chart::AreaCargo;
use model::{Event, EventKind, Finding, Gap, HullId, List, PortVisit, Position, Reason, Span, Timestamp};

use crate::Indicator::{self, D1, D2, D3, G2, I2, I3, I4, I5, I11, L1, P1, P2, P3, V2, V4};
use crate::candidate::{has_visible_partner, is_at_home};
use crate::craft::Trade;
use crate::evidence::gap::is_switch_off;
use crate::evidence::voyage::draught_change;
use crate::evidence::{self, Seen, has};
use crate::ground::{Ground, Sign};
use crate::link::is_dprk;
use crate::odds;
use crate::silence::{is_nampo_run, is_plain, is_supply_run, reaches_nampo};
use crate::subject::Subject;
use crate::world::{World, parties, widened};

/// The list that an incident of a score belongs to; `None` where nothing makes it a lead.
pub(crate) fn list(subject: Subject<'_>, seen: &[Seen], score: f64) -> Option<List> {
    match () {
        () if is_coastal_trade(subject, seen) => None,
        () if links(subject, seen).next().is_some() => Some(List::Dprk),
        () if reasons_to_look(subject, seen, score).next().is_some() => Some(List::Evasive),
        () => None,
    }
}

/// Why an incident stands on its list: every link of its ships, and of each other rule that held the first thing that it held for, in the
/// order of the rules.
pub(crate) fn grounds(list: List, subject: Subject<'_>, seen: &[Seen], score: f64) -> Vec<Reason> {
    let words = |ground: Ground<'_>| ground.words(subject.world.weights.place.offshore_nmi);
    match list {
        List::Dprk => links(subject, seen).map(words).collect(),
        List::Evasive => reasons_to_look(subject, seen, score).map(words).collect(),
    }
}

/// Whether anything but a listed ship or one under the DPRK's flag links an incident to the DPRK.
pub(crate) fn is_tied_otherwise(subject: Subject<'_>, seen: &[Seen]) -> bool {
    links(subject, seen).any(|ground| !matches!(ground, Ground::Link(..)))
}

/// What links an incident to the DPRK.
fn links<'a>(subject: Subject<'a>, seen: &'a [Seen]) -> impl Iterator<Item = Ground<'a>> {
    let by_place = subject.world.in_theatre(subject.deciding().position).then(|| {
        facts(&[P1, P2, P3, G2], seen)
            .chain(asked(move || call(subject, seen)))
            .chain(asked(move || stop_in_dprk_waters(subject, seen)))
            .chain(asked(move || nampo_run(subject, seen)))
            .chain(asked(move || unseen_partner(subject, seen)))
    });
    let own = if has(seen, L1) { evidence::link::links(subject) } else { Vec::new() };
    let own = own.into_iter().map(move |link| Ground::Link(link, subject));
    own.chain(by_place.into_iter().flatten())
}

/// A rule that is asked only when those before it did not decide.
fn asked<'a>(rule: impl FnOnce() -> Option<Ground<'a>>) -> impl Iterator<Item = Ground<'a>> {
    std::iter::once_with(rule).flatten()
}

/// What puts an incident on the evasive list.
fn reasons_to_look<'a>(
    subject: Subject<'a>,
    seen: &'a [Seen],
    score: f64,
) -> impl Iterator<Item = Ground<'a>> {
    let mut concealed = concealments(subject, seen).peekable();
    let from = subject.world.weights.unshown_from;
    let is_probable = concealed.peek().is_none() && odds::to_probability(score) >= from;
    concealed.chain(is_probable.then_some(Ground::AllTogether(from)))
}

/// Those of these indicators that were seen.
fn facts<'a>(wanted: &'static [Indicator], seen: &'a [Seen]) -> impl Iterator<Item = Ground<'a>> {
    let present =
        |indicator: &Indicator| seen.iter().find(|one| one.indicator == *indicator && one.is_present());
    wanted.iter().filter_map(present).map(Ground::Fact)
}

/// Whether a fact that places an incident tells an event already.
fn is_told(event: &Event, seen: &[Seen]) -> bool {
    let places = |one: &&Seen| one.is_present() && [P1, P2, P3, G2].contains(&one.indicator);
    let cites = |one: &Seen| event.cites.iter().all(|cite| one.cites.contains(cite));
    !event.cites.is_empty() && seen.iter().filter(places).any(cites)
}

fn call<'a>(subject: Subject<'a>, seen: &[Seen]) -> Option<Ground<'a>> {
    let counts =
        |event: &Event, visit: &PortVisit| is_sanctioned(visit, subject.world) && !is_told(event, seen);
    let mut calls = subject.calls().filter(|(event, visit)| counts(event, visit));
    calls.next().map(|(event, visit)| Ground::Call(event, visit))
}

/// A port of the DPRK whose trade no resolution exempts.
pub(crate) fn is_sanctioned(visit: &PortVisit, world: &World<'_>) -> bool {
    visit.country == "KP" && !world.weights.port.exempt_ports.contains(&visit.port)
}

fn stop_in_dprk_waters<'a>(subject: Subject<'a>, seen: &[Seen]) -> Option<Ground<'a>> {
    let inside = |event: &&Event| subject.world.in_dprk_waters(event.position) && !is_told(event, seen);
    subject.contacts().find(inside).map(Ground::InDprkWaters)
}

fn nampo_run<'a>(subject: Subject<'a>, seen: &[Seen]) -> Option<Ground<'a>> {
    let world = subject.world;
    subject.gaps().find_map(|(event, gap)| {
        let reaches = || reaches_nampo(event, gap, world) == Some(true);
        let hidden = || is_plain(gap, world) && is_hot_somewhere(event, gap, subject);
        match () {
            () if has(seen, D3) && is_nampo_run(event, gap, world) => Some(Ground::NampoRun(event)),
            () if has(seen, D2) && reaches() && hidden() => Some(Ground::HiddenNampo(event)),
            () => None,
        }
    })
}

/// Whether a silence began or ended in an area of transfers on record for that time, or goes with a meeting or a wait of its hull in one.
fn is_hot_somewhere(event: &Event, gap: &Gap, subject: Subject<'_>) -> bool {
    let mut ends = [Some(event.position), gap.reappeared].into_iter().flatten();
    let mut own = subject.contacts().filter(|contact| is_of_one(event, contact, subject));
    ends.any(|at| is_hot(at, event.start, subject))
        || own.any(|contact| is_hot(contact.position, contact.start, subject))
}

fn is_hot(at: Position, time: Timestamp, subject: Subject<'_>) -> bool {
    subject.world.hot_spot(at, time).is_some()
}

fn unseen_partner<'a>(subject: Subject<'a>, seen: &[Seen]) -> Option<Ground<'a>> {
    let silent = |event: &Event| if has(seen, D1) { silent_near(event, subject) } else { None };
    let sign = |event: &Event| match silent(event) {
        Some(hull) => Some(Sign::Silence(hull)),
        None if has(seen, V4) && has_draught_change_near(event, subject) => Some(Sign::Draught),
        None if is_probable(event) => Some(Sign::Courses),
        None => None,
    };
    subject.contacts().find_map(|event| {
        let area = area_of_unseen(event, subject)?;
        sign(event).map(|told_by| Ground::UnseenPartner { event, area, told_by })
    })
}

/// The area of transfers on record, offshore, where a ship that carries what the area is known for waited, with nobody in sight, or may
/// have met unseen.
fn area_of_unseen<'a>(event: &Event, subject: Subject<'a>) -> Option<&'a str> {
    let unseen = match event.kind() {
        EventKind::DarkRendezvous => true,
        EventKind::Loitering => !has_visible_partner(event, subject.world),
        _ => false,
    };
    let at_sea = unseen && subject.world.is_offshore(event) == Some(true);
    let area = subject.world.hot_spot(event.position, event.start).filter(|_| at_sea)?;
    carries(event, area.cargo, subject).then_some(area.name.as_str())
}

/// An unseen meeting more probable than not, by courses or by all that is known.
fn is_probable(event: &Event) -> bool {
    matches!(&event.finding, Finding::DarkRendezvous(meeting)
        if meeting.probability.max(meeting.probability_by_courses) >= 0.5)
}

/// The hull of a meeting or a wait that was plainly silent of itself near it.
fn silent_near(event: &Event, subject: Subject<'_>) -> Option<HullId> {
    let near = widened(subject.world.interval(event), BESIDE);
    let mut silences = subject.gaps().filter(|(silence, gap)| {
        is_plain(gap, subject.world)
            && is_switch_off(silence, gap, subject)
            && is_of_one(silence, event, subject)
            && subject.world.interval(silence).overlap(near).is_some()
    });
    silences.next().map(|(silence, _)| silence.parties.a)
}

/// Whether a silence or a new draught is one of a hull of an event, by whatever number it went.
fn is_of_one(told: &Event, event: &Event, subject: Subject<'_>) -> bool {
    parties(event).any(|hull| is_own(told, hull, subject))
}

/// Whether an event is one of a hull, by whatever number it went.
fn is_own(event: &Event, hull: HullId, subject: Subject<'_>) -> bool {
    event.parties.a == hull || subject.are_one_hull(event.parties.a, hull)
}

/// Whether a draught of a hull of an event, such as ships of its length lie at, changed near it with no port in reach.
fn has_draught_change_near(event: &Event, subject: Subject<'_>) -> bool {
    let near = widened(subject.world.interval(event), BESIDE);
    draught_change(subject).is_some_and(|(told, change)| {
        !change.call_possible
            && !subject.world.is_too_deep(told, change)
            && is_of_one(told, event, subject)
            && subject.world.interval(told).overlap(near).is_some()
    })
}

/// A silence or a new draught belongs to a wait if it begins or ends this near to it (design: a day's run).
const BESIDE: Span = Span::from_hours(24);

/// Whether a hull of the event can carry what the area is known for.
fn carries(event: &Event, cargo: AreaCargo, subject: Subject<'_>) -> bool {
    parties(event).map(|hull| subject.world.craft(hull).trade).any(|trade| match cargo {
        AreaCargo::Oil => trade == Trade::Tanker,
        AreaCargo::Coal => trade == Trade::Dry,
        AreaCargo::Mixed | AreaCargo::Transit => matches!(trade, Trade::Tanker | Trade::Dry),
    })
}

/// Ships under the DPRK's flag that wait in its waters or off a coast, call at ports without a coal or supply voyage, and fall
/// silent where they live or where reception leaves doubt.
fn is_coastal_trade(subject: Subject<'_>, seen: &[Seen]) -> bool {
    let own = subject.hulls().all(|hull| is_dprk(hull.mmsi));
    own && !has(seen, P2) && !has(seen, P3) && subject.seeds().all(|event| is_coastal(event, subject))
}

fn is_coastal(event: &Event, subject: Subject<'_>) -> bool {
    match &event.finding {
        Finding::PortVisit(_) => true,
        Finding::Gap(gap) => !hides_more_than_home(event, gap, subject.world),
        Finding::Loitering(_) => is_at_home(event, subject.world) || is_wait_off_port(event, subject),
        _ => is_at_home(event, subject.world),
    }
}

/// A silence that was plainly the hull's own and began away from home or from which it came with dry cargo, one that leaves time for
/// where the DPRK's tankers load, or one in which false positions were received.
fn hides_more_than_home(event: &Event, gap: &Gap, world: &World<'_>) -> bool {
    let away = || !world.in_dprk_home_waters(event.position);
    is_plain(gap, world) && (away() || came_with_dry_cargo(event, world))
        || is_supply_run(event, gap, world)
        || world.hides_behind_false_positions(event)
}

/// Whether a hull that is no tanker told a deeper draught after a silence than before it: nearly all that the DPRK could sell abroad is
/// banned.
fn came_with_dry_cargo(silence: &Event, world: &World<'_>) -> bool {
    let hull = silence.parties.a;
    let meanwhile = world.around(hull, world.interval(silence)).map(|at| world.event(at));
    let mut changes = meanwhile.filter_map(|other| world.believed_draught(other));
    world.craft(hull).trade != Trade::Tanker && changes.any(|change| change.after.0 > change.before.0)
}

/// A wait near a coast, out of areas known for what the hull carries, after which it tells no other draught.
fn is_wait_off_port(event: &Event, subject: Subject<'_>) -> bool {
    let known = || subject.world.hot_spot(event.position, event.start);
    subject.world.is_offshore(event) == Some(false)
        && !known().is_some_and(|area| carries(event, area.cargo, subject))
        && !has_draught_change_near(event, subject)
}

/// What shows that something was concealed.
fn concealments<'a>(subject: Subject<'a>, seen: &'a [Seen]) -> impl Iterator<Item = Ground<'a>> {
    let world = subject.world;
    let is_told = |event: &Event, gap: &Gap| has(seen, D1) && is_switch_off(event, gap, subject);
    let shows =
        |event: &Event, gap: &Gap| is_told(event, gap) || reaches_nampo(event, gap, world) == Some(true);
    let mut plain = subject.gaps().filter(|(event, gap)| is_plain(gap, world) && shows(event, gap));
    let off_the_air = plain.find_map(|(event, gap)| Some(Ground::OffTheAir(event, gap.p_intentional?)));
    let mut contacts = subject.contacts();
    let shown = contacts.find_map(|event| match event.kind() {
        EventKind::Loitering if has_draught_change_near(event, subject) => {
            Some(Ground::DeeperOrLighter(event))
        }
        EventKind::DarkRendezvous if is_probable(event) && subject.world.is_offshore(event) == Some(true) => {
            Some(Ground::ProbableMeeting(event))
        }
        _ => None,
    });
    facts(&[V2, I2, I3, I4, I5, I11], seen).chain(off_the_air).chain(shown)
}
