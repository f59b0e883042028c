//! A small story for the tests of this crate: two ships meet off the west coast, one of them under a hostile name.

use darkwake_case::{
    Contents, LedgerRow, LeftOut, ListVersion, Outcome, Program, Provenance, RawLine, RejectRow, SourceRow,
};
use model::{
    Beside, BroadcastImo, Calibration, Cargo, CargoShares, DarkRendezvous, Degrees, Dimensions, Doubt,
    DoubtfulFix, DraughtChange, Encounter, Event, Evidence, EvidenceState, FalsePattern, FileId, Finding,
    Fix, Fleet, Gap, Group, Heard, HullId, Identity, IdentityChange, Interval, Knots, Lead, LeadKind, List,
    Location, Loitering, Metres, Mmsi, Motion, NavStatus, Parties, PortVisit, Position, Probability, Reason,
    Sailed, SharedIdentity, ShipType, SilenceFacts, Span, Spoofing, Surroundings, Timeline, Timestamp, Told,
    Tonnes, Track, Transmitter, Vessel,
};

/// Names that ships could send to whoever reads a case.
pub(crate) const HOSTILE: [&str; 6] =
    ["<SCRIPT", "=HYPERLINK", "A\0B\u{1b}[2J\r\n,\"", "SAFE\u{202e}EVIL", "ABCDEFGHIJKLMNOPQRST", "백두산호"];

pub(crate) const TANKER: u32 = 445_123_000;
pub(crate) const PARTNER: u32 = 636_012_345;

/// Everything that a case holds, as a run would own it.
pub(crate) struct Story {
    pub(crate) sources: Vec<SourceRow>,
    pub(crate) ledger: Vec<LedgerRow>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) rejects: Vec<RejectRow>,
    pub(crate) fleet: Fleet,
    pub(crate) events: Vec<Event>,
    pub(crate) leads: Vec<Lead>,
    pub(crate) raw_lines: Vec<RawLine>,
}

impl Story {
    pub(crate) fn contents(&self) -> Contents<'_> {
        Contents {
            provenance: provenance(),
            sources: &self.sources,
            left_out: &self.left_out,
            ledger: &self.ledger,
            rejects: &self.rejects,
            fleet: &self.fleet,
            events: &self.events,
            leads: &self.leads,
            raw_lines: &self.raw_lines,
        }
    }
}

/// Two days of a DPRK tanker, a partner whose number two hulls share, and four ships with hostile names.
pub(crate) fn story() -> Story {
    let events = events();
    Story {
        sources: vec![source()],
        left_out: vec![LeftOut {
            path: "archive/README".to_owned(),
            why: "archive/README is no log".to_owned(),
        }],
        ledger: vec![
            ledger(Outcome::Skipped, "comment", 1),
            ledger(Outcome::Rejected, "checksum", 2),
            ledger(Outcome::Undecoded, "type 6", 3),
        ],
        rejects: vec![reject(7, "!AIVDM,=1"), reject(9, "\\u{1b}[2J")],
        fleet: fleet(),
        leads: vec![
            lead(&events, LeadKind::Chain, List::Dprk),
            lead(&events, LeadKind::Event(events[0].kind()), List::Evasive),
        ],
        raw_lines: vec![
            RawLine::of(text(12), text(12), "!AIVDM,1,1,,A,=\t<SCRIPT".to_owned()),
            RawLine::of(text(12), text(14), "!AIVDM,2,2,,A,,2".to_owned()),
            RawLine::of(
                Location::row(FileId(1), 4),
                Location::row(FileId(1), 4),
                "mmsi=1 \u{fffd}".to_owned(),
            ),
        ],
        events,
    }
}

pub(crate) fn hull(mmsi: u32, part: u16) -> HullId {
    HullId { mmsi: Mmsi::try_from(mmsi).unwrap(), part }
}

pub(crate) fn time(text: &str) -> Timestamp {
    Timestamp::from_rfc3339(text).unwrap()
}

pub(crate) fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
}

pub(crate) fn text(line: u64) -> Location {
    Location::text(FileId(0), line, line * 80, 79)
}

fn provenance() -> Provenance {
    Provenance {
        program: Program::darkwake("0.1.0"),
        config: serde_json::json!({ "encounter": { "distance_m": 500 } }),
        lists: vec![ListVersion::of("un_1718", "name,imo\nA,1\n", 1, time("2018-10-16T00:00:00Z"))],
    }
}

fn source() -> SourceRow {
    SourceRow {
        file_id: 0,
        path: "archive/2024-03-01.nmea".to_owned(),
        profile: "nmea".to_owned(),
        encoding: Some("UTF-8".to_owned()),
        bytes: 1_000,
        sha256: "00".repeat(32),
        lines: 10,
        accepted: 7,
        skipped: 1,
        rejected: 2,
        reports: 5,
        damage: Some("ends inside a line".to_owned()),
        notes: None,
        waiting: None,
        options: None,
    }
}

fn ledger(outcome: Outcome, reason: &str, lines: i64) -> LedgerRow {
    LedgerRow { file_id: 0, outcome, reason: reason.to_owned(), lines }
}

fn reject(line: i64, excerpt: &str) -> RejectRow {
    RejectRow {
        file_id: 0,
        reason: "checksum".to_owned(),
        line,
        offset: line * 80,
        excerpt: excerpt.to_owned(),
    }
}

pub(crate) fn fix(mmsi: u32, moment: &str, location: Location) -> Fix {
    Fix {
        mmsi: Mmsi::try_from(mmsi).unwrap(),
        time: time(moment),
        position: at(38.123_456_7, 124.765_432_1),
        told: Motion {
            speed: Some(Knots(0.3)),
            course: Some(Degrees(123.4)),
            heading: None,
            status: NavStatus::from_field(1),
        }
        .into(),
        transmitter: Transmitter::ClassA,
        location,
    }
}

fn fleet() -> Fleet {
    let bare = Fix {
        told: Told::default(),
        transmitter: Transmitter::Unknown,
        ..fix(PARTNER, "2024-03-01T10:00:00Z", Location::row(FileId(1), 4))
    };
    let jump = DoubtfulFix { fix: fix(PARTNER, "2024-03-01T09:00:00Z", text(13)), doubt: Doubt::Jump };
    let tracks = vec![
        Track {
            hull: hull(TANKER, 0),
            fixes: vec![
                fix(TANKER, "2024-03-01T23:59:59.999Z", text(11)),
                fix(TANKER, "2024-03-02T00:00:00Z", text(12)),
            ]
            .into(),
            doubtful: vec![].into(),
        },
        Track {
            hull: hull(PARTNER, 0),
            fixes: vec![bare, fix(PARTNER, "2024-03-01T12:00:00Z", text(14))].into(),
            doubtful: vec![jump].into(),
        },
        Track {
            hull: hull(PARTNER, 1),
            fixes: vec![fix(PARTNER, "2024-03-01T11:00:00Z", text(15))].into(),
            doubtful: vec![].into(),
        },
    ];
    let numbers =
        [(TANKER, 0), (PARTNER, 0), (PARTNER, 1), (700_000_001, 0), (700_000_002, 0), (700_000_003, 0)];
    let vessels = numbers.iter().zip(HOSTILE).map(|(&(mmsi, part), name)| vessel(hull(mmsi, part), name));
    Fleet { tracks, vessels: vessels.collect() }
}

pub(crate) fn vessel(hull: HullId, name: &str) -> Vessel {
    Vessel {
        hull,
        identity: Identity {
            imo: BroadcastImo::from_field(8_914_934),
            name: Some(name.to_owned()),
            call_sign: Some(format!("@{name}")),
            ship_type: ShipType::from_field(80),
            dimensions: Some(Dimensions { bow: 100, stern: 20, port: 8, starboard: 8 }),
            draught: Some(Metres(7.1)),
            destination: None,
        },
        timeline: Timeline::default(),
        transmitter: Transmitter::ClassA,
        first_seen: time("2024-03-01T00:00:00Z"),
        last_seen: time("2024-03-02T00:00:00Z"),
        unplaced: Vec::new(),
    }
}

/// One event of every kind.
fn events() -> Vec<Event> {
    let possible = Interval::between(time("2024-03-01T01:00:00Z"), time("2024-03-01T20:00:00Z"));
    let encounter = Encounter {
        min_distance: Metres(41.26),
        median_distance: Metres(60.0),
        median_speed: Knots(0.4),
        observed: Span::from_minutes(200),
        bridged: Span::from_minutes(15),
        relative_heading: Some(Degrees(4.0)),
        hull_distance: Some(Metres(12.0)),
        drift: Metres(900.0),
        beside: Some(Beside::of(&[(hull(440_000_009, 0), true), (hull(440_000_010, 1), false)])),
        sailed: Some(Sailed { before: Span::from_minutes(600), after: Span::from_minutes(50) }),
    };
    let gap = Gap {
        reappeared: None,
        distance: None,
        implied_speed: None,
        last_course: Some(Degrees(270.0)),
        last_speed: Some(Knots(9.5)),
        reception: Heard { heard: 9, expected: 10 },
        false_positions: 0,
        unplaced: None,
        facts: Some(SilenceFacts {
            missed: 11.527,
            missed_else: 3.25,
            others: 0.9,
            fishes: true,
            idle: Span::from_hours(5),
            beyond: Span::from_hours(3),
            together: 2,
        }),
        p_intentional: Some(0.987_65),
    };
    let dark = DarkRendezvous {
        radius: Metres(54_321.0),
        pair_radius: Metres(12_345.0),
        possible,
        slack: Span::from_hours(7),
        p_intentional: None,
        probability: 0.4,
        probability_by_courses: 0.4,
        alternatives: 3,
    };
    let findings = [
        Finding::Encounter(encounter),
        Finding::Loitering(Loitering {
            mean_speed: Knots(0.8),
            drift: Metres(3000.0),
            fixes: 44,
            longest_silence: Span::from_minutes(50),
        }),
        Finding::Gap(gap),
        Finding::DarkRendezvous(dark),
        Finding::PortVisit(PortVisit { port: "Nampo".to_owned(), country: "KP".to_owned(), confidence: 4 }),
        Finding::DraughtChange(DraughtChange {
            before: Metres(7.1),
            after: Metres(4.2),
            call_possible: false,
        }),
        Finding::IdentityChange(IdentityChange {
            silence: Span::from_minutes(90),
            distance: Metres(1200.0),
            probability: 0.9,
        }),
        Finding::SharedIdentity(SharedIdentity::AtOnce),
        Finding::SharedIdentity(SharedIdentity::InTurn {
            silence: Span::from_hours(240),
            distance: Metres(359_000.0),
        }),
        spoofing(),
    ];
    findings.into_iter().map(event).collect()
}

pub(crate) fn event(finding: Finding) -> Event {
    let open = matches!(finding, Finding::Gap(_));
    Event {
        finding,
        parties: Parties { a: hull(TANKER, 0), b: (!open).then_some(hull(PARTNER, 1)) },
        start: time("2024-03-01T12:00:00Z"),
        end: (!open).then(|| time("2024-03-01T16:00:00Z")),
        position: at(38.123_456_7, 124.765_432_1),
        surroundings: Surroundings {
            shore: Some(Metres(35_000.0)),
            port: None,
            in_anchorage: false,
            others_near: 1,
        },
        cites: vec![text(12), text(11), text(12)],
    }
}

fn lead(events: &[Event], kind: LeadKind, list: List) -> Lead {
    Lead {
        kind,
        deciding: 0,
        guess: None,
        legs: if kind == LeadKind::Chain { (0..events.len()).collect() } else { vec![0] },
        list,
        grounds: vec![Reason("a first ground".to_owned()), Reason("a second".to_owned())],
        score: -0.123_45,
        probability: Probability { low: 0.2, mid: 0.429_4, high: 0.7 },
        calibration: Calibration::Expert,
        cargo: Cargo::Oil,
        cargo_shares: CargoShares { oil: 0.7, coal: 0.1, other: 0.1, unknown: 0.1 },
        tonnes: Some(Tonnes { low: 500.0, mid: 1500.4, high: 4000.0 }),
        tonnes_basis: Reason("the usual parcel (100 % of draws)".to_owned()),
        evidence: vec![
            evidence("C1", EvidenceState::Present, 1.2, "=2+2 alongside <SCRIPT for 200 min"),
            evidence("G1", EvidenceState::Absent, -0.4, "no silence"),
            evidence("P1", EvidenceState::NotAssessable, 0.0, ""),
        ],
    }
}

fn evidence(indicator: &'static str, state: EvidenceState, weight: f64, fact: &str) -> Evidence {
    Evidence {
        indicator,
        group: Group::Contact,
        state,
        log10_lr: weight,
        counted: weight,
        text: Reason(fact.to_owned()),
        cites: vec![text(12)],
    }
}

/// A ship that says for a night that it goes round a box.
pub(crate) fn spoofing() -> Finding {
    Finding::Spoofing(Spoofing { pattern: FalsePattern::Loop, leap: Some(Metres(42_000.0)), fixes: 90 })
}
