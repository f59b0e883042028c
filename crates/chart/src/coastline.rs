//! A coast line of the user's own, from GeoJSON.

use geojson::{FeatureCollection, GeoJson, Geometry, GeometryValue};
use model::{Degrees, Position, PositionError};

/// Closed rings around land; what lies in an odd number of them is land.
#[derive(Debug, Clone, PartialEq)]
pub struct Coastline {
    rings: Vec<Vec<Position>>,
}

impl Coastline {
    /// The rings of all polygons of a GeoJSON text (RFC 7946, WGS 84). Polygons must not overlap: as land is what an odd
    /// number of rings surround, an overlap would be water.
    ///
    /// # Errors
    /// When the text is no GeoJSON, holds anything but polygons, or none, or a place that is none on Earth.
    pub fn from_geojson(text: &str) -> Result<Self, CoastlineError> {
        let mut rings = Vec::new();
        for polygon in polygons(&text.parse()?)? {
            for ring in polygon {
                rings.push(open_ring(&ring)?);
            }
        }
        if rings.is_empty() { Err(CoastlineError::NoPolygon) } else { Ok(Self { rings }) }
    }

    /// How many points it has.
    pub fn points(&self) -> usize {
        self.rings.iter().map(Vec::len).sum()
    }

    pub(crate) fn rings(&self) -> &[Vec<Position>] {
        &self.rings
    }
}

type Polygon = Vec<Vec<geojson::Position>>;

fn polygons(document: &GeoJson) -> Result<Vec<Polygon>, CoastlineError> {
    let geometries: Vec<&Geometry> = match document {
        GeoJson::Geometry(geometry) => vec![geometry],
        GeoJson::Feature(feature) => feature.geometry.iter().collect(),
        GeoJson::FeatureCollection(FeatureCollection { features, .. }) => {
            features.iter().filter_map(|feature| feature.geometry.as_ref()).collect()
        }
    };
    let nested: Result<Vec<Vec<Polygon>>, CoastlineError> = geometries.into_iter().map(of_geometry).collect();
    Ok(nested?.concat())
}

fn of_geometry(geometry: &Geometry) -> Result<Vec<Polygon>, CoastlineError> {
    match &geometry.value {
        GeometryValue::Polygon { coordinates } => Ok(vec![coordinates.clone()]),
        GeometryValue::MultiPolygon { coordinates } => Ok(coordinates.clone()),
        GeometryValue::GeometryCollection { geometries } => {
            let nested: Result<Vec<Vec<Polygon>>, CoastlineError> =
                geometries.iter().map(of_geometry).collect();
            Ok(nested?.concat())
        }
        other => Err(CoastlineError::NoLand(other.type_name())),
    }
}

/// The points of a ring without the last, which repeats the first.
fn open_ring(ring: &[geojson::Position]) -> Result<Vec<Position>, CoastlineError> {
    let places: Vec<Position> = ring.iter().map(place).collect::<Result<_, _>>()?;
    match &places[..] {
        [open @ .., last] if open.len() >= 3 && open[0] == *last => Ok(open.to_vec()),
        _ => Err(CoastlineError::NotClosed { points: places.len() }),
    }
}

fn place(position: &geojson::Position) -> Result<Position, CoastlineError> {
    let [lon, lat, ..] = position.as_slice() else { return Err(CoastlineError::NoPlace) };
    Ok(Position::from_degrees(Degrees(*lat), Degrees(*lon))?)
}

/// Why a text is no coast line.
#[derive(Debug, thiserror::Error)]
pub enum CoastlineError {
    /// It is no GeoJSON.
    #[error("it is no GeoJSON")]
    Syntax(#[from] geojson::Error),
    /// It holds points or lines.
    #[error("it holds a {0}, and a coast is made of Polygon and MultiPolygon")]
    NoLand(&'static str),
    /// It holds no polygon.
    #[error("it holds no polygon")]
    NoPolygon,
    /// A ring is not closed or has less than three corners.
    #[error(
        "a ring of {points} points is not closed: three corners or more, and the last point is the first again"
    )]
    NotClosed {
        /// How many points it has.
        points: usize,
    },
    /// A point without coordinates.
    #[error("a point has no longitude and latitude")]
    NoPlace,
    /// A point that is nowhere on Earth.
    #[error("a point is not on Earth; coordinates are longitude, latitude in degrees")]
    Place(#[from] PositionError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chart;

    /// An island one degree wide about 36 N 124 E, in the open Yellow Sea, with a lake in it.
    const ISLAND: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry":
        {"type": "Polygon", "coordinates": [
            [[123.5, 35.5], [124.5, 35.5], [124.5, 36.5], [123.5, 36.5], [123.5, 35.5]],
            [[123.9, 35.9], [124.1, 35.9], [124.1, 36.1], [123.9, 36.1], [123.9, 35.9]]
        ]}}]}"#;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
    }

    #[test]
    fn a_chart_takes_its_coast_from_the_user_and_keeps_its_ports() {
        let builtin = Chart::builtin();
        let chart = builtin.clone().with_coast(&Coastline::from_geojson(ISLAND).unwrap());
        assert!(chart.on_land(at(35.7, 124.0)) && !builtin.on_land(at(35.7, 124.0)));
        assert!(!chart.on_land(at(36.0, 124.0)), "a lake");
        assert!(!chart.on_land(at(37.5, 127.0)) && builtin.on_land(at(37.5, 127.0)), "Seoul");
        assert!((chart.shore_distance(at(36.0, 125.5)).km() - 90.0).abs() < 1.0);
        assert_eq!(chart.ports().len(), builtin.ports().len());
    }

    #[test]
    fn what_is_no_coast_is_refused_with_the_reason() {
        let of = |geometry: &str| Coastline::from_geojson(geometry).unwrap_err().to_string();
        let polygon = |ring: &str| format!(r#"{{"type": "Polygon", "coordinates": [[{ring}]]}}"#);
        let cases = [
            (of("coast"), "no GeoJSON"),
            (of(r#"{"type": "FeatureCollection", "features": []}"#), "no polygon"),
            (of(r#"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#), "LineString"),
            (of(&polygon("[0, 0], [1, 0], [1, 1]")), "not closed"),
            (of(&polygon("[0, 0], [1, 0], [0, 0]")), "three corners"),
            (of(&polygon("[0, 0], [36, 124], [1, 1], [0, 0]")), "not on Earth"),
        ];
        for (told, reason) in cases {
            assert!(told.contains(reason), "{told}, not {reason}");
        }
    }
}
