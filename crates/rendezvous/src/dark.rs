//! Dark rendezvous: meetings that silences make possible.

use std::cmp::Ordering;
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
    let with_silences = mutual(silences_crossed(&silences, &index, &options.dark), &silences);
    let seen = with_waits.iter().map(|candidate| {
        let wait = waits[candidate.one];
        seen_with_dark(candidate, wait, &silences[candidate.other], fleet, chart, options)
    });
    let unseen = with_silences.iter().filter_map(|candidate| {
        let (one, other) = (&silences[candidate.one], &silences[candidate.other]);
        both_dark(candidate, one, other, chart, options)
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
    options: &DarkOptions,
) -> Vec<Candidate> {
    let reached = waits.iter().enumerate().flat_map(|(one, wait)| {
        let near = touching(index, &[standing(wait.position, wait.interval())]).into_iter();
        let mut reached: Vec<Candidate> = near
            .filter_map(|other| {
                let prism = &silences[other].prism;
                let slack = visit(wait, prism).filter(|_| prism.hull.mmsi != wait.parties.a.mmsi)?.span();
                let share = slack.hours() / prism.silence.span().hours();
                (slack >= options.at_least).then_some(Candidate { one, other, slack, share, alternatives: 0 })
            })
            .collect();
        count_alternatives(&mut reached, silences);
        reached
    });
    reached.collect()
}

/// The time that a silent hull could have spent with one that waits.
fn visit(wait: &Event, prism: &Prism) -> Option<Interval> {
    prism.window(wait.position)?.overlap(wait.interval())
}

/// Each silence with those that cross it best; a pair that is good for both stands in it twice.
fn silences_crossed(
    silences: &[Silence<'_>],
    index: &RTree<Indexed>,
    options: &DarkOptions,
) -> Vec<Candidate> {
    let crossed = silences.iter().enumerate().flat_map(|(one, silence)| {
        let near = touching(index, &silence.prism.boxes(options.slab)).into_iter();
        let mut possible: Vec<Candidate> = near
            .filter_map(|other| {
                let slack = most_together(&silence.prism, &silences[other].prism, options)?;
                Some(candidate(one, other, slack, silences))
            })
            .collect();
        count_alternatives(&mut possible, silences);
        refine(possible, silences, options)
    });
    crossed.collect()
}

/// Looks at the most promising first, and no further once the rest cannot be better: what was estimated from above
/// becomes what a first look finds.
fn refine(mut possible: Vec<Candidate>, silences: &[Silence<'_>], options: &DarkOptions) -> Vec<Candidate> {
    possible.sort_by(Candidate::order);
    let mut refined: Vec<Candidate> = Vec::new();
    for estimate in possible {
        if refined.len() >= options.keep && refined[options.keep - 1].share >= estimate.share {
            break;
        }
        let (a, b) = (&silences[estimate.one].prism, &silences[estimate.other].prism);
        if let Some(slack) = first_look(a, b, options) {
            let exact = candidate(estimate.one, estimate.other, slack, silences);
            refined.push(Candidate { alternatives: estimate.alternatives, ..exact });
            refined.sort_by(Candidate::order);
        }
    }
    refined.truncate(options.keep);
    refined
}

/// The time that two silent hulls could have spent together at most, if it is long enough.
fn most_together(a: &Prism, b: &Prism, options: &DarkOptions) -> Option<Span> {
    let most = a.most_together(b);
    (a.hull.mmsi != b.hull.mmsi && most >= options.at_least).then_some(most)
}

fn candidate(one: usize, other: usize, slack: Span, silences: &[Silence<'_>]) -> Candidate {
    let (a, b) = (silences[one].prism.silence, silences[other].prism.silence);
    let away = a.end().max(b.end()) - a.start().min(b.start());
    Candidate { one, other, slack, share: slack.hours() / away.hours(), alternatives: 0 }
}

/// The partners that one party could have had instead.
fn count_alternatives(of_one: &mut [Candidate], silences: &[Silence<'_>]) {
    let partners: BTreeSet<HullId> =
        of_one.iter().map(|candidate| silences[candidate.other].prism.hull).collect();
    let alternatives = partners.len().saturating_sub(1) as u32;
    of_one.iter_mut().for_each(|candidate| candidate.alternatives = alternatives);
}

/// Those among the best few of both their parties.
fn best(mut found: Vec<Candidate>, options: &DarkOptions) -> Vec<Candidate> {
    found.sort_by(Candidate::order);
    let (mut of_one, mut of_other) = (BTreeMap::new(), BTreeMap::new());
    found.retain(|candidate| {
        let rank_of_one: &mut usize = of_one.entry(candidate.one).or_default();
        let rank_of_other: &mut usize = of_other.entry(candidate.other).or_default();
        (*rank_of_one, *rank_of_other) = (*rank_of_one + 1, *rank_of_other + 1);
        *rank_of_one <= options.keep && *rank_of_other <= options.keep
    });
    found
}

impl Candidate {
    /// Best first: by share, then by time.
    fn order(&self, other: &Self) -> Ordering {
        let by_share = other.share.total_cmp(&self.share).then(other.slack.cmp(&self.slack));
        by_share.then((self.one, self.other).cmp(&(other.one, other.other)))
    }

    /// Whether the same pair, seen from the other party, is among these.
    fn is_mutual(&self, sorted: &[Self]) -> bool {
        sorted.binary_search_by_key(&(self.other, self.one), |known| (known.one, known.other)).is_ok()
    }
}

/// The pairs of silences that stand in the list from both sides, each once.
fn mutual(mut crossed: Vec<Candidate>, silences: &[Silence<'_>]) -> Vec<Candidate> {
    crossed.sort_by_key(|candidate| (candidate.one, candidate.other));
    let hull = |number: usize| silences[number].prism.hull;
    let once = crossed.iter().filter(|candidate| hull(candidate.one) < hull(candidate.other));
    once.filter(|candidate| candidate.is_mutual(&crossed)).copied().collect()
}

fn seen_with_dark(
    candidate: &Candidate,
    wait: &Event,
    silence: &Silence<'_>,
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
) -> Event {
    let shared = visit(wait, &silence.prism).unwrap_or(wait.interval());
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
