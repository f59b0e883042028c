//! The laws that the fuzzers hold the decoder to: one function a target, from its bytes to what must be true.
//!
//! The fuzz targets call these functions with bytes they make up; `tests/fuzz_seeds.rs` calls the same functions with
//! the seeds kept beside them, so that what a fuzzer once found is checked by every test run. A law is broken by a panic.

mod archive;
mod ledger;
mod meaning;

use ais::{ColumnDecoder, Content, Decoder, Framing, Leniency, MAX_BITS, Message, Options, Outcome};
use ais::{Payload, RejectReason, Scale, SkipReason, sentences, write_json};

use archive::{Archive, mended};
use ledger::Ledger;

/// What a target does with its bytes.
pub type Law = fn(&[u8]);

/// Every target, by the name of its folder of seeds.
pub const TARGETS: [(&str, Law); 6] = [
    ("line", line),
    ("tag_block", tag_block),
    ("lines", lines),
    ("payload", payload),
    ("json_line", json_line),
    ("columns", columns),
];

/// The line of a report that nothing is wrong with.
const REPORT: &[u8] = b"!AIVDM,1,1,,A,16TTP@OP?w<tSF0l4Q@>4?wp0000,0*70";
const SENDER: u32 = 441_000_001;

/// Any bytes as one line, as they are and with a right checksum: it is accounted for, and a lenient decoder reads at
/// least what a strict one does.
pub fn line(bytes: &[u8]) {
    one_line(bytes);
    one_line(&mended(bytes));
}

/// Any bytes as the tag block of a good sentence: they cost a strict decoder at most the sentence, a lenient one nothing.
pub fn tag_block(bytes: &[u8]) {
    let line = [b"\\", bytes, b"\\", REPORT].concat();
    one_line(&line);
    let one_block = !bytes.contains(&b'\\') && line.len() <= Options::default().max_line_bytes;
    if one_block {
        assert_eq!(sender(&line, Options::lenient()), Ok(SENDER));
        let strict = sender(&line, Options::default());
        assert!(matches!(strict, Ok(SENDER) | Err(RejectReason::BadTagBlock)), "{strict:?}");
    }
}

/// Several lines through one decoder, in which few messages may wait: each line ends in exactly one place.
pub fn lines(bytes: &[u8]) {
    let Some(archive) = Archive::of(bytes) else { return };
    Ledger::of(&archive);
}

/// Several lines through both faces of the decoder, to columns line by line and at once: they count the same, and the
/// columns are the same.
pub fn columns(bytes: &[u8]) {
    let Some(archive) = Archive::of(bytes) else { return };
    let ledger = Ledger::of(&archive);
    let (mut decoder, mut at_once) =
        (ColumnDecoder::new(archive.options), ColumnDecoder::new(archive.options));
    archive.lines.iter().for_each(|line| decoder.push(line));
    at_once.push_text(
        &archive.lines.iter().flat_map(|line| [line, b"\n".as_slice()]).collect::<Vec<_>>().concat(),
    );
    decoder.finish();
    at_once.finish();
    assert_eq!(at_once.counts(), decoder.counts());
    assert_eq!(at_once.batch(), decoder.batch());
    let counts = decoder.counts();
    assert_eq!(counts.lines, archive.lines.len() as u64);
    assert_eq!((counts.messages, counts.accepted), (ledger.messages, ledger.accepted));
    assert_eq!(SkipReason::ALL.map(|reason| counts.skipped(reason)), ledger.skipped);
    assert_eq!(RejectReason::ALL.map(|reason| counts.rejected(reason)), ledger.rejected);
}

/// A line of JSON, or nearly: it is accounted for by itself, and what it gives is a message like others.
pub fn json_line(bytes: &[u8]) {
    let line = [b"{", bytes].concat();
    if let Some(message) = one_line(&line) {
        read_back(&message, Leniency::Lenient);
        shown(&message);
    }
}

/// The bits of one message. The first byte is its type if it is 1 to 27, any type if 0; by the second bits are cut off
/// the end; the others are the bits.
///
/// What is read is written and read back: as bits, as sentences, as JSON, as content. It is JSON in both scales, and no
/// method of it gives what has no meaning.
pub fn payload(bytes: &[u8]) {
    let Some(payload) = payload_of(bytes) else { return };
    let strict = Message::decode(&payload, Leniency::Strict);
    let lenient = Message::decode(&payload, Leniency::Lenient);
    if let Ok(message) = strict {
        assert_eq!(lenient, strict);
        read_back(&message, Leniency::Strict);
        survives_its_sentences(&payload, &message);
        survives_its_json(&message);
    }
    if let Ok(message) = lenient {
        read_back(&message, Leniency::Lenient);
        content_is_read_back(&message);
        shown(&message);
        meaning::holds(&message);
    }
}

/// Holds one line to the ledger, strictly and leniently; returns the message of the lenient decoder.
fn one_line(line: &[u8]) -> Option<Message> {
    let strict = Ledger::of(&Archive::line(line, Options::default()));
    let lenient = Ledger::of(&Archive::line(line, Options::lenient()));
    if strict.messages > 0 {
        assert_eq!(strict.last, lenient.last);
    }
    lenient.last
}

/// Who sends what the line says, or why it says nothing.
fn sender(line: &[u8], options: Options) -> Result<u32, RejectReason> {
    match Decoder::new(options).push(line, ()) {
        Outcome::Message(decoded) => Ok(decoded.message.mmsi()),
        Outcome::Rejected(reason) => Err(reason),
        other => panic!("{other:?}"),
    }
}

fn payload_of(bytes: &[u8]) -> Option<Payload> {
    let (&[kind, cut], bytes) = bytes.split_first_chunk()?;
    let bytes = &bytes[..bytes.len().min(MAX_BITS / 8)];
    let bits = bytes.len() * 8 - usize::from(cut & 7).min(bytes.len() * 8);
    let bit = |at: usize| if at < bits { bytes[at / 8] >> (7 - at % 8) & 1 } else { 0 };
    let value = |char: usize| (0..6).fold(0, |value, place| value << 1 | bit(char * 6 + place));
    let mut values: Vec<u8> = (0..bits.div_ceil(6)).map(value).collect();
    if let (Some(first), 1..=27) = (values.first_mut(), kind % 28) {
        *first = kind % 28;
    }
    let chars: Vec<u8> =
        values.iter().map(|&value| if value < 40 { value + 48 } else { value + 56 }).collect();
    let fill_bits = (chars.len() * 6 - bits) as u8;
    let payload = Payload::from_armour(&chars, fill_bits);
    if bits == 0 {
        assert_eq!(payload, Err(RejectReason::EmptyPayload));
        return None;
    }
    let payload = payload.expect("legal armour, not too long");
    assert_eq!(payload.bits(), bits);
    Some(payload)
}

fn read_back(message: &Message, leniency: Leniency) {
    assert_eq!(Message::decode(&message.encode(), leniency), Ok(*message));
}

fn survives_its_sentences(payload: &Payload, message: &Message) {
    let mut decoder = Decoder::new(Options::default());
    let lines = sentences(payload, Framing::default());
    let last = lines.len() - 1;
    for (at, line) in lines.iter().enumerate() {
        match decoder.push(line.as_bytes(), at) {
            Outcome::Fragment if at < last => {}
            Outcome::Message(decoded) if at == last => assert_eq!(decoded.message, *message),
            other => panic!("{line} is {other:?}"),
        }
    }
}

/// Unless a content stands in place of its bits. Data of types 25 and 26 may be taken for gpsd's, which count spare bits.
fn survives_its_json(message: &Message) {
    if matches!(message.kind(), 25 | 26) || message.content().is_some() {
        return;
    }
    let line = json(message, Scale::Raw);
    match Decoder::new(Options::default()).push(&line, ()) {
        Outcome::Message(decoded) => assert_eq!(json(&decoded.message, Scale::Raw), line),
        other => panic!("{other:?}"),
    }
}

fn content_is_read_back(message: &Message) {
    let id = match message {
        Message::AddressedBinary(m) => Some(m.application()),
        Message::BroadcastBinary(m) => Some(m.application()),
        Message::SingleSlotBinary(m) => m.head.application,
        Message::MultipleSlotBinary(m) => m.head.application,
        _ => None,
    };
    let content = message.content();
    if let (Some(id), Some(content)) = (id, content) {
        assert_eq!(Content::read(id, &content.encode()), Some(content));
    } else {
        assert_eq!(content, None);
    }
}

fn shown(message: &Message) {
    for scale in [Scale::Raw, Scale::Scaled] {
        let json = json(message, scale);
        let object: serde_json::Value = serde_json::from_slice(&json).expect("what is shown is JSON");
        assert_eq!(object["mmsi"].as_u64(), Some(message.mmsi().into()));
        assert_eq!(object["type"].as_u64(), Some(message.kind().into()));
    }
}

fn json(message: &Message, scale: Scale) -> Vec<u8> {
    let mut json = Vec::new();
    write_json(message, scale, &mut json);
    json
}
