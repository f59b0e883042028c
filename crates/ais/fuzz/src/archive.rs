//! Bytes of a fuzzer as lines and options.

use std::borrow::Cow;

use ais::{Leniency, Options};

/// Lines and how they are to be decoded.
pub(crate) struct Archive<'a> {
    pub(crate) options: Options,
    pub(crate) lines: Vec<Cow<'a, [u8]>>,
    /// Whether orphans are taken behind every line, not only behind the last.
    pub(crate) orphans_at_once: bool,
}

/// What the bits of the first byte choose.
mod choice {
    pub(super) const LENIENT: u8 = 1;
    pub(super) const MENDED: u8 = 2;
    pub(super) const SHORT_WAIT: u8 = 4;
    pub(super) const ORPHANS_AT_ONCE: u8 = 8;
    /// What may wait: as much as by default, one message, three messages, or one kilobyte.
    pub(super) const PENDING: u8 = 0x30;
}

impl<'a> Archive<'a> {
    /// The first byte chooses, the others are lines; `None` when there is no first.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let (&choice, text) = bytes.split_first()?;
        let chosen = |bit: u8| choice & bit != 0;
        let lines = text.split(|&byte| byte == b'\n');
        Some(Self {
            options: options(choice),
            lines: match chosen(choice::MENDED) {
                true => lines.map(|line| Cow::Owned(mended(line))).collect(),
                false => lines.map(Cow::Borrowed).collect(),
            },
            orphans_at_once: chosen(choice::ORPHANS_AT_ONCE),
        })
    }

    /// One line, whatever it holds.
    pub(crate) fn line(line: &'a [u8], options: Options) -> Self {
        Self { options, lines: vec![Cow::Borrowed(line)], orphans_at_once: false }
    }
}

fn options(choice: u8) -> Options {
    let mut options = Options::default();
    if choice & choice::LENIENT != 0 {
        options.leniency = Leniency::Lenient;
    }
    if choice & choice::SHORT_WAIT != 0 {
        (options.max_part_gap_lines, options.max_part_gap_ms) = (2, 1_000);
    }
    match (choice & choice::PENDING) >> 4 {
        0 => {}
        1 => options.max_pending = 1,
        2 => options.max_pending = 3,
        _ => options.max_pending_bytes = 1_000,
    }
    options
}

/// The line with the checksum that its sentence should have, if there is room for one: bytes changed at random would else
/// end there.
pub(crate) fn mended(line: &[u8]) -> Vec<u8> {
    let mut line = line.to_vec();
    let find = |byte: u8, from: usize| Some(from + line[from..].iter().position(|&other| other == byte)?);
    let start = find(b'!', 0).or_else(|| find(b'$', 0));
    let Some((start, star)) = start.and_then(|start| Some((start, find(b'*', start)?))) else { return line };
    let sum = line[start + 1..star].iter().fold(0, |sum, byte| sum ^ byte);
    if let Some(digits) = line.get_mut(star + 1..star + 3) {
        digits.copy_from_slice(format!("{sum:02X}").as_bytes());
    }
    line
}
