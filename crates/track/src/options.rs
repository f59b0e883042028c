//! Every threshold of this stage: what it means, its unit, its default and where the default comes from.
//!
//! "GFW" is Global Fishing Watch's published segmenter (gpsdio-segment) and pipelines. "Design" is a choice of
//! this project, with the reason beside it.

mod duplicate;
mod false_position;
mod misread;
mod swap;

use model::{Degrees, Knots, Metres, Span};
use serde::Serialize;

pub use duplicate::DuplicateOptions;
pub use false_position::FalsePositionOptions;
pub use misread::MisreadOptions;
pub use swap::SwapOptions;

/// All thresholds of [`crate::build`].
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Options {
    /// One transmission heard several times.
    pub duplicate: DuplicateOptions,
    /// Which fixes one hull can have sent.
    pub segment: SegmentOptions,
    /// Which stretches are one hull, and which are none.
    pub hull: HullOptions,
    /// Which fixes lie about the place.
    pub false_position: FalsePositionOptions,
    /// Which numbers are those of ships, misread.
    pub misread: MisreadOptions,
    /// Which numbers were exchanged.
    pub swap: SwapOptions,
    /// Which static reports are kept.
    pub timeline: TimelineOptions,
}

/// When a fix can follow another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SegmentOptions {
    /// A fix lies off the place reckoned from another by at most this speed times the time between. Default 25 kn
    /// (GFW).
    pub discrepancy: Knots,
    /// And the way between them needs at most this speed. Default 40 kn (design: no merchant hull is faster).
    pub jump_speed: Knots,
    /// The same two limits for search and rescue aircraft. Default 300 kn (design).
    pub aircraft_speed: Knots,
    /// What both limits allow at once, for clocks and antennas. Default 1 km (design: a receiver's clock a minute
    /// off, at 30 kn).
    pub slack: Metres,
    /// Course and speed are carried on for at most this long. Default 1 h (GFW's penalty hours: what a ship did an
    /// hour ago says little).
    pub reckon_within: Span,
    /// A stretch ends at a longer silence. Default 24 h (GFW).
    pub longest_silence: Span,
    /// A fix that cannot follow the last one may follow one of this many before it, which puts the last ones
    /// aside. Default 5 (GFW's lookback).
    pub lookback: usize,
    /// A stretch of fewer fixes than this is trusted less when two claim a fix, by the square of how many times fewer. Default 10
    /// (GFW; the square by what garbled bits do to simulated ships).
    pub short: usize,
    /// A fix is ambiguous when the second best claim is less than this many times worse. Default 10 (GFW). Counted, where GFW ends
    /// both stretches: here the best claim holds, until several fixes in a row speak for the other.
    pub ambiguity: f64,
    /// Stretches open at once; the shortest short one makes room, and when none is short the fix is doubtful.
    /// Default 20 (design: bounds the work on a number that hundreds of radios send).
    pub open_at_most: usize,
}

/// When stretches are one hull.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HullOptions {
    /// A second hull has at least this many fixes, or half as many as the largest; only those in stretches of
    /// `fixes_never_below` or more count. Default 10 (GFW).
    pub fixes_at_least: usize,
    /// A second hull has at least this many fixes in any case. Default 3 (design: a lone pair is a fault).
    pub fixes_never_below: usize,
    /// A second hull was this far from the first at least once while both were heard. Default 5 km (design: nearer
    /// ones are one ship heard by receivers whose clocks are minutes apart).
    pub apart: Metres,
    /// And that far from every place of the first in this long before and after. Default 3 h (data: satellite records of
    /// MMSI 220413000 in GFW's pyseas sample are stamped up to 90 min late, and of MMSI 338013000 in gpsdio-segment's so
    /// many are that 95 others seem to run ahead of her).
    pub misstamped_by: Span,
    /// A number passed to another ship only in a silence longer than this, and farther than `apart` from where the first lay and was bound.
    /// Default 1 h (design: a set that is taken to another ship, or
    /// a number that another takes up, is off the air for a while; what a crew types anew while the ship is heard makes no other of her).
    pub passed_on_in: Span,
    /// And only if both told an IMO number with a right check digit at least so often. Default 2 (design: one may be garbled; a wrong one has a right digit by chance in ten).
    pub told_at_least: usize,
    /// And if length or beam differ by more than this. Default 2 m (design: as `IdentityChangeOptions::dimensions_within`).
    pub other_size_beyond: Metres,
    /// Hulls that can still grow; the smallest makes room. Default 64 (design: bounds the work on a placeholder).
    pub open_at_most: usize,
}

/// When a static report enters the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TimelineOptions {
    /// A report that changes nothing is kept once in this long. Default 6 h (design: the shortest gap reported).
    pub confirm_every: Span,
    /// Of reports with one identity, the share nearest to one hull at which all are that hull's. Default 0.8
    /// (design).
    pub identity_share: f64,
}

/// How reception is learned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReceptionOptions {
    /// A hull is expected in the hours of a silence at most this long. Default 12 h (design: half of GFW's longest
    /// silence; longer, and nobody knows where it was).
    pub silence_at_most: Span,
    /// Of a longer one only so long after its beginning and before its end. Default 6 h (design: the window in which
    /// reception is judged).
    pub known_for: Span,
    /// How well a hull itself is heard is learned from so long after the beginning of a silence and before its end, and for as
    /// long those that fall silent together tell of an outage. Default 24 h (design: as long as it is missed in one; later it may
    /// lie in any harbour).
    pub missed_for: Span,
}

/// When one hull goes on under another number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct IdentityChangeOptions {
    /// Longest time from the last fix under the old number to the first under the new. Default 48 h (design).
    pub within: Span,
    /// The same where both send one IMO number and the old one is never heard again. Default 60 days (design: a change of
    /// register with a call at a yard; IMO numbers stay with hulls for life).
    pub same_imo_within: Span,
    /// Top speed across the silence. Default 15 kn (design: laden tankers and bulk carriers of this trade do less).
    pub top_speed: Knots,
    /// What the reach allows at once. Default 2 km (design).
    pub slack: Metres,
    /// Length and beam agree within this. Default 2 m (design: crews round).
    pub dimensions_within: Metres,
    /// Either hull has at least this many fixes. Default 3 (design: a number misread once or twice is no hull).
    pub fixes_at_least: usize,
    /// The same where each end of every turn is where the other's course and speed lead. Default 2 (design: one fix has no
    /// other of its hull to agree with; a few of a hull that lies beside another may be a meeting).
    pub fixes_under_way_at_least: usize,
    /// Two numbers of one hull take at most this many turns. Default 2 (design: another number is taken and perhaps
    /// dropped again; two ships heard now and then take many turns).
    pub turns_at_most: usize,
    /// Of changed numbers the share that is taken up again, before it is known how often either was heard. Default 0.005 (data: of 71
    /// pairs of ships that a simulated week of 20,000 hulls told as one by it, 55 no longer are, and all of 22 hulls that changed
    /// there and back in five simulated months still are).
    pub taken_up_again: f64,
    /// Fixes within this of each other are one time that a hull was heard. Default 1 h (design: a pass of satellites).
    pub hearings_apart: Span,
    /// Share of numbers that fall silent because they were changed, before any fact is known. Default 0.05
    /// (design; to be learned from labelled archives).
    pub prior: f64,
    /// Mean silence of a ship that changes its number. Default 12 h (design).
    pub mean_silence: Span,
    /// How steeply the chance of a place falls from the old hull's last one to the edge of its reach. Default 3
    /// (design: most reappear in the inner third).
    pub nearness: f64,
    /// The most that a near place speaks for one hull. Default 3 (design: ships crowd in the same harbours).
    pub place_at_most: f64,
    /// How much likelier both courses are of one hull that went on if they lie along the way from the last fix to the
    /// first. Default 3 (design: lanes bundle courses, else it would be twelve for a twelfth of all directions each).
    pub along: f64,
    /// The same if one of them points astern. Default 0.5 (design: it may have stopped between).
    pub astern: f64,
    /// A course within this of a way lies along it. Default 30 degrees (design).
    pub along_within: Degrees,
    /// How much likelier place, courses and speeds are of one hull than of two if each end is where the other's course and
    /// speed lead, in place of what nearness and courses say. Default 30 (design: a tenth of the reach is so near to where she was
    /// bound, and of ships in a lane one in ten comes at her course and speed; lanes bundle both, or it would be a hundred).
    pub went_on: f64,
    /// Reckoned by course and speed, a hull errs by at most this share of the way, and by `slack`. Default 0.06 (data: of 44 hulls under
    /// way that went on under another number in five simulated months 42 erred by less than 0.043 of it, one by 0.09; the tide sets
    /// a ship to and fro by some kilometres, which is the slack).
    pub reckoned_within: f64,
    /// A slower hull drifts or lies: its course says nothing. Default 3 kn (design).
    pub under_way: Knots,
    /// What static fields say.
    pub ratios: LikenessRatios,
    /// Only changes at least this probable are reported. Default 0.5 (design).
    pub probability_at_least: f64,
}

/// How many times likelier a static field of two numbers is so if they are one hull than if they are two; all
/// are of this project's design, to be learned from labelled archives.
///
/// A hull that takes another number often takes another name with it, so different words speak less against one
/// hull than equal ones speak for it; iron does not change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LikenessRatios {
    /// Equal IMO numbers with right check digits. Default 100,000: more than all doubts, it stays for life.
    pub same_imo: f64,
    /// Different ones. Default 0.001: a hull that hides sends a false one now and then, but two right ones are two ships.
    pub other_imo: f64,
    /// Equal names. Default 50.
    pub same_name: f64,
    /// Different names. Default 0.7.
    pub other_name: f64,
    /// Equal call signs. Default 50.
    pub same_call_sign: f64,
    /// Different call signs. Default 0.8: a new number brings a new one.
    pub other_call_sign: f64,
    /// Equal first digits of the ship type. Default 2.
    pub same_class: f64,
    /// Different first digits. Default 0.4.
    pub other_class: f64,
    /// A transceiver of class A under one number and of class B under the other. Default 0.3: another number is typed into the
    /// transceiver that is there; few ships carry a second one of the other class.
    pub other_transmitter: f64,
    /// Antenna at the same place of hulls of one size. Default 5.
    pub same_antenna: f64,
    /// Antenna elsewhere, or a metre more or less of length or beam, of hulls of about one size. Default 0.3: the transceiver keeps
    /// what was once set; who disguises a hull sets it anew now and then.
    pub other_antenna: f64,
    /// Different length or beam. Default 0.01.
    pub other_size: f64,
    /// A hull lies as deep after a turn as before: equal draughts speak by their rarity, but no more than this. Default 10:
    /// like hulls are laden alike.
    pub same_draught_at_most: f64,
    /// Different draughts. Default 0.5: cargo may have moved meanwhile, or a crew set right what it had not.
    pub other_draught: f64,
    /// Equal length and beam speak by their rarity among this many hulls more than the archive has, of which one
    /// is as long and broad. Default 50: 2 % before any hull is known.
    pub unseen_hulls: f64,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self {
            discrepancy: Knots(25.0),
            jump_speed: Knots(40.0),
            aircraft_speed: Knots(300.0),
            slack: Metres::from_km(1.0),
            reckon_within: Span::from_hours(1),
            longest_silence: Span::from_hours(24),
            lookback: 5,
            short: 10,
            ambiguity: 10.0,
            open_at_most: 20,
        }
    }
}

impl Default for HullOptions {
    fn default() -> Self {
        Self {
            fixes_at_least: 10,
            fixes_never_below: 3,
            apart: Metres::from_km(5.0),
            misstamped_by: Span::from_hours(3),
            passed_on_in: Span::from_hours(1),
            told_at_least: 2,
            other_size_beyond: Metres(2.0),
            open_at_most: 64,
        }
    }
}

impl Default for TimelineOptions {
    fn default() -> Self {
        Self { confirm_every: Span::from_hours(6), identity_share: 0.8 }
    }
}

impl Default for ReceptionOptions {
    fn default() -> Self {
        Self {
            silence_at_most: Span::from_hours(12),
            known_for: Span::from_hours(6),
            missed_for: Span::from_hours(24),
        }
    }
}

impl Default for IdentityChangeOptions {
    fn default() -> Self {
        Self {
            within: Span::from_hours(48),
            same_imo_within: Span::from_hours(60 * 24),
            top_speed: Knots(15.0),
            slack: Metres::from_km(2.0),
            dimensions_within: Metres(2.0),
            fixes_at_least: 3,
            fixes_under_way_at_least: 2,
            turns_at_most: 2,
            taken_up_again: 0.005,
            hearings_apart: Span::from_hours(1),
            prior: 0.05,
            mean_silence: Span::from_hours(12),
            nearness: 3.0,
            place_at_most: 3.0,
            along: 3.0,
            astern: 0.5,
            along_within: Degrees(30.0),
            went_on: 30.0,
            reckoned_within: 0.06,
            under_way: Knots(3.0),
            ratios: LikenessRatios::default(),
            probability_at_least: 0.5,
        }
    }
}

impl Default for LikenessRatios {
    fn default() -> Self {
        Self {
            same_imo: 100_000.0,
            other_imo: 0.001,
            same_name: 50.0,
            other_name: 0.7,
            same_call_sign: 50.0,
            other_call_sign: 0.8,
            same_class: 2.0,
            other_class: 0.4,
            other_transmitter: 0.3,
            same_antenna: 5.0,
            other_antenna: 0.3,
            other_size: 0.01,
            same_draught_at_most: 10.0,
            other_draught: 0.5,
            unseen_hulls: 50.0,
        }
    }
}
