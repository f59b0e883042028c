//! Places, moments and codes as people read them.

use model::Timestamp;

/// A place to a hundredth of a degree, about a kilometre.
pub fn coordinates(lat: f64, lon: f64) -> String {
    to_decimals(lat, lon, 2)
}

/// A place to so many decimals of a degree.
pub(super) fn to_decimals(lat: f64, lon: f64, decimals: usize) -> String {
    let (north, east) = (if lat < 0.0 { 'S' } else { 'N' }, if lon < 0.0 { 'W' } else { 'E' });
    format!("{:.decimals$}{north} {:.decimals$}{east}", lat.abs(), lon.abs())
}

/// A moment to the minute, as people write it.
pub fn minute(time: Timestamp) -> String {
    time.to_string().replace('T', " ").chars().take(16).collect()
}

/// A moment as RFC 3339, always with milliseconds, for readers that take one form only.
pub(crate) fn rfc3339_ms(time: Timestamp) -> String {
    let seconds: String = time.to_string().chars().take(19).collect();
    format!("{seconds}.{:03}Z", time.ms().rem_euclid(1000))
}

/// A ship's type as it broadcasts it: the number and what the standard calls it.
pub fn ship_type(code: i64) -> String {
    match u8::try_from(code) {
        Ok(code) => format!("{code}, {}", ais::ship_type_text(code)),
        Err(_) => code.to_string(),
    }
}
