//! Events: what hulls did that may matter, with the geometry that decided it.

use crate::{Heard, HullId, Interval, Knots, Location, Metres, Position, Span, Timestamp};

/// Something that one or two hulls did, as found in their tracks.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What was found.
    pub finding: Finding,
    /// Who took part.
    pub parties: Parties,
    /// When it began.
    pub start: Timestamp,
    /// When it ended; `None` while it is open at the end of the archive.
    pub end: Option<Timestamp>,
    /// Where: the mean place of a meeting or a loitering, the last fix before a gap.
    pub position: Position,
    /// What lies around the place.
    pub surroundings: Surroundings,
    /// Where the fixes that it rests on stand in the archive: first, closest and last, of each hull.
    pub cites: Vec<Location>,
}

/// Who took part: `b` is greater than `a` for an encounter; for an identity change `a` is the old hull and `b`
/// the new; for a dark rendezvous `a` is the hull that was heard, or the lower; for a gap `b` is the other number under which
/// the hull was probably heard meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parties {
    /// The first hull.
    pub a: HullId,
    /// The second hull, where it is known.
    pub b: Option<HullId>,
}

/// What lies around an event.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings {
    /// Distance to the nearest coast; 0 on land. `None` where the chart does not reach.
    pub shore: Option<Metres>,
    /// Distance to the nearest listed port.
    pub port: Option<Metres>,
    /// Whether it lies inside a listed or learned anchorage.
    pub in_anchorage: bool,
    /// Other hulls within 2 km at the time.
    pub others_near: u32,
}

/// What was found, with the figures of its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Two hulls close together and slow for long enough.
    Encounter(Encounter),
    /// One hull slow for long enough, away from ports and anchorages.
    Loitering(Loitering),
    /// A hull unheard for long enough.
    Gap(Gap),
    /// A meeting that silence makes possible.
    DarkRendezvous(DarkRendezvous),
    /// A stop at a port.
    PortVisit(PortVisit),
    /// A change of reported draught with no port visit between.
    DraughtChange(DraughtChange),
    /// One hull goes on under another number.
    IdentityChange(IdentityChange),
    /// Two hulls under one number.
    SharedIdentity(SharedIdentity),
    /// Positions that the hull cannot have had.
    Spoofing(Spoofing),
}

/// The kinds of event, by their stable words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each kind is described at the finding of the same name")]
pub enum EventKind {
    Encounter,
    Loitering,
    Gap,
    DarkRendezvous,
    PortVisit,
    DraughtChange,
    IdentityChange,
    SharedIdentity,
    Spoofing,
}

/// Two hulls close together and slow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Encounter {
    /// Smallest distance between the antennas.
    pub min_distance: Metres,
    /// Median over time of the distance.
    pub median_distance: Metres,
    /// Median over time of the faster hull's speed over ground.
    pub median_speed: Knots,
    /// Time for which both hulls were heard often enough.
    pub observed: Span,
    /// Time within reach only because a slow silence was bridged.
    pub bridged: Span,
    /// Median over time of the angle between the headings, folded to 0 to 90 degrees; `None` without headings.
    pub relative_heading: Option<crate::Degrees>,
    /// Median over time of the distance between the hulls; `None` where it cannot be told from what they broadcast.
    pub hull_distance: Option<Metres>,
    /// How far the pair moved together from start to end.
    pub drift: Metres,
    /// Who else lay beside them meanwhile; `None` of a contact, of which nobody asks.
    pub beside: Option<crate::Beside>,
    /// For how long they sailed together before and after; `None` of a contact.
    pub sailed: Option<Sailed>,
}

/// For how long two hulls that met sailed together, faster than a drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sailed {
    /// Up to when they met.
    pub before: Span,
    /// From when they had.
    pub after: Span,
}

/// One hull slow away from ports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loitering {
    /// Mean speed made good over ground.
    pub mean_speed: Knots,
    /// Distance from the first to the last fix.
    pub drift: Metres,
    /// Fixes heard while it lasted.
    pub fixes: u32,
    /// Longest silence inside.
    pub longest_silence: Span,
}

/// A silence between two fixes of a hull.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Where the hull was heard again; `None` while the gap is open.
    pub reappeared: Option<Position>,
    /// Distance between the two fixes; `None` while the gap is open.
    pub distance: Option<Metres>,
    /// Speed needed to cover it; `None` while the gap is open.
    pub implied_speed: Option<Knots>,
    /// Course over ground of the last fix.
    pub last_course: Option<crate::Degrees>,
    /// Speed over ground of the last fix.
    pub last_speed: Option<Knots>,
    /// Other hulls heard and expected near the place and in the hours where the silence began.
    pub reception: Heard,
    /// Fixes received meanwhile that are not believed because the hull cannot have been there: it was on air, and nobody knows
    /// where.
    pub false_positions: u32,
    /// Reports without a place that were received meanwhile: it was on air then.
    pub unplaced: Option<Unplaced>,
    /// What speaks for and against a switch-off, where the archive can tell.
    pub facts: Option<SilenceFacts>,
    /// Probability that the transceiver was off, from those facts.
    pub p_intentional: Option<f64>,
}

impl Gap {
    /// Whether it was received without a place so often that none of the silence left is long enough to be told.
    pub fn was_on_air(&self) -> bool {
        self.unplaced.is_some_and(Unplaced::leaves_no_silence)
    }
}

/// What was received of a hull of which no fix was: its static reports, and those that say that its place is not available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unplaced {
    /// In so many hours of the clock.
    pub hours: u32,
    /// The longest time in which nothing at all was received of it, to an hour: of reports that say the same the first and the last of each
    /// hour are kept.
    pub longest_unheard: Span,
}

impl Unplaced {
    /// Whether none of the silence left is long enough to be told.
    pub fn leaves_no_silence(self) -> bool {
        /// As long as the shortest gap that is told (design).
        const TOLD_FROM: Span = Span::from_hours(6);
        self.longest_unheard < TOLD_FROM
    }
}

/// What an archive tells of a silence: each figure is one that a reader can check.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SilenceFacts {
    /// How often the hull would have been heard meanwhile, had it been on air and heard as well as it usually is: the sum
    /// over hours of the rate at which others were heard there and then, times how well this hull is heard beside them.
    pub missed: f64,
    /// How often it was missed in one of its other silences that is long for it, two or one in twenty longer ones left out: what it
    /// takes for this hull to be silent anyway. 0 where it has no more than those.
    pub missed_else: f64,
    /// How many times as many others as usual were heard there and then; well below 1 in an outage.
    pub others: f64,
    /// Whether it says that it is a fishing vessel.
    pub fishes: bool,
    /// How long it needed less for its way than it was silent, by its speeds at both ends, and was not `beyond`; 0 where it lay still
    /// at either, or was not heard again.
    pub idle: Span,
    /// How long it may have been in waters in which the archive never held a ship, under way at both ends; 0 where it had no time
    /// to reach them and come back.
    pub beyond: Span,
    /// How many other hulls fell silent with it and were heard again with it, within half an hour and near by at both ends.
    pub together: u32,
}

/// A meeting that nobody heard but that the silences allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DarkRendezvous {
    /// Radius that nine times in ten holds the place at which either hull met somebody, whoever that was.
    pub radius: Metres,
    /// The same if it was these two that met.
    pub pair_radius: Metres,
    /// Time that nine times in ten holds all of the meeting that either hull had, whoever with.
    pub possible: Interval,
    /// Hours that both could have spent together at the place told, as far as fixes and usual top speeds tell.
    pub slack: Span,
    /// Probability that these two met, against every other meeting that their silences and waits allow and against
    /// none.
    pub probability: f64,
    /// The same by courses, reception and types of ship alone, for those who weigh draughts and places by themselves.
    pub probability_by_courses: f64,
    /// Probability that the silence was chosen, where a reception model can tell.
    pub p_intentional: Option<f64>,
    /// How many other hulls either of the two could have met as well, of the one that has more of them.
    pub alternatives: u32,
}

/// A stretch of fixes that say where a hull was not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spoofing {
    /// What the false places look like.
    pub pattern: FalsePattern,
    /// From the last believed place to the first false one, or back.
    pub leap: Option<Metres>,
    /// How many fixes.
    pub fixes: u32,
}

/// What false places look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FalsePattern {
    /// One place.
    Still,
    /// Round and round a box or a circle.
    Loop,
    /// A passage, elsewhere.
    Shift,
    /// Well inside land.
    Land,
    /// Any of these while those of other ships near by went wrong too: satellite navigation was disturbed there, and no ship
    /// need have lied.
    Jamming,
}

impl FalsePattern {
    /// Whether the ship tells where it is not, of its own: neither a poor fix inland nor a disturbance that others suffered too.
    pub const fn is_a_tale(self) -> bool {
        matches!(self, Self::Still | Self::Loop | Self::Shift)
    }

    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Still => "still",
            Self::Loop => "loop",
            Self::Shift => "shift",
            Self::Land => "land",
            Self::Jamming => "jamming",
        }
    }
}

/// A stop at a port.
#[derive(Debug, Clone, PartialEq)]
pub struct PortVisit {
    /// Name of the port, as charted.
    pub port: String,
    /// ISO 3166 code of the port's country.
    pub country: String,
    /// 1 (passed inside) to 4 (came, stopped, left, all heard), after Global Fishing Watch.
    pub confidence: u8,
}

/// A change of reported draught.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DraughtChange {
    /// Last draught before.
    pub before: Metres,
    /// First draught after.
    pub after: Metres,
    /// Whether a silence between the two reports left time to call at a port.
    pub call_possible: bool,
}

/// One hull goes on under another number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IdentityChange {
    /// Time between the last fix under the old number and the first under the new.
    pub silence: Span,
    /// Distance between those fixes.
    pub distance: Metres,
    /// Probability that both numbers belong to one hull.
    pub probability: f64,
}

/// Two hulls under one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SharedIdentity {
    /// Both were heard in the same hours.
    AtOnce,
    /// The second was heard only when the first was no longer, and told another IMO number.
    InTurn {
        /// Time between the last fix of the first and the first of the second.
        silence: Span,
        /// Distance between those fixes.
        distance: Metres,
    },
}

impl IdentityChange {
    /// Whether the numbers are taken for one hull: likelier than not.
    pub fn is_one_hull(&self) -> bool {
        self.probability >= 0.5
    }
}

impl Event {
    /// Its kind.
    pub const fn kind(&self) -> EventKind {
        self.finding.kind()
    }

    /// From its start to its end, or to its start while it is open.
    pub fn interval(&self) -> Interval {
        Interval::between(self.start, self.end.unwrap_or(self.start))
    }
}

impl Finding {
    /// Its kind.
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Encounter(_) => EventKind::Encounter,
            Self::Loitering(_) => EventKind::Loitering,
            Self::Gap(_) => EventKind::Gap,
            Self::DarkRendezvous(_) => EventKind::DarkRendezvous,
            Self::PortVisit(_) => EventKind::PortVisit,
            Self::DraughtChange(_) => EventKind::DraughtChange,
            Self::IdentityChange(_) => EventKind::IdentityChange,
            Self::SharedIdentity(_) => EventKind::SharedIdentity,
            Self::Spoofing(_) => EventKind::Spoofing,
        }
    }
}

impl EventKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::Encounter,
        Self::Loitering,
        Self::Gap,
        Self::DarkRendezvous,
        Self::PortVisit,
        Self::DraughtChange,
        Self::IdentityChange,
        Self::SharedIdentity,
        Self::Spoofing,
    ];

    /// What people call such an event in a sentence.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Encounter => "meeting",
            Self::Loitering => "wait",
            Self::Gap => "silence",
            Self::DarkRendezvous => "possible meeting unheard",
            Self::PortVisit => "call",
            Self::DraughtChange => "change of draught",
            Self::IdentityChange => "change of number",
            Self::SharedIdentity => "sharing of a number",
            Self::Spoofing => "false positions",
        }
    }

    /// The stable word for tables and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Encounter => "encounter",
            Self::Loitering => "loitering",
            Self::Gap => "gap",
            Self::DarkRendezvous => "dark_rendezvous",
            Self::PortVisit => "port_visit",
            Self::DraughtChange => "draught_change",
            Self::IdentityChange => "identity_change",
            Self::SharedIdentity => "shared_identity",
            Self::Spoofing => "spoofing",
        }
    }
}
