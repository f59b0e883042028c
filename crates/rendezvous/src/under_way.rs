//! Transfers under way: hulls that sail abreast, close and steadily, for as long as a hose takes. The run's own encounters are
//! of hulls that are still, and this is told beside them, from a join of its own.

use chart::Chart;
use model::{Degrees, Event, Interval, Metres, Position, Span, Timestamp, Track};

use crate::reach::{contacts_within, hulls};
use crate::{Contact, Options, Ships, UnderWayOptions, whereabouts};

/// What of a contact of a join by [`Options::under_way`] is stored: each run of time within the reach in which the hulls mostly sail
/// abreast. [`model::Surroundings::others_near`] is left to [`crate::count_neighbours`].
pub fn abreast<'a>(
    contact: &Contact,
    ships: impl Into<Ships<'a>>,
    chart: &Chart,
    options: &Options,
    under_way: &UnderWayOptions,
) -> Vec<model::Contact> {
    let ships = ships.into();
    let pair = hulls(contact, ships);
    if pair.iter().any(|track| keeps_company(track, ships, under_way)) {
        return Vec::new();
    }
    let mut found = contacts_within(&[under_way.reach], contact, ships, chart, options);
    found.retain(|found| is_abreast(pair, &found.event, under_way));
    found
}

/// Whether a hull says that it sails beside others by trade: boats that share a net, tugs and whoever tows, pilots, patrols and other service
/// craft (ITU-R M.1371, types of ships 30 to 35 and 50 to 59). One that says it fishes and is as long as a tanker is not believed.
fn keeps_company(track: &Track, ships: Ships<'_>, options: &UnderWayOptions) -> bool {
    let Some(identity) = ships.identity(track.hull) else { return false };
    let is_long = identity.length().is_some_and(|length| length >= options.doubted_fishing);
    identity.ship_type.is_some_and(|kind| kind.is_service() || kind.is_fishing() && !is_long)
}

/// Whether two hulls sail abreast for at least half of the moments of a contact.
fn is_abreast(pair: [&Track; 2], met: &Event, options: &UnderWayOptions) -> bool {
    let (mut abreast, mut all) = (0, 0);
    for time in moments(met.interval()) {
        all += 1;
        let ways = pair.map(|track| Way::about(track, time, met.interval(), options));
        abreast += u32::from(matches!(ways, [Some(a), Some(b)] if a.is_abreast_of(&b, options)));
    }
    2 * abreast >= all
}

/// A minute apart, or evenly spread if those were too many (as for the figures of an encounter).
fn moments(when: Interval) -> impl Iterator<Item = Timestamp> {
    const MOST: i64 = 240;
    let step = Span::from_minutes(1).ms().max(when.span().ms() / MOST);
    (0..=when.span().ms() / step).map(move |at| when.start().saturating_add(Span::from_ms(at * step)))
}

/// Where a hull is at a moment, and where it goes.
struct Way {
    place: Position,
    course: Degrees,
}

impl Way {
    /// By what it makes good about the moment, within a contact; `None` for a hull that is not under way.
    fn about(track: &Track, time: Timestamp, met: Interval, options: &UnderWayOptions) -> Option<Self> {
        let half = Span::from_ms(options.speed_window.ms() / 2);
        let from = met.start().max(time.saturating_add(Span::from_ms(-half.ms())));
        let to = met.end().min(time.saturating_add(half));
        let at = |time| whereabouts::at(&track.fixes, time);
        let (before, place, after) = (at(from)?, at(time)?, at(to)?);
        let least = Metres(options.slowest.metres_per_second() * (to - from).secs());
        (to > from && before.geodesic(after) >= least).then(|| Self { place, course: before.bearing(after) })
    }

    /// Whether both go the same way, and neither is ahead.
    fn is_abreast_of(&self, other: &Self, options: &UnderWayOptions) -> bool {
        let bearing = self.place.bearing(other.place);
        let is_abeam = |course: Degrees| {
            let ahead = bearing.apart(course).0;
            (ahead - 90.0).abs() <= options.off_abeam.0
        };
        self.course.apart(other.course) <= options.courses_within
            && is_abeam(self.course)
            && is_abeam(other.course)
    }
}

#[cfg(test)]
mod tests {
    use model::{Dimensions, Event, Fleet, Identity, ShipType, Timeline, Transmitter, Vessel};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::oracle::{contacts_by_force, origin};
    use crate::world::{CHART, crowd, every, from, minute, place, track};
    use crate::{Profile, contacts, encounters};

    /// Metres that a knot makes in a minute.
    const METRES_A_MINUTE: f64 = 1852.0 / 60.0;

    fn asked() -> Options {
        Options { under_way: Some(UnderWayOptions::default()), ..Options::default() }
    }

    fn stored(tracks: &[Track]) -> Vec<model::Contact> {
        let (joined, under_way) = asked().of_under_way().expect("it is asked for");
        let near = contacts(tracks, &joined);
        near.iter().flat_map(|contact| abreast(contact, tracks, &CHART, &joined, &under_way)).collect()
    }

    fn transfers(tracks: &[Track]) -> Vec<Event> {
        let stored = stored(tracks).into_iter();
        stored.filter(|contact| Profile::UNDER_WAY.takes(contact)).map(|contact| contact.event).collect()
    }

    /// A ship that makes so many knots north for six hours, from so far ahead and to starboard of the place where all begin.
    fn sailing(mmsi: u32, knots: f64, ahead: f64, side: f64) -> Track {
        let at = |minute: f64| place(ahead + knots * METRES_A_MINUTE * minute, side);
        track(mmsi, every(5.0, 0.0, 360.0).map(|minute| (minute, at(minute))))
    }

    /// How many transfers a ship at so many knots makes with another.
    fn beside(knots: f64, other: Track) -> usize {
        transfers(&[sailing(440_000_001, knots, 0.0, 0.0), other]).len()
    }

    #[test]
    fn two_tankers_abreast_at_three_to_six_knots_for_six_hours_are_a_transfer_under_way_and_no_encounter_of_the_run()
     {
        for knots in [3.0, 5.0, 6.0] {
            let pair = [sailing(440_000_001, knots, 0.0, 0.0), sailing(440_000_002, knots, 60.0, 180.0)];
            let found = transfers(&pair);
            assert_eq!(found.len(), 1, "{knots} kn");
            assert_eq!(found[0].interval().span(), Span::from_hours(6), "{knots} kn");
        }
        let pair = [sailing(440_000_001, 5.0, 0.0, 0.0), sailing(440_000_002, 5.0, 60.0, 180.0)];
        assert_eq!(encounters(&pair, &CHART, &asked()), []);
    }

    #[test]
    fn ships_that_lie_alongside_or_sail_at_eight_knots_are_not_under_way_together() {
        assert_eq!(beside(0.0, sailing(440_000_002, 0.0, 0.0, 100.0)), 0);
        assert_eq!(beside(8.0, sailing(440_000_002, 8.0, 0.0, 100.0)), 0);
        assert_eq!(beside(5.0, sailing(440_000_002, 5.0, 0.0, 100.0)), 1);
    }

    #[test]
    fn a_ship_that_overtakes_another_at_a_knot_makes_no_transfer() {
        assert_eq!(beside(5.0, sailing(440_000_002, 6.0, -1_500.0, 100.0)), 0);
        assert_eq!(
            stored(&[sailing(440_000_001, 5.0, 0.0, 0.0), sailing(440_000_002, 6.0, -1_500.0, 100.0)]).len(),
            1
        );
        assert_eq!(beside(5.0, sailing(440_000_002, 5.02, -100.0, 100.0)), 1);
    }

    #[test]
    fn a_ship_that_crosses_anothers_course_is_not_even_kept() {
        let crossing =
            |minute: f64| place(150.0 * METRES_A_MINUTE * 5.0, (minute - 150.0) * 5.0 * METRES_A_MINUTE);
        let other = track(440_000_002, every(5.0, 0.0, 360.0).map(|minute| (minute, crossing(minute))));
        assert_eq!(stored(&[sailing(440_000_001, 5.0, 0.0, 0.0), other]), []);
    }

    #[test]
    fn a_convoy_in_line_ahead_and_a_tug_with_her_tow_are_no_transfer() {
        for (ahead, side) in [(400.0, 0.0), (190.0, 10.0), (150.0, -25.0)] {
            assert_eq!(beside(5.0, sailing(440_000_002, 5.0, ahead, side)), 0, "{ahead} m ahead");
        }
        assert_eq!(beside(5.0, sailing(440_000_002, 5.0, 70.0, 60.0)), 1);
    }

    #[test]
    fn trawlers_with_a_net_of_400_m_between_them_are_too_far_apart_for_a_hose() {
        assert_eq!(beside(3.0, sailing(440_000_002, 3.0, 0.0, 400.0)), 0);
        assert_eq!(beside(3.0, sailing(440_000_002, 3.0, 0.0, 190.0)), 1);
    }

    /// How many transfers two ships of such types and lengths make, so far apart at so many knots.
    fn of_types(ships: [(u8, u16); 2], knots: f64, side: f64) -> usize {
        let tracks = vec![sailing(440_000_001, knots, 0.0, 0.0), sailing(440_000_002, knots, 0.0, side)];
        let vessel = |(track, (code, length)): (&Track, (u8, u16))| Vessel {
            hull: track.hull,
            identity: Identity {
                ship_type: ShipType::from_field(code),
                dimensions: Some(Dimensions {
                    bow: length / 2,
                    stern: length - length / 2,
                    port: 5,
                    starboard: 5,
                }),
                ..Identity::default()
            },
            timeline: Timeline::default(),
            transmitter: Transmitter::ClassA,
            first_seen: track.fixes[0].time,
            last_seen: track.fixes[0].time,
            unplaced: Vec::new(),
        };
        let fleet = Fleet { vessels: tracks.iter().zip(ships).map(vessel).collect(), tracks };
        let (joined, under_way) = asked().of_under_way().expect("it is asked for");
        let near = contacts(&fleet.tracks, &joined);
        let stored = near.iter().flat_map(|contact| abreast(contact, &fleet, &CHART, &joined, &under_way));
        stored.filter(|contact| Profile::UNDER_WAY.takes(contact)).count()
    }

    const TANKER: (u8, u16) = (80, 90);

    #[test]
    fn trawlers_that_tow_their_net_at_190_m_and_three_knots_are_no_transfer_and_tankers_as_far_apart_are() {
        let trawler = (30, 38);
        assert_eq!(of_types([trawler, trawler], 3.0, 190.0), 0);
        assert_eq!(of_types([TANKER, trawler], 3.0, 190.0), 0);
        assert_eq!(of_types([TANKER, TANKER], 3.0, 190.0), 1);
        assert_eq!(
            of_types([TANKER, (30, 80)], 3.0, 190.0),
            1,
            "a ship that says it fishes and is as long as a tanker"
        );
        assert_eq!(of_types([TANKER, (0, 38)], 3.0, 190.0), 1, "a ship of no stated type");
    }

    #[test]
    fn a_tug_made_fast_alongside_a_tanker_is_no_transfer_and_a_bunker_tanker_there_is() {
        for tug in [(52, 30), (31, 40), (32, 60), (53, 50)] {
            assert_eq!(of_types([TANKER, tug], 4.0, 40.0), 0, "{tug:?}");
        }
        assert_eq!(of_types([TANKER, (80, 40)], 4.0, 40.0), 1);
    }

    #[test]
    fn hours_in_which_one_of_two_was_unheard_are_no_transfer() {
        let heard_again = |mut ship: Track| {
            let fixes = ship.fixes.to_mut();
            fixes.retain(|fix| !(60.0..=300.0).contains(&((fix.time - minute(0.0)).minutes())));
            ship
        };
        assert_eq!(beside(5.0, heard_again(sailing(440_000_002, 5.0, 0.0, 100.0))), 0);
    }

    /// A few ships that set out from within some hundred metres on nearly one course, change it together, and are heard now and then.
    fn fleet(rng: &mut ChaCha8Rng, origin: Position) -> Vec<Track> {
        let (knots, course) = (rng.random_range(1.0..8.0), rng.random_range(0.0..360.0));
        let ship = |number: u32, rng: &mut ChaCha8Rng| {
            let mut at = from(origin, rng.random_range(-200.0..200.0), rng.random_range(-200.0..200.0));
            let (mut clock, mut fixes) = (rng.random_range(0.0..30.0), Vec::new());
            let pace = [0.5, 5.0, 20.0, 45.0][rng.random_range(0..4)];
            while clock < 600.0 && fixes.len() < 150 {
                fixes.push((clock, at));
                let minutes = pace * rng.random_range(0.5..1.5);
                let turned = course + if clock > 300.0 { 40.0 } else { 0.0 } + rng.random_range(-2.0..2.0);
                let made = knots * METRES_A_MINUTE * minutes * rng.random_range(0.98..1.02);
                at = at.towards(Degrees(turned), Metres(made));
                clock += minutes;
            }
            track(440_000_000 + number, fixes)
        };
        (0..rng.random_range(2..5)).map(|number| ship(number, rng)).collect()
    }

    #[test]
    fn hulls_under_way_are_found_as_brute_force_finds_them() {
        let (joined, under_way) = asked().of_under_way().expect("it is asked for");
        let (mut found, mut refused) = (0, 0);
        for seed in 0..3_000 {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let origin = origin(&mut rng);
            let tracks = if seed % 3 == 0 { crowd(&mut rng, origin) } else { fleet(&mut rng, origin) };
            let force = contacts_by_force(&tracks, under_way.reach, &joined);
            let near = contacts(&tracks, &joined);
            let all = near.iter().flat_map(|contact| {
                contacts_within(&[under_way.reach], contact, (&tracks).into(), &CHART, &joined)
            });
            let mut all: Vec<_> =
                all.map(|contact| (contact.event.parties, contact.event.interval())).collect();
            all.sort_by_key(|(parties, when)| (parties.a, parties.b, when.start()));
            assert_eq!(all, force, "seed {seed}");
            let told = stored(&tracks).len();
            found += told;
            refused += all.len() - told;
        }
        assert!(found > 200 && refused > 600, "{found} abreast, {refused} not");
    }
}
