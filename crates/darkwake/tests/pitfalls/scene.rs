//! The traffic of a scene: two ships that come together, others that lie there too, and boats around them, as an archive.

use std::f64::consts::TAU;
use std::fmt::Write;

use model::{Degrees, Metres, Position, Span, Timestamp};

/// Two ships, and how they come together.
#[derive(Clone, Copy)]
pub(crate) struct Scene {
    pub(crate) first: Craft,
    pub(crate) second: Craft,
    pub(crate) place: Place,
    pub(crate) way: Way,
    /// Who else is there.
    pub(crate) others: &'static [Other],
    /// Whether the geometry alone makes an encounter of it.
    pub(crate) is_encounter: bool,
    /// Whether it may stand in a lead that something else decides.
    pub(crate) may_be_told: bool,
}

/// What a ship broadcasts of itself: number, type code, length in metres (0 for none), class.
#[derive(Clone, Copy)]
pub(crate) struct Craft {
    pub(crate) mmsi: u32,
    pub(crate) code: u8,
    pub(crate) length_m: u16,
    pub(crate) class: char,
}

/// Another ship that lies at the place, metres north and east of the first, while the two are there.
#[derive(Clone, Copy)]
pub(crate) struct Other {
    pub(crate) craft: Craft,
    pub(crate) at: [f64; 2],
}

/// Degrees north and east.
pub(crate) type Place = [f64; 2];

/// What the two do at the place.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// Both stay, so many metres apart.
    Lie { hours: f64, apart: f64 },
    /// The first stays, and the second goes on from her to two others, so many hours beside each.
    Rounds { hours: f64 },
    /// Both go east side by side, so many metres apart.
    Abreast { knots: f64, hours: f64, apart: f64 },
    /// Both go east, 200 m apart when the second, which is faster, passes the first.
    Overtake { first_knots: f64, second_knots: f64 },
    /// The first stays; the second crosses 100 m off at ten knots, with a stop in the middle.
    Cross { stop_hours: f64 },
}

/// Hours after the two came together, metres north and east of the place.
type Waypoint = (f64, f64, f64);

/// Two ships that wait to be served after the first.
pub(crate) const SERVED: &[Other] = &[
    Other { craft: Craft { mmsi: 477_000_011, code: 70, length_m: 180, class: 'A' }, at: [1_500.0, 200.0] },
    Other { craft: Craft { mmsi: 371_000_012, code: 79, length_m: 140, class: 'A' }, at: [2_900.0, -300.0] },
];

/// A dozen jiggers of a squid fleet, some hundred metres apart, about a ship.
pub(crate) const FLEET: &[Other] = &[
    jigger(0, -400.0, -900.0),
    jigger(1, -350.0, -450.0),
    jigger(2, -420.0, 30.0),
    jigger(3, -390.0, 480.0),
    jigger(4, -430.0, 930.0),
    jigger(5, 20.0, -880.0),
    jigger(6, 40.0, -440.0),
    jigger(7, 10.0, 460.0),
    jigger(8, -20.0, 910.0),
    jigger(9, 430.0, -460.0),
    jigger(10, 480.0, 10.0),
    jigger(11, 440.0, 470.0),
];

const fn jigger(number: u32, north: f64, east: f64) -> Other {
    Other {
        craft: Craft { mmsi: 150_200_100 + number, code: 0, length_m: 65, class: 'A' },
        at: [north, east],
    }
}

const METRES_AN_HOUR: f64 = 1852.0;
const ALONGSIDE_M: f64 = 60.0;

impl Way {
    /// How long the two are there, and where each is meanwhile.
    fn legs(self) -> (f64, [Vec<Waypoint>; 2]) {
        let along = |knots: f64, hours: f64| knots * hours * METRES_AN_HOUR;
        match self {
            Self::Lie { hours, apart } => {
                (hours, [0.0, apart].map(|north| vec![(0.0, north, 0.0), (hours, north, 0.0)]))
            }
            Self::Rounds { hours } => {
                let served = |number: usize| {
                    let [north, east] = if number == 0 { [0.0, 0.0] } else { SERVED[number - 1].at };
                    let from = number as f64 * (hours + 0.25);
                    [(from, north + ALONGSIDE_M, east), (from + hours, north + ALONGSIDE_M, east)]
                };
                let second: Vec<Waypoint> = (0..=SERVED.len()).flat_map(served).collect();
                let whole = second[second.len() - 1].0;
                (whole, [vec![(0.0, 0.0, 0.0), (whole, 0.0, 0.0)], second])
            }
            Self::Abreast { knots, hours, apart } => (
                hours,
                [0.0, apart].map(|north| vec![(0.0, north, 0.0), (hours, north, along(knots, hours))]),
            ),
            Self::Overtake { first_knots, second_knots } => {
                let hours = 6.0;
                let behind = along(second_knots - first_knots, hours / 2.0);
                let second = [(0.0, 200.0, -behind), (hours, 200.0, along(second_knots, hours) - behind)];
                (hours, [vec![(0.0, 0.0, 0.0), (hours, 0.0, along(first_knots, hours))], second.to_vec()])
            }
            Self::Cross { stop_hours } => {
                let (hours, half) = (10.0, stop_hours / 2.0);
                let way = along(10.0, hours / 2.0 - half);
                let second = [
                    (0.0, way, 100.0),
                    (hours / 2.0 - half, 0.0, 100.0),
                    (hours / 2.0 + half, 0.0, 100.0),
                    (hours, -way, 100.0),
                ];
                (hours, [vec![(0.0, 0.0, 0.0), (hours, 0.0, 0.0)], second.to_vec()])
            }
        }
    }
}

impl Scene {
    /// The archive, as NOAA published tables: each ship every ten minutes, for two days before and after.
    pub(crate) fn table(&self) -> String {
        let mut table =
            "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,\
                         Width,Draft,Cargo,TransceiverClass\n"
                .to_owned();
        let (hours, [first, second]) = self.way.legs();
        let silence = [hours + 4.0, hours + 34.0];
        self.write(&mut table, self.first, &voyage(hours, &first), |at| silence[0] < at && at < silence[1]);
        self.write(&mut table, self.second, &arrival(hours, &second), |_| false);
        for Other { craft, at: [north, east] } in self.others {
            let lies = [(0.0, *north, *east), (hours, *north, *east)];
            self.write(&mut table, *craft, &arrival(hours, &lies), |_| false);
        }
        for boat in 0..12 {
            let craft = Craft { mmsi: 413_500_000 + boat, code: 30, length_m: 25, class: 'A' };
            self.write(&mut table, craft, &to_and_fro(hours, f64::from(boat)), |_| false);
        }
        table
    }

    fn write(&self, table: &mut String, craft: Craft, way: &[Waypoint], is_silent: impl Fn(f64) -> bool) {
        let Craft { mmsi, code, length_m, class } = craft;
        let (from, to) = (way[0].0, way[way.len() - 1].0);
        let moments = (0..).map(|step| from + f64::from(step) / 6.0).take_while(|at| *at <= to);
        for at in moments.filter(|at| !is_silent(*at)) {
            let (north, east, knots, course) = on_the_way(way, at);
            // Fixes scatter, or they would be taken for a place held to the last digit.
            let angle = at * 1000.0 + f64::from(mmsi % 1000);
            let place = self.off(north + 8.0 * angle.sin(), east + 8.0 * angle.cos());
            let time = moment(at);
            let (lat, lon) = (place.lat(), place.lon());
            let length = if length_m == 0 { String::new() } else { length_m.to_string() };
            let _ = writeln!(
                table,
                "{mmsi},{time},{lat:.6},{lon:.6},{knots:.1},{course:.1},511,,,,{code},0,{length},,,,{class}"
            );
        }
    }

    fn off(&self, north: f64, east: f64) -> Position {
        let [lat, lon] = self.place.map(Degrees);
        let place = Position::from_degrees(lat, lon).expect("a place on Earth");
        place.towards(Degrees(0.0), Metres(north)).towards(Degrees(90.0), Metres(east))
    }
}

/// Two days to and fro in the east, then the scene, and away; slow enough for nobody to wonder.
fn voyage(hours: f64, scene: &[Waypoint]) -> Vec<Waypoint> {
    const EAST: [Waypoint; 4] =
        [(-60.0, 0.0, 50e3), (-45.0, 0.0, 300e3), (-30.0, 0.0, 50e3), (-15.0, 0.0, 300e3)];
    let last = scene[scene.len() - 1];
    let away = [(hours + 4.0, 0.0, last.2 + 45e3), (hours + 34.0, 60e3, 60e3), (hours + 60.0, 60e3, 500e3)];
    [&EAST, scene, &away].concat()
}

/// Comes from the north-east, and goes back.
fn arrival(hours: f64, scene: &[Waypoint]) -> Vec<Waypoint> {
    let (first, last) = (scene[0], scene[scene.len() - 1]);
    let from = (-30.0, first.1 + 250e3, first.2 + 150e3);
    let to = (hours + 30.0, last.1 + 250e3, last.2 + 150e3);
    [&[from], scene, &[to]].concat()
}

/// A boat that steams up and down some miles off, heard by whoever hears the ships of the scene.
fn to_and_fro(hours: f64, boat: f64) -> Vec<Waypoint> {
    let north = if boat < 6.0 { 8e3 + 3e3 * boat } else { -8e3 - 3e3 * (boat - 6.0) };
    let turns = ((hours + 120.0) / 5.0) as u32;
    let east = |turn: u32| if turn.is_multiple_of(2) { 5e3 } else { 75e3 };
    (0..=turns).map(|turn| (-60.0 + 5.0 * f64::from(turn), north, east(turn))).collect()
}

/// Metres north and east, knots, and the course in degrees at a moment.
fn on_the_way(way: &[Waypoint], at: f64) -> (f64, f64, f64, f64) {
    let leg = way.windows(2).find(|leg| at <= leg[1].0).unwrap_or(&way[way.len() - 2..]);
    let ((since, north, east), (until, to_north, to_east)) = (leg[0], leg[1]);
    let share = (at - since) / (until - since);
    let (up, right) = (to_north - north, to_east - east);
    let knots = up.hypot(right) / (until - since) / METRES_AN_HOUR;
    let course = right.atan2(up).rem_euclid(TAU).to_degrees();
    (north + up * share, east + right * share, knots, course)
}

/// Hours after the two came together, on the tenth of June 2019.
fn moment(hours: f64) -> String {
    let midnight = Timestamp::from_rfc3339("2019-06-10T00:00:00Z").expect("RFC 3339");
    let time = midnight.saturating_add(Span::from_secs_f64((hours * 3600.0).round()));
    time.to_string().trim_end_matches('Z').to_owned()
}
