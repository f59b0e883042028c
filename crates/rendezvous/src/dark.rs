//! Dark rendezvous: meetings that silences make possible.
//!
//! Two questions: could they have met (the prisms of their silences leave time for it), and how probable is it that
//! they did (`pair`: the courses before and after agree with a place, the trades fit, and few others fit as well).

use chart::Chart;
use model::{
    DarkRendezvous, Event, Finding, Fleet, HullId, Interval, Metres, Parties, Position, Span, Surroundings,
    Timestamp,
};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::overlap::{Overlap, promise};
use crate::pair::{Judged, Pair, Partners, judge};
use crate::prism::{Prism, SpaceTime, standing};
use crate::sea::{Sea, Took};
use crate::silence::{Silence, silences};
use crate::wait::{Wait, waits};
use crate::{DarkOptions, Options, sort, surroundings, whereabouts};

/// The meetings that `gaps` allow, in the order of [`crate::sort`]: with a hull that waits without a visible partner, or
/// beside which the silent one was last or next heard; with another silent hull; and those of a hull that waits alone with one
/// that is never heard.
///
/// `others` are what else the hulls did: waits, of which those that are mostly an encounter have a visible partner;
/// changes of draught, which tell that cargo moved; and changes of number, since no hull meets itself. Only merchant-like
/// hulls take part (ship station, tanker, cargo ship or type unknown) and, of the gaps, only those off shore; open ones,
/// in which a hull could have gone anywhere, only with hulls that wait. A meeting is kept if it is probable enough and
/// among the likeliest few of each of its parties.
pub fn dark_rendezvous(
    gaps: &[Event],
    others: &[Event],
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let Some(sea) = Sea::new(fleet, others, chart, options) else { return Vec::new() };
    let silences = silences(gaps, &sea);
    let waits = waits(others, &sea);
    let index = index(&silences, &options.dark);
    let mut pairs = waits_reached(&waits, &silences, &index, &sea);
    pairs.extend(waits_alone(&waits, &sea));
    pairs.extend(silences_crossed(&silences, &index, &sea));
    let judged = judge(pairs, &options.dark);
    let mut events: Vec<Event> = judged.iter().map(|one| event(one, &waits, &silences, &sea)).collect();
    sort(&mut events);
    events
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
    waits: &[Wait<'_>],
    silences: &[Silence<'_>],
    index: &RTree<Indexed>,
    sea: &Sea<'_>,
) -> Vec<Pair> {
    let reached = waits.iter().enumerate().flat_map(|(at, wait)| {
        let near = touching(index, &[standing(wait.event.position, wait.event.interval())]).into_iter();
        near.filter_map(move |silence| {
            reached(wait, &silences[silence], Partners::WaitingAndSilent(at, silence), sea)
        })
    });
    reached.collect()
}

/// The meeting of a hull that waits with a silent one, unless they were heard together, or the one had company and the
/// other was never heard beside it.
fn reached(wait: &Wait<'_>, silence: &Silence<'_>, partners: Partners, sea: &Sea<'_>) -> Option<Pair> {
    let (event, prism) = (wait.event, &silence.prism);
    let hulls = [event.parties.a, prism.hull];
    let slack = visit(event, prism)?.span();
    let was_beside = was_beside(event, prism, sea);
    let may_have_met = slack >= sea.options.dark.at_least
        && sea.are_two(hulls)
        && !wait.company.contains(&prism.hull)
        && (was_beside || !wait.is_accompanied);
    may_have_met.then(|| {
        let beside = if was_beside { sea.options.dark.was_beside } else { 1.0 };
        let agreement = prism.agreement(event.position, &sea.options.dark);
        let took = [Took::waiting(hulls[0]), Took::silent(hulls[1])];
        let flags = if prism.is_open() { 1.0 } else { sea.flags_at(hulls, event.position) };
        Pair {
            partners,
            hulls: (hulls[0], Some(hulls[1])),
            slack,
            weight: beside * agreement * silence.likelihood * sea.trades(hulls),
            hints: sea.cargo(&took, event.interval()) * wait.occasion * flags,
        }
    })
}

/// Whether a silent hull was last or next heard beside one that waits.
fn was_beside(wait: &Event, prism: &Prism, sea: &Sea<'_>) -> bool {
    let fixes = sea.fixes(wait.parties.a);
    let mut during = prism.ends().filter(|(_, time)| wait.interval().contains(*time));
    during.any(|(place, time)| {
        whereabouts::at(fixes, time).is_some_and(|at| at.distance(place) <= sea.options.dark.beside)
    })
}

/// Waits without company, with somebody who has no transceiver on at all.
fn waits_alone(waits: &[Wait<'_>], sea: &Sea<'_>) -> impl Iterator<Item = Pair> {
    let lone = waits.iter().enumerate().filter(|(_, wait)| !wait.is_accompanied);
    lone.map(|(at, Wait { event, occasion, .. })| Pair {
        partners: Partners::WaitingAlone(at),
        hulls: (event.parties.a, None),
        slack: event.interval().span(),
        weight: sea.options.dark.never_heard * sea.trade(event.parties.a),
        hints: sea.cargo(&[Took::waiting(event.parties.a)], event.interval()) * occasion,
    })
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
        .map(|other| (promised([&silences[one], &silences[other]], sea), other))
        .filter(|&(promise, _)| {
            promise.powf(options.together) >= options.no_meeting * options.probability_at_least
        })
        .collect();
    promises.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    promises.into_iter().take(2 * options.keep).map(|(_, other)| other).collect()
}

/// The most that two silences can weigh, wherever the two met.
fn promised(silences: [&Silence<'_>; 2], sea: &Sea<'_>) -> f64 {
    let [a, b] = silences.map(|silence| &silence.prism);
    let agreement = promise(a, b, &sea.options.dark);
    let cargo = a
        .silence
        .overlap(b.silence)
        .map_or(1.0, |when| sea.cargo(&[Took::silent(a.hull), Took::silent(b.hull)], when));
    let place = sea.options.dark.seclusion.far_out_ratio * sea.options.dark.caution(agreement);
    agreement * of_both(silences, sea) * cargo * place * sea.flags([a.hull, b.hull])
}

/// How much likelier two silences and the trades of the hulls are if the two met.
fn of_both(silences: [&Silence<'_>; 2], sea: &Sea<'_>) -> f64 {
    let [a, b] = silences;
    let hulls = [a.prism.hull, b.prism.hull];
    let is_dry = hulls.iter().all(|&hull| sea.is_dry(hull));
    let rest = if is_dry { sea.options.dark.seclusion.dry_adrift } else { 1.0 };
    (a.likelihood * b.likelihood).sqrt() * sea.trades(hulls) * rest
}

/// Whether two hulls that were heard again could have spent time enough together anywhere, as far as a bound tells.
fn is_long_enough(a: &Prism, b: &Prism, options: &DarkOptions) -> bool {
    !a.is_open() && !b.is_open() && a.most_together(b) >= options.at_least
}

fn crossed(one: usize, other: usize, silences: &[Silence<'_>], sea: &Sea<'_>) -> Option<Pair> {
    let (a, b) = (&silences[one].prism, &silences[other].prism);
    let overlap = Overlap::of(a, b, sea.chart, &sea.options.dark)?;
    let hulls = [a.hull, b.hull];
    let shore = sea.chart.shore_distance(overlap.place);
    let took = hulls.map(Took::silent);
    let options = &sea.options.dark;
    let is_off_dprk = |hull: &HullId| sea.is_foreign_tanker_off_dprk(*hull, overlap.place, Some(shore));
    let around = if hulls.iter().all(is_off_dprk) {
        options.seclusion.off_dprk
    } else {
        options.seclusion.off_shore(Some(shore))
    };
    let around = around * options.caution(overlap.agreement);
    let hints = sea.cargo(&took, overlap.possible) * around * sea.flags_at(hulls, overlap.place);
    let weight = overlap.agreement * of_both([&silences[one], &silences[other]], sea);
    let (hulls, slack) = ((a.hull, Some(b.hull)), overlap.together.span());
    Some(Pair { partners: Partners::BothSilent([one, other], overlap), hulls, slack, weight, hints })
}

fn event(judged: &Judged, waits: &[Wait<'_>], silences: &[Silence<'_>], sea: &Sea<'_>) -> Event {
    match judged.pair.partners {
        Partners::WaitingAndSilent(wait, silence) => {
            seen_with_dark(judged, waits[wait].event, Some(&silences[silence]), sea)
        }
        Partners::WaitingAlone(wait) => seen_with_dark(judged, waits[wait].event, None, sea),
        Partners::BothSilent(both, overlap) => {
            both_dark(judged, &overlap, both.map(|silence| &silences[silence]), sea)
        }
    }
}

/// A hull that was heard waiting, with one that was silent, or is never heard.
fn seen_with_dark(judged: &Judged, wait: &Event, silence: Option<&Silence<'_>>, sea: &Sea<'_>) -> Event {
    let shared = silence.and_then(|silence| visit(wait, &silence.prism)).unwrap_or(wait.interval());
    let (place, radius) = place_of(wait, shared, sea);
    let of_silence = silence.map_or(&[][..], |silence| &silence.event.cites);
    Event {
        finding: Finding::DarkRendezvous(finding(judged, radius, shared)),
        parties: Parties { a: wait.parties.a, b: judged.pair.hulls.1 },
        start: shared.start(),
        end: Some(shared.end()),
        position: place,
        surroundings: Surroundings {
            others_near: wait.surroundings.others_near,
            ..surroundings(place, sea.chart, sea.options)
        },
        cites: [wait.cites.as_slice(), of_silence].concat(),
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
        probability_by_courses: judged.by_courses,
        p_intentional: None,
        alternatives: judged.alternatives,
    }
}

/// The mean place of a hull that waits, and how far from it nine tenths of the time were spent; no less than hulls that meet
/// may lie apart.
fn place_of(wait: &Event, time: Interval, sea: &Sea<'_>) -> (Position, Metres) {
    const STEPS: i64 = 50;
    let fixes = sea.fixes(wait.parties.a);
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
    let least = sea.options.encounter.enter.0;
    (place, Metres(away.get(away.len() * 9 / 10).copied().unwrap_or(0.0).max(least)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::{DraughtChange, HullId, Reception, Track};

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

    /// Adrift at two thirds of a knot, heard every five minutes.
    fn adrift(mmsi: u32, from: f64, to: f64) -> Track {
        track(mmsi, every(5.0, from, to).map(|at| (at, place(25_000.0 + 20.0 * at, 0.0))))
    }

    /// A change of draught told after so many minutes, which a wait from the second hour on may explain.
    fn draught_told(hull: HullId, call_possible: bool) -> Event {
        let change = DraughtChange { before: Metres(3.0), after: Metres(6.0), call_possible };
        Event {
            finding: Finding::DraughtChange(change),
            parties: Parties { a: hull, b: None },
            start: minute(120.0),
            end: Some(minute(900.0)),
            position: place(25_000.0, 0.0),
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn a_ship_that_waits_alone_and_comes_deeper_met_one_never_heard_unless_it_may_have_called() {
        let waiting = adrift(OTHER, 120.0, 700.0);
        let told = |call_possible| {
            let waits = loitering(&waiting, &CHART, &Options::default());
            let others = [waits, vec![draught_told(waiting.hull, call_possible)]].concat();
            let fleet = Fleet { tracks: vec![waiting.clone()], vessels: Vec::new() };
            dark_rendezvous(&[], &others, &fleet, &CHART, &Options::default())
        };
        let [event] = &told(false)[..] else { panic!("one meeting") };
        assert_eq!(event.parties, Parties { a: waiting.hull, b: None });
        let probability = |event: &Event| match event.finding {
            Finding::DarkRendezvous(dark) if dark.probability_by_courses == 0.0 => dark.probability,
            _ => panic!("{event:?}"),
        };
        let met = probability(event);
        assert!(met > 0.2, "{event:?}");
        assert!(told(true).iter().map(probability).all(|doubtful| doubtful < met / 3.0));
    }

    #[test]
    fn a_silent_ship_last_heard_beside_a_raft_was_its_third() {
        let raft =
            || [(OTHER, 0.0), (440_000_003, 60.0)].map(|(mmsi, at)| lying(mmsi, place(at, 0.0), 0.0, 900.0));
        let third = |away: f64| {
            let heard = every(10.0, 300.0, 310.0).chain(every(10.0, 800.0, 860.0));
            track(TANKER, heard.map(move |minute| (minute, place(away + 20.0 * (minute - 300.0), 0.0))))
        };
        let waiting = |away| -> BTreeSet<HullId> {
            let events = found([third(away)].into_iter().chain(raft()).collect());
            events.iter().map(|event| event.parties.a).collect()
        };
        assert_eq!(waiting(100.0), BTreeSet::from(raft().map(|ship| ship.hull)));
        assert!(waiting(2_000.0).is_empty());
    }

    #[test]
    fn a_handheld_radio_is_no_merchant_ship() {
        let waits = lying(OTHER, place(25_000.0, 0.0), 120.0, 700.0);
        assert!(found(vec![silent(840_000_001, 0.0, 12.0, 20_000.0), waits]).is_empty());
    }
}
