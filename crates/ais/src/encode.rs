//! Messages as sentences: what a receiver would have written.

use crate::checksum;
use crate::payload::Payload;

/// Payload characters in one sentence: with header, checksum and line end it is at most 82 characters long.
const CHARS: usize = 60;

/// What a sentence says besides its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Framing {
    /// Two characters: `AI` a mobile station, `AB` a base station, `BS` a base station of older editions.
    pub talker: [u8; 2],
    /// `A` or `B`; others are possible.
    pub channel: char,
    /// 0 to 9, the same in all parts of a message; messages in one part do not show it.
    pub sequence: u8,
    /// VDO instead of VDM.
    pub own_ship: bool,
}

impl Default for Framing {
    fn default() -> Self {
        Self { talker: *b"AI", channel: 'A', sequence: 0, own_ship: false }
    }
}

/// The sentences that carry a payload, without line ends.
///
/// ```
/// use ais::{Framing, Message, PositionReport, sentences};
/// let message = Message::PositionReport(PositionReport::unavailable(441_000_001));
/// let lines = sentences(&message.encode(), Framing::default());
/// assert_eq!(lines, ["!AIVDM,1,1,,A,16TTP@OP?w<tSF0l4Q@>4?wp0000,0*70"]);
/// ```
pub fn sentences(payload: &Payload, framing: Framing) -> Vec<String> {
    let (chars, fill_bits) = payload.to_armour();
    let parts: Vec<&[u8]> = chars.chunks(CHARS).collect();
    let last = parts.len();
    let sequence = if last > 1 { framing.sequence.to_string() } else { String::new() };
    let (address, channel) = (framing.address(), framing.channel);
    parts
        .iter()
        .enumerate()
        .map(|(i, part)| {
            let fill = if i + 1 == last { fill_bits } else { 0 };
            let (number, text) = (i + 1, String::from_utf8_lossy(part));
            let body = format!("{address},{last},{number},{sequence},{channel},{text},{fill}");
            format!("!{body}*{:02X}", checksum::of(body.as_bytes()))
        })
        .collect()
}

impl Framing {
    fn address(&self) -> String {
        let talker = String::from_utf8_lossy(&self.talker);
        format!("{talker}{}", if self.own_ship { "VDO" } else { "VDM" })
    }
}
