//! What a station is called: its name stands in the lines that it heard, and nowhere else.

use ais::{Decoder, Options, Outcome};

/// The station that heard the message of a line, where the line names it in printable ASCII.
///
/// ```
/// use darkwake_archive::station_of;
///
/// let line = r"\s:rBUSAN,c:1700000000*03\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
/// assert_eq!(station_of(line).as_deref(), Some("rBUSAN"));
/// assert_eq!(station_of("440000001,2024-03-01T12:00:00Z,35.1,129.04"), None);
/// ```
pub fn station_of(line: &str) -> Option<String> {
    match Decoder::new(Options::lenient()).push(line.as_bytes(), ()) {
        Outcome::Message(decoded) => decoded.station.map(|station| station.as_str().to_owned()),
        Outcome::Fragment | Outcome::Skipped(_) | Outcome::Rejected(_) => None,
    }
}
