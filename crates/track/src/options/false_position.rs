//! Thresholds of false positions.

use model::{Knots, Metres, Span};
use serde::Serialize;

/// When fixes lie about the place of a ship.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FalsePositionOptions {
    /// At least so many at a turn. Default 8 (design: fewer are a fault of transmission).
    pub fixes_at_least: usize,
    /// A leap takes at most this long. Default 2 h (design: after a longer silence a ship may have sailed there).
    pub leap_within: Span,
    /// A ship lies about its place by at most so many turns. Default 4 (design: two ships under one number, heard one after
    /// the other by chance, take many).
    pub turns_at_most: usize,
    /// One place to the last digit for so long is a receiver that froze, if the ship leaps away from it. Default 2 h
    /// (design: positions of a ship at rest scatter by metres).
    pub frozen_for: Span,
    /// A closed figure is gone round so often between a leap and what is believed. Default 1.5 (design: fewer is a turn in
    /// the way).
    pub rounds_at_least: f64,
    /// And so often where no leap shows it. Default 2.5 (design).
    pub rounds_alone_at_least: f64,
    /// And then fixes lie off the figure by at most this, root of the mean square. Default 15 m (design: a receiver
    /// scatters by less, and a ship under way keeps no line to that).
    pub scatter_alone_at_most: Metres,
    /// And either the speeds told scatter by at most this, one in twenty at either end left out. Default 0.1 kn (data: of 286 hours or
    /// two under way of five ships in GFW's pyseas and gpsdio-segment samples, straight on for the most part, one in twenty is as
    /// regular, half scatter by more than 0.28 kn; made-up boxes of this project's simulator by 0.07 kn).
    pub regular_within: Knots,
    /// After or before a leap that another ship could make, by at most this. Default 0.2 kn (the same data: one in three is as
    /// regular; of twenty speeds of a made-up box the scatter is known to a sixth).
    pub regular_after_leap_within: Knots,
    /// Or the way that the speeds tell and the way from fix to fix differ by more than these times. Default 1.5 (data: in 253 of
    /// 271 such hours or two of GFW's samples they differ by less than 1.05 times).
    pub way_told_times: f64,
    /// A way was moved and moved back if the two leaps are so many times likelier to cancel than by chance. Default 10
    /// (design: one of the leaps is beyond a ship already).
    pub shift_likelier: f64,
    /// False places less than this apart in time are one stretch. Default 24 h (GFW's longest silence inside a segment).
    pub stretch_within: Span,
    /// So many ships whose places go wrong at once were jammed. Default 3 (design: lies are rare, three by chance in one hour
    /// and place unheard of).
    pub jammed_at_least: usize,
    /// At once means within this. Default 1 h (detection: many ships displaced together in one place and hour).
    pub jammed_within: Span,
    /// And within this of each other, before they went wrong. Default 50 km (design: jammers on land reach some tens of
    /// kilometres out to sea).
    pub jammed_near: Metres,
    /// A place is well inside land if it lies at least so far from charted water and from every port. Default 10 km (data: the
    /// charted coast stands within some hundreds of metres of the true one, and narrow waters that it leaves out have
    /// ports).
    pub inland: Metres,
    /// A ship was heard as it sailed in or out if it was heard at both ends of so short a way. Default 10 km (design: as
    /// `inland`; the end outside then lies by the charted coast at least, and no lie on record moves a ship by so little).
    pub way_heard: Metres,
    /// Faster than this no ship sails a river, nor a merchant ship the sea. Default 25 kn (GFW's discrepancy of a segment,
    /// `SegmentOptions::discrepancy`).
    pub way_speed: Knots,
    /// Ships sail a water inland where so many others are heard. Default 3 (design: as for jamming, by chance unheard of).
    pub waterway_at_least: usize,
    /// Where a station stands and how far it hears is known once it has heard so many ships. Default 20 (design: one liar is
    /// then no more than `station_range_share` leaves out).
    pub station_ships_at_least: usize,
    /// A station hears this share of its ships within its range. Default 0.95 (design: leaves out liars and days of ducts).
    pub station_range_share: f64,
    /// A station that hears farther is none on a coast. Default 250 km (design: the horizon of the highest antennas is some
    /// 100 km off, ducts carry to 300 km and more).
    pub station_range_at_most: Metres,
    /// What lies so many times the range from the middle of what a station hears was not heard there. Default 2 (design).
    pub station_range_times: f64,
    /// And at least so far beyond it. Default 100 km (design: beyond what weather adds on a usual day).
    pub station_range_beyond: Metres,
    /// Signals are carried by a duct, or a station moved or shares its name, when so many others are heard beyond its range.
    /// Default 1 (design: liars seldom come in pairs, and two ships that meet are heard together).
    pub ducting_at_least: usize,
    /// Heard beyond a station's range within a degree or two of so many others, whenever that was, a ship is believed: another
    /// station of the same number stands there. Default 2 (design: ships that lie seldom choose one place).
    pub station_elsewhere_at_least: usize,
    /// A station is at its place when so many others are heard within its range meanwhile. Default 3 (design).
    pub station_stays_at_least: usize,
    /// Within this of the fixes at hand. Default 12 h (design: ducts come and go with days).
    pub ducting_within: Span,
}

impl Default for FalsePositionOptions {
    fn default() -> Self {
        Self {
            fixes_at_least: 8,
            leap_within: Span::from_hours(2),
            turns_at_most: 4,
            frozen_for: Span::from_hours(2),
            rounds_at_least: 1.5,
            rounds_alone_at_least: 2.5,
            scatter_alone_at_most: Metres(15.0),
            regular_within: Knots(0.1),
            regular_after_leap_within: Knots(0.2),
            way_told_times: 1.5,
            shift_likelier: 10.0,
            stretch_within: Span::from_hours(24),
            jammed_at_least: 3,
            jammed_within: Span::from_hours(1),
            jammed_near: Metres::from_km(50.0),
            inland: Metres::from_km(10.0),
            way_heard: Metres::from_km(10.0),
            way_speed: Knots(25.0),
            waterway_at_least: 3,
            station_ships_at_least: 20,
            station_range_share: 0.95,
            station_range_at_most: Metres::from_km(250.0),
            station_range_times: 2.0,
            station_range_beyond: Metres::from_km(100.0),
            ducting_at_least: 1,
            station_elsewhere_at_least: 2,
            station_stays_at_least: 3,
            ducting_within: Span::from_hours(12),
        }
    }
}
