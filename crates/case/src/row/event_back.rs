//! The event of a row: what the table tells of it, to be looked at by the rules once more.

use model::{
    Beside, DarkRendezvous, Degrees, DraughtChange, Encounter, Event, EventKind, Finding, Gap, Heard, HullId,
    IdentityChange, Interval, Knots, Location, Loitering, Metres, Mmsi, Parties, PortVisit, Position, Sailed,
    SharedIdentity, SilenceFacts, Span, Spoofing, Surroundings, Unplaced,
};

use super::EventRow;
use super::fix::location;

impl EventRow {
    /// The event of the row, which cites lines without their bytes; `None` where a value is none that an event can have.
    pub fn event(&self) -> Option<Event> {
        let b = match self.mmsi_b {
            Some(mmsi) => Some(hull(mmsi, self.part_b.unwrap_or_default())?),
            None => None,
        };
        let cites = self.cites.as_slice().iter().map(|cite| location(cite.file_id, cite.line, None, None));
        Some(Event {
            finding: self.finding()?,
            parties: Parties { a: hull(self.mmsi_a, self.part_a)?, b },
            start: self.start,
            end: self.end,
            position: Position::from_degrees(Degrees(self.lat), Degrees(self.lon)).ok()?,
            surroundings: Surroundings {
                shore: self.shore_km.map(Metres::from_km),
                port: self.port_km.map(Metres::from_km),
                in_anchorage: self.in_anchorage,
                others_near: u32::try_from(self.others_near).ok()?,
            },
            cites: cites.collect::<Option<Vec<Location>>>()?,
        })
    }

    fn finding(&self) -> Option<Finding> {
        Some(match self.kind {
            EventKind::Encounter => Finding::Encounter(self.encounter()?),
            EventKind::Loitering => Finding::Loitering(Loitering {
                mean_speed: Knots(self.mean_speed_kn?),
                drift: Metres(self.drift_m?),
                fixes: u32::try_from(self.fixes?).ok()?,
                longest_silence: minutes(self.silence_minutes?),
            }),
            EventKind::Gap => Finding::Gap(self.gap()?),
            EventKind::DarkRendezvous => Finding::DarkRendezvous(self.dark_rendezvous()?),
            EventKind::PortVisit => Finding::PortVisit(PortVisit {
                port: self.port.clone()?,
                country: self.port_country.clone()?,
                confidence: u8::try_from(self.confidence?).ok()?,
            }),
            EventKind::DraughtChange => Finding::DraughtChange(DraughtChange {
                before: Metres(self.draught_before_m?),
                after: Metres(self.draught_after_m?),
                call_possible: self.call_possible?,
            }),
            EventKind::IdentityChange => Finding::IdentityChange(IdentityChange {
                silence: minutes(self.silence_minutes?),
                distance: Metres(self.distance_m?),
                probability: self.p_same_hull?,
            }),
            EventKind::SharedIdentity => Finding::SharedIdentity(self.shared_identity()),
            EventKind::Spoofing => Finding::Spoofing(Spoofing {
                pattern: self.pattern?,
                leap: self.distance_m.map(Metres),
                fixes: u32::try_from(self.fixes?).ok()?,
            }),
        })
    }

    fn shared_identity(&self) -> SharedIdentity {
        match (self.silence_minutes, self.distance_m) {
            (Some(silence), Some(distance)) => {
                SharedIdentity::InTurn { silence: minutes(silence), distance: Metres(distance) }
            }
            _ => SharedIdentity::AtOnce,
        }
    }

    fn encounter(&self) -> Option<Encounter> {
        Some(Encounter {
            min_distance: Metres(self.min_distance_m?),
            median_distance: Metres(self.median_distance_m?),
            median_speed: Knots(self.median_speed_kn?),
            observed: minutes(self.observed_minutes?),
            bridged: minutes(self.bridged_minutes?),
            relative_heading: self.relative_heading_deg.map(Degrees),
            hull_distance: self.hull_distance_m.map(Metres),
            drift: Metres(self.drift_m?),
            beside: self.beside(),
            sailed: self.sailed(),
        })
    }

    fn sailed(&self) -> Option<Sailed> {
        let (before, after) = (self.sailed_before_minutes?, self.sailed_after_minutes?);
        Some(Sailed { before: minutes(before), after: minutes(after) })
    }

    /// Who else lay beside the two; `None` where it is not told, or not as it is written.
    fn beside(&self) -> Option<Beside> {
        let count = |column: Option<i64>| u32::try_from(column?).ok();
        let named = self.beside_hulls.as_deref().unwrap_or_default();
        let hulls: Option<Vec<HullId>> = named.split_whitespace().map(written_hull).collect();
        Some(Beside::told(count(self.beside)?, count(self.beside_both)?, &hulls?))
    }

    fn gap(&self) -> Option<Gap> {
        let reappeared = match (self.reappeared_lat, self.reappeared_lon) {
            (Some(lat), Some(lon)) => Some(Position::from_degrees(Degrees(lat), Degrees(lon)).ok()?),
            _ => None,
        };
        let (missed, missed_else) = (self.missed, self.missed_else);
        let facts = || {
            let hours = |hours: f64| Span::from_secs_f64(hours * 3600.0);
            Some(SilenceFacts {
                missed: missed?,
                missed_else: missed_else?,
                others: self.others_heard?,
                fishes: self.fishes?,
                idle: hours(self.idle_hours?),
                beyond: hours(self.beyond_hours?),
                together: u32::try_from(self.silent_together?).ok()?,
            })
        };
        Some(Gap {
            reappeared,
            distance: self.distance_m.map(Metres),
            implied_speed: self.implied_speed_kn.map(Knots),
            last_course: self.last_course_deg.map(Degrees),
            last_speed: self.last_speed_kn.map(Knots),
            reception: Heard {
                heard: u32::try_from(self.hulls_heard?).ok()?,
                expected: u32::try_from(self.hulls_expected?).ok()?,
            },
            false_positions: u32::try_from(self.fixes.unwrap_or_default()).ok()?,
            unplaced: self.received_without_place(),
            facts: facts(),
            p_intentional: self.p_intentional,
        })
    }

    /// What was received without a place in a gap.
    pub fn received_without_place(&self) -> Option<Unplaced> {
        let longest_unheard = minutes(self.unheard_minutes?);
        Some(Unplaced { hours: u32::try_from(self.unplaced?).ok()?, longest_unheard })
    }

    fn dark_rendezvous(&self) -> Option<DarkRendezvous> {
        let (earliest, latest) = (self.start_earliest?, self.end_latest?);
        Some(DarkRendezvous {
            radius: Metres::from_km(self.radius_km?),
            pair_radius: Metres::from_km(self.pair_radius_km?),
            possible: Interval::between(earliest, (earliest <= latest).then_some(latest)?),
            probability: self.p_met?,
            probability_by_courses: self.p_met_by_courses?,
            slack: minutes(self.slack_minutes?),
            p_intentional: self.p_intentional,
            alternatives: u32::try_from(self.alternatives?).ok()?,
        })
    }
}

/// A hull as `beside_hulls` has it.
fn written_hull(text: &str) -> Option<HullId> {
    let (mmsi, which) = text.split_once('#').unwrap_or((text, "1"));
    hull(mmsi.parse().ok()?, which.parse::<i64>().ok()? - 1)
}

pub(super) fn hull(mmsi: i64, part: i64) -> Option<HullId> {
    let mmsi = Mmsi::try_from(u32::try_from(mmsi).ok()?).ok()?;
    Some(HullId { mmsi, part: u16::try_from(part).ok()? })
}

pub(super) fn minutes(minutes: f64) -> Span {
    Span::from_secs_f64(minutes * 60.0)
}
