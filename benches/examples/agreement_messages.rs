//! Messages of every type and content, on which decoders can be held against each other.
//!
//! `cargo run -p darkwake-benches --example agreement_messages > messages.tsv`, always the same: one message a line, its
//! layout, its sender and its sentences, parted by tabs. A layout is a type in one of its lengths, or a content in one
//! of its messages. From our own tables comes what each field can say: every code of a short field; of a longer one the
//! ends of its bits and of its range, "not available" and what lies behind; of texts the spaces, `@` and every letter.
//! Other fields then have a value in their range. Last come payloads of random bits. Each message has a sender of its
//! own, by which a decoder's answer is known.
//!
//! `agreement_answers` gives the answers of Rust's decoders, `tools/peers/agree.py` compares all.

use std::io::{self, Write};

use ais::application as content;
use ais::{Field, Framing, Leniency, Meaning, Measure, Message, Payload, Storage, sentences};
use anyhow::{Context, Result};

/// Messages of random bits for each layout.
const RANDOM: usize = 8;
const SEED: u64 = 1371;
const SENDER: (usize, usize) = (8, 30);

/// A run of bits with a table: where it starts, and its rows.
type Rows = (usize, &'static [Field]);

/// A type in one of its lengths, or a content in a message that can carry it.
struct Layout {
    name: String,
    bits: usize,
    /// Bits that make it what it is: first bit, number of bits, value.
    fixed: Vec<(usize, usize, u64)>,
    rows: Vec<Rows>,
}

fn main() -> Result<()> {
    let mut random = Random(SEED);
    let mut out = io::stdout().lock();
    let mut number = 0;
    for layout in layouts() {
        for mut bits in layout.variants(&mut random) {
            number += 1;
            let sender = layout.sender(number);
            bits.write(SENDER.0, SENDER.1, sender);
            let lines = bits.sentences(number).with_context(|| layout.name.clone())?;
            writeln!(out, "{}\t{sender}\t{}", layout.name, lines.join(" "))?;
        }
    }
    Ok(())
}

impl Layout {
    fn new(kind: u8, part: &str, bits: usize, rows: Vec<Rows>) -> Self {
        let name = if part.is_empty() { format!("{kind}/{bits}") } else { format!("{kind}/{bits} {part}") };
        Self { name, bits, fixed: vec![(0, 6, kind.into())], rows }
    }

    fn fix(mut self, at: usize, len: usize, value: u64) -> Self {
        self.fixed.push((at, len, value));
        self
    }

    /// Bits of every variant, without a sender.
    fn variants(&self, random: &mut Random) -> Vec<Bits> {
        let mut all = Vec::new();
        for (row, at, len) in self.fields() {
            for value in edges(row, len, random) {
                let mut bits = self.plausible(random);
                bits.put(at, &value);
                all.push(self.fixed_in(bits));
            }
        }
        all.extend((0..RANDOM).map(|_| self.fixed_in(Bits::random(self.bits, random))));
        all
    }

    /// Every field has a value in its range; what has no table is random.
    fn plausible(&self, random: &mut Random) -> Bits {
        let mut bits = Bits::random(self.bits, random);
        for (row, at, len) in self.fields() {
            if let Some(value) = likely(row, len, random) {
                bits.put(at, &value);
            }
        }
        bits
    }

    /// Every field that there is room for: its row, first bit and number of bits.
    fn fields(&self) -> impl Iterator<Item = (&'static Field, usize, usize)> {
        let rows = self
            .rows
            .iter()
            .flat_map(|&(base, rows)| rows.iter().map(move |row| (base + row.first_bit, row)));
        let places = rows.map(|(at, row)| (row, at, row.bits.unwrap_or(self.bits.saturating_sub(at))));
        places.filter(|&(_, at, len)| at + len <= self.bits)
    }

    fn fixed_in(&self, mut bits: Bits) -> Bits {
        for &(at, len, value) in &self.fixed {
            bits.write(at, len, value);
        }
        bits
    }

    /// One of its own for each message: short, usual, beyond nine digits, or of an auxiliary craft.
    fn sender(&self, number: u64) -> u64 {
        match number % 10 {
            _ if self.name.ends_with("craft") => 980_000_000 + number,
            0 => number,
            5 => 1_000_000_000 + number,
            _ => 201_000_000 + number,
        }
    }
}

/// What a field is to be tried with, as bits.
fn edges(row: &Field, len: usize, random: &mut Random) -> Vec<Bits> {
    match row.storage {
        Storage::Text => texts(len, random),
        _ if len == 0 || len > 64 || matches!(row.meaning, Meaning::Spare) => Vec::new(),
        _ => numbers(row, len).into_iter().map(|value| Bits::of(value, len)).collect(),
    }
}

fn numbers(row: &Field, len: usize) -> Vec<u64> {
    let codes = matches!(row.meaning, Meaning::Code(_)) && len <= 8;
    if codes || len <= 4 {
        return (0..1 << len).collect();
    }
    let most = u64::MAX >> (64 - len);
    let mut values = vec![0, 1, most >> 1, (most >> 1) + 1, most - 1, most];
    if let Some(Measure { first, last, none, .. }) = scale(row) {
        let around = [first - 1, first, last, last + 1, none, none + 1];
        values.extend(around.map(|value| value as u64 & most));
    }
    values.sort_unstable();
    values.dedup();
    values
}

/// Every six-bit letter; spaces before and behind; `@` first, in the middle, and alone.
fn texts(len: usize, random: &mut Random) -> Vec<Bits> {
    let letters = len / 6;
    let all: String = (0..64u8).map(|six| char::from(if six < 32 { six + 64 } else { six })).collect();
    let mut texts: Vec<String> =
        (0..64).step_by(letters.clamp(7, 64)).map(|start| all[start..].replace('@', "'")).collect();
    let word = random.word(letters);
    texts.extend(
        ["", "    ", "  BEFORE", "BEHIND  ", "AB@CD EF", "@HIDDEN", "A B  C", "\"Q\\\"", "12 @@ 3  @ "]
            .map(String::from),
    );
    texts.extend([word.clone(), format!("{:>letters$}", &word[..letters / 2]), " ".repeat(letters)]);
    texts.into_iter().map(|text| Bits::text(&text, len)).collect()
}

/// A value that the field may well have; `None` leaves it random.
fn likely(row: &Field, len: usize, random: &mut Random) -> Option<Bits> {
    if row.storage == Storage::Text {
        let letters = random.below(len as u64 / 6 + 1) as usize;
        return Some(Bits::text(&random.word(letters), len));
    }
    let Measure { first, last, .. } = scale(row)?;
    let value = first + random.below((last - first) as u64 + 1) as i64;
    Some(Bits::of(value as u64, len))
}

/// The scale of a field, if it says where the range ends.
fn scale(row: &Field) -> Option<Measure> {
    match row.meaning {
        Meaning::Measure(measure) | Meaning::Part(measure) if measure.first > i64::MIN => Some(measure),
        _ => None,
    }
}

/// Every type in every length, then every content in types 6 and 8, and some in types 25 and 26.
fn layouts() -> Vec<Layout> {
    let mut all = Vec::new();
    positions(&mut all);
    statics(&mut all);
    stations(&mut all);
    texts_and_data(&mut all);
    for application in applications() {
        for kind in [6, 8] {
            all.push(application.carried(kind, if kind == 6 { 72 } else { 56 - 16 }));
        }
    }
    slots(&mut all);
    all
}

fn positions(all: &mut Vec<Layout>) {
    for kind in [1, 2, 3] {
        all.push(Layout::new(kind, "", 168, vec![(0, ais::PositionReport::FIELDS)]));
    }
    for kind in [4, 11] {
        all.push(Layout::new(kind, "", 168, vec![(0, ais::BaseStation::FIELDS)]));
    }
    all.push(Layout::new(9, "", 168, vec![(0, ais::SarAircraft::FIELDS)]));
    all.push(Layout::new(18, "", 168, vec![(0, ais::StandardClassB::FIELDS)]));
    all.push(Layout::new(19, "", 312, vec![(0, ais::ExtendedClassB::FIELDS)]));
    for bits in [96, 168] {
        all.push(Layout::new(27, "", bits, vec![(0, ais::LongRange::FIELDS)]));
    }
}

fn statics(all: &mut Vec<Layout>) {
    for bits in [424, 422, 426] {
        let rows = if bits == 424 { ais::StaticAndVoyage::FIELDS } else { &[] };
        all.push(Layout::new(5, "", bits, vec![(0, rows)]));
    }
    for letters in 0..=14usize {
        let bits = 272 + (6 * letters).next_multiple_of(8);
        let rows = if letters == 0 || letters == 14 { ais::AidToNavigation::FIELDS } else { NAME_END };
        all.push(Layout::new(21, &format!("name of 20 and {letters}"), bits, vec![(0, rows)]));
        all.push(
            Layout::new(21, "full name", bits, vec![(272, NAME_END)]).fix(43, 60, FULL).fix(103, 60, FULL),
        );
    }
    for bits in [160, 162, 168] {
        all.push(Layout::new(24, "A", bits, vec![(0, ais::StaticDataA::FIELDS)]).fix(38, 2, 0));
    }
    for (part, bits) in [("B", 168), ("B", 162), ("B craft", 168), ("B craft", 162)] {
        all.push(Layout::new(24, part, bits, vec![(0, ais::StaticDataB::FIELDS)]).fix(38, 2, 1));
    }
}

/// The letters A to J, six bits each.
const FULL: u64 = 0b000001_000010_000011_000100_000101_000110_000111_001000_001001_001010;
/// Letters of a name behind the first twenty.
const NAME_END: &[Field] =
    &[Field { first_bit: 0, ..ais::AidToNavigation::FIELDS[ais::AidToNavigation::FIELDS.len() - 1] }];

fn stations(all: &mut Vec<Layout>) {
    for (i, bits) in [72, 104, 136, 168].into_iter().enumerate() {
        for kind in [7, 13] {
            let rows = (0..=i).map(|record| (40 + record * 32, ais::Acknowledged::FIELDS));
            all.push(Layout::new(kind, "", bits, rows.collect()));
        }
        let rows = (0..=i).map(|record| (40 + record * 30, ais::Reservation::FIELDS));
        all.push(Layout::new(20, "", [72, 104, 136, 160][i], rows.collect()));
    }
    all.push(Layout::new(10, "", 72, vec![(0, ais::UtcInquiry::FIELDS)]));
    for bits in [88, 110, 112, 160] {
        all.push(Layout::new(
            15,
            "",
            bits,
            vec![(0, ais::Interrogation::FIELDS), (88, ais::MoreRequests::FIELDS)],
        ));
    }
    for bits in [96, 144] {
        let rows = [40, 92].into_iter().take(bits / 48 - 1).map(|at| (at, ais::Assignment::FIELDS));
        all.push(Layout::new(16, "", bits, rows.collect()));
    }
    let channels = |part, rows, addressed| {
        let tables = vec![(0, ais::ChannelManagement::FIELDS), (69, rows)];
        Layout::new(22, part, 168, tables).fix(139, 1, addressed)
    };
    all.push(channels("area", ais::Area::FIELDS, 0));
    all.push(channels("stations", ais::Stations::FIELDS, 1));
    all.push(Layout::new(23, "", 160, vec![(0, ais::GroupAssignment::FIELDS), (40, ais::Area::FIELDS)]));
}

fn texts_and_data(all: &mut Vec<Layout>) {
    for letters in 0..=156 {
        let rows = if letters % 26 == 0 { ais::AddressedSafety::FIELDS } else { &[] };
        all.push(Layout::new(12, "", 72 + 6 * letters, vec![(0, rows)]));
    }
    for letters in 0..=161 {
        let rows = if letters % 23 == 0 { ais::BroadcastSafety::FIELDS } else { &[] };
        all.push(Layout::new(14, "", 40 + 6 * letters, vec![(0, rows)]));
    }
    for words in [None, Some(0), Some(1), Some(5), Some(14), Some(28)] {
        let bits = words.map_or(80, |words| 120 + 24 * words);
        let rows = if words == Some(0) { ais::GnssCorrections::FIELDS } else { &[] };
        all.push(Layout::new(17, "", bits, vec![(0, rows)]));
    }
    for bits in [88, 96, 168, 360, 536, 712, 1008] {
        let rows = if bits == 96 { ais::AddressedBinary::FIELDS } else { &[] };
        all.push(Layout::new(6, "", bits, vec![(0, rows)]).fix(72, 10, UNUSED_AREA));
    }
    for bits in [56, 64, 168, 360, 536, 712, 1008] {
        let rows = if bits == 64 { ais::BroadcastBinary::FIELDS } else { &[] };
        all.push(Layout::new(8, "", bits, vec![(0, rows)]).fix(40, 10, UNUSED_AREA));
    }
}

/// An area code of which no decoder knows a content.
const UNUSED_AREA: u64 = 999;

/// Types 25 and 26, to one station or to all, with an application or without.
fn slots(all: &mut Vec<Layout>) {
    for (kind, lengths) in [(25, &[112, 168][..]), (26, &[128, 168, 424, 1064][..])] {
        for (flags, &bits) in (0..4).flat_map(|flags| lengths.iter().map(move |bits| (flags, bits))) {
            let part = ["", "structured", "addressed", "addressed structured"][flags as usize];
            let at = if flags & 2 == 0 { 40 } else { 72 };
            let layout = Layout::new(kind, part, bits, vec![(0, ais::UtcInquiry::FIELDS)]).fix(38, 2, flags);
            all.push(if flags & 1 == 1 { layout.fix(at, 10, UNUSED_AREA) } else { layout });
        }
    }
}

/// A content in one of its lengths.
struct Application {
    dac: u64,
    fid: u64,
    part: &'static str,
    bits: usize,
    fixed: Vec<(usize, usize, u64)>,
    rows: Vec<Rows>,
}

impl Application {
    /// The content in a type 6 or 8, its identifier at this bit.
    fn carried(&self, kind: u8, at: usize) -> Layout {
        let data = at + 16;
        let rows = self.rows.iter().map(|&(base, rows)| (data + base, rows)).collect();
        let name = format!("{}/{} {}", self.dac, self.fid, self.part);
        let mut layout = Layout::new(kind, name.trim_end(), data + self.bits, rows);
        layout = layout.fix(at, 10, self.dac).fix(at + 10, 6, self.fid);
        for &(first, len, value) in &self.fixed {
            layout = layout.fix(data + first, len, value);
        }
        layout
    }
}

fn application(dac: u64, fid: u64, bits: usize, rows: Vec<Rows>) -> Application {
    Application { dac, fid, part: "", bits, fixed: Vec::new(), rows }
}

fn applications() -> Vec<Application> {
    let mut all = international();
    all.extend(areas());
    all.extend(sensors());
    all.extend(regional());
    all
}

fn international() -> Vec<Application> {
    let month = content::MonthTime::FIELDS;
    let day = content::DayTime::FIELDS;
    let from = content::DayMonthTime::FIELDS;
    let mut all = vec![
        application(1, 2, 16, vec![(0, content::FunctionInquiry::FIELDS)]),
        application(1, 3, 16, vec![(0, content::CapabilityInquiry::FIELDS)]),
        application(1, 4, 144, vec![(0, content::CapabilityReply::FIELDS)]),
        application(1, 5, 80, vec![(0, content::ApplicationAck::FIELDS)]),
        application(1, 11, 296, vec![(0, content::Meteorology11::FIELDS), (49, day)]),
        application(1, 12, 272, vec![(0, content::DangerousCargo12::FIELDS), (30, month), (80, month)]),
        application(1, 13, 416, vec![(0, content::Fairway13::FIELDS), (372, from), (392, from)]),
        application(1, 16, 16, vec![(0, content::PersonsOnBoard::FIELDS)]),
        application(1, 16, 48, vec![(0, content::PersonsOnBoard::FIELDS)]),
        application(1, 40, 16, vec![(0, content::PersonsOnBoard::FIELDS)]),
        application(1, 18, 272, vec![(0, content::ClearanceTime::FIELDS), (10, month)]),
        application(1, 19, 304, vec![(0, content::TrafficSignal::FIELDS)]),
        application(1, 20, 272, vec![(0, content::Berthing::FIELDS), (30, month)]),
        application(1, 24, 304, vec![(0, content::ExtendedStatic::FIELDS)]),
        application(1, 31, 304, vec![(0, content::Meteorology31::FIELDS), (50, day)]),
    ];
    for (wmo, rows) in [(0, content::PlainObservation::FIELDS), (1, content::WmoObservation::FIELDS)] {
        let fixed = vec![(0, 1, wmo)];
        all.push(Application {
            dac: 1,
            fid: 21,
            part: ["", "WMO"][wmo as usize],
            bits: 304,
            fixed,
            rows: vec![(0, rows)],
        });
    }
    for letters in [1, 10, 40, 150] {
        all.push(application(1, 0, 12 + 6 * letters, vec![(0, content::FreeText::FIELDS)]));
        all.push(application(1, 29, 10 + 6 * letters, vec![(0, content::Description::FIELDS)]));
        all.push(application(1, 30, 10 + 6 * letters, vec![(0, content::Description::FIELDS)]));
    }
    for count in 1..=3usize {
        let windows = |start: usize, len, rows| (0..count).map(move |i| (start + i * len, rows));
        let head = (0, &content::TidalWindow14::FIELDS[..2]);
        let rows = [head].into_iter().chain(windows(9, 93, content::Tide14::FIELDS)).collect();
        all.push(application(1, 14, (9 + 93 * count).next_multiple_of(8), rows));
        let rows = [head].into_iter().chain(windows(9, 88, content::Tide32::FIELDS)).collect();
        all.push(application(1, 32, (9 + 88 * count).next_multiple_of(8), rows));
        let rows = windows(0, 120, content::VtsTarget::FIELDS).collect();
        all.push(application(1, 17, 120 * count, rows));
        let rows = windows(0, 120, content::VtsTarget16::FIELDS).collect();
        all.push(application(1, 16, 120 * count, rows));
        let rows = [(0, &content::DangerousCargo25::FIELDS[..2])].into_iter();
        all.push(application(
            1,
            25,
            12 + 17 * count,
            rows.chain(windows(12, 17, content::Cargo::FIELDS)).collect(),
        ));
        for fid in [27, 28] {
            let head = [(0, content::RouteHead::FIELDS), (18, month)].into_iter();
            let rows = head.chain(windows(61, 55, content::Waypoint::FIELDS)).collect();
            let fixed = vec![(56, 5, count as u64)];
            all.push(Application { dac: 1, fid, part: "", bits: 61 + 55 * count, fixed, rows });
        }
    }
    all
}

/// Notices of one area of each shape, and of several.
fn areas() -> Vec<Application> {
    let shapes: [(&'static str, Vec<Rows>); 6] = [
        ("circle", vec![(0, content::Circle::FIELDS)]),
        ("rectangle", vec![(0, content::Rectangle::FIELDS)]),
        ("sector", vec![(0, content::Sector::FIELDS)]),
        ("polyline", legs()),
        ("polygon", legs()),
        ("text", vec![(0, content::AreaText::FIELDS)]),
    ];
    let head = || [(0, &content::AreaNotice::FIELDS[..4]), (17, content::MonthTime::FIELDS)];
    let mut all = Vec::new();
    for fid in [22, 23] {
        for (shape, (part, rows)) in (0..).zip(&shapes) {
            let rows = head().into_iter().chain(rows.iter().map(|&(at, rows)| (55 + at, rows))).collect();
            all.push(Application { dac: 1, fid, part, bits: 142, fixed: vec![(55, 3, shape)], rows });
        }
        let fixed =
            [0, 3, 5, 1, 2].into_iter().enumerate().map(|(i, shape)| (55 + 87 * i, 3, shape)).collect();
        all.push(Application { dac: 1, fid, part: "five areas", bits: 55 + 87 * 5, fixed, rows: Vec::new() });
    }
    all
}

fn legs() -> Vec<Rows> {
    let legs = (0..4).map(|i| (5 + 20 * i, content::Leg::FIELDS));
    [(0, &content::Legs::FIELDS[..1])].into_iter().chain(legs).collect()
}

/// One report of each sensor, and three.
fn sensors() -> Vec<Application> {
    let shared: [(u64, &'static str, &'static [Field]); 6] = [
        (1, "station", content::StationId::FIELDS),
        (2, "wind", content::Wind::FIELDS),
        (3, "water level", content::WaterLevel::FIELDS),
        (4, "currents", content::Current2d::FIELDS),
        (7, "sea", content::SeaState::FIELDS),
        (8, "salinity", content::Salinity::FIELDS),
    ];
    let imo: [(u64, &'static str, &'static [Field]); 5] = [
        (0, "site", content::SiteLocation::FIELDS),
        (5, "currents in depth", content::Current3d::FIELDS),
        (6, "horizontal currents", content::HorizontalCurrent::FIELDS),
        (9, "weather", content::Weather::FIELDS),
        (10, "air gap", content::AirGap::FIELDS),
    ];
    let us: [(u64, &'static str, &'static [Field]); 6] = [
        (0, "site", content::UsSiteLocation::FIELDS),
        (5, "currents in depth", content::UsCurrent3d::FIELDS),
        (6, "horizontal currents", content::UsHorizontalCurrent::FIELDS),
        (9, "weather", content::UsWeather::FIELDS),
        (10, "air gap", content::UsAirGap::FIELDS),
        (11, "wind 2", content::UsWind::FIELDS),
    ];
    let mut all = Vec::new();
    for (dac, fid, own) in [(1, 26, &imo[..]), (367, 33, &us[..])] {
        for &(sensor, part, rows) in shared.iter().chain(own) {
            let rows = vec![(0, content::SensorHead::FIELDS), (0, rows)];
            all.push(Application { dac, fid, part, bits: 112, fixed: vec![(0, 4, sensor)], rows });
        }
        let fixed = vec![(0, 4, 2), (112, 4, 7), (224, 4, 1)];
        all.push(Application { dac, fid, part: "three reports", bits: 336, fixed, rows: Vec::new() });
    }
    all
}

fn regional() -> Vec<Application> {
    let month = content::MonthTime::FIELDS;
    let mut all = vec![
        application(200, 10, 112, vec![(0, content::InlandShip::FIELDS)]),
        application(200, 21, 160, vec![(0, content::LockArrival::FIELDS), (120, month)]),
        application(200, 22, 144, vec![(0, content::LockAppointment::FIELDS), (120, month)]),
        application(200, 23, 200, vec![(0, content::WeatherWarning::FIELDS)]),
        application(200, 40, 112, vec![(0, content::SignalStatus::FIELDS)]),
        application(200, 55, 80, vec![(0, content::InlandPersons::FIELDS)]),
        application(200, 55, 112, vec![(0, content::InlandPersons::FIELDS)]),
        application(235, 10, 48, vec![(0, content::AidMonitoring::FIELDS)]),
        application(250, 10, 48, vec![(0, content::AidMonitoring::FIELDS)]),
    ];
    let gauges = (0..4).map(|i| (12 + 25 * i, content::Gauge::FIELDS));
    let rows = [(0, &content::WaterLevels::FIELDS[..1])].into_iter().chain(gauges).collect();
    all.push(application(200, 24, 112, rows));
    all
}

/// The bits of a message, one a byte.
#[derive(Clone)]
struct Bits(Vec<u8>);

impl Bits {
    fn random(len: usize, random: &mut Random) -> Self {
        Self((0..len).map(|_| (random.next() >> 40 & 1) as u8).collect())
    }

    /// The low bits of a number.
    fn of(value: u64, len: usize) -> Self {
        Self((0..len).rev().map(|place| (value >> place & 1) as u8).collect())
    }

    /// Six-bit letters, cut or filled with `@`.
    fn text(text: &str, len: usize) -> Self {
        let letters = text.bytes().chain(std::iter::repeat(b'@'));
        let mut bits: Vec<u8> =
            letters.take(len / 6).flat_map(|letter| Self::of(letter.into(), 6).0).collect();
        bits.resize(len, 0);
        Self(bits)
    }

    fn put(&mut self, at: usize, part: &Self) {
        self.0[at..at + part.0.len()].copy_from_slice(&part.0);
    }

    fn write(&mut self, at: usize, len: usize, value: u64) {
        self.put(at, &Self::of(value, len));
    }

    /// The sentences of the message that these bits are: its own encoding, where that has as many bits.
    fn sentences(&self, number: u64) -> Result<Vec<String>> {
        let fill = (6 - self.0.len() % 6) % 6;
        let padded: Vec<u8> = self.0.iter().copied().chain(std::iter::repeat_n(0, fill)).collect();
        let value = |six: &[u8]| six.iter().fold(0, |value, bit| value << 1 | bit);
        let armour = |value: u8| if value < 40 { value + 48 } else { value + 56 };
        let chars: Vec<u8> = padded.chunks(6).map(|six| armour(value(six))).collect();
        let payload = Payload::from_armour(&chars, fill as u8)?;
        let written = Message::decode(&payload, Leniency::Strict)?.encode();
        let payload = if written.bits() == payload.bits() { written } else { payload };
        let channel = if number.is_multiple_of(2) { 'A' } else { 'B' };
        Ok(sentences(&payload, Framing { sequence: (number % 10) as u8, channel, ..Framing::default() }))
    }
}

/// Numbers that look random and are always the same (Knuth's linear congruence, its high bits).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 ^ self.0 >> 29
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end
    }

    /// Letters, digits and single spaces.
    fn word(&mut self, letters: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.- ";
        (0..letters).map(|_| char::from(LETTERS[self.below(LETTERS.len() as u64) as usize])).collect()
    }
}
