//! Dark rendezvous: meetings that silences make possible.

use std::collections::{BTreeMap, BTreeSet};

use chart::Chart;
use model::{
    DarkRendezvous, Event, EventKind, Finding, Fleet, HullId, Interval, Metres, MmsiKind, Parties, Position,
    Span, Surroundings, Timestamp,
};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::overlap::{Overlap, first_look};
use crate::prism::{Prism, SpaceTime, standing};
use crate::{DarkOptions, Options, detect, surroundings, whereabouts};

/// The meetings that `gaps` allow, in the order of [`crate::sort`]: with a hull that waits without a visible partner,
/// or with another silent hull.
///
/// `loiterings` may hold encounters too: a hull whose wait is mostly an encounter has a visible partner. Only
/// merchant-like hulls take part (ship station, tanker, cargo ship or type unknown) and, of the gaps, only closed ones
/// off shore. A meeting is kept if it is among the best [`DarkOptions::keep`] of each of its parties: those with most
/// time together for the time away.
pub fn dark_rendezvous(
    gaps: &[Event],
    loiterings: &[Event],
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
) -> Vec<Event> {
    let silences = silences(gaps, fleet, options);
    let waits = lone_waits(loiterings, fleet, &options.dark);
    let index = index(&silences, &options.dark);
    let with_waits = best(waits_reached(&waits, &silences, &index, &options.dark), &options.dark);
    let with_silences = best(silences_crossed(&silences, &index, &options.dark), &options.dark);
    let seen = with_waits.iter().map(|candidate| {
        let wait = waits[candidate.one];
        seen_with_dark(candidate, wait, &silences[candidate.other], fleet, chart, options)
    });
    let unseen = with_silences.iter().filter_map(|candidate| {
        let (one, other) = (&silences[candidate.one], &silences[candidate.other]);
        let once = one.prism.hull < other.prism.hull;
        once.then(|| both_dark(candidate, one, other, chart, options)).flatten()
    });
    let mut events: Vec<Event> = seen.chain(unseen).collect();
    detect::sort(&mut events);
    events
}

/// A gap that may hide a meeting.
struct Silence<'a> {
    event: &'a Event,
    prism: Prism,
}

/// Two parties that could have met, by their places in the lists that are joined.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    one: usize,
    other: usize,
    slack: Span,
    /// Time that both could have spent together, as a share of the time either was away.
    share: f64,
    /// Other hulls that the first could have met as well.
    alternatives: u32,
}

fn silences<'a>(gaps: &'a [Event], fleet: &Fleet, options: &Options) -> Vec<Silence<'a>> {
    let off_shore = |shore: Option<Metres>| shore.is_none_or(|shore| shore >= options.dark.shore_distance);
    let fits = |event: &&Event| {
        let span = event.interval().span();
        options.dark.at_least <= span
            && span <= options.dark.longest
            && off_shore(event.surroundings.shore)
            && is_merchant(event.parties.a, fleet)
    };
    let prisms = gaps.iter().filter(fits).filter_map(|event| Some((event, Prism::of(event, &options.dark)?)));
    prisms.map(|(event, prism)| Silence { event, prism }).collect()
}

fn is_merchant(hull: HullId, fleet: &Fleet) -> bool {
    let ship_type = fleet.vessel(hull).and_then(|vessel| vessel.identity.ship_type);
    hull.mmsi.kind() == MmsiKind::Ship
        && !hull.mmsi.is_placeholder()
        && ship_type.is_none_or(|of| of.is_tanker() || of.is_cargo())
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

/// The silences whose boxes touch a box.
fn touching(index: &RTree<Indexed>, space_time: &SpaceTime) -> BTreeSet<usize> {
    index.locate_in_envelope_intersecting(space_time).map(|found| found.data).collect()
}

fn waits_reached(
    waits: &[&Event],
    silences: &[Silence<'_>],
    index: &RTree<Indexed>,
    options: &DarkOptions,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (one, wait) in waits.iter().enumerate() {
        for other in touching(index, &standing(wait.position, wait.interval())) {
            let silence = &silences[other];
            if let Some(shared) =
                visit(wait, silence).filter(|_| silence.prism.hull.mmsi != wait.parties.a.mmsi)
                && shared.span() >= options.at_least
            {
                let share = shared.span().hours() / silence.prism.silence.span().hours();
                found.push(Candidate { one, other, slack: shared.span(), share, alternatives: 0 });
            }
        }
    }
    with_alternatives(found, |candidate| silences[candidate.other].prism.hull)
}

/// The time that a silent hull could have spent with one that waits.
fn visit(wait: &Event, silence: &Silence<'_>) -> Option<Interval> {
    silence.prism.window(wait.position)?.overlap(wait.interval())
}

/// Each pair of silences twice, once for either party.
fn silences_crossed(
    silences: &[Silence<'_>],
    index: &RTree<Indexed>,
    options: &DarkOptions,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (one, silence) in silences.iter().enumerate() {
        let boxes = silence.prism.boxes(options.slab);
        let near: BTreeSet<usize> = boxes.iter().flat_map(|of_slab| touching(index, of_slab)).collect();
        for other in near.into_iter().filter(|other| *other != one) {
            let (a, b) = (&silence.prism, &silences[other].prism);
            if a.hull.mmsi != b.hull.mmsi
                && let Some(slack) = first_look(a, b, options)
            {
                let away = a.silence.end().max(b.silence.end()) - a.silence.start().min(b.silence.start());
                let share = slack.hours() / away.hours();
                found.push(Candidate { one, other, slack, share, alternatives: 0 });
            }
        }
    }
    with_alternatives(found, |candidate| silences[candidate.other].prism.hull)
}

/// Counts for each first party the partners that it could have had instead.
fn with_alternatives(mut found: Vec<Candidate>, partner: impl Fn(&Candidate) -> HullId) -> Vec<Candidate> {
    let mut partners: BTreeMap<usize, BTreeSet<HullId>> = BTreeMap::new();
    for candidate in &found {
        partners.entry(candidate.one).or_default().insert(partner(candidate));
    }
    for candidate in &mut found {
        candidate.alternatives = partners[&candidate.one].len() as u32 - 1;
    }
    found
}

/// Those among the best few of both their parties.
fn best(mut found: Vec<Candidate>, options: &DarkOptions) -> Vec<Candidate> {
    let order = |one: &Candidate, other: &Candidate| {
        let by_share = other.share.total_cmp(&one.share).then(other.slack.cmp(&one.slack));
        by_share.then((one.one, one.other).cmp(&(other.one, other.other)))
    };
    found.sort_by(order);
    let (mut of_one, mut of_other): (BTreeMap<usize, usize>, BTreeMap<usize, usize>) = Default::default();
    found.retain(|candidate| {
        let rank_of_one = of_one.entry(candidate.one).or_default();
        let rank_of_other = of_other.entry(candidate.other).or_default();
        (*rank_of_one, *rank_of_other) = (*rank_of_one + 1, *rank_of_other + 1);
        *rank_of_one <= options.keep && *rank_of_other <= options.keep
    });
    found
}

fn seen_with_dark(
    candidate: &Candidate,
    wait: &Event,
    silence: &Silence<'_>,
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
) -> Event {
    let shared = visit(wait, silence).unwrap_or(wait.interval());
    let (place, radius) = place_of(wait, shared, fleet);
    let finding = DarkRendezvous {
        radius,
        possible: shared,
        slack: candidate.slack,
        p_intentional: None,
        alternatives: candidate.alternatives,
    };
    Event {
        finding: Finding::DarkRendezvous(finding),
        parties: Parties { a: wait.parties.a, b: Some(silence.prism.hull) },
        start: shared.start(),
        end: Some(shared.end()),
        position: place,
        surroundings: Surroundings {
            others_near: wait.surroundings.others_near,
            ..surroundings(place, chart, options)
        },
        cites: [wait.cites.as_slice(), &silence.event.cites].concat(),
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

fn both_dark(
    candidate: &Candidate,
    one: &Silence<'_>,
    other: &Silence<'_>,
    chart: &Chart,
    options: &Options,
) -> Option<Event> {
    let overlap = Overlap::of(&one.prism, &other.prism, chart, &options.dark)?;
    let finding = DarkRendezvous {
        radius: overlap.radius,
        possible: overlap.possible,
        slack: candidate.slack.max(overlap.together.span()),
        p_intentional: None,
        alternatives: candidate.alternatives,
    };
    Some(Event {
        finding: Finding::DarkRendezvous(finding),
        parties: Parties { a: one.prism.hull, b: Some(other.prism.hull) },
        start: overlap.together.start(),
        end: Some(overlap.together.end()),
        position: overlap.place,
        surroundings: surroundings(overlap.place, chart, options),
        cites: [one.event.cites.as_slice(), &other.event.cites].concat(),
    })
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
