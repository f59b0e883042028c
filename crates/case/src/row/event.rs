//! Events in one table: the columns that every kind has, and those that only some fill.

use model::{
    DarkRendezvous, Degrees, Encounter, Event, EventKind, FalsePattern, Finding, Gap, HullId, Knots,
    Loitering, Metres, SharedIdentity, Timestamp,
};

use super::table;
use crate::{Cites, event_id};

table! {
    /// Something that one or two hulls did. Columns that do not belong to its kind are empty.
    "events": EventRow {
        /// The event's id, the same in every run that finds it.
        event_id: String, Plain;
        /// encounter, loitering, gap, dark_rendezvous, port_visit, draught_change, identity_change, shared_identity or spoofing.
        kind: EventKind, Plain;
        /// When it began.
        start: Timestamp, Plain;
        /// When it ended, or the archive did; absent of a silence that had not ended.
        end: Option<Timestamp>, Plain;
        /// The first vessel: the lower number of an encounter, the old one of an identity change, the one heard of a dark rendezvous.
        mmsi_a: i64, Plain;
        /// The second vessel, where it is known; of a gap, the other number under which it was probably heard meanwhile.
        mmsi_b: Option<i64>, Plain;
        /// Latitude, north positive, WGS 84: the mean of a meeting, the last fix before a gap.
        lat: f64, Coordinate;
        /// Longitude, east positive, WGS 84: the mean of a meeting, the last fix before a gap.
        lon: f64, Coordinate;
        /// Encounter: smallest distance between the antennas.
        min_distance_m: Option<f64>, Metres;
        /// Encounter: median over time of the distance.
        median_distance_m: Option<f64>, Metres;
        /// Encounter: median over time of the faster hull's speed over ground.
        median_speed_kn: Option<f64>, Knots;
        /// Encounter: time for which both hulls were heard often enough.
        observed_minutes: Option<f64>, Minutes;
        /// Encounter: time within reach only because a slow silence was bridged.
        bridged_minutes: Option<f64>, Minutes;
        /// Gap, dark rendezvous: probability that the silence was chosen, where reception can tell.
        p_intentional: Option<f64>, Probability;
        /// Dark rendezvous: radius that nine times in ten holds the place at which either hull met somebody, whoever that was.
        radius_km: Option<f64>, Kilometres;
        /// Dark rendezvous: when a meeting of either hull began at the earliest, whoever it met; with `end_latest` it holds
        /// all of the meeting nine times in ten.
        start_earliest: Option<Timestamp>, Plain;
        /// Dark rendezvous: when it ended at the latest.
        end_latest: Option<Timestamp>, Plain;
        /// Distance to the nearest coast; 0 on land.
        shore_km: Option<f64>, Kilometres;
        /// Distance to the nearest listed port.
        port_km: Option<f64>, Kilometres;
        /// Whether it lies inside a listed or learned anchorage.
        in_anchorage: bool, Plain;
        /// Which of the hulls under `mmsi_a` it is, from 0.
        part_a: i64, Plain;
        /// Which of the hulls under `mmsi_b` it is, from 0.
        part_b: Option<i64>, Plain;
        /// Other hulls within 2 km at the time.
        others_near: i64, Plain;
        /// Encounter: median angle between the headings, folded to 0 to 90.
        relative_heading_deg: Option<f64>, Degrees;
        /// Encounter, loitering: how far the hulls moved from start to end.
        drift_m: Option<f64>, Metres;
        /// Loitering: mean speed made good over ground.
        mean_speed_kn: Option<f64>, Knots;
        /// Loitering, spoofing: fixes heard while it lasted. Gap: false positions received meanwhile; null if there were none.
        fixes: Option<i64>, Plain;
        /// Loitering: longest silence inside. Identity change: time between the two numbers. Shared identity: time between
        /// two hulls that were heard one after the other; absent of two heard at once.
        silence_minutes: Option<f64>, Minutes;
        /// Gap: latitude where the hull was heard again.
        reappeared_lat: Option<f64>, Coordinate;
        /// Gap: longitude where the hull was heard again.
        reappeared_lon: Option<f64>, Coordinate;
        /// Gap, identity change, shared identity in turn: distance between the fixes on either side. Spoofing: from the last believed place.
        distance_m: Option<f64>, Metres;
        /// Gap: speed needed to cover that distance.
        implied_speed_kn: Option<f64>, Knots;
        /// Gap: course over ground of the last fix.
        last_course_deg: Option<f64>, Degrees;
        /// Gap: speed over ground of the last fix.
        last_speed_kn: Option<f64>, Knots;
        /// Gap: in how many hours of other hulls these were heard near the place when the silence began.
        hulls_heard: Option<i64>, Plain;
        /// Gap: of how many hours in which they must have been on air; of two hulls for three hours six.
        hulls_expected: Option<i64>, Plain;
        /// Dark rendezvous: radius that nine times in ten holds the place if it was these two that met.
        pair_radius_km: Option<f64>, Kilometres;
        /// Dark rendezvous: time that both could have spent together at the place told, or of two silent ones within `pair_radius_km` of
        /// it, as far as fixes and usual top speeds tell; no bound.
        slack_minutes: Option<f64>, Minutes;
        /// Dark rendezvous: other hulls that either of the two could have met as well, of the one that has more of them.
        alternatives: Option<i64>, Plain;
        /// Dark rendezvous: probability that these two met, against their other possible meetings and none.
        p_met: Option<f64>, Probability;
        /// Dark rendezvous: the same by courses, reception and types alone, without draughts and surroundings.
        p_met_by_courses: Option<f64>, Probability;
        /// Port visit: name of the port.
        port: Option<String>, Plain;
        /// Port visit: ISO 3166 code of the port's country.
        port_country: Option<String>, Plain;
        /// Port visit: 1 (passed inside) to 4 (came, stopped and left, all heard).
        confidence: Option<i64>, Plain;
        /// Draught change: last draught before.
        draught_before_m: Option<f64>, Metres;
        /// Draught change: first draught after.
        draught_after_m: Option<f64>, Metres;
        /// Draught change: whether a silence between the two reports left time to call at a port.
        call_possible: Option<bool>, Plain;
        /// Identity change: probability that both numbers belong to one hull.
        p_same_hull: Option<f64>, Probability;
        /// Gap: how often the hull would have been heard meanwhile, had it been on air.
        missed: Option<f64>, Plain;
        /// Gap: the most that it was missed in any other of its silences.
        missed_else: Option<f64>, Plain;
        /// Gap: how many times as many others as usual were heard meanwhile.
        others_heard: Option<f64>, Plain;
        /// Gap: whether the hull says that it is a fishing vessel.
        fishes: Option<bool>, Plain;
        /// Gap: how many hours of it the hull did not need for its way, by its speeds at both ends, without those that it may have spent beyond the archive's waters (`beyond_hours`).
        idle_hours: Option<f64>, Plain;
        /// Gap: how many hours of it the hull may have been in waters in which the archive never held a ship.
        beyond_hours: Option<f64>, Plain;
        /// Gap: how many other hulls fell silent with it and were heard again with it, near by at both ends.
        silent_together: Option<i64>, Plain;
        /// Spoofing: what the false places look like: still, loop, shift or land, or jamming where ships near by share it.
        pattern: Option<FalsePattern>, Plain;
        /// Encounter: median distance between the hulls, by heading and dimensions about the antenna.
        hull_distance_m: Option<f64>, Metres;
        /// Encounter: how many other hulls lay beside one of the two or both for half an hour or more meanwhile (within 700 m).
        beside: Option<i64>, Plain;
        /// Encounter: how many of these lay beside both, as those of a raft do.
        beside_both: Option<i64>, Plain;
        /// Encounter: who they are, if they are four or fewer: numbers with a blank between, `#` before which hull of a number it is.
        beside_hulls: Option<String>, Plain;
        /// Encounter: for how long the two sailed within 700 m of each other, both faster than 2 kn, until it began.
        sailed_before_minutes: Option<f64>, Minutes;
        /// Encounter: the same from when it ended.
        sailed_after_minutes: Option<f64>, Minutes;
        /// Gap: in how many hours of the clock reports without a place were received meanwhile, static ones or such as say that it is not
        /// available: the hull was on air then. Those within half an hour of either end are left out. Null if there were none.
        unplaced: Option<i64>, Plain;
        /// Gap with such reports: the longest time in which nothing at all was received, to an hour; `p_intentional` is of that time.
        unheard_minutes: Option<f64>, Minutes;
        /// The lines of the archive that it rests on, as `file_id:line`.
        cites: Cites, Plain;
    }
}

impl EventRow {
    /// MMSI and part of the second vessel that took part; a gap only names another number of the first.
    pub fn second(&self) -> Option<(i64, i64)> {
        let named = self.mmsi_b.map(|mmsi| (mmsi, self.part_b.unwrap_or_default()));
        named.filter(|_| self.kind != EventKind::Gap)
    }

    /// MMSI and part of each vessel that took part.
    pub fn parties(&self) -> impl Iterator<Item = (i64, i64)> + use<> {
        [(self.mmsi_a, self.part_a)].into_iter().chain(self.second())
    }

    /// The row of an event.
    pub fn of(event: &Event) -> Self {
        let mut row = Self::without_figures(event);
        match &event.finding {
            Finding::Encounter(encounter) => row.meet(encounter),
            Finding::Loitering(loitering) => row.loiter(loitering),
            Finding::Gap(gap) => row.fall_silent(gap),
            Finding::DarkRendezvous(dark) => row.meet_unheard(dark),
            Finding::PortVisit(visit) => {
                row.port = Some(visit.port.clone());
                row.port_country = Some(visit.country.clone());
                row.confidence = Some(i64::from(visit.confidence));
            }
            Finding::DraughtChange(change) => {
                row.draught_before_m = Some(change.before.0);
                row.draught_after_m = Some(change.after.0);
                row.call_possible = Some(change.call_possible);
            }
            Finding::IdentityChange(change) => {
                row.silence_minutes = Some(change.silence.minutes());
                row.distance_m = Some(change.distance.0);
                row.p_same_hull = Some(change.probability);
            }
            Finding::Spoofing(spoofing) => {
                row.pattern = Some(spoofing.pattern);
                row.distance_m = spoofing.leap.map(|Metres(leap)| leap);
                row.fixes = Some(i64::from(spoofing.fixes));
            }
            Finding::SharedIdentity(SharedIdentity::AtOnce) => {}
            Finding::SharedIdentity(SharedIdentity::InTurn { silence, distance }) => {
                row.silence_minutes = Some(silence.minutes());
                row.distance_m = Some(distance.0);
            }
        }
        row
    }

    fn meet(&mut self, encounter: &Encounter) {
        self.min_distance_m = Some(encounter.min_distance.0);
        self.median_distance_m = Some(encounter.median_distance.0);
        self.median_speed_kn = Some(encounter.median_speed.0);
        self.observed_minutes = Some(encounter.observed.minutes());
        self.bridged_minutes = Some(encounter.bridged.minutes());
        self.relative_heading_deg = encounter.relative_heading.map(|Degrees(angle)| angle);
        self.hull_distance_m = encounter.hull_distance.map(|Metres(distance)| distance);
        self.drift_m = Some(encounter.drift.0);
        self.beside = encounter.beside.map(|beside| i64::from(beside.either));
        self.beside_both = encounter.beside.map(|beside| i64::from(beside.both));
        self.beside_hulls = encounter.beside.and_then(|beside| numbers(beside.hulls()));
        self.sailed_before_minutes = encounter.sailed.map(|sailed| sailed.before.minutes());
        self.sailed_after_minutes = encounter.sailed.map(|sailed| sailed.after.minutes());
    }

    fn loiter(&mut self, loitering: &Loitering) {
        self.mean_speed_kn = Some(loitering.mean_speed.0);
        self.drift_m = Some(loitering.drift.0);
        self.fixes = Some(i64::from(loitering.fixes));
        self.silence_minutes = Some(loitering.longest_silence.minutes());
    }

    fn fall_silent(&mut self, gap: &Gap) {
        self.p_intentional = gap.p_intentional;
        self.fixes = Some(i64::from(gap.false_positions)).filter(|&fixes| fixes > 0);
        self.unplaced = gap.unplaced.map(|unplaced| i64::from(unplaced.hours));
        self.unheard_minutes = gap.unplaced.map(|unplaced| unplaced.longest_unheard.minutes());
        self.missed = gap.facts.map(|facts| facts.missed);
        self.missed_else = gap.facts.map(|facts| facts.missed_else);
        self.others_heard = gap.facts.map(|facts| facts.others);
        self.fishes = gap.facts.map(|facts| facts.fishes);
        self.idle_hours = gap.facts.map(|facts| facts.idle.hours());
        self.beyond_hours = gap.facts.map(|facts| facts.beyond.hours());
        self.silent_together = gap.facts.map(|facts| i64::from(facts.together));
        self.reappeared_lat = gap.reappeared.map(model::Position::lat);
        self.reappeared_lon = gap.reappeared.map(model::Position::lon);
        self.distance_m = gap.distance.map(|Metres(distance)| distance);
        self.implied_speed_kn = gap.implied_speed.map(|Knots(speed)| speed);
        self.last_course_deg = gap.last_course.map(|Degrees(course)| course);
        self.last_speed_kn = gap.last_speed.map(|Knots(speed)| speed);
        self.hulls_heard = Some(i64::from(gap.reception.heard));
        self.hulls_expected = Some(i64::from(gap.reception.expected));
    }

    fn meet_unheard(&mut self, dark: &DarkRendezvous) {
        self.p_intentional = dark.p_intentional;
        self.radius_km = Some(dark.radius.km());
        self.pair_radius_km = Some(dark.pair_radius.km());
        self.start_earliest = Some(dark.possible.start());
        self.end_latest = Some(dark.possible.end());
        self.slack_minutes = Some(dark.slack.minutes());
        self.alternatives = Some(i64::from(dark.alternatives));
        self.p_met = Some(dark.probability);
        self.p_met_by_courses = Some(dark.probability_by_courses);
    }

    fn without_figures(event: &Event) -> Self {
        let (a, b, around) = (event.parties.a, event.parties.b, &event.surroundings);
        Self {
            event_id: event_id(event),
            kind: event.kind(),
            start: event.start,
            end: event.end,
            mmsi_a: i64::from(a.mmsi.get()),
            mmsi_b: b.map(|b| i64::from(b.mmsi.get())),
            lat: event.position.lat(),
            lon: event.position.lon(),
            min_distance_m: None,
            median_distance_m: None,
            median_speed_kn: None,
            observed_minutes: None,
            bridged_minutes: None,
            p_intentional: None,
            missed: None,
            missed_else: None,
            others_heard: None,
            fishes: None,
            idle_hours: None,
            beyond_hours: None,
            silent_together: None,
            radius_km: None,
            start_earliest: None,
            end_latest: None,
            shore_km: around.shore.map(Metres::km),
            port_km: around.port.map(Metres::km),
            in_anchorage: around.in_anchorage,
            part_a: i64::from(a.part),
            part_b: b.map(|b| i64::from(b.part)),
            others_near: i64::from(around.others_near),
            relative_heading_deg: None,
            hull_distance_m: None,
            drift_m: None,
            mean_speed_kn: None,
            fixes: None,
            silence_minutes: None,
            reappeared_lat: None,
            reappeared_lon: None,
            distance_m: None,
            implied_speed_kn: None,
            last_course_deg: None,
            last_speed_kn: None,
            hulls_heard: None,
            hulls_expected: None,
            pair_radius_km: None,
            slack_minutes: None,
            alternatives: None,
            p_met: None,
            p_met_by_courses: None,
            port: None,
            port_country: None,
            confidence: None,
            draught_before_m: None,
            draught_after_m: None,
            call_possible: None,
            p_same_hull: None,
            pattern: None,
            beside: None,
            beside_both: None,
            beside_hulls: None,
            sailed_before_minutes: None,
            sailed_after_minutes: None,
            unplaced: None,
            unheard_minutes: None,
            cites: Cites::of(&event.cites),
        }
    }
}

/// Some hulls in one text; nothing if there are none.
fn numbers(hulls: impl Iterator<Item = HullId>) -> Option<String> {
    let numbers: Vec<String> = hulls.map(|hull| hull.to_string()).collect();
    Some(numbers.join(" ")).filter(|numbers| !numbers.is_empty())
}
