//! Contacts as they are stored: what of a contact lies within each reach, measured as an encounter is.
//!
//! The join finds who was within the widest distance, once. What is nearer is solved for here, within that time and from the
//! same motion, so that a profile of 250 m or of 50 m needs no join of its own.

use chart::Chart;
use model::{Interval, Reach, Span, Track};

use crate::approach::Approach;
use crate::legs::LegPairs;
use crate::meeting::{Meeting, Part};
use crate::plane::{Leg, Run};
use crate::{Contact, EncounterOptions, Options, Ships, measure};

/// What of a contact of the join is stored: each run of time within each reach of [`crate::ContactOptions`], by reach and time.
/// [`model::Surroundings::others_near`] is left to [`crate::count_neighbours`].
pub fn reached<'a>(
    contact: &Contact,
    ships: impl Into<Ships<'a>>,
    chart: &Chart,
    options: &Options,
) -> Vec<model::Contact> {
    contacts_within(&options.contact.reaches, contact, ships.into(), chart, options)
}

/// The same within some reaches.
pub(crate) fn contacts_within(
    reaches: &[Reach],
    contact: &Contact,
    ships: Ships<'_>,
    chart: &Chart,
    options: &Options,
) -> Vec<model::Contact> {
    let least = options.contact.at_least;
    if contact.within.span() < least {
        return Vec::new();
    }
    let [a, b] = hulls(contact, ships);
    let approaches = Approaches::of(a, b, contact.within);
    let of_reach = |reach: &Reach| {
        let runs = approaches.runs_in_reach(*reach, &options.encounter);
        let long_enough = runs.into_iter().filter(|run| run.span() >= least);
        let meetings = long_enough.map(|run| Meeting::of(a, b, Part::contact(run)));
        let measured =
            meetings.filter(Meeting::was_heard).map(|met| measure::event(&met, ships, chart, options));
        measured.map(|event| model::Contact { reach: *reach, event }).collect::<Vec<_>>()
    };
    reaches.iter().flat_map(of_reach).collect()
}

/// The hulls of a contact, the lower number first.
pub(crate) fn hulls<'a>(contact: &Contact, ships: Ships<'a>) -> [&'a Track; 2] {
    let [one, other] = [contact.a, contact.b].map(|number| &ships.tracks[number as usize]);
    if one.hull < other.hull { [one, other] } else { [other, one] }
}

/// How two hulls moved beside each other, leg by leg: solved once for all reaches.
struct Approaches {
    within: Interval,
    of_legs: Vec<([Leg; 2], Run, Approach)>,
}

impl Approaches {
    fn of(a: &Track, b: &Track, within: Interval) -> Self {
        let pairs = LegPairs::of(a, b, within);
        let solved = pairs.filter_map(|(a, b, run)| Some(([a, b], run, Approach::of(&a, &b)?)));
        Self { within, of_legs: solved.collect() }
    }

    /// The runs of time within the leave distance, each from the moment on from which the hulls stay within the enter distance for
    /// long enough; those in which they never do are none.
    fn runs_in_reach(&self, reach: Reach, options: &EncounterOptions) -> Vec<Interval> {
        let (mut close, mut near) = (Vec::new(), Vec::new());
        for (legs, run, approach) in &self.of_legs {
            if legs.iter().all(|leg| is_known(leg, reach, options)) {
                near.extend(approach.within(reach.leave).and_then(|near| near.overlap(*run)));
                close.extend(approach.within(reach.enter).and_then(|close| close.overlap(*run)));
            }
        }
        let close = joined(close);
        let entered = joined(near).into_iter().filter_map(|near| {
            let mut stays = close.iter().filter_map(|close| close.overlap(near));
            let entry = stays.find(|stay| stay.span_ms() >= options.enter_for.ms())?;
            Some(Run { from_ms: entry.from_ms, ..near })
        });
        let origin = self.within.start();
        let moment = |ms: i64| origin.saturating_add(Span::from_ms(ms - origin.ms()));
        entered.map(|run| Interval::between(moment(run.from_ms), moment(run.to_ms))).collect()
    }
}

/// Whether it is known where a hull was on a leg, for a reach that bridges silences or for one that does not.
fn is_known(leg: &Leg, reach: Reach, options: &EncounterOptions) -> bool {
    let longest = if reach.bridged { options.bridge_within } else { options.linear_within };
    let lies =
        || reach.bridged && leg.duration_ms() <= options.lying_silence.ms() && options.is_one_place(leg);
    leg.duration_ms() <= longest.max(options.linear_within).ms() || lies()
}

/// Runs by time put together where they touch.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(open) if run.from_ms <= open.to_ms => open.to_ms = open.to_ms.max(run.to_ms),
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use model::{Event, Finding, Metres};
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::world::{CHART, crowd, every, lying, place, track};
    use crate::{Profile, contacts, count_neighbours, encounters, sort};

    fn stored(tracks: &[Track]) -> Vec<model::Contact> {
        let options = Options::default();
        let near = contacts(tracks, &options);
        near.iter().flat_map(|contact| reached(contact, tracks, &CHART, &options)).collect()
    }

    /// Of who lay beside two hulls, and of how they came and went, contacts tell nothing.
    fn forget_company(event: &mut Event) {
        match &mut event.finding {
            Finding::Encounter(met) => (met.beside, met.sailed) = (None, None),
            _ => unreachable!("only encounters are asked for"),
        }
    }

    #[test]
    fn gfws_meetings_are_the_same_from_stored_contacts_and_from_a_join_of_their_own() {
        let gfw = Options { encounter: EncounterOptions::gfw(), ..Options::default() };
        let mut met = 0;
        for seed in 0..1000 {
            let tracks = crowd(&mut ChaCha8Rng::seed_from_u64(seed), place(0.0, 0.0));
            let taken = stored(&tracks).into_iter().filter(|contact| Profile::GFW.takes(contact));
            let mut told: Vec<Event> = taken.map(|contact| contact.event).collect();
            count_neighbours(&mut told, &tracks, &gfw);
            sort(&mut told);
            let mut joined = encounters(&tracks, &CHART, &gfw);
            joined.iter_mut().for_each(forget_company);
            assert_eq!(told, joined, "seed {seed}");
            met += told.len();
        }
        assert!(met > 500, "{met} meetings");
    }

    #[test]
    fn who_was_within_a_reach_was_within_each_wider_one() {
        let mut nested = 0;
        for seed in 0..300 {
            let stored = stored(&crowd(&mut ChaCha8Rng::seed_from_u64(seed), place(0.0, 0.0)));
            let (widest, nearer): (Vec<_>, Vec<_>) =
                stored.iter().partition(|contact| contact.reach.leave == Metres(700.0));
            for contact in nearer {
                let holds = |wide: &&&model::Contact| {
                    let (wide, near) = (wide.event.interval(), contact.event.interval());
                    wide.start() <= near.start() && near.end() <= wide.end()
                };
                let same = widest.iter().filter(|wide| wide.event.parties == contact.event.parties);
                assert!(same.clone().any(|wide| holds(&wide)), "seed {seed}: {contact:?}");
                nested += 1;
            }
        }
        assert!(nested > 300, "{nested} contacts");
    }

    #[test]
    fn a_boat_alongside_for_half_an_hour_is_stored_and_one_for_eight_minutes_is_not() {
        let visit = |minutes: f64| {
            let away = move |at: f64| if (0.0..=minutes).contains(&at) { 30.0 } else { 2_000.0 };
            let boat = track(440_000_002, every(1.0, -60.0, 120.0).map(|at| (at, place(away(at), 0.0))));
            stored(&[lying(440_000_001, place(0.0, 0.0), -120.0, 180.0), boat])
        };
        let closest = |found: Vec<model::Contact>| {
            found.iter().filter(|contact| contact.reach.enter == Metres(50.0)).count()
        };
        assert_eq!((closest(visit(30.0)), closest(visit(8.0))), (1, 0));
    }
}
