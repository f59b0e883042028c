//! An order of places in which neighbours stay near: the Hilbert curve.

use model::Position;

const BITS: u32 = 16;

/// The step of the curve, over a lattice of 65,536 by 65,536 cells, at which a place is passed.
pub(super) fn key(at: Position) -> u32 {
    let lattice = |share: f64| (share * f64::from(1u32 << BITS)).clamp(0.0, 65_535.0) as u32;
    step(lattice((at.lon() + 180.0) / 360.0), lattice((at.lat() + 90.0) / 180.0))
}

fn step(mut x: u32, mut y: u32) -> u32 {
    let mut steps = 0;
    for bit in (0..BITS).rev() {
        let (right, upper) = ((x >> bit) & 1, (y >> bit) & 1);
        steps = (steps << 2) | ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_from_cell_to_neighbouring_cell() {
        let mut cells: Vec<(u32, u32)> = (0..64).flat_map(|x| (0..64).map(move |y| (x, y))).collect();
        cells.sort_by_key(|&(x, y)| step(x, y));
        assert!(
            cells.windows(2).all(|pair| pair[0].0.abs_diff(pair[1].0) + pair[0].1.abs_diff(pair[1].1) == 1)
        );
    }
}
