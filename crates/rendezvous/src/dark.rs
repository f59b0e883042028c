//! Dark rendezvous: meetings that silences make possible.
//!
//! Two questions: could they have met (the prisms of their silences leave time for it), and how probable is it that
//! they did (`pair`: the courses before and after agree with a place, the trades fit, and few others fit as well).

use std::collections::{BTreeMap, BTreeSet};

use chart::Chart;
use model::{
    DarkRendezvous, Event, EventKind, Finding, Fix, Fleet, Gap, HullId, Interval, Metres, MmsiKind, Parties,
    Position, ShipType, Span, Surroundings, Timestamp,
};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::overlap::{Overlap, promise};
use crate::pair::{Judged, Meeting, Pair, judge};
use crate::prism::{Prism, SpaceTime, standing};
use crate::{DarkOptions, Options, detect, surroundings, whereabouts};

/// The meetings that `gaps` allow, in the order of [`crate::sort`]: with a hull that waits without a visible partner,
/// or with another silent hull.
///
/// `others` are what else the hulls did: waits, of which those that are mostly an encounter have a visible partner, and
/// changes of number, since no hull meets itself. Only
/// merchant-like hulls take part (ship station, tanker, cargo ship or type unknown) and, of the gaps, only those off
/// shore; open ones, in which a hull could have gone anywhere, only with hulls that wait. A meeting is kept if it is probable enough and among the likeliest few of each of its parties.
pub fn dark_rendezvous(
    gaps: &[Event],
    others: &[Event],
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let Some(end) = detect::archive_end(fleet) else { return Vec::new() };
    let sea = Sea { fleet, chart, options, end, aliases: &aliases(others) };
    let silences = silences(gaps, &sea);
    let waits = lone_waits(others, fleet, &options.dark);
    let index = index(&silences, &options.dark);
    let mut pairs = waits_reached(&waits, &silences, &index, &sea);
    pairs.extend(silences_crossed(&silences, &index, &sea));
    let judged = judge(pairs, &options.dark);
    let mut events: Vec<Event> = judged.iter().map(|one| event(one, &waits, &silences, &sea)).collect();
    detect::sort(&mut events);
    events
}

/// What every question here is asked of.
#[derive(Clone, Copy)]
struct Sea<'a> {
    fleet: &'a Fleet,
    chart: &'a Chart,
    options: &'a Options,
    /// The last fix of the archive.
    end: Timestamp,
    /// Numbers that are one hull.
    aliases: &'a BTreeSet<[HullId; 2]>,
}

impl Sea<'_> {
    /// Whether two numbers can be two ships.
    fn are_two(&self, hulls: [HullId; 2]) -> bool {
        let [one, other] = hulls;
        one.mmsi != other.mmsi && !self.aliases.contains(&[one.min(other), one.max(other)])
    }
}

fn aliases(events: &[Event]) -> BTreeSet<[HullId; 2]> {
    let changes = events.iter().filter(|event| event.kind() == EventKind::IdentityChange);
    let pairs = changes.filter_map(|change| Some((change.parties.a, change.parties.b?)));
    pairs.map(|(old, new)| [old.min(new), old.max(new)]).collect()
}

/// A gap that may hide a meeting.
struct Silence<'a> {
    event: &'a Event,
    prism: Prism,
    /// How much likelier it is, given reception, of a hull that meets somebody than of any other.
    of_reception: f64,
}

fn silences<'a>(gaps: &'a [Event], sea: &Sea<'_>) -> Vec<Silence<'a>> {
    let options = &sea.options.dark;
    let off_shore = |shore: Option<Metres>| shore.is_none_or(|shore| shore >= options.shore_distance);
    let fits = |event: &&Event| {
        let span = event.end.unwrap_or(sea.end) - event.start;
        options.at_least <= span
            && (event.end.is_none() || span <= options.longest)
            && off_shore(event.surroundings.shore)
            && is_merchant(event.parties.a, sea.fleet)
    };
    let prism = |event: &Event| Prism::of(event, fixes(event.parties.a, sea.fleet), sea.end, options);
    let silence =
        |event| Some(Silence { event, prism: prism(event)?, of_reception: of_reception(event, sea.options) });
    gaps.iter().filter(fits).filter_map(silence).collect()
}

/// A hull that meets somebody unheard has mostly switched off; another was mostly not heard. 1 where reception explains
/// the silence.
fn of_reception(event: &Event, options: &Options) -> f64 {
    let Finding::Gap(Gap { p_intentional: Some(off), .. }) = event.finding else {
        return options.dark.reception_unknown;
    };
    let (prior, switched_off) = (options.gap.off_prior, options.dark.switched_off);
    // The chance that a hull on air was missed so long, from the probability that it was off.
    let missed = (prior * (1.0 - off) / (off * (1.0 - prior))).min(1.0);
    (switched_off + (1.0 - switched_off) * missed) / (prior + (1.0 - prior) * missed)
}

fn fixes(hull: HullId, fleet: &Fleet) -> &[Fix] {
    fleet.track(hull).map_or(&[], |track| &track.fixes)
}

fn ship_type(hull: HullId, fleet: &Fleet) -> Option<ShipType> {
    fleet.vessel(hull).and_then(|vessel| vessel.identity.ship_type)
}

fn is_merchant(hull: HullId, fleet: &Fleet) -> bool {
    hull.mmsi.kind() == MmsiKind::Ship
        && !hull.mmsi.is_placeholder()
        && ship_type(hull, fleet).is_none_or(|of| of.is_tanker() || of.is_cargo())
}

/// How well the trades of two hulls go together.
fn trades(hulls: [HullId; 2], sea: &Sea<'_>) -> f64 {
    let options = &sea.options.dark;
    match hulls.map(|hull| ship_type(hull, sea.fleet)) {
        [Some(one), Some(other)] if one.is_tanker() == other.is_tanker() => options.like_trades,
        [Some(_), Some(_)] => options.unlike_trades,
        _ => 1.0,
    }
}

fn lone_waits<'a>(events: &'a [Event], fleet: &Fleet, options: &DarkOptions) -> Vec<&'a Event> {
    let mut company: BTreeMap<HullId, Vec<Interval>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind() == EventKind::Encounter) {
        for hull in [Some(event.parties.a), event.parties.b].into_iter().flatten() {
            company.entry(hull).or_default().push(event.interval());
        }
    }
    let is_alone = |wait: &&Event| {
        let met = company.get(&wait.parties.a).into_iter().flatten();
        let shared: Span = met.filter_map(|met| Some(met.overlap(wait.interval())?.span())).sum();
        shared.hours() < options.seen_share * wait.interval().span().hours()
    };
    let waits = events.iter().filter(|event| event.kind() == EventKind::Loitering);
    waits.filter(|wait| is_merchant(wait.parties.a, fleet)).filter(is_alone).collect()
}

type Indexed = GeomWithData<Rectangle<[f64; 3]>, usize>;

fn index(silences: &[Silence<'_>], options: &DarkOptions) -> RTree<Indexed> {
    let boxes = silences.iter().enumerate().flat_map(|(number, silence)| {
        let boxes = silence.prism.boxes(options.slab).into_iter();
        boxes.map(move |space_time| GeomWithData::new(Rectangle::from_aabb(space_time), number))
    });
    RTree::bulk_load(boxes.collect())
}

/// The silences whose boxes touch one of some boxes.
fn touching(index: &RTree<Indexed>, boxes: &[SpaceTime]) -> Vec<usize> {
    let found = boxes.iter().flat_map(|space_time| index.locate_in_envelope_intersecting(space_time));
    let mut numbers: Vec<usize> = found.map(|found| found.data).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Waits and the silences that reach them for long enough.
fn waits_reached(
    waits: &[&Event],
    silences: &[Silence<'_>],
    index: &RTree<Indexed>,
    sea: &Sea<'_>,
) -> Vec<Pair> {
    let reached = waits.iter().enumerate().flat_map(|(at, wait)| {
        let near = touching(index, &[standing(wait.position, wait.interval())]).into_iter();
        near.filter_map(move |silence| {
            let prism = &silences[silence].prism;
            let hulls = [wait.parties.a, prism.hull];
            let slack = visit(wait, prism).filter(|_| sea.are_two(hulls))?.span();
            let agreement = prism.agreement(wait.position, &sea.options.dark.course);
            let weight = agreement * silences[silence].of_reception * trades(hulls, sea);
            let pair = Pair { meeting: Meeting::Waited(at), silence, hulls, slack, weight };
            (slack >= sea.options.dark.at_least).then_some(pair)
        })
    });
    reached.collect()
}

/// The time that a silent hull could have spent with one that waits.
fn visit(wait: &Event, prism: &Prism) -> Option<Interval> {
    prism.window(wait.position)?.overlap(wait.interval())
}

/// Silences that cross long enough, where a first look promises to both that this is among their best meetings.
fn silences_crossed(silences: &[Silence<'_>], index: &RTree<Indexed>, sea: &Sea<'_>) -> Vec<Pair> {
    let promising: Vec<Vec<usize>> =
        (0..silences.len()).map(|one| promising(one, silences, index, sea)).collect();
    let promising = &promising;
    let mutual = promising.iter().enumerate().flat_map(|(one, others)| {
        let later = others.iter().copied().filter(move |&other| one < other);
        later.filter(move |&other| promising[other].contains(&one)).map(move |other| (one, other))
    });
    mutual.filter_map(|(one, other)| crossed(one, other, silences, sea)).collect()
}

/// The silences that a silence could best have met, by a first look: twice as many as will be kept.
fn promising(one: usize, silences: &[Silence<'_>], index: &RTree<Indexed>, sea: &Sea<'_>) -> Vec<usize> {
    let options = &sea.options.dark;
    let prism = &silences[one].prism;
    let near = touching(index, &prism.boxes(options.slab)).into_iter();
    let mut promises: Vec<(f64, usize)> = near
        .filter(|&other| is_long_enough(prism, &silences[other].prism, options))
        .filter(|&other| sea.are_two([prism.hull, silences[other].prism.hull]))
        .map(|other| {
            let hulls = [prism.hull, silences[other].prism.hull];
            let of_reception = (silences[one].of_reception * silences[other].of_reception).sqrt();
            let agreement = promise(prism, &silences[other].prism, options);
            (agreement * of_reception * trades(hulls, sea), other)
        })
        .filter(|&(promise, _)| promise >= options.no_meeting * options.probability_at_least)
        .collect();
    promises.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    promises.into_iter().take(2 * options.keep).map(|(_, other)| other).collect()
}

/// Whether two hulls that were heard again could have spent time enough together anywhere, as far as a bound tells.
fn is_long_enough(a: &Prism, b: &Prism, options: &DarkOptions) -> bool {
    !a.is_open() && !b.is_open() && a.most_together(b) >= options.at_least
}

fn crossed(one: usize, other: usize, silences: &[Silence<'_>], sea: &Sea<'_>) -> Option<Pair> {
    let (a, b) = (&silences[one].prism, &silences[other].prism);
    let overlap = Overlap::of(a, b, sea.chart, &sea.options.dark)?;
    let hulls = [a.hull, b.hull];
    let of_reception = (silences[one].of_reception * silences[other].of_reception).sqrt();
    let weight = overlap.agreement * of_reception * trades(hulls, sea);
    let slack = overlap.together.span();
    Some(Pair { meeting: Meeting::Crossed(one, overlap), silence: other, hulls, slack, weight })
}

fn event(judged: &Judged, waits: &[&Event], silences: &[Silence<'_>], sea: &Sea<'_>) -> Event {
    let silence = &silences[judged.pair.silence];
    match judged.pair.meeting {
        Meeting::Waited(wait) => seen_with_dark(judged, waits[wait], silence, sea),
        Meeting::Crossed(other, overlap) => both_dark(judged, &overlap, [&silences[other], silence], sea),
    }
}

fn seen_with_dark(judged: &Judged, wait: &Event, silence: &Silence<'_>, sea: &Sea<'_>) -> Event {
    let shared = visit(wait, &silence.prism).unwrap_or(wait.interval());
    let (place, radius) = place_of(wait, shared, sea.fleet);
    Event {
        finding: Finding::DarkRendezvous(finding(judged, radius, shared)),
        parties: Parties { a: wait.parties.a, b: Some(silence.prism.hull) },
        start: shared.start(),
        end: Some(shared.end()),
        position: place,
        surroundings: Surroundings {
            others_near: wait.surroundings.others_near,
            ..surroundings(place, sea.chart, sea.options)
        },
        cites: [wait.cites.as_slice(), &silence.event.cites].concat(),
    }
}

fn both_dark(judged: &Judged, overlap: &Overlap, mut silences: [&Silence<'_>; 2], sea: &Sea<'_>) -> Event {
    silences.sort_by_key(|silence| silence.prism.hull);
    let [a, b] = silences;
    Event {
        finding: Finding::DarkRendezvous(finding(judged, overlap.radius, overlap.possible)),
        parties: Parties { a: a.prism.hull, b: Some(b.prism.hull) },
        start: overlap.together.start(),
        end: Some(overlap.together.end()),
        position: overlap.place,
        surroundings: surroundings(overlap.place, sea.chart, sea.options),
        cites: [a.event.cites.as_slice(), &b.event.cites].concat(),
    }
}

fn finding(judged: &Judged, radius: Metres, possible: Interval) -> DarkRendezvous {
    DarkRendezvous {
        radius,
        possible,
        slack: judged.pair.slack,
        probability: judged.probability,
        p_intentional: None,
        alternatives: judged.alternatives,
    }
}

/// The mean place of a hull that waits, and how far from it nine tenths of the time were spent.
fn place_of(wait: &Event, time: Interval, fleet: &Fleet) -> (Position, Metres) {
    const STEPS: i64 = 50;
    let fixes = fleet.track(wait.parties.a).map_or(&[][..], |track| &track.fixes);
    let moment = |step: i64| -> Timestamp {
        time.start().saturating_add(Span::from_ms((time.span().ms() / STEPS) * step))
    };
    let places: Vec<Position> = (0..=STEPS).filter_map(|step| whereabouts::at(fixes, moment(step))).collect();
    let weighted = (1u32..).zip(places.iter().copied());
    let mean =
        weighted.reduce(|(_, mean), (count, place)| (count, mean.interpolate(place, 1.0 / f64::from(count))));
    let place = mean.map_or(wait.position, |(_, mean)| mean);
    let mut away: Vec<f64> = places.iter().map(|at| at.distance(place).0).collect();
    away.sort_by(f64::total_cmp);
    (place, Metres(away.get(away.len() * 9 / 10).copied().unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use model::{Reception, Track};

    use super::*;
    use crate::world::{CHART, every, lying, minute, place, track};
    use crate::{encounters, gaps, loitering};

    const TANKER: u32 = 440_000_001;
    const OTHER: u32 = 440_000_002;

    fn found(tracks: Vec<Track>) -> Vec<Event> {
        let options = Options::default();
        let fleet = Fleet { tracks, vessels: Vec::new() };
        let end = minute(3000.0);
        let of_each = |track: &Track| gaps(track, end, &Reception::default(), &CHART, &options);
        let silences: Vec<Event> = fleet.tracks.iter().flat_map(of_each).collect();
        let mut waits: Vec<Event> =
            fleet.tracks.iter().flat_map(|track| loitering(track, &CHART, &options)).collect();
        waits.extend(encounters(&fleet.tracks, &CHART, &options));
        dark_rendezvous(&silences, &waits, &fleet, &CHART, &options)
    }

    /// Heard for an hour, silent for `hours`, heard again `away` metres farther north.
    fn silent(mmsi: u32, at: f64, hours: f64, away: f64) -> Track {
        let on = 60.0 + hours * 60.0;
        let fixes = every(10.0, 0.0, 60.0).map(move |minute| (minute, place(at, 0.0)));
        track(
            mmsi,
            fixes.chain(every(10.0, on, on + 60.0).map(move |minute| (minute, place(at + away, 0.0)))),
        )
    }

    #[test]
    fn two_ships_silent_at_one_time_and_place_could_have_met() {
        let events =
            found(vec![silent(TANKER, 0.0, 12.0, 20_000.0), silent(OTHER, 30_000.0, 12.0, -20_000.0)]);
        let [event] = &events[..] else { panic!("{events:?}") };
        let Finding::DarkRendezvous(dark) = event.finding else { panic!("{event:?}") };
        assert!(dark.slack >= Span::from_hours(8) && dark.slack <= Span::from_hours(12), "{dark:?}");
        assert!(event.position.distance(place(15_000.0, 0.0)) < Metres::from_km(20.0));
        assert!(minute(60.0) <= dark.possible.start() && dark.possible.end() <= minute(780.0));
        assert!(dark.possible.contains(event.start) && dark.alternatives == 0);
    }

    #[test]
    fn two_silent_ships_too_far_apart_to_reach_each_other_could_not() {
        let apart = vec![silent(TANKER, 0.0, 12.0, 20_000.0), silent(OTHER, 300_000.0, 12.0, -20_000.0)];
        assert!(found(apart).is_empty());
    }

    #[test]
    fn a_ship_that_waits_alone_could_have_met_a_silent_one_and_one_with_company_needs_no_other() {
        let waits = lying(OTHER, place(25_000.0, 0.0), 120.0, 700.0);
        let events = found(vec![silent(TANKER, 0.0, 12.0, 20_000.0), waits.clone()]);
        let [event] = &events[..] else { panic!("{events:?}") };
        assert_eq!(event.parties.a, waits.hull);
        assert!(event.position.distance(place(25_000.0, 0.0)) < Metres(1.0));
        // 25 km at 12 kn take 67 minutes.
        assert!(((event.start - minute(60.0)).minutes() - 67.5).abs() < 2.0, "{event:?}");
        let company = lying(440_000_003, place(25_300.0, 0.0), 120.0, 700.0);
        assert!(found(vec![silent(TANKER, 0.0, 12.0, 20_000.0), waits, company]).is_empty());
    }

    #[test]
    fn a_handheld_radio_is_no_merchant_ship() {
        let waits = lying(OTHER, place(25_000.0, 0.0), 120.0, 700.0);
        assert!(found(vec![silent(840_000_001, 0.0, 12.0, 20_000.0), waits]).is_empty());
    }
}
