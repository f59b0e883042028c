//! The law of the encoder: what is written is read back, field by field and bit by bit.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use ais::{
    Decoder, ExtendedClassB, Framing, Leniency, LongRange, Message, Options, Outcome, Payload,
    PositionReport, StandardClassB, StaticAndVoyage, StaticDataA, StaticDataB, sentences,
};
use proptest::prelude::*;

/// Type, bits, and the part number of type 24.
const TYPES: [(u8, usize, u8); 9] = [
    (1, 168, 0),
    (2, 168, 0),
    (3, 168, 0),
    (5, 424, 0),
    (18, 168, 0),
    (19, 312, 0),
    (24, 160, 0),
    (24, 168, 1),
    (27, 96, 0),
];

/// A payload of some type, all other bits random.
fn payload() -> impl Strategy<Value = Payload> {
    (prop::sample::select(&TYPES[..]), prop::collection::vec(0u8..64, 71)).prop_map(
        |((kind, bits, part), mut values)| {
            values[0] = kind;
            if kind == 24 {
                values[6] = values[6] & 0b11_0011 | part << 2;
            }
            let chars: Vec<u8> =
                values[..bits.div_ceil(6)].iter().map(|&v| if v < 40 { v + 48 } else { v + 56 }).collect();
            Payload::from_armour(&chars, (chars.len() * 6 - bits) as u8).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn every_bit_of_a_payload_survives_the_message(payload in payload()) {
        let message = Message::decode(&payload, Leniency::Strict).unwrap();
        prop_assert_eq!(message.encode(), payload);
        prop_assert_eq!(Message::decode(&message.encode(), Leniency::Strict), Ok(message));
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
fn a_vessel_that_sends_nothing_but_its_identity_has_nothing_available() {
    let mmsi = 441_000_001;
    for message in [
        Message::PositionReport(PositionReport::unavailable(mmsi)),
        Message::StaticAndVoyage(StaticAndVoyage::unavailable(mmsi)),
        Message::StandardClassB(StandardClassB::unavailable(mmsi)),
        Message::ExtendedClassB(ExtendedClassB::unavailable(mmsi)),
        Message::StaticDataA(StaticDataA::unavailable(mmsi)),
        Message::StaticDataB(StaticDataB::unavailable(mmsi)),
        Message::LongRange(LongRange::unavailable(mmsi)),
    ] {
        assert_eq!(Message::decode(&message.encode(), Leniency::Strict), Ok(message));
        assert_eq!(message.mmsi(), mmsi);
        assert_eq!(message.position(), None);
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
