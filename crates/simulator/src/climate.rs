//! What differs from one world to the next besides chance: reception, habits, speeds, durations, distances.
//!
//! Drawn once from the seed, so that grading over several seeds also varies these and not only the ships.

use model::Metres;

use crate::dice::Dice;

/// The parameters of one world. Ranges and their reasons stand at each field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Climate {
    /// Distance at which a coast station hears half of a good ship's reports: 40 to 62 km, the radio horizon of
    /// masts of 40 to 150 m.
    pub(crate) coast_range: Metres,
    /// Share of the stations on China's coast that feed the archive: 0.25 to 0.85; it fell in November 2021.
    pub(crate) china_share: f64,
    /// Satellite passes a day over the box: 45 to 110, a constellation of tens.
    pub(crate) passes_per_day: f64,
    /// Chance that a pass hears a good class A ship alone at sea: 0.4 to 0.65.
    pub(crate) pass_detection: f64,
    /// Outages a station has in a week: 0.3 to 1.5.
    pub(crate) outages_per_week: f64,
    /// Times in a week at which the satellites' feed is lost for 8 to 22 h: 0.5 to 2.
    pub(crate) blackouts_per_week: f64,
    /// Share of radios that are badly heard, from space hardly at all: 0.08 to 0.2.
    pub(crate) weak_share: f64,
    /// Share of fishing boats that switch off on the ground: 0.25 to 0.6.
    pub(crate) fishing_off_share: f64,
    /// Share of other honest ships with a failure or a switch-off of 6 h or more in a week: 0.03 to 0.09.
    pub(crate) honest_off_share: f64,
    /// Least room between anchored ships: 260 to 460 m.
    pub(crate) anchor_room: Metres,
    /// Speeds against the usual: 0.9 to 1.1.
    pub(crate) pace: f64,
    /// Durations of transfers against the usual: 0.8 to 1.3.
    pub(crate) patience: f64,
    /// Share of arriving merchants that wait at anchor first: 0.35 to 0.65.
    pub(crate) waiting_share: f64,
}

impl Climate {
    /// The parameters of a seed.
    pub(crate) fn draw(dice: &mut Dice) -> Self {
        Self {
            coast_range: dice.metres(40_000.0, 62_000.0),
            china_share: dice.between(0.25, 0.85),
            passes_per_day: dice.between(45.0, 110.0),
            pass_detection: dice.between(0.4, 0.65),
            outages_per_week: dice.between(0.3, 1.5),
            blackouts_per_week: dice.between(0.5, 2.0),
            weak_share: dice.between(0.08, 0.2),
            fishing_off_share: dice.between(0.25, 0.6),
            honest_off_share: dice.between(0.03, 0.09),
            anchor_room: dice.metres(260.0, 460.0),
            pace: dice.between(0.9, 1.1),
            patience: dice.between(0.8, 1.3),
            waiting_share: dice.between(0.35, 0.65),
        }
    }
}
