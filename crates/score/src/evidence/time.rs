//! When it began: by night or by day at the place.

use model::{Position, Timestamp};

use super::Seen;
use crate::Indicator::T1;
use crate::subject::Subject;

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let event = subject.deciding();
    let elevation = sun_elevation_deg(event.position, event.start);
    let text = words(elevation);
    let night = elevation < SUNSET_DEG;
    vec![if night { Seen::present(T1, text, &event.cites) } else { Seen::absent(T1, text, &event.cites) }]
}

/// How light it was, and how high the sun stood.
fn words(elevation_deg: f64) -> String {
    let below = -elevation_deg;
    match elevation_deg {
        ..CIVIL_DUSK_DEG => format!("it began in the dark, the sun {below:.0} degrees below the horizon"),
        ..SUNSET_DEG => format!("it began in twilight, the sun {below:.0} degrees below the horizon"),
        _ => format!("it began by day, the sun {:.0} degrees above the horizon", elevation_deg.max(0.0)),
    }
}

/// Below it the horizon cannot be seen (civil twilight ends; Astronomical Almanac).
const CIVIL_DUSK_DEG: f64 = -6.0;

/// The sun's upper rim on the horizon, refraction included.
const SUNSET_DEG: f64 = -0.833;

/// The sun's elevation, right to about a degree (low-precision formulas of the Astronomical Almanac).
fn sun_elevation_deg(at: Position, time: Timestamp) -> f64 {
    let days = time.ms() as f64 / 86_400_000.0 - 10_957.5;
    let anomaly = (357.528 + 0.985_600_3 * days).to_radians();
    let longitude =
        (280.460 + 0.985_647_4 * days + 1.915 * anomaly.sin() + 0.020 * (2.0 * anomaly).sin()).to_radians();
    let tilt = (23.439 - 4e-7 * days).to_radians();
    let declination = (tilt.sin() * longitude.sin()).asin();
    let ascension = (tilt.cos() * longitude.sin()).atan2(longitude.cos());
    let sidereal = (280.460_618_37 + 360.985_647_366 * days + at.lon()).to_radians();
    let hour_angle = sidereal - ascension;
    let lat = at.lat().to_radians();
    (lat.sin() * declination.sin() + lat.cos() * declination.cos() * hour_angle.cos()).asin().to_degrees()
}

#[cfg(test)]
mod tests {
    use model::Degrees;

    use super::*;

    #[test]
    fn the_sun_stands_high_at_noon_off_shanghai_and_is_down_at_midnight() {
        let at = Position::from_degrees(Degrees(30.0), Degrees(122.5)).unwrap();
        let noon = Timestamp::from_rfc3339("2019-06-21T03:52:00Z").unwrap();
        assert!((sun_elevation_deg(at, noon) - 83.4).abs() < 1.0);
        let midnight = Timestamp::from_rfc3339("2019-06-21T15:50:00Z").unwrap();
        assert!(sun_elevation_deg(at, midnight) < -30.0);
    }

    #[test]
    fn it_is_dark_by_night_and_not_yet_in_twilight() {
        assert_eq!(words(41.2), "it began by day, the sun 41 degrees above the horizon");
        assert_eq!(words(-0.5), "it began by day, the sun 0 degrees above the horizon");
        assert_eq!(words(-3.1), "it began in twilight, the sun 3 degrees below the horizon");
        assert_eq!(words(-43.0), "it began in the dark, the sun 43 degrees below the horizon");
    }
}
