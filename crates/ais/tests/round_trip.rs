//! The law of the encoder: what is written is read back, field by field and bit by bit.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use ais::{
    AidToNavigation, ApplicationId, BaseStation, Content, Decoder, ExtendedClassB, Framing, Leniency,
    LongRange, MAX_BITS, Message, Options, Outcome, Payload, PositionReport, SarAircraft, Scale,
    StandardClassB, StaticAndVoyage, StaticDataA, StaticDataB, sentences, write_json,
};
use proptest::prelude::*;

/// Type, bits, and the part number of type 24: lengths whose every bit the message keeps.
const TYPES: [(u8, usize, u8); 36] = [
    (1, 168, 0),
    (2, 168, 0),
    (3, 168, 0),
    (4, 168, 0),
    (5, 424, 0),
    (6, 88, 0),
    (6, 1008, 0),
    (7, 72, 0),
    (7, 168, 0),
    (8, 56, 0),
    (8, 1008, 0),
    (9, 168, 0),
    (10, 72, 0),
    (11, 168, 0),
    (12, 72, 0),
    (12, 1008, 0),
    (13, 104, 0),
    (13, 136, 0),
    (14, 40, 0),
    (14, 1008, 0),
    (16, 144, 0),
    (17, 80, 0),
    (17, 816, 0),
    (18, 168, 0),
    (19, 312, 0),
    (20, 160, 0),
    (21, 272, 0),
    (21, 360, 0),
    (22, 168, 0),
    (23, 160, 0),
    (24, 160, 0),
    (24, 168, 1),
    (24, 168, 2),
    (25, 168, 0),
    (26, 1064, 0),
    (27, 96, 0),
];

/// Area code, function and data bits of every content, shortest and longest.
const CONTENTS: [(u16, u8, usize); 58] = [
    (1, 0, 12),
    (1, 0, 936),
    (1, 2, 16),
    (1, 3, 16),
    (1, 4, 144),
    (1, 5, 80),
    (1, 11, 290),
    (1, 11, 296),
    (1, 12, 272),
    (1, 13, 416),
    (1, 14, 102),
    (1, 14, 288),
    (1, 16, 16),
    (1, 16, 48),
    (1, 16, 120),
    (1, 16, 840),
    (1, 17, 120),
    (1, 17, 480),
    (1, 18, 272),
    (1, 19, 304),
    (1, 20, 272),
    (1, 21, 304),
    (1, 22, 142),
    (1, 22, 925),
    (1, 23, 229),
    (1, 24, 304),
    (1, 25, 29),
    (1, 25, 488),
    (1, 26, 112),
    (1, 26, 896),
    (1, 27, 61),
    (1, 27, 941),
    (1, 28, 116),
    (1, 29, 16),
    (1, 29, 952),
    (1, 30, 80),
    (1, 31, 294),
    (1, 31, 304),
    (1, 32, 97),
    (1, 32, 273),
    (1, 40, 16),
    (200, 10, 112),
    (200, 21, 160),
    (200, 21, 155),
    (200, 22, 144),
    (200, 23, 200),
    (200, 23, 194),
    (200, 24, 112),
    (200, 40, 112),
    (200, 55, 80),
    (200, 55, 112),
    (200, 55, 29),
    (235, 10, 48),
    (250, 10, 48),
    (250, 10, 44),
    (367, 33, 112),
    (367, 33, 224),
    (367, 33, 896),
];

/// So many random bits.
fn random_bits(bits: usize, mut values: Vec<u8>) -> Payload {
    values.truncate(bits.div_ceil(6));
    let chars: Vec<u8> = values.iter().map(|&v| if v < 40 { v + 48 } else { v + 56 }).collect();
    Payload::from_armour(&chars, (chars.len() * 6 - bits) as u8).unwrap()
}

fn values() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0u8..64, MAX_BITS.div_ceil(6))
}

/// A payload of some type, all other bits random.
fn payload() -> impl Strategy<Value = Payload> {
    (prop::sample::select(&TYPES[..]), values()).prop_map(|((kind, bits, part), mut values)| {
        values[0] = kind;
        if kind == 24 {
            values[6] = values[6] & 0b11_0011 | part << 2;
        }
        random_bits(bits, values)
    })
}

/// A payload of any type and length, or of none.
fn any_payload() -> impl Strategy<Value = Payload> {
    (0u8..64, 1..=MAX_BITS, values()).prop_map(|(kind, bits, mut values)| {
        values[0] = kind;
        random_bits(bits, values)
    })
}

fn json(message: &Message, scale: Scale) -> serde_json::Value {
    let mut out = Vec::new();
    write_json(message, scale, &mut out);
    serde_json::from_slice(&out).unwrap()
}

proptest! {
    #[test]
    fn every_bit_of_a_payload_survives_the_message(payload in payload()) {
        let message = Message::decode(&payload, Leniency::Strict).unwrap();
        prop_assert_eq!(message.encode(), payload);
        prop_assert_eq!(Message::decode(&message.encode(), Leniency::Strict), Ok(message));
    }

    #[test]
    fn a_message_of_any_type_and_length_is_read_back_or_has_its_reason(payload in any_payload()) {
        for leniency in [Leniency::Strict, Leniency::Lenient] {
            let Ok(message) = Message::decode(&payload, leniency) else { continue };
            prop_assert_eq!(Message::decode(&message.encode(), leniency), Ok(message));
            prop_assert_eq!(json(&message, Scale::Raw)["mmsi"].as_u64(), Some(message.mmsi().into()));
            prop_assert!(json(&message, Scale::Scaled).is_object());
        }
    }

    #[test]
    fn a_content_is_read_back(
        (dac, fid, bits) in prop::sample::select(&CONTENTS[..]),
        values in values(),
        short in 0usize..8,
    ) {
        let id = ApplicationId { dac, fid };
        let data = random_bits(bits, values.clone());
        let content = Content::read(id, &data).unwrap();
        prop_assert_eq!(Content::read(id, &content.encode()), Some(content));
        let cut = random_bits((bits - short).max(1), values);
        if let Some(content) = Content::read(id, &cut) {
            prop_assert_eq!(Content::read(id, &content.encode()), Some(content));
        }
    }

    #[test]
    fn a_content_of_any_application_and_length_is_read_back_or_stays_bits(
        dac in prop::sample::select(&[0u16, 1, 200, 235, 250, 367, 440][..]),
        fid in 0u8..64,
        bits in 1..=MAX_BITS,
        values in values(),
    ) {
        let id = ApplicationId { dac, fid };
        if let Some(content) = Content::read(id, &random_bits(bits, values)) {
            prop_assert_eq!(Content::read(id, &content.encode()), Some(content));
        }
    }

    #[test]
    fn a_message_survives_its_sentences(payload in payload(), sequence in 0u8..10, own_ship: bool) {
        let message = Message::decode(&payload, Leniency::Strict).unwrap();
        let framing = Framing { sequence, own_ship, channel: 'B', talker: *b"BS" };
        let mut decoder = Decoder::new(Options::default());
        let lines = sentences(&payload, framing);
        prop_assert!(lines.iter().all(|line| line.len() <= 80));
        let (last, first) = lines.split_last().unwrap();
        for line in first {
            prop_assert!(matches!(decoder.push(line.as_bytes(), ()), Outcome::Fragment));
        }
        let Outcome::Message(decoded) = decoder.push(last.as_bytes(), ()) else { panic!("no message") };
        prop_assert_eq!(decoded.message, message);
        prop_assert_eq!(decoded.own_ship, own_ship);
        prop_assert_eq!(decoded.channel, Some(ais::Channel::B));
        prop_assert_eq!(decoded.parts.len(), lines.len());
    }
}

#[test]
fn korean_440_51_stays_bits_and_loses_none() {
    let mut values = vec![21u8; 40];
    values[0] = 8;
    let payload = random_bits(240, values);
    let Ok(Message::BroadcastBinary(mut m)) = Message::decode(&payload, Leniency::Strict) else { panic!() };
    (m.dac, m.fid) = (440, 51);
    assert_eq!(Content::read(m.application(), &m.data), None);
    let shown = json(&Message::BroadcastBinary(m), Scale::Raw);
    assert_eq!(shown["data"], format!("184:{}", m.data.to_hex()));
}

#[test]
fn a_vessel_that_sends_nothing_but_its_identity_has_nothing_available() {
    let mmsi = 441_000_001;
    for message in [
        Message::PositionReport(PositionReport::unavailable(mmsi)),
        Message::BaseStation(BaseStation::unavailable(mmsi)),
        Message::StaticAndVoyage(StaticAndVoyage::unavailable(mmsi)),
        Message::SarAircraft(SarAircraft::unavailable(mmsi)),
        Message::StandardClassB(StandardClassB::unavailable(mmsi)),
        Message::ExtendedClassB(ExtendedClassB::unavailable(mmsi)),
        Message::AidToNavigation(AidToNavigation::unavailable(mmsi)),
        Message::StaticDataA(StaticDataA::unavailable(mmsi)),
        Message::StaticDataB(StaticDataB::unavailable(mmsi)),
        Message::LongRange(LongRange::unavailable(mmsi)),
    ] {
        assert_eq!(Message::decode(&message.encode(), Leniency::Strict), Ok(message));
        assert_eq!(message.mmsi(), mmsi);
        assert_eq!(message.position(), None);
        assert!(ais::OutOfRange::of(&message).is_empty());
    }
}

#[test]
fn rows_of_a_table_follow_each_other_without_gap() {
    for (name, fields) in [
        ("PositionReport", PositionReport::FIELDS),
        ("BaseStation", BaseStation::FIELDS),
        ("StaticAndVoyage", StaticAndVoyage::FIELDS),
        ("SarAircraft", SarAircraft::FIELDS),
        ("StandardClassB", StandardClassB::FIELDS),
        ("ExtendedClassB", ExtendedClassB::FIELDS),
        ("AidToNavigation", AidToNavigation::FIELDS),
        ("AddressedBinary", ais::AddressedBinary::FIELDS),
        ("BroadcastBinary", ais::BroadcastBinary::FIELDS),
        ("ChannelManagement", ais::ChannelManagement::FIELDS),
        ("GroupAssignment", ais::GroupAssignment::FIELDS),
        ("UtcInquiry", ais::UtcInquiry::FIELDS),
        ("LongRange", LongRange::FIELDS),
        ("Meteorology31", ais::application::Meteorology31::FIELDS),
        ("WmoObservation", ais::application::WmoObservation::FIELDS),
    ] {
        for pair in fields.windows(2) {
            let end = pair[0].first_bit + pair[0].bits.unwrap();
            assert_eq!(end, pair[1].first_bit, "{name}: {} and {}", pair[0].name, pair[1].name);
        }
    }
}

#[test]
fn an_auxiliary_craft_names_its_mother_ship_and_a_boat_beside_it_its_size() {
    let mothership = 440_123_456u32;
    let mut craft = StaticDataB::unavailable(984_401_234);
    craft.to_bow = (mothership >> 21) as u16;
    craft.to_stern = (mothership >> 12 & 0x1FF) as u16;
    craft.to_port = (mothership >> 6 & 0x3F) as u8;
    craft.to_starboard = (mothership & 0x3F) as u8;
    assert_eq!(craft.mothership_mmsi(), Some(mothership));
    assert_eq!(craft.dimensions(), None);
    let boat = StaticDataB { mmsi: 440_123_457, ..craft };
    assert_eq!(boat.mothership_mmsi(), None);
    assert_eq!(boat.dimensions().unwrap().to_stern, craft.to_stern);
}
