//! The time of a log whose AIS lines carry none: a day given by the user, and the time of day of other sentences.

use model::{Span, Timestamp};

use crate::moment::digits;

/// A clock that is set by GGA, GLL, RMC and ZDA sentences and goes past midnight with them.
pub(crate) struct Watch {
    midnight: Timestamp,
    now: Timestamp,
    /// Whether a sentence has set it.
    is_set: bool,
}

impl Watch {
    const DAY_MS: i64 = 86_400_000;
    /// How late a sentence may stand in a log: instruments and their multiplexers lag by seconds.
    const LATE_MS: i64 = 3_600_000;

    /// A watch at `date`, the moment itself until a sentence tells the time of day.
    pub(crate) fn new(date: Timestamp) -> Self {
        let into_day = Span::from_ms(-(date.ms() % Self::DAY_MS));
        Self { midnight: date.saturating_add(into_day), now: date, is_set: false }
    }

    /// Whether a sentence has told the time of day.
    pub(crate) const fn is_set(&self) -> bool {
        self.is_set
    }

    /// The time of the last sentence that told it.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Sets the watch if the line tells the time of day. A step back by more than half a day is midnight, and a step
    /// forward by nearly a day is a sentence from before midnight that came late.
    pub(crate) fn observe(&mut self, line: &[u8]) {
        let Some(into_day) = time_of_day(line) else { return };
        let step = (self.midnight.saturating_add(into_day) - self.now).ms();
        if step < -Self::DAY_MS / 2 {
            self.turn(Self::DAY_MS);
        } else if self.is_set && step > Self::DAY_MS - Self::LATE_MS {
            self.turn(-Self::DAY_MS);
        }
        self.now = self.midnight.saturating_add(into_day);
        self.is_set = true;
    }

    fn turn(&mut self, ms: i64) {
        self.midnight = self.midnight.saturating_add(Span::from_ms(ms));
    }
}

/// The time of day in a sentence with a right checksum.
fn time_of_day(line: &[u8]) -> Option<Span> {
    let body = line.trim_ascii().strip_prefix(b"$")?;
    let star = memchr::memchr(b'*', body)?;
    let body = checked(&body[..star], body.get(star + 1..star + 3)?)?;
    let mut fields = body.split(|byte| *byte == b',');
    let place = match fields.next()?.get(2..)? {
        b"GGA" | b"RMC" | b"ZDA" => 0,
        b"GLL" => 4,
        _ => return None,
    };
    let clock = fields.nth(place)?.get(..6)?;
    let [hour, minute, second] = [digits(&clock[..2])?, digits(&clock[2..4])?, digits(&clock[4..])?];
    // As in tables, a leap second is the last second of its minute.
    let real = hour < 24 && minute < 60 && second <= 60;
    real.then(|| Span::from_secs((hour * 60 + minute) * 60 + second.min(59)))
}

fn checked<'a>(body: &'a [u8], sum: &[u8]) -> Option<&'a [u8]> {
    let sum = u8::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    (body.iter().fold(0, |sum, byte| sum ^ byte) == sum).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(body: &str) -> Vec<u8> {
        format!("${body}*{:02X}", body.bytes().fold(0, |sum, byte| sum ^ byte)).into_bytes()
    }

    #[test]
    fn a_log_that_runs_past_midnight_goes_on_the_next_day() {
        let mut watch = Watch::new(Timestamp::from_rfc3339("2024-03-01T00:00:00Z").unwrap());
        watch.observe(&sentence("GPRMC,235959.00,A,,,,,,,"));
        assert_eq!(watch.now().to_string(), "2024-03-01T23:59:59Z");
        watch.observe(&sentence("GPGLL,3500.0,N,12900.0,E,000001,A"));
        assert_eq!(watch.now().to_string(), "2024-03-02T00:00:01Z");
    }

    /// What a watch that is set to the start of 1 March shows after each of these times of day.
    fn shown(times: &[&str]) -> Vec<String> {
        let mut watch = Watch::new(Timestamp::from_rfc3339("2024-03-01T00:00:00Z").unwrap());
        let show = |time: &&str| {
            watch.observe(&sentence(&format!("GPRMC,{time},A,,,,,,,")));
            watch.now().to_string()
        };
        times.iter().map(show).collect()
    }

    #[test]
    fn a_sentence_from_before_midnight_that_comes_late_does_not_make_a_day_more() {
        let late = shown(&["235959", "000000", "235959", "000001"]);
        let days: Vec<&str> = late.iter().map(|time| &time[8..10]).collect();
        assert_eq!(days, ["01", "02", "01", "02"]);
        assert_eq!(shown(&["235958"]), ["2024-03-01T23:59:58Z"]);
        assert_eq!(shown(&["010000", "150000"])[1], "2024-03-01T15:00:00Z");
    }

    #[test]
    fn a_leap_second_is_the_last_second_of_its_day() {
        assert_eq!(shown(&["235960", "000000"]), ["2024-03-01T23:59:59Z", "2024-03-02T00:00:00Z"]);
    }

    #[test]
    fn a_faulty_sentence_sets_no_watch() {
        let mut watch = Watch::new(Timestamp::from_rfc3339("2024-03-01T06:00:00Z").unwrap());
        watch.observe(b"$GPRMC,235959.00,A*00");
        watch.observe(b"$GPRMC,,,*5A");
        watch.observe(&sentence("GPGGA,996199,,"));
        assert_eq!(watch.now().to_string(), "2024-03-01T06:00:00Z");
    }
}
