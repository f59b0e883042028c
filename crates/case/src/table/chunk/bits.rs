//! Whole numbers in few bits, as Parquet packs them: differences in blocks, and the hybrid of runs and groups.

/// Differences of a block of DELTA_BINARY_PACKED.
const BLOCK: usize = 256;
/// Of which so many have a width of their own: 64, so that they fill as many words as they have bits.
const MINI_BLOCK: usize = 64;

/// Appends `values` in DELTA_BINARY_PACKED.
pub(super) fn put_deltas(out: &mut Vec<u8>, values: &[i64]) {
    put_varint(out, BLOCK as u64);
    put_varint(out, (BLOCK / MINI_BLOCK) as u64);
    put_varint(out, values.len() as u64);
    put_zigzag(out, values.first().copied().unwrap_or_default());
    let mut differences = [0; BLOCK];
    for pairs in windows(values) {
        let block = &mut differences[..pairs.len() - 1];
        for (difference, (one, next)) in block.iter_mut().zip(pairs.iter().zip(&pairs[1..])) {
            *difference = next.wrapping_sub(*one);
        }
        put_block(out, block);
    }
}

/// The values of each block, behind the last one of the block before.
fn windows(values: &[i64]) -> impl Iterator<Item = &[i64]> {
    let starts = (0..values.len().saturating_sub(1)).step_by(BLOCK);
    starts.map(|start| &values[start..values.len().min(start + BLOCK + 1)])
}

fn put_block(out: &mut Vec<u8>, differences: &[i64]) {
    let least = differences.iter().copied().min().unwrap_or_default();
    put_zigzag(out, least);
    let widths = out.len();
    out.extend([0; BLOCK / MINI_BLOCK]);
    for (at, mini_block) in differences.chunks(MINI_BLOCK).enumerate() {
        let most = mini_block.iter().copied().max().unwrap_or_default();
        let width = u64::BITS - (most.wrapping_sub(least) as u64).leading_zeros();
        out[widths + at] = width as u8;
        put_mini_block(out, mini_block, least, width);
    }
}

/// Packs differences above the least one; what lacks to a whole mini block is zero.
///
/// Narrow ones are joined by fours or pairs before, so that they do not wait for each other.
fn put_mini_block(out: &mut Vec<u8>, differences: &[i64], least: i64, width: u32) {
    if width == 0 {
        return;
    }
    let mut above = [0; MINI_BLOCK];
    for (above, difference) in above.iter_mut().zip(differences) {
        *above = difference.wrapping_sub(least) as u64;
    }
    let mut words = Words::default();
    match width {
        ..=16 => above.as_chunks().0.iter().for_each(|[one, two, three, four]| {
            let pairs = (one | two << width, three | four << width);
            words.put(pairs.0 | pairs.1 << (2 * width), 4 * width);
        }),
        17..=32 => above.as_chunks().0.iter().for_each(|[one, two]| {
            words.put(one | two << width, 2 * width);
        }),
        _ => above.iter().for_each(|one| words.put(*one, width)),
    }
    words.full[..width as usize].iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
}

/// The words of a mini block: as many as its values have bits.
struct Words {
    full: [u64; MINI_BLOCK],
    count: usize,
    /// The word that is not full yet, and how many bits of it are.
    next: u64,
    filled: u32,
}

impl Default for Words {
    fn default() -> Self {
        Self { full: [0; MINI_BLOCK], count: 0, next: 0, filled: 0 }
    }
}

impl Words {
    /// Puts 1 to 64 bits behind those before.
    #[inline]
    fn put(&mut self, bits: u64, width: u32) {
        self.next |= bits << self.filled;
        self.filled += width;
        if self.filled >= u64::BITS {
            self.full[self.count] = self.next;
            self.count += 1;
            self.filled -= u64::BITS;
            self.next = bits.checked_shr(width - self.filled).unwrap_or_default();
        }
    }
}

/// Appends levels of 0 and 1, behind their length in bytes.
pub(super) fn put_levels(out: &mut Vec<u8>, levels: &[i16]) {
    let start = out.len();
    out.extend([0; 4]);
    let mut runs = Runs::new(out, 1);
    match levels {
        [first, rest @ ..] if rest.iter().all(|level| level == first) => {
            runs.put_run(*first as u32, levels.len());
        }
        _ => levels.iter().for_each(|level| runs.put(*level as u32)),
    }
    runs.finish();
    let bytes = (out.len() - start - 4) as u32;
    out[start..start + 4].copy_from_slice(&bytes.to_le_bytes());
}

/// Appends places in a dictionary of so many entries, behind the width of each.
pub(super) fn put_places(out: &mut Vec<u8>, places: &[u32], entries: u32) {
    let width = u32::BITS - entries.saturating_sub(1).leading_zeros();
    out.push(width as u8);
    let mut runs = Runs::new(out, width);
    places.iter().for_each(|place| runs.put(*place));
    runs.finish();
}

/// Values that are packed together, at least.
const GROUP: usize = 8;
/// Groups that one header tells, at most.
const MOST_GROUPS: usize = 63;

/// The hybrid: a value that is repeated eight times or more is a run, other values are packed in groups of eight.
struct Runs<'o> {
    out: &'o mut Vec<u8>,
    width: u32,
    /// Values that are in no group yet.
    held: [u32; GROUP],
    len: usize,
    /// The value that came last, and how often it came in the group, or in a run from eight on.
    last: u32,
    repeats: usize,
    /// Groups behind the last header, and where it stands.
    groups: usize,
    header: usize,
}

impl<'o> Runs<'o> {
    fn new(out: &'o mut Vec<u8>, width: u32) -> Self {
        Self { out, width, held: [0; GROUP], len: 0, last: 0, repeats: 0, groups: 0, header: 0 }
    }

    #[inline]
    fn put(&mut self, value: u32) {
        if value == self.last {
            self.repeats += 1;
            if self.repeats > GROUP {
                return;
            }
        } else {
            if self.repeats >= GROUP {
                self.put_repeats();
            }
            (self.last, self.repeats) = (value, 1);
        }
        self.held[self.len] = value;
        self.len += 1;
        if self.len == GROUP {
            self.put_held();
        }
    }

    /// Puts nothing but one value into an empty hybrid.
    fn put_run(&mut self, value: u32, times: usize) {
        (self.last, self.repeats) = (value, times);
    }

    /// Takes the held values for the begin of a run, or packs them.
    fn put_held(&mut self) {
        if self.repeats >= GROUP {
            self.len = 0;
            self.end_groups();
            return;
        }
        self.put_group();
        if self.groups == MOST_GROUPS {
            self.end_groups();
        }
        self.repeats = 0;
    }

    fn put_group(&mut self) {
        if self.groups == 0 {
            self.header = self.out.len();
            self.out.push(0);
        }
        let (mut word, mut filled) = (0_u64, 0);
        for value in self.held {
            word |= u64::from(value) << filled;
            filled += self.width;
            if filled >= u32::BITS {
                self.out.extend_from_slice(&(word as u32).to_le_bytes());
                word >>= u32::BITS;
                filled -= u32::BITS;
            }
        }
        self.out.extend_from_slice(&word.to_le_bytes()[..filled as usize / 8]);
        self.groups += 1;
        self.len = 0;
    }

    fn end_groups(&mut self) {
        if self.groups > 0 {
            self.out[self.header] = (self.groups << 1 | 1) as u8;
            self.groups = 0;
        }
    }

    fn put_repeats(&mut self) {
        put_varint(self.out, (self.repeats as u64) << 1);
        self.out.extend_from_slice(&self.last.to_le_bytes()[..self.width.div_ceil(8) as usize]);
        (self.len, self.repeats) = (0, 0);
    }

    /// Puts what is held: as a run if nothing else is left, and else as a group filled up with zeros.
    fn finish(mut self) {
        let is_run = self.groups == 0 && (self.len == 0 || self.repeats == self.len);
        if is_run && self.repeats > 0 {
            self.put_repeats();
        } else if self.len > 0 {
            self.held[self.len..].fill(0);
            self.put_group();
        }
        self.end_groups();
    }
}

fn put_zigzag(out: &mut Vec<u8>, value: i64) {
    put_varint(out, (value << 1 ^ value >> 63) as u64);
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
