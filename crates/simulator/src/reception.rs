//! Reception: who can hear a ship, when and how well.
//!
//! Coast stations hear by range, with outages, and not at all along the DPRK's coast; satellites pass a few times
//! a day, hear a share of the ships alone at sea and a smaller one where transmissions collide.

use model::{Interval, Metres, Position, Span, Timestamp};

use crate::climate::Climate;
use crate::dice::Dice;
use crate::place::{Step, charted};

/// Everything that listens to one world.
#[derive(Debug)]
pub(crate) struct Receivers {
    pub(crate) stations: Vec<Station>,
    pub(crate) passes: Vec<Pass>,
    /// Stations in reach of each half-degree cell.
    near: Vec<Vec<u16>>,
    range: Metres,
}

/// A station on the coast, or the feed of a satellite.
#[derive(Debug, Clone)]
pub(crate) struct Station {
    pub(crate) name: String,
    /// `None` for a satellite.
    place: Option<Position>,
    down: Vec<Interval>,
}

/// A satellite over the box.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pass {
    pub(crate) when: Interval,
    /// The satellite's number among the stations.
    pub(crate) station: u16,
    /// Chance that it hears a good class A ship alone at sea.
    pub(crate) detection: f64,
}

const SATELLITES: usize = 6;

/// Places with stations: name, place, whether on China's coast (towns of the coast, to some minutes).
const COAST: [(&str, (f64, f64), bool); 46] = [
    ("rBUSAN", (35.08, 129.08), false),
    ("rULSAN", (35.50, 129.43), false),
    ("rPOHANG", (36.08, 129.56), false),
    ("rDONGHAE", (37.55, 129.11), false),
    ("rSOKCHO", (38.20, 128.60), false),
    ("rULLEUNG", (37.48, 130.90), false),
    ("rYEOSU", (34.73, 127.76), false),
    ("rWANDO", (34.31, 126.76), false),
    ("rMOKPO", (34.79, 126.38), false),
    ("rHEUKSAN", (34.68, 125.44), false),
    ("rJEJU", (33.51, 126.53), false),
    ("rSEOGWIPO", (33.24, 126.56), false),
    ("rGUNSAN", (35.97, 126.62), false),
    ("rTAEAN", (36.75, 126.13), false),
    ("rINCHEON", (37.46, 126.60), false),
    ("rBAENGNYEONG", (37.96, 124.67), false),
    ("rTSUSHIMA", (34.20, 129.29), false),
    ("rHAKATA", (33.60, 130.40), false),
    ("rNAGASAKI", (32.72, 129.85), false),
    ("rGOTO", (32.70, 128.84), false),
    ("rKAGOSHIMA", (31.27, 130.20), false),
    ("rAMAMI", (28.38, 129.50), false),
    ("rNAHA", (26.21, 127.67), false),
    ("rSAKAI", (35.54, 133.23), false),
    ("rHAMADA", (34.90, 132.07), false),
    ("rVLADIVOSTOK", (43.08, 131.87), false),
    ("rNAKHODKA", (42.80, 132.88), false),
    ("rDALIAN", (38.90, 121.65), true),
    ("rDANDONG", (39.83, 124.15), true),
    ("rYINGKOU", (40.28, 122.10), true),
    ("rQINHUANGDAO", (39.91, 119.62), true),
    ("rTIANJIN", (38.97, 117.80), true),
    ("rLONGKOU", (37.65, 120.32), true),
    ("rYANTAI", (37.55, 121.40), true),
    ("rWEIHAI", (37.50, 122.12), true),
    ("rSHIDAO", (36.88, 122.43), true),
    ("rQINGDAO", (36.06, 120.36), true),
    ("rRIZHAO", (35.40, 119.56), true),
    ("rLIANYUNGANG", (34.75, 119.45), true),
    ("rYANCHENG", (33.28, 120.80), true),
    ("rNANTONG", (32.03, 121.70), true),
    ("rSHANGHAI", (31.10, 121.95), true),
    ("rSHENGSI", (30.72, 122.45), true),
    ("rNINGBO", (29.95, 121.90), true),
    ("rZHOUSHAN", (29.95, 122.30), true),
    ("rTAIZHOU", (28.45, 121.88), true),
];

const CELLS_PER_DEGREE: f64 = 2.0;
const SOUTH: f64 = 25.0;
const WEST: f64 = 116.0;
const ROWS: usize = 40;
const COLUMNS: usize = 44;

impl Receivers {
    /// The receivers of a world.
    pub(crate) fn new(span: Interval, climate: &Climate, dice: &mut Dice) -> Self {
        let mut stations = Vec::new();
        for (name, place, china) in COAST {
            let feeds = !china || dice.chance(climate.china_share);
            let down = outages(span, climate.outages_per_week, (2.0, 16.0), dice);
            if feeds {
                stations.push(Station { name: name.to_owned(), place: Some(charted(place)), down });
            }
        }
        let first = stations.len();
        for k in 0..SATELLITES {
            stations.push(Station { name: format!("SAT{}", k + 1), place: None, down: Vec::new() });
        }
        let passes = passes(span, climate, first, dice);
        let near = reach(&stations, climate.coast_range);
        Self { stations, passes, near, range: climate.coast_range }
    }

    /// The stations that may hear a transmission, each with its chance.
    pub(crate) fn hearing(
        &self,
        from: Position,
        time: Timestamp,
        strength: f64,
    ) -> impl Iterator<Item = (u16, f64)> {
        let near: &[u16] = cell(from).map_or(&[], |cell| &self.near[cell]);
        near.iter().filter_map(move |&number| {
            let station = &self.stations[usize::from(number)];
            let distance = Step::from_to(from, station.place?).length();
            let up = !station.down.iter().any(|down| down.contains(time));
            up.then(|| (number, chance(distance, Metres(self.range.0 * strength))))
        })
    }
}

/// Half at the range, little beyond: the radio horizon is sharp.
fn chance(distance: Metres, range: Metres) -> f64 {
    let beyond = (distance.0 - range.0) / (0.11 * range.0);
    0.96 / (1.0 + beyond.exp())
}

/// Some outages, each as many hours long as the bounds allow.
fn outages(span: Interval, per_week: f64, hours: (f64, f64), dice: &mut Dice) -> Vec<Interval> {
    let weeks = span.span().hours() / 168.0;
    let mut down = Vec::new();
    let mut expected = per_week * weeks;
    while expected > 0.0 {
        if dice.chance(expected.min(1.0)) {
            let from = span.start().saturating_add(Span::from_secs_f64(span.span().secs() * dice.unit()));
            down.push(Interval::between(from, from.saturating_add(dice.hours(hours.0, hours.1))));
        }
        expected -= 1.0;
    }
    down
}

fn passes(span: Interval, climate: &Climate, first: usize, dice: &mut Dice) -> Vec<Pass> {
    let mut passes = Vec::new();
    let blackouts = outages(span, climate.blackouts_per_week, (8.0, 22.0), dice);
    let mut time = span.start();
    let mean_h = 24.0 / climate.passes_per_day;
    loop {
        time = time.saturating_add(dice.hours(0.35 * mean_h, 1.65 * mean_h));
        if time >= span.end() {
            return passes;
        }
        if blackouts.iter().any(|lost| lost.contains(time)) {
            continue;
        }
        let when = Interval::between(time, time.saturating_add(dice.hours(0.1, 0.17)));
        let station = (first + dice.below(SATELLITES)) as u16;
        let detection = climate.pass_detection * dice.between(0.6, 1.1);
        passes.push(Pass { when, station, detection });
    }
}

fn reach(stations: &[Station], range: Metres) -> Vec<Vec<u16>> {
    let mut near = vec![Vec::new(); ROWS * COLUMNS];
    for (number, station) in stations.iter().enumerate() {
        let Some(place) = station.place else { continue };
        for (index, cell) in near.iter_mut().enumerate() {
            let (row, column) = (index / COLUMNS, index % COLUMNS);
            let lat = SOUTH + (row as f64 + 0.5) / CELLS_PER_DEGREE;
            let lon = WEST + (column as f64 + 0.5) / CELLS_PER_DEGREE;
            if Step::from_to(charted((lat, lon)), place).length().0 < 1.7 * range.0 + 38_000.0 {
                cell.push(number as u16);
            }
        }
    }
    near
}

fn cell(place: Position) -> Option<usize> {
    let row = (place.lat() - SOUTH) * CELLS_PER_DEGREE;
    let column = (place.lon() - WEST) * CELLS_PER_DEGREE;
    let inside = (0.0..ROWS as f64).contains(&row) && (0.0..COLUMNS as f64).contains(&column);
    inside.then(|| row as usize * COLUMNS + column as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ship_off_busan_is_heard_and_one_in_the_outer_east_china_sea_is_not() {
        let span = Interval::between(
            Timestamp::from_ms(1_740_960_000_000).unwrap(),
            Timestamp::from_ms(1_741_000_000_000).unwrap(),
        );
        let mut dice = Dice::new(1, 1);
        let climate = Climate { outages_per_week: 0.0, ..Climate::draw(&mut dice) };
        let receivers = Receivers::new(span, &climate, &mut dice);
        let best = |place| {
            let chances = receivers.hearing(charted(place), span.start(), 1.0).map(|(_, chance)| chance);
            chances.fold(0.0, f64::max)
        };
        assert!(best((35.0, 129.2)) > 0.9);
        assert!(best((30.0, 125.0)) < 0.01);
    }
}
