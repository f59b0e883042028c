//! Ways by sea to Nampo and to the ports where the DPRK's tankers load: how far a silent ship would have had to go to call there.

use chart::Chart;
use model::{Degrees, Metres, Position};

/// Distances from a few points at sea to one place, none of which crosses land.
#[derive(Clone)]
pub(crate) struct Routes {
    /// A point at sea, and the way on from it; those without a way are left out.
    ways: Vec<(Position, Metres)>,
}

/// Latitude and longitude of points about which ways bend: Nampo's approach first, then outwards: off Shandong, the
/// Bohai Strait, mid Yellow Sea, off Jeju west and east, the Korea Strait, the Sea of Japan, the East China Sea, the
/// Taiwan Strait and east of Taiwan, the north of the Sea of Japan and Nakhodka's approach.
const BENDS: [(f64, f64); 13] = [
    (38.45, 124.5),
    (37.7, 123.2),
    (38.5, 121.3),
    (35.5, 123.5),
    (32.7, 125.5),
    (32.9, 127.3),
    (34.85, 129.2),
    (37.4, 130.2),
    (30.0, 124.0),
    (24.8, 119.9),
    (24.0, 122.8),
    (41.2, 130.6),
    (42.4, 132.9),
];

/// Nampo roads, where AIS-derived anchorages place the waiting ships.
const NAMPO_ROADS: (f64, f64) = (38.7006, 125.2971);

/// The bay of Nakhodka, on which Vostochny lies as well.
const NAKHODKA_BAY: (f64, f64) = (42.74, 133.06);

impl Routes {
    pub(crate) fn to_nampo(chart: &Chart) -> Self {
        Self::through(0, place(NAMPO_ROADS), chart)
    }

    /// To the terminals of Vostochny and Nakhodka.
    pub(crate) fn to_suppliers(chart: &Chart) -> Self {
        Self::through(BENDS.len() - 1, place(NAKHODKA_BAY), chart)
    }

    /// The shortest ways to a harbour behind the last bend.
    fn through(last: usize, harbour: Position, chart: &Chart) -> Self {
        let bends: Vec<Position> = BENDS.into_iter().map(place).collect();
        let mut way = vec![None; bends.len()];
        way[last] = Some(bends[last].distance(harbour));
        let open = |a: usize, b: usize| !chart.crosses_land(bends[a], bends[b]);
        for _ in 1..bends.len() {
            for to in (0..bends.len()).filter(|&to| to != last) {
                let through =
                    (0..bends.len()).filter(|&via| via != to && way[via].is_some() && open(via, to));
                let ways =
                    through.filter_map(|via| Some(Metres(way[via]?.0 + bends[via].distance(bends[to]).0)));
                way[to] = ways.chain(way[to]).min_by(|a, b| a.0.total_cmp(&b.0));
            }
        }
        Self { ways: bends.into_iter().zip(way).filter_map(|(bend, way)| Some((bend, way?))).collect() }
    }

    /// The way by sea from a place; `None` where no way is open: the place is charted as land, or far off.
    pub(crate) fn from(&self, at: Position, chart: &Chart) -> Option<Metres> {
        let open = self.ways.iter().filter(|(bend, _)| !chart.crosses_land(at, *bend));
        let ways = open.map(|(bend, way)| Metres(at.distance(*bend).0 + way.0));
        ways.min_by(|a, b| a.0.total_cmp(&b.0))
    }
}

fn place((lat, lon): (f64, f64)) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("a constant place lies on Earth")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_the_sea_of_japan_goes_round_korea_and_the_way_from_shandong_is_short() {
        let chart = Chart::builtin();
        let routes = Routes::to_nampo(&chart);
        assert_eq!(routes.ways.len(), BENDS.len(), "every bend is at sea and has an open way");
        let wonsan = routes.from(place((39.3, 128.5)), &chart).unwrap();
        assert!(wonsan.km() > 1_200.0, "{wonsan:?}");
        let shidao = routes.from(place((36.9, 122.9)), &chart).unwrap();
        assert!(shidao.km() < 350.0, "{shidao:?}");
    }

    #[test]
    fn nakhodka_is_a_short_way_from_chongjin_and_a_long_one_from_nampo() {
        let chart = Chart::builtin();
        let routes = Routes::to_suppliers(&chart);
        assert_eq!(routes.ways.len(), BENDS.len());
        let chongjin = routes.from(place((41.74, 129.84)), &chart).unwrap();
        assert!((280.0..420.0).contains(&chongjin.km()), "{chongjin:?}");
        let nampo = routes.from(place((38.5, 124.6)), &chart).unwrap();
        assert!(nampo.km() > 1_800.0, "{nampo:?}");
    }
}
