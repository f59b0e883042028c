//! From rings to edges that keep to one side of the dateline and are short enough to be straight.

use model::Position;

use super::edge::Edge;

/// Longest edge each way, in 1e-7 degree: the chord of 0.1 degree lies at most 2.4 m under the sphere.
const LONGEST_E7: i32 = 1_000_000;
const HALF_TURN_E7: i64 = 1_800_000_000;

/// The edges of closed rings.
pub(super) fn edges(rings: &[Vec<Position>]) -> Vec<Edge> {
    rings.iter().flat_map(|ring| sides(ring)).flat_map(|(a, b)| short_way(a, b)).flat_map(pieces).collect()
}

/// The way from `a` to `b`, straight in latitude and longitude, the short way round: in two where it crosses
/// the dateline.
pub(super) fn short_way(a: Position, b: Position) -> Vec<Edge> {
    let d_lon = i64::from(b.lon_e7()) - i64::from(a.lon_e7());
    if d_lon.abs() <= HALF_TURN_E7 {
        return vec![Edge { a, b }];
    }
    let side = -d_lon.signum();
    let to_dateline = HALF_TURN_E7 - side * i64::from(a.lon_e7());
    let beyond = HALF_TURN_E7 + side * i64::from(b.lon_e7());
    let share = to_dateline as f64 / (to_dateline + beyond).max(1) as f64;
    let lat_e7 = a.lat_e7() + ((f64::from(b.lat_e7()) - f64::from(a.lat_e7())) * share).round() as i32;
    let dateline = |side: i64| at_e7(lat_e7, (side * HALF_TURN_E7) as i32);
    let halves = [Edge { a, b: dateline(side) }, Edge { a: dateline(-side), b }];
    halves.into_iter().filter(|edge| edge.a != edge.b).collect()
}

fn sides(ring: &[Position]) -> impl Iterator<Item = (Position, Position)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The edge cut into equal pieces, none longer than [`LONGEST_E7`].
fn pieces(edge: Edge) -> impl Iterator<Item = Edge> {
    let extent = edge.d_lat().abs().max(edge.d_lon().abs());
    let count = extent.div_euclid(i64::from(LONGEST_E7)) + 1;
    let cut = move |i: i64| match i {
        0 => edge.a,
        i if i == count => edge.b,
        i => at_e7(
            edge.a.lat_e7() + (edge.d_lat() * i / count) as i32,
            edge.a.lon_e7() + (edge.d_lon() * i / count) as i32,
        ),
    };
    (0..count).map(move |i| Edge { a: cut(i), b: cut(i + 1) })
}

fn at_e7(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).expect("a place between two places is a place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_across_the_dateline_is_cut_there() {
        let (west, east) = (at_e7(0, 1_799_000_000), at_e7(20, -1_799_000_000));
        let [first, second] = short_way(west, east)[..] else { panic!("two pieces") };
        assert_eq!((first.a, first.b), (west, at_e7(10, 1_800_000_000)));
        assert_eq!((second.a, second.b), (at_e7(10, -1_800_000_000), east));
    }

    #[test]
    fn a_way_that_ends_on_the_dateline_stays_whole() {
        let way = short_way(at_e7(0, -1_799_000_000), at_e7(0, 1_800_000_000));
        assert_eq!(way.len(), 1);
        assert_eq!(way[0].b, at_e7(0, -1_800_000_000));
    }

    #[test]
    fn a_long_edge_is_cut_into_joined_pieces() {
        let edge = Edge { a: at_e7(0, 0), b: at_e7(1_000_000, 5_000_000) };
        let pieces: Vec<Edge> = pieces(edge).collect();
        assert!(pieces.len() >= 5 && pieces.iter().all(|piece| piece.d_lon() <= i64::from(LONGEST_E7)));
        assert!(pieces.windows(2).all(|pair| pair[0].b == pair[1].a));
        assert_eq!((pieces[0].a, pieces[pieces.len() - 1].b), (edge.a, edge.b));
    }
}
