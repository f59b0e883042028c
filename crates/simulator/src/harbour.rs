//! Harbours: berths, waiting anchorages and the gates through which ships leave the world.

use chart::Chart;
use model::{Degrees, Interval, Metres, Position};

use crate::climate::Climate;
use crate::dice::Dice;
use crate::lanes::Lanes;
use crate::place::{Step, charted, stepped};

/// A harbour, or a gate at the edge of the world.
#[derive(Debug, Clone)]
pub(crate) struct Harbour {
    pub(crate) name: &'static str,
    pub(crate) flag: Flag,
    /// How much of the traffic it draws, against the others.
    pub(crate) weight: f64,
    pub(crate) berths: Spots,
    pub(crate) anchorage: Spots,
    /// Where the tide of its anchorage stands.
    pub(crate) tide: f64,
}

/// Where a harbour lies, or that it lies beyond the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flag {
    Korea,
    China,
    Japan,
    Russia,
    Dprk,
    /// Beyond the edge of the world.
    Beyond,
}

/// Places for one ship each, and when they are taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spots {
    places: Vec<Position>,
    taken: Vec<Vec<Interval>>,
}

/// Name, place (the roads or the town, to some minutes; World Port Index and general knowledge), flag, weight.
type Listed = (&'static str, (f64, f64), Flag, f64);

const LISTED: [Listed; 35] = [
    ("BUSAN", (35.08, 129.06), Flag::Korea, 8.0),
    ("ULSAN", (35.45, 129.42), Flag::Korea, 5.0),
    ("POHANG", (36.05, 129.43), Flag::Korea, 2.0),
    ("DONGHAE", (37.50, 129.16), Flag::Korea, 1.0),
    ("YEOSU", (34.72, 127.80), Flag::Korea, 5.0),
    ("MOKPO", (34.75, 126.30), Flag::Korea, 1.5),
    ("JEJU", (33.54, 126.54), Flag::Korea, 1.0),
    ("GUNSAN", (35.97, 126.50), Flag::Korea, 1.0),
    ("DAESAN", (37.03, 126.38), Flag::Korea, 2.5),
    ("PYEONGTAEK", (37.02, 126.70), Flag::Korea, 2.0),
    ("INCHEON", (37.42, 126.55), Flag::Korea, 4.0),
    ("SHANGHAI", (31.05, 122.15), Flag::China, 7.0),
    ("NINGBO", (29.97, 121.80), Flag::China, 6.0),
    ("ZHOUSHAN", (29.98, 122.30), Flag::China, 4.0),
    ("LIANYUNGANG", (34.75, 119.47), Flag::China, 3.0),
    ("RIZHAO", (35.38, 119.58), Flag::China, 2.5),
    ("QINGDAO", (36.03, 120.28), Flag::China, 5.0),
    ("WEIHAI", (37.48, 122.15), Flag::China, 1.0),
    ("YANTAI", (37.58, 121.43), Flag::China, 1.5),
    ("LONGKOU", (37.65, 120.30), Flag::China, 1.0),
    ("DALIAN", (38.92, 121.70), Flag::China, 4.0),
    ("YINGKOU", (40.28, 122.05), Flag::China, 1.5),
    ("TIANJIN", (38.95, 117.85), Flag::China, 4.0),
    ("QINHUANGDAO", (39.90, 119.65), Flag::China, 2.0),
    ("WENZHOU", (27.97, 121.00), Flag::China, 1.0),
    ("HAKATA", (33.63, 130.35), Flag::Japan, 2.0),
    ("NAGASAKI", (32.70, 129.80), Flag::Japan, 1.0),
    ("VLADIVOSTOK", (43.05, 131.88), Flag::Russia, 1.5),
    ("VOSTOCHNY", (42.74, 133.06), Flag::Russia, 1.5),
    ("NAMPO", (38.712, 125.38), Flag::Dprk, 0.0),
    ("CHONGJIN", (41.76, 129.83), Flag::Dprk, 0.0),
    ("RAJIN", (42.22, 130.29), Flag::Dprk, 0.0),
    ("GATE SOUTH WEST", (26.05, 120.45), Flag::Beyond, 5.0),
    ("GATE SOUTH", (26.05, 125.0), Flag::Beyond, 4.0),
    ("GATE EAST", (32.2, 135.9), Flag::Beyond, 5.0),
];

impl Harbour {
    /// Every harbour that ships can reach, in the order of the list, with room for the ships of a world.
    pub(crate) fn all(
        vessels: u32,
        chart: &Chart,
        lanes: &mut Lanes<'_>,
        climate: &Climate,
        dice: &mut Dice,
    ) -> Vec<Self> {
        let size = Size::of(vessels);
        let built = LISTED.iter().map(|listed| Self::build(listed, size, chart, lanes, climate, dice));
        built.filter(|harbour| !harbour.berths.places.is_empty()).collect()
    }

    /// Whether ships leave the world there.
    pub(crate) fn is_gate(&self) -> bool {
        self.flag == Flag::Beyond
    }

    fn build(
        &(name, place, flag, weight): &Listed,
        size: Size,
        chart: &Chart,
        lanes: &mut Lanes<'_>,
        climate: &Climate,
        dice: &mut Dice,
    ) -> Self {
        let (berths, anchorage) = if flag == Flag::Beyond {
            (Spots::gate(charted(place), lanes), Spots::default())
        } else {
            let quay = Ring { centre: charted(place), inner: 0.0, outer: 11_000.0, shore: 150.0 };
            let roads = size.wider(roads(charted(place), chart, lanes, dice));
            let berth_room = size.closer(dice.metres(380.0, 800.0));
            (
                quay.spots(size.times(40), berth_room, chart, lanes, dice),
                roads.spots(size.times(24), climate.anchor_room, chart, lanes, dice),
            )
        };
        Self { name, flag, weight, berths, anchorage, tide: dice.unit() }
    }
}

/// How many times the ships of a world of 1,500 hulls a harbour must hold: without a berth they would lie off it for a day, and
/// tell of cargo that they cannot have moved there.
#[derive(Debug, Clone, Copy)]
struct Size(f64);

impl Size {
    fn of(vessels: u32) -> Self {
        Self((f64::from(vessels) / 1_500.0).max(1.0))
    }

    fn times(self, places: usize) -> usize {
        (places as f64 * self.0) as usize
    }

    /// More berths at the same quays.
    fn closer(self, room: Metres) -> Metres {
        Metres(room.0 / self.0.sqrt())
    }

    /// More water for as many more ships.
    fn wider(self, ring: Ring) -> Ring {
        Ring { outer: ring.outer * self.0.sqrt(), ..ring }
    }
}

/// Where ships wait for a berth: a crowded patch of water some way off the harbour.
fn roads(harbour: Position, chart: &Chart, lanes: &mut Lanes<'_>, dice: &mut Dice) -> Ring {
    const TRIES: u32 = 200;
    let mut centre = harbour;
    for k in 0..TRIES {
        let off = Metres(dice.between(5_000.0, 10_000.0 + 100.0 * f64::from(k)));
        let at = stepped(harbour, Step::polar(dice.direction(), off));
        if chart.shore_distance(at) >= Metres(3_000.0) && lanes.reaches(at) {
            centre = at;
            break;
        }
    }
    Ring { centre, inner: 0.0, outer: 4_500.0, shore: 1_200.0 }
}

/// A ring of water to be filled with places for ships.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ring {
    pub(crate) centre: Position,
    /// Inner radius in metres.
    pub(crate) inner: f64,
    /// Outer radius in metres.
    pub(crate) outer: f64,
    /// Least distance to the coast in metres.
    pub(crate) shore: f64,
}

impl Ring {
    /// Up to `most` places at least `room` apart, those near the centre first.
    pub(crate) fn spots(
        &self,
        most: usize,
        room: Metres,
        chart: &Chart,
        lanes: &mut Lanes<'_>,
        dice: &mut Dice,
    ) -> Spots {
        const TRIES_EACH: usize = 17;
        let tries = (most * TRIES_EACH).max(700);
        let mut places: Vec<Position> = Vec::new();
        for k in 0..tries {
            let radius = self.inner + (self.outer - self.inner) * (k as f64 / tries as f64);
            let at = stepped(self.centre, Step::polar(dice.direction(), Metres(radius)));
            let free = places.iter().all(|other| other.distance(at) >= room);
            if free && chart.shore_distance(at).0 >= self.shore && lanes.reaches(at) {
                places.push(at);
            }
            if places.len() == most {
                break;
            }
        }
        Spots { taken: vec![Vec::new(); places.len()], places }
    }
}

impl Spots {
    /// Points along the edge of the world, where ships come and go without meeting.
    fn gate(centre: Position, lanes: &mut Lanes<'_>) -> Self {
        let along =
            (-8..=8).map(|k| stepped(centre, Step::polar(Degrees(90.0), Metres(f64::from(k) * 2_500.0))));
        let places: Vec<Position> = along.filter(|at| lanes.reaches(*at)).collect();
        Self { taken: vec![Vec::new(); places.len()], places }
    }

    /// A free place for the time given, by chance.
    pub(crate) fn take(&mut self, when: Interval, dice: &mut Dice) -> Option<Position> {
        let first = dice.below(self.places.len().max(1));
        self.take_from(first, when)
    }

    /// The free place nearest to the middle: ships crowd where others lie.
    pub(crate) fn take_inmost(&mut self, when: Interval) -> Option<Position> {
        self.take_from(0, when)
    }

    fn take_from(&mut self, first: usize, when: Interval) -> Option<Position> {
        let mut order = (first..self.places.len()).chain(0..first.min(self.places.len()));
        let free = order.find(|k| self.taken[*k].iter().all(|busy| busy.overlap(when).is_none()))?;
        self.taken[free].push(when);
        Some(self.places[free])
    }

    /// Any of the places, taken or not.
    pub(crate) fn any(&self, dice: &mut Dice) -> Option<Position> {
        (!self.places.is_empty()).then(|| *dice.pick(&self.places))
    }

    /// How many ships find room.
    pub(crate) fn room(&self) -> usize {
        self.places.len()
    }
}
