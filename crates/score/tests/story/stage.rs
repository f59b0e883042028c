//! The stage on which the stories play: ships, what they broadcast and what was found.

use std::sync::OnceLock;

use chart::Chart;
use darkwake_score::{Lists, Options, Scene, Weights, rank};
use model::{
    BroadcastImo, DarkRendezvous, Degrees, Dimensions, DraughtChange, Encounter, Event, Evidence,
    EvidenceState, FalsePattern, FileId, Finding, Fix, Fixes, Fleet, Gap, Heard, HullId, IdentityChange,
    Interval, Knots, Lead, Location, Loitering, Metres, Mmsi, Parties, PortVisit, Position, Reception,
    Sailed, ShipType, Span, Spoofing, StaticReport, Surroundings, Timeline, Timestamp, Told, Track,
    Transmitter, Vessel,
};

/// Ships and events of one story.
#[derive(Clone, Default)]
pub(crate) struct Stage {
    pub(crate) events: Vec<Event>,
    pub(crate) fleet: Fleet,
}

pub(crate) fn chart() -> &'static Chart {
    static CHART: OnceLock<Chart> = OnceLock::new();
    CHART.get_or_init(Chart::builtin)
}

pub(crate) fn hull(mmsi: u32) -> HullId {
    HullId { mmsi: Mmsi::try_from(mmsi).expect("nine digits"), part: 0 }
}

pub(crate) fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("a place on Earth")
}

/// Hours after the story's first midnight, 1 June 2019.
pub(crate) fn hour(hours: i64) -> Timestamp {
    Timestamp::from_rfc3339("2019-06-01T00:00:00Z").expect("RFC 3339").saturating_add(Span::from_hours(hours))
}

impl Stage {
    /// A ship of a type code and length, with its IMO number and name (0 and "" for none).
    pub(crate) fn ship(self, mmsi: u32, code: u8, length_m: u16, imo: u32, name: &str) -> Self {
        self.ship_named_at(mmsi, code, length_m, imo, &[(-24 * 30, name)])
    }

    /// A ship whose name changes at given hours.
    pub(crate) fn ship_named_at(
        mut self,
        mmsi: u32,
        code: u8,
        length_m: u16,
        imo: u32,
        names: &[(i64, &str)],
    ) -> Self {
        let dimensions =
            Dimensions { bow: length_m / 2, stern: length_m - length_m / 2, port: 8, starboard: 8 };
        let report = |row: usize, &(hours, name): &(i64, &str)| StaticReport {
            mmsi: hull(mmsi).mmsi,
            time: hour(hours),
            imo: BroadcastImo::from_field(imo),
            name: (!name.is_empty()).then(|| name.to_owned()),
            call_sign: None,
            ship_type: ShipType::from_field(code),
            dimensions: Some(dimensions),
            draught: None,
            destination: None,
            location: Location::row(FileId(9), row as u64 + 1),
        };
        let timeline: Timeline = names.iter().enumerate().map(|(row, name)| report(row, name)).collect();
        let last = timeline.last().expect("a ship has a name, if an empty one").content.clone();
        let identity = model::Identity {
            imo: last.imo,
            name: last.name,
            ship_type: last.ship_type,
            dimensions: last.dimensions,
            ..Default::default()
        };
        self.fleet.vessels.push(Vessel {
            hull: hull(mmsi),
            identity,
            timeline,
            transmitter: Transmitter::ClassA,
            first_seen: hour(-24 * 30),
            last_seen: hour(24 * 60),
            unplaced: Vec::new(),
        });
        self.fleet.vessels.sort_by_key(|vessel| vessel.hull);
        self.fleet.tracks.push(Track {
            hull: hull(mmsi),
            fixes: Fixes::default(),
            doubtful: Vec::new().into(),
        });
        self.fleet.tracks.sort_by_key(|track| track.hull);
        self
    }

    /// Its crew types another draught at an hour.
    pub(crate) fn tells_draught(self, mmsi: u32, hours: i64, metres: f64) -> Self {
        self.tells(mmsi, hours, |last| StaticReport { draught: Some(Metres(metres)), ..last })
    }

    /// It broadcasts another IMO number from an hour on.
    pub(crate) fn tells_imo(self, mmsi: u32, hours: i64, imo: u32) -> Self {
        self.tells(mmsi, hours, |last| StaticReport { imo: BroadcastImo::from_field(imo), ..last })
    }

    /// It says what it said last once more, twice a day from an hour to another.
    pub(crate) fn goes_on_saying_so(self, mmsi: u32, [from, until]: [i64; 2]) -> Self {
        let hours = (from..=until).step_by(12);
        hours.fold(self, |stage, hours| stage.tells(mmsi, hours, |last| last))
    }

    fn tells(mut self, mmsi: u32, hours: i64, next: impl FnOnce(StaticReport) -> StaticReport) -> Self {
        let vessel = self
            .fleet
            .vessels
            .iter_mut()
            .find(|vessel| vessel.hull == hull(mmsi))
            .expect("a ship of the stage");
        let mut said: Vec<StaticReport> =
            vessel.timeline.iter().map(|said| said.report(vessel.hull.mmsi)).collect();
        let last = said.last().expect("a ship has a name, if an empty one").clone();
        let location = Location::row(FileId(9), said.len() as u64 + 1);
        said.push(next(StaticReport { time: hour(hours), location, ..last }));
        vessel.timeline = said.into_iter().collect();
        self
    }

    /// It was heard at two hours, at one place.
    pub(crate) fn heard(mut self, mmsi: u32, hours: [i64; 2], position: Position) -> Self {
        let track =
            self.fleet.tracks.iter_mut().find(|track| track.hull == hull(mmsi)).expect("a ship of the stage");
        track.fixes.to_mut().extend(hours.map(|hours| Fix {
            mmsi: hull(mmsi).mmsi,
            time: hour(hours),
            position,
            told: Told::default(),
            transmitter: Transmitter::ClassA,
            location: Location::row(FileId(7), 1),
        }));
        self
    }

    pub(crate) fn class_b(mut self, mmsi: u32) -> Self {
        let vessel = self
            .fleet
            .vessels
            .iter_mut()
            .find(|vessel| vessel.hull == hull(mmsi))
            .expect("a ship of the story");
        vessel.transmitter = Transmitter::ClassB;
        self
    }

    /// Two ships side by side for some hours.
    pub(crate) fn meet(self, a: u32, b: u32, from: i64, hours: i64, place: Position) -> Self {
        self.meet_apart(a, b, from, hours, place, 40.0)
    }

    /// Two ships some metres apart for some hours.
    pub(crate) fn meet_apart(
        self,
        a: u32,
        b: u32,
        from: i64,
        hours: i64,
        place: Position,
        metres: f64,
    ) -> Self {
        let encounter = Encounter {
            min_distance: Metres(metres * 0.8),
            median_distance: Metres(metres),
            median_speed: Knots(0.6),
            observed: Span::from_hours(hours),
            bridged: Span::ZERO,
            relative_heading: Some(Degrees(4.0)),
            hull_distance: Some(Metres(12.0)),
            drift: Metres(3_000.0),
            beside: None,
            sailed: None,
        };
        let (low, high) = (hull(a.min(b)), hull(a.max(b)));
        self.event(Finding::Encounter(encounter), low, Some(high), from, hours, place)
    }

    /// The two of the meeting that was told last sailed together for so many minutes before and after.
    pub(crate) fn sailing_together(mut self, [before, after]: [i64; 2]) -> Self {
        let last = self.events.last_mut().map(|event| &mut event.finding);
        let Some(Finding::Encounter(met)) = last else { panic!("a meeting was told last") };
        met.sailed = Some(Sailed { before: Span::from_minutes(before), after: Span::from_minutes(after) });
        self
    }

    pub(crate) fn wait(self, mmsi: u32, from: i64, hours: i64, place: Position) -> Self {
        self.wait_unheard(mmsi, from, [hours, 1], place)
    }

    /// A wait of so many hours, so many of them in one silence.
    pub(crate) fn wait_unheard(
        self,
        mmsi: u32,
        from: i64,
        [hours, silent]: [i64; 2],
        place: Position,
    ) -> Self {
        let loitering = Loitering {
            mean_speed: Knots(0.7),
            drift: Metres(9_000.0),
            fixes: 200,
            longest_silence: Span::from_hours(silent),
        };
        self.event(Finding::Loitering(loitering), hull(mmsi), None, from, hours, place)
    }

    /// A silence while 19 of 20 others were heard, or none of 20.
    pub(crate) fn silence(self, mmsi: u32, from: i64, hours: i64, ends: [Position; 2], heard: bool) -> Self {
        let distance = ends[0].distance(ends[1]);
        let gap = Gap {
            reappeared: Some(ends[1]),
            distance: Some(distance),
            implied_speed: Some(Knots::from_metres_per_second(distance.0 / (hours as f64 * 3600.0))),
            last_course: Some(Degrees(10.0)),
            last_speed: Some(Knots(9.0)),
            reception: Heard { heard: if heard { 19 } else { 0 }, expected: 20 },
            false_positions: 0,
            unplaced: None,
            facts: None,
            p_intentional: Some(if heard { 0.9 } else { 0.01 }),
        };
        self.event(Finding::Gap(gap), hull(mmsi), None, from, hours, ends[0])
    }

    pub(crate) fn meet_unseen(self, a: u32, b: u32, from: i64, hours: i64, place: Position) -> Self {
        self.meet_unseen_perhaps(a, b, from, hours, place, 0.6)
    }

    pub(crate) fn meet_unseen_perhaps(
        self,
        a: u32,
        b: u32,
        from: i64,
        hours: i64,
        place: Position,
        probability: f64,
    ) -> Self {
        self.meet_unseen_beside_others(a, b, from, hours, place, [probability; 2])
    }

    /// An unseen meeting by its probability against the others of the two, and by courses.
    pub(crate) fn meet_unseen_beside_others(
        self,
        a: u32,
        b: u32,
        from: i64,
        hours: i64,
        place: Position,
        [probability, probability_by_courses]: [f64; 2],
    ) -> Self {
        let meeting = DarkRendezvous {
            radius: Metres::from_km(90.0),
            pair_radius: Metres::from_km(9.0),
            possible: Interval::between(hour(from), hour(from + hours)),
            slack: Span::from_hours(hours),
            p_intentional: None,
            probability,
            probability_by_courses,
            alternatives: 1,
        };
        self.event(Finding::DarkRendezvous(meeting), hull(a), Some(hull(b)), from, hours, place)
    }

    pub(crate) fn call(self, mmsi: u32, from: i64, hours: i64, port: &str) -> Self {
        let charted = chart().ports().iter().find(|charted| charted.name == port).expect("a charted port");
        let visit = PortVisit { port: port.to_owned(), country: charted.country.clone(), confidence: 4 };
        self.event(Finding::PortVisit(visit), hull(mmsi), None, from, hours, charted.position)
    }

    pub(crate) fn draught(self, mmsi: u32, from: i64, hours: i64, metres: [f64; 2], place: Position) -> Self {
        let change =
            DraughtChange { before: Metres(metres[0]), after: Metres(metres[1]), call_possible: false };
        self.event(Finding::DraughtChange(change), hull(mmsi), None, from, hours, place)
    }

    pub(crate) fn renumber(self, old: u32, new: u32, from: i64, place: Position) -> Self {
        let change =
            IdentityChange { silence: Span::from_minutes(20), distance: Metres(800.0), probability: 0.95 };
        self.event(Finding::IdentityChange(change), hull(old), Some(hull(new)), from, 1, place)
    }

    /// It says for a day that it goes round and round elsewhere.
    pub(crate) fn tells_a_loop(self, mmsi: u32, from: i64, place: Position) -> Self {
        let told = Spoofing { pattern: FalsePattern::Loop, leap: Some(Metres::from_km(300.0)), fixes: 200 };
        self.event(Finding::Spoofing(told), hull(mmsi), None, from, 24, place)
    }

    fn event(
        mut self,
        finding: Finding,
        a: HullId,
        b: Option<HullId>,
        from: i64,
        hours: i64,
        place: Position,
    ) -> Self {
        let row = self.events.len() as u64 + 1;
        self.events.push(Event {
            finding,
            parties: Parties { a, b },
            start: hour(from),
            end: Some(hour(from + hours)),
            position: place,
            surroundings: Surroundings {
                shore: Some(chart().shore_distance(place)),
                port: chart().nearest_port(place).map(|(_, distance)| distance),
                in_anchorage: chart().anchorage_at(place).is_some(),
                others_near: 0,
            },
            cites: vec![Location::row(FileId(1), row)],
        });
        self
    }

    pub(crate) fn leads(&self) -> Vec<Lead> {
        self.leads_with(&Weights::builtin(), &Options::default())
    }

    pub(crate) fn leads_with(&self, weights: &Weights, options: &Options) -> Vec<Lead> {
        let reception = Reception::default();
        let scene = Scene { events: &self.events, fleet: &self.fleet, reception: &reception, chart: chart() };
        rank(&scene, &Lists::builtin(), weights, options)
    }

    /// The only lead of the story.
    pub(crate) fn lead(&self) -> Lead {
        let mut leads = self.leads();
        assert_eq!(leads.len(), 1, "{leads:#?}");
        leads.remove(0)
    }
}

pub(crate) fn fact<'a>(lead: &'a Lead, indicator: &str) -> Option<&'a Evidence> {
    lead.evidence.iter().find(|evidence| evidence.indicator == indicator)
}

pub(crate) fn shows(lead: &Lead, indicator: &str) -> bool {
    fact(lead, indicator).is_some_and(|evidence| evidence.state == EvidenceState::Present)
}

/// Offshore in an area of oil transfers on record for 2019.
pub(crate) fn off_shanghai() -> Position {
    at(29.5, 123.9)
}

/// Inside waters of the DPRK.
pub(crate) fn off_sokto() -> Position {
    at(38.64, 124.99)
}

/// In the Baltic, far from everything.
pub(crate) fn in_the_baltic() -> Position {
    at(56.2, 18.6)
}
