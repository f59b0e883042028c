//! Reads the built-in coast: zstd over varints, laid out as `tools/chart/coast.mjs` says.

use model::{Degrees, Position};

use crate::table::place;

const HEADER_BYTES: usize = 32;

/// From steps of the lattice to degrees.
struct Lattice {
    step: [f64; 2],
    origin: [f64; 2],
}

/// The rings of the table, each open: its last point is joined to its first.
pub(super) fn rings(packed: &[u8]) -> Vec<Vec<Position>> {
    let bytes = zstd::decode_all(packed).expect("the built-in coast is packed by zstd");
    let (header, mut rest) = bytes.split_at(HEADER_BYTES);
    let lattice = Lattice::read(header);
    let mut last = [0, 0];
    let mut rings = Vec::new();
    while !rest.is_empty() {
        let points = varint(&mut rest);
        rings.push((0..points).map(|_| lattice.place(next_point(&mut rest, &mut last))).collect());
    }
    rings
}

fn next_point(bytes: &mut &[u8], last: &mut [i64; 2]) -> [i64; 2] {
    for axis in last.iter_mut() {
        let zigzag = varint(bytes);
        *axis += (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
    }
    *last
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let (byte, rest) = bytes.split_first().expect("the built-in coast ends after a whole number");
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

impl Lattice {
    fn read(header: &[u8]) -> Self {
        let mut numbers = header.chunks_exact(8).map(|eight| {
            f64::from_le_bytes(eight.try_into().expect("chunks of eight bytes are eight bytes long"))
        });
        let mut pair = || [(); 2].map(|()| numbers.next().expect("the header holds four numbers"));
        Self { step: pair(), origin: pair() }
    }

    fn place(&self, steps: [i64; 2]) -> Position {
        let [lon, lat] = [0, 1].map(|axis| self.origin[axis] + steps[axis] as f64 * self.step[axis]);
        place(Degrees(lat), Degrees(lon.clamp(-180.0, 180.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coast_of_the_world_has_four_thousand_rings() {
        let rings = rings(include_bytes!("../../data/coast.bin.zst"));
        assert!((4000..4200).contains(&rings.len()), "{}", rings.len());
        assert!(rings.iter().all(|ring| ring.len() >= 3));
    }

    #[test]
    fn numbers_of_one_and_two_bytes_are_read() {
        let mut bytes: &[u8] = &[0x05, 0x80, 0x01];
        assert_eq!((varint(&mut bytes), varint(&mut bytes)), (5, 128));
        assert!(bytes.is_empty());
    }
}
