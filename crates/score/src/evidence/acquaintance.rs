//! What ships bring along of those that they met at other times: one that is listed or under the DPRK's flag, by themselves (L2) or over
//! another (L3). That says less the more ships each of them met in those days ([`crate::degree`]); neighbours in roads are none that it met.

use model::{Event, EventKind, HullId, Interval, Span};

use super::Seen;
use super::link::words;
use crate::Indicator::{L2, L3};
use crate::degree::Degree;
use crate::link::Link;
use crate::standing::Standing;
use crate::subject::{Subject, day};
use crate::world::partner;

/// Of a lead in which a linked ship itself takes part, that counts.
pub(super) fn look(subject: Subject<'_>, takes_part: bool) -> Vec<Seen> {
    if takes_part {
        return vec![Seen::unknown(L2, "a ship with a link takes part itself and counts as such")];
    }
    std::iter::once(met_before(subject)).chain(over_another(subject)).collect()
}

/// A meeting of a hull with one that has a link, and what the hull passes on of it.
struct Acquaintance<'a> {
    hull: HullId,
    meeting: &'a Event,
    link: &'a Link<'a>,
    degree: Degree,
    share: f64,
}

impl<'a> Acquaintance<'a> {
    /// Of a meeting with a linked ship; of the days around it and around a span those count in which the hull met more.
    fn of(hull: HullId, meeting: &'a Event, around: Interval, subject: Subject<'a>) -> Option<Self> {
        let (world, limits) = (subject.world, &subject.world.weights.link);
        let link = world.link(partner(meeting, hull)?)?;
        let degree = degree(hull, [world.interval(meeting), around], subject);
        let share = link.share(world.weights, subject.deciding().start) * degree.weight(limits.free_partners);
        Some(Self { hull, meeting, link, degree, share })
    }

    fn words(&self, subject: Subject<'_>) -> String {
        format!(
            "near another on {}, {}: {}",
            day(self.meeting.start),
            self.degree.words(subject.world),
            words(self.link, self.meeting, subject)
        )
    }
}

fn degree(hull: HullId, spans: [Interval; 2], subject: Subject<'_>) -> Degree {
    let [one, other] = spans.map(|span| subject.world.degree(hull, span));
    one.max(other)
}

/// Of several the one that says more, of equals the later.
fn strongest<'a, T>(known: impl Iterator<Item = T>, met: impl Fn(&T) -> &Acquaintance<'a>) -> Option<T> {
    known.max_by(|a, b| {
        let (a, b) = (met(a), met(b));
        a.share.total_cmp(&b.share).then(a.meeting.start.cmp(&b.meeting.start)).then(b.hull.cmp(&a.hull))
    })
}

/// L2: an encounter of a hull of the deciding event, under any of its numbers, with a linked ship before the incident. That none was
/// heard counts by how much of the months before the ships were heard.
fn met_before(subject: Subject<'_>) -> Seen {
    let earlier = months_before(subject);
    let numbers = subject.hulls().flat_map(|hull| numbers(hull, subject).map(move |number| (hull, number)));
    let known = numbers.flat_map(|(hull, number)| {
        let met = subject.world.meetings(number, earlier, Span::ZERO, Standing::Seed);
        let before = met.filter(move |event| earlier.contains(event.start) && !is_leg(event, subject));
        let known =
            before.filter_map(move |event| Acquaintance::of(number, event, subject.interval(), subject));
        known.map(move |met| Acquaintance { share: met.share * subject.certainty(hull), ..met })
    });
    match strongest(known, |met| met) {
        Some(met) => {
            let text = format!("a vessel broadcasting MMSI {} was {}", met.hull, met.words(subject));
            Seen::present(L2, text, &met.meeting.cites).at_share(met.share)
        }
        None => met_none(earlier, subject),
    }
}

fn numbers(hull: HullId, subject: Subject<'_>) -> impl Iterator<Item = HullId> {
    std::iter::once(hull).chain(subject.other_numbers(hull))
}

fn months_before(subject: Subject<'_>) -> Interval {
    let days = subject.world.weights.link.prior_months * 30.0;
    let start = subject.deciding().start;
    Interval::between(start.saturating_add(Span::from_secs_f64(-days * 86_400.0)), start)
}

fn is_leg(event: &Event, subject: Subject<'_>) -> bool {
    subject.legs().any(|leg| std::ptr::eq(leg, event))
}

/// L2 where no such meeting was heard: of the ship that was heard for the shortest time.
fn met_none(earlier: Interval, subject: Subject<'_>) -> Seen {
    let sure = subject.hulls().filter(|&hull| Some(hull) != subject.incident.guess);
    let heard = sure.map(|hull| heard_for(hull, earlier, subject)).min().unwrap_or_default();
    let days = heard.hours() / 24.0;
    if days < subject.world.weights.link.heard_days {
        return Seen::unknown(L2, "too little of the days before was heard of every ship of the lead");
    }
    let text = format!(
        "no earlier meeting with a ship that is listed or under the DPRK's flag was heard in {days:.0} days before; such ships are often \
         not heard themselves"
    );
    let share = heard.hours() / earlier.span().hours().max(f64::MIN_POSITIVE);
    Seen::absent(L2, text, &[]).at_share(share.min(1.0))
}

/// For how long of a span a hull was heard, its silences left out.
fn heard_for(hull: HullId, span: Interval, subject: Subject<'_>) -> Span {
    let world = subject.world;
    let vessels = numbers(hull, subject).filter_map(|number| world.scene.fleet.vessel(number));
    let known =
        vessels.filter_map(|vessel| Interval::between(vessel.first_seen, vessel.last_seen).overlap(span));
    let known: Vec<Interval> = known.collect();
    let around = world.around(hull, span).map(|at| world.event(at));
    let gaps = around.filter(|event| event.kind() == EventKind::Gap && event.parties.a == hull);
    let silent = Interval::covered(gaps.filter_map(|gap| world.interval(gap).overlap(span)));
    Interval::covered(known) - silent
}

/// L3: a ship that a hull of the deciding event met in the days of a chain, then or at another time, met a linked one in the days around
/// that; not told where they met so many that it says next to nothing.
fn over_another(subject: Subject<'_>) -> Option<Seen> {
    let least = subject.world.weights.link.least_share;
    let ways = subject.hulls().flat_map(|hull| ways_from(hull, subject));
    let way = strongest(ways.filter(|way| way.met.share >= least), |way| &way.met)?;
    let (hull, met) = (way.hull, &way.met);
    let text = format!(
        "a vessel broadcasting MMSI {hull} was near MMSI {} on {}, {}; that one was {}",
        met.hull,
        day(way.meeting.start),
        way.degree.words(subject.world),
        met.words(subject)
    );
    let cites = [&way.meeting.cites[..], &met.meeting.cites[..]].concat();
    Some(Seen::present(L3, text, &cites).at_share(met.share))
}

/// From a hull over one that it met to a ship with a link.
struct Way<'a> {
    hull: HullId,
    meeting: &'a Event,
    degree: Degree,
    /// With the share of the whole way.
    met: Acquaintance<'a>,
}

fn ways_from<'a>(hull: HullId, subject: Subject<'a>) -> impl Iterator<Item = Way<'a>> {
    let (world, window) = (subject.world, subject.world.options.chain.window);
    let met = world.meetings(hull, subject.interval(), window, Standing::Seed);
    let over = met.filter_map(move |meeting| Some((meeting, partner(meeting, hull)?)));
    over.flat_map(move |(meeting, other)| {
        let degree = degree(hull, [world.interval(meeting), subject.interval()], subject);
        let passed_on = degree.weight(world.weights.link.free_partners)
            * subject.certainty(hull)
            * subject.certainty(other);
        let theirs = world.meetings(other, world.interval(meeting), window, Standing::Seed);
        let known =
            theirs.filter_map(move |event| Acquaintance::of(other, event, world.interval(meeting), subject));
        let known = known.filter(move |met| !is_told_as_prior(met, subject));
        known.map(move |met| Way {
            hull,
            meeting,
            degree,
            met: Acquaintance { share: met.share * passed_on, ..met },
        })
    })
}

/// Whether it was a hull of the deciding event that met the linked ship, and before it: that is L2.
fn is_told_as_prior(met: &Acquaintance<'_>, subject: Subject<'_>) -> bool {
    subject.hulls().any(|hull| hull == met.hull) && met.meeting.start <= subject.deciding().start
}
