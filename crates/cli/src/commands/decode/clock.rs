//! Moments as text, for logs that tell one a line: the date is made once a day, the time of day from its digits.

use model::Timestamp;

/// Writes what [`Timestamp`] shows.
#[derive(Default)]
pub(super) struct Clock {
    today: Option<Day>,
}

/// A day and its date, `2024-03-01T`.
struct Day {
    number: i64,
    date: String,
}

const DAY_MS: i64 = 86_400_000;

impl Clock {
    /// Appends the moment in RFC 3339, with as many decimals of the second as it has.
    pub(super) fn write(&mut self, time: Timestamp, out: &mut Vec<u8>) {
        let (number, rest) = (time.ms() / DAY_MS, time.ms() % DAY_MS);
        let today = match self.today.take() {
            Some(day) if day.number == number => day,
            _ => Day { number, date: date(time) },
        };
        out.extend_from_slice(today.date.as_bytes());
        self.today = Some(today);
        write_time_of_day(rest, out);
    }
}

/// The date with the `T` behind it.
fn date(time: Timestamp) -> String {
    let mut text = time.to_string();
    text.truncate(text.find('T').map_or(0, |end| end + 1));
    text
}

fn write_time_of_day(ms: i64, out: &mut Vec<u8>) {
    let seconds = ms / 1000;
    let [h, m, s] = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two_digits);
    out.extend_from_slice(&[h[0], h[1], b':', m[0], m[1], b':', s[0], s[1]]);
    write_fraction(ms % 1000, out);
    out.push(b'Z');
}

/// Thousandths behind a point, without zeros at the end.
fn write_fraction(thousandths: i64, out: &mut Vec<u8>) {
    if thousandths == 0 {
        return;
    }
    let last = two_digits(thousandths % 100);
    let digits = [b'.', digit(thousandths / 100), last[0], last[1]];
    let zeros = digits.iter().rev().take_while(|&&digit| digit == b'0').count();
    out.extend_from_slice(&digits[..digits.len() - zeros]);
}

fn two_digits(number: i64) -> [u8; 2] {
    [digit(number / 10), digit(number % 10)]
}

fn digit(number: i64) -> u8 {
    b'0' + number as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_what_the_moment_shows_whatever_came_before() {
        let mut clock = Clock::default();
        let odd = (0..4000).map(|n| n * 1_614_567_891);
        let same_day = (0..4000).map(|n| 1_709_164_800_000 + n * 21_601);
        for ms in odd.chain(same_day).chain([0, 999, 1000, 1_709_251_199_999, 1_709_251_200_000]) {
            let time = Timestamp::from_ms(ms).unwrap();
            let mut out = Vec::new();
            clock.write(time, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), time.to_string());
        }
    }
}
